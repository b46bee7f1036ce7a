/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-import-plan.h"

G_BEGIN_DECLS

/**
 * CstRowReader:
 *
 * Reads one row after the other of the same table with the same map.
 */
typedef struct
{
  const CstTable     *table;
  const CstImportMap *map;
  const CstAccount   *account;
  const char         *folder; /* (nullable): where photos lie */
  CstDayOrder         day_order;
  char                decimal_mark;
  CstTaxMode          tax_mode;
  gboolean            has_tax_mode; /* by the header of the prices */
  guint               row;
  int                 problem_column;
  char               *problem;      /* (owned) (nullable) */
} CstRowReader;

void           cst_row_reader_init  (CstRowReader       *self,
                                     const CstTable     *table,
                                     const CstImportMap *map,
                                     const CstAccount   *account,
                                     const char         *folder);
char          *cst_row_reader_text  (const CstRowReader *self,
                                     CstImportField      field);
void           cst_row_reader_begin (CstRowReader       *self,
                                     guint               row);
void           cst_row_refuse (CstRowReader      *self,
                               CstImportField     field,
                               const char        *format,
                               ...) G_GNUC_PRINTF (3, 4);
void           cst_row_reader_moment (CstRowReader      *self,
                                      CstImportField     field,
                                      gint64            *moment);
void           cst_row_reader_amount (CstRowReader      *self,
                                      CstImportField     field,
                                      const char        *currency,
                                      gint64            *minor);
void           cst_row_reader_count (CstRowReader       *self,
                                     CstImportField      field,
                                     int                *count);
void           cst_row_reader_currency (CstRowReader    *self,
                                        CstImportField   amount,
                                        char            *currency);
CstImportCase *cst_row_reader_read  (CstRowReader       *self,
                                     guint               row);

CstImportCase *cst_row_reader_read_parcel (CstRowReader *self,
                                           guint         row);

void           cst_import_case_free (CstImportCase      *self);

G_END_DECLS
