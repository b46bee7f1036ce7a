/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-sandbox.h"

G_BEGIN_DECLS

typedef struct _CstSandboxServer CstSandboxServer;

CstSandboxServer *cst_sandbox_server_new  (CstSandbox        *sandbox,
                                           guint              port,
                                           GError           **error);
char             *cst_sandbox_server_url  (CstSandboxServer  *self);
void              cst_sandbox_server_free (CstSandboxServer  *self);

G_END_DECLS
