/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CstScriptStep:
 * @raw: (nullable): the bytes of the whole answer; %NULL cuts the connection instead of answering
 * @drip_ms: how long to wait between single bytes of the body, 0 to send it at once
 *
 * What the server does with one request.
 */
typedef struct
{
  const char *raw;
  guint       drip_ms;
} CstScriptStep;

typedef struct _CstScriptServer CstScriptServer;

/* A server on loopback in a thread of its own that plays a script, one step a request, and keeps what it
 * was sent. It speaks bytes, so that it can be as wrong as it likes. */
CstScriptServer *cst_script_server_new       (const CstScriptStep   *steps,
                                              guint                  n_steps);
char            *cst_script_server_get_url   (CstScriptServer       *self);
guint            cst_script_server_count     (CstScriptServer       *self);
const char      *cst_script_server_request   (CstScriptServer       *self,
                                              guint                  index);
void             cst_script_server_free      (CstScriptServer       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstScriptServer, cst_script_server_free)

G_END_DECLS
