/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-label-chooser.h"

#include <glib/gi18n.h>

#include "cst-file-take.h"
#include "cst-files.h"
#include "cst-label-check.h"
#include "cst-paste.h"
#include "cst-photo-texture.h"
#include "cst-ui.h"

#define MAX_PAGES 10
#define PREVIEW_SIZE 110

/* The return label (O7): chosen in the file chooser or dropped here, checked and previewed by the
 * worker, and copied into the store at once. The signal `changed` says that another label, or none,
 * was chosen. */
struct _CstLabelChooser
{
  GtkWidget        parent_instance;

  CstStore        *store;       /* (owned) (nullable) */
  CstPhotoDecoder *decoder;     /* (owned) (nullable) */
  CstOutgoingFile *label;       /* (owned) (nullable) */
  char            *path;        /* (owned) (nullable): of the file being checked */
  GCancellable    *cancellable; /* (owned) (nullable) */
  gint64           max_size;

  GtkWidget       *root;
  GtkStack        *stack;
  GtkPicture      *picture;
  GtkLabel        *name_label;
  GtkLabel        *detail_label;
  GtkLabel        *problem_label;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstLabelChooser, cst_label_chooser, GTK_TYPE_WIDGET)

static void
show_problem (CstLabelChooser *self,
              const char      *problem)
{
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
}

static void
preview_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstLabelChooser) self = CST_LABEL_CHOOSER (user_data);
  g_autoptr(CstPhotoImage) image = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  image = cst_photo_decoder_render_page_finish (CST_PHOTO_DECODER (object), result, NULL);
  if (image == NULL)
    return;

  texture = cst_photo_texture_new (image);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_widget_set_visible (GTK_WIDGET (self->picture), TRUE);
}

static void
update (CstLabelChooser *self)
{
  g_autofree char *path = NULL;
  g_autofree char *size = NULL;
  g_autofree char *detail = NULL;

  gtk_picture_set_paintable (self->picture, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), FALSE);
  gtk_stack_set_visible_child_name (self->stack, self->label != NULL ? "label" : "none");
  if (self->label == NULL)
    return;

  size = g_format_size ((guint64) self->label->size);
  detail = g_strdup_printf ("%s · %s", cst_file_type_get_label (cst_file_type_from_name (self->label->filename)), size);
  gtk_label_set_label (self->name_label, self->label->filename);
  gtk_label_set_label (self->detail_label, detail);

  path = cst_files_path (self->store, self->label);
  cst_photo_decoder_render_page_async (self->decoder, path, 0, PREVIEW_SIZE, PREVIEW_SIZE,
                                       CST_PHOTO_PRIORITY_NEXT, self->cancellable, preview_cb, g_object_ref (self));
}

static void
restart (CstLabelChooser *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
take_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CstLabelChooser) self = CST_LABEL_CHOOSER (user_data);
  g_autoptr(CstOutgoingFile) file = NULL;
  g_autoptr(GError) error = NULL;

  file = cst_file_take_finish (CST_STORE (object), result, &error);
  if (file == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      update (self);
      show_problem (self, error->message);
      return;
    }

  cst_label_chooser_set_label (self, file);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstLabelChooser) self = CST_LABEL_CHOOSER (user_data);
  g_autoptr(CstLabelInfo) info = NULL;
  g_autofree char *name = NULL;
  g_autoptr(GError) error = NULL;

  info = cst_label_check_finish (CST_PHOTO_DECODER (object), result, &error);
  if (info == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      update (self);
      show_problem (self, error->domain == CST_LABEL_ERROR ? error->message
                                                           : _("The label could not be checked. Try again."));
      return;
    }

  name = g_path_get_basename (self->path);
  cst_file_take_async (self->store, self->path, name, self->max_size, self->cancellable,
                       take_cb, g_object_ref (self));
}

/**
 * cst_label_chooser_choose:
 * @path: (nullable): of the file that was chosen or dropped; %NULL when it is not on this computer
 *
 * Looks into the file and takes it as the label if it can be one.
 */
