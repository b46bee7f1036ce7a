/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-carrier-codes.h"

G_BEGIN_DECLS

/**
 * CstCarrierTable:
 * @name: the carrier's, for people
 * @columns: headers by which a table that it exports is known, folded; may be empty
 * @meanings: (element-type CstCodeMeaning)
 *
 * One file.
 */
typedef struct
{
  char      *source;
  char      *name;
  GStrv      columns;
  GPtrArray *meanings;
} CstCarrierTable;

CstCarrierTable *cst_carrier_table_read (const char      *xml,
                                         gsize            size,
                                         GError         **error);
void             cst_carrier_table_free (CstCarrierTable *self);
void             cst_code_meaning_free  (CstCodeMeaning  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstCarrierTable, cst_carrier_table_free)

G_END_DECLS
