/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-store.h"

G_BEGIN_DECLS

/* Monday, 23 November 2026, 08:15 UTC. */
#define FIXTURE_NOW G_GINT64_CONSTANT (1795421700)

typedef struct
{
  char     *dir;
  CstClock *clock;
  CstStore *store;
} Fixture;

void      fixture_set_up      (Fixture       *fixture,
                               gconstpointer  unused);
void      fixture_tear_down   (Fixture       *fixture,
                               gconstpointer  unused);
void      fixture_reopen      (Fixture       *fixture);
void      fixture_close       (Fixture       *fixture);
void      fixture_remove_dir  (const char    *dir);
gpointer  fixture_run         (Fixture       *fixture,
                               CstDbFunc      func,
                               gpointer       request);
void      fixture_exec        (Fixture       *fixture,
                               const char    *sql);
gint64    fixture_number      (Fixture       *fixture,
                               const char    *sql);
char     *fixture_store_path  (Fixture       *fixture);
guint     fixture_count_traces (const char   *dir,
                                const char   *trace);

G_END_DECLS
