/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 cst_backoff_delay (guint   attempts,
                          gint64  base_s,
                          gint64  cap_s,
                          GRand  *random);

G_END_DECLS
