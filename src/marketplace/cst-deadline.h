/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CstDeadline:
 * @cancellable: (owned): for the blocking calls; cancelled with the outer one, or when time is up
 *
 * A time limit around blocking I/O, however slowly the bytes drip.
 */
typedef struct
{
  GCancellable *cancellable;
  GCancellable *outer;   /* (owned) (nullable) */
  gulong        handler;
  GSource      *source;  /* (owned) */
} CstDeadline;

void      cst_deadline_start  (CstDeadline  *self,
                               guint         seconds,
                               GCancellable *outer);
gboolean  cst_deadline_passed (CstDeadline  *self);
void      cst_deadline_end    (CstDeadline  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CstDeadline, cst_deadline_end)

G_END_DECLS
