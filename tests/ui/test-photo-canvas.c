/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <glib/gstdio.h>

#include "cst-photo-canvas.h"
#include "cst-mark-layers.h"
#include "cst-mark-sheet.h"
#include "cst-photo-decoder.h"
#include "cst-photo-print.h"
#include "photo-fixtures.h"


typedef struct
{
  GtkWindow      *window;
  CstPhotoCanvas *canvas;
} CanvasFixture;

static void
set_up (CanvasFixture *fixture,
        gconstpointer  unused)
{
  fixture->canvas = g_object_new (CST_TYPE_PHOTO_CANVAS, NULL);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_decorated (fixture->window, FALSE);
  gtk_window_set_default_size (fixture->window, 640, 480);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->canvas));
  gtk_window_present (fixture->window);
  while (gtk_widget_get_width (GTK_WIDGET (fixture->canvas)) < 400)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (CanvasFixture *fixture,
           gconstpointer  unused)
{
  gtk_window_destroy (fixture->window);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* Each pixel says where it is. */
static guint32
code_of (int x,
         int y)
{
  return ((guint32) (x & 0xff) << 16) | ((guint32) (y & 0xff) << 8) | ((guint32) (x >> 8) << 4) | (guint32) (y >> 8);
}

static CstPhotoImage *
coded_image (int width,
             int height)
{
  gsize size = (gsize) width * (gsize) height * 4;
  guint8 *pixels = g_malloc (size);
  g_autoptr(GBytes) bytes = NULL;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 *pixel = pixels + ((gsize) y * (gsize) width + (gsize) x) * 4;
        guint32 code = code_of (x, y);

        pixel[0] = (guint8) (code >> 16);
        pixel[1] = (guint8) (code >> 8);
        pixel[2] = (guint8) code;
        pixel[3] = 255;
      }
  bytes = g_bytes_new_take (pixels, size);

  return cst_photo_image_new (bytes, width, height, (gsize) width * 4);
}

/* What GTK would put on the screen. */
static cairo_surface_t *
draw (CanvasFixture *fixture)
{
  GtkWidget *widget = GTK_WIDGET (fixture->canvas);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  GskRenderNode *node;

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

static guint32
pixel_at (cairo_surface_t *surface,
          int              x,
          int              y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);
  guint32 pixel;

  memcpy (&pixel, row + x * 4, sizeof pixel);

  return pixel & 0xffffff;
}

static void
assert_pixels (CanvasFixture    *fixture,
               CstPhotoGeometry  geometry)
{
  cairo_surface_t *surface = draw (fixture);

  for (int y = 40; y < 400; y += 61)
    for (int x = 40; x < 560; x += 67)
      {
        double photo_x = x + 0.5, photo_y = y + 0.5;

        cst_photo_geometry_from_view (&geometry, &photo_x, &photo_y);
        if (photo_x < 1 || photo_y < 1 || photo_x >= geometry.photo_width - 1 || photo_y >= geometry.photo_height - 1)
          continue;
        g_assert_cmphex (pixel_at (surface, x, y), ==, code_of ((int) photo_x, (int) photo_y));
      }
  cairo_surface_destroy (surface);
}

