/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dossier-window.h"

#include <glib/gi18n.h>

#include "cst-dossier-send.h"
#include "cst-file-show.h"
#include "cst-gap-list.h"
#include "cst-message.h"
#include "cst-safe-name.h"
#include "cst-ui.h"
#include "cst-util.h"

/* P7: an incident's case file: what is in it, where it goes, how far it is, and what to do with it. Making it takes as
 * long as its photos are many, so it goes on beside the window. The signal `go` leads to where something is missing. */
struct _CstDossierWindow
{
  AdwWindow            parent_instance;

  CstContext          *context;       /* (owned) */
  gint64               account;
  char                *incident;      /* (owned) */
  CstPerson           *person;        /* (owned) (nullable) */
  CstIncidentCase     *incident_case; /* (owned) */
  CstDossier          *dossier;       /* (owned) (nullable): what was made */
  char                *stem;          /* (owned): of the files' names */
  char                *folder;        /* (owned) */
  CstDossierTarget     target;        /* (owned): what is being made */
  GCancellable        *cancellable;   /* (owned) (nullable): while it is being made */
  guint                tick;
  int                  done;          /* atomic: written by the thread that makes it */
  int                  total;         /* atomic */

  GtkStack            *stack;
  GtkWidget           *cancel_button;
  GtkWidget           *close_button;
  GtkWidget           *make_button;
  AdwPreferencesGroup *gaps_group;
  GtkCheckButton      *notes_check;
  GtkCheckButton      *redacted_check;
  GtkCheckButton      *zip_check;
  GtkCheckButton      *pdf_check;
  GtkCheckButton      *both_check;
  AdwActionRow        *folder_row;
  GtkProgressBar      *progress_bar;
  GtkWidget           *open_button;
  GtkWidget           *send_button;
  GtkLabel            *written_label;
  GtkLabel            *seal_label;
  GtkWidget           *seal_box;
  GtkLabel            *next_label;
};

enum
{
  GO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstDossierWindow, cst_dossier_window, ADW_TYPE_WINDOW)

static void
clear_target (CstDossierTarget *target)
{
  g_clear_pointer (&target->zip_path, g_free);
  g_clear_pointer (&target->pdf_path, g_free);
  g_clear_pointer (&target->person, g_free);
}

static void
show_page (CstDossierWindow *self,
           const char       *name)
{
  gboolean is_choice = g_str_equal (name, "choose");

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->cancel_button, !g_str_equal (name, "done"));
  gtk_widget_set_visible (self->close_button, g_str_equal (name, "done"));
  gtk_widget_set_visible (self->make_button, is_choice);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dossier.make", is_choice);
}

/* ── Where to ──────────────────────────────────────────────────────────────────────────────────── */

static void
set_folder (CstDossierWindow *self,
            const char       *folder)
{
  g_autofree char *shown = g_filename_display_name (folder);

  cst_set_str (&self->folder, folder);
  adw_action_row_set_subtitle (self->folder_row, shown);
}

static void
folder_chosen_cb (CstDossierWindow     *self,
                  int                   response,
                  GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    set_folder (self, path);
  g_object_unref (chooser);
}

static void
folder_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstDossierWindow *self = CST_DOSSIER_WINDOW (widget);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Choose a Folder"), GTK_WINDOW (self),
                                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);
  g_autoptr(GFile) folder = g_file_new_for_path (self->folder);

  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (folder_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* An earlier case file is evidence of its own: it is never written over. */
static char *
free_path (CstDossierWindow *self,
           CstFileType       type)
{
  for (int i = 1; ; i++)
    {
      g_autofree char *stem = i > 1 ? g_strdup_printf ("%s-%d", self->stem, i) : g_strdup (self->stem);
      g_autofree char *name = cst_safe_name (stem, type);
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}

/* ── Made ──────────────────────────────────────────────────────────────────────────────────────── */

static const char *
made_path (CstDossierWindow *self)
{
  return self->target.zip_path != NULL ? self->target.zip_path : self->target.pdf_path;
}

static void
show_made (CstDossierWindow *self,
           const char       *seal)
{
  g_autofree char *shown = g_filename_display_name (made_path (self));
  g_autofree char *why_not = NULL;
  gboolean may_send = self->target.zip_path != NULL &&
                      cst_dossier_may_send (self->incident_case->account, self->incident_case->incident, &why_not);

  gtk_label_set_label (self->written_label, shown);
  gtk_widget_set_visible (self->seal_box, *seal != '\0');
  gtk_label_set_label (self->seal_label, seal);
  gtk_widget_set_visible (self->send_button, may_send);
  gtk_label_set_label (self->next_label, may_send ? _("It can be sent to the marketplace, and to nobody else.")
                                         : why_not != NULL ? why_not : "");
  show_page (self, "done");
  gtk_widget_grab_focus (self->open_button);
}

static void
stop_making (CstDossierWindow *self)
{
  g_clear_object (&self->cancellable);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->progress_bar), self->tick);
  self->tick = 0;
}

