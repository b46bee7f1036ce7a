/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-leaving-file.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "cst-file-claims.h"
#include "cst-file-take.h"
#include "cst-files.h"
#include "cst-photo-texture.h"
#include "cst-safe-name.h"

#define THUMB_SIDE 192

/* A file that somebody is about to let go: what it is, what it says besides its picture, and what of it leaves by the
 * choices made. Its bytes are only ever looked into by the worker. The signal `changed` says that something of this
 * became known. */
struct _CstLeavingFile
{
  GObject          parent_instance;

  CstPhotoDecoder *decoder;      /* (owned) */
  GCancellable    *cancellable;  /* (owned): ends with it */
  GCancellable    *copying;      /* (owned) (nullable): of the copy being made */
  char            *path;
  char            *name;         /* as the other side shall see it */
  gboolean         is_temporary; /* the file is ours to remove */
  CstFileType      type;
  guint64          size;
  CstPhotoInfo    *info;         /* (owned) (nullable): of a picture that can be read */
  GdkTexture      *thumb;        /* (owned) (nullable) */
  char            *problem;      /* (owned) (nullable): why it cannot leave */
  gboolean         is_known;     /* it was looked into, as far as it can be */
  gboolean         strips;
  int              max_side;     /* 0 for as it is */
  char           **types;        /* (owned) (nullable): media types that are taken at the other end */
  GBytes          *copy;         /* (owned) (nullable): what leaves in its place */
  CstFileType      copy_type;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstLeavingFile, cst_leaving_file, G_TYPE_OBJECT)

static void
emit_changed (CstLeavingFile *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_problem (CstLeavingFile *self,
             const char     *problem)
{
  g_free (self->problem);
  self->problem = g_strdup (problem);
}

static void
cst_leaving_file_dispose (GObject *object)
{
  CstLeavingFile *self = CST_LEAVING_FILE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->copying);

  G_OBJECT_CLASS (cst_leaving_file_parent_class)->dispose (object);
}

static void
cst_leaving_file_finalize (GObject *object)
{
  CstLeavingFile *self = CST_LEAVING_FILE (object);

  if (self->is_temporary)
    g_unlink (self->path);
  g_clear_object (&self->decoder);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->copying);
  g_free (self->path);
  g_free (self->name);
  g_clear_pointer (&self->info, cst_photo_info_unref);
  g_clear_object (&self->thumb);
  g_free (self->problem);
  g_strfreev (self->types);
  g_clear_pointer (&self->copy, g_bytes_unref);

  G_OBJECT_CLASS (cst_leaving_file_parent_class)->finalize (object);
}

static void
cst_leaving_file_class_init (CstLeavingFileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cst_leaving_file_dispose;
  object_class->finalize = cst_leaving_file_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cst_leaving_file_init (CstLeavingFile *self)
{
  self->cancellable = g_cancellable_new ();
}

/* ── What leaves in its place ──────────────────────────────────────────────────────────────────── */

static gboolean
is_taken (CstLeavingFile *self,
          CstFileType     type)
{
  return self->types == NULL ||
         g_strv_contains ((const char *const *) self->types, cst_file_type_get_media_type (type));
}

static void
set_not_taken (CstLeavingFile *self)
{
  g_autofree char *problem = NULL;

  /* Translators: a type of file, as in “MP4 video” */
  problem = g_strdup_printf (_("The marketplace does not take this type in a message: %s. Remove this file."),
                             cst_file_type_get_label (self->type));
  set_problem (self, problem);
}

/* A picture of a type that the other end does not take leaves as one that it does. */
static gboolean
wants_copy (CstLeavingFile *self)
{
  if (self->info == NULL || !self->is_known || !cst_file_type_is_picture (self->type))
    return FALSE;

  return self->strips || !is_taken (self, self->type) ||
         (self->max_side > 0 && MAX (self->info->width, self->info->height) > self->max_side);
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstLeavingFile) self = CST_LEAVING_FILE (user_data);
  g_autoptr(GError) error = NULL;
  CstFileType type = CST_FILE_TYPE_UNKNOWN;
  g_autoptr(GBytes) copy = cst_photo_decoder_export_finish (CST_PHOTO_DECODER (object), result, &type, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->copying);
  if (copy == NULL)
    set_problem (self, _("No copy of this picture could be made. Remove it, or let it leave as it is."));
  else if (!is_taken (self, type))
    set_not_taken (self);
  else
    self->copy_type = type;
  self->copy = g_steal_pointer (&copy);
  emit_changed (self);
}

