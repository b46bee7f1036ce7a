/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "cst-label-check.h"
#include "cst-label-text.h"
#include "photo-fixtures.h"

typedef struct
{
  CstPhotoDecoder *decoder;
  char            *folder;
  char            *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->folder = g_dir_make_tmp ("constat-label-XXXXXX", NULL);
  fixture->decoder = cst_photo_decoder_new (1);
}

static void
drop_file (Fixture *fixture)
{
  if (fixture->path != NULL)
    g_remove (fixture->path);
  g_clear_pointer (&fixture->path, g_free);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  drop_file (fixture);
  g_rmdir (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
  g_assert_finalize_object (g_steal_pointer (&fixture->decoder));
}

static void
write_file (Fixture    *fixture,
            const char *name,
            const void *data,
            gsize       size)
{
  drop_file (fixture);
  fixture->path = g_build_filename (fixture->folder, name, NULL);
  g_assert_true (g_file_set_contents (fixture->path, data, (gssize)size, NULL));
}

/* Takes @bytes. */
static void
write_bytes (Fixture    *fixture,
             const char *name,
             GByteArray *bytes)
{
  write_file (fixture, name, bytes->data, bytes->len);
  g_byte_array_unref (bytes);
}

static CstLabelInfo *
check_good (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  CstLabelInfo *info;

  info = cst_label_check_sync (fixture->decoder, fixture->path, 0, 0, NULL, &error);
  g_assert_no_error (error);

  return info;
}

/* @words: what the sentence for the user must name */
static void
assert_refused (Fixture       *fixture,
                CstLabelError  code,
                const char    *words)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) list = g_strsplit (words, ",", -1);

  g_assert_null (cst_label_check_sync (fixture->decoder, fixture->path, 20000, 3, NULL, &error));
  g_assert_error (error, CST_LABEL_ERROR, (int)code);
  for (gsize i = 0; list[i] != NULL; i++)
    {
      if (strstr (error->message, list[i]) == NULL)
        g_error ("“%s” is not in “%s”", list[i], error->message);
    }
}

static void
test_good (Fixture       *fixture,
           gconstpointer  user_data)
{
  static const char zpl[] = "\r\n^XA^FO20,20^FDone^FS^XZ\r\n^XA^FDtwo ^ XZ^FS^XZ\r\n";
  CstLabelInfo *info;

  write_bytes (fixture, "label.pdf", photo_make_pdf (2, 288, 432, "0 0 10 10 re f"));
  info = check_good (fixture);
  g_assert_cmpint (info->type, ==, CST_FILE_TYPE_PDF);
  g_assert_cmpint (info->n_pages, ==, 2);
  g_assert_cmpfloat (info->width, ==, 288);
  g_assert_cmpfloat (info->height, ==, 432);
  g_assert_cmpuint (info->size, >, 100);
  cst_label_info_free (info);

  write_bytes (fixture, "label.PNG", photo_make_png (1200, 1800, 255, PHOTO_GREY));
  info = check_good (fixture);
  g_assert_cmpint (info->type, ==, CST_FILE_TYPE_PNG);
  g_assert_cmpint (info->pixel_width, ==, 1200);
  g_assert_cmpint (info->pixel_height, ==, 1800);
  g_assert_cmpfloat_with_epsilon (info->width, 288, 0.1);
  g_assert_cmpfloat_with_epsilon (info->height, 432, 0.1);
  cst_label_info_free (info);

  write_file (fixture, "label.txt", zpl, strlen (zpl));
  info = check_good (fixture);
  g_assert_cmpint (info->type, ==, CST_FILE_TYPE_ZPL);
  g_assert_cmpint (info->n_pages, ==, 2);
  cst_label_info_free (info);

  write_file (fixture, "label", zpl, strlen (zpl));
  info = check_good (fixture);
  cst_label_info_free (info);
}

static void
test_wrong_type (Fixture       *fixture,
                 gconstpointer  user_data)
{
  write_bytes (fixture, "return.pdf", photo_make_jpeg (64, 48, 1, 0));
  assert_refused (fixture, CST_LABEL_ERROR_TYPE, "return.pdf,JPEG");

  write_file (fixture, "return.pdf", "<html>Sign in</html>", 20);
  assert_refused (fixture, CST_LABEL_ERROR_TYPE, "return.pdf,web page");

  write_file (fixture, "return.zpl", "Dear Sir,", 9);
  assert_refused (fixture, CST_LABEL_ERROR_TYPE, "return.zpl,text");
}

static void
test_lying_extension (Fixture       *fixture,
                      gconstpointer  user_data)
{
  write_bytes (fixture, "return.pdf", photo_make_png (64, 48, 255, 0));
  assert_refused (fixture, CST_LABEL_ERROR_EXTENSION, "return.pdf,PNG,PDF");

  write_file (fixture, "return.png", "^XA^XZ", 6);
  assert_refused (fixture, CST_LABEL_ERROR_EXTENSION, "return.png,ZPL,PNG");
}

