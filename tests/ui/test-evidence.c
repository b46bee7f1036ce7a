/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "cst-files.h"
#include "cst-leave-row.h"
#include "cst-leave-window.h"
#include "cst-paste.h"
#include "cst-paths.h"
#include "cst-ui.h"
#include "cst-watched-folder.h"
#include "format-fixtures.h"
#include "photo-fixtures.h"
#include "ui-fixture.h"

#define PATIENCE (60 * G_USEC_PER_SEC)

/* Runs the main loop until @condition; fails when that does not come. */
#define wait_until(condition) \
  G_STMT_START \
  { \
    gint64 end = g_get_monotonic_time () + PATIENCE; \
    while (!(condition) && g_get_monotonic_time () < end) \
      { \
        ui_wait (); \
        g_usleep (5000); \
      } \
    g_assert_true (condition); \
  } \
  G_STMT_END

static char *
write_photo (UiFixture  *fixture,
             const char *name,
             int         side)
{
  g_autoptr(GByteArray) jpeg = photo_make_jpeg (side, side / 2, 6, 0);
  char *path = g_build_filename (fixture->store.dir, name, NULL);

  g_assert_true (g_file_set_contents (path, (const char *) jpeg->data, (gssize) jpeg->len, NULL));

  return path;
}

static CstLeaveWindow *
open_window (UiFixture      *fixture,
             CstLeaveReader  reader,
             gint64          max_bytes,
             guint           max_files)
{
  return cst_leave_window_new (reader, fixture->store.store, cst_context_get_decoder (fixture->context), max_bytes,
                               max_files);
}

static void
accepted_cb (CstLeaveWindow *window,
             GPtrArray      *files,
             GPtrArray      *all)
{
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (all, cst_record_dup (&cst_outgoing_file_type, g_ptr_array_index (files, i)));
}

static GPtrArray *
accept (CstLeaveWindow *window)
{
  GPtrArray *all = g_ptr_array_new ();

  g_signal_connect (window, "accepted", G_CALLBACK (accepted_cb), all);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "leave.accept", NULL));
  wait_until (all->len > 0);

  return all;
}

static CstPhotoInfo *
look_into (UiFixture             *fixture,
           const CstOutgoingFile *file)
{
  g_autofree char *path = cst_files_path (fixture->store.store, file);
  g_autoptr(GError) error = NULL;
  CstPhotoInfo *info = cst_photo_decoder_probe_sync (cst_context_get_decoder (fixture->context), path, NULL, &error);

  g_assert_no_error (error);

  return info;
}

static void
free_files (GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    cst_record_free (&cst_outgoing_file_type, g_ptr_array_index (files, i));
  g_ptr_array_unref (files);
}

/* Whether it can be accepted is told by the window's action. */
static gboolean
may_go (CstLeaveWindow *window)
{
  GtkWidget *button = ui_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "_Add");

  if (button == NULL)
    button = ui_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "_Attach");

  return button != NULL && gtk_widget_is_sensitive (button);
}

/* To the customer the picture alone leaves, to the colleagues the very file. */
static void
test_metadata (UiFixture     *fixture,
               gconstpointer  unused)
{
  g_autofree char *path = write_photo (fixture, "bench.jpg", 400);
  g_autofree char *original = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &original, &size, NULL));
  for (int reader = CST_LEAVE_TO_COLLEAGUES; reader <= CST_LEAVE_TO_CUSTOMER; reader++)
    {
      CstLeaveWindow *window = open_window (fixture, (CstLeaveReader) reader, 0, 10);
      g_autoptr(CstPhotoInfo) info = NULL;
      g_autoptr(GBytes) bytes = NULL;
      GPtrArray *files;

      gtk_window_present (GTK_WINDOW (window));
      cst_leave_window_add (window, path, NULL, FALSE);
      wait_until (may_go (window));
      files = accept (window);
      g_assert_cmpuint (files->len, ==, 1);
      info = look_into (fixture, g_ptr_array_index (files, 0));
      bytes = cst_files_read (fixture->store.store, g_ptr_array_index (files, 0), NULL);
      if (reader == CST_LEAVE_TO_CUSTOMER)
        {
          g_assert_null (info->camera);
          g_assert_null (info->taken_at);
          g_assert_false (info->has_position);
        }
      else
        {
          g_assert_cmpstr (info->camera, ==, PHOTO_MAKE " " PHOTO_MODEL);
          g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), original, size);
        }
      free_files (files);
    }
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
choose_side (CstLeaveWindow *window,
             guint           position)
{
  GtkWidget *row = ui_wait_for (GTK_WIDGET (window), ADW_TYPE_COMBO_ROW, NULL);

  adw_combo_row_set_selected (ADW_COMBO_ROW (row), position);
}

