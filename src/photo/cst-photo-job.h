/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-photo-decoder.h"
#include "cst-photo-process.h"

G_BEGIN_DECLS

/* The conversation with a worker about one file; blocks, and runs on the decoder's threads. */
typedef struct
{
  int         fd;         /* the file, open for reading */
  guint64     file_size;
  CstFileType type;       /* found by content, one the worker can decode */
  guint       page;
  int         max_width;  /* the box to fit into, 0 where it is open */
  int         max_height;
  guint       timeout_ms; /* for each request */
} CstPhotoJob;

/* A file that was written anew. */
typedef struct
{
  GBytes      *bytes;
  CstFileType  type;
} CstPhotoCopy;

CstPhotoInfo  *cst_photo_job_probe     (const CstPhotoJob     *job,
                                        CstPhotoProcess       *process,
                                        GError               **error);
CstPhotoImage *cst_photo_job_draw      (const CstPhotoJob     *job,
                                        CstPhotoProcess       *process,
                                        GError               **error);
char          *cst_photo_job_read_text (const CstPhotoJob     *job,
                                        CstPhotoProcess       *process,
                                        GError               **error);
CstPhotoCopy  *cst_photo_job_export    (const CstPhotoJob     *job,
                                        const CstPhotoExport  *options,
                                        CstPhotoProcess       *process,
                                        GError               **error);
void           cst_photo_copy_free     (CstPhotoCopy          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPhotoCopy, cst_photo_copy_free)

G_END_DECLS
