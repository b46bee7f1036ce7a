/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gstdio.h>

#include "cst-constat.h"
#include "cst-sandbox-process.h"
#include "cst-script-server.h"

typedef struct
{
  CstSandboxProcess *sandbox;
  CstMarketplace    *marketplace;
  GPtrArray         *incidents; /* of CstIncident */
  GPtrArray         *orders;
} Fixture;

static CstMarketplace *
new_marketplace (Fixture    *fixture,
                 const char *token)
{
  g_autoptr(CstAccount) account = cst_account_new ();
  g_autoptr(GError) error = NULL;
  CstMarketplace *marketplace;

  account->connector = g_strdup ("constat");
  account->url = g_strdup (fixture->sandbox->url);
  marketplace = cst_marketplace_new (account, token, &error);
  g_assert_no_error (error);

  return marketplace;
}

/* Reads the whole world; gives up only when it should not have failed. */
static void
pull_all (Fixture *fixture)
{
  g_autofree char *cursor = NULL;
  gboolean has_more = TRUE;

  g_ptr_array_set_size (fixture->incidents, 0);
  g_ptr_array_set_size (fixture->orders, 0);
  while (has_more)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CstChangeSet) changes = cst_marketplace_pull (fixture->marketplace, cursor, 1000, NULL, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < changes->incidents->len; i++)
        g_ptr_array_add (fixture->incidents, cst_incident_copy (g_ptr_array_index (changes->incidents, i)));
      for (guint i = 0; i < changes->orders->len; i++)
        g_ptr_array_add (fixture->orders, cst_order_copy (g_ptr_array_index (changes->orders, i)));
      g_free (cursor);
      cursor = g_strdup (changes->cursor);
      has_more = changes->has_more;
    }
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->sandbox = cst_sandbox_process_new (NULL, 0);
  fixture->marketplace = new_marketplace (fixture, fixture->sandbox->token);
  fixture->incidents = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_incident_free);
  fixture->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_order_free);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->marketplace));
  g_ptr_array_unref (fixture->incidents);
  g_ptr_array_unref (fixture->orders);
  cst_sandbox_process_free (fixture->sandbox);
}

static const CstIncident *
find_open (Fixture *fixture,
           guint    nth)
{
  for (guint i = 0; i < fixture->incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (fixture->incidents, i);

      if (incident->handler == CST_HANDLER_BRAND && incident->state == CST_INCIDENT_SUBMITTED &&
          cst_incident_open_resolution (incident) == NULL && incident->resolutions->len == 0 && nth-- == 0)
        return incident;
    }

  g_assert_not_reached ();
}

static GBytes *
reader (const CstOutgoingFile  *file,
        gpointer                user_data,
        GError                **error)
{
  static const char pdf[] = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                            "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                            "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 283 425]>>endobj\n"
                            "trailer<</Root 1 0 R>>\n%%EOF\n";

  return g_bytes_new_static (pdf, sizeof pdf - 1);
}

static CstOperation *
new_operation (CstOperationKind   kind,
               const CstIncident *incident)
{
  CstOperation *operation = cst_operation_new (kind, 1, incident->order, incident->id);

  operation->person = g_strdup ("p-lea");
  operation->person_name = g_strdup ("Léa Fontaine");
  operation->text = g_strdup ("Bonjour <b>à vous</b>");

  return operation;
}

static CstOperation *
new_resolution (CstOperationKind   kind,
                const CstIncident *incident)
{
  CstOperation *operation = new_operation (kind, incident);
  const CstLineQuantity *line = g_ptr_array_index (incident->lines, 0);

  operation->if_version = incident->version;
  cst_operation_add_line (operation, line->line, 1);

  return operation;
}

static void
add_label (CstOperation *operation)
{
  CstOutgoingFile *file = cst_record_new (&cst_outgoing_file_type);

  file->path = g_strdup ("label");
  file->filename = g_strdup ("étiquette \"1\".pdf");
  file->media_type = g_strdup ("application/pdf");
  g_ptr_array_add (operation->files, file);
}

