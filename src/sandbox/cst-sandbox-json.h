/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-sandbox-writer.h"
#include "cst-world.h"

G_BEGIN_DECLS

#define CST_SANDBOX_ATTACHMENT_BYTES (10 * 1024 * 1024)
#define CST_SANDBOX_MESSAGE_CHARS 4000

typedef enum
{
  CST_SCOPE_READ = 1 << 0,
  CST_SCOPE_FINDINGS = 1 << 1,
  CST_SCOPE_DECIDE = 1 << 2,
} CstSandboxScopes;

gboolean        cst_sandbox_parse_reason     (const char                *word,
                                              CstWorldReason            *reason);
const char     *cst_sandbox_scope_word       (CstSandboxScopes           scope);
void            cst_sandbox_write_account    (CstWriter                 *writer,
                                              CstWorld                  *world,
                                              guint                      scopes);
void            cst_sandbox_write_amounts    (CstWriter                 *writer,
                                              const char                *member,
                                              const CstAmounts          *amounts);
void            cst_sandbox_write_order      (CstWriter                 *writer,
                                              const char                *member,
                                              CstWorld                  *world,
                                              CstWorldOrder             *order);
void            cst_sandbox_write_incident   (CstWriter                 *writer,
                                              const char                *member,
                                              CstWorld                  *world,
                                              CstWorldIncident          *incident);
void            cst_sandbox_write_resolution (CstWriter                 *writer,
                                              const char                *member,
                                              const CstWorldResolution  *resolution);
void            cst_sandbox_write_attachment (CstWriter                 *writer,
                                              const char                *member,
                                              const CstWorldAttachment  *attachment);
void            cst_sandbox_write_message    (CstWriter                 *writer,
                                              const char                *member,
                                              const CstWorldMessage     *message);
void            cst_sandbox_write_thread     (CstWriter                 *writer,
                                              const char                *member,
                                              const CstWorldOrder       *order);
void            cst_sandbox_write_desk       (CstWriter                 *writer,
                                              const char                *member,
                                              const CstWorldIncident    *incident);

G_END_DECLS
