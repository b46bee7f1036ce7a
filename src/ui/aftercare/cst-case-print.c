/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-case-print.h"

#include <glib/gi18n.h>

#include "cst-message.h"
#include "cst-print-operation.h"
#include "cst-print-sheets.h"

/* On paper a photo is about as large as a hand: more pixels than this nobody sees. */
#define PHOTO_SIZE 1400

/* R3, R10: an incident's sheet, or the preparation slip of a replacement, with the photos that are
 * on this computer, decoded one after the other by the worker. Freed by whoever ends it. */
typedef struct
{
  CstContext      *context;       /* (owned) */
  CstIncidentCase *incident_case; /* (owned) */
  char            *resolution;    /* (owned) (nullable): the sheet when %NULL */
  GtkWindow       *parent;        /* (owned): kept while it is printed */
  gboolean         to_file;
  guint            next;          /* attachment to look at */
  GPtrArray       *images;        /* (owned): of CstPhotoImage */
  GPtrArray       *captions;      /* (owned) */
} Job;

static void decode_next (Job *job);

static void
job_free (Job *job)
{
  g_object_unref (job->context);
  cst_incident_case_unref (job->incident_case);
  g_free (job->resolution);
  g_object_unref (job->parent);
  g_ptr_array_unref (job->images);
  g_ptr_array_unref (job->captions);
  g_free (job);
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

static CstPrintDocument *
make_document (Job *job)
{
  const CstIncidentCase *incident_case = job->incident_case;
  const CstPrintCase print_case = {
    .account = incident_case->account,
    .order = incident_case->order,
    .incident = incident_case->incident,
    .desk = incident_case->desk,
    .resolution = job->resolution != NULL ? cst_incident_find_resolution (incident_case->incident, job->resolution)
                                          : NULL,
    .images = job->images,
    .captions = job->captions,
    .now = cst_context_now (job->context),
  };

  return job->resolution != NULL ? cst_print_preparation_slip (&print_case) : cst_print_incident_sheet (&print_case);
}

static char *
name_of (Job *job)
{
  return job->resolution != NULL ? cst_print_file_name (_("Preparation slip"), job->incident_case->order->number)
                                 : cst_print_file_name (_("Incident sheet"), job->incident_case->incident->number);
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
  Job *job = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    cst_message_show (GTK_WIDGET (job->parent), _("The PDF Could Not Be Saved"), error->message);
  job_free (job);
}

static void
save_response_cb (GtkNativeDialog *dialog,
                  int              response,
                  Job             *job)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                                                          : NULL;

  if (file != NULL && g_file_peek_path (file) != NULL)
    {
      g_autoptr(GTask) task = g_task_new (NULL, NULL, written_cb, job);
      Writing *writing = g_new0 (Writing, 1);

      writing->document = make_document (job);
      writing->path = g_file_get_path (file);
      g_task_set_task_data (task, writing, writing_free);
      g_task_run_in_thread (task, write_thread);
    }
  else
    {
      job_free (job);
    }

  g_object_unref (dialog);
}

static void
save (Job *job)
{
  g_autofree char *name = name_of (job);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Save as PDF"), job->parent,
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (save_response_cb), job);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
finish (Job *job)
{
  if (job->to_file)
    {
      save (job);
    }
  else
    {
      g_autofree char *name = name_of (job);

      cst_print_document_run (make_document (job), name, job->parent);
      job_free (job);
    }
}

static void
decoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Job *job = user_data;
  CstPhotoImage *image = cst_photo_decoder_decode_finish (CST_PHOTO_DECODER (object), result, NULL);

  /* A photo that cannot be read is missing on paper, as it is on the screen. */
  if (image != NULL)
    {
      const CstAttachment *attachment = g_ptr_array_index (job->incident_case->incident->attachments, job->next - 1);

      g_ptr_array_add (job->images, image);
      g_ptr_array_add (job->captions, g_strdup (attachment->filename != NULL ? attachment->filename : ""));
    }

  decode_next (job);
}

static void
decode_next (Job *job)
{
  GPtrArray *attachments = job->incident_case->incident->attachments;

  while (job->next < attachments->len)
    {
      const CstAttachment *attachment = g_ptr_array_index (attachments, job->next++);
      g_autofree char *path = NULL;

      if ((attachment->media_type != NULL && !g_str_has_prefix (attachment->media_type, "image/")) ||
          cst_incident_case_photo_fact (job->incident_case, attachment) != CST_PHOTO_READY)
        continue;

      path = cst_cache_path (cst_context_get_store (job->context), job->incident_case->account->id, attachment->id);
      cst_photo_decoder_decode_async (cst_context_get_decoder (job->context), path, PHOTO_SIZE, PHOTO_SIZE,
                                      CST_PHOTO_PRIORITY_NEXT, NULL, decoded_cb, job);
      return;
    }

  finish (job);
}

/**
 * cst_case_print:
 * @resolution: (nullable): the replacement whose preparation slip is printed; the incident's sheet
 *   when %NULL
 * @to_file: whether it is saved as PDF, else the print dialog opens
 *
 * R3, R10: returns at once; the dialog comes when the photos are ready.
 */
void
cst_case_print (CstContext      *context,
                CstIncidentCase *incident_case,
                const char      *resolution,
                gboolean         to_file,
                GtkWindow       *parent)
{
  Job *job;

  g_return_if_fail (CST_IS_CONTEXT (context));
  g_return_if_fail (resolution == NULL || cst_incident_find_resolution (incident_case->incident, resolution) != NULL);

  job = g_new0 (Job, 1);
  job->context = g_object_ref (context);
  job->incident_case = cst_incident_case_ref (incident_case);
  job->resolution = g_strdup (resolution);
  job->parent = g_object_ref (parent);
  job->to_file = to_file;
  job->images = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_photo_image_unref);
  job->captions = g_ptr_array_new_with_free_func (g_free);
  decode_next (job);
}
