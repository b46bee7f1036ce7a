/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-store.h"

G_BEGIN_DECLS

void cst_backup_file_save    (AdwPreferencesWindow *window,
                              CstStore             *store);
void cst_backup_file_restore (AdwPreferencesWindow *window,
                              CstStore             *store);

G_END_DECLS
