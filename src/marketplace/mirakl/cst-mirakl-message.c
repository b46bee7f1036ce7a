/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gi18n-lib.h>

#include "cst-json.h"
#include "cst-mirakl-job.h"
#include "cst-mirakl-wire.h"
#include "cst-mirakl-words.h"

/* A message: an answer in the thread there is, or a new thread. */

#define MIN_BODY 3
#define MAX_BODY 50000
#define MAX_BYTES (30 * 1024 * 1024)
#define MAX_FILES 50
#define MAX_MESSAGES 1000

static gboolean
is_of_shop (JsonObject *message)
{
  JsonObject *from = cst_json_opt_object (message, "from");

  return g_str_has_prefix (from != NULL ? cst_json_opt_string (from, "type", "") : "", "SHOP");
}

static const CstMessage *
known_message (CstMiraklJob *job,
               const char   *id)
{
  for (guint i = 0; i < job->talk->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (job->talk->messages, i);

      if (g_strcmp0 (message->id, id) == 0)
        return message;
    }

  return NULL;
}

/* Which message of the site is this operation's, and that the person who reads it there will know so, too. */
static void
note_message (CstMiraklJob *job,
              const char   *id,
              const char   *text)
{
  CstMessage *message = (CstMessage *) known_message (job, id);

  if (message == NULL)
    {
      message = cst_record_new (&cst_message_type);
      message->id = g_strdup (id);
      message->author = CST_PARTY_BRAND;
      message->author_name = g_strdup (job->operation->person_name);
      message->state = CST_MESSAGE_SENT;
      message->body = g_strdup (text);
      g_ptr_array_add (job->talk->messages, message);
    }
  if (message->sent_at == 0)
    message->sent_at = cst_mirakl_job_now (job);
  if (message->key == NULL)
    message->key = g_strdup (job->operation->key);
  if (message->incident == NULL)
    message->incident = g_strdup (job->operation->incident);
  message->purpose = job->operation->purpose;
  job->has_noted = TRUE;
}

/* What the site said yes to may not be listed yet. */
static gboolean
was_said (CstMiraklJob *job,
          const char   *text)
{
  for (guint i = 0; i < job->talk->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (job->talk->messages, i);

      if (g_strcmp0 (message->key, job->operation->key) == 0 && cst_mirakl_same_text (message->body, text))
        return TRUE;
    }

  return FALSE;
}

/* @has_other: (out): whether the shop wrote something else since the decision that nobody here knows of */
static gboolean
find_said (CstMiraklJob *job,
           const char   *text,
           gboolean     *has_other)
{
  *has_other = FALSE;
  if (was_said (job, text))
    return TRUE;

  for (guint i = 0; i < job->threads->len; i++)
    {
      JsonArray *messages = cst_json_opt_array (g_ptr_array_index (job->threads, i), "messages");

      for (guint j = 0; j < cst_json_array_length (messages); j++)
        {
          JsonObject *message = cst_json_nth_object (messages, j);
          g_autofree char *id = cst_mirakl_code (message, "id");
          const CstMessage *known = id != NULL ? known_message (job, id) : NULL;

          if (id == NULL || !is_of_shop (message))
            continue;
          if (!job->has_acted || (known != NULL && known->key != NULL) ||
              !cst_mirakl_job_came_after (job, cst_mirakl_moment (message, "date_created")))
            continue;
          if (!cst_mirakl_same_text (cst_json_opt_string (message, "body", ""), text))
            {
              *has_other = TRUE;
              continue;
            }

          note_message (job, id, text);
          return TRUE;
        }
    }

  return FALSE;
}

static guint
count_attachments (CstMiraklJob *job)
{
  guint n = 0;

  for (guint i = 0; i < job->threads->len; i++)
    {
      JsonArray *messages = cst_json_opt_array (g_ptr_array_index (job->threads, i), "messages");

      for (guint j = 0; j < cst_json_array_length (messages); j++)
        {
          JsonObject *message = cst_json_nth_object (messages, j);

          if (message != NULL)
            n += cst_json_array_length (cst_json_opt_array (message, "attachments"));
        }
    }

  return n;
}

