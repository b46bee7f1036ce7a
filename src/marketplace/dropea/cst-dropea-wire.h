/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-change-set.h"
#include "cst-json.h"

G_BEGIN_DECLS

/* Dropea's JSON (REST v2), read into plain records: pure functions. The API is known from what others wrote down of
 * it, so only what cannot be done without is required; a member that is missing, or is not of the type expected, says
 * nothing, and a word that is not known is kept as it came. Every error is %CST_MARKETPLACE_ERROR_MALFORMED. */

/**
 * CstDropeaIssue:
 * @status: its own word, such as PENDING
 * @resolution: (nullable): what it was last answered, in its own word
 * @options: the answers it lists, in its own words
 * @answer: (nullable): what it was last answered, as far as that is told
 * @mark: of the whole of what was read: another one means that something changed
 *
 * A carrier's incident, as the platform writes it.
 */
typedef struct
{
  char              *id;
  char              *order;
  char              *tracking_number;
  char              *carrier;
  char              *type;
  char              *status;
  char              *resolution;
  char             **options;
  char              *code;
  char              *description;
  char              *substatus;
  gboolean           is_active;
  CstDeliveryAnswer *answer;
  char              *agency_name;
  char              *agency_phone;
  CstAddress         agency;
  gint64             answered_at;
  gint64             created_at;
  gint64             updated_at;
  guint64            mark;
} CstDropeaIssue;

/**
 * CstDropeaOrder:
 * @order: (owned) (nullable): the sale, until it was handed on
 * @cod: to be collected from the customer, in minor units of @currency
 *
 * An order, and what of it belongs to its delivery rather than to the sale.
 */
typedef struct
{
  char             *id;
  CstOrder         *order;
  char             *status;
  char             *sub_status;
  CstDeliveryPhase  phase;
  CstAddress        recipient;
  char             *language;
  char             *tracking_url;
  char              currency[4];
  gint64            cod;
  gint64            delivered_at;
  gint64            updated_at;
  guint64           mark;
} CstDropeaOrder;

/**
 * CstDropeaFailure:
 * @type: (nullable): such as BusinessFailure
 * @message: (nullable): what is wrong, in the platform's words
 * @operation: (nullable): which operation to ask for later
 */
typedef struct
{
  char *type;
  char *message;
  char *operation;
} CstDropeaFailure;

typedef enum
{
  CST_DROPEA_OPERATION_UNKNOWN,
  CST_DROPEA_OPERATION_RUNNING,
  CST_DROPEA_OPERATION_DONE,
  CST_DROPEA_OPERATION_FAILED,
} CstDropeaOperationState;

/**
 * CstDropeaPage:
 * @items: of the page; borrowed from @root
 * @n_pages: how many pages there are, -1 when not said
 */
typedef struct
{
  JsonNode  *root;
  JsonArray *items;
  gint64     n_pages;
} CstDropeaPage;

#define CST_DROPEA_FAILURE_INIT { NULL, NULL, NULL }

/* cst-dropea-wire.c: the envelope */
JsonObject      *cst_dropea_data           (JsonNode            *root,
                                            const char          *what,
                                            GError             **error);
CstDropeaPage   *cst_dropea_read_page      (GBytes              *body,
                                            const char          *what,
                                            guint                limit,
                                            GError             **error);
void             cst_dropea_page_free      (CstDropeaPage       *self);
void             cst_dropea_read_failure   (GBytes              *body,
                                            CstDropeaFailure    *failure);
void             cst_dropea_failure_clear  (CstDropeaFailure    *failure);
CstAccountInfo  *cst_dropea_read_me        (JsonObject          *object);
GHashTable      *cst_dropea_read_catalogue (JsonNode            *root);
CstDropeaOperationState cst_dropea_read_operation (JsonObject   *object);

/* cst-dropea-values.c: single values */
char            *cst_dropea_id             (JsonObject          *object,
                                            const char          *member);
char            *cst_dropea_code           (JsonObject          *object,
                                            const char          *member);
const char      *cst_dropea_text           (JsonObject          *object,
                                            const char *const   *members);
gint64           cst_dropea_time           (JsonObject          *object,
                                            const char          *member);
gboolean         cst_dropea_amount         (JsonObject          *object,
                                            const char *const   *members,
                                            const char          *currency,
                                            gint64              *minor);
void             cst_dropea_address        (JsonObject          *object,
                                            CstAddress          *address);
guint64          cst_dropea_mark           (JsonObject          *object);

/* cst-dropea-issue.c, cst-dropea-order.c */
CstDropeaIssue  *cst_dropea_issue_read     (JsonObject          *object,
                                            GError             **error);
void             cst_dropea_issue_free     (CstDropeaIssue      *self);
gboolean         cst_dropea_issue_waits    (const CstDropeaIssue *self);
gboolean         cst_dropea_issue_lists    (const CstDropeaIssue *self,
                                            const char          *option);
CstDropeaOrder  *cst_dropea_order_read     (JsonObject          *object,
                                            GError             **error);
void             cst_dropea_order_free     (CstDropeaOrder      *self);

/* cst-dropea-map.c */
CstDelivery     *cst_dropea_map            (const CstDropeaIssue *issue,
                                            const GPtrArray      *family,
                                            const CstDropeaOrder *order,
                                            const char           *country);
CstDeliveryAnswerKind cst_dropea_answer_kind (const char         *option);
const char      *cst_dropea_option         (CstDeliveryAnswerKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDropeaPage, cst_dropea_page_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDropeaIssue, cst_dropea_issue_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDropeaOrder, cst_dropea_order_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CstDropeaFailure, cst_dropea_failure_clear)

G_END_DECLS
