/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-incident-case.h"
#include "cst-photo-decoder.h"
#include "cst-store.h"

G_BEGIN_DECLS

#define CST_TYPE_MESSAGE_BUBBLE (cst_message_bubble_get_type ())

G_DECLARE_FINAL_TYPE (CstMessageBubble, cst_message_bubble, CST, MESSAGE_BUBBLE, GtkWidget)

GtkWidget *cst_message_bubble_new_message (const CstIncidentCase * incident_case,
                                           const CstMessage * message,
                                           gboolean               is_unread,
                                           CstStore * store,
                                           CstPhotoDecoder * decoder,
                                           gint64                 now);
GtkWidget *cst_message_bubble_new_operation (const CstIncidentCase *incident_case,
                                             const CstOperation    *operation,
                                             gint64                 now);

G_END_DECLS
