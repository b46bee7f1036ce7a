/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-context.h"

/* What every window of one profile shares. It names what is to be opened and lets the application decide where:
 * screens do not call each other. Main thread only. */

struct _CstContext
{
  GObject   parent_instance;

  char     *profile; /* (owned) (nullable) */
  CstClock *clock;   /* (owned) */
};

enum
{
  OPEN_ORDER,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstContext, cst_context, G_TYPE_OBJECT)

static void
cst_context_finalize (GObject *object)
{
  CstContext *self = CST_CONTEXT (object);

  g_free (self->profile);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (cst_context_parent_class)->finalize (object);
}

static void
cst_context_class_init (CstContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = cst_context_finalize;

  signals[OPEN_ORDER] =
    g_signal_new ("open-order", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
}

static void
cst_context_init (CstContext *self)
{
}

/**
 * cst_context_new:
 * @profile: (nullable): whose data, %NULL for the user's own
 * @clock: what the time is
 */
CstContext *
cst_context_new (const char *profile,
                 CstClock   *clock)
{
  CstContext *self;

  g_return_val_if_fail (CST_IS_CLOCK (clock), NULL);

  self = g_object_new (CST_TYPE_CONTEXT, NULL);
  self->profile = g_strdup (profile);
  self->clock = g_object_ref (clock);

  return self;
}

const char *
cst_context_get_profile (CstContext *self)
{
  g_return_val_if_fail (CST_IS_CONTEXT (self), NULL);

  return self->profile;
}

CstClock *
cst_context_get_clock (CstContext *self)
{
  g_return_val_if_fail (CST_IS_CONTEXT (self), NULL);

  return self->clock;
}

gint64
cst_context_now (CstContext *self)
{
  g_return_val_if_fail (CST_IS_CONTEXT (self), 0);

  return cst_clock_now (self->clock);
}

/**
 * cst_context_open_order:
 *
 * Asks for the order's page, wherever the application shows it.
 */
void
cst_context_open_order (CstContext *self,
                        gint64      account,
                        const char *order)
{
  g_return_if_fail (CST_IS_CONTEXT (self));
  g_return_if_fail (order != NULL);

  g_signal_emit (self, signals[OPEN_ORDER], 0, account, order);
}
