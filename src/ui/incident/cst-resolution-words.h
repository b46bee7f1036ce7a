/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-resolution-draft.h"

G_BEGIN_DECLS

/* One consequence of a resolution: an icon's name and a sentence. */
typedef struct
{
  const char *icon_name;
  char       *text;
} CstConsequence;

char      *cst_resolution_heading      (CstResolutionDraft    *draft,
                                        const CstAccountInfo  *info);
char      *cst_resolution_pieces       (CstResolutionDraft    *draft);
GPtrArray *cst_resolution_consequences (CstResolutionDraft    *draft,
                                        const CstAccountInfo  *info,
                                        int                    hold_s,
                                        gint64                 now);

G_END_DECLS
