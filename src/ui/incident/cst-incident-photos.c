/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-photos.h"

#include "cst-cache.h"
#include "cst-incident-list.h"

/* The pictures of one incident as the viewer wants them, and what becomes known of them while they are looked at. */

struct _CstIncidentPhotos
{
  GObject     parent_instance;

  CstStore   *store;   /* (owned) */
  GHashTable *items;   /* (owned): attachment id → CstPhotoItem */
  gint64      account; /* of the incident listed last */
};

G_DEFINE_FINAL_TYPE (CstIncidentPhotos, cst_incident_photos, G_TYPE_OBJECT)

static CstPhotoItem *
photo_item (CstIncidentPhotos *self,
            const char        *id)
{
  CstPhotoItem *item = g_hash_table_lookup (self->items, id);

  if (item == NULL)
    {
      item = cst_photo_item_new (id);
      g_hash_table_replace (self->items, g_strdup (id), item);
    }

  return item;
}

static gboolean
is_picture (const CstAttachment *attachment)
{
  return attachment->media_type == NULL || g_str_has_prefix (attachment->media_type, "image/");
}

/* A file the worker could not decode is remembered, so that the next look says so at once (R2). */
static gpointer
write_unreadable (CstDb         *db,
                  gpointer       request,
                  GCancellable  *cancellable,
                  GError       **error)
{
  const CstIncidentRef *attachment = request;

  return GINT_TO_POINTER (cst_db_cache_set_unreadable (db, attachment->account, attachment->incident, TRUE, error));
}

static void
cst_incident_photos_finalize (GObject *object)
{
  CstIncidentPhotos *self = CST_INCIDENT_PHOTOS (object);

  g_clear_object (&self->store);
  g_hash_table_unref (self->items);

  G_OBJECT_CLASS (cst_incident_photos_parent_class)->finalize (object);
}

static void
cst_incident_photos_class_init (CstIncidentPhotosClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cst_incident_photos_finalize;
}

static void
cst_incident_photos_init (CstIncidentPhotos *self)
{
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

CstIncidentPhotos *
cst_incident_photos_new (CstStore *store)
{
  CstIncidentPhotos *self = g_object_new (CST_TYPE_INCIDENT_PHOTOS, NULL);

  self->store = g_object_ref (store);

  return self;
}

/**
 * cst_incident_photos_list:
 *
 * Returns: (transfer container) (element-type CstPhotoItem): the incident's pictures, then the places of those that
 *   were promised; the same object stands for a picture each time
 */
GPtrArray *
cst_incident_photos_list (CstIncidentPhotos     *self,
                          const CstIncidentCase *incident_case)
{
  const CstIncident *incident = incident_case->incident;
  GPtrArray *photos = g_ptr_array_new ();
  guint awaited = cst_incident_count_awaited_photos (incident);

  self->account = incident_case->account->id;
  for (guint i = 0; i < incident->attachments->len; i++)
    {
      const CstAttachment *attachment = g_ptr_array_index (incident->attachments, i);
      g_autofree char *path = NULL;
      CstPhotoItem *item;

      if (!is_picture (attachment))
        continue;

      path = cst_cache_path (self->store, self->account, attachment->id);
      item = photo_item (self, attachment->id);
      cst_photo_item_set (item, attachment, cst_incident_case_photo_fact (incident_case, attachment), path);
      g_ptr_array_add (photos, item);
      if (attachment->status == CST_ATTACHMENT_ANNOUNCED && awaited > 0)
        awaited--;
    }

  /* Photos that were promised without even a name. */
  for (guint i = 0; i < awaited; i++)
    {
      g_autofree char *id = g_strdup_printf ("/awaited/%u", i);
      CstPhotoItem *item = photo_item (self, id);

      cst_photo_item_set (item, NULL, CST_PHOTO_ANNOUNCED, NULL);
      g_ptr_array_add (photos, item);
    }

  return photos;
}

/**
 * cst_incident_photos_clear:
 *
 * Forgets the pictures, because another incident comes.
 */
void
cst_incident_photos_clear (CstIncidentPhotos *self)
{
  g_return_if_fail (CST_IS_INCIDENT_PHOTOS (self));

  g_hash_table_remove_all (self->items);
}

/**
 * cst_incident_photos_set_unreadable:
 *
 * R2: writes down that a picture could not be decoded.
 */
void
cst_incident_photos_set_unreadable (CstIncidentPhotos *self,
                                    CstPhotoItem      *item)
{
  g_return_if_fail (CST_IS_INCIDENT_PHOTOS (self));

  cst_store_run_async (self->store, write_unreadable,
                       cst_incident_ref_new (self->account, cst_photo_item_get_id (item)),
                       (GDestroyNotify) cst_incident_ref_free, NULL, NULL, NULL, NULL);
}
