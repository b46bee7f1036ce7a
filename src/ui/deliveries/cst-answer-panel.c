/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-answer-panel.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-date-button.h"
#include "cst-decide-delivery.h"
#include "cst-delivery-labels.h"
#include "cst-delivery-words.h"
#include "cst-format.h"
#include "cst-quick-answer.h"
#include "cst-reveal.h"
#include "cst-ui.h"
#include "cst-util.h"
#include "cst-wrap-layout.h"

/* The answers to a carrier’s incident (C7, C8) and what each of them needs. What the carrier does not take is not
 * offered; where it takes nothing, why not. What is chosen and typed is one CstDeliveryAnswer. */

struct _CstAnswerPanel
{
  GtkWidget        parent_instance;

  GtkWidget       *root;
  GtkLabel        *explanation_label;
  GtkWidget       *choices_box;
  GtkCheckButton  *checks[CST_ANSWER_RETURN + 1]; /* by CstDeliveryAnswerKind; the first is none */
  GtkStack        *forms;
  GtkEditable     *call_note_entry;
  GtkDropDown     *again_choice;
  GtkTextView     *solution_view;
  GtkLabel        *counter_label;
  CstTemplateMenu *template_menu;
  CstDateButton   *date_button;
  GtkDropDown     *window_choice;
  GtkWidget       *far_label;
  GtkEditable     *street_entry;
  GtkEditable     *street_more_entry;
  GtkEditable     *postal_code_entry;
  GtkEditable     *city_entry;
  GtkEditable     *region_entry;
  GtkEditable     *country_entry;
  GtkLabel        *pickup_label;
  GtkWidget       *told_box;
  GtkDropDown     *told_choice;
  GtkLabel        *elsewhere_label;
  GtkWidget       *record_button;
  GtkWidget       *site_button;

  CstDeliveryCase *delivery_case; /* (owned) (nullable) */
  gint64           now; /* when the case was shown */
  int              text_limit;
  gboolean         is_filling;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstAnswerPanel, cst_answer_panel, GTK_TYPE_WIDGET)

/* When to be reminded to call again; the last two are times of the next day. */
static const struct
{
  const char *label;
  int         seconds; /* from now, 0 for no reminder */
  int         hour;    /* of the next day, 0 for seconds */
} agains[] = {
  { NC_("call again", "In an hour"), 60 * 60, 0 },
  { NC_("call again", "In three hours"), 3 * 60 * 60, 0 },
  { NC_("call again", "Tomorrow at 9"), 0, 9 },
  { NC_("call again", "Tomorrow at 18"), 0, 18 },
  { NC_("call again", "Not at all"), 0, 0 },
};

static char *
text_of (CstAnswerPanel *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->solution_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
update_counter (CstAnswerPanel *self)
{
  g_autofree char *text = text_of (self);
  int length = (int) g_utf8_strlen (text, -1);
  g_autofree char *written = cst_format_count ((guint64) length);
  g_autofree char *most = cst_format_count ((guint64) self->text_limit);
  /* Translators: characters written, and the most that there may be */
  g_autofree char *count = g_strdup_printf (C_("characters", "%1$s of %2$s"), written, most);

  gtk_label_set_label (self->counter_label, count);
  if (length > self->text_limit)
    gtk_widget_add_css_class (GTK_WIDGET (self->counter_label), "overdue");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->counter_label), "overdue");
}

/* C4: where nothing is sent, a person says how the carrier got the answer. */
static gboolean
is_told_by_hand (CstAnswerPanel *self)
{
  return self->delivery_case != NULL && cst_account_tells_by_hand (self->delivery_case->account);
}

static void
update_form (CstAnswerPanel *self)
{
  CstDeliveryAnswerKind kind = cst_answer_panel_get_kind (self);

  gtk_widget_set_visible (GTK_WIDGET (self->forms), kind != CST_ANSWER_NONE);
  gtk_widget_set_visible (self->told_box, kind > CST_ANSWER_CALL_BACK && is_told_by_hand (self));
  if (kind != CST_ANSWER_NONE)
    gtk_stack_set_visible_child_name (self->forms, cst_enum_nick (&cst_delivery_answer_kind_type, (int) kind));
}

