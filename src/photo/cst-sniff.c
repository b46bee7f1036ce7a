/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sniff.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cst-photo-error.h"

typedef struct
{
  const char *media_type;
  const char *extensions[5]; /* the first is the one we write */
  const char *label;
  gboolean    is_picture;
} TypeFacts;

static const TypeFacts facts[] = {
  [CST_FILE_TYPE_UNKNOWN] = { "application/octet-stream", { "bin" }, NC_("file type", "unknown file"), FALSE },
  [CST_FILE_TYPE_JPEG] = { "image/jpeg", { "jpg", "jpeg", "jpe", "jfif" }, NC_("file type", "JPEG picture"), TRUE },
  [CST_FILE_TYPE_PNG] = { "image/png", { "png" }, NC_("file type", "PNG picture"), TRUE },
  [CST_FILE_TYPE_GIF] = { "image/gif", { "gif" }, NC_("file type", "GIF picture"), TRUE },
  [CST_FILE_TYPE_WEBP] = { "image/webp", { "webp" }, NC_("file type", "WebP picture"), TRUE },
  [CST_FILE_TYPE_TIFF] = { "image/tiff", { "tif", "tiff" }, NC_("file type", "TIFF picture"), TRUE },
  [CST_FILE_TYPE_BMP] = { "image/bmp", { "bmp" }, NC_("file type", "BMP picture"), TRUE },
  [CST_FILE_TYPE_HEIF] = { "image/heif", { "heic", "heif", "hif" }, NC_("file type", "HEIC picture"), TRUE },
  [CST_FILE_TYPE_AVIF] = { "image/avif", { "avif" }, NC_("file type", "AVIF picture"), TRUE },
  [CST_FILE_TYPE_PDF] = { "application/pdf", { "pdf" }, NC_("file type", "PDF document"), FALSE },
  [CST_FILE_TYPE_ZPL] = { "application/zpl", { "zpl", "zplii" }, NC_("file type", "ZPL label"), FALSE },
  [CST_FILE_TYPE_MP4] = { "video/mp4", { "mp4", "m4v" }, NC_("file type", "MP4 video"), FALSE },
  [CST_FILE_TYPE_QUICKTIME] = { "video/quicktime", { "mov" }, NC_("file type", "QuickTime video"), FALSE },
  [CST_FILE_TYPE_WEBM] = { "video/webm", { "webm", "mkv" }, NC_("file type", "WebM video"), FALSE },
  [CST_FILE_TYPE_ZIP] = { "application/zip", { "zip" }, NC_("file type", "ZIP archive"), FALSE },
  [CST_FILE_TYPE_HTML] = { "text/html", { "html", "htm" }, NC_("file type", "web page"), FALSE },
  [CST_FILE_TYPE_TEXT] = { "text/plain", { "txt" }, NC_("file type", "text file"), FALSE },
};

static gboolean
begins_with (const guint8 *data,
             gsize         size,
             const char   *magic,
             gsize         length)
{
  return size >= length && memcmp (data, magic, length) == 0;
}

#define BEGINS_WITH(data, size, magic) begins_with (data, size, magic, sizeof (magic) - 1)

/* Boxes named ftyp: HEIF, AVIF, MP4 and QuickTime differ in the four letters that follow. */
static CstFileType
sniff_ftyp (const guint8 *data,
            gsize         size)
{
  const guint8 *brand = data + 8;

  if (size < 12 || memcmp (data + 4, "ftyp", 4) != 0)
    return CST_FILE_TYPE_UNKNOWN;

  if (memcmp (brand, "avif", 4) == 0 || memcmp (brand, "avis", 4) == 0)
    return CST_FILE_TYPE_AVIF;

  if (memcmp (brand, "hei", 3) == 0 || memcmp (brand, "hev", 3) == 0 ||
      memcmp (brand, "mif1", 4) == 0 || memcmp (brand, "msf1", 4) == 0)
    return CST_FILE_TYPE_HEIF;

  if (memcmp (brand, "qt  ", 4) == 0)
    return CST_FILE_TYPE_QUICKTIME;

  return CST_FILE_TYPE_MP4;
}

