/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-finding-bar.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-findings.h"
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
  GtkGrid    *lines_grid;

  CstIncidentCase *incident_case; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CstFindingBar, cst_finding_bar, GTK_TYPE_WIDGET)

/* The pieces of each reported line; nothing at all when all of them are meant. */
static GVariant *
chosen_pieces (CstFindingBar *self,
               gboolean      *is_any)
{
  const GPtrArray *lines = self->incident_case != NULL ? self->incident_case->incident->lines : NULL;
  g_autoptr(GVariantBuilder) builder = g_variant_builder_new (G_VARIANT_TYPE ("a(si)"));
  gboolean is_all = TRUE;
  guint n = 0;

  for (int row = 0; gtk_grid_get_child_at (self->lines_grid, 1, row) != NULL; row++)
    {
      const CstLineQuantity *line = g_ptr_array_index (lines, row);
      GtkWidget *spin = gtk_grid_get_child_at (self->lines_grid, 1, row);
      int pieces = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin));

      is_all = is_all && pieces == line->quantity;
      if (pieces > 0)
        {
          g_variant_builder_add (builder, "(si)", line->line, pieces);
          n++;
        }
    }

  *is_any = is_all || n > 0;
  if (is_all)
    return g_variant_new_array (G_VARIANT_TYPE ("(si)"), NULL, 0);

  return g_variant_builder_end (builder);
}

static void
record_cb (CstFindingBar *self)
{
  g_autofree char *finding = g_strdup (self->finding);
  g_autofree char *note = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note_entry)));
  gboolean is_any = FALSE;
  g_autoptr(GVariant) pieces = g_variant_ref_sink (chosen_pieces (self, &is_any));

  if (!is_any)
    return;

  gtk_popover_popdown (self->popover);
  gtk_editable_set_text (GTK_EDITABLE (self->note_entry), "");
  gtk_widget_activate_action (GTK_WIDGET (self), "incident.record-finding", "(ss@a(si))", finding, note, pieces);
}

static GtkWidget *
build_spin (const CstLineFindings *found,
            CstFindingKind         kind,
            const char            *title)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (0, found->reported, 1);
  int others = 0;

  for (int i = 0; i < CST_N_FINDINGS; i++)
    others += i != (int) kind ? found->pieces[i] : 0;
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), others < found->reported ? found->reported - others
                                                                              : found->reported);
  cst_accessible_set_label (spin, title);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);

  return spin;
}

/* How many pieces of what, where there is more than one; the proposal is what nobody has judged otherwise. */
static void
fill_lines (CstFindingBar  *self,
            CstFindingKind  kind)
{
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GArray) now = NULL;
  CstLineFindings total;

  while (gtk_grid_get_child_at (self->lines_grid, 0, 0) != NULL)
    gtk_grid_remove_row (self->lines_grid, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->lines_grid), FALSE);
  if (self->incident_case == NULL || self->incident_case->incident->lines->len == 0)
    return;

  findings = cst_findings_of_desk (self->incident_case->desk, self->incident_case->operations);
  now = cst_findings_now (self->incident_case->incident, findings);
  cst_findings_total (now, &total);
  if (total.reported <= 1)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->lines_grid), TRUE);
  for (guint i = 0; i < now->len; i++)
    {
      const CstLineFindings *found = &g_array_index (now, CstLineFindings, i);
      const CstOrderLine *line = cst_order_find_line (self->incident_case->order, found->line);
      const char *title = line != NULL && line->title != NULL ? line->title : found->line;
      GtkWidget *label = gtk_label_new (title);
      /* Translators: how many pieces the customer reported, beside a number */
      g_autofree char *of = g_strdup_printf (C_("pieces", "of %d"), found->reported);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_grid_attach (self->lines_grid, label, 0, (int) i, 1, 1);
      gtk_grid_attach (self->lines_grid, build_spin (found, kind, title), 1, (int) i, 1, 1);
      gtk_grid_attach (self->lines_grid, gtk_label_new (of), 2, (int) i, 1, 1);
    }
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
  g_clear_pointer (&CST_FINDING_BAR (object)->incident_case, cst_incident_case_unref);

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
  gtk_widget_class_bind_template_child (widget_class, CstFindingBar, lines_grid);
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
 * Asks for the pieces it is about, where there are several, and the note that may go with it.
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
  fill_lines (self, kind);
  if (gtk_widget_compute_bounds (button, self->root, &place))
    gtk_popover_set_pointing_to (self->popover, &(GdkRectangle) {
      (int) place.origin.x, (int) place.origin.y, (int) place.size.width, (int) place.size.height
    });
  gtk_popover_popup (self->popover);
  gtk_widget_grab_focus (GTK_WIDGET (self->note_entry));
}

/**
 * cst_finding_bar_set_case:
 *
 * Says which pieces there are to judge.
 */
void
cst_finding_bar_set_case (CstFindingBar   *self,
                          CstIncidentCase *incident_case)
{
  g_return_if_fail (CST_IS_FINDING_BAR (self));

  g_clear_pointer (&self->incident_case, cst_incident_case_unref);
  self->incident_case = cst_incident_case_ref (incident_case);
}
