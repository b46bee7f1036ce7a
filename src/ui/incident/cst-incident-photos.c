/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-photos.h"

#include <glib/gi18n.h>

#include "cst-customer-photos.h"
#include "cst-files.h"
#include "cst-format.h"
#include "cst-incident-list.h"
#include "cst-photo-hints.h"
#include "cst-photo-looks.h"
#include "cst-photos.h"
#include "cst-settings.h"

/* The pictures of one incident as the viewer wants them, and what becomes known of them while they are looked at. */

struct _CstIncidentPhotos
{
  GObject     parent_instance;

  CstStore   *store;   /* (owned) */
  GHashTable *items;   /* (owned): attachment id → CstPhotoItem */
  GHashTable *letters; /* (owned): ids of attachments of messages that somebody wants to look at */
  GHashTable *looks;   /* (owned): attachment id → how it is looked at, as text: not yet stored */
  guint       looks_id;
  gint64      account; /* of the incident listed last */
  GPtrArray  *earlier; /* (owned) (nullable) of CstCustomerPhoto: of the same customer's other claims */
};

/* A slider that moves is stored once it rests. */
#define LOOKS_REST_MS 400

/* So many of a customer's other photos can lie on the light table. */
#define EARLIER_MAX 40

enum
{
  COMPARED_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

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

/**
 * cst_incident_photos_can_show:
 *
 * A video and a document are looked at in the same place, still by still and page by page.
 */
gboolean
cst_incident_photos_can_show (const CstAttachment *attachment)
{
  return attachment->media_type == NULL || g_str_has_prefix (attachment->media_type, "image/") ||
         g_str_has_prefix (attachment->media_type, "video/") || g_str_equal (attachment->media_type, "application/pdf");
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

typedef struct
{
  CstIncidentRef *attachment;
  char           *text;
} Look;

static Look *
look_new (gint64      account,
          const char *id,
          const char *text)
{
  Look *look = g_new0 (Look, 1);

  look->attachment = cst_incident_ref_new (account, id);
  look->text = g_strdup (text);

  return look;
}

static void
look_free (gpointer data)
{
  Look *look = data;

  cst_incident_ref_free (look->attachment);
  g_free (look->text);
  g_free (look);
}

static gpointer
write_look (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  const Look *look = request;
  CstPhotoLook plain = cst_photo_look_from_text (look->text);
  g_autofree char *person = cst_db_setting (db, CST_SETTING_PERSON, NULL);

  return GINT_TO_POINTER (cst_db_photo_set_look (db, look->attachment->account, look->attachment->incident, person,
                                                 cst_photo_look_is_plain (&plain) ? NULL : look->text, error));
}

static void
store_looks (CstIncidentPhotos *self)
{
  GHashTableIter iter;
  gpointer id, text;

  g_clear_handle_id (&self->looks_id, g_source_remove);
  g_hash_table_iter_init (&iter, self->looks);
  while (g_hash_table_iter_next (&iter, &id, &text))
    {
      cst_store_run_async (self->store, write_look, look_new (self->account, id, text), look_free, NULL, NULL, NULL,
                           NULL);
      g_hash_table_iter_remove (&iter);
    }
}

static gboolean
looks_rest_cb (gpointer user_data)
{
  CstIncidentPhotos *self = user_data;

  self->looks_id = 0;
  store_looks (self);

  return G_SOURCE_REMOVE;
}

static void
cst_incident_photos_dispose (GObject *object)
{
  store_looks (CST_INCIDENT_PHOTOS (object));

  G_OBJECT_CLASS (cst_incident_photos_parent_class)->dispose (object);
}

static void
cst_incident_photos_finalize (GObject *object)
{
  CstIncidentPhotos *self = CST_INCIDENT_PHOTOS (object);

  g_clear_object (&self->store);
  g_hash_table_unref (self->items);
  g_hash_table_unref (self->letters);
  g_hash_table_unref (self->looks);
  g_clear_pointer (&self->earlier, g_ptr_array_unref);

  G_OBJECT_CLASS (cst_incident_photos_parent_class)->finalize (object);
}

static void
cst_incident_photos_class_init (CstIncidentPhotosClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cst_incident_photos_dispose;
  G_OBJECT_CLASS (klass)->finalize = cst_incident_photos_finalize;

  /* What cst_incident_photos_list_compared() lists is another than before. */
  signals[COMPARED_CHANGED] = g_signal_new ("compared-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cst_incident_photos_init (CstIncidentPhotos *self)
{
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->letters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->looks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

CstIncidentPhotos *
cst_incident_photos_new (CstStore *store)
{
  CstIncidentPhotos *self = g_object_new (CST_TYPE_INCIDENT_PHOTOS, NULL);

  self->store = g_object_ref (store);

  return self;
}

static gpointer
read_entries (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  const CstIncidentRef *incident = request;

  return cst_db_photos_of_incident (db, incident->account, incident->incident, error);
}

/* The pictures do not wait for this: what their bytes say is shown when it is known. */
static void
entries_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstIncidentPhotos) self = CST_INCIDENT_PHOTOS (user_data);
  g_autoptr(GPtrArray) entries = cst_store_query_finish (CST_STORE (object), result, NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const CstPhotoEntry *entry = g_ptr_array_index (entries, i);
      CstPhotoItem *item = g_hash_table_lookup (self->items, entry->attachment->id);

      if (item == NULL)
        continue;
      cst_photo_item_restore_look (item, cst_photo_look_from_text (entry->look));
      cst_photo_item_set_facts (item, entry->facts);
      if (entry->looked_at > 0)
        cst_photo_item_set_looked_at (item, TRUE);
    }
}

/* A #CstDbFunc: by attachment id, what makes the incident's photos deserve a second look. */
static gpointer
read_hints (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  const CstIncidentRef *incident = request;
  g_autoptr(GPtrArray) entries = cst_db_photos_of_incident (db, incident->account, incident->incident, error);
  g_autoptr(GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                     (GDestroyNotify) g_ptr_array_unref);

  if (entries == NULL)
    return NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const CstPhotoEntry *entry = g_ptr_array_index (entries, i);
      GPtrArray *hints = cst_db_photo_hints (db, incident->account, entry->attachment->id, error);

      if (hints == NULL)
        return NULL;
      g_hash_table_replace (all, g_strdup (entry->attachment->id), hints);
    }

  return g_steal_pointer (&all);
}

static void
hints_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CstIncidentPhotos) self = CST_INCIDENT_PHOTOS (user_data);
  g_autoptr(GHashTable) all = cst_store_query_finish (CST_STORE (object), result, NULL);
  GHashTableIter iter;
  gpointer id, hints;

