/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-thread.h"

G_BEGIN_DECLS

char     *cst_search_own_text  (const CstOrder   *order);
char     *cst_search_talk_text (GPtrArray        *incidents,
                                const CstThread  *thread);
char     *cst_search_match     (const char       *typed);
char     *cst_search_key       (const char       *typed);

G_END_DECLS
