/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-case-entry.h"
#include "cst-import-map.h"
#include "cst-import-parcel.h"

G_BEGIN_DECLS

/**
 * CstImportState:
 * @CST_IMPORT_NEW: becomes an incident
 * @CST_IMPORT_CHANGED: is there, open, and takes what the file says
 * @CST_IMPORT_THERE: is there already, or said twice in the file: nothing happens
 * @CST_IMPORT_REFUSED: cannot be taken; the row says why
 * @CST_IMPORT_NO_INCIDENT: a parcel without an incident: nothing happens
 * @CST_IMPORT_ADDED: became an incident
 * @CST_IMPORT_UPDATED: took what the file says
 *
 * What becomes, or became, of a row and of an incident.
 */
typedef enum
{
  CST_IMPORT_NEW,
  CST_IMPORT_CHANGED,
  CST_IMPORT_THERE,
  CST_IMPORT_REFUSED,
  CST_IMPORT_ADDED,
  CST_IMPORT_UPDATED,
  CST_IMPORT_NO_INCIDENT,
} CstImportState;

#define CST_IMPORT_N_STATES (CST_IMPORT_NO_INCIDENT + 1)

/**
 * CstImportCase:
 * @said: (nullable): what the rows say, and nothing else: unsaid quantities are 0, unsaid amounts -1
 * @entry: (nullable): the whole incident as it will be, once the store was asked
 * @has_tax_mode: whether the rows say if prices are with tax
 * @parcel: (nullable): likewise, of a table of deliveries
 * @delivery: (nullable): the whole delivery incident as it will be, once the store was asked
 * @order: (nullable): likewise its order, where that is new or changes
 * @rows: (element-type CstImportRow): borrowed
 * @note: (nullable): what people should know about it although nothing is wrong
 * @incident: (nullable): the one that is there, or that was made
 *
 * An incident, of one order or of one parcel.
 */
typedef struct
{
  CstImportState  state;
  CstCaseEntry   *said;
  CstCaseEntry   *entry;
  gboolean        has_tax_mode;
  GStrv           photos; /* (nullable): paths */
  CstImportParcel *parcel;
  CstDelivery    *delivery;
  CstOrder       *order;
  GPtrArray      *rows;
  char           *note;
  char           *incident;
} CstImportCase;

/**
 * CstImportRow:
 * @line: in the file
 * @problem_column: the column of the table that is wrong, -1 if it is no single one
 * @problem: (nullable): what is wrong and what to do about it
 * @of_case: (nullable): borrowed
 */
typedef struct
{
  guint           row;
  guint           line;
  CstImportState  state;
  int             problem_column;
  char           *problem;
  CstImportCase  *of_case;
} CstImportRow;

/**
 * CstImportPlan:
 *
 * A table as incidents of one account. Owned by one thread at a time.
 */
typedef struct
{
  gint64        account;
  CstTable     *table;
  CstImportMap *map;
  CstCarrierCodes *codes; /* (nullable): of deliveries */
  GPtrArray    *rows;  /* of CstImportRow, one for each row of the table */
  GPtrArray    *cases; /* of CstImportCase */
} CstImportPlan;

CstImportPlan *cst_import_plan_new          (CstTable            *table,
                                             const CstImportMap  *map,
                                             const CstAccount    *account,
                                             const char          *folder,
                                             CstCarrierCodes     *codes,
                                             GCancellable        *cancellable,
                                             GError             **error);
void           cst_import_plan_free         (CstImportPlan       *self);
void           cst_import_case_refuse       (CstImportCase       *self,
                                             const char          *problem);
void           cst_import_case_set_state    (CstImportCase       *self,
                                             CstImportState       state);
guint          cst_import_plan_count_cases  (const CstImportPlan *self,
                                             CstImportState       state);
guint          cst_import_plan_count_rows   (const CstImportPlan *self,
                                             CstImportState       state);
char          *cst_import_plan_rejected_csv (const CstImportPlan *self);
const char    *cst_import_case_get_number   (const CstImportCase *self);
char          *cst_import_row_text          (const CstImportPlan *self,
                                             const CstImportRow  *row);
const char    *cst_import_state_label       (CstImportState       state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstImportPlan, cst_import_plan_free)

extern const CstEnumType cst_import_state_type;

G_END_DECLS
