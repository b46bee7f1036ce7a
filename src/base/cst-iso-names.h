/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Countries and languages by name, from the data and translations of iso-codes. Without that package the code is shown.
 * Thread safe; the texts are never freed. */

const char *cst_country_name  (const char *code);
const char *cst_language_name (const char *code);

G_END_DECLS
