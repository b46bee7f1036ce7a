/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "cst-ctl-list.h"
#include "cst-ctl-operation.h"
#include "cst-ctl-rules.h"
#include "cst-labels.h"
#include "cst-operations.h"
#include "cst-past-words.h"
#include "cst-quantities.h"
#include "cst-rule-case.h"
#include "cst-truth.h"
#include "cst-util.h"

static JsonArray *
records_json (const CstRecordType *type,
              GPtrArray           *records)
{
  JsonArray *array = json_array_sized_new (records->len);

  for (guint i = 0; i < records->len; i++)
    json_array_add_element (array, cst_record_to_json (type, g_ptr_array_index (records, i)));

  return array;
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

/* What may still be replaced or refunded, per line (R1). */
static JsonObject *
left_json (const CstOrder *order,
           GPtrArray      *incidents,
           GPtrArray      *operations)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (order->lines, i);

      json_object_set_int_member (object, line->id, cst_quantities_left (order, incidents, operations, line->id));
    }

  return object;
}

static void
print_amounts (CstCtl           *ctl,
               const CstAmounts *amounts)
{
  g_autofree char *goods = cst_money_format (cst_money (amounts->goods, amounts->currency));
  g_autofree char *shipping = cst_money_format (cst_money (amounts->shipping, amounts->currency));
  g_autofree char *tax = cst_money_format (cst_money (amounts->tax, amounts->currency));
  g_autofree char *total = cst_money_format (cst_money (amounts->total, amounts->currency));
  const char *mode = cst_label_tax_mode (amounts->tax_mode);

  /* Translators: amounts with “excl. tax” or “incl. tax” behind the first two */
  cst_ctl_print (ctl,
                 _("Goods %s %s · shipping %s %s · tax %s · total %s incl. tax\n"), goods, mode, shipping, mode, tax,
                 total);
}

static void
print_lines (CstCtl         *ctl,
             const CstOrder *order,
             GPtrArray      *incidents,
             GPtrArray      *operations)
{
  for (guint i = 0; i < order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (order->lines, i);
      g_autofree char *price = cst_money_format (cst_money (line->unit_price, order->amounts.currency));

      cst_ctl_print (ctl, "  %-8s %-14s %3d × %10s  %s (%d)\n", line->id,
                     line->sku != NULL ? line->sku : "", line->quantity,
                     price, line->title != NULL ? line->title : "",
                     cst_quantities_left (order, incidents, operations, line->id));
    }
}

static void
print_incident_line (CstCtl            *ctl,
                     const CstAccount  *account,
                     const CstIncident *incident)
{
  g_autofree char *state = cst_label_incident_state (incident, &account->info);
  g_autofree char *reason = cst_label_incident_reason (incident);

  cst_ctl_print (ctl, "  %s/%s  %s  %s  %s\n", account->name, incident->id, incident->number, reason, state);
}

static void
print_operations (CstCtl    *ctl,
                  GPtrArray *operations)
{
  for (guint i = 0; i < operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i);

      if (operation->state != CST_OPERATION_CONFIRMED && operation->state != CST_OPERATION_CANCELLED)
        cst_ctl_print (ctl, "  ⇪ %" G_GINT64_FORMAT " %s: %s\n", operation->id,
                       cst_enum_nick (&cst_operation_kind_type, (int) operation->kind),
                       cst_explain_operation_state (operation->state));
      if (operation->deviation != NULL && operation->kind == CST_OPERATION_SHIP_REPLACEMENT)
        /* Translators: the number of a decision, and why a parcel left in spite of what the rules warn of */
        cst_ctl_print (ctl, _("  Decision %1$" PRId64 " was taken in spite of a warning: %2$s\n"), operation->id,
                       operation->deviation);
      else if (operation->deviation != NULL)
        /* Translators: the number of a decision, and why it was decided otherwise than the rules propose */
        cst_ctl_print (ctl, _("  Decision %1$" PRId64 " is not what the rules propose: %2$s\n"), operation->id,
                       operation->deviation);
    }
}

