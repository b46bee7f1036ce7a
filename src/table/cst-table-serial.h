/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean  cst_serial_is_date_format    (int         id,
                                        const char *code);
char     *cst_serial_to_moment         (double      serial,
                                        gboolean    since_1904);
char     *cst_serial_to_number         (const char *text);

G_END_DECLS
