/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-paper-job.h"

#include <glib/gi18n.h>

#include "cst-message.h"
#include "cst-print-operation.h"

/* On paper a photo is about as large as a hand: more pixels than this nobody sees. */
#define PHOTO_SIZE 1400

/* A paper with photos: they are decoded one after the other by the worker, then the paper is printed or saved. Of a
 * photo its picture alone comes onto it. Freed by whoever ends it. */
struct _CstPaperJob
{
  CstPhotoDecoder *decoder;  /* (owned) */
  char            *name;     /* (owned) */
  CstPaperMake     make;
  gpointer         data;     /* (owned) */
  GDestroyNotify   destroy;
  GtkWindow       *parent;   /* (owned) (nullable): kept while it is printed */
  gboolean         to_file;
  GPtrArray       *paths;    /* (owned) */
  GPtrArray       *names;    /* (owned): of the photos at @paths */
  guint            next;     /* photo to decode */
  GPtrArray       *images;   /* (owned): of CstPhotoImage */
  GPtrArray       *captions; /* (owned) */
};

static void decode_next (CstPaperJob *self);

static void
job_free (CstPaperJob *self)
{
  g_object_unref (self->decoder);
  g_free (self->name);
  self->destroy (self->data);
  g_clear_object (&self->parent);
  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->images);
  g_ptr_array_unref (self->captions);
  g_free (self);
}

/**
 * cst_print_file_name:
 *
 * Returns: (transfer full): a name for a PDF file that no file system minds
 */
char *
cst_print_file_name (const char *what,
                     const char *number)
{
  g_autofree char *name = g_strdup_printf ("%s %s.pdf", what, number);

  return g_strdelimit (g_steal_pointer (&name), "/\\:*?\"<>|", '-');
}

typedef struct
{
  CstPrintDocument *document; /* (owned) */
  char             *path;     /* (owned) */
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  cst_print_document_free (writing->document);
  g_free (writing->path);
  g_free (writing);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Writing *writing = task_data;
  g_autoptr(GError) error = NULL;

  if (cst_print_document_save (writing->document, writing->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  CstPaperJob *self = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    cst_message_show (GTK_WIDGET (self->parent), _("The PDF Could Not Be Saved"), error->message);
  job_free (self);
}

static void
save_response_cb (GtkNativeDialog *dialog,
                  int              response,
                  CstPaperJob     *self)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                                                          : NULL;

  if (file != NULL && g_file_peek_path (file) != NULL)
    {
      g_autoptr(GTask) task = g_task_new (NULL, NULL, written_cb, self);
      Writing *writing = g_new0 (Writing, 1);

      writing->document = self->make (self->data, self->images, self->captions);
      writing->path = g_file_get_path (file);
      g_task_set_task_data (task, writing, writing_free);
      g_task_run_in_thread (task, write_thread);
    }
  else
    {
      job_free (self);
    }

  g_object_unref (dialog);
}

static void
save (CstPaperJob *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Save as PDF"), self->parent,
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), self->name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (save_response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
finish (CstPaperJob *self)
{
  if (self->to_file)
    {
      save (self);
    }
  else
    {
      cst_print_document_run (self->make (self->data, self->images, self->captions), self->name, self->parent);
      job_free (self);
    }
}

static void
decoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  CstPaperJob *self = user_data;
  CstPhotoImage *image = cst_photo_decoder_decode_finish (CST_PHOTO_DECODER (object), result, NULL);

  /* A photo that cannot be read is missing on paper, as it is on the screen. */
  if (image != NULL)
    {
      g_ptr_array_add (self->images, image);
      g_ptr_array_add (self->captions, g_strdup (g_ptr_array_index (self->names, self->next - 1)));
    }

  decode_next (self);
}

static void
decode_next (CstPaperJob *self)
{
  if (self->next == self->paths->len)
    {
      finish (self);
      return;
    }

  cst_photo_decoder_decode_async (self->decoder, g_ptr_array_index (self->paths, self->next++), PHOTO_SIZE, PHOTO_SIZE,
                                  CST_PHOTO_PRIORITY_NEXT, NULL, decoded_cb, self);
}

/**
 * cst_paper_job_new:
 * @name: of the file, with its extension, and of what waits at the printer
 * @data: (transfer full): for @make; freed with @destroy
 *
 * Returns: (transfer full): a paper to be made; given away with cst_paper_job_run()
 */
CstPaperJob *
cst_paper_job_new (CstPhotoDecoder *decoder,
                   const char      *name,
                   CstPaperMake     make,
                   gpointer         data,
                   GDestroyNotify   destroy)
{
  CstPaperJob *self = g_new0 (CstPaperJob, 1);

  self->decoder = g_object_ref (decoder);
  self->name = g_strdup (name);
  self->make = make;
  self->data = data;
  self->destroy = destroy;
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->images = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_photo_image_unref);
  self->captions = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * cst_paper_job_add_photo:
 * @path: of a picture on this computer
 * @caption: (nullable): what stands below it
 */
void
cst_paper_job_add_photo (CstPaperJob *self,
                         const char  *path,
                         const char  *caption)
{
  g_ptr_array_add (self->paths, g_strdup (path));
  g_ptr_array_add (self->names, g_strdup (caption != NULL ? caption : ""));
}

/**
 * cst_paper_job_run:
 * @self: (transfer full)
 * @to_file: whether it is saved as PDF, else the print dialog opens
 *
 * Returns at once; the dialog comes when the photos are ready.
 */
void
cst_paper_job_run (CstPaperJob *self,
                   gboolean     to_file,
                   GtkWindow   *parent)
{
  self->to_file = to_file;
  self->parent = g_object_ref (parent);
  decode_next (self);
}