  if (all == NULL)
    return;

  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, &id, &hints))
    {
      CstPhotoItem *item = g_hash_table_lookup (self->items, id);

      if (item != NULL)
        cst_photo_item_set_hints (item, hints);
    }
}

static gpointer
read_earlier (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  const CstIncidentRef *incident = request;

  return cst_db_photos_of_customer (db, incident->account, incident->incident, EARLIER_MAX, error);
}

static void
earlier_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstIncidentPhotos) self = CST_INCIDENT_PHOTOS (user_data);
  g_autoptr(GPtrArray) earlier = cst_store_query_finish (CST_STORE (object), result, NULL);

  if (earlier == NULL || (earlier->len == 0 && (self->earlier == NULL || self->earlier->len == 0)))
    return;

  g_clear_pointer (&self->earlier, g_ptr_array_unref);
  self->earlier = g_steal_pointer (&earlier);
  g_signal_emit (self, signals[COMPARED_CHANGED], 0);
}

/* Returns: (transfer none) (nullable): its item, %NULL for what cannot be looked at */
static CstPhotoItem *
add_attachment (CstIncidentPhotos     *self,
                const CstIncidentCase *incident_case,
                const CstAttachment   *attachment,
                GPtrArray             *photos)
{
  g_autofree char *path = NULL;
  g_autofree char *thumb = NULL;
  CstPhotoItem *item;

  if (!cst_incident_photos_can_show (attachment))
    return NULL;

  path = cst_cache_path (self->store, self->account, attachment->id);
  item = photo_item (self, attachment->id);
  thumb = cst_thumbnail_path (self->store, self->account, attachment->id);
  cst_photo_item_set_thumb_path (item, thumb);
  cst_photo_item_set (item, attachment, cst_incident_case_photo_fact (incident_case, attachment), path);
  g_ptr_array_add (photos, item);

  return item;
}

/* R7: what our own people added, after what the customer sent. */
static void
add_evidence (CstIncidentPhotos     *self,
              const CstIncidentCase *incident_case,
              GPtrArray             *photos)
{
  for (guint i = 0; i < incident_case->desk->evidence->len; i++)
    {
      const CstEvidence *evidence = g_ptr_array_index (incident_case->desk->evidence, i);
      CstPhotoItem *item = add_attachment (self, incident_case, &evidence->attachment, photos);

      if (item != NULL)
        cst_photo_item_set_added_by (item, evidence->name != NULL ? evidence->name : "");
    }
}

