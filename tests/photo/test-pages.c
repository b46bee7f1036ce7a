/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decoder-fixture.h"

static void
test_pages (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_autofree char *path = write_bytes (fixture, "label.pdf", photo_make_pdf (2, 288, 432, "0 0 144 216 re f"));
  g_autoptr(CstPhotoInfo) info = NULL;
  g_autoptr(CstPhotoImage) image = NULL;
  g_autoptr(CstPhotoImage) none = NULL;
  g_autoptr(GError) error = NULL;

  info = cst_photo_decoder_probe_sync (fixture->decoder, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->type, ==, CST_FILE_TYPE_PDF);
  g_assert_cmpint (info->n_pages, ==, 2);
  g_assert_cmpfloat (info->page_width, ==, 288);
  g_assert_cmpfloat (info->page_height, ==, 432);

  /* 4 × 6 inches at 150 dots per inch, black at the lower left. */
  image = cst_photo_decoder_render_page_sync (fixture->decoder, path, 1, 600, 900, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (image->width, ==, 600);
  g_assert_cmpint (image->height, ==, 900);
  assert_colour (image, 10, 10, 0xFFFFFF);
  assert_colour (image, 10, 890, 0x000000);
  assert_colour (image, 297, 453, 0x000000);
  assert_colour (image, 303, 453, 0xFFFFFF);
  assert_colour (image, 297, 447, 0xFFFFFF);

  none = cst_photo_decoder_render_page_sync (fixture->decoder, path, 2, 600, 900, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_UNREADABLE);
  g_clear_error (&error);

  /* A page is no photo. */
  assert_fails (fixture, path, CST_PHOTO_ERROR_UNSUPPORTED);
}

static void
test_page_text (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autofree char *path = write_bytes (fixture, "text.pdf",
                                       photo_make_pdf (1, 288, 432, "BT /F1 40 Tf 20 200 Td (RETOUR) Tj ET"));
  g_autoptr(CstPhotoImage) image = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  int n_dark = 0;

  text = cst_photo_decoder_page_text_sync (fixture->decoder, path, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_strstrip (text), ==, "RETOUR");

  image = cst_photo_decoder_render_page_sync (fixture->decoder, path, 0, 288, 432, NULL, &error);
  g_assert_no_error (error);
  if (image->may_lack_text)
    {
      g_test_skip ("this kernel has no Landlock, so the worker may not read fonts");
      return;
    }

  for (int y = 0; y < image->height; y++)
    {
      for (int x = 0; x < image->width; x++)
        n_dark += pixel_at (image, x, y)[1] < 64;
    }
  g_assert_cmpint (n_dark, >, 200);
}

static void
test_bad_pages (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autoptr(GByteArray) whole = photo_make_pdf (1, 288, 432, "0 0 10 10 re f");
  g_autofree char *cut = write_file (fixture, "cut.pdf", whole->data, 40);
  g_autofree char *empty = write_bytes (fixture, "empty.pdf", photo_make_pdf (0, 288, 432, ""));
  g_autofree char *vast = write_bytes (fixture, "vast.pdf", photo_make_pdf (1, 2000000, 432, ""));
  const char *paths[] = { cut, empty, vast };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", paths[i]);
      g_assert_null (cst_photo_decoder_render_page_sync (fixture->decoder, paths[i], 0, 100, 100, NULL, &error));
      g_assert_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_UNREADABLE);
    }

  assert_next_works (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/photo/page/O7/true-scale", test_pages);
  ADD ("/photo/page/text", test_page_text);
  ADD ("/photo/page/bad", test_bad_pages);

  return g_test_run ();
}
