/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-figures-export.h"

#include <glib/gi18n.h>

#include "cst-message.h"
#include "cst-trends-export.h"

/* P9: what is shown, as a table for another program or as paper, in the file one names. */

typedef struct
{
  GtkWidget        *near;   /* (owned) */
  CstFiguresReport *report; /* (owned) */
  CstFiguresFormat  format;
  char             *path;   /* (owned) (nullable) */
} Export;

static void
export_free (Export *self)
{
  g_object_unref (self->near);
  cst_figures_report_unref (self->report);
  g_free (self->path);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

/* On a thread of its own: a disk may be slow. */
static void
write_file (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  const Export *export = task_data;
  GError *error = NULL;
  gboolean is_written;

  is_written = export->format == CST_FIGURES_CSV
               ? cst_trends_write_csv (export->report->trends, CST_DIMENSION_NONE, export->path, &error)
               : cst_trends_write_pdf (export->report->trends, CST_DIMENSION_NONE, export->path, &error);
  if (is_written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Export) export = user_data;
  g_autoptr(GError) error = NULL;

  if (gtk_widget_get_root (export->near) == NULL)
    return;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    gtk_widget_activate_action (export->near, "win.tell", "s", _("The figures are written to the file"));
  else
    cst_message_show_problem (export->near, _("Nothing Was Written"), error);
}

static void
chosen_cb (GtkFileChooserNative *chooser,
           int                   response,
           gpointer              user_data)
{
  g_autoptr(Export) export = user_data;
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autoptr(GTask) task = NULL;

  g_object_unref (chooser);
  if (response != GTK_RESPONSE_ACCEPT || file == NULL || (export->path = g_file_get_path (file)) == NULL)
    return;

  gtk_widget_activate_action (export->near, "win.tell", "s", _("The figures are being written…"));
  task = g_task_new (NULL, NULL, written_cb, export);
  g_task_set_source_tag (task, chosen_cb);
  g_task_set_task_data (task, g_steal_pointer (&export), NULL);
  g_task_run_in_thread (task, write_file);
}

static char *
suggest_name (const CstFiguresReport *report,
              CstFiguresFormat        format)
{
  const CstTrendsQuery *query = &report->trends->query;
  g_autoptr(GDateTime) first = g_date_time_new_from_unix_local (query->from);
  g_autoptr(GDateTime) last = g_date_time_new_from_unix_local (query->to - 1);
  g_autofree char *from = g_date_time_format (first, "%Y-%m-%d");
  g_autofree char *to = g_date_time_format (last, "%Y-%m-%d");
  /* Translators: the name of a file, without its ending: two dates */
  g_autofree char *stem = g_strdup_printf (_("figures-%1$s-%2$s"), from, to);

  return g_strconcat (stem, format == CST_FIGURES_CSV ? ".csv" : ".pdf", NULL);
}

/**
 * cst_figures_export:
 * @near: a widget of the window to ask in
 * @report: what is shown; kept until the file is written
 *
 * Asks where to, writes without holding anything up, and says when it is done.
 */
void
cst_figures_export (GtkWidget        *near,
                    CstFiguresReport *report,
                    CstFiguresFormat  format)
{
  Export *export = g_new0 (Export, 1);
  g_autofree char *name = suggest_name (report, format);
  GtkFileChooserNative *chooser;

  g_return_if_fail (GTK_IS_WIDGET (near));

  export->near = g_object_ref (near);
  export->report = cst_figures_report_ref (report);
  export->format = format;
  chooser = gtk_file_chooser_native_new (_("Export the Figures"), GTK_WINDOW (gtk_widget_get_root (near)),
                                         GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (chosen_cb), export);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
