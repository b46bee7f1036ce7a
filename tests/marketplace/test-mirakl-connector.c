/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gstdio.h>

#include "cst-json.h"
#include "cst-mirakl.h"
#include "cst-sandbox-process.h"

/* The connector against the strict dialect of the sandbox, with a store in memory. */
typedef struct
{
  CstSandboxProcess *sandbox;
  CstMarketplace    *marketplace;
  GHashTable        *orders;
  GHashTable        *incidents;
  GHashTable        *threads;
  char              *cursor;
  gboolean           is_seventeen_late;
} Fixture;

static gboolean
read_order (const char  *id,
            gpointer     data,
            CstOrder   **order,
            GError     **error)
{
  CstOrder *known = g_hash_table_lookup (((Fixture *) data)->orders, id);

  *order = known != NULL ? cst_order_copy (known) : NULL;

  return TRUE;
}

static gboolean
read_incident (const char   *id,
               gpointer      data,
               CstIncident **incident,
               GError      **error)
{
  CstIncident *known = g_hash_table_lookup (((Fixture *) data)->incidents, id);

  *incident = known != NULL ? cst_incident_copy (known) : NULL;

  return TRUE;
}

static CstThread *
read_thread (const char  *order,
             gpointer     data,
             GError     **error)
{
  CstThread *known = g_hash_table_lookup (((Fixture *) data)->threads, order);
  CstThread *empty = known == NULL ? cst_thread_new () : NULL;

  if (known != NULL)
    return cst_thread_copy (known);
  empty->order = g_strdup (order);

  return empty;
}

static char *
read_setting (const char *key,
              gpointer    data)
{
  Fixture *fixture = data;

  return fixture->is_seventeen_late && g_str_equal (key, "reason.Autre motif") ? g_strdup ("not_received") : NULL;
}

static const CstTruthReader truth = {
  .order = read_order, .incident = read_incident, .thread = read_thread, .setting = read_setting,
};

/* As the store does it: an older version of an incident is passed over. */
static void
take_in (Fixture      *fixture,
         CstChangeSet *changes)
{
  for (guint i = 0; changes != NULL && i < changes->orders->len; i++)
    {
      CstOrder *order = g_ptr_array_index (changes->orders, i);

      g_hash_table_replace (fixture->orders, g_strdup (order->id), cst_order_copy (order));
    }
  for (guint i = 0; changes != NULL && i < changes->incidents->len; i++)
    {
      CstIncident *incident = g_ptr_array_index (changes->incidents, i);
      CstIncident *known = g_hash_table_lookup (fixture->incidents, incident->id);

      if (known == NULL || incident->version > known->version)
        g_hash_table_replace (fixture->incidents, g_strdup (incident->id), cst_incident_copy (incident));
    }
  for (guint i = 0; changes != NULL && i < changes->threads->len; i++)
    {
      CstThread *thread = g_ptr_array_index (changes->threads, i);

      g_hash_table_replace (fixture->threads, g_strdup (thread->order), cst_thread_copy (thread));
    }
}

/* Returns: how many objects came */
static guint
pull (Fixture *fixture)
{
  gboolean has_more = TRUE;
  guint n = 0;

  while (has_more)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CstChangeSet) changes = cst_marketplace_pull (fixture->marketplace, fixture->cursor, 25, NULL, &error);

      g_assert_no_error (error);
      take_in (fixture, changes);
      n += changes->orders->len + changes->incidents->len + changes->threads->len;
      g_free (fixture->cursor);
      fixture->cursor = g_strdup (changes->cursor);
      has_more = changes->has_more;
    }

  return n;
}

static CstMarketplace *
new_marketplace (Fixture    *fixture,
                 const char *token,
                 const char *query)
{
  g_autofree char *url = g_strconcat (fixture->sandbox->url, "/mirakl", query, NULL);
  g_autoptr(GError) error = NULL;
  CstMarketplace *marketplace = cst_site_new (&cst_mirakl, url, token, &error);

  g_assert_no_error (error);
  cst_marketplace_set_truth (marketplace, &truth, fixture);

  return marketplace;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->sandbox = cst_sandbox_process_new (NULL, 0);
  fixture->marketplace = new_marketplace (fixture, fixture->sandbox->token, "");
  fixture->orders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cst_order_free);
  fixture->incidents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cst_incident_free);
  fixture->threads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cst_thread_free);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->marketplace));
  g_hash_table_unref (fixture->orders);
  g_hash_table_unref (fixture->incidents);
  g_hash_table_unref (fixture->threads);
  g_free (fixture->cursor);
  cst_sandbox_process_free (fixture->sandbox);
}

