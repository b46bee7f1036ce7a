/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "cst-photo-request.h"
#include "cst-quantities.h"
#include "cst-resolution-words.h"

typedef struct
{
  CstOrder           *order;
  CstIncident        *incident;
  GPtrArray          *incidents;
  GPtrArray          *operations;
  CstResolutionDraft *draft;
  CstAccountInfo      info;
  int                 n_changes;
} Fixture;

static void
changed_cb (CstResolutionDraft *draft,
            Fixture            *fixture)
{
  fixture->n_changes++;
}

static void
add_line (CstOrder   *order,
          const char *id,
          const char *title,
          int         quantity,
          gint64      unit_price)
{
  CstOrderLine *line = cst_record_new (&cst_order_line_type);

  line->id = g_strdup (id);
  line->sku = g_strdup (id);
  line->title = g_strdup (title);
  line->quantity = quantity;
  line->delivered = quantity;
  line->unit_price = unit_price;
  line->tax_rate_bp = 2000;
  g_ptr_array_add (order->lines, line);
}

static void
report (CstIncident *incident,
        const char  *line_id,
        int          quantity)
{
  CstLineQuantity *line = cst_record_new (&cst_line_quantity_type);

  line->line = g_strdup (line_id);
  line->quantity = quantity;
  g_ptr_array_add (incident->lines, line);
}

static void
set_case (Fixture *fixture)
{
  cst_resolution_draft_set_case (fixture->draft, fixture->order, fixture->incident,
                                 fixture->incidents, fixture->operations);
}

