/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-outbox-row.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-labels.h"
#include "cst-outbox-words.h"
#include "cst-rehearsal.h"
#include "cst-state-pill.h"
#include "cst-terms.h"
#include "cst-ui.h"
#include "cst-wrap-layout.h"

struct _CstOutboxRow
{
  GtkListBoxRow   parent_instance;

  GtkLabel       *title;
  CstStatePill   *pill;
  GtkLabel       *subject;
  GtkLabel       *what;
  GtkLabel       *why;
  GtkBox         *risks;
  GtkLabel       *who;
  GtkBox         *buttons;

  CstOutboxEntry *entry; /* (owned) */
};

G_DEFINE_FINAL_TYPE (CstOutboxRow, cst_outbox_row, GTK_TYPE_LIST_BOX_ROW)

typedef struct
{
  CstOutboxAction  flag;
  const char      *action;
  const char      *label;
  const char      *css_class;
} Button;

static const Button all_buttons[] = {
  { CST_OUTBOX_SETTLE, "outbox.settle", NC_("button", "_Say What Happened…"), "suggested-action" },
  { CST_OUTBOX_COMPARE, "outbox.compare", NC_("button", "_Compare…"), "suggested-action" },
  { CST_OUTBOX_DECIDE_AGAIN, "outbox.decide-again", NC_("button", "_Decide Again"), NULL },
  { CST_OUTBOX_CHANGE, "outbox.decide-again", NC_("button", "_Change…"), NULL },
  { CST_OUTBOX_UNDO, "outbox.undo", NC_("button", "_Undo"), NULL },
  { CST_OUTBOX_TAKE_BACK, "outbox.undo", NC_("button", "_Take Back"), NULL },
  { CST_OUTBOX_TRY_NOW, "outbox.try-now", NC_("button", "Try _Now"), NULL },
  { CST_OUTBOX_GIVE_UP, "outbox.give-up", NC_("button", "Set _Aside"), NULL },
};

static void
cst_outbox_row_dispose (GObject *object)
{
  g_clear_object (&CST_OUTBOX_ROW (object)->entry);

  G_OBJECT_CLASS (cst_outbox_row_parent_class)->dispose (object);
}

static void
cst_outbox_row_class_init (CstOutboxRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_outbox_row_dispose;

  g_type_ensure (CST_TYPE_STATE_PILL);
  g_type_ensure (CST_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-outbox-row"));
  gtk_widget_class_bind_template_child (widget_class, CstOutboxRow, title);
  gtk_widget_class_bind_template_child (widget_class, CstOutboxRow, pill);
  gtk_widget_class_bind_template_child (widget_class, CstOutboxRow, subject);
  gtk_widget_class_bind_template_child (widget_class, CstOutboxRow, what);
  gtk_widget_class_bind_template_child (widget_class, CstOutboxRow, why);
  gtk_widget_class_bind_template_child (widget_class, CstOutboxRow, risks);
  gtk_widget_class_bind_template_child (widget_class, CstOutboxRow, who);
  gtk_widget_class_bind_template_child (widget_class, CstOutboxRow, buttons);
}

static void
cst_outbox_row_init (CstOutboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_text (GtkLabel *label,
          char     *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
  g_free (text);
}

static void
add_button (CstOutboxRow *self,
            const char   *action,
            const char   *label,
            const char   *css_class)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  gint64 id = cst_outbox_entry_get_operation (self->entry)->id;

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", id);
  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  gtk_box_append (self->buttons, button);
}

static void
add_buttons (CstOutboxRow *self)
{
  const CstOperation *operation = cst_outbox_entry_get_operation (self->entry);
  const CstAccountInfo *info = &cst_outbox_entry_get_account (self->entry)->info;
  int actions = cst_outbox_actions (operation);

  for (gsize i = 0; i < G_N_ELEMENTS (all_buttons); i++)
    {
      const Button *button = &all_buttons[i];

      if (actions & button->flag)
        add_button (self, button->action, g_dpgettext2 (NULL, "button", button->label), button->css_class);
    }

  add_button (self, "outbox.show", operation->incident != NULL ? cst_label_show_incident (info) : _("Show _Order"),
              "flat");
}

static void
add_risks (CstOutboxRow *self)
{
  GPtrArray *risks = cst_outbox_entry_get_risks (self->entry);

  for (guint i = 0; i < risks->len; i++)
    {
      const CstRisk *risk = g_ptr_array_index (risks, i);

      gtk_box_append (self->risks, cst_build_row ("dialog-warning-symbolic", risk->text, NULL, "warning"));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->risks), risks->len > 0);
}

/**
 * cst_outbox_row_new:
 *
 * Its buttons name actions of the page: `outbox.undo` and so on, with the operation's number.
 */
GtkWidget *
cst_outbox_row_new (CstOutboxEntry *entry,
                    gint64          now)
{
  CstOutboxRow *self = g_object_new (CST_TYPE_OUTBOX_ROW, NULL);
  const CstOperation *operation = cst_outbox_entry_get_operation (entry);

  self->entry = g_object_ref (entry);
  set_text (self->title, cst_outbox_entry_dup_title (entry));
  set_text (self->subject, cst_outbox_entry_dup_subject (entry));
  set_text (self->what, cst_outbox_entry_dup_content (entry));
  set_text (self->why, cst_outbox_why (operation));
  cst_state_pill_set (self->pill, cst_tone_of_operation_state (operation->state),
                      cst_icon_of_operation_state (operation->state), cst_label_operation_state (operation->state));
  add_risks (self);
  add_buttons (self);
  cst_outbox_row_tick (self, now);

  return GTK_WIDGET (self);
}

CstOutboxEntry *
cst_outbox_row_get_entry (CstOutboxRow *self)
{
  g_return_val_if_fail (CST_IS_OUTBOX_ROW (self), NULL);

  return self->entry;
}

/**
 * cst_outbox_row_tick:
 *
 * Says anew what depends on the time.
 */
void
cst_outbox_row_tick (CstOutboxRow *self,
                     gint64        now)
{
  const CstOperation *operation;
  g_autofree char *who = NULL;
  g_autofree char *next = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (CST_IS_OUTBOX_ROW (self));

  operation = cst_outbox_entry_get_operation (self->entry);
  who = cst_outbox_who (operation, now);
  next = cst_outbox_next (operation, now);
  set_text (self->who, next != NULL ? g_strdup_printf ("%s · %s", next, who) : g_strdup (who));

  spoken = cst_outbox_entry_dup_spoken (self->entry, now);
  cst_accessible_set_label (GTK_WIDGET (self), spoken);
}
