/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dossier-make.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "cst-dossier-manifest.h"
#include "cst-dossier-seal.h"
#include "cst-dossier-words.h"
#include "cst-mark-layers.h"
#include "cst-safe-name.h"
#include "cst-sniff.h"
#include "cst-util.h"

/* The longer side of a picture on paper, in pixels: 300 dots an inch over the width it gets. */
#define PAPER_SIDE 1000
#define PAPER_QUALITY 85
#define CHUNK (64 << 10)

typedef struct archive Archive;

static void
archive_close (Archive *archive)
{
  archive_write_free (archive);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_close)

void
cst_exhibit_free (CstExhibit *self)
{
  g_free (self->name);
  g_free (self->media_type);
  g_free (self->sha256);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->picture, cst_print_picture_free);
  g_free (self);
}

void
cst_dossier_part_free (CstDossierPart *self)
{
  g_free (self->name);
  g_free (self->media_type);
  g_free (self->attachment);
  g_free (self->sha256);
  g_free (self->original_sha256);
  g_free (self->path);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* What one call of cst_dossier_write() carries along. */
typedef struct
{
  const CstDossier       *dossier;
  CstPhotoDecoder        *decoder;
  CstDossierProgressFunc  progress;
  gpointer                progress_data;
  guint                   done;
  guint                   total;
  GCancellable           *cancellable;
} Make;

static gboolean
step (Make    *make,
      GError **error)
{
  if (make->progress != NULL)
    make->progress (make->done, make->total, make->progress_data);
  make->done++;

  return !g_cancellable_set_error_if_cancelled (make->cancellable, error);
}

/* ── Exhibits ──────────────────────────────────────────────────────────────────────────────────── */

static char *
digest_of_file (const char  *path,
                GError     **error)
{
  g_autoptr(GMappedFile) mapped = g_mapped_file_new (path, FALSE, error);

  return mapped != NULL ? cst_sha256_hex (g_mapped_file_get_contents (mapped), g_mapped_file_get_length (mapped))
                        : NULL;
}

/* A small photo is copied as it lies in the file, with a word on how to turn it, which a PDF does not read. */
static gboolean
is_upright (GBytes *jpeg)
{
  gsize size;
  const char *data = g_bytes_get_data (jpeg, &size);

  return memmem (data, MIN (size, 64), "Exif", 4) == NULL;
}

/* The picture for paper, made by the worker from its own pixels. What cannot be drawn is still an exhibit. */
static CstPrintPicture *
picture_of (Make        *make,
            const char  *path,
            CstFileType  type)
{
  CstPhotoExport options = { .strip_metadata = TRUE, .max_side = PAPER_SIDE, .quality = PAPER_QUALITY };
  g_autoptr(CstPhotoImage) image = NULL;
  g_autoptr(GBytes) bytes = NULL;
  CstPrintPicture *picture;
  CstFileType copied = CST_FILE_TYPE_UNKNOWN;

  if (type == CST_FILE_TYPE_PDF || cst_file_type_is_video (type))
    image = cst_photo_decoder_render_page_sync (make->decoder, path, 0, PAPER_SIDE, PAPER_SIDE, make->cancellable,
                                                NULL);
  else if (cst_file_type_is_picture (type))
    image = cst_photo_decoder_decode_sync (make->decoder, path, PAPER_SIDE, PAPER_SIDE, make->cancellable, NULL);
  if (image == NULL)
    return NULL;

  if (cst_file_type_is_picture (type))
    bytes = cst_photo_decoder_export_sync (make->decoder, path, &options, &copied, make->cancellable, NULL);

  picture = g_new0 (CstPrintPicture, 1);
  picture->width = image->width;
  picture->height = image->height;
  if (bytes != NULL && copied == CST_FILE_TYPE_JPEG && is_upright (bytes))
    picture->jpeg = g_steal_pointer (&bytes);
  else
    picture->image = g_steal_pointer (&image);

  return picture;
}

/* What people drew on the photo lies over it on paper, as on the screen; the original in the archive has none of it. */
static GPtrArray *
layers_of (const CstDossier     *self,
           const CstDossierFile *file)
{
  g_autoptr(GPtrArray) layers = cst_mark_layers_new ();

  for (guint i = 0; i < self->desk->findings->len; i++)
    {
      const CstFinding *finding = g_ptr_array_index (self->desk->findings, i);
      g_autoptr(GPtrArray) marks = g_ptr_array_new ();

      for (guint k = 0; k < finding->marks->len; k++)
        {
          CstMark *mark = g_ptr_array_index (finding->marks, k);

          if (g_strcmp0 (mark->attachment, file->attachment->id) == 0)
            g_ptr_array_add (marks, mark);
        }
      cst_mark_layers_add (layers, marks, TRUE, finding->name);
    }

  return layers->len > 0 ? g_steal_pointer (&layers) : NULL;
}

/* A copy without what the camera wrote; of what is no picture none can be made, so it stays here. */
static void
leave_without_traces (Make        *make,
                      CstExhibit  *exhibit,
                      CstFileType  type)
{
  CstPhotoExport options = { .strip_metadata = TRUE };
  CstFileType copied = CST_FILE_TYPE_UNKNOWN;

  if (cst_file_type_is_picture (type))
    exhibit->bytes = cst_photo_decoder_export_sync (make->decoder, exhibit->file->path, &options, &copied,
                                                    make->cancellable, NULL);
  if (exhibit->bytes == NULL)
    return;

  exhibit->name = g_strdup_printf ("exhibits/%03d.%s", exhibit->file->number, cst_file_type_get_extension (copied));
  exhibit->media_type = g_strdup (cst_file_type_get_media_type (copied));
}

static gboolean
add_exhibit (Make                  *make,
             const CstDossierFile  *file,
             GPtrArray             *exhibits,
             GError               **error)
{
  CstExhibit *exhibit = g_new0 (CstExhibit, 1);
  CstFileType type = CST_FILE_TYPE_UNKNOWN;

  exhibit->file = file;
  g_ptr_array_add (exhibits, exhibit);
  if (file->path == NULL)
    return TRUE;

  if (!cst_sniff_file (file->path, &type, NULL, error) || !(exhibit->sha256 = digest_of_file (file->path, error)))
    return FALSE;

  if (make->dossier->options.is_redacted)
    {
      leave_without_traces (make, exhibit, type);
    }
  else
    {
      exhibit->name = cst_dossier_name_of (file);
      exhibit->media_type = g_strdup (cst_file_type_get_media_type (type));
    }
  /* A label is an address: without personal data it is not shown either. */
  if (!make->dossier->options.is_redacted || exhibit->name != NULL)
    exhibit->picture = picture_of (make, file->path, type);
  if (exhibit->picture != NULL && cst_file_type_is_picture (type))
    exhibit->picture->layers = layers_of (make->dossier, file);

  return TRUE;
}

static GPtrArray *
make_exhibits (Make    *make,
               GError **error)
{
  g_autoptr(GPtrArray) exhibits = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_exhibit_free);

  for (guint i = 0; i < make->dossier->files->len; i++)
    {
      if (!step (make, error) || !add_exhibit (make, g_ptr_array_index (make->dossier->files, i), exhibits, error))
        return NULL;
    }

  return g_steal_pointer (&exhibits);
}