CstCtlExit
cst_ctl_show_order (CstCtl  *ctl,
                    GStrv    args,
                    GError **error)
{
  g_autoptr(CstAccount) account = NULL;
  g_autofree char *remote = NULL;
  g_autoptr(CstOrder) order = NULL;
  g_autoptr(GPtrArray) incidents = NULL;
  g_autoptr(GPtrArray) operations = NULL;
  JsonNode *node;
  JsonObject *object;

  if (!cst_ctl_resolve (ctl, CST_ENTITY_ORDER, args[0], &account, &remote, error) ||
      !(order = cst_db_order (ctl->db, account->id, remote, error)) ||
      !(incidents = cst_db_order_incidents (ctl->db, account->id, remote, error)) ||
      !(operations = cst_db_operations_of_order (ctl->db, account->id, remote, error)))
    return CST_CTL_FAILED;

  node = cst_record_to_json (&cst_order_type, order);
  object = json_node_get_object (node);
  json_object_set_string_member (object, "account", account->name);
  json_object_set_array_member (object, "incidents", records_json (&cst_incident_type, incidents));
  json_object_set_array_member (object, "operations", operations_json (ctl, operations));
  json_object_set_object_member (object, "left", left_json (order, incidents, operations));
  cst_ctl_print_json (ctl, node);

  cst_ctl_print (ctl, "%s  %s  %s\n", order->number, cst_label_order_status (order->status),
                 order->customer.name != NULL ? order->customer.name : "");
  cst_ctl_print (ctl, "%s/%s\n", account->name, order->customer.id != NULL ? order->customer.id : "");
  print_lines (ctl, order, incidents, operations);
  print_amounts (ctl, &order->amounts);
  if (order->payout.held > 0)
    {
      g_autofree char *held = cst_money_format (cst_money (order->payout.held, order->payout.currency));

      cst_ctl_print (ctl, "%s: %s\n", cst_label_payout_state (CST_PAYOUT_HELD), held);
    }
  for (guint i = 0; i < incidents->len; i++)
    print_incident_line (ctl, account, g_ptr_array_index (incidents, i));
  print_operations (ctl, operations);

  return CST_CTL_DONE;
}

/* What is shown of one incident, as it is or as it was; borrowed. */
typedef struct
{
  const CstAccount   *account;
  const CstOrder     *order;
  const CstIncident  *incident;
  const CstThread    *thread;
  const CstDesk      *desk;
  GPtrArray          *incidents;
  GPtrArray          *operations;
  const CstRulesCase *rules;
} Shown;

static void
print_history (CstCtl      *ctl,
               const Shown *shown)
{
  for (guint i = 0; i < shown->incident->history->len; i++)
    {
      const CstIncidentEvent *event = g_ptr_array_index (shown->incident->history, i);
      g_autofree char *at = cst_time_format (event->at);
      g_autofree char *what = cst_label_event (event, &shown->account->info);

      cst_ctl_print (ctl, "  %s  %s\n", at, what);
    }
}

static JsonNode *
shown_json (CstCtl      *ctl,
            const Shown *shown)
{
  JsonNode *node = cst_record_to_json (&cst_incident_type, shown->incident);
  JsonObject *object = json_node_get_object (node);

  json_object_set_string_member (object, "account", shown->account->name);
  json_object_set_string_member (object, "order_number", shown->order->number);
  json_object_set_array_member (object, "operations", operations_json (ctl, shown->operations));
  json_object_set_member (object, "thread", cst_record_to_json (&cst_thread_type, shown->thread));
  json_object_set_member (object, "desk", cst_record_to_json (&cst_desk_type, shown->desk));
  json_object_set_object_member (object, "left", left_json (shown->order, shown->incidents, shown->operations));
  json_object_set_member (object, "rules", cst_ctl_rules_json (shown->rules));

  return node;
}

static void
print_shown (CstCtl      *ctl,
             const Shown *shown)
{
  print_incident_line (ctl, shown->account, shown->incident);
  cst_ctl_print (ctl, "%s\n", shown->incident->description != NULL ? shown->incident->description : "");
  print_lines (ctl, shown->order, shown->incidents, shown->operations);
  print_history (ctl, shown);
  print_operations (ctl, shown->operations);
  cst_ctl_print_rules (ctl, shown->rules);
}

static CstCtlExit
show_now (CstCtl                *ctl,
          const CstCtlIncident  *found,
          GError               **error)
{
  g_autoptr(GPtrArray) incidents = NULL;
  g_autoptr(GPtrArray) operations = NULL;
  g_autoptr(CstThread) thread = NULL;
  g_autoptr(CstDesk) desk = NULL;
  g_autoptr(CstRulesCase) rules = NULL;
  Shown shown;

  if (!(incidents = cst_db_order_incidents (ctl->db, found->account->id, found->order->id, error)) ||
      !(operations = cst_db_operations_of_order (ctl->db, found->account->id, found->order->id, error)) ||
      !(thread = cst_db_thread (ctl->db, found->account->id, found->order->id, error)) ||
      !(desk = cst_db_desk (ctl->db, found->account->id, found->incident->id, error)) ||
      !(rules = cst_rules_case_sync (ctl->rules, ctl->db, found->account->id, found->incident->id, error)))
    return CST_CTL_FAILED;

  shown = (Shown) { found->account, found->order, found->incident, thread, desk, incidents, operations, rules };
  cst_ctl_print_json (ctl, shown_json (ctl, &shown));
  print_shown (ctl, &shown);

  return CST_CTL_DONE;
}

