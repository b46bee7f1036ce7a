/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mark-drawing.h"
#include "cst-mark-layers.h"
#include "cst-mark-sheet.h"
#include "cst-photo-marked.h"

static const CstMark *
mark_at (CstMarkSheet *sheet,
         guint         place)
{
  return g_ptr_array_index (cst_mark_sheet_get_marks (sheet), place);
}

static void
count_cb (CstMarkSheet *sheet,
          int          *count)
{
  *count += 1;
}

static void
test_undo_goes_back_one_act (void)
{
  g_autoptr(CstMarkSheet) sheet = cst_mark_sheet_new ("att-1");

  cst_mark_sheet_add (sheet, CST_MARK_ARROW, 1000, 1000, 2000, 2000, NULL);
  cst_mark_sheet_begin (sheet);
  for (int i = 0; i < 10; i++)
    cst_mark_sheet_move (sheet, 10, 20);
  g_assert_cmpint (mark_at (sheet, 0)->x1, ==, 1100);
  g_assert_cmpint (mark_at (sheet, 0)->y2, ==, 2200);

  cst_mark_sheet_undo (sheet);
  g_assert_cmpint (mark_at (sheet, 0)->x1, ==, 1000);
  cst_mark_sheet_undo (sheet);
  g_assert_cmpuint (cst_mark_sheet_get_marks (sheet)->len, ==, 0);
  g_assert_false (cst_mark_sheet_can_undo (sheet));

  cst_mark_sheet_redo (sheet);
  cst_mark_sheet_redo (sheet);
  g_assert_cmpint (mark_at (sheet, 0)->x1, ==, 1100);
  g_assert_cmpstr (mark_at (sheet, 0)->attachment, ==, "att-1");
  g_assert_true (cst_mark_is_valid (mark_at (sheet, 0)));
}

static void
test_marks_stay_on_the_picture (void)
{
  g_autoptr(CstMarkSheet) sheet = cst_mark_sheet_new ("att-1");

  cst_mark_sheet_add (sheet, CST_MARK_CIRCLE, -50, 9000, 1000, 20000, NULL);
  g_assert_cmpint (mark_at (sheet, 0)->x1, ==, 0);
  g_assert_cmpint (mark_at (sheet, 0)->y2, ==, CST_MARK_SCALE);
  cst_mark_sheet_move (sheet, 99999, -99999);
  g_assert_cmpint (mark_at (sheet, 0)->x2, ==, CST_MARK_SCALE);
  g_assert_cmpint (mark_at (sheet, 0)->x1, ==, CST_MARK_SCALE - 1000);
  g_assert_cmpint (mark_at (sheet, 0)->y1, ==, 0);
  cst_mark_sheet_stretch (sheet, 5000, 99999);
  g_assert_cmpint (mark_at (sheet, 0)->y2, ==, CST_MARK_SCALE);
}

static void
test_keys_go_through_the_marks_and_on (void)
{
  g_autoptr(CstMarkSheet) sheet = cst_mark_sheet_new ("att-1");
  int n_changes = 0;

  cst_mark_sheet_add (sheet, CST_MARK_ARROW, 0, 0, 100, 100, NULL);
  cst_mark_sheet_add (sheet, CST_MARK_TEXT, 5000, 5000, 0, 0, "cracked");
  cst_mark_sheet_select (sheet, -1);
  g_signal_connect (sheet, "changed", G_CALLBACK (count_cb), &n_changes);

  g_assert_true (cst_mark_sheet_select_next (sheet, 1));
  g_assert_true (cst_mark_sheet_select_next (sheet, 1));
  g_assert_cmpint (cst_mark_sheet_get_selected (sheet), ==, 1);
  g_assert_false (cst_mark_sheet_select_next (sheet, 1));
  g_assert_cmpint (cst_mark_sheet_get_selected (sheet), ==, -1);
  g_assert_true (cst_mark_sheet_select_next (sheet, -1));
  g_assert_cmpint (cst_mark_sheet_get_selected (sheet), ==, 1);
  cst_mark_sheet_remove_selected (sheet);
  g_assert_cmpuint (cst_mark_sheet_get_marks (sheet)->len, ==, 1);
  g_assert_cmpint (n_changes, >, 4);
}

/* Where a hand finds a mark follows zoom and turn. */
static void
test_a_hand_finds_the_mark (void)
{
  g_autoptr(CstMarkSheet) sheet = cst_mark_sheet_new ("att-1");
  CstPhotoGeometry geometry;

  cst_mark_sheet_add (sheet, CST_MARK_ARROW, 2000, 5000, 8000, 5000, NULL);
  cst_photo_geometry_init (&geometry, 1000, 1000);
  cst_photo_geometry_set_view (&geometry, 1000, 1000);

  for (int turns = 0; turns < 4; turns++)
    {
      double x = 800, y = 500;
      gboolean is_end = FALSE;

      cst_photo_geometry_to_view (&geometry, &x, &y);
      g_assert_cmpint (cst_marks_find (cst_mark_sheet_get_marks (sheet), &geometry, x, y, 10, &is_end), ==, 0);
      g_assert_true (is_end);
      x = 500, y = 500;
      cst_photo_geometry_to_view (&geometry, &x, &y);
      g_assert_cmpint (cst_marks_find (cst_mark_sheet_get_marks (sheet), &geometry, x, y, 10, &is_end), ==, 0);
      g_assert_false (is_end);
      x = 500, y = 600;
      cst_photo_geometry_to_view (&geometry, &x, &y);
      g_assert_cmpint (cst_marks_find (cst_mark_sheet_get_marks (sheet), &geometry, x, y, 10, NULL), ==, -1);

      cst_photo_geometry_turn (&geometry, 1);
      cst_photo_geometry_zoom_to (&geometry, 2, 700, 700);
    }
}

