/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-ruling-window.h"

#include <glib/gi18n.h>

#include "cst-date-button.h"
#include "cst-draft-saver.h"
#include "cst-drafts.h"
#include "cst-labels.h"
#include "cst-ui.h"
#include "cst-util.h"

/* P7: what the arbitration decided, who, when and in which words. The signal `decided` brings a #CstCaseMark.
 * A first decision is a draft within a second, so that closing loses nothing. */
struct _CstRulingWindow
{
  AdwWindow       parent_instance;

  CstContext     *context;    /* (owned) */
  CstDraftSaver  *saver;      /* (owned) (nullable): for a correction, and while the draft is read */
  char           *incident;   /* (owned) */
  gint64          most;       /* that can be paid back, in the order's tax mode */
  CstTaxMode      tax_mode;
  char            currency[4];
  gboolean        is_binding;
  gint64          decided_at; /* of the decision that is corrected, 0 for a first one */

  GtkEditable    *by_row;
  CstDateButton  *date_button;
  GtkCheckButton *refund_check;
  GtkCheckButton *replacement_check;
  GtkCheckButton *nothing_check;
  GtkWidget      *amount_box;
  GtkLabel       *amount_label;
  GtkEditable    *amount_entry;
  GtkTextBuffer  *text_buffer;
  GtkWidget      *text_view;
  GtkWidget      *confirm_button;
  GtkWidget      *problem_box;
  GtkLabel       *problem_label;
};

enum
{
  DECIDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstRulingWindow, cst_ruling_window, ADW_TYPE_WINDOW)

static CstRulingOutcome
outcome_of (CstRulingWindow *self)
{
  if (gtk_check_button_get_active (self->refund_check))
    return CST_RULING_REFUND;

  return gtk_check_button_get_active (self->replacement_check) ? CST_RULING_REPLACEMENT : CST_RULING_NOTHING;
}

static gint64
amount_of (CstRulingWindow *self)
{
  CstMoney money;

  return cst_money_parse (gtk_editable_get_text (self->amount_entry), self->currency, &money) ? money.minor : 0;
}

static gboolean
is_on (gint64      moment,
       const char *date)
{
  g_autofree char *text = cst_time_format (moment);

  return g_str_has_prefix (text, date);
}

/* A day is decided at its noon; today, now; the day that was noted first, at the moment that was. */
static gint64
moment_of (CstRulingWindow *self)
{
  const char *date = cst_date_button_get_date (self->date_button);
  gint64 now = cst_context_now (self->context);
  g_autofree char *noon = NULL;

  if (self->decided_at != 0 && !cst_str_is_blank (date) && is_on (self->decided_at, date))
    return self->decided_at;
  if (cst_str_is_blank (date) || is_on (now, date))
    return now;

  noon = g_strconcat (date, "T12:00:00Z", NULL);

  return cst_time_parse (noon);
}

static char *
dup_problem (CstRulingWindow *self)
{
  gint64 amount = amount_of (self);
  g_autofree char *most = cst_money_format (cst_money (self->most, self->currency));

  if (cst_str_is_blank (gtk_editable_get_text (self->by_row)))
    return g_strdup (_("Say who decided."));
  if (moment_of (self) > cst_context_now (self->context))
    return g_strdup (_("The day of the decision lies ahead."));
  if (outcome_of (self) != CST_RULING_REFUND)
    return NULL;
  if (amount <= 0)
    return g_strdup (_("Say which amount is paid back."));
  if (amount > self->most)
    /* Translators: an amount of money */
    return g_strdup_printf (_("No more than %s was paid and can be paid back."), most);

  return NULL;
}

