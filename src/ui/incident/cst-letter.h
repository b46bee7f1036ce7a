/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-incident.h"

G_BEGIN_DECLS

/**
 * CstLetter:
 * @language: ISO 639-1
 * @greeting: when nobody's name is known
 * @greeting_by_name: with “{name}”
 * @body: with “{order}”
 *
 * One letter in one language.
 */
typedef struct
{
  const char *language;
  const char *greeting;
  const char *greeting_by_name;
  const char *body;
} CstLetter;

const char *cst_letter_wanted_language (const CstOrder     *order,
                                        const CstIncident  *incident);
char       *cst_letter_fill            (const CstLetter    *letters,
                                        gsize               n_letters,
                                        const CstOrder     *order,
                                        const CstIncident  *incident,
                                        const char        **language);

G_END_DECLS
