/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dossier-check.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-dossier-verify.h"
#include "cst-message.h"
#include "cst-util.h"

/* P7: whether a case file is as it was made: anybody's, for it proves itself. */

static void
verify_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  GError *error = NULL;
  CstDossierReport *report = cst_dossier_verify (g_file_peek_path (task_data), &error);

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) cst_dossier_report_free);
  else
    g_task_return_error (task, error);
}

/* Several may have been opened at once. */
static char *
say_which (GFile      *file,
           const char *text)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = name != NULL ? g_filename_display_name (name) : g_file_get_parse_name (file);

  return g_strjoin ("\n\n", shown, text, NULL);
}

static char *
say_what_it_is (const CstDossierReport *report)
{
  g_autoptr(GDateTime) made = g_date_time_new_from_unix_local (report->made_at);
  g_autofree char *at = made != NULL ? g_date_time_format (made, "%c") : NULL;

  /* Translators: a site, the numbers of an order and of an incident, a date */
  return g_strdup_printf (_("%1$s, %2$s, %3$s; made on %4$s."), report->site, report->order_number, report->incident,
                          at != NULL ? at : "–");
}

static GtkWidget *
build_problems (const CstDossierReport *report)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  for (guint i = 0; i < report->problems->len; i++)
    gtk_box_append (GTK_BOX (box), cst_build_row ("dialog-warning-symbolic", g_ptr_array_index (report->problems, i),
                                                  NULL, NULL));

  return box;
}

static GtkWidget *
build_seal (const CstDossierReport *report)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *seal = cst_build_label (report->seal, "monospace");

  gtk_label_set_selectable (GTK_LABEL (seal), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (seal), PANGO_WRAP_CHAR);
  gtk_box_append (GTK_BOX (box), cst_build_label (_("Seal"), "caption-heading"));
  gtk_box_append (GTK_BOX (box), seal);

  return box;
}

static void
show_report (GtkWindow              *parent,
             GFile                  *file,
             const CstDossierReport *report)
{
  gboolean is_sound = report->problems->len == 0;
  g_autofree char *what = is_sound ? say_what_it_is (report) : NULL;
  g_autofree char *body =
    say_which (file, is_sound ? what : _("Or it is none, or came over a bad line. Do not rely on what it says."));
  GtkWidget *dialog = adw_message_dialog_new (parent, is_sound ? _("This Case File Is as It Was Made")
                                                               : _("This Case File Was Changed"), body);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog),
                                      is_sound ? build_seal (report) : build_problems (report));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
verified_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  GtkWindow *parent = GTK_WINDOW (object);
  GFile *file = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDossierReport) report = g_task_propagate_pointer (G_TASK (result), &error);

  if (report != NULL)
    {
      show_report (parent, file, report);
    }
  else
    {
      g_autofree char *body = say_which (file, error->message);

      cst_message_show (GTK_WIDGET (parent), _("The File Cannot Be Read"), body);
    }
}

/**
 * cst_dossier_check_file:
 *
 * Looks at a case file and says what it found.
 */
void
cst_dossier_check_file (GtkWindow *parent,
                        GFile     *file)
{
  g_autoptr(GTask) task = g_task_new (parent, NULL, verified_cb, NULL);

  g_task_set_source_tag (task, cst_dossier_check_file);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  if (g_file_peek_path (file) != NULL)
    g_task_run_in_thread (task, verify_thread);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s",
                             _("It is not on this computer. Save it here, then verify it."));
}

static void
chosen_cb (GtkWindow            *parent,
           int                   response,
           GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    cst_dossier_check_file (parent, file);
  g_object_unref (chooser);
}

/**
 * cst_dossier_check_choose:
 *
 * Asks for a case file and looks at it.
 */
void
cst_dossier_check_choose (GtkWindow *parent)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Verify a Case File"), parent,
                                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Case files"));
  gtk_file_filter_add_pattern (filter, "*.zip");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), parent, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
