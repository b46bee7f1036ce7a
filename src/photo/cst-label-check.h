/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-photo-decoder.h"

G_BEGIN_DECLS

/**
 * CstLabelError:
 * @CST_LABEL_ERROR_TYPE: it is no PDF, PNG or ZPL; another file must be chosen
 * @CST_LABEL_ERROR_EXTENSION: it is one of them, but its name says another; probably a wrong file
 * @CST_LABEL_ERROR_SIZE: more bytes or pages than allowed, or none; another file must be chosen
 * @CST_LABEL_ERROR_UNREADABLE: damaged, or asks for a password; it must be made again
 *
 * Unlike other errors these carry a sentence for the user, in the user's language, because only
 * the check knows the facts it names. A worker that failed is a #CstPhotoError instead.
 */
typedef enum
{
  CST_LABEL_ERROR_TYPE,
  CST_LABEL_ERROR_EXTENSION,
  CST_LABEL_ERROR_SIZE,
  CST_LABEL_ERROR_UNREADABLE,
} CstLabelError;

#define CST_LABEL_ERROR (cst_label_error_quark ())

GQuark cst_label_error_quark (void);

/**
 * CstLabelInfo:
 * @type: PDF, PNG or ZPL
 * @size: in bytes
 * @n_pages: pages of a PDF, labels of a ZPL file, 1 for a PNG
 * @width: of the first page, in points (1/72 inch); 0 for ZPL, and for a PNG that states no
 *   resolution
 * @height: likewise
 * @pixel_width: of a PNG, else 0
 * @pixel_height: likewise
 * @text: (nullable): what is written on it, as far as it can be read: a picture has no text
 */
typedef struct
{
  CstFileType type;
  guint64     size;
  int         n_pages;
  double      width;
  double      height;
  int         pixel_width;
  int         pixel_height;
  char       *text;
} CstLabelInfo;

void          cst_label_info_free    (CstLabelInfo         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstLabelInfo, cst_label_info_free)

void          cst_label_check_async  (CstPhotoDecoder      *decoder,
                                      const char           *path,
                                      guint64               max_size,
                                      int                   max_pages,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
CstLabelInfo *cst_label_check_finish (CstPhotoDecoder      *decoder,
                                      GAsyncResult         *result,
                                      GError              **error);
CstLabelInfo *cst_label_check_sync   (CstPhotoDecoder      *decoder,
                                      const char           *path,
                                      guint64               max_size,
                                      int                   max_pages,
                                      GCancellable         *cancellable,
                                      GError              **error);

G_END_DECLS