static void
edited_cb (CstAnswerPanel *self)
{
  update_counter (self);
  if (!self->is_filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
choice_cb (CstAnswerPanel *self)
{
  update_form (self);
  edited_cb (self);
  if (!self->is_filling)
    cst_reveal (GTK_WIDGET (self));
}

static void
fill_choices (GtkDropDown *drop_down,
              GPtrArray   *labels)
{
  g_autoptr(GtkStringList) list = NULL;

  g_ptr_array_add (labels, NULL);
  list = gtk_string_list_new ((const char *const *) labels->pdata);
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
}

static void
fill_fixed_choices (CstAnswerPanel *self)
{
  g_autoptr(GPtrArray) again_labels = g_ptr_array_new ();
  g_autoptr(GPtrArray) window_labels = g_ptr_array_new ();
  g_autoptr(GPtrArray) told_labels = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (agains); i++)
    g_ptr_array_add (again_labels, (gpointer) g_dpgettext2 (NULL, "call again", agains[i].label));
  for (int i = CST_WINDOW_MORNING; i <= CST_WINDOW_EVENING; i++)
    g_ptr_array_add (window_labels, (gpointer) cst_label_time_window ((CstTimeWindow) i));
  fill_choices (self->again_choice, again_labels);
  fill_choices (self->window_choice, window_labels);
  for (int i = CST_TOLD_BY_PHONE; i <= CST_TOLD_BY_MAIL; i++)
    g_ptr_array_add (told_labels, (gpointer) cst_label_told ((CstAnswerTold) i));
  fill_choices (self->told_choice, told_labels);
  cst_accessible_set_choice_label (self->again_choice, _("Remind me"));
  cst_accessible_set_choice_label (self->window_choice, _("Time of day"));
  cst_accessible_set_choice_label (self->told_choice, _("How the carrier was told"));
}

static void
cst_answer_panel_dispose (GObject *object)
{
  CstAnswerPanel *self = CST_ANSWER_PANEL (object);

  self->is_filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_ANSWER_PANEL);
  g_clear_pointer (&self->delivery_case, cst_delivery_case_unref);

  G_OBJECT_CLASS (cst_answer_panel_parent_class)->dispose (object);
}

static void
bind_check (GtkWidgetClass        *widget_class,
            const char            *name,
            CstDeliveryAnswerKind  kind)
{
  gtk_widget_class_bind_template_child_full (widget_class, name, FALSE,
                                             G_STRUCT_OFFSET (CstAnswerPanel, checks) +
                                             (gssize) (kind * sizeof (GtkCheckButton *)));
}

static void
cst_answer_panel_class_init (CstAnswerPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_answer_panel_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  g_type_ensure (CST_TYPE_DATE_BUTTON);
  g_type_ensure (CST_TYPE_TEMPLATE_MENU);
  g_type_ensure (CST_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-answer-panel"));
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, root);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, explanation_label);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, choices_box);
  bind_check (widget_class, "call_back_check", CST_ANSWER_CALL_BACK);
  bind_check (widget_class, "text_check", CST_ANSWER_TEXT);
  bind_check (widget_class, "new_attempt_check", CST_ANSWER_NEW_ATTEMPT);
  bind_check (widget_class, "new_address_check", CST_ANSWER_NEW_ADDRESS);
  bind_check (widget_class, "pickup_check", CST_ANSWER_PICKUP);
  bind_check (widget_class, "return_check", CST_ANSWER_RETURN);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, forms);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, call_note_entry);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, again_choice);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, solution_view);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, counter_label);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, template_menu);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, date_button);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, window_choice);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, far_label);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, street_entry);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, street_more_entry);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, postal_code_entry);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, city_entry);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, region_entry);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, country_entry);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, pickup_label);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, told_box);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, told_choice);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, elsewhere_label);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, record_button);
  gtk_widget_class_bind_template_child (widget_class, CstAnswerPanel, site_button);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
