/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-leave-window.h"

#include <glib/gi18n.h>

#include "cst-file-take.h"
#include "cst-files.h"
#include "cst-leave-row.h"
#include "cst-ui.h"

/* What leaves, shown before it does: each file with what it is, what it says and what of it goes out by the choices
 * made. The signal `accepted` brings the store's copies, once all of them are there. */
struct _CstLeaveWindow
{
  AdwWindow            parent_instance;

  CstLeaveReader       reader;
  CstStore            *store;       /* (owned) */
  CstPhotoDecoder     *decoder;     /* (owned) */
  GCancellable        *cancellable; /* (owned): ends with the window */
  guint64              max_bytes;   /* 0 for no limit */
  guint                max_files;   /* 0 for no limit */
  char               **types;       /* (owned) (nullable): media types that are taken; any without */
  GPtrArray           *taken;       /* (owned) (nullable) of CstOutgoingFile: while they are taken */
  guint                n_to_take;
  GError              *take_error;  /* (owned) (nullable): the first one */

  AdwWindowTitle      *title;
  GtkButton           *accept_button;
  GtkImage            *reader_icon;
  GtkLabel            *reader_label;
  GtkLabel            *limit_label;
  GtkListBox          *list;
  GtkLabel            *problem_label;
  GtkWidget           *choices;
  GtkSwitch           *strip_switch;
  AdwComboRow         *side_row;
  GtkWidget           *note_group;
  GtkEditable         *note_entry;
};

enum
{
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The longer side in pixels; 0 for as they are. */
static const int sides[] = { 0, 4000, 2560, 1600, 1024 };

G_DEFINE_FINAL_TYPE (CstLeaveWindow, cst_leave_window, ADW_TYPE_WINDOW)

static CstLeavingFile *
file_at (CstLeaveWindow *self,
         int             position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, position);

  return row != NULL ? cst_leave_row_get_file (CST_LEAVE_ROW (row)) : NULL;
}

static gboolean
is_too_large (CstLeaveWindow *self,
              CstLeavingFile *file)
{
  return self->max_bytes > 0 && !cst_leaving_file_is_busy (file) && cst_leaving_file_get_size (file) > self->max_bytes;
}

static void
show_problem (CstLeaveWindow *self,
              const char     *problem)
{
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
}

/* The one place that says whether they may go, and what stands in the way. */
static void
update (CstLeaveWindow *self)
{
  g_autofree char *words = NULL;
  CstLeavingFile *file;
  gboolean may_go = self->taken == NULL;
  gboolean has_pictures = FALSE;
  guint64 size = 0;
  guint n_files = 0;

  for (; (file = file_at (self, (int) n_files)) != NULL; n_files++)
    {
      may_go = may_go && !cst_leaving_file_is_busy (file) && cst_leaving_file_get_problem (file) == NULL &&
               !is_too_large (self, file);
      has_pictures = has_pictures || cst_leaving_file_is_picture (file);
      size += cst_leaving_file_get_size (file);
    }

  if (n_files > 0)
    {
      g_autofree char *total = g_format_size (size);

      /* Translators: a number of files and their size, like “3 files, 4.2 MB” */
      words = g_strdup_printf (ngettext ("%1$u file, %2$s", "%1$u files, %2$s", n_files), n_files, total);
    }
  adw_window_title_set_subtitle (self->title, words != NULL ? words : "");
  gtk_widget_set_visible (self->choices, has_pictures);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n_files > 0);
  if (self->max_files > 0 && n_files > self->max_files)
    {
      g_autofree char *problem = g_strdup_printf (ngettext ("The message can take %u more file.",
                                                            "The message can take %u more files.", self->max_files),
                                                  self->max_files);

      show_problem (self, problem);
      may_go = FALSE;
    }
  else if (self->take_error == NULL)
    show_problem (self, n_files == 0 ? _("There is no file left.") : NULL);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "leave.accept", may_go && n_files > 0);
}

static void
choose (CstLeaveWindow *self,
        CstLeavingFile *file)
{
  guint selected = adw_combo_row_get_selected (self->side_row);

  cst_leaving_file_set_choice (file, gtk_switch_get_active (self->strip_switch),
                               selected < G_N_ELEMENTS (sides) ? sides[selected] : 0);
}

static void
choose_cb (CstLeaveWindow *self)
{
  CstLeavingFile *file;

  for (int i = 0; (file = file_at (self, i)) != NULL; i++)
    choose (self, file);
}

