/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-context.h"

G_BEGIN_DECLS

#define CST_TYPE_PARCEL_GROUP (cst_parcel_group_get_type ())

G_DECLARE_FINAL_TYPE (CstParcelGroup, cst_parcel_group, CST, PARCEL_GROUP, AdwPreferencesGroup)

void cst_parcel_group_show        (CstParcelGroup *self,
                                   CstContext     *context,
                                   gint64          account,
                                   const char     *order);
void cst_parcel_group_set_compact (CstParcelGroup *self,
                                   gboolean        is_compact);

G_END_DECLS
