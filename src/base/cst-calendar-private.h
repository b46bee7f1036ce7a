/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-calendar.h"

G_BEGIN_DECLS

/**
 * CstHolidayRule:
 * @month: 0 when the day hangs on Easter
 * @easter: days after Easter Sunday
 * @sunday_moves: by how many days it moves when it falls on a Sunday
 * @from: (first year), @until: (last year), 0 for always
 * @name: interned, in English
 */
typedef struct
{
  int         month;
  int         day;
  int         easter;
  int         sunday_moves;
  int         from;
  int         until;
  const char *name;
} CstHolidayRule;

GArray *cst_calendar_parse (const char  *xml,
                            gsize        size,
                            const char  *region,
                            GError     **error);

G_END_DECLS
