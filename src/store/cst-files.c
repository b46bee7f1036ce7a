/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cst-paths.h"
#include "cst-util.h"

#define CHUNK 65536

/* A file may wait this long for the decision it was chosen for. */
#define SWEEP_AGE_S (24 * 60 * 60)

static char *
outgoing_dir (CstStore *store)
{
  return g_build_filename (cst_store_get_dir (store), "outgoing", NULL);
}

static gboolean
fail (GError     **error,
      int          code,
      const char  *filename)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("“%s” cannot be copied: %s"), filename,
               g_strerror (code));

  return FALSE;
}

static gboolean
write_all (int           fd,
           const guchar *bytes,
           gsize         size)
{
  while (size > 0)
    {
      gssize written = write (fd, bytes, size);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;

      bytes += written;
      size -= (gsize) written;
    }

  return TRUE;
}

static gboolean
copy_bytes (int               from,
            int               to,
            CstOutgoingFile  *out,
            GError          **error)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guchar buffer[CHUNK];
  gssize got;

  out->size = 0;
  while ((got = read (from, buffer, sizeof buffer)) != 0)
    {
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0 || !write_all (to, buffer, (gsize) got))
        return fail (error, errno, out->filename);

      g_checksum_update (checksum, buffer, got);
      out->size += got;
      if (out->size > CST_FILES_LIMIT)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _("“%s” is too large to be sent."), out->filename);
          return FALSE;
        }
    }

  cst_set_str (&out->sha256, g_checksum_get_string (checksum));

  return fsync (to) == 0 || fail (error, errno, out->filename);
}

static gboolean
sync_folder (const char *dir)
{
  int fd = open (dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean synced = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);

  return synced;
}

static gboolean
copy_into (const char       *source_path,
           const char       *target_path,
           CstOutgoingFile  *out,
           GError          **error)
{
  int from = open (source_path, O_RDONLY | O_CLOEXEC);
  int to = -1;
  gboolean copied;

  if (from < 0)
    return fail (error, errno, out->filename);

  if ((to = open (target_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) < 0)
    copied = fail (error, errno, out->filename);
  else
    copied = copy_bytes (from, to, out, error);

  close (from);
  if (to >= 0 && close (to) != 0 && copied)
    copied = fail (error, errno, out->filename);
  if (to >= 0 && !copied)
    g_unlink (target_path);

  return copied;
}

/**
 * cst_files_take:
 * @source_path: what the person chose
 * @filename: the name the other side shall see
 * @out: (inout): an initialised record; describes the copy
 *
 * Copies a file into the store's outgoing folder, onto the disk for certain, so that what was
 * decided can be sent whatever happens to the original. Blocks; any thread.
 */
gboolean
cst_files_take (CstStore         *store,
                const char       *source_path,
                const char       *filename,
                const char       *media_type,
                CstOutgoingFile  *out,
                GError          **error)
{
  g_autofree char *dir = outgoing_dir (store);
  g_autofree char *name = cst_random_hex (16);
  g_autofree char *target = g_build_filename (dir, name, NULL);

  g_return_val_if_fail (source_path != NULL && filename != NULL && media_type != NULL && out != NULL, FALSE);

  cst_record_clear (&cst_outgoing_file_type, out);
  out->filename = g_strdup (filename);
  out->media_type = g_strdup (media_type);

  if (!cst_paths_ensure_private (dir, error) || !copy_into (source_path, target, out, error))
    return FALSE;

  out->path = g_steal_pointer (&name);

  return sync_folder (dir) || fail (error, errno, filename);
}

/**
 * cst_files_path:
 *
 * Returns: (transfer full): where the copy lies
 */
char *
cst_files_path (CstStore              *store,
                const CstOutgoingFile *file)
{
  g_autofree char *dir = outgoing_dir (store);
  g_autofree char *name = NULL;

  g_return_val_if_fail (file != NULL && file->path != NULL, NULL);

  name = g_path_get_basename (file->path);

  return g_build_filename (dir, name, NULL);
}

/**
 * cst_files_read:
 *
 * Returns: (transfer full): the copy's bytes, exactly those that were taken; %NULL with @error set
 * when the copy is gone or changed
 */
GBytes *
cst_files_read (CstStore               *store,
                const CstOutgoingFile  *file,
                GError                **error)
{
  g_autofree char *path = cst_files_path (store, file);
  g_autofree char *contents = NULL;
  g_autofree char *sha256 = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &contents, &size, error))
    return NULL;

  sha256 = cst_sha256_hex (contents, size);
  if (g_strcmp0 (sha256, file->sha256) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” changed on the disk since it was chosen."),
                   file->filename);
      return NULL;
    }

  return g_bytes_new_take (g_steal_pointer (&contents), size);
}

/**
 * cst_files_drop:
 *
 * Removes a copy that was not decided on after all.
 */
void
cst_files_drop (CstStore              *store,
                const CstOutgoingFile *file)
{
  g_autofree char *path = cst_files_path (store, file);

  g_unlink (path);
}

static gboolean
is_needed (CstDb       *db,
           const char  *name,
           gboolean    *needed,
           GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT EXISTS (SELECT 1 FROM operations WHERE instr (body, ?1) > 0)"
                    " OR EXISTS (SELECT 1 FROM drafts WHERE instr (body, ?1) > 0)",
                    error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_text (stmt, 1, name);
  if (cst_db_step (db, stmt, error) != CST_STEP_ROW)
    return FALSE;

  *needed = cst_stmt_int (stmt, 0) != 0;

  return TRUE;
}

/**
 * cst_files_sweep:
 *
 * Removes copies that no operation and no draft names, once they are a day old. Blocks; any thread.
 *
 * Returns: how many went, -1 with @error set
 */
int
cst_files_sweep (CstStore  *store,
                 gint64     now,
                 GError   **error)
{
  g_autoptr(CstDb) db = cst_store_open_reader (store, error);
  g_autofree char *dir_path = outgoing_dir (store);
  g_autoptr(GDir) dir = NULL;
  const char *name;
  int removed = 0;

  if (db == NULL)
    return -1;
  if (!(dir = g_dir_open (dir_path, 0, NULL)))
    return 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir_path, name, NULL);
      GStatBuf status;
      gboolean needed = TRUE;

      if (g_stat (path, &status) != 0 || (gint64) status.st_mtime > now - SWEEP_AGE_S)
        continue;
      if (!is_needed (db, name, &needed, error))
        return -1;
      if (!needed && g_unlink (path) == 0)
        removed++;
    }

  return removed;
}
