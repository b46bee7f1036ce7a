/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rows.h"

#include <string.h>

typedef struct
{
  gpointer data; /* (owned): a record of the class's type */
} CstRowPrivate;

struct _CstOrderRow
{
  CstRow parent_instance;
};

struct _CstIncidentRow
{
  CstRow parent_instance;
};

struct _CstOperationRow
{
  CstRow parent_instance;
};

struct _CstDeliveryRow
{
  CstRow parent_instance;
};

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CstRow, cst_row, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (CstOrderRow, cst_order_row, CST_TYPE_ROW)
G_DEFINE_FINAL_TYPE (CstIncidentRow, cst_incident_row, CST_TYPE_ROW)
G_DEFINE_FINAL_TYPE (CstOperationRow, cst_operation_row, CST_TYPE_ROW)
G_DEFINE_FINAL_TYPE (CstDeliveryRow, cst_delivery_row, CST_TYPE_ROW)

static const CstField order_row_fields[] = {
  CST_FIELD (CstOrderRowData, account, INT64),
  CST_FIELD (CstOrderRowData, account_name, STRING),
  CST_FIELD (CstOrderRowData, id, STRING),
  CST_FIELD (CstOrderRowData, number, STRING),
  CST_FIELD (CstOrderRowData, customer, STRING),
  CST_FIELD (CstOrderRowData, city, STRING),
  CST_FIELD (CstOrderRowData, country, STRING),
  CST_FIELD (CstOrderRowData, placed_at, INT64),
  CST_FIELD_OF (CstOrderRowData, amounts, RECORD, cst_amounts_type),
  CST_FIELD_OF (CstOrderRowData, status, ENUM, cst_order_status_type),
  CST_FIELD (CstOrderRowData, held, INT64),
  CST_FIELD (CstOrderRowData, held_currency, CURRENCY),
  CST_FIELD (CstOrderRowData, incident_count, INT),
  CST_FIELD (CstOrderRowData, unsettled, INT),
  CST_FIELD (CstOrderRowData, pressing, STRING),
  CST_FIELD_OF (CstOrderRowData, incident_state, ENUM, cst_incident_state_type),
  CST_FIELD (CstOrderRowData, contested, BOOL),
  CST_FIELD (CstOrderRowData, marked_resolved, BOOL),
  CST_FIELD_OF (CstOrderRowData, handler, ENUM, cst_handler_type),
  CST_FIELD (CstOrderRowData, reported_at, INT64),
  CST_FIELD_OF (CstOrderRowData, waiting_for, ENUM, cst_party_type),
  CST_FIELD (CstOrderRowData, waiting_since, INT64),
  CST_FIELD (CstOrderRowData, respond_by, INT64),
  CST_FIELD (CstOrderRowData, resolve_by, INT64),
  CST_FIELD_OF (CstOrderRowData, op_kind, ENUM, cst_operation_kind_type),
  CST_FIELD_OF (CstOrderRowData, op_state, ENUM, cst_operation_state_type),
  CST_FIELD (CstOrderRowData, unread, INT),
};

static const CstRecordType order_row_type = {
  "order row", sizeof (CstOrderRowData), order_row_fields, G_N_ELEMENTS (order_row_fields)
};

