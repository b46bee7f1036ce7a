/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-carrier-codes.h"
#include "cst-db.h"
#include "cst-import-fields.h"
#include "cst-table-values.h"

G_BEGIN_DECLS

/**
 * CstImportColumn:
 *
 * One field and the column that holds it.
 */
typedef struct
{
  char *field;
  int   column;
} CstImportColumn;

/**
 * CstImportMap:
 * @day_order: %CST_DAY_ORDER_UNKNOWN to let the cells decide
 * @reason: for rows that name none, %CST_REASON_UNKNOWN to refuse them
 * @updates: whether open incidents that are there already take what the file says; parcels always do
 * @carrier: (nullable): of parcels whose row names none
 *
 * How a table is to be read: proposed from its header, corrected by people, remembered for the account and the header.
 */
typedef struct
{
  CstImportKind  kind;
  GPtrArray     *columns; /* of CstImportColumn */
  CstDayOrder    day_order;
  CstReason      reason;
  gboolean       updates;
  char          *carrier;
} CstImportMap;

extern const CstRecordType cst_import_map_type;

CstImportMap   *cst_import_map_new         (void);
CstImportMap   *cst_import_map_copy        (const CstImportMap  *self);
void            cst_import_map_free        (CstImportMap        *self);
CstImportMap   *cst_import_map_propose     (const CstTable      *table,
                                            CstImportKind        kind,
                                            const CstCarrierCodes *codes);
CstImportMap   *cst_import_map_recall      (CstDb               *db,
                                            gint64               account,
                                            const CstTable      *table,
                                            CstImportKind        kind);
gboolean        cst_import_map_remember    (const CstImportMap  *self,
                                            CstDb               *db,
                                            gint64               account,
                                            const CstTable      *table,
                                            GError             **error);

int             cst_import_map_get         (const CstImportMap  *self,
                                            CstImportField       field);
gboolean        cst_import_map_find        (const CstImportMap  *self,
                                            guint                column,
                                            CstImportField      *field);
void            cst_import_map_set         (CstImportMap        *self,
                                            CstImportField       field,
                                            int                  column);
CstDayOrder     cst_import_map_resolve_days (const CstImportMap *self,
                                             const CstTable     *table,
                                             gboolean           *is_open);
char           *cst_import_map_dup_problem (const CstImportMap  *self,
                                            const CstTable      *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstImportMap, cst_import_map_free)

G_END_DECLS
