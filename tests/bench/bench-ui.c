/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <stdlib.h>

#include "bench-orders.h"
#include "cst-config.h"
#include "cst-list-model.h"
#include "cst-list-page.h"
#include "cst-list-slot.h"
#include "cst-order-columns.h"
#include "cst-ui.h"
#include "cst-window.h"

/* Each part runs in a process of its own, so that none stands on what another one has warmed or filled. A part
 * measures and prints one number; the parent makes ratios of them. Times are in ms, memory is in KiB. */

#define JUMPS 60
#define PATIENCE_S 30

typedef struct
{
  gint64   begin;       /* of the frame, or of what is measured until a frame */
  gint64   spent;       /* µs between the beginnings and ends of frames */
  guint    n_frames;
  gboolean is_done;
} Frames;

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
spin (gboolean *is_done)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  guint waker = g_timeout_add (100, wake_cb, NULL);

  while (!*is_done && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (waker);

  if (!*is_done)
    g_error ("It does not come to an end");
}

static gboolean
says_text (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "Show order") == 0)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (says_text (child))
        return TRUE;
    }

  return FALSE;
}

/* ── The first frame ───────────────────────────────────────────────────────────────────────────── */

static void
empty_painted_cb (GdkFrameClock *clock,
                  Frames        *frames)
{
  frames->is_done = TRUE;
}

/* What has no rows yet is no answer to whoever opened the window. */
static void
rows_painted_cb (GdkFrameClock *clock,
                 Frames        *frames)
{
  GtkWidget *window = g_object_get_data (G_OBJECT (clock), "window");

  if (frames->is_done || !says_text (window))
    return;

  frames->is_done = TRUE;
}

static double
time_first_frame (GtkWindow *window,
                  gint64     begin,
                  GCallback  painted)
{
  Frames frames = { 0 };
  GdkFrameClock *clock;
  double seconds;
  gulong handler;

  gtk_widget_realize (GTK_WIDGET (window));
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  g_object_set_data (G_OBJECT (clock), "window", window);
  handler = g_signal_connect (clock, "after-paint", painted, &frames);
  gtk_window_present (window);
  spin (&frames.is_done);
  seconds = bench_since (begin);
  g_signal_handler_disconnect (clock, handler);

  return seconds * 1000;
}

/* What this process alone needs, and its share of what it has in common with others. */
static double
read_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  while (g_main_context_iteration (NULL, FALSE))
    continue;
  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL) || !(line = strstr (text, "\nPss:")))
    return 0;

  return g_ascii_strtod (line + strlen ("\nPss:"), NULL);
}

static void
run_empty (void)
{
  gint64 begin = g_get_monotonic_time ();
  GtkWidget *window = g_object_new (ADW_TYPE_APPLICATION_WINDOW, "default-width", 1200, "default-height", 760, NULL);
  double first;

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), adw_header_bar_new ());
  first = time_first_frame (GTK_WINDOW (window), begin, G_CALLBACK (empty_painted_cb));
  g_print ("%f %f\n", first, read_memory ());
}

static CstContext *
open_context (const char *dir)
{
  g_autoptr(CstClock) clock = cst_clock_new_fixed (FIXTURE_NOW);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstStore) store = cst_store_open (dir, clock, &error);

  g_assert_no_error (error);

  return cst_context_new (store);
}

static void
run_window (const char *dir)
{
  gint64 begin = g_get_monotonic_time ();
  g_autoptr(CstContext) context = open_context (dir);
  CstWindow *window = g_object_new (CST_TYPE_WINDOW, "default-width", 1200, "default-height", 760, NULL);
  double first;

  cst_window_set_context (window, context);
  cst_window_show_section (window, "orders");
  first = time_first_frame (GTK_WINDOW (window), begin, G_CALLBACK (rows_painted_cb));
  g_print ("%f %f\n", first, read_memory ());
}

/* ── Scrolling ─────────────────────────────────────────────────────────────────────────────────── */

/* As many slots as asked for, all showing one row: a list that never reads anything. */
#define BENCH_TYPE_CONSTANT (bench_constant_get_type ())
G_DECLARE_FINAL_TYPE (BenchConstant, bench_constant, BENCH, CONSTANT, GObject)

struct _BenchConstant
{
  GObject  parent_instance;

  CstRow  *row; /* (owned) */
  guint    n;
};

static GType
constant_get_item_type (GListModel *list)
{
  return CST_TYPE_LIST_SLOT;
}

static guint
constant_get_n_items (GListModel *list)
{
  return BENCH_CONSTANT (list)->n;
}

static gpointer
constant_get_item (GListModel *list,
                   guint       position)
{
  BenchConstant *self = BENCH_CONSTANT (list);
  CstListSlot *slot;

  if (position >= self->n)
    return NULL;

  slot = cst_list_slot_new (position + 1, position);
  cst_list_slot_set_row (slot, self->row);

  return slot;
}