/* At 1:1 and closer, at a point and in every turn, the screen has the photo's own pixels. */
static void
test_right_pixels (CanvasFixture *fixture,
                   gconstpointer  unused)
{
  static const double zooms[] = { 1, 2, 4, 16 };
  g_autoptr(CstPhotoImage) image = coded_image (1500, 1100);
  GtkWidget *widget = GTK_WIDGET (fixture->canvas);

  for (int turns = 0; turns < 4; turns++)
    for (gsize i = 0; i < G_N_ELEMENTS (zooms); i++)
      {
        CstPhotoGeometry geometry;

        cst_photo_canvas_set_look (fixture->canvas, (CstPhotoLook) { .turns = turns });
        cst_photo_canvas_show (fixture->canvas, image, FALSE);
        cst_photo_canvas_set_zoom (fixture->canvas, zooms[i]);
        cst_photo_canvas_pan (fixture->canvas, -37, 23);

        cst_photo_geometry_init (&geometry, 1500, 1100);
        cst_photo_geometry_set_view (&geometry, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
        cst_photo_geometry_turn (&geometry, turns);
        cst_photo_geometry_zoom_to (&geometry, zooms[i], geometry.view_width / 2, geometry.view_height / 2);
        cst_photo_geometry_pan (&geometry, -37, 23);
        assert_pixels (fixture, geometry);
      }
}

/* The larger decode takes the smaller one's place without a jump. */
static void
test_more_pixels_do_not_jump (CanvasFixture *fixture,
                              gconstpointer  unused)
{
  g_autoptr(CstPhotoImage) all = coded_image (1500, 1100);
  g_autoptr(CstPhotoImage) small = coded_image (750, 550);
  CstPhotoFrame before, after;

  small->source_width = 1500;
  small->source_height = 1100;
  cst_photo_canvas_show (fixture->canvas, small, FALSE);
  cst_photo_canvas_set_zoom (fixture->canvas, 1);
  cst_photo_canvas_pan (fixture->canvas, 120, -80);
  g_assert_cmpint (cst_photo_canvas_wanted_width (fixture->canvas), ==, 1500);
  before = cst_photo_canvas_get_frame (fixture->canvas);
  cst_photo_canvas_show (fixture->canvas, all, TRUE);
  after = cst_photo_canvas_get_frame (fixture->canvas);
  g_assert_cmpfloat (before.x, ==, after.x);
  g_assert_cmpfloat (before.y, ==, after.y);
  g_assert_cmpfloat (before.magnification, ==, after.magnification);
}

static void
test_light_is_drawn (CanvasFixture *fixture,
                     gconstpointer  unused)
{
  g_autoptr(CstPhotoImage) image = coded_image (1500, 1100);
  cairo_surface_t *dark, *light;

  cst_photo_canvas_show (fixture->canvas, image, FALSE);
  cst_photo_canvas_set_zoom (fixture->canvas, 1);
  dark = draw (fixture);
  cst_photo_canvas_set_look (fixture->canvas, (CstPhotoLook) { .brightness = 0.5 });
  light = draw (fixture);
  g_assert_cmpuint (pixel_at (light, 300, 200) >> 16 & 0xff, >, pixel_at (dark, 300, 200) >> 16 & 0xff);
  cairo_surface_destroy (dark);
  cairo_surface_destroy (light);
}

/* ── Hands ─────────────────────────────────────────────────────────────────────────────────────── */

static gboolean
has_controller (CanvasFixture *fixture,
                GType          type)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->canvas));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_OBJECT_TYPE (controller) == type)
        return TRUE;
    }

  return FALSE;
}

/* What no test can do to a window for want of fingers is at least listened to. */
static void
test_hands (CanvasFixture *fixture,
            gconstpointer  unused)
{
  g_assert_true (has_controller (fixture, GTK_TYPE_GESTURE_DRAG));
  g_assert_true (has_controller (fixture, GTK_TYPE_GESTURE_SWIPE));
  g_assert_true (has_controller (fixture, GTK_TYPE_GESTURE_ZOOM));
}

/* ── As the camera was held ────────────────────────────────────────────────────────────────────── */

static gboolean
is_near (guint32 pixel,
         guint32 colour)
{
  for (int shift = 0; shift < 24; shift += 8)
    {
      if (ABS ((int) (pixel >> shift & 0xff) - (int) (colour >> shift & 0xff)) > 24)
        return FALSE;
    }

  return TRUE;
}

