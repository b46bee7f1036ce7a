/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-medusa.h"
#include "cst-rest.h"
#include "cst-sandbox-process.h"
#include "cst-script-server.h"
#include "cst-util.h"

/* What only this site does: what it says no to, what it says no to and does all the same, and what it is therefore
 * never asked for. The pretend one is as strict as the real one was seen to be. */

typedef struct
{
  CstSandboxProcess *sandbox;
  CstMarketplace    *marketplace;
  CstChangeSet      *all; /* what the site has now */
} Fixture;

static void
read_all (Fixture *fixture)
{
  g_autofree char *cursor = NULL;
  gboolean has_more = TRUE;

  g_clear_pointer (&fixture->all, cst_change_set_free);
  fixture->all = cst_change_set_new ();
  while (has_more)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CstChangeSet) page = cst_marketplace_pull (fixture->marketplace, cursor, 1000, NULL, &error);

      g_assert_no_error (error);
      g_ptr_array_extend_and_steal (fixture->all->incidents, g_steal_pointer (&page->incidents));
      g_ptr_array_extend_and_steal (fixture->all->orders, g_steal_pointer (&page->orders));
      page->incidents = g_ptr_array_new ();
      page->orders = g_ptr_array_new ();
      g_free (cursor);
      cursor = g_strdup (page->cursor);
      has_more = page->has_more;
    }
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *url = NULL;

  fixture->sandbox = cst_sandbox_process_new (NULL, 0);
  url = g_strconcat (fixture->sandbox->url, "/medusa", NULL);
  fixture->marketplace = cst_site_new (&cst_medusa, url, fixture->sandbox->token, NULL);
  read_all (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->marketplace));
  cst_change_set_free (fixture->all);
  cst_sandbox_process_free (fixture->sandbox);
}

static const CstIncident *
find_known (Fixture    *fixture,
            const char *id)
{
  for (guint i = 0; i < fixture->all->incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (fixture->all->incidents, i);

      if (g_str_equal (incident->id, id))
        return incident;
    }

  return NULL;
}

static const CstIncident *
find (Fixture    *fixture,
      const char *id)
{
  const CstIncident *incident = find_known (fixture, id);

  g_assert_nonnull (incident);

  return incident;
}

/* The first that waits, or the exchange. */
static const CstIncident *
pick (Fixture  *fixture,
      gboolean  is_exchange)
{
  for (guint i = 0; i < fixture->all->incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (fixture->all->incidents, i);

      if (is_exchange ? strstr (incident->number, "-X") != NULL : incident->state == CST_INCIDENT_SUBMITTED)
        return incident;
    }

  g_assert_not_reached ();
}

static GBytes *
read_file (const CstOutgoingFile  *file,
           gpointer                user_data,
           GError                **error)
{
  return g_bytes_new_static ("%PDF-1.4\n%%EOF\n", 15);
}

static CstOperation *
decide (CstOperationKind   kind,
        const CstIncident *incident,
        const char        *subject)
{
  CstOperation *operation = cst_operation_new (kind, 1, incident->order, incident->id);

  operation->attempts = 1;
  operation->subject = g_strdup (subject);

  return operation;
}

/* Returns: (transfer full) (nullable): what is said of the outcome */
static char *
push (Fixture        *fixture,
      CstOperation   *operation,
      CstPushOutcome  wanted)
{
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (cst_marketplace_push (fixture->marketplace, operation, read_file, NULL, &answer, NULL, &error), ==,
                   wanted);
  g_assert_no_error (error);
  read_all (fixture);

  return g_steal_pointer (&answer.problem);
}

static void
confirmed (Fixture      *fixture,
           CstOperation *owned)
{
  g_autoptr(CstOperation) operation = owned;

  g_free (push (fixture, operation, CST_PUSH_CONFIRMED));
}

/* With a return, and with its label if wanted. Returns: (transfer full): the incident's id */
static char *
replace (Fixture  *fixture,
         gboolean  with_label)
{
  const CstIncident *incident = pick (fixture, FALSE);
  CstOperation *operation = decide (CST_OPERATION_REPLACEMENT, incident, NULL);
  char *id = g_strdup (incident->id);

  cst_operation_add_line (operation, ((CstLineQuantity *) g_ptr_array_index (incident->lines, 0))->line, 2);
  operation->with_return = TRUE;
  if (with_label)
    {
      CstOutgoingFile *file = cst_record_new (&cst_outgoing_file_type);

      file->filename = g_strdup ("étiquette (3).pdf");
      file->media_type = g_strdup ("application/pdf");
      g_ptr_array_add (operation->files, file);
    }
  confirmed (fixture, operation);

  return id;
}