static const CstIncident *
incident (Fixture    *fixture,
          const char *id)
{
  const CstIncident *found = g_hash_table_lookup (fixture->incidents, id);

  g_assert_nonnull (found);

  return found;
}

/* How often something that changes was carried out. */
static guint
executed (Fixture    *fixture,
          const char *what)
{
  g_autoptr(JsonObject) state = cst_sandbox_process_get (fixture->sandbox, "/_sandbox/mirakl");
  JsonArray *array = cst_json_opt_array (state, "executed");
  guint n = 0;

  for (guint i = 0; i < cst_json_array_length (array); i++)
    n += g_str_has_prefix (json_array_get_string_element (array, i), what);

  return n;
}

static gint64
calls (Fixture    *fixture,
       const char *call)
{
  g_autoptr(JsonObject) state = cst_sandbox_process_get (fixture->sandbox, "/_sandbox/mirakl");

  return cst_json_opt_int (cst_json_opt_object (state, "calls"), call, 0);
}

static void
shopper (Fixture    *fixture,
         const char *action,
         const char *line,
         const char *text)
{
  if (text != NULL)
    cst_sandbox_process_post (fixture->sandbox, "/_sandbox/shopper",
                              "{\"action\":\"%s\",\"line\":\"%s\",\"text\":\"%s\"}", action, line, text);
  else
    cst_sandbox_process_post (fixture->sandbox, "/_sandbox/shopper", "{\"action\":\"%s\",\"line\":\"%s\"}", action,
                              line);
}

