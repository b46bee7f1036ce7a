/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-worker.h"

#include <string.h>

#define TAG_ORIENTATION   0x0112
#define TAG_DATE_TIME     0x0132
#define TAG_EXIF_FOLDER   0x8769
#define TAG_DATE_ORIGINAL 0x9003

#define TYPE_ASCII 2
#define TYPE_SHORT 3
#define TYPE_LONG  4

#define ENTRY_SIZE 12

typedef struct
{
  const guint8 *data;
  gsize         size;
  gboolean      is_big_endian;
} Tiff;

static guint
read_16 (const Tiff *tiff,
         gsize       at)
{
  if (at + 2 > tiff->size)
    return 0;

  return tiff->is_big_endian ? (guint)tiff->data[at] << 8 | tiff->data[at + 1]
                             : (guint)tiff->data[at + 1] << 8 | tiff->data[at];
}

static guint32
read_32 (const Tiff *tiff,
         gsize       at)
{
  if (at + 4 > tiff->size)
    return 0;

  return tiff->is_big_endian ? read_16 (tiff, at) << 16 | read_16 (tiff, at + 2)
                             : read_16 (tiff, at + 2) << 16 | read_16 (tiff, at);
}

/* Only "2026:11:23 08:15:00" is taken over, character by character. */
static void
read_date (const Tiff    *tiff,
           gsize          entry,
           CstPhotoReply *reply)
{
  static const char pattern[] = "####:##:## ##:##:##";
  gsize at = read_32 (tiff, entry + 8);
  const char *text;

  if (read_16 (tiff, entry + 2) != TYPE_ASCII || read_32 (tiff, entry + 4) < sizeof pattern - 1 ||
      at + sizeof pattern - 1 > tiff->size)
    return;

  text = (const char *)tiff->data + at;
  for (gsize i = 0; i < sizeof pattern - 1; i++)
    {
      if (pattern[i] == '#' ? !g_ascii_isdigit (text[i]) : text[i] != pattern[i])
        return;
    }

  memcpy (reply->taken_at, text, sizeof pattern - 1);
  reply->taken_at[sizeof pattern - 1] = '\0';
}

/* Folders are read at most one below the other: a file that points in circles ends here. */
static void
read_folder (const Tiff    *tiff,
             gsize          at,
             gboolean       is_first,
             CstPhotoReply *reply)
{
  guint n = read_16 (tiff, at);

  for (guint i = 0; i < n; i++)
    {
      gsize entry = at + 2 + (gsize)i * ENTRY_SIZE;
      guint tag = read_16 (tiff, entry);

      if (entry + ENTRY_SIZE > tiff->size)
        return;

      if (tag == TAG_ORIENTATION && read_16 (tiff, entry + 2) == TYPE_SHORT)
        {
          guint orientation = read_16 (tiff, entry + 8);

          if (orientation >= 1 && orientation <= 8)
            reply->orientation = orientation;
        }
      else if (tag == TAG_DATE_ORIGINAL || (tag == TAG_DATE_TIME && reply->taken_at[0] == '\0'))
        read_date (tiff, entry, reply);
      else if (tag == TAG_EXIF_FOLDER && is_first && read_16 (tiff, entry + 2) == TYPE_LONG)
        read_folder (tiff, read_32 (tiff, entry + 8), FALSE, reply);
    }
}

/*
 * worker_exif_read:
 * @tiff: an EXIF block from its byte order mark on
 *
 * Fills in what is well formed and leaves the rest as it was.
 */
void
worker_exif_read (const guint8  *data,
                  gsize          size,
                  CstPhotoReply *reply)
{
  Tiff tiff = { data, size, FALSE };

  if (size < 8 || (memcmp (data, "II*\0", 4) != 0 && memcmp (data, "MM\0*", 4) != 0))
    return;

  tiff.is_big_endian = data[0] == 'M';
  read_folder (&tiff, read_32 (&tiff, 4), TRUE, reply);
}
