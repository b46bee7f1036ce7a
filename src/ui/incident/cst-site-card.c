/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-site-card.h"

#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-focus-place.h"
#include "cst-format.h"
#include "cst-ui.h"
#include "cst-util.h"

/* P8, P10: how the incident stands with the marketplace itself: whether we said that it is resolved, and how to say so
 * or to ask for help where no rules know how. Where the account's site takes one of them from nobody but a person, it
 * says so and what to do instead. Help and arbitration by the rules have a card of their own. */
struct _CstSiteCard
{
  GtkWidget  parent_instance;

  GtkWidget *root;
  GtkLabel  *heading;
  GtkWidget *facts_box;
  GtkWidget *hints_box;
  GtkWidget *buttons_box;
  GString   *wanted; /* (owned) (nullable): what it would show, while that is only found out */
  char      *shown;  /* (owned) (nullable): what it shows; a button in use is not built anew for nothing */
};

G_DEFINE_FINAL_TYPE (CstSiteCard, cst_site_card, GTK_TYPE_WIDGET)

static gboolean
is_about (const CstOperation    *operation,
          const CstIncidentCase *incident_case,
          CstMessagePurpose      purpose)
{
  return operation->kind == CST_OPERATION_MESSAGE && operation->purpose == purpose &&
         g_strcmp0 (operation->incident, incident_case->incident->id) == 0;
}

static const CstOperation *
last_operation (const CstIncidentCase *incident_case,
                CstMessagePurpose      purpose,
                const char            *subject)
{
  for (guint i = incident_case->operations->len; i > 0; i--)
    {
      const CstOperation *operation = g_ptr_array_index (incident_case->operations, i - 1);

      if (is_about (operation, incident_case, purpose) && operation->state != CST_OPERATION_CANCELLED &&
          operation->state != CST_OPERATION_REFUSED_STATE &&
          (subject == NULL || g_strcmp0 (operation->subject, subject) == 0))
        return operation;
    }

  return NULL;
}

/**
 * cst_site_may_mark:
 *
 * Returns: whether the incident can be marked as resolved now
 */
gboolean
cst_site_may_mark (const CstIncidentCase *incident_case)
{
  const CstOperation *marking = last_operation (incident_case, CST_PURPOSE_RESOLUTION, NULL);

  return cst_account_can (incident_case->account, CST_CAN_MARK_RESOLVED) &&
         !cst_incident_is_settled (incident_case->incident) && !incident_case->incident->marked_resolved &&
         (marking == NULL || !cst_operation_is_pending (marking));
}

/**
 * cst_site_may_ask:
 *
 * Returns: whether the marketplace can be written to about the incident now
 */
gboolean
cst_site_may_ask (const CstIncidentCase *incident_case)
{
  return cst_account_can (incident_case->account, CST_CAN_ESCALATE) &&
         !cst_incident_is_settled (incident_case->incident);
}

/**
 * cst_site_undo_text:
 * @undo_window: in seconds
 *
 * Returns: (transfer full): until when what is said to the marketplace can be undone
 */
char *
cst_site_undo_text (int undo_window)
{
  if (undo_window <= 0)
    return g_strdup (_("Nobody can take it back."));

  if (undo_window % 60 == 0)
    return g_strdup_printf (ngettext ("It can be undone for %d minute; after that, nobody can take it back.",
                                      "It can be undone for %d minutes; after that, nobody can take it back.",
                                      (gulong) (undo_window / 60)), undo_window / 60);

  return g_strdup_printf (ngettext ("It can be undone for %d second; after that, nobody can take it back.",
                                    "It can be undone for %d seconds; after that, nobody can take it back.",
                                    (gulong) undo_window), undo_window);
}

static void
add_fact (CstSiteCard *self,
          const char  *icon_name,
          const char  *text,
          const char  *detail)
{
  if (self->wanted != NULL)
    g_string_append_printf (self->wanted, "%s\t%s\t%s\n", icon_name, text, detail != NULL ? detail : "");
  else
    gtk_box_append (GTK_BOX (self->facts_box), cst_build_row (icon_name, text, detail, NULL));
}

static void
fill_marked (CstSiteCard           *self,
             const CstIncidentCase *incident_case,
             gint64                 now)
{
  const CstIncident *incident = incident_case->incident;
  const CstOperation *marking = last_operation (incident_case, CST_PURPOSE_RESOLUTION, NULL);
  g_autofree char *since = NULL;
  g_autofree char *text = NULL;

  if (!incident->marked_resolved)
    return;

  since = cst_format_moment (incident->waiting_since, now);
  /* Translators: a moment, and who did it */
  text = marking != NULL ? g_strdup_printf (_("Marked as resolved: %s · %s"), since, marking->person_name)
         /* Translators: a moment */
                         : g_strdup_printf (_("Marked as resolved: %s"), since);
  add_fact (self, "constat-state-marked-symbolic", text,
            _("It is over when the customer agrees, or when the time the marketplace gives them has passed. If they "
              "contest it, it comes back to you."));
}

/* @target: (nullable) (transfer floating) */
static void
add_button (CstSiteCard *self,
            const char  *label,
            const char  *action,
            GVariant    *target)
{
  g_autoptr(GVariant) owned = target != NULL ? g_variant_ref_sink (target) : NULL;
  GtkWidget *button;

  if (self->wanted != NULL)
    {
      g_string_append_printf (self->wanted, "%s\t%s\n", label, action);
      return;
    }

  button = gtk_button_new_with_label (label);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  cst_focus_place_name (button, label);
  gtk_box_append (GTK_BOX (self->buttons_box), button);
}