static CstStepFact
check_limits (CstMiraklJob  *job,
              const char    *text,
              char         **problem)
{
  glong length = g_utf8_strlen (text, -1);
  gint64 bytes = 0;

  for (guint i = 0; i < job->operation->files->len; i++)
    bytes += ((CstOutgoingFile *) g_ptr_array_index (job->operation->files, i))->size;

  if (length < MIN_BODY || length > MAX_BODY)
    return cst_step_impossible (problem, _("The marketplace takes messages of 3 to 50 000 characters."));
  if (bytes > MAX_BYTES)
    return cst_step_impossible (problem, _("The files of one message may have 30 MB in all."));
  if (count_attachments (job) + job->operation->files->len > MAX_FILES)
    return cst_step_impossible (problem, _("The marketplace takes 50 files for an order in all, and this would "
                                           "be more."));

  return CST_STEP_OPEN;
}

/**
 * cst_mirakl_look_said:
 *
 * Returns: whether @text was said there by this operation
 */
CstStepFact
cst_mirakl_look_said (CstMiraklJob  *job,
                      const char    *text,
                      char         **problem)
{
  CstStepFact fact = cst_mirakl_job_check_order (job, problem);
  gboolean has_other = FALSE;

  if (fact != CST_STEP_OPEN)
    return fact;
  if (find_said (job, text, &has_other))
    return CST_STEP_DONE;
  /* Some sites change what is written, such as addresses in it: what nobody saw the end of may stand there so. */
  if (has_other && job->operation->doubted_at != 0)
    return cst_step_unclear (problem, _("The site has another message of the shop since then. Look at the site "
                                        "whether it is this one."));

  return check_limits (job, text, problem);
}

static JsonObject *
participant (JsonObject *thread,
             const char *type)
{
  JsonArray *all = cst_json_opt_array (thread, "authorized_participants");

  for (guint i = 0; i < cst_json_array_length (all); i++)
    {
      JsonObject *one = cst_json_nth_object (all, i);

      if (one != NULL && g_strcmp0 (cst_json_opt_string (one, "type", NULL), type) == 0)
        return one;
    }

  return NULL;
}

/* Whether the customer reads along, or the operator alone. */
static gboolean
suits (JsonObject *thread,
       gboolean    to_operator)
{
  JsonObject *metadata = cst_json_opt_object (thread, "metadata");

  if (metadata != NULL && cst_json_opt_int (metadata, "total_count", 0) >= MAX_MESSAGES)
    return FALSE;
  if (to_operator)
    return participant (thread, "OPERATOR") != NULL;

  return participant (thread, "CUSTOMER") != NULL;
}

/* The thread that was last written in. */
static JsonObject *
choose_thread (CstMiraklJob *job,
               gboolean      to_operator)
{
  JsonObject *chosen = NULL;
  gint64 at = -1;

  for (guint i = 0; i < job->threads->len; i++)
    {
      JsonObject *thread = g_ptr_array_index (job->threads, i);

      if (suits (thread, to_operator) && cst_mirakl_moment (thread, "date_updated") > at)
        {
          chosen = thread;
          at = cst_mirakl_moment (thread, "date_updated");
        }
    }

  return chosen;
}

static JsonObject *
answer_input (JsonObject *thread,
              const char *text,
              const char *type)
{
  JsonObject *input = json_object_new ();
  JsonArray *to = json_array_new ();
  JsonObject *one = json_object_new ();
  g_autofree char *id = cst_mirakl_code (participant (thread, type), "id");

  json_object_set_string_member (one, "type", type);
  if (id != NULL)
    json_object_set_string_member (one, "id", id);
  json_array_add_object_element (to, one);
  json_object_set_string_member (input, "body", text);
  json_object_set_array_member (input, "to", to);

  return input;
}

static JsonObject *
thread_input (const char *text,
              const char *type)
{
  JsonObject *input = json_object_new ();
  JsonArray *to = json_array_new ();
  JsonObject *topic = json_object_new ();

  json_array_add_string_element (to, type);
  json_object_set_string_member (topic, "type", "FREE_TEXT");
  json_object_set_string_member (topic, "value", C_("subject of a conversation", "About your order"));
  json_object_set_string_member (input, "body", text);
  json_object_set_array_member (input, "to", to);
  json_object_set_object_member (input, "topic", topic);

  return input;
}