cst_answer_panel_init (CstAnswerPanel *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_fixed_choices (self);
  g_signal_connect_object (gtk_text_view_get_buffer (self->solution_view), "changed", G_CALLBACK (edited_cb), self,
                           G_CONNECT_SWAPPED);
  self->is_filling = FALSE;
}

/* ── What is offered ───────────────────────────────────────────────────────────────────────────── */

static void
show_choices (CstAnswerPanel *self,
              CstAnswerGate   gate)
{
  const CstDelivery *delivery = self->delivery_case->delivery;
  gboolean may_write = gate == CST_ANSWER_GATE_NO_CAPABILITY || gate == CST_ANSWER_GATE_NO_SCOPE;
  gboolean may_call = gate != CST_ANSWER_GATE_PENDING && cst_delivery_is_open (delivery);
  gboolean has_any = FALSE;

  for (int i = CST_ANSWER_CALL_BACK; i <= CST_ANSWER_RETURN; i++)
    {
      CstDeliveryAnswerKind kind = (CstDeliveryAnswerKind) i;
      gboolean is_offered = kind == CST_ANSWER_CALL_BACK
                            ? may_call : gate == CST_ANSWER_GATE_OPEN && cst_delivery_takes (delivery, kind);

      /* A solution in words is of use even where it has to be copied. */
      if (kind == CST_ANSWER_TEXT && gate == CST_ANSWER_GATE_NO_CAPABILITY)
        is_offered = may_write;
      if (!is_offered && gtk_check_button_get_active (self->checks[i]))
        gtk_check_button_set_active (self->checks[i], FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->checks[i]), is_offered);
      has_any = has_any || is_offered;
    }
  gtk_widget_set_visible (self->choices_box, has_any);
}

static void
show_elsewhere (CstAnswerPanel *self)
{
  const CstDeliveryCase *delivery_case = self->delivery_case;
  /* Translators: a site’s name */
  g_autofree char *text = g_strdup_printf (_("Refunds and exchanges are not handled here: %s has its support for them, "
                                             "or record an incident on the order."),
                                           cst_delivery_site_name (delivery_case));

  gtk_label_set_label (self->elsewhere_label, text);
  gtk_widget_set_visible (self->record_button, cst_account_can (delivery_case->account, CST_CAN_RECORD));
  gtk_widget_set_visible (self->site_button, delivery_case->account->info.site_url != NULL ||
                          (delivery_case->order != NULL && delivery_case->order->site_url != NULL));
}

static char *
describe_pickup (const CstDelivery *delivery)
{
  g_autofree char *address = cst_delivery_address_text (&delivery->agency);
  g_autofree char *place = !cst_str_is_blank (delivery->agency_name) && *address != '\0' &&
                           g_strcmp0 (delivery->agency_name, delivery->agency.name) != 0
                           ? g_strdup_printf ("%s\n%s", delivery->agency_name, address)
                           : g_strdup (*address != '\0' ? address
                                       : delivery->agency_name != NULL ? delivery->agency_name : "");

  if (*place == '\0')
    return g_strdup (_("The parcel waits at an agency of the same carrier; tell the customer which one."));

  /* Translators: the name and the address of an agency, in lines */
  return g_strdup_printf (_("The parcel waits at:\n%s"), place);
}

/**
 * cst_answer_panel_set_case:
 *
 * Offers what can be answered now. What was chosen and typed stays.
 */
void
cst_answer_panel_set_case (CstAnswerPanel        *self,
                           const CstDeliveryCase *delivery_case,
                           gint64                 now)
{
  CstAnswerGate gate = cst_delivery_case_gate (delivery_case);
  g_autofree char *explanation = cst_delivery_explain_gate (delivery_case, gate);
  g_autofree char *pickup = describe_pickup (delivery_case->delivery);
  gboolean was_filling = self->is_filling;

  g_return_if_fail (CST_IS_ANSWER_PANEL (self));

  self->is_filling = TRUE;
  cst_delivery_case_ref ((CstDeliveryCase *) delivery_case);
  g_clear_pointer (&self->delivery_case, cst_delivery_case_unref);
  self->delivery_case = (CstDeliveryCase *) delivery_case;
  self->now = now;
  self->text_limit = cst_account_get_answer_limit (delivery_case->account);
  gtk_label_set_label (self->explanation_label, explanation);
  gtk_widget_set_visible (GTK_WIDGET (self->explanation_label), *explanation != '\0');
  gtk_label_set_label (self->pickup_label, pickup);
  gtk_widget_set_visible (self->far_label, delivery_case->delivery->distance_m > CST_FAR_AWAY_M);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->checks[CST_ANSWER_CALL_BACK]),
                               cst_delivery_takes (delivery_case->delivery, CST_ANSWER_CALL_BACK)
                               ? _("The site calls it “managing with the customer”") : NULL);
  show_choices (self, gate);
  show_elsewhere (self);
  update_form (self);
  update_counter (self);
  self->is_filling = was_filling;
}

