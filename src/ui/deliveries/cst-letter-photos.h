/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-context.h"
#include "cst-paper-job.h"

G_BEGIN_DECLS

#define CST_TYPE_LETTER_PHOTOS (cst_letter_photos_get_type ())

G_DECLARE_FINAL_TYPE (CstLetterPhotos, cst_letter_photos, CST, LETTER_PHOTOS, GtkWidget)

GtkWidget *cst_letter_photos_new (CstContext * context,
                                  gint64           account,
                                  const char      *order);
void       cst_letter_photos_add_to (CstLetterPhotos *self,
                                     CstPaperJob     *job);

G_END_DECLS
