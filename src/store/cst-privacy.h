/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-store.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* R12. Erasing empties rows, salts, search index, cached and outgoing files and backups; ids, amounts
 * and states stay, so that sums and the journal keep holding. */

int       cst_customer_erase  (CstStore    *store,
                               gint64       account,
                               const char  *customer,
                               gint64       now,
                               GError     **error);
gboolean  cst_account_forget  (CstStore    *store,
                               gint64       account,
                               gboolean     is_forced,
                               GError     **error);
int       cst_retention_run   (CstStore    *store,
                               gint64       now,
                               GError     **error);
JsonNode *cst_customer_export (CstDb       *db,
                               gint64       account,
                               const char  *customer,
                               GError     **error);

G_END_DECLS
