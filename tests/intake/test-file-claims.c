/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-file-claims.h"

static void
test_media_types (void)
{
  g_assert_cmpint ((int) cst_file_type_from_media_type ("image/JPEG; charset=x"), ==, CST_FILE_TYPE_JPEG);
  g_assert_cmpint ((int) cst_file_type_from_media_type ("image/heic"), ==, CST_FILE_TYPE_HEIF);
  g_assert_cmpint ((int) cst_file_type_from_media_type ("image/*"), ==, CST_FILE_TYPE_UNKNOWN);
  g_assert_cmpint ((int) cst_file_type_from_media_type ("application/octet-stream"), ==, CST_FILE_TYPE_UNKNOWN);
  g_assert_cmpint ((int) cst_file_type_from_media_type (NULL), ==, CST_FILE_TYPE_UNKNOWN);
}

static void
test_names (void)
{
  g_assert_false (cst_file_name_lies ("IMG_1.JPG", CST_FILE_TYPE_JPEG));
  g_assert_false (cst_file_name_lies ("IMG_1.jpeg", CST_FILE_TYPE_JPEG));
  g_assert_true (cst_file_name_lies ("IMG_1.jpg", CST_FILE_TYPE_HEIF));
  g_assert_true (cst_file_name_lies ("IMG_1.jpg", CST_FILE_TYPE_UNKNOWN));
  g_assert_false (cst_file_name_lies ("IMG_1", CST_FILE_TYPE_JPEG));
  g_assert_false (cst_file_name_lies ("film.mov", CST_FILE_TYPE_MP4));
  g_assert_false (cst_file_name_lies (NULL, CST_FILE_TYPE_JPEG));
}

static void
test_words (void)
{
  g_autofree char *name = cst_file_claims_text ("a.b.png", "image/jpeg", CST_FILE_TYPE_JPEG);
  g_autofree char *type = cst_file_claims_text ("a.jpg", "image/png", CST_FILE_TYPE_JPEG);

  g_assert_cmpstr (name, ==, "Its name ends in “.png”, yet by its content it is: JPEG picture.");
  g_assert_cmpstr (type, ==, "It was sent as: PNG picture. By its content it is: JPEG picture.");
  g_assert_null (cst_file_claims_text ("a.jpg", "image/jpg", CST_FILE_TYPE_JPEG));
  g_assert_null (cst_file_claims_text (NULL, NULL, CST_FILE_TYPE_UNKNOWN));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/intake/claims/media-types", test_media_types);
  g_test_add_func ("/intake/claims/names", test_names);
  g_test_add_func ("/intake/claims/words", test_words);

  return g_test_run ();
}
