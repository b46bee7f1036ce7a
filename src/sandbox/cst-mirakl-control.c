/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mirakl.h"

#include "cst-sandbox-body.h"
#include "cst-world-photos.h"

#define MAX_WORD 60
#define MAX_LETTER 2000

static void
write_cast (CstWriter      *writer,
            CstMiraklWorld *world)
{
  cst_writer_begin_array (writer, "items");
  for (guint i = 0; i < world->orders->len; i++)
    {
      const CstMiraklOrder *order = g_ptr_array_index (world->orders, i);
      g_autofree char *id = cst_mirakl_order_id (order);
      int line = 0;
      g_autofree char *line_id = NULL;

      if (order->label == NULL)
        continue;
      while (line + 1 < order->n_lines && !g_str_equal (order->lines[line].state, "INCIDENT_OPEN"))
        line++;
      line_id = cst_mirakl_line_id (order, line);
      cst_writer_begin_object (writer, NULL);
      cst_writer_string (writer, "label", order->label);
      cst_writer_string (writer, "order", id);
      cst_writer_string (writer, "line", line_id);
      cst_writer_end_object (writer);
    }
  cst_writer_end_array (writer);
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (a, b);
}

/* Which order shows what, how often each call came, and what was carried out, oldest first. */
void
cst_mirakl_get_state (CstSandbox *sandbox,
                      CstRequest *request,
                      CstReply   *reply)
{
  CstMiraklPlatform *self = sandbox->mirakl;
  CstWriter writer = cst_reply_begin (reply, 200);
  g_autoptr(GList) calls = g_list_sort (g_hash_table_get_keys (self->calls), compare_words);

  cst_writer_begin_object (&writer, NULL);
  write_cast (&writer, self->world);
  cst_writer_begin_object (&writer, "calls");
  for (GList *l = calls; l != NULL; l = l->next)
    cst_writer_int (&writer, l->data, GPOINTER_TO_INT (g_hash_table_lookup (self->calls, l->data)));
  cst_writer_end_object (&writer);
  cst_writer_begin_array (&writer, "executed");
  for (guint i = 0; i < self->executed->len; i++)
    cst_writer_string (&writer, NULL, g_ptr_array_index (self->executed, i));
  cst_writer_end_array (&writer);
  cst_writer_end_object (&writer);
}

static void
write_letter (CstMiraklWorld *world,
              CstMiraklOrder *order,
              int             line,
              const char     *letter,
              gboolean        is_operator,
              gboolean        with_photo)
{
  CstMiraklThread *thread = order->threads->len > 0 ? g_ptr_array_index (order->threads, 0)
                            : cst_mirakl_new_thread (world, order, "REASON_CODE", "42",
                                                     CST_MIRAKL_TO_CUSTOMER | CST_MIRAKL_TO_OPERATOR);
  CstMiraklMessage *message = cst_mirakl_post (world, thread, is_operator ? "OPERATOR_USER" : "CUSTOMER_USER",
                                               CST_MIRAKL_TO_SHOP, letter);

  if (with_photo)
    {
      g_autoptr(GBytes) bytes = cst_world_photo (cst_mirakl_photo (order->lines[line].reason), 0);

      cst_mirakl_attach (world, message, "photo.jpg", bytes);
    }
}

static void
act (CstMiraklWorld *world,
     CstMiraklOrder *order,
     int             line,
     const char     *action,
     const char     *reason,
     const char     *letter)
{
  if (g_str_equal (action, "open"))
    cst_mirakl_open (world, order, line, reason != NULL ? reason : "16");
  else if (g_str_equal (action, "close"))
    cst_mirakl_close (world, order, line, "RECEIVED");
  else if (g_str_equal (action, "refund"))
    cst_mirakl_refund (world, order, line, 100, 0, 0, "30");
  else if (g_str_equal (action, "return"))
    cst_mirakl_new_return (world, order, line, "RETURN_BROKEN_ITEM");
  else if (g_str_equal (action, "contest"))
    {
      order->lines[line].marked_at = 0;
      cst_mirakl_touch (world, order, line);
    }
  if (letter != NULL)
    write_letter (world, order, line, letter, g_str_equal (action, "operator"), g_str_equal (action, "photo"));
}

/* The customer or the operator does something now: opens an incident, closes or contests it, writes, sends a photo,
 * asks to return, or gives something back behind the shop's back. */
void
cst_mirakl_post_shopper (CstSandbox *sandbox,
                         CstRequest *request,
                         CstReply   *reply)
{
  static const char *const actions[] = { "open", "close", "contest", "write", "photo", "operator", "refund", "return",
                                         NULL };
  static const char *const members[] = { "action", "line", "reason", "text", NULL };
  CstMiraklWorld *world = sandbox->mirakl->world;
  g_auto(CstBody) body = { NULL };
  JsonObject *root = cst_body_begin (&body, request->body);
  const char *action = NULL;
  const char *line_id = NULL;
  const char *reason = NULL;
  const char *letter = NULL;
  CstMiraklOrder *order = NULL;
  int line = 0;

  if (root != NULL)
    {
      cst_body_only (&body, root, "", members);
      action = cst_body_choice (&body, root, "", "action", actions);
      line_id = cst_body_text (&body, root, "", "line", 1, MAX_WORD);
      reason = cst_body_opt_text (&body, root, "", "reason", MAX_WORD);
      letter = cst_body_opt_text (&body, root, "", "text", MAX_LETTER);
      order = line_id != NULL ? cst_mirakl_find_line (world, line_id, &line) : NULL;
      if (line_id != NULL && order == NULL)
        cst_body_mistake (&body, "", "line", "is unknown");
    }
  if (!cst_body_end (&body, reply))
    return;

  act (world, order, line, action, reason, letter);
  cst_sandbox_reply_time (sandbox, reply);
}
