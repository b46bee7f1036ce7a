/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-account.h"
#include "cst-incident.h"

G_BEGIN_DECLS

#define CST_PHOTO_REQUEST_SEND "ask"

#define CST_TYPE_PHOTO_REQUEST_DIALOG (cst_photo_request_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CstPhotoRequestDialog, cst_photo_request_dialog, CST, PHOTO_REQUEST_DIALOG, AdwMessageDialog)

CstPhotoRequestDialog *cst_photo_request_dialog_new (GtkWindow * parent,
                                                     const CstAccountInfo * info,
                                                     const CstOrder * order,
                                                     const CstIncident * incident);
char                  *cst_photo_request_dialog_dup_text     (CstPhotoRequestDialog *self);
const char            *cst_photo_request_dialog_get_language (CstPhotoRequestDialog *self);

G_END_DECLS
