/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sync-status.h"

#include "cst-util.h"

/* One account's state of synchronising, to which screens bind. Main thread only. */
struct _CstSyncStatus
{
  GObject          parent_instance;

  gint64           account;
  char            *name;
  CstSyncSnapshot  now;
};

typedef enum
{
  PROP_ACCOUNT = 1,
  PROP_NAME,
  PROP_PHASE,
  PROP_DONE,
  PROP_TOTAL,
  PROP_LAST_SUCCESS,
  PROP_CLOCK_OFFSET,
  PROP_PROBLEM,
} CstSyncStatusProperty;

static GParamSpec *properties[PROP_PROBLEM + 1];

G_DEFINE_ENUM_TYPE (CstSyncPhase, cst_sync_phase,
                    G_DEFINE_ENUM_VALUE (CST_SYNC_PHASE_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (CST_SYNC_PHASE_SYNCING, "syncing"),
                    G_DEFINE_ENUM_VALUE (CST_SYNC_PHASE_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (CST_SYNC_PHASE_PROBLEM, "problem"),
                    G_DEFINE_ENUM_VALUE (CST_SYNC_PHASE_PAUSED, "paused"))

G_DEFINE_FINAL_TYPE (CstSyncStatus, cst_sync_status, G_TYPE_OBJECT)

static void
cst_sync_status_finalize (GObject *object)
{
  CstSyncStatus *self = CST_SYNC_STATUS (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->now.problem, g_free);

  G_OBJECT_CLASS (cst_sync_status_parent_class)->finalize (object);
}

static void
cst_sync_status_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  CstSyncStatus *self = CST_SYNC_STATUS (object);

  switch ((CstSyncStatusProperty) prop_id)
    {
    case PROP_ACCOUNT:
      g_value_set_int64 (value, self->account);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_PHASE:
      g_value_set_enum (value, (int) self->now.phase);
      break;
    case PROP_DONE:
      g_value_set_int64 (value, self->now.done);
      break;
    case PROP_TOTAL:
      g_value_set_int64 (value, self->now.total);
      break;
    case PROP_LAST_SUCCESS:
      g_value_set_int64 (value, self->now.last_success);
      break;
    case PROP_CLOCK_OFFSET:
      g_value_set_int64 (value, self->now.clock_offset);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->now.problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static GParamSpec *
int64_property (const char *name)
{
  return g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0,
                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
cst_sync_status_class_init (CstSyncStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = cst_sync_status_finalize;
  object_class->get_property = cst_sync_status_get_property;

  properties[PROP_ACCOUNT] = int64_property ("account");
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PHASE] = g_param_spec_enum ("phase", NULL, NULL, CST_TYPE_SYNC_PHASE, CST_SYNC_PHASE_IDLE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DONE] = int64_property ("done");
  properties[PROP_TOTAL] = int64_property ("total");
  properties[PROP_LAST_SUCCESS] = int64_property ("last-success");
  properties[PROP_CLOCK_OFFSET] = int64_property ("clock-offset");
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
cst_sync_status_init (CstSyncStatus *self)
{
}

CstSyncStatus *
cst_sync_status_new (gint64      account,
                     const char *name)
{
  CstSyncStatus *self = g_object_new (CST_TYPE_SYNC_STATUS, NULL);

  self->account = account;
  self->name = g_strdup (name);

  return self;
}

/**
 * cst_sync_status_apply:
 *
 * Takes over all of @snapshot, and then says what of it is new.
 */
void
cst_sync_status_apply (CstSyncStatus         *self,
                       const CstSyncSnapshot *snapshot)
{
  CstSyncSnapshot before;

  g_return_if_fail (CST_IS_SYNC_STATUS (self));
  g_return_if_fail (snapshot != NULL);

  before = self->now;
  self->now = *snapshot;
  self->now.problem = before.problem;

  g_object_freeze_notify (G_OBJECT (self));
  if (cst_set_str (&self->now.problem, snapshot->problem))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  if (before.phase != self->now.phase)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHASE]);
  if (before.done != self->now.done)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
  if (before.total != self->now.total)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
  if (before.last_success != self->now.last_success)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_SUCCESS]);
  if (before.clock_offset != self->now.clock_offset)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLOCK_OFFSET]);
  g_object_thaw_notify (G_OBJECT (self));
}

gint64
cst_sync_status_get_account (CstSyncStatus *self)
{
  g_return_val_if_fail (CST_IS_SYNC_STATUS (self), 0);

  return self->account;
}

const char *
cst_sync_status_get_name (CstSyncStatus *self)
{
  g_return_val_if_fail (CST_IS_SYNC_STATUS (self), NULL);

  return self->name;
}

CstSyncPhase
cst_sync_status_get_phase (CstSyncStatus *self)
{
  g_return_val_if_fail (CST_IS_SYNC_STATUS (self), CST_SYNC_PHASE_IDLE);

  return self->now.phase;
}

gint64
cst_sync_status_get_done (CstSyncStatus *self)
{
  g_return_val_if_fail (CST_IS_SYNC_STATUS (self), 0);

  return self->now.done;
}

gint64
cst_sync_status_get_total (CstSyncStatus *self)
{
  g_return_val_if_fail (CST_IS_SYNC_STATUS (self), 0);

  return self->now.total;
}

gint64
cst_sync_status_get_last_success (CstSyncStatus *self)
{
  g_return_val_if_fail (CST_IS_SYNC_STATUS (self), 0);

  return self->now.last_success;
}

const char *
cst_sync_status_get_problem (CstSyncStatus *self)
{
  g_return_val_if_fail (CST_IS_SYNC_STATUS (self), NULL);

  return self->now.problem;
}
