/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-store.h"

G_BEGIN_DECLS

/**
 * CstSnippet:
 *
 * A text of one's own, kept for the next time.
 */
typedef struct
{
  char *name;
  char *text;
} CstSnippet;

GPtrArray *cst_snippets_load   (CstDb      *db,
                                const char *person);
void       cst_snippets_put    (GPtrArray  *snippets,
                                const char *name,
                                const char *text);
void       cst_snippets_remove (GPtrArray  *snippets,
                                const char *name);
void       cst_snippets_save   (GPtrArray  *snippets,
                                CstStore   *store,
                                const char *person);

G_END_DECLS
