/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-dossier-words.h"
#include "cst-util.h"

/* What an arbitration will ask for and the case file has not (P7, P10). Which of the checks apply is said by the
 * account's rules: the words of `hands-over` of its way to arbitration. */

static void
G_GNUC_PRINTF (3,
               4)
add_gap (CstDossier *self,
         const char *kind,
         const char *format,
         ...)
{
  CstDossierGap *gap = g_new0 (CstDossierGap, 1);
  va_list args;

  va_start (args, format);
  gap->kind = kind;
  gap->text = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->gaps, gap);
}

static gint64
moment_of (const CstDossier *self,
           CstMoment         moment)
{
  return self->rules != NULL ? self->rules->facts->moments.at[moment] : 0;
}

static void
check_communications (CstDossier *self,
                      const char *kind)
{
  gboolean has_ours = FALSE;

  for (guint i = 0; i < self->thread->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (self->thread->messages, i);

      has_ours = has_ours || message->author == CST_PARTY_BRAND;
    }

  if (self->thread->messages->len == 0)
    add_gap (self, kind, "%s", _("No message was exchanged"));
  else if (!has_ours && moment_of (self, CST_MOMENT_FIRST_REPLY) == 0)
    add_gap (self, kind, "%s", _("There is no first reply"));

  for (guint i = 0; i < self->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (self->operations, i);

      if (operation->kind == CST_OPERATION_MESSAGE && cst_operation_is_pending (operation))
        add_gap (self, kind, "%s", _("A message of ours has not been sent yet"));
    }
}

/* What the rules ask for by reason. */
static void
check_evidence (CstDossier *self,
                const char *kind)
{
  for (guint i = 0; self->rules != NULL && i < self->rules->view->evidence->len; i++)
    {
      const CstCaseEvidence *evidence = g_ptr_array_index (self->rules->view->evidence, i);

      if (evidence->is_missing)
        add_gap (self, kind, "%s", evidence->label);
    }
}

static void
check_photos (CstDossier *self,
              const char *kind)
{
  guint n_awaited = cst_incident_count_awaited_photos (self->incident);

  if (n_awaited > 0)
    add_gap (self, kind,
             ngettext ("%u photo was announced and has not come", "%u photos were announced and have not come",
                       n_awaited), n_awaited);

  for (guint i = 0; i < self->files->len; i++)
    {
      const CstDossierFile *file = g_ptr_array_index (self->files, i);
      g_autofree char *exhibit = cst_dossier_exhibit (file);

      if (file->origin == CST_DOSSIER_FROM_LABEL || file->fact == CST_PHOTO_ANNOUNCED)
        continue;
      if (file->path == NULL)
        /* Translators: an exhibit of a case file and why it is not there, as in “Exhibit 3: not downloaded yet” */
        add_gap (self, kind, _("%1$s: %2$s"), exhibit, cst_label_photo_fact (file->fact));
      else if (cst_photo_facts_is_altered (file->facts))
        add_gap (self, kind, _("%s is not the file that the marketplace describes"), exhibit);
    }
}

/* Photos that nobody judged prove little. */
static void
check_findings (CstDossier *self,
                const char *kind)
{
  gboolean has_photos = FALSE;

  for (guint i = 0; i < self->files->len; i++)
    {
      const CstDossierFile *file = g_ptr_array_index (self->files, i);

      has_photos = has_photos || file->origin != CST_DOSSIER_FROM_LABEL;
    }

  if (has_photos && self->desk->findings->len == 0)
    add_gap (self, kind, "%s", _("Nobody noted what the photos show"));
}

