/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-json.h"
#include "cst-mirakl-client.h"
#include "cst-mirakl-reasons.h"
#include "cst-mirakl-wire.h"
#include "cst-mirakl-words.h"

/* The API says how often incidents happen and not from when on it hurts: five in a hundred is what operators write into
 * their rules of quality. */
#define THRESHOLD_BP 500
#define MAX_BODY 50000
#define MAX_BYTES (30 * 1024 * 1024)

/* What the module of returns is for. */
#define RETURNS (CST_CAN_HANDLE_RETURNS | CST_CAN_SEND_LABEL | CST_CAN_JUDGE_RETURNS | CST_CAN_LINK_LABEL)

static const char *const media_types[] = {
  "application/pdf", "image/png", "image/jpeg", NULL,
};

/* What @part of the account needs, tried with the cheapest question; a missing role is a remark, not a failure. */
typedef struct
{
  const char     *path;
  const char     *query;
  CstCapabilities lost;
  const char     *remark;
} Trial;

static const Trial trials[] = {
  { "/api/orders", "max=1",
    CST_CAN_READ_ORDERS | CST_CAN_READ_INCIDENTS | CST_CAN_REFUND | CST_CAN_REFUND_PARTLY | CST_CAN_REPLACE,
    N_("orders and incidents cannot be read.") },
  { "/api/inbox/threads", "limit=1",
    CST_CAN_READ_THREADS | CST_CAN_READ_ATTACHMENTS | CST_CAN_MESSAGE | CST_CAN_MARK_RESOLVED | CST_CAN_ESCALATE,
    N_("conversations cannot be read.") },
  { "/api/reasons", NULL, CST_CAN_REFUND | CST_CAN_REFUND_PARTLY | CST_CAN_MARK_RESOLVED,
    N_("reasons cannot be read, without which nothing can be refunded or marked as "
       "resolved.") },
  { "/api/returns", "limit=1", RETURNS,
    N_("returns cannot be read.") },
};

static void
remark (GStrvBuilder *remarks,
        char         *owned)
{
  g_strv_builder_add (remarks, owned);
  g_free (owned);
}

/* What a label is likely to mean: to the rules, or of what was done. */
static const char *
topic_of (CstReasonUse  use,
          const char   *label)
{
  static const char *const ends[] = { "refund", "replacement", "resolved" };

  if (use == CST_REASON_OPENS)
    return cst_mirakl_propose_topic (label);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      if (cst_mirakl_is_guess (label, ends[i]))
        return ends[i];
    }

  return NULL;
}

static void
take_reason (GPtrArray  *reasons,
             JsonObject *from)
{
  const char *type = cst_json_opt_string (from, "type", "");
  CstReasonUse use = g_str_equal (type, "INCIDENT_OPEN") ? CST_REASON_OPENS
                     : g_str_equal (type, "INCIDENT_CLOSE") ? CST_REASON_ENDS : CST_REASON_USE_UNKNOWN;
  g_autofree char *label = cst_mirakl_text (from, "label");
  CstSiteReason *reason;

  if (use == CST_REASON_USE_UNKNOWN || label == NULL)
    return;

  reason = cst_record_new (&cst_site_reason_type);
  reason->use = use;
  reason->code = cst_mirakl_code (from, "code");
  reason->is_ours = cst_json_opt_bool (from, "is_shop_right", FALSE);
  reason->topic = g_strdup (topic_of (use, label));
  reason->label = g_steal_pointer (&label);
  g_ptr_array_add (reasons, reason);
}

/* Those that incidents are opened with, and those that they end with. */
static void
take_reasons (CstMiraklSite  *site,
              CstAccountInfo *info,
              GCancellable   *cancellable)
{
  JsonObject *answer = cst_mirakl_get_kept (site, CST_MIRAKL_REASONS, cancellable, NULL);
  JsonArray *reasons = answer != NULL ? cst_json_opt_array (answer, "reasons") : NULL;

  for (guint i = 0; i < cst_json_array_length (reasons); i++)
    {
      JsonObject *reason = cst_json_nth_object (reasons, i);

      if (reason != NULL)
        take_reason (info->reasons, reason);
    }
}