/* And what waits for the network: its file is here. */
static void
add_waiting_evidence (CstIncidentPhotos     *self,
                      const CstIncidentCase *incident_case,
                      GPtrArray             *photos)
{
  for (guint i = 0; i < incident_case->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (incident_case->operations, i);
      CstAttachment attachment = { 0 };
      const CstOutgoingFile *file;
      g_autofree char *path = NULL;
      CstPhotoItem *item;

      if (operation->kind != CST_OPERATION_EVIDENCE || !cst_operation_is_pending (operation) ||
          operation->files->len == 0 || g_strcmp0 (operation->incident, incident_case->incident->id) != 0)
        continue;

      file = g_ptr_array_index (operation->files, 0);
      attachment.media_type = file->media_type;
      attachment.filename = file->filename;
      attachment.created_at = operation->created_at;
      if (!cst_incident_photos_can_show (&attachment))
        continue;

      path = cst_files_path (self->store, file);
      item = photo_item (self, operation->key);
      cst_photo_item_set (item, &attachment, CST_PHOTO_READY, path);
      cst_photo_item_set_looked_at (item, TRUE);
      cst_photo_item_set_added_by (item, operation->person_name != NULL ? operation->person_name : "");
      g_ptr_array_add (photos, item);
    }
}

/* O9: what came with messages, of what somebody asked to look at: a long conversation has many files. */
static void
add_letters (CstIncidentPhotos     *self,
             const CstIncidentCase *incident_case,
             GPtrArray             *photos)
{
  for (guint i = 0; i < incident_case->thread->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (incident_case->thread->messages, i);

      for (guint j = 0; j < message->attachments->len; j++)
        {
          const CstAttachment *attachment = g_ptr_array_index (message->attachments, j);
          gboolean is_there = g_hash_table_contains (self->items, attachment->id) &&
                              g_ptr_array_find (photos, g_hash_table_lookup (self->items, attachment->id), NULL);
          CstPhotoItem *item = NULL;

          if (g_hash_table_contains (self->letters, attachment->id) && !is_there)
            item = add_attachment (self, incident_case, attachment, photos);
          if (item != NULL)
            cst_photo_item_set_written_by (item, message->author_name != NULL ? message->author_name : "");
        }
    }
}

/**
 * cst_incident_photos_add_of_message:
 * @attachment: the id of a message's attachment
 *
 * From now on it is listed with the incident's pictures, until another incident comes.
 */
void
cst_incident_photos_add_of_message (CstIncidentPhotos *self,
                                    const char        *attachment)
{
  g_return_if_fail (CST_IS_INCIDENT_PHOTOS (self));

  g_hash_table_add (self->letters, g_strdup (attachment));
}

/**
 * cst_incident_photos_list:
 *
 * Returns: (transfer container) (element-type CstPhotoItem): the incident's pictures, then the places of those that
 *   were promised, then our own people's, then those of messages that somebody looks at; the same object stands for a
 *   picture each time
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

      if (add_attachment (self, incident_case, attachment, photos) != NULL &&
          attachment->status == CST_ATTACHMENT_ANNOUNCED && awaited > 0)
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
  add_evidence (self, incident_case, photos);
  add_waiting_evidence (self, incident_case, photos);
  add_letters (self, incident_case, photos);

  if (photos->len > 0)
    {
      cst_store_query_async (self->store, read_entries, cst_incident_ref_new (self->account, incident->id),
                             (GDestroyNotify) cst_incident_ref_free, (GDestroyNotify) g_ptr_array_unref, NULL,
                             entries_cb, g_object_ref (self));
      cst_store_query_async (self->store, read_hints, cst_incident_ref_new (self->account, incident->id),
                             (GDestroyNotify) cst_incident_ref_free, (GDestroyNotify) g_hash_table_unref, NULL,
                             hints_cb, g_object_ref (self));
      cst_store_query_async (self->store, read_earlier, cst_incident_ref_new (self->account, incident->id),
                             (GDestroyNotify) cst_incident_ref_free, (GDestroyNotify) g_ptr_array_unref, NULL,
                             earlier_cb, g_object_ref (self));
    }

  return photos;
}

/* Returns: (transfer full) (nullable): a picture that is on this computer */
static CstPhotoItem *
compared_item (CstIncidentPhotos *self,
               const char        *attachment)
{
  g_autofree char *path = attachment != NULL ? cst_cache_path (self->store, self->account, attachment) : NULL;
  CstPhotoItem *item;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return NULL;

  item = cst_photo_item_new (attachment);
  cst_photo_item_set (item, NULL, CST_PHOTO_READY, path);

  return item;
}

static void
add_compared (GPtrArray    *items,
              GStrvBuilder *names,
              CstPhotoItem *item,
              const char   *name)
{
  if (item == NULL)
    return;

  g_strv_builder_add (names, name);
  g_ptr_array_add (items, item);
}