static const CstField incident_row_fields[] = {
  CST_FIELD (CstIncidentRowData, account, INT64),
  CST_FIELD (CstIncidentRowData, account_name, STRING),
  CST_FIELD (CstIncidentRowData, id, STRING),
  CST_FIELD (CstIncidentRowData, number, STRING),
  CST_FIELD (CstIncidentRowData, order, STRING),
  CST_FIELD (CstIncidentRowData, order_number, STRING),
  CST_FIELD (CstIncidentRowData, customer, STRING),
  CST_FIELD_OF (CstIncidentRowData, reason, ENUM, cst_reason_type),
  CST_FIELD_OF (CstIncidentRowData, handler, ENUM, cst_handler_type),
  CST_FIELD_OF (CstIncidentRowData, state, ENUM, cst_incident_state_type),
  CST_FIELD (CstIncidentRowData, contested, BOOL),
  CST_FIELD (CstIncidentRowData, marked_resolved, BOOL),
  CST_FIELD (CstIncidentRowData, reported_at, INT64),
  CST_FIELD_OF (CstIncidentRowData, waiting_for, ENUM, cst_party_type),
  CST_FIELD (CstIncidentRowData, waiting_since, INT64),
  CST_FIELD (CstIncidentRowData, respond_by, INT64),
  CST_FIELD (CstIncidentRowData, resolve_by, INT64),
  CST_FIELD (CstIncidentRowData, due, INT64),
  CST_FIELD (CstIncidentRowData, stake, INT64),
  CST_FIELD_OF (CstIncidentRowData, tax_mode, ENUM, cst_tax_mode_type),
  CST_FIELD (CstIncidentRowData, currency, CURRENCY),
  CST_FIELD (CstIncidentRowData, held, INT64),
  CST_FIELD_OF (CstIncidentRowData, todo, ENUM, cst_todo_type),
  CST_FIELD (CstIncidentRowData, assigned, STRING),
  CST_FIELD (CstIncidentRowData, assigned_name, STRING),
  CST_FIELD_OF (CstIncidentRowData, finding, ENUM, cst_finding_kind_type),
  CST_FIELD (CstIncidentRowData, finding_count, INT),
  CST_FIELD (CstIncidentRowData, found_confirmed, INT),
  CST_FIELD (CstIncidentRowData, found_not_confirmed, INT),
  CST_FIELD (CstIncidentRowData, found_cannot_tell, INT),
  CST_FIELD (CstIncidentRowData, found_of, INT),
  CST_FIELD (CstIncidentRowData, finder, STRING),
  CST_FIELD (CstIncidentRowData, finder_name, STRING),
  CST_FIELD (CstIncidentRowData, found_at, INT64),
  CST_FIELD (CstIncidentRowData, photos, INT),
  CST_FIELD (CstIncidentRowData, photos_announced, INT),
  CST_FIELD (CstIncidentRowData, unread, INT),
  CST_FIELD_OF (CstIncidentRowData, op_kind, ENUM, cst_operation_kind_type),
  CST_FIELD_OF (CstIncidentRowData, op_state, ENUM, cst_operation_state_type),
};

static const CstRecordType incident_row_type = {
  "incident row", sizeof (CstIncidentRowData), incident_row_fields, G_N_ELEMENTS (incident_row_fields)
};

static const CstField operation_row_fields[] = {
  CST_FIELD (CstOperationRowData, id, INT64),
  CST_FIELD (CstOperationRowData, account, INT64),
  CST_FIELD (CstOperationRowData, account_name, STRING),
  CST_FIELD_OF (CstOperationRowData, kind, ENUM, cst_operation_kind_type),
  CST_FIELD_OF (CstOperationRowData, state, ENUM, cst_operation_state_type),
  CST_FIELD (CstOperationRowData, order, STRING),
  CST_FIELD (CstOperationRowData, order_number, STRING),
  CST_FIELD (CstOperationRowData, incident, STRING),
  CST_FIELD (CstOperationRowData, incident_number, STRING),
  CST_FIELD (CstOperationRowData, customer, STRING),
  CST_FIELD (CstOperationRowData, created_at, INT64),
  CST_FIELD (CstOperationRowData, hold_until, INT64),
  CST_FIELD (CstOperationRowData, next_try_at, INT64),
  CST_FIELD (CstOperationRowData, finished_at, INT64),
  CST_FIELD (CstOperationRowData, attempts, INT),
  CST_FIELD (CstOperationRowData, last_problem, STRING),
  CST_FIELD (CstOperationRowData, person_name, STRING),
  CST_FIELD (CstOperationRowData, delivery, STRING),
  CST_FIELD (CstOperationRowData, delivery_number, STRING),
};

static const CstRecordType operation_row_type = {
  "operation row", sizeof (CstOperationRowData), operation_row_fields, G_N_ELEMENTS (operation_row_fields)
};

