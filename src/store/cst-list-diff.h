/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @removed items at @position give way to @added ones. */
typedef struct
{
  guint position;
  guint removed;
  guint added;
} CstListSplice;

GArray *cst_list_diff (GArray *before,
                       GArray *after);

G_END_DECLS