static void
add_past_json (JsonObject    *object,
               const CstPast *past)
{
  g_autofree char *at = cst_time_format (past->moment);
  JsonObject *known = json_object_new ();

  json_object_set_string_member (known, "incident", cst_enum_nick (&cst_known_type, (int) past->incident_known));
  json_object_set_string_member (known, "order", cst_enum_nick (&cst_known_type, (int) past->order_known));
  json_object_set_string_member (known, "thread", cst_enum_nick (&cst_known_type, (int) past->thread_known));
  json_object_set_string_member (known, "desk", cst_enum_nick (&cst_known_type, (int) past->desk_known));
  json_object_set_string_member (object, "at", at);
  json_object_set_object_member (object, "known", known);
  json_object_set_boolean_member (object, "erased", past->is_erased);
  json_object_set_boolean_member (object, "rules_changed", past->changed_rules);
}

static void
print_past (CstCtl               *ctl,
            const CstCtlIncident *found,
            const CstPast        *past,
            const CstRulesCase   *rules)
{
  Shown shown = { found->account, past->order, past->incident, past->thread, past->desk, past->incidents,
                  past->operations, rules };
  g_autofree char *at = cst_time_format (past->moment);
  /* Translators: a moment in the past */
  g_autofree char *title = g_strdup_printf (_("As it was known here at %s:"), at);
  g_auto(GStrv) gaps = cst_past_explain_gaps (past);
  JsonNode *node = shown_json (ctl, &shown);

  add_past_json (json_node_get_object (node), past);
  cst_ctl_print_json (ctl, node);

  cst_ctl_print (ctl, "%s\n", title);
  for (char **gap = gaps; *gap != NULL; gap++)
    cst_ctl_print (ctl, "  ! %s\n", *gap);
  print_shown (ctl, &shown);
}

/* One snapshot, so that a sync going on meanwhile does not mix two moments. */
static CstCtlExit
show_past (CstCtl                *ctl,
           const CstCtlIncident  *found,
           gint64                 moment,
           GError               **error)
{
  g_autoptr(CstPast) past = NULL;
  g_autoptr(CstRulesCase) rules = NULL;

  if (!cst_db_begin_read (ctl->db, error))
    return CST_CTL_FAILED;
  if ((past = cst_db_past (ctl->db, found->account->id, found->incident->id, moment, error)))
    rules = cst_rules_case_new_past (cst_rules_get_set (ctl->rules), ctl->db, past, error);
  cst_db_rollback (ctl->db);
  if (rules == NULL)
    return CST_CTL_FAILED;

  if (past->incident_known == CST_KNOWN_NOT_YET)
    {
      g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND, _("Nothing was known of %s at that moment."),
                   found->incident->number);
      return CST_CTL_FAILED;
    }
  print_past (ctl, found, past, rules);

  return CST_CTL_DONE;
}

static CstCtlExit
show_moments (CstCtl                *ctl,
              const CstCtlIncident  *found,
              GError               **error)
{
  g_autoptr(GArray) moments = cst_db_past_moments (ctl->db, found->account->id, found->incident->id, error);
  JsonNode *node = NULL;
  JsonArray *array;

  if (moments == NULL)
    return CST_CTL_FAILED;

  array = json_array_sized_new (moments->len);
  for (guint i = 0; i < moments->len; i++)
    {
      const CstPastMoment *moment = &g_array_index (moments, CstPastMoment, i);
      g_autofree char *at = cst_time_format (moment->at);
      g_autofree char *what = cst_past_explain_news (moment->news);
      g_auto(GStrv) nicks = cst_past_list_news (moment->news);
      JsonObject *object = json_object_new ();
      JsonArray *news = json_array_new ();

      for (char **nick = nicks; *nick != NULL; nick++)
        json_array_add_string_element (news, *nick);
      json_object_set_string_member (object, "at", at);
      json_object_set_array_member (object, "news", news);
      json_array_add_object_element (array, object);
      cst_ctl_print (ctl, "%s  %s\n", at, what);
    }

  node = json_node_init_array (json_node_alloc (), array);
  json_array_unref (array);
  cst_ctl_print_json (ctl, node);

  return CST_CTL_DONE;
}

static char *option_at;
static gboolean option_moments;

const GOptionEntry cst_ctl_incident_options[] = {
  { "at", 0, 0, G_OPTION_ARG_STRING, &option_at, N_("As it was known here at that moment"), "MOMENT" },
  { "moments", 0, 0, G_OPTION_ARG_NONE, &option_moments, N_("Only the moments at which something became known"), NULL },
  G_OPTION_ENTRY_NULL
};

CstCtlExit
cst_ctl_show_incident (CstCtl  *ctl,
                       GStrv    args,
                       GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  gint64 moment = option_at != NULL ? cst_time_parse (option_at) : CST_TIME_NONE;

  if (option_at != NULL && moment == CST_TIME_NONE)
    return cst_ctl_usage (error, _("“%s” is not a moment like 2026-11-30T16:42:00Z."), option_at);
  if (!cst_ctl_load_incident (ctl, args[0], &found, error))
    return CST_CTL_FAILED;
  if (option_moments)
    return show_moments (ctl, &found, error);

  return option_at != NULL ? show_past (ctl, &found, moment, error) : show_now (ctl, &found, error);
}
