/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-playbook.h"

G_BEGIN_DECLS

/**
 * StatedCase:
 * @path: with the requirement's id
 * @facts: as facts_from_text() reads them
 * @expected: lines that the summary has, in any order; one that begins with ! it has not
 */
typedef struct
{
  const char *path;
  const char *playbook;
  const char *facts;
  const char *expected;
} StatedCase;

extern const StatedCase stated_cases[];
extern const gsize      n_stated_cases;

char *stated_case_miss (const StatedCase  *stated,
                        const CstPlaybook *playbook);

G_END_DECLS
