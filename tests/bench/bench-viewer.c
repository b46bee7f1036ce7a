/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench-jpeg.h"
#include "cst-filmstrip.h"
#include "cst-photo-texture.h"
#include "cst-photo-viewer-private.h"
#include "cst-ui.h"

/* Photos in a real window: how long until one is sharp, how many frames until the next, how a filmstrip scrolls, and
 * how much memory two hundred of them take. Each part runs in a process of its own. */

#define ROUNDS 7
#define N_STRIP 60
#define N_LOOKED 200
#define N_WARM 20
#define PATIENCE_S 30

/* What each photo that was looked at may leave behind, in KiB: its small picture of 108 KiB, and some room. */
#define LEFT_BEHIND 192

/* Of the pixels that are kept, over those of one photo: all of them of the one looked at, and what fits the view. */
#define PIXELS_MAX 2

typedef struct
{
  GtkWindow       *window;
  CstPhotoViewer  *viewer;
  CstPhotoDecoder *decoder;
  GPtrArray       *items; /* of CstPhotoItem */
} Bench;

typedef struct
{
  Bench    *bench;
  gint64    begin; /* of the frame */
  gint64    spent; /* µs in frames */
  guint     n_frames;
  gboolean  is_done;
} Frames;

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
spin (gboolean (*is_done) (gpointer),
      gpointer   data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  guint waker = g_timeout_add (100, wake_cb, NULL);

  while (!is_done (data) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (waker);

  if (!is_done (data))
    g_error ("It does not come to an end");
}

static gboolean
frames_done (gpointer data)
{
  return ((Frames *) data)->is_done;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
part_of (double *values,
         int     n,
         double  part)
{
  qsort (values, (gsize) n, sizeof *values, compare_doubles);

  return values[(int) ((n - 1) * part)];
}

static GPtrArray *
make_items (const char *path,
            int         n)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("p%d", i);
      CstPhotoItem *item = cst_photo_item_new (id);

      cst_photo_item_set (item, NULL, CST_PHOTO_READY, path);
      g_ptr_array_add (items, item);
    }

  return items;
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_width (data) > 400;
}

/* A viewer without photos, shown. */
static void
bench_open (Bench      *bench,
            const char *path,
            int         n)
{
  bench->decoder = cst_photo_decoder_new (2);
  bench->items = make_items (path, n);
  bench->window = GTK_WINDOW (adw_application_window_new (NULL));
  gtk_window_set_default_size (bench->window, 1200, 760);
  bench->viewer = g_object_new (CST_TYPE_PHOTO_VIEWER, NULL);
  cst_photo_viewer_set_decoder (bench->viewer, bench->decoder);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (bench->window), GTK_WIDGET (bench->viewer));
  gtk_window_present (bench->window);
  spin (is_mapped, bench->viewer);
}

static void
bench_close (Bench *bench)
{
  gtk_window_destroy (bench->window);
  g_ptr_array_unref (bench->items);
  g_object_unref (bench->decoder);
}

static gboolean
is_sharp (Bench *bench)
{
  CstPhotoViewer *viewer = bench->viewer;

  return viewer->shown != NULL && !cst_photo_canvas_is_empty (viewer->canvas) &&
         cst_photo_canvas_get_image (viewer->canvas) == viewer->shown &&
         viewer->shown->width >= cst_photo_canvas_wanted_width (viewer->canvas);
}

static void
painted_cb (GdkFrameClock *clock,
            Frames        *frames)
{
  frames->n_frames++;
  frames->is_done = is_sharp (frames->bench);
}

/* From the call until a frame that has all pixels the view can show. Returns the frames it took. */
static guint
wait_until_sharp (Bench *bench)
{
  Frames frames = { .bench = bench };
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->window));
  gulong handler = g_signal_connect_after (clock, "after-paint", G_CALLBACK (painted_cb), &frames);

  gtk_widget_queue_draw (GTK_WIDGET (bench->viewer));
  spin (frames_done, &frames);
  g_signal_handler_disconnect (clock, handler);

  return frames.n_frames;
}

static double
since (gint64 begin)
{
  return (g_get_monotonic_time () - begin) / 1000.0;
}

/* ── From file to sharp ────────────────────────────────────────────────────────────────────────── */

static void
measure_sharp (const char *path)
{
  double bare = G_MAXDOUBLE, ours = G_MAXDOUBLE;

  for (int i = 0; i < ROUNDS; i++)
    {
      Bench bench;
      gint64 begin = g_get_monotonic_time ();

      bench_decode_bare (path);
      bare = MIN (bare, since (begin));

      bench_open (&bench, path, 1);
      begin = g_get_monotonic_time ();
      cst_photo_viewer_set_photos (bench.viewer, bench.items, "bench", "", FALSE);
      wait_until_sharp (&bench);
      ours = MIN (ours, since (begin));
      bench_close (&bench);
    }

  g_print ("12 megapixels, from file to sharp on the screen: %.1f ms; over libjpeg alone %.1f ms: ratio %.2f\n", ours,
           bare, ours / bare);
}

