/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-site.h"

G_BEGIN_DECLS

/* The connector of shops on marketplaces that run on Mirakl (docs/mirakl.md). */
extern const CstSite cst_mirakl;

G_END_DECLS
