/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-file-box.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-file-take.h"
#include "cst-ui.h"

/* Photos and other files that came with what is being recorded: chosen, or dropped on it. Each is copied into the
 * store at once, so that a draft keeps it. The signal `changed` says that there is something else to save. */
struct _CstFileBox
{
  GtkWidget      parent_instance;

  GtkWidget     *root;
  GtkWidget     *files_box;
  GtkLabel      *problem_label;

  CstStore      *store;       /* (owned) (nullable) */
  GPtrArray     *files;       /* (owned) of CstOutgoingFile */
  GCancellable  *cancellable; /* (owned) */
  gint64         max_size;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstFileBox, cst_file_box, GTK_TYPE_WIDGET)

static void
show_problem (CstFileBox *self,
              const char *problem)
{
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
}

static GtkWidget *
build_row (const CstOutgoingFile *file,
           guint                  position)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *size = g_format_size ((guint64) file->size);
  g_autofree char *safe = g_markup_escape_text (file->filename, -1);
  /* Translators: a file's name */
  g_autofree char *spoken = g_strdup_printf (_("Remove %s"), file->filename);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), size);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, spoken);
  cst_accessible_set_label (button, spoken);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", position);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "files.remove");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
fill (CstFileBox *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->files_box)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->files_box), child);
  for (guint i = 0; i < self->files->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->files_box), build_row (g_ptr_array_index (self->files, i), i));
  gtk_widget_set_visible (self->files_box, self->files->len > 0);
}

static void
taken_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CstFileBox) self = CST_FILE_BOX (user_data);
  g_autoptr(GError) error = NULL;
  CstOutgoingFile *file = cst_file_take_finish (CST_STORE (object), result, &error);

  if (file == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_problem (self, error->message);
      return;
    }

  show_problem (self, NULL);
  g_ptr_array_add (self->files, file);
  fill (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * cst_file_box_add_path:
 * @path: (nullable): %NULL for what is not on this computer
 *
 * Copies the file into the store and lists it.
 */
void
cst_file_box_add_path (CstFileBox *self,
                       const char *path)
{
  g_autofree char *name = NULL;

  g_return_if_fail (CST_IS_FILE_BOX (self));

  if (path == NULL || self->store == NULL)
    {
      show_problem (self, _("Only a file on this computer can be attached."));
      return;
    }

  name = g_path_get_basename (path);
  cst_file_take_async (self->store, path, name, self->max_size, self->cancellable, taken_cb, g_object_ref (self));
}

static void
response_cb (CstFileBox      *self,
             int              response,
             GtkNativeDialog *dialog)
{
  g_autoptr(GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      cst_file_box_add_path (self, path);
    }

  g_object_unref (dialog);
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Choose Photos and Files"),
                                                              GTK_WINDOW (gtk_widget_get_root (widget)),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, _("_Add"), _("_Cancel"));

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), widget, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstFileBox *self = CST_FILE_BOX (widget);
  guint position = g_variant_get_uint32 (parameter);

  if (position >= self->files->len)
    return;

  g_ptr_array_remove_index (self->files, position);
  fill (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         CstFileBox    *self)
{
  for (GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
    {
      g_autofree char *path = g_file_get_path (l->data);

      cst_file_box_add_path (self, path);
    }

  return TRUE;
}

static void
cst_file_box_dispose (GObject *object)
{
  CstFileBox *self = CST_FILE_BOX (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_FILE_BOX);

  G_OBJECT_CLASS (cst_file_box_parent_class)->dispose (object);
}

static void
cst_file_box_finalize (GObject *object)
{
  CstFileBox *self = CST_FILE_BOX (object);

  g_ptr_array_unref (self->files);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (cst_file_box_parent_class)->finalize (object);
}

static void
cst_file_box_class_init (CstFileBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_file_box_dispose;
  object_class->finalize = cst_file_box_finalize;

  signals[CHANGED] = g_signal_new ("changed", CST_TYPE_FILE_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-file-box"));
  gtk_widget_class_bind_template_child (widget_class, CstFileBox, root);
  gtk_widget_class_bind_template_child (widget_class, CstFileBox, files_box);
  gtk_widget_class_bind_template_child (widget_class, CstFileBox, problem_label);
  gtk_widget_class_install_action (widget_class, "files.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "files.remove", "u", remove_action);
}

static void
cst_file_box_init (CstFileBox *self)
{
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_outgoing_file_free);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_file_box_set_store:
 * @max_size: of one file, in bytes; 0 for no limit
 */
void
cst_file_box_set_store (CstFileBox *self,
                        CstStore   *store,
                        gint64      max_size)
{
  g_return_if_fail (CST_IS_FILE_BOX (self));

  g_set_object (&self->store, store);
  self->max_size = max_size;
}

/**
 * cst_file_box_set_files:
 * @files: (element-type CstOutgoingFile): copied
 */
void
cst_file_box_set_files (CstFileBox *self,
                        GPtrArray  *files)
{
  g_return_if_fail (CST_IS_FILE_BOX (self));

  g_ptr_array_set_size (self->files, 0);
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (self->files, cst_record_dup (&cst_outgoing_file_type, g_ptr_array_index (files, i)));
  fill (self);
}

/**
 * cst_file_box_get_files:
 *
 * Returns: (transfer none) (element-type CstOutgoingFile): what is listed now
 */
GPtrArray *
cst_file_box_get_files (CstFileBox *self)
{
  g_return_val_if_fail (CST_IS_FILE_BOX (self), NULL);

  return self->files;
}

/**
 * cst_file_box_catch:
 * @window: whose fields for text would take a file for its path
 *
 * Takes every file that is dropped on @window.
 */
void
cst_file_box_catch (CstFileBox *self,
                    GtkWidget  *window)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (window, GTK_EVENT_CONTROLLER (target));
}
