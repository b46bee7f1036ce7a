/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui-fixture.h"

#include "cst-state-pill.h"

#define PATIENCE (60 * G_USEC_PER_SEC)

static gpointer
save_account (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(CstAccount) account = cst_db_account (db, *(gint64 *) request, error);

  g_assert_nonnull (account);
  account->info.audience = CST_CUSTOMER_RETAILER;
  account->info.capabilities = -1;
  account->info.site = g_strdup ("Grand Comptoir");
  account->info.rate = (CstRate) { TRUE, 31, 1000, g_strdup ("2026-08-25"), g_strdup ("2026-11-23"), 500 };

  return GSIZE_TO_POINTER ((gsize) cst_db_save_account (db, account, error));
}

void
ui_fixture_set_up (UiFixture     *fixture,
                   gconstpointer  unused)
{
  fixture_set_up (&fixture->store, NULL);
  fixture->account = add_account (&fixture->store, "comptoir");
  fixture_run (&fixture->store, save_account, &fixture->account);
  fixture->context = cst_context_new (fixture->store.store);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (fixture->window, 1200, 700);
}

static gpointer
nothing (CstDb         *db,
         gpointer       request,
         GCancellable  *cancellable,
         GError       **error)
{
  return GINT_TO_POINTER (TRUE);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(int *) user_data += 1;
}

/* Both threads of the store work in order: once they did nothing, they did everything asked before. */
static void
drain (CstStore *store)
{
  int n_done = 0;

  cst_store_run_async (store, nothing, NULL, NULL, NULL, NULL, done_cb, &n_done);
  cst_store_query_async (store, nothing, NULL, NULL, NULL, NULL, done_cb, &n_done);
  while (n_done < 2)
    g_main_context_iteration (NULL, TRUE);
}

void
ui_fixture_tear_down (UiFixture     *fixture,
                      gconstpointer  unused)
{
  gtk_window_destroy (fixture->window);
  ui_wait ();
  drain (fixture->store.store);
  drain (fixture->store.store);
  ui_wait ();
  g_assert_finalize_object (g_steal_pointer (&fixture->context));
  fixture_tear_down (&fixture->store, NULL);
}

/* @widget: (transfer floating) */
void
ui_fixture_show (UiFixture *fixture,
                 GtkWidget *widget)
{
  gtk_window_set_child (fixture->window, widget);
  gtk_window_present (fixture->window);
}

/* Orders of one day after the other; the first one has a reported problem. */
void
ui_fixture_fill (UiFixture *fixture,
                 int        n_orders)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();

  for (int i = 0; i < n_orders; i++)
    {
      g_autofree char *id = g_strdup_printf ("%05d", i);
      CstOrder *order = make_order (id, 1, CST_ORDER_SHIPPED);

      order->placed_at -= i * 3600;
      if (i == 0)
        {
          order->payout.state = CST_PAYOUT_HELD;
          order->payout.held = 7200;
        }
      g_ptr_array_add (changes->orders, order);
    }
  if (n_orders > 0)
    g_ptr_array_add (changes->incidents, make_incident ("i1", "00000", 1, CST_INCIDENT_SUBMITTED));
  cst_applied_free (apply (&fixture->store, fixture->account, changes));
}

/* What is ready now is done. */
void
ui_wait (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static gboolean
is_match (GtkWidget  *widget,
          GType       type,
          const char *text)
{
  const char *own = NULL;

  if (!g_type_is_a (G_OBJECT_TYPE (widget), type) || !gtk_widget_get_mapped (widget))
    return FALSE;

  if (GTK_IS_LABEL (widget))
    own = gtk_label_get_label (GTK_LABEL (widget));
  else if (GTK_IS_BUTTON (widget))
    own = gtk_button_get_label (GTK_BUTTON (widget));
  else if (CST_IS_STATE_PILL (widget))
    own = cst_state_pill_get_label (CST_STATE_PILL (widget));

  return text == NULL || g_strcmp0 (own, text) == 0;
}

/* The first visible widget of @type that says @text, or anything when it is %NULL. */
GtkWidget *
ui_find (GtkWidget  *widget,
         GType       type,
         const char *text)
{
  if (is_match (widget, type, text))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find (child, type, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

guint
ui_count (GtkWidget  *widget,
          GType       type,
          const char *text)
{
  guint n = is_match (widget, type, text);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += ui_count (child, type, text);

  return n;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until the widget is there; fails when it does not come. */
GtkWidget *
ui_wait_for (GtkWidget  *widget,
             GType       type,
             const char *text)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  guint waker = g_timeout_add (20, wake_cb, NULL);
  GtkWidget *found;

  while ((found = ui_find (widget, type, text)) == NULL && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (waker);

  if (found == NULL)
    g_error ("There is no %s “%s”", g_type_name (type), text != NULL ? text : "");

  return found;
}

void
ui_wait_until_gone (GtkWidget  *widget,
                    GType       type,
                    const char *text)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  guint waker = g_timeout_add (20, wake_cb, NULL);

  while (ui_find (widget, type, text) != NULL && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (waker);

  g_assert_null (ui_find (widget, type, text));
}
