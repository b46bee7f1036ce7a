/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-sandbox-body.h"

G_BEGIN_DECLS

#define CST_SANDBOX_MESSAGE_TYPES \
  { \
    "image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "application/pdf", "text/plain", NULL \
  }

#define CST_SANDBOX_EVIDENCE_TYPES \
  { \
    "image/jpeg", "image/png", "image/webp", "image/gif", "image/tiff", "image/heic", "image/heif", "image/avif", \
    "application/pdf", "text/plain", "video/mp4", "video/quicktime", "video/webm", NULL \
  }

/* A file of a multipart body, judged but not kept yet. */
typedef struct
{
  const char *filename;   /* interned */
  char       *media_type; /* (owned) */
  GBytes     *bytes;      /* (owned) */
} CstPart;

/* A multipart body: one part of JSON and some files. */
typedef struct
{
  GBytes    *text;  /* (owned) */
  GPtrArray *files; /* (owned) of CstPart */
} CstParts;

gboolean  cst_parts_read        (CstParts           *self,
                                 CstRequest         *request,
                                 const char         *text_name,
                                 const char *const  *media_types,
                                 guint               max_files,
                                 CstReply           *reply);
void      cst_parts_clear       (CstParts           *self);
char     *cst_parts_bare_type   (const char         *content_type);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CstParts, cst_parts_clear)

G_END_DECLS