/* ── The next one ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  Bench *bench;
  guint  place;
} Ahead;

static gboolean
is_ahead (gpointer data)
{
  const Ahead *ahead = data;

  return cst_photo_loader_get (ahead->bench->viewer->loader, g_ptr_array_index (ahead->bench->items, ahead->place),
                               0) != NULL;
}

static void
measure_next (const char *path)
{
  Bench bench;
  double frames[N_WARM];

  bench_open (&bench, path, N_WARM + 1);
  cst_photo_viewer_set_photos (bench.viewer, bench.items, "bench", "", FALSE);
  wait_until_sharp (&bench);
  for (guint i = 0; i < N_WARM; i++)
    {
      Ahead ahead = { &bench, i + 1 };

      spin (is_ahead, &ahead);
      cst_photo_viewer_select (bench.viewer, i + 1);
      frames[i] = wait_until_sharp (&bench);
    }
  bench_close (&bench);
  g_print ("the next photo, decoded ahead: %.0f frame(s) in the middle, %.0f at most\n",
           part_of (frames, N_WARM, 0.5), part_of (frames, N_WARM, 1));
}

/* ── The filmstrip ─────────────────────────────────────────────────────────────────────────────── */

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
  frames->is_done = TRUE;
}

static GtkAdjustment *
strip_adjustment (GtkWidget *widget)
{
  if (GTK_IS_SCROLLED_WINDOW (widget))
    return gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (widget));

  return strip_adjustment (gtk_widget_get_first_child (widget));
}

static gboolean
has_all_thumbs (gpointer data)
{
  GPtrArray *items = data;

  for (guint i = 0; i < 8; i++)
    {
      if (cst_photo_item_get_thumb (g_ptr_array_index (items, i)) == NULL)
        return FALSE;
    }

  return TRUE;
}

/* There and back again over all of it, as by a wheel. Prints the middle frame and the one that 95 of 100 stay below. */
static void
run_strip (const char *path,
           gboolean    is_constant)
{
  g_autoptr(CstPhotoDecoder) decoder = cst_photo_decoder_new (2);
  g_autoptr(GPtrArray) items = make_items (path, N_STRIP);
  g_autoptr(GListStore) store = g_list_store_new (CST_TYPE_PHOTO_ITEM);
  g_autoptr(GtkSingleSelection) photos = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (store)));
  GtkWindow *window = GTK_WINDOW (adw_application_window_new (NULL));
  GtkWidget *strip = g_object_new (CST_TYPE_FILMSTRIP, "valign", GTK_ALIGN_END, NULL);
  double times[4 * N_STRIP];
  GtkAdjustment *adjustment;
  GdkFrameClock *clock;
  Frames frames = { 0 };

  if (is_constant)
    {
      g_autoptr(CstPhotoImage) image = cst_photo_decoder_decode_sync (decoder, path, 192, 144, NULL, NULL);
      g_autoptr(GdkTexture) texture = cst_photo_texture_new (image);

      for (guint i = 0; i < items->len; i++)
        cst_photo_item_set_thumb (g_ptr_array_index (items, i), texture);
    }
  g_list_store_splice (store, 0, 0, items->pdata, items->len);
  cst_filmstrip_set (CST_FILMSTRIP (strip), decoder, photos);
  gtk_window_set_default_size (window, 1200, 300);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), strip);
  gtk_window_present (window);
  spin (is_mapped, strip);
  spin (has_all_thumbs, items);

  adjustment = strip_adjustment (strip);
  clock = gtk_widget_get_frame_clock (strip);
  g_signal_connect (clock, "before-paint", G_CALLBACK (frame_begins_cb), &frames);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (frame_ends_cb), &frames);
  for (int i = 0; i < 4 * N_STRIP; i++)
    {
      double range = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
      int step = i < 2 * N_STRIP ? i + 1 : 4 * N_STRIP - i;
      gint64 begin = g_get_monotonic_time ();

      frames = (Frames) { 0 };
      gtk_adjustment_set_value (adjustment, range * step / (2 * N_STRIP));
      frames.spent = g_get_monotonic_time () - begin;
      spin (frames_done, &frames);
      times[i] = (double) frames.spent / 1000;
    }
  g_signal_handlers_disconnect_by_data (clock, &frames);
  g_print ("%f %f\n", part_of (times, 4 * N_STRIP, 0.5), part_of (times, 4 * N_STRIP, 0.95));
  gtk_window_destroy (window);
}