static const CstField delivery_row_fields[] = {
  CST_FIELD (CstDeliveryRowData, account, INT64),
  CST_FIELD (CstDeliveryRowData, account_name, STRING),
  CST_FIELD (CstDeliveryRowData, id, STRING),
  CST_FIELD (CstDeliveryRowData, number, STRING),
  CST_FIELD (CstDeliveryRowData, order, STRING),
  CST_FIELD (CstDeliveryRowData, order_number, STRING),
  CST_FIELD (CstDeliveryRowData, tracking, STRING),
  CST_FIELD (CstDeliveryRowData, carrier, STRING),
  CST_FIELD (CstDeliveryRowData, recipient, STRING),
  CST_FIELD (CstDeliveryRowData, phone, STRING),
  CST_FIELD (CstDeliveryRowData, postal_code, STRING),
  CST_FIELD (CstDeliveryRowData, city, STRING),
  CST_FIELD (CstDeliveryRowData, country, STRING),
  CST_FIELD_OF (CstDeliveryRowData, state, ENUM, cst_delivery_state_type),
  CST_FIELD_OF (CstDeliveryRowData, tab, ENUM, cst_delivery_tab_type),
  CST_FIELD_OF (CstDeliveryRowData, reason, ENUM, cst_delivery_reason_type),
  CST_FIELD (CstDeliveryRowData, code_source, STRING),
  CST_FIELD (CstDeliveryRowData, code, STRING),
  CST_FIELD (CstDeliveryRowData, code_label, STRING),
  CST_FIELD (CstDeliveryRowData, type_code, STRING),
  CST_FIELD_OF (CstDeliveryRowData, phase, ENUM, cst_delivery_phase_type),
  CST_FIELD (CstDeliveryRowData, allowed, INT),
  CST_FIELD (CstDeliveryRowData, attempts, INT),
  CST_FIELD (CstDeliveryRowData, distance_m, INT),
  CST_FIELD (CstDeliveryRowData, cod, INT64),
  CST_FIELD (CstDeliveryRowData, currency, CURRENCY),
  CST_FIELD (CstDeliveryRowData, opened_at, INT64),
  CST_FIELD (CstDeliveryRowData, updated_at, INT64),
  CST_FIELD (CstDeliveryRowData, answered_at, INT64),
  CST_FIELD (CstDeliveryRowData, replied_at, INT64),
  CST_FIELD (CstDeliveryRowData, delivered_at, INT64),
  CST_FIELD (CstDeliveryRowData, settled_at, INT64),
  CST_FIELD_OF (CstDeliveryRowData, todo, ENUM, cst_delivery_todo_type),
  CST_FIELD (CstDeliveryRowData, due, INT64),
  CST_FIELD (CstDeliveryRowData, protest_until, INT64),
  CST_FIELD (CstDeliveryRowData, calls, INT),
  CST_FIELD (CstDeliveryRowData, last_call_at, INT64),
  CST_FIELD (CstDeliveryRowData, last_call_reached, BOOL),
  CST_FIELD (CstDeliveryRowData, again_at, INT64),
  CST_FIELD_OF (CstDeliveryRowData, op_kind, ENUM, cst_operation_kind_type),
  CST_FIELD_OF (CstDeliveryRowData, op_state, ENUM, cst_operation_state_type),
  CST_FIELD_OF (CstDeliveryRowData, op_answer, ENUM, cst_delivery_answer_kind_type),
};

static const CstRecordType delivery_row_type = {
  "delivery row", sizeof (CstDeliveryRowData), delivery_row_fields, G_N_ELEMENTS (delivery_row_fields)
};

/* The columns of each query stand in the order of the record's plain fields; of amounts, in the
 * order of its own. Only what is in progress and waits for the customer can be marked as resolved: no other body is
 * looked into. */
G_STATIC_ASSERT (CST_INCIDENT_IN_PROGRESS == 2 && CST_PARTY_CUSTOMER == 2);

