/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-clock.h"

/* Time comes in from outside, so that a test or a simulation can set it. Safe from every thread. */
struct _CstClock
{
  GObject  parent_instance;

  gboolean is_fixed;
  GMutex   mutex;
  gint64   fixed_time; /* (guarded by mutex) */
};

G_DEFINE_FINAL_TYPE (CstClock, cst_clock, G_TYPE_OBJECT)

static void
cst_clock_finalize (GObject *object)
{
  CstClock *self = CST_CLOCK (object);

  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (cst_clock_parent_class)->finalize (object);
}

static void
cst_clock_class_init (CstClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cst_clock_finalize;
}

static void
cst_clock_init (CstClock *self)
{
  g_mutex_init (&self->mutex);
}

/**
 * cst_clock_new_system:
 *
 * Returns: (transfer full): the computer's own clock
 */
CstClock *
cst_clock_new_system (void)
{
  return g_object_new (CST_TYPE_CLOCK, NULL);
}

/**
 * cst_clock_new_fixed:
 * @unix_time: where it stands, in seconds since 1970 UTC
 *
 * Returns: (transfer full): a clock that only cst_clock_advance() moves
 */
CstClock *
cst_clock_new_fixed (gint64 unix_time)
{
  CstClock *self = g_object_new (CST_TYPE_CLOCK, NULL);

  self->is_fixed = TRUE;
  self->fixed_time = unix_time;

  return self;
}

/**
 * cst_clock_now:
 *
 * Returns: seconds since 1970 UTC
 */
gint64
cst_clock_now (CstClock *self)
{
  gint64 now;

  g_return_val_if_fail (CST_IS_CLOCK (self), 0);

  if (!self->is_fixed)
    return g_get_real_time () / G_USEC_PER_SEC;

  g_mutex_lock (&self->mutex);
  now = self->fixed_time;
  g_mutex_unlock (&self->mutex);

  return now;
}

/**
 * cst_clock_advance:
 * @self: a clock from cst_clock_new_fixed()
 * @seconds: how far
 */
void
cst_clock_advance (CstClock *self,
                   gint64    seconds)
{
  g_return_if_fail (CST_IS_CLOCK (self));
  g_return_if_fail (self->is_fixed);

  g_mutex_lock (&self->mutex);
  self->fixed_time += seconds;
  g_mutex_unlock (&self->mutex);
}
