/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-list-diff.h"
#include "cst-list-model.h"
#include "truth-fixture.h"

typedef struct
{
  guint n_signals;
  guint n_removed;
  guint n_added;
} Watch;

static void
items_changed_cb (GListModel *list,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Watch      *watch)
{
  watch->n_signals++;
  watch->n_removed += removed;
  watch->n_added += added;
}

static void
settle (CstListModel *model)
{
  do
    while (g_main_context_iteration (NULL, cst_list_model_is_loading (model)))
      continue;
  while (cst_list_model_is_loading (model));
}

static void
fill (Fixture *fixture,
      gint64   account,
      int      n)
{
  for (int start = 0; start < n; start += 1000)
    {
      g_autoptr(CstChangeSet) changes = cst_change_set_new ();

      for (int i = start; i < MIN (n, start + 1000); i++)
        {
          g_autofree char *id = g_strdup_printf ("%05d", i);
          CstOrder *order = make_order (id, 1, CST_ORDER_SHIPPED);

          order->placed_at = i + 1;
          g_ptr_array_add (changes->orders, order);
        }
      cst_applied_free (apply (fixture, account, changes));
    }
}

static CstListModel *
open_model (Fixture     *fixture,
            CstListSort  sort)
{
  CstListModel *model = cst_list_model_new (fixture->store);
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_ORDERS);

  query->sort = sort;
  cst_list_model_set_query (model, query);
  settle (model);

  return model;
}

static const char *
number_at (CstListModel *model,
           guint         position)
{
  g_autoptr(CstListSlot) slot = g_list_model_get_item (G_LIST_MODEL (model), position);

  /* The store's model remembers the row beyond the slot. */
  return cst_order_row_get_data (CST_ORDER_ROW (cst_list_slot_get_row (slot)))->number;
}

static void
test_slots (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstListModel) model = NULL;
  g_autoptr(CstListSlot) slot = NULL;
  g_autoptr(CstListSlot) again = NULL;
  CstOrder *changed;
  Watch watch = { 0 };
  guint n_notified = 0;

  fill (fixture, demo, 10);
  model = open_model (fixture, CST_SORT_DATE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 10);
  slot = g_list_model_get_item (G_LIST_MODEL (model), 4);
  again = g_list_model_get_item (G_LIST_MODEL (model), 4);
  g_assert_true (slot == again);
  g_assert_cmpuint (cst_list_slot_get_position (slot), ==, 4);

  /* What changes without moving is told by the slot, not by the list. */
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), &watch);
  g_signal_connect_swapped (slot, "notify::row", G_CALLBACK (g_atomic_int_inc), &n_notified);
  changed = make_order ("00004", 2, CST_ORDER_COMPLETED);
  changed->placed_at = 5;
  apply_order (fixture, demo, changed);
  settle (model);
  g_assert_cmpuint (watch.n_signals, ==, 0);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpint (cst_order_row_get_data (CST_ORDER_ROW (cst_list_slot_get_row (slot)))->status, ==,
                   CST_ORDER_COMPLETED);

  /* What moves keeps its neighbours. */
  changed = make_order ("00009", 2, CST_ORDER_SHIPPED);
  changed->placed_at = 1;
  apply_order (fixture, demo, changed);
  settle (model);
  g_assert_cmpuint (watch.n_removed, ==, 1);
  g_assert_cmpuint (watch.n_added, ==, 1);
  g_assert_cmpuint (cst_list_slot_get_position (slot), ==, 5);
  g_clear_object (&again);
  again = g_list_model_get_item (G_LIST_MODEL (model), 5);
  g_assert_true (slot == again);
  g_assert_cmpuint (cst_list_model_position_of (model, demo, "00004"), ==, 5);
  g_assert_cmpuint (cst_list_model_position_of (model, demo, "nowhere"), ==, G_MAXUINT);
}

static void
first_screen_cb (GListModel *list,
                 guint       position,
                 guint       removed,
                 guint       added,
                 guint      *first)
{
  if (*first == 0)
    *first = added;
}

static void
test_many (Fixture       *fixture,
           gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstListModel) model = cst_list_model_new (fixture->store);
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_ORDERS);
  guint first = 0;

  fill (fixture, demo, 20000);
  query->sort = CST_SORT_DATE;
  g_signal_connect (model, "items-changed", G_CALLBACK (first_screen_cb), &first);
  cst_list_model_set_query (model, query);
  settle (model);
  g_assert_cmpuint (first, ==, 200);
  g_assert_cmpuint (cst_list_model_get_n_total (model), ==, 20000);

  /* Through the whole list, so that what was read first has long been forgotten. */
  for (guint i = 0; i < 20000; i += 7)
    {
      g_autofree char *expected = g_strdup_printf ("OC-%05u", i);

      g_assert_cmpstr (number_at (model, i), ==, expected);
    }
  g_assert_cmpstr (number_at (model, 0), ==, "OC-00000");
}

