/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cst-barcode.h"
#include "cst-print-operation.h"
#include "cst-print-sheets.h"
#include "cst-util.h"

#define POINTS_PER_MM (72.0 / 25.4)

typedef struct
{
  char         *dir;
  CstPrintCase  print_case;
  CstAccount   *account;
  CstOrder     *order;
  CstIncident  *incident;
} Fixture;

static void
add_line (CstOrder   *order,
          const char *id)
{
  CstOrderLine *line = cst_record_new (&cst_order_line_type);

  line->id = g_strdup (id);
  line->sku = g_strdup_printf ("SKU-%s", id);
  line->title = g_strdup_printf ("Bowl %s", id);
  line->quantity = line->delivered = 12;
  g_ptr_array_add (order->lines, line);
}

static CstPhotoImage *
new_image (int width,
           int height)
{
  gsize size = (gsize) width * (gsize) height * 4;
  guint8 *pixels = g_malloc (size);
  g_autoptr(GBytes) bytes = NULL;

  memset (pixels, 0, size);
  for (gsize i = 3; i < size; i += 4)
    pixels[i] = 255;
  bytes = g_bytes_new_take (pixels, size);

  return cst_photo_image_new (bytes, width, height, (gsize) width * 4);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  CstLineQuantity *reported = cst_record_new (&cst_line_quantity_type);

  fixture->dir = g_dir_make_tmp ("constat-print-XXXXXX", NULL);
  fixture->account = cst_account_new ();
  fixture->account->name = g_strdup ("demo");
  fixture->order = cst_order_new ();
  fixture->order->number = g_strdup ("GC-10423");
  fixture->order->customer.name = g_strdup ("Papeterie du Port");
  fixture->order->customer.city = g_strdup ("Lorient");
  add_line (fixture->order, "1");
  fixture->incident = cst_incident_new ();
  fixture->incident->number = g_strdup ("P-2041");
  fixture->incident->description = g_strdup ("Two bowls are <b>broken</b> & sharp.");
  reported->line = g_strdup ("1");
  reported->quantity = 2;
  g_ptr_array_add (fixture->incident->lines, reported);

  fixture->print_case = (CstPrintCase) {
    .account = fixture->account, .order = fixture->order, .incident = fixture->incident, .now = 1795335300,
    .images = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_photo_image_unref),
    .captions = g_ptr_array_new (),
  };
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_ptr_array_unref (fixture->print_case.images);
  g_ptr_array_unref (fixture->print_case.captions);
  cst_incident_free (fixture->incident);
  cst_order_free (fixture->order);
  cst_account_free (fixture->account);
  g_rmdir (fixture->dir);
  g_free (fixture->dir);
}

static char *
text_of_pdf (const char *path)
{
  const char *argv[] = { "pdftotext", "-layout", path, "-", NULL };
  g_autoptr(GError) error = NULL;
  char *text = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);

  return text;
}

static void
assert_says (const char *text,
             const char *wanted)
{
  if (strstr (text, wanted) == NULL)
    g_error ("“%s” is missing in:\n%s", wanted, text);
}

static char *
save (Fixture          *fixture,
      CstPrintDocument *document)
{
  g_autofree char *path = g_build_filename (fixture->dir, "sheet.pdf", NULL);
  g_autoptr(GError) error = NULL;
  char *text;

  g_assert_true (cst_print_document_save (document, path, &error));
  g_assert_no_error (error);
  text = text_of_pdf (path);
  g_unlink (path);

  return text;
}

static void
test_incident_sheet (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(CstPrintDocument) document = NULL;
  g_autofree char *text = NULL;

  g_ptr_array_add (fixture->print_case.images, new_image (40, 30));
  g_ptr_array_add (fixture->print_case.captions, (char *) "Photo 1");
  document = cst_print_incident_sheet (&fixture->print_case);
  text = save (fixture, document);

  assert_says (text, "GC-10423");
  assert_says (text, "P-2041");
  assert_says (text, "Papeterie du Port");
  assert_says (text, "SKU-1");
  assert_says (text, "Two bowls are <b>broken</b> & sharp.");
  assert_says (text, "Photo 1");
  assert_says (text, "Page 1 of 1");
}

static void
test_preparation_slip (Fixture       *fixture,
                       gconstpointer  data)
{
  CstResolution *resolution = cst_record_new (&cst_resolution_type);
  CstResolutionLine *part = cst_record_new (&cst_resolution_line_type);
  g_autoptr(CstPrintDocument) document = NULL;
  g_autofree char *text = NULL;

  part->line = g_strdup ("1");
  part->quantity = 2;
  g_ptr_array_add (resolution->lines, part);
  resolution->by = g_strdup ("Inès Caron");
  resolution->ship_by = g_strdup ("2026-11-25");
  fixture->print_case.resolution = resolution;

  document = cst_print_preparation_slip (&fixture->print_case);
  text = save (fixture, document);
  assert_says (text, "Preparation slip");
  assert_says (text, "Bowl 1");
  assert_says (text, "Inès Caron");

  cst_record_free (&cst_resolution_type, resolution);
}

