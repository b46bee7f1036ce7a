/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-resolution-panel.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-date-button.h"
#include "cst-format.h"
#include "cst-label-chooser.h"
#include "cst-labels.h"
#include "cst-resolution-line-row.h"
#include "cst-reveal.h"
#include "cst-ui.h"
#include "cst-util.h"

/* The choice between a replacement, a refund and a message (O5 to O9), with all that belongs to it;
 * or why there is nothing to choose. It shows a CstResolutionDraft and writes into it. Confirming
 * is the window's business. */
struct _CstResolutionPanel
{
  GtkWidget           parent_instance;

  CstResolutionDraft *draft;    /* (owned) */
  char               *line_ids; /* (owned) (nullable): of the rows that are there */
  gboolean            is_updating;

  GtkWidget          *root;
  GtkLabel           *explanation_label;
  GtkWidget          *choices_box;
  GtkCheckButton     *replacement_check;
  GtkCheckButton     *refund_check;
  GtkCheckButton     *contact_check;
  GtkLabel           *replacement_title;
  GtkLabel           *refund_title;
  GtkLabel           *contact_label;
  GtkLabel           *refund_label;
  GtkWidget          *details_box;
  GtkWidget          *lines_box;
  GtkWidget          *more_expander;
  GtkWidget          *more_box;
  GtkWidget          *replacement_box;
  CstDateButton      *ship_by_button;
  GtkCheckButton     *return_check;
  GtkWidget          *return_box;
  GtkTextBuffer      *instructions;
  GtkCheckButton     *label_now_check;
  GtkCheckButton     *label_later_check;
  CstLabelChooser    *label_chooser;
  GtkWidget          *follows_row;
  CstDateButton      *follows_button;
  GtkWidget          *refund_box;
  GtkWidget          *shipping_row;
  GtkLabel           *shipping_label;
  GtkEntry           *shipping_entry;
  GtkWidget          *amounts_box;
};

G_DEFINE_FINAL_TYPE (CstResolutionPanel, cst_resolution_panel, GTK_TYPE_WIDGET)

static void
fill_amounts (CstResolutionPanel *self)
{
  CstAmounts amounts;
  g_autofree char *goods = NULL;
  g_autofree char *shipping = NULL;
  g_autofree char *tax = NULL;
  g_autofree char *total = NULL;
  GtkWidget *row;

  cst_resolution_draft_get_amounts (self->draft, &amounts);
  goods = cst_format_amount (cst_money (amounts.goods, amounts.currency), amounts.tax_mode);
  shipping = cst_format_amount (cst_money (amounts.shipping, amounts.currency), amounts.tax_mode);
  tax = cst_money_format (cst_money (amounts.tax, amounts.currency));
  total = cst_format_amount (cst_money (amounts.total, amounts.currency), CST_TAX_INCLUDED);

  cst_build_clear (self->amounts_box);
  gtk_box_append (GTK_BOX (self->amounts_box), cst_build_pair (_("Goods"), goods));
  gtk_box_append (GTK_BOX (self->amounts_box), cst_build_pair (_("Shipping"), shipping));
  gtk_box_append (GTK_BOX (self->amounts_box),
                  cst_build_pair (amounts.tax_mode == CST_TAX_INCLUDED ? _("Tax contained") : _("Tax"), tax));
  row = cst_build_pair (_("Refund in total"), total);
  gtk_widget_add_css_class (row, "total");
  gtk_box_append (GTK_BOX (self->amounts_box), row);
}

static char *
money_text (gint64      minor,
            const char *currency)
{
  g_autofree char *text = cst_money_to_text (cst_money (minor, currency));
  g_auto(GStrv) parts = g_strsplit (text, ".", 2);

  return g_strjoinv (localeconv ()->decimal_point, parts);
}

static void
show_shipping (CstResolutionPanel *self)
{
  const CstOrder *order = cst_resolution_draft_get_order (self->draft);
  gint64 left = cst_resolution_draft_get_shipping_left (self->draft);
  gint64 shipping = cst_resolution_draft_get_shipping (self->draft);
  g_autofree char *most = cst_format_amount (cst_money (left, order->amounts.currency), order->amounts.tax_mode);
  g_autofree char *words = NULL;
  CstMoney typed;

  /* Translators: the largest amount that can be refunded */
  words = g_strdup_printf (_("Refund shipping, up to %s"), most);
  gtk_widget_set_visible (self->shipping_row, left > 0);
  gtk_label_set_label (self->shipping_label, words);
  cst_accessible_set_label (GTK_WIDGET (self->shipping_entry), words);

  if (!cst_money_parse (gtk_editable_get_text (GTK_EDITABLE (self->shipping_entry)), order->amounts.currency,
                        &typed) || typed.minor != shipping)
    {
      g_autofree char *text = money_text (shipping, order->amounts.currency);

      gtk_editable_set_text (GTK_EDITABLE (self->shipping_entry), text);
    }
}

