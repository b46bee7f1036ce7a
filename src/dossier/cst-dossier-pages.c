/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-dossier-sections.h"
#include "cst-dossier-words.h"
#include "cst-labels.h"
#include "cst-terms.h"
#include "cst-util.h"

static void
add_field (CstPrintDocument *document,
           const char       *label,
           char             *value)
{
  cst_print_document_add_field (document, label, value);
  g_free (value);
}

/* P7: who asked for it, and when. */
static char *
describe_asked (const CstDossier *self,
                CstMoment         moment)
{
  const CstCaseMark *mark = cst_case_marks_find (self->marks, CST_CASE_MARK_MOMENT,
                                                 cst_enum_nick (&cst_moment_type, (int) moment));
  g_autofree char *who = mark != NULL ? cst_dossier_asked_by (self, mark) : NULL;
  g_autofree char *at = mark != NULL ? cst_dossier_moment (self, cst_time_parse (mark->value)) : NULL;

  return who != NULL ? g_strdup_printf ("%s · %s", at, who) : g_steal_pointer (&at);
}

static char *
describe_ruling (const CstDossier *self)
{
  g_autoptr(CstRuling) ruling = cst_case_marks_ruling (self->marks);
  g_autofree char *what = ruling != NULL ? cst_label_ruling (ruling) : NULL;
  g_autofree char *at = ruling != NULL ? cst_dossier_moment (self, ruling->decided_at) : NULL;

  return ruling != NULL ? g_strdup_printf ("%s · %s", at, what) : NULL;
}

static char *
address_of (const CstDossier *self)
{
  const CstCustomer *customer = &self->order->customer;
  const char *lines[] = { customer->name, customer->contact_name, customer->street };
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      if (!cst_str_is_blank (lines[i]))
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", lines[i]);
    }
  if (!cst_str_is_blank (customer->city))
    g_string_append_printf (text, "\n%s%s%s", customer->postal_code != NULL ? customer->postal_code : "",
                            customer->postal_code != NULL ? " " : "", customer->city);
  if (!cst_str_is_blank (customer->country))
    g_string_append_printf (text, " (%s)", customer->country);

  return g_strdup (text->str);
}

static void
print_variant (CstPrintDocument *document,
               const CstDossier *self)
{
  g_autofree char *made = cst_dossier_moment (self, self->made_at);
  const char *zone = self->rules != NULL ? self->rules->playbook->time_zone : NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  if (self->made_by != NULL)
    /* Translators: a date and time, and a person */
    g_string_append_printf (text, _("Made on %1$s by %2$s."), made, self->made_by);
  else
    /* Translators: a date and time */
    g_string_append_printf (text, _("Made on %s."), made);
  if (zone != NULL)
    {
      g_string_append_c (text, ' ');
      /* Translators: a time zone as in Europe/Paris */
      g_string_append_printf (text, _("All times are those of %s."), zone);
    }
  if (self->options.is_redacted)
    g_string_append_printf (text, " %s", _("Without personal data: names, addresses, telephone numbers and links are "
                                           "replaced, the same by the same everywhere."));
  g_string_append_printf (text, " %s", self->options.with_notes ? _("With our internal notes.")
                                                                : _("Without our internal notes."));
  cst_print_document_add_text (document, CST_PRINT_NOTE, text->str);
}

