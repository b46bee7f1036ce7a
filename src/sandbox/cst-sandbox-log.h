/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-sandbox.h"

G_BEGIN_DECLS

/*
 * What happened to the world from outside, one JSON line each, so that a restarted sandbox comes to
 * the same state by living through it again: the plan first, then changing requests, control
 * requests and the hour of each.
 */

CstSandbox    *cst_sandbox_log_resume   (const char           *folder,
                                         const CstWorldPlan   *plan,
                                         gboolean              stands_still,
                                         const char           *token,
                                         GError              **error);
void           cst_sandbox_log_request  (CstSandboxLog        *self,
                                         gint64                at,
                                         CstRequest           *request);
void           cst_sandbox_log_free     (CstSandboxLog        *self);

G_END_DECLS
