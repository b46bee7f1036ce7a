/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-findings.h"
#include "cst-overlay.h"

G_BEGIN_DECLS

/* Between the files that work the overlay out. */

/* What is known of one order. */
typedef struct
{
  CstDb          *db;
  gint64          account;
  const char     *order_id;
  const CstOrder *order;      /* (nullable): not here yet */
  GPtrArray      *incidents;  /* of CstIncident */
  GPtrArray      *operations; /* of CstOperation, oldest first, without cancelled ones */
  CstThread      *thread;
} CstOverlayScene;

/* What lists show of one of its incidents. */
typedef struct
{
  CstTodo             todo;
  gint64              due;
  gint64              urgency;
  int                 unread;
  const CstOperation *operation; /* the one to show */
  const char         *assigned;
  const char         *assigned_name;
  GPtrArray          *findings;  /* (owned) of CstFinding */
  CstLineFindings     found;
  gint64              stake;
  CstRuleTimes        rules;
} CstOverlay;

const CstOperation *cst_overlay_find_operation (const CstOverlayScene  *scene,
                                                const char             *incident);
void                cst_overlay_find_todo      (const CstOverlayScene  *scene,
                                                const CstIncident      *incident,
                                                CstOverlay             *overlay);
gboolean            cst_overlay_write_incident (const CstOverlayScene  *scene,
                                                const CstIncident      *incident,
                                                const CstOverlay       *overlay,
                                                GError                **error);
gboolean            cst_overlay_write_order    (const CstOverlayScene  *scene,
                                                GError                **error);

G_END_DECLS
