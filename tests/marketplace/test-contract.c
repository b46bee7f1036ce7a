/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-marketplace.h"
#include "cst-memory-store.h"
#include "cst-sandbox-process.h"
#include "cst-util.h"

/* What every connector has to keep, whatever its site speaks: one suite over all of them. A connector joins with a row
 * of the table: where its dialect stands in the sandbox, a decision to make, and how often the site carried it out.
 *
 * What is pulled and answered is kept and lent to the connector, as the store does it: a site that has no place for our
 * keys has them remembered here, and a connector that never asks is none the worse for it. */

#define N_TRIES 8

typedef struct
{
  CstSandboxProcess *sandbox;
  CstMarketplace    *marketplace;
  CstMemoryStore    *store;
  GPtrArray         *incidents;  /* of CstIncident, as the site says them now */
  GPtrArray         *deliveries; /* of CstDelivery */
  GPtrArray         *orders;     /* of CstOrder */
  char              *cursor;
} Fixture;

typedef struct
{
  const char    *connector;
  const char    *place;
  CstOperation *(*decide) (Fixture * fixture);
  guint        (*count) (Fixture            *fixture,
                        const CstOperation *operation);
} Site;

typedef struct
{
  const Site *site;
  const char *profile;
} Case;

static CstMarketplace *
connect_to (const Fixture *fixture,
            const Site    *site,
            const char    *token)
{
  g_autoptr(CstAccount) account = cst_account_new ();
  g_autoptr(GError) error = NULL;
  CstMarketplace *marketplace;

  account->connector = g_strdup (site->connector);
  account->url = g_strconcat (fixture->sandbox->url, site->place, NULL);
  marketplace = cst_marketplace_new (account, token, &error);
  g_assert_no_error (error);

  return marketplace;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const Case *this_case = data;

  fixture->sandbox = cst_sandbox_process_new (NULL, 0);
  fixture->marketplace = connect_to (fixture, this_case->site, fixture->sandbox->token);
  fixture->store = cst_memory_store_new ();
  cst_memory_store_lend (fixture->store, fixture->marketplace);
  fixture->incidents = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_incident_free);
  fixture->deliveries = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_delivery_free);
  fixture->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_order_free);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->marketplace));
  g_ptr_array_unref (fixture->incidents);
  g_ptr_array_unref (fixture->deliveries);
  g_ptr_array_unref (fixture->orders);
  cst_memory_store_free (fixture->store);
  cst_sandbox_process_free (fixture->sandbox);
  g_free (fixture->cursor);
}

static void
move_all (GPtrArray *from,
          GPtrArray *to)
{
  while (from->len > 0)
    g_ptr_array_add (to, g_ptr_array_steal_index (from, from->len - 1));
}

/* Page by page to the end; a page that fails is asked for again from where the last one ended. */
static guint
pull (Fixture *fixture)
{
  guint n_objects = 0;
  guint n_failures = 0;
  gboolean has_more = TRUE;

  while (has_more)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CstChangeSet) changes = cst_marketplace_pull (fixture->marketplace, fixture->cursor, 1000, NULL,
                                                              &error);

      g_assert_true ((changes == NULL) == (error != NULL));
      if (changes == NULL)
        {
          g_assert_cmpuint (++n_failures, <=, N_TRIES);
          continue;
        }
      g_assert_false (changes->has_more && g_strcmp0 (changes->cursor, fixture->cursor) == 0);
      n_objects += changes->orders->len + changes->incidents->len + changes->threads->len + changes->desks->len +
                   changes->deliveries->len;
      cst_memory_store_take_in (fixture->store, changes);
      move_all (changes->incidents, fixture->incidents);
      move_all (changes->deliveries, fixture->deliveries);
      move_all (changes->orders, fixture->orders);
      g_free (fixture->cursor);
      fixture->cursor = g_strdup (changes->cursor);
      has_more = changes->has_more;
    }

  return n_objects;
}

static GBytes *
read_file (const CstOutgoingFile  *file,
           gpointer                user_data,
           GError                **error)
{
  return g_bytes_new_static ("%PDF-1.4\n%%EOF\n", 15);
}

static CstOperation *
signed_by_lea (CstOperation *operation)
{
  operation->person = g_strdup ("p-lea");
  operation->person_name = g_strdup ("Léa Fontaine");
  operation->attempts = 1;
  operation->first_sent_at = cst_time_parse (CST_SANDBOX_NOW);

  return operation;
}

