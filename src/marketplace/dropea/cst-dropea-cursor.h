/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-record.h"

G_BEGIN_DECLS

typedef enum
{
  CST_DROPEA_PHASE_UNKNOWN,
  CST_DROPEA_PHASE_ORDERS,   /* reads all orders */
  CST_DROPEA_PHASE_ISSUES,   /* then all issues */
  CST_DROPEA_PHASE_TELL,     /* then says what they are */
  CST_DROPEA_PHASE_WATCH,    /* looks where changes show */
  CST_DROPEA_PHASE_CATCH_UP, /* something changed: reads all issues, to know what belongs to it */
} CstDropeaPhase;

/* How far a list has been looked through, round after round, a page at a time. */
typedef struct
{
  int      page;         /* the next one */
  int      n_pages;
  gboolean is_ascending; /* what is new comes last */
  gint64   latest;       /* the latest change seen */
  gint64   at_start;     /* likewise, when this round began */
  gint64   since;        /* what changed before has been told */
} CstDropeaRound;

/**
 * CstDropeaCursor:
 * @page: the next one of the phase; in the telling, how many issues have been told
 * @walk: which walk it is
 * @done: how many pages of this walk have been read; they are gone with the connector
 * @walked_at: when all of it was last read
 * @pending: (nullable): the issues that waited when last looked, unless there were too many
 */
typedef struct
{
  CstDropeaPhase  phase;
  int             page;
  gint64          walk;
  int             done;
  gint64          walked_at;
  CstDropeaRound  issues;
  CstDropeaRound  orders;
  char          **pending;
} CstDropeaCursor;

extern const CstRecordType cst_dropea_cursor_type;

CstDropeaCursor *cst_dropea_cursor_read (const char      *text);
char            *cst_dropea_cursor_text (const CstDropeaCursor *self);
void             cst_dropea_cursor_free (CstDropeaCursor *self);

void             cst_dropea_round_note  (CstDropeaRound  *self,
                                         gint64           updated_at);
int              cst_dropea_round_front (const CstDropeaRound *self);
void             cst_dropea_round_turn  (CstDropeaRound  *self,
                                         gint64           n_pages,
                                         guint            n_items,
                                         guint            page_size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDropeaCursor, cst_dropea_cursor_free)

G_END_DECLS
