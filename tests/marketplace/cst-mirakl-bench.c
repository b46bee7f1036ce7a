/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mirakl-bench.h"

CstMarketplace *
cst_bench_connect (CstBench   *self,
                   const char *token,
                   const char *query)
{
  g_autofree char *url = g_strconcat (self->sandbox->url, "/mirakl", query, NULL);
  g_autoptr(GError) error = NULL;
  CstMarketplace *marketplace = cst_site_new (&cst_mirakl, url, token, &error);

  g_assert_no_error (error);
  cst_memory_store_lend (self->store, marketplace);

  return marketplace;
}

void
cst_bench_set_up (CstBench      *self,
                  gconstpointer  data)
{
  self->sandbox = cst_sandbox_process_new (NULL, 0);
  self->store = cst_memory_store_new ();
  self->marketplace = cst_bench_connect (self, self->sandbox->token, "");
}

void
cst_bench_tear_down (CstBench      *self,
                     gconstpointer  data)
{
  g_assert_finalize_object (g_steal_pointer (&self->marketplace));
  cst_memory_store_free (self->store);
  g_free (self->cursor);
  cst_sandbox_process_free (self->sandbox);
}

/* To an instance that has the same orders, and on which nothing was done. */
void
cst_bench_change_site (CstBench *self)
{
  g_assert_finalize_object (g_steal_pointer (&self->marketplace));
  cst_sandbox_process_free (self->sandbox);
  self->sandbox = cst_sandbox_process_new (NULL, 0);
  self->marketplace = cst_bench_connect (self, self->sandbox->token, "");
}

/* Returns: how many objects came */
guint
cst_bench_pull (CstBench *self)
{
  gboolean has_more = TRUE;
  guint n = 0;

  while (has_more)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CstChangeSet) changes = cst_marketplace_pull (self->marketplace, self->cursor, 25, NULL, &error);

      g_assert_no_error (error);
      cst_memory_store_take_in (self->store, changes);
      n += changes->orders->len + changes->incidents->len + changes->threads->len;
      g_free (self->cursor);
      self->cursor = g_strdup (changes->cursor);
      has_more = changes->has_more;
    }

  return n;
}

const CstIncident *
cst_bench_incident (CstBench   *self,
                    const char *id)
{
  const CstIncident *found = cst_memory_store_incident (self->store, id);

  g_assert_nonnull (found);

  return found;
}

/* How often something that changes was carried out. */
guint
cst_bench_executed (CstBench   *self,
                    const char *what)
{
  g_autoptr(JsonObject) state = cst_sandbox_process_get (self->sandbox, "/_sandbox/mirakl");
  JsonArray *array = cst_json_opt_array (state, "executed");
  guint n = 0;

  for (guint i = 0; i < cst_json_array_length (array); i++)
    n += g_str_has_prefix (json_array_get_string_element (array, i), what);

  return n;
}

/* How often one of the API's calls came. */
gint64
cst_bench_calls (CstBench   *self,
                 const char *call)
{
  g_autoptr(JsonObject) state = cst_sandbox_process_get (self->sandbox, "/_sandbox/mirakl");

  return cst_json_opt_int (cst_json_opt_object (state, "calls"), call, 0);
}

/**
 * cst_bench_shopper:
 * @text: (nullable): what the customer says
 *
 * What the customer or the operator does meanwhile.
 */
void
cst_bench_shopper (CstBench   *self,
                   const char *action,
                   const char *line,
                   const char *text)
{
  if (text != NULL)
    cst_sandbox_process_post (self->sandbox, "/_sandbox/shopper",
                              "{\"action\":\"%s\",\"line\":\"%s\",\"text\":\"%s\"}", action, line, text);
  else
    cst_sandbox_process_post (self->sandbox, "/_sandbox/shopper", "{\"action\":\"%s\",\"line\":\"%s\"}", action, line);
}

GBytes *
cst_bench_read_file (const CstOutgoingFile  *file,
                     gpointer                data,
                     GError                **error)
{
  return g_bytes_new_static ("%PDF-1.4\n", 9);
}

CstOperation *
cst_bench_new_operation (CstBench         *self,
                         CstOperationKind  kind,
                         const char       *id)
{
  const CstIncident *about = cst_bench_incident (self, id);
  CstOperation *operation = cst_operation_new (kind, 1, about->order, about->id);

  operation->person = g_strdup ("p-lea");
  operation->person_name = g_strdup ("Léa Fontaine");
  operation->if_version = about->version;

  return operation;
}

CstOperation *
cst_bench_new_refund (CstBench   *self,
                      const char *id,
                      gint64      goods,
                      gint64      shipping)
{
  CstOperation *operation = cst_bench_new_operation (self, CST_OPERATION_REFUND, id);
  const CstLineQuantity *line = g_ptr_array_index (cst_bench_incident (self, id)->lines, 0);

  cst_operation_add_line (operation, line->line, 1)->amount = goods;
  operation->shipping = shipping;
  g_strlcpy (operation->expected.currency, "EUR", sizeof operation->expected.currency);

  return operation;
}

/* With a file. */
CstOperation *
cst_bench_new_message (CstBench   *self,
                       const char *id,
                       const char *text)
{
  CstOperation *operation = cst_bench_new_operation (self, CST_OPERATION_MESSAGE, id);
  CstOutgoingFile *file = cst_record_new (&cst_outgoing_file_type);

  operation->text = g_strdup (text);
  file->path = g_strdup ("label");
  file->filename = g_strdup ("étiquette \"1\".pdf");
  file->media_type = g_strdup ("application/pdf");
  file->size = 9;
  g_ptr_array_add (operation->files, file);

  return operation;
}

/* As the outbox does it: what ended without an end is in doubt, and tried again. */
CstPushOutcome
cst_bench_push (CstBench      *self,
                CstOperation  *operation,
                CstPushAnswer *answer)
{
  CstPushOutcome outcome = CST_PUSH_DOUBT;

  for (int attempt = 0; attempt < 4; attempt++)
    {
      g_autoptr(GError) error = NULL;

      cst_push_answer_clear (answer);
      outcome = cst_marketplace_push (self->marketplace, operation, cst_bench_read_file, NULL, answer, NULL, &error);
      g_assert_cmpint (error != NULL, ==, outcome == CST_PUSH_NOT_SENT || outcome == CST_PUSH_DOUBT);
      if (outcome == CST_PUSH_DOUBT)
        operation->doubted_at = 1;
      if (outcome != CST_PUSH_NOT_SENT && outcome != CST_PUSH_DOUBT)
        break;
    }
  cst_memory_store_take_in (self->store, answer->truth);

  return outcome;
}
