/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-playbook.h"

G_BEGIN_DECLS

/* What a template may name in braces: {customer}, {order}… */
typedef enum
{
  CST_VARIABLE_NONE,
  CST_VARIABLE_CUSTOMER,
  CST_VARIABLE_ORDER,
  CST_VARIABLE_INCIDENT,
  CST_VARIABLE_LINES,
  CST_VARIABLE_QUANTITY,
  CST_VARIABLE_AMOUNT,
  CST_VARIABLE_BRAND,
  CST_VARIABLE_SITE,
  CST_VARIABLE_CARRIER,
  CST_VARIABLE_TRACKING,
  CST_VARIABLE_DATE,
  CST_VARIABLE_DUE,
  CST_VARIABLE_DISCOUNT,
  CST_VARIABLE_OTHER_ORDER,
  CST_VARIABLE_PAYMENT_LINK,
  CST_VARIABLE_DAYS,
  CST_N_VARIABLES,
} CstVariable;

typedef struct
{
  CstVariable  variable;
  char        *value;
} CstVariableValue;

/**
 * CstFilledTemplate:
 * @language: the one it is written in
 * @is_fallback: whether the customer's language was missing, so that English stands in (R11)
 * @text: with `{variable}` left where the value is missing
 * @missing: names of variables nobody knows; while there are any the message must not leave
 */
typedef struct
{
  char     *template_id;
  char     *language;
  gboolean  is_fallback;
  char     *text;
  char    **missing;
} CstFilledTemplate;

extern const CstEnumType   cst_variable_type;
extern const CstRecordType cst_variable_value_type;
extern const CstRecordType cst_filled_template_type;

CstFilledTemplate *cst_template_fill        (const CstTemplate *self,
                                             const char        *language,
                                             const GPtrArray   *values);
void               cst_filled_template_free (CstFilledTemplate *self);
gboolean           cst_template_scan        (const char        *text,
                                             gboolean          *used,
                                             char             **unknown);
const char        *cst_label_variable       (CstVariable        variable);
char              *cst_template_say_missing (const char        *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstFilledTemplate, cst_filled_template_free)

G_END_DECLS
