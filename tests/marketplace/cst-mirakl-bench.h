/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-json.h"
#include "cst-memory-store.h"
#include "cst-mirakl.h"
#include "cst-sandbox-process.h"

G_BEGIN_DECLS

/* A shop's connector against the strict dialect of the sandbox, with a store in memory. */
typedef struct
{
  CstSandboxProcess *sandbox;
  CstMarketplace    *marketplace;
  CstMemoryStore    *store;
  char              *cursor;
} CstBench;

void               cst_bench_set_up        (CstBench         *self,
                                            gconstpointer     data);
void               cst_bench_tear_down     (CstBench         *self,
                                            gconstpointer     data);
CstMarketplace    *cst_bench_connect       (CstBench         *self,
                                            const char       *token,
                                            const char       *query);
void               cst_bench_change_site   (CstBench         *self);
guint              cst_bench_pull          (CstBench         *self);
const CstIncident *cst_bench_incident      (CstBench         *self,
                                            const char       *id);
guint              cst_bench_executed      (CstBench         *self,
                                            const char       *what);
gint64             cst_bench_calls         (CstBench         *self,
                                            const char       *call);
void               cst_bench_shopper       (CstBench         *self,
                                            const char       *action,
                                            const char       *line,
                                            const char       *text);
GBytes            *cst_bench_read_file     (const CstOutgoingFile *file,
                                            gpointer          data,
                                            GError          **error);
CstOperation      *cst_bench_new_operation (CstBench         *self,
                                            CstOperationKind  kind,
                                            const char       *id);
CstOperation      *cst_bench_new_refund    (CstBench         *self,
                                            const char       *id,
                                            gint64            goods,
                                            gint64            shipping);
CstOperation      *cst_bench_new_message   (CstBench         *self,
                                            const char       *id,
                                            const char       *text);
CstPushOutcome     cst_bench_push          (CstBench         *self,
                                            CstOperation     *operation,
                                            CstPushAnswer    *answer);

G_END_DECLS
