/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-operation-banner.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-labels.h"
#include "cst-outbox-comparison.h"
#include "cst-outbox-words.h"
#include "cst-tone.h"
#include "cst-ui.h"
#include "cst-util.h"

/* What becomes of our own decision, where it was decided: its state and what that means, the time
 * left to undo it, and in a conflict both sides. The buttons are the window's actions
 * `incident.undo` and `incident.set-aside`, or those of another group, whose target is the operation. */
struct _CstOperationBanner
{
  GtkWidget     parent_instance;

  CstOperation *operation; /* (owned) (nullable) */
  char         *kind;      /* (owned) (nullable): what was decided, in a word */
  char         *content;   /* (owned) (nullable): what exactly */
  GPtrArray    *sides;     /* (owned) (nullable): of CstOutboxComparison, both sides of a conflict */
  char         *site;      /* (owned) (nullable) */
  CstClock     *clock;     /* (owned) (nullable) */
  guint         tick;      /* 0 while nothing counts down */

  GtkRevealer  *root;
  GtkImage     *icon;
  GtkLabel     *title_label;
  GtkLabel     *text_label;
  GtkGrid      *comparison_grid;
  GtkButton    *undo_button;
  GtkButton    *aside_button;
  gboolean      is_past;   /* it tells what was, and there is nothing to press */
};

G_DEFINE_FINAL_TYPE (CstOperationBanner, cst_operation_banner, GTK_TYPE_WIDGET)

static void update (CstOperationBanner *self);

static gboolean
tick_cb (gpointer data)
{
  CstOperationBanner *self = data;

  self->tick = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static void
add_cell (CstOperationBanner *self,
          const char         *text,
          const char         *css_class,
          int                 column,
          int                 row)
{
  GtkWidget *label = cst_build_label (text != NULL ? text : "", css_class);

  gtk_widget_set_hexpand (label, column > 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_grid_attach (self->comparison_grid, label, column, row, 1, 1);
}

static void
fill_comparison (CstOperationBanner *self)
{
  gboolean has_sides = self->operation->state == CST_OPERATION_CONFLICT && self->sides != NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->comparison_grid))) != NULL)
    gtk_grid_remove (self->comparison_grid, child);

  gtk_widget_set_visible (GTK_WIDGET (self->comparison_grid), has_sides);
  if (!has_sides)
    return;

  add_cell (self, _("Decided here"), "caption-heading", 1, 0);
  add_cell (self, self->site != NULL ? self->site : _("At the marketplace"), "caption-heading", 2, 0);
  for (guint i = 0; i < self->sides->len; i++)
    {
      const CstOutboxComparison *row = g_ptr_array_index (self->sides, i);

      add_cell (self, row->label, "dim-label", 0, (int) i + 1);
      add_cell (self, row->ours, row->differs ? "heading" : NULL, 1, (int) i + 1);
      add_cell (self, row->theirs, row->differs ? "heading" : NULL, 2, (int) i + 1);
    }
}

static void
update_buttons (CstOperationBanner *self,
                const CstOperation *operation,
                gint64              now)
{
  gboolean is_held = operation->state == CST_OPERATION_HELD && operation->hold_until > now;
  gboolean is_over = operation->state == CST_OPERATION_CONFLICT || operation->state == CST_OPERATION_REFUSED_STATE;

  gtk_widget_set_visible (GTK_WIDGET (self->undo_button), !self->is_past && cst_operation_may_undo (operation));
  gtk_widget_set_visible (GTK_WIDGET (self->aside_button), !self->is_past && is_over);
  if (self->is_past)
    return;

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->undo_button), "x", operation->id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->aside_button), "x", operation->id);

  if (is_held)
    {
      int left = (int) (operation->hold_until - now);
      /* Translators: seconds left to undo */
      g_autofree char *label = g_strdup_printf (ngettext ("Undo (%d s)", "Undo (%d s)", (gulong) left), left);

      gtk_button_set_label (self->undo_button, label);
      cst_accessible_set_label (GTK_WIDGET (self->undo_button), _("Undo"));
      self->tick = g_timeout_add_seconds (1, tick_cb, self);
    }
  else
    {
      gtk_button_set_label (self->undo_button, _("Take back"));
      cst_accessible_set_label (GTK_WIDGET (self->undo_button), _("Take back"));
    }
}

static void
set_tone (CstOperationBanner *self,
          CstOperationState   state)
{
  gboolean is_bad = state == CST_OPERATION_CONFLICT || state == CST_OPERATION_REFUSED_STATE ||
                    state == CST_OPERATION_OUTCOME_UNKNOWN;

  if (is_bad)
    gtk_widget_add_css_class (GTK_WIDGET (self), "attention");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "attention");
}

