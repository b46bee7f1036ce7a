/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-ctl-list.h"
#include "cst-json.h"
#include "cst-labels.h"
#include "cst-operations.h"
#include "cst-rehearsal.h"
#include "cst-util.h"

static char *option_account;
static char *option_tab;
static char *option_state;
static char *option_search;
static int option_limit;
static gboolean option_all;

static const GOptionEntry orders_options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account, N_("Only this account"), "NAME" },
  { "tab", 0, 0, G_OPTION_ARG_STRING, &option_tab, N_("Only this tab"),
    "all|to-confirm|to-ship|shipped|reported|completed" },
  { "search", 0, 0, G_OPTION_ARG_STRING, &option_search, N_("Words to find"), "TEXT" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &option_limit, N_("How many at most; 100 when not said"), "N" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry incidents_options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account, N_("Only this account"), "NAME" },
  { "state", 0, 0, G_OPTION_ARG_STRING, &option_state, N_("Only in this state"),
    "submitted|in_progress|marketplace_review|resolved|refused" },
  { "search", 0, 0, G_OPTION_ARG_STRING, &option_search, N_("Words to find"), "TEXT" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &option_limit, N_("How many at most; 100 when not said"), "N" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry outbox_options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account, N_("Only this account"), "NAME" },
  { "all", 0, 0, G_OPTION_ARG_NONE, &option_all, N_("Also what is finished"), NULL },
  { "limit", 0, 0, G_OPTION_ARG_INT, &option_limit, N_("How many at most; 100 when not said"), "N" },
  G_OPTION_ENTRY_NULL
};

static const char *const tab_names[] = { "all", "to-confirm", "to-ship", "shipped", "reported", "completed" };

static gboolean
set_tab (CstListQuery  *query,
         GError       **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tab_names); i++)
    {
      if (option_tab == NULL || g_str_equal (tab_names[i], option_tab))
        {
          query->tab = (CstOrderTab) i;
          return TRUE;
        }
    }

  return cst_ctl_usage (error, _("There is no tab “%s”."), option_tab), FALSE;
}

static gboolean
set_state (CstListQuery  *query,
           GError       **error)
{
  if (option_state == NULL)
    return TRUE;

  query->state = cst_enum_value (&cst_incident_state_type, option_state);
  if (query->state == CST_INCIDENT_UNKNOWN)
    return cst_ctl_usage (error, _("There is no state “%s”."), option_state), FALSE;

  return TRUE;
}

/* What the options say of any list. */
static CstListQuery *
new_query (CstCtl       *ctl,
           CstListKind   kind,
           GError      **error)
{
  g_autoptr(CstListQuery) query = cst_list_query_new (kind);
  g_autoptr(CstAccount) account = NULL;

  if (option_limit < 0)
    return cst_ctl_usage (error, _("--limit has to be more than 0.")), NULL;
  if (option_account != NULL && !(account = cst_ctl_account (ctl, option_account, error)))
    return NULL;

  query->account = account != NULL ? account->id : 0;
  query->search = g_strdup (option_search);
  query->is_descending = kind != CST_LIST_TODO;

  return g_steal_pointer (&query);
}

static JsonNode *
row_json (CstRow *row)
{
  JsonNode *node = cst_record_to_json (CST_ROW_GET_CLASS (row)->record_type, cst_ctl_row_data (row));
  JsonObject *object = json_node_get_object (node);
  const char *account = cst_json_opt_string (object, "account_name", "");

  json_object_set_string_member (object, "account", account);
  json_object_remove_member (object, "account_name");

  return node;
}

/**
 * cst_ctl_row_data:
 *
 * Returns: (transfer none): the record that a list's row holds
 */
gconstpointer
cst_ctl_row_data (CstRow *row)
{
  if (CST_IS_ORDER_ROW (row))
    return cst_order_row_get_data (CST_ORDER_ROW (row));
  if (CST_IS_INCIDENT_ROW (row))
    return cst_incident_row_get_data (CST_INCIDENT_ROW (row));

  return cst_operation_row_get_data (CST_OPERATION_ROW (row));
}

static void
print_order_row (CstCtl                *ctl,
                 const CstOrderRowData *row)
{
  g_autofree char *total = cst_money_format (cst_money (row->amounts.total, row->amounts.currency));

  cst_ctl_print (ctl, "%s/%-14s %-12s %-28s %14s  %s", row->account_name, row->id, row->number, row->customer, total,
                 cst_label_order_status (row->status));
  if (row->unsettled > 0)
    cst_ctl_print (ctl, "  %s × %d",
                   cst_enum_nick (&cst_incident_state_type, (int) row->incident_state), row->unsettled);
  cst_ctl_print (ctl, "\n");
}

