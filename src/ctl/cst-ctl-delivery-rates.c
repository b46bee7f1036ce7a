/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-accounts.h"
#include "cst-ctl-delivery.h"
#include "cst-delivery-rates.h"
#include "cst-util.h"

/* C3: how well parcels arrive, for each account and carrier. */

static char *option_account;
static char *option_carrier;
static char *option_from;
static char *option_to;

const GOptionEntry cst_ctl_rates_options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account, N_("Only this account"), "NAME" },
  { "carrier", 0, 0, G_OPTION_ARG_STRING, &option_carrier, N_("Only this carrier"), "NAME" },
  { "from", 0, 0, G_OPTION_ARG_STRING, &option_from, N_("From this day on"), "2026-11-01" },
  { "to", 0, 0, G_OPTION_ARG_STRING, &option_to, N_("Before this day"), "2026-12-01" },
  G_OPTION_ENTRY_NULL
};

static gboolean
parse_day (const char  *text,
           gint64      *moment,
           GError     **error)
{
  g_autofree char *midnight = NULL;

  *moment = 0;
  if (text == NULL)
    return TRUE;

  midnight = g_strconcat (text, "T00:00:00Z", NULL);
  *moment = cst_date_is_valid (text) ? cst_time_parse (midnight) : CST_TIME_NONE;
  if (*moment == CST_TIME_NONE)
    return cst_ctl_usage (error, _("“%s” is not a day like 2026-11-30."), text), FALSE;

  return TRUE;
}

/* Without a single parcel there is no rate: not 0 %, not 100 %. */
static void
add_rate (JsonObject *object,
          const char *member,
          int         n,
          int         of)
{
  if (of > 0)
    json_object_set_double_member (object, member, (double) n / of);
  else
    json_object_set_null_member (object, member);
}

static char *
rate_text (int n,
           int of)
{
  if (of == 0)
    return g_strdup ("–");

  /* Translators: a rate, and the two numbers it comes from */
  return g_strdup_printf (_("%1$.1f %% (%2$d of %3$d)"), 100.0 * n / of, n, of);
}

static void
report_rate (CstCtl                *ctl,
             const CstDeliveryRate *rate,
             const char            *account,
             JsonArray             *array)
{
  JsonObject *object = json_object_new ();
  g_autofree char *delivered = rate_text (rate->delivered, rate->ended);
  g_autofree char *first = rate_text (rate->first_attempt, rate->ended);
  g_autofree char *solved = rate_text (rate->solved, rate->incidents);

  json_object_set_string_member (object, "account", account);
  json_object_set_string_member (object, "carrier", rate->carrier);
  json_object_set_int_member (object, "parcels", rate->ended);
  json_object_set_int_member (object, "delivered", rate->delivered);
  json_object_set_int_member (object, "first_attempt", rate->first_attempt);
  json_object_set_int_member (object, "incidents", rate->incidents);
  json_object_set_int_member (object, "solved", rate->solved);
  add_rate (object, "delivery_rate", rate->delivered, rate->ended);
  add_rate (object, "first_attempt_rate", rate->first_attempt, rate->ended);
  add_rate (object, "solved_rate", rate->solved, rate->incidents);
  json_array_add_object_element (array, object);

  cst_ctl_print (ctl, "%s  %s\n", account, rate->carrier);
  cst_ctl_print (ctl, "  %s: %s\n", _("Delivered"), delivered);
  cst_ctl_print (ctl, "  %s: %s\n", _("Delivered at the first attempt"), first);
  cst_ctl_print (ctl, "  %s: %s\n", _("Arrived after an incident"), solved);
}

static gboolean
is_wanted (const CstDeliveryRate *rate)
{
  g_autofree char *own = g_utf8_casefold (rate->carrier, -1);
  g_autofree char *wanted = option_carrier != NULL ? g_utf8_casefold (option_carrier, -1) : NULL;

  return wanted == NULL || g_str_equal (own, wanted);
}

CstCtlExit
cst_ctl_delivery_rates (CstCtl  *ctl,
                        GStrv    args,
                        GError **error)
{
  g_autoptr(CstAccount) account = NULL;
  g_autoptr(GPtrArray) rates = NULL;
  JsonNode *node = NULL;
  JsonArray *array;
  gint64 from, to;

  if (option_account != NULL && !(account = cst_ctl_account (ctl, option_account, error)))
    return CST_CTL_FAILED;
  if (!parse_day (option_from, &from, error) || !parse_day (option_to, &to, error))
    return CST_CTL_USAGE;
  if (!(rates = cst_db_delivery_rates (ctl->db, account != NULL ? account->id : 0, from, to, error)))
    return CST_CTL_FAILED;

  array = json_array_new ();
  for (guint i = 0; i < rates->len; i++)
    {
      const CstDeliveryRate *rate = g_ptr_array_index (rates, i);
      g_autoptr(CstAccount) of = cst_db_account (ctl->db, rate->account, NULL);

      if (is_wanted (rate))
        report_rate (ctl, rate, of != NULL ? of->name : "", array);
    }
  node = json_node_init_array (json_node_alloc (), array);
  json_array_unref (array);
  cst_ctl_print_json (ctl, node);

  return CST_CTL_DONE;
}
