/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-engine-wait.h"

#define PATIENCE_US (60 * G_USEC_PER_SEC)

static gboolean
nudge_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until @is_so says so; a timer only keeps the wait bounded. */
void
cst_engine_wait_until (CstEngineFact is_so,
                       gpointer      fixture,
                       gint64        id)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;
  guint nudge = g_timeout_add (20, nudge_cb, NULL);

  while (!is_so (fixture, id))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (nudge);
}

/* A reading of the accounts that was under way holds the engine until its answer is in. */
static gboolean
is_let_go (gpointer engine,
           gint64   id)
{
  return G_OBJECT (engine)->ref_count == 1;
}

/* Stops @engine, which is the last to be held. */
void
cst_engine_let_go (CstEngine *engine)
{
  cst_engine_stop (engine);
  cst_engine_wait_until (is_let_go, engine, 0);
  g_assert_finalize_object (engine);
}