static const CstIncident *
find_incident (Fixture    *fixture,
               const char *id)
{
  for (guint i = 0; i < fixture->incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (fixture->incidents, i);

      if (g_str_equal (incident->id, id))
        return incident;
    }

  g_assert_not_reached ();
}

static const CstIncident *
first_open (Fixture *fixture)
{
  for (guint i = 0; i < fixture->incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (fixture->incidents, i);

      if (incident->handler == CST_HANDLER_BRAND && incident->state == CST_INCIDENT_SUBMITTED &&
          incident->resolutions->len == 0)
        return incident;
    }

  g_assert_not_reached ();
}

static CstOperation *
decide_refund (Fixture *fixture)
{
  const CstIncident *incident = first_open (fixture);
  const CstLineQuantity *line = g_ptr_array_index (incident->lines, 0);
  CstOperation *operation = signed_by_lea (cst_operation_new (CST_OPERATION_REFUND, 1, incident->order, incident->id));

  operation->if_version = incident->version;
  cst_operation_add_line (operation, line->line, 1);
  operation->expected.total = 720;
  g_strlcpy (operation->expected.currency, "EUR", sizeof operation->expected.currency);

  return operation;
}

static CstOperation *
decide_unlabelled (Fixture *fixture)
{
  CstOperation *operation = decide_refund (fixture);

  operation->kind = CST_OPERATION_REPLACEMENT;
  operation->with_return = TRUE;

  return operation;
}

/* A whole chain of calls: what is asked back, what is sent, by which ways, and a label that is uploaded. */
static CstOperation *
decide_replacement (Fixture *fixture)
{
  CstOperation *operation = decide_unlabelled (fixture);
  CstOutgoingFile *file = cst_record_new (&cst_outgoing_file_type);

  file->path = g_strdup ("label");
  file->filename = g_strdup ("étiquette (3).pdf");
  file->media_type = g_strdup ("application/pdf");
  g_ptr_array_add (operation->files, file);

  return operation;
}

static CstOperation *
decide_message (Fixture *fixture)
{
  const CstIncident *incident = first_open (fixture);
  CstOperation *operation = signed_by_lea (cst_operation_new (CST_OPERATION_MESSAGE, 1, incident->order, incident->id));

  operation->if_version = incident->version;
  operation->text = g_strdup ("Bonjour, nous regardons où est le colis.");

  return operation;
}

/* What a customer asks to send back is refused. */
static CstOperation *
decide_refusal (Fixture *fixture)
{
  for (guint i = 0; i < fixture->incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (fixture->incidents, i);
      const CstReturn *goods = incident->returns->len > 0 ? g_ptr_array_index (incident->returns, 0) : NULL;
      CstOperation *operation;

      if (goods == NULL || goods->state != CST_RETURN_WAITING)
        continue;
      operation = signed_by_lea (cst_operation_new (CST_OPERATION_RETURN_REFUSED, 1, incident->order, incident->id));
      operation->subject = g_strdup (goods->id);
      operation->refusal = CST_REFUSAL_TOO_LATE;
      operation->if_version = incident->version;
      return operation;
    }

  g_assert_not_reached ();
}

static CstOperation *
decide_report (Fixture *fixture)
{
  CstOperation *operation;

  for (guint i = 0; i < fixture->orders->len; i++)
    {
      const CstOrder *order = g_ptr_array_index (fixture->orders, i);

      if (order->incident_ids != NULL && *order->incident_ids != NULL)
        continue;
      operation = signed_by_lea (cst_operation_new_report (1, order->id, CST_REASON_DAMAGED, "Cassé", 0));
      cst_operation_report_line (operation, ((CstOrderLine *) g_ptr_array_index (order->lines, 0))->id, 2);
      return operation;
    }

  g_assert_not_reached ();
}

static CstPushOutcome push (Fixture      *fixture,
                            CstOperation *operation);

static CstOperation *
cancellation (const CstIncident *incident,
              const char        *goods)
{
  CstOperation *operation = signed_by_lea (cst_operation_new (CST_OPERATION_CANCEL, 1, incident->order, incident->id));

  operation->subject = g_strdup (goods);

  return operation;
}

/* One that waits: it is dropped, and gone. */
static CstOperation *
decide_drop (Fixture *fixture)
{
  return cancellation (first_open (fixture), NULL);
}

/* One that is confirmed, with a return whose label has not been made: what hangs on it goes first. */
static CstOperation *
decide_cancel (Fixture *fixture)
{
  g_autoptr(CstOperation) replacement = decide_unlabelled (fixture);

  g_assert_cmpint (push (fixture, replacement), ==, CST_PUSH_CONFIRMED);

  return cancellation (first_open (fixture), NULL);
}

