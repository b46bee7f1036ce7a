/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rules-apply.h"

#include <glib/gi18n.h>

#include "cst-rules-texts.h"

/* Beyond that, counts say more than a list. */
#define MAX_ROWS 40

static GtkWidget *
move_row (const CstRulesMove *move,
          gint64              now)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = cst_rules_move_text (move, now);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), move->number);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);

  return row;
}

static GtkWidget *
move_list (const CstRulesPreview *preview,
           gint64                 now)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  guint n = MIN (preview->moves->len, MAX_ROWS);
  guint n_moved = preview->n_earlier + preview->n_later;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What moves"), -1);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), move_row (g_ptr_array_index (preview->moves, i), now));
  if (n_moved > n)
    {
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", n_moved - n), n_moved - n);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), more);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 260);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);

  return scroller;
}

/**
 * cst_rules_apply_dialog_new:
 *
 * What changed rules would move, before they are applied: the response is "apply" or "cancel".
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *
cst_rules_apply_dialog_new (GtkWindow             *parent,
                            const CstRulesPreview *preview,
                            gint64                 now)
{
  g_autofree char *body = cst_rules_preview_text (preview);
  GtkWidget *dialog = adw_message_dialog_new (parent, _("Apply the New Values?"), body);

  if (preview->moves->len > 0)
    adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), move_list (preview, now));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "apply", _("_Apply"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "apply", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");

  return dialog;
}
