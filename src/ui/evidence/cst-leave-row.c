/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-leave-row.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-ui.h"

/* One file that is about to leave: in small, what it is, what it says, and what of it leaves. */
struct _CstLeaveRow
{
  GtkListBoxRow   parent_instance;

  CstLeavingFile *file;      /* (owned) */
  guint64         max_bytes; /* 0 for no limit */

  GtkPicture     *picture;
  GtkLabel       *name_label;
  GtkLabel       *summary_label;
  GtkLabel       *claims_label;
  GtkLabel       *contents_label;
  GtkLabel       *result_label;
  GtkLabel       *problem_label;
  GtkWidget      *remove_button;
};

G_DEFINE_FINAL_TYPE (CstLeaveRow, cst_leave_row, GTK_TYPE_LIST_BOX_ROW)

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static char *
dup_problem (CstLeaveRow *self)
{
  g_autofree char *limit = NULL;

  if (cst_leaving_file_get_problem (self->file) != NULL)
    return g_strdup (cst_leaving_file_get_problem (self->file));
  if (self->max_bytes == 0 || cst_leaving_file_is_busy (self->file) ||
      cst_leaving_file_get_size (self->file) <= self->max_bytes)
    return NULL;

  limit = g_format_size (self->max_bytes);

  return cst_leaving_file_is_picture (self->file)
         /* Translators: a size, like “10 MB” */
         ? g_strdup_printf (_("The marketplace takes %s at most. Choose a smaller picture size below."), limit)
         /* Translators: a size, like “10 MB” */
         : g_strdup_printf (_("The marketplace takes %s at most. Remove this file."), limit);
}

static char *
dup_contents (CstLeaveRow *self)
{
  g_autofree char *contents = cst_leaving_file_dup_contents (self->file);

  if (contents == NULL)
    return NULL;

  return cst_leaving_file_is_rewritten (self->file) && cst_leaving_file_get_strips (self->file)
         /* Translators: what a photo says besides its picture, which does not leave */
         ? g_strdup_printf (_("Left out: %s"), contents)
         /* Translators: what a photo says besides its picture, which leaves with it */
         : g_strdup_printf (_("Goes along: %s"), contents);
}

static void
update (CstLeaveRow *self)
{
  g_autofree char *summary = cst_leaving_file_dup_summary (self->file);
  g_autofree char *claims = cst_leaving_file_dup_claims (self->file);
  g_autofree char *contents = dup_contents (self);
  g_autofree char *result = cst_leaving_file_dup_result (self->file);
  g_autofree char *problem = dup_problem (self);
  g_autofree char *sentence = NULL;

  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (cst_leaving_file_get_thumb (self->file)));
  set_text (self->summary_label, summary);
  set_text (self->claims_label, claims);
  set_text (self->contents_label, contents);
  set_text (self->result_label, cst_leaving_file_get_problem (self->file) == NULL ? result : NULL);
  set_text (self->problem_label, problem);
  sentence = g_strdup_printf ("%s, %s, %s, %s%s%s", cst_leaving_file_get_name (self->file), summary,
                              contents != NULL ? contents : "", result, problem != NULL ? ", " : "",
                              problem != NULL ? problem : "");
  cst_accessible_set_label (GTK_WIDGET (self), sentence);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  g_autoptr(GtkWidget) kept = g_object_ref (widget);
  GtkWidget *list = gtk_widget_get_parent (widget);

  gtk_list_box_remove (GTK_LIST_BOX (list), widget);
  gtk_widget_activate_action (list, "leave.update", NULL);
}

static void
cst_leave_row_dispose (GObject *object)
{
  CstLeaveRow *self = CST_LEAVE_ROW (object);

  if (self->file != NULL)
    g_signal_handlers_disconnect_by_data (self->file, self);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (cst_leave_row_parent_class)->dispose (object);
}

static void
cst_leave_row_class_init (CstLeaveRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_leave_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-leave-row"));
  gtk_widget_class_bind_template_child (widget_class, CstLeaveRow, picture);
  gtk_widget_class_bind_template_child (widget_class, CstLeaveRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, CstLeaveRow, summary_label);
  gtk_widget_class_bind_template_child (widget_class, CstLeaveRow, claims_label);
  gtk_widget_class_bind_template_child (widget_class, CstLeaveRow, contents_label);
  gtk_widget_class_bind_template_child (widget_class, CstLeaveRow, result_label);
  gtk_widget_class_bind_template_child (widget_class, CstLeaveRow, problem_label);
  gtk_widget_class_bind_template_child (widget_class, CstLeaveRow, remove_button);
  gtk_widget_class_install_action (widget_class, "leave-row.remove", NULL, remove_action);
}

static void
cst_leave_row_init (CstLeaveRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_leave_row_new:
 * @max_bytes: that the marketplace takes, 0 for no limit
 */
GtkWidget *
cst_leave_row_new (CstLeavingFile *file,
                   guint64         max_bytes)
{
  CstLeaveRow *self = g_object_new (CST_TYPE_LEAVE_ROW, NULL);
  /* Translators: a file's name */
  g_autofree char *spoken = g_strdup_printf (_("Remove %s"), cst_leaving_file_get_name (file));

  self->file = g_object_ref (file);
  self->max_bytes = max_bytes;
  gtk_label_set_label (self->name_label, cst_leaving_file_get_name (file));
  gtk_widget_set_tooltip_text (self->remove_button, spoken);
  cst_accessible_set_label (self->remove_button, spoken);
  g_signal_connect_object (file, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

CstLeavingFile *
cst_leave_row_get_file (CstLeaveRow *self)
{
  return self->file;
}