static CstOperation *
decide_cancel_return (Fixture *fixture)
{
  CstOperation *operation = decide_cancel (fixture);
  const CstIncident *incident;

  g_ptr_array_set_size (fixture->incidents, 0);
  pull (fixture);
  incident = find_incident (fixture, operation->incident);
  operation->subject = g_strdup (((CstReturn *) g_ptr_array_index (incident->returns, 0))->id);

  return operation;
}

/* What is exchanged is an incident too. */
static CstOperation *
decide_cancel_exchange (Fixture *fixture)
{
  for (guint i = 0; i < fixture->incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (fixture->incidents, i);

      if (strstr (incident->number, "-X") != NULL)
        return cancellation (incident, NULL);
    }

  g_assert_not_reached ();
}

static CstOperation *
decide_answer (Fixture *fixture)
{
  for (guint i = 0; i < fixture->deliveries->len; i++)
    {
      const CstDelivery *delivery = g_ptr_array_index (fixture->deliveries, i);
      CstOperation *operation;

      if (!cst_delivery_takes (delivery, CST_ANSWER_TEXT))
        continue;
      operation = signed_by_lea (cst_operation_new (CST_OPERATION_DELIVERY_ANSWER, 1, delivery->order, NULL));
      operation->delivery = g_strdup (delivery->id);
      operation->answer = cst_record_new (&cst_delivery_answer_type);
      operation->answer->kind = CST_ANSWER_TEXT;
      operation->answer->text = g_strdup ("Entregar mañana.");
      return operation;
    }

  g_assert_not_reached ();
}

static guint
count_by_key (Fixture            *fixture,
              const CstOperation *operation)
{
  return cst_sandbox_process_executed (fixture->sandbox, operation->key);
}

static gboolean
is_cancelled (const CstIncident *incident,
              const char        *goods)
{
  const CstReturn *coming = goods != NULL ? cst_incident_find_return (incident, goods) : NULL;

  if (goods != NULL)
    return coming != NULL && coming->state == CST_RETURN_CLOSED && incident->state == CST_INCIDENT_IN_PROGRESS;

  return incident->state == CST_INCIDENT_RESOLVED && cst_incident_open_resolution (incident) == NULL;
}

/* Where keys are not known, what stands there tells: everything is read again from the beginning. */
static guint
count_by_facts (Fixture            *fixture,
                const CstOperation *operation)
{
  guint n = 0;

  g_clear_pointer (&fixture->cursor, g_free);
  g_ptr_array_set_size (fixture->incidents, 0);
  pull (fixture);
  for (guint i = 0; i < fixture->incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (fixture->incidents, i);

      if (operation->kind == CST_OPERATION_CANCEL && g_strcmp0 (incident->id, operation->incident) == 0)
        return is_cancelled (incident, operation->subject) ? 1 : 0;
      if (operation->kind == CST_OPERATION_REPORT && g_strcmp0 (incident->order, operation->order) == 0)
        n += ((CstLineQuantity *) g_ptr_array_index (incident->lines, 0))->quantity == 2 ? 1 : 100;
      for (guint j = 0; j < incident->resolutions->len; j++)
        {
          const CstResolution *resolution = g_ptr_array_index (incident->resolutions, j);

          if (g_strcmp0 (resolution->key, operation->key) == 0)
            n += resolution->lines->len == 1 && (!operation->with_return || incident->returns->len == 1) ? 1 : 100;
        }
    }

  /* A draft that was given up is gone. */
  return operation->kind == CST_OPERATION_CANCEL ? 1 : n;
}

/* Where the dialect writes down what it carried out: nothing may stand there twice. Marking an incident as resolved
 * may, since it changes nothing the second time. */
static guint
count_by_log (Fixture            *fixture,
              const CstOperation *operation)
{
  static const char *const calls[] = { "OR28 ", "OR43 ", "M12 ", "RT21 " };
  g_autoptr(JsonObject) state = cst_sandbox_process_get (fixture->sandbox, "/_sandbox/mirakl");
  JsonArray *executed = cst_json_opt_array (state, "executed");
  guint n = 0;

  for (guint i = 0; i < cst_json_array_length (executed); i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (calls); j++)
        n += g_str_has_prefix (json_array_get_string_element (executed, i), calls[j]);
    }

  return n;
}

