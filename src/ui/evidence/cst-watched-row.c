/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-watched-row.h"

#include <glib/gi18n.h>

#include "cst-ui.h"

/* Says which folder is watched for new photos, and changes it. */
struct _CstWatchedRow
{
  AdwActionRow      parent_instance;

  CstWatchedFolder *folder; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CstWatchedRow, cst_watched_row, ADW_TYPE_ACTION_ROW)

static void
update (CstWatchedRow *self)
{
  const char *path = cst_watched_folder_get_path (self->folder);
  g_autofree char *shown = path != NULL ? g_filename_display_name (path) : NULL;
  g_autofree char *safe = shown != NULL ? g_markup_escape_text (shown, -1) : NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self),
                               safe != NULL ? safe : _("None: no photos are offered as evidence by themselves"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "watched.clear", path != NULL);
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             CstWatchedRow   *self)
{
  g_autoptr(GFile) folder = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT && (folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))) != NULL)
    path = g_file_get_path (folder);
  if (path != NULL)
    cst_watched_folder_choose (self->folder, path);

  g_object_unref (dialog);
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Choose the Folder With New Photos"),
                                                              GTK_WINDOW (gtk_widget_get_root (widget)),
                                                              GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Choose"),
                                                              _("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
clear_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  cst_watched_folder_choose (CST_WATCHED_ROW (widget)->folder, NULL);
}

static void
cst_watched_row_dispose (GObject *object)
{
  CstWatchedRow *self = CST_WATCHED_ROW (object);

  if (self->folder != NULL)
    g_signal_handlers_disconnect_by_data (self->folder, self);
  g_clear_object (&self->folder);

  G_OBJECT_CLASS (cst_watched_row_parent_class)->dispose (object);
}

static void
cst_watched_row_class_init (CstWatchedRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_watched_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-watched-row"));
  gtk_widget_class_install_action (widget_class, "watched.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "watched.clear", NULL, clear_action);
}

static void
cst_watched_row_init (CstWatchedRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_watched_row_set_folder:
 *
 * Once, before it is shown.
 */
void
cst_watched_row_set_folder (CstWatchedRow    *self,
                            CstWatchedFolder *folder)
{
  g_return_if_fail (CST_IS_WATCHED_ROW (self));

  g_set_object (&self->folder, folder);
  g_signal_connect_object (folder, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
