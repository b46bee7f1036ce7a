/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-constat.h"

#include "cst-constat-client.h"
#include "cst-wire.h"

static CstAccountInfo *
constat_check (gpointer       http,
               GCancellable  *cancellable,
               GError       **error)
{
  return cst_constat_get_account (http, cancellable, error);
}

static const char *const *
ids_of (CstConstatPage *page,
        CstEntity       entity,
        GPtrArray      *ids)
{
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < page->changes->len; i++)
    {
      CstConstatChange *change = &g_array_index (page->changes, CstConstatChange, i);

      if (!change->is_account && !change->is_deleted && change->entity == entity &&
          g_hash_table_add (known, change->id))
        g_ptr_array_add (ids, change->id);
    }
  g_ptr_array_add (ids, NULL);

  return (const char *const *) ids->pdata;
}

static gboolean
note_changes (CstHttp         *http,
              CstConstatPage  *page,
              CstChangeSet    *changes,
              GCancellable    *cancellable,
              GError         **error)
{
  gboolean account_changed = FALSE;

  for (guint i = 0; i < page->changes->len; i++)
    {
      CstConstatChange *change = &g_array_index (page->changes, CstConstatChange, i);

      if (change->is_account)
        account_changed = TRUE;
      else if (change->is_deleted)
        cst_change_set_add_deletion (changes, change->entity, change->id);
    }

  return !account_changed ||
         (changes->info = cst_constat_get_account (http, cancellable, error)) != NULL;
}

/* The feed names what changed; the objects are fetched by the hundred. An object that is gone by then is
 * simply not in the answer: the feed tells of its deletion later. */
static CstChangeSet *
constat_pull (gpointer       http,
              const char    *cursor,
              guint          limit,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  g_autoptr(CstConstatPage) page = NULL;

  if (!(page = cst_constat_get_changes (http, cursor, limit, cancellable, error)) ||
      !note_changes (http, page, changes, cancellable, error))
    return NULL;

  for (CstEntity entity = CST_ENTITY_ORDER; entity <= CST_ENTITY_DESK; entity++)
    {
      g_autoptr(GPtrArray) ids = g_ptr_array_new ();

      if (!cst_constat_get_objects (http, entity, ids_of (page, entity, ids), changes, cancellable, error))
        return NULL;
    }

  changes->cursor = g_steal_pointer (&page->next);
  changes->has_more = page->has_more;
  changes->remaining = page->remaining;

  return g_steal_pointer (&changes);
}

static CstPushOutcome
upload_files (CstHttp        *http,
              CstOperation   *operation,
              CstFileReader   reader,
              gpointer        reader_data,
              CstPushAnswer  *answer,
              GCancellable   *cancellable,
              GError        **error)
{
  for (guint i = 0; i < operation->files->len; i++)
    {
      CstOutgoingFile *file = g_ptr_array_index (operation->files, i);
      g_autoptr(GBytes) bytes = NULL;
      CstPushOutcome outcome;

      if (file->remote_id != NULL)
        continue;
      if (!(bytes = reader (file, reader_data, error)))
        return CST_PUSH_NOT_SENT;

      outcome = cst_constat_upload (http, operation, i, bytes, answer, cancellable, error);
      if (outcome != CST_PUSH_CONFIRMED)
        return outcome;
      cst_push_answer_clear (answer);
    }

  return CST_PUSH_CONFIRMED;
}

/* The answer to a message or a read mark does not hold the whole thread: ask for it, so that what was
 * said stays on the screen. If that fails the next pull brings it. */
static void
complete_truth (CstHttp            *http,
                const CstOperation *operation,
                CstPushAnswer      *answer,
                GCancellable       *cancellable)
{
  const char *ids[] = { operation->order, NULL };
  const char *incidents[] = { operation->incident, NULL };

  if (operation->kind != CST_OPERATION_MESSAGE && operation->kind != CST_OPERATION_MARK_READ)
    return;

  if (cst_constat_get_objects (http, CST_ENTITY_THREAD, ids, answer->truth, cancellable, NULL) &&
      operation->kind == CST_OPERATION_MESSAGE)
    cst_constat_get_objects (http, CST_ENTITY_INCIDENT, incidents, answer->truth, cancellable, NULL);
}

static CstPushOutcome
constat_push (gpointer        http,
              CstOperation   *operation,
              CstFileReader   reader,
              gpointer        reader_data,
              CstPushAnswer  *answer,
              GCancellable   *cancellable,
              GError        **error)
{
  CstPushOutcome outcome = upload_files (http, operation, reader, reader_data, answer, cancellable, error);
  g_autoptr(GError) local_error = NULL;

  if (outcome != CST_PUSH_CONFIRMED)
    return outcome;

  outcome = cst_constat_send (http, operation, answer, cancellable, &local_error);
  if (g_error_matches (local_error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_REFUSED) &&
      outcome == CST_PUSH_DOUBT)
    return cst_constat_ask_outcome (http, operation, answer, cancellable, error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  if (outcome == CST_PUSH_CONFIRMED)
    complete_truth (http, operation, answer, cancellable);

  return outcome;
}

static CstPushOutcome
constat_read_back (gpointer             http,
                   const CstOperation  *operation,
                   CstPushAnswer       *answer,
                   GCancellable        *cancellable,
                   GError             **error)
{
  return cst_constat_ask_outcome (http, operation, answer, cancellable, error);
}

static gboolean
constat_fetch_attachment (gpointer       http,
                          const char    *id,
                          const char    *target_path,
                          gint64         max_bytes,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autofree char *path = NULL;

  if (!cst_wire_id_is_valid (id))
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND, "not an id");
      return FALSE;
    }

  path = g_strconcat ("/v1/attachments/", id, NULL);

  return cst_http_download (http, path, target_path, max_bytes, cancellable, error);
}

/* Keys are honoured for ever, so whatever is in doubt is repeated; the read-back is there for a key whose bytes an
 * older version of us wrote otherwise. */
const CstSite cst_constat = {
  .scheme = CST_HTTP_BEARER,
  .key_retention = -1,
  .check = constat_check,
  .pull = constat_pull,
  .push = constat_push,
  .read_back = constat_read_back,
  .fetch_attachment = constat_fetch_attachment,
};
