/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox.h"

#include <string.h>

#include "cst-sandbox-log.h"
#include "cst-util.h"
#include "cst-world-actors.h"

#define MEDUSA_ORDERS 12

typedef void (*Handler) (CstSandbox *self,
                         CstRequest *request,
                         CstReply   *reply);

typedef struct
{
  const char       *method;
  const char       *pattern;    /* a star stands for an id */
  CstSandboxScopes  scope;
  const char       *operation;  /* NULL: changes nothing */
  Handler           handler;
} Route;

static const Route routes[] = {
  { "GET", "/v1/account", CST_SCOPE_READ, NULL, cst_sandbox_get_account },
  { "GET", "/v1/changes", CST_SCOPE_READ, NULL, cst_sandbox_get_changes },
  { "GET", "/v1/orders", CST_SCOPE_READ, NULL, cst_sandbox_get_orders },
  { "GET", "/v1/incidents", CST_SCOPE_READ, NULL, cst_sandbox_get_incidents },
  { "GET", "/v1/threads", CST_SCOPE_READ, NULL, cst_sandbox_get_threads },
  { "GET", "/v1/desks", CST_SCOPE_READ, NULL, cst_sandbox_get_desks },
  { "GET", "/v1/orders/*", CST_SCOPE_READ, NULL, cst_sandbox_get_order },
  { "GET", "/v1/incidents/*", CST_SCOPE_READ, NULL, cst_sandbox_get_incident },
  { "GET", "/v1/orders/*/thread", CST_SCOPE_READ, NULL, cst_sandbox_get_thread },
  { "GET", "/v1/incidents/*/desk", CST_SCOPE_READ, NULL, cst_sandbox_get_desk },
  { "GET", "/v1/attachments/*", CST_SCOPE_READ, NULL, cst_sandbox_get_attachment },
  { "GET", "/v1/operations/*", CST_SCOPE_READ, NULL, cst_sandbox_get_operation },
  { "POST", "/v1/incidents/*/resolutions", CST_SCOPE_DECIDE, "resolution.refund",
    cst_sandbox_post_resolution },
  { "POST", "/v1/incidents/*/resolutions/*/shipment", CST_SCOPE_DECIDE, "replacement.shipment",
    cst_sandbox_post_shipment },
  { "POST", "/v1/attachments", CST_SCOPE_DECIDE, "attachment", cst_sandbox_post_attachment },
  { "PUT", "/v1/returns/*/label", CST_SCOPE_DECIDE, "return.label", cst_sandbox_put_label },
  { "POST", "/v1/returns/*/receipt", CST_SCOPE_DECIDE, "return.receipt", cst_sandbox_post_receipt },
  { "POST", "/v1/returns/*/inspection", CST_SCOPE_DECIDE, "return.inspection",
    cst_sandbox_post_inspection },
  { "POST", "/v1/orders/*/messages", CST_SCOPE_DECIDE, "message", cst_sandbox_post_message },
  { "PATCH", "/v1/orders/*/thread", CST_SCOPE_FINDINGS, "thread.read", cst_sandbox_patch_thread },
  { "POST", "/v1/incidents/*/notes", CST_SCOPE_FINDINGS, "note", cst_sandbox_post_note },
  { "POST", "/v1/incidents/*/findings", CST_SCOPE_FINDINGS, "finding", cst_sandbox_post_finding },
  { "POST", "/v1/incidents/*/evidence", CST_SCOPE_FINDINGS, "evidence", cst_sandbox_post_evidence },
  { "PUT", "/v1/incidents/*/assignment", CST_SCOPE_FINDINGS, "assignment.set",
    cst_sandbox_put_assignment },
  { "DELETE", "/v1/incidents/*/assignment", CST_SCOPE_FINDINGS, "assignment.clear",
    cst_sandbox_delete_assignment },
  { "PUT", "/v1/incidents/*/opened-by", CST_SCOPE_FINDINGS, "opened-by",
    cst_sandbox_put_opened_by },
};

/**
 * cst_sandbox_new:
 * @stands_still: whether the clock moves only when told
 * @token: (nullable): the full token, or %NULL for one made from the seed
 *
 * Returns: (transfer full): a marketplace with its past
 */
