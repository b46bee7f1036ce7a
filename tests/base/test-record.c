/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-record.h"

typedef struct
{
  char *name;
  int   count;
} Part;

typedef enum
{
  COLOUR_UNKNOWN,
  COLOUR_RED,
} Colour;

typedef struct
{
  char      *name;
  char     **tags;
  gint64     number;
  gboolean   flag;
  Colour     colour;
  char       currency[4];
  Part       part;
  Part      *maybe;
  GPtrArray *parts;
} Whole;

CST_DEFINE_ENUM_TYPE (colour, "unknown", "red");

static const CstField part_fields[] = {
  CST_FIELD (Part, name, STRING),
  CST_FIELD (Part, count, INT),
};

CST_DEFINE_RECORD_TYPE (part, Part, "part");

static const CstField whole_fields[] = {
  CST_FIELD (Whole, name, STRING),
  CST_FIELD (Whole, tags, STRINGS),
  CST_FIELD (Whole, number, INT64),
  CST_FIELD (Whole, flag, BOOL),
  CST_FIELD_OF (Whole, colour, ENUM, colour_type),
  CST_FIELD (Whole, currency, CURRENCY),
  CST_FIELD_OF (Whole, part, RECORD, part_type),
  CST_FIELD_OF (Whole, maybe, OPTIONAL, part_type),
  CST_FIELD_OF (Whole, parts, RECORDS, part_type),
};

CST_DEFINE_RECORD_TYPE (whole, Whole, "whole");

static const char whole_text[] =
  "{\"name\":\"é\",\"tags\":[\"a\",\"b\"],\"number\":-5,\"flag\":true,\"colour\":\"red\",\"currency\":\"EUR\","
  "\"part\":{\"name\":\"inside\"},\"maybe\":{\"count\":3},"
  "\"parts\":[{\"name\":\"one\",\"count\":1},{\"name\":\"two\"}]}";

static void
test_round_trip (void)
{
  Whole *whole = cst_record_new (&whole_type);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  Whole *copy;

  g_assert_true (cst_record_from_text (&whole_type, whole, whole_text, &error));
  g_assert_no_error (error);
  g_assert_cmpint (whole->colour, ==, COLOUR_RED);
  g_assert_cmpint (whole->maybe->count, ==, 3);
  g_assert_cmpuint (whole->parts->len, ==, 2);

  text = cst_record_to_text (&whole_type, whole);
  g_assert_cmpstr (text, ==, whole_text);

  copy = cst_record_dup (&whole_type, whole);
  g_assert_true (cst_record_equal (&whole_type, whole, copy));
  ((Part *) g_ptr_array_index (copy->parts, 1))->count = 9;
  g_assert_false (cst_record_equal (&whole_type, whole, copy));

  cst_record_assign (&whole_type, whole, copy);
  g_assert_true (cst_record_equal (&whole_type, whole, copy));

  cst_record_free (&whole_type, copy);
  cst_record_free (&whole_type, whole);
}

/* What is written by hand has to be what everybody reads. */
static void
test_escapes (void)
{
  const char *name = "a \"quote\", a \\, a\nline, \x01, \x1f, \x7f and œ";
  Whole *whole = cst_record_new (&whole_type);
  Whole *again = cst_record_new (&whole_type);
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;

  whole->name = g_strdup (name);
  text = cst_record_to_text (&whole_type, whole);
  g_assert_null (strchr (text, '\n'));
  g_assert_true (cst_record_from_text (&whole_type, again, text, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (again->name, ==, name);

  node = cst_record_to_json (&whole_type, whole);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "name"), ==, name);

  cst_record_free (&whole_type, whole);
  cst_record_free (&whole_type, again);
}

static void
test_wrong_types (void)
{
  static const char *const texts[] = {
    "[]", "{\"name\":1}", "{\"tags\":[1]}", "{\"tags\":{}}", "{\"number\":\"1\"}", "{\"number\":1.5}", "{\"flag\":1}",
    "{\"colour\":1}", "{\"currency\":\"EURO\"}", "{\"part\":[]}", "{\"maybe\":1}", "{\"parts\":{}}", "{\"parts\":[1]}",
    "{\"part\":{\"count\":3000000000}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      Whole *whole = cst_record_new (&whole_type);
      g_autoptr(GError) error = NULL;

      g_assert_false (cst_record_from_text (&whole_type, whole, texts[i], &error));
      g_assert_error (error, CST_JSON_ERROR, CST_JSON_ERROR_TYPE);
      cst_record_free (&whole_type, whole);
    }
}

static void
test_tolerant (void)
{
  Whole *whole = cst_record_new (&whole_type);
  g_autoptr(GError) error = NULL;

  g_assert_true (cst_record_from_text (&whole_type, whole,
                                       "{\"colour\":\"mauve\",\"new\":{\"x\":1},\"name\":null}", &error));
  g_assert_no_error (error);
  g_assert_cmpint (whole->colour, ==, COLOUR_UNKNOWN);
  g_assert_null (whole->name);
  cst_record_free (&whole_type, whole);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/round-trip", test_round_trip);
  g_test_add_func ("/record/escapes", test_escapes);
  g_test_add_func ("/record/wrong-types", test_wrong_types);
  g_test_add_func ("/record/tolerant", test_tolerant);

  return g_test_run ();
}
