/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea.h"

#include "cst-sandbox-body.h"

#define MAX_WORD 60

static void
write_id (CstWriter  *writer,
          const char *member,
          int         number)
{
  g_autofree char *id = g_strdup_printf ("%d", number);

  cst_writer_string (writer, member, id);
}

/* Which issue shows what. */
void
cst_dropea_get_cast (CstSandbox *sandbox,
                     CstRequest *request,
                     CstReply   *reply)
{
  CstDropeaWorld *world = sandbox->dropea->world;
  CstWriter writer = cst_reply_begin (reply, 200);

  cst_writer_begin_object (&writer, NULL);
  cst_writer_begin_array (&writer, "items");
  for (guint i = 0; i < world->cases->len; i++)
    {
      const CstDropeaCase *issue = g_ptr_array_index (world->cases, i);

      if (issue->label == NULL)
        continue;
      cst_writer_begin_object (&writer, NULL);
      cst_writer_string (&writer, "label", issue->label);
      write_id (&writer, "delivery", CST_DROPEA_FIRST_ISSUE + issue->index);
      write_id (&writer, "order", CST_DROPEA_FIRST_ORDER + issue->parcel);
      cst_writer_end_object (&writer);
    }
  cst_writer_end_array (&writer);
  cst_writer_end_object (&writer);
}

static const char *
read_word (CstBody    *body,
           JsonObject *root,
           const char *member,
           const char *fallback)
{
  const char *word = cst_body_opt_text (body, root, "", member, MAX_WORD);

  return word != NULL ? g_intern_string (word) : fallback;
}

/* Whatever words somebody may think of. */
static void
set_words (CstBody       *body,
           JsonObject    *root,
           CstDropeaCase *issue)
{
  issue->type = read_word (body, root, "type", issue->type);
  issue->status = read_word (body, root, "status", issue->status);
  issue->code = read_word (body, root, "code", issue->code);
  issue->substatus = read_word (body, root, "substatus", issue->substatus);
  issue->description = read_word (body, root, "description", issue->description);
  issue->carrier = read_word (body, root, "carrier", issue->carrier);
}

static CstDropeaAct
act_of (const char *action)
{
  static const struct
  {
    const char   *action;
    CstDropeaAct  act;
  } acts[] = {
    { "deliver", CST_DROPEA_DELIVERS },
    { "fail", CST_DROPEA_FAILS },
    { "reply", CST_DROPEA_REPLIES },
    { "return", CST_DROPEA_TURNS_BACK },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      if (g_str_equal (acts[i].action, action))
        return acts[i].act;
    }

  return CST_DROPEA_NOTHING;
}

/* The carrier does something now, of its own. */
void
cst_dropea_post_carrier (CstSandbox *sandbox,
                         CstRequest *request,
                         CstReply   *reply)
{
  static const char *const actions[] = { "deliver", "fail", "reply", "return", "set", "new", NULL };
  static const char *const members[] = { "action", "delivery", "type", "status", "code", "substatus", "description",
                                         "carrier", NULL };
  CstDropeaWorld *world = sandbox->dropea->world;
  gint64 now = cst_world_now (sandbox->world);
  g_auto(CstBody) body = { NULL };
  JsonObject *root = cst_body_begin (&body, request->body);
  const char *action = NULL;
  const char *id = NULL;
  CstDropeaCase *issue = NULL;
  CstWriter writer;

  if (root != NULL)
    {
      cst_body_only (&body, root, "", members);
      action = cst_body_choice (&body, root, "", "action", actions);
      id = cst_body_opt_text (&body, root, "", "delivery", MAX_WORD);
    }
  if (action != NULL && g_str_equal (action, "new"))
    cst_dropea_spring_case (world, now);
  else if (action != NULL && (issue = id != NULL ? cst_dropea_world_case (world, id) : NULL) == NULL)
    cst_body_mistake (&body, "", "delivery", "is unknown");
  if (issue != NULL && g_str_equal (action, "set"))
    set_words (&body, root, issue);
  if (!cst_body_end (&body, reply))
    return;

  if (issue == NULL)
    issue = g_ptr_array_index (world->cases, world->cases->len - 1);
  issue->updated_at = now;
  if (act_of (action) != CST_DROPEA_NOTHING)
    {
      issue->act = CST_DROPEA_NOTHING;
      cst_dropea_act (world, issue, act_of (action), now);
    }

  writer = cst_reply_begin (reply, 200);
  cst_dropea_write_issue (&writer, NULL, world, issue);
}

/* How many requests a minute are taken, and how many there were so far. */
void
cst_dropea_get_limit (CstSandbox *sandbox,
                      CstRequest *request,
                      CstReply   *reply)
{
  CstWriter writer = cst_reply_begin (reply, 200);

  cst_writer_begin_object (&writer, NULL);
  cst_writer_int (&writer, "per_minute", sandbox->dropea->per_minute);
  cst_writer_int (&writer, "taken", sandbox->dropea->n_requests);
  cst_writer_end_object (&writer);
}

/* How many requests a minute are taken from now on. */
void
cst_dropea_post_limit (CstSandbox *sandbox,
                       CstRequest *request,
                       CstReply   *reply)
{
  static const char *const members[] = { "per_minute", NULL };
  g_auto(CstBody) body = { NULL };
  JsonObject *root = cst_body_begin (&body, request->body);
  gint64 per_minute = 0;

  if (root != NULL)
    {
      cst_body_only (&body, root, "", members);
      per_minute = cst_body_int (&body, root, "", "per_minute", 1, 1000000);
    }
  if (!cst_body_end (&body, reply))
    return;

  sandbox->dropea->per_minute = (guint) per_minute;
  g_array_set_size (sandbox->dropea->recent, 0);
  cst_sandbox_reply_time (sandbox, reply);
}