CstSandbox *
cst_sandbox_new (const CstWorldPlan *plan,
                 gboolean            stands_still,
                 const char         *token)
{
  CstSandbox *self = g_new0 (CstSandbox, 1);

  self->world = cst_world_new (plan);
  self->stands_still = stands_still;
  self->token = token != NULL ? g_strdup (token)
                              : g_strdup_printf ("full-%08x%08x",
                                                 cst_world_hash (self->world, "token", 1),
                                                 cst_world_hash (self->world, "token", 2));
  self->inspector_token = g_strdup_printf ("look-%08x%08x",
                                           cst_world_hash (self->world, "token", 3),
                                           cst_world_hash (self->world, "token", 4));
  self->feed_id = g_strdup_printf ("c%08x",
                                   cst_world_hash (self->world, "feed",
                                                   plan->now ^ plan->n_orders));
  self->record_list = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_sandbox_record_free);
  self->records = g_hash_table_new (g_str_hash, g_str_equal);
  self->in_flight = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->fault.profile = "none";
  self->dropea = cst_dropea_platform_new (self->world, plan->n_issues, !stands_still);
  self->medusa = cst_medusa_shop_new (self->world, MEDUSA_ORDERS);
  self->mirakl = cst_mirakl_platform_new (self->world);
  cst_world_wake (self->world, !stands_still);

  return self;
}

void
cst_sandbox_free (CstSandbox *self)
{
  g_clear_pointer (&self->log, cst_sandbox_log_free);
  g_hash_table_unref (self->in_flight);
  g_hash_table_unref (self->records);
  g_ptr_array_unref (self->record_list);
  g_free (self->fault.match);
  g_free (self->token);
  g_free (self->inspector_token);
  g_free (self->feed_id);
  cst_dropea_platform_free (self->dropea);
  cst_medusa_shop_free (self->medusa);
  cst_mirakl_platform_free (self->mirakl);
  cst_world_free (self->world);
  g_free (self);
}

/* A clock that ticks takes the world along. */
void
cst_sandbox_tick (CstSandbox *self)
{
  if (!self->stands_still)
    cst_world_advance (self->world, g_get_real_time () / G_USEC_PER_SEC + self->clock_offset);
  cst_dropea_tick (self);
  cst_mirakl_world_advance (self->mirakl->world);
}

/* Makes every cursor handed out so far useless. */
void
cst_sandbox_expire_feed (CstSandbox *self)
{
  g_autofree char *old = g_steal_pointer (&self->feed_id);

  self->feed_id = g_strdup_printf ("c%08x", g_str_hash (old));
}

gboolean
cst_sandbox_is_change (const char *method)
{
  return !g_str_equal (method, "GET");
}

static gboolean
matches (const Route *route,
         CstRequest  *request)
{
  g_auto(GStrv) pattern = g_strsplit (route->pattern, "/", -1);
  g_auto(GStrv) path = g_strsplit (request->path, "/", -1);
  guint n_params = 0;

  if (!g_str_equal (route->method, request->method) ||
      g_strv_length (pattern) != g_strv_length (path))
    return FALSE;

  for (guint i = 0; pattern[i] != NULL; i++)
    {
      if (!g_str_equal (pattern[i], "*") && !g_str_equal (pattern[i], path[i]))
        return FALSE;
    }
  for (guint i = 0; pattern[i] != NULL; i++)
    {
      if (g_str_equal (pattern[i], "*"))
        request->params[n_params++] = g_strdup (path[i]);
    }

  return TRUE;
}

static const Route *
find_route (CstRequest *request)
{
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (matches (&routes[i], request))
        return &routes[i];
    }

  return NULL;
}

/* Who may look may hand over what the colleagues shall see; what the customer sees is a decision. */
static CstSandboxScopes
scope_of (const Route *route,
          CstRequest  *request)
{
  if (g_strcmp0 (route->operation, "attachment") == 0 && g_strcmp0 (request->purpose, "evidence") == 0)
    return CST_SCOPE_FINDINGS;

  return route->scope;
}

static gboolean
authorize (CstSandbox *self,
           CstRequest *request)
{
  if (request->token == NULL)
    return FALSE;

  if (g_str_equal (request->token, self->token))
    request->scopes = CST_SCOPE_READ | CST_SCOPE_FINDINGS | CST_SCOPE_DECIDE;
  else if (g_str_equal (request->token, self->inspector_token))
    request->scopes = CST_SCOPE_READ | CST_SCOPE_FINDINGS;
  else
    return FALSE;

  return TRUE;
}

static gboolean
key_is_valid (const char *key)
{
  gsize length = strlen (key);

  return length >= 1 && length <= 64 &&
         strspn (key,
                 "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-") == length;
}

