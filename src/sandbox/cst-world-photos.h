/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-world-types.h"

G_BEGIN_DECLS

#define CST_WORLD_PHOTO_TRUNCATED "truncated"
#define CST_WORLD_PHOTO_NO_IMAGE "no-image"

/* Seconds from the camera to the marketplace. */
#define CST_WORLD_PHOTO_DELAY (9 * 60 + 24)

GBytes     *cst_world_photo            (const char      *name,
                                        gint64           taken_at);
const char *cst_world_photo_media_type (const char      *name);
GBytes     *cst_world_picture          (const char      *name);
GBytes     *cst_world_document         (const char      *name);
const char *cst_world_photo_for        (CstWorldReason   reason,
                                        guint            chance);
char       *cst_world_photo_digest     (GBytes          *bytes);

G_END_DECLS
