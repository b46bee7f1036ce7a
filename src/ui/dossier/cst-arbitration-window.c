/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-arbitration-window.h"

#include <glib/gi18n.h>

#include "cst-case-marks.h"
#include "cst-draft-saver.h"
#include "cst-drafts.h"
#include "cst-gap-list.h"
#include "cst-terms.h"
#include "cst-ui.h"
#include "cst-util.h"

/* P7: asking the site's service for its decision: what will be handed over and what of it is missing,
 * who asks, and why. The signal `asked` brings the answers, `go` the place where something is added. What is written is
 * a draft within a second, so that neither closing nor going there loses it. */
struct _CstArbitrationWindow
{
  AdwWindow            parent_instance;

  CstDraftSaver       *saver; /* (owned) (nullable): while the draft is read */
  char                *incident;
  gboolean             needs_message;

  AdwPreferencesGroup *checks_group;
  GtkWidget           *asker_group;
  GtkCheckButton      *brand_check;
  GtkCheckButton      *customer_check;
  GtkTextBuffer       *text_buffer;
  GtkWidget           *text_view;
  GtkWidget           *confirm_button;
  GtkWidget           *problem_box;
  GtkLabel            *problem_label;
};

enum
{
  ASKED,
  GO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstArbitrationWindow, cst_arbitration_window, ADW_TYPE_WINDOW)

static char *
dup_text (CstArbitrationWindow *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->text_buffer, &start, &end);

  return gtk_text_buffer_get_text (self->text_buffer, &start, &end, FALSE);
}

/* Whoever else asked did so in words of their own; ours are needed where the site wants some. */
static void
update (CstArbitrationWindow *self)
{
  g_autofree char *text = dup_text (self);
  gboolean is_ours = gtk_check_button_get_active (self->brand_check);
  gboolean is_ready = !self->needs_message || !is_ours || !cst_str_is_blank (text);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "arbitration.ask", is_ready);
  gtk_label_set_label (self->problem_label, is_ready ? "" : _("Say what happened, and what you ask for."));
  gtk_widget_set_visible (self->problem_box, !is_ready);
}

static void
changed_cb (CstArbitrationWindow *self)
{
  g_autoptr(CstCaseMark) mark = NULL;

  update (self);
  if (self->saver == NULL)
    return;

  mark = cst_case_mark_new (self->incident, CST_CASE_MARK_MOMENT, CST_CASE_MOMENT_ARBITRATION, "");
  mark->actor = g_strdup (gtk_check_button_get_active (self->brand_check) ? "brand" : "customer");
  mark->note = dup_text (self);
  cst_draft_saver_save (self->saver,
                        cst_str_is_blank (mark->note) ? NULL : cst_record_to_text (&cst_case_mark_type, mark));
}

static void
restore_draft (CstArbitrationWindow  *self,
               CstContext            *context,
               const CstIncidentCase *incident_case)
{
  g_autofree char *key = cst_draft_key (incident_case->account->id, incident_case->order->id,
                                        incident_case->incident->id, "arbitration");
  g_autoptr(CstDraftSaver) saver = cst_draft_saver_new (context, key);
  g_autofree char *text = cst_draft_saver_dup_saved (saver);
  g_autoptr(CstCaseMark) mark = cst_record_new (&cst_case_mark_type);

  if (text != NULL && cst_record_from_text (&cst_case_mark_type, mark, text, NULL) && mark->note != NULL)
    {
      gboolean is_theirs = g_strcmp0 (mark->actor, "customer") == 0 && gtk_widget_get_visible (self->asker_group);

      gtk_text_buffer_set_text (self->text_buffer, mark->note, -1);
      gtk_check_button_set_active (is_theirs ? self->customer_check : self->brand_check, TRUE);
    }
  self->saver = g_steal_pointer (&saver);
}