static const Site sites[] = {
  { "constat", "", decide_refund, count_by_key },
  { "constat", "", decide_replacement, count_by_key },
  { "constat", "", decide_message, count_by_key },
  { "dropea", "/dropea", decide_answer, count_by_key },
  { "medusa", "/medusa", decide_refund, count_by_facts },
  { "medusa", "/medusa", decide_replacement, count_by_facts },
  { "medusa", "/medusa", decide_report, count_by_facts },
  { "medusa", "/medusa", decide_drop, count_by_facts },
  { "medusa", "/medusa", decide_cancel, count_by_facts },
  { "medusa", "/medusa", decide_cancel_return, count_by_facts },
  { "medusa", "/medusa", decide_cancel_exchange, count_by_facts },
  { "mirakl", "/mirakl", decide_refund, count_by_log },
  { "mirakl", "/mirakl", decide_replacement, count_by_log },
  { "mirakl", "/mirakl", decide_message, count_by_log },
  { "mirakl", "/mirakl", decide_refusal, count_by_log },
};

static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  const Case *this_case = data;
  g_autoptr(CstMarketplace) stranger = connect_to (fixture, this_case->site, "nobody");
  g_autoptr(GError) error = NULL;
  CstAccountInfo *info = cst_marketplace_check (fixture->marketplace, NULL, &error);

  g_assert_no_error (error);
  g_assert_false (cst_str_is_blank (info->site));
  g_assert_cmpuint (strlen (info->currency), ==, 3);
  g_assert_true (info->may_decide);
  g_assert_cmpint (info->capabilities & CST_CAN_READ_ORDERS, !=, 0);
  g_assert_cmpint (info->desk_only & ~info->capabilities, ==, 0);
  cst_record_free (&cst_account_info_type, info);

  g_assert_null (cst_marketplace_check (stranger, NULL, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_AUTH);
}

/* All of it once, then nothing, for as long as nothing changes. */
static void
test_incremental (Fixture       *fixture,
                  gconstpointer  data)
{
  g_assert_cmpuint (pull (fixture), >, 0);
  g_assert_cmpuint (pull (fixture), ==, 0);
  g_assert_cmpuint (pull (fixture), ==, 0);
}

/* How much the store knows. */
static guint
count_known (const CstMemoryStore *store)
{
  return g_hash_table_size (store->orders) + g_hash_table_size (store->incidents) +
         g_hash_table_size (store->deliveries) + g_hash_table_size (store->threads);
}

/* Trouble in the middle of reading loses nothing and invents nothing. */
static void
test_pull_fault (Fixture       *fixture,
                 gconstpointer  data)
{
  const Case *this_case = data;
  g_autofree char *match = g_strconcat (this_case->site->place, "/", NULL);
  g_autoptr(CstMemoryStore) whole = NULL;

  pull (fixture);
  whole = g_steal_pointer (&fixture->store);
  g_clear_pointer (&fixture->cursor, g_free);
  fixture->store = cst_memory_store_new ();
  cst_memory_store_lend (fixture->store, fixture->marketplace);

  cst_sandbox_process_fault (fixture->sandbox, this_case->profile, match, 2);
  pull (fixture);
  g_assert_cmpuint (count_known (fixture->store), ==, count_known (whole));
}

static CstPushOutcome
push (Fixture      *fixture,
      CstOperation *operation)
{
  CstPushOutcome outcome = CST_PUSH_DOUBT;

  for (int attempt = 1; attempt <= N_TRIES; attempt++)
    {
      g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
      g_autoptr(GError) error = NULL;

      operation->attempts = attempt;
      outcome = cst_marketplace_push (fixture->marketplace, operation, read_file, NULL, &answer, NULL, &error);
      g_assert_cmpint (error != NULL, ==, outcome == CST_PUSH_NOT_SENT || outcome == CST_PUSH_DOUBT);
      cst_memory_store_take_in (fixture->store, answer.truth);
      if (outcome == CST_PUSH_DOUBT)
        operation->doubted_at = cst_time_parse (CST_SANDBOX_NOW);
      if (outcome == CST_PUSH_IN_FLIGHT)
        cst_sandbox_process_post (fixture->sandbox, "/_sandbox/clock", "{\"advance_s\":30}");
      else if (outcome != CST_PUSH_NOT_SENT && outcome != CST_PUSH_DOUBT)
        break;
    }

  return outcome;
}

/* The fault meets the first, then the second, then a later request of the decision: in the end it was carried out once,
 * and asking says so. */