/* ── Memory ────────────────────────────────────────────────────────────────────────────────────── */

/* What this process alone needs, and its share of what it has in common with others, the workers among them. */
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

static gboolean
has_all_pixels (gpointer data)
{
  CstPhotoImage *image = cst_photo_canvas_get_image (((Bench *) data)->viewer->canvas);

  return image != NULL && image->width >= image->source_width;
}

/* Prints the memory before any photo, the most while the first ones were looked at, the most of all, and the most that
 * was kept in pixels, which lie in memory of their own and count only once they were drawn. */
static void
run_memory (const char *path)
{
  Bench bench;
  double empty, warm = 0, most = 0, pixels = 0;

  bench_open (&bench, path, N_LOOKED);
  empty = read_memory ();
  cst_photo_viewer_set_photos (bench.viewer, bench.items, "bench", "", FALSE);
  for (guint i = 0; i < N_LOOKED; i++)
    {
      cst_photo_viewer_select (bench.viewer, i);
      wait_until_sharp (&bench);
      if (i % 4 == 0)
        {
          gtk_widget_activate_action (GTK_WIDGET (bench.viewer), "photo.one-to-one", NULL);
          spin (has_all_pixels, &bench);
        }
      most = MAX (most, read_memory ());
      pixels = MAX (pixels, (double) cst_photo_loader_get_size (bench.viewer->loader) / 1024);
      if (i == N_WARM)
        warm = most;
    }
  g_print ("%f %f %f %f\n", empty, warm, most, pixels);
  bench_close (&bench);
}

/* ── The parent ────────────────────────────────────────────────────────────────────────────────── */

static void
run_part (const char *self,
          const char *part,
          const char *path,
          double     *numbers,
          int         n)
{
  const char *argv[] = { self, part, path, NULL };
  g_autofree char *output = NULL;
  g_autoptr(GError) error = NULL;
  char *at;
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", part, error->message);

  at = output;
  for (int i = 0; i < n; i++)
    numbers[i] = g_ascii_strtod (at, &at);
}

static void
measure (const char *self,
         const char *path)
{
  const double one = BENCH_JPEG_WIDTH * BENCH_JPEG_HEIGHT * 4 / 1024.0;
  double strip[2], constant[2], memory[4];

  measure_sharp (path);
  measure_next (path);

  run_part (self, "strip-constant", path, constant, 2);
  run_part (self, "strip", path, strip, 2);
  g_print ("a frame of a filmstrip of %d photos scrolled: %.2f ms; over constant pictures %.2f ms: ratio %.2f\n",
           N_STRIP, strip[0], constant[0], strip[0] / constant[0]);
  g_print ("the slowest 5 in 100 of them: %.2f ms; over constant pictures %.2f ms: ratio %.2f\n", strip[1],
           constant[1], strip[1] / constant[1]);

  run_part (self, "memory", path, memory, 4);
  g_print ("memory with %d photos looked at: %.0f MiB; over the window without any %.0f MiB: ratio %.1f\n", N_LOOKED,
           memory[2] / 1024, memory[0] / 1024, memory[2] / memory[0]);
  g_print ("each of the last %d of them left: %.0f KiB\n", N_LOOKED - N_WARM - 1,
           (memory[2] - memory[1]) / (N_LOOKED - N_WARM - 1));
  g_print ("pixels kept: %.0f MiB at most; over those of one photo %.0f MiB: ratio %.2f\n", memory[3] / 1024,
           one / 1024, memory[3] / one);
  if (memory[2] - memory[1] > (N_LOOKED - N_WARM) * LEFT_BEHIND || memory[3] > one * PIXELS_MAX)
    g_error ("Memory grows with the photos looked at");
}

int
main (int    argc,
      char **argv)
{
  const char *part = argc > 2 ? argv[1] : NULL;

  adw_init ();
  cst_ui_init ();
  if (part == NULL)
    {
      g_autofree char *folder = g_dir_make_tmp ("constat-bench-XXXXXX", NULL);
      g_autofree char *path = g_build_filename (folder, "photo.jpg", NULL);

      bench_write_photo (path);
      measure (argv[0], path);
      g_remove (path);
      g_rmdir (folder);
    }
  else if (g_str_equal (part, "strip"))
    {
      run_strip (argv[2], FALSE);
    }
  else if (g_str_equal (part, "strip-constant"))
    {
      run_strip (argv[2], TRUE);
    }
  else if (g_str_equal (part, "memory"))
    {
      run_memory (argv[2]);
    }
  else
    {
      g_error ("There is no part %s", part);
    }

  return 0;
}