static void
make_copy (CstLeavingFile *self)
{
  CstPhotoExport options = { .strip_metadata = self->strips, .max_side = self->max_side };

  g_cancellable_cancel (self->copying);
  g_clear_object (&self->copying);
  g_clear_pointer (&self->copy, g_bytes_unref);
  if (!self->is_known)
    return;

  g_clear_pointer (&self->problem, g_free);
  if (self->size == 0)
    set_problem (self, _("The file is empty."));
  if (wants_copy (self))
    {
      self->copying = g_cancellable_new ();
      cst_photo_decoder_export_async (self->decoder, self->path, &options, self->copying, copied_cb,
                                      g_object_ref (self));
    }
  else if (self->problem == NULL && !is_taken (self, self->type))
    {
      set_not_taken (self);
    }
  emit_changed (self);
}

/* ── What it is ────────────────────────────────────────────────────────────────────────────────── */

static void
become_known (CstLeavingFile *self)
{
  self->is_known = TRUE;
  make_copy (self);
}

static void
thumb_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CstLeavingFile) self = CST_LEAVING_FILE (user_data);
  gboolean is_page = g_async_result_is_tagged (result, cst_photo_decoder_render_page_async);
  g_autoptr(CstPhotoImage) image = NULL;

  if (is_page)
    image = cst_photo_decoder_render_page_finish (CST_PHOTO_DECODER (object), result, NULL);
  else
    image = cst_photo_decoder_decode_finish (CST_PHOTO_DECODER (object), result, NULL);
  if (image == NULL)
    return;

  self->thumb = cst_photo_texture_new (image);
  emit_changed (self);
}

static void
probed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstLeavingFile) self = CST_LEAVING_FILE (user_data);
  g_autoptr(GError) error = NULL;

  self->info = cst_photo_decoder_probe_finish (CST_PHOTO_DECODER (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (self->info != NULL && cst_file_type_is_picture (self->type))
    cst_photo_decoder_decode_async (self->decoder, self->path, THUMB_SIDE, THUMB_SIDE, CST_PHOTO_PRIORITY_VISIBLE,
                                    self->cancellable, thumb_cb, g_object_ref (self));
  else if (self->info != NULL)
    cst_photo_decoder_render_page_async (self->decoder, self->path, 0, THUMB_SIDE, THUMB_SIDE,
                                         CST_PHOTO_PRIORITY_VISIBLE, self->cancellable, thumb_cb, g_object_ref (self));
  become_known (self);
}

typedef struct
{
  CstFileType type;
  guint64     size;
} Sniffed;

static void
sniff_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  g_autofree Sniffed *sniffed = g_new0 (Sniffed, 1);
  GError *error = NULL;

  if (cst_sniff_file (task_data, &sniffed->type, &sniffed->size, &error))
    g_task_return_pointer (task, g_steal_pointer (&sniffed), g_free);
  else
    g_task_return_error (task, error);
}

static void
sniffed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  CstLeavingFile *self = CST_LEAVING_FILE (object);
  g_autoptr(GError) error = NULL;
  g_autofree Sniffed *sniffed = g_task_propagate_pointer (G_TASK (result), &error);

  if (sniffed == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      self->is_known = TRUE;
      set_problem (self, error->message);
      emit_changed (self);
      return;
    }

  self->type = sniffed->type;
  self->size = sniffed->size;
  if (cst_file_type_is_picture (self->type) || cst_file_type_is_video (self->type) || self->type == CST_FILE_TYPE_PDF)
    cst_photo_decoder_probe_async (self->decoder, self->path, CST_PHOTO_PRIORITY_VISIBLE, self->cancellable,
                                   probed_cb, g_object_ref (self));
  else
    become_known (self);
}

/**
 * cst_leaving_file_new:
 * @name: (nullable): as the other side shall see it; %NULL for the file's own
 * @is_temporary: whether the file is to be removed in the end
 *
 * Returns: (transfer full): the file, which is being looked into
 */
