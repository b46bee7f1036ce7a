/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-composer.h"
#include "cst-incident-case.h"
#include "cst-photo-decoder.h"

G_BEGIN_DECLS

#define CST_TYPE_CHAT_PAGE (cst_chat_page_get_type ())

G_DECLARE_FINAL_TYPE (CstChatPage, cst_chat_page, CST, CHAT_PAGE, GtkWidget)

void         cst_chat_page_set_up       (CstChatPage     *self,
                                         CstStore        *store,
                                         CstPhotoDecoder *decoder);
void         cst_chat_page_set_case     (CstChatPage     *self,
                                         CstIncidentCase *incident_case,
                                         gint64           now);
CstComposer *cst_chat_page_get_composer (CstChatPage     *self);

G_END_DECLS
