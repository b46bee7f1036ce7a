/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CstDossierReport:
 * @problems: (element-type utf8): what is wrong, in words; empty for a file that is as it was made
 * @seal: (nullable): what the file says it comes to
 *
 * What a case file says of itself, and whether it is true. Where @problems is not empty, the rest may be wrong too.
 */
typedef struct
{
  GPtrArray *problems;
  char      *seal;
  char      *incident;
  char      *order_number;
  char      *site;
  gint64     made_at;
  gboolean   with_notes;
  gboolean   is_redacted;
  guint      n_parts;
  guint      n_entries;
  gint64     head_seq;
  char      *head_hash;
} CstDossierReport;

CstDossierReport *cst_dossier_verify      (const char        *path,
                                           GError           **error);
void              cst_dossier_report_free (CstDossierReport  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDossierReport, cst_dossier_report_free)

G_END_DECLS
