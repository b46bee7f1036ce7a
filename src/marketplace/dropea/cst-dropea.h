/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-site.h"

G_BEGIN_DECLS

/* The connector of Dropea's REST API v2: carriers' incidents of a dropshipping platform, read and answered, and the
 * orders they belong to. */
extern const CstSite cst_dropea;

G_END_DECLS
