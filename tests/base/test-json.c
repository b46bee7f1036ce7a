/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"

static void
assert_refused (const char *text,
                gssize      size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = cst_json_parse (text, size < 0 ? strlen (text) : (gsize) size, &error);

  g_assert_null (node);
  g_assert_error (error, CST_JSON_ERROR, CST_JSON_ERROR_SYNTAX);
}

static void
test_refused (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');

  assert_refused ("", -1);
  assert_refused ("   \n", -1);
  assert_refused (deep, -1);
  assert_refused ("[1", -1);
  assert_refused ("{\"a\":", -1);
  assert_refused ("[1234567890123456789]", -1);
  assert_refused ("['a']", -1);
  assert_refused ("\"\xff\"", -1);
  assert_refused ("[1]\0[2]", 7);
}

static void
test_depth_limit (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(JsonNode) node = NULL;

  for (int i = 0; i < 64; i++)
    g_string_append_c (text, '[');
  for (int i = 0; i < 64; i++)
    g_string_append_c (text, ']');

  node = cst_json_parse (text->str, text->len, NULL);
  g_assert_nonnull (node);

  g_string_prepend_c (text, '[');
  g_string_append_c (text, ']');
  assert_refused (text->str, -1);
}

static void
test_inside_strings (void)
{
  const char *text = "{\"a\":\"[[{ 12345678901234567890 ' \\\" }]]\"}";
  g_autoptr(JsonNode) node = cst_json_parse (text, strlen (text), NULL);

  g_assert_nonnull (node);
  g_assert_cmpstr (cst_json_opt_string (json_node_get_object (node), "a", NULL), ==,
                   "[[{ 12345678901234567890 ' \" }]]");
}

static void
test_typed (void)
{
  const char *text = "{\"n\":12,\"f\":12.5,\"s\":\"x\",\"z\":null,\"b\":true,\"o\":{},\"l\":[1]}";
  g_autoptr(JsonNode) node = cst_json_parse (text, strlen (text), NULL);
  JsonObject *object = json_node_get_object (node);
  g_autoptr(GError) error = NULL;
  gint64 value = 0;

  g_assert_true (cst_json_get_int (object, "n", &value, &error));
  g_assert_no_error (error);
  g_assert_cmpint (value, ==, 12);

  g_assert_false (cst_json_get_int (object, "f", &value, &error));
  g_assert_error (error, CST_JSON_ERROR, CST_JSON_ERROR_TYPE);
  g_assert_nonnull (strstr (error->message, "f"));
  g_clear_error (&error);

  g_assert_null (cst_json_get_string (object, "n", &error));
  g_assert_error (error, CST_JSON_ERROR, CST_JSON_ERROR_TYPE);
  g_clear_error (&error);

  g_assert_null (cst_json_get_object (object, "z", &error));
  g_assert_error (error, CST_JSON_ERROR, CST_JSON_ERROR_TYPE);
  g_clear_error (&error);

  g_assert_null (cst_json_array_object (cst_json_opt_array (object, "l"), 0, &error));
  g_assert_error (error, CST_JSON_ERROR, CST_JSON_ERROR_TYPE);

  g_assert_cmpint (cst_json_opt_int (object, "s", 5), ==, 5);
  g_assert_cmpstr (cst_json_opt_string (object, "z", "fallback"), ==, "fallback");
  g_assert_true (cst_json_opt_bool (object, "b", FALSE));
  g_assert_false (cst_json_opt_bool (object, "n", FALSE));
}

/* Money is written as a person would write it, and nothing inside a text is touched. */
static void
test_numbers_out (void)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(JsonNode) back = NULL;
  JsonObject *object = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_double_member (object, "a", 0.1);
  json_object_set_double_member (object, "b", 4.99);
  json_object_set_double_member (object, "c", 1234567.29);
  json_object_set_int_member (object, "d", 12);
  json_object_set_string_member (object, "e", "0.10000000000000001 \"4.9900000000000002\\");
  json_node_take_object (node, object);
  text = cst_json_to_text (node);
  g_assert_cmpstr (text, ==, "{\"a\":0.1,\"b\":4.99,\"c\":1234567.29,\"d\":12,"
                             "\"e\":\"0.10000000000000001 \\\"4.9900000000000002\\\\\"}");
  back = cst_json_parse (text, strlen (text), NULL);
  g_assert_cmpfloat (json_object_get_double_member (json_node_get_object (back), "b"), ==, 4.99);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/refused", test_refused);
  g_test_add_func ("/json/depth-limit", test_depth_limit);
  g_test_add_func ("/json/inside-strings", test_inside_strings);
  g_test_add_func ("/json/typed", test_typed);
  g_test_add_func ("/json/numbers-out", test_numbers_out);

  return g_test_run ();
}