static gboolean
has_remark (const CstAccountInfo *info,
            const char           *word)
{
  for (guint i = 0; info->remarks != NULL && info->remarks[i] != NULL; i++)
    {
      if (strstr (info->remarks[i], word) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(CstMarketplace) inspector = new_marketplace (fixture, fixture->sandbox->inspector_token, "");
  g_autoptr(CstMarketplace) stranger = new_marketplace (fixture, "nobody", "");
  g_autoptr(CstMarketplace) other_shop = new_marketplace (fixture, fixture->sandbox->token, "?shop_id=4101");
  g_autoptr(CstMarketplace) this_shop = new_marketplace (fixture, fixture->sandbox->token, "?shop_id=4100");
  g_autoptr(GError) error = NULL;
  CstAccountInfo *info = cst_marketplace_check (fixture->marketplace, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (info->site, ==, "Pixel Store");
  g_assert_cmpstr (info->remote_id, ==, "4100");
  g_assert_cmpstr (info->currency, ==, "EUR");
  g_assert_cmpint (info->audience, ==, CST_CUSTOMER_CONSUMER);
  g_assert_cmpint (info->capabilities & CST_CAN_HANDLE_RETURNS, !=, 0);
  g_assert_cmpint (info->capabilities & (CST_CAN_NOTE | CST_CAN_FIND | CST_CAN_ASSIGN), ==, 0);
  g_assert_cmpint (info->rate.orders, ==, 420);
  g_assert_cmpint (info->rate.reported, ==, 13);
  g_assert_null (info->remarks);
  cst_record_free (&cst_account_info_type, info);

  /* What the key’s user may not do is named, and the rest works. */
  info = cst_marketplace_check (inspector, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (has_remark (info, "ROLE_SHOP_ADMIN"));
  g_assert_cmpint (info->capabilities & CST_CAN_HANDLE_RETURNS, ==, 0);
  g_assert_cmpint (info->capabilities & CST_CAN_READ_INCIDENTS, !=, 0);
  cst_record_free (&cst_account_info_type, info);

  g_assert_null (cst_marketplace_check (stranger, NULL, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_AUTH);
  g_clear_error (&error);
  g_assert_null (cst_marketplace_check (other_shop, NULL, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_FORBIDDEN);
  g_clear_error (&error);
  info = cst_marketplace_check (this_shop, NULL, &error);
  g_assert_no_error (error);
  cst_record_free (&cst_account_info_type, info);
}

static void
test_pull (Fixture       *fixture,
           gconstpointer  data)
{
  const CstIncident *fresh, *answered, *taxed;
  const CstOrder *order;
  const CstThread *thread;

  pull (fixture);
  g_assert_cmpuint (g_hash_table_size (fixture->orders), ==, 60);
  g_assert_cmpuint (g_hash_table_size (fixture->incidents), ==, 15);

  fresh = incident (fixture, "PX-70005-A-1.1");
  g_assert_cmpint (fresh->state, ==, CST_INCIDENT_SUBMITTED);
  g_assert_cmpint (fresh->reason, ==, CST_REASON_DAMAGED);
  g_assert_cmpstr (fresh->reason_code, ==, "damaged");
  g_assert_cmpint (fresh->waiting_for, ==, CST_PARTY_BRAND);
  g_assert_cmpint (fresh->waiting_since, ==, 1795410000);
  g_assert_cmpuint (fresh->attachments->len, ==, 1);
  g_assert_nonnull (fresh->description);

  answered = incident (fixture, "PX-70020-A-1.1");
  g_assert_cmpint (answered->state, ==, CST_INCIDENT_IN_PROGRESS);
  g_assert_cmpint (answered->waiting_for, ==, CST_PARTY_CUSTOMER);

  /* A body that is marked up is text here. */
  g_assert_cmpstr (incident (fixture, "PX-70025-A-1.1")->description, ==,
                   "Bonjour,\nil y a un souci & je voudrais en parler.");

  taxed = incident (fixture, "PX-70022-A-1.1");
  order = g_hash_table_lookup (fixture->orders, taxed->order);
  g_assert_cmpint (order->amounts.tax_mode, ==, CST_TAX_EXCLUDED);
  g_assert_cmpint (order->amounts.total, ==, order->amounts.goods + order->amounts.shipping + order->amounts.tax);
  g_assert_cmpint (((CstOrderLine *) g_ptr_array_index (order->lines, 0))->tax_rate_bp, ==, 2000);
  g_assert_cmpint (order->status, ==, CST_ORDER_PROBLEM_REPORTED);
  g_assert_cmpstr (order->customer.country, ==, "FR");
  g_assert_null (order->customer.email);

  /* A conversation on an order without an incident comes, too. */
  thread = g_hash_table_lookup (fixture->threads, "PX-70041-A");
  g_assert_cmpuint (thread->messages->len, ==, 1);
}

/* Nothing changed: three questions, nothing said, the same cursor. */
static void
test_nothing_changed (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *before = NULL;
  gint64 orders, threads;

  pull (fixture);
  pull (fixture);
  before = g_strdup (fixture->cursor);
  orders = calls (fixture, "OR11");
  threads = calls (fixture, "M11");
  g_assert_cmpuint (pull (fixture), ==, 0);
  g_assert_cmpstr (fixture->cursor, ==, before);
  g_assert_cmpint (calls (fixture, "OR11") - orders, ==, 2);
  g_assert_cmpint (calls (fixture, "M11") - threads, ==, 1);
}

/* An incident is over when its line is, and a line that is open again has another one. */
static void
test_reopened (Fixture       *fixture,
               gconstpointer  data)
{
  const CstIncident *first;

  pull (fixture);
  shopper (fixture, "close", "PX-70005-A-1", NULL);
  pull (fixture);
  first = incident (fixture, "PX-70005-A-1.1");
  g_assert_cmpint (first->state, ==, CST_INCIDENT_RESOLVED);
  g_assert_cmpstr (first->reason_code, ==, "damaged");
  g_assert_null (g_hash_table_lookup (fixture->incidents, "PX-70005-A-1.2"));

  shopper (fixture, "open", "PX-70005-A-1", NULL);
  pull (fixture);
  g_assert_cmpint (incident (fixture, "PX-70005-A-1.1")->state, ==, CST_INCIDENT_RESOLVED);
  g_assert_cmpint (incident (fixture, "PX-70005-A-1.2")->state, ==, CST_INCIDENT_SUBMITTED);
  g_assert_cmpstr (incident (fixture, "PX-70005-A-1.2")->number, ==, "PX-70005-A-1 (2)");
}

/* A thread moves no order: it is found by itself, and brings its photo to the incident. */
static void
test_thread_changed (Fixture       *fixture,
                     gconstpointer  data)
{
  const CstThread *thread;

  pull (fixture);
  shopper (fixture, "photo", "PX-70028-A-1", "Voici une photo.");
  g_assert_cmpuint (pull (fixture), >=, 2);
  thread = g_hash_table_lookup (fixture->threads, "PX-70028-A");
  g_assert_cmpuint (thread->messages->len, ==, 1);
  g_assert_cmpuint (incident (fixture, "PX-70028-A-1.1")->attachments->len, ==, 1);
  g_assert_cmpstr (incident (fixture, "PX-70028-A-1.1")->description, ==, "Voici une photo.");
}

static void
test_files (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *dir = g_dir_make_tmp ("constat-mirakl-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "photo", NULL);
  g_autoptr(GError) error = NULL;
  const CstAttachment *photo;
  const CstOrder *order;
  const CstOrderLine *line;
  GStatBuf status;

  pull (fixture);
  photo = g_ptr_array_index (incident (fixture, "PX-70005-A-1.1")->attachments, 0);
  cst_marketplace_fetch_attachment (fixture->marketplace, photo->id, path, 1 << 24, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_size, ==, photo->size);
  g_unlink (path);

  /* Media are paths of the instance. */
  order = g_hash_table_lookup (fixture->orders, "PX-70005-A");
  line = g_ptr_array_index (order->lines, 0);
  g_assert_true (cst_marketplace_fetch_attachment (fixture->marketplace, line->picture, path, 1 << 24, NULL, &error));
  g_unlink (path);
  g_assert_true (cst_marketplace_fetch_attachment (fixture->marketplace, "pic.0.PX-70005-A", path, 1 << 24, NULL,
                                                   &error));
  g_unlink (path);
  g_assert_false (cst_marketplace_fetch_attachment (fixture->marketplace, "no-such", path, 1 << 24, NULL, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND);
  g_clear_pointer (&path, g_free);
  path = g_build_filename (dir, "photo.part", NULL);
  g_unlink (path);
  g_clear_pointer (&path, g_free);
  path = g_build_filename (dir, "photo.etag", NULL);
  g_unlink (path);
  g_rmdir (dir);
}

static GBytes *
reader (const CstOutgoingFile  *file,
        gpointer                data,
        GError                **error)
{
  return g_bytes_new_static ("%PDF-1.4\n", 9);
}

static CstOperation *
new_operation (Fixture          *fixture,
               CstOperationKind  kind,
               const char       *id)
{
  const CstIncident *about = incident (fixture, id);
  CstOperation *operation = cst_operation_new (kind, 1, about->order, about->id);

  operation->person = g_strdup ("p-lea");
  operation->person_name = g_strdup ("Léa Fontaine");
  operation->if_version = about->version;

  return operation;
}

static CstOperation *
new_refund (Fixture    *fixture,
            const char *id,
            gint64      goods,
            gint64      shipping)
{
  CstOperation *operation = new_operation (fixture, CST_OPERATION_REFUND, id);
  const CstLineQuantity *line = g_ptr_array_index (incident (fixture, id)->lines, 0);

  cst_operation_add_line (operation, line->line, 1)->amount = goods;
  operation->shipping = shipping;
  g_strlcpy (operation->expected.currency, "EUR", sizeof operation->expected.currency);

  return operation;
}

static CstOperation *
new_message (Fixture    *fixture,
             const char *id,
             const char *text)
{
  CstOperation *operation = new_operation (fixture, CST_OPERATION_MESSAGE, id);
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
static CstPushOutcome
push (Fixture       *fixture,
      CstOperation  *operation,
      CstPushAnswer *answer)
{
  CstPushOutcome outcome = CST_PUSH_DOUBT;

  for (int attempt = 0; attempt < 4; attempt++)
    {
      g_autoptr(GError) error = NULL;

      cst_push_answer_clear (answer);
      outcome = cst_marketplace_push (fixture->marketplace, operation, reader, NULL, answer, NULL, &error);
      g_assert_cmpint (error != NULL, ==, outcome == CST_PUSH_NOT_SENT || outcome == CST_PUSH_DOUBT);
      if (outcome == CST_PUSH_DOUBT)
        operation->doubted_at = 1;
      if (outcome != CST_PUSH_NOT_SENT && outcome != CST_PUSH_DOUBT)
        break;
    }
  take_in (fixture, answer->truth);

  return outcome;
}

/* Marked as resolved is not closed: the line stays open until the customer agrees. */
static void
test_refund (Fixture       *fixture,
             gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;
  const CstIncident *after;
  const CstResolution *resolution;

  pull (fixture);
  refund = new_refund (fixture, "PX-70022-A-1.1", 310, 100);
  g_assert_cmpint (push (fixture, refund, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (executed (fixture, "OR28 PX-70022-A-1"), ==, 1);
  g_assert_cmpuint (executed (fixture, "OR64 PX-70022-A-1"), ==, 1);

  after = incident (fixture, "PX-70022-A-1.1");
  resolution = cst_incident_find_resolution_by_key (after, refund->key);
  g_assert_nonnull (resolution);
  g_assert_cmpint (resolution->amounts.goods, ==, 310);
  g_assert_cmpint (resolution->amounts.shipping, ==, 100);
  g_assert_cmpint (resolution->amounts.tax, ==, 82);
  g_assert_cmpint (after->state, ==, CST_INCIDENT_IN_PROGRESS);
  g_assert_cmpstr (after->state_code, ==, "MARKED_RESOLVED");
  g_assert_cmpint (after->waiting_for, ==, CST_PARTY_CUSTOMER);

  /* What only we know survives the next look; then the customer agrees. */
  pull (fixture);
  g_assert_nonnull (cst_incident_find_resolution_by_key (incident (fixture, "PX-70022-A-1.1"), refund->key));
  g_assert_cmpstr (incident (fixture, "PX-70022-A-1.1")->state_code, ==, "MARKED_RESOLVED");
  shopper (fixture, "close", "PX-70022-A-1", NULL);
  pull (fixture);
  g_assert_cmpint (incident (fixture, "PX-70022-A-1.1")->state, ==, CST_INCIDENT_RESOLVED);
}

/* The customer answers what we called resolved. */
static void
test_contested (Fixture       *fixture,
                gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;

  pull (fixture);
  refund = new_refund (fixture, "PX-70022-A-1.1", 310, 0);
  g_assert_cmpint (push (fixture, refund, &answer), ==, CST_PUSH_CONFIRMED);
  cst_sandbox_process_post (fixture->sandbox, "/_sandbox/clock", "{\"advance_s\":86400}");
  shopper (fixture, "contest", "PX-70022-A-1", "Ce n’est pas assez.");
  pull (fixture);
  g_assert_true (incident (fixture, "PX-70022-A-1.1")->contested);
  g_assert_cmpint (incident (fixture, "PX-70022-A-1.1")->waiting_for, ==, CST_PARTY_BRAND);
}

/* A full refund closes the incident by itself: nothing is left to mark. */
static void
test_full_refund (Fixture       *fixture,
                  gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;
  const CstOrder *order;

  pull (fixture);
  order = g_hash_table_lookup (fixture->orders, "PX-70005-A");
  refund = new_refund (fixture, "PX-70005-A-1.1", order->amounts.goods, order->amounts.shipping);
  g_assert_cmpint (push (fixture, refund, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (executed (fixture, "OR28"), ==, 1);
  g_assert_cmpuint (executed (fixture, "OR64"), ==, 0);
  g_assert_cmpint (incident (fixture, "PX-70005-A-1.1")->state, ==, CST_INCIDENT_RESOLVED);
}

/* What somebody refunds at the site meanwhile is not refunded again. */
static void
test_foreign_refund (Fixture       *fixture,
                     gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;

  pull (fixture);
  refund = new_refund (fixture, "PX-70005-A-1.1", 100, 0);
  shopper (fixture, "refund", "PX-70005-A-1", NULL);
  g_assert_cmpint (push (fixture, refund, &answer), ==, CST_PUSH_CONFLICT);
  g_assert_nonnull (answer.problem);
  g_assert_cmpuint (executed (fixture, "OR28"), ==, 0);
}

static void
test_too_much (Fixture       *fixture,
               gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;

  pull (fixture);
  refund = new_refund (fixture, "PX-70005-A-1.1", 10000000, 0);
  g_assert_cmpint (push (fixture, refund, &answer), ==, CST_PUSH_CONFLICT);
  g_assert_nonnull (answer.problem);
}

/* R7: a role that is missing is a no to this decision, by its name, and stops nothing else. */
static void
test_missing_role (Fixture       *fixture,
                   gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;
  g_autoptr(GError) error = NULL;

  pull (fixture);
  refund = new_refund (fixture, "PX-70005-A-1.1", 100, 0);
  g_clear_object (&fixture->marketplace);
  fixture->marketplace = new_marketplace (fixture, fixture->sandbox->inspector_token, "");
  g_assert_cmpint (cst_marketplace_push (fixture->marketplace, refund, reader, NULL, &answer, NULL, &error), ==,
                   CST_PUSH_REFUSED);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (answer.problem, "ROLE_PARTNER_ORDER_REFUND"));
}

static void
test_message (Fixture       *fixture,
              gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) reply = NULL;
  g_autoptr(CstOperation) first = NULL;
  const CstThread *thread;

  pull (fixture);
  reply = new_message (fixture, "PX-70005-A-1.1", "Bonjour,\nvoici <votre> étiquette & merci.");
  g_assert_cmpint (push (fixture, reply, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (executed (fixture, "M12"), ==, 1);
  thread = g_hash_table_lookup (fixture->threads, "PX-70005-A");
  g_assert_cmpuint (thread->messages->len, ==, 2);
  g_assert_cmpstr (((CstMessage *) g_ptr_array_index (thread->messages, 1))->key, ==, reply->key);
  g_assert_cmpint (incident (fixture, "PX-70005-A-1.1")->waiting_for, ==, CST_PARTY_CUSTOMER);

  /* Where there is no thread yet, one begins. */
  first = new_message (fixture, "PX-70028-A-1.1", "Bonjour, que s’est-il passé ?");
  g_assert_cmpint (push (fixture, first, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (executed (fixture, "OR43 PX-70028-A"), ==, 1);

  /* Saying the same again on purpose is another message. */
  g_clear_pointer (&first, cst_operation_free);
  first = new_message (fixture, "PX-70028-A-1.1", "Bonjour, que s’est-il passé ?");
  g_assert_cmpint (push (fixture, first, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (executed (fixture, "M12"), ==, 2);
}

static void
test_limits (Fixture       *fixture,
             gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) heavy = NULL;
  g_autoptr(CstOperation) brief = NULL;

  pull (fixture);
  heavy = new_message (fixture, "PX-70005-A-1.1", "Bonjour");
  ((CstOutgoingFile *) g_ptr_array_index (heavy->files, 0))->size = 31 * 1024 * 1024;
  g_assert_cmpint (push (fixture, heavy, &answer), ==, CST_PUSH_CONFLICT);
  g_assert_nonnull (strstr (answer.problem, "30 MB"));
  brief = new_message (fixture, "PX-70005-A-1.1", "ok");
  g_assert_cmpint (push (fixture, brief, &answer), ==, CST_PUSH_CONFLICT);
  g_assert_cmpuint (executed (fixture, "M12"), ==, 0);
}

/* A replacement: what the customer is told now, and what once it is on its way. */
static void
test_replacement (Fixture       *fixture,
                  gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) replacement = NULL;
  g_autoptr(CstOperation) shipping = NULL;
  const CstResolution *resolution;

  pull (fixture);
  replacement = new_message (fixture, "PX-70012-A-1.1", "Nous vous envoyons le bon article.");
  replacement->kind = CST_OPERATION_REPLACEMENT;
  cst_operation_add_line (replacement, "PX-70012-A-1", 1);
  g_assert_cmpint (push (fixture, replacement, &answer), ==, CST_PUSH_CONFIRMED);
  resolution = cst_incident_find_resolution_by_key (incident (fixture, "PX-70012-A-1.1"), replacement->key);
  g_assert_cmpint (resolution->state, ==, CST_RESOLUTION_REQUESTED);
  pull (fixture);
  resolution = cst_incident_find_resolution_by_key (incident (fixture, "PX-70012-A-1.1"), replacement->key);
  g_assert_nonnull (resolution);

  shipping = new_operation (fixture, CST_OPERATION_SHIP_REPLACEMENT, "PX-70012-A-1.1");
  shipping->subject = g_strdup (resolution->id);
  shipping->carrier = g_strdup ("Colissimo");
  shipping->tracking_number = g_strdup ("6A0001");
  shipping->moment = 1795420000;
  g_assert_cmpint (push (fixture, shipping, &answer), ==, CST_PUSH_CONFIRMED);
  resolution = cst_incident_find_resolution_by_key (incident (fixture, "PX-70012-A-1.1"), replacement->key);
  g_assert_cmpint (resolution->state, ==, CST_RESOLUTION_EXECUTED);
  g_assert_cmpstr (resolution->tracking_number, ==, "6A0001");
  g_assert_cmpstr (incident (fixture, "PX-70012-A-1.1")->state_code, ==, "MARKED_RESOLVED");
  g_assert_cmpuint (executed (fixture, "OR64 PX-70012-A-1"), ==, 1);
}

/* What was chosen for a reason counts before what its label proposes; codes of the site’s own go with neither. */
static void
test_reasons (Fixture       *fixture,
              gconstpointer  data)
{
  pull (fixture);
  g_assert_cmpstr (incident (fixture, "PX-70015-A-1.1")->reason_code, ==, "not_as_described");
  g_assert_cmpstr (incident (fixture, "PX-70018-A-1.1")->reason_code, ==, "refund_not_processed");
  g_assert_cmpstr (incident (fixture, "PX-70010-A-1.1")->reason_code, ==, "not_received");
  g_assert_cmpstr (incident (fixture, "PX-70008-A-2.1")->reason_code, ==, "defective");
  g_assert_cmpstr (incident (fixture, "PX-70012-A-1.1")->reason_code, ==, "wrong_item");
  g_assert_cmpstr (incident (fixture, "PX-70025-A-1.1")->reason_code, ==, "17");

  fixture->is_seventeen_late = TRUE;
  g_clear_pointer (&fixture->cursor, g_free);
  pull (fixture);
  g_assert_cmpstr (incident (fixture, "PX-70025-A-1.1")->reason_code, ==, "not_received");
  g_assert_cmpint (incident (fixture, "PX-70025-A-1.1")->reason, ==, CST_REASON_LATE);
}

/* Marked with a reason of the site’s, and with words. */
static void
test_resolution (Fixture       *fixture,
                 gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refused = NULL;
  g_autoptr(CstOperation) marked = NULL;

  pull (fixture);
  refused = new_message (fixture, "PX-70037-A-1.1", "Voici la solution.");
  refused->purpose = CST_PURPOSE_RESOLUTION;
  refused->subject = g_strdup ("20");
  g_assert_cmpint (push (fixture, refused, &answer), ==, CST_PUSH_REFUSED);
  g_assert_cmpuint (executed (fixture, "M12"), ==, 0);

  marked = new_message (fixture, "PX-70037-A-1.1", "Voici la solution.");
  marked->purpose = CST_PURPOSE_RESOLUTION;
  marked->subject = g_strdup ("23");
  g_assert_cmpint (push (fixture, marked, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (executed (fixture, "OR64 PX-70037-A-1"), ==, 1);
  g_assert_cmpuint (executed (fixture, "M12"), ==, 1);
  g_assert_cmpstr (incident (fixture, "PX-70037-A-1.1")->state_code, ==, "MARKED_RESOLVED");
}

/* To the operator alone; then the incident waits for the marketplace until the operator answers. */
static void
test_escalation (Fixture       *fixture,
                 gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) escalation = NULL;

  pull (fixture);
  escalation = new_message (fixture, "PX-70028-A-1.1", "Pouvez-vous trancher ?");
  escalation->purpose = CST_PURPOSE_ESCALATION;
  g_assert_cmpint (push (fixture, escalation, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (executed (fixture, "OR43 PX-70028-A"), ==, 1);
  g_assert_cmpstr (incident (fixture, "PX-70028-A-1.1")->state_code, ==, "ESCALATED");
  g_assert_cmpint (incident (fixture, "PX-70028-A-1.1")->waiting_for, ==, CST_PARTY_MARKETPLACE);
}

/* The writes of the module of returns answer 200 whatever becomes of them. */
static void
test_returns (Fixture       *fixture,
              gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) label = NULL;
  g_autoptr(CstOperation) early = NULL;
  g_autoptr(CstOperation) receipt = NULL;
  g_autoptr(CstOperation) inspection = NULL;
  const CstReturn *goods;
  g_autofree char *id = NULL;

  pull (fixture);
  goods = g_ptr_array_index (incident (fixture, "PX-70030-A-1.1")->returns, 0);
  id = g_strdup (goods->id);
  g_assert_cmpint (goods->state, ==, CST_RETURN_ASKED);

  early = new_operation (fixture, CST_OPERATION_RETURN_INSPECTED, "PX-70030-A-1.1");
  early->subject = g_strdup (id);
  cst_operation_add_line (early, "PX-70030-A-1", 1);
  g_assert_cmpint (push (fixture, early, &answer), ==, CST_PUSH_REFUSED);
  g_assert_nonnull (strstr (answer.problem, "was not received"));

  label = new_message (fixture, "PX-70030-A-1.1", "Voici l’étiquette de retour.");
  label->kind = CST_OPERATION_RETURN_LABEL;
  label->subject = g_strdup (id);
  label->tracking_number = g_strdup ("8R0001");
  g_assert_cmpint (push (fixture, label, &answer), ==, CST_PUSH_CONFIRMED);
  goods = g_ptr_array_index (incident (fixture, "PX-70030-A-1.1")->returns, 0);
  g_assert_cmpint (goods->state, ==, CST_RETURN_UNDER_WAY);

  receipt = new_operation (fixture, CST_OPERATION_RETURN_RECEIVED, "PX-70030-A-1.1");
  receipt->subject = g_strdup (id);
  g_assert_cmpint (push (fixture, receipt, &answer), ==, CST_PUSH_CONFIRMED);

  inspection = new_operation (fixture, CST_OPERATION_RETURN_INSPECTED, "PX-70030-A-1.1");
  inspection->subject = g_strdup (id);
  cst_operation_add_line (inspection, "PX-70030-A-1", 1)->damaged = 1;
  g_assert_cmpint (push (fixture, inspection, &answer), ==, CST_PUSH_CONFIRMED);
  goods = g_ptr_array_index (incident (fixture, "PX-70030-A-1.1")->returns, 0);
  g_assert_cmpint (goods->state, ==, CST_RETURN_INSPECTED);
  g_assert_cmpint (((CstReturnLine *) g_ptr_array_index (goods->lines, 0))->damaged, ==, 1);
  g_assert_cmpuint (executed (fixture, "RT"), ==, 4);
}

/* The fault meets one changing request, at whatever point; then the line is good again. Nothing is done twice. */
static void
test_fault (Fixture       *fixture,
            gconstpointer  data)
{
  const char *profile = data;
  static const char *const paths[] = { "/mirakl/api/orders/refund", "/mirakl/api/inbox", "/mirakl/api/orders/PX",
                                       "/mirakl/api/orders", "/mirakl/api/reasons", "/mirakl/" };
  static const char *const ids[] = { "PX-70005-A-1.1", "PX-70034-A-1.1", "PX-70037-A-1.1", "PX-70039-A-1.1",
                                     "PX-70032-A-1.1", "PX-70015-A-1.1" };

  pull (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
      g_autoptr(CstOperation) refund = new_refund (fixture, ids[i], 101 + (gint64) i, 0);
      g_autoptr(CstOperation) message = new_message (fixture, ids[i], "Bonjour, c’est remboursé.");

      cst_sandbox_process_fault (fixture->sandbox, profile, paths[i], 1);
      g_assert_cmpint (push (fixture, refund, &answer), ==, CST_PUSH_CONFIRMED);
      cst_sandbox_process_fault (fixture->sandbox, profile, paths[i], 1);
      message->if_version = incident (fixture, ids[i])->version;
      g_assert_cmpint (push (fixture, message, &answer), ==, CST_PUSH_CONFIRMED);
      cst_sandbox_process_fault (fixture->sandbox, "none", "/mirakl/", -1);
      g_assert_cmpuint (executed (fixture, "OR28"), ==, i + 1);
      g_assert_cmpuint (executed (fixture, "M12") + executed (fixture, "OR43"), ==, i + 1);
    }
}

/* Asked for the facts only. */
static void
test_read_back (Fixture       *fixture,
                gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;
  g_autoptr(GError) error = NULL;

  pull (fixture);
  refund = new_refund (fixture, "PX-70005-A-1.1", 100, 0);
  g_assert_cmpint (cst_marketplace_read_back (fixture->marketplace, refund, &answer, NULL, &error), ==,
                   CST_PUSH_NOT_THERE);
  g_assert_no_error (error);
  g_assert_cmpint (push (fixture, refund, &answer), ==, CST_PUSH_CONFIRMED);
  cst_push_answer_clear (&answer);
  g_assert_cmpint (cst_marketplace_read_back (fixture->marketplace, refund, &answer, NULL, &error), ==,
                   CST_PUSH_CONFIRMED);
}

/* A pull between the doubt and its end brings what was done without saying who did it: it is not done again. */
static void
test_pull_in_doubt (Fixture       *fixture,
                    gconstpointer  data)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(CstOperation) refund = NULL;
  g_autoptr(GError) error = NULL;

  pull (fixture);
  refund = new_refund (fixture, "PX-70005-A-1.1", 100, 0);
  cst_sandbox_process_fault (fixture->sandbox, "cut-after", "/mirakl/api/orders/refund", 1);
  g_assert_cmpint (cst_marketplace_push (fixture->marketplace, refund, reader, NULL, &answer, NULL, &error), ==,
                   CST_PUSH_DOUBT);
  g_clear_error (&error);
  refund->doubted_at = 1;
  pull (fixture);
  g_assert_cmpint (push (fixture, refund, &answer), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (executed (fixture, "OR28"), ==, 1);
  g_assert_nonnull (cst_incident_find_resolution_by_key (incident (fixture, "PX-70005-A-1.1"), refund->key));
}

#define ADD(path, func) g_test_add ("/mirakl/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("check", test_check);
  ADD ("pull", test_pull);
  ADD ("nothing-changed", test_nothing_changed);
  ADD ("reopened", test_reopened);
  ADD ("thread-changed", test_thread_changed);
  ADD ("O4/files", test_files);
  ADD ("refund", test_refund);
  ADD ("contested", test_contested);
  ADD ("full-refund", test_full_refund);
  ADD ("foreign-refund", test_foreign_refund);
  ADD ("R1/too-much", test_too_much);
  ADD ("R7/missing-role", test_missing_role);
  ADD ("message", test_message);
  ADD ("limits", test_limits);
  ADD ("replacement", test_replacement);
  ADD ("P1/reasons", test_reasons);
  ADD ("resolution", test_resolution);
  ADD ("escalation", test_escalation);
  ADD ("R4/returns", test_returns);
  ADD ("read-back", test_read_back);
  ADD ("pull-in-doubt", test_pull_in_doubt);
  for (int i = 0; cst_sandbox_profiles[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/mirakl/fault/", cst_sandbox_profiles[i], NULL);

      g_test_add (path, Fixture, cst_sandbox_profiles[i], set_up, test_fault, tear_down);
    }

  return g_test_run ();
}
