/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-world-types.h"

G_BEGIN_DECLS

typedef enum
{
  CST_WORLD_REPLY_PHOTO,
  CST_WORLD_REPLY_THINKING,
  CST_WORLD_REPLY_ACCEPTS,
  CST_WORLD_REPLY_CONTESTS,
  CST_WORLD_REPLY_QUESTION,
  CST_WORLD_REPLY_ANSWER,
  CST_WORLD_N_REPLIES,
} CstWorldReply;

const char *cst_world_report_letter (const char      *language,
                                     CstWorldReason   reason);
const char *cst_world_reason_label  (const char      *language,
                                     CstWorldReason   reason);
const char *cst_world_reply_letter  (const char      *language,
                                     CstWorldReply    reply);

G_END_DECLS
