/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-incident.h"
#include "cst-operation.h"

G_BEGIN_DECLS

/**
 * CstCountLine:
 * @asked: pieces asked back
 * @received: pieces that came back
 * @accepted: of the asked ones: in good order
 * @damaged: of the asked ones: not in good order
 * @missing: of the asked ones: not in the parcel
 */
typedef struct
{
  char *line;
  char *title;
  char *sku;
  int   asked;
  int   received;
  int   accepted;
  int   damaged;
  int   missing;
} CstCountLine;

/**
 * CstPieceCount:
 * @is_inspection: each piece is sorted; otherwise they are counted as they arrive
 *
 * The pieces of a return while somebody counts them (R4): a receipt or an inspection.
 */
typedef struct
{
  char      *order;
  char      *incident;
  char      *goods;
  gboolean   is_inspection;
  char      *note; /* (nullable): of an inspection */
  GPtrArray *lines; /* of CstCountLine */
} CstPieceCount;

CstPieceCount *cst_piece_count_new         (const CstOrder      *order,
                                            const CstIncident   *incident,
                                            const CstReturn     *goods,
                                            gboolean             is_inspection);
void           cst_piece_count_free        (CstPieceCount       *self);
CstCountLine  *cst_piece_count_line        (CstPieceCount       *self,
                                            guint                index);
int            cst_count_line_unsorted     (const CstCountLine  *line);
char          *cst_piece_count_dup_problem (const CstPieceCount *self);
char          *cst_piece_count_to_text     (const CstPieceCount *self);
gboolean       cst_piece_count_restore     (CstPieceCount       *self,
                                            const char          *text,
                                            GError             **error);
CstOperation  *cst_piece_count_build       (const CstPieceCount *self,
                                            gint64               account,
                                            gint64               now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPieceCount, cst_piece_count_free)

G_END_DECLS
