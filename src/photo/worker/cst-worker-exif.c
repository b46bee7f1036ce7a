/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-worker.h"

#include <string.h>

#define TAG_MAKE          0x010F
#define TAG_MODEL         0x0110
#define TAG_ORIENTATION   0x0112
#define TAG_DATE_TIME     0x0132
#define TAG_EXIF_FOLDER   0x8769
#define TAG_GPS_FOLDER    0x8825
#define TAG_DATE_ORIGINAL 0x9003

#define TAG_LATITUDE_REF  1
#define TAG_LATITUDE      2
#define TAG_LONGITUDE_REF 3
#define TAG_LONGITUDE     4

#define TYPE_ASCII    2
#define TYPE_SHORT    3
#define TYPE_LONG     4
#define TYPE_RATIONAL 5

#define ENTRY_SIZE 12

typedef enum
{
  FOLDER_MAIN,
  FOLDER_EXIF,
  FOLDER_GPS,
} Folder;

typedef struct
{
  const guint8  *data;
  gsize          size;
  gboolean       is_big_endian;
  WorkerFacts   *facts;

  char           make[sizeof ((CstPhotoReply *)NULL)->camera];
  char           model[sizeof ((CstPhotoReply *)NULL)->camera];
  double         position[2]; /* latitude, longitude, without their sign */
  char           hemisphere[2];
} Exif;

static guint
read_16 (const Exif *exif,
         gsize       at)
{
  if (at + 2 > exif->size)
    return 0;

  return exif->is_big_endian ? (guint)exif->data[at] << 8 | exif->data[at + 1]
                             : (guint)exif->data[at + 1] << 8 | exif->data[at];
}

static guint32
read_32 (const Exif *exif,
         gsize       at)
{
  if (at + 4 > exif->size)
    return 0;

  return exif->is_big_endian ? read_16 (exif, at) << 16 | read_16 (exif, at + 2)
                             : read_16 (exif, at + 2) << 16 | read_16 (exif, at);
}

/* Short text stands in the entry itself, longer elsewhere. Cut to what there is room for. */
static void
read_text (const Exif *exif,
           gsize       entry,
           char       *text,
           gsize       room)
{
  gsize length = read_32 (exif, entry + 4);
  gsize at = length <= 4 ? entry + 8 : read_32 (exif, entry + 8);

  if (read_16 (exif, entry + 2) != TYPE_ASCII || at > exif->size || length > exif->size - at)
    return;

  length = MIN (length, room - 1);
  memcpy (text, exif->data + at, length);
  text[length] = '\0';
}

/* Only "2026:11:23 08:15:00" is taken over, character by character. */
static void
read_date (const Exif *exif,
           gsize       entry)
{
  static const char pattern[] = "####:##:## ##:##:##";
  char text[sizeof pattern] = "";

  read_text (exif, entry, text, sizeof text);
  for (gsize i = 0; i < sizeof pattern - 1; i++)
    {
      if (pattern[i] == '#' ? !g_ascii_isdigit (text[i]) : text[i] != pattern[i])
        return;
    }

  memcpy (exif->facts->reply.taken_at, text, sizeof pattern);
}

/* Degrees, minutes and seconds, each a fraction. Returns: -1 when they are not */
static double
read_angle (const Exif *exif,
            gsize       entry)
{
  gsize at = read_32 (exif, entry + 8);
  double angle = 0;

  if (read_16 (exif, entry + 2) != TYPE_RATIONAL || read_32 (exif, entry + 4) != 3 ||
      at > exif->size || exif->size - at < 24)
    return -1;

  for (guint i = 0, unit = 1; i < 3; i++, unit *= 60)
    {
      double below = read_32 (exif, at + 8 * i + 4);

      if (below < 1)
        return -1;
      angle += read_32 (exif, at + 8 * i) / below / unit;
    }

  return angle;
}

static void
read_orientation (const Exif *exif,
                  gsize       entry)
{
  guint orientation = read_16 (exif, entry + 8);

  if (read_16 (exif, entry + 2) != TYPE_SHORT || orientation < 1 || orientation > 8)
    return;

  exif->facts->reply.orientation = orientation;
  exif->facts->orientation_at = entry + 8;
  exif->facts->is_big_endian = exif->is_big_endian;
}

static void
read_position (Exif  *exif,
               guint  tag,
               gsize  entry)
{
  guint i = tag >= TAG_LONGITUDE_REF;

  if (tag == TAG_LATITUDE || tag == TAG_LONGITUDE)
    exif->position[i] = read_angle (exif, entry);
  else if (tag == TAG_LATITUDE_REF || tag == TAG_LONGITUDE_REF)
    exif->hemisphere[i] = (char)exif->data[entry + 8];
}

static void read_folder (Exif   *exif,
                         gsize   at,
                         Folder  folder);

static void
read_places (Exif  *exif,
             gsize  entry)
{
  exif->facts->reply.tells_place = 1;
  if (read_16 (exif, entry + 2) == TYPE_LONG)
    read_folder (exif, read_32 (exif, entry + 8), FOLDER_GPS);
}

