/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-sandbox-body.h"

G_BEGIN_DECLS

CstWorldIncident *cst_sandbox_begin_desk  (CstSandbox         *self,
                                           CstRequest         *request,
                                           CstReply           *reply,
                                           CstBody            *body,
                                           JsonObject        **root,
                                           const char *const  *members);
void              cst_sandbox_answer_desk (CstReply           *reply,
                                           guint               status,
                                           CstWorldIncident   *incident);

G_END_DECLS
