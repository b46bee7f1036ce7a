/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-dossier-sections.h"
#include "cst-dossier-words.h"
#include "cst-labels.h"
#include "cst-terms.h"
#include "cst-util.h"

/* P7, P10: help and arbitration asked for, by whom, when and why; what was decided, by whom, and what became of it. */

/**
 * cst_dossier_asked_by:
 *
 * Returns: (transfer full) (nullable): which side asked
 */
char *
cst_dossier_asked_by (const CstDossier  *self,
                      const CstCaseMark *mark)
{
  int party = mark->actor != NULL ? cst_enum_value (&cst_party_type, mark->actor) : CST_PARTY_BRAND;

  return cst_dossier_party (self, (CstParty) party);
}

static void
print_words (CstPrintDocument *document,
             const char       *label,
             const char       *words)
{
  if (cst_str_is_blank (words))
    return;

  cst_print_document_add_text (document, CST_PRINT_LABEL, label);
  cst_print_document_add_text (document, CST_PRINT_QUOTE, words);
  cst_print_document_add_space (document, 4);
}

static void
print_moment (CstPrintDocument *document,
              const CstDossier *self,
              const char       *label,
              gint64            at)
{
  g_autofree char *moment = cst_dossier_moment (self, at);

  cst_print_document_add_field (document, label, moment);
}

static const CstCaseMark *
find_asked (const CstDossier *self,
            CstMoment         moment)
{
  return cst_case_marks_find (self->marks, CST_CASE_MARK_MOMENT, cst_enum_nick (&cst_moment_type, (int) moment));
}

static void
print_asked (CstPrintDocument *document,
             const CstDossier *self,
             CstMoment         moment)
{
  const CstCaseMark *mark = find_asked (self, moment);
  g_autofree char *who = NULL;
  gint64 at;

  if (mark == NULL)
    return;

  who = cst_dossier_asked_by (self, mark);
  at = cst_time_parse (mark->value);
  cst_print_document_add_chapter (document, 2, cst_label_moment (moment));
  print_moment (document, self, C_("case file", "When"), at != CST_TIME_NONE ? at : mark->at);
  cst_print_document_add_field (document, C_("case file", "Asked by"), who);
  cst_print_document_add_field (document, C_("case file", "Noted by"), mark->person_name);
  print_words (document, C_("case file", "Why"), mark->note);
}

static void
print_ruling (CstPrintDocument *document,
              const CstDossier *self)
{
  const CstCaseMark *mark = cst_case_marks_find_ruling (self->marks);
  g_autoptr(CstRuling) ruling = cst_case_marks_ruling (self->marks);
  g_autofree char *what = ruling != NULL ? cst_label_ruling (ruling) : NULL;

  if (ruling == NULL)
    return;

  cst_print_document_add_chapter (document, 2, C_("case file", "Decision of the arbitration"));
  print_moment (document, self, C_("case file", "When"), ruling->decided_at);
  cst_print_document_add_field (document, C_("case file", "Decided by"), mark->actor);
  cst_print_document_add_field (document, C_("case file", "What"), what);
  cst_print_document_add_field (document, C_("case file", "Binding"),
                                ruling->is_binding ? C_("case file", "Yes") : C_("case file", "No"));
  cst_print_document_add_field (document, C_("case file", "What became of it"),
                                cst_label_ruling_state (cst_ruling_state (ruling, self->incident, self->operations)));
  cst_print_document_add_field (document, C_("case file", "Noted by"), mark->person_name);
  print_words (document, C_("case file", "In these words"), mark->note);
}

void
cst_dossier_print_arbitration (CstPrintDocument *document,
                               const CstDossier *self)
{
  if (find_asked (self, CST_MOMENT_HELP_ASKED) == NULL &&
      find_asked (self, CST_MOMENT_ARBITRATION) == NULL &&
      cst_case_marks_find_ruling (self->marks) == NULL)
    return;

  cst_print_document_add_chapter (document, 1, C_("case file", "Help and arbitration"));
  print_asked (document, self, CST_MOMENT_HELP_ASKED);
  print_asked (document, self, CST_MOMENT_ARBITRATION);
  print_ruling (document, self);
}
