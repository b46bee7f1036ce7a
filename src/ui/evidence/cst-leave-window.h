/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-leaving-file.h"

G_BEGIN_DECLS

/**
 * CstLeaveReader:
 * @CST_LEAVE_TO_COLLEAGUES: internal evidence, which the customer never sees
 * @CST_LEAVE_TO_CUSTOMER: attachments of a message
 * @CST_LEAVE_ON_THIS_DESK: internal evidence that the marketplace has no place for
 */
typedef enum
{
  CST_LEAVE_TO_COLLEAGUES,
  CST_LEAVE_TO_CUSTOMER,
  CST_LEAVE_ON_THIS_DESK,
} CstLeaveReader;

#define CST_TYPE_LEAVE_WINDOW (cst_leave_window_get_type ())

G_DECLARE_FINAL_TYPE (CstLeaveWindow, cst_leave_window, CST, LEAVE_WINDOW, AdwWindow)

CstLeaveWindow *cst_leave_window_new (CstLeaveReader   reader,
                                      CstStore * store,
                                      CstPhotoDecoder * decoder,
                                      gint64           max_bytes,
                                      guint            max_files);
void            cst_leave_window_set_types (CstLeaveWindow    *self,
                                            const char *const *types);
void            cst_leave_window_add         (CstLeaveWindow  *self,
                                              const char      *path,
                                              const char      *name,
                                              gboolean         is_temporary);
gboolean        cst_leave_window_has_files   (CstLeaveWindow  *self);
const char     *cst_leave_window_get_note    (CstLeaveWindow  *self);

G_END_DECLS
