/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "cst-deadline.h"
#include "cst-http.h"

G_BEGIN_DECLS

/**
 * CstHttpExchange:
 * @message: (owned): with the answer's status and headers
 * @stream: (owned): its body
 * @received: how many bytes of it came
 * @started: whether a byte of the request may have left
 *
 * One request on its way, redirects followed, the body not read yet.
 */
typedef struct
{
  CstDeadline   deadline;
  SoupMessage  *message;
  GInputStream *stream;
  goffset       received;
  gboolean      started;
} CstHttpExchange;

gboolean  cst_http_open           (CstHttp               *self,
                                   const CstHttpRequest  *request,
                                   CstHttpExchange       *exchange,
                                   GCancellable          *cancellable,
                                   GError               **error);
gssize    cst_http_read           (CstHttpExchange       *exchange,
                                   void                  *buffer,
                                   gsize                  size,
                                   GError               **error);
void      cst_http_note_answer    (CstHttp               *self,
                                   CstHttpExchange       *exchange,
                                   CstHttpAnswer         *answer);
gboolean  cst_http_read_body      (CstHttp               *self,
                                   CstHttpExchange       *exchange,
                                   CstHttpAnswer         *answer,
                                   GError               **error);
void      cst_http_exchange_clear (CstHttpExchange       *exchange);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CstHttpExchange, cst_http_exchange_clear)

G_END_DECLS
