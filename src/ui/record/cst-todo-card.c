/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-todo-card.h"

#include <glib/gi18n.h>

#include "cst-format.h"
#include "cst-labels.h"
#include "cst-ui.h"

/* Where there is no API nobody carries a resolution out but a person: what exactly is to be done, and a button to say
 * that it was. */
struct _CstTodoCard
{
  GtkWidget  parent_instance;

  GtkWidget *root;
  GtkLabel  *heading_label;
  GtkLabel  *what_label;
  GtkLabel  *lines_label;
};

G_DEFINE_FINAL_TYPE (CstTodoCard, cst_todo_card, GTK_TYPE_WIDGET)

static void
cst_todo_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_TODO_CARD);

  G_OBJECT_CLASS (cst_todo_card_parent_class)->dispose (object);
}

static void
cst_todo_card_class_init (CstTodoCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_todo_card_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-todo-card"));
  gtk_widget_class_bind_template_child (widget_class, CstTodoCard, root);
  gtk_widget_class_bind_template_child (widget_class, CstTodoCard, heading_label);
  gtk_widget_class_bind_template_child (widget_class, CstTodoCard, what_label);
  gtk_widget_class_bind_template_child (widget_class, CstTodoCard, lines_label);
}

static void
cst_todo_card_init (CstTodoCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
what_text (const CstResolution *resolution)
{
  const CstAmounts *amounts = &resolution->amounts;
  g_autofree char *amount = NULL;

  if (resolution->kind != CST_RESOLUTION_REFUND)
    return g_strdup (cst_label_resolution_kind (resolution->kind));

  amount = cst_format_amount (cst_money (amounts->total, amounts->currency), CST_TAX_INCLUDED);

  /* Translators: “Refund”, and an amount */
  return g_strdup_printf (C_("to be done", "%1$s: %2$s"), cst_label_resolution_kind (resolution->kind), amount);
}

static char *
lines_text (const CstResolution *resolution,
            const CstOrder      *order)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < resolution->lines->len; i++)
    {
      const CstResolutionLine *part = g_ptr_array_index (resolution->lines, i);
      const CstOrderLine *line = cst_order_find_line (order, part->line);

      /* Translators: how many pieces of an article */
      g_string_append_printf (text, C_("to be done", "%s%d × %s"), i > 0 ? "\n" : "", part->quantity,
                              line == NULL ? part->line : line->title != NULL ? line->title : line->sku);
    }

  return g_string_free (text, FALSE);
}

/**
 * cst_todo_card_set_case:
 *
 * Shows the open resolution of an incident recorded by hand; hides itself where there is none.
 */
void
cst_todo_card_set_case (CstTodoCard           *self,
                        const CstIncidentCase *incident_case)
{
  const CstResolution *open = cst_incident_open_resolution (incident_case->incident);
  gboolean is_wanted = open != NULL && cst_account_can (incident_case->account, CST_CAN_RECORD);
  g_autofree char *heading = NULL;
  g_autofree char *what = NULL;
  g_autofree char *lines = NULL;

  g_return_if_fail (CST_IS_TODO_CARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self), is_wanted);
  if (!is_wanted)
    return;

  /* Translators: a site’s name */
  heading = g_strdup_printf (_("To be done at %s"), cst_account_get_site (incident_case->account));
  what = what_text (open);
  lines = lines_text (open, incident_case->order);
  gtk_label_set_label (self->heading_label, heading);
  gtk_label_set_label (self->what_label, what);
  gtk_label_set_label (self->lines_label, lines);
}
