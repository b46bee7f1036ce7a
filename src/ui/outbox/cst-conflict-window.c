/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-conflict-window.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-format.h"
#include "cst-outbox-comparison.h"
#include "cst-outbox-words.h"
#include "cst-ui.h"
#include "cst-wrap-layout.h"

/* Both sides of a conflict. What differs says so by a sign and a word for screen readers, not by colour. */

struct _CstConflictWindow
{
  AdwWindow       parent_instance;

  AdwWindowTitle *window_title;
  GtkLabel       *explanation;
  GtkListBox     *sides;

  CstOutboxEntry *entry; /* (owned) */
};

enum
{
  DECIDE_AGAIN,
  GIVE_UP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstConflictWindow, cst_conflict_window, ADW_TYPE_WINDOW)

static void
answer (CstConflictWindow *self,
        guint              signal)
{
  g_signal_emit (self, signals[signal], 0, cst_outbox_entry_get_operation (self->entry)->id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
decide_again_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  answer (CST_CONFLICT_WINDOW (widget), DECIDE_AGAIN);
}

static void
give_up_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  answer (CST_CONFLICT_WINDOW (widget), GIVE_UP);
}

static void
cst_conflict_window_dispose (GObject *object)
{
  g_clear_object (&CST_CONFLICT_WINDOW (object)->entry);

  G_OBJECT_CLASS (cst_conflict_window_parent_class)->dispose (object);
}

static void
cst_conflict_window_class_init (CstConflictWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_conflict_window_dispose;

  signals[DECIDE_AGAIN] =
    g_signal_new ("decide-again", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[GIVE_UP] =
    g_signal_new ("give-up", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  g_type_ensure (CST_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-conflict-window"));
  gtk_widget_class_bind_template_child (widget_class, CstConflictWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, CstConflictWindow, explanation);
  gtk_widget_class_bind_template_child (widget_class, CstConflictWindow, sides);
  gtk_widget_class_install_action (widget_class, "conflict.decide-again", NULL, decide_again_action);
  gtk_widget_class_install_action (widget_class, "conflict.give-up", NULL, give_up_action);
}

static void
cst_conflict_window_init (CstConflictWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
text_cell (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), css_class == NULL);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
add_row (CstConflictWindow *self,
         GtkWidget         *heading,
         GtkWidget         *ours,
         GtkWidget         *theirs,
         const char        *spoken)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *both = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_set_homogeneous (GTK_BOX (both), TRUE);
  gtk_widget_add_css_class (both, "comparison-sides");
  gtk_widget_add_css_class (box, "comparison");
  gtk_box_append (GTK_BOX (both), ours);
  gtk_box_append (GTK_BOX (both), theirs);
  if (heading != NULL)
    gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), both);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, heading != NULL);
  cst_accessible_set_label (row, spoken);
  gtk_list_box_append (self->sides, row);
}

static void
add_comparison (CstConflictWindow         *self,
                const CstOutboxComparison *comparison)
{
  gboolean is_said_here = strcmp (comparison->ours, CST_NO_VALUE) != 0;
  g_autofree char *spoken = NULL;
  g_autofree char *heading = NULL;

  heading = comparison->differs
            /* Translators: an aspect in which two sides differ */
            ? g_strdup_printf (_("%s ≠"), comparison->label) : g_strdup (comparison->label);
  spoken = comparison->differs
           /* Translators: an aspect, what was decided of it, what the marketplace says of it */
           ? g_strdup_printf (_("%1$s differs: decided here %2$s, the marketplace says %3$s"), comparison->label,
                              comparison->ours, comparison->theirs)
           : is_said_here
           /* Translators: an aspect and what both sides say of it */
           ? g_strdup_printf (_("%1$s is the same: %2$s"), comparison->label, comparison->ours)
           /* Translators: an aspect and what the marketplace says of it */
           : g_strdup_printf (C_("comparison", "%1$s at the marketplace: %2$s"), comparison->label, comparison->theirs);
  add_row (self, text_cell (heading, "caption-heading"), text_cell (comparison->ours, NULL),
           text_cell (comparison->theirs, NULL), spoken);
}

/**
 * cst_conflict_window_new:
 *
 * Emits `decide-again` or `give-up` with the operation's number.
 */
CstConflictWindow *
cst_conflict_window_new (CstOutboxEntry *entry,
                         gint64          now)
{
  CstConflictWindow *self = g_object_new (CST_TYPE_CONFLICT_WINDOW, NULL);
  const CstOperation *operation = cst_outbox_entry_get_operation (entry);
  g_autofree char *title = cst_outbox_entry_dup_title (entry);
  g_autofree char *subject = cst_outbox_entry_dup_subject (entry);
  g_autofree char *why = cst_outbox_why (operation);
  g_autoptr(GPtrArray) comparisons = NULL;

  self->entry = g_object_ref (entry);
  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, subject);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_label (self->explanation, why);

  add_row (self, NULL, text_cell (_("Decided here"), "heading"), text_cell (_("The marketplace says now"), "heading"),
           _("What was decided here, and what the marketplace says now"));
  comparisons = cst_outbox_compare (operation, cst_outbox_entry_get_order (entry),
                                    cst_outbox_entry_get_incident (entry),
                                    &cst_outbox_entry_get_account (entry)->info, now);
  for (guint i = 0; i < comparisons->len; i++)
    add_comparison (self, g_ptr_array_index (comparisons, i));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflict.decide-again",
                                 (cst_outbox_actions (operation) & CST_OUTBOX_DECIDE_AGAIN) != 0);

  return self;
}