static char *
earlier_title (const CstCustomerPhoto *photo,
               gint64                  now)
{
  g_autofree char *reported = cst_format_moment (photo->reported_at, now);

  /* Translators: a photo of another claim of the same customer: the claim's number, and when it was reported */
  return g_strdup_printf (_("Of %1$s, %2$s"), photo->incident_number, reported);
}

/**
 * cst_incident_photos_list_compared:
 * @titles: (out) (transfer full): what each picture is
 *
 * Returns: (transfer full) (element-type CstPhotoItem): what the incident's photos can be compared with, of what is on
 *   this computer: the catalogue's pictures of the order, internal evidence, then photos of the customer's
 *   other claims
 */
GPtrArray *
cst_incident_photos_list_compared (CstIncidentPhotos     *self,
                                   const CstIncidentCase *incident_case,
                                   GStrv                 *titles)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  gint64 now = cst_clock_now (cst_store_get_clock (self->store));

  for (guint i = 0; i < incident_case->order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (incident_case->order->lines, i);
      /* Translators: the catalogue's picture of an article, whose name follows */
      g_autofree char *title = g_strdup_printf (_("Catalogue: %s"), line->title);

      add_compared (items, names, compared_item (self, line->picture), title);
    }
  for (guint i = 0; i < incident_case->desk->evidence->len; i++)
    {
      const CstEvidence *evidence = g_ptr_array_index (incident_case->desk->evidence, i);
      /* Translators: a picture added by somebody of the same company, whose name follows */
      g_autofree char *title = g_strdup_printf (_("Internal: %s"), evidence->name != NULL ? evidence->name : "");

      add_compared (items, names, compared_item (self, evidence->attachment.id), title);
    }
  for (guint i = 0; self->earlier != NULL && i < self->earlier->len; i++)
    {
      const CstCustomerPhoto *photo = g_ptr_array_index (self->earlier, i);
      g_autofree char *title = earlier_title (photo, now);

      add_compared (items, names, compared_item (self, photo->attachment), title);
    }

  *titles = g_strv_builder_end (names);

  return items;
}

/**
 * cst_incident_photos_clear:
 *
 * Forgets the pictures, because another incident comes; not how they were turned and lit, which is stored.
 */
void
cst_incident_photos_clear (CstIncidentPhotos *self)
{
  g_return_if_fail (CST_IS_INCIDENT_PHOTOS (self));

  store_looks (self);
  g_hash_table_remove_all (self->letters);
  g_hash_table_remove_all (self->items);
  g_clear_pointer (&self->earlier, g_ptr_array_unref);
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

typedef struct
{
  CstIncidentRef *attachment;
  gint64          at;
} Glance;

static void
glance_free (gpointer data)
{
  Glance *glance = data;

  cst_incident_ref_free (glance->attachment);
  g_free (glance);
}

static gpointer
write_looked_at (CstDb         *db,
                 gpointer       request,
                 GCancellable  *cancellable,
                 GError       **error)
{
  const Glance *glance = request;
  g_autofree char *person = cst_db_setting (db, CST_SETTING_PERSON, NULL);

  return GINT_TO_POINTER (cst_db_photo_mark_looked (db, glance->attachment->account, glance->attachment->incident,
                                                    person, glance->at, error));
}

/**
 * cst_incident_photos_set_looked_at:
 *
 * Writes down that somebody looked at a picture on this computer.
 */
void
cst_incident_photos_set_looked_at (CstIncidentPhotos *self,
                                   CstPhotoItem      *item)
{
  Glance *glance;

  g_return_if_fail (CST_IS_INCIDENT_PHOTOS (self));

  glance = g_new0 (Glance, 1);
  glance->attachment = cst_incident_ref_new (self->account, cst_photo_item_get_id (item));
  glance->at = cst_clock_now (cst_store_get_clock (self->store));
  cst_store_run_async (self->store, write_looked_at, glance, glance_free, NULL, NULL, NULL, NULL);
}

/**
 * cst_incident_photos_set_look:
 *
 * Writes down how a picture is turned and lit, so that the same person finds it so the next time.
 */
void
cst_incident_photos_set_look (CstIncidentPhotos *self,
                              CstPhotoItem      *item)
{
  CstPhotoLook look;

  g_return_if_fail (CST_IS_INCIDENT_PHOTOS (self));

  look = cst_photo_item_get_look (item);
  g_hash_table_replace (self->looks, g_strdup (cst_photo_item_get_id (item)), cst_photo_look_to_text (&look));
  g_clear_handle_id (&self->looks_id, g_source_remove);
  self->looks_id = g_timeout_add (LOOKS_REST_MS, looks_rest_cb, self);
}