static void
test_size (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_autofree char *large = g_strnfill (30000, ' ');

  write_file (fixture, "return.pdf", "", 0);
  assert_refused (fixture, CST_LABEL_ERROR_SIZE, "return.pdf,empty");

  memcpy (large, "^XA^XZ", 6);
  write_file (fixture, "return.zpl", large, 30000);
  assert_refused (fixture, CST_LABEL_ERROR_SIZE, "return.zpl,30.0,20.0");

  write_bytes (fixture, "return.pdf", photo_make_pdf (4, 288, 432, ""));
  assert_refused (fixture, CST_LABEL_ERROR_SIZE, "return.pdf,4 pages,3");
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_autoptr(GByteArray) pdf = photo_make_pdf (1, 288, 432, "");
  g_autoptr(GError) error = NULL;

  write_file (fixture, "return.pdf", pdf->data, 40);
  assert_refused (fixture, CST_LABEL_ERROR_UNREADABLE, "return.pdf");

  write_file (fixture, "return.zpl", "^XA^FO20,20^FDone^FS", 20);
  assert_refused (fixture, CST_LABEL_ERROR_UNREADABLE, "return.zpl,ZPL");

  write_file (fixture, "return.zpl", "^XA^XZ^", 7);
  cst_label_info_free (check_good (fixture));

  g_remove (fixture->path);
  g_assert_null (cst_label_check_sync (fixture->decoder, fixture->path, 0, 0, NULL, &error));
  g_assert_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_NOT_FOUND);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
test_async (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(CstLabelInfo) info = NULL;
  g_autoptr(GError) error = NULL;

  write_bytes (fixture, "label.pdf", photo_make_pdf (1, 288, 432, ""));
  cst_label_check_async (fixture->decoder, fixture->path, 0, 0, NULL, checked_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  info = cst_label_check_finish (fixture->decoder, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->n_pages, ==, 1);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

static char *
text_of (Fixture *fixture)
{
  g_autoptr(CstLabelInfo) info = NULL;
  g_autoptr(GError) error = NULL;

  info = cst_label_check_sync (fixture->decoder, fixture->path, 0, 0, NULL, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&info->text);
}

/* What a label says, whether it was made for a label printer or for paper. */
static void
test_text (Fixture       *fixture,
           gconstpointer  user_data)
{
  static const char zpl[] = "^XA^FO50,50^FDAtelier^FS^FO50,90^FD75011 Paris^FS^FDValid until: 31.12.2026^FS^XZ";
  g_autofree char *from_zpl = NULL;
  g_autofree char *from_pdf = NULL;
  g_autofree char *from_picture = NULL;
  GDate until;

  write_file (fixture, "label.zpl", zpl, strlen (zpl));
  from_zpl = text_of (fixture);
  g_assert_nonnull (strstr (from_zpl, "75011 Paris"));
  g_assert_true (cst_label_text_validity (from_zpl, &until));
  g_assert_cmpint (g_date_get_month (&until), ==, G_DATE_DECEMBER);

  write_bytes (fixture, "label.pdf", photo_make_pdf (2, 288, 432, "BT /F1 20 Tf 20 200 Td (75011 Paris) Tj ET"));
  from_pdf = text_of (fixture);
  g_assert_nonnull (strstr (from_pdf, "75011 Paris"));
  g_assert_false (cst_label_text_validity (from_pdf, &until));

  write_bytes (fixture, "picture.pdf", photo_make_pdf (1, 288, 432, "0 0 10 10 re f"));
  from_picture = text_of (fixture);
  g_assert_true (from_picture == NULL || *g_strstrip (from_picture) == '\0');
}

static void
test_validity (void)
{
  static const struct
  {
    const char *text;
    int         day;
    int         month;
  } cases[] = {
    { "Valable jusqu’au 05/03/2027", 5, 3 },
    { "Valable jusqu'au : 5/3/2027", 5, 3 },
    { "GÜLTIG BIS ZUM 05.03.2027", 5, 3 },
    { "geldig tot 2027-03-05.", 5, 3 },
    { "Expires on\n05-03-2027", 5, 3 },
    { "Made on 05/03/2027", 0, 0 },
    { "valid until 31/02/2027", 0, 0 },
    { "valid until further notice", 0, 0 },
    { "", 0, 0 },
    { NULL, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate until;
      gboolean found = cst_label_text_validity (cases[i].text, &until);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (found, ==, cases[i].day != 0);
      if (!found)
        continue;
      g_assert_cmpint (g_date_get_day (&until), ==, cases[i].day);
      g_assert_cmpint (g_date_get_month (&until), ==, cases[i].month);
      g_assert_cmpint (g_date_get_year (&until), ==, 2027);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/label/O7/good", test_good);
  ADD ("/label/O7/wrong-type", test_wrong_type);
  ADD ("/label/O7/lying-extension", test_lying_extension);
  ADD ("/label/O7/size", test_size);
  ADD ("/label/O7/damaged", test_damaged);
  ADD ("/label/O7/async", test_async);
  ADD ("/label/R10/text", test_text);
  g_test_add_func ("/label/R10/validity", test_validity);

  return g_test_run ();
}