/* ── Parts ─────────────────────────────────────────────────────────────────────────────────────── */

static CstDossierPart *
add_part (GPtrArray  *parts,
          const char *name,
          const char *role,
          const char *media_type,
          GBytes     *bytes)
{
  CstDossierPart *part = g_new0 (CstDossierPart, 1);

  part->name = g_strdup (name);
  part->role = role;
  part->media_type = g_strdup (media_type);
  if (bytes != NULL)
    {
      part->bytes = g_bytes_ref (bytes);
      part->size = (gint64) g_bytes_get_size (bytes);
      part->sha256 = cst_sha256_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
  g_ptr_array_add (parts, part);

  return part;
}

static gboolean
add_exhibit_part (GPtrArray         *parts,
                  const CstExhibit  *exhibit,
                  GError           **error)
{
  CstDossierPart *part;
  GStatBuf about;

  if (exhibit->name == NULL)
    return TRUE;

  part = add_part (parts, exhibit->name, "exhibit", exhibit->media_type, exhibit->bytes);
  part->number = exhibit->file->number;
  part->attachment = g_strdup (exhibit->file->attachment->id);
  if (exhibit->bytes != NULL)
    {
      part->original_sha256 = g_strdup (exhibit->sha256);
      return TRUE;
    }

  if (g_stat (exhibit->file->path, &about) != 0)
    return g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("“%s” is gone"), exhibit->file->path), FALSE;
  part->path = g_strdup (exhibit->file->path);
  part->size = about.st_size;
  part->sha256 = g_strdup (exhibit->sha256);

  return TRUE;
}

