/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-count-row.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-ui.h"
#include "cst-wrap-layout.h"

/* One line of a return while its pieces are counted or sorted (R4). Its signal `changed` says that
 * a number is another one. */
struct _CstCountRow
{
  GtkWidget      parent_instance;

  CstCountLine  *line; /* borrowed: the form's count outlives its rows */
  gboolean       is_inspection;
  gboolean       is_setting;

  GtkWidget     *root;
  GtkLabel      *title;
  GtkLabel      *asked;
  GtkWidget     *receipt_box;
  GtkWidget     *inspection_box;
  GtkSpinButton *received;
  GtkSpinButton *accepted;
  GtkSpinButton *damaged;
  GtkSpinButton *missing;
  GtkLabel      *unsorted;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstCountRow, cst_count_row, GTK_TYPE_WIDGET)

static void
say_unsorted (CstCountRow *self)
{
  int unsorted = cst_count_line_unsorted (self->line);
  g_autofree char *text = NULL;

  if (unsorted > 0)
    text = g_strdup_printf (ngettext ("%d piece to sort", "%d pieces to sort", (gulong) unsorted), unsorted);
  else if (unsorted < 0)
    text = g_strdup_printf (ngettext ("%d piece too many", "%d pieces too many", (gulong) - unsorted), -unsorted);
  else
    text = g_strdup (_("All sorted"));
  gtk_label_set_label (self->unsorted, text);
  if (unsorted == 0)
    gtk_widget_remove_css_class (GTK_WIDGET (self->unsorted), "pressing");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->unsorted), "pressing");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "count.accept-rest", unsorted > 0);
}

static void
value_changed_cb (CstCountRow *self)
{
  if (self->is_setting || self->line == NULL)
    return;

  self->line->received = self->is_inspection ? self->line->received : gtk_spin_button_get_value_as_int (self->received);
  self->line->accepted = gtk_spin_button_get_value_as_int (self->accepted);
  self->line->damaged = gtk_spin_button_get_value_as_int (self->damaged);
  self->line->missing = gtk_spin_button_get_value_as_int (self->missing);
  say_unsorted (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
accept_rest_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  CstCountRow *self = CST_COUNT_ROW (widget);

  gtk_spin_button_set_value (self->accepted, self->line->accepted + MAX (cst_count_line_unsorted (self->line), 0));
}

static void
cst_count_row_dispose (GObject *object)
{
  CST_COUNT_ROW (object)->is_setting = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_COUNT_ROW);

  G_OBJECT_CLASS (cst_count_row_parent_class)->dispose (object);
}

static void
cst_count_row_class_init (CstCountRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_count_row_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CST_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-count-row"));
  gtk_widget_class_bind_template_child (widget_class, CstCountRow, root);
  gtk_widget_class_bind_template_child (widget_class, CstCountRow, title);
  gtk_widget_class_bind_template_child (widget_class, CstCountRow, asked);
  gtk_widget_class_bind_template_child (widget_class, CstCountRow, receipt_box);
  gtk_widget_class_bind_template_child (widget_class, CstCountRow, inspection_box);
  gtk_widget_class_bind_template_child (widget_class, CstCountRow, received);
  gtk_widget_class_bind_template_child (widget_class, CstCountRow, accepted);
  gtk_widget_class_bind_template_child (widget_class, CstCountRow, damaged);
  gtk_widget_class_bind_template_child (widget_class, CstCountRow, missing);
  gtk_widget_class_bind_template_child (widget_class, CstCountRow, unsorted);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
  gtk_widget_class_install_action (widget_class, "count.accept-rest", NULL, accept_rest_action);
}

static void
cst_count_row_init (CstCountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_up_spin (GtkSpinButton *spin,
             const char    *what,
             CstCountLine  *line)
{
  /* Translators: accepted, damaged, missing or received, and an article's title */
  g_autofree char *spoken = g_strdup_printf (_("%s: %s"), what, line->title);

  gtk_spin_button_set_range (spin, 0, line->asked);
  cst_accessible_set_label (GTK_WIDGET (spin), spoken);
}

/**
 * cst_count_row_update:
 *
 * Shows the line's numbers as they are now.
 */
void
cst_count_row_update (CstCountRow *self)
{
  self->is_setting = TRUE;
  gtk_spin_button_set_value (self->received, self->line->received);
  gtk_spin_button_set_value (self->accepted, self->line->accepted);
  gtk_spin_button_set_value (self->damaged, self->line->damaged);
  gtk_spin_button_set_value (self->missing, self->line->missing);
  self->is_setting = FALSE;
  say_unsorted (self);
}

/**
 * cst_count_row_new:
 * @line: written to as the numbers change; outlives the row
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
cst_count_row_new (CstCountLine *line,
                   gboolean      is_inspection)
{
  CstCountRow *self = g_object_new (CST_TYPE_COUNT_ROW, NULL);
  g_autofree char *asked = NULL;

  self->line = line;
  self->is_inspection = is_inspection;
  gtk_label_set_label (self->title, line->title);
  asked = is_inspection ? g_strdup_printf (_("%d asked back, %d received"), line->asked, line->received)
                        : g_strdup_printf (ngettext ("%d asked back", "%d asked back", (gulong) line->asked),
                                           line->asked);
  gtk_label_set_label (self->asked, asked);
  gtk_widget_set_visible (self->receipt_box, !is_inspection);
  gtk_widget_set_visible (self->inspection_box, is_inspection);
  set_up_spin (self->received, C_("pieces", "Received"), line);
  set_up_spin (self->accepted, C_("pieces", "Accepted"), line);
  set_up_spin (self->damaged, C_("pieces", "Damaged"), line);
  set_up_spin (self->missing, C_("pieces", "Missing"), line);
  cst_count_row_update (self);

  return GTK_WIDGET (self);
}
