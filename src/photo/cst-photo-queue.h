/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-photo-decoder.h"

G_BEGIN_DECLS

typedef enum
{
  CST_PHOTO_DEED_PROBE,  /* gives a CstPhotoInfo */
  CST_PHOTO_DEED_DECODE, /* a CstPhotoImage */
  CST_PHOTO_DEED_PAGE,   /* likewise */
  CST_PHOTO_DEED_TEXT,   /* a string */
  CST_PHOTO_DEED_EXPORT, /* a CstPhotoCopy */
} CstPhotoDeed;

/* Something asked of the workers, on its way through the queue. */
typedef struct
{
  CstPhotoDeed      deed;
  char             *path;
  guint             page;
  int               max_width;   /* the box to fit into, 0 where it is open */
  int               max_height;
  CstPhotoExport    export_to;
  CstPhotoPriority  priority;
  guint64           serial;
  GCancellable     *cancellable; /* (owned) (nullable) */
  GTask            *task;        /* (owned) (nullable): none when somebody waits */
  gboolean          is_done;     /* for the one who waits */
  gpointer          result;      /* (owned) (nullable) */
  GError           *error;       /* (owned) (nullable) */
} CstPhotoOrder;

CstPhotoOrder *cst_photo_order_new           (CstPhotoDeed          deed,
                                              const char           *path,
                                              CstPhotoPriority      priority,
                                              GCancellable         *cancellable);

/* The orders that wait and the threads that see to them. Any thread. */
typedef struct _CstPhotoQueue CstPhotoQueue;

CstPhotoQueue *cst_photo_queue_new           (guint                 n_workers);
void           cst_photo_queue_free          (CstPhotoQueue        *self);
void           cst_photo_queue_set_timeout   (CstPhotoQueue        *self,
                                              guint                 milliseconds);
GArray        *cst_photo_queue_dup_pids      (CstPhotoQueue        *self);
void           cst_photo_queue_push          (CstPhotoQueue        *self,
                                              CstPhotoOrder        *order,
                                              GTask                *task);
gpointer       cst_photo_queue_run           (CstPhotoQueue        *self,
                                              CstPhotoOrder        *order,
                                              GError              **error);

G_END_DECLS
