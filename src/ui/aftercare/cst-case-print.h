/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"
#include "cst-incident-case.h"

G_BEGIN_DECLS

void cst_case_print (CstContext      *context,
                     CstIncidentCase *incident_case,
                     const char      *resolution,
                     gboolean         to_file,
                     GtkWindow       *parent);

G_END_DECLS
