/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CstMoney:
 * @minor: the amount in the currency's smallest unit
 * @currency: an ISO 4217 code, or empty when there is no amount
 *
 * A plain value. Two currencies are never added up (R13).
 */
typedef struct
{
  gint64 minor;
  char   currency[4];
} CstMoney;

/**
 * CstTaxMode:
 * @CST_TAX_EXCLUDED: goods and shipping are said without tax (HT)
 * @CST_TAX_INCLUDED: goods and shipping are said with tax (TTC)
 */
typedef enum
{
  CST_TAX_EXCLUDED,
  CST_TAX_INCLUDED,
} CstTaxMode;

/**
 * CstAmounts:
 *
 * Goods, shipping and tax apart (R13), in minor units of one currency. @goods and @shipping follow
 * @tax_mode, @tax is the whole tax, @total is always with tax.
 */
typedef struct
{
  char       currency[4];
  CstTaxMode tax_mode;
  gint64     goods;
  gint64     shipping;
  gint64     tax;
  gint64     total;
} CstAmounts;

#define CST_MONEY_LIMIT G_GINT64_CONSTANT (1000000000000000)

CstMoney   cst_money               (gint64       minor,
                                    const char  *currency);
gboolean   cst_money_equal         (CstMoney     a,
                                    CstMoney     b);
int        cst_currency_digits     (const char  *currency);
gboolean   cst_money_parse         (const char  *text,
                                    const char  *currency,
                                    CstMoney    *money);
gboolean   cst_money_from_decimal  (const char  *text,
                                    const char  *currency,
                                    gint64      *minor);
char      *cst_money_to_text       (CstMoney     money);
char      *cst_money_format        (CstMoney     money);
gint64     cst_tax_of              (gint64       amount,
                                    int          rate_bp,
                                    CstTaxMode   mode);

G_END_DECLS