/* Returns: (transfer full): what is chosen and written now */
static CstCaseMark *
build_mark (CstRulingWindow *self)
{
  CstRuling ruling = { .outcome = outcome_of (self), .decided_at = moment_of (self), .is_binding = self->is_binding };
  CstCaseMark *mark;
  g_autofree char *words = NULL;
  GtkTextIter start, end;

  if (ruling.outcome == CST_RULING_REFUND)
    {
      ruling.amount = amount_of (self);
      ruling.tax_mode = self->tax_mode;
      g_strlcpy (ruling.currency, self->currency, sizeof ruling.currency);
    }

  mark = cst_case_mark_new_ruling (self->incident, &ruling);
  gtk_text_buffer_get_bounds (self->text_buffer, &start, &end);
  words = g_strstrip (gtk_text_buffer_get_text (self->text_buffer, &start, &end, FALSE));
  mark->actor = g_strstrip (g_strdup (gtk_editable_get_text (self->by_row)));
  mark->note = *words != '\0' ? g_steal_pointer (&words) : NULL;

  return mark;
}

static void
update (CstRulingWindow *self)
{
  g_autofree char *problem = NULL;
  g_autoptr(CstCaseMark) mark = NULL;

  if (self->context == NULL)
    return;

  problem = dup_problem (self);
  gtk_widget_set_visible (self->amount_box, outcome_of (self) == CST_RULING_REFUND);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ruling.record", problem == NULL);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  if (self->saver == NULL)
    return;

  mark = build_mark (self);
  cst_draft_saver_save (self->saver, cst_record_to_text (&cst_case_mark_type, mark));
}

static void
record_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstRulingWindow *self = CST_RULING_WINDOW (widget);
  g_autoptr(CstCaseMark) mark = build_mark (self);

  g_signal_emit (self, signals[DECIDED], 0, mark);
  if (self->saver != NULL)
    cst_draft_saver_save (self->saver, NULL);
  gtk_window_close (GTK_WINDOW (self));
}

/* The draft is on its way before anybody can open the window again. */
static gboolean
cst_ruling_window_close_request (GtkWindow *window)
{
  CstRulingWindow *self = CST_RULING_WINDOW (window);

  if (self->saver != NULL)
    cst_draft_saver_flush (self->saver);

  return GTK_WINDOW_CLASS (cst_ruling_window_parent_class)->close_request (window);
}

static void
cst_ruling_window_dispose (GObject *object)
{
  g_clear_object (&CST_RULING_WINDOW (object)->saver);

  G_OBJECT_CLASS (cst_ruling_window_parent_class)->dispose (object);
}

static void
cst_ruling_window_finalize (GObject *object)
{
  CstRulingWindow *self = CST_RULING_WINDOW (object);

  g_clear_object (&self->context);
  g_free (self->incident);

  G_OBJECT_CLASS (cst_ruling_window_parent_class)->finalize (object);
}

