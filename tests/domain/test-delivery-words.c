/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery-labels.h"

static void
test_every_word_is_its_own (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int i = 0; i <= CST_DELIVERY_SETTLED; i++)
    g_assert_true (g_hash_table_add (seen, (gpointer) cst_label_delivery_state ((CstDeliveryState) i)));

  g_hash_table_remove_all (seen);
  for (int i = 0; i <= CST_DELIVERY_OTHER; i++)
    g_assert_true (g_hash_table_add (seen, (gpointer) cst_label_delivery_reason ((CstDeliveryReason) i)));

  g_hash_table_remove_all (seen);
  for (int i = 0; i <= CST_PHASE_LOST; i++)
    {
      g_assert_true (g_hash_table_add (seen, (gpointer) cst_label_delivery_phase ((CstDeliveryPhase) i)));
      g_assert_true (g_hash_table_add (seen, (gpointer) cst_explain_delivery_phase ((CstDeliveryPhase) i)));
    }

  g_hash_table_remove_all (seen);
  for (int i = 0; i <= CST_ANSWER_RETURN; i++)
    g_assert_true (g_hash_table_add (seen, (gpointer) cst_label_answer_kind ((CstDeliveryAnswerKind) i)));
}

static void
test_tabs (void)
{
  g_assert_cmpstr (cst_label_delivery_tab (CST_DELIVERY_TAB_ALL), ==, "All");
  g_assert_cmpstr (cst_label_delivery_tab (CST_DELIVERY_TAB_WAITING), ==, "Waiting for a solution");
  g_assert_cmpstr (cst_label_delivery_tab (CST_DELIVERY_TAB_FIRST_ABSENCE), ==, "First absence");
  g_assert_cmpstr (cst_label_delivery_tab (CST_DELIVERY_TAB_SENT), ==, "Requests sent");
}

/* C6: the carrier's own figure may lag behind what its events tell, and the other way round. */
static void
test_attempts (void)
{
  g_autoptr(CstDelivery) delivery = cst_delivery_new ();

  g_assert_cmpint (cst_delivery_count_attempts (delivery), ==, 0);
  for (int i = 0; i < 3; i++)
    {
      CstDeliveryEvent *event = cst_record_new (&cst_delivery_event_type);

      event->is_attempt = i != 1;
      g_ptr_array_add (delivery->events, event);
    }
  g_assert_cmpint (cst_delivery_count_attempts (delivery), ==, 2);
  delivery->attempts = 1;
  g_assert_cmpint (cst_delivery_count_attempts (delivery), ==, 2);
  delivery->attempts = 3;
  g_assert_cmpint (cst_delivery_count_attempts (delivery), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/C11/words-are-distinct", test_every_word_is_its_own);
  g_test_add_func ("/C1/tabs", test_tabs);
  g_test_add_func ("/C6/attempts", test_attempts);

  return g_test_run ();
}