/* 12 bowls at 4.00 and 3 vases at 20.00, shipping 6.00, all without tax at 20 %. Two bowls are broken. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->order = cst_order_new ();
  fixture->order->id = g_strdup ("o1");
  fixture->order->number = g_strdup ("GC-10423");
  fixture->order->customer.name = g_strdup ("Papeterie du Port");
  fixture->order->customer.contact_name = g_strdup ("Nadia Le Goff");
  fixture->order->customer.language = g_strdup ("fr");
  fixture->order->amounts = (CstAmounts) { "EUR", CST_TAX_EXCLUDED, 10800, 600, 2280, 13680 };
  fixture->order->payout.held = 13680;
  strcpy (fixture->order->payout.currency, "EUR");
  add_line (fixture->order, "l2", "Vase", 3, 2000);
  add_line (fixture->order, "l1", "Bowl", 12, 400);

  fixture->incident = cst_incident_new ();
  fixture->incident->id = g_strdup ("i1");
  fixture->incident->number = g_strdup ("P-1");
  fixture->incident->order = g_strdup ("o1");
  fixture->incident->version = 7;
  fixture->incident->handler = CST_HANDLER_BRAND;
  fixture->incident->state = CST_INCIDENT_SUBMITTED;
  report (fixture->incident, "l1", 2);

  fixture->incidents = g_ptr_array_new ();
  g_ptr_array_add (fixture->incidents, fixture->incident);
  fixture->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_operation_free);

  cst_record_init (&cst_account_info_type, &fixture->info);
  fixture->info.site = g_strdup ("Grand Comptoir");
  fixture->info.audience = CST_CUSTOMER_RETAILER;

  fixture->draft = cst_resolution_draft_new ();
  set_case (fixture);
  g_signal_connect (fixture->draft, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->draft));
  g_ptr_array_unref (fixture->incidents);
  g_ptr_array_unref (fixture->operations);
  cst_record_clear (&cst_account_info_type, &fixture->info);
  cst_incident_free (fixture->incident);
  cst_order_free (fixture->order);
}

static void
assert_problem (Fixture    *fixture,
                const char *expected)
{
  g_autofree char *problem = cst_resolution_draft_dup_problem (fixture->draft);

  g_assert_cmpstr (problem, ==, expected);
}

static void
test_starts_with_what_was_reported (Fixture       *fixture,
                                    gconstpointer  data)
{
  const CstDraftLine *first = cst_resolution_draft_get_line (fixture->draft, 0);
  const CstDraftLine *second = cst_resolution_draft_get_line (fixture->draft, 1);

  g_assert_cmpuint (cst_resolution_draft_get_n_lines (fixture->draft), ==, 2);
  g_assert_cmpstr (first->title, ==, "Bowl");
  g_assert_cmpint (first->reported, ==, 2);
  g_assert_cmpint (first->quantity, ==, 2);
  g_assert_cmpint (first->left, ==, 12);
  g_assert_cmpint (first->amount, ==, 800);
  g_assert_cmpint (second->quantity, ==, 0);
  g_assert_cmpint (cst_resolution_draft_get_choice (fixture->draft), ==, CST_CHOICE_NONE);
  assert_problem (fixture, "Choose a resolution.");
}

static void
test_quantities_stay_within_what_is_left (Fixture       *fixture,
                                          gconstpointer  data)
{
  CstOperation *pending = cst_operation_new (CST_OPERATION_REFUND, 1, "o1", "i2");

  cst_operation_add_line (pending, "l1", 9);
  pending->state = CST_OPERATION_QUEUED;
  pending->shipping = 200;
  g_ptr_array_add (fixture->operations, pending);

  cst_resolution_draft_set_quantity (fixture->draft, 0, 12);
  cst_resolution_draft_set_shipping (fixture->draft, 10000);
  g_assert_cmpint (cst_resolution_draft_get_shipping (fixture->draft), ==, 600);

  set_case (fixture);
  g_assert_cmpint (cst_resolution_draft_get_line (fixture->draft, 0)->quantity, ==, 3);
  g_assert_cmpint (cst_resolution_draft_get_shipping_left (fixture->draft), ==, 400);
  g_assert_cmpint (cst_resolution_draft_get_shipping (fixture->draft), ==, 400);

  cst_resolution_draft_set_quantity (fixture->draft, 0, 99);
  g_assert_cmpint (cst_resolution_draft_get_line (fixture->draft, 0)->quantity, ==, 3);
  cst_resolution_draft_set_quantity (fixture->draft, 0, -1);
  g_assert_cmpint (cst_resolution_draft_get_line (fixture->draft, 0)->quantity, ==, 0);
}

static void
test_nothing_left (Fixture       *fixture,
                   gconstpointer  data)
{
  CstOperation *pending = cst_operation_new (CST_OPERATION_REPLACEMENT, 1, "o1", "i2");

  cst_operation_add_line (pending, "l1", 12);
  cst_operation_add_line (pending, "l2", 3);
  pending->state = CST_OPERATION_HELD;
  g_ptr_array_add (fixture->operations, pending);
  set_case (fixture);
  cst_resolution_draft_set_choice (fixture->draft, CST_CHOICE_REFUND);

  assert_problem (fixture, "Everything on this order was already replaced or refunded.");
}

static void
test_amounts_only_go_down (Fixture       *fixture,
                           gconstpointer  data)
{
  CstAmounts amounts;

  cst_resolution_draft_set_choice (fixture->draft, CST_CHOICE_REFUND);
  cst_resolution_draft_set_amount (fixture->draft, 0, 5000);
  g_assert_cmpint (cst_resolution_draft_get_line (fixture->draft, 0)->amount, ==, 800);

  cst_resolution_draft_set_amount (fixture->draft, 0, 500);
  cst_resolution_draft_set_shipping (fixture->draft, 100);
  cst_resolution_draft_get_amounts (fixture->draft, &amounts);
  g_assert_cmpint (amounts.goods, ==, 500);
  g_assert_cmpint (amounts.shipping, ==, 100);
  g_assert_cmpint (amounts.tax, ==, 120);
  g_assert_cmpint (amounts.total, ==, 720);

  /* Another quantity is another price. */
  cst_resolution_draft_set_quantity (fixture->draft, 0, 3);
  g_assert_cmpint (cst_resolution_draft_get_line (fixture->draft, 0)->amount, ==, 1200);
}

