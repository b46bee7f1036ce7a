/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decoder-fixture.h"

#include <string.h>

#include "format-fixtures.h"

/* Small files that would become large, or take for ever. */

static void
test_bombs (Fixture       *fixture,
            gconstpointer  user_data)
{
  /* 400 million pixels in some 50 kB, and the largest JPEG there can be by its header alone. */
  g_autofree char *png = write_bytes (fixture, "bomb.png", photo_make_png (20000, 20000, 0, PHOTO_GREY));
  g_autoptr(GByteArray) jpeg = photo_make_jpeg (64, 64, 0, 0);
  g_autofree char *wide = NULL;
  g_autofree char *huge = NULL;

  for (guint i = 0; i + 9 < jpeg->len; i++)
    {
      if (jpeg->data[i] == 0xFF && jpeg->data[i + 1] == 0xC0)
        {
          jpeg->data[i + 5] = jpeg->data[i + 7] = 0xFF;
          jpeg->data[i + 6] = jpeg->data[i + 8] = 0x00;
          break;
        }
    }
  huge = write_file (fixture, "huge.jpg", jpeg->data, jpeg->len);
  wide = write_bytes (fixture, "wide.png", photo_make_png (70000, 2, 0, PHOTO_GREY));

  assert_fails (fixture, png, CST_PHOTO_ERROR_TOO_LARGE);
  assert_next_works (fixture);
  assert_fails (fixture, huge, CST_PHOTO_ERROR_TOO_LARGE);
  assert_next_works (fixture);
  assert_fails (fixture, wide, CST_PHOTO_ERROR_TOO_LARGE);
  assert_next_works (fixture);
}

/* A progressive picture may come in as many scans as its author likes; each costs a pass. */
static void
test_scan_bomb (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autoptr(GByteArray) jpeg = photo_make_jpeg (64, 64, 0, PHOTO_PROGRESSIVE);
  g_autoptr(GByteArray) bomb = g_byte_array_new ();
  g_autofree char *path = NULL;
  guint first = 0, second = 0;

  for (guint i = 2; i + 1 < jpeg->len && second == 0; i++)
    {
      if (jpeg->data[i] == 0xFF && jpeg->data[i + 1] == 0xDA)
        {
          if (first == 0)
            first = i;
          else
            second = i;
        }
    }

  g_assert_cmpuint (second, >, first);
  g_byte_array_append (bomb, jpeg->data, second);
  for (int i = 0; i < 2000; i++)
    g_byte_array_append (bomb, jpeg->data + first, second - first);
  g_byte_array_append (bomb, (const guint8 *)"\xFF\xD9", 2);

  path = write_file (fixture, "scans.jpg", bomb->data, bomb->len);
  assert_fails (fixture, path, CST_PHOTO_ERROR_TOO_LARGE);
  assert_next_works (fixture);
}

/* Writes 60 000 over the width and the height that stand @skipped bytes behind @mark. */
static void
claim_size (GByteArray *bytes,
            const char *mark,
            gsize       skipped,
            gboolean    is_long)
{
  static const guint8 short_pair[] = { 0x60, 0xEA, 0x60, 0xEA };
  static const guint8 long_pair[] = { 0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60 };
  guint8 *at = memmem (bytes->data, bytes->len, mark, strlen (mark));

  g_assert_nonnull (at);
  at += strlen (mark) + skipped;
  if (is_long)
    memcpy (at, long_pair, sizeof long_pair);
  else
    memcpy (at, short_pair, sizeof short_pair);
}

/* The head of an uncompressed picture whose strips would be all over the place. */
static GByteArray *
make_vast_tiff (void)
{
  static const guint16 entries[][4] = {
    { 256, 3, 1, 60000 }, { 257, 3, 1, 60000 }, { 258, 3, 1, 8 }, { 259, 3, 1, 1 }, { 262, 3, 1, 1 },
    { 273, 3, 1, 8 }, { 277, 3, 1, 1 }, { 278, 3, 1, 60000 }, { 279, 3, 1, 100 },
  };
  const guint16 n = G_N_ELEMENTS (entries);
  GByteArray *bytes = g_byte_array_new ();
  guint32 next = 0;

  g_byte_array_append (bytes, (const guint8 *)"II*\0\x08\0\0\0", 8);
  g_byte_array_append (bytes, (const guint8 *)&(guint16) { GUINT16_TO_LE (n) }, 2);
  for (gsize i = 0; i < n; i++)
    {
      const guint16 words[] = {
        GUINT16_TO_LE (entries[i][0]), GUINT16_TO_LE (entries[i][1]), GUINT16_TO_LE (entries[i][2]), 0,
        GUINT16_TO_LE (entries[i][3]), 0,
      };

      g_byte_array_append (bytes, (const guint8 *)words, sizeof words);
    }
  g_byte_array_append (bytes, (const guint8 *)&next, 4);

  return bytes;
}

