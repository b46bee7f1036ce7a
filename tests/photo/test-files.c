/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cst-photo-error.h"
#include "cst-safe-name.h"
#include "cst-sniff.h"

#define SNIFF(bytes) cst_sniff_bytes ((const guint8 *)bytes, sizeof (bytes) - 1)

static void
test_sniff_by_content (void)
{
  g_assert_cmpint (SNIFF ("\xFF\xD8\xFF\xE0"), ==, CST_FILE_TYPE_JPEG);
  g_assert_cmpint (SNIFF ("\x89PNG\r\n\x1A\n...."), ==, CST_FILE_TYPE_PNG);
  g_assert_cmpint (SNIFF ("\x89PNG\n\x1A\n...."), ==, CST_FILE_TYPE_UNKNOWN);
  g_assert_cmpint (SNIFF ("GIF89a"), ==, CST_FILE_TYPE_GIF);
  g_assert_cmpint (SNIFF ("RIFF\1\2\3\4WEBPVP8 "), ==, CST_FILE_TYPE_WEBP);
  g_assert_cmpint (SNIFF ("RIFF\1\2\3\4WAVEfmt "), ==, CST_FILE_TYPE_UNKNOWN);
  g_assert_cmpint (SNIFF ("II*\0\10\0\0\0"), ==, CST_FILE_TYPE_TIFF);
  g_assert_cmpint (SNIFF ("\0\0\0\x18" "ftypheic\0\0\0\0"), ==, CST_FILE_TYPE_HEIF);
  g_assert_cmpint (SNIFF ("\0\0\0\x18" "ftypmif1\0\0\0\0"), ==, CST_FILE_TYPE_HEIF);
  g_assert_cmpint (SNIFF ("\0\0\0\x18" "ftypavif\0\0\0\0"), ==, CST_FILE_TYPE_AVIF);
  g_assert_cmpint (SNIFF ("\0\0\0\x18" "ftypisom\0\0\0\0"), ==, CST_FILE_TYPE_MP4);
  g_assert_cmpint (SNIFF ("\0\0\0\x18" "ftypqt  \0\0\0\0"), ==, CST_FILE_TYPE_QUICKTIME);
  g_assert_cmpint (SNIFF ("%PDF-1.4\n"), ==, CST_FILE_TYPE_PDF);
  g_assert_cmpint (SNIFF ("\n\n%PDF-1.4\n"), ==, CST_FILE_TYPE_PDF);
  g_assert_cmpint (SNIFF ("^XA^FO20,20^FDhello^FS^XZ"), ==, CST_FILE_TYPE_ZPL);
  g_assert_cmpint (SNIFF ("\xEF\xBB\xBF \r\n^XA"), ==, CST_FILE_TYPE_ZPL);
  g_assert_cmpint (SNIFF ("CT~~CD,~CC^~CT~\r\n^XA^XZ"), ==, CST_FILE_TYPE_ZPL);
  g_assert_cmpint (SNIFF ("<!DOCTYPE html><title>Sign in</title>"), ==, CST_FILE_TYPE_HTML);
  g_assert_cmpint (SNIFF ("Dear Sir,"), ==, CST_FILE_TYPE_TEXT);
  g_assert_cmpint (SNIFF ("Dear\0Sir,"), ==, CST_FILE_TYPE_UNKNOWN);
  g_assert_cmpint (SNIFF (""), ==, CST_FILE_TYPE_UNKNOWN);
  g_assert_cmpint (cst_sniff_bytes (NULL, 0), ==, CST_FILE_TYPE_UNKNOWN);
}

/* Every length of every magic: reading past the end shows under the address sanitizer. */
static void
test_sniff_short (void)
{
  static const char *const magics[] = {
    "\xFF\xD8\xFF\xE0", "\x89PNG\r\n\x1A\n", "RIFF....WEBP", "....ftypheic", "BM..........................",
    "CT~~CD", "\xEF\xBB\xBF^XA", "%PDF-", "<html>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++)
    {
      for (gsize size = 0; size <= strlen (magics[i]); size++)
        {
          g_autofree guint8 *copy = g_memdup2 (magics[i], size);

          cst_sniff_bytes (copy, size);
        }
    }
}

static void
test_sniff_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("constat-sniff-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "photo.png", NULL);
  g_autofree char *pipe_path = g_build_filename (folder, "pipe.jpg", NULL);
  g_autoptr(GError) error = NULL;
  CstFileType type;
  guint64 size;

  g_assert_true (g_file_set_contents (path, "GIF89a", 6, &error));
  g_assert_true (cst_sniff_file (path, &type, &size, &error));
  g_assert_no_error (error);
  g_assert_cmpint (type, ==, CST_FILE_TYPE_GIF);
  g_assert_cmpuint (size, ==, 6);
  g_assert_cmpint (cst_file_type_from_name (path), ==, CST_FILE_TYPE_PNG);

  g_remove (path);
  g_assert_false (cst_sniff_file (path, &type, &size, &error));
  g_assert_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  g_assert_false (cst_sniff_file (pipe_path, &type, &size, &error));
  g_assert_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_false (cst_sniff_file (folder, &type, &size, &error));
  g_assert_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_NOT_FOUND);

  g_remove (pipe_path);
  g_rmdir (folder);
}