static void
update_return (CstResolutionPanel *self)
{
  gboolean follows = cst_resolution_draft_get_label_follows (self->draft);
  const char *instructions = cst_resolution_draft_get_instructions (self->draft);
  g_autofree char *shown = NULL;
  GtkTextIter start, end;

  gtk_check_button_set_active (self->return_check, cst_resolution_draft_get_with_return (self->draft));
  gtk_widget_set_visible (self->return_box, cst_resolution_draft_get_with_return (self->draft));
  gtk_check_button_set_active (follows ? self->label_later_check : self->label_now_check, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->label_chooser), !follows);
  gtk_widget_set_visible (self->follows_row, follows);
  cst_date_button_set_date (self->follows_button, cst_resolution_draft_get_label_follows_on (self->draft));
  cst_label_chooser_set_label (self->label_chooser, cst_resolution_draft_get_label (self->draft));

  gtk_text_buffer_get_bounds (self->instructions, &start, &end);
  shown = gtk_text_buffer_get_text (self->instructions, &start, &end, FALSE);
  if (g_strcmp0 (shown, instructions != NULL ? instructions : "") != 0)
    gtk_text_buffer_set_text (self->instructions, instructions != NULL ? instructions : "", -1);
}

static void
update (CstResolutionPanel *self)
{
  CstResolutionChoice choice = cst_resolution_draft_get_choice (self->draft);
  gboolean is_open = choice == CST_CHOICE_REPLACEMENT || choice == CST_CHOICE_REFUND;

  if (self->is_updating || cst_resolution_draft_get_order (self->draft) == NULL)
    return;

  self->is_updating = TRUE;
  gtk_check_button_set_active (self->replacement_check, choice == CST_CHOICE_REPLACEMENT);
  gtk_check_button_set_active (self->refund_check, choice == CST_CHOICE_REFUND);
  gtk_check_button_set_active (self->contact_check, choice == CST_CHOICE_CONTACT);
  gtk_widget_set_visible (self->details_box, is_open);
  gtk_widget_set_visible (self->replacement_box, choice == CST_CHOICE_REPLACEMENT);
  gtk_widget_set_visible (self->refund_box, choice == CST_CHOICE_REFUND);
  cst_date_button_set_date (self->ship_by_button, cst_resolution_draft_get_ship_by (self->draft));
  update_return (self);
  if (choice == CST_CHOICE_REFUND)
    {
      show_shipping (self);
      fill_amounts (self);
    }
  self->is_updating = FALSE;
}

static char *
join_line_ids (CstResolutionPanel *self)
{
  g_autoptr(GString) ids = g_string_new (NULL);

  for (guint i = 0; i < cst_resolution_draft_get_n_lines (self->draft); i++)
    g_string_append_printf (ids, "%s\n", cst_resolution_draft_get_line (self->draft, i)->id);

  return g_strdup (ids->str);
}

static void
fill_lines (CstResolutionPanel *self)
{
  g_autofree char *ids = join_line_ids (self);

  if (g_strcmp0 (ids, self->line_ids) == 0)
    return;

  g_free (self->line_ids);
  self->line_ids = g_steal_pointer (&ids);
  cst_build_clear (self->lines_box);
  cst_build_clear (self->more_box);
  for (guint i = 0; i < cst_resolution_draft_get_n_lines (self->draft); i++)
    {
      gboolean is_reported = cst_resolution_draft_get_line (self->draft, i)->reported > 0;

      gtk_box_append (GTK_BOX (is_reported ? self->lines_box : self->more_box),
                      cst_resolution_line_row_new (self->draft, i));
    }
  gtk_widget_set_visible (self->lines_box, gtk_widget_get_first_child (self->lines_box) != NULL);
  gtk_widget_set_visible (self->more_expander, gtk_widget_get_first_child (self->more_box) != NULL);
}

static void
choice_cb (CstResolutionPanel *self)
{
  CstResolutionChoice choice = CST_CHOICE_NONE;

  if (self->is_updating)
    return;

  if (gtk_check_button_get_active (self->replacement_check))
    choice = CST_CHOICE_REPLACEMENT;
  else if (gtk_check_button_get_active (self->refund_check))
    choice = CST_CHOICE_REFUND;
  else if (gtk_check_button_get_active (self->contact_check))
    choice = CST_CHOICE_CONTACT;

  cst_resolution_draft_set_choice (self->draft, choice);
  /* The button that appears takes room from the page: what was chosen and what it asks for stay in sight. */
  cst_reveal (GTK_WIDGET (self));
}

