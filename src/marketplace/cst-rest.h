/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-http.h"
#include "cst-marketplace.h"

G_BEGIN_DECLS

/* What every REST connector does with answers, once. All of it blocks. */

/**
 * CstRestFile:
 *
 * One file of a form.
 */
typedef struct
{
  const char *field;
  const char *filename;
  const char *media_type;
  GBytes     *bytes;
} CstRestFile;

JsonNode       *cst_rest_get         (CstHttp            *http,
                                      const char         *path,
                                      const char         *query,
                                      const char         *what,
                                      GCancellable       *cancellable,
                                      GError            **error);
gboolean        cst_rest_get_changed (CstHttp            *http,
                                      const char         *path,
                                      const char         *query,
                                      const char         *what,
                                      char              **etag,
                                      JsonNode          **node,
                                      GCancellable       *cancellable,
                                      GError            **error);
CstPushOutcome  cst_rest_change      (CstHttp            *http,
                                      const char         *method,
                                      const char         *path,
                                      const char         *query,
                                      JsonNode           *body,
                                      CstPushAnswer      *answer,
                                      JsonNode          **said,
                                      GCancellable       *cancellable,
                                      GError            **error);
CstPushOutcome  cst_rest_upload      (CstHttp            *http,
                                      const char         *path,
                                      const CstRestFile  *files,
                                      guint               n_files,
                                      const CstRestFile  *parts,
                                      guint               n_parts,
                                      CstPushAnswer      *answer,
                                      JsonNode          **said,
                                      GCancellable       *cancellable,
                                      GError            **error);

G_END_DECLS
