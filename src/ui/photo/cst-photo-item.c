/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-item.h"

#include "cst-util.h"

/* A page of which all pixels are wanted is drawn this large: enough to read small print. */
#define PAGE_SIDE 2400

struct _CstPhotoItem
{
  GObject       parent_instance;

  char         *id;
  char         *filename;   /* (owned) (nullable) */
  char         *media_type; /* (owned) (nullable): what was said of it */
  char         *path;       /* (owned) (nullable): of the file on this computer */
  gint64        created_at;
  CstPhotoFact  fact;
  CstFileType   file_type;  /* by its content; unknown until asked for */
  int           page;
  CstPhotoFacts *facts;      /* (owned) (nullable): what its bytes say, once they were looked into */
  GPtrArray    *hints;      /* (owned) (nullable) of CstPhotoHint: what makes it deserve a second look */
  char         *added_by;   /* (owned) (nullable): who of ours, for what the customer never sees */
  char         *written_by; /* (owned) (nullable): whose message it came with */
  char         *thumb_path; /* (owned) (nullable): of a small picture of it that may be stored */
  CstPhotoLook  look;
  gboolean      has_look;   /* somebody chose it, or it was restored */
  gboolean      was_looked_at;
  GdkTexture   *thumb;      /* (owned) (nullable): in small, of @path */
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
  g_free (self->media_type);
  g_free (self->path);
  g_clear_pointer (&self->facts, cst_photo_facts_free);
  g_clear_pointer (&self->hints, g_ptr_array_unref);
  g_free (self->added_by);
  g_free (self->written_by);
  g_free (self->thumb_path);
  g_clear_object (&self->thumb);

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
 * cst_photo_item_new_page:
 * @whole: a PDF or a video
 * @page: of the PDF, or still of the video, from 0
 *
 * Returns: (transfer full): one of its pages, for a strip and a viewer of their own
 */
CstPhotoItem *
cst_photo_item_new_page (CstPhotoItem *whole,
                         int           page)
{
  CstPhotoItem *self = g_object_new (CST_TYPE_PHOTO_ITEM, NULL);

  self->id = g_strdup_printf ("%s/%d", whole->id, page);
  self->filename = g_strdup (whole->filename);
  self->media_type = g_strdup (whole->media_type);
  self->path = g_strdup (whole->path);
  self->added_by = g_strdup (whole->added_by);
  self->created_at = whole->created_at;
  self->fact = whole->fact;
  self->file_type = whole->file_type;
  self->page = page;
  self->was_looked_at = TRUE;

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
  changed = cst_set_str (&self->media_type, attachment != NULL ? attachment->media_type : NULL) || changed;
  if (cst_set_str (&self->path, path))
    {
      self->file_type = CST_FILE_TYPE_UNKNOWN;
      g_clear_object (&self->thumb);
      changed = TRUE;
    }
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

/**
 * cst_photo_item_get_media_type:
 *
 * Returns: (nullable): the type that was said, which need not be true
 */
const char *
cst_photo_item_get_media_type (CstPhotoItem *self)
{
  return self->media_type;
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

/**
 * cst_photo_item_get_file_type:
 *
 * Returns: what the file is by its first bytes, which are read at the first call
 */
CstFileType
cst_photo_item_get_file_type (CstPhotoItem *self)
{
  if (self->file_type == CST_FILE_TYPE_UNKNOWN && self->fact == CST_PHOTO_READY && self->path != NULL)
    cst_sniff_file (self->path, &self->file_type, NULL, NULL);

  return self->file_type;
}

/**
 * cst_photo_item_is_page:
 *
 * Returns: whether it is a page of a PDF or a still of a video, which are drawn and not decoded
 */
gboolean
cst_photo_item_is_page (CstPhotoItem *self)
{
  return cst_photo_item_get_file_type (self) == CST_FILE_TYPE_PDF || cst_photo_item_is_video (self);
}

gboolean
cst_photo_item_is_video (CstPhotoItem *self)
{
  CstFileType type = cst_photo_item_get_file_type (self);

  return type == CST_FILE_TYPE_MP4 || type == CST_FILE_TYPE_QUICKTIME || type == CST_FILE_TYPE_WEBM;
}

/**
 * cst_photo_item_get_facts:
 *
 * Returns: (nullable): what its bytes say, %NULL until they were looked into
 */
const CstPhotoFacts *
cst_photo_item_get_facts (CstPhotoItem *self)
{
  return self->facts;
}

void
cst_photo_item_set_facts (CstPhotoItem        *self,
                          const CstPhotoFacts *facts)
{
  g_return_if_fail (CST_IS_PHOTO_ITEM (self));
  g_return_if_fail (facts != NULL);

  if (facts->examined_at == 0 || (self->facts != NULL && self->facts->examined_at == facts->examined_at))
    return;

  g_clear_pointer (&self->facts, cst_photo_facts_free);
  self->facts = cst_photo_facts_copy (facts);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * cst_photo_item_get_written_by:
 *
 * Returns: (nullable): who wrote the message it came with; %NULL for what came with the report
 */
const char *
cst_photo_item_get_written_by (CstPhotoItem *self)
{
  return self->written_by;
}

void
cst_photo_item_set_written_by (CstPhotoItem *self,
                               const char   *name)
{
  g_return_if_fail (CST_IS_PHOTO_ITEM (self));

  if (cst_set_str (&self->written_by, name))
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * cst_photo_item_get_added_by:
 *
 * Returns: (nullable): who of ours added it as internal evidence; %NULL for what the customer sent
 */
const char *
cst_photo_item_get_added_by (CstPhotoItem *self)
{
  return self->added_by;
}

void
cst_photo_item_set_added_by (CstPhotoItem *self,
                             const char   *name)
{
  g_return_if_fail (CST_IS_PHOTO_ITEM (self));

  if (cst_set_str (&self->added_by, name))
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * cst_photo_item_get_hints:
 *
 * Returns: (transfer none) (nullable) (element-type CstPhotoHint): the strongest first; %NULL until they were asked for
 */
GPtrArray *
cst_photo_item_get_hints (CstPhotoItem *self)
{
  return self->hints;
}

void
cst_photo_item_set_hints (CstPhotoItem *self,
                          GPtrArray    *hints)
{
  gboolean has_some;

  g_return_if_fail (CST_IS_PHOTO_ITEM (self));
  g_return_if_fail (hints != NULL);

  has_some = hints->len > 0 || (self->hints != NULL && self->hints->len > 0);
  g_ptr_array_ref (hints);
  g_clear_pointer (&self->hints, g_ptr_array_unref);
  self->hints = hints;
  if (has_some)
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * cst_photo_item_get_thumb_path:
 *
 * Returns: (nullable): where a small picture of it may be stored
 */
const char *
cst_photo_item_get_thumb_path (CstPhotoItem *self)
{
  return self->thumb_path;
}

void
cst_photo_item_set_thumb_path (CstPhotoItem *self,
                               const char   *path)
{
  g_return_if_fail (CST_IS_PHOTO_ITEM (self));

  cst_set_str (&self->thumb_path, path);
}

/**
 * cst_photo_item_get_look:
 *
 * Returns: how it was looked at last
 */
CstPhotoLook
cst_photo_item_get_look (CstPhotoItem *self)
{
  return self->look;
}

/* Tells nobody: the canvas that shows it knows, and no other looks the same way. */
void
cst_photo_item_set_look (CstPhotoItem *self,
                         CstPhotoLook  look)
{
  g_return_if_fail (CST_IS_PHOTO_ITEM (self));

  self->look = look;
  self->has_look = TRUE;
}

/**
 * cst_photo_item_restore_look:
 *
 * Looks at it as the last time. Whoever was faster than the store keeps what they chose.
 */
void
cst_photo_item_restore_look (CstPhotoItem *self,
                             CstPhotoLook  look)
{
  g_return_if_fail (CST_IS_PHOTO_ITEM (self));

  if (self->has_look)
    return;

  cst_photo_item_set_look (self, look);
  if (!cst_photo_look_is_plain (&look))
    g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
cst_photo_item_was_looked_at (CstPhotoItem *self)
{
  return self->was_looked_at;
}

void
cst_photo_item_set_looked_at (CstPhotoItem *self,
                              gboolean      was_looked_at)
{
  g_return_if_fail (CST_IS_PHOTO_ITEM (self));

  if (self->was_looked_at == was_looked_at)
    return;

  self->was_looked_at = was_looked_at;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * cst_photo_item_get_thumb:
 *
 * Returns: (transfer none) (nullable): it in small, once it was decoded for a strip
 */
GdkTexture *
cst_photo_item_get_thumb (CstPhotoItem *self)
{
  return self->thumb;
}

void
cst_photo_item_set_thumb (CstPhotoItem *self,
                          GdkTexture   *thumb)
{
  g_return_if_fail (CST_IS_PHOTO_ITEM (self));

  g_set_object (&self->thumb, thumb);
}

/**
 * cst_photo_item_decode_async:
 * @max_width: the box to fit it into, in pixels; 0 for all pixels
 * @max_height: likewise
 * @callback: called with the decoder as its source
 *
 * Has the item, which must be on this computer, decoded, or drawn when it is a page.
 */
void
cst_photo_item_decode_async (CstPhotoItem        *self,
                             CstPhotoDecoder     *decoder,
                             int                  max_width,
                             int                  max_height,
                             CstPhotoPriority     priority,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (CST_IS_PHOTO_ITEM (self));
  g_return_if_fail (self->path != NULL);

  if (cst_photo_item_is_page (self))
    cst_photo_decoder_render_page_async (decoder, self->path, (guint) self->page,
                                         max_width > 0 ? max_width : PAGE_SIDE, max_height > 0 ? max_height : PAGE_SIDE,
                                         priority, cancellable, callback, user_data);
  else
    cst_photo_decoder_decode_async (decoder, self->path, max_width, max_height, priority, cancellable,
                                    callback, user_data);
}

CstPhotoImage *
cst_photo_item_decode_finish (CstPhotoDecoder  *decoder,
                              GAsyncResult     *result,
                              GError          **error)
{
  if (g_async_result_is_tagged (result, cst_photo_decoder_render_page_async))
    return cst_photo_decoder_render_page_finish (decoder, result, error);

  return cst_photo_decoder_decode_finish (decoder, result, error);
}
