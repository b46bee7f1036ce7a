/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-ctl-delivery.h"

#include <glib/gi18n-lib.h>

#include "cst-calls.h"
#include "cst-ctl-list.h"
#include "cst-ctl-operation.h"
#include "cst-delivery-labels.h"
#include "cst-parcel-rules.h"
#include "cst-labels.h"
#include "cst-operations.h"
#include "cst-rows.h"
#include "cst-util.h"

/* Carriers' incidents on parcels: lists, one with all that is known of it, calls to the customer. */

static char *option_account;
static char *option_tab;
static char *option_carrier;
static char *option_code;
static char *option_city;
static char *option_search;
static char *option_reached;
static char *option_note;
static char *option_again;
static gboolean option_to_handle;
static int option_limit;

static const GOptionEntry list_options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account, N_("Only this account"), "NAME" },
  { "tab", 0, 0, G_OPTION_ARG_STRING, &option_tab, N_("Only this tab"), "all|waiting|first-absence|sent|none" },
  { "carrier", 0, 0, G_OPTION_ARG_STRING, &option_carrier, N_("Only this carrier"), "NAME" },
  { "code", 0, 0, G_OPTION_ARG_STRING, &option_code, N_("Only this code of the carrier’s"), "CODE" },
  { "city", 0, 0, G_OPTION_ARG_STRING, &option_city, N_("Only cities that begin like this"), "TEXT" },
  { "search", 0, 0, G_OPTION_ARG_STRING, &option_search, N_("Words to find"), "TEXT" },
  { "to-handle", 0, 0, G_OPTION_ARG_NONE, &option_to_handle, N_("Only what waits for us"), NULL },
  { "limit", 0, 0, G_OPTION_ARG_INT, &option_limit, N_("How many at most; 100 when not said"), "N" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry call_options[] = {
  { "reached", 0, 0, G_OPTION_ARG_STRING, &option_reached, N_("Whether the customer was reached"), "yes|no" },
  { "note", 0, 0, G_OPTION_ARG_STRING, &option_note, N_("What was said; only this desk sees it"), "TEXT" },
  { "again", 0, 0, G_OPTION_ARG_STRING, &option_again, N_("When to call again"), "2026-11-24T10:00:00Z" },
  G_OPTION_ENTRY_NULL
};

/**
 * cst_ctl_load_delivery:
 * @text: a delivery incident's id, number or tracking number, with or without its account
 * @account: (out) (transfer full): its account
 *
 * Returns: (transfer full): the delivery incident, %NULL with @error set
 */
CstDelivery *
cst_ctl_load_delivery (CstCtl      *ctl,
                       const char  *text,
                       CstAccount **account,
                       GError     **error)
{
  g_autofree char *remote = NULL;

  if (!cst_ctl_resolve (ctl, CST_ENTITY_DELIVERY, text, account, &remote, error))
    return NULL;

  return cst_db_delivery (ctl->db, (*account)->id, remote, error);
}

static CstListQuery *
new_query (CstCtl  *ctl,
           GError **error)
{
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_DELIVERIES);
  g_autoptr(CstAccount) account = NULL;

  if (option_limit < 0)
    return cst_ctl_usage (error, _("--limit has to be more than 0.")), NULL;
  if (option_account != NULL && !(account = cst_ctl_account (ctl, option_account, error)))
    return NULL;

  query->delivery_tab = (CstDeliveryTab) cst_enum_value (&cst_delivery_tab_type, option_tab);
  if (option_tab != NULL && query->delivery_tab == CST_DELIVERY_TAB_ALL && !g_str_equal (option_tab, "all"))
    return cst_ctl_usage (error, _("There is no tab “%s”."), option_tab), NULL;

  query->account = account != NULL ? account->id : 0;
  query->carrier = g_strdup (option_carrier);
  query->code = g_strdup (option_code);
  query->city = g_strdup (option_city);
  query->search = g_strdup (option_search);
  query->is_todo_only = option_to_handle;

  return g_steal_pointer (&query);
}

