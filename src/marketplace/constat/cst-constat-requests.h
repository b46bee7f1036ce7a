/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-operation.h"

G_BEGIN_DECLS

/**
 * CstConstatRequest:
 * @method: (unowned)
 * @path: escaped
 * @query: (nullable): escaped
 * @body: (nullable): JSON
 *
 * An operation as the contract wants it. The same operation gives the same bytes for ever: the
 * marketplace compares them when a key is repeated.
 */
typedef struct
{
  const char *method;
  char       *path;
  char       *query;
  GBytes     *body;
} CstConstatRequest;

gboolean  cst_constat_request_build (const CstOperation  *operation,
                                     CstConstatRequest   *request,
                                     GError             **error);
char     *cst_constat_file_key      (const CstOperation  *operation,
                                     guint                index);
char     *cst_constat_disposition   (const char          *filename);
void      cst_constat_request_clear (CstConstatRequest   *request);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CstConstatRequest, cst_constat_request_clear)

G_END_DECLS
