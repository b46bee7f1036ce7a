/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *cst_language_find_locale (const char *language);
void        cst_language_apply       (const char *language);

G_END_DECLS