/* One of each kind, so that POST, PUT, PATCH and DELETE and an upload all meet every fault. */
static GPtrArray *
one_of_each (Fixture *fixture)
{
  GPtrArray *operations = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_operation_free);
  const CstIncident *first = find_open (fixture, 0);
  const CstIncident *second = find_open (fixture, 1);
  CstOperation *operation;

  g_ptr_array_add (operations, new_operation (CST_OPERATION_OPENED, first));
  g_ptr_array_add (operations, new_operation (CST_OPERATION_NOTE, first));

  operation = new_operation (CST_OPERATION_FINDING, first);
  operation->finding = CST_FINDING_CONFIRMED;
  g_ptr_array_add (operations, operation);

  operation = new_operation (CST_OPERATION_EVIDENCE, first);
  add_label (operation);
  g_ptr_array_add (operations, operation);

  operation = new_operation (CST_OPERATION_ASSIGN, first);
  operation->assignee = g_strdup ("p-marc");
  operation->assignee_name = g_strdup ("Marc");
  g_ptr_array_add (operations, operation);
  g_ptr_array_add (operations, new_operation (CST_OPERATION_UNASSIGN, first));

  g_ptr_array_add (operations, new_resolution (CST_OPERATION_REFUND, first));

  operation = new_resolution (CST_OPERATION_REPLACEMENT, second);
  operation->with_return = TRUE;
  add_label (operation);
  g_ptr_array_add (operations, operation);

  operation = new_operation (CST_OPERATION_MESSAGE, second);
  operation->language = g_strdup ("fr");
  add_label (operation);
  g_ptr_array_add (operations, operation);

  return operations;
}

static CstPushOutcome
push_until_answered (Fixture      *fixture,
                     CstOperation *operation)
{
  CstPushOutcome outcome = CST_PUSH_DOUBT;

  for (int attempt = 0; attempt < 4; attempt++)
    {
      g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
      g_autoptr(GError) error = NULL;

      outcome = cst_marketplace_push (fixture->marketplace, operation, reader, NULL, &answer, NULL, &error);
      g_assert_cmpint (error != NULL, ==, outcome == CST_PUSH_NOT_SENT || outcome == CST_PUSH_DOUBT);
      if (outcome != CST_PUSH_NOT_SENT && outcome != CST_PUSH_DOUBT && outcome != CST_PUSH_IN_FLIGHT)
        break;
    }

  return outcome;
}

static void
assert_once (Fixture            *fixture,
             const CstOperation *operation,
             guint               times)
{
  g_assert_cmpuint (cst_sandbox_process_executed (fixture->sandbox, operation->key), ==, times);
  for (guint i = 0; i < operation->files->len; i++)
    {
      g_autofree char *key = g_strdup_printf ("%s-f%u", operation->key, i);

      g_assert_cmpuint (cst_sandbox_process_executed (fixture->sandbox, key), ==, 1);
    }
}

/* The fault meets each request once, at whatever point of the operation it comes; then the line is good again. */
static void
test_fault (Fixture       *fixture,
            gconstpointer  data)
{
  const char *profile = data;
  g_autoptr(GPtrArray) operations = NULL;

  pull_all (fixture);
  operations = one_of_each (fixture);
  for (guint i = 0; i < operations->len; i++)
    {
      CstOperation *operation = g_ptr_array_index (operations, i);
      CstPushOutcome outcome;

      cst_sandbox_process_fault (fixture->sandbox, profile, "/v1/", 1);
      outcome = push_until_answered (fixture, operation);
      cst_sandbox_process_fault (fixture->sandbox, "none", "/v1/", -1);

      if (g_str_equal (profile, "change-meanwhile") && cst_operation_is_resolution (operation))
        g_assert_cmpint (outcome, ==, CST_PUSH_CONFLICT);
      else
        g_assert_cmpint (outcome, ==, CST_PUSH_CONFIRMED);
      assert_once (fixture, operation, outcome == CST_PUSH_CONFIRMED ? 1 : 0);
    }
}

