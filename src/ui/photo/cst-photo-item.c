/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-item.h"

#include "cst-util.h"

struct _CstPhotoItem
{
  GObject       parent_instance;

  char         *id;
  char         *filename; /* (owned) (nullable) */
  char         *path;     /* (owned) (nullable): of the file on this computer */
  gint64        created_at;
  CstPhotoFact  fact;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstPhotoItem, cst_photo_item, G_TYPE_OBJECT)

static void
cst_photo_item_finalize (GObject *object)
{
  CstPhotoItem *self = CST_PHOTO_ITEM (object);

  g_free (self->id);
  g_free (self->filename);
  g_free (self->path);

  G_OBJECT_CLASS (cst_photo_item_parent_class)->finalize (object);
}

static void
cst_photo_item_class_init (CstPhotoItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = cst_photo_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cst_photo_item_init (CstPhotoItem *self)
{
  self->fact = CST_PHOTO_NOT_DOWNLOADED;
}

/**
 * cst_photo_item_new:
 * @id: the attachment's id, or any text that is unique among the photos shown together
 *
 * One photo, or the place of one that is announced, in the filmstrip and the viewer.
 */
CstPhotoItem *
cst_photo_item_new (const char *id)
{
  CstPhotoItem *self = g_object_new (CST_TYPE_PHOTO_ITEM, NULL);

  self->id = g_strdup (id);

  return self;
}

/**
 * cst_photo_item_set:
 * @attachment: (nullable): what the marketplace says of it
 * @path: (nullable): where it lies on this computer
 */
void
cst_photo_item_set (CstPhotoItem        *self,
                    const CstAttachment *attachment,
                    CstPhotoFact         fact,
                    const char          *path)
{
  gint64 created_at = attachment != NULL ? attachment->created_at : 0;
  gboolean changed;

  g_return_if_fail (CST_IS_PHOTO_ITEM (self));

  changed = cst_set_str (&self->filename, attachment != NULL ? attachment->filename : NULL);
  changed = cst_set_str (&self->path, path) || changed;
  changed = changed || self->fact != fact || self->created_at != created_at;
  self->fact = fact;
  self->created_at = created_at;

  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

const char *
cst_photo_item_get_id (CstPhotoItem *self)
{
  return self->id;
}

const char *
cst_photo_item_get_filename (CstPhotoItem *self)
{
  return self->filename;
}

const char *
cst_photo_item_get_path (CstPhotoItem *self)
{
  return self->path;
}

gint64
cst_photo_item_get_created_at (CstPhotoItem *self)
{
  return self->created_at;
}

CstPhotoFact
cst_photo_item_get_fact (CstPhotoItem *self)
{
  return self->fact;
}

/**
 * cst_photo_item_get_icon_name:
 *
 * Returns: the shape of the photo's fact (R2)
 */
const char *
cst_photo_item_get_icon_name (CstPhotoItem *self)
{
  switch (self->fact)
    {
    case CST_PHOTO_NONE_SENT:
    case CST_PHOTO_REMOVED:
      return "constat-photo-missing-symbolic";
    case CST_PHOTO_ANNOUNCED:
      return "constat-photo-announced-symbolic";
    case CST_PHOTO_NOT_DOWNLOADED:
      return "folder-download-symbolic";
    case CST_PHOTO_UNREADABLE:
      return "constat-photo-unreadable-symbolic";
    case CST_PHOTO_READY:
    default:
      return "image-x-generic-symbolic";
    }
}
