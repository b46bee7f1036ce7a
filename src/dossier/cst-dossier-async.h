/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-dossier-make.h"

G_BEGIN_DECLS

/**
 * CstDossierTarget:
 * @zip_path: (nullable): where the sealed archive goes
 * @pdf_path: (nullable): where the pages go by themselves
 * @person: (nullable): the id of whoever makes it
 */
typedef struct
{
  char *zip_path;
  char *pdf_path;
  char *person;
} CstDossierTarget;

void        cst_dossier_load_async  (CstRules                 *rules,
                                     gint64                    account,
                                     const char               *incident,
                                     const CstDossierOptions  *options,
                                     gint64                    now,
                                     GCancellable             *cancellable,
                                     GAsyncReadyCallback       callback,
                                     gpointer                  user_data);
CstDossier *cst_dossier_load_finish (CstRules                 *rules,
                                     GAsyncResult             *result,
                                     GError                  **error);
void        cst_dossier_make_async  (CstRules                 *rules,
                                     CstDossier               *dossier,
                                     CstPhotoDecoder          *decoder,
                                     const CstDossierTarget   *target,
                                     CstDossierProgressFunc    progress,
                                     gpointer                  progress_data,
                                     GCancellable             *cancellable,
                                     GAsyncReadyCallback       callback,
                                     gpointer                  user_data);
char       *cst_dossier_make_finish (CstRules                 *rules,
                                     GAsyncResult             *result,
                                     GError                  **error);
gboolean    cst_dossier_make        (CstStore                 *store,
                                     const CstDossier         *dossier,
                                     CstPhotoDecoder          *decoder,
                                     const CstDossierTarget   *target,
                                     CstDossierProgressFunc    progress,
                                     gpointer                  progress_data,
                                     GCancellable             *cancellable,
                                     char                    **seal,
                                     GError                  **error);
gboolean    cst_dossier_note_made   (CstDb                    *db,
                                     const CstDossier         *dossier,
                                     const char               *person,
                                     const char               *seal,
                                     GError                  **error);

G_END_DECLS