static void
give_back (CstLeaveWindow *self)
{
  for (guint i = 0; i < self->taken->len; i++)
    cst_files_drop (self->store, g_ptr_array_index (self->taken, i));
  g_clear_pointer (&self->taken, g_ptr_array_unref);
}

static void
taken_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CstLeaveWindow) self = CST_LEAVE_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  CstOutgoingFile *file = cst_leaving_file_take_finish (CST_LEAVING_FILE (object), result, &error);

  if (file != NULL)
    g_ptr_array_add (self->taken, file);
  else if (self->take_error == NULL)
    self->take_error = g_steal_pointer (&error);
  if (--self->n_to_take > 0)
    return;

  if (self->take_error != NULL || g_cancellable_is_cancelled (self->cancellable))
    {
      give_back (self);
      if (self->take_error != NULL && !g_cancellable_is_cancelled (self->cancellable))
        {
          show_problem (self, self->take_error->message);
          update (self);
        }
      return;
    }

  g_signal_emit (self, signals[ACCEPTED], 0, self->taken);
  g_clear_pointer (&self->taken, g_ptr_array_unref);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
accept_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstLeaveWindow *self = CST_LEAVE_WINDOW (widget);
  CstLeavingFile *file;

  g_clear_error (&self->take_error);
  self->taken = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_outgoing_file_free);
  self->n_to_take = 0;
  for (int i = 0; (file = file_at (self, i)) != NULL; i++)
    {
      self->n_to_take++;
      cst_leaving_file_take_async (file, self->store, NULL, taken_cb, g_object_ref (self));
    }
  update (self);
}

static void
update_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  update (CST_LEAVE_WINDOW (widget));
}

static void
cst_leave_window_dispose (GObject *object)
{
  CstLeaveWindow *self = CST_LEAVE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (cst_leave_window_parent_class)->dispose (object);
}

static void
cst_leave_window_finalize (GObject *object)
{
  CstLeaveWindow *self = CST_LEAVE_WINDOW (object);

  g_clear_object (&self->store);
  g_clear_object (&self->decoder);
  g_clear_object (&self->cancellable);
  g_strfreev (self->types);
  g_clear_pointer (&self->taken, g_ptr_array_unref);
  g_clear_error (&self->take_error);

  G_OBJECT_CLASS (cst_leave_window_parent_class)->finalize (object);
}

static void
cst_leave_window_class_init (CstLeaveWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_leave_window_dispose;
  object_class->finalize = cst_leave_window_finalize;

  /* of CstOutgoingFile, to be copied */
  signals[ACCEPTED] = g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-leave-window"));
  gtk_widget_class_bind_template_child (widget_class, CstLeaveWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CstLeaveWindow, accept_button);
  gtk_widget_class_bind_template_child (widget_class, CstLeaveWindow, reader_icon);
  gtk_widget_class_bind_template_child (widget_class, CstLeaveWindow, reader_label);
  gtk_widget_class_bind_template_child (widget_class, CstLeaveWindow, limit_label);
  gtk_widget_class_bind_template_child (widget_class, CstLeaveWindow, list);
  gtk_widget_class_bind_template_child (widget_class, CstLeaveWindow, problem_label);
  gtk_widget_class_bind_template_child (widget_class, CstLeaveWindow, choices);
  gtk_widget_class_bind_template_child (widget_class, CstLeaveWindow, strip_switch);
  gtk_widget_class_bind_template_child (widget_class, CstLeaveWindow, side_row);
  gtk_widget_class_bind_template_child (widget_class, CstLeaveWindow, note_group);
  gtk_widget_class_bind_template_child (widget_class, CstLeaveWindow, note_entry);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_install_action (widget_class, "leave.accept", NULL, accept_action);
  gtk_widget_class_install_action (widget_class, "leave.update", NULL, update_action);
}

static void
fill_sides (CstLeaveWindow *self)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      if (sides[i] == 0)
        gtk_string_list_append (list, C_("picture size", "As it is"));
      else
        /* Translators: the longer side of a picture at most */
        gtk_string_list_take (list, g_strdup_printf (ngettext ("%d pixel at most", "%d pixels at most",
                                                               (gulong) sides[i]), sides[i]));
    }
  adw_combo_row_set_model (self->side_row, G_LIST_MODEL (list));
}

static void
cst_leave_window_init (CstLeaveWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_sides (self);
}