static void
show_failure (CstDossierWindow *self,
              const GError     *error)
{
  stop_making (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  show_page (self, "choose");
  cst_message_show_problem (GTK_WIDGET (self), _("The Case File Was Not Written"), error);
}

static void
made_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CstDossierWindow) self = CST_DOSSIER_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree char *seal = cst_dossier_make_finish (CST_RULES (object), result, &error);

  if (seal == NULL)
    {
      show_failure (self, error);
      return;
    }

  stop_making (self);
  show_made (self, seal);
}

/* The thread that makes it. */
static void
progress_cb (guint    done,
             guint    total,
             gpointer user_data)
{
  CstDossierWindow *self = user_data;

  g_atomic_int_set (&self->total, (int) total);
  g_atomic_int_set (&self->done, (int) done);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  CstDossierWindow *self = user_data;
  int total = g_atomic_int_get (&self->total);

  if (total > 0)
    gtk_progress_bar_set_fraction (self->progress_bar, (double) g_atomic_int_get (&self->done) / total);

  return G_SOURCE_CONTINUE;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstDossierWindow) self = CST_DOSSIER_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  CstDossier *dossier = cst_dossier_load_finish (CST_RULES (object), result, &error);

  if (dossier == NULL)
    {
      show_failure (self, error);
      return;
    }

  g_clear_pointer (&self->dossier, cst_dossier_unref);
  self->dossier = dossier;
  cst_dossier_make_async (CST_RULES (object), dossier, cst_context_get_decoder (self->context), &self->target,
                          progress_cb, self, self->cancellable, made_cb, g_object_ref (self));
}

static void
make_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstDossierWindow *self = CST_DOSSIER_WINDOW (widget);
  CstDossierOptions options = {
    .with_notes = gtk_check_button_get_active (self->notes_check),
    .is_redacted = gtk_check_button_get_active (self->redacted_check),
  };

  clear_target (&self->target);
  if (!gtk_check_button_get_active (self->pdf_check))
    self->target.zip_path = free_path (self, CST_FILE_TYPE_ZIP);
  if (!gtk_check_button_get_active (self->zip_check))
    self->target.pdf_path = free_path (self, CST_FILE_TYPE_PDF);
  self->target.person = g_strdup (self->person != NULL ? self->person->id : NULL);
  g_atomic_int_set (&self->done, 0);
  g_atomic_int_set (&self->total, 0);
  self->cancellable = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->progress_bar), tick_cb, self, NULL);
  show_page (self, "making");
  cst_dossier_load_async (cst_context_get_rules (self->context), self->account, self->incident, &options,
                          cst_context_now (self->context), self->cancellable, loaded_cb, g_object_ref (self));
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstDossierWindow *self = CST_DOSSIER_WINDOW (widget);

  cst_file_show_open (widget, self->target.pdf_path != NULL ? self->target.pdf_path : self->target.zip_path);
}

static void
show_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  cst_file_show_in_folder (widget, made_path (CST_DOSSIER_WINDOW (widget)));
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CstDossierWindow) self = CST_DOSSIER_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDossierSent) sent = cst_dossier_send_finish (CST_RULES (object), result, &error);
  g_autofree char *said = NULL;

  if (sent == NULL)
    {
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "dossier.send", TRUE);
      cst_message_show_problem (GTK_WIDGET (self), _("The Case File Was Not Sent"), error);
      return;
    }

  cst_context_poke (self->context);
  gtk_widget_set_visible (self->send_button, FALSE);
  said = g_strdup_printf (ngettext ("It leaves in %u message; the outbox shows when the marketplace has it.",
                                    "It leaves in %u messages; the outbox shows when the marketplace has them.",
                                    sent->operations->len), sent->operations->len);
  gtk_label_set_label (self->next_label, said);
}

static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstDossierWindow *self = CST_DOSSIER_WINDOW (widget);

  gtk_widget_action_set_enabled (widget, "dossier.send", FALSE);
  cst_dossier_send_async (cst_context_get_rules (self->context), self->dossier,
                          cst_context_get_decoder (self->context), self->person, self->incident_case->undo_window,
                          NULL, sent_cb, g_object_ref (self));
}