static void
test_orientations (CanvasFixture *fixture,
                   gconstpointer  unused)
{
  static const guint32 first[] = { PHOTO_RED, PHOTO_GREEN, PHOTO_WHITE, PHOTO_BLUE,
                                   PHOTO_RED, PHOTO_BLUE, PHOTO_WHITE, PHOTO_GREEN };
  static const guint32 second[] = { PHOTO_GREEN, PHOTO_RED, PHOTO_BLUE, PHOTO_WHITE,
                                    PHOTO_BLUE, PHOTO_RED, PHOTO_GREEN, PHOTO_WHITE };
  g_autoptr(CstPhotoDecoder) decoder = cst_photo_decoder_new (1);
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  int fd = g_file_open_tmp ("orientation-XXXXXX.jpg", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  for (int orientation = 1; orientation <= 8; orientation++)
    {
      g_autoptr(GByteArray) jpeg = photo_make_jpeg (400, 300, orientation, 0);
      g_autoptr(CstPhotoImage) image = NULL;
      cairo_surface_t *surface;
      CstPhotoGeometry geometry;
      double x, y, x2, y2;

      g_file_set_contents (path, (const char *) jpeg->data, (gssize) jpeg->len, &error);
      g_assert_no_error (error);
      image = cst_photo_decoder_decode_sync (decoder, path, 0, 0, NULL, &error);
      g_assert_no_error (error);
      cst_photo_canvas_show (fixture->canvas, image, FALSE);

      cst_photo_geometry_init (&geometry, image->source_width, image->source_height);
      cst_photo_geometry_set_view (&geometry, gtk_widget_get_width (GTK_WIDGET (fixture->canvas)),
                                   gtk_widget_get_height (GTK_WIDGET (fixture->canvas)));
      x = image->source_width / 4.0, y = image->source_height / 4.0;
      x2 = image->source_width * 0.75, y2 = y;
      cst_photo_geometry_to_view (&geometry, &x, &y);
      cst_photo_geometry_to_view (&geometry, &x2, &y2);
      surface = draw (fixture);
      g_test_message ("orientation %d", orientation);
      g_assert_true (is_near (pixel_at (surface, (int) x, (int) y), first[orientation - 1]));
      g_assert_true (is_near (pixel_at (surface, (int) x2, (int) y2), second[orientation - 1]));
      cairo_surface_destroy (surface);
    }
  g_unlink (path);
}

/* ── On paper ──────────────────────────────────────────────────────────────────────────────────── */

static CstPhotoImage *
print (CstPhotoImage *image,
       GPtrArray     *layers)
{
  g_autoptr(CstPhotoDecoder) decoder = cst_photo_decoder_new (1);
  g_autoptr(GtkPrintOperation) operation = cst_photo_print_operation_new (image, 0, layers, "PX-1");
  g_autofree char *folder = g_dir_make_tmp ("constat-print-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "photo.pdf", NULL);
  g_autoptr(GError) error = NULL;
  CstPhotoImage *page;

  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error), ==,
                   GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  page = cst_photo_decoder_render_page_sync (decoder, path, 0, 1000, 1000, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_rmdir (folder);

  return page;
}

static guint32
printed_at (CstPhotoImage *page,
            double         x,
            double         y)
{
  const guint8 *pixels = g_bytes_get_data (page->pixels, NULL);
  const guint8 *pixel = pixels + (gsize) (page->height * y) * page->stride + (gsize) (page->width * x) * 4;

  return (guint32) pixel[0] << 16 | (guint32) pixel[1] << 8 | pixel[2];
}

/* One sheet that lies as the photo does, with all of the photo, and the finding's marks on it when they are wanted. */
static void
test_printed (CanvasFixture *fixture,
              gconstpointer  unused)
{
  g_autoptr(CstPhotoDecoder) decoder = cst_photo_decoder_new (1);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "constat-printed.jpg", NULL);
  g_autoptr(GByteArray) jpeg = photo_make_jpeg (1200, 800, 1, 0);
  g_autoptr(GPtrArray) nothing = cst_mark_layers_new ();
  g_autoptr(GPtrArray) layers = cst_mark_layers_new ();
  g_autoptr(CstMarkSheet) sheet = cst_mark_sheet_new ("a1");
  g_autoptr(CstPhotoImage) image = NULL;
  g_autoptr(CstPhotoImage) plain = NULL;
  g_autoptr(CstPhotoImage) marked = NULL;
  g_autoptr(GPtrArray) marks = NULL;

  g_assert_true (g_file_set_contents (path, (const char *) jpeg->data, (gssize) jpeg->len, NULL));
  image = cst_photo_decoder_decode_sync (decoder, path, 0, 0, NULL, NULL);
  g_unlink (path);
  cst_mark_sheet_add (sheet, CST_MARK_ARROW, 1000, 2500, 4500, 2500, NULL);
  marks = g_ptr_array_ref (cst_mark_sheet_get_marks (sheet));
  cst_mark_layers_add (layers, marks, TRUE, "Confirmed");

  plain = print (image, nothing);
  marked = print (image, layers);
  g_assert_cmpint (plain->width, >, plain->height);
  g_assert_true (is_near (printed_at (plain, 0.25, 0.25), PHOTO_RED));
  g_assert_true (is_near (printed_at (plain, 0.75, 0.25), PHOTO_GREEN));
  g_assert_true (is_near (printed_at (plain, 0.25, 0.7), PHOTO_BLUE));
  g_assert_true (is_near (printed_at (plain, 0.75, 0.7), PHOTO_WHITE));
  g_assert_cmpmem (g_bytes_get_data (plain->pixels, NULL), 64, g_bytes_get_data (marked->pixels, NULL), 64);
  g_assert_false (g_bytes_equal (plain->pixels, marked->pixels));
}

#define ADD(path, function) g_test_add (path, CanvasFixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

  ADD ("/R2/photo/right-pixels", test_right_pixels);
  ADD ("/R2/photo/more-pixels-do-not-jump", test_more_pixels_do_not_jump);
  ADD ("/R2/photo/light-is-drawn", test_light_is_drawn);
  ADD ("/R2/photo/eight-orientations", test_orientations);
  ADD ("/R2/photo/hands", test_hands);
  ADD ("/R10/photo/printed-with-its-findings", test_printed);

  return g_test_run ();
}
