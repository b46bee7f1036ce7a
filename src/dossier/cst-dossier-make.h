/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-dossier.h"
#include "cst-photo-decoder.h"
#include "cst-print-document.h"

G_BEGIN_DECLS

/**
 * CstExhibit:
 * @file: (unowned): what it is about
 * @name: (nullable): inside the case file, %NULL for what is left out
 * @sha256: (nullable): of the original as it lies here now
 * @bytes: (nullable): the copy that goes out where it is not the original itself
 * @picture: (nullable): how it is shown on paper
 *
 * One file made ready to leave.
 */
typedef struct
{
  const CstDossierFile *file;
  char                 *name;
  char                 *media_type;
  char                 *sha256;
  GBytes               *bytes;
  CstPrintPicture      *picture;
} CstExhibit;

/* One member of the case file. */
typedef struct
{
  char       *name;
  const char *role; /* `dossier`, `exhibit` */
  char       *media_type;
  char       *attachment; /* (nullable) */
  int         number;
  gint64      size;
  char       *sha256;
  char       *original_sha256; /* (nullable): where it is a copy */
  char       *path;            /* (nullable): what is copied in */
  GBytes     *bytes;           /* (nullable): likewise */
} CstDossierPart;

/**
 * CstDossierVolume:
 * @path: (owned)
 * @seal: (owned): of this volume
 *
 * A case file, or a part of one, that proves itself.
 */
typedef struct
{
  char *path;
  char *seal;
} CstDossierVolume;

/**
 * CstDossierProgressFunc:
 * @done: of @total steps; called on the thread that makes the case file
 */
typedef void (*CstDossierProgressFunc) (guint    done,
                                        guint    total,
                                        gpointer user_data);

gboolean  cst_dossier_write      (const CstDossier       *self,
                                  CstPhotoDecoder        *decoder,
                                  const char             *path,
                                  const char             *pdf_path,
                                  CstDossierProgressFunc  progress,
                                  gpointer                progress_data,
                                  GCancellable           *cancellable,
                                  char                  **seal,
                                  GError                **error);

GPtrArray *cst_dossier_write_volumes (const CstDossier  *self,
                                      CstPhotoDecoder   *decoder,
                                      const char        *folder,
                                      gint64             limit,
                                      GArray            *too_big,
                                      GCancellable      *cancellable,
                                      GError           **error);
void      cst_dossier_volume_free (gpointer               volume);

/* Between the files of the case file. */
void      cst_exhibit_free       (CstExhibit             *self);
void      cst_dossier_part_free  (CstDossierPart         *self);
GBytes   *cst_dossier_to_pdf     (const CstDossier       *self,
                                  GPtrArray              *exhibits,
                                  GError                **error);
GBytes   *cst_dossier_manifest   (const CstDossier       *self,
                                  GPtrArray              *parts,
                                  GPtrArray              *exhibits,
                                  guint                   volume,
                                  guint                   n_volumes);

G_END_DECLS
