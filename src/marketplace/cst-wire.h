/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-json.h"
#include "cst-record.h"

G_BEGIN_DECLS

/* How a marketplace writes one of our records: a table of its members. Members it does not name are
 * passed over; an unknown word of an enumeration becomes the first value of our enum. */
typedef enum
{
  CST_WIRE_ID,       /* char *: `[A-Za-z0-9._-]{1,64}`, safe in a path */
  CST_WIRE_TEXT,     /* char * */
  CST_WIRE_TEXTS,    /* GStrv */
  CST_WIRE_IDS,      /* GStrv of ids */
  CST_WIRE_TIME,     /* gint64 */
  CST_WIRE_DATE,     /* char * */
  CST_WIRE_COUNT,    /* int, from 0 */
  CST_WIRE_NUMBER,   /* gint64, from 0 */
  CST_WIRE_MINOR,    /* gint64, within the limit of money */
  CST_WIRE_BOOL,     /* gboolean */
  CST_WIRE_CODE,     /* an enum; type is a CstEnumType */
  CST_WIRE_CURRENCY, /* char[4] */
  CST_WIRE_RECORD,   /* a struct inside the struct; type is a CstWireType */
  CST_WIRE_FLAT,     /* an object whose members belong to this struct itself; type is a CstWireType */
  CST_WIRE_OPTIONAL, /* pointer to a struct; type is a CstWireType */
  CST_WIRE_LIST,     /* GPtrArray of structs; type is a CstWireType */
} CstWireKind;

typedef struct
{
  const char  *name;
  CstWireKind  kind;
  gboolean     required;
  gsize        offset;
  const void  *type;
} CstWireField;

typedef struct
{
  const CstRecordType *record;
  const CstWireField  *fields;
  guint                n_fields;
} CstWireType;

#define CST_WIRE_NEEDS(Struct, name, KIND, member, type) \
  { name, CST_WIRE_##KIND, TRUE, G_STRUCT_OFFSET (Struct, member), type }

#define CST_WIRE_MAY(Struct, name, KIND, member, type) \
  { name, CST_WIRE_##KIND, FALSE, G_STRUCT_OFFSET (Struct, member), type }

#define CST_DEFINE_WIRE_TYPE(symbol, record) \
  const CstWireType symbol = { record, symbol##_fields, G_N_ELEMENTS (symbol##_fields) }

gboolean  cst_wire_malformed   (const char         *what,
                                const char         *wanted,
                                GError            **error);
JsonNode *cst_wire_parse       (GBytes             *body,
                                const char         *what,
                                GError            **error);
JsonArray *cst_wire_list       (JsonNode           *node,
                                const char         *name,
                                GError            **error);
gboolean  cst_wire_id_is_valid (const char         *id);
gboolean  cst_wire_read        (const CstWireType  *type,
                                gpointer            record,
                                JsonObject         *object,
                                const char         *what,
                                GError            **error);
gpointer  cst_wire_read_new    (const CstWireType  *type,
                                JsonObject         *object,
                                const char         *what,
                                GError            **error);
gboolean  cst_wire_read_list   (const CstWireType  *type,
                                GPtrArray          *records,
                                JsonArray          *array,
                                const char         *what,
                                GError            **error);

G_END_DECLS