static void
print_incident_row (CstCtl                   *ctl,
                    const CstIncidentRowData *row)
{
  cst_ctl_print (ctl, "%s/%-14s %-10s %-12s %-28s %-24s %s%s\n", row->account_name, row->id, row->number,
                 row->order_number, row->customer, cst_label_reason (row->reason),
                 cst_enum_nick (&cst_incident_state_type, (int) row->state),
                 row->op_state != CST_OPERATION_STATE_NONE ? "  ⇪" : "");
}

static void
print_operation_row (CstCtl                    *ctl,
                     const CstOperationRowData *row)
{
  cst_ctl_print (ctl, "%6" G_GINT64_FORMAT "  %-12s %-14s %-20s %-20s %s%s%s\n", row->id, row->account_name,
                 row->order_number != NULL ? row->order_number : row->order,
                 cst_enum_nick (&cst_operation_kind_type, (int) row->kind), cst_label_operation_state (row->state),
                 row->person_name != NULL ? row->person_name : "", row->last_problem != NULL ? "  " : "",
                 row->last_problem != NULL ? row->last_problem : "");
}

/* What stands in the way of a decision that waits. */
static gboolean
print_risks (CstCtl                     *ctl,
             const CstOperationRowData  *row,
             JsonNode                   *node,
             GError                    **error)
{
  gint64 now = cst_clock_now (cst_store_get_clock (ctl->store));
  g_autoptr(CstOperation) operation = cst_db_operation (ctl->db, row->id, error);
  g_autoptr(GPtrArray) risks = NULL;
  JsonArray *array;

  if (operation == NULL || !(risks = cst_rehearse_operation (ctl->store, ctl->db, operation, now, error)))
    return FALSE;

  array = json_array_new ();
  for (guint i = 0; i < risks->len; i++)
    {
      const CstRisk *risk = g_ptr_array_index (risks, i);

      json_array_add_element (array, cst_record_to_json (&cst_risk_type, risk));
      cst_ctl_print (ctl, "        ! %s\n", risk->text);
    }
  json_object_set_array_member (json_node_get_object (node), "risks", array);

  return TRUE;
}

static CstCtlExit
print_list (CstCtl              *ctl,
            const CstListQuery  *query,
            GError             **error)
{
  guint limit = option_limit > 0 ? (guint) option_limit : 100;
  g_autoptr(GPtrArray) rows = cst_db_list_rows (ctl->db, query, 0, limit, error);
  g_autoptr(JsonNode) root = NULL;
  JsonArray *array;

  if (rows == NULL)
    return CST_CTL_FAILED;

  root = json_node_new (JSON_NODE_ARRAY);
  array = json_array_new ();
  json_node_take_array (root, array);

  for (guint i = 0; i < rows->len; i++)
    {
      CstRow *row = g_ptr_array_index (rows, i);
      JsonNode *node = row_json (row);

      json_array_add_element (array, node);
      if (CST_IS_ORDER_ROW (row))
        print_order_row (ctl, cst_ctl_row_data (row));
      else if (CST_IS_INCIDENT_ROW (row))
        print_incident_row (ctl, cst_ctl_row_data (row));
      else
        print_operation_row (ctl, cst_ctl_row_data (row));

      if (CST_IS_OPERATION_ROW (row) && !print_risks (ctl, cst_ctl_row_data (row), node, error))
        return CST_CTL_FAILED;
    }
  cst_ctl_print_json (ctl, g_steal_pointer (&root));

  return CST_CTL_DONE;
}

static CstCtlExit
orders (CstCtl  *ctl,
        GStrv    args,
        GError **error)
{
  g_autoptr(CstListQuery) query = new_query (ctl, CST_LIST_ORDERS, error);

  if (query == NULL || !set_tab (query, error))
    return CST_CTL_USAGE;

  return print_list (ctl, query, error);
}

static CstCtlExit
incidents (CstCtl  *ctl,
           GStrv    args,
           GError **error)
{
  g_autoptr(CstListQuery) query = new_query (ctl, CST_LIST_INCIDENTS, error);

  if (query == NULL || !set_state (query, error))
    return CST_CTL_USAGE;

  return print_list (ctl, query, error);
}

static CstCtlExit
outbox (CstCtl  *ctl,
        GStrv    args,
        GError **error)
{
  g_autoptr(CstListQuery) query = new_query (ctl, CST_LIST_OUTBOX, error);

  if (query == NULL)
    return CST_CTL_USAGE;

  query->is_open_only = !option_all;

  return print_list (ctl, query, error);
}

const CstCtlCommand cst_ctl_list_commands[] = {
  { "orders", "", N_("List orders"), orders_options, 0, 0, TRUE, orders },
  { "order", "ID", N_("Show one order"), NULL, 1, 1, TRUE, cst_ctl_show_order },
  { "incidents", "", N_("List reported problems and incidents"), incidents_options, 0, 0, TRUE, incidents },
  { "incident", "ID", N_("Show one incident"), cst_ctl_incident_options, 1, 1, TRUE, cst_ctl_show_incident },
  { "outbox", "", N_("List what waits or needs a person"), outbox_options, 0, 0, TRUE, outbox },
  { NULL },
};
