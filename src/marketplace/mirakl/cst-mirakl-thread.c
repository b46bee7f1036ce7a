/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-mirakl-wire.h"
#include "cst-mirakl-words.h"
#include "cst-wire.h"

/* An order may have several threads there; here they are one conversation, in the order of its messages. */

static CstParty
party_of (JsonObject *from)
{
  const char *type = from != NULL ? cst_json_opt_string (from, "type", "") : "";

  if (g_str_has_prefix (type, "CUSTOMER"))
    return CST_PARTY_CUSTOMER;
  if (g_str_has_prefix (type, "SHOP"))
    return CST_PARTY_BRAND;

  return g_str_has_prefix (type, "OPERATOR") ? CST_PARTY_MARKETPLACE : CST_PARTY_UNKNOWN;
}

static void
read_attachments (CstMessage *message,
                  JsonArray  *attachments)
{
  for (guint i = 0; i < cst_json_array_length (attachments); i++)
    {
      JsonObject *object = cst_json_nth_object (attachments, i);
      g_autofree char *id = cst_mirakl_code (object, "id");
      CstAttachment *attachment;

      if (!cst_wire_id_is_valid (id))
        continue;

      attachment = cst_record_new (&cst_attachment_type);
      g_ptr_array_add (message->attachments, attachment);
      attachment->id = g_steal_pointer (&id);
      attachment->filename = cst_mirakl_text (object, "name");
      if (attachment->filename == NULL)
        attachment->filename = g_strdup (attachment->id);
      attachment->media_type = g_strdup (cst_mirakl_media_type (attachment->filename));
      attachment->size = MAX (cst_json_opt_int (object, "size", 0), 0);
      attachment->status = CST_ATTACHMENT_AVAILABLE;
      attachment->created_at = message->sent_at;
    }
}

static const CstMessage *
find_message (const CstThread *thread,
              const char      *id)
{
  for (guint i = 0; thread != NULL && i < thread->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (thread->messages, i);

      if (g_strcmp0 (message->id, id) == 0)
        return message;
    }

  return NULL;
}

/* What only we know of a message: which operation it was, and which incident it was written for. */
static void
remember (CstMessage      *message,
          const CstThread *before)
{
  const CstMessage *known = find_message (before, message->id);

  if (known == NULL)
    return;

  message->key = g_strdup (known->key);
  message->incident = g_strdup (known->incident);
  message->purpose = known->purpose;
}

static void
read_message (CstThread       *thread,
              JsonObject      *object,
              const CstThread *before)
{
  g_autofree char *id = cst_mirakl_code (object, "id");
  JsonObject *from = cst_json_opt_object (object, "from");
  CstMessage *message;

  if (!cst_wire_id_is_valid (id) || find_message (thread, id) != NULL)
    return;

  message = cst_record_new (&cst_message_type);
  g_ptr_array_add (thread->messages, message);
  message->id = g_steal_pointer (&id);
  message->author = party_of (from);
  message->author_name = cst_mirakl_text (from, "display_name");
  message->body = cst_mirakl_plain (cst_json_opt_string (object, "body", ""));
  message->sent_at = cst_json_opt_time (object, "date_created");
  message->state = CST_MESSAGE_SENT;
  remember (message, before);
  read_attachments (message, cst_json_opt_array (object, "attachments"));
}

/* M11 gives the last hundred messages of a thread: what was known before stays known. */
static void
keep_older (CstThread       *thread,
            const CstThread *before)
{
  for (guint i = 0; before != NULL && i < before->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (before->messages, i);

      if (find_message (thread, message->id) == NULL)
        g_ptr_array_add (thread->messages, cst_record_dup (&cst_message_type, message));
    }
}

static int
compare_messages (gconstpointer a,
                  gconstpointer b)
{
  const CstMessage *first = *(const CstMessage *const *) a;
  const CstMessage *second = *(const CstMessage *const *) b;

  if (first->sent_at != second->sent_at)
    return first->sent_at < second->sent_at ? -1 : 1;

  return 0;
}

/**
 * cst_mirakl_read_threads:
 * @threads: (element-type JsonObject): of the order
 * @before: (nullable): the conversation as it was known
 *
 * Returns: (transfer full): the order's conversation
 */
CstThread *
cst_mirakl_read_threads (const char      *order,
                         GPtrArray       *threads,
                         const CstThread *before)
{
  CstThread *thread = cst_thread_new ();

  thread->order = g_strdup (order);
  if (before != NULL)
    thread->read_up_to = g_strdup (before->read_up_to);
  for (guint i = 0; i < threads->len; i++)
    {
      JsonArray *messages = cst_json_opt_array (g_ptr_array_index (threads, i), "messages");

      for (guint j = 0; j < cst_json_array_length (messages); j++)
        {
          JsonObject *message = cst_json_nth_object (messages, j);

          if (message != NULL)
            read_message (thread, message, before);
        }
    }
  keep_older (thread, before);
  g_ptr_array_sort (thread->messages, compare_messages);

  return thread;
}

/* Returns: since when, in milliseconds, the shop’s answer is awaited in any of them; 0 when in none */
gint64
cst_mirakl_reply_needed (GPtrArray *threads)
{
  gint64 since = CST_MIRAKL_NO_TIME;

  for (guint i = 0; threads != NULL && i < threads->len; i++)
    {
      JsonObject *metadata = cst_json_opt_object (g_ptr_array_index (threads, i), "metadata");
      gint64 own = cst_mirakl_moment (metadata, "shop_reply_needed_since");

      if (own != CST_MIRAKL_NO_TIME && (since == CST_MIRAKL_NO_TIME || own < since))
        since = own;
    }

  return since;
}

gint64
cst_mirakl_threads_changed_at (GPtrArray *threads)
{
  gint64 at = CST_MIRAKL_NO_TIME;

  for (guint i = 0; threads != NULL && i < threads->len; i++)
    at = MAX (at, cst_mirakl_moment (g_ptr_array_index (threads, i), "date_updated"));

  return at;
}

/* Whether a thread is about the order with this id of theirs. */
gboolean
cst_mirakl_is_about (JsonObject *thread,
                     const char *order)
{
  JsonArray *entities = cst_json_opt_array (thread, "entities");

  for (guint i = 0; i < cst_json_array_length (entities); i++)
    {
      JsonObject *entity = cst_json_nth_object (entities, i);
      g_autofree char *id = cst_mirakl_code (entity, "id");

      if (g_strcmp0 (id, order) == 0 && g_strcmp0 (cst_json_opt_string (entity, "type", NULL), "MMP_ORDER") == 0)
        return TRUE;
    }

  return FALSE;
}

static char *
squeeze (const char *text)
{
  g_autofree char *plain = cst_mirakl_plain (text);
  GString *squeezed = g_string_new (NULL);

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c))
        g_string_append_unichar (squeezed, c);
    }

  return g_string_free (squeezed, FALSE);
}

/* Whether two bodies say the same, however the instance sets its lines or marks them up. */
gboolean
cst_mirakl_same_text (const char *a,
                      const char *b)
{
  g_autofree char *first = squeeze (a != NULL ? a : "");
  g_autofree char *second = squeeze (b != NULL ? b : "");

  return g_str_equal (first, second);
}