static void
check_tracking (CstDossier *self,
                const char *kind)
{
  if (self->order->shipped_at == 0 && self->order->shipments->len == 0)
    return;
  if (self->order->shipments->len == 0 && self->deliveries->len == 0)
    add_gap (self, kind, "%s", _("The parcel has no tracking number"));

  for (guint i = 0; i < self->order->shipments->len; i++)
    {
      const CstShipment *shipment = g_ptr_array_index (self->order->shipments, i);
      g_autofree char *day = cst_dossier_date (self, shipment->shipped_at);

      if (cst_str_is_blank (shipment->tracking_number))
        /* Translators: a date */
        add_gap (self, kind, _("The parcel of %s has no tracking number"), day);
    }
  for (guint i = 0; i < self->incident->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (self->incident->resolutions, i);

      if (resolution->shipped_at != 0 && cst_str_is_blank (resolution->tracking_number))
        add_gap (self, kind, "%s", _("The replacement has no tracking number"));
    }
}

static void
check_label (CstDossier *self,
             const char *kind)
{
  for (guint i = 0; i < self->incident->returns->len; i++)
    {
      const CstReturn *goods = g_ptr_array_index (self->incident->returns, i);

      if (goods->label == NULL)
        add_gap (self, kind, "%s", _("A return was asked for without a label"));
    }
  for (guint i = 0; i < self->files->len; i++)
    {
      const CstDossierFile *file = g_ptr_array_index (self->files, i);
      g_autofree char *exhibit = cst_dossier_exhibit (file);

      if (file->origin == CST_DOSSIER_FROM_LABEL && file->path == NULL)
        add_gap (self, kind, _("%s, the return label, is not on this computer"), exhibit);
    }
}

static void
check_dates (CstDossier *self,
             const char *kind)
{
  const CstOrder *order = self->order;

  if (order->placed_at == 0)
    add_gap (self, kind, "%s", _("Nobody says when it was ordered"));
  if (order->shipped_at == 0 && order->shipments->len > 0)
    add_gap (self, kind, "%s", _("Nobody says when it was shipped"));
  /* What shows the goods shows that they came. */
  if (order->delivered_at == 0 && moment_of (self, CST_MOMENT_DELIVERED) == 0 && self->incident->attachments->len > 0)
    add_gap (self, kind, "%s", _("Nobody says when it was delivered"));
  if (self->incident->reported_at == 0)
    add_gap (self, kind, "%s", _("Nobody says when it was reported"));
}

static const struct
{
  const char *kind;
  void (*check) (CstDossier *self,
                 const char *kind);
} checks[] = {
  { "communications", check_communications },
  { "evidence", check_evidence },
  { "photos", check_photos },
  { "findings", check_findings },
  { "tracking", check_tracking },
  { "label", check_label },
  { "dates", check_dates },
};

/* The words of the rules, of whichever way to arbitration is in force for the reason; NULL when they say nothing. */
static char **
handed_over (const CstDossier *self)
{
  const CstPlaybook *playbook = self->rules != NULL ? self->rules->playbook : NULL;

  for (guint i = 0; playbook != NULL && i < playbook->escalations->len; i++)
    {
      const CstEscalation *rule = g_ptr_array_index (playbook->escalations, i);

      if (rule->kind == CST_ESCALATE_ARBITRATION && cst_rule_is_about (&rule->rule, self->rules->view->reason) &&
          cst_rule_is_in_force (playbook, playbook->escalations, &rule->rule,
                                cst_case_opened_day (playbook, self->rules->facts),
                                cst_case_today (playbook, self->rules->facts)))
        return rule->hands_over;
    }

  return NULL;
}

/**
 * cst_dossier_add_gaps:
 *
 * Names what is missing. Without rules that say what has to be handed over, all is looked at.
 */
void
cst_dossier_add_gaps (CstDossier *self)
{
  char **wanted = handed_over (self);

  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      CstDossierCheck *check;
      guint n_before = self->gaps->len;

      if (wanted != NULL && wanted[0] != NULL && !g_strv_contains ((const char *const *) wanted, checks[i].kind))
        continue;

      checks[i].check (self, checks[i].kind);
      check = g_new0 (CstDossierCheck, 1);
      check->kind = checks[i].kind;
      check->is_complete = self->gaps->len == n_before;
      g_ptr_array_add (self->checks, check);
    }
}
