/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *cst_mirakl_propose_topic (const char *label);

G_END_DECLS
