/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mirakl-site.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cst-json.h"

#define MINUTE ((gint64) 60 * G_USEC_PER_SEC)
#define HOUR (60 * MINUTE)

/* @every: the most often that the API allows in the background, or, of what is kept, how old it may be */
static const struct
{
  const char *path;
  const char *what;
  gint64      every;
} calls[CST_MIRAKL_N_CALLS] = {
  [CST_MIRAKL_ORDERS] = { "/api/orders", "orders", MINUTE },
  [CST_MIRAKL_THREADS] = { "/api/inbox/threads", "threads", MINUTE },
  [CST_MIRAKL_RETURNS] = { "/api/returns", "returns", 5 * MINUTE },
  [CST_MIRAKL_REASONS] = { "/api/reasons", "reasons", HOUR },
  [CST_MIRAKL_ACCOUNT] = { "/api/account", "account", 24 * HOUR },
  [CST_MIRAKL_STATISTICS] = { "/api/account/statistics", "statistics", 24 * HOUR },
  [CST_MIRAKL_CONFIGURATION] = { "/api/platform/configuration", "configuration", 24 * HOUR },
};

/**
 * cst_mirakl_site_new:
 * @url: the instance's address, with `?shop_id=N` behind it when the key's user has several shops
 *
 * Does no I/O.
 *
 * Returns: (transfer full): the way there, or %NULL with %CST_MARKETPLACE_ERROR_INSECURE
 */
CstMiraklSite *
cst_mirakl_site_new (const char  *url,
                     const char  *token,
                     GError     **error)
{
  g_autoptr(CstMiraklSite) self = g_new0 (CstMiraklSite, 1);

  if (!(self->http = cst_http_new (url, CST_HTTP_PLAIN, token, error)))
    return NULL;

  self->is_patient = !g_str_has_prefix (url, "http:");

  return g_steal_pointer (&self);
}

void
cst_mirakl_site_free (CstMiraklSite *self)
{
  if (self == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (self->kept); i++)
    g_clear_pointer (&self->kept[i], json_node_unref);
  g_clear_object (&self->http);
  g_free (self);
}

/**
 * cst_mirakl_site_pause:
 * @now: monotonic, in µs
 *
 * Returns: for how long @call has to wait to keep the published rate, in µs
 */
gint64
cst_mirakl_site_pause (CstMiraklSite *self,
                       CstMiraklCall  call,
                       gint64         now)
{
  if (!self->is_patient || self->called_at[call] == 0)
    return 0;

  return MAX (self->called_at[call] + calls[call].every - now, 0);
}

gboolean
cst_mirakl_site_may_call (CstMiraklSite *self,
                          CstMiraklCall  call)
{
  return cst_mirakl_site_pause (self, call, g_get_monotonic_time ()) == 0;
}

void
cst_mirakl_site_note_call (CstMiraklSite *self,
                           CstMiraklCall  call)
{
  self->called_at[call] = g_get_monotonic_time ();
}

/**
 * cst_mirakl_get_kept:
 *
 * Returns: (transfer none): what the instance says, or said not too long ago
 */
JsonObject *
cst_mirakl_get_kept (CstMiraklSite  *self,
                     CstMiraklCall   call,
                     GCancellable   *cancellable,
                     GError        **error)
{
  gint64 now = g_get_monotonic_time ();
  JsonNode *node;

  if (self->kept[call] != NULL && now - self->called_at[call] < calls[call].every)
    return json_node_get_object (self->kept[call]);
  if (!(node = cst_rest_get (self->http, calls[call].path, NULL, calls[call].what, cancellable, error)))
    return NULL;

  g_clear_pointer (&self->kept[call], json_node_unref);
  self->kept[call] = node;
  self->called_at[call] = now;

  return json_node_get_object (node);
}

/**
 * cst_mirakl_role_of:
 *
 * Returns: (nullable): the role without which an instance answers such a request with 403
 */
const char *
cst_mirakl_role_of (const char *method,
                    const char *path)
{
  gboolean is_read = g_str_equal (method, "GET");

  if (g_str_has_prefix (path, "/api/reasons"))
    return "ROLE_PARTNER_ORDER_SETTINGS_READ";
  if (g_str_has_prefix (path, "/api/returns"))
    return is_read ? "ROLE_PARTNER_ORDER_RETURN_READ" : "ROLE_PARTNER_ORDER_RETURN_WRITE";
  if (g_str_equal (path, "/api/orders/refund"))
    return "ROLE_PARTNER_ORDER_REFUND";
  if (g_str_has_suffix (path, "/resolve_incident"))
    return "ROLE_PARTNER_ORDER_INCIDENT_RESOLVE";
  if (g_str_has_prefix (path, "/api/orders/") && g_str_has_suffix (path, "/threads"))
    return "ROLE_PARTNER_MESSAGE_WRITE";
  if (g_str_has_prefix (path, "/api/orders"))
    return is_read ? "ROLE_PARTNER_ORDER_READ" : "ROLE_SHOP_ADMIN";
  if (g_str_has_prefix (path, "/api/account"))
    return "ROLE_PARTNER_SHOP_READ";

  return is_read && g_str_has_prefix (path, "/api/inbox") ? NULL : "ROLE_SHOP_ADMIN";
}

