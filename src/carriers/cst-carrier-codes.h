/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-delivery.h"

G_BEGIN_DECLS

/**
 * CstCarrierError:
 * @CST_CARRIER_ERROR_BAD_FILE: the file has a mistake: the message names the line; what was known before stays
 */
typedef enum
{
  CST_CARRIER_ERROR_BAD_FILE,
} CstCarrierError;

#define CST_CARRIER_ERROR (cst_carrier_error_quark ())

/* What usually helps. */
typedef enum
{
  CST_ADVICE_NONE,
  CST_ADVICE_CALL,
  CST_ADVICE_RETRY,
  CST_ADVICE_ADDRESS,
  CST_ADVICE_WATCH,
  CST_ADVICE_WAIT,
  CST_ADVICE_CLAIM,
  CST_ADVICE_DOCUMENTS,
} CstCarrierAdvice;

/**
 * CstCodeMeaning:
 * @code: as the carrier writes it; an asterisk at its end stands for whatever follows
 * @is_state: it says where the parcel is, not why it did not arrive
 * @reason: %CST_DELIVERY_REASON_UNKNOWN for a state
 * @text: untranslated; see cst_code_meaning_get_text()
 *
 * What one code of a carrier means, in words that belong to none.
 */
typedef struct
{
  char              *source;
  char              *code;
  gboolean           is_state;
  CstDeliveryReason  reason;
  CstDeliveryPhase   phase;
  CstCarrierAdvice   advice;
  char              *text;
  gboolean           is_own; /* from a file of the user's */
} CstCodeMeaning;

/* A file of the user's that could not be taken. */
typedef struct
{
  char *path;
  char *message; /* translated, with the line */
} CstCarrierProblem;

/**
 * CstCarrierCodes:
 *
 * The carriers' tables of codes: those that come with the program, and over them the user's own files. Never changes
 * once made, and may be used on every thread.
 */
typedef struct _CstCarrierCodes CstCarrierCodes;

extern const CstEnumType cst_carrier_advice_type;

GQuark                cst_carrier_error_quark      (void);
CstCarrierCodes      *cst_carrier_codes_new        (const char            *profile_dir);
CstCarrierCodes      *cst_carrier_codes_ref        (CstCarrierCodes       *self);
void                  cst_carrier_codes_unref      (CstCarrierCodes       *self);
const CstCodeMeaning *cst_carrier_codes_lookup     (const CstCarrierCodes *self,
                                                    const char            *source,
                                                    const char            *code);
const CstCodeMeaning *cst_carrier_codes_lookup_state (const CstCarrierCodes *self,
                                                      const char            *source,
                                                      const char            *code);
const CstCodeMeaning *cst_carrier_codes_of_delivery (const CstCarrierCodes *self,
                                                     const CstDelivery     *delivery);
GPtrArray            *cst_carrier_codes_list       (const CstCarrierCodes *self);
GStrv                 cst_carrier_codes_names      (const CstCarrierCodes *self);
const char           *cst_carrier_codes_of_export  (const CstCarrierCodes *self,
                                                    const char *const     *headers);
GPtrArray            *cst_carrier_codes_problems   (const CstCarrierCodes *self);
gboolean              cst_carrier_codes_check      (const char            *xml,
                                                    gsize                  size,
                                                    GError               **error);
const char           *cst_code_meaning_get_text    (const CstCodeMeaning  *self);
const char           *cst_label_carrier_advice     (CstCarrierAdvice       advice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstCarrierCodes, cst_carrier_codes_unref)

G_END_DECLS
