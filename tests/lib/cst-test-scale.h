/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * cst_test_scale:
 *
 * Returns: how many times longer the long tests run, from CONSTAT_TEST_SCALE
 */
static inline guint
cst_test_scale (void)
{
  const char *scale = g_getenv ("CONSTAT_TEST_SCALE");

  return scale != NULL ? (guint) CLAMP (g_ascii_strtoull (scale, NULL, 10), 1, 1000) : 1;
}
