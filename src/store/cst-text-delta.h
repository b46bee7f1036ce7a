/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How to get one text from another that says nearly the same. */

char *cst_text_delta_new   (const char *from,
                            const char *to);
char *cst_text_delta_apply (const char *delta,
                            const char *from);

G_END_DECLS