static CstFileType
sniff_text (const guint8 *data,
            gsize         size)
{
  if (BEGINS_WITH (data, size, "\xEF\xBB\xBF"))
    {
      data += 3;
      size -= 3;
    }

  for (gsize i = 0; i < size; i++)
    {
      if (data[i] < 0x20 && strchr ("\t\n\r\f\x1b\x02\x03", data[i]) == NULL)
        return CST_FILE_TYPE_UNKNOWN;
      if (data[i] == 0)
        return CST_FILE_TYPE_UNKNOWN;
    }

  while (size > 0 && g_ascii_isspace (*data))
    {
      data++;
      size--;
    }

  /* Zebra's drivers put the change of control characters or a picture download first. */
  if (BEGINS_WITH (data, size, "^XA") || BEGINS_WITH (data, size, "CT~~CD") ||
      BEGINS_WITH (data, size, "~DG") || BEGINS_WITH (data, size, "~DY"))
    return CST_FILE_TYPE_ZPL;

  if (size >= 5 && (g_ascii_strncasecmp ((const char *)data, "<html", 5) == 0 ||
                    g_ascii_strncasecmp ((const char *)data, "<!doc", 5) == 0))
    return CST_FILE_TYPE_HTML;

  return size > 0 ? CST_FILE_TYPE_TEXT : CST_FILE_TYPE_UNKNOWN;
}

/* Readers find a PDF header anywhere in the first kilobyte, hence so do we. */
static gboolean
has_pdf_header (const guint8 *data,
                gsize         size)
{
  return size > 0 && memmem (data, MIN (size, CST_SNIFF_SIZE), "%PDF-", 5) != NULL;
}

/**
 * cst_sniff_bytes:
 * @data: the first bytes of a file
 * @size: how many there are; %CST_SNIFF_SIZE are enough
 *
 * Tells what a file is from what it contains: neither its name nor what a server called it
 * counts. Comparing bytes is all it does, so it is safe in the application's own process.
 *
 * Returns: the type, %CST_FILE_TYPE_UNKNOWN when nothing fits
 */
CstFileType
cst_sniff_bytes (const guint8 *data,
                 gsize         size)
{
  CstFileType type;

  g_return_val_if_fail (data != NULL || size == 0, CST_FILE_TYPE_UNKNOWN);

  if (size == 0)
    return CST_FILE_TYPE_UNKNOWN;

  if (BEGINS_WITH (data, size, "\xFF\xD8\xFF"))
    return CST_FILE_TYPE_JPEG;
  if (BEGINS_WITH (data, size, "\x89PNG\r\n\x1A\n"))
    return CST_FILE_TYPE_PNG;
  if (BEGINS_WITH (data, size, "GIF87a") || BEGINS_WITH (data, size, "GIF89a"))
    return CST_FILE_TYPE_GIF;
  if (size >= 12 && BEGINS_WITH (data, size, "RIFF") && memcmp (data + 8, "WEBP", 4) == 0)
    return CST_FILE_TYPE_WEBP;
  if (BEGINS_WITH (data, size, "II*\0") || BEGINS_WITH (data, size, "MM\0*"))
    return CST_FILE_TYPE_TIFF;
  if (size >= 26 && BEGINS_WITH (data, size, "BM") && memcmp (data + 6, "\0\0\0\0", 4) == 0)
    return CST_FILE_TYPE_BMP;
  if ((type = sniff_ftyp (data, size)) != CST_FILE_TYPE_UNKNOWN)
    return type;
  if (BEGINS_WITH (data, size, "\x1A\x45\xDF\xA3"))
    return CST_FILE_TYPE_WEBM;
  if (BEGINS_WITH (data, size, "PK\x03\x04"))
    return CST_FILE_TYPE_ZIP;
  if (has_pdf_header (data, size))
    return CST_FILE_TYPE_PDF;

  return sniff_text (data, size);
}

/**
 * cst_sniff_fd:
 * @fd: a file open for reading; its position is not moved
 * @type: (out) (optional): what it contains
 * @size: (out) (optional): its length in bytes
 *
 * Returns: %FALSE with a #CstPhotoError when it is no regular file or cannot be read
 */