static void
copy_seal_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          gtk_label_get_label (CST_DOSSIER_WINDOW (widget)->seal_label));
}

static void
go_cb (CstDossierWindow *self,
       const char       *kind)
{
  g_autofree char *place = g_strdup (kind);

  g_signal_emit (self, signals[GO], 0, place);
  gtk_window_close (GTK_WINDOW (self));
}

/* What is half made is not wanted any more. */
static gboolean
cst_dossier_window_close_request (GtkWindow *window)
{
  CstDossierWindow *self = CST_DOSSIER_WINDOW (window);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);

  return GTK_WINDOW_CLASS (cst_dossier_window_parent_class)->close_request (window);
}

static void
cst_dossier_window_finalize (GObject *object)
{
  CstDossierWindow *self = CST_DOSSIER_WINDOW (object);

  g_clear_object (&self->context);
  g_free (self->incident);
  cst_record_free (&cst_person_type, self->person);
  g_clear_pointer (&self->incident_case, cst_incident_case_unref);
  g_clear_pointer (&self->dossier, cst_dossier_unref);
  g_free (self->stem);
  g_free (self->folder);
  clear_target (&self->target);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (cst_dossier_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CstDossierWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CstDossierWindow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, CstDossierWindow, close_button);
  gtk_widget_class_bind_template_child (widget_class, CstDossierWindow, make_button);
  gtk_widget_class_bind_template_child (widget_class, CstDossierWindow, gaps_group);
  gtk_widget_class_bind_template_child (widget_class, CstDossierWindow, notes_check);
  gtk_widget_class_bind_template_child (widget_class, CstDossierWindow, redacted_check);
  gtk_widget_class_bind_template_child (widget_class, CstDossierWindow, zip_check);
  gtk_widget_class_bind_template_child (widget_class, CstDossierWindow, pdf_check);
  gtk_widget_class_bind_template_child (widget_class, CstDossierWindow, both_check);
  gtk_widget_class_bind_template_child (widget_class, CstDossierWindow, folder_row);
  gtk_widget_class_bind_template_child (widget_class, CstDossierWindow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, CstDossierWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, CstDossierWindow, send_button);
  gtk_widget_class_bind_template_child (widget_class, CstDossierWindow, written_label);
  gtk_widget_class_bind_template_child (widget_class, CstDossierWindow, seal_label);
  gtk_widget_class_bind_template_child (widget_class, CstDossierWindow, seal_box);
  gtk_widget_class_bind_template_child (widget_class, CstDossierWindow, next_label);
}

static void
cst_dossier_window_class_init (CstDossierWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cst_dossier_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = cst_dossier_window_close_request;

  signals[GO] = g_signal_new ("go", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-dossier-window"));
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "dossier.make", NULL, make_action);
  gtk_widget_class_install_action (widget_class, "dossier.folder", NULL, folder_action);
  gtk_widget_class_install_action (widget_class, "dossier.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "dossier.show", NULL, show_action);
  gtk_widget_class_install_action (widget_class, "dossier.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "dossier.copy-seal", NULL, copy_seal_action);
}

static void
cst_dossier_window_init (CstDossierWindow *self)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  gtk_widget_init_template (GTK_WIDGET (self));
  set_folder (self, documents != NULL && g_file_test (documents, G_FILE_TEST_IS_DIR) ? documents : g_get_home_dir ());
  show_page (self, "choose");
}

/**
 * cst_dossier_window_new:
 *
 * Returns: (transfer none): GTK owns it
 */
CstDossierWindow *
cst_dossier_window_new (CstContext      *context,
                        CstIncidentCase *incident_case)
{
  CstDossierWindow *self = g_object_new (CST_TYPE_DOSSIER_WINDOW, NULL);
  const CstIncident *incident = incident_case->incident;
  GtkWidget *gaps = g_object_new (CST_TYPE_GAP_LIST, NULL);

  self->context = g_object_ref (context);
  self->account = incident_case->account->id;
  self->incident = g_strdup (incident->id);
  self->person = incident_case->person != NULL ? cst_record_dup (&cst_person_type, incident_case->person) : NULL;
  self->incident_case = cst_incident_case_ref (incident_case);
  self->stem = g_strdup (incident->number != NULL ? incident->number : incident->id);
  adw_preferences_group_add (self->gaps_group, gaps);
  g_signal_connect_object (gaps, "go", G_CALLBACK (go_cb), self, G_CONNECT_SWAPPED);
  cst_gap_list_load (CST_GAP_LIST (gaps), context, self->account, self->incident);

  return self;
}
