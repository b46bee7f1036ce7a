/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Returns: their label, their arrival, their inspection (R4). */
#include "cst-sandbox-body.h"

#define MAX_PIECES 1000000
#define MAX_TEXT 4000

static CstWorldReturn *
begin (CstSandbox         *self,
       CstRequest         *request,
       CstReply           *reply,
       CstBody            *body,
       JsonObject        **root,
       CstWorldBy         *by,
       const char *const  *members)
{
  CstWorldReturn *ret = cst_world_find_return (self->world, request->params[0]);

  if (ret == NULL)
    {
      cst_reply_refuse (reply, "not-found", "there is no such return");
      return NULL;
    }
  reply->incident = ret->incident;
  reply->order = cst_world_incident (self->world, ret->incident)->order;
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
  *by = cst_body_by (body, *root);

  return ret;
}

static gboolean
is_in (CstSandbox          *self,
       CstReply            *reply,
       CstWorldReturn      *ret,
       CstWorldReturnState  from,
       CstWorldReturnState  to)
{
  if (ret->state >= from && ret->state <= to)
    return TRUE;

  cst_sandbox_reply_conflict (self, reply, "the return has moved on",
                              cst_world_incident (self->world, ret->incident));

  return FALSE;
}

void
cst_sandbox_put_label (CstSandbox *self,
                       CstRequest *request,
                       CstReply   *reply)
{
  static const char *const members[] = { "by", "label", NULL };
  g_auto(CstBody) body = { NULL };
  JsonObject *root = NULL;
  CstWorldBy by = { NULL };
  CstWorldReturn *ret = begin (self, request, reply, &body, &root, &by, members);
  CstWorldAttachment *label = NULL;
  const char *id;

  if (ret == NULL)
    return;

  if ((id = cst_body_id (&body, root, "", "label")) &&
      (!(label = cst_world_find_attachment (self->world, id)) ||
       g_strcmp0 (label->purpose, "label") != 0))
    cst_body_mistake (&body, "", "label", "is no label that was handed over");
  if (!cst_body_end (&body, reply) ||
      !is_in (self, reply, ret, CST_WORLD_RETURN_ASKED, CST_WORLD_RETURN_LABELLED))
    return;

  cst_world_label_return (self->world, ret, label);
  cst_sandbox_reply_incident (self, reply, 200, cst_world_incident (self->world, ret->incident));
}

/* Reads the lines into a copy of the return's, each exactly once. */
static GArray *
read_lines (CstSandbox     *self,
            CstBody        *body,
            JsonObject     *root,
            CstWorldReturn *ret,
            gboolean        inspection)
{
  static const char *const receipt_members[] = { "line", "received", NULL };
  static const char *const inspection_members[] = { "line", "accepted", "damaged", "missing",
                                                    NULL };
  const CstWorldOrder *order = cst_world_order (self->world,
                                                cst_world_incident (self->world,
                                                                    ret->incident)->order);
  GArray *lines = g_array_copy (ret->lines);
  JsonArray *array = cst_body_array (body, root, "", "lines");
  g_autofree gboolean *seen = g_new0 (gboolean, lines->len);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      g_autofree char *base = g_strdup_printf ("/lines/%u", i);
      CstWorldPieces *pieces = NULL;
      int line;

      cst_body_only (body, object, base, inspection ? inspection_members : receipt_members);
      line = cst_body_line (body, object, base, order);
      for (guint j = 0; j < lines->len; j++)
        {
          if (g_array_index (lines, CstWorldPieces, j).line == line && !seen[j])
            {
              seen[j] = TRUE;
              pieces = &g_array_index (lines, CstWorldPieces, j);
              break;
            }
        }
      if (pieces == NULL)
        {
          cst_body_mistake (body, base, "line", "is not asked back, or is named twice");
          continue;
        }

      if (!inspection)
        {
          pieces->received = (int) cst_body_int (body, object, base, "received", 0,
                                                 pieces->quantity);
          continue;
        }
      pieces->accepted = (int) cst_body_int (body, object, base, "accepted", 0, MAX_PIECES);
      pieces->damaged = (int) cst_body_int (body, object, base, "damaged", 0, MAX_PIECES);
      pieces->missing = (int) cst_body_int (body, object, base, "missing", 0, MAX_PIECES);
      if (pieces->accepted + pieces->damaged + pieces->missing != pieces->quantity)
        cst_body_mistake (body, base, NULL,
                          "accepted, damaged and missing must add up to the quantity asked back");
    }
  for (guint j = 0; array != NULL && j < lines->len; j++)
    {
      if (!seen[j])
        cst_body_mistake (body, "/lines", NULL, "every line asked back must be named");
    }

  return lines;
}

static void
keep_lines (CstWorldReturn *ret,
            GArray         *lines)
{
  g_array_set_size (ret->lines, 0);
  g_array_append_vals (ret->lines, lines->data, lines->len);
}

void
cst_sandbox_post_receipt (CstSandbox *self,
                          CstRequest *request,
                          CstReply   *reply)
{
  static const char *const members[] = { "by", "received_at", "lines", NULL };
  g_auto(CstBody) body = { NULL };
  g_autoptr(GArray) lines = NULL;
  JsonObject *root = NULL;
  CstWorldBy by = { NULL };
  CstWorldReturn *ret = begin (self, request, reply, &body, &root, &by, members);
  gint64 received_at;

  if (ret == NULL)
    return;

  received_at = cst_body_time (&body, root, "", "received_at");
  lines = read_lines (self, &body, root, ret, FALSE);
  if (!cst_body_end (&body, reply) ||
      !is_in (self, reply, ret, CST_WORLD_RETURN_ASKED, CST_WORLD_RETURN_UNDER_WAY))
    return;

  keep_lines (ret, lines);
  cst_world_receive_return (self->world, ret, received_at);
  cst_sandbox_reply_incident (self, reply, 201, cst_world_incident (self->world, ret->incident));
}

void
cst_sandbox_post_inspection (CstSandbox *self,
                             CstRequest *request,
                             CstReply   *reply)
{
  static const char *const members[] = { "by", "lines", "note", NULL };
  g_auto(CstBody) body = { NULL };
  g_autoptr(GArray) lines = NULL;
  JsonObject *root = NULL;
  CstWorldBy by = { NULL };
  CstWorldReturn *ret = begin (self, request, reply, &body, &root, &by, members);
  const char *note;

  if (ret == NULL)
    return;

  note = cst_body_opt_text (&body, root, "", "note", MAX_TEXT);
  lines = read_lines (self, &body, root, ret, TRUE);
  if (!cst_body_end (&body, reply) ||
      !is_in (self, reply, ret, CST_WORLD_RETURN_RECEIVED, CST_WORLD_RETURN_RECEIVED))
    return;

  keep_lines (ret, lines);
  cst_world_inspect_return (self->world, ret);
  if (note != NULL && *note != '\0')
    cst_world_add_note (self->world, cst_world_incident (self->world, ret->incident), by, note);
  cst_sandbox_reply_incident (self, reply, 201, cst_world_incident (self->world, ret->incident));
}