/* ── The archive ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
set_archive_error (Archive  *archive,
                   GError  **error)
{
  const char *text = archive_error_string (archive);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, text != NULL ? text : _("The file cannot be written"));

  return FALSE;
}

static gboolean
write_data (Archive     *archive,
            const void  *data,
            gsize        size,
            GError     **error)
{
  const char *bytes = data;

  while (size > 0)
    {
      la_ssize_t written = archive_write_data (archive, bytes, size);

      if (written <= 0)
        return set_archive_error (archive, error);
      bytes += written;
      size -= (gsize) written;
    }

  return TRUE;
}

/* The file must still be what was digested: a case file that does not verify never comes to be. */
static gboolean
write_file (Archive               *archive,
            const CstDossierPart  *part,
            GError               **error)
{
  g_autoptr(GMappedFile) mapped = g_mapped_file_new (part->path, FALSE, error);
  g_autofree char *digest = NULL;
  const char *data;
  gsize size;

  if (mapped == NULL)
    return FALSE;

  data = g_mapped_file_get_contents (mapped);
  size = g_mapped_file_get_length (mapped);
  digest = cst_sha256_hex (data, size);
  if ((gint64) size != part->size || g_strcmp0 (digest, part->sha256) != 0)
    return g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("“%s” changed meanwhile"), part->path), FALSE;

  return write_data (archive, data, size, error);
}

static gboolean
write_member (Archive               *archive,
              const CstDossier      *dossier,
              const CstDossierPart  *part,
              GError               **error)
{
  struct archive_entry *entry = archive_entry_new ();
  int status;

  archive_entry_set_pathname (entry, part->name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, part->size);
  archive_entry_set_mtime (entry, dossier->made_at, 0);
  status = archive_write_header (archive, entry);
  archive_entry_free (entry);
  if (status < ARCHIVE_WARN)
    return set_archive_error (archive, error);

  return part->bytes != NULL
         ? write_data (archive, g_bytes_get_data (part->bytes, NULL), g_bytes_get_size (part->bytes), error)
         : write_file (archive, part, error);
}

static gboolean
write_archive (Make       *make,
               GPtrArray  *parts,
               int         fd,
               GError    **error)
{
  g_autoptr(Archive) archive = archive_write_new ();

  archive_write_set_format_zip (archive);
  if (archive_write_open_fd (archive, fd) != ARCHIVE_OK)
    return set_archive_error (archive, error);

  for (guint i = 0; i < parts->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (make->cancellable, error) ||
          !write_member (archive, make->dossier, g_ptr_array_index (parts, i), error))
        return FALSE;
    }

  return archive_write_close (archive) == ARCHIVE_OK || set_archive_error (archive, error);
}

