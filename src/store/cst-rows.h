/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-list-query.h"

G_BEGIN_DECLS

/* What a list row shows, as immutable objects. Each field of the data is also a property of the
 * same name with dashes (enumerations are ints), for expressions; code takes the data. */

typedef struct
{
  gint64             account;
  char              *account_name;
  char              *id;
  char              *number;
  char              *customer;
  char              *city;
  char              *country;
  gint64             placed_at;
  CstAmounts         amounts; /* no property */
  CstOrderStatus     status;  /* as shown (O2) */
  gint64             held;
  char               held_currency[4];
  int                incident_count;
  int                unsettled;
  char              *pressing; /* (nullable): the most pressing incident's id, and its essentials */
  CstIncidentState   incident_state;
  gboolean           contested;
  gboolean           marked_resolved;
  CstHandler         handler;
  gint64             reported_at;
  CstParty           waiting_for;
  gint64             waiting_since;
  gint64             respond_by;
  gint64             resolve_by;
  CstOperationKind   op_kind; /* what lies over the truth */
  CstOperationState  op_state;
  int                unread;
} CstOrderRowData;

typedef struct
{
  gint64             account;
  char              *account_name;
  char              *id;
  char              *number;
  char              *order;
  char              *order_number;
  char              *customer;
  CstReason          reason;
  CstHandler         handler;
  CstIncidentState   state;
  gboolean           contested;
  gboolean           marked_resolved;
  gint64             reported_at;
  CstParty           waiting_for;
  gint64             waiting_since;
  gint64             respond_by;
  gint64             resolve_by;
  gint64             due;   /* of what is to do, 0 for none */
  gint64             stake; /* goods, in tax_mode and currency */
  CstTaxMode         tax_mode;
  char               currency[4];
  gint64             held;
  CstTodo            todo;
  char              *assigned;
  char              *assigned_name;
  CstFindingKind     finding; /* the latest */
  int                finding_count;
  int                found_confirmed; /* pieces for which it holds now, of found_of */
  int                found_not_confirmed;
  int                found_cannot_tell;
  int                found_of;
  char              *finder;
  char              *finder_name;
  gint64             found_at;
  int                photos;
  int                photos_announced;
  int                unread;
  CstOperationKind   op_kind;
  CstOperationState  op_state;
} CstIncidentRowData;

typedef struct
{
  gint64             id;
  gint64             account;
  char              *account_name;
  CstOperationKind   kind;
  CstOperationState  state;
  char              *order;
  char              *order_number;
  char              *incident;
  char              *incident_number;
  char              *customer;
  gint64             created_at;
  gint64             hold_until;
  gint64             next_try_at;
  gint64             finished_at;
  int                attempts;
  char              *last_problem;
  char              *person_name;
  char              *delivery;
  char              *delivery_number;
} CstOperationRowData;

typedef struct
{
  gint64                 account;
  char                  *account_name;
  char                  *id;
  char                  *number;
  char                  *order;
  char                  *order_number;
  char                  *tracking;
  char                  *carrier;
  char                  *recipient;
  char                  *phone;
  char                  *postal_code;
  char                  *city;
  char                  *country;
  CstDeliveryState       state;
  CstDeliveryTab         tab;
  CstDeliveryReason      reason;
  char                  *code_source;
  char                  *code;
  char                  *code_label;
  char                  *type_code;
  CstDeliveryPhase       phase;
  int                    allowed; /* CST_ANSWER_FLAG bits */
  int                    attempts;
  int                    distance_m;
  gint64                 cod;
  char                   currency[4];
  gint64                 opened_at;
  gint64                 updated_at;
  gint64                 answered_at;
  gint64                 replied_at;
  gint64                 delivered_at;
  gint64                 settled_at;
  CstDeliveryTodo        todo;
  gint64                 due;
  gint64                 protest_until; /* R15, 0 for none */
  int                    calls;
  gint64                 last_call_at;
  gboolean               last_call_reached;
  gint64                 again_at;
  CstOperationKind       op_kind; /* what lies over the truth */
  CstOperationState      op_state;
  CstDeliveryAnswerKind  op_answer;
} CstDeliveryRowData;

#define CST_TYPE_ROW (cst_row_get_type ())
#define CST_TYPE_ORDER_ROW (cst_order_row_get_type ())
#define CST_TYPE_INCIDENT_ROW (cst_incident_row_get_type ())
#define CST_TYPE_OPERATION_ROW (cst_operation_row_get_type ())
#define CST_TYPE_DELIVERY_ROW (cst_delivery_row_get_type ())

G_DECLARE_DERIVABLE_TYPE (CstRow, cst_row, CST, ROW, GObject)

struct _CstRowClass
{
  GObjectClass         parent_class;

  const CstRecordType *record_type;
};

G_DECLARE_FINAL_TYPE (CstOrderRow, cst_order_row, CST, ORDER_ROW, CstRow)
G_DECLARE_FINAL_TYPE (CstIncidentRow, cst_incident_row, CST, INCIDENT_ROW, CstRow)
G_DECLARE_FINAL_TYPE (CstOperationRow, cst_operation_row, CST, OPERATION_ROW, CstRow)
G_DECLARE_FINAL_TYPE (CstDeliveryRow, cst_delivery_row, CST, DELIVERY_ROW, CstRow)

gboolean                   cst_row_equal              (CstRow              *a,
                                                       CstRow              *b);
const CstOrderRowData     *cst_order_row_get_data     (CstOrderRow         *self);
const CstIncidentRowData  *cst_incident_row_get_data  (CstIncidentRow      *self);
const CstOperationRowData *cst_operation_row_get_data (CstOperationRow     *self);
const CstDeliveryRowData  *cst_delivery_row_get_data  (CstDeliveryRow      *self);

CstRow                    *cst_db_load_row            (CstDb               *db,
                                                       CstListKind          kind,
                                                       gint64               id,
                                                       GError             **error);
GPtrArray                 *cst_db_list_rows           (CstDb               *db,
                                                       const CstListQuery  *query,
                                                       guint                offset,
                                                       guint                limit,
                                                       GError             **error);
gint64                     cst_db_find_row            (CstDb               *db,
                                                       CstListKind          kind,
                                                       gint64               account,
                                                       const char          *remote);

G_END_DECLS