gboolean
cst_sniff_fd (int           fd,
              CstFileType  *type,
              guint64      *size,
              GError      **error)
{
  guint8 head[CST_SNIFF_SIZE];
  struct stat st;
  ssize_t n;

  if (fstat (fd, &st) < 0 || !S_ISREG (st.st_mode))
    {
      g_set_error_literal (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_NOT_FOUND, "not a regular file");
      return FALSE;
    }

  do
    n = pread (fd, head, sizeof head, 0);
  while (n < 0 && errno == EINTR);

  if (n < 0)
    {
      g_set_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_NOT_FOUND, "cannot read: %s", g_strerror (errno));
      return FALSE;
    }

  if (type != NULL)
    *type = cst_sniff_bytes (head, (gsize)n);
  if (size != NULL)
    *size = (guint64)st.st_size;

  return TRUE;
}

/**
 * cst_sniff_file:
 * @path: a local file
 * @type: (out) (optional): what it contains
 * @size: (out) (optional): its length in bytes
 *
 * Reads at most one kilobyte; may block like any access to a disk.
 *
 * Returns: %FALSE with %CST_PHOTO_ERROR_NOT_FOUND when there is no such file or it cannot be read
 */
gboolean
cst_sniff_file (const char   *path,
                CstFileType  *type,
                guint64      *size,
                GError      **error)
{
  gboolean is_known;
  int fd;

  g_return_val_if_fail (path != NULL, FALSE);

  /* O_NONBLOCK: a named pipe put in the place of a photo must not make us wait for ever. */
  if ((fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)) < 0)
    {
      g_set_error (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_NOT_FOUND, "cannot open: %s", g_strerror (errno));
      return FALSE;
    }

  is_known = cst_sniff_fd (fd, type, size, error);
  close (fd);

  return is_known;
}

/**
 * cst_file_type_from_name:
 * @file_name: a file name or path
 *
 * What the extension claims, to be held against what the content says.
 */
CstFileType
cst_file_type_from_name (const char *file_name)
{
  const char *dot;

  g_return_val_if_fail (file_name != NULL, CST_FILE_TYPE_UNKNOWN);

  if ((dot = strrchr (file_name, '.')) == NULL)
    return CST_FILE_TYPE_UNKNOWN;

  for (gsize type = 0; type < G_N_ELEMENTS (facts); type++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (facts[type].extensions); i++)
        {
          if (facts[type].extensions[i] != NULL &&
              g_ascii_strcasecmp (dot + 1, facts[type].extensions[i]) == 0)
            return (CstFileType)type;
        }
    }

  return CST_FILE_TYPE_UNKNOWN;
}

/**
 * cst_file_type_get_extension:
 *
 * Returns: the extension we give such a file, without the dot
 */
const char *
cst_file_type_get_extension (CstFileType type)
{
  g_return_val_if_fail ((gsize)type < G_N_ELEMENTS (facts), NULL);

  return facts[type].extensions[0];
}

const char *
cst_file_type_get_media_type (CstFileType type)
{
  g_return_val_if_fail ((gsize)type < G_N_ELEMENTS (facts), NULL);

  return facts[type].media_type;
}

/**
 * cst_file_type_get_label:
 *
 * Returns: the type in the user's language, for use inside a sentence ("JPEG picture")
 */
const char *
cst_file_type_get_label (CstFileType type)
{
  g_return_val_if_fail ((gsize)type < G_N_ELEMENTS (facts), NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "file type", facts[type].label);
}

gboolean
cst_file_type_is_picture (CstFileType type)
{
  g_return_val_if_fail ((gsize)type < G_N_ELEMENTS (facts), FALSE);

  return facts[type].is_picture;
}

/**
 * cst_file_type_is_video:
 *
 * Returns: whether it moves and is looked at through stills
 */
gboolean
cst_file_type_is_video (CstFileType type)
{
  return type == CST_FILE_TYPE_MP4 || type == CST_FILE_TYPE_QUICKTIME || type == CST_FILE_TYPE_WEBM;
}