void
cst_label_chooser_choose (CstLabelChooser *self,
                          const char      *path)
{
  g_return_if_fail (CST_IS_LABEL_CHOOSER (self));

  g_free (self->path);
  self->path = g_strdup (path);
  if (self->path == NULL)
    {
      show_problem (self, _("Only a file on this computer can be chosen."));
      return;
    }

  restart (self);
  show_problem (self, NULL);
  gtk_stack_set_visible_child_name (self->stack, "checking");
  cst_label_check_async (self->decoder, self->path, (guint64) self->max_size, MAX_PAGES, self->cancellable,
                         checked_cb, g_object_ref (self));
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             CstLabelChooser *self)
{
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT && (file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))) != NULL)
    cst_label_chooser_choose (self, g_file_peek_path (file));

  g_object_unref (dialog);
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  GtkFileChooserNative *dialog;
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  dialog = gtk_file_chooser_native_new (_("Choose the return label"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                        GTK_FILE_CHOOSER_ACTION_OPEN, _("_Choose"), _("_Cancel"));
  gtk_file_filter_set_name (filter, _("Labels (PDF, PNG, ZPL)"));
  gtk_file_filter_add_suffix (filter, "pdf");
  gtk_file_filter_add_suffix (filter, "png");
  gtk_file_filter_add_suffix (filter, "zpl");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstLabelChooser *self = CST_LABEL_CHOOSER (widget);

  cst_label_chooser_set_label (self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
drop_cb (GtkDropTarget   *target,
         const GValue    *value,
         double           x,
         double           y,
         CstLabelChooser *self)
{
  g_auto(GStrv) paths = cst_dropped_paths (value);

  cst_label_chooser_choose (self, paths[0]);

  return TRUE;
}

static void
cst_label_chooser_dispose (GObject *object)
{
  CstLabelChooser *self = CST_LABEL_CHOOSER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->decoder);
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_LABEL_CHOOSER);

  G_OBJECT_CLASS (cst_label_chooser_parent_class)->dispose (object);
}

static void
cst_label_chooser_finalize (GObject *object)
{
  CstLabelChooser *self = CST_LABEL_CHOOSER (object);

  g_clear_pointer (&self->label, cst_outgoing_file_free);
  g_free (self->path);

  G_OBJECT_CLASS (cst_label_chooser_parent_class)->finalize (object);
}

static void
cst_label_chooser_class_init (CstLabelChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_label_chooser_dispose;
  object_class->finalize = cst_label_chooser_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "labelchooser");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-label-chooser"));
  gtk_widget_class_bind_template_child (widget_class, CstLabelChooser, root);
  gtk_widget_class_bind_template_child (widget_class, CstLabelChooser, stack);
  gtk_widget_class_bind_template_child (widget_class, CstLabelChooser, picture);
  gtk_widget_class_bind_template_child (widget_class, CstLabelChooser, name_label);
  gtk_widget_class_bind_template_child (widget_class, CstLabelChooser, detail_label);
  gtk_widget_class_bind_template_child (widget_class, CstLabelChooser, problem_label);
  gtk_widget_class_install_action (widget_class, "label.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "label.remove", NULL, remove_action);
}

static void
cst_label_chooser_init (CstLabelChooser *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * cst_label_chooser_set_up:
 *
 * Once, before anything is chosen.
 */
void
cst_label_chooser_set_up (CstLabelChooser *self,
                          CstStore        *store,
                          CstPhotoDecoder *decoder)
{
  g_return_if_fail (CST_IS_LABEL_CHOOSER (self));

  g_set_object (&self->store, store);
  g_set_object (&self->decoder, decoder);
}

/**
 * cst_label_chooser_set_limit:
 * @max_size: of a label in bytes, as the marketplace says
 */
void
cst_label_chooser_set_limit (CstLabelChooser *self,
                             gint64           max_size)
{
  self->max_size = max_size > 0 ? max_size : CST_FILES_LIMIT;
}

/**
 * cst_label_chooser_set_label:
 * @label: (nullable): a file of the store; copied
 */
void
cst_label_chooser_set_label (CstLabelChooser       *self,
                             const CstOutgoingFile *label)
{
  CstOutgoingFile *copy;

  g_return_if_fail (CST_IS_LABEL_CHOOSER (self));

  if (label == NULL && self->label == NULL)
    return;
  if (label != NULL && self->label != NULL && cst_record_equal (&cst_outgoing_file_type, label, self->label))
    return;

  copy = label != NULL ? cst_record_dup (&cst_outgoing_file_type, label) : NULL;
  g_clear_pointer (&self->label, cst_outgoing_file_free);
  self->label = copy;
  show_problem (self, NULL);
  restart (self);
  update (self);
}

const CstOutgoingFile *
cst_label_chooser_get_label (CstLabelChooser *self)
{
  return self->label;
}
