/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-table.h"

G_BEGIN_DECLS

/**
 * CstTableField:
 * @name: what the field is called in files and on the command line
 * @words: the headers it is known by, folded (cst_table_fold_header()), the surest first, with a bar between them
 *
 * Something a table may tell.
 */
typedef struct
{
  const char *name;
  const char *words;
} CstTableField;

char *cst_table_fold_header   (const char          *header);
void  cst_table_match_columns (const CstTable      *table,
                               const CstTableField *fields,
                               guint                n_fields,
                               int                 *columns);

G_END_DECLS