/* Sixteen or sixty thousand pixels square, by the header alone: refused before anything is allocated. */
static void
test_claims (Fixture       *fixture,
             gconstpointer  user_data)
{
  const PhotoSpec spec = { .width = 64, .height = 48 };
  GByteArray *gif = photo_make_gif (&spec);
  GByteArray *heic = photo_make_heic (&spec);
  GByteArray *avif = photo_make_avif (&spec);
  const PhotoSpec lossless = { .width = 64, .height = 48, .flags = PHOTO_LOSSLESS };
  GByteArray *webp = photo_make_webp (&lossless);
  g_autofree char *tiff_path = write_bytes (fixture, "a.tiff", make_vast_tiff ());
  g_autofree char *webp_path = NULL;
  g_autofree char *gif_path = NULL;
  g_autofree char *heic_path = NULL;
  g_autofree char *avif_path = NULL;
  const char *paths[5];

  claim_size (gif, "GIF89a", 0, FALSE);
  /* 14 bits each, less one: as large as it goes. */
  memcpy ((guint8 *)memmem (webp->data, webp->len, "VP8L", 4) + 9, "\xFF\xFF\xFF\x0F", 4);
  claim_size (heic, "ispe", 4, TRUE);
  claim_size (avif, "ispe", 4, TRUE);
  paths[0] = gif_path = write_bytes (fixture, "a.gif", gif);
  paths[1] = heic_path = write_bytes (fixture, "a.heic", heic);
  paths[2] = avif_path = write_bytes (fixture, "a.avif", avif);
  paths[3] = webp_path = write_bytes (fixture, "a.webp", webp);
  paths[4] = tiff_path;

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_test_message ("%s", paths[i]);
      assert_fails (fixture, paths[i], CST_PHOTO_ERROR_TOO_LARGE);
    }
  assert_next_works (fixture);
}

/* A million frames of nothing: their number is not worth the time. */
static void
test_many_frames (Fixture       *fixture,
                  gconstpointer  user_data)
{
  const PhotoSpec spec = { .width = 8, .height = 8, .n_frames = 20000 };
  g_autofree char *path = write_bytes (fixture, "a.gif", photo_make_gif (&spec));
  g_autoptr(CstPhotoInfo) info = NULL;
  g_autoptr(GError) error = NULL;

  info = cst_photo_decoder_probe_sync (fixture->decoder, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->n_frames, ==, 10000);
  assert_next_works (fixture);
}

/* Eight forms, each of which draws the next ten times over: a hundred million strokes. */
static void
test_pdf_time (Fixture       *fixture,
               gconstpointer  user_data)
{
  g_autoptr(GString) pdf = g_string_new ("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                                         "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                                         "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]/Contents 4 0 R"
                                         "/Resources<</XObject<</X 5 0 R>>>>>>endobj\n"
                                         "4 0 obj<</Length 5>>stream\n/X Do\nendstream endobj\n");
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  for (int i = 5; i < 13; i++)
    g_string_append_printf (pdf, "%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 72 72]"
                                 "/Resources<</XObject<</X %d 0 R>>>>/Length 60>>stream\n"
                                 "/X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do \n"
                                 "endstream endobj\n", i, i + 1);
  g_string_append (pdf, "13 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 72 72]/Length 20>>stream\n"
                        "0 0 m 72 72 l S     \nendstream endobj\ntrailer<</Root 1 0 R/Size 14>>\n%%EOF\n");
  path = write_file (fixture, "slow.pdf", (const guint8 *)pdf->str, pdf->len);

  cst_photo_decoder_set_timeout (fixture->decoder, 1500);
  g_assert_null (cst_photo_decoder_render_page_sync (fixture->decoder, path, 0, 100, 100, NULL, &error));
  g_assert_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_TIMED_OUT);
  cst_photo_decoder_set_timeout (fixture->decoder, 20000);
  assert_next_works (fixture);
}

/* Brackets in brackets, in the file's structure and on the page: readers like to call themselves. */
static void
test_pdf_depth (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autofree char *open = g_strnfill (200000, '[');
  g_autofree char *saved = g_strnfill (200000, 'q');
  g_autoptr(GString) structure = g_string_new ("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/Deep ");
  g_autofree char *page = NULL;
  g_autofree char *path = NULL;
  const char *paths[2];

  for (gsize i = 1; i < 200000; i += 2)
    saved[i] = ' ';
  g_string_append_printf (structure, "%s>>endobj\ntrailer<</Root 1 0 R/Size 3>>\n%%%%EOF\n", open);
  paths[0] = path = write_file (fixture, "deep.pdf", (const guint8 *)structure->str, structure->len);
  paths[1] = page = write_bytes (fixture, "page.pdf", photo_make_pdf (1, 72, 72, saved));

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CstPhotoImage) image = NULL;

      image = cst_photo_decoder_render_page_sync (fixture->decoder, paths[i], 0, 100, 100, NULL, &error);
      g_assert_true ((image != NULL) == (error == NULL));
      g_assert_true (error == NULL || error->domain == CST_PHOTO_ERROR);
    }
  assert_next_works (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/photo/bomb/pixels", test_bombs);
  ADD ("/photo/bomb/claims", test_claims);
  ADD ("/photo/bomb/scans", test_scan_bomb);
  ADD ("/photo/bomb/frames", test_many_frames);
  ADD ("/photo/bomb/pdf-time", test_pdf_time);
  ADD ("/photo/bomb/pdf-depth", test_pdf_depth);

  return g_test_run ();
}
