/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-dossier.h"

G_BEGIN_DECLS

/* How the case file writes dates, people and files. All texts are owned by the caller. */

char       *cst_dossier_date        (const CstDossier     *self,
                                     gint64                at);
char       *cst_dossier_moment      (const CstDossier     *self,
                                     gint64                at);
char       *cst_dossier_iso_date    (const char           *date);
char       *cst_dossier_taken       (const char           *taken_at);
char       *cst_dossier_hash        (const char           *digits);
char       *cst_dossier_bytes       (gint64                size);
char       *cst_dossier_party       (const CstDossier     *self,
                                     CstParty              party);
const char *cst_dossier_seller      (const CstDossier     *self);
char       *cst_dossier_exhibit     (const CstDossierFile *file);
char       *cst_dossier_name_of     (const CstDossierFile *file);
const char *cst_dossier_check_label (const char           *kind);
const char *cst_dossier_person_name (const CstDossier     *self,
                                     const char           *person);

G_END_DECLS
