/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-resolution-confirm.h"

#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-resolution-words.h"

static void
guard_cb (AdwMessageDialog *dialog,
          CstDecisionGuard *guard)
{
  adw_message_dialog_set_response_enabled (dialog, CST_RESOLUTION_CONFIRMED, cst_decision_guard_is_ready (guard));
}

/**
 * cst_resolution_confirm_new:
 * @guard: (nullable): what the rules ask first
 *
 * Spells out what the chosen resolution will bring about. The response %CST_RESOLUTION_CONFIRMED
 * means that it is decided.
 *
 * Returns: (transfer none): GTK owns it
 */
AdwMessageDialog *
cst_resolution_confirm_new (GtkWindow            *parent,
                            CstResolutionDraft   *draft,
                            const CstAccountInfo *info,
                            int                   undo_window,
                            CstDecisionGuard     *guard,
                            gint64                now)
{
  gboolean is_refund = cst_resolution_draft_get_choice (draft) == CST_CHOICE_REFUND;
  g_autoptr(GPtrArray) consequences = cst_resolution_consequences (draft, info, undo_window, now);
  g_autofree char *heading = cst_resolution_heading (draft, info);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, NULL, NULL));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  for (guint i = 0; i < consequences->len; i++)
    {
      const CstConsequence *consequence = g_ptr_array_index (consequences, i);

      gtk_box_append (GTK_BOX (box), cst_build_row (consequence->icon_name, consequence->text, NULL, NULL));
    }

  if (guard != NULL)
    gtk_box_append (GTK_BOX (box), GTK_WIDGET (guard));
  adw_message_dialog_set_heading (dialog, heading);
  adw_message_dialog_set_extra_child (dialog, box);
  adw_message_dialog_add_responses (dialog,
                                    "cancel", _("_Cancel"),
                                    CST_RESOLUTION_CONFIRMED,
                                    is_refund ? _("Process the _refund") : _("Send the _replacement"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, CST_RESOLUTION_CONFIRMED, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, CST_RESOLUTION_CONFIRMED);
  adw_message_dialog_set_close_response (dialog, "cancel");
  if (guard != NULL)
    {
      g_signal_connect_object (guard, "changed", G_CALLBACK (guard_cb), dialog, G_CONNECT_SWAPPED);
      guard_cb (dialog, guard);
    }

  return dialog;
}
