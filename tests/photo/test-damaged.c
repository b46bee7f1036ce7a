/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decoder-fixture.h"

#include <stdlib.h>
#include <string.h>

#include "cst-test-scale.h"
#include "format-fixtures.h"

/* Whatever a damaged file does to a worker, the application gets what it asked for or one reason why not. */

#define N_FILES 500 /* times CONSTAT_TEST_SCALE */

/* The application's own memory, however much the files ask for. In kilobytes. */
#define MAX_GROWTH (64 * 1024)

static GPtrArray *
make_originals (void)
{
  const PhotoSpec plain = { .width = 96, .height = 64, .orientation = 6, .flags = PHOTO_SWAPPED };
  const PhotoSpec other = {
    .width = 96, .height = 64, .flags = PHOTO_LOSSLESS | PHOTO_TILED | PHOTO_INTERLACED, .n_frames = 3, .alpha = 128,
  };
  GByteArray *const files[] = {
    photo_make_jpeg (160, 120, 6, PHOTO_SWAPPED),
    photo_make_jpeg (160, 120, 3, PHOTO_PROGRESSIVE),
    photo_make_png (80, 60, 200, PHOTO_SWAPPED),
    photo_make_png (80, 60, 200, PHOTO_INTERLACED),
    photo_make_webp (&plain), photo_make_webp (&other),
    photo_make_gif (&plain), photo_make_gif (&other),
    photo_make_tiff (&plain), photo_make_tiff (&other),
    photo_make_heic (&plain), photo_make_avif (&plain),
    photo_make_pdf (2, 288, 432, "BT /F1 40 Tf 20 200 Td (RETOUR) Tj ET 0 0 10 10 re f"),
    photo_make_video ("mp4", "mpeg4", 96, 64, 90),
    photo_make_video ("mov", "libx264", 96, 64, 0),
    photo_make_video ("webm", "libvpx", 96, 64, 0),
  };
  GPtrArray *originals = g_ptr_array_new_with_free_func ((GDestroyNotify)g_byte_array_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      if (files[i] != NULL)
        g_ptr_array_add (originals, files[i]);
    }

  return originals;
}

/* Cuts it short, turns bits over, or writes a block of nonsense into it. The first bytes stay, else it
 * would only be unknown. */
static gsize
damage (guint8 *data,
        gsize   size)
{
  const int kept = 12;
  int at;

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      return (gsize)g_test_rand_int_range (kept, (int)size);

    case 1:
      at = g_test_rand_int_range (kept, (int)size);
      for (int i = at; i < MIN (at + 64, (int)size); i++)
        data[i] = (guint8)g_test_rand_int ();
      return size;

    case 2:
      /* Mostly headers, where the lengths and counts are. */
      for (int n = g_test_rand_int_range (1, 6); n > 0; n--)
        {
          at = g_test_rand_int_range (kept, MIN ((int)size, 512));
          data[at] = g_test_rand_bit () ? 0xFF : (guint8)g_test_rand_int ();
        }
      return size;

    default:
      for (int n = g_test_rand_int_range (1, 12); n > 0; n--)
        data[g_test_rand_int_range (kept, (int)size)] ^= (guint8)(1 << g_test_rand_int_range (0, 8));
      return size;
    }
}

static gboolean
ask (Fixture     *fixture,
     const char  *path,
     int          round,
     GError     **error)
{
  const CstPhotoExport options = { .strip_metadata = TRUE, .max_side = round % 2 == 0 ? 50 : 0 };
  g_autoptr(CstPhotoInfo) info = NULL;
  g_autoptr(CstPhotoImage) image = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (!(info = cst_photo_decoder_probe_sync (fixture->decoder, path, NULL, error)))
    return FALSE;

  if (!cst_file_type_is_picture (info->type))
    image = cst_photo_decoder_render_page_sync (fixture->decoder, path, 0, 90, 90, NULL, error);
  else if (round % 3 == 0)
    bytes = cst_photo_decoder_export_sync (fixture->decoder, path, &options, NULL, NULL, error);
  else
    image = cst_photo_decoder_decode_sync (fixture->decoder, path, 90, 90, NULL, error);

  return image != NULL || bytes != NULL;
}

/* The most that this process has ever held, in kilobytes. */
static int
measure_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmHWM:");

  return line != NULL ? atoi (line + strlen ("VmHWM:")) : 0;
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  user_data)
{
  int n_files = N_FILES * (int) cst_test_scale ();
  g_autoptr(GPtrArray) originals = make_originals ();
  int reasons[CST_PHOTO_ERROR_UNAVAILABLE + 1] = { 0 };
  int n_good = 0, before;

  cst_photo_decoder_set_timeout (fixture->decoder, 5000);
  assert_next_works (fixture);
  before = measure_memory ();

  for (int round = 0; round < n_files; round++)
    {
      GByteArray *original = g_ptr_array_index (originals, (guint)round % originals->len);
      g_autofree guint8 *data = g_memdup2 (original->data, original->len);
      gsize size = damage (data, original->len);
      g_autofree char *path = write_file (fixture, "damaged", data, size);
      g_autoptr(GError) error = NULL;

      if (ask (fixture, path, round, &error))
        {
          g_assert_no_error (error);
          n_good++;
          continue;
        }

      g_assert_nonnull (error);
      g_assert_true (error->domain == CST_PHOTO_ERROR);
      g_assert_cmpint (error->code, !=, CST_PHOTO_ERROR_UNAVAILABLE);
      g_assert_cmpuint (strlen (error->message), >, 0);
      reasons[error->code]++;
    }

  g_test_message ("%d files: %d could be read, %d too short, %d unreadable, %d unsupported, %d too large; "
                  "%d cost a worker, %d its time", n_files, n_good, reasons[CST_PHOTO_ERROR_TRUNCATED],
                  reasons[CST_PHOTO_ERROR_UNREADABLE], reasons[CST_PHOTO_ERROR_UNSUPPORTED],
                  reasons[CST_PHOTO_ERROR_TOO_LARGE], reasons[CST_PHOTO_ERROR_CRASHED],
                  reasons[CST_PHOTO_ERROR_TIMED_OUT]);
  g_assert_cmpint (measure_memory () - before, <, MAX_GROWTH);
  assert_next_works (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/photo/damaged/R2/any-format", test_damaged);

  return g_test_run ();
}
