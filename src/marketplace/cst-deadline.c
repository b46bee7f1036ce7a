/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-deadline.h"

/* One thread for the whole process watches all deadlines; it sleeps while there are none. */
static gpointer
watch (gpointer data)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (data, FALSE);

  g_main_loop_run (loop);

  return NULL;
}

static GMainContext *
get_context (void)
{
  static gsize once;
  static GMainContext *context;

  if (g_once_init_enter (&once))
    {
      context = g_main_context_new ();
      g_thread_unref (g_thread_new ("cst-deadlines", watch, context));
      g_once_init_leave (&once, 1);
    }

  return context;
}

static gboolean
time_is_up_cb (gpointer data)
{
  g_cancellable_cancel (data);

  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *outer,
                    gpointer      data)
{
  g_cancellable_cancel (data);
}

/**
 * cst_deadline_start:
 * @self: zeroed; ended with cst_deadline_end() in the same thread
 * @seconds: how long the work may take in all
 * @outer: (nullable): the caller's own cancellable
 */
void
cst_deadline_start (CstDeadline  *self,
                    guint         seconds,
                    GCancellable *outer)
{
  g_return_if_fail (self != NULL && self->cancellable == NULL);

  self->cancellable = g_cancellable_new ();
  if (outer != NULL)
    {
      self->outer = g_object_ref (outer);
      self->handler = g_cancellable_connect (outer, G_CALLBACK (outer_cancelled_cb),
                                             g_object_ref (self->cancellable), g_object_unref);
    }

  self->source = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (self->source, time_is_up_cb, g_object_ref (self->cancellable), g_object_unref);
  g_source_attach (self->source, get_context ());
}

/**
 * cst_deadline_passed:
 *
 * Returns: whether the work was cancelled because time was up, and not by the caller
 */
gboolean
cst_deadline_passed (CstDeadline *self)
{
  g_return_val_if_fail (self != NULL && self->cancellable != NULL, FALSE);

  return g_cancellable_is_cancelled (self->cancellable) && !g_cancellable_is_cancelled (self->outer);
}

void
cst_deadline_end (CstDeadline *self)
{
  if (self->cancellable == NULL)
    return;

  g_cancellable_disconnect (self->outer, self->handler);
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_clear_object (&self->outer);
  g_clear_object (&self->cancellable);
}