/* Returns: %FALSE with an error that is about the whole account */
static gboolean
is_granted (CstMiraklSite  *site,
            const Trial    *trial,
            gboolean       *granted,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(JsonNode) node = NULL;

  if (g_str_equal (trial->path, "/api/reasons"))
    *granted = cst_mirakl_get_kept (site, CST_MIRAKL_REASONS, cancellable, &local_error) != NULL;
  else
    *granted = (node = cst_rest_get (site->http, trial->path, trial->query, trial->path, cancellable,
                                     &local_error)) != NULL;
  if (*granted || g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_FORBIDDEN) ||
      g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static gboolean
try_roles (CstMiraklSite   *site,
           CstAccountInfo  *info,
           GStrvBuilder    *remarks,
           GCancellable    *cancellable,
           GError         **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (trials); i++)
    {
      const Trial *trial = &trials[i];
      const char *role = cst_mirakl_role_of ("GET", trial->path);
      gboolean granted = FALSE;

      if ((info->capabilities & (int) trial->lost) == 0)
        continue;
      if (!is_granted (site, trial, &granted, cancellable, error))
        return FALSE;
      if (granted)
        continue;
      info->capabilities &= ~(int) trial->lost;
      remark (remarks, g_strdup_printf (_("The key’s user lacks the role %1$s: %2$s"),
                                        role != NULL ? role : "ROLE_SHOP_ADMIN", _(trial->remark)));
    }

  return TRUE;
}

/* Returns: ten thousand times the figure, -1 when it is not said */
static gint64
of_period (JsonObject *statistics,
           const char *member,
           const char *period)
{
  JsonArray *array = statistics != NULL ? cst_json_opt_array (statistics, member) : NULL;

  for (guint i = 0; i < cst_json_array_length (array); i++)
    {
      JsonObject *one = cst_json_nth_object (array, i);
      JsonNode *value = one != NULL ? json_object_get_member (one, "value") : NULL;

      if (value != NULL && JSON_NODE_HOLDS_VALUE (value) &&
          g_strcmp0 (cst_json_opt_string (one, "period", NULL), period) == 0)
        return (gint64) (json_node_get_double (value) * 10000 + 0.5);
    }

  return -1;
}

static void
take_rate (CstMiraklSite  *site,
           CstAccountInfo *info,
           GCancellable   *cancellable)
{
  JsonObject *statistics = cst_mirakl_get_kept (site, CST_MIRAKL_STATISTICS, cancellable, NULL);
  gint64 rate = of_period (statistics, "incident_rate", "LAST_MONTH");
  gint64 orders = of_period (statistics, "orders_count", "LAST_MONTH");

  if (rate < 0 || orders <= 0)
    {
      info->capabilities &= ~(int) CST_CAN_SAY_RATE;
      return;
    }

  info->rate.is_known = TRUE;
  info->rate.threshold_bp = THRESHOLD_BP;
  info->rate.orders = (int) (orders / 10000);
  info->rate.reported = (int) ((rate * info->rate.orders + 5000) / 10000);
}

static gboolean
names_returns (JsonObject *configuration)
{
  JsonObject *features = configuration != NULL ? cst_json_opt_object (configuration, "features") : NULL;
  JsonObject *returns = features != NULL ? cst_json_opt_object (features, "returns") : NULL;

  return returns != NULL && cst_json_opt_bool (returns, "marketplace", FALSE);
}

/**
 * cst_mirakl_find_returns:
 * @has_returns: (out): whether the instance has the module of returns; not, when the key's user may not know
 *
 * Returns: whether that could be asked
 */