/* Readable on black as on white: both get pixels unlike their own. */
static void
test_seen_on_any_ground (void)
{
  for (int ground = 0; ground <= 255; ground += 255)
    {
      g_autoptr(CstMarkSheet) sheet = cst_mark_sheet_new ("att-1");
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 200, 200);
      cairo_t *cr = cairo_create (surface);
      CstPhotoGeometry geometry;
      CstMarkStyle style = { .unit = 3, .selected = -1 };
      const guint8 *pixels;
      int n_unlike = 0;

      cst_photo_geometry_init (&geometry, 200, 200);
      cst_photo_geometry_set_view (&geometry, 200, 200);
      cst_mark_sheet_add (sheet, CST_MARK_CIRCLE, 2500, 2500, 7500, 7500, NULL);
      cairo_set_source_rgb (cr, ground, ground, ground);
      cairo_paint (cr);
      cst_marks_draw (cr, cst_mark_sheet_get_marks (sheet), &geometry, &style);
      cairo_surface_flush (surface);

      pixels = cairo_image_surface_get_data (surface);
      for (int i = 0; i < 200 * 200; i++)
        n_unlike += ABS (pixels[i * 4 + 1] - ground) > 120;
      g_assert_cmpint (n_unlike, >, 700);
      g_assert_cmpint (n_unlike, <, 6000);

      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

static void
test_a_draft_is_kept (void)
{
  g_autoptr(CstMarkSheet) sheet = cst_mark_sheet_new ("att-1");
  g_autoptr(GPtrArray) again = NULL;
  g_autoptr(GPtrArray) none = cst_marks_from_text (NULL);
  g_autoptr(GPtrArray) broken = cst_marks_from_text ("{\"marks\":[{\"shape\":7}]}");
  g_autofree char *text = NULL;
  g_autofree char *nothing = cst_marks_to_text (none);

  g_assert_null (nothing);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (broken->len, ==, 0);

  cst_mark_sheet_add (sheet, CST_MARK_ARROW, 1000, 1000, 2000, 2000, NULL);
  cst_mark_sheet_add (sheet, CST_MARK_TEXT, 10, 20, 0, 0, "fêlure “fine”");
  text = cst_marks_to_text (cst_mark_sheet_get_marks (sheet));
  again = cst_marks_from_text (text);
  g_assert_cmpuint (again->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (cst_record_equal (&cst_mark_type, mark_at (sheet, i), g_ptr_array_index (again, i)));
}

static guint
grey_at (GdkPixbuf *pixbuf,
         int        x,
         int        y)
{
  return gdk_pixbuf_read_pixels (pixbuf)[y * gdk_pixbuf_get_rowstride (pixbuf) + x * 3];
}

/* A circle in the left half of a lying photo is in the upper half once it is turned clockwise. */
static void
test_a_copy_carries_the_marks (void)
{
  g_autoptr(CstMarkSheet) sheet = cst_mark_sheet_new ("att-1");
  g_autoptr(GPtrArray) layers = cst_mark_layers_new ();
  guint8 *pixels = g_malloc (800 * 400 * 4);
  g_autoptr(GBytes) taken = NULL;
  g_autoptr(CstPhotoImage) image = NULL;
  g_autoptr(GBytes) jpeg = NULL;
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GdkPixbuf) copy = NULL;
  g_autoptr(GError) error = NULL;

  memset (pixels, 128, 800 * 400 * 4);
  for (int i = 0; i < 800 * 400; i++)
    pixels[i * 4 + 3] = 255;
  taken = g_bytes_new_take (pixels, 800 * 400 * 4);
  image = cst_photo_image_new (taken, 800, 400, 800 * 4);
  cst_mark_sheet_add (sheet, CST_MARK_CIRCLE, 1000, 2500, 4000, 7500, NULL);
  cst_mark_layers_add (layers, cst_mark_sheet_get_marks (sheet), FALSE, NULL);

  jpeg = cst_photo_marked_jpeg (image, 1, layers, &error);
  g_assert_no_error (error);
  stream = g_memory_input_stream_new_from_bytes (jpeg);
  copy = gdk_pixbuf_new_from_stream (stream, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpint (gdk_pixbuf_get_width (copy), ==, 400);
  g_assert_cmpint (gdk_pixbuf_get_height (copy), ==, 800);
  g_assert_cmpuint (grey_at (copy, 200, 80), >, 200);
  g_assert_cmpuint (ABS ((int) grey_at (copy, 200, 200) - 128), <, 8);
  g_assert_cmpuint (ABS ((int) grey_at (copy, 200, 600) - 128), <, 8);
  g_assert_cmpuint (pixels[(200 * 800 + 80) * 4], ==, 128);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/R7/marks/undo-goes-back-one-act", test_undo_goes_back_one_act);
  g_test_add_func ("/R7/marks/stay-on-the-picture", test_marks_stay_on_the_picture);
  g_test_add_func ("/R7/marks/keys-go-through-and-on", test_keys_go_through_the_marks_and_on);
  g_test_add_func ("/R7/marks/a-hand-finds-the-mark", test_a_hand_finds_the_mark);
  g_test_add_func ("/R7/marks/seen-on-any-ground", test_seen_on_any_ground);

  g_test_add_func ("/R7/marks/a-draft-is-kept", test_a_draft_is_kept);
  g_test_add_func ("/R7/marks/a-copy-carries-them", test_a_copy_carries_the_marks);

  return g_test_run ();
}
