/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-account.h"

#include <string.h>

#include "cst-util.h"

CST_DEFINE_ENUM_TYPE (cst_credential_place,
                      "none",
                      "keyring",
                      "file");

static const CstField cst_rate_fields[] = {
  CST_FIELD (CstRate, is_known, BOOL),
  CST_FIELD (CstRate, reported, INT),
  CST_FIELD (CstRate, orders, INT),
  CST_FIELD (CstRate, from, STRING),
  CST_FIELD (CstRate, to, STRING),
  CST_FIELD (CstRate, threshold_bp, INT),
  CST_FIELD (CstRate, by_rules, BOOL),
  CST_FIELD (CstRate, warn_at_bp, INT),
  CST_FIELD (CstRate, harms_at, BOOL),
};

CST_DEFINE_RECORD_TYPE (cst_rate, CstRate, "rate");

static const CstField cst_rate_terms_fields[] = {
  CST_FIELD (CstRateTerms, threshold_bp, INT),
  CST_FIELD (CstRateTerms, warn_at_bp, INT),
  CST_FIELD (CstRateTerms, days, INT),
  CST_FIELD (CstRateTerms, harms_at, BOOL),
};

CST_DEFINE_RECORD_TYPE (cst_rate_terms, CstRateTerms, "rate terms");

static const CstField cst_person_fields[] = {
  CST_FIELD (CstPerson, id, STRING),
  CST_FIELD (CstPerson, name, STRING),
  CST_FIELD (CstPerson, role, STRING),
};

CST_DEFINE_RECORD_TYPE (cst_person, CstPerson, "person");

CST_DEFINE_ENUM_TYPE (cst_reason_use,
                      "unknown",
                      "opens",
                      "ends");

static const CstField cst_site_reason_fields[] = {
  CST_FIELD_OF (CstSiteReason, use, ENUM, cst_reason_use_type),
  CST_FIELD (CstSiteReason, code, STRING),
  CST_FIELD (CstSiteReason, label, STRING),
  CST_FIELD (CstSiteReason, is_ours, BOOL),
  CST_FIELD (CstSiteReason, topic, STRING),
};

CST_DEFINE_RECORD_TYPE (cst_site_reason, CstSiteReason, "site’s reason");

static const CstField cst_account_info_fields[] = {
  CST_FIELD (CstAccountInfo, remote_id, STRING),
  CST_FIELD (CstAccountInfo, name, STRING),
  CST_FIELD (CstAccountInfo, site, STRING),
  CST_FIELD (CstAccountInfo, site_url, STRING),
  CST_FIELD_OF (CstAccountInfo, audience, ENUM, cst_customer_kind_type),
  CST_FIELD (CstAccountInfo, currency, CURRENCY),
  CST_FIELD (CstAccountInfo, country, STRING),
  CST_FIELD (CstAccountInfo, version, INT64),
  CST_FIELD (CstAccountInfo, capabilities, INT),
  CST_FIELD (CstAccountInfo, desk_only, INT),
  CST_FIELD (CstAccountInfo, may_decide, BOOL),
  CST_FIELD (CstAccountInfo, may_find, BOOL),
  CST_FIELD (CstAccountInfo, attachment_limit, INT64),
  CST_FIELD (CstAccountInfo, message_limit, INT),
  CST_FIELD (CstAccountInfo, needs_region, BOOL),
  CST_FIELD (CstAccountInfo, answer_limit, INT),
  CST_FIELD (CstAccountInfo, label_media_types, STRINGS),
  CST_FIELD (CstAccountInfo, message_media_types, STRINGS),
  CST_FIELD_OF (CstAccountInfo, rate, RECORD, cst_rate_type),
  CST_FIELD_OF (CstAccountInfo, people, RECORDS, cst_person_type),
  CST_FIELD (CstAccountInfo, clock_offset, INT64),
  CST_FIELD_OF (CstAccountInfo, rate_terms, RECORD, cst_rate_terms_type),
  CST_FIELD_OF (CstAccountInfo, reasons, RECORDS, cst_site_reason_type),
  CST_FIELD (CstAccountInfo, remarks, STRINGS),
  CST_FIELD (CstAccountInfo, terms, STRINGS),
};

CST_DEFINE_RECORD_TYPE (cst_account_info, CstAccountInfo, "account info");

static const CstField cst_account_fields[] = {
  CST_FIELD (CstAccount, id, INT64),
  CST_FIELD (CstAccount, name, STRING),
  CST_FIELD (CstAccount, connector, STRING),
  CST_FIELD (CstAccount, url, STRING),
  CST_FIELD_OF (CstAccount, credential_place, ENUM, cst_credential_place_type),
  CST_FIELD (CstAccount, credential_file, STRING),
  CST_FIELD (CstAccount, token_kept_at, INT64),
  CST_FIELD (CstAccount, is_paused, BOOL),
  CST_FIELD_OF (CstAccount, info, RECORD, cst_account_info_type),
};

CST_DEFINE_RECORD_TYPE (cst_account, CstAccount, "account");

/**
 * cst_account_new:
 *
 * Returns: (transfer full): an empty record
 */
CstAccount *
cst_account_new (void)
{
  return cst_record_new (&cst_account_type);
}

CstAccount *
cst_account_copy (const CstAccount *self)
{
  return cst_record_dup (&cst_account_type, self);
}

void
cst_account_free (CstAccount *self)
{
  cst_record_free (&cst_account_type, self);
}