/* ── What is chosen ────────────────────────────────────────────────────────────────────────────── */

CstDeliveryAnswerKind
cst_answer_panel_get_kind (CstAnswerPanel *self)
{
  g_return_val_if_fail (CST_IS_ANSWER_PANEL (self), CST_ANSWER_NONE);

  for (int i = CST_ANSWER_CALL_BACK; i <= CST_ANSWER_RETURN; i++)
    {
      if (gtk_check_button_get_active (self->checks[i]))
        return (CstDeliveryAnswerKind) i;
    }

  return CST_ANSWER_NONE;
}

/**
 * cst_answer_panel_choose:
 * @kind: %CST_ANSWER_NONE to choose nothing; what is not offered is not chosen
 */
void
cst_answer_panel_choose (CstAnswerPanel        *self,
                         CstDeliveryAnswerKind  kind)
{
  g_return_if_fail (CST_IS_ANSWER_PANEL (self));

  for (int i = CST_ANSWER_CALL_BACK; i <= CST_ANSWER_RETURN; i++)
    {
      if (kind == CST_ANSWER_NONE)
        gtk_check_button_set_active (self->checks[i], FALSE);
      else if (i == (int) kind && gtk_widget_get_visible (GTK_WIDGET (self->checks[i])))
        gtk_check_button_set_active (self->checks[i], TRUE);
    }
  update_form (self);
}

/**
 * cst_answer_panel_focus:
 *
 * Brings the keyboard to what the chosen answer asks for.
 */
void
cst_answer_panel_focus (CstAnswerPanel *self)
{
  g_return_if_fail (CST_IS_ANSWER_PANEL (self));

  switch (cst_answer_panel_get_kind (self))
    {
    case CST_ANSWER_CALL_BACK:
      gtk_widget_grab_focus (GTK_WIDGET (self->call_note_entry));
      break;
    case CST_ANSWER_TEXT:
      gtk_widget_grab_focus (GTK_WIDGET (self->solution_view));
      break;
    case CST_ANSWER_NEW_ATTEMPT:
      gtk_widget_child_focus (GTK_WIDGET (self->date_button), GTK_DIR_TAB_FORWARD);
      break;
    case CST_ANSWER_NEW_ADDRESS:
      gtk_widget_grab_focus (GTK_WIDGET (self->street_entry));
      break;
    case CST_ANSWER_PICKUP:
    case CST_ANSWER_RETURN:
      gtk_widget_grab_focus (GTK_WIDGET (self->checks[cst_answer_panel_get_kind (self)]));
      break;
    case CST_ANSWER_NONE:
    default:
      break;
    }
}

static char *
dup_entry (GtkEditable *entry)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);

  return text;
}

static CstAddress *
dup_address (CstAnswerPanel *self)
{
  CstAddress *address = cst_record_new (&cst_address_type);
  const CstDelivery *delivery = self->delivery_case->delivery;

  address->name = g_strdup (delivery->recipient.name);
  address->phone = g_strdup (delivery->recipient.phone);
  address->street = dup_entry (self->street_entry);
  address->street_more = dup_entry (self->street_more_entry);
  address->postal_code = dup_entry (self->postal_code_entry);
  address->city = dup_entry (self->city_entry);
  address->region = dup_entry (self->region_entry);
  address->country = g_ascii_strup (gtk_editable_get_text (self->country_entry), -1);

  return address;
}