/* Folders are read at most one below the other: a file that points in circles ends here. */
static void
read_folder (Exif   *exif,
             gsize   at,
             Folder  folder)
{
  guint n = read_16 (exif, at);

  for (guint i = 0; i < n; i++)
    {
      gsize entry = at + 2 + (gsize)i * ENTRY_SIZE;
      guint tag = read_16 (exif, entry);

      if (entry + ENTRY_SIZE > exif->size)
        return;

      if (folder == FOLDER_GPS)
        read_position (exif, tag, entry);
      else if (tag == TAG_DATE_ORIGINAL || (tag == TAG_DATE_TIME && exif->facts->reply.taken_at[0] == '\0'))
        read_date (exif, entry);
      else if (folder == FOLDER_EXIF)
        continue;
      else if (tag == TAG_ORIENTATION)
        read_orientation (exif, entry);
      else if (tag == TAG_MAKE)
        read_text (exif, entry, exif->make, sizeof exif->make);
      else if (tag == TAG_MODEL)
        read_text (exif, entry, exif->model, sizeof exif->model);
      else if (tag == TAG_EXIF_FOLDER && read_16 (exif, entry + 2) == TYPE_LONG)
        read_folder (exif, read_32 (exif, entry + 8), FOLDER_EXIF);
      else if (tag == TAG_GPS_FOLDER)
        read_places (exif, entry);
    }
}

/* Makers like to begin the model with their own name: "Canon", "Canon EOS 80D". */
static void
tell_camera (Exif *exif)
{
  CstPhotoReply *reply = &exif->facts->reply;
  const char *make = g_strchomp (exif->make);
  const char *model = g_strchomp (exif->model);

  if (*make == '\0' || g_ascii_strncasecmp (make, model, strlen (make)) == 0)
    g_strlcpy (reply->camera, *model != '\0' ? model : make, sizeof reply->camera);
  else
    g_snprintf (reply->camera, sizeof reply->camera, "%s %s", make, model);
}

static void
tell_position (Exif *exif)
{
  CstPhotoReply *reply = &exif->facts->reply;

  if (strchr ("NS", exif->hemisphere[0]) == NULL || strchr ("EW", exif->hemisphere[1]) == NULL ||
      exif->hemisphere[0] == '\0' || exif->hemisphere[1] == '\0' || exif->position[0] < 0 || exif->position[1] < 0)
    return;

  reply->has_position = 1;
  reply->latitude = exif->hemisphere[0] == 'S' ? -exif->position[0] : exif->position[0];
  reply->longitude = exif->hemisphere[1] == 'W' ? -exif->position[1] : exif->position[1];
}

/* ── Without the place ─────────────────────────────────────────────────────────────────────────── */

static void
wipe (const Exif *exif,
      guint8     *data,
      gsize       at,
      gsize       size)
{
  if (at < exif->size)
    memset (data + at, 0, MIN (size, exif->size - at));
}

/* An empty folder is left, since all that follows stays where it is. */
static void
wipe_folder (const Exif *exif,
             guint8     *data,
             gsize       at)
{
  static const guint8 sizes[] = { 1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4 };
  guint n = read_16 (exif, at);

  for (guint i = 0; i < n; i++)
    {
      gsize entry = at + 2 + (gsize)i * ENTRY_SIZE;
      guint type = read_16 (exif, entry + 2);
      gsize size = (gsize)read_32 (exif, entry + 4) * (type < G_N_ELEMENTS (sizes) ? sizes[type] : 1);

      if (entry + ENTRY_SIZE > exif->size)
        break;
      if (size > 4)
        wipe (exif, data, read_32 (exif, entry + 8), size);
    }

  wipe (exif, data, at, 2 + (gsize)n * ENTRY_SIZE);
}

static void
wipe_places (const Exif *exif,
             guint8     *data,
             gsize       at,
             Folder      folder)
{
  guint n = read_16 (exif, at);

  for (guint i = 0; i < n; i++)
    {
      gsize entry = at + 2 + (gsize)i * ENTRY_SIZE;
      guint tag = read_16 (exif, entry);

      if (entry + ENTRY_SIZE > exif->size)
        return;

      if (tag == TAG_GPS_FOLDER)
        wipe_folder (exif, data, read_32 (exif, entry + 8));
      else if (tag == TAG_EXIF_FOLDER && folder == FOLDER_MAIN)
        wipe_places (exif, data, read_32 (exif, entry + 8), FOLDER_EXIF);
    }
}

/* What keeps the place in yet another way does not leave at all. */
static void
forget_place (GByteArray *block)
{
  const Exif exif = { .data = block->data, .size = block->len, .is_big_endian = block->data[0] == 'M' };

  wipe_places (&exif, block->data, read_32 (&exif, 4), FOLDER_MAIN);
  if (memmem (block->data, block->len, WORKER_XMP_PLACE, strlen (WORKER_XMP_PLACE)) != NULL)
    g_byte_array_set_size (block, 0);
}

/*
 * worker_exif_read:
 * @tiff: an EXIF block from its byte order mark on
 *
 * Fills in what is well formed and leaves the rest as it was. Few facts are wanted and the form is
 * simple, hence no library: reading beyond the block is refused in the three functions that read.
 */
void
worker_exif_read (const guint8 *data,
                  gsize         size,
                  WorkerFacts  *facts)
{
  Exif exif = { .data = data, .size = size, .facts = facts, .position = { -1, -1 } };

  if (size < 8 || (memcmp (data, "II*\0", 4) != 0 && memcmp (data, "MM\0*", 4) != 0))
    return;

  if (facts->exif != NULL)
    {
      g_byte_array_set_size (facts->exif, 0);
      g_byte_array_append (facts->exif, data, (guint)size);
      if (facts->forgets_place)
        forget_place (facts->exif);
    }

  exif.is_big_endian = data[0] == 'M';
  read_folder (&exif, read_32 (&exif, 4), FOLDER_MAIN);
  tell_camera (&exif);
  tell_position (&exif);
}
