/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-site.h"

G_BEGIN_DECLS

/* The connector of Medusa 2 shops (docs/medusa.md). */
extern const CstSite cst_medusa;

G_END_DECLS