static void
print_row (CstCtl                   *ctl,
           const CstDeliveryRowData *row)
{
  g_autofree char *opened = cst_time_format (row->opened_at);

  cst_ctl_print (ctl, "%s/%s  %s  %s  %s %s  %s  %s  %s\n", row->account_name, row->id, opened,
                 cst_label_delivery_state (row->state), row->carrier, row->code,
                 cst_label_delivery_reason (row->reason), row->city, row->recipient);
  if (row->op_state != CST_OPERATION_STATE_NONE)
    cst_ctl_print (ctl, "  ⇪ %s: %s\n", cst_label_answer_kind (row->op_answer),
                   cst_explain_operation_state (row->op_state));
}

static CstCtlExit
deliveries (CstCtl  *ctl,
            GStrv    args,
            GError **error)
{
  g_autoptr(CstListQuery) query = new_query (ctl, error);
  g_autoptr(GPtrArray) rows = NULL;
  JsonArray *array;
  JsonNode *node;

  if (query == NULL)
    return CST_CTL_USAGE;
  if (!(rows = cst_db_list_rows (ctl->db, query, 0, option_limit > 0 ? (guint) option_limit : 100, error)))
    return CST_CTL_FAILED;

  array = json_array_sized_new (rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      CstRow *row = g_ptr_array_index (rows, i);
      const CstDeliveryRowData *data = cst_delivery_row_get_data (CST_DELIVERY_ROW (row));
      JsonNode *item = cst_record_to_json (CST_ROW_GET_CLASS (row)->record_type, data);
      JsonObject *object = json_node_get_object (item);

      json_object_set_string_member (object, "account", data->account_name);
      json_object_remove_member (object, "account_name");
      json_array_add_element (array, item);
      print_row (ctl, data);
    }
  node = json_node_init_array (json_node_alloc (), array);
  json_array_unref (array);
  cst_ctl_print_json (ctl, node);

  return CST_CTL_DONE;
}

static JsonArray *
records_json (const CstRecordType *type,
              GPtrArray           *records)
{
  JsonArray *array = json_array_sized_new (records->len);

  for (guint i = 0; i < records->len; i++)
    json_array_add_element (array, cst_record_to_json (type, g_ptr_array_index (records, i)));

  return array;
}

/* Those of the order that are about this parcel. */
static GPtrArray *
own_operations (CstCtl             *ctl,
                gint64              account,
                const CstDelivery  *delivery,
                GError            **error)
{
  GPtrArray *operations = cst_db_operations_of_order (ctl->db, account, delivery->order, error);

  for (guint i = operations != NULL ? operations->len : 0; i > 0; i--)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i - 1);

      if (g_strcmp0 (operation->delivery, delivery->id) != 0)
        g_ptr_array_remove_index (operations, i - 1);
    }

  return operations;
}

static JsonArray *
operations_json (CstCtl    *ctl,
                 GPtrArray *operations)
{
  JsonArray *array = json_array_sized_new (operations->len);

  for (guint i = 0; i < operations->len; i++)
    json_array_add_element (array, cst_ctl_operation_json (ctl, g_ptr_array_index (operations, i)));

  return array;
}

static JsonNode *
delivery_json (CstCtl              *ctl,
               const CstAccount    *account,
               const CstDelivery   *delivery,
               GPtrArray           *calls,
               GPtrArray           *operations,
               const CstParcelCase *rules)
{
  JsonNode *node = cst_record_to_json (&cst_delivery_type, delivery);
  JsonObject *object = json_node_get_object (node);
  const CstCaseClock *protest = cst_parcel_case_protest (rules);

  json_object_set_string_member (object, "account", account->name);
  json_object_set_string_member (object, "state_label", cst_label_delivery_state (delivery->state));
  json_object_set_string_member (object, "reason", cst_enum_nick (&cst_delivery_reason_type, (int) delivery->reason));
  if (rules->meaning != NULL)
    {
      json_object_set_string_member (object, "meaning", cst_code_meaning_get_text (rules->meaning));
      json_object_set_string_member (object, "advice", cst_label_carrier_advice (rules->meaning->advice));
    }
  json_object_set_array_member (object, "calls", records_json (&cst_call_type, calls));
  json_object_set_array_member (object, "operations", operations_json (ctl, operations));
  json_object_set_member (object, "rules", cst_record_to_json (&cst_case_view_type, rules->view));
  if (protest != NULL)
    json_object_set_member (object, "protest", cst_record_to_json (&cst_case_clock_type, protest));

  return node;
}

