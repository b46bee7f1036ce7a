/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-site.h"

G_BEGIN_DECLS

/* The connector of our own contract (docs/api). */
extern const CstSite cst_constat;

G_END_DECLS
