/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-photo-image.h"
#include "cst-photo-process.h"

G_BEGIN_DECLS

/* The conversation with a worker about one file; blocks, and runs on the decoder's threads. */
typedef struct
{
  int         fd;         /* the file, open for reading */
  CstFileType type;       /* found by content, one the worker can decode */
  guint       page;
  int         max_width;  /* the box to fit into, 0 where it is open */
  int         max_height;
  guint       timeout_ms; /* for each request */
} CstPhotoJob;

CstPhotoInfo  *cst_photo_job_probe (const CstPhotoJob  *job,
                                    CstPhotoProcess    *process,
                                    GError            **error);
CstPhotoImage *cst_photo_job_draw  (const CstPhotoJob  *job,
                                    CstPhotoProcess    *process,
                                    GError            **error);

G_END_DECLS
