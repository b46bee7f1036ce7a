/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *cst_store_problem_title (const GError *error);
char       *cst_store_problem_text  (const GError *error,
                                     const char   *dir);

G_END_DECLS