static void
return_cb (CstResolutionPanel *self)
{
  if (!self->is_updating)
    cst_resolution_draft_set_with_return (self->draft, gtk_check_button_get_active (self->return_check));
}

static void
label_when_cb (CstResolutionPanel *self)
{
  if (!self->is_updating)
    cst_resolution_draft_set_label_follows (self->draft, gtk_check_button_get_active (self->label_later_check));
}

static void
label_cb (CstResolutionPanel *self)
{
  cst_resolution_draft_set_label (self->draft, cst_label_chooser_get_label (self->label_chooser));
}

static void
dates_cb (CstResolutionPanel *self)
{
  if (self->is_updating)
    return;

  cst_resolution_draft_set_ship_by (self->draft, cst_date_button_get_date (self->ship_by_button));
  cst_resolution_draft_set_label_follows_on (self->draft, cst_date_button_get_date (self->follows_button));
}

static void
instructions_cb (CstResolutionPanel *self)
{
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  if (self->is_updating)
    return;

  gtk_text_buffer_get_bounds (self->instructions, &start, &end);
  text = gtk_text_buffer_get_text (self->instructions, &start, &end, FALSE);
  cst_resolution_draft_set_instructions (self->draft, *text != '\0' ? text : NULL);
}

static void
shipping_cb (CstResolutionPanel *self)
{
  const CstOrder *order = cst_resolution_draft_get_order (self->draft);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->shipping_entry));
  CstMoney money = cst_money (0, order != NULL ? order->amounts.currency : "");
  gboolean is_good;

  if (self->is_updating || order == NULL)
    return;

  is_good = cst_str_is_blank (text) ||
            (cst_money_parse (text, order->amounts.currency, &money) &&
             money.minor <= cst_resolution_draft_get_shipping_left (self->draft));
  if (is_good)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->shipping_entry), "error");
      self->is_updating = TRUE;
      cst_resolution_draft_set_shipping (self->draft, money.minor);
      fill_amounts (self);
      self->is_updating = FALSE;
    }
  else
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->shipping_entry), "error");
    }
}

static void
shipping_left_cb (CstResolutionPanel *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->shipping_entry), "error");
  update (self);
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstResolutionPanel *self = CST_RESOLUTION_PANEL (widget);
  const char *choice = g_variant_get_string (parameter, NULL);
  GtkCheckButton *check = g_str_equal (choice, "replacement") ? self->replacement_check
                          : g_str_equal (choice, "refund") ? self->refund_check : self->contact_check;

  gtk_check_button_set_active (check, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (check));
}

static void
cst_resolution_panel_dispose (GObject *object)
{
  CstResolutionPanel *self = CST_RESOLUTION_PANEL (object);

  self->is_updating = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_RESOLUTION_PANEL);

  G_OBJECT_CLASS (cst_resolution_panel_parent_class)->dispose (object);
}

static void
cst_resolution_panel_finalize (GObject *object)
{
  CstResolutionPanel *self = CST_RESOLUTION_PANEL (object);

  g_clear_object (&self->draft);
  g_free (self->line_ids);

  G_OBJECT_CLASS (cst_resolution_panel_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, root);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, explanation_label);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, choices_box);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, replacement_check);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, refund_check);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, contact_check);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, replacement_title);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, refund_title);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, contact_label);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, details_box);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, lines_box);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, more_expander);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, more_box);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, replacement_box);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, ship_by_button);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, return_check);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, return_box);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, instructions);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, label_now_check);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, label_later_check);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, label_chooser);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, follows_row);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, follows_button);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, refund_box);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, refund_label);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, shipping_row);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, shipping_label);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, shipping_entry);
  gtk_widget_class_bind_template_child (widget_class, CstResolutionPanel, amounts_box);
}

static void
cst_resolution_panel_class_init (CstResolutionPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_resolution_panel_dispose;
  object_class->finalize = cst_resolution_panel_finalize;

  g_type_ensure (CST_TYPE_DATE_BUTTON);
  g_type_ensure (CST_TYPE_LABEL_CHOOSER);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "resolutionpanel");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-resolution-panel"));
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, return_cb);
  gtk_widget_class_bind_template_callback (widget_class, label_when_cb);
  gtk_widget_class_bind_template_callback (widget_class, label_cb);
  gtk_widget_class_bind_template_callback (widget_class, dates_cb);
  gtk_widget_class_bind_template_callback (widget_class, instructions_cb);
  gtk_widget_class_bind_template_callback (widget_class, shipping_cb);
  gtk_widget_class_bind_template_callback (widget_class, shipping_left_cb);
  gtk_widget_class_install_action (widget_class, "resolution.choose", "s", choose_action);
}

