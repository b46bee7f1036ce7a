/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-delivery-case.h"
#include "cst-delivery-words.h"

/* What people are told of a carrier's incident, and of an answer before it is sent. */

#define NOW 1795420000

static void
test_distance (void)
{
  static const struct
  {
    int         distance_m;
    const char *text;
  } rows[] = {
    { -1, NULL }, { 0, "0 m" }, { 999, "999 m" }, { 1000, "1 km" }, { 15400, "15 km" }, { 15500, "16 km" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = cst_delivery_distance_text (rows[i].distance_m);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* What came to its end is green no longer, whatever the carrier said last. */
static void
test_shown_state (void)
{
  g_assert_cmpint (cst_delivery_shown_state (CST_DELIVERY_SOLVED, 0), ==, CST_DELIVERY_SOLVED);
  g_assert_cmpint (cst_delivery_shown_state (CST_DELIVERY_SOLVED, NOW), ==, CST_DELIVERY_SETTLED);
  g_assert_cmpint (cst_delivery_shown_state (CST_DELIVERY_REPLIED, NOW), ==, CST_DELIVERY_SETTLED);
}

/* A protest presses as long as the carrier takes one. */
static void
test_turn (void)
{
  static const struct
  {
    gint64      protest_until;
    const char *text;
  } rows[] = {
    { 0, "yours to answer" }, { NOW - 1, "yours to answer" }, { NOW, "yours to answer" },
    { NOW + 2 * 86400, "protest within 2 d" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CstDeliveryRowData row = { .todo = CST_DELIVERY_TODO_SOLVE, .protest_until = rows[i].protest_until };
      g_autofree char *text = cst_delivery_turn_text (&row, NOW);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static char *
consequences (CstDeliveryAnswerKind  kind,
              int                    distance_m,
              gint64                 cod,
              const char            *connector)
{
  g_autoptr(CstDelivery) delivery = cst_delivery_new ();
  g_autoptr(CstAccount) account = cst_account_new ();
  g_autoptr(CstDeliveryAnswer) answer = cst_delivery_answer_new (kind);
  CstDeliveryCase delivery_case = { .delivery = delivery, .account = account, .undo_window = 60 };
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  delivery->carrier = g_strdup ("TIPSA");
  delivery->distance_m = distance_m;
  delivery->cod = cod;
  g_strlcpy (delivery->currency, "EUR", sizeof delivery->currency);
  account->connector = g_strdup (connector);
  account->info.may_decide = TRUE;
  account->info.capabilities = CST_CAN_ANSWER_DELIVERIES |
                               (g_str_equal (connector, "manual") ? CST_CAN_RECORD : 0);
  answer->text = g_strdup ("Jeudi");
  list = cst_delivery_consequences (&delivery_case, answer, NOW);
  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (text, "%s\n", ((const CstConsequence *) g_ptr_array_index (list, i))->text);

  return g_strdup (text->str);
}

/* C6: 15 km are not beyond 15 km; an hour matters only where a new attempt is asked for. */
static void
test_far_away (void)
{
  static const struct
  {
    CstDeliveryAnswerKind kind;
    int                   distance_m;
    gboolean              warns;
  } rows[] = {
    { CST_ANSWER_NEW_ATTEMPT, -1, FALSE }, { CST_ANSWER_NEW_ATTEMPT, 15000, FALSE },
    { CST_ANSWER_NEW_ATTEMPT, 15001, TRUE }, { CST_ANSWER_PICKUP, 15001, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = consequences (rows[i].kind, rows[i].distance_m, 0, "dropea");

      g_assert_cmpint (strstr (text, "more than 15 km away") != NULL, ==, rows[i].warns);
    }
}

/* C8: what is collected at the door, and what cannot be taken back, is said with its amount. */
static void
test_collected (void)
{
  g_autofree char *back = consequences (CST_ANSWER_RETURN, -1, 3990, "dropea");
  g_autofree char *again = consequences (CST_ANSWER_TEXT, -1, 3990, "dropea");
  g_autofree char *paid = consequences (CST_ANSWER_RETURN, -1, 0, "dropea");

  g_assert_nonnull (strstr (back, "cannot be taken back"));
  g_assert_nonnull (strstr (back, "The €39.90 of cash on delivery will not be collected."));
  g_assert_null (strstr (back, "still pays"));
  g_assert_nonnull (strstr (again, "The customer still pays €39.90 on delivery."));
  g_assert_null (strstr (again, "cannot be taken back"));
  g_assert_nonnull (strstr (paid, "cannot be taken back"));
  g_assert_null (strstr (paid, "cash on delivery"));
}

/* C4: green comes from the carrier, or by hand on somebody's word; what is not sent from here cannot be undone. */
static void
test_green (void)
{
  g_autofree char *sent = consequences (CST_ANSWER_TEXT, -1, 0, "dropea");
  g_autofree char *by_hand = consequences (CST_ANSWER_TEXT, -1, 0, "manual");

  g_assert_nonnull (strstr (sent, "turns green when the carrier has the answer, not before"));
  g_assert_nonnull (strstr (sent, "You can undo it for 1 minute"));
  g_assert_nonnull (strstr (by_hand, "Nothing is sent from here"));
  g_assert_null (strstr (by_hand, "undo"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/C6/distance", test_distance);
  g_test_add_func ("/C4/shown-state", test_shown_state);
  g_test_add_func ("/C1/R15/whose-turn", test_turn);
  g_test_add_func ("/C6/far-away", test_far_away);
  g_test_add_func ("/C8/collected-at-the-door", test_collected);
  g_test_add_func ("/C4/when-it-turns-green", test_green);

  return g_test_run ();
}