static const char *
goods_of (const CstIncident *incident)
{
  return ((CstReturn *) g_ptr_array_index (incident->returns, 0))->id;
}

/* All of it came back in good order. */
static CstOperation *
inspection (const CstIncident *incident,
            int                quantity)
{
  CstOperation *operation = decide (CST_OPERATION_RETURN_INSPECTED, incident, goods_of (incident));
  const CstLineQuantity *line = g_ptr_array_index (incident->lines, 0);

  cst_operation_add_line (operation, line->line, quantity)->accepted = quantity;

  return operation;
}

/* It cannot be done, is not tried, and the words say why: nothing moved there. */
static void
assert_not_cancelled (Fixture    *fixture,
                      const char *id,
                      const char *why)
{
  g_autoptr(CstOperation) operation = decide (CST_OPERATION_CANCEL, find (fixture, id), NULL);
  CstIncidentState state = find (fixture, id)->state;
  g_autofree char *problem = push (fixture, operation, CST_PUSH_CONFLICT);

  g_assert_nonnull (strstr (problem, why));
  g_assert_cmpint (find (fixture, id)->state, ==, state);
}

static CstOperation *
refund_of (const CstIncident *incident,
           gint64             total)
{
  CstOperation *refund = decide (CST_OPERATION_REFUND, incident, NULL);

  cst_operation_add_line (refund, ((CstLineQuantity *) g_ptr_array_index (incident->lines, 0))->line, 1);
  refund->expected.total = total;
  g_strlcpy (refund->expected.currency, "EUR", sizeof refund->expected.currency);

  return refund;
}

/* Somebody in the shop's admin. */
static void
put_in_draft (Fixture    *fixture,
              const char *claim,
              const char *part,
              const char *items)
{
  g_autofree char *url = g_strconcat (fixture->sandbox->url, "/medusa", NULL);
  g_autoptr(CstHttp) http = cst_http_new (url, CST_HTTP_BASIC_USER, fixture->sandbox->token, NULL);
  g_autofree char *path = g_strdup_printf ("/admin/claims/%s/%s", claim, part);
  g_autofree char *text = g_strdup_printf ("{\"items\":[%s]}", items);
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (cst_rest_change (http, "POST", path, NULL, json_from_string (text, NULL), &answer, NULL, NULL,
                                    &error), ==, CST_PUSH_CONFIRMED);
}

/* Somebody else is about to send something instead: confirming the draft would send it, beside the money or beside
 * what is sent from here. */
static void
test_draft_taken (Fixture       *fixture,
                  gconstpointer  data)
{
  static const CstOperationKind kinds[] = { CST_OPERATION_REFUND, CST_OPERATION_REPLACEMENT };
  g_autofree char *id = g_strdup (pick (fixture, FALSE)->id);

  put_in_draft (fixture, id, "outbound/items", "{\"variant_id\":\"variant_1\",\"quantity\":3}");
  for (gsize i = 0; i < 2 * G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(CstOperation) operation = refund_of (find (fixture, id), 720);
      g_autofree char *problem = NULL;

      operation->kind = kinds[i / 2];
      operation->doubted_at = i % 2;
      problem = push (fixture, operation, CST_PUSH_CONFLICT);
      g_assert_nonnull (strstr (problem, "Another change"));
      g_assert_cmpint (find (fixture, id)->state, ==, CST_INCIDENT_SUBMITTED);
      g_assert_cmpuint (find (fixture, id)->resolutions->len, ==, 0);
    }
}

/* Others want the goods back, in other numbers; this decision wants none. */
static void
test_return_taken (Fixture       *fixture,
                   gconstpointer  data)
{
  const CstIncident *incident = pick (fixture, FALSE);
  g_autofree char *id = g_strdup (incident->id);
  const char *line = ((CstLineQuantity *) g_ptr_array_index (incident->lines, 0))->line;
  g_autofree char *item = g_strdup_printf ("{\"id\":\"%s\",\"quantity\":2}", line);
  g_autoptr(CstOperation) operation = refund_of (incident, 0);

  put_in_draft (fixture, id, "inbound/items", item);
  operation->kind = CST_OPERATION_REPLACEMENT;
  g_free (push (fixture, operation, CST_PUSH_CONFLICT));
  operation->with_return = TRUE;
  g_free (push (fixture, operation, CST_PUSH_CONFLICT));
  g_assert_cmpint (find (fixture, id)->state, ==, CST_INCIDENT_SUBMITTED);
}

