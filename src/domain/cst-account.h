/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-order.h"

G_BEGIN_DECLS

/* What a connector's account can do. Screens ask this, never the marketplace's name. */
typedef enum
{
  CST_CAN_READ_ORDERS = 1 << 0,
  CST_CAN_READ_INCIDENTS = 1 << 1,
  CST_CAN_READ_THREADS = 1 << 2,
  CST_CAN_READ_ATTACHMENTS = 1 << 3,
  CST_CAN_REFUND = 1 << 4,
  CST_CAN_REFUND_PARTLY = 1 << 5,
  CST_CAN_REPLACE = 1 << 6,
  CST_CAN_SEND_LABEL = 1 << 7,
  CST_CAN_SHIP = 1 << 8,
  CST_CAN_HANDLE_RETURNS = 1 << 9,
  CST_CAN_MESSAGE = 1 << 10,
  CST_CAN_NOTE = 1 << 11,
  CST_CAN_FIND = 1 << 12,
  CST_CAN_ASSIGN = 1 << 13,
  CST_CAN_SAY_OPENED = 1 << 14,
  CST_CAN_MARK_READ = 1 << 15,
  CST_CAN_IDEMPOTENT = 1 << 16,
  CST_CAN_SAY_RATE = 1 << 17,
  CST_CAN_ADD_EVIDENCE = 1 << 18, /* files for the colleagues, which the customer never sees */
  CST_CAN_READ_DELIVERIES = 1 << 21,
  CST_CAN_ANSWER_DELIVERIES = 1 << 22,
  CST_CAN_REPORT = 1 << 19, /* a problem that a customer told us of is recorded on an order the site has */
  CST_CAN_RECORD = 1 << 20, /* cases and what happens to them are recorded by hand */
  CST_CAN_MARK_RESOLVED = 1 << 23, /* the brand says that an incident is resolved; it is not closed by that */
  CST_CAN_ESCALATE = 1 << 24, /* the marketplace can be written to about an incident */
  CST_CAN_JUDGE_RETURNS = 1 << 25, /* a return that a customer asks for is accepted or refused, and closed in the end */
  CST_CAN_LINK_LABEL = 1 << 26, /* a return label may be an address instead of a file */
  CST_CAN_CANCEL = 1 << 27, /* an incident, or its return alone, is cancelled at the site */
} CstCapabilities;

typedef enum
{
  CST_CREDENTIAL_NONE,
  CST_CREDENTIAL_KEYRING,
  CST_CREDENTIAL_FILE,
} CstCredentialPlace;

/**
 * CstRate:
 * @by_rules: whether @threshold_bp is the account's rules' word, for want of the marketplace's
 * @warn_at_bp: from here on one is warned, by the rules; 0 for never
 * @harms_at: whether the threshold itself does harm, and not only what is above it
 *
 * O13: orders with a reported problem against all orders of a period.
 */
typedef struct
{
  gboolean  is_known;
  int       reported;
  int       orders;
  char     *from; /* dates */
  char     *to;
  int       threshold_bp;
  gboolean  by_rules;
  int       warn_at_bp;
  gboolean  harms_at;
} CstRate;

/**
 * CstRateTerms:
 * @threshold_bp: hundredths of a percent, 0 where the account's rules know none
 * @warn_at_bp: from here on one is warned
 * @days: over which days an estimate is counted
 * @harms_at: whether the threshold itself does harm, and not only what is above it
 *
 * O13: what the account's rules say of its reported-problem rate.
 */
typedef struct
{
  int      threshold_bp;
  int      warn_at_bp;
  int      days;
  gboolean harms_at;
} CstRateTerms;

typedef struct
{
  char *id;
  char *name;
  char *role;
} CstPerson;

typedef enum
{
  CST_REASON_USE_UNKNOWN,
  CST_REASON_OPENS, /* an incident: why it was reported */
  CST_REASON_ENDS,  /* an incident: as what it is marked as resolved */
} CstReasonUse;

