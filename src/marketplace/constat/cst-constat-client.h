/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-constat-requests.h"
#include "cst-constat-wire.h"
#include "cst-http.h"
#include "cst-marketplace.h"

G_BEGIN_DECLS

/* The contract's endpoints. All of it blocks. */

CstAccountInfo *cst_constat_get_account  (CstHttp              *http,
                                          GCancellable         *cancellable,
                                          GError              **error);
CstConstatPage *cst_constat_get_changes  (CstHttp              *http,
                                          const char           *cursor,
                                          guint                 limit,
                                          GCancellable         *cancellable,
                                          GError              **error);
gboolean        cst_constat_get_objects  (CstHttp              *http,
                                          CstEntity             entity,
                                          const char *const    *ids,
                                          CstChangeSet         *changes,
                                          GCancellable         *cancellable,
                                          GError              **error);
CstPushOutcome  cst_constat_upload       (CstHttp              *http,
                                          const CstOperation   *operation,
                                          guint                 index,
                                          GBytes               *bytes,
                                          CstPushAnswer        *answer,
                                          GCancellable         *cancellable,
                                          GError              **error);
CstPushOutcome  cst_constat_send         (CstHttp              *http,
                                          const CstOperation   *operation,
                                          CstPushAnswer        *answer,
                                          GCancellable         *cancellable,
                                          GError              **error);
CstPushOutcome  cst_constat_ask_outcome  (CstHttp              *http,
                                          const CstOperation   *operation,
                                          CstPushAnswer        *answer,
                                          GCancellable         *cancellable,
                                          GError              **error);

G_END_DECLS