static void
bench_constant_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = constant_get_item_type;
  iface->get_n_items = constant_get_n_items;
  iface->get_item = constant_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BenchConstant, bench_constant, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bench_constant_iface_init))

static void
bench_constant_finalize (GObject *object)
{
  g_clear_object (&BENCH_CONSTANT (object)->row);

  G_OBJECT_CLASS (bench_constant_parent_class)->finalize (object);
}

static void
bench_constant_class_init (BenchConstantClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bench_constant_finalize;
}

static void
bench_constant_init (BenchConstant *self)
{
}

static void
frame_begins_cb (GdkFrameClock *clock,
                 Frames        *frames)
{
  frames->begin = g_get_monotonic_time ();
}

static void
frame_ends_cb (GdkFrameClock *clock,
               Frames        *frames)
{
  frames->spent += g_get_monotonic_time () - frames->begin;
  frames->n_frames++;
  frames->is_done = TRUE;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

/* Each jump lands among rows that were not shown before. Only the work is counted, not the wait for the next frame. */
static double
time_jumps (GtkWidget *list)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (
    GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (list, GTK_TYPE_SCROLLED_WINDOW)));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (list);
  double range = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  Frames frames = { 0 };
  double times[JUMPS];

  g_signal_connect (clock, "before-paint", G_CALLBACK (frame_begins_cb), &frames);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (frame_ends_cb), &frames);

  for (int i = 0; i < JUMPS; i++)
    {
      gint64 begin = g_get_monotonic_time ();

      frames = (Frames) { 0 };
      gtk_adjustment_set_value (adjustment, range * (i * 37 % JUMPS + 1) / (JUMPS + 1));
      frames.spent = g_get_monotonic_time () - begin;
      spin (&frames.is_done);
      times[i] = (double) frames.spent / 1000;
    }

  g_signal_handlers_disconnect_by_data (clock, &frames);
  qsort (times, JUMPS, sizeof times[0], compare_doubles);

  return times[JUMPS / 2];
}

static GtkWidget *
find_child (GtkWidget *widget,
            GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_child (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static CstListView *
show_view (CstContext *context,
           GListModel *model)
{
  GtkWidget *window = g_object_new (ADW_TYPE_APPLICATION_WINDOW, "default-width", 1200, "default-height", 760, NULL);
  CstListView *view = g_object_new (CST_TYPE_LIST_VIEW, "vexpand", TRUE, NULL);
  g_autoptr(GSettings) settings = g_settings_new_with_path (CST_APP_ID ".List", "/bench/");

  cst_list_view_set_up (view, context, cst_order_columns, cst_n_order_columns, cst_order_row_speak, settings);
  cst_list_view_set_model (view, model);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), GTK_WIDGET (view));
  time_first_frame (GTK_WINDOW (window), 0, G_CALLBACK (rows_painted_cb));

  return view;
}

static void
run_scroll (const char *dir,
            gboolean    is_constant)
{
  g_autoptr(CstContext) context = open_context (dir);
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_ORDERS);
  g_autoptr(CstListModel) paged = cst_list_model_new (cst_context_get_store (context));
  g_autoptr(BenchConstant) constant = g_object_new (BENCH_TYPE_CONSTANT, NULL);
  CstListView *view;

  cst_list_model_set_query (paged, query);
  while (cst_list_model_is_loading (paged))
    g_main_context_iteration (NULL, TRUE);

  constant->n = cst_list_model_get_n_total (paged);
  constant->row = cst_db_load_row (cst_store_get_reader (cst_context_get_store (context)), CST_LIST_ORDERS, 1, NULL);
  view = show_view (context, is_constant ? G_LIST_MODEL (constant) : G_LIST_MODEL (paged));
  g_print ("%f\n", time_jumps (find_child (GTK_WIDGET (view), GTK_TYPE_COLUMN_VIEW)));
}

/* ── A first fetch while somebody looks on ─────────────────────────────────────────────────────── */

typedef struct
{
  Fixture  *fixture;
  gint64    account;
  int       n;
  gboolean  is_done; /* main thread */
} Fetch;

typedef struct
{
  gint64 last;
  gint64 longest; /* µs that the main loop did not come round, beyond what was asked for */
} Pulse;

static gboolean
pulse_cb (gpointer data)
{
  Pulse *pulse = data;
  gint64 now = g_get_monotonic_time ();

  pulse->longest = MAX (pulse->longest, now - pulse->last);
  pulse->last = now;

  return G_SOURCE_CONTINUE;
}

static gboolean
fetched_cb (gpointer data)
{
  ((Fetch *) data)->is_done = TRUE;

  return G_SOURCE_REMOVE;
}