/* Nobody saw the end of ours, and meanwhile somebody else refunded: whether that is enough is for a person. */
static void
test_other_refund (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *id = g_strdup (pick (fixture, FALSE)->id);
  g_autoptr(CstOperation) ours = refund_of (find (fixture, id), 720);
  g_autofree char *problem = NULL;

  ours->created_at = cst_time_parse (CST_SANDBOX_NOW);
  ours->doubted_at = ours->created_at + 1;
  confirmed (fixture, refund_of (find (fixture, id), 360));
  problem = push (fixture, ours, CST_PUSH_CANNOT_TELL);
  g_assert_nonnull (strstr (problem, "another refund"));
  g_assert_cmpuint (find (fixture, id)->resolutions->len, ==, 1);
}

static void
test_no_return (Fixture       *fixture,
                gconstpointer  data)
{
  const CstIncident *incident = pick (fixture, FALSE);
  g_autofree char *id = g_strdup (incident->id);

  confirmed (fixture, refund_of (incident, 720));

  assert_not_cancelled (fixture, id, "together with its return");
}

/* More than was paid: the claim stays as it was, and can still be replaced. */
static void
test_too_much (Fixture       *fixture,
               gconstpointer  data)
{
  const CstIncident *incident = pick (fixture, FALSE);
  g_autofree char *id = g_strdup (incident->id);
  g_autoptr(CstOperation) refund = refund_of (incident, 100000000);
  g_autofree char *problem = NULL;

  problem = push (fixture, refund, CST_PUSH_REFUSED);
  g_assert_nonnull (strstr (problem, "left to give back"));
  g_assert_cmpint (find (fixture, id)->state, ==, CST_INCIDENT_SUBMITTED);
}

static void
test_labelled (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *id = replace (fixture, TRUE);

  assert_not_cancelled (fixture, id, "label already");
}

static void
test_received (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *id = replace (fixture, FALSE);
  const CstIncident *incident = find (fixture, id);
  CstOperation *received = decide (CST_OPERATION_RETURN_RECEIVED, incident, goods_of (incident));
  CstOperation *inspected;

  confirmed (fixture, received);
  assert_not_cancelled (fixture, id, "Another change");

  incident = find (fixture, id);
  inspected = inspection (incident, 2);
  confirmed (fixture, inspected);
  assert_not_cancelled (fixture, id, "came back already");
}

static void
test_packed (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *id = replace (fixture, FALSE);
  const CstIncident *incident = find (fixture, id);
  CstOperation *shipped = decide (CST_OPERATION_SHIP_REPLACEMENT, incident,
                                  ((CstResolution *) g_ptr_array_index (incident->resolutions, 0))->id);

  shipped->carrier = g_strdup ("Colissimo");
  shipped->tracking_number = g_strdup ("6A1");
  confirmed (fixture, shipped);

  assert_not_cancelled (fixture, id, "packed already");
}

/* It says no to a claim whose return is cancelled already, and cancels it: what stands there counts. */
static void
test_no_and_yet (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *id = replace (fixture, FALSE);

  confirmed (fixture, decide (CST_OPERATION_CANCEL, find (fixture, id), goods_of (find (fixture, id))));
  g_assert_cmpint (find (fixture, id)->state, ==, CST_INCIDENT_IN_PROGRESS);
  confirmed (fixture, decide (CST_OPERATION_CANCEL, find (fixture, id), NULL));
  g_assert_cmpint (find (fixture, id)->state, ==, CST_INCIDENT_RESOLVED);
  g_assert_cmpstr (find (fixture, id)->state_code, ==, "canceled");
}

/* A draft is gone without a trace, and the answer says so at once. */
static void
test_dropped (Fixture       *fixture,
              gconstpointer  data)
{
  const CstIncident *incident = pick (fixture, FALSE);
  g_autofree char *id = g_strdup (incident->id);
  g_autoptr(CstOperation) operation = decide (CST_OPERATION_CANCEL, incident, NULL);
  g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (cst_marketplace_push (fixture->marketplace, operation, read_file, NULL, &answer, NULL, &error), ==,
                   CST_PUSH_CONFIRMED);
  g_assert_cmpuint (answer.truth->deletions->len, ==, 1);
  g_assert_cmpuint (answer.truth->orders->len, ==, 1);
  read_all (fixture);
  g_assert_null (find_known (fixture, id));
}