static void
test_refund_operation (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(CstOperation) operation = NULL;
  g_autoptr(GError) error = NULL;
  const CstOperationLine *line;

  cst_resolution_draft_set_choice (fixture->draft, CST_CHOICE_REFUND);
  cst_resolution_draft_set_amount (fixture->draft, 0, 500);
  assert_problem (fixture, NULL);

  operation = cst_resolution_draft_build (fixture->draft, 1);
  line = g_ptr_array_index (operation->lines, 0);
  g_assert_cmpint (operation->kind, ==, CST_OPERATION_REFUND);
  g_assert_cmpint (operation->if_version, ==, 7);
  g_assert_cmpstr (operation->incident, ==, "i1");
  g_assert_cmpuint (operation->lines->len, ==, 1);
  g_assert_cmpint (line->quantity, ==, 2);
  g_assert_cmpint (line->amount, ==, 500);
  g_assert_cmpint (operation->expected.total, ==, 600);
  g_assert_true (cst_quantities_check (fixture->order, fixture->incidents, fixture->operations, operation, &error));
  g_assert_no_error (error);
}

static void
test_no_return_without_a_label (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr(CstOperation) operation = NULL;
  CstOutgoingFile label = { .path = (char *) "a", .filename = (char *) "label.pdf", .size = 12 };

  cst_resolution_draft_set_choice (fixture->draft, CST_CHOICE_REPLACEMENT);
  assert_problem (fixture, NULL);

  cst_resolution_draft_set_with_return (fixture->draft, TRUE);
  assert_problem (fixture, "Add the return label, or say on which day it follows.");

  cst_resolution_draft_set_label_follows (fixture->draft, TRUE);
  assert_problem (fixture, "Say on which day the return label follows.");
  cst_resolution_draft_set_label_follows_on (fixture->draft, "2026-02-30");
  assert_problem (fixture, "Say on which day the return label follows.");
  cst_resolution_draft_set_label_follows_on (fixture->draft, "2026-11-30");
  assert_problem (fixture, NULL);

  cst_resolution_draft_set_label_follows (fixture->draft, FALSE);
  cst_resolution_draft_set_label (fixture->draft, &label);
  cst_resolution_draft_set_instructions (fixture->draft, "In the original box");
  cst_resolution_draft_set_ship_by (fixture->draft, "2026-11-27");
  assert_problem (fixture, NULL);

  operation = cst_resolution_draft_build (fixture->draft, 1);
  g_assert_cmpint (operation->kind, ==, CST_OPERATION_REPLACEMENT);
  g_assert_true (operation->with_return);
  g_assert_cmpstr (operation->text, ==, "In the original box");
  g_assert_cmpstr (operation->ship_by, ==, "2026-11-27");
  g_assert_null (operation->label_follows_on);
  g_assert_cmpuint (operation->files->len, ==, 1);
  g_assert_cmpint (((CstOperationLine *) g_ptr_array_index (operation->lines, 0))->amount, ==, 0);
}

static void
test_nothing_chosen (Fixture       *fixture,
                     gconstpointer  data)
{
  cst_resolution_draft_set_choice (fixture->draft, CST_CHOICE_REPLACEMENT);
  cst_resolution_draft_set_quantity (fixture->draft, 0, 0);
  assert_problem (fixture, "Choose at least one piece.");

  cst_resolution_draft_set_quantity (fixture->draft, 1, 1);
  assert_problem (fixture, NULL);
  cst_resolution_draft_set_ship_by (fixture->draft, "soon");
  assert_problem (fixture, "The day to ship by is not a date.");
}

static void
test_draft_comes_back (Fixture       *fixture,
                       gconstpointer  data)
{
  CstOutgoingFile label = { .path = (char *) "a", .filename = (char *) "label.pdf", .size = 12 };
  g_autoptr(CstResolutionDraft) other = cst_resolution_draft_new ();
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_autoptr(GError) error = NULL;

  cst_resolution_draft_set_choice (fixture->draft, CST_CHOICE_REFUND);
  cst_resolution_draft_set_quantity (fixture->draft, 0, 3);
  cst_resolution_draft_set_amount (fixture->draft, 0, 1000);
  cst_resolution_draft_set_shipping (fixture->draft, 50);
  cst_resolution_draft_set_with_return (fixture->draft, TRUE);
  cst_resolution_draft_set_label (fixture->draft, &label);
  text = cst_resolution_draft_to_text (fixture->draft);

  cst_resolution_draft_set_case (other, fixture->order, fixture->incident, fixture->incidents, fixture->operations);
  g_assert_true (cst_resolution_draft_restore (other, text, &error));
  g_assert_no_error (error);
  again = cst_resolution_draft_to_text (other);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpint (cst_resolution_draft_get_line (other, 0)->amount, ==, 1000);
  g_assert_cmpstr (cst_resolution_draft_get_label (other)->filename, ==, "label.pdf");

  g_assert_false (cst_resolution_draft_restore (other, "[1, 2", NULL));
}

