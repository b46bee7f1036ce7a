/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-world.h"

G_BEGIN_DECLS

/* How an order that a story needs must look. */
typedef struct
{
  int                     customer;
  const CstWorldArticle  *article;       /* of the first line */
  int                     quantity;      /* of the first line */
  gint64                  delivered_at;  /* 0: not yet */
} CstWorldCasting;

void  cst_world_make_order      (CstWorld               *world,
                                 gint64                  placed_at,
                                 const CstWorldCasting  *casting);
void  cst_world_spring_order    (CstWorld               *world);
void  cst_world_spring_problem  (CstWorld               *world,
                                 int                     number);

G_END_DECLS