CstLeavingFile *
cst_leaving_file_new (CstPhotoDecoder *decoder,
                      const char      *path,
                      const char      *name,
                      gboolean         is_temporary)
{
  CstLeavingFile *self = g_object_new (CST_TYPE_LEAVING_FILE, NULL);
  g_autoptr(GTask) task = NULL;

  self->decoder = g_object_ref (decoder);
  self->path = g_strdup (path);
  self->name = name != NULL ? g_strdup (name) : g_path_get_basename (path);
  self->is_temporary = is_temporary;

  task = g_task_new (self, self->cancellable, sniffed_cb, NULL);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, sniff_thread);

  return self;
}

const char *
cst_leaving_file_get_name (CstLeavingFile *self)
{
  return self->name;
}

GdkTexture *
cst_leaving_file_get_thumb (CstLeavingFile *self)
{
  return self->thumb;
}

gboolean
cst_leaving_file_is_busy (CstLeavingFile *self)
{
  return !self->is_known || self->copying != NULL;
}

/**
 * cst_leaving_file_is_picture:
 *
 * Returns: whether the choices are about it: a copy of it can be made
 */
gboolean
cst_leaving_file_is_picture (CstLeavingFile *self)
{
  return self->info != NULL && cst_file_type_is_picture (self->type);
}

/**
 * cst_leaving_file_is_rewritten:
 *
 * Returns: whether a copy leaves in its place
 */
gboolean
cst_leaving_file_is_rewritten (CstLeavingFile *self)
{
  return wants_copy (self);
}

gboolean
cst_leaving_file_get_strips (CstLeavingFile *self)
{
  return self->strips;
}

/**
 * cst_leaving_file_get_problem:
 *
 * Returns: (nullable): why it cannot leave
 */
const char *
cst_leaving_file_get_problem (CstLeavingFile *self)
{
  return self->problem;
}

/**
 * cst_leaving_file_get_size:
 *
 * Returns: of what leaves, in bytes
 */
guint64
cst_leaving_file_get_size (CstLeavingFile *self)
{
  return self->copy != NULL ? g_bytes_get_size (self->copy) : self->size;
}

/**
 * cst_leaving_file_dup_summary:
 *
 * Returns: (transfer full): its true type, its pixels, its size
 */
char *
cst_leaving_file_dup_summary (CstLeavingFile *self)
{
  g_autofree char *size = g_format_size (self->size);
  const char *type = cst_file_type_get_label (self->type);

  if (!self->is_known)
    return g_strdup (_("Being looked into…"));
  if (self->info == NULL || self->info->width == 0)
    return g_strdup_printf ("%s · %s", type, size);

  return g_strdup_printf ("%s · %d × %d · %s", type, self->info->width, self->info->height, size);
}

/**
 * cst_leaving_file_dup_claims:
 *
 * Returns: (transfer full) (nullable): that its name promises another type, if it does
 */
char *
cst_leaving_file_dup_claims (CstLeavingFile *self)
{
  return self->is_known && self->problem == NULL ? cst_file_claims_text (self->name, NULL, self->type) : NULL;
}

static void
add_part (GString *text,
          char    *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
  g_free (part);
}

/**
 * cst_leaving_file_dup_contents:
 *
 * Returns: (transfer full) (nullable): what the file says besides its picture
 */
