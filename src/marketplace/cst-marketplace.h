/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cst-change-set.h"
#include "cst-operation.h"

G_BEGIN_DECLS

/**
 * CstMarketplaceError:
 * @CST_MARKETPLACE_ERROR_OFFLINE: no answer came; try again later, or when the network is back
 * @CST_MARKETPLACE_ERROR_TLS: the server is not who it says it is; nothing was sent, a person has to look
 * @CST_MARKETPLACE_ERROR_INSECURE: the address is not https; nothing was sent, the address has to be mended
 * @CST_MARKETPLACE_ERROR_AUTH: the token is not known; sending pauses until a person gives another
 * @CST_MARKETPLACE_ERROR_FORBIDDEN: the token may not do this; sending pauses until a person gives another
 * @CST_MARKETPLACE_ERROR_OTHER_SHOP: the token is another shop's; nothing was sent, a person has to look
 * @CST_MARKETPLACE_ERROR_THROTTLED: too many requests; wait as long as the answer says
 * @CST_MARKETPLACE_ERROR_SERVER: the server has trouble of its own; wait and repeat
 * @CST_MARKETPLACE_ERROR_MALFORMED: the answer could not be understood; nothing of it was used
 * @CST_MARKETPLACE_ERROR_GONE: the place in the feed has expired; start again from the beginning
 * @CST_MARKETPLACE_ERROR_NOT_FOUND: there is no such thing (any more)
 * @CST_MARKETPLACE_ERROR_TOO_LARGE: more bytes than we take
 * @CST_MARKETPLACE_ERROR_REFUSED: any other no
 * @CST_MARKETPLACE_ERROR_FILE: a file of ours could not be read or written
 */
typedef enum
{
  CST_MARKETPLACE_ERROR_OFFLINE,
  CST_MARKETPLACE_ERROR_TLS,
  CST_MARKETPLACE_ERROR_INSECURE,
  CST_MARKETPLACE_ERROR_AUTH,
  CST_MARKETPLACE_ERROR_FORBIDDEN,
  CST_MARKETPLACE_ERROR_OTHER_SHOP,
  CST_MARKETPLACE_ERROR_THROTTLED,
  CST_MARKETPLACE_ERROR_SERVER,
  CST_MARKETPLACE_ERROR_MALFORMED,
  CST_MARKETPLACE_ERROR_GONE,
  CST_MARKETPLACE_ERROR_NOT_FOUND,
  CST_MARKETPLACE_ERROR_TOO_LARGE,
  CST_MARKETPLACE_ERROR_REFUSED,
  CST_MARKETPLACE_ERROR_FILE,
} CstMarketplaceError;

#define CST_MARKETPLACE_ERROR (cst_marketplace_error_quark ())

/**
 * CstPushOutcome:
 * @CST_PUSH_CONFIRMED: the marketplace has it
 * @CST_PUSH_REFUSED: a no for good; nothing happened there
 * @CST_PUSH_CONFLICT: the truth moved on; nothing happened there
 * @CST_PUSH_NOT_SENT: it is certain that this attempt did nothing; later attempts may
 * @CST_PUSH_DOUBT: the attempt may have arrived
 * @CST_PUSH_IN_FLIGHT: the marketplace is at work on it; ask again
 * @CST_PUSH_NOT_THERE: read back: the marketplace never saw it
 * @CST_PUSH_CANNOT_TELL: read back: no fact decides
 */
typedef enum
{
  CST_PUSH_CONFIRMED,
  CST_PUSH_REFUSED,
  CST_PUSH_CONFLICT,
  CST_PUSH_NOT_SENT,
  CST_PUSH_DOUBT,
  CST_PUSH_IN_FLIGHT,
  CST_PUSH_NOT_THERE,
  CST_PUSH_CANNOT_TELL,
} CstPushOutcome;

/**
 * CstPushAnswer:
 * @truth: (nullable): what the answer said of the objects, without a cursor
 * @problem: (nullable): why not, in plain words for people
 * @retry_after: how many seconds the marketplace asks us to wait, -1 when it does not say
 */
typedef struct
{
  CstChangeSet *truth;
  char         *problem;
  gint64        retry_after;
} CstPushAnswer;

#define CST_PUSH_ANSWER_INIT { NULL, NULL, -1 }

/* Gives the bytes of an outgoing file: (transfer full), or NULL with an error. */
typedef GBytes *(*CstFileReader) (const CstOutgoingFile  *file,
                                  gpointer                user_data,
                                  GError                **error);

/* What people say a site's own reason means: before its label; the value is a word that playbooks know. */
#define CST_REASON_SETTING "reason."

/**
 * CstTruthReader:
 * @order: (out) (transfer full) (nullable): %NULL when there is none such
 * @incident: likewise
 * @delivery: likewise
 * @thread: gives an empty one when there is none; %NULL with an error
 * @desk: likewise
 * @file: the bytes of a file people added; %NULL with an error
 * @setting: (nullable): what people set for the account: (transfer full) (nullable)
 *
 * What the store last took for the truth. Called on the account's thread.
 */
typedef struct
{
  gboolean   (*order) (const char  *id,
                      gpointer     user_data,
                      CstOrder   **order,
                      GError     **error);
  gboolean   (*incident) (const char   *id,
                         gpointer      user_data,
                         CstIncident **incident,
                         GError      **error);
  gboolean   (*delivery) (const char   *id,
                         gpointer      user_data,
                         CstDelivery **delivery,
                         GError      **error);
  CstThread *(*thread) (const char  *order,
                       gpointer     user_data,
                       GError     **error);
  CstDesk   *(*desk) (const char  *incident,
                     gpointer     user_data,
                     GError     **error);
  GBytes    *(*file) (const char  *name,
                     gpointer     user_data,
                     GError     **error);
  char      *(*setting) (const char *key,
                        gpointer    user_data);
} CstTruthReader;