static void
cst_resolution_panel_init (CstResolutionPanel *self)
{
  self->draft = cst_resolution_draft_new ();
  self->is_updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_updating = FALSE;
  g_signal_connect_object (self->draft, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

/**
 * cst_resolution_panel_set_up:
 *
 * Once, before the first case.
 */
void
cst_resolution_panel_set_up (CstResolutionPanel *self,
                             CstStore           *store,
                             CstPhotoDecoder    *decoder)
{
  g_return_if_fail (CST_IS_RESOLUTION_PANEL (self));

  cst_label_chooser_set_up (self->label_chooser, store, decoder);
}

static void
show_found (CstResolutionPanel *self,
            const GArray       *now,
            gint64              moment)
{
  guint i = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (self->lines_box); row != NULL;
       row = gtk_widget_get_next_sibling (row), i++)
    {
      const CstDraftLine *line = cst_resolution_draft_get_line (self->draft, i);

      cst_resolution_line_row_set_found (CST_RESOLUTION_LINE_ROW (row), cst_findings_of_line (now, line->id),
                                         moment);
    }
}

static void
set_choice (GtkCheckButton *check,
            GtkLabel       *title,
            const char     *text)
{
  gtk_label_set_label (title, text);
  cst_accessible_set_label (GTK_WIDGET (check), text);
}

/**
 * cst_resolution_panel_set_case:
 *
 * Shows what can be chosen for @incident_case, or why nothing can (O6, R7).
 */
void
cst_resolution_panel_set_case (CstResolutionPanel *self,
                               CstIncidentCase    *incident_case,
                               gint64              moment)
{
  const CstAccount *account = incident_case->account;
  CstGate gate = cst_incident_case_gate (incident_case);
  g_autofree char *explanation = cst_incident_case_explain (incident_case, gate);
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GArray) now = NULL;

  g_return_if_fail (CST_IS_RESOLUTION_PANEL (self));

  gtk_label_set_label (self->refund_label,
                       cst_account_can (account, CST_CAN_RECORD)
                       ? _("You carry it out at the site, and then say here that you did")
                       : _("The marketplace carries it out; you have nothing more to do"));
  cst_label_chooser_set_limit (self->label_chooser, account->info.attachment_limit);
  cst_resolution_draft_set_case (self->draft, incident_case->order, incident_case->incident,
                                 incident_case->incidents, incident_case->operations);
  findings = cst_findings_of_desk (incident_case->desk, incident_case->operations);
  now = cst_findings_now (incident_case->incident, findings);
  cst_resolution_draft_propose (self->draft, now);
  fill_lines (self);
  show_found (self, now, moment);

  gtk_label_set_label (self->explanation_label, explanation);
  gtk_widget_set_visible (GTK_WIDGET (self->explanation_label), gate != CST_GATE_OPEN);
  gtk_widget_set_visible (self->choices_box, gate == CST_GATE_OPEN);
  gtk_widget_set_visible (GTK_WIDGET (self->replacement_check), cst_account_can (account, CST_CAN_REPLACE));
  gtk_widget_set_visible (GTK_WIDGET (self->refund_check), cst_account_can (account, CST_CAN_REFUND));
  gtk_widget_set_visible (GTK_WIDGET (self->contact_check), cst_account_can (account, CST_CAN_MESSAGE));
  set_choice (self->replacement_check, self->replacement_title, _("Send a replacement"));
  set_choice (self->refund_check, self->refund_title, _("Process the refund"));
  set_choice (self->contact_check, self->contact_label,
              cst_term_is_retailer (&account->info) ? _("Contact the retailer") : _("Contact the customer"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "resolution.choose", gate == CST_GATE_OPEN);
  update (self);
}

/**
 * cst_resolution_panel_set_words:
 *
 * Calls the choices as the rules of the site do.
 */
void
cst_resolution_panel_set_words (CstResolutionPanel *self,
                                const CstCaseView  *view)
{
  g_return_if_fail (CST_IS_RESOLUTION_PANEL (self));

  for (guint i = 0; i < view->resolutions->len; i++)
    {
      const CstCaseResolution *resolution = g_ptr_array_index (view->resolutions, i);

      if (resolution->does == CST_DOES_REPLACEMENT)
        set_choice (self->replacement_check, self->replacement_title, resolution->label);
      else if (resolution->does == CST_DOES_REFUND)
        set_choice (self->refund_check, self->refund_title, resolution->label);
      else if (resolution->does == CST_DOES_CONTACT)
        set_choice (self->contact_check, self->contact_label, resolution->label);
    }
}

/**
 * cst_resolution_panel_get_draft:
 *
 * Returns: (transfer none): what is being chosen
 */
CstResolutionDraft *
cst_resolution_panel_get_draft (CstResolutionPanel *self)
{
  return self->draft;
}