static void
print_protest (CstCtl             *ctl,
               const CstCaseClock *clock)
{
  g_autofree char *until = clock != NULL ? cst_time_format (clock->due) : NULL;

  if (clock == NULL)
    return;

  if (clock->state == CST_CLOCK_MISSED)
    /* Translators: a moment, and the source of the rule */
    cst_ctl_print (ctl, _("The time to protest to the carrier was over on %1$s (%2$s)\n"), until, clock->source);
  else
    cst_ctl_print (ctl, _("The recipient may protest to the carrier until %1$s (%2$s)\n"), until, clock->source);
}

static void
print_delivery (CstCtl              *ctl,
                const CstAccount    *account,
                const CstDelivery   *delivery,
                const CstParcelCase *rules)
{
  const char *meaning = rules->meaning != NULL ? cst_code_meaning_get_text (rules->meaning) : delivery->reason_label;
  g_autofree char *address = cst_label_address (&delivery->recipient);

  cst_ctl_print (ctl, "%s/%s  %s  %s\n", account->name, delivery->id, cst_label_delivery_state (delivery->state),
                 cst_label_delivery_reason (delivery->reason));
  cst_ctl_print (ctl, "%s %s  %s %s\n", delivery->carrier != NULL ? delivery->carrier : "",
                 delivery->tracking_number != NULL ? delivery->tracking_number : "",
                 delivery->reason_code != NULL ? delivery->reason_code : "", meaning != NULL ? meaning : "");
  cst_ctl_print (ctl, "%s\n", address);
  if (delivery->courier_note != NULL)
    cst_ctl_print (ctl, "%s\n", delivery->courier_note);
  if (delivery->reply != NULL)
    cst_ctl_print (ctl, "%s: %s\n", cst_label_delivery_state (CST_DELIVERY_REPLIED), delivery->reply);
  print_protest (ctl, cst_parcel_case_protest (rules));

  for (guint i = 0; i < delivery->events->len; i++)
    {
      const CstDeliveryEvent *event = g_ptr_array_index (delivery->events, i);
      g_autofree char *at = cst_time_format (event->at);
      g_autofree char *answer = event->answer != NULL ? cst_label_answer (event->answer) : NULL;

      cst_ctl_print (ctl, "  %s  %s\n", at,
                     answer != NULL ? answer : event->text != NULL ? event->text
                                                                   : cst_label_delivery_phase (event->phase));
    }
}

static void
print_calls (CstCtl    *ctl,
             GPtrArray *calls)
{
  for (guint i = 0; i < calls->len; i++)
    {
      const CstCall *call = g_ptr_array_index (calls, i);
      g_autofree char *at = cst_time_format (call->at);
      g_autofree char *again = call->again_at != 0 ? cst_time_format (call->again_at) : NULL;

      cst_ctl_print (ctl, "  ☏ %s  %s  %s  %s  %s\n", at,
                     call->is_reached ? C_("call", "Reached") : C_("call", "Not reached"),
                     call->person_name != NULL ? call->person_name : "", call->note != NULL ? call->note : "",
                     again != NULL ? again : "");
    }
}