/* An order takes one change at a time. */
static void
test_busy (Fixture       *fixture,
           gconstpointer  data)
{
  const CstIncident *incident = pick (fixture, FALSE);
  g_autoptr(CstOperation) report = cst_operation_new_report (1, incident->order, CST_REASON_MISSING, "Il manque", 0);
  g_autofree char *problem = NULL;

  report->attempts = 1;
  cst_operation_report_line (report, ((CstLineQuantity *) g_ptr_array_index (incident->lines, 0))->line, 1);
  problem = push (fixture, report, CST_PUSH_CONFLICT);
  g_assert_nonnull (strstr (problem, "takes one at a time"));
}

/* No route writes a claim's images: a photo of ours hangs on the claim as an address. */
static void
test_photo (Fixture       *fixture,
            gconstpointer  data)
{
  CstOperation *report = NULL;
  g_autofree char *order = NULL;
  const CstIncident *made = NULL;

  for (guint i = 0; i < fixture->all->orders->len && report == NULL; i++)
    {
      const CstOrder *one = g_ptr_array_index (fixture->all->orders, i);
      CstOutgoingFile *file;

      if (one->incident_ids != NULL && *one->incident_ids != NULL)
        continue;
      order = g_strdup (one->id);
      report = cst_operation_new_report (1, one->id, CST_REASON_DAMAGED, "Cassé", 0);
      report->attempts = 1;
      cst_operation_report_line (report, ((CstOrderLine *) g_ptr_array_index (one->lines, 0))->id, 1);
      file = cst_record_new (&cst_outgoing_file_type);
      file->filename = g_strdup ("cassé (1).jpg");
      file->media_type = g_strdup ("image/jpeg");
      g_ptr_array_add (report->files, file);
    }
  confirmed (fixture, report);

  for (guint i = 0; i < fixture->all->incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (fixture->all->incidents, i);

      if (g_str_equal (incident->order, order))
        made = incident;
    }
  g_assert_nonnull (made);
  g_assert_cmpuint (made->attachments->len, ==, 1);
}

/* What is exchanged comes in like any other return. */
static void
test_exchange (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *id = g_strdup (pick (fixture, TRUE)->id);
  const CstIncident *incident = find (fixture, id);
  CstOperation *shipped = decide (CST_OPERATION_SHIP_REPLACEMENT, incident,
                                  ((CstResolution *) g_ptr_array_index (incident->resolutions, 0))->id);
  CstOperation *inspected;

  g_assert_cmpint (incident->state, ==, CST_INCIDENT_IN_PROGRESS);
  shipped->carrier = g_strdup ("Colissimo");
  shipped->tracking_number = g_strdup ("6A1");
  confirmed (fixture, shipped);

  incident = find (fixture, id);
  inspected = inspection (incident, 1);
  confirmed (fixture, inspected);
  g_assert_cmpint (find (fixture, id)->state, ==, CST_INCIDENT_RESOLVED);
}

#define OK(body) "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" body

/* An answer without its list does not say that what was there is gone. */
static void
test_no_list (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const answers[] = {
    OK ("{\"orders\":[{\"id\":\"order_1\"}]}"), OK ("{\"claims\":[]}"), OK ("{\"exchanges\":[]}"),
  };

  for (gsize i = 0; i <= G_N_ELEMENTS (answers); i++)
    {
      const CstScriptStep steps[] = {
        { i == 0 ? OK ("{}") : answers[0], 0 }, { i == 1 ? OK ("{}") : answers[1], 0 },
        { i == 2 ? OK ("{}") : answers[2], 0 }, { OK ("{}"), 0 },
      };
      g_autoptr(CstScriptServer) server = cst_script_server_new (steps, G_N_ELEMENTS (steps));
      g_autofree char *url = cst_script_server_get_url (server);
      g_autoptr(CstMarketplace) marketplace = cst_site_new (&cst_medusa, url, "token", NULL);
      g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_CANCEL, 1, "order_1", "claim_1");
      g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (cst_marketplace_push (marketplace, operation, read_file, NULL, &answer, NULL, &error), ==,
                       CST_PUSH_NOT_SENT);
      g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED);
      g_assert_null (answer.truth);
    }
}