static void
test_push_fault (Fixture       *fixture,
                 gconstpointer  data)
{
  const Case *this_case = data;
  g_autofree char *match = g_strconcat (this_case->site->place, "/", NULL);
  g_autoptr(CstOperation) operation = NULL;
  CstPushOutcome outcome;

  pull (fixture);
  operation = this_case->site->decide (fixture);
  cst_sandbox_process_fault (fixture->sandbox, this_case->profile, match, 3);
  outcome = push (fixture, operation);
  cst_sandbox_process_fault (fixture->sandbox, "none", match, -1);

  g_assert_cmpint (outcome, ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (this_case->site->count (fixture, operation), ==, 1);
  if (cst_marketplace_key_retention (fixture->marketplace) >= 0)
    return;

  /* Where a key holds for ever, a repeat finds that it is done. */
  g_assert_cmpint (push (fixture, operation), ==, CST_PUSH_CONFIRMED);
  g_assert_cmpuint (this_case->site->count (fixture, operation), ==, 1);
}

static const CstOrder *
newest_order (Fixture *fixture)
{
  const CstOrder *newest = g_ptr_array_index (fixture->orders, 0);

  for (guint i = 1; i < fixture->orders->len; i++)
    {
      const CstOrder *order = g_ptr_array_index (fixture->orders, i);

      if (order->updated_at > newest->updated_at ||
          (order->updated_at == newest->updated_at && g_strcmp0 (order->id, newest->id) > 0))
        newest = order;
    }

  return newest;
}

/* What the last page ended with is seen again when it changes: it is no longer where it stood in the list. */
static void
test_newest (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(CstOperation) report = NULL;
  g_autoptr(CstOperation) refund = NULL;
  const CstIncident *incident;
  const CstOrder *order;

  pull (fixture);
  order = newest_order (fixture);
  report = signed_by_lea (cst_operation_new_report (1, order->id, CST_REASON_MISSING, NULL, 0));
  cst_operation_report_line (report, ((CstOrderLine *) g_ptr_array_index (order->lines, 0))->id, 2);
  g_assert_cmpint (push (fixture, report), ==, CST_PUSH_CONFIRMED);

  g_ptr_array_set_size (fixture->incidents, 0);
  g_assert_cmpuint (pull (fixture), >, 0);
  refund = decide_refund (fixture);
  g_assert_cmpstr (refund->order, ==, report->order);
  g_assert_cmpint (push (fixture, refund), ==, CST_PUSH_CONFIRMED);

  g_ptr_array_set_size (fixture->incidents, 0);
  g_assert_cmpuint (pull (fixture), >, 0);
  incident = find_incident (fixture, refund->incident);
  g_assert_cmpint (incident->state, ==, CST_INCIDENT_RESOLVED);
  g_assert_cmpuint (incident->resolutions->len, ==, 1);
}

static void
add (const Site *site,
     const char *name,
     const char *profile,
     void        (*test) (Fixture       *fixture,
     gconstpointer  data))
{
  g_autofree char *path = g_strdup_printf ("/contract/%s-%u/%s%s%s", site->connector, (guint) (site - sites), name,
                                           profile != NULL ? "/" : "", profile != NULL ? profile : "");
  Case *this_case = g_new0 (Case, 1);

  this_case->site = site;
  this_case->profile = profile;
  g_test_add_vtable (path, sizeof (Fixture), this_case, (GTestFixtureFunc) set_up, (GTestFixtureFunc) test,
                     (GTestFixtureFunc) tear_down);
}

int
main (int   argc,
      char *argv[])
{
  /* Trouble of the line: what the site itself does meanwhile is each connector's own test. */
  static const char *const profiles[] = { "none", "cut-before", "cut-during", "cut-after", "keepalive-reset", "delay",
                                          "http-429", "http-500", "http-503", "duplicate", "truncate" };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sites); i++)
    {
      gboolean is_first = i == 0 || !g_str_equal (sites[i].connector, sites[i - 1].connector);

      if (is_first)
        add (&sites[i], "check", NULL, test_check);
      if (is_first)
        add (&sites[i], "incremental", NULL, test_incremental);
      if (sites[i].decide == decide_report)
        add (&sites[i], "newest", NULL, test_newest);
      for (gsize j = 0; j < G_N_ELEMENTS (profiles); j++)
        {
          if (is_first)
            add (&sites[i], "pull", profiles[j], test_pull_fault);
          add (&sites[i], "push", profiles[j], test_push_fault);
        }
    }

  return g_test_run ();
}
