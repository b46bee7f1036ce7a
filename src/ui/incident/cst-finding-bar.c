/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-finding-bar.h"

#include <glib/gi18n.h>

#include "cst-incident.h"
#include "cst-labels.h"
#include "cst-ui.h"

/* Below the photos: what the supervisor sees on them, in one of three words and a note if there is
 * something to add. Recording it is the window's action `incident.record-finding`. */
struct _CstFindingBar
{
  GtkWidget   parent_instance;

  char       *finding; /* (owned) (nullable): the one being recorded */

  GtkWidget  *root;
  GtkWidget  *confirmed_button;
  GtkWidget  *not_confirmed_button;
  GtkWidget  *cannot_tell_button;
  GtkPopover *popover;
  GtkLabel   *popover_label;
  GtkEntry   *note_entry;
};

G_DEFINE_FINAL_TYPE (CstFindingBar, cst_finding_bar, GTK_TYPE_WIDGET)

static void
record_cb (CstFindingBar *self)
{
  g_autofree char *finding = g_strdup (self->finding);
  g_autofree char *note = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note_entry)));

  gtk_popover_popdown (self->popover);
  gtk_editable_set_text (GTK_EDITABLE (self->note_entry), "");
  gtk_widget_activate_action (GTK_WIDGET (self), "incident.record-finding", "(ss)", finding, note);
}

static void
ask_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  cst_finding_bar_ask (CST_FINDING_BAR (widget), g_variant_get_string (parameter, NULL));
}

static void
cst_finding_bar_dispose (GObject *object)
{
  CstFindingBar *self = CST_FINDING_BAR (object);

  if (self->popover != NULL && gtk_widget_get_parent (GTK_WIDGET (self->popover)) != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_FINDING_BAR);

  G_OBJECT_CLASS (cst_finding_bar_parent_class)->dispose (object);
}

static void
cst_finding_bar_finalize (GObject *object)
{
  g_free (CST_FINDING_BAR (object)->finding);

  G_OBJECT_CLASS (cst_finding_bar_parent_class)->finalize (object);
}

static void
cst_finding_bar_class_init (CstFindingBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_finding_bar_dispose;
  object_class->finalize = cst_finding_bar_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "findingbar");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-finding-bar"));
  gtk_widget_class_bind_template_child (widget_class, CstFindingBar, root);
  gtk_widget_class_bind_template_child (widget_class, CstFindingBar, confirmed_button);
  gtk_widget_class_bind_template_child (widget_class, CstFindingBar, not_confirmed_button);
  gtk_widget_class_bind_template_child (widget_class, CstFindingBar, cannot_tell_button);
  gtk_widget_class_bind_template_child (widget_class, CstFindingBar, popover);
  gtk_widget_class_bind_template_child (widget_class, CstFindingBar, popover_label);
  gtk_widget_class_bind_template_child (widget_class, CstFindingBar, note_entry);
  gtk_widget_class_bind_template_callback (widget_class, record_cb);
  gtk_widget_class_install_action (widget_class, "finding.ask", "s", ask_action);
}

static void
cst_finding_bar_init (CstFindingBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->popover), self->root);
}

/**
 * cst_finding_bar_ask:
 * @finding: the text of a #CstFindingKind
 *
 * Asks for the note that may go with a finding.
 */
void
cst_finding_bar_ask (CstFindingBar *self,
                     const char    *finding)
{
  CstFindingKind kind = (CstFindingKind) cst_enum_value (&cst_finding_kind_type, finding);
  GtkWidget *button = kind == CST_FINDING_CONFIRMED ? self->confirmed_button
                      : kind == CST_FINDING_NOT_CONFIRMED ? self->not_confirmed_button : self->cannot_tell_button;
  g_autofree char *heading = NULL;
  graphene_rect_t place;

  g_free (self->finding);
  self->finding = g_strdup (finding);

  /* Translators: the finding follows, as in “Finding: Confirmed” */
  heading = g_strdup_printf (_("Finding: %s"), cst_label_finding (kind));
  gtk_label_set_label (self->popover_label, heading);
  if (gtk_widget_compute_bounds (button, self->root, &place))
    gtk_popover_set_pointing_to (self->popover, &(GdkRectangle) {
      (int) place.origin.x, (int) place.origin.y, (int) place.size.width, (int) place.size.height
    });
  gtk_popover_popup (self->popover);
  gtk_widget_grab_focus (GTK_WIDGET (self->note_entry));
}
