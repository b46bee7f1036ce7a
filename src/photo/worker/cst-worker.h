/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-photo-protocol.h"

G_BEGIN_DECLS

/*
 * Everything here runs in the worker process, locked in, on bytes nobody vouches for. The process
 * may die at any moment without harm to anything but the picture at hand.
 */

/* What the worker is for decides what it may reach once locked in. */
typedef enum
{
  WORKER_PICTURES, /* no file system at all */
  WORKER_PAGES,    /* fonts, read-only, where the kernel can limit it to them */
} WorkerRole;

typedef struct
{
  const guint8 *data;
  gsize         size;
} WorkerFile;

/* cst-worker-canvas: takes rows of the picture as stored, scales them down by averaging, turns
 * them as EXIF says and writes them into the application's memory. */
typedef struct _WorkerCanvas WorkerCanvas;

WorkerCanvas   *worker_canvas_new           (guint8       *pixels,
                                             guint         width,
                                             guint         height,
                                             guint         orientation);
void            worker_canvas_free          (WorkerCanvas *self);
void            worker_canvas_get_size      (WorkerCanvas *self,
                                             guint        *width,
                                             guint        *height);
gboolean        worker_canvas_set_source    (WorkerCanvas *self,
                                             guint         width,
                                             guint         height);
void            worker_canvas_push_row      (WorkerCanvas *self,
                                             const guint8 *rgba);

/* cst-worker-exif */
void            worker_exif_read            (const guint8  *tiff,
                                             gsize          size,
                                             CstPhotoReply *reply);

/* The decoders: @canvas is NULL for a probe. */
CstPhotoStatus  worker_jpeg_run             (const WorkerFile *file,
                                             WorkerCanvas     *canvas,
                                             CstPhotoReply    *reply);
CstPhotoStatus  worker_png_run              (const WorkerFile *file,
                                             WorkerCanvas     *canvas,
                                             CstPhotoReply    *reply);
CstPhotoStatus  worker_pdf_probe            (const WorkerFile *file,
                                             guint             page,
                                             CstPhotoReply    *reply);
CstPhotoStatus  worker_pdf_draw             (const WorkerFile *file,
                                             guint             page,
                                             guint8           *pixels,
                                             guint             width,
                                             guint             height);
void            worker_pdf_warm_up          (void);

/* cst-worker-jail */
gboolean        worker_jail_enter           (WorkerRole  role,
                                             guint32    *jail);
gboolean        worker_jail_has_filter      (void);

/* cst-worker-self-test */
int             worker_self_test            (WorkerRole role);

G_END_DECLS
