/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-next-step.h"

G_BEGIN_DECLS

char     *cst_reminder_text           (const CstOrder     *order,
                                       const CstIncident  *incident,
                                       const char        **language);
gboolean  cst_reminder_has_language   (const CstOrder     *order,
                                       const CstIncident  *incident);

G_END_DECLS