static CstCtlExit
show (CstCtl  *ctl,
      GStrv    args,
      GError **error)
{
  g_autoptr(CstAccount) account = NULL;
  g_autoptr(CstDelivery) delivery = cst_ctl_load_delivery (ctl, args[0], &account, error);
  g_autoptr(GPtrArray) calls = NULL;
  g_autoptr(GPtrArray) operations = NULL;
  g_autoptr(CstParcelCase) rules = NULL;

  if (delivery == NULL || !(calls = cst_db_calls (ctl->db, account->id, delivery->id, error)) ||
      !(operations = own_operations (ctl, account->id, delivery, error)) ||
      !(rules = cst_parcel_case_new (ctl->rules, ctl->db, account->id, delivery, error)))
    return CST_CTL_FAILED;

  cst_ctl_print_json (ctl, delivery_json (ctl, account, delivery, calls, operations, rules));
  print_delivery (ctl, account, delivery, rules);
  print_calls (ctl, calls);
  for (guint i = 0; i < operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i);

      if (operation->state != CST_OPERATION_CONFIRMED && operation->state != CST_OPERATION_CANCELLED)
        cst_ctl_print (ctl, "  ⇪ %" G_GINT64_FORMAT " %s\n", operation->id,
                       cst_explain_operation_state (operation->state));
    }

  return CST_CTL_DONE;
}

typedef struct
{
  gint64      account;
  const char *delivery;
  CstCall    *call;
} CallRequest;

static gpointer
call_job (CstDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  CallRequest *request = data;

  return GINT_TO_POINTER (cst_db_add_call (db, request->account, request->delivery, request->call, error));
}

static CstCtlExit
call (CstCtl  *ctl,
      GStrv    args,
      GError **error)
{
  g_autoptr(CstAccount) account = NULL;
  g_autoptr(CstDelivery) delivery = NULL;
  g_autoptr(CstPerson) person = cst_ctl_person (ctl);
  g_autoptr(CstCall) noted = cst_record_new (&cst_call_type);
  CallRequest request = { 0 };

  if (option_reached == NULL || (!g_str_equal (option_reached, "yes") && !g_str_equal (option_reached, "no")))
    return cst_ctl_usage (error, _("Say whether the customer was reached: --reached yes or --reached no."));
  if (option_again != NULL && (noted->again_at = cst_time_parse (option_again)) == CST_TIME_NONE)
    return cst_ctl_usage (error, _("“%s” is not a moment like 2026-11-24T10:00:00Z."), option_again);
  if (!(delivery = cst_ctl_load_delivery (ctl, args[0], &account, error)))
    return CST_CTL_FAILED;

  noted->at = cst_clock_now (ctl->clock);
  noted->is_reached = g_str_equal (option_reached, "yes");
  noted->note = g_strdup (option_note);
  noted->person = g_strdup (person->id);
  noted->person_name = g_strdup (person->name);
  request = (CallRequest) { account->id, delivery->id, noted };
  if (!cst_ctl_write (ctl, call_job, &request, error))
    return CST_CTL_FAILED;

  cst_ctl_print_json (ctl, cst_record_to_json (&cst_call_type, noted));
  /* Translators: said after a call was noted; carriers do not learn of calls */
  cst_ctl_print (ctl, _("Noted on this desk only.\n"));

  return CST_CTL_DONE;
}

const CstCtlCommand cst_ctl_delivery_commands[] = {
  { "deliveries", "", N_("List carriers’ incidents on parcels"), list_options, 0, 0, TRUE, deliveries },
  { "delivery answer", "ID… text|new-attempt|new-address|pickup|return|call-back",
    N_("Answer carriers’ incidents"), cst_ctl_answer_options, 0, 1000, TRUE, cst_ctl_answer_deliveries },
  { "delivery call", "ID", N_("Note a call to the customer"), call_options, 1, 1, TRUE, call },
  { "delivery rates", "", N_("How many parcels arrive, at once and after an incident"), cst_ctl_rates_options, 0, 0,
    TRUE, cst_ctl_delivery_rates },
  { "delivery", "ID", N_("Show one delivery incident"), NULL, 1, 1, TRUE, show },
  { "carrier-codes list", "", N_("List codes that no table knows"), cst_ctl_codes_options, 0, 0, TRUE,
    cst_ctl_list_codes },
  { "carrier-codes map", "SOURCE CODE REASON", N_("Say what a carrier’s code means"), NULL, 3, 3, TRUE,
    cst_ctl_map_code },
  { "carrier-codes check", "FILE", N_("Check a table of codes"), NULL, 1, 1, FALSE, cst_ctl_check_codes },
  { NULL },
};
