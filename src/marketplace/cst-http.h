/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CstHttpScheme:
 * @CST_HTTP_BEARER: `Authorization: Bearer TOKEN`
 * @CST_HTTP_BASIC_USER: HTTP Basic with the token as user name and an empty password
 * @CST_HTTP_PLAIN: the token alone
 *
 * How a site wants its credential.
 */
typedef enum
{
  CST_HTTP_BEARER,
  CST_HTTP_BASIC_USER,
  CST_HTTP_PLAIN,
} CstHttpScheme;

/**
 * CstHttpRequest:
 * @method: GET is followed through redirects and may be repeated below us; anything else goes once, on a
 *   connection of its own
 * @path: from the account's address on, beginning with a slash, escaped
 * @query: (nullable): escaped
 * @key: (nullable): the idempotency key
 * @headers: (nullable) (array zero-terminated=1): further names and values in turn
 */
typedef struct
{
  const char        *method;
  const char        *path;
  const char        *query;
  const char        *key;
  const char        *content_type;
  GBytes            *body;
  const char *const *headers;
} CstHttpRequest;

/**
 * CstHttpAnswer:
 * @status: whatever the server said
 * @body: (owned): at most 32 MiB, decoded
 * @retry_after: in seconds, -1 when not said
 * @headers: (owned) (nullable): see cst_http_answer_header()
 */
typedef struct
{
  guint       status;
  GBytes     *body;
  gint64      retry_after;
  GHashTable *headers;
} CstHttpAnswer;

#define CST_HTTP_ANSWER_INIT { 0, NULL, -1, NULL }

#define CST_TYPE_HTTP (cst_http_get_type ())

G_DECLARE_FINAL_TYPE (CstHttp, cst_http, CST, HTTP, GObject)

CstHttp  *cst_http_new (const char            *base_url,
                        CstHttpScheme          scheme,
                        const char            *token,
                        GError * *error);
gboolean  cst_http_send             (CstHttp               *self,
                                     const CstHttpRequest  *request,
                                     CstHttpAnswer         *answer,
                                     gboolean              *may_have_arrived,
                                     GCancellable          *cancellable,
                                     GError               **error);
gboolean  cst_http_check            (const CstHttpAnswer   *answer,
                                     GError               **error);
char     *cst_http_answer_detail    (const CstHttpAnswer   *answer);
const char *cst_http_answer_header  (const CstHttpAnswer   *answer,
                                     const char            *name);
gboolean  cst_http_download         (CstHttp               *self,
                                     const char            *path,
                                     const char            *target_path,
                                     gint64                 max_bytes,
                                     GCancellable          *cancellable,
                                     GError               **error);
gboolean  cst_http_get_clock_offset (CstHttp               *self,
                                     gint64                *offset);
gint64    cst_http_get_retry_after  (CstHttp               *self);
void      cst_http_set_limits       (CstHttp               *self,
                                     gsize                  max_body,
                                     guint                  idle_s,
                                     guint                  total_s);
void      cst_http_answer_clear     (CstHttpAnswer         *answer);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CstHttpAnswer, cst_http_answer_clear)

G_END_DECLS
