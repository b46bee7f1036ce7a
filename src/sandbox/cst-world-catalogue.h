/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-world-types.h"

G_BEGIN_DECLS

#define CST_WORLD_SITE "Grand Comptoir"
#define CST_WORLD_BRAND_NAME "Atelier Verlaine"

typedef struct
{
  const char *id;
  const char *name;
  const char *role;
} CstWorldStaff;

typedef struct
{
  const char *name;
  const char *tracking_url;  /* the number comes behind it */
} CstWorldCarrier;

int                     cst_world_n_articles     (void);
const CstWorldArticle  *cst_world_article        (int          index);
const CstWorldArticle  *cst_world_find_article   (const char  *sku);
int                     cst_world_n_customers    (void);
const CstWorldCustomer *cst_world_customer       (int          index);
int                     cst_world_find_customer  (const char  *language,
                                                  guint        nth);
const CstWorldCarrier  *cst_world_carrier        (int          index);
int                     cst_world_carrier_for    (const char  *country,
                                                  guint        chance);
guint                   cst_world_n_staff        (void);
const CstWorldStaff    *cst_world_staff          (guint        index);

G_END_DECLS
