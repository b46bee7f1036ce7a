/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-photo-decoder.h"
#include "cst-print-document.h"

G_BEGIN_DECLS

typedef struct _CstPaperJob CstPaperJob;

/**
 * CstPaperMake:
 * @images: (element-type CstPhotoImage): the photos that could be read, in order
 * @captions: (element-type utf8): one for each
 *
 * Returns: (transfer full): the paper
 */
typedef CstPrintDocument *(*CstPaperMake) (gpointer   data,
                                           GPtrArray *images,
                                           GPtrArray *captions);

CstPaperJob *cst_paper_job_new       (CstPhotoDecoder *decoder,
                                      const char      *name,
                                      CstPaperMake     make,
                                      gpointer         data,
                                      GDestroyNotify   destroy);
void         cst_paper_job_add_photo (CstPaperJob     *self,
                                      const char      *path,
                                      const char      *caption);
void         cst_paper_job_run       (CstPaperJob     *self,
                                      gboolean         to_file,
                                      GtkWindow       *parent);
char        *cst_print_file_name     (const char      *what,
                                      const char      *number);

G_END_DECLS
