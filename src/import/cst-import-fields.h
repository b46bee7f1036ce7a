/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-incident.h"
#include "cst-table-words.h"

G_BEGIN_DECLS

/* What a table is about. */
typedef enum
{
  CST_IMPORT_OF_CASES,
  CST_IMPORT_OF_DELIVERIES,
} CstImportKind;

/* What a row can tell of an incident, or of a parcel. The names are those of the columns that incidents are exported
 * with. */
typedef enum
{
  CST_IMPORT_NUMBER,
  CST_IMPORT_REFERENCE,
  CST_IMPORT_REASON,
  CST_IMPORT_REPORTED,
  CST_IMPORT_CUSTOMER,
  CST_IMPORT_FIRST_NAME,
  CST_IMPORT_COMPANY,
  CST_IMPORT_EMAIL,
  CST_IMPORT_PHONE,
  CST_IMPORT_STREET,
  CST_IMPORT_POSTAL_CODE,
  CST_IMPORT_CITY,
  CST_IMPORT_COUNTRY,
  CST_IMPORT_LANGUAGE,
  CST_IMPORT_PLACED,
  CST_IMPORT_SHIPPED,
  CST_IMPORT_DELIVERED,
  CST_IMPORT_CARRIER,
  CST_IMPORT_TRACKING,
  CST_IMPORT_CURRENCY,
  CST_IMPORT_TAX,
  CST_IMPORT_TAX_RATE,
  CST_IMPORT_SHIPPING,
  CST_IMPORT_ARTICLE,
  CST_IMPORT_SKU,
  CST_IMPORT_SUPPLIER,
  CST_IMPORT_QUANTITY,
  CST_IMPORT_CONCERNED,
  CST_IMPORT_UNIT_PRICE,
  CST_IMPORT_TEXT,
  CST_IMPORT_PHOTOS,
  CST_IMPORT_STATE,
  CST_IMPORT_STATE_TEXT,
  CST_IMPORT_STATE_AT,
  CST_IMPORT_CODE,
  CST_IMPORT_CODE_TEXT,
  CST_IMPORT_ACTION,
  CST_IMPORT_ATTEMPTS,
  CST_IMPORT_AGENCY,
  CST_IMPORT_COD,
} CstImportField;

#define CST_IMPORT_N_FIELDS (CST_IMPORT_COD + 1)

extern const CstEnumType cst_import_kind_type;

const char *cst_import_field_name   (CstImportField   field);
const char *cst_import_field_words  (CstImportKind    kind,
                                     CstImportField   field);
gboolean    cst_import_has_field    (CstImportKind    kind,
                                     CstImportField   field);
const char *cst_import_field_label  (CstImportField   field);
gboolean    cst_import_find_field   (const char      *name,
                                     CstImportField  *field);
CstReason   cst_import_read_reason  (const char      *text);
char       *cst_import_read_country (const char      *text);
char       *cst_import_read_language (const char     *text);
gboolean    cst_import_read_tax     (const char      *text,
                                     CstTaxMode      *mode);

G_END_DECLS
