/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-world.h"

G_BEGIN_DECLS

/* What the others do by the clock. An errand looks first whether it still makes sense. */
typedef enum
{
  CST_WORLD_ERRAND_ORDER_STEP,     /* order */
  CST_WORLD_ERRAND_PAY_OUT,        /* order */
  CST_WORLD_ERRAND_REFUND,         /* problem, position of the resolution */
  CST_WORLD_ERRAND_DELIVER,        /* order, position of the message */
  CST_WORLD_ERRAND_REPLY,          /* order, position of the message */
  CST_WORLD_ERRAND_ACCEPT,         /* problem, how often it had been contested */
  CST_WORLD_ERRAND_SEND_RETURN,    /* problem, position of the return */
  CST_WORLD_ERRAND_SETTLE,         /* problem */
  CST_WORLD_ERRAND_NEW_PROBLEM,    /* running number */
  CST_WORLD_ERRAND_NEW_ORDER,      /* running number */
} CstWorldErrand;

void     cst_world_run_errand        (CstWorld          *world,
                                      int                kind,
                                      int                subject,
                                      int                detail);
void     cst_world_expect_order_step (CstWorld          *world,
                                      CstWorldOrder     *order);
void     cst_world_expect_settlement (CstWorld          *world,
                                      CstWorldIncident  *incident);
void     cst_world_expect_acceptance (CstWorld          *world,
                                      CstWorldIncident  *incident);
void     cst_world_expect_return     (CstWorld          *world,
                                      CstWorldReturn    *ret);
void     cst_world_expect_reply      (CstWorld          *world,
                                      CstWorldOrder     *order,
                                      CstWorldMessage   *message);
const char *cst_world_refusal        (guint              chance);
void     cst_world_wake              (CstWorld          *world,
                                      gboolean           lively);

G_END_DECLS