/* Under its key, a request is judged once and then only remembered. */
static void
change (CstSandbox  *self,
        const Route *route,
        CstRequest  *request,
        CstReply    *reply)
{
  CstSandboxRecord *record;

  if (request->key == NULL)
    {
      cst_reply_refuse (reply, "precondition-required", NULL);
      return;
    }
  if (!key_is_valid (request->key))
    {
      cst_reply_refuse (reply, "invalid",
                        "the Idempotency-Key has 1 to 64 letters, digits, dots, hyphens, "
                        "underscores and colons");
      return;
    }

  if ((record = cst_sandbox_find_record (self, request->key)))
    {
      g_autofree char *digest = cst_sandbox_request_digest (request);

      if (g_str_equal (digest, record->digest))
        cst_sandbox_replay (record, reply);
      else
        cst_reply_refuse (reply, "key-reused", NULL);
      return;
    }

  if (self->log != NULL)
    cst_sandbox_log_request (self->log, cst_world_now (self->world), request);
  route->handler (self, request, reply);

  cst_sandbox_keep_record (self, request,
                           reply->operation != NULL ? reply->operation : route->operation, reply);
}

/**
 * cst_sandbox_answer:
 *
 * Judges one request of the contract, carries it out, and answers. Nothing else happens meanwhile.
 *
 * Returns: (transfer full): the answer
 */
CstReply *
cst_sandbox_answer (CstSandbox *self,
                    CstRequest *request)
{
  g_autoptr(CstReply) reply = cst_reply_new ();
  const Route *route;

  cst_sandbox_tick (self);

  if (g_str_has_prefix (request->path, "/_sandbox/"))
    {
      if (!cst_sandbox_control (self, request, reply))
        cst_reply_refuse (reply, "not-found", NULL);
      return g_steal_pointer (&reply);
    }

  if (cst_dropea_is_path (request->path))
    {
      cst_dropea_answer (self, request, reply);
    }
  else if (cst_medusa_shop_is_path (request->path))
    {
      cst_medusa_shop_answer (self, request, reply);
    }
  else if (cst_mirakl_is_path (request->path))
    {
      cst_mirakl_answer (self, request, reply);
    }
  else if (!authorize (self, request))
    {
      cst_reply_refuse (reply, "unauthorized", NULL);
    }
  else if (!(route = find_route (request)))
    {
      cst_reply_refuse (reply, "not-found", "there is no such address");
    }
  else if ((request->scopes & scope_of (route, request)) == 0)
    {
      CstWriter writer = cst_reply_problem (reply, "forbidden-scope", NULL);

      cst_writer_string (&writer, "scope", cst_sandbox_scope_word (scope_of (route, request)));
      cst_writer_end_object (&writer);
    }
  else if (route->operation != NULL)
    {
      change (self, route, request, reply);
    }
  else
    {
      route->handler (self, request, reply);
    }

  return g_steal_pointer (&reply);
}

/* The problem the path names, or a refusal in @reply. */
CstWorldIncident *
cst_sandbox_the_incident (CstSandbox *self,
                          CstRequest *request,
                          CstReply   *reply)
{
  CstWorldIncident *incident = cst_world_find_incident (self->world, request->params[0]);

  if (incident == NULL)
    {
      cst_reply_refuse (reply, "not-found", "there is no such incident");
      return NULL;
    }

  reply->incident = incident->index;
  reply->order = incident->order;

  return incident;
}

/* The order the path names, or a refusal in @reply. */
CstWorldOrder *
cst_sandbox_the_order (CstSandbox *self,
                       CstRequest *request,
                       CstReply   *reply)
{
  CstWorldOrder *order = cst_world_find_order (self->world, request->params[0]);

  if (order == NULL)
    {
      cst_reply_refuse (reply, "not-found", "there is no such order");
      return NULL;
    }

  reply->order = order->index;

  return order;
}

void
cst_sandbox_reply_incident (CstSandbox       *self,
                            CstReply         *reply,
                            guint             status,
                            CstWorldIncident *incident)
{
  CstWriter writer = cst_reply_begin (reply, status);

  cst_writer_begin_object (&writer, NULL);
  cst_sandbox_write_incident (&writer, "incident", self->world, incident);
  cst_writer_end_object (&writer);
}

/* 409 with the truth as it stands. */
void
cst_sandbox_reply_conflict (CstSandbox       *self,
                            CstReply         *reply,
                            const char       *detail,
                            CstWorldIncident *incident)
{
  CstWriter writer = cst_reply_problem (reply, "conflict", detail);

  cst_sandbox_write_incident (&writer, "current", self->world, incident);
  cst_writer_end_object (&writer);
}
