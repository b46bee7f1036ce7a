/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-world-photos.h"

#define PREFIX "/io/github/constat/sandbox/"
#define NO_IMAGE "<html><body>Your upload could not be completed.</body></html>\n"

/* What the camera’s clock says in the bundled files, in whose stead the world puts its own time,
 * or blanks, which mean unknown. */
#define CLOCK "2001:01:01 12:00:00"
#define NO_TIME "    :  :     :  :  "

static const char *damaged[] = { "parcel-shop", "bowl-ochre", "cup-handle", "lamp-halves", "parcel-torn-paper",
                                 "plate-cracked", "vase-broken", "glass-shards" };
static const char *defective[] = { "lamp-cracked", "vase-cracked", "candle-slanted", "mill-split" };
static const char *missing[] = { "box-cups", "box-candles", "box-carafes", "label-freiburg" };
static const char *wrong_item[] = { "cushion-blue", "box-label", "glass-colour", "towels-red" };
static const char *other[] = { "label-smeared", "label-folded", "blurred" };

/* The bytes of bundled pictures are shared, and so is their digest: a large world shows each of
 * them a thousand times. */
static GHashTable *shared;   /* path → GBytes */
static GHashTable *undated;  /* name → GBytes */
static GHashTable *digests;  /* bundled GBytes → digest */

/* @name: a file's name, without its ending when that is .jpg */
static GBytes *
lookup (const char *folder,
        const char *name)
{
  g_autofree char *path = g_strconcat (PREFIX, folder, "/", name, strchr (name, '.') ? NULL : ".jpg", NULL);
  GBytes *bytes;

  if (shared == NULL)
    shared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                    (GDestroyNotify) g_bytes_unref);
  if ((bytes = g_hash_table_lookup (shared, path)))
    return g_bytes_ref (bytes);

  bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    g_error ("The file %s is not bundled", path);
  g_hash_table_insert (shared, g_steal_pointer (&path), bytes);

  return g_bytes_ref (bytes);
}

/* Returns: (transfer full): @bytes with @time wherever the camera's clock stands */
static GBytes *
set_clock (GBytes     *bytes,
           const char *time)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  char *at = memmem (data, size, CLOCK, strlen (CLOCK));
  char *copy;
  char *end;

  if (at == NULL)
    return g_bytes_ref (bytes);

  copy = g_memdup2 (data, size);
  end = copy + size;
  for (at = copy + (at - data); at != NULL; at = memmem (at, (gsize) (end - at), CLOCK, strlen (CLOCK)))
    memcpy (at, time, strlen (CLOCK));

  return g_bytes_new_take (copy, size);
}

/* A photo of which thousands may be shown: one copy for all, without a date. */
static GBytes *
lookup_undated (const char *name)
{
  GBytes *bytes;
  g_autoptr(GBytes) whole = NULL;

  if (undated == NULL)
    undated = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  if ((bytes = g_hash_table_lookup (undated, name)))
    return g_bytes_ref (bytes);

  whole = lookup ("photos", name);
  bytes = set_clock (whole, NO_TIME);
  g_hash_table_insert (undated, g_strdup (name), bytes);

  return g_bytes_ref (bytes);
}

/**
 * cst_world_photo:
 * @name: a bundled photo or film, or one of the two that cannot be shown
 * @taken_at: seconds since 1970: when it was taken; 0: the camera does not say
 *
 * Returns: (transfer full): the bytes of the file
 */
GBytes *
cst_world_photo (const char *name,
                 gint64      taken_at)
{
  g_autoptr(GBytes) whole = NULL;
  g_autoptr(GDateTime) taken = NULL;
  g_autofree char *clock = NULL;

  if (g_str_equal (name, CST_WORLD_PHOTO_TRUNCATED))
    {
      whole = lookup ("photos", "lamp-cracked");

      return g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) * 2 / 5);
    }

  if (g_str_equal (name, CST_WORLD_PHOTO_NO_IMAGE))
    return g_bytes_new_static (NO_IMAGE, sizeof NO_IMAGE - 1);

  if (taken_at == 0)
    return lookup_undated (name);

  whole = lookup ("photos", name);
  taken = g_date_time_new_from_unix_utc (taken_at);
  clock = g_date_time_format (taken, "%Y:%m:%d %H:%M:%S");

  return set_clock (whole, clock);
}

/* Returns: (transfer none): the media type of the photo or film @name, or of the document that ends in .pdf */
const char *
cst_world_photo_media_type (const char *name)
{
  static const struct
  {
    const char *ending;
    const char *type;
  } types[] = {
    { ".heic", "image/heic" }, { ".mp4", "video/mp4" }, { ".webm", "video/webm" }, { ".pdf", "application/pdf" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (g_str_has_suffix (name, types[i].ending))
        return types[i].type;
    }

  return "image/jpeg";
}

/* A document that comes with a message or a return. */
GBytes *
cst_world_document (const char *name)
{
  return lookup ("documents", name);
}

/* The picture of an article in the catalogue. */
GBytes *
cst_world_picture (const char *name)
{
  return lookup ("pictures", name);
}

#define PICK(list) (list)[chance % G_N_ELEMENTS (list)]

/* A photo a customer would send for @reason. */
const char *
cst_world_photo_for (CstWorldReason reason,
                     guint          chance)
{
  switch (reason)
    {
    case CST_WORLD_DAMAGED:
      return PICK (damaged);

    case CST_WORLD_DEFECTIVE:
      return PICK (defective);

    case CST_WORLD_MISSING:
      return PICK (missing);

    case CST_WORLD_WRONG_ITEM:
      return PICK (wrong_item);

    case CST_WORLD_WRONG_INVOICE:
    case CST_WORLD_LATE:
    case CST_WORLD_OTHER:
    case CST_WORLD_N_REASONS:
    default:
      return PICK (other);
    }
}

#undef PICK

static gboolean
is_among (GHashTable *table,
          GBytes     *bytes)
{
  GHashTableIter iter;
  gpointer value;

  if (table == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (value == bytes)
        return TRUE;
    }

  return FALSE;
}

/* Returns: (transfer full): the SHA-256 of @bytes in hexadecimal */
char *
cst_world_photo_digest (GBytes *bytes)
{
  const char *known;
  char *digest;

  if (digests == NULL)
    digests = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  if ((known = g_hash_table_lookup (digests, bytes)))
    return g_strdup (known);

  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (is_among (shared, bytes) || is_among (undated, bytes))
    g_hash_table_insert (digests, bytes, g_strdup (digest));

  return digest;
}
