/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CST_RESOURCE_PATH "/io/github/constat/Constat"
#define CST_UI_RESOURCE(stem) CST_RESOURCE_PATH "/ui/" stem ".ui"

void cst_ui_init (void);

G_END_DECLS
