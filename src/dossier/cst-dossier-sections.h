/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-dossier-make.h"

G_BEGIN_DECLS

/* The chapters of the case file on paper, one function each. */

void cst_dossier_print_arbitration (CstPrintDocument *document,
                                    const CstDossier *self);
void cst_dossier_print_deadlines (CstPrintDocument *document,
                                  const CstDossier *self);
void cst_dossier_print_messages  (CstPrintDocument *document,
                                  const CstDossier *self);
void cst_dossier_print_exhibits  (CstPrintDocument *document,
                                  const CstDossier *self,
                                  GPtrArray        *exhibits);
void cst_dossier_print_order     (CstPrintDocument *document,
                                  const CstDossier *self);
void cst_dossier_print_decisions (CstPrintDocument *document,
                                  const CstDossier *self);
void cst_dossier_print_notes     (CstPrintDocument *document,
                                  const CstDossier *self);

G_END_DECLS
