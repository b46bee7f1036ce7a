/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-pool.h"

#include "cst-photo-error.h"

struct _CstPhotoPool
{
  GMutex  lock;
  GQueue  idle[CST_PHOTO_N_ROLES]; /* of CstPhotoProcess (owned) */
  GArray *pids;    /* of every worker alive, as gint64 */
};

CstPhotoPool *
cst_photo_pool_new (void)
{
  CstPhotoPool *self = g_new0 (CstPhotoPool, 1);

  g_mutex_init (&self->lock);
  self->pids = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

/**
 * cst_photo_pool_free:
 *
 * Ends every worker. None may be out any more.
 */
void
cst_photo_pool_free (CstPhotoPool *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->idle); i++)
    g_queue_clear_full (&self->idle[i], (GDestroyNotify)cst_photo_process_free);
  g_array_unref (self->pids);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
drop (CstPhotoPool    *self,
      CstPhotoProcess *process)
{
  gint64 pid = cst_photo_process_get_pid (process);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->pids->len; i++)
    {
      if (g_array_index (self->pids, gint64, i) == pid)
        {
          g_array_remove_index_fast (self->pids, i);
          break;
        }
    }
  g_mutex_unlock (&self->lock);

  cst_photo_process_free (process);
}

/**
 * cst_photo_pool_take:
 * @role: which kind is needed
 *
 * Hands out an idle worker, or starts one, which blocks for some hundredths of a second. One that
 * died meanwhile is replaced without a word: no photo was at hand that could be blamed.
 *
 * Returns: (transfer full) (nullable): a worker to give back, or %NULL with
 *   %CST_PHOTO_ERROR_UNAVAILABLE
 */
CstPhotoProcess *
cst_photo_pool_take (CstPhotoPool  *self,
                     CstPhotoRole   role,
                     GError       **error)
{
  CstPhotoProcess *process;
  gint64 pid;

  for (;;)
    {
      g_mutex_lock (&self->lock);
      process = g_queue_pop_tail (&self->idle[role]);
      g_mutex_unlock (&self->lock);

      if (process == NULL)
        break;
      if (cst_photo_process_is_usable (process))
        return process;

      drop (self, process);
    }

  if (!(process = cst_photo_process_new (role, error)))
    return NULL;

  pid = cst_photo_process_get_pid (process);
  g_mutex_lock (&self->lock);
  g_array_append_val (self->pids, pid);
  g_mutex_unlock (&self->lock);

  return process;
}

/**
 * cst_photo_pool_give_back:
 * @process: (transfer full): as taken
 * @error: (nullable): what came of it; after a crash, a hang or nonsense the worker is ended
 *   instead of being trusted with another file
 */
void
cst_photo_pool_give_back (CstPhotoPool    *self,
                          CstPhotoProcess *process,
                          const GError    *error)
{
  if (g_error_matches (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_CRASHED) ||
      g_error_matches (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_TIMED_OUT))
    {
      drop (self, process);
      return;
    }

  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->idle[cst_photo_process_get_role (process)], process);
  g_mutex_unlock (&self->lock);
}

/**
 * cst_photo_pool_dup_pids:
 *
 * Returns: (transfer full) (element-type gint64): of the workers alive now
 */
GArray *
cst_photo_pool_dup_pids (CstPhotoPool *self)
{
  GArray *pids;

  g_mutex_lock (&self->lock);
  pids = g_array_copy (self->pids);
  g_mutex_unlock (&self->lock);

  return pids;
}
