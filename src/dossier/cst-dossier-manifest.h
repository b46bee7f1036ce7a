/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a case file's table of contents is called and says it is. */
#define CST_MANIFEST_NAME "manifest.json"
#define CST_MANIFEST_FORMAT "constat-dossier"
#define CST_MANIFEST_VERSION 1
#define CST_DOSSIER_PDF_NAME "dossier.pdf"

/* At the very end stands what all bytes before it come to: the prefix, then 64 hexadecimal digits. */
#define CST_SEAL_PREFIX "constat-dossier-1 sha256 "
#define CST_SEAL_DIGITS 64
#define CST_SEAL_SIZE (sizeof CST_SEAL_PREFIX - 1 + CST_SEAL_DIGITS)

G_END_DECLS
