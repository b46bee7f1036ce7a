/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-world-photos.h"

#define PREFIX "/io/github/constat/sandbox/"
#define NO_IMAGE "<html><body>Your upload could not be completed.</body></html>\n"

static const char *damaged[] = { "parcel-dented", "bowl-broken", "cup-chipped", "lamp-cracked",
                                 "parcel-torn", "plate-cracked" };
static const char *defective[] = { "lamp-cracked", "vase-leaking", "candle-bent", "plate-cracked" };
static const char *missing[] = { "box-half-empty", "box-label", "box-empty" };
static const char *wrong_item[] = { "cushion-colour", "box-label", "glass-wrong" };
static const char *other[] = { "label-unreadable", "blurred-dark" };

/* The bytes of bundled pictures are shared, and so is their digest: a large world shows each of
 * them a thousand times. */
static GHashTable *shared;   /* path → GBytes */
static GHashTable *digests;  /* bundled GBytes → digest */

static GBytes *
lookup (const char *folder,
        const char *name)
{
  g_autofree char *path = g_strconcat (PREFIX, folder, "/", name, ".jpg", NULL);
  GBytes *bytes;

  if (shared == NULL)
    shared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                    (GDestroyNotify) g_bytes_unref);
  if ((bytes = g_hash_table_lookup (shared, path)))
    return g_bytes_ref (bytes);

  bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    g_error ("The picture %s is not bundled", path);
  g_hash_table_insert (shared, g_steal_pointer (&path), bytes);

  return g_bytes_ref (bytes);
}

/**
 * cst_world_photo:
 * @name: a bundled photo, or one of the two that cannot be shown
 *
 * Returns: (transfer full): the bytes of the file
 */
GBytes *
cst_world_photo (const char *name)
{
  if (g_str_equal (name, CST_WORLD_PHOTO_TRUNCATED))
    {
      g_autoptr(GBytes) whole = lookup ("photos", "bowl-broken");

      return g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) * 2 / 5);
    }

  if (g_str_equal (name, CST_WORLD_PHOTO_NO_IMAGE))
    return g_bytes_new_static (NO_IMAGE, sizeof NO_IMAGE - 1);

  return lookup ("photos", name);
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
  if (shared != NULL)
    {
      GHashTableIter iter;
      gpointer bundled;

      g_hash_table_iter_init (&iter, shared);
      while (g_hash_table_iter_next (&iter, NULL, &bundled))
        {
          if (bundled == bytes)
            g_hash_table_insert (digests, bytes, g_strdup (digest));
        }
    }

  return digest;
}