static void
test_other_query (Fixture       *fixture,
                  gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstListModel) model = NULL;
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_ORDERS);
  g_autoptr(CstListQuery) outbox = cst_list_query_new (CST_LIST_OUTBOX);
  g_autoptr(CstListSlot) held = NULL;

  fill (fixture, demo, 500);
  model = open_model (fixture, CST_SORT_DATE);
  held = g_list_model_get_item (G_LIST_MODEL (model), 123);

  /* As fast as a person types: only the last one counts. */
  for (const char *typed = "00123"; *typed != '\0'; typed++)
    {
      g_free (query->search);
      query->search = g_strdup (typed);
      cst_list_model_set_query (model, query);
    }
  g_free (query->search);
  query->search = g_strdup ("oc 00123");
  cst_list_model_set_query (model, query);
  settle (model);
  g_assert_cmpuint (cst_list_model_get_n_total (model), ==, 1);
  g_assert_cmpuint (cst_list_slot_get_position (held), ==, 0);

  cst_list_model_set_query (model, outbox);
  settle (model);
  g_assert_cmpuint (cst_list_model_get_n_total (model), ==, 0);
}

/* A slot may outlive the list, and the list a running query. */
static void
test_lives (Fixture       *fixture,
            gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstListModel) model = NULL;
  g_autoptr(CstListSlot) slot = NULL;
  CstListModel *running;

  fill (fixture, demo, 3);
  model = open_model (fixture, CST_SORT_DATE);
  slot = g_list_model_get_item (G_LIST_MODEL (model), 1);
  g_assert_finalize_object (g_steal_pointer (&model));
  g_assert_nonnull (cst_list_slot_get_row (slot));

  model = open_model (fixture, CST_SORT_DATE);
  cst_list_model_reload (model);
  running = model;
  g_object_add_weak_pointer (G_OBJECT (running), (gpointer *) &running);
  g_clear_object (&model);
  while (running != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static GArray *
random_ids (GRand *rand,
            guint  n)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n; i++)
    {
      gint64 id = g_rand_int_range (rand, 1, 40);

      if (g_hash_table_add (seen, GINT_TO_POINTER ((int) id)))
        g_array_append_val (ids, id);
    }

  return ids;
}

/* Applied in order, the splices lead from any list to any other. */
/* A list that nobody looks at stays as it is, and catches up when somebody does. */
static void
test_suspended (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 demo = add_account (fixture, "demo");
  g_autoptr(CstListModel) model = NULL;
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_ORDERS);
  Watch watch = { 0 };

  fill (fixture, demo, 10);
  model = open_model (fixture, CST_SORT_DATE);
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), &watch);

  cst_list_model_set_suspended (model, TRUE);
  apply_order (fixture, demo, make_order ("00077", 1, CST_ORDER_SHIPPED));
  settle (model);
  g_assert_cmpuint (watch.n_signals, ==, 0);
  cst_list_model_set_suspended (model, FALSE);
  settle (model);
  g_assert_cmpuint (cst_list_model_get_n_total (model), ==, 11);

  cst_list_model_set_suspended (model, TRUE);
  query->search = g_strdup ("00077");
  cst_list_model_set_query (model, query);
  g_assert_true (cst_list_model_is_loading (model));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (cst_list_model_get_n_total (model), ==, 11);
  cst_list_model_set_suspended (model, FALSE);
  settle (model);
  g_assert_cmpuint (cst_list_model_get_n_total (model), ==, 1);
  g_assert_cmpstr (number_at (model, 0), ==, "OC-00077");
}

static void
test_diff (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);

  for (int round = 0; round < 500; round++)
    {
      g_autoptr(GArray) before = random_ids (rand, (guint) g_rand_int_range (rand, 0, 30));
      g_autoptr(GArray) after = random_ids (rand, (guint) g_rand_int_range (rand, 0, 30));
      g_autoptr(GArray) splices = cst_list_diff (before, after);

      for (guint i = 0; i < splices->len; i++)
        {
          const CstListSplice *splice = &g_array_index (splices, CstListSplice, i);

          g_array_remove_range (before, splice->position, splice->removed);
          for (guint j = 0; j < splice->added; j++)
            g_array_insert_val (before, splice->position + j, g_array_index (after, gint64, splice->position + j));
        }
      g_assert_cmpmem (before->data, before->len * sizeof (gint64), after->data, after->len * sizeof (gint64));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/list-model/slots", test_slots);
  ADD ("/list-model/many", test_many);
  ADD ("/list-model/other-query", test_other_query);
  ADD ("/list-model/lives", test_lives);
  ADD ("/list-model/suspended", test_suspended);
#undef ADD
  g_test_add_func ("/list-model/diff", test_diff);

  return g_test_run ();
}
