/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-findings.h"
#include "cst-incident.h"
#include "cst-operation.h"

G_BEGIN_DECLS

/**
 * CstDraftLine:
 * @reported: pieces the customer reported on this line
 * @proposed: pieces to begin with: those confirmed on the photos once somebody judged them, else those reported
 * @left: pieces that may still be replaced or refunded (R1)
 * @quantity: pieces chosen now, never more than @left
 * @amount: goods to refund, in the order's tax mode, never more than @quantity pieces cost
 */
typedef struct
{
  char   *id;
  char   *title;
  char   *sku;
  int     reported;
  int     proposed;
  int     left;
  gint64  unit_price;
  int     quantity;
  gint64  amount;
} CstDraftLine;

/**
 * CstDraftLines:
 * @incidents: (element-type CstIncident): all the order's
 * @operations: (element-type CstOperation): all the order's
 * @lines: (element-type CstDraftLine): those reported first
 * @shipping_left: shipping costs not refunded yet, in the order's tax mode
 *
 * What is being decided on, and what is left of it (R1).
 */
typedef struct
{
  CstOrder    *order;
  CstIncident *incident;
  GPtrArray   *incidents;
  GPtrArray   *operations;
  GPtrArray   *lines;
  gint64       shipping_left;
} CstDraftLines;

CstDraftLines *cst_draft_lines_new            (const CstOrder      *order,
                                               const CstIncident   *incident,
                                               GPtrArray           *incidents,
                                               GPtrArray           *operations);
void           cst_draft_lines_free           (CstDraftLines       *self);
CstDraftLine  *cst_draft_lines_get            (const CstDraftLines *self,
                                               guint                index);
CstDraftLine  *cst_draft_lines_find           (const CstDraftLines *self,
                                               const char          *id);
void           cst_draft_lines_keep           (CstDraftLines       *self,
                                               const CstDraftLines *old);
void           cst_draft_lines_reset          (CstDraftLines       *self);
void           cst_draft_lines_propose        (CstDraftLines       *self,
                                               const GArray        *now);
int            cst_draft_lines_count_pieces   (const CstDraftLines *self);
int            cst_draft_lines_count_left     (const CstDraftLines *self);
void           cst_draft_lines_add_to         (const CstDraftLines *self,
                                               CstOperation        *operation);
void           cst_draft_lines_get_amounts    (const CstDraftLines *self,
                                               gint64               shipping,
                                               CstAmounts          *amounts);

void           cst_draft_line_choose          (CstDraftLine        *line,
                                               int                  quantity,
                                               gint64               amount);
gboolean       cst_draft_line_is_whole_price  (const CstDraftLine  *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDraftLines, cst_draft_lines_free)

G_END_DECLS
