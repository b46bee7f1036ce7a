/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "bench-jpeg.h"
#include "cst-cache.h"
#include "cst-culling-window.h"
#include "cst-photo-viewer-private.h"
#include "cst-ui.h"
#include "cst-util.h"
#include "ui-fixture.h"

/* How many incidents a minute a supervisor could inspect whose eyes took no time: from the finding to the next
 * incident's photo, sharp in a frame, and the finding stored. The floor is the same photos gone through in a bare
 * viewer. */

#define N_INCIDENTS 40
#define PATIENCE_S 30

/* A finding that costs more than so many photos makes people wait. */
#define RATIO_MAX 4

typedef struct
{
  UiFixture       fixture;
  GtkWindow      *window;
  CstPhotoViewer *viewer; /* (nullable): the one that is looked at; else the one that is mapped */
  char           *last;   /* (owned) (nullable): the photo that was seen before */
  gboolean        is_done;
} Bench;

static CstAttachment *
make_photo (const char *id)
{
  CstAttachment *attachment = cst_record_new (&cst_attachment_type);

  attachment->id = g_strdup (id);
  attachment->filename = g_strdup ("photo.jpg");
  attachment->media_type = g_strdup ("image/jpeg");
  attachment->status = CST_ATTACHMENT_AVAILABLE;

  return attachment;
}

/* A desk that may record findings. */
static gpointer
allow (CstDb         *db,
       gpointer       request,
       GCancellable  *cancellable,
       GError       **error)
{
  g_autoptr(CstAccount) account = cst_db_account (db, *(gint64 *) request, error);

  account->info.may_find = TRUE;

  return GINT_TO_POINTER (cst_db_save_account (db, account, error) != 0);
}

static gpointer
keep_photos (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  for (int i = 0; i < N_INCIDENTS; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%02d", i);
      g_autoptr(CstCacheEntry) entry = cst_cache_entry_new ();

      entry->state = CST_CACHE_CACHED;
      entry->path = cst_cache_name (1, id);
      entry->size = 1;
      if (!cst_db_cache_store (db, 1, id, entry, error))
        return NULL;
    }

  return GINT_TO_POINTER (TRUE);
}

/* Each incident has the photo of its own number; the files are one. */
static void
fill (Bench      *bench,
      const char *path)
{
  for (int i = 0; i < N_INCIDENTS; i++)
    {
      g_autofree char *order = g_strdup_printf ("o%02d", i);
      g_autofree char *name = g_strdup_printf ("i%02d", i);
      g_autofree char *photo = g_strdup_printf ("a%02d", i);
      g_autofree char *file = cst_cache_path (bench->fixture.store.store, bench->fixture.account, photo);
      g_autofree char *folder = g_path_get_dirname (file);
      CstIncident *incident = make_incident (name, order, 1, CST_INCIDENT_SUBMITTED);

      g_ptr_array_add (incident->attachments, make_photo (photo));
      apply_order (&bench->fixture.store, bench->fixture.account, make_order (order, 1, CST_ORDER_DELIVERED));
      apply_incident (&bench->fixture.store, bench->fixture.account, incident);
      g_mkdir_with_parents (folder, 0700);
      g_assert_cmpint (symlink (path, file), ==, 0);
    }
  fixture_run (&bench->fixture.store, allow, &bench->fixture.account);
  fixture_run (&bench->fixture.store, keep_photos, NULL);
}

static CstPhotoViewer *
find_mapped (GtkWidget *widget)
{
  CstPhotoViewer *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (CST_IS_PHOTO_VIEWER (widget))
    return CST_PHOTO_VIEWER (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_mapped (child);

  return found;
}

static void
painted_cb (GdkFrameClock *clock,
            Bench         *bench)
{
  CstPhotoViewer *viewer = bench->viewer != NULL ? bench->viewer : find_mapped (GTK_WIDGET (bench->window));

  bench->is_done = viewer != NULL && viewer->current != NULL && viewer->shown != NULL &&
                   g_strcmp0 (cst_photo_item_get_id (viewer->current), bench->last) != 0 &&
                   cst_photo_canvas_get_image (viewer->canvas) == viewer->shown &&
                   viewer->shown->width >= cst_photo_canvas_wanted_width (viewer->canvas);
  if (bench->is_done)
    cst_set_str (&bench->last, cst_photo_item_get_id (viewer->current));
}

static gboolean
wake_cb (gpointer data)
{
  gtk_widget_queue_draw (data);

  return G_SOURCE_CONTINUE;
}

/* Until a frame shows another photo than before, with all pixels that the view can show. */
static void
wait_for_next (Bench *bench)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->window));
  gulong handler = g_signal_connect_after (clock, "after-paint", G_CALLBACK (painted_cb), bench);
  guint waker = g_timeout_add (100, wake_cb, bench->window);
  gint64 end = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;

  bench->is_done = FALSE;
  while (!bench->is_done && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (waker);
  g_signal_handler_disconnect (clock, handler);
  if (!bench->is_done)
    g_error ("After %s no other photo is seen", bench->last);
}