static const char *const row_sql[] = {
  [CST_LIST_ORDERS] =
    "SELECT o.account, a.name, o.id, o.number, o.customer_name, o.city, o.country, o.placed_at,"
    " o.currency, o.tax_mode, o.goods, o.shipping, o.tax, o.total, o.status, o.held, o.held_currency,"
    " o.incident_count, o.unsettled, o.pressing, i.state, i.contested,"
    " iif (i.state = 2 AND i.waiting_for = 2, i.body ->> 'marked_resolved', 0), i.handler, i.reported_at,"
    " i.waiting_for, i.waiting_since, i.respond_by, i.resolve_by, o.op_kind, o.op_state, o.unread"
    " FROM orders o JOIN accounts a ON a.id = o.account"
    " LEFT JOIN incidents i ON i.account = o.account AND i.id = o.pressing WHERE o.row = ?1",
  [CST_LIST_INCIDENTS] =
    "SELECT i.account, a.name, i.id, i.number, i.order_id, i.order_number, i.customer_name, i.reason, i.handler,"
    " i.state, i.contested, iif (i.state = 2 AND i.waiting_for = 2, i.body ->> 'marked_resolved', 0), i.reported_at,"
    " i.waiting_for, i.waiting_since, i.respond_by, i.resolve_by, i.due,"
    " i.stake, i.tax_mode, i.currency, i.held, i.todo, i.assigned, i.assigned_name, i.finding, i.finding_count,"
    " i.found_confirmed, i.found_not_confirmed, i.found_cannot_tell, i.found_of, i.finder, i.finder_name, i.found_at,"
    " i.photos, i.photos_announced, i.unread, i.op_kind, i.op_state"
    " FROM incidents i JOIN accounts a ON a.id = i.account WHERE i.row = ?1",
  [CST_LIST_OUTBOX] =
    "SELECT p.id, p.account, a.name, p.kind, p.state, p.order_id, o.number, p.incident, i.number, o.customer_name,"
    " p.created_at, p.hold_until, p.next_try_at, p.finished_at, p.body ->> 'attempts', p.body ->> 'last_problem',"
    " p.body ->> 'person_name', p.body ->> 'delivery', d.number"
    " FROM operations p JOIN accounts a ON a.id = p.account"
    " LEFT JOIN orders o ON o.account = p.account AND o.id = p.order_id"
    " LEFT JOIN incidents i ON i.account = p.account AND i.id = p.incident"
    " LEFT JOIN deliveries d ON d.account = p.account AND d.id = p.body ->> 'delivery' WHERE p.id = ?1",
  [CST_LIST_DELIVERIES] =
    "SELECT d.account, a.name, d.id, d.number, d.order_id, d.order_number, d.tracking, d.carrier, d.recipient, d.phone,"
    " d.postal_code, d.city, d.country, d.state, d.tab, d.reason, d.code_source, d.code, d.code_label, d.type_code,"
    " d.phase, d.allowed, d.attempts, d.distance_m, d.cod, d.currency, d.opened_at, d.updated_at, d.answered_at,"
    " d.replied_at, d.delivered_at, d.settled_at, d.todo, d.due, d.protest_until, d.calls, d.last_call_at,"
    " d.last_call_reached, d.again_at, d.op_kind, d.op_state, d.op_answer"
    " FROM deliveries d JOIN accounts a ON a.id = d.account WHERE d.row = ?1",
};

static gpointer
data_of (CstRow *self)
{
  CstRowPrivate *priv = cst_row_get_instance_private (self);

  return priv->data;
}

static void
cst_row_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  CstRow *self = CST_ROW (object);
  const CstField *field = &CST_ROW_GET_CLASS (self)->record_type->fields[prop_id - 1];
  const char *at = (const char *) data_of (self) + field->offset;

  if (field->kind == CST_FIELD_STRING)
    g_value_set_string (value, *(char *const *) (gconstpointer) at);
  else if (field->kind == CST_FIELD_CURRENCY)
    g_value_set_string (value, at);
  else if (field->kind == CST_FIELD_INT64)
    g_value_set_int64 (value, *(const gint64 *) (gconstpointer) at);
  else if (field->kind == CST_FIELD_BOOL)
    g_value_set_boolean (value, *(const gboolean *) (gconstpointer) at);
  else
    g_value_set_int (value, *(const int *) (gconstpointer) at);
}

static void
cst_row_finalize (GObject *object)
{
  CstRow *self = CST_ROW (object);

  cst_record_free (CST_ROW_GET_CLASS (self)->record_type, data_of (self));

  G_OBJECT_CLASS (cst_row_parent_class)->finalize (object);
}

/* Not in init: there the object is not yet of its own class. */
static void
cst_row_constructed (GObject *object)
{
  CstRow *self = CST_ROW (object);
  CstRowPrivate *priv = cst_row_get_instance_private (self);

  G_OBJECT_CLASS (cst_row_parent_class)->constructed (object);

  priv->data = cst_record_new (CST_ROW_GET_CLASS (self)->record_type);
}

static void
cst_row_class_init (CstRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = cst_row_constructed;
  object_class->finalize = cst_row_finalize;
}

static void
cst_row_init (CstRow *self)
{
}

