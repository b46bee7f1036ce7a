/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-past.h"

G_BEGIN_DECLS

char  *cst_past_explain_news (guint          news);
GStrv  cst_past_list_news    (guint          news);
GStrv  cst_past_explain_gaps (const CstPast *past);

G_END_DECLS