static gpointer
fetch_thread (gpointer data)
{
  Fetch *fetch = data;

  bench_ingest (fetch->fixture, fetch->account, fetch->n);
  g_idle_add (fetched_cb, fetch);

  return NULL;
}

static void
run_fetch (int n)
{
  Fixture fixture = { 0 };
  Fetch fetch = { .fixture = &fixture, .n = n };
  Pulse pulse = { 0 };
  g_autoptr(CstContext) context = NULL;
  CstWindow *window = g_object_new (CST_TYPE_WINDOW, "default-width", 1200, "default-height", 760, NULL);
  GThread *thread;

  fixture_set_up (&fixture, NULL);
  fetch.account = add_account (&fixture, "bench");
  bench_ingest (&fixture, fetch.account, 100);
  context = cst_context_new (fixture.store);
  cst_window_set_context (window, context);
  cst_window_show_section (window, "orders");
  time_first_frame (GTK_WINDOW (window), 0, G_CALLBACK (rows_painted_cb));

  pulse.last = g_get_monotonic_time ();
  g_timeout_add_full (G_PRIORITY_HIGH, 1, pulse_cb, &pulse, NULL);
  thread = g_thread_new ("fetch", fetch_thread, &fetch);
  while (!fetch.is_done)
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  g_print ("%f %f\n", (double) pulse.longest / 1000, read_memory ());
  fixture_remove_dir (fixture.dir);
}

/* ── The parent ────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  double first;
  double second;
} Numbers;

static Numbers
run_part (const char *self,
          const char *part,
          const char *argument)
{
  const char *argv[] = { self, part, argument, NULL };
  g_autofree char *output = NULL;
  g_autoptr(GError) error = NULL;
  Numbers numbers = { 0 };
  char *end = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", part, error->message);

  numbers.first = g_ascii_strtod (output, &end);
  numbers.second = g_ascii_strtod (end, NULL);

  return numbers;
}

/* Others use this computer too: the quickest of three is nearest to what the work costs. */
static Numbers
best_of (const char *self,
         const char *part,
         const char *argument)
{
  Numbers best = run_part (self, part, argument);

  for (int i = 0; i < 2; i++)
    {
      Numbers again = run_part (self, part, argument);

      best.first = MIN (best.first, again.first);
      best.second = MIN (best.second, again.second);
    }

  return best;
}

static void
say (const char *what,
     double      ours,
     const char *floor_name,
     double      floor_value,
     const char *unit)
{
  g_print ("%s: %.1f %s; over %s %.1f %s: ratio %.2f\n", what, ours, unit, floor_name, floor_value, unit,
           ours / floor_value);
}

static void
measure (const char *self,
         int         n)
{
  Fixture few = { 0 };
  Fixture many = { 0 };
  g_autofree char *count = g_strdup_printf ("%d", n);
  Numbers empty = best_of (self, "empty", "");
  Numbers few_rows;
  Numbers many_rows;
  Numbers constant;
  Numbers paged;

  fixture_set_up (&few, NULL);
  bench_ingest (&few, add_account (&few, "bench"), 10);
  fixture_set_up (&many, NULL);
  bench_ingest (&many, add_account (&many, "bench"), n);

  few_rows = best_of (self, "window", few.dir);
  many_rows = best_of (self, "window", many.dir);
  g_print ("with %d orders:\n", n);
  say ("first frame with rows", many_rows.first, "10 orders", few_rows.first, "ms");
  say ("first frame with rows", many_rows.first, "an empty window", empty.first, "ms");
  say ("memory", many_rows.second / 1024, "an empty window", empty.second / 1024, "MiB");
  say ("memory", many_rows.second / 1024, "10 orders", few_rows.second / 1024, "MiB");

  constant = best_of (self, "scroll-constant", many.dir);
  paged = best_of (self, "scroll", many.dir);
  say ("scroll frame", paged.first, "constant rows", constant.first, "ms");
  say ("longest pause of the window during a first fetch", run_part (self, "fetch", count).first,
       "a scroll frame with constant rows", constant.first, "ms");

  fixture_tear_down (&few, NULL);
  fixture_tear_down (&many, NULL);
}

int
main (int    argc,
      char **argv)
{
  const char *part = argc > 2 ? argv[1] : NULL;

  if (part == NULL)
    {
      measure (argv[0], argc > 1 ? atoi (argv[1]) : 100000);
      return 0;
    }

  adw_init ();
  cst_ui_init ();
  if (g_str_equal (part, "empty"))
    run_empty ();
  else if (g_str_equal (part, "window"))
    run_window (argv[2]);
  else if (g_str_equal (part, "scroll"))
    run_scroll (argv[2], FALSE);
  else if (g_str_equal (part, "scroll-constant"))
    run_scroll (argv[2], TRUE);
  else if (g_str_equal (part, "fetch"))
    run_fetch (atoi (argv[2]));
  else
    g_error ("There is no part %s", part);

  return 0;
}