/* An order that is gone is a plain no to what never left; what may have been done on it is for a person. */
static void
test_order_gone (Fixture       *fixture,
                 gconstpointer  data)
{
  static const CstOperationKind kinds[] = { CST_OPERATION_REFUND, CST_OPERATION_REPLACEMENT, CST_OPERATION_REPORT };

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (kinds); i++)
    {
      const CstScriptStep steps[] = {
        { OK ("{\"orders\":[]}"), 0 }, { OK ("{\"claims\":[]}"), 0 }, { OK ("{\"exchanges\":[]}"), 0 },
      };
      g_autoptr(CstScriptServer) server = cst_script_server_new (steps, G_N_ELEMENTS (steps));
      g_autofree char *url = cst_script_server_get_url (server);
      g_autoptr(CstMarketplace) marketplace = cst_site_new (&cst_medusa, url, "token", NULL);
      g_autoptr(CstOperation) operation = cst_operation_new (kinds[i / 2], 1, "order_1", "claim_1");
      g_auto(CstPushAnswer) answer = CST_PUSH_ANSWER_INIT;
      g_autoptr(GError) error = NULL;

      operation->doubted_at = i % 2;
      g_assert_cmpint (cst_marketplace_push (marketplace, operation, read_file, NULL, &answer, NULL, &error), ==,
                       operation->doubted_at != 0 ? CST_PUSH_CANNOT_TELL : CST_PUSH_CONFLICT);
      g_assert_no_error (error);
      g_assert_nonnull (strstr (answer.problem, "any more"));
      g_assert_cmpuint (cst_script_server_count (server), ==, G_N_ELEMENTS (steps));
    }
}

#define N_DRAFTS 300
#define MAX_ADDRESS 8000

/* What waits is asked for some at a time: no server takes an address of any length. */
static void
test_many_drafts (Fixture       *fixture,
                  gconstpointer  data)
{
  static const CstScriptStep steps[] = {
    { OK ("{\"orders\":[]}"), 0 }, { OK ("{\"claims\":[]}"), 0 }, { OK ("{\"returns\":[]}"), 0 },
    { OK ("{\"claims\":[]}"), 0 }, { OK ("{\"claims\":[]}"), 0 }, { OK ("{\"claims\":[]}"), 0 },
    { OK ("{\"orders\":[]}"), 0 }, { OK ("{\"claims\":[]}"), 0 }, { OK ("{\"exchanges\":[]}"), 0 },
  };
  g_autoptr(CstScriptServer) server = cst_script_server_new (steps, G_N_ELEMENTS (steps));
  g_autofree char *url = cst_script_server_get_url (server);
  g_autoptr(CstMarketplace) marketplace = cst_site_new (&cst_medusa, url, "token", NULL);
  g_autoptr(GString) cursor = g_string_new ("{\"drafts\":{");
  g_autoptr(CstChangeSet) changes = NULL;
  g_autoptr(GError) error = NULL;

  for (int i = 0; i < N_DRAFTS; i++)
    g_string_append_printf (cursor, "%s\"claim_01KB3XH2E9V5M8Q7R6T4W1%04d\":\"order_1\"", i > 0 ? "," : "", i);
  g_string_append (cursor, "}}");

  changes = cst_marketplace_pull (marketplace, cursor->str, 100, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->deletions->len, ==, N_DRAFTS);
  g_assert_cmpuint (cst_script_server_count (server), ==, G_N_ELEMENTS (steps));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    g_assert_cmpuint (strcspn (cst_script_server_request (server, i), "\r"), <, MAX_ADDRESS);
}

/* One request at a time: what may still be carried out is waited for. */
static void
test_settles (Fixture       *fixture,
              gconstpointer  data)
{
  g_assert_cmpint (cst_marketplace_settle_time (fixture->marketplace), >, 0);
  g_assert_cmpint (cst_marketplace_key_retention (fixture->marketplace), ==, -1);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void      (*test) (Fixture       *fixture,
                       gconstpointer  data);
  } tests[] = {
    { "/medusa/meets/1/photos-are-addresses", test_photo },
    { "/medusa/meets/4/says-no-and-does-it", test_no_and_yet },
    { "/medusa/meets/4/settles", test_settles },
    { "/medusa/meets/5/one-change-at-a-time", test_busy },
    { "/medusa/meets/6/not-without-a-return", test_no_return },
    { "/medusa/R7/draft-in-other-hands", test_draft_taken },
    { "/medusa/R7/return-in-other-hands", test_return_taken },
    { "/medusa/R7/other-refund-in-doubt", test_other_refund },
    { "/medusa/refund/not-more-than-was-paid", test_too_much },
    { "/medusa/case/no-list", test_no_list },
    { "/medusa/case/order-gone", test_order_gone },
    { "/medusa/pull/many-drafts", test_many_drafts },
    { "/medusa/cancel/not-with-a-label", test_labelled },
    { "/medusa/cancel/not-when-it-came-back", test_received },
    { "/medusa/cancel/not-when-packed", test_packed },
    { "/medusa/cancel/a-draft-is-gone", test_dropped },
    { "/medusa/exchange/goes-and-comes", test_exchange },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
