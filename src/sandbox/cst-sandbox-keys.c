/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox.h"

#include <string.h>

void
cst_sandbox_record_free (CstSandboxRecord *record)
{
  g_free (record->key);
  g_free (record->digest);
  g_free (record->body_digest);
  g_bytes_unref (record->result);
  g_free (record);
}

/**
 * cst_sandbox_request_digest:
 *
 * Returns: (transfer full): what must be the same when a key comes again: method, path, query and
 * every byte of the body
 */
char *
cst_sandbox_request_digest (CstRequest *request)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *query = request->query != NULL ? request->query : "";
  gsize size = 0;
  const void *data = g_bytes_get_data (request->body, &size);

  /* The closing zero of each part keeps them apart. */
  g_checksum_update (checksum, (const guchar *) request->method,
                     (gssize) strlen (request->method) + 1);
  g_checksum_update (checksum, (const guchar *) request->path, (gssize) strlen (request->path) + 1);
  g_checksum_update (checksum, (const guchar *) query, (gssize) strlen (query) + 1);
  if (size > 0)
    g_checksum_update (checksum, data, (gssize) size);

  return g_strdup (g_checksum_get_string (checksum));
}

CstSandboxRecord *
cst_sandbox_find_record (CstSandbox *self,
                         const char *key)
{
  return g_hash_table_lookup (self->records, key);
}

/* Remembers what @request was answered, success or refusal, for ever. */
void
cst_sandbox_keep_record (CstSandbox *self,
                         CstRequest *request,
                         const char *operation,
                         CstReply   *reply)
{
  CstSandboxRecord *record = g_new0 (CstSandboxRecord, 1);

  record->key = g_strdup (request->key);
  record->digest = cst_sandbox_request_digest (request);
  record->body_digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, request->body);
  record->operation = operation;
  record->at = cst_world_now (self->world);
  record->status = reply->status;
  record->content_type = reply->content_type;
  record->result = cst_reply_dup_body (reply);
  record->incident = reply->incident;
  record->order = reply->order;
  record->delivery = reply->delivery;

  g_ptr_array_add (self->record_list, record);
  g_hash_table_replace (self->records, record->key, record);
}

void
cst_sandbox_replay (CstSandboxRecord *record,
                    CstReply         *reply)
{
  reply->status = record->status;
  reply->content_type = record->content_type;
  reply->bytes = g_bytes_ref (record->result);
  reply->replayed = TRUE;
}

void
cst_sandbox_get_operation (CstSandbox *self,
                           CstRequest *request,
                           CstReply   *reply)
{
  CstSandboxRecord *record = cst_sandbox_find_record (self, request->params[0]);
  CstWriter writer;
  gsize size = 0;
  const char *result;

  if (record == NULL)
    {
      cst_reply_refuse (reply, "not-found", "this key was never seen");
      return;
    }

  result = g_bytes_get_data (record->result, &size);
  writer = cst_reply_begin (reply, 200);
  cst_writer_begin_object (&writer, NULL);
  cst_writer_string (&writer, "key", record->key);
  cst_writer_string (&writer, "operation", record->operation);
  cst_writer_int (&writer, "status", record->status);
  cst_writer_time (&writer, "at", record->at);
  cst_writer_raw (&writer, "result", result, size);
  cst_writer_end_object (&writer);
}
