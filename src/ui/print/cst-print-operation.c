/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-print-operation.h"

#include <adwaita.h>
#include <cairo-pdf.h>
#include <glib/gi18n.h>

#define MARGIN_MM 15.0
#define POINTS_PER_MM (72.0 / 25.4)

/* What a running print operation draws; freed with the operation. */
typedef struct
{
  CstPrintDocument *document; /* (owned) (nullable) */
  GPtrArray        *pages;    /* (owned) (nullable) (element-type CstLabelPage) */
  CstLabelPaper     paper;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->document, cst_print_document_free);
  g_clear_pointer (&job->pages, g_ptr_array_unref);
  g_free (job);
}

static void
begin_print_cb (GtkPrintOperation *operation,
                GtkPrintContext   *context,
                gpointer           user_data)
{
  Job *job = user_data;
  int n_pages;

  if (job->document != NULL)
    {
      PangoContext *fonts = gtk_print_context_create_pango_context (context);

      n_pages = cst_print_document_paginate (job->document, fonts, gtk_print_context_get_width (context),
                                             gtk_print_context_get_height (context));
      g_object_unref (fonts);
    }
  else
    {
      n_pages = (int) job->pages->len;
    }

  gtk_print_operation_set_n_pages (operation, n_pages);
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              gpointer           user_data)
{
  Job *job = user_data;
  cairo_t *cr = gtk_print_context_get_cairo_context (context);

  if (job->document != NULL)
    cst_print_document_draw_page (job->document, cr, page);
  else
    cst_label_draw (g_ptr_array_index (job->pages, (guint) page), job->paper, cr);
}

static void
done_cb (GtkPrintOperation       *operation,
         GtkPrintOperationResult  result,
         gpointer                 user_data)
{
  GtkWindow *parent = user_data;
  g_autoptr(GError) error = NULL;
  GtkWidget *dialog;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;

  gtk_print_operation_get_error (operation, &error);
  dialog = adw_message_dialog_new (parent, _("Could not print"), error != NULL ? error->message : NULL);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkPaperSize *
new_paper (Job *job)
{
  if (job->document != NULL || job->paper == CST_LABEL_PAPER_A4)
    return gtk_paper_size_new (GTK_PAPER_NAME_A4);

  return gtk_paper_size_new_custom ("constat-label", _("Label, 10 × 15 cm"), 100, 150, GTK_UNIT_MM);
}

/* A label reaches to the paper's edge: its true scale must not suffer from a printer's margins. */
static GtkPageSetup *
new_page_setup (Job *job)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  GtkPaperSize *paper = new_paper (job);
  double margin = job->document != NULL ? MARGIN_MM : 0;

  gtk_page_setup_set_paper_size (setup, paper);
  gtk_page_setup_set_top_margin (setup, margin, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, margin, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, margin, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, margin, GTK_UNIT_MM);
  gtk_paper_size_free (paper);

  return setup;
}

static void
run (Job        *job,
     const char *job_name,
     GtkWindow  *parent)
{
  g_autoptr(GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr(GtkPageSetup) setup = new_page_setup (job);

  g_object_set_data_full (G_OBJECT (operation), "cst-print-job", job, job_free);
  gtk_print_operation_set_job_name (operation, job_name);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, job->document == NULL);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_show_progress (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);

  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), job);
  g_signal_connect_object (operation, "done", G_CALLBACK (done_cb), parent, 0);

  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}

/**
 * cst_print_document_run:
 * @document: (transfer full): what to print
 * @job_name: names the job in the printer's queue and the file when printed to one
 *
 * Opens the print dialog, which also prints to a PDF file. Main thread; returns at once.
 */
void
cst_print_document_run (CstPrintDocument *document,
                        const char       *job_name,
                        GtkWindow        *parent)
{
  Job *job = g_new0 (Job, 1);

  job->document = document;
  run (job, job_name, parent);
}

/**
 * cst_print_label_run:
 * @pages: (transfer full) (element-type CstLabelPage): pages that fit on @paper
 *
 * Opens the print dialog for a label at true scale.
 */
void
cst_print_label_run (GPtrArray     *pages,
                     CstLabelPaper  paper,
                     const char    *job_name,
                     GtkWindow     *parent)
{
  Job *job = g_new0 (Job, 1);

  job->pages = pages;
  job->paper = paper;
  run (job, job_name, parent);
}

static gboolean
finish_pdf (cairo_surface_t  *surface,
            cairo_t          *cr,
            const char       *path,
            GError          **error)
{
  cairo_status_t status;

  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("“%s” could not be written: %s"), path,
               cairo_status_to_string (status));

  return FALSE;
}

/**
 * cst_print_document_save:
 * @path: the PDF file to write
 *
 * Draws the same pages as the print dialog on A4.
 *
 * Returns: whether the file is complete
 */
gboolean
cst_print_document_save (CstPrintDocument  *document,
                         const char        *path,
                         GError           **error)
{
  double margin = MARGIN_MM * POINTS_PER_MM;
  double width;
  double height;
  cairo_surface_t *surface;
  cairo_t *cr;
  PangoContext *fonts;
  int n_pages;

  cst_label_paper_size (CST_LABEL_PAPER_A4, &width, &height);
  surface = cairo_pdf_surface_create (path, width, height);
  cr = cairo_create (surface);
  fonts = pango_cairo_create_context (cr);
  n_pages = cst_print_document_paginate (document, fonts, width - 2 * margin, height - 2 * margin);
  g_object_unref (fonts);

  for (int page = 0; page < n_pages; page++)
    {
      cairo_save (cr);
      cairo_translate (cr, margin, margin);
      cst_print_document_draw_page (document, cr, page);
      cairo_restore (cr);
      cairo_show_page (cr);
    }

  return finish_pdf (surface, cr, path, error);
}

/**
 * cst_print_label_save:
 * @pages: (element-type CstLabelPage): pages that fit on @paper
 * @path: the PDF file to write
 *
 * Returns: whether the file is complete
 */
gboolean
cst_print_label_save (GPtrArray      *pages,
                      CstLabelPaper   paper,
                      const char     *path,
                      GError        **error)
{
  double width;
  double height;
  cairo_surface_t *surface;
  cairo_t *cr;

  cst_label_paper_size (paper, &width, &height);
  surface = cairo_pdf_surface_create (path, width, height);
  cr = cairo_create (surface);

  for (guint i = 0; i < pages->len; i++)
    {
      cst_label_draw (g_ptr_array_index (pages, i), paper, cr);
      cairo_show_page (cr);
    }

  return finish_pdf (surface, cr, path, error);
}