gboolean
cst_mirakl_find_returns (CstMiraklSite  *site,
                         gboolean       *has_returns,
                         GCancellable   *cancellable,
                         GError        **error)
{
  g_autoptr(GError) local_error = NULL;
  JsonObject *configuration = cst_mirakl_get_kept (site, CST_MIRAKL_CONFIGURATION, cancellable, &local_error);

  *has_returns = names_returns (configuration);
  if (configuration != NULL || g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_FORBIDDEN) ||
      g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static gboolean
take_configuration (CstMiraklSite   *site,
                    CstAccountInfo  *info,
                    GStrvBuilder    *remarks,
                    GCancellable    *cancellable,
                    GError         **error)
{
  g_autoptr(GError) local_error = NULL;
  JsonObject *configuration = cst_mirakl_get_kept (site, CST_MIRAKL_CONFIGURATION, cancellable, &local_error);

  if (configuration == NULL && g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_FORBIDDEN))
    {
      remark (remarks, g_strdup_printf (_("The key’s user lacks the role %1$s: %2$s"), "ROLE_SHOP_ADMIN",
                                        _("which modules the marketplace has cannot be read. Returns are taken as "
                                          "missing.")));
      return TRUE;
    }
  if (configuration == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  info->site = cst_mirakl_text (configuration, "platform_name");
  if (names_returns (configuration))
    info->capabilities |= RETURNS;
  else
    remark (remarks, g_strdup (_("This marketplace has no module for returns: labels go with messages.")));

  return TRUE;
}

static CstAccountInfo *
new_info (JsonObject *account)
{
  CstAccountInfo *info = cst_record_new (&cst_account_info_type);
  g_autofree char *currency = cst_mirakl_text (account, "currency_iso_code");

  info->remote_id = cst_mirakl_code (account, "shop_id");
  info->name = cst_mirakl_text (account, "shop_name");
  info->audience = CST_CUSTOMER_CONSUMER;
  if (currency != NULL)
    g_strlcpy (info->currency, currency, sizeof info->currency);
  info->capabilities = CST_CAN_READ_ORDERS | CST_CAN_READ_INCIDENTS | CST_CAN_READ_THREADS | CST_CAN_READ_ATTACHMENTS |
                       CST_CAN_REFUND | CST_CAN_REFUND_PARTLY | CST_CAN_REPLACE | CST_CAN_SHIP | CST_CAN_MESSAGE |
                       CST_CAN_SAY_RATE | CST_CAN_MARK_RESOLVED | CST_CAN_ESCALATE;
  info->may_decide = TRUE;
  info->may_find = TRUE;
  info->attachment_limit = MAX_BYTES;
  info->message_limit = MAX_BODY;
  info->label_media_types = g_strdupv ((char **) media_types);

  return info;
}

static void
say_state (JsonObject   *account,
           GStrvBuilder *remarks)
{
  const char *state = cst_json_opt_string (account, "shop_state", "OPEN");

  if (!g_str_equal (state, "OPEN"))
    remark (remarks, g_strdup_printf (_("The marketplace says of the shop: %s."), state));
}

/**
 * cst_mirakl_get_account:
 *
 * Whether the instance is up (V01), whose key it is (A01), what the instance has (PC01), which roles the key's user
 * lacks as far as reading shows it, and how often incidents happen (A21).
 *
 * Returns: (transfer full): the account
 */
CstAccountInfo *
cst_mirakl_get_account (gpointer       data,
                        GCancellable  *cancellable,
                        GError       **error)
{
  CstMiraklSite *site = data;
  g_auto(CstHttpAnswer) version = CST_HTTP_ANSWER_INIT;
  const CstHttpRequest ask_version = { .method = "GET", .path = "/api/version" };
  g_autoptr(GStrvBuilder) remarks = g_strv_builder_new ();
  JsonObject *account;
  CstAccountInfo *info;

  /* Its body may be anything; that there is an answer says that the instance is up. */
  if (!cst_http_send (site->http, &ask_version, &version, NULL, cancellable, error) ||
      !cst_http_check (&version, error) ||
      !(account = cst_mirakl_get_kept (site, CST_MIRAKL_ACCOUNT, cancellable, error)))
    return NULL;

  info = new_info (account);
  say_state (account, remarks);
  if (!take_configuration (site, info, remarks, cancellable, error) ||
      !try_roles (site, info, remarks, cancellable, error))
    {
      cst_record_free (&cst_account_info_type, info);
      return NULL;
    }

  take_reasons (site, info, cancellable);
  take_rate (site, info, cancellable);
  if (info->site == NULL)
    info->site = g_strdup (info->name);
  info->remarks = g_strv_builder_end (remarks);
  if (*info->remarks == NULL)
    g_clear_pointer (&info->remarks, g_strfreev);
  cst_http_get_clock_offset (site->http, &info->clock_offset);

  return info;
}