static void
ask_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  CstArbitrationWindow *self = CST_ARBITRATION_WINDOW (widget);
  g_autofree char *text = dup_text (self);

  g_strstrip (text);
  cst_draft_saver_flush (self->saver);
  g_signal_emit (self, signals[ASKED], 0, gtk_check_button_get_active (self->brand_check) ? "brand" : "customer", text);
  cst_draft_saver_save (self->saver, NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
go_cb (CstArbitrationWindow *self,
       const char           *kind)
{
  g_autofree char *place = g_strdup (kind);

  cst_draft_saver_flush (self->saver);
  g_signal_emit (self, signals[GO], 0, place);
  gtk_window_close (GTK_WINDOW (self));
}

/* The draft is on its way before anybody can open the window again. */
static gboolean
cst_arbitration_window_close_request (GtkWindow *window)
{
  CstArbitrationWindow *self = CST_ARBITRATION_WINDOW (window);

  if (self->saver != NULL)
    cst_draft_saver_flush (self->saver);

  return GTK_WINDOW_CLASS (cst_arbitration_window_parent_class)->close_request (window);
}

static void
cst_arbitration_window_dispose (GObject *object)
{
  g_clear_object (&CST_ARBITRATION_WINDOW (object)->saver);

  G_OBJECT_CLASS (cst_arbitration_window_parent_class)->dispose (object);
}

static void
cst_arbitration_window_finalize (GObject *object)
{
  g_free (CST_ARBITRATION_WINDOW (object)->incident);

  G_OBJECT_CLASS (cst_arbitration_window_parent_class)->finalize (object);
}

static void
cst_arbitration_window_class_init (CstArbitrationWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_arbitration_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = cst_arbitration_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = cst_arbitration_window_close_request;

  signals[ASKED] = g_signal_new ("asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[GO] = g_signal_new ("go", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-arbitration-window"));
  gtk_widget_class_bind_template_child (widget_class, CstArbitrationWindow, checks_group);
  gtk_widget_class_bind_template_child (widget_class, CstArbitrationWindow, asker_group);
  gtk_widget_class_bind_template_child (widget_class, CstArbitrationWindow, brand_check);
  gtk_widget_class_bind_template_child (widget_class, CstArbitrationWindow, customer_check);
  gtk_widget_class_bind_template_child (widget_class, CstArbitrationWindow, text_buffer);
  gtk_widget_class_bind_template_child (widget_class, CstArbitrationWindow, text_view);
  gtk_widget_class_bind_template_child (widget_class, CstArbitrationWindow, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, CstArbitrationWindow, problem_box);
  gtk_widget_class_bind_template_child (widget_class, CstArbitrationWindow, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "arbitration.ask", NULL, ask_action);
}

static void
cst_arbitration_window_init (CstArbitrationWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
explain (const CstCaseEscalation *rule,
         gboolean                 is_sent)
{
  g_autoptr(GString) text = g_string_new (is_sent
                                          ? _("Your words go to the marketplace, and to nobody else.")
                                          : _("Ask for it on the site with these words: Constat notes that you did, "
                                              "and when."));

  if (rule->hands_over != NULL && rule->hands_over[0] != NULL)
    g_string_append_printf (text, " %s", _("All messages and all evidence are handed over."));
  if (rule->binding)
    g_string_append_printf (text, " %s", _("The decision binds both sides."));

  return g_strdup (text->str);
}

/**
 * cst_arbitration_window_new:
 * @rule: the way to arbitration, by the account's rules
 *
 * Returns: (transfer none): GTK owns it
 */
CstArbitrationWindow *
cst_arbitration_window_new (CstContext              *context,
                            const CstIncidentCase   *incident_case,
                            const CstCaseEscalation *rule)
{
  CstArbitrationWindow *self = g_object_new (CST_TYPE_ARBITRATION_WINDOW, NULL);
  const CstAccountInfo *info = &incident_case->account->info;
  gboolean is_sent = cst_account_can (incident_case->account, CST_CAN_ESCALATE);
  gboolean may_choose = rule->by != NULL && g_strv_contains ((const char *const *) rule->by, "customer");
  g_autofree char *explanation = explain (rule, is_sent);
  GtkWidget *gaps = g_object_new (CST_TYPE_GAP_LIST, NULL);

  self->incident = g_strdup (incident_case->incident->id);
  self->needs_message = rule->needs_message || is_sent;
  gtk_window_set_title (GTK_WINDOW (self), rule->label);
  gtk_check_button_set_label (self->customer_check,
                              cst_term_is_retailer (info) ? _("The retailer asks") : _("The customer asks"));
  gtk_widget_set_visible (self->asker_group, may_choose);
  gtk_button_set_label (GTK_BUTTON (self->confirm_button), is_sent ? _("_Ask") : _("_Note It"));
  adw_preferences_group_set_description (self->checks_group, explanation);
  adw_preferences_group_add (self->checks_group, gaps);
  g_signal_connect_object (gaps, "go", G_CALLBACK (go_cb), self, G_CONNECT_SWAPPED);
  cst_gap_list_load (CST_GAP_LIST (gaps), context, incident_case->account->id, incident_case->incident->id);
  restore_draft (self, context, incident_case);
  update (self);

  return self;
}
