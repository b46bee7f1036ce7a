/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-past.h"
#include "decide-fixture.h"

G_BEGIN_DECLS

/* One incident to which anything may happen, and what was to be read of it at every moment. */

typedef struct
{
  gint64  at;
  char   *text;
} Snapshot;

typedef struct
{
  Fixture     *fixture;
  GRand       *rand;
  gint64       account;
  gint64       now;
  gint64       version;
  CstIncident *incident;
  CstOrder    *order;
  CstThread   *thread; /* (nullable) while there is none */
  CstDesk     *desk;   /* (nullable) likewise */
  GArray      *snapshots; /* of Snapshot */
} World;

void     world_init            (World        *world,
                                Fixture      *fixture,
                                guint         seed);
void     world_clear           (World        *world);
void     world_live            (World        *world);
void     world_change_incident (World        *world);
void     world_change_order    (World        *world);
void     world_change_thread   (World        *world);
void     world_change_desk     (World        *world);
void     world_decide          (World        *world);
void     world_apply           (World        *world,
                                CstChangeSet *changes);
void     world_take_snapshot   (World        *world);
void     world_assert          (World        *world);
char    *world_read_at         (World        *world,
                                gint64        moment);
CstPast *world_read_past       (Fixture      *fixture,
                                gint64        account,
                                gint64        moment);

G_END_DECLS
