/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-intake.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <unistd.h>

#include "cst-file-claims.h"
#include "cst-fingerprint.h"

/* What the bytes of a file say, found out once. Only the digest and the first kilobyte are read here; all else is the
 * worker's word. */

#define CHUNK (256 * 1024)
#define MILLIONTHS 1e6

typedef struct
{
  CstPhotoDecoder *decoder;
  const char      *path;
  const char      *thumbnail_path;
  CstFileType      type;
  CstPhotoFacts   *facts;
  GCancellable    *cancellable;
} Examination;

/**
 * cst_intake_digest:
 * @size: (out) (optional): in bytes
 *
 * Reads the whole file: never on the main thread.
 *
 * Returns: (transfer full): SHA-256 in hexadecimal, %NULL with %CST_PHOTO_ERROR_NOT_FOUND or %G_IO_ERROR_CANCELLED
 */
char *
cst_intake_digest (const char    *path,
                   gint64        *size,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  gboolean is_cancelled = FALSE;
  gint64 total = 0;
  gssize n = -1;

  while (fd >= 0 && !(is_cancelled = g_cancellable_set_error_if_cancelled (cancellable, error)) &&
         ((n = read (fd, chunk, CHUNK)) > 0 || (n < 0 && errno == EINTR)))
    {
      g_checksum_update (checksum, chunk, MAX (n, 0));
      total += MAX (n, 0);
    }
  if (fd >= 0)
    g_close (fd, NULL);
  if (n != 0 && !is_cancelled)
    g_set_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_NOT_FOUND, "cannot read: %s", g_strerror (errno));
  if (size != NULL)
    *size = total;

  return n == 0 && !is_cancelled ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

static CstPhotoProblem
problem_of (const GError *error)
{
  switch ((CstPhotoError) error->code)
    {
    case CST_PHOTO_ERROR_TRUNCATED:
      return CST_PHOTO_PROBLEM_TRUNCATED;
    case CST_PHOTO_ERROR_UNREADABLE:
      return CST_PHOTO_PROBLEM_UNREADABLE;
    case CST_PHOTO_ERROR_UNSUPPORTED:
      return CST_PHOTO_PROBLEM_UNSUPPORTED;
    case CST_PHOTO_ERROR_TOO_LARGE:
      return CST_PHOTO_PROBLEM_TOO_LARGE;
    case CST_PHOTO_ERROR_LOCKED:
      return CST_PHOTO_PROBLEM_LOCKED;
    case CST_PHOTO_ERROR_TIMED_OUT:
      return CST_PHOTO_PROBLEM_TIMED_OUT;
    case CST_PHOTO_ERROR_CRASHED:
      return CST_PHOTO_PROBLEM_CRASHED;
    case CST_PHOTO_ERROR_NOT_FOUND:
    case CST_PHOTO_ERROR_UNAVAILABLE:
    default:
      return CST_PHOTO_PROBLEM_OTHER;
    }
}

/* Takes @problem. Returns whether it is the file's: otherwise nothing can be said of the file now. */
static gboolean
note_problem (Examination  *examination,
              GError       *problem,
              GError      **error)
{
  if (problem->domain != CST_PHOTO_ERROR ||
      g_error_matches (problem, CST_PHOTO_ERROR, CST_PHOTO_ERROR_UNAVAILABLE) ||
      g_error_matches (problem, CST_PHOTO_ERROR, CST_PHOTO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, problem);
      return FALSE;
    }

  examination->facts->problem = problem_of (problem);
  g_error_free (problem);

  return TRUE;
}

static void
take_info (CstPhotoFacts      *facts,
           const CstPhotoInfo *info)
{
  facts->width = info->width;
  facts->height = info->height;
  facts->n_pages = info->n_pages;
  facts->taken_at = g_strdup (info->taken_at);
  facts->camera = g_strdup (info->camera);
  facts->has_position = info->has_position;
  facts->latitude = llround (info->latitude * MILLIONTHS);
  facts->longitude = llround (info->longitude * MILLIONTHS);
  facts->duration_ms = info->duration_ms;
}

static gboolean
probe (Examination  *examination,
       GError      **error)
{
  GError *problem = NULL;
  g_autoptr(CstPhotoInfo) info = cst_photo_decoder_probe_sync (examination->decoder, examination->path,
                                                               examination->cancellable, &problem);

  if (info == NULL)
    return note_problem (examination, problem, error);

  take_info (examination->facts, info);

  return TRUE;
}

/* Damage often shows only when the picture is drawn. */
static gboolean
look_at (Examination  *examination,
         GError      **error)
{
  GError *problem = NULL;
  g_autoptr(CstPhotoImage) image = NULL;
  guint64 fingerprint = 0;

  if (cst_file_type_is_picture (examination->type))
    image = cst_photo_decoder_decode_sync (examination->decoder, examination->path, CST_THUMBNAIL_SIDE,
                                           CST_THUMBNAIL_SIDE, examination->cancellable, &problem);
  else
    image = cst_photo_decoder_render_page_sync (examination->decoder, examination->path, 0, CST_THUMBNAIL_SIDE,
                                                CST_THUMBNAIL_SIDE, examination->cancellable, &problem);
  if (image == NULL)
    return note_problem (examination, problem, error);

  if (examination->type != CST_FILE_TYPE_PDF && cst_photo_image_fingerprint (image, &fingerprint))
    {
      examination->facts->has_fingerprint = TRUE;
      examination->facts->fingerprint = (gint64) fingerprint;
    }

  return TRUE;
}