static void
print_head (CstPrintDocument *document,
            const CstDossier *self)
{
  const CstIncident *incident = self->incident;
  const CstPayout *payout = &self->order->payout;
  const CstAccountInfo *info = &self->account->info;

  cst_print_document_add_text (document, CST_PRINT_TITLE, C_("case file", "Case file"));
  cst_print_document_add_space (document, 2);
  print_variant (document, self);
  cst_print_document_add_space (document, 8);
  cst_print_document_add_field (document, C_("case file", "Site"), cst_account_get_site (self->account));
  cst_print_document_add_field (document, cst_dossier_seller (self), info->name);
  cst_print_document_add_field (document, C_("printed sheet", "Order"), self->order->number);
  cst_print_document_add_field (document, C_("printed sheet", "Number"), incident->number);
  add_field (document, C_("printed sheet", "Reason"), cst_label_incident_reason (incident));
  add_field (document, C_("printed sheet", "State"), cst_label_incident_state (incident, info));
  add_field (document, C_("printed sheet", "Reported"), cst_dossier_moment (self, incident->reported_at));
  add_field (document, cst_term_customer (info), address_of (self));
  if (payout->held > 0)
    add_field (document, _("Payout held"), cst_money_format (cst_money (payout->held, payout->currency)));
  add_field (document, cst_label_moment (CST_MOMENT_HELP_ASKED), describe_asked (self, CST_MOMENT_HELP_ASKED));
  add_field (document, cst_label_moment (CST_MOMENT_ARBITRATION), describe_asked (self, CST_MOMENT_ARBITRATION));
  add_field (document, cst_label_moment (CST_MOMENT_DECIDED), describe_ruling (self));
  if (!cst_str_is_blank (incident->description))
    {
      cst_print_document_add_space (document, 8);
      cst_print_document_add_text (document, CST_PRINT_LABEL, C_("case file", "What was reported"));
      cst_print_document_add_text (document, CST_PRINT_QUOTE, incident->description);
    }
  cst_print_document_add_space (document, 12);
  cst_print_document_add_text (document, CST_PRINT_HEADING, C_("case file", "Contents"));
  cst_print_document_add_contents (document);
}

static char *
gaps_of (const CstDossier *self,
         const char       *kind)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->gaps->len; i++)
    {
      const CstDossierGap *gap = g_ptr_array_index (self->gaps, i);

      if (g_str_equal (gap->kind, kind))
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", gap->text);
    }

  return g_strdup (text->str);
}

static void
print_checks (CstPrintDocument *document,
              const CstDossier *self)
{
  static const double widths[] = { 0.34, 0.16, 0.5 };
  const char *header[] = { C_("case file", "What is handed over"), C_("case file", "Complete"),
                           C_("case file", "What is missing") };

  cst_print_document_add_chapter (document, 1, C_("case file", "Completeness"));
  cst_print_document_add_row (document, TRUE, widths, header, G_N_ELEMENTS (header));
  for (guint i = 0; i < self->checks->len; i++)
    {
      const CstDossierCheck *check = g_ptr_array_index (self->checks, i);
      g_autofree char *missing = gaps_of (self, check->kind);
      const char *cells[] = { cst_dossier_check_label (check->kind),
                              check->is_complete ? C_("case file", "Yes") : C_("case file", "No"), missing };

      cst_print_document_add_row (document, FALSE, widths, cells, G_N_ELEMENTS (cells));
    }
}

static void
print_chronology (CstPrintDocument *document,
                  const CstDossier *self)
{
  static const double widths[] = { 0.22, 0.26, 0.52 };
  const char *header[] = { C_("case file", "When"), C_("case file", "Who"), C_("case file", "What") };

  cst_print_document_add_chapter (document, 1, C_("case file", "Chronology"));
  cst_print_document_add_row (document, TRUE, widths, header, G_N_ELEMENTS (header));
  for (guint i = 0; i < self->events->len; i++)
    {
      const CstDossierEvent *event = g_ptr_array_index (self->events, i);
      g_autofree char *at = cst_dossier_moment (self, event->at);
      g_autofree char *text = g_strconcat (event->text, !cst_str_is_blank (event->detail) ? " · " : NULL,
                                           event->detail, NULL);
      const char *cells[] = { at, event->who != NULL ? event->who : "", text };

      cst_print_document_add_row (document, FALSE, widths, cells, G_N_ELEMENTS (cells));
    }
}

