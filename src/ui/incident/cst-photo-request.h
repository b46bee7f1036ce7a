/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-incident.h"

G_BEGIN_DECLS

char *cst_photo_request_text (const CstOrder     *order,
                              const CstIncident  *incident,
                              const char        **language);

G_END_DECLS