/* Encoded by the worker and without what the camera wrote; a filmstrip can do without one, so no failure matters. */
static void
keep_thumbnail (Examination *examination)
{
  CstPhotoExport options = { .strip_metadata = TRUE, .max_side = CST_THUMBNAIL_SIDE, .quality = 80 };
  g_autoptr(GBytes) bytes = NULL;

  if (examination->thumbnail_path == NULL || !cst_file_type_is_picture (examination->type) ||
      examination->facts->size < CST_THUMBNAIL_WORTHWHILE)
    return;
  if (!(bytes = cst_photo_decoder_export_sync (examination->decoder, examination->path, &options, NULL,
                                               examination->cancellable, NULL)))
    return;

  if (g_file_set_contents_full (examination->thumbnail_path, g_bytes_get_data (bytes, NULL),
                                (gssize) g_bytes_get_size (bytes), G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL))
    examination->facts->thumbnail_size = (gint64) g_bytes_get_size (bytes);
}

static gboolean
is_drawn (CstFileType type)
{
  return cst_file_type_is_picture (type) || type == CST_FILE_TYPE_PDF || type == CST_FILE_TYPE_MP4 ||
         type == CST_FILE_TYPE_QUICKTIME || type == CST_FILE_TYPE_WEBM;
}

static void
take_claims (Examination         *examination,
             const CstAttachment *said)
{
  CstPhotoFacts *facts = examination->facts;

  if (examination->type != CST_FILE_TYPE_UNKNOWN)
    facts->found = g_strdup (cst_file_type_get_media_type (examination->type));
  facts->said = g_strdup (said->media_type);
  facts->said_sha256 = g_strdup (said->sha256);
  facts->filename = g_strdup (said->filename);
  facts->has_lying_name = cst_file_name_lies (said->filename, examination->type);
  facts->has_lying_type = cst_media_type_lies (said->media_type, examination->type);
}

/**
 * cst_intake_examine:
 * @path: the file
 * @thumbnail_path: (nullable): where a small picture is to be stored
 * @said: what the marketplace says of it
 * @now: seconds since 1970
 *
 * Finds out what the bytes say. A damaged or hostile file is a fact like others (CstPhotoFacts.problem). Blocks for as
 * long as the worker needs; any thread but the main one.
 *
 * Returns: (transfer full): the facts; %NULL with %CST_PHOTO_ERROR_NOT_FOUND when the file is not there,
 * %CST_PHOTO_ERROR_UNAVAILABLE when nothing can be examined now, or %G_IO_ERROR_CANCELLED
 */
CstPhotoFacts *
cst_intake_examine (CstPhotoDecoder      *decoder,
                    const char           *path,
                    const char           *thumbnail_path,
                    const CstAttachment  *said,
                    gint64                now,
                    GCancellable         *cancellable,
                    GError              **error)
{
  g_autoptr(CstPhotoFacts) facts = cst_photo_facts_new ();
  Examination examination = {
    .decoder = decoder, .path = path, .thumbnail_path = thumbnail_path, .facts = facts, .cancellable = cancellable,
  };

  g_return_val_if_fail (CST_IS_PHOTO_DECODER (decoder), NULL);
  g_return_val_if_fail (path != NULL && said != NULL, NULL);

  if (!(facts->sha256 = cst_intake_digest (path, &facts->size, cancellable, error)) ||
      !cst_sniff_file (path, &examination.type, NULL, error))
    return NULL;

  facts->examined_at = now;
  take_claims (&examination, said);
  if (!is_drawn (examination.type))
    {
      facts->problem = CST_PHOTO_PROBLEM_UNSUPPORTED;
      return g_steal_pointer (&facts);
    }
  if (!probe (&examination, error) ||
      (facts->problem == CST_PHOTO_PROBLEM_NONE && !look_at (&examination, error)))
    return NULL;
  if (facts->problem == CST_PHOTO_PROBLEM_NONE)
    keep_thumbnail (&examination);

  return g_steal_pointer (&facts);
}

static gboolean
is_for_looking_at (const char *media_type)
{
  return media_type != NULL && (g_str_has_prefix (media_type, "image/") || g_str_has_prefix (media_type, "video/"));
}

/**
 * cst_intake_is_unreadable:
 *
 * R2. What took too long may be looked at once more.
 *
 * Returns: whether it was sent as a picture or video, or is one, and cannot be shown
 */
gboolean
cst_intake_is_unreadable (const CstPhotoFacts *facts)
{
  return facts->problem != CST_PHOTO_PROBLEM_NONE && facts->problem != CST_PHOTO_PROBLEM_TIMED_OUT &&
         (is_for_looking_at (facts->said) || is_for_looking_at (facts->found));
}