static void
update (CstOperationBanner *self)
{
  const CstOperation *operation = self->operation;
  gint64 now = self->clock != NULL ? cst_clock_now (self->clock) : 0;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  g_clear_handle_id (&self->tick, g_source_remove);
  gtk_revealer_set_reveal_child (self->root, operation != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), operation != NULL);
  if (operation == NULL)
    return;

  title = g_strdup_printf ("%s · %s", self->kind, cst_label_operation_state (operation->state));
  text = g_strjoin ("\n", self->content != NULL ? self->content : "", cst_explain_operation_state (operation->state),
                    cst_str_translate (operation->last_problem), NULL);

  gtk_image_set_from_icon_name (self->icon, cst_icon_of_operation_state (operation->state));
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->text_label, text);
  set_tone (self, operation->state);
  fill_comparison (self);
  update_buttons (self, operation, now);
}

static void
forget (CstOperationBanner *self)
{
  g_clear_pointer (&self->operation, cst_operation_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->content, g_free);
  g_clear_pointer (&self->sides, g_ptr_array_unref);
  g_clear_pointer (&self->site, g_free);
}

static void
cst_operation_banner_dispose (GObject *object)
{
  CstOperationBanner *self = CST_OPERATION_BANNER (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  forget (self);
  g_clear_object (&self->clock);
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_OPERATION_BANNER);

  G_OBJECT_CLASS (cst_operation_banner_parent_class)->dispose (object);
}

static void
cst_operation_banner_class_init (CstOperationBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_operation_banner_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "operationbanner");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-operation-banner"));
  gtk_widget_class_bind_template_child (widget_class, CstOperationBanner, root);
  gtk_widget_class_bind_template_child (widget_class, CstOperationBanner, icon);
  gtk_widget_class_bind_template_child (widget_class, CstOperationBanner, title_label);
  gtk_widget_class_bind_template_child (widget_class, CstOperationBanner, text_label);
  gtk_widget_class_bind_template_child (widget_class, CstOperationBanner, comparison_grid);
  gtk_widget_class_bind_template_child (widget_class, CstOperationBanner, undo_button);
  gtk_widget_class_bind_template_child (widget_class, CstOperationBanner, aside_button);
}

static void
cst_operation_banner_init (CstOperationBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_operation_banner_set_operation:
 * @operation: (nullable): ours, %NULL for nothing to say
 * @kind: what was decided, in a word
 * @content: (nullable): what exactly
 * @sides: (transfer full) (nullable) (element-type CstOutboxComparison): both sides of a conflict
 * @site: (nullable): who has the other side
 */
void
cst_operation_banner_set_operation (CstOperationBanner *self,
                                    const CstOperation *operation,
                                    const char         *kind,
                                    const char         *content,
                                    GPtrArray          *sides,
                                    const char         *site,
                                    CstClock           *clock)
{
  g_return_if_fail (CST_IS_OPERATION_BANNER (self));

  forget (self);
  if (operation != NULL)
    self->operation = cst_operation_copy (operation);
  self->kind = g_strdup (kind);
  self->content = g_strdup (content);
  self->sides = sides;
  self->site = g_strdup (site);
  g_set_object (&self->clock, clock);
  update (self);
}

/**
 * cst_operation_banner_set_actions:
 * @undo: the action that takes back
 * @set_aside: the action that sets aside
 */
void
cst_operation_banner_set_actions (CstOperationBanner *self,
                                  const char         *undo,
                                  const char         *set_aside)
{
  g_return_if_fail (CST_IS_OPERATION_BANNER (self));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->undo_button), undo);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->aside_button), set_aside);
}

void
cst_operation_banner_set_case (CstOperationBanner *self,
                               CstIncidentCase    *incident_case,
                               CstClock           *clock)
{
  const CstOperation *operation = cst_incident_case_resolution (incident_case);
  const CstAccountInfo *info = &incident_case->account->info;
  g_autofree char *content = NULL;
  GPtrArray *sides = NULL;

  self->is_past = incident_case->moment != 0;
  if (operation == NULL)
    {
      cst_operation_banner_set_operation (self, NULL, NULL, NULL, NULL, NULL, clock);
      return;
    }

  content = cst_outbox_content (operation, incident_case->order);
  if (operation->state == CST_OPERATION_CONFLICT)
    sides = cst_outbox_compare (operation, incident_case->order, incident_case->incident, info,
                                cst_clock_now (clock));
  cst_operation_banner_set_operation (self, operation, cst_label_operation_kind (operation, info), content, sides,
                                      info->site, clock);
}
