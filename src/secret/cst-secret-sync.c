/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-secret.h"

/* For programs and threads without a main loop of their own: the same questions in a context that lives as
 * long as the call. Never on the thread of the window. */
typedef struct
{
  GMainContext *context;
  GAsyncResult *result;
} Waiting;

static void
arrived_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Waiting *waiting = user_data;

  waiting->result = g_object_ref (result);
}

static void
waiting_start (Waiting *waiting)
{
  waiting->context = g_main_context_new ();
  g_main_context_push_thread_default (waiting->context);
}

static void
waiting_run (Waiting *waiting)
{
  while (waiting->result == NULL)
    g_main_context_iteration (waiting->context, TRUE);
}

static void
waiting_end (Waiting *waiting)
{
  g_clear_object (&waiting->result);
  g_main_context_pop_thread_default (waiting->context);
  g_clear_pointer (&waiting->context, g_main_context_unref);
}

/**
 * cst_secret_lookup_sync:
 *
 * Blocks for at most @timeout_s.
 *
 * Returns: (transfer full): see cst_secret_lookup_finish()
 */
char *
cst_secret_lookup_sync (const char    *profile,
                        const char    *account,
                        guint          timeout_s,
                        GCancellable  *cancellable,
                        GError       **error)
{
  Waiting waiting = { 0 };
  char *token;

  g_return_val_if_fail (account != NULL, NULL);

  waiting_start (&waiting);
  cst_secret_lookup_async (profile, account, timeout_s, cancellable, arrived_cb, &waiting);
  waiting_run (&waiting);
  token = cst_secret_lookup_finish (waiting.result, error);
  waiting_end (&waiting);

  return token;
}

gboolean
cst_secret_store_sync (const char    *profile,
                       const char    *account,
                       const char    *token,
                       guint          timeout_s,
                       GCancellable  *cancellable,
                       GError       **error)
{
  Waiting waiting = { 0 };
  gboolean done;

  g_return_val_if_fail (account != NULL && token != NULL, FALSE);

  waiting_start (&waiting);
  cst_secret_store_async (profile, account, token, timeout_s, cancellable, arrived_cb, &waiting);
  waiting_run (&waiting);
  done = cst_secret_store_finish (waiting.result, error);
  waiting_end (&waiting);

  return done;
}

gboolean
cst_secret_clear_sync (const char    *profile,
                       const char    *account,
                       guint          timeout_s,
                       GCancellable  *cancellable,
                       GError       **error)
{
  Waiting waiting = { 0 };
  gboolean done;

  g_return_val_if_fail (account != NULL, FALSE);

  waiting_start (&waiting);
  cst_secret_clear_async (profile, account, timeout_s, cancellable, arrived_cb, &waiting);
  waiting_run (&waiting);
  done = cst_secret_clear_finish (waiting.result, error);
  waiting_end (&waiting);

  return done;
}
