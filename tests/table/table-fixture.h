/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-table.h"

G_BEGIN_DECLS

CstTable *table_of        (const char    *text);
void      assert_cells    (const CstTable *table,
                           guint           row,
                           const char     *joined);
GBytes   *archive_of      (const char     *name,
                           ...) G_GNUC_NULL_TERMINATED;
GBytes   *xlsx_of         (const char     *strings,
                           const char     *styles,
                           const char     *rows);
GBytes   *ods_of          (const char     *rows);

G_END_DECLS
