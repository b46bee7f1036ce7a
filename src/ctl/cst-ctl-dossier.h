/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-ctl-operation.h"
#include "cst-dossier.h"

G_BEGIN_DECLS

CstDossier *cst_ctl_load_dossier (CstCtl                   *ctl,
                                  const CstCtlIncident     *found,
                                  const CstDossierOptions  *options,
                                  GError                  **error);
JsonArray  *cst_ctl_gaps_json    (const CstDossier         *dossier);
void        cst_ctl_print_gaps   (CstCtl                   *ctl,
                                  const CstDossier         *dossier);

G_END_DECLS