static GParamSpec *
make_pspec (const CstField *field)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  g_autofree char *dashed = g_strdelimit (g_strdup (field->name), "_", '-');
  const char *name = g_intern_string (dashed);

  switch (field->kind)
    {
    case CST_FIELD_STRING:
    case CST_FIELD_CURRENCY:
      return g_param_spec_string (name, NULL, NULL, NULL, flags);
    case CST_FIELD_INT64:
      return g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    case CST_FIELD_BOOL:
      return g_param_spec_boolean (name, NULL, NULL, FALSE, flags);
    case CST_FIELD_INT:
    case CST_FIELD_ENUM:
      return g_param_spec_int (name, NULL, NULL, G_MININT, G_MAXINT, 0, flags);
    case CST_FIELD_STRINGS:
    case CST_FIELD_RECORD:
    case CST_FIELD_OPTIONAL:
    case CST_FIELD_RECORDS:
    default:
      return NULL;
    }
}

static void
install_fields (CstRowClass         *klass,
                const CstRecordType *type)
{
  klass->record_type = type;
  /* Properties belong to the class that installs them, and so does the function that reads them. */
  G_OBJECT_CLASS (klass)->get_property = cst_row_get_property;

  for (guint i = 0; i < type->n_fields; i++)
    {
      GParamSpec *pspec = make_pspec (&type->fields[i]);

      if (pspec != NULL)
        g_object_class_install_property (G_OBJECT_CLASS (klass), i + 1, pspec);
    }
}

static void
cst_order_row_class_init (CstOrderRowClass *klass)
{
  install_fields (CST_ROW_CLASS (klass), &order_row_type);
}

static void
cst_order_row_init (CstOrderRow *self)
{
}

static void
cst_incident_row_class_init (CstIncidentRowClass *klass)
{
  install_fields (CST_ROW_CLASS (klass), &incident_row_type);
}

static void
cst_incident_row_init (CstIncidentRow *self)
{
}

static void
cst_operation_row_class_init (CstOperationRowClass *klass)
{
  install_fields (CST_ROW_CLASS (klass), &operation_row_type);
}

static void
cst_operation_row_init (CstOperationRow *self)
{
}

static void
cst_delivery_row_class_init (CstDeliveryRowClass *klass)
{
  install_fields (CST_ROW_CLASS (klass), &delivery_row_type);
}

static void
cst_delivery_row_init (CstDeliveryRow *self)
{
}

/**
 * cst_row_equal:
 *
 * Returns: whether both show the same
 */
gboolean
cst_row_equal (CstRow *a,
               CstRow *b)
{
  const CstRecordType *type;

  g_return_val_if_fail (CST_IS_ROW (a) && CST_IS_ROW (b), FALSE);

  type = CST_ROW_GET_CLASS (a)->record_type;

  return type == CST_ROW_GET_CLASS (b)->record_type && cst_record_equal (type, data_of (a), data_of (b));
}

const CstOrderRowData *
cst_order_row_get_data (CstOrderRow *self)
{
  g_return_val_if_fail (CST_IS_ORDER_ROW (self), NULL);

  return data_of (CST_ROW (self));
}

const CstIncidentRowData *
cst_incident_row_get_data (CstIncidentRow *self)
{
  g_return_val_if_fail (CST_IS_INCIDENT_ROW (self), NULL);

  return data_of (CST_ROW (self));
}

const CstOperationRowData *
cst_operation_row_get_data (CstOperationRow *self)
{
  g_return_val_if_fail (CST_IS_OPERATION_ROW (self), NULL);

  return data_of (CST_ROW (self));
}

const CstDeliveryRowData *
cst_delivery_row_get_data (CstDeliveryRow *self)
{
  g_return_val_if_fail (CST_IS_DELIVERY_ROW (self), NULL);

  return data_of (CST_ROW (self));
}

static void
read_fields (CstStmt             *stmt,
             int                 *column,
             const CstRecordType *type,
             gpointer             record)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      const CstField *field = &type->fields[i];
      gpointer at = (char *) record + field->offset;

      switch (field->kind)
        {
        case CST_FIELD_RECORD:
          read_fields (stmt, column, field->type, at);
          continue;
        case CST_FIELD_STRING:
          *(char **) at = cst_stmt_dup_text (stmt, *column);
          break;
        case CST_FIELD_CURRENCY:
          g_strlcpy (at, cst_stmt_text (stmt, *column) != NULL ? cst_stmt_text (stmt, *column) : "", 4);
          break;
        case CST_FIELD_INT64:
          *(gint64 *) at = cst_stmt_int (stmt, *column);
          break;
        case CST_FIELD_INT:
        case CST_FIELD_BOOL:
        case CST_FIELD_ENUM:
          *(int *) at = (int) cst_stmt_int (stmt, *column);
          break;
        case CST_FIELD_STRINGS:
        case CST_FIELD_OPTIONAL:
        case CST_FIELD_RECORDS:
        default:
          g_return_if_reached ();
        }

      (*column)++;
    }
}