/* What the account takes, before anything is too much for it. */
static void
show_limits (CstLeaveWindow *self)
{
  g_autofree char *size = g_format_size (self->max_bytes);
  g_autofree char *words = NULL;

  if (self->max_files == 0)
    /* Translators: a size, like “10 MB” */
    words = g_strdup_printf (_("Files of up to %s"), size);
  else
    /* Translators: a number of files and a size, like “Up to 9 files of up to 10 MB” */
    words = g_strdup_printf (ngettext ("Up to %1$u file of up to %2$s", "Up to %1$u files of up to %2$s",
                                       self->max_files), self->max_files, size);
  gtk_label_set_label (self->limit_label, words);
}

static const char *
words_for (CstLeaveReader reader)
{
  switch (reader)
    {
    case CST_LEAVE_TO_CUSTOMER:
      return _("These files go out with the message. Look at what they say.");
    case CST_LEAVE_ON_THIS_DESK:
      return _("Internal: these files are kept on this desk only; the marketplace has no place for them.");
    case CST_LEAVE_TO_COLLEAGUES:
    default:
      return _("Internal: your colleagues see these files, the customer never does.");
    }
}

/**
 * cst_leave_window_new:
 * @max_bytes: that a file may have, 0 for no limit
 * @max_files: that may be chosen, 0 for no limit
 *
 * Returns: (transfer none): a window without files; GTK owns it
 */
CstLeaveWindow *
cst_leave_window_new (CstLeaveReader   reader,
                      CstStore        *store,
                      CstPhotoDecoder *decoder,
                      gint64           max_bytes,
                      guint            max_files)
{
  CstLeaveWindow *self = g_object_new (CST_TYPE_LEAVE_WINDOW, NULL);
  gboolean is_internal = reader != CST_LEAVE_TO_CUSTOMER;
  const char *title = is_internal ? _("Add Internal Evidence") : _("Attach to the Message");

  self->reader = reader;
  self->store = g_object_ref (store);
  self->decoder = g_object_ref (decoder);
  self->max_bytes = max_bytes > 0 ? (guint64) max_bytes : CST_FILES_LIMIT;
  self->max_files = max_files;
  adw_window_title_set_title (self->title, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_button_set_label (self->accept_button, is_internal ? _("_Add") : _("_Attach"));
  gtk_image_set_from_icon_name (self->reader_icon, is_internal ? "changes-prevent-symbolic"
                                                               : "mail-attachment-symbolic");
  gtk_label_set_label (self->reader_label, words_for (reader));
  show_limits (self);
  gtk_switch_set_active (self->strip_switch, !is_internal);
  gtk_widget_set_visible (self->note_group, is_internal);
  update (self);

  return self;
}

/**
 * cst_leave_window_set_types:
 * @types: (nullable): media types that the other end takes; %NULL for any
 *
 * To be called before a file is added. Pictures of other types leave as one of these.
 */
void
cst_leave_window_set_types (CstLeaveWindow    *self,
                            const char *const *types)
{
  g_return_if_fail (CST_IS_LEAVE_WINDOW (self));

  g_strfreev (self->types);
  self->types = g_strdupv ((GStrv) types);
}

/**
 * cst_leave_window_add:
 * @name: (nullable): as the other side shall see it; %NULL for the file's own
 * @is_temporary: whether the file is to be removed in the end
 */
void
cst_leave_window_add (CstLeaveWindow *self,
                      const char     *path,
                      const char     *name,
                      gboolean        is_temporary)
{
  g_autoptr(CstLeavingFile) file = NULL;
  GtkWidget *row;

  g_return_if_fail (CST_IS_LEAVE_WINDOW (self));
  g_return_if_fail (path != NULL);

  file = cst_leaving_file_new (self->decoder, path, name, is_temporary);
  cst_leaving_file_set_types (file, (const char *const *) self->types);
  choose (self, file);
  row = cst_leave_row_new (file, self->max_bytes);
  gtk_list_box_append (self->list, row);
  if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    gtk_window_set_focus (GTK_WINDOW (self), row);
  g_signal_connect_object (file, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

gboolean
cst_leave_window_has_files (CstLeaveWindow *self)
{
  return file_at (self, 0) != NULL;
}

/**
 * cst_leave_window_get_note:
 *
 * Returns: what was written for the colleagues; may be blank
 */
const char *
cst_leave_window_get_note (CstLeaveWindow *self)
{
  return gtk_editable_get_text (self->note_entry);
}