/**
 * cst_account_get_site:
 *
 * Returns: the marketplace's name; as long as it is not known, what the account is called here
 */
const char *
cst_account_get_site (const CstAccount *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return cst_str_is_blank (self->info.site) ? self->name : self->info.site;
}

/**
 * cst_account_info_takes_in_message:
 * @media_type: (nullable): of a file, by its content
 *
 * Returns: whether a message can carry such a file; what the marketplace keeps silent about is tried
 */
gboolean
cst_account_info_takes_in_message (const CstAccountInfo *self,
                                   const char           *media_type)
{
  return self->message_media_types == NULL || *self->message_media_types == NULL ||
         (media_type != NULL && g_strv_contains ((const char *const *) self->message_media_types, media_type));
}

/**
 * cst_account_can:
 *
 * Returns: whether the account's marketplace has @capability and the token's scopes allow it
 */
gboolean
cst_account_can (const CstAccount *self,
                 CstCapabilities   capability)
{
  const int decisions = CST_CAN_REFUND | CST_CAN_REFUND_PARTLY | CST_CAN_REPLACE | CST_CAN_SEND_LABEL |
                        CST_CAN_SHIP | CST_CAN_HANDLE_RETURNS | CST_CAN_MESSAGE | CST_CAN_ANSWER_DELIVERIES |
                        CST_CAN_MARK_RESOLVED | CST_CAN_ESCALATE | CST_CAN_JUDGE_RETURNS | CST_CAN_LINK_LABEL |
                        CST_CAN_CANCEL;
  const int findings = CST_CAN_NOTE | CST_CAN_FIND | CST_CAN_ADD_EVIDENCE | CST_CAN_ASSIGN | CST_CAN_SAY_OPENED |
                       CST_CAN_MARK_READ;
  int allowed = self->info.capabilities;

  if (!self->info.may_decide)
    allowed &= ~decisions;
  if (!self->info.may_find)
    allowed &= ~findings;

  return (allowed & (int) capability) == (int) capability;
}

/**
 * cst_account_keeps_here:
 *
 * Returns: whether what is done by @capability stays on this desk: the account's marketplace has no place for it (R7),
 * or there is none
 */
gboolean
cst_account_keeps_here (const CstAccount *self,
                        CstCapabilities   capability)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->info.capabilities & CST_CAN_RECORD)
    return TRUE;

  return (self->info.desk_only & (int) capability) == (int) capability;
}

/**
 * cst_account_has_reasons:
 *
 * Returns: whether the site has reasons for that: why an incident was reported, or, of those that the brand may use, as
 * what it is marked as resolved
 */
gboolean
cst_account_has_reasons (const CstAccount *self,
                         CstReasonUse      use)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->info.reasons->len; i++)
    {
      const CstSiteReason *reason = g_ptr_array_index (self->info.reasons, i);

      if (reason->use == use && (use == CST_REASON_OPENS || reason->is_ours))
        return TRUE;
    }

  return FALSE;
}

/**
 * cst_account_get_answer_limit:
 *
 * Returns: how many characters a solution for a carrier may have (C8)
 */
int
cst_account_get_answer_limit (const CstAccount *self)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->info.answer_limit > 0)
    return self->info.answer_limit;

  return self->info.message_limit > 0 ? self->info.message_limit : 500;
}

/**
 * cst_account_tells_by_hand:
 *
 * Returns: whether people tell the carrier themselves and record it here, because nothing can be sent
 */
gboolean
cst_account_tells_by_hand (const CstAccount *self)
{
  return cst_account_can (self, CST_CAN_RECORD | CST_CAN_ANSWER_DELIVERIES);
}

/**
 * cst_account_name_is_valid:
 * @name: (nullable): what a person typed
 *
 * Returns: whether @name can stand before the slash in `ACCOUNT/REMOTE`
 */
gboolean
cst_account_name_is_valid (const char *name)
{
  gsize length = 0;

  if (name == NULL || !g_ascii_isalnum (*name))
    return FALSE;

  for (; name[length] != '\0'; length++)
    {
      if (!g_ascii_isalnum (name[length]) && strchr ("._-", name[length]) == NULL)
        return FALSE;
    }

  return length <= 32;
}

/* How many reported problems there may be before the rate does harm. */
static gint64
most_harmless (const CstRate *self)
{
  gint64 at = (gint64) self->threshold_bp * self->orders;

  return self->harms_at ? (at + 9999) / 10000 - 1 : at / 10000;
}

/**
 * cst_rate_is_above:
 *
 * Returns: whether the reported-problem rate does harm: strictly above its threshold, or at it where the rules say so
 *   (O13)
 */
gboolean
cst_rate_is_above (const CstRate *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_known && self->orders > 0 && self->reported > most_harmless (self);
}

/**
 * cst_rate_margin:
 *
 * Returns: how many more reported problems, with the same orders, keep the rate from doing harm; negative once it does
 */
int
cst_rate_margin (const CstRate *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (int) most_harmless (self) - self->reported;
}

/**
 * cst_rate_take_terms:
 *
 * O13: adds what the account's rules say. A threshold the marketplace names itself stays.
 */
void
cst_rate_take_terms (CstRate            *self,
                     const CstRateTerms *terms)
{
  g_return_if_fail (self != NULL && terms != NULL);

  if (self->threshold_bp == 0 || self->by_rules)
    {
      self->threshold_bp = terms->threshold_bp;
      self->by_rules = TRUE;
    }
  self->warn_at_bp = terms->warn_at_bp;
  self->harms_at = terms->harms_at;
}