/* What is larger than the marketplace takes does not go before it is made smaller. */
static void
test_limit (UiFixture     *fixture,
            gconstpointer  unused)
{
  g_autoptr(GByteArray) noise = photo_make_noise (1800, 1200);
  g_autofree char *path = g_build_filename (fixture->store.dir, "noise.jpg", NULL);
  CstLeaveWindow *window = open_window (fixture, CST_LEAVE_TO_COLLEAGUES, (gint64) noise->len - 1, 0);
  g_autoptr(CstPhotoInfo) info = NULL;
  GPtrArray *files;

  g_assert_true (g_file_set_contents (path, (const char *) noise->data, (gssize) noise->len, NULL));
  gtk_window_present (GTK_WINDOW (window));
  cst_leave_window_add (window, path, NULL, FALSE);
  ui_wait_for (GTK_WIDGET (window), GTK_TYPE_LABEL, "Leaves as it is, with all it says");
  g_assert_false (may_go (window));
  choose_side (window, 4);
  wait_until (may_go (window));
  files = accept (window);
  info = look_into (fixture, g_ptr_array_index (files, 0));
  g_assert_cmpint (MAX (info->width, info->height), ==, 1024);
  g_assert_cmpint (((CstOutgoingFile *) g_ptr_array_index (files, 0))->size, <, (gint64) noise->len);
  free_files (files);
}

/* A picture of a type that messages do not carry leaves as one that they do; a document stays behind. */
static void
test_types (UiFixture     *fixture,
            gconstpointer  unused)
{
  static const char *const types[] = { "image/jpeg", NULL };
  g_autoptr(GByteArray) gif = photo_make_gif (&(PhotoSpec) { .width = 320, .height = 200 });
  g_autoptr(GByteArray) pdf = photo_make_pdf (1, 200, 300, "");
  g_autofree char *picture = g_build_filename (fixture->store.dir, "box.gif", NULL);
  g_autofree char *document = g_build_filename (fixture->store.dir, "note.pdf", NULL);
  CstLeaveWindow *window = open_window (fixture, CST_LEAVE_TO_COLLEAGUES, 0, 0);
  CstOutgoingFile *file;
  GPtrArray *files;

  g_assert_true (g_file_set_contents (picture, (const char *) gif->data, (gssize) gif->len, NULL));
  g_assert_true (g_file_set_contents (document, (const char *) pdf->data, (gssize) pdf->len, NULL));
  gtk_window_present (GTK_WINDOW (window));
  cst_leave_window_set_types (window, types);
  cst_leave_window_add (window, document, NULL, FALSE);
  ui_wait_for (GTK_WIDGET (window), GTK_TYPE_LABEL,
               "The marketplace does not take this type in a message: PDF document. Remove this file.");
  g_assert_false (may_go (window));
  gtk_widget_activate_action (ui_find (GTK_WIDGET (window), CST_TYPE_LEAVE_ROW, NULL), "leave-row.remove", NULL);
  cst_leave_window_add (window, picture, NULL, FALSE);
  wait_until (may_go (window));
  files = accept (window);
  file = g_ptr_array_index (files, 0);
  g_assert_cmpstr (file->media_type, ==, "image/jpeg");
  g_assert_cmpstr (file->filename, ==, "box.jpg");
  free_files (files);
}