/**
 * CstSiteReason:
 * @code: the site's own
 * @label: in the site's own words
 * @is_ours: whether the brand may use it
 * @topic: (nullable): the rules' word that the label is likely to mean; nobody has agreed to it yet
 *
 * A reason that a site keeps a list of.
 */
typedef struct
{
  CstReasonUse  use;
  char         *code;
  char         *label;
  gboolean      is_ours;
  char         *topic;
} CstSiteReason;

/**
 * CstAccountInfo:
 *
 * What the marketplace says of the account; remembered with it.
 */
typedef struct
{
  char             *remote_id;
  char             *name;
  char             *site; /* « Grand Comptoir »: the marketplace's name */
  char             *site_url;
  CstCustomerKind   audience;
  char              currency[4];
  char             *country;
  gint64            version;
  int               capabilities; /* CstCapabilities */
  int               desk_only;    /* those of them that no site sees: CstCapabilities */
  gboolean          may_decide;   /* the token's scopes */
  gboolean          may_find;
  gint64            attachment_limit;
  int               message_limit;
  gboolean          needs_region; /* a new address for a carrier names the province */
  int               answer_limit; /* of a solution for a carrier, in characters, 0 when not said */
  char            **label_media_types;
  char            **message_media_types; /* (nullable): what messages take, where the marketplace says it */
  CstRate           rate;
  GPtrArray        *people; /* of CstPerson */
  gint64            clock_offset; /* server time minus ours, in seconds */
  CstRateTerms      rate_terms; /* from the account's rules, too */
  GPtrArray        *reasons; /* of CstSiteReason: where the site keeps a list of them */
  char            **remarks; /* (nullable): what people should know of the connection, in sentences */
  char            **terms; /* (nullable): the site's own words, `id=word`, from the account's rules; see cst_term() */
} CstAccountInfo;

/**
 * CstAccount:
 * @id: the store's own number
 * @name: chosen by the user, unique, `[A-Za-z0-9._-]`; the first half of `ACCOUNT/REMOTE`
 * @token_kept_at: when people last entered a token, 0 when that is not known: whoever uses another one lets go of it
 */
typedef struct
{
  gint64              id;
  char               *name;
  char               *connector;
  char               *url;
  CstCredentialPlace  credential_place;
  char               *credential_file;
  gint64              token_kept_at;
  gboolean            is_paused;
  CstAccountInfo      info;
} CstAccount;

extern const CstEnumType   cst_credential_place_type;
extern const CstRecordType cst_rate_type;
extern const CstRecordType cst_rate_terms_type;
extern const CstRecordType cst_person_type;
extern const CstEnumType   cst_reason_use_type;
extern const CstRecordType cst_site_reason_type;
extern const CstRecordType cst_account_info_type;
extern const CstRecordType cst_account_type;

CstAccount *cst_account_new           (void);
CstAccount *cst_account_copy          (const CstAccount *self);
void        cst_account_free          (CstAccount       *self);
const char *cst_account_get_site      (const CstAccount *self);
gboolean    cst_account_info_takes_in_message (const CstAccountInfo *self,
                                               const char           *media_type);
gboolean    cst_account_can           (const CstAccount *self,
                                       CstCapabilities   capability);
gboolean    cst_account_keeps_here    (const CstAccount *self,
                                       CstCapabilities   capability);
gboolean    cst_account_has_reasons   (const CstAccount *self,
                                       CstReasonUse      use);
int         cst_account_get_answer_limit (const CstAccount *self);
gboolean    cst_account_tells_by_hand (const CstAccount *self);
gboolean    cst_account_name_is_valid (const char       *name);
gboolean    cst_rate_is_above         (const CstRate    *self);
int         cst_rate_margin           (const CstRate    *self);
void        cst_rate_take_terms       (CstRate          *self,
                                       const CstRateTerms *terms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstAccount, cst_account_free)

G_END_DECLS
