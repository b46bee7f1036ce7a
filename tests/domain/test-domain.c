/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-case-entry.h"
#include "cst-change-set.h"
#include "cst-labels.h"

/* Written out once more, so that a slip in the table of moves shows. */
static void
test_moves (void)
{
  static const char *const allowed[] = {
    "none held", "none queued", "held queued", "held cancelled", "held conflict", "queued sending",
    "queued cancelled", "queued conflict", "sending confirmed", "sending refused", "sending conflict",
    "sending unknown", "sending queued", "unknown queued", "unknown confirmed", "unknown cancelled",
    "conflict cancelled", "refused cancelled", NULL
  };

  for (int from = CST_OPERATION_STATE_NONE; from <= CST_OPERATION_CANCELLED; from++)
    {
      for (int to = CST_OPERATION_STATE_NONE; to <= CST_OPERATION_CANCELLED; to++)
        {
          g_autofree char *move = g_strdup_printf ("%s %s", cst_enum_nick (&cst_operation_state_type, from),
                                                   cst_enum_nick (&cst_operation_state_type, to));

          g_assert_cmpint (cst_operation_can_move (from, to), ==, g_strv_contains (allowed, move));
        }
    }
}

static void
test_pending (void)
{
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_REFUND, 1, "o", "i");
  const char *pending[] = { "held", "queued", "sending", "unknown", NULL };

  for (int state = CST_OPERATION_STATE_NONE; state <= CST_OPERATION_CANCELLED; state++)
    {
      operation->state = state;
      g_assert_cmpint (cst_operation_is_pending (operation), ==,
                       g_strv_contains (pending, cst_enum_nick (&cst_operation_state_type, state)));
    }
}

/* O2: with several problems the most pressing one is shown. */
static void
test_pressure (void)
{
  g_autoptr(CstIncident) incident = cst_incident_new ();
  const CstIncidentState falling[] = {
    CST_INCIDENT_SUBMITTED, CST_INCIDENT_IN_PROGRESS, CST_INCIDENT_MARKETPLACE_REVIEW,
    CST_INCIDENT_REFUSED, CST_INCIDENT_RESOLVED,
  };
  int last;

  incident->state = CST_INCIDENT_SUBMITTED;
  incident->contested = TRUE;
  last = cst_incident_pressure (incident);
  incident->contested = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (falling); i++)
    {
      incident->state = falling[i];
      g_assert_cmpint (cst_incident_pressure (incident), <, last);
      last = cst_incident_pressure (incident);
    }
}

/* O6, O11 */
static void
test_state_labels (void)
{
  g_autoptr(CstIncident) incident = cst_incident_new ();
  CstAccountInfo info = { .site = (char *) "Grand Comptoir" };
  g_autofree char *review = NULL;
  g_autofree char *foreign = NULL;

  incident->state = CST_INCIDENT_MARKETPLACE_REVIEW;
  review = cst_label_incident_state (incident, &info);
  g_assert_cmpstr (review, ==, "Handled by Grand Comptoir");

  incident->state = CST_INCIDENT_UNKNOWN;
  incident->state_code = g_strdup ("frozen");
  foreign = cst_label_incident_state (incident, &info);
  g_assert_cmpstr (foreign, ==, "frozen");
}

/* Where the rules bring the site's own words, screens use those; sentences keep to the nearest of ours. */
static void
test_terms (void)
{
  char *words[] = {
    (char *) "incident=complaint", (char *) "incidents=Complaints", (char *) "incident-show=Open complaint",
    (char *) "customer=reader", (char *) "state-review=With {site}", NULL,
  };
  CstAccountInfo info = { .site = (char *) "Grand Comptoir", .audience = CST_CUSTOMER_CONSUMER };
  g_autoptr(CstIncident) incident = cst_incident_new ();
  CstOrder order = { .customer.name = (char *) "Lucie Morel" };
  g_autofree char *review = NULL;

  g_assert_cmpstr (cst_term_incidents (&info), ==, "Incidents");
  g_assert_cmpstr (cst_term_customer_name (&info, &order), ==, "Lucie Morel");
  order.customer.name = NULL;
  g_assert_cmpstr (cst_term_customer_name (&info, &order), ==, "Customer");
  g_assert_cmpstr (cst_label_show_incident (&info), ==, "Show incident");

  info.terms = words;
  g_assert_cmpstr (cst_term_incident (&info), ==, "Complaint");
  g_assert_cmpstr (cst_term_incidents (&info), ==, "Complaints");
  g_assert_cmpstr (cst_label_show_incident (&info), ==, "Open complaint");
  g_assert_cmpstr (cst_term_customer (&info), ==, "Reader");
  g_assert_cmpstr (cst_term_customer_name (&info, &order), ==, "Reader");
  g_assert_cmpstr (cst_term_customers (&info), ==, "Customers");
  g_assert_false (cst_term_is_retailer (&info));
  incident->state = CST_INCIDENT_MARKETPLACE_REVIEW;
  review = cst_label_incident_state (incident, &info);
  g_assert_cmpstr (review, ==, "With Grand Comptoir");

  words[3] = (char *) "customer=retailer";
  g_assert_true (cst_term_is_retailer (&info));
}

