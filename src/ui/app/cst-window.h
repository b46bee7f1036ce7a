/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-application.h"

G_BEGIN_DECLS

#define CST_TYPE_WINDOW (cst_window_get_type ())

G_DECLARE_FINAL_TYPE (CstWindow, cst_window, CST, WINDOW, AdwApplicationWindow)

CstWindow *cst_window_new (CstApplication * application);
void       cst_window_set_context  (CstWindow      *self,
                                    CstContext     *context);
void       cst_window_set_expecting (CstWindow      *self,
                                     gboolean        is_expecting);
void       cst_window_show_failure (CstWindow      *self,
                                    const char     *title,
                                    const char     *text);
void       cst_window_show_section (CstWindow      *self,
                                    const char     *section);
void       cst_window_show_order   (CstWindow      *self,
                                    gint64          account,
                                    const char     *order);
void       cst_window_tell         (CstWindow      *self,
                                    const char     *text);

G_END_DECLS
