/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-history-card.h"

#include "cst-build.h"
#include "cst-format.h"
#include "cst-history.h"
#include "cst-ui.h"

/* What happened, the latest first, with who and when. */
struct _CstHistoryCard
{
  GtkWidget  parent_instance;

  GtkWidget *root;
  GtkWidget *entries_box;
};

G_DEFINE_FINAL_TYPE (CstHistoryCard, cst_history_card, GTK_TYPE_WIDGET)

static void
cst_history_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_HISTORY_CARD);

  G_OBJECT_CLASS (cst_history_card_parent_class)->dispose (object);
}

static void
cst_history_card_class_init (CstHistoryCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_history_card_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "historycard");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-history-card"));
  gtk_widget_class_bind_template_child (widget_class, CstHistoryCard, root);
  gtk_widget_class_bind_template_child (widget_class, CstHistoryCard, entries_box);
}

static void
cst_history_card_init (CstHistoryCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cst_history_card_set_case (CstHistoryCard  *self,
                           CstIncidentCase *incident_case,
                           gint64           now)
{
  g_autoptr(GPtrArray) entries = cst_history_of (incident_case);

  g_return_if_fail (CST_IS_HISTORY_CARD (self));

  cst_build_clear (self->entries_box);
  for (guint i = entries->len; i > 0; i--)
    {
      const CstHistoryEntry *entry = g_ptr_array_index (entries, i - 1);
      g_autofree char *moment = cst_format_moment (entry->at, now);
      g_autofree char *text = entry->detail != NULL ? g_strdup_printf ("%s · %s", entry->text, entry->detail)
                                                    : g_strdup (entry->text);
      g_autofree char *detail = entry->who != NULL ? g_strdup_printf ("%s · %s", moment, entry->who)
                                                   : g_strdup (moment);

      gtk_box_append (GTK_BOX (self->entries_box),
                      cst_build_row (entry->icon_name, text, detail, entry->is_internal ? "internal" : NULL));
    }
}
