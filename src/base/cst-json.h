/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cst-money.h"

G_BEGIN_DECLS

/**
 * CstJsonError:
 * @CST_JSON_ERROR_SYNTAX: the bytes are no JSON, or JSON outside our limits; nothing of it is used
 * @CST_JSON_ERROR_TYPE: a member is missing or has the wrong type; the message names it
 */
typedef enum
{
  CST_JSON_ERROR_SYNTAX,
  CST_JSON_ERROR_TYPE,
} CstJsonError;

#define CST_JSON_ERROR (cst_json_error_quark ())

GQuark       cst_json_error_quark    (void);

JsonNode    *cst_json_parse          (const char   *data,
                                      gsize         size,
                                      GError      **error);
char        *cst_json_to_text        (JsonNode     *node);
JsonObject  *cst_json_node_object    (JsonNode     *node,
                                      const char   *what,
                                      GError      **error);
JsonObject  *cst_json_get_object     (JsonObject   *object,
                                      const char   *member,
                                      GError      **error);
const char  *cst_json_get_string     (JsonObject   *object,
                                      const char   *member,
                                      GError      **error);
gboolean     cst_json_get_int        (JsonObject   *object,
                                      const char   *member,
                                      gint64       *value,
                                      GError      **error);
JsonObject  *cst_json_opt_object     (JsonObject   *object,
                                      const char   *member);
JsonArray   *cst_json_opt_array      (JsonObject   *object,
                                      const char   *member);
const char  *cst_json_opt_string     (JsonObject   *object,
                                      const char   *member,
                                      const char   *fallback);
const char  *cst_json_opt_text       (JsonObject   *object,
                                      const char   *member);
gint64       cst_json_opt_int        (JsonObject   *object,
                                      const char   *member,
                                      gint64        fallback);
gint64       cst_json_opt_amount     (JsonObject   *object,
                                      const char   *member,
                                      const char   *currency,
                                      gint64        fallback);
gboolean     cst_json_opt_bool       (JsonObject   *object,
                                      const char   *member,
                                      gboolean      fallback);
gint64       cst_json_opt_time       (JsonObject   *object,
                                      const char   *member);
guint        cst_json_array_length   (JsonArray    *array);
JsonObject  *cst_json_nth_object     (JsonArray    *array,
                                      guint         index);
JsonObject  *cst_json_array_object   (JsonArray    *array,
                                      guint         index,
                                      GError      **error);

G_END_DECLS