static GPtrArray *
make_parts (Make       *make,
            GPtrArray **exhibits,
            GError    **error)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_dossier_part_free);
  g_autoptr(GBytes) pdf = NULL;

  *exhibits = make_exhibits (make, error);
  if (*exhibits == NULL || !step (make, error) || !(pdf = cst_dossier_to_pdf (make->dossier, *exhibits, error)))
    return NULL;

  add_part (parts, CST_DOSSIER_PDF_NAME, "dossier", "application/pdf", pdf);
  for (guint i = 0; i < (*exhibits)->len; i++)
    {
      if (!add_exhibit_part (parts, g_ptr_array_index (*exhibits, i), error))
        return NULL;
    }

  return g_steal_pointer (&parts);
}

/* It stands first, so that whoever reads the file once knows what has to come. */
static void
add_manifest (const CstDossier *self,
              GPtrArray        *parts,
              GPtrArray        *exhibits,
              guint             volume,
              guint             n_volumes)
{
  g_autoptr(GBytes) manifest = cst_dossier_manifest (self, parts, exhibits, volume, n_volumes);

  add_part (parts, CST_MANIFEST_NAME, "manifest", "application/json", manifest);
  g_ptr_array_insert (parts, 0, g_ptr_array_steal_index (parts, parts->len - 1));
}

static gboolean
set_path_error (const char  *path,
                GError     **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("“%s” cannot be written"), path);

  return FALSE;
}