/* O13: strictly above 5 % hurts; exactly 5 % does not. */
static void
test_rate (void)
{
  CstRate rate = { .is_known = TRUE, .reported = 20, .orders = 400, .threshold_bp = 500 };

  g_assert_false (cst_rate_is_above (&rate));
  g_assert_cmpint (cst_rate_margin (&rate), ==, 0);

  rate.reported = 21;
  g_assert_true (cst_rate_is_above (&rate));
  g_assert_cmpint (cst_rate_margin (&rate), ==, -1);

  rate.reported = 12;
  g_assert_cmpint (cst_rate_margin (&rate), ==, 8);

  rate.harms_at = TRUE;
  g_assert_cmpint (cst_rate_margin (&rate), ==, 7);
  rate.reported = 20;
  g_assert_true (cst_rate_is_above (&rate));
}

/* R7: a token that may not decide takes away decisions and nothing else. */
static void
test_scopes (void)
{
  g_autoptr(CstAccount) account = cst_account_new ();

  account->info.capabilities = CST_CAN_REFUND | CST_CAN_FIND | CST_CAN_READ_ORDERS | CST_CAN_MESSAGE;
  account->info.may_find = TRUE;

  g_assert_false (cst_account_can (account, CST_CAN_REFUND));
  g_assert_false (cst_account_can (account, CST_CAN_MESSAGE));
  g_assert_true (cst_account_can (account, CST_CAN_FIND));
  g_assert_true (cst_account_can (account, CST_CAN_READ_ORDERS));

  account->info.may_decide = TRUE;
  g_assert_true (cst_account_can (account, CST_CAN_REFUND | CST_CAN_MESSAGE));
  g_assert_false (cst_account_can (account, CST_CAN_REFUND | CST_CAN_REPLACE));
}

static void
test_account_names (void)
{
  g_assert_true (cst_account_name_is_valid ("demo"));
  g_assert_true (cst_account_name_is_valid ("shop-2.eu_west"));
  g_assert_false (cst_account_name_is_valid (""));
  g_assert_false (cst_account_name_is_valid (NULL));
  g_assert_false (cst_account_name_is_valid ("a/b"));
  g_assert_false (cst_account_name_is_valid ("-x"));
  g_assert_false (cst_account_name_is_valid ("é"));
  g_assert_false (cst_account_name_is_valid ("123456789012345678901234567890123"));
}

static void
add_message (CstThread  *thread,
             const char *id,
             CstParty    author)
{
  CstMessage *message = cst_record_new (&cst_message_type);

  message->id = g_strdup (id);
  message->author = author;
  g_ptr_array_add (thread->messages, message);
}

static void
test_unread (void)
{
  g_autoptr(CstThread) thread = cst_thread_new ();

  add_message (thread, "1", CST_PARTY_CUSTOMER);
  add_message (thread, "2", CST_PARTY_BRAND);
  add_message (thread, "3", CST_PARTY_CUSTOMER);
  g_assert_cmpint (cst_thread_count_unread (thread), ==, 2);

  thread->read_up_to = g_strdup ("1");
  g_assert_cmpint (cst_thread_count_unread (thread), ==, 1);
}

static void
test_change_set (void)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  g_assert_true (cst_change_set_is_empty (changes));
  cst_change_set_add_deletion (changes, CST_ENTITY_ORDER, "o");
  g_assert_false (cst_change_set_is_empty (changes));
}

/* H10: whoever is not named is not the same as anybody else who is not. */
static void
test_customers_by_hand (void)
{
  g_autofree char *by_mail = cst_customer_id_by_hand ("Odile@Example.org", "Odile Marchand");
  g_autofree char *same = cst_customer_id_by_hand ("odile@example.org", NULL);
  g_autofree char *by_name = cst_customer_id_by_hand (NULL, "Odile Marchand");

  g_assert_cmpstr (by_mail, ==, same);
  g_assert_cmpstr (by_mail, !=, by_name);
  g_assert_null (cst_customer_id_by_hand (NULL, NULL));
  g_assert_null (cst_customer_id_by_hand ("", "  "));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/operation/moves", test_moves);
  g_test_add_func ("/operation/pending", test_pending);
  g_test_add_func ("/O2/pressure", test_pressure);
  g_test_add_func ("/O6/state-labels", test_state_labels);
  g_test_add_func ("/O1/terms", test_terms);
  g_test_add_func ("/O13/rate", test_rate);
  g_test_add_func ("/H10/customers-by-hand", test_customers_by_hand);
  g_test_add_func ("/R7/scopes", test_scopes);
  g_test_add_func ("/account/names", test_account_names);
  g_test_add_func ("/thread/unread", test_unread);
  g_test_add_func ("/change-set/empty", test_change_set);

  return g_test_run ();
}