static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(CstMarketplace) inspector = new_marketplace (fixture, fixture->sandbox->inspector_token);
  g_autoptr(CstMarketplace) stranger = new_marketplace (fixture, "nobody");
  g_autoptr(GError) error = NULL;
  CstAccountInfo *info = cst_marketplace_check (fixture->marketplace, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (info->may_decide);
  g_assert_cmpstr (info->site, ==, "Grand Comptoir");
  g_assert_cmpint (info->capabilities & CST_CAN_REFUND, !=, 0);
  cst_record_free (&cst_account_info_type, info);

  info = cst_marketplace_check (inspector, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (info->may_decide);
  g_assert_true (info->may_find);
  cst_record_free (&cst_account_info_type, info);

  g_assert_null (cst_marketplace_check (stranger, NULL, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_AUTH);
}

static void
test_pull (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  pull_all (fixture);
  g_assert_cmpuint (fixture->orders->len, >=, 400);
  g_assert_cmpuint (fixture->incidents->len, >=, 30);

  g_assert_null (cst_marketplace_pull (fixture->marketplace, "someone-elses", 100, NULL, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_GONE);
}

/* R7: the token of who inspects moves no money, and the refusal is no answer to the key. */
static void
test_scopes (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(CstMarketplace) inspector = new_marketplace (fixture, fixture->sandbox->inspector_token);
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;
  g_autoptr(GError) error = NULL;

  pull_all (fixture);
  refund = new_resolution (CST_OPERATION_REFUND, find_open (fixture, 0));
  g_assert_cmpint (cst_marketplace_push (inspector, refund, reader, NULL, &answer, NULL, &error), ==,
                   CST_PUSH_NOT_SENT);
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_FORBIDDEN);
  g_assert_cmpint (push_until_answered (fixture, refund), ==, CST_PUSH_CONFIRMED);
}

/* R1 at the marketplace: a refusal is final, says why in its words, and is what reading back gives too. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;
  CstOperationLine *line;

  pull_all (fixture);
  refund = new_resolution (CST_OPERATION_REFUND, find_open (fixture, 0));
  line = g_ptr_array_index (refund->lines, 0);
  line->quantity = 100000;
  g_assert_cmpint (cst_marketplace_push (fixture->marketplace, refund, reader, NULL, &answer, NULL, NULL), ==,
                   CST_PUSH_REFUSED);
  g_assert_nonnull (answer.problem);
  cst_push_answer_clear (&answer);
  g_assert_cmpint (cst_marketplace_read_back (fixture->marketplace, refund, &answer, NULL, NULL), ==,
                   CST_PUSH_REFUSED);
}

static void
test_read_back (Fixture       *fixture,
                gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;
  g_autoptr(GError) error = NULL;
  const CstIncident *truth;

  pull_all (fixture);
  refund = new_resolution (CST_OPERATION_REFUND, find_open (fixture, 0));
  g_assert_cmpint (cst_marketplace_read_back (fixture->marketplace, refund, &answer, NULL, &error), ==,
                   CST_PUSH_NOT_THERE);
  g_assert_no_error (error);

  g_assert_cmpint (push_until_answered (fixture, refund), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpint (cst_marketplace_read_back (fixture->marketplace, refund, &answer, NULL, &error), ==,
                   CST_PUSH_CONFIRMED);
  truth = g_ptr_array_index (answer.truth->incidents, 0);
  g_assert_cmpstr (cst_incident_open_resolution (truth)->key, ==, refund->key);
}

/* An older version of us wrote other bytes under the key: the fact decides, not a second attempt. */
static void
test_key_with_other_bytes (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr(CstOperation) note = NULL;

  pull_all (fixture);
  note = new_operation (CST_OPERATION_NOTE, find_open (fixture, 0));
  g_assert_cmpint (push_until_answered (fixture, note), ==, CST_PUSH_CONFIRMED);
  g_free (note->text);
  note->text = g_strdup ("other bytes");
  g_assert_cmpint (push_until_answered (fixture, note), ==, CST_PUSH_CONFIRMED);
  assert_once (fixture, note, 1);
}

static void
test_conflict (Fixture       *fixture,
               gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;
  g_autoptr(CstOperation) replacement = NULL;

  pull_all (fixture);
  refund = new_resolution (CST_OPERATION_REFUND, find_open (fixture, 0));
  replacement = new_resolution (CST_OPERATION_REPLACEMENT, find_open (fixture, 0));
  g_assert_cmpint (push_until_answered (fixture, refund), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpint (cst_marketplace_push (fixture->marketplace, replacement, reader, NULL, &answer, NULL, NULL), ==,
                   CST_PUSH_CONFLICT);
  g_assert_nonnull (answer.problem);
  g_assert_cmpuint (answer.truth->incidents->len, ==, 1);
}

static void
test_attachment (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *dir = g_dir_make_tmp ("constat-connector-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "photo", NULL);
  g_autoptr(GError) error = NULL;
  gboolean fetched = FALSE;

  pull_all (fixture);
  for (guint i = 0; i < fixture->incidents->len && !fetched; i++)
    {
      const CstIncident *incident = g_ptr_array_index (fixture->incidents, i);
      const CstAttachment *photo = incident->attachments->len > 0 ? g_ptr_array_index (incident->attachments, 0) : NULL;
      GStatBuf status;

      if (photo == NULL || photo->status != CST_ATTACHMENT_AVAILABLE)
        continue;
      fetched = cst_marketplace_fetch_attachment (fixture->marketplace, photo->id, path, 1 << 24, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (g_stat (path, &status), ==, 0);
      g_assert_cmpint (status.st_size, ==, photo->size);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
    }
  g_assert_true (fetched);
  g_assert_false (cst_marketplace_fetch_attachment (fixture->marketplace, "no-such", path, 1 << 24, NULL, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND);
  g_unlink (path);
  g_clear_pointer (&path, g_free);
  path = g_build_filename (dir, "photo.part", NULL);
  g_unlink (path);
  g_rmdir (dir);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

#define ANSWER(status, type, length, body) \
  "HTTP/1.1 " status "\r\nContent-Type: " type "\r\nContent-Length: " length "\r\nConnection: close\r\n\r\n" body

/* A no that is not the contract's comes from something in between and judges nothing; a refused size or form does. */
static void
test_no_from_between (void)
{
  static const struct
  {
    CstScriptStep  step;
    CstPushOutcome outcome;
  } cases[] = {
    { { ANSWER ("404 Not Found", "text/html", "6", "<html>"), 0 }, CST_PUSH_DOUBT },
    { { ANSWER ("409 Conflict", "text/html", "6", "<html>"), 0 }, CST_PUSH_DOUBT },
    { { ANSWER ("200 OK", "text/html", "6", "<html>"), 0 }, CST_PUSH_DOUBT },
    { { ANSWER ("201 Created", "application/json", "600", "{\"incident\":"), 0 }, CST_PUSH_DOUBT },
    { { ANSWER ("413 Too Large", "text/html", "6", "<html>"), 0 }, CST_PUSH_REFUSED },
    { { ANSWER ("404 Not Found", "application/problem+json", "16", "{\"title\":\"gone\"}"), 0 }, CST_PUSH_REFUSED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(CstScriptServer) server = cst_script_server_new (&cases[i].step, 1);
      g_autofree char *url = cst_script_server_get_url (server);
      g_autoptr(CstMarketplace) marketplace = cst_site_new (&cst_constat, url, "token", NULL);
      g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_NOTE, 1, "o-1", "i-1");
      g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
      g_autoptr(GError) error = NULL;

      operation->person = g_strdup ("p1");
      operation->person_name = g_strdup ("Ada Lovelace");
      operation->text = g_strdup ("Seen.");
      g_assert_cmpint (cst_marketplace_push (marketplace, operation, NULL, NULL, &answer, NULL, &error), ==,
                       cases[i].outcome);
      if (cases[i].outcome == CST_PUSH_DOUBT)
        g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED);
      else
        g_assert_no_error (error);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/connector/check", test_check);
  ADD ("/connector/pull", test_pull);
  ADD ("/connector/R7/scopes", test_scopes);
  ADD ("/connector/R1/refused", test_refused);
  ADD ("/connector/read-back", test_read_back);
  ADD ("/connector/key-with-other-bytes", test_key_with_other_bytes);
  ADD ("/connector/R7/conflict", test_conflict);
  ADD ("/connector/O4/attachment", test_attachment);
  for (int i = 0; cst_sandbox_profiles[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/connector/fault/", cst_sandbox_profiles[i], NULL);

      g_test_add (path, Fixture, cst_sandbox_profiles[i], set_up, test_fault, tear_down);
    }

  g_test_add_func ("/connector/no-from-between", test_no_from_between);

  return g_test_run ();
}
