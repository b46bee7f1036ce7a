/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cst-money.h"

G_BEGIN_DECLS

/* Plain data, described once: from a table of its fields a struct is written to JSON, read back,
 * copied, compared and cleared. All functions are safe from every thread on different records. */

/**
 * CstEnumType:
 * @nicks: the text of each value; the first one stands for every text this version does not know
 * @n_nicks: how many
 */
typedef struct
{
  const char *const *nicks;
  guint              n_nicks;
} CstEnumType;

typedef enum
{
  CST_FIELD_STRING,   /* char *, owned, nullable */
  CST_FIELD_STRINGS,  /* GStrv, owned, nullable */
  CST_FIELD_INT64,    /* gint64 */
  CST_FIELD_INT,      /* int */
  CST_FIELD_BOOL,     /* gboolean */
  CST_FIELD_ENUM,     /* an enum of int's size; type is a CstEnumType */
  CST_FIELD_CURRENCY, /* char[4] */
  CST_FIELD_RECORD,   /* a struct inside the struct; type is a CstRecordType */
  CST_FIELD_OPTIONAL, /* pointer to a struct, owned, nullable; type is a CstRecordType */
  CST_FIELD_RECORDS,  /* GPtrArray of structs, never NULL after init; type is a CstRecordType */
} CstFieldKind;

typedef struct
{
  const char   *name;
  CstFieldKind  kind;
  gsize         offset;
  const void   *type;
} CstField;

typedef struct
{
  const char     *name;
  gsize           size;
  const CstField *fields;
  guint           n_fields;
} CstRecordType;

/* Inside a type's .c file: its enums, its fields, its record, in three words. */
#define CST_DEFINE_ENUM_TYPE(symbol, ...) \
  static const char *const symbol##_nicks[] = { __VA_ARGS__ }; \
  const CstEnumType symbol##_type = { symbol##_nicks, G_N_ELEMENTS (symbol##_nicks) }

#define CST_FIELD(Struct, member, KIND) \
  { #member, CST_FIELD_##KIND, G_STRUCT_OFFSET (Struct, member), NULL }

#define CST_FIELD_OF(Struct, member, KIND, type) \
  { #member, CST_FIELD_##KIND, G_STRUCT_OFFSET (Struct, member), &type }

#define CST_DEFINE_RECORD_TYPE(symbol, Struct, name) \
  const CstRecordType symbol##_type = { name, sizeof (Struct), symbol##_fields, G_N_ELEMENTS (symbol##_fields) }

const char *cst_enum_nick         (const CstEnumType   *type,
                                   int                  value);
int         cst_enum_value        (const CstEnumType   *type,
                                   const char          *nick);

void        cst_record_init       (const CstRecordType *type,
                                   gpointer             record);
void        cst_record_clear      (const CstRecordType *type,
                                   gpointer             record);
gpointer    cst_record_new        (const CstRecordType *type);
void        cst_record_free       (const CstRecordType *type,
                                   gpointer             record);
void        cst_record_assign     (const CstRecordType *type,
                                   gpointer             record,
                                   gconstpointer        source);
gpointer    cst_record_dup        (const CstRecordType *type,
                                   gconstpointer        source);
gboolean    cst_record_equal      (const CstRecordType *type,
                                   gconstpointer        a,
                                   gconstpointer        b);
JsonNode   *cst_record_to_json    (const CstRecordType *type,
                                   gconstpointer        record);
char       *cst_record_to_text    (const CstRecordType *type,
                                   gconstpointer        record);
gboolean    cst_record_from_json  (const CstRecordType *type,
                                   gpointer             record,
                                   JsonNode            *node,
                                   GError             **error);
gboolean    cst_record_from_text  (const CstRecordType *type,
                                   gpointer             record,
                                   const char          *text,
                                   GError             **error);

extern const CstEnumType   cst_tax_mode_type;
extern const CstRecordType cst_amounts_type;

G_END_DECLS
