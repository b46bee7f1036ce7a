/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-secret.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

/* A locked keyring may not come back for as long as its prompt stands: every question has a limit in time
 * and a cancellable, and is answered by us when the time is up, whatever libsecret does. */
static const SecretSchema schema = {
  .name = "io.github.constat.Constat.Token",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

typedef struct
{
  GCancellable *inner;
  GCancellable *outer;   /* (nullable) */
  gulong        handler;
  GSource      *timeout;
} Question;

G_DEFINE_QUARK (cst-secret-error-quark, cst_secret_error)

static void
question_stop (Question *question)
{
  if (question->timeout != NULL)
    {
      g_source_destroy (question->timeout);
      g_clear_pointer (&question->timeout, g_source_unref);
    }
  g_cancellable_disconnect (question->outer, question->handler);
  question->handler = 0;
}

static void
question_free (gpointer data)
{
  Question *question = data;

  question_stop (question);
  g_clear_object (&question->inner);
  g_clear_object (&question->outer);
  g_free (question);
}

static gboolean
time_is_up_cb (gpointer data)
{
  GTask *task = data;
  Question *question = g_task_get_task_data (task);

  if (!g_task_get_completed (task))
    g_task_return_new_error (task, CST_SECRET_ERROR, CST_SECRET_ERROR_TIMED_OUT,
                             _("The keyring did not answer. Unlock it, or keep the token in a file that only you "
                               "can read."));
  g_cancellable_cancel (question->inner);

  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *outer,
                    gpointer      data)
{
  g_cancellable_cancel (data);
}

/* The task is told of the end once: by libsecret, or by the clock. */
static GTask *
ask (guint                timeout_s,
     GCancellable        *cancellable,
     gpointer             tag,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, question, question_free);
  question->inner = g_cancellable_new ();
  if (cancellable != NULL)
    {
      question->outer = g_object_ref (cancellable);
      question->handler = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                                 g_object_ref (question->inner), g_object_unref);
    }

  question->timeout = g_timeout_source_new_seconds (timeout_s);
  g_source_set_callback (question->timeout, time_is_up_cb, g_object_ref (task), g_object_unref);
  g_source_attach (question->timeout, g_task_get_context (task));

  return task;
}

static void
return_error (GTask  *task,
              GError *error)
{
  g_autoptr(GError) owned = error;

  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&owned));
  else
    g_task_return_new_error (task, CST_SECRET_ERROR, CST_SECRET_ERROR_UNAVAILABLE,
                             _("No keyring runs here. Start one, or keep the token in a file that only you can read "
                               "and name that file in the account."));
}

static void
lookup_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  char *token = secret_password_lookup_finish (result, &error);

  question_stop (g_task_get_task_data (task));
  if (g_task_get_completed (task))
    {
      secret_password_free (token);
      g_clear_error (&error);
    }
  else if (error != NULL)
    return_error (task, error);
  else if (token == NULL)
    g_task_return_new_error (task, CST_SECRET_ERROR, CST_SECRET_ERROR_NOT_FOUND,
                             _("The keyring has no token for this account. Enter it again in the account."));
  else
    g_task_return_pointer (task, token, (GDestroyNotify) secret_password_free);
}

/**
 * cst_secret_lookup_async:
 * @profile: (nullable): the profile, %NULL for the ordinary one
 * @account: the account's name
 * @timeout_s: when to give up
 *
 * The answer comes in the thread-default main context.
 */
void
cst_secret_lookup_async (const char          *profile,
                         const char          *account,
                         guint                timeout_s,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task;
  Question *question;

  g_return_if_fail (account != NULL);

  task = ask (timeout_s, cancellable, cst_secret_lookup_async, callback, user_data);
  question = g_task_get_task_data (task);
  secret_password_lookup (&schema, question->inner, lookup_cb, task,
                          "profile", profile != NULL ? profile : "", "account", account, NULL);
}

/**
 * cst_secret_lookup_finish:
 *
 * Returns: (transfer full): the token, freed with cst_secret_free(), or %NULL with %CST_SECRET_ERROR
 */
char *
cst_secret_lookup_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_secret_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
store_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  secret_password_store_finish (result, &error);
  question_stop (g_task_get_task_data (task));
  if (g_task_get_completed (task))
    g_clear_error (&error);
  else if (error != NULL)
    return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * cst_secret_store_async:
 * @token: what to keep; replaces what was kept
 */
void
cst_secret_store_async (const char          *profile,
                        const char          *account,
                        const char          *token,
                        guint                timeout_s,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autofree char *label = NULL;
  GTask *task;
  Question *question;

  g_return_if_fail (account != NULL && token != NULL);

  /* Translators: what the keyring shows; %s is an account */
  label = g_strdup_printf (_("Constat: token of %s"), account);
  task = ask (timeout_s, cancellable, cst_secret_store_async, callback, user_data);
  question = g_task_get_task_data (task);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, token, question->inner, store_cb, task,
                         "profile", profile != NULL ? profile : "", "account", account, NULL);
}

gboolean
cst_secret_store_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_secret_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
clear_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  question_stop (g_task_get_task_data (task));
  if (g_task_get_completed (task))
    g_clear_error (&error);
  else if (error != NULL)
    return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * cst_secret_clear_async:
 *
 * Forgets the account's token; having none is no error.
 */
void
cst_secret_clear_async (const char          *profile,
                        const char          *account,
                        guint                timeout_s,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task;
  Question *question;

  g_return_if_fail (account != NULL);

  task = ask (timeout_s, cancellable, cst_secret_clear_async, callback, user_data);
  question = g_task_get_task_data (task);
  secret_password_clear (&schema, question->inner, clear_cb, task,
                         "profile", profile != NULL ? profile : "", "account", account, NULL);
}

gboolean
cst_secret_clear_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_secret_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cst_secret_free:
 * @token: (nullable) (transfer full): from a lookup or a file
 *
 * Overwrites and frees it.
 */
void
cst_secret_free (char *token)
{
  if (token != NULL)
    explicit_bzero (token, strlen (token));
  g_free (token);
}
