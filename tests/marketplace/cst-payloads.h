/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

extern const char cst_payload_account[];
extern const char cst_payload_order[];
extern const char cst_payload_incident[];
extern const char cst_payload_thread[];
extern const char cst_payload_desk[];

JsonObject *cst_payload_parse (const char *text);

G_END_DECLS