/* Returns: (nullable): the operation's files, read; the bytes belong to @owned */
static CstRestFile *
read_files (CstMiraklJob  *job,
            GPtrArray     *owned,
            GError       **error)
{
  CstRestFile *files = g_new0 (CstRestFile, job->operation->files->len + 1);

  for (guint i = 0; i < job->operation->files->len; i++)
    {
      CstOutgoingFile *file = g_ptr_array_index (job->operation->files, i);
      GBytes *bytes = job->reader (file, job->reader_data, error);

      if (bytes == NULL)
        {
          g_free (files);
          return NULL;
        }
      g_ptr_array_add (owned, bytes);
      files[i] = (CstRestFile) { "files", file->filename, "application/octet-stream", bytes };
    }

  return files;
}

/**
 * cst_mirakl_say:
 *
 * One message: an answer in the thread there is, or a new thread.
 */
CstPushOutcome
cst_mirakl_say (CstMiraklJob   *job,
                const char     *text,
                gboolean        to_operator,
                gboolean        with_files,
                CstPushAnswer  *answer,
                GCancellable   *cancellable,
                GError        **error)
{
  const char *type = to_operator ? "OPERATOR" : "CUSTOMER";
  JsonObject *thread = choose_thread (job, to_operator);
  g_autofree char *thread_id = thread != NULL ? cst_mirakl_code (thread, "id") : NULL;
  g_autofree char *escaped = g_uri_escape_string (thread_id != NULL ? thread_id : job->order_id, NULL, FALSE);
  g_autofree char *path = thread_id != NULL ? g_strdup_printf ("/api/inbox/threads/%s/message", escaped)
                                            : g_strdup_printf ("/api/orders/%s/threads", escaped);
  g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree CstRestFile *files = with_files ? read_files (job, owned, error) : NULL;
  g_autoptr(JsonNode) said = NULL;
  CstPushOutcome outcome;

  if (with_files && files == NULL)
    return CST_PUSH_NOT_SENT;

  job->has_acted = TRUE;
  outcome = cst_mirakl_upload (job->site, path, thread_id != NULL ? "message_input" : "thread_input",
                               thread_id != NULL ? answer_input (thread, text, type) : thread_input (text, type),
                               files, with_files ? job->operation->files->len : 0, answer, &said, cancellable, error);
  if (outcome == CST_PUSH_CONFIRMED && said != NULL)
    {
      g_autofree char *id = cst_mirakl_code (json_node_get_object (said), "message_id");

      if (id != NULL)
        note_message (job, id, text);
    }

  return outcome;
}

static gboolean
is_to_operator (CstMiraklJob *job)
{
  return job->operation->purpose == CST_PURPOSE_ESCALATION;
}

/* The operator gives an escalation no number and no state: that it was written is all there is. */
static void
note_escalation (CstMiraklJob *job)
{
  if (is_to_operator (job))
    cst_mirakl_job_note_event (job, CST_MIRAKL_EVENT_ESCALATED, CST_EVENT_REVIEW, CST_MIRAKL_ESCALATED, NULL);
}

static CstStepFact
look_message (gpointer   data,
              char     **problem)
{
  CstMiraklJob *job = data;
  CstStepFact fact = cst_mirakl_look_said (job, job->operation->text != NULL ? job->operation->text : "", problem);

  if (fact == CST_STEP_DONE)
    note_escalation (job);

  return fact;
}

static CstPushOutcome
act_message (gpointer        data,
             CstPushAnswer  *answer,
             GCancellable   *cancellable,
             GError        **error)
{
  CstMiraklJob *job = data;

  return cst_mirakl_say (job, job->operation->text, is_to_operator (job), TRUE, answer, cancellable, error);
}

static CstPushOutcome
act_mark (gpointer        data,
          CstPushAnswer  *answer,
          GCancellable   *cancellable,
          GError        **error)
{
  CstMiraklJob *job = data;

  return cst_mirakl_mark (job, "resolved", job->operation->subject, answer, cancellable, error);
}

static const CstStep message_steps[] = {
  { N_("Send the message"), look_message, act_message },
};

/* Marked first: what is refused then has told the customer nothing. */
static const CstStep resolution_steps[] = {
  { N_("Mark the incident as resolved"), cst_mirakl_look_marked, act_mark },
  { N_("Send the message"), look_message, act_message },
};

static gboolean
is_marked (gpointer data)
{
  return cst_mirakl_job_has_event (data, CST_MIRAKL_EVENT_MARKED);
}

const CstSequence cst_mirakl_message = CST_MIRAKL_SEQUENCE (message_steps, NULL);
const CstSequence cst_mirakl_resolution = CST_MIRAKL_SEQUENCE (resolution_steps, is_marked);