static GType
row_type (CstListKind kind)
{
  switch (kind)
    {
    case CST_LIST_ORDERS:
      return CST_TYPE_ORDER_ROW;
    case CST_LIST_INCIDENTS:
    case CST_LIST_TODO:
      return CST_TYPE_INCIDENT_ROW;
    case CST_LIST_OUTBOX:
      return CST_TYPE_OPERATION_ROW;
    case CST_LIST_DELIVERIES:
      return CST_TYPE_DELIVERY_ROW;
    default:
      g_return_val_if_reached (G_TYPE_INVALID);
    }
}

/**
 * cst_db_load_row:
 * @id: from cst_db_list_ids()
 *
 * Returns: (transfer full): what its list row shows, else %CST_STORE_ERROR_NOT_FOUND
 */
CstRow *
cst_db_load_row (CstDb        *db,
                 CstListKind   kind,
                 gint64        id,
                 GError      **error)
{
  const char *sql = row_sql[kind == CST_LIST_TODO ? CST_LIST_INCIDENTS : kind];
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, sql, error);
  CstStep step;
  CstRow *row;
  int column = 0;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, id);
  if ((step = cst_db_step (db, stmt, error)) != CST_STEP_ROW)
    {
      if (step == CST_STEP_DONE)
        g_set_error_literal (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND, "The row is gone");
      return NULL;
    }

  row = g_object_new (row_type (kind), NULL);
  read_fields (stmt, &column, CST_ROW_GET_CLASS (row)->record_type, data_of (row));

  return row;
}

/**
 * cst_db_list_rows:
 * @offset: how many to leave out at the beginning
 * @limit: how many at most, 0 for all
 *
 * Returns: (transfer full) (element-type CstRow): the rows in order
 */
GPtrArray *
cst_db_list_rows (CstDb               *db,
                  const CstListQuery  *query,
                  guint                offset,
                  guint                limit,
                  GError             **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GArray) ids = cst_db_list_ids (db, query, limit != 0 ? offset + limit : 0, error);

  if (ids == NULL)
    return NULL;

  for (guint i = offset; i < ids->len; i++)
    {
      g_autoptr(GError) local_error = NULL;
      CstRow *row = cst_db_load_row (db, query->kind, g_array_index (ids, gint64, i), &local_error);

      if (row != NULL)
        g_ptr_array_add (rows, row);
      else if (!g_error_matches (local_error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }

  return g_steal_pointer (&rows);
}

/**
 * cst_db_find_row:
 * @remote: an order's, incident's or delivery incident's remote id; of the outbox an operation's number as text
 *
 * Returns: the id under which cst_db_list_ids() would give it, 0 when there is none
 */
gint64
cst_db_find_row (CstDb       *db,
                 CstListKind  kind,
                 gint64       account,
                 const char  *remote)
{
  static const char *const sql[] = {
    [CST_LIST_ORDERS] = "SELECT row FROM orders WHERE account = ?1 AND id = ?2",
    [CST_LIST_INCIDENTS] = "SELECT row FROM incidents WHERE account = ?1 AND id = ?2",
    [CST_LIST_TODO] = "SELECT row FROM incidents WHERE account = ?1 AND id = ?2",
    [CST_LIST_DELIVERIES] = "SELECT row FROM deliveries WHERE account = ?1 AND id = ?2",
  };
  g_autoptr(CstStmt) stmt = NULL;

  if (kind == CST_LIST_OUTBOX)
    return g_ascii_strtoll (remote, NULL, 10);

  stmt = cst_db_prepare (db, sql[kind], NULL);
  if (stmt == NULL)
    return 0;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, remote);

  return cst_db_step (db, stmt, NULL) == CST_STEP_ROW ? cst_stmt_int (stmt, 0) : 0;
}
