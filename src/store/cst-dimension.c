/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dimension.h"

CST_DEFINE_ENUM_TYPE (cst_dimension,
                      "none",
                      "reason",
                      "state",
                      "article",
                      "supplier",
                      "carrier",
                      "country",
                      "customer",
                      "week");

CST_DEFINE_ENUM_TYPE (cst_deadline_kind, "none", "reply", "resolution");

CST_DEFINE_ENUM_TYPE (cst_deadline_outcome, "unsaid", "pending", "kept", "missed");
