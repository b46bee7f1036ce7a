/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-release.h"

#include <string.h>

#include "cst-photo-error.h"
#include "cst-safe-name.h"

#define ATTEMPTS_MAX 1000

struct _CstPhotoRelease
{
  char        *path;  /* of the stored file */
  GBytes      *bytes; /* (owned) (nullable): what leaves in its place */
  CstFileType  type;  /* of what leaves */
};

/* A file that is no picture after all has no place in it that anybody reads. */
static gboolean
is_unreadable (const GError *error)
{
  return g_error_matches (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_UNREADABLE) ||
         g_error_matches (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_TRUNCATED) ||
         g_error_matches (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_UNSUPPORTED) ||
         g_error_matches (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_CRASHED);
}

static gboolean
leave_out_place (CstPhotoRelease  *self,
                 CstPhotoDecoder  *decoder,
                 GError          **error)
{
  const CstPhotoExport options = { .strip_position = TRUE };
  g_autoptr(CstPhotoInfo) info = NULL;
  g_autoptr(GError) problem = NULL;

  if (!(info = cst_photo_decoder_probe_sync (decoder, self->path, NULL, &problem)))
    {
      if (is_unreadable (problem))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (!info->tells_place)
    return TRUE;

  self->bytes = cst_photo_decoder_export_sync (decoder, self->path, &options, &self->type, NULL, error);

  return self->bytes != NULL;
}

/**
 * cst_photo_release_new:
 * @path: of a file on this computer
 * @keeps_place: whether the copy may say where a photo was taken
 *
 * Without @keeps_place a picture that may tell it leaves as one that does not; its date and camera stay. Everything
 * else leaves byte by byte: other pictures, what cannot be read as one, documents and videos, out of which nothing can
 * be taken. Waits for the worker; not on the window's thread.
 *
 * Returns: (transfer full) (nullable): what leaves
 */
CstPhotoRelease *
cst_photo_release_new (CstPhotoDecoder  *decoder,
                       const char       *path,
                       gboolean          keeps_place,
                       GError          **error)
{
  g_autoptr(CstPhotoRelease) self = g_new0 (CstPhotoRelease, 1);

  g_return_val_if_fail (CST_IS_PHOTO_DECODER (decoder), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_strdup (path);
  if (!cst_sniff_file (path, &self->type, NULL, error))
    return NULL;
  if (!keeps_place && cst_file_type_is_picture (self->type) && !leave_out_place (self, decoder, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
cst_photo_release_free (CstPhotoRelease *self)
{
  g_free (self->path);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* Whether every byte is as it came. */
gboolean
cst_photo_release_is_original (CstPhotoRelease *self)
{
  return self->bytes == NULL;
}

/**
 * cst_photo_release_dup_name:
 * @stem: a name without extension
 *
 * Returns: (transfer full): a name of ours, with the extension of what leaves
 */
char *
cst_photo_release_dup_name (CstPhotoRelease *self,
                            const char      *stem)
{
  return cst_safe_name (stem, self->type);
}

/**
 * cst_photo_release_write:
 *
 * Writes it, over what is there. Waits for the disk.
 */
gboolean
cst_photo_release_write (CstPhotoRelease  *self,
                         GFile            *target,
                         GError          **error)
{
  g_autoptr(GFile) source = g_file_new_for_path (self->path);

  if (self->bytes != NULL)
    return g_file_replace_contents (target, g_bytes_get_data (self->bytes, NULL), g_bytes_get_size (self->bytes), NULL,
                                    FALSE, G_FILE_CREATE_NONE, NULL, NULL, error);

  return g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL,
                      error);
}

static gboolean
write_new (CstPhotoRelease  *self,
           GFile            *target,
           GError          **error)
{
  g_autoptr(GFile) source = g_file_new_for_path (self->path);
  g_autoptr(GFileOutputStream) stream = NULL;

  if (self->bytes == NULL)
    return g_file_copy (source, target, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, error);

  return (stream = g_file_create (target, G_FILE_CREATE_NONE, NULL, error)) != NULL &&
         g_output_stream_write_all (G_OUTPUT_STREAM (stream), g_bytes_get_data (self->bytes, NULL),
                                    g_bytes_get_size (self->bytes), NULL, NULL, error) &&
         g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, error);
}

/* A name beside those that are there already: “PX-1-2 (2).jpg”. */
static GFile *
free_place (GFile      *folder,
            const char *name,
            guint       attempt)
{
  const char *dot = strrchr (name, '.');
  int stem = dot != NULL ? (int)(dot - name) : (int)strlen (name);
  g_autofree char *other = NULL;

  if (attempt == 0)
    return g_file_get_child (folder, name);

  other = g_strdup_printf ("%.*s (%u)%s", stem, name, attempt + 1, dot != NULL ? dot : "");

  return g_file_get_child (folder, other);
}

/**
 * cst_photo_release_write_beside:
 * @stem: a name without extension
 *
 * Writes it into @folder under a name of ours, never over what is there. Waits for the disk.
 */
gboolean
cst_photo_release_write_beside (CstPhotoRelease  *self,
                                const char       *stem,
                                GFile            *folder,
                                GError          **error)
{
  g_autofree char *name = cst_photo_release_dup_name (self, stem);

  for (guint attempt = 0; ; attempt++)
    {
      g_autoptr(GFile) target = free_place (folder, name, attempt);
      g_autoptr(GError) problem = NULL;

      if (write_new (self, target, &problem))
        return TRUE;
      if (!g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_EXISTS) || attempt == ATTEMPTS_MAX)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }
}
