/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-settle-dialog.h"

#include <glib/gi18n.h>

#include "cst-format.h"
#include "cst-outbox-words.h"
#include "cst-ui.h"
#include "cst-util.h"

/* No machine can tell whether it arrived: the facts, the way to the site, and two answers, neither of them chosen
 * beforehand. */

struct _CstSettleDialog
{
  AdwMessageDialog  parent_instance;

  GtkLabel         *facts;
  GtkWidget        *site_button;
  GtkCheckButton   *arrived_button;
  GtkCheckButton   *again_button;

  gint64            operation;
};

G_DEFINE_FINAL_TYPE (CstSettleDialog, cst_settle_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
choice_toggled_cb (CstSettleDialog *self)
{
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "apply",
                                           cst_settle_dialog_get_choice (self) != CST_SETTLE_KEEP);
}

static void
cst_settle_dialog_class_init (CstSettleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-settle-dialog"));
  gtk_widget_class_bind_template_child (widget_class, CstSettleDialog, facts);
  gtk_widget_class_bind_template_child (widget_class, CstSettleDialog, site_button);
  gtk_widget_class_bind_template_child (widget_class, CstSettleDialog, arrived_button);
  gtk_widget_class_bind_template_child (widget_class, CstSettleDialog, again_button);
  gtk_widget_class_bind_template_callback (widget_class, choice_toggled_cb);
}

static void
cst_settle_dialog_init (CstSettleDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
facts_text (CstOutboxEntry *entry,
            gint64          now)
{
  const CstOperation *operation = cst_outbox_entry_get_operation (entry);
  GString *text = g_string_new (NULL);
  char *parts[] = {
    cst_outbox_entry_dup_title (entry),
    cst_outbox_entry_dup_subject (entry),
    cst_outbox_entry_dup_content (entry),
    cst_outbox_who (operation, now),
    NULL,
    g_strdup (cst_str_translate (operation->last_problem)),
  };

  if (operation->first_sent_at != CST_TIME_NONE)
    {
      g_autofree char *moment = cst_format_moment (operation->first_sent_at, now);

      parts[4] = g_strdup_printf (ngettext ("First sent %2$s, %1$d attempt", "First sent %2$s, %1$d attempts",
                                            (gulong) operation->attempts),
                                  operation->attempts, moment);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (!cst_str_is_blank (parts[i]))
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", parts[i]);
      g_free (parts[i]);
    }

  return g_string_free (text, FALSE);
}

CstSettleDialog *
cst_settle_dialog_new (CstOutboxEntry *entry,
                       gint64          now)
{
  CstSettleDialog *self = g_object_new (CST_TYPE_SETTLE_DIALOG, NULL);
  const CstOrder *order = cst_outbox_entry_get_order (entry);
  g_autofree char *facts = facts_text (entry, now);

  self->operation = cst_outbox_entry_get_operation (entry)->id;
  gtk_label_set_label (self->facts, facts);
  gtk_widget_set_visible (self->site_button, order != NULL && !cst_str_is_blank (order->site_url));
  if (order != NULL && !cst_str_is_blank (order->site_url))
    gtk_link_button_set_uri (GTK_LINK_BUTTON (self->site_button), order->site_url);

  return self;
}

/**
 * cst_settle_dialog_get_operation:
 *
 * Returns: the operation's number
 */
gint64
cst_settle_dialog_get_operation (CstSettleDialog *self)
{
  g_return_val_if_fail (CST_IS_SETTLE_DIALOG (self), 0);

  return self->operation;
}

/**
 * cst_settle_dialog_get_choice:
 *
 * Returns: the answer chosen; it counts only with the response `apply`
 */
CstSettleChoice
cst_settle_dialog_get_choice (CstSettleDialog *self)
{
  g_return_val_if_fail (CST_IS_SETTLE_DIALOG (self), CST_SETTLE_KEEP);

  if (gtk_check_button_get_active (self->arrived_button))
    return CST_SETTLE_ARRIVED;
  if (gtk_check_button_get_active (self->again_button))
    return CST_SETTLE_SEND_AGAIN;

  return CST_SETTLE_KEEP;
}
