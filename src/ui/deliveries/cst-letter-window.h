/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_LETTER_WINDOW (cst_letter_window_get_type ())

G_DECLARE_FINAL_TYPE (CstLetterWindow, cst_letter_window, CST, LETTER_WINDOW, AdwWindow)

CstLetterWindow *cst_letter_window_new (GPtrArray * texts,
                                        const char *subject,
                                        const char *address);
void             cst_letter_window_enclose_photos (CstLetterWindow *self,
                                                   CstContext      *context,
                                                   gint64           account,
                                                   const char      *order);

G_END_DECLS
