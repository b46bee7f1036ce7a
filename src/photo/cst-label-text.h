/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *cst_zpl_text            (const char *data,
                                   gsize       size);
gboolean  cst_label_text_validity (const char *text,
                                   GDate      *until);

G_END_DECLS
