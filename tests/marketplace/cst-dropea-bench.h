/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-marketplace.h"
#include "cst-sandbox-process.h"

G_BEGIN_DECLS

/* An account of the platform in the sandbox, and what a store would hold of it. */
typedef struct
{
  CstSandboxProcess *sandbox;
  CstMarketplace    *marketplace;
  GHashTable        *deliveries; /* id → CstDelivery */
  GHashTable        *orders;     /* ids */
  char              *cursor;
  guint              n_told;     /* by the last pull */
} CstDropeaBench;

CstMarketplace    *cst_dropea_bench_connect             (CstDropeaBench       *bench,
                                                         const char           *token);
void               cst_dropea_bench_set_up              (CstDropeaBench       *bench,
                                                         gconstpointer         data);
void               cst_dropea_bench_tear_down           (CstDropeaBench       *bench,
                                                         gconstpointer         data);
void               cst_dropea_bench_pull                (CstDropeaBench       *bench);
char              *cst_dropea_bench_id_of               (CstDropeaBench       *bench,
                                                         const char           *label);
const CstDelivery *cst_dropea_bench_find                (CstDropeaBench       *bench,
                                                         const char           *label);
CstOperation      *cst_dropea_bench_new_answer          (CstDropeaBench       *bench,
                                                         const char           *label,
                                                         CstDeliveryAnswerKind kind);
CstPushOutcome     cst_dropea_bench_push_once           (CstDropeaBench       *bench,
                                                         CstOperation         *operation);
CstPushOutcome     cst_dropea_bench_push_until_answered (CstDropeaBench       *bench,
                                                         CstOperation         *operation);
CstPushOutcome     cst_dropea_bench_read_back           (CstDropeaBench       *bench,
                                                         const CstOperation   *operation);
void               cst_dropea_bench_assert_executed     (CstDropeaBench       *bench,
                                                         const CstOperation   *operation,
                                                         guint                 times);
void               cst_dropea_bench_carrier             (CstDropeaBench       *bench,
                                                         const char           *action,
                                                         const char           *id);

G_END_DECLS
