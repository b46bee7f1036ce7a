/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cst-mirakl-world.h"
#include "cst-sandbox-exchange.h"
#include "cst-sandbox-writer.h"

G_BEGIN_DECLS

/*
 * A Mirakl instance's API for one shop, below /mirakl: strict in what it takes, and in what its specification says in
 * words. It remembers no keys. The full token is an administrator's; the inspector's may read orders, threads and
 * reasons, and write nothing.
 */

typedef struct _CstSandbox CstSandbox;

typedef struct
{
  CstMiraklWorld *world;    /* (owned) */
  GHashTable     *calls;    /* (owned) of code → how often it was asked */
  GPtrArray      *executed; /* (owned) of JSON: what changed something, oldest first */
} CstMiraklPlatform;

CstMiraklPlatform *cst_mirakl_platform_new  (CstWorld          *world);
void               cst_mirakl_platform_free (CstMiraklPlatform *self);
gboolean           cst_mirakl_is_path       (const char        *path);
void               cst_mirakl_answer        (CstSandbox        *sandbox,
                                             CstRequest        *request,
                                             CstReply          *reply);
void               cst_mirakl_fail          (CstReply          *reply,
                                             guint              status,
                                             const char        *message);
void               cst_mirakl_mistake       (CstReply          *reply,
                                             const char        *field,
                                             const char        *message);
void               cst_mirakl_note          (CstMiraklPlatform *self,
                                             const char        *call,
                                             const char        *subject);

/* cst-mirakl-json.c */
void               cst_mirakl_write_moment  (CstWriter         *writer,
                                             const char        *member,
                                             gint64             moment);
void               cst_mirakl_write_amount  (CstWriter         *writer,
                                             const char        *member,
                                             gint64             cents);
void               cst_mirakl_write_order   (CstWriter         *writer,
                                             const CstMiraklOrder *order);
void               cst_mirakl_write_thread  (CstWriter         *writer,
                                             const CstMiraklOrder *order,
                                             const CstMiraklThread *thread,
                                             gboolean           with_messages);
void               cst_mirakl_write_return  (CstWriter         *writer,
                                             const CstMiraklOrder *order,
                                             const CstMiraklReturn *goods);

/* cst-mirakl-shop.c */
void               cst_mirakl_get_account   (CstSandbox *sandbox, CstRequest *request, CstReply *reply);
void               cst_mirakl_get_statistics (CstSandbox *sandbox, CstRequest *request, CstReply *reply);
void               cst_mirakl_get_configuration (CstSandbox *sandbox, CstRequest *request, CstReply *reply);
void               cst_mirakl_get_reasons   (CstSandbox *sandbox, CstRequest *request, CstReply *reply);

/* cst-mirakl-read.c */
void               cst_mirakl_get_orders    (CstSandbox *sandbox, CstRequest *request, CstReply *reply);
void               cst_mirakl_get_threads   (CstSandbox *sandbox, CstRequest *request, CstReply *reply);
void               cst_mirakl_get_returns   (CstSandbox *sandbox, CstRequest *request, CstReply *reply);
gboolean           cst_mirakl_check_query   (CstRequest *request, const char *const *names, CstReply *reply);

/* cst-mirakl-write.c, cst-mirakl-talk.c, cst-mirakl-goods.c */
void               cst_mirakl_put_refund    (CstSandbox *sandbox, CstRequest *request, CstReply *reply);
void               cst_mirakl_put_resolved  (CstSandbox *sandbox, CstRequest *request, CstReply *reply);
void               cst_mirakl_post_thread   (CstSandbox *sandbox, CstRequest *request, CstReply *reply);
void               cst_mirakl_post_message  (CstSandbox *sandbox, CstRequest *request, CstReply *reply);
void               cst_mirakl_get_file      (CstSandbox *sandbox, CstRequest *request, CstReply *reply);
void               cst_mirakl_put_returns   (CstSandbox *sandbox, CstRequest *request, CstReply *reply);
JsonObject        *cst_mirakl_read_body     (CstRequest *request, JsonNode **root, const char *const *names,
                                             CstReply *reply);
gboolean           cst_mirakl_has_only      (JsonObject *object, const char *const *names, CstReply *reply);
const char        *cst_mirakl_string        (JsonObject *object, const char *member);

/* cst-mirakl-control.c: what only tests and trainers do */
void               cst_mirakl_get_state     (CstSandbox *sandbox, CstRequest *request, CstReply *reply);
void               cst_mirakl_post_shopper  (CstSandbox *sandbox, CstRequest *request, CstReply *reply);

G_END_DECLS