/* Returns: milliseconds from one to the next */
static double
go_through (Bench      *bench,
            const char *action,
            const char *target)
{
  gint64 begin;

  g_clear_pointer (&bench->last, g_free);
  wait_for_next (bench);
  begin = g_get_monotonic_time ();
  for (int i = 1; i < N_INCIDENTS; i++)
    {
      GtkWidget *widget = bench->viewer != NULL ? GTK_WIDGET (bench->viewer) : GTK_WIDGET (bench->window);

      if (!gtk_widget_activate_action (widget, action, target != NULL ? "s" : NULL, target))
        g_error ("%s is refused", action);
      wait_for_next (bench);
    }

  return (double) (g_get_monotonic_time () - begin) / 1000.0 / (N_INCIDENTS - 1);
}

static double
measure_bare (Bench *bench)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  double spent;

  for (int i = 0; i < N_INCIDENTS; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%02d", i);
      g_autofree char *path = cst_cache_path (bench->fixture.store.store, bench->fixture.account, id);
      CstPhotoItem *item = cst_photo_item_new (id);

      cst_photo_item_set (item, NULL, CST_PHOTO_READY, path);
      g_ptr_array_add (items, item);
    }

  bench->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (bench->window, 800, 640);
  bench->viewer = g_object_new (CST_TYPE_PHOTO_VIEWER, NULL);
  cst_photo_viewer_set_decoder (bench->viewer, cst_context_get_decoder (bench->fixture.context));
  gtk_window_set_child (bench->window, GTK_WIDGET (bench->viewer));
  gtk_window_present (bench->window);
  cst_photo_viewer_set_photos (bench->viewer, items, "bench", "", FALSE);
  spent = go_through (bench, "photo.next", NULL);
  gtk_window_destroy (bench->window);
  bench->viewer = NULL;

  return spent;
}

/* The writer takes what it is asked in order: once it did this, it stored every finding. */
static void
check_findings (Bench *bench)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM operations WHERE kind = %d", CST_OPERATION_FINDING);

  fixture_exec (&bench->fixture.store, "SELECT 1");
  g_assert_cmpint (fixture_number (&bench->fixture.store, sql), ==, N_INCIDENTS - 1);
}

static double
measure_culling (Bench *bench)
{
  g_autoptr(CstListQuery) query = cst_list_query_new (CST_LIST_INCIDENTS);
  double spent;

  bench->window = GTK_WINDOW (cst_culling_window_new (NULL, bench->fixture.context, query));
  gtk_window_present (bench->window);
  spent = go_through (bench, "culling.find", "confirmed");
  check_findings (bench);
  gtk_window_destroy (bench->window);

  return spent;
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("constat-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "photo.jpg", NULL);
  Bench bench = { 0 };
  double bare, culling;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  cst_ui_init ();
  bench_write_photo (path);
  ui_fixture_set_up (&bench.fixture, NULL);
  fill (&bench, path);

  bare = measure_bare (&bench);
  culling = measure_culling (&bench);
  g_print ("%.0f incidents a minute inspected, each with a photo of 12 megapixels\n",
           60000.0 / culling);
  g_print ("from a finding to the next incident's photo: %.0f ms; over the next photo of a bare viewer %.0f ms: "
           "ratio %.2f\n", culling, bare, culling / bare);
  if (culling > bare * RATIO_MAX)
    g_error ("A finding keeps people waiting");

  g_free (bench.last);
  ui_fixture_tear_down (&bench.fixture, NULL);
  g_remove (path);
  g_rmdir (folder);

  return 0;
}
