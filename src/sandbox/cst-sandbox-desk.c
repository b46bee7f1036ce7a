/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the brand's own people share about a problem (R7). */
#include "cst-sandbox-desk.h"

#define MAX_TEXT 4000

/* Answers with the desk of @incident. */
void
cst_sandbox_answer_desk (CstReply         *reply,
                         guint             status,
                         CstWorldIncident *incident)
{
  CstWriter writer = cst_reply_begin (reply, status);

  cst_writer_begin_object (&writer, NULL);
  cst_sandbox_write_desk (&writer, "desk", incident);
  cst_writer_end_object (&writer);
}

/* The problem and the body of @request, or a refusal in @reply. */
CstWorldIncident *
cst_sandbox_begin_desk (CstSandbox         *self,
                        CstRequest         *request,
                        CstReply           *reply,
                        CstBody            *body,
                        JsonObject        **root,
                        const char *const  *members)
{
  CstWorldIncident *incident = cst_sandbox_the_incident (self, request, reply);

  if (incident == NULL)
    return NULL;
  if (!cst_request_is_type (request, "application/json"))
    {
      cst_reply_refuse (reply, "unsupported-media", "the body must be application/json");
      return NULL;
    }
  if (!(*root = cst_body_begin (body, request->body)))
    {
      cst_body_end (body, reply);
      return NULL;
    }
  cst_body_only (body, *root, "", members);

  return incident;
}

void
cst_sandbox_post_note (CstSandbox *self,
                       CstRequest *request,
                       CstReply   *reply)
{
  static const char *const members[] = { "by", "text", NULL };
  g_auto(CstBody) body = { NULL };
  JsonObject *root = NULL;
  CstWorldIncident *incident = cst_sandbox_begin_desk (self, request, reply, &body, &root, members);
  CstWorldBy by;
  const char *text;

  if (incident == NULL)
    return;

  by = cst_body_by (&body, root);
  text = cst_body_text (&body, root, "", "text", 1, MAX_TEXT);
  if (!cst_body_end (&body, reply))
    return;

  cst_world_add_note (self->world, incident, by, text);
  cst_sandbox_answer_desk (reply, 201, incident);
}

void
cst_sandbox_put_assignment (CstSandbox *self,
                            CstRequest *request,
                            CstReply   *reply)
{
  static const char *const members[] = { "by", "person", "name", NULL };
  g_auto(CstBody) body = { NULL };
  JsonObject *root = NULL;
  CstWorldIncident *incident = cst_sandbox_begin_desk (self, request, reply, &body, &root, members);
  CstWorldBy to;

  if (incident == NULL)
    return;

  cst_body_by (&body, root);
  to.person = cst_body_id (&body, root, "", "person");
  to.name = cst_body_text (&body, root, "", "name", 1, 120);
  if (!cst_body_end (&body, reply))
    return;

  cst_world_assign (self->world, incident, &to);
  cst_sandbox_answer_desk (reply, 200, incident);
}

void
cst_sandbox_delete_assignment (CstSandbox *self,
                               CstRequest *request,
                               CstReply   *reply)
{
  CstWorldIncident *incident = cst_sandbox_the_incident (self, request, reply);
  const char *person = NULL;
  const char *name = NULL;

  if (incident == NULL)
    return;

  if (request->parameters != NULL)
    {
      person = g_hash_table_lookup (request->parameters, "person");
      name = g_hash_table_lookup (request->parameters, "name");
    }
  if (person == NULL || !cst_body_check_id (person) || name == NULL || *name == '\0' ||
      g_hash_table_size (request->parameters) != 2)
    {
      cst_reply_refuse (reply, "invalid", "the query says who acted, with person and name");
      return;
    }

  cst_world_assign (self->world, incident, NULL);
  cst_sandbox_answer_desk (reply, 200, incident);
}

void
cst_sandbox_put_opened_by (CstSandbox *self,
                           CstRequest *request,
                           CstReply   *reply)
{
  static const char *const members[] = { "by", NULL };
  g_auto(CstBody) body = { NULL };
  JsonObject *root = NULL;
  CstWorldIncident *incident = cst_sandbox_begin_desk (self, request, reply, &body, &root, members);
  CstWorldBy by;

  if (incident == NULL)
    return;

  by = cst_body_by (&body, root);
  if (!cst_body_end (&body, reply))
    return;

  cst_world_opened (self->world, incident, by);
  cst_sandbox_answer_desk (reply, 200, incident);
}
