/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cst-sandbox-exchange.h"
#include "cst-world.h"

G_BEGIN_DECLS

/*
 * A Medusa shop's admin API, below /medusa: as much of it as a desk needs, as strict as the real one was seen to be. No
 * keys: what comes twice is done twice. Its objects are kept as the JSON they are told in.
 */

typedef struct _CstSandbox CstSandbox;

typedef struct
{
  CstWorld   *world;    /* (not owned): for the time */
  JsonArray  *orders;   /* (owned) */
  JsonArray  *claims;    /* (owned) */
  JsonArray  *exchanges; /* (owned) */
  JsonObject *changes;   /* (owned): order → its changes */
  gint64      n_ids;
  gint64      n_moves;
} CstMedusaShop;

CstMedusaShop *cst_medusa_shop_new      (CstWorld      *world,
                                         int            n_orders);
void           cst_medusa_shop_free     (CstMedusaShop *self);
gboolean       cst_medusa_shop_is_path  (const char    *path);
void           cst_medusa_shop_answer   (CstSandbox    *sandbox,
                                         CstRequest    *request,
                                         CstReply      *reply);
void           cst_medusa_shop_fail     (CstReply      *reply,
                                         guint          status,
                                         const char    *type,
                                         const char    *message);

/* Shared by the parts. */
char          *cst_medusa_shop_make_id  (CstMedusaShop *self,
                                         const char    *prefix);
char          *cst_medusa_shop_moment   (CstMedusaShop *self);
void           cst_medusa_shop_touch    (CstMedusaShop *self,
                                         JsonObject    *object);
JsonArray     *cst_medusa_shop_changes  (CstMedusaShop *self,
                                         const char    *order);
JsonObject    *cst_medusa_shop_find     (JsonArray     *array,
                                         const char    *member,
                                         const char    *value);
JsonArray     *cst_medusa_shop_owners   (CstMedusaShop *self);
void           cst_medusa_shop_remove   (JsonArray     *array,
                                         JsonObject    *object);
JsonObject    *cst_medusa_shop_return   (CstMedusaShop *self,
                                         const char    *id);
void           cst_medusa_shop_tell     (CstRequest    *request,
                                         CstReply      *reply,
                                         const char    *member,
                                         JsonObject    *object);

/* cst-medusa-shop-read.c, cst-medusa-shop-claim.c, cst-medusa-shop-goods.c, cst-medusa-shop-cancel.c: whether they
 * know the route */
gboolean       cst_medusa_shop_get      (CstMedusaShop *self,
                                         CstRequest    *request,
                                         CstReply      *reply);
gboolean       cst_medusa_shop_claim    (CstMedusaShop *self,
                                         CstRequest    *request,
                                         JsonObject    *body,
                                         CstReply      *reply);
gboolean       cst_medusa_shop_goods    (CstMedusaShop *self,
                                         CstRequest    *request,
                                         JsonObject    *body,
                                         CstReply      *reply);
gboolean       cst_medusa_shop_cancel   (CstMedusaShop *self,
                                         CstRequest    *request,
                                         CstReply      *reply);

/* cst-medusa-shop-seed.c */
void           cst_medusa_shop_seed     (CstMedusaShop *self,
                                         int            n_orders);

G_END_DECLS
