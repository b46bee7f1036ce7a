/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean    cst_set_str       (char       **field,
                               const char  *value);
gboolean    cst_str_is_blank  (const char  *text);
const char *cst_str_or_empty  (const char  *text);
const char *cst_str_translate (const char  *kept);
char       *cst_str_fold      (const char  *text);
char       *cst_str_join_sentences (const char *const *sentences,
                                    gsize              n_sentences);
char       *cst_sha256_hex    (const void  *data,
                               gsize        size);
gint64      cst_time_parse    (const char  *iso8601);
char       *cst_time_format   (gint64       unix_time);
gboolean    cst_date_is_valid (const char  *iso_date);
char       *cst_random_hex    (gsize        n_bytes);

#define CST_TIME_NONE ((gint64) 0)

G_END_DECLS
