/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-dossier-async.h"

G_BEGIN_DECLS

/**
 * CstDossierSent:
 * @operations: (element-type CstOperation): one message for each volume, in their order
 * @too_big: (element-type int): the numbers of the exhibits the site takes no file of that size for
 */
typedef struct
{
  GPtrArray *operations;
  GArray    *too_big;
} CstDossierSent;

gboolean        cst_dossier_may_send    (const CstAccount   *account,
                                         const CstIncident  *incident,
                                         char              **why_not);
CstDossierSent *cst_dossier_send        (CstStore           *store,
                                         const CstDossier   *dossier,
                                         CstPhotoDecoder    *decoder,
                                         const CstPerson    *person,
                                         int                 hold_s,
                                         GCancellable       *cancellable,
                                         GError            **error);
void            cst_dossier_send_async  (CstRules            *rules,
                                         CstDossier          *dossier,
                                         CstPhotoDecoder     *decoder,
                                         const CstPerson     *person,
                                         int                  hold_s,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
CstDossierSent *cst_dossier_send_finish (CstRules            *rules,
                                         GAsyncResult        *result,
                                         GError             **error);
void            cst_dossier_sent_free   (CstDossierSent     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDossierSent, cst_dossier_sent_free)

G_END_DECLS
