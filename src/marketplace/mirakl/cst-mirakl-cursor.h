/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  CST_MIRAKL_STAGE_CHANGED, /* orders that changed */
  CST_MIRAKL_STAGE_OPEN,    /* orders with an open incident */
  CST_MIRAKL_STAGE_TALK,    /* threads that changed, then returns */
} CstMiraklStage;

/**
 * CstMiraklCursor:
 * @since: orders that changed before it are known; in their time, milliseconds
 * @newest: the latest change seen in this round
 * @offset: into the list of the stage
 * @began: when this round began, in our time, if it takes several pages; else 0
 * @is_whole: whether everything is named, known or not
 * @open: (element-type utf8): the orders whose incidents are open as far as is known
 * @seen: (element-type utf8): those of this round
 * @talk_since: likewise of threads
 * @talked: (element-type utf8): the threads that changed at that very moment
 * @goods_since: likewise of returns
 * @returned: (element-type utf8): the returns that changed at that very moment
 *
 * Where a round through an instance stands.
 */
typedef struct
{
  CstMiraklStage  stage;
  gint64          since;
  gint64          newest;
  gint64          offset;
  gint64          began;
  gboolean        is_whole;
  GHashTable     *open;
  GHashTable     *seen;
  gint64          talk_since;
  GHashTable     *talked;
  gint64          goods_since;
  GHashTable     *returned;
} CstMiraklCursor;

gboolean  cst_mirakl_cursor_read  (CstMiraklCursor  *self,
                                   const char       *text,
                                   GError          **error);
char     *cst_mirakl_cursor_write (const CstMiraklCursor *self);
void      cst_mirakl_cursor_clear (CstMiraklCursor  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CstMiraklCursor, cst_mirakl_cursor_clear)

G_END_DECLS
