/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cst-http.h"

G_BEGIN_DECLS

/* The real sandbox as a child process, which ends with it or with us. Its clock stands at 2026-11-23 08:00 UTC and
 * moves only when told. */
typedef struct
{
  GSubprocess *process;
  CstHttp     *control;
  char        *url;
  char        *token;
  char        *inspector_token;
} CstSandboxProcess;

#define CST_SANDBOX_NOW "2026-11-23T08:00:00Z"

extern const char *const cst_sandbox_profiles[];

CstSandboxProcess *cst_sandbox_process_new      (const char        *state_dir,
                                                 guint              port);
CstSandboxProcess *cst_sandbox_process_new_with_issues (guint            n_issues);
JsonObject        *cst_sandbox_process_get      (CstSandboxProcess *self,
                                                 const char        *path);
void               cst_sandbox_process_post     (CstSandboxProcess *self,
                                                 const char        *path,
                                                 const char        *format,
                                                 ...) G_GNUC_PRINTF (3, 4);
void               cst_sandbox_process_fault    (CstSandboxProcess *self,
                                                 const char        *profile,
                                                 const char        *match,
                                                 int                count);
guint              cst_sandbox_process_executed (CstSandboxProcess *self,
                                                 const char        *key);
void               cst_sandbox_process_free     (CstSandboxProcess *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstSandboxProcess, cst_sandbox_process_free)

G_END_DECLS