/* P1: a reason that nobody said the meaning of comes as the site's bare code. */
static void
ask_meaning (CstSiteCard           *self,
             const CstIncidentCase *incident_case)
{
  const CstAccount *account = incident_case->account;
  const CstIncident *incident = incident_case->incident;

  for (guint i = 0; i < account->info.reasons->len; i++)
    {
      const CstSiteReason *reason = g_ptr_array_index (account->info.reasons, i);
      g_autofree char *text = NULL;

      if (reason->use != CST_REASON_OPENS || reason->code == NULL ||
          g_strcmp0 (reason->code, incident->reason_code) != 0 ||
          g_strcmp0 (reason->label, incident->reason_label) != 0)
        continue;

      /* Translators: a reason in the site’s own words */
      text = g_strdup_printf (_("The rules do not know what “%s” means"), reason->label);
      add_fact (self, "dialog-question-symbolic", text,
                _("Say it once in the account’s window; all its incidents follow."));
      add_button (self, _("Say What It Means…"), "app.account", g_variant_new_int64 (account->id));
    }
}

/* Their card tells of these (P7, P10). */
static gboolean
knows_escalations (const CstCaseView *view)
{
  for (guint i = 0; view != NULL && i < view->escalations->len; i++)
    {
      if (((const CstCaseEscalation *) g_ptr_array_index (view->escalations, i))->kind != CST_ESCALATE_GROUP)
        return TRUE;
    }

  return FALSE;
}

static void
add_hint (CstSiteCard *self,
          char        *owned)
{
  g_autofree char *text = owned;
  GtkWidget *label;

  if (self->wanted != NULL)
    {
      g_string_append_printf (self->wanted, "%s\n", text);
      return;
    }

  label = cst_build_label (text, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (self->hints_box), label);
}

/* What this site lacks, and the next best way. */
static void
add_hints (CstSiteCard           *self,
           const CstIncidentCase *incident_case)
{
  const CstAccount *account = incident_case->account;

  if (account->info.may_decide && !cst_account_can (account, CST_CAN_MARK_RESOLVED))
    {
      /* Translators: the marketplace’s name */
      add_hint (self, g_strdup_printf (_("%s lets nobody but the customer say that it is resolved: send them a message "
                                         "and ask them to."), cst_account_get_site (account)));
    }
}

static void
cst_site_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_SITE_CARD);

  G_OBJECT_CLASS (cst_site_card_parent_class)->dispose (object);
}

static void
cst_site_card_finalize (GObject *object)
{
  g_free (CST_SITE_CARD (object)->shown);

  G_OBJECT_CLASS (cst_site_card_parent_class)->finalize (object);
}

static void
cst_site_card_class_init (CstSiteCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_site_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = cst_site_card_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sitecard");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-site-card"));
  gtk_widget_class_bind_template_child (widget_class, CstSiteCard, root);
  gtk_widget_class_bind_template_child (widget_class, CstSiteCard, heading);
  gtk_widget_class_bind_template_child (widget_class, CstSiteCard, facts_box);
  gtk_widget_class_bind_template_child (widget_class, CstSiteCard, hints_box);
  gtk_widget_class_bind_template_child (widget_class, CstSiteCard, buttons_box);
}

static void
cst_site_card_init (CstSiteCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill (CstSiteCard           *self,
      const CstIncidentCase *incident_case,
      const CstCaseView     *view,
      gint64                 now)
{
  const CstAccount *account = incident_case->account;
  gboolean is_open = !cst_incident_is_settled (incident_case->incident);

  if (is_open)
    ask_meaning (self, incident_case);
  fill_marked (self, incident_case, now);
  if (!is_open)
    return;

  if (cst_account_can (account, CST_CAN_MARK_RESOLVED) && !incident_case->incident->marked_resolved)
    add_button (self, _("Mark as Resolved…"), "incident.mark-resolved", NULL);
  if (!knows_escalations (view) && cst_site_may_ask (incident_case))
    add_button (self, _("Ask the Marketplace for Help…"), "incident.ask-help", g_variant_new_string (""));
  if (!cst_account_can (account, CST_CAN_RECORD))
    add_hints (self, incident_case);
}

static gboolean
show_any (GtkWidget *box)
{
  gboolean is_any = gtk_widget_get_first_child (box) != NULL;

  gtk_widget_set_visible (box, is_any);

  return is_any;
}

/**
 * cst_site_card_set_case:
 * @view: (nullable): where rules apply
 *
 * The card is there where the site can be told something, or the rules know how it is asked.
 */
void
cst_site_card_set_case (CstSiteCard           *self,
                        const CstIncidentCase *incident_case,
                        const CstCaseView     *view,
                        gint64                 now)
{
  g_autofree char *place = NULL;
  g_autofree char *wanted = NULL;
  gboolean is_any;

  g_return_if_fail (CST_IS_SITE_CARD (self));

  self->wanted = g_string_new (incident_case->incident->id);
  fill (self, incident_case, view, now);
  wanted = g_string_free (g_steal_pointer (&self->wanted), FALSE);
  if (!cst_set_str (&self->shown, wanted))
    return;

  place = cst_focus_place_note (GTK_WIDGET (self));
  gtk_label_set_label (self->heading, cst_account_get_site (incident_case->account));
  cst_build_clear (self->facts_box);
  cst_build_clear (self->hints_box);
  cst_build_clear (self->buttons_box);
  fill (self, incident_case, view, now);

  is_any = show_any (self->facts_box);
  is_any |= show_any (self->buttons_box);
  show_any (self->hints_box);
  gtk_widget_set_visible (GTK_WIDGET (self), is_any);
  cst_focus_place_restore (GTK_WIDGET (self), place);
}