/* Of a document no copy can be made: that it leaves with all it says is said where the switch promises otherwise. */
static void
test_document (UiFixture     *fixture,
               gconstpointer  unused)
{
  g_autoptr(GByteArray) pdf = photo_make_pdf (1, 200, 300, "");
  g_autofree char *path = g_build_filename (fixture->store.dir, "note.pdf", NULL);
  CstLeaveWindow *window = open_window (fixture, CST_LEAVE_TO_CUSTOMER, 0, 0);

  g_assert_true (g_file_set_contents (path, (const char *) pdf->data, (gssize) pdf->len, NULL));
  gtk_window_present (GTK_WINDOW (window));
  cst_leave_window_add (window, path, NULL, FALSE);
  ui_wait_for (GTK_WIDGET (window), GTK_TYPE_LABEL,
               "Leaves as it is, with all it says: metadata can be removed from pictures only");
  wait_until (may_go (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A message takes so many files; what is removed does not count, and without any there is nothing to accept. */
static void
test_number (UiFixture     *fixture,
             gconstpointer  unused)
{
  CstLeaveWindow *window = open_window (fixture, CST_LEAVE_TO_CUSTOMER, 0, 2);
  g_autofree char *empty = g_build_filename (fixture->store.dir, "empty.jpg", NULL);

  gtk_window_present (GTK_WINDOW (window));
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("p%d.jpg", i);
      g_autofree char *path = write_photo (fixture, name, 64);

      cst_leave_window_add (window, path, NULL, FALSE);
    }
  ui_wait_for (GTK_WIDGET (window), GTK_TYPE_LABEL, "The message can take 2 more files.");
  g_assert_false (may_go (window));
  gtk_widget_activate_action (ui_find (GTK_WIDGET (window), CST_TYPE_LEAVE_ROW, NULL), "leave-row.remove", NULL);
  wait_until (may_go (window));

  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  for (int i = 0; i < 2; i++)
    gtk_widget_activate_action (ui_find (GTK_WIDGET (window), CST_TYPE_LEAVE_ROW, NULL), "leave-row.remove", NULL);
  g_assert_false (cst_leave_window_has_files (window));
  g_assert_false (may_go (window));
  cst_leave_window_add (window, empty, NULL, FALSE);
  ui_wait_for (GTK_WIDGET (window), GTK_TYPE_LABEL, "The file is empty.");
  g_assert_false (may_go (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
pasted_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  *(CstPasted **) user_data = cst_paste_files_finish (GDK_CLIPBOARD (object), result, &error);
  g_assert_no_error (error);
}

/* An image is pasted as the bytes it is, files as themselves, and text is nobody's evidence. */
static void
test_paste (UiFixture     *fixture,
            gconstpointer  unused)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  g_autoptr(GByteArray) png = photo_make_png (8, 8, 255, 0);
  g_autoptr(GBytes) bytes = g_bytes_new (png->data, png->len);
  g_autoptr(GdkContentProvider) image = gdk_content_provider_new_for_bytes ("image/png", bytes);
  g_autofree char *path = write_photo (fixture, "copied.jpg", 64);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(CstPasted) pasted = NULL;
  g_autoptr(CstPasted) copied = NULL;
  g_autofree char *contents = NULL;
  GSList files = { file, NULL };
  gsize size = 0;

  gdk_clipboard_set_text (clipboard, "a text");
  g_assert_false (cst_paste_has_files (clipboard));

  gdk_clipboard_set_content (clipboard, image);
  g_assert_true (cst_paste_has_files (clipboard));
  cst_paste_files_async (clipboard, NULL, pasted_cb, &pasted);
  wait_until (pasted != NULL);
  g_assert_true (pasted->are_temporary);
  g_assert_true (g_file_get_contents (pasted->paths[0], &contents, &size, NULL));
  g_assert_cmpmem (contents, size, png->data, png->len);
  g_unlink (pasted->paths[0]);

  gdk_clipboard_set (clipboard, GDK_TYPE_FILE_LIST, &files);
  g_assert_true (cst_paste_has_files (clipboard));
  cst_paste_files_async (clipboard, NULL, pasted_cb, &copied);
  wait_until (copied != NULL);
  g_assert_false (copied->are_temporary);
  g_assert_cmpstr (copied->paths[0], ==, path);
  gdk_clipboard_set_text (clipboard, "");
}

static guint
n_offered (UiFixture *fixture)
{
  return g_strv_length ((GStrv) cst_watched_folder_get_files (cst_watched_folder_get (fixture->context)));
}

static void
put (const char    *folder,
     const char    *name,
     gconstpointer  bytes,
     gsize          size)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents_full (path, bytes, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

/* Only pictures that came since, whole and whatever date their camera gave them, and none of them twice. */
static void
test_folder (UiFixture     *fixture,
             gconstpointer  unused)
{
  CstWatchedFolder *folder = cst_watched_folder_get (fixture->context);
  g_autoptr(GByteArray) jpeg = photo_make_jpeg (64, 48, 1, 0);
  g_autofree char *dir = g_build_filename (fixture->store.dir, "Bench", NULL);
  g_autofree char *name = NULL;
  g_autofree char *first = g_build_filename (dir, "one.jpg", NULL);
  g_autoptr(GFile) old = g_file_new_for_path (first);
  g_autoptr(GDir) entries = NULL;
  int n_files = 0;

  g_assert_null (cst_watched_folder_get_path (folder));
  g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);
  put (dir, "before.jpg", jpeg->data, jpeg->len);
  g_usleep (20000);
  cst_watched_folder_choose (folder, dir);
  name = cst_watched_folder_dup_name (folder);
  g_assert_cmpstr (name, ==, "Bench");
  g_usleep (20000);

  put (dir, "half.jpg.part", jpeg->data, jpeg->len);
  put (dir, "list.txt", "a text", 6);
  put (dir, ".hidden.jpg", jpeg->data, jpeg->len);
  put (dir, "none.jpg", "", 0);
  put (dir, "one.jpg", jpeg->data, jpeg->len);
  g_assert_true (g_file_set_attribute_uint64 (old, G_FILE_ATTRIBUTE_TIME_MODIFIED, 978350400,
                                              G_FILE_QUERY_INFO_NONE, NULL, NULL));
  wait_until (n_offered (fixture) == 1);
  g_assert_cmpstr (cst_watched_folder_get_files (folder)[0], ==, first);

  cst_watched_folder_dismiss (folder);
  g_assert_cmpuint (n_offered (fixture), ==, 0);
  g_usleep (20000);
  put (dir, "two.jpg", jpeg->data, jpeg->len);
  wait_until (n_offered (fixture) == 1);
  g_assert_true (g_str_has_suffix (cst_watched_folder_get_files (folder)[0], "two.jpg"));

  cst_watched_folder_choose (folder, NULL);
  g_assert_cmpuint (n_offered (fixture), ==, 0);
  entries = g_dir_open (dir, 0, NULL);
  while (g_dir_read_name (entries) != NULL)
    n_files++;
  g_assert_cmpint (n_files, ==, 7);
}

#define ADD(path, function) g_test_add (path, UiFixture, NULL, ui_fixture_set_up, function, ui_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  cst_i18n_init ();
  cst_ui_init ();
  adw_init ();

  ADD ("/evidence/metadata", test_metadata);
  ADD ("/evidence/limit", test_limit);
  ADD ("/O9/evidence/types", test_types);
  ADD ("/evidence/document", test_document);
  ADD ("/evidence/number-of-files", test_number);
  ADD ("/evidence/paste", test_paste);
  ADD ("/evidence/watched-folder", test_folder);

  return g_test_run ();
}
