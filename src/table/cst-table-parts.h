/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-table-builder.h"

G_BEGIN_DECLS

/* Spreadsheet files are ZIP archives of XML parts. Each is unpacked and parsed as a stream, within bounds. */

char       *cst_part_dup_text  (GBytes               *archive,
                                const char           *name,
                                GCancellable         *cancellable,
                                GError              **error);
gboolean    cst_part_exists    (GBytes               *archive,
                                const char           *name);
gboolean    cst_part_parse     (GBytes               *archive,
                                const char           *name,
                                const GMarkupParser  *parser,
                                gpointer              user_data,
                                GCancellable         *cancellable,
                                GError              **error);

const char *cst_part_local     (const char           *name);
const char *cst_part_attribute (const char          **names,
                                const char          **values,
                                const char           *name);

G_END_DECLS
