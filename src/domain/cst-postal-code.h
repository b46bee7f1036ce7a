/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *cst_postal_code_form     (const char *country);
gboolean    cst_postal_code_is_valid (const char *country,
                                      const char *code);

G_END_DECLS