#define CST_TYPE_MARKETPLACE (cst_marketplace_get_type ())

G_DECLARE_INTERFACE (CstMarketplace, cst_marketplace, CST, MARKETPLACE, GObject)

/**
 * CstMarketplaceInterface:
 *
 * What a connector does. All of it blocks and is called on one thread only, the account's; all of
 * it is cancellable.
 *
 * A connector may have @set_truth and @ends_here: for operations that end here no site is asked. The truth they are
 * answered with is worked out from the truth there is, exists nowhere else, and has to be stored together with the
 * operation that made it.
 */
struct _CstMarketplaceInterface
{
  GTypeInterface parent_iface;

  CstAccountInfo *(*check) (CstMarketplace      *self,
                            GCancellable        *cancellable,
                            GError             **error);
  CstChangeSet   *(*pull) (CstMarketplace      *self,
                           const char          *cursor,
                           guint                limit,
                           GCancellable        *cancellable,
                           GError             **error);
  CstPushOutcome  (*push) (CstMarketplace      *self,
                           CstOperation        *operation,
                           CstFileReader        reader,
                           gpointer             reader_data,
                           CstPushAnswer       *answer,
                           GCancellable        *cancellable,
                           GError             **error);
  CstPushOutcome  (*read_back) (CstMarketplace      *self,
                                const CstOperation  *operation,
                                CstPushAnswer       *answer,
                                GCancellable        *cancellable,
                                GError             **error);
  gboolean        (*fetch_attachment) (CstMarketplace      *self,
                                       const char          *id,
                                       const char          *target_path,
                                       gint64               max_bytes,
                                       GCancellable        *cancellable,
                                       GError             **error);
  gint64          (*key_retention) (CstMarketplace      *self);
  gint64          (*settle_time) (CstMarketplace      *self);
  gint64          (*get_retry_after) (CstMarketplace      *self);
  void            (*set_truth) (CstMarketplace       *self,
                                const CstTruthReader *truth,
                                gpointer              user_data);
  gboolean        (*ends_here) (CstMarketplace      *self,
                                const CstOperation  *operation);
  gboolean        (*goes_by_steps) (CstMarketplace   *self);
};

/**
 * CstConnectorAddress:
 * @label: what stands at it, for people; translate it
 *
 * An address that such an account usually has.
 */
typedef struct
{
  const char *url;
  const char *label;
} CstConnectorAddress;

typedef struct _CstSite CstSite;

/**
 * CstConnectorKind:
 * @name: what #CstAccount holds as its connector
 * @label: its name for people, translated
 * @site: (nullable): what it does; a local one has no site
 * @is_local: it has neither an address nor a credential
 * @addresses: (nullable): to be suggested; any other may be entered as well
 */
typedef struct
{
  const char                *name;
  const char                *label;
  const CstSite             *site;
  gboolean                   is_local;
  const CstConnectorAddress *addresses;
  guint                      n_addresses;
} CstConnectorKind;

GQuark                  cst_marketplace_error_quark      (void);
const CstConnectorKind *cst_connector_kinds              (guint               *n_kinds);
const CstConnectorKind *cst_connector_kind               (const char          *name);
gboolean                cst_connector_is_local           (const char          *name);
CstMarketplace         *cst_marketplace_new              (const CstAccount    *account,
                                                          const char          *token,
                                                          GError             **error);
char                   *cst_marketplace_problem_text     (const GError        *error);
CstAccountInfo         *cst_marketplace_check            (CstMarketplace      *self,
                                                          GCancellable        *cancellable,
                                                          GError             **error);
CstChangeSet           *cst_marketplace_pull             (CstMarketplace      *self,
                                                          const char          *cursor,
                                                          guint                limit,
                                                          GCancellable        *cancellable,
                                                          GError             **error);
CstPushOutcome          cst_marketplace_push             (CstMarketplace      *self,
                                                          CstOperation        *operation,
                                                          CstFileReader        reader,
                                                          gpointer             reader_data,
                                                          CstPushAnswer       *answer,
                                                          GCancellable        *cancellable,
                                                          GError             **error);
CstPushOutcome          cst_marketplace_read_back        (CstMarketplace      *self,
                                                          const CstOperation  *operation,
                                                          CstPushAnswer       *answer,
                                                          GCancellable        *cancellable,
                                                          GError             **error);
gboolean                cst_marketplace_fetch_attachment (CstMarketplace      *self,
                                                          const char          *id,
                                                          const char          *target_path,
                                                          gint64               max_bytes,
                                                          GCancellable        *cancellable,
                                                          GError             **error);
gint64                  cst_marketplace_key_retention    (CstMarketplace      *self);
gint64                  cst_marketplace_settle_time      (CstMarketplace      *self);
gint64                  cst_marketplace_get_retry_after  (CstMarketplace      *self);
gboolean                cst_marketplace_ends_here        (CstMarketplace      *self,
                                                          const CstOperation  *operation);
gboolean                cst_marketplace_goes_by_steps    (CstMarketplace      *self);
gboolean                cst_marketplace_wants_truth      (CstMarketplace      *self);
void                    cst_marketplace_set_truth        (CstMarketplace      *self,
                                                          const CstTruthReader *truth,
                                                          gpointer             truth_data);
gboolean                cst_truth_copy_file              (const CstTruthReader *self,
                                                          gpointer              truth_data,
                                                          const char           *name,
                                                          const char           *target_path,
                                                          gint64                max_bytes,
                                                          GError              **error);
void                    cst_push_answer_clear            (CstPushAnswer       *answer);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CstPushAnswer, cst_push_answer_clear)

G_END_DECLS