static void
test_type_names (void)
{
  g_assert_cmpint (cst_file_type_from_name ("a.JPEG"), ==, CST_FILE_TYPE_JPEG);
  g_assert_cmpint (cst_file_type_from_name ("label.zpl"), ==, CST_FILE_TYPE_ZPL);
  g_assert_cmpint (cst_file_type_from_name ("no extension"), ==, CST_FILE_TYPE_UNKNOWN);
  g_assert_cmpint (cst_file_type_from_name ("odd."), ==, CST_FILE_TYPE_UNKNOWN);

  for (int type = CST_FILE_TYPE_UNKNOWN; type <= CST_FILE_TYPE_TEXT; type++)
    {
      g_assert_nonnull (cst_file_type_get_label ((CstFileType)type));
      g_assert_nonnull (strchr (cst_file_type_get_media_type ((CstFileType)type), '/'));
      g_assert_nonnull (cst_file_type_get_extension ((CstFileType)type));
    }

  g_assert_true (cst_file_type_is_picture (CST_FILE_TYPE_HEIF));
  g_assert_false (cst_file_type_is_picture (CST_FILE_TYPE_PDF));
}

static void
assert_name (const char  *remote,
             CstFileType  type,
             const char  *expected)
{
  g_autofree char *name = cst_safe_name (remote, type);

  g_assert_cmpstr (name, ==, expected);
}

static void
test_safe_names (void)
{
  assert_name ("IMG_2041.JPG", CST_FILE_TYPE_JPEG, "IMG_2041.jpg");
  assert_name ("colis abîmé.jpeg", CST_FILE_TYPE_JPEG, "colis abîmé.jpg");
  assert_name ("../../etc/passwd", CST_FILE_TYPE_TEXT, "passwd.txt");
  assert_name ("C:\\temp\\photo.png", CST_FILE_TYPE_PNG, "photo.png");
  assert_name ("photo.png", CST_FILE_TYPE_JPEG, "photo.jpg");
  assert_name ("invoice.pdf.exe", CST_FILE_TYPE_UNKNOWN, "invoice.pdf.bin");
  assert_name ("annex\u202Egnp.exe", CST_FILE_TYPE_PNG, "annexgnp.png");
  assert_name ("a\nb\x1b[31m\tc.png", CST_FILE_TYPE_PNG, "a b[31m c.png");
  assert_name ("what?<x>|\"y\"*.png", CST_FILE_TYPE_PNG, "what__x___y__.png");
  assert_name (".bashrc", CST_FILE_TYPE_TEXT, "bashrc.txt");
  assert_name ("-rf.png", CST_FILE_TYPE_PNG, "rf.png");
  assert_name ("...", CST_FILE_TYPE_PNG, "attachment.png");
  assert_name ("", CST_FILE_TYPE_PNG, "attachment.png");
  assert_name (NULL, CST_FILE_TYPE_PNG, "attachment.png");
  assert_name ("folder/", CST_FILE_TYPE_PNG, "attachment.png");
  assert_name ("\u200B\u202E", CST_FILE_TYPE_PNG, "attachment.png");
  assert_name ("bad\xFFname.png", CST_FILE_TYPE_PNG, "badname.png");
  assert_name ("v2. final version", CST_FILE_TYPE_PDF, "v2. final version.pdf");
}

static void
test_safe_name_length (void)
{
  g_autoptr(GString) remote = g_string_new (NULL);
  g_autofree char *name = NULL;

  for (int i = 0; i < 400; i++)
    g_string_append (remote, "é");
  name = cst_safe_name (remote->str, CST_FILE_TYPE_JPEG);

  g_assert_cmpuint (strlen (name), <=, CST_SAFE_NAME_MAX);
  g_assert_cmpuint (strlen (name), >=, CST_SAFE_NAME_MAX - 2);
  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_true (g_str_has_suffix (name, "é.jpg"));
}

static void
test_safe_name_random (void)
{
  for (int round = 0; round < 500; round++)
    {
      char remote[65];
      g_autofree char *name = NULL;

      for (gsize i = 0; i < sizeof remote - 1; i++)
        remote[i] = (char)g_test_rand_int_range (1, 256);
      remote[sizeof remote - 1] = '\0';
      name = cst_safe_name (remote, CST_FILE_TYPE_PNG);

      g_assert_true (g_utf8_validate (name, -1, NULL));
      g_assert_cmpuint (strlen (name), <=, CST_SAFE_NAME_MAX);
      g_assert_null (strpbrk (name, "/\\\n\r\t\x1b"));
      g_assert_true (name[0] != '.' && name[0] != '-');
      g_assert_true (g_str_has_suffix (name, ".png"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/photo/sniff/by-content", test_sniff_by_content);
  g_test_add_func ("/photo/sniff/short", test_sniff_short);
  g_test_add_func ("/photo/sniff/file", test_sniff_file);
  g_test_add_func ("/photo/sniff/names", test_type_names);
  g_test_add_func ("/photo/safe-name/hostile", test_safe_names);
  g_test_add_func ("/photo/safe-name/length", test_safe_name_length);
  g_test_add_func ("/photo/safe-name/random", test_safe_name_random);

  return g_test_run ();
}