/**
 * cst_answer_panel_dup_draft:
 *
 * Returns: (transfer full): what is chosen and all that was typed, for other answers too
 */
CstDeliveryAnswer *
cst_answer_panel_dup_draft (CstAnswerPanel *self)
{
  CstDeliveryAnswer *answer = cst_delivery_answer_new (CST_ANSWER_NONE);

  g_return_val_if_fail (CST_IS_ANSWER_PANEL (self), answer);

  answer->kind = cst_answer_panel_get_kind (self);
  answer->text = g_strstrip (text_of (self));
  answer->date = g_strdup (cst_date_button_get_date (self->date_button));
  answer->window = (CstTimeWindow) (gtk_drop_down_get_selected (self->window_choice) + CST_WINDOW_MORNING);
  answer->address = self->delivery_case != NULL ? dup_address (self) : NULL;

  return answer;
}

/**
 * cst_answer_panel_dup_answer:
 *
 * Returns: (transfer full): what is chosen, complete or not, with nothing that its kind does not need
 */
CstDeliveryAnswer *
cst_answer_panel_dup_answer (CstAnswerPanel *self)
{
  CstDeliveryAnswer *answer = cst_answer_panel_dup_draft (self);

  if (answer->kind > CST_ANSWER_CALL_BACK && is_told_by_hand (self))
    answer->told = (CstAnswerTold) (gtk_drop_down_get_selected (self->told_choice) + CST_TOLD_BY_PHONE);
  if (answer->kind != CST_ANSWER_TEXT)
    g_clear_pointer (&answer->text, g_free);
  if (answer->kind != CST_ANSWER_NEW_ATTEMPT)
    {
      g_clear_pointer (&answer->date, g_free);
      answer->window = CST_WINDOW_ANY;
    }
  if (answer->kind != CST_ANSWER_NEW_ADDRESS && answer->address != NULL)
    {
      cst_record_free (&cst_address_type, answer->address);
      answer->address = NULL;
    }

  return answer;
}

static void
set_entry (GtkEditable *entry,
           const char  *text)
{
  gtk_editable_set_text (entry, text != NULL ? text : "");
}

static void
show_address (CstAnswerPanel   *self,
              const CstAddress *address)
{
  set_entry (self->street_entry, address->street);
  set_entry (self->street_more_entry, address->street_more);
  set_entry (self->postal_code_entry, address->postal_code);
  set_entry (self->city_entry, address->city);
  set_entry (self->region_entry, address->region);
  set_entry (self->country_entry, address->country);
}

/**
 * cst_answer_panel_set_answer:
 * @answer: (nullable): a draft; %NULL begins with the address the carrier has, and the next day it delivers on
 */
void
cst_answer_panel_set_answer (CstAnswerPanel          *self,
                             const CstDeliveryAnswer *answer)
{
  g_autofree char *next_day = NULL;

  g_return_if_fail (CST_IS_ANSWER_PANEL (self));
  g_return_if_fail (self->delivery_case != NULL);

  next_day = cst_next_delivery_day (self->delivery_case->delivery->recipient.country, self->now);
  self->is_filling = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->solution_view),
                            answer != NULL && answer->text != NULL ? answer->text : "", -1);
  cst_date_button_set_date (self->date_button, answer != NULL && answer->date != NULL ? answer->date : next_day);
  gtk_drop_down_set_selected (self->window_choice, answer != NULL && answer->window > CST_WINDOW_ANY
                                                   ? answer->window - CST_WINDOW_MORNING : 0);
  show_address (self, answer != NULL && answer->address != NULL ? answer->address
                      : &self->delivery_case->delivery->recipient);
  cst_answer_panel_choose (self, CST_ANSWER_NONE);
  if (answer != NULL && answer->kind != CST_ANSWER_NONE)
    cst_answer_panel_choose (self, answer->kind);
  self->is_filling = FALSE;
}

/**
 * cst_answer_panel_dup_note:
 *
 * Returns: (transfer full) (nullable): what is to be kept of a call
 */