/* A long letter runs over pages and no line of it is lost. */
static void
test_long_text (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GString) letter = g_string_new (NULL);
  g_autoptr(CstPrintDocument) document = NULL;
  g_autofree char *text = NULL;

  for (int i = 0; i < 300; i++)
    g_string_append_printf (letter, "sentence-%03d.\n", i);
  cst_set_str (&fixture->incident->description, letter->str);
  document = cst_print_incident_sheet (&fixture->print_case);
  text = save (fixture, document);

  for (int i = 0; i < 300; i++)
    {
      g_autofree char *wanted = g_strdup_printf ("sentence-%03d.", i);

      assert_says (text, wanted);
    }
  g_assert_null (strstr (text, "Page 1 of 1"));
}

/* R10: at true scale, turned when it only fits so, never shrunk. */
static void
test_label_scale (void)
{
  CstLabelPage page = { .width = 100 * POINTS_PER_MM, .height = 150 * POINTS_PER_MM };
  gboolean is_turned = TRUE;

  g_assert_true (cst_label_fits (&page, CST_LABEL_PAPER_10X15, &is_turned));
  g_assert_false (is_turned);

  page = (CstLabelPage) { .width = 150 * POINTS_PER_MM, .height = 100 * POINTS_PER_MM };
  g_assert_true (cst_label_fits (&page, CST_LABEL_PAPER_10X15, &is_turned));
  g_assert_true (is_turned);

  page = (CstLabelPage) { .width = 210 * POINTS_PER_MM, .height = 297 * POINTS_PER_MM };
  g_assert_false (cst_label_fits (&page, CST_LABEL_PAPER_10X15, NULL));
  g_assert_true (cst_label_fits (&page, CST_LABEL_PAPER_A4, &is_turned));
  g_assert_false (is_turned);
}

static double
drawn_extent (const CstLabelPage *page,
              CstLabelPaper       paper,
              gboolean            is_vertical)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  double x;
  double y;
  double width;
  double height;

  cst_label_draw (page, paper, cr);
  cairo_recording_surface_ink_extents (surface, &x, &y, &width, &height);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return is_vertical ? height : width;
}

static void
test_label_drawn (void)
{
  CstLabelPage page = { .width = 148 * POINTS_PER_MM, .height = 100 * POINTS_PER_MM };

  page.image = new_image (592, 400);
  g_assert_cmpfloat_with_epsilon (drawn_extent (&page, CST_LABEL_PAPER_A4, FALSE), 148 * POINTS_PER_MM, 2);
  g_assert_cmpfloat_with_epsilon (drawn_extent (&page, CST_LABEL_PAPER_A4, TRUE), 100 * POINTS_PER_MM, 2);
  g_assert_cmpfloat_with_epsilon (drawn_extent (&page, CST_LABEL_PAPER_10X15, FALSE), 100 * POINTS_PER_MM, 2);
  g_assert_cmpfloat_with_epsilon (drawn_extent (&page, CST_LABEL_PAPER_10X15, TRUE), 148 * POINTS_PER_MM, 2);
  cst_photo_image_unref (page.image);
}

static void
test_barcode (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 400, 40);
  cairo_t *cr = cairo_create (surface);
  double width = 0;

  g_assert_true (cst_barcode_draw (cr, "GC-10423", 0, 0, 400, 40, &width));
  g_assert_cmpfloat (width, >, 100);
  g_assert_cmpfloat (width, <=, 400);
  g_assert_true (cst_barcode_draw (cr, "GC-10423", 0, 0, 60, 40, &width));
  g_assert_cmpfloat (width, <=, 60.01);
  g_assert_false (cst_barcode_draw (cr, "", 0, 0, 400, 40, NULL));
  g_assert_false (cst_barcode_draw (cr, "日本", 0, 0, 400, 40, NULL));

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/R10/incident-sheet", test_incident_sheet);
  ADD ("/R10/preparation-slip", test_preparation_slip);
  ADD ("/R10/long-text", test_long_text);
  g_test_add_func ("/R10/label-scale", test_label_scale);
  g_test_add_func ("/R10/label-drawn", test_label_drawn);
  g_test_add_func ("/R10/barcode", test_barcode);

  return g_test_run ();
}