static void
cst_ruling_window_class_init (CstRulingWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_ruling_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = cst_ruling_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = cst_ruling_window_close_request;

  signals[DECIDED] = g_signal_new ("decided", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (CST_TYPE_DATE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-ruling-window"));
  gtk_widget_class_bind_template_child (widget_class, CstRulingWindow, by_row);
  gtk_widget_class_bind_template_child (widget_class, CstRulingWindow, date_button);
  gtk_widget_class_bind_template_child (widget_class, CstRulingWindow, refund_check);
  gtk_widget_class_bind_template_child (widget_class, CstRulingWindow, replacement_check);
  gtk_widget_class_bind_template_child (widget_class, CstRulingWindow, nothing_check);
  gtk_widget_class_bind_template_child (widget_class, CstRulingWindow, amount_box);
  gtk_widget_class_bind_template_child (widget_class, CstRulingWindow, amount_label);
  gtk_widget_class_bind_template_child (widget_class, CstRulingWindow, amount_entry);
  gtk_widget_class_bind_template_child (widget_class, CstRulingWindow, text_buffer);
  gtk_widget_class_bind_template_child (widget_class, CstRulingWindow, text_view);
  gtk_widget_class_bind_template_child (widget_class, CstRulingWindow, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, CstRulingWindow, problem_box);
  gtk_widget_class_bind_template_child (widget_class, CstRulingWindow, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_install_action (widget_class, "ruling.record", NULL, record_action);
}

static void
cst_ruling_window_init (CstRulingWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_day (CstRulingWindow *self,
         gint64           moment)
{
  g_autofree char *day = cst_time_format (moment);

  if (strlen (day) > 10)
    day[10] = '\0';
  cst_date_button_set_date (self->date_button, day);
}

/* What is corrected, or was begun, stands there first. */
static void
set_mark (CstRulingWindow   *self,
          const CstCaseMark *mark)
{
  g_autoptr(CstRuling) ruling = cst_case_mark_ruling (mark);

  gtk_editable_set_text (self->by_row, mark->actor != NULL ? mark->actor : "");
  gtk_text_buffer_set_text (self->text_buffer, mark->note != NULL ? mark->note : "", -1);
  if (ruling == NULL)
    return;

  self->decided_at = ruling->decided_at;
  set_day (self, ruling->decided_at);
  gtk_check_button_set_active (ruling->outcome == CST_RULING_REFUND ? self->refund_check
                               : ruling->outcome == CST_RULING_REPLACEMENT ? self->replacement_check
                               : self->nothing_check, TRUE);
  if (ruling->outcome == CST_RULING_REFUND && ruling->amount > 0)
    {
      g_autofree char *amount = cst_money_to_text (cst_money (ruling->amount, ruling->currency));

      gtk_editable_set_text (self->amount_entry, amount);
    }
}

static void
restore_draft (CstRulingWindow *self,
               CstDraftSaver   *saver)
{
  g_autofree char *text = cst_draft_saver_dup_saved (saver);
  g_autoptr(CstCaseMark) mark = cst_record_new (&cst_case_mark_type);

  if (text != NULL && cst_record_from_text (&cst_case_mark_type, mark, text, NULL))
    set_mark (self, mark);
}

/**
 * cst_ruling_window_new:
 * @corrected: (nullable): the decision that is noted, when it is to be corrected
 * @is_binding: whether such a decision binds both sides, by the account's rules
 *
 * Returns: (transfer none): GTK owns it
 */
CstRulingWindow *
cst_ruling_window_new (CstContext            *context,
                       const CstIncidentCase *incident_case,
                       const CstCaseMark     *corrected,
                       gboolean               is_binding)
{
  CstRulingWindow *self = g_object_new (CST_TYPE_RULING_WINDOW, NULL);
  const CstOrder *order = incident_case->order;
  g_autofree char *key = cst_draft_key (incident_case->account->id, order->id, incident_case->incident->id, "ruling");
  g_autoptr(CstDraftSaver) saver = corrected == NULL ? cst_draft_saver_new (context, key) : NULL;
  g_autofree char *label = NULL;

  self->incident = g_strdup (incident_case->incident->id);
  self->is_binding = is_binding;
  self->tax_mode = order->amounts.tax_mode;
  self->most = order->amounts.goods + order->amounts.shipping - order->refunded.goods - order->refunded.shipping;
  g_strlcpy (self->currency, order->amounts.currency, sizeof self->currency);
  /* Translators: a currency, and whether amounts are with tax */
  label = g_strdup_printf (_("Paid back, goods and shipping together (%1$s, %2$s)"), self->currency,
                           cst_label_tax_mode (self->tax_mode));
  gtk_label_set_label (self->amount_label, label);
  gtk_editable_set_text (self->by_row, cst_account_get_site (incident_case->account));
  set_day (self, cst_context_now (context));
  if (corrected != NULL)
    {
      gtk_window_set_title (GTK_WINDOW (self), _("Correct the Decision"));
      set_mark (self, corrected);
    }
  else
    restore_draft (self, saver);
  self->context = g_object_ref (context);
  update (self);
  self->saver = g_steal_pointer (&saver);

  return self;
}