char *
cst_answer_panel_dup_note (CstAnswerPanel *self)
{
  g_return_val_if_fail (CST_IS_ANSWER_PANEL (self), NULL);

  return dup_entry (self->call_note_entry);
}

void
cst_answer_panel_set_note (CstAnswerPanel *self,
                           const char     *note)
{
  g_return_if_fail (CST_IS_ANSWER_PANEL (self));

  self->is_filling = TRUE;
  set_entry (self->call_note_entry, note);
  self->is_filling = FALSE;
}

/**
 * cst_answer_panel_get_again:
 *
 * Returns: when to be reminded to call again, 0 for not at all
 */
gint64
cst_answer_panel_get_again (CstAnswerPanel *self,
                            gint64          now)
{
  guint selected = gtk_drop_down_get_selected (self->again_choice);
  g_autoptr(GDateTime) moment = NULL;
  g_autoptr(GDateTime) day = NULL;
  g_autoptr(GDateTime) again = NULL;

  g_return_val_if_fail (CST_IS_ANSWER_PANEL (self), 0);

  if (selected >= G_N_ELEMENTS (agains))
    return 0;
  if (agains[selected].hour == 0)
    return agains[selected].seconds > 0 ? now + agains[selected].seconds : 0;

  moment = g_date_time_new_from_unix_local (now);
  day = g_date_time_add_days (moment, 1);
  again = g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                                 g_date_time_get_day_of_month (day), agains[selected].hour, 0, 0);

  return again != NULL ? g_date_time_to_unix (again) : 0;
}

/* Where an address is not complete without its province. */
static gboolean
has_provinces (const CstAddress *address)
{
  static const char *const countries[] = { "ES", "IT", "PT", NULL };

  return address != NULL && address->country != NULL && g_strv_contains (countries, address->country);
}

/**
 * cst_answer_panel_dup_problem:
 *
 * Returns: (transfer full) (nullable): what the chosen answer still lacks
 */
char *
cst_answer_panel_dup_problem (CstAnswerPanel *self,
                              gint64          now)
{
  g_autoptr(CstDeliveryAnswer) answer = cst_answer_panel_dup_answer (self);
  g_autoptr(GError) error = NULL;

  if (answer->kind == CST_ANSWER_NEW_ADDRESS && has_provinces (answer->address) &&
      cst_str_is_blank (answer->address->region))
    return g_strdup (_("Enter the province."));

  /* A call is noted whatever the carrier takes. */
  if (self->delivery_case == NULL || answer->kind == CST_ANSWER_CALL_BACK ||
      cst_decide_check_answer (self->delivery_case->account, self->delivery_case->delivery, answer, now, &error))
    return NULL;

  return g_strdup (error->message);
}

/**
 * cst_answer_panel_write:
 * @text: a ready sentence
 *
 * Puts it where the solution is written.
 */
void
cst_answer_panel_write (CstAnswerPanel *self,
                        const char     *text)
{
  g_return_if_fail (CST_IS_ANSWER_PANEL (self));

  cst_answer_panel_choose (self, CST_ANSWER_TEXT);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->solution_view), text, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->solution_view));
}

/**
 * cst_answer_panel_get_menu:
 *
 * Returns: (transfer none): the ready sentences for the carrier
 */
CstTemplateMenu *
cst_answer_panel_get_menu (CstAnswerPanel *self)
{
  g_return_val_if_fail (CST_IS_ANSWER_PANEL (self), NULL);

  return self->template_menu;
}

gboolean
cst_answer_panel_is_empty (CstAnswerPanel *self)
{
  g_autofree char *text = text_of (self);

  return cst_answer_panel_get_kind (self) == CST_ANSWER_NONE && cst_str_is_blank (text);
}

/**
 * cst_answer_panel_clear:
 *
 * It was decided: begins anew, without a word.
 */
void
cst_answer_panel_clear (CstAnswerPanel *self)
{
  g_return_if_fail (CST_IS_ANSWER_PANEL (self));

  if (self->delivery_case == NULL)
    return;

  cst_answer_panel_set_answer (self, NULL);
  cst_answer_panel_set_note (self, NULL);
}
