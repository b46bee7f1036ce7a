/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How the API writes single values, read with the tolerance its own examples ask for. */

#define CST_MIRAKL_NO_TIME ((gint64) 0)

char       *cst_mirakl_code          (JsonObject *object,
                                      const char *member);
char       *cst_mirakl_text          (JsonObject *object,
                                      const char *member);
gint64      cst_mirakl_moment        (JsonObject *object,
                                      const char *member);
gint64      cst_mirakl_seconds       (gint64      moment);
int         cst_mirakl_count         (JsonObject *object,
                                      const char *member);
const char *cst_mirakl_country       (const char *alpha3);
const char *cst_mirakl_media_type    (const char *filename);
char       *cst_mirakl_plain         (const char *body);

char       *cst_mirakl_id_of         (const char *theirs);
char       *cst_mirakl_id_back       (const char *ours);

G_END_DECLS