char *
cst_leaving_file_dup_contents (CstLeavingFile *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (self->info == NULL)
    return NULL;

  if (self->info->has_position)
    {
      char latitude[G_ASCII_DTOSTR_BUF_SIZE];
      char longitude[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (latitude, sizeof latitude, "%.5f", self->info->latitude);
      g_ascii_formatd (longitude, sizeof longitude, "%.5f", self->info->longitude);
      /* Translators: where a photo was taken, in degrees */
      add_part (text, g_strdup_printf (_("Place: %1$s, %2$s"), latitude, longitude));
    }
  if (self->info->taken_at != NULL)
    {
      g_auto(GStrv) parts = g_strsplit (self->info->taken_at, "T", 2);

      /* Translators: when a photo was taken: a date and a time */
      add_part (text, g_strdup_printf (_("Taken: %1$s %2$s"), parts[0], parts[1] != NULL ? parts[1] : ""));
    }
  if (self->info->camera != NULL)
    add_part (text, g_strdup_printf (_("Camera: %s"), self->info->camera));

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/**
 * cst_leaving_file_dup_result:
 *
 * Returns: (transfer full): what of it leaves
 */
char *
cst_leaving_file_dup_result (CstLeavingFile *self)
{
  g_autofree char *size = NULL;
  const char *type;

  if (self->problem != NULL)
    return g_strdup (self->problem);
  if (cst_leaving_file_is_busy (self))
    return g_strdup (_("The copy is being made…"));
  if (self->copy == NULL && self->strips)
    return g_strdup (_("Leaves as it is, with all it says: metadata can be removed from pictures only"));
  if (self->copy == NULL)
    return g_strdup (_("Leaves as it is, with all it says"));

  size = g_format_size (g_bytes_get_size (self->copy));
  type = cst_file_type_get_label (self->copy_type);

  return self->strips
         /* Translators: a type of file and its size */
         ? g_strdup_printf (_("Leaves as %1$s, %2$s, the picture alone"), type, size)
         /* Translators: a type of file and its size */
         : g_strdup_printf (_("Leaves as %1$s, %2$s, with what the camera wrote"), type, size);
}

/**
 * cst_leaving_file_set_types:
 * @types: (nullable): media types that are taken at the other end; %NULL for any
 *
 * To be called before the first choice.
 */
void
cst_leaving_file_set_types (CstLeavingFile    *self,
                            const char *const *types)
{
  g_return_if_fail (CST_IS_LEAVING_FILE (self));

  g_strfreev (self->types);
  self->types = types != NULL && *types != NULL ? g_strdupv ((GStrv) types) : NULL;
}

/**
 * cst_leaving_file_set_choice:
 * @strips: whether the picture alone leaves
 * @max_side: its longer side at most, 0 for as it is
 */
void
cst_leaving_file_set_choice (CstLeavingFile *self,
                             gboolean        strips,
                             int             max_side)
{
  g_return_if_fail (CST_IS_LEAVING_FILE (self));

  if (self->strips == strips && self->max_side == max_side)
    return;

  self->strips = strips;
  self->max_side = max_side;
  make_copy (self);
}

/* ── Into the store ────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CstStore    *store;
  char        *path;
  char        *name;
  GBytes      *copy; /* (nullable) */
  CstFileType  type;
} Take;

static void
take_free (gpointer data)
{
  Take *take = data;

  g_object_unref (take->store);
  g_free (take->path);
  g_free (take->name);
  g_clear_pointer (&take->copy, g_bytes_unref);
  g_free (take);
}

/* Returns: (transfer full): where the copy lies until it is in the store */
static char *
write_copy (GBytes  *copy,
            GError **error)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("constat-XXXXXX", &path, error);

  if (fd < 0)
    return NULL;

  close (fd);
  if (g_file_set_contents_full (path, g_bytes_get_data (copy, NULL), (gssize) g_bytes_get_size (copy),
                                G_FILE_SET_CONTENTS_NONE, 0600, error))
    return g_steal_pointer (&path);

  g_unlink (path);

  return NULL;
}

static void
take_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const Take *take = task_data;
  g_autoptr(CstOutgoingFile) file = cst_record_new (&cst_outgoing_file_type);
  g_autofree char *copy_path = NULL;
  GError *error = NULL;
  gboolean taken;

  if (take->copy != NULL && (copy_path = write_copy (take->copy, &error)) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  taken = cst_files_take (take->store, copy_path != NULL ? copy_path : take->path, take->name,
                          cst_file_type_get_media_type (take->type), file, &error);
  if (copy_path != NULL)
    g_unlink (copy_path);
  if (taken)
    g_task_return_pointer (task, g_steal_pointer (&file), (GDestroyNotify) cst_outgoing_file_free);
  else
    g_task_return_error (task, error);
}

/**
 * cst_leaving_file_take_async:
 *
 * Puts what leaves into the store, so that it no longer matters what becomes of the original.
 */
void
cst_leaving_file_take_async (CstLeavingFile      *self,
                             CstStore            *store,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Take *take = g_new0 (Take, 1);

  g_task_set_source_tag (task, cst_leaving_file_take_async);
  take->store = g_object_ref (store);
  take->path = g_strdup (self->path);
  take->type = self->copy != NULL ? self->copy_type : self->type;
  take->name = cst_safe_name (self->name, take->type);
  take->copy = self->copy != NULL ? g_bytes_ref (self->copy) : NULL;
  g_task_set_task_data (task, take, take_free);
  g_task_run_in_thread (task, take_thread);
}

/**
 * cst_leaving_file_take_finish:
 *
 * Returns: (transfer full): the store's copy; freed with cst_outgoing_file_free()
 */
CstOutgoingFile *
cst_leaving_file_take_finish (CstLeavingFile  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_leaving_file_take_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