static void
test_says_when_it_changed (Fixture       *fixture,
                           gconstpointer  data)
{
  cst_resolution_draft_set_quantity (fixture->draft, 0, 2);
  cst_resolution_draft_set_choice (fixture->draft, CST_CHOICE_NONE);
  g_assert_cmpint (fixture->n_changes, ==, 0);

  cst_resolution_draft_set_quantity (fixture->draft, 0, 3);
  cst_resolution_draft_set_choice (fixture->draft, CST_CHOICE_CONTACT);
  g_assert_cmpint (fixture->n_changes, ==, 2);

  cst_resolution_draft_reset (fixture->draft);
  g_assert_cmpint (cst_resolution_draft_get_choice (fixture->draft), ==, CST_CHOICE_NONE);
  g_assert_cmpint (cst_resolution_draft_get_line (fixture->draft, 0)->quantity, ==, 2);
}

static gboolean
mentions (GPtrArray  *consequences,
          const char *text)
{
  for (guint i = 0; i < consequences->len; i++)
    {
      const CstConsequence *consequence = g_ptr_array_index (consequences, i);

      if (strstr (consequence->text, text) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
test_refund_is_spelt_out (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(GPtrArray) consequences = NULL;
  g_autofree char *heading = NULL;

  cst_resolution_draft_set_choice (fixture->draft, CST_CHOICE_REFUND);
  cst_resolution_draft_set_shipping (fixture->draft, 100);
  heading = cst_resolution_heading (fixture->draft, &fixture->info);
  consequences = cst_resolution_consequences (fixture->draft, &fixture->info, 10, 1763856000);

  /* 8.00 goods + 1.00 shipping + 1.80 tax */
  g_assert_nonnull (strstr (heading, "10.80"));
  g_assert_nonnull (strstr (heading, "Papeterie du Port"));
  g_assert_true (mentions (consequences, "2 × Bowl"));
  g_assert_true (mentions (consequences, "incl. tax"));
  g_assert_true (mentions (consequences, "excl. tax"));
  g_assert_true (mentions (consequences, "8.00"));
  g_assert_true (mentions (consequences, "1.80"));
  g_assert_true (mentions (consequences, "Grand Comptoir carries the refund out"));
  g_assert_true (mentions (consequences, "136.80"));
  g_assert_true (mentions (consequences, "10 seconds"));

  g_ptr_array_unref (consequences);
  consequences = cst_resolution_consequences (fixture->draft, &fixture->info, 600, 1763856000);
  g_assert_true (mentions (consequences, "10 minutes"));
}

static void
test_replacement_is_spelt_out (Fixture       *fixture,
                               gconstpointer  data)
{
  CstOutgoingFile label = { .path = (char *) "a", .filename = (char *) "label.pdf", .size = 12 };
  g_autoptr(GPtrArray) consequences = NULL;
  g_autofree char *heading = NULL;

  cst_resolution_draft_set_choice (fixture->draft, CST_CHOICE_REPLACEMENT);
  cst_resolution_draft_set_with_return (fixture->draft, TRUE);
  cst_resolution_draft_set_label (fixture->draft, &label);
  heading = cst_resolution_heading (fixture->draft, &fixture->info);
  consequences = cst_resolution_consequences (fixture->draft, &fixture->info, 0, 1763856000);

  g_assert_cmpstr (heading, ==, "Send 2 replacement pieces to Papeterie du Port?");
  g_assert_true (mentions (consequences, "2 × Bowl"));
  g_assert_true (mentions (consequences, "label.pdf"));
  g_assert_true (mentions (consequences, "tracking number"));
  g_assert_true (mentions (consequences, "sent at once"));
  g_assert_false (mentions (consequences, "refund"));
}

static void
test_photo_request_speaks_the_customers_language (Fixture       *fixture,
                                                  gconstpointer  data)
{
  g_autofree char *french = NULL;
  g_autofree char *english = NULL;
  const char *language;

  french = cst_photo_request_text (fixture->order, fixture->incident, &language);
  g_assert_cmpstr (language, ==, "fr");
  g_assert_true (g_str_has_prefix (french, "Bonjour Nadia Le Goff,\n\n"));
  g_assert_nonnull (strstr (french, "GC-10423"));
  g_assert_null (strchr (french, '{'));

  g_free (fixture->order->customer.language);
  fixture->order->customer.language = g_strdup ("nl");
  g_clear_pointer (&fixture->order->customer.contact_name, g_free);
  english = cst_photo_request_text (fixture->order, fixture->incident, &language);
  g_assert_cmpstr (language, ==, "en");
  g_assert_true (g_str_has_prefix (english, "Hello,\n\n"));
  g_assert_null (strchr (english, '{'));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

/* R7, O8: one of the two reported bowls is confirmed on the photos: one is proposed, until somebody chooses. */
static void
test_proposed (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(CstDesk) desk = cst_desk_new ();
  g_autoptr(GArray) nothing = NULL;
  g_autoptr(GArray) confirmed = NULL;
  g_autoptr(GArray) refuted = NULL;
  CstFinding *finding = cst_record_new (&cst_finding_type);

  set_case (fixture);
  nothing = cst_findings_now (fixture->incident, desk->findings);
  cst_resolution_draft_propose (fixture->draft, nothing);
  g_assert_cmpint (cst_resolution_draft_get_line (fixture->draft, 0)->quantity, ==, 2);

  finding->line = g_strdup ("l1");
  finding->quantity = 1;
  finding->finding = CST_FINDING_CONFIRMED;
  g_ptr_array_add (desk->findings, finding);
  confirmed = cst_findings_now (fixture->incident, desk->findings);
  cst_resolution_draft_propose (fixture->draft, confirmed);
  g_assert_cmpint (cst_resolution_draft_get_line (fixture->draft, 0)->quantity, ==, 1);

  cst_resolution_draft_set_quantity (fixture->draft, 0, 2);
  finding->quantity = 2;
  finding->finding = CST_FINDING_NOT_CONFIRMED;
  set_case (fixture);
  refuted = cst_findings_now (fixture->incident, desk->findings);
  cst_resolution_draft_propose (fixture->draft, refuted);
  g_assert_cmpint (cst_resolution_draft_get_line (fixture->draft, 0)->quantity, ==, 2);
  cst_resolution_draft_reset (fixture->draft);
  g_assert_cmpint (cst_resolution_draft_get_line (fixture->draft, 0)->quantity, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  ADD ("/R1/draft/starts-with-what-was-reported", test_starts_with_what_was_reported);
  ADD ("/R1/draft/quantities-stay-within-what-is-left", test_quantities_stay_within_what_is_left);
  ADD ("/R1/draft/nothing-left", test_nothing_left);
  ADD ("/R7/draft/proposed", test_proposed);
  ADD ("/R1/draft/amounts-only-go-down", test_amounts_only_go_down);
  ADD ("/O8/draft/refund-operation", test_refund_operation);
  ADD ("/O7/draft/no-return-without-a-label", test_no_return_without_a_label);
  ADD ("/O7/draft/nothing-chosen", test_nothing_chosen);
  ADD ("/draft/comes-back", test_draft_comes_back);
  ADD ("/draft/says-when-it-changed", test_says_when_it_changed);
  ADD ("/O8/R13/words/refund-is-spelt-out", test_refund_is_spelt_out);
  ADD ("/O7/words/replacement-is-spelt-out", test_replacement_is_spelt_out);
  ADD ("/R2/R11/photo-request-speaks-the-customers-language", test_photo_request_speaks_the_customers_language);

  return g_test_run ();
}
