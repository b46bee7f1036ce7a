/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-trends.h"

G_BEGIN_DECLS

/* What leaves the program. @dimension is %CST_DIMENSION_NONE for the whole period. */

gboolean cst_trends_write_csv (const CstTrends  *self,
                               CstDimension      dimension,
                               const char       *path,
                               GError          **error);
gboolean cst_trends_write_pdf (const CstTrends  *self,
                               CstDimension      dimension,
                               const char       *path,
                               GError          **error);

G_END_DECLS