/* What one role forbids is no trouble of the whole account: it is a no to this request, which says what to ask for. */
static CstPushOutcome
name_role (const char      *method,
           const char      *path,
           CstPushOutcome   outcome,
           CstPushAnswer   *answer,
           GError         **error)
{
  const char *role = cst_mirakl_role_of (method, path);

  if (outcome != CST_PUSH_NOT_SENT || role == NULL || error == NULL ||
      !g_error_matches (*error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_FORBIDDEN))
    return outcome;

  g_clear_error (error);
  g_free (answer->problem);
  answer->problem = g_strdup_printf (_("The key’s user lacks the role %s. Nothing was done. Ask the shop’s "
                                       "administrator for it, then decide again."), role);

  return CST_PUSH_REFUSED;
}

static JsonNode *
node_of (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

/**
 * cst_mirakl_change:
 * @body: (transfer full)
 *
 * cst_rest_change(), which names the role that is missing.
 */
CstPushOutcome
cst_mirakl_change (CstMiraklSite  *self,
                   const char     *method,
                   const char     *path,
                   JsonObject     *body,
                   CstPushAnswer  *answer,
                   JsonNode      **said,
                   GCancellable   *cancellable,
                   GError        **error)
{
  g_autoptr(GError) local_error = NULL;
  CstPushOutcome outcome = cst_rest_change (self->http, method, path, NULL, node_of (body), answer, said, cancellable,
                                            &local_error);

  outcome = name_role (method, path, outcome, answer, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return outcome;
}

/**
 * cst_mirakl_upload:
 * @part: the name of the part that is JSON
 * @input: (transfer full): what it says
 *
 * cst_rest_upload(), which names the role that is missing.
 */
CstPushOutcome
cst_mirakl_upload (CstMiraklSite      *self,
                   const char         *path,
                   const char         *part,
                   JsonObject         *input,
                   const CstRestFile  *files,
                   guint               n_files,
                   CstPushAnswer      *answer,
                   JsonNode          **said,
                   GCancellable       *cancellable,
                   GError            **error)
{
  g_autoptr(JsonNode) node = node_of (input);
  char *text = cst_json_to_text (node);
  g_autoptr(GBytes) bytes = g_bytes_new_take (text, strlen (text));
  const CstRestFile json = { part, NULL, "application/json", bytes };
  g_autoptr(GError) local_error = NULL;
  CstPushOutcome outcome = cst_rest_upload (self->http, path, files, n_files, &json, 1, answer, said, cancellable,
                                            &local_error);

  outcome = name_role ("POST", path, outcome, answer, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return outcome;
}

/**
 * cst_mirakl_site_order:
 * @order: (out) (nullable) (transfer full): what the store has of it
 *
 * Returns: whether the store could be asked; where nobody lent it, it has nothing
 */
gboolean
cst_mirakl_site_order (CstMiraklSite  *self,
                       const char     *id,
                       CstOrder      **order,
                       GError        **error)
{
  *order = NULL;

  return self->truth == NULL || self->truth->order (id, self->truth_data, order, error);
}

/* Likewise of an incident. */
gboolean
cst_mirakl_site_incident (CstMiraklSite  *self,
                          const char     *id,
                          CstIncident   **incident,
                          GError        **error)
{
  *incident = NULL;
  if (self->known != NULL && g_strcmp0 (self->known->id, id) == 0)
    {
      *incident = cst_incident_copy (self->known);
      return TRUE;
    }

  return self->truth == NULL || self->truth->incident (id, self->truth_data, incident, error);
}

/* Likewise of a conversation. */
gboolean
cst_mirakl_site_thread (CstMiraklSite  *self,
                        const char     *order,
                        CstThread     **thread,
                        GError        **error)
{
  if (self->talk != NULL)
    *thread = cst_thread_copy (self->talk);
  else
    *thread = self->truth != NULL ? self->truth->thread (order, self->truth_data, error) : cst_thread_new ();

  return *thread != NULL;
}
