/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-table.h"

G_BEGIN_DECLS

typedef struct
{
  guint line;
  guint first; /* its first cell */
  guint width;
} CstTableRow;

/* What tables that differ only in what they take for the header share: atomically reference counted. */
typedef struct
{
  CstTableFormat    format;
  CstTableEncoding  encoding;
  char              separator;
  char             *sheet; /* (nullable) */
  char             *text;
  GArray           *cells; /* of guint32 */
  GArray           *rows;  /* of CstTableRow */
  guint             columns;
} CstTableData;

CstTable *cst_table_new (CstTableData *data);

G_END_DECLS