/* Nobody else reads it, from its first byte on. */
static gboolean
write_partial (Make        *make,
               GPtrArray   *parts,
               const char  *partial,
               GError     **error)
{
  int fd = g_open (partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gboolean is_written;

  if (fd < 0)
    return set_path_error (partial, error);

  is_written = write_archive (make, parts, fd, error);

  return g_close (fd, is_written ? error : NULL) && is_written;
}

/* Written beside it and renamed, so that it is there whole or not at all. */
static gboolean
write_sealed (Make        *make,
              GPtrArray   *parts,
              const char  *path,
              char       **seal,
              GError     **error)
{
  g_autofree char *partial = g_strconcat (path, ".part", NULL);
  gboolean is_written;

  g_unlink (partial);
  is_written = write_partial (make, parts, partial, error) && cst_dossier_seal_file (partial, seal, error) &&
               (g_rename (partial, path) == 0 || set_path_error (path, error));
  if (!is_written)
    {
      g_unlink (partial);
      g_clear_pointer (seal, g_free);
    }

  return is_written;
}

static gboolean
write_pdf (GPtrArray   *parts,
           const char  *path,
           GError     **error)
{
  const CstDossierPart *pdf = g_ptr_array_index (parts, 0);

  return g_file_set_contents_full (path, g_bytes_get_data (pdf->bytes, NULL), (gssize) g_bytes_get_size (pdf->bytes),
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/**
 * cst_dossier_write:
 * @path: (nullable): the ZIP to write; it is there whole and sealed, or not at all
 * @pdf_path: (nullable): where its pages go by themselves, too
 * @progress: (nullable):
 * @seal: (out): what the archive ends with: 64 hexadecimal digits that stand for all of it; %NULL without an archive
 *
 * P7: the case file as one PDF, the originals, and a manifest. Blocking; any thread but the main one.
 */
gboolean
cst_dossier_write (const CstDossier        *self,
                   CstPhotoDecoder         *decoder,
                   const char              *path,
                   const char              *pdf_path,
                   CstDossierProgressFunc   progress,
                   gpointer                 progress_data,
                   GCancellable            *cancellable,
                   char                   **seal,
                   GError                 **error)
{
  Make make = { self, decoder, progress, progress_data, 0, self->files->len + 2, cancellable };
  g_autoptr(GPtrArray) exhibits = NULL;
  g_autoptr(GPtrArray) parts = make_parts (&make, &exhibits, error);

  *seal = NULL;
  if (parts == NULL || !step (&make, error) || (pdf_path != NULL && !write_pdf (parts, pdf_path, error)))
    return FALSE;
  if (path == NULL)
    return TRUE;

  add_manifest (self, parts, exhibits, 1, 1);

  return write_sealed (&make, parts, path, seal, error);
}

/* ── In several volumes ────────────────────────────────────────────────────────────────────────── */

/* What the archive adds to each member, and the most the rest of a manifest comes to; generous, since a volume that is
 * too big would be refused. */
#define MEMBER_ROOM 1024

void
cst_dossier_volume_free (gpointer volume)
{
  CstDossierVolume *self = volume;

  g_free (self->path);
  g_free (self->seal);
  g_free (self);
}

/* Each in its order, as many as fit; the pages lead. */
static GPtrArray *
share_out (GPtrArray *parts,
           gint64     room,
           GArray    *too_big)
{
  GPtrArray *volumes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  gint64 used = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      CstDossierPart *part = g_ptr_array_index (parts, i);
      gint64 size = part->size + MEMBER_ROOM;

      if (size > room)
        {
          g_array_append_val (too_big, part->number);
          continue;
        }
      if (volumes->len == 0 || used + size > room)
        {
          g_ptr_array_add (volumes, g_ptr_array_new ());
          used = 0;
        }
      g_ptr_array_add (g_ptr_array_index (volumes, volumes->len - 1), part);
      used += size;
    }

  return volumes;
}

static CstDossierVolume *
write_volume (Make        *make,
              GPtrArray   *members,
              GPtrArray   *exhibits,
              const char  *path,
              guint        number,
              guint        n_volumes,
              GError     **error)
{
  g_autoptr(GBytes) manifest = cst_dossier_manifest (make->dossier, members, exhibits, number, n_volumes);
  g_autoptr(GPtrArray) first = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_dossier_part_free);
  CstDossierPart *part = add_part (first, CST_MANIFEST_NAME, "manifest", "application/json", manifest);
  CstDossierVolume *volume;
  char *seal = NULL;

  g_ptr_array_insert (members, 0, part);
  if (!write_sealed (make, members, path, &seal, error))
    return NULL;

  volume = g_new0 (CstDossierVolume, 1);
  volume->path = g_strdup (path);
  volume->seal = seal;

  return volume;
}

/**
 * cst_dossier_write_volumes:
 * @folder: where they go
 * @limit: how large a volume may be, in bytes
 * @too_big: (element-type int): gets the numbers of the exhibits that are larger, 0 for the pages
 *
 * P7: the case file in as many archives as a site's limit makes of it, each sealed, each with a manifest of its own.
 * Blocking; any thread but the main one.
 *
 * Returns: (transfer full) (element-type CstDossierVolume)
 */
GPtrArray *
cst_dossier_write_volumes (const CstDossier  *self,
                           CstPhotoDecoder   *decoder,
                           const char        *folder,
                           gint64             limit,
                           GArray            *too_big,
                           GCancellable      *cancellable,
                           GError           **error)
{
  Make make = { self, decoder, NULL, NULL, 0, self->files->len + 2, cancellable };
  g_autoptr(GPtrArray) written = g_ptr_array_new_with_free_func (cst_dossier_volume_free);
  g_autoptr(GPtrArray) exhibits = NULL;
  g_autoptr(GPtrArray) parts = make_parts (&make, &exhibits, error);
  g_autoptr(GPtrArray) volumes = NULL;
  g_autoptr(GBytes) manifest = NULL;

  if (parts == NULL)
    return NULL;

  manifest = cst_dossier_manifest (self, parts, exhibits, 1, parts->len);
  volumes = share_out (parts, limit - (gint64) g_bytes_get_size (manifest) - 2 * MEMBER_ROOM, too_big);
  for (guint i = 0; i < volumes->len; i++)
    {
      g_autofree char *stem = volumes->len > 1 ? g_strdup_printf ("%s-%u-%u", self->incident->number, i + 1,
                                                                  volumes->len)
                                               : g_strdup (self->incident->number);
      g_autofree char *name = cst_safe_name (stem, CST_FILE_TYPE_ZIP);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      CstDossierVolume *volume = write_volume (&make, g_ptr_array_index (volumes, i), exhibits, path, i + 1,
                                               volumes->len, error);

      if (volume == NULL)
        return NULL;
      g_ptr_array_add (written, volume);
    }

  return g_steal_pointer (&written);
}
