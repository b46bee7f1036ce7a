/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-error.h"

G_DEFINE_QUARK (cst-photo-error-quark, cst_photo_error)
