/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BENCH_JPEG_WIDTH  4000
#define BENCH_JPEG_HEIGHT 3000

void bench_write_photo (const char *path);
void bench_decode_bare (const char *path);

G_END_DECLS