static const char *
label_journal_kind (CstJournalKind kind)
{
  static const char *const labels[] = {
    [CST_JOURNAL_UNKNOWN] = NC_("journal", "Other"),
    [CST_JOURNAL_DECIDED] = NC_("journal", "Decision"),
    [CST_JOURNAL_MOVED] = NC_("journal", "Step of a decision"),
    [CST_JOURNAL_INCIDENT_SEEN] = NC_("journal", "State told by the site"),
    [CST_JOURNAL_RESOLUTION_SEEN] = NC_("journal", "Resolution told by the site"),
    [CST_JOURNAL_RETURN_SEEN] = NC_("journal", "Return told by the site"),
    [CST_JOURNAL_ERASED] = NC_("journal", "Personal data erased"),
    [CST_JOURNAL_RESTORED] = NC_("journal", "Restored from a backup"),
    [CST_JOURNAL_TICK] = NC_("journal", "Action ticked off"),
    [CST_JOURNAL_ANSWER] = NC_("journal", "Question answered"),
    [CST_JOURNAL_MOMENT] = NC_("journal", "Event noted"),
    [CST_JOURNAL_PIN] = NC_("journal", "Rules in force"),
    [CST_JOURNAL_DEVIATION] = NC_("journal", "Other than proposed"),
    [CST_JOURNAL_DELIVERY_SEEN] = NC_("journal", "State told by the carrier"),
    [CST_JOURNAL_CALL] = NC_("journal", "Call"),
    [CST_JOURNAL_DOSSIER] = NC_("journal", "Case file made"),
    [CST_JOURNAL_LESSON] = NC_("journal", "Lesson"),
  };

  return (gsize) kind < G_N_ELEMENTS (labels) ? g_dpgettext2 (GETTEXT_PACKAGE, "journal", labels[kind]) : "";
}

static void
print_journal (CstPrintDocument *document,
               const CstDossier *self)
{
  static const double widths[] = { 0.1, 0.22, 0.4, 0.28 };
  const char *header[] = { C_("case file", "No."), C_("case file", "When"), C_("case file", "What"),
                           C_("case file", "Hash begins with") };
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, self->head_seq);
  g_autofree char *head = cst_dossier_hash (self->head_hash);

  cst_print_document_add_chapter (document, 1, C_("case file", "Journal"));
  cst_print_document_add_text (document, CST_PRINT_BODY,
                               _("Each entry carries a hash of itself and of the entry before it, so that none can be "
                                 "changed, added or left out afterwards without all later ones showing it. The "
                                 "manifest of this case file has these entries in full. Anybody can check the file "
                                 "with “constatctl dossier verify”."));
  cst_print_document_add_field (document, C_("case file", "Entries in all"), count);
  cst_print_document_add_field (document, C_("case file", "Hash of the last one"), head);
  cst_print_document_add_space (document, 4);
  cst_print_document_add_row (document, TRUE, widths, header, G_N_ELEMENTS (header));
  for (guint i = 0; i < self->journal->len; i++)
    {
      const CstJournalEntry *entry = g_ptr_array_index (self->journal, i);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, entry->seq);
      g_autofree char *at = cst_dossier_moment (self, entry->at);
      g_autofree char *first = g_strndup (entry->hash, 16);
      g_autofree char *begin = cst_dossier_hash (first);
      const char *cells[] = { number, at, label_journal_kind (entry->kind), begin };

      cst_print_document_add_row (document, FALSE, widths, cells, G_N_ELEMENTS (cells));
    }
}

/**
 * cst_dossier_to_pdf:
 * @exhibits: (element-type CstExhibit): one for each of the case file's files
 *
 * Returns: (transfer full): the case file on paper
 */
GBytes *
cst_dossier_to_pdf (const CstDossier  *self,
                    GPtrArray         *exhibits,
                    GError           **error)
{
  g_autofree char *made = cst_dossier_moment (self, self->made_at);
  g_autofree char *header = g_strdup_printf ("%s · %s · %s · %s", C_("case file", "Case file"),
                                             cst_account_get_site (self->account), self->order->number,
                                             self->incident->number);
  g_autoptr(CstPrintDocument) document = cst_print_document_new (header, made);
  CstPrintPdf about = { header, self->incident->number, self->account->info.name, self->made_at };

  print_head (document, self);
  print_checks (document, self);
  cst_dossier_print_arbitration (document, self);
  print_chronology (document, self);
  cst_dossier_print_deadlines (document, self);
  cst_dossier_print_messages (document, self);
  cst_dossier_print_exhibits (document, self, exhibits);
  cst_dossier_print_order (document, self);
  cst_dossier_print_decisions (document, self);
  if (self->options.with_notes)
    cst_dossier_print_notes (document, self);
  print_journal (document, self);

  return cst_print_document_to_pdf (document, &about, error);
}
