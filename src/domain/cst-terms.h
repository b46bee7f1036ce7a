/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-order.h"

G_BEGIN_DECLS

/* The words of an account's site, and ours where its rules bring none: retailer or customer, problem or incident; one
 * of the two per account, never both on a screen. */

const char *cst_term                (const CstAccountInfo *info,
                                     const char           *id);
gboolean    cst_term_is_retailer    (const CstAccountInfo *info);
gboolean    cst_term_is_problem     (const CstAccountInfo *info);
const char *cst_term_customer       (const CstAccountInfo *info);
const char *cst_term_customers      (const CstAccountInfo *info);
const char *cst_term_customer_name  (const CstAccountInfo *info,
                                     const CstOrder       *order);
const char *cst_term_incident       (const CstAccountInfo *info);
const char *cst_term_incidents      (const CstAccountInfo *info);
const char *cst_label_show_incident (const CstAccountInfo *info);

G_END_DECLS
