/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-iso-names.h"

#include <glib/gi18n-lib.h>
#include <libintl.h>

#include "cst-config.h"
#include "cst-json.h"
#include "cst-util.h"

#define COUNTRIES "iso_3166-1"
#define LANGUAGES "iso_639-2"

/* Reads one table of iso-codes: the two-letter codes and the translated names. An unreadable one is an empty one. */
static GHashTable *
read_names (const char *domain,
            const char *member)
{
  g_autofree char *path = g_strdup_printf ("%s/share/iso-codes/json/%s.json", CST_ISO_CODES_PREFIX, domain);
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *data = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonArray *entries;
  gsize size = 0;

  bindtextdomain (domain, CST_ISO_CODES_PREFIX "/share/locale");
  bind_textdomain_codeset (domain, "UTF-8");

  if (g_file_get_contents (path, &data, &size, NULL))
    node = cst_json_parse (data, size, NULL);
  entries = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? cst_json_opt_array (json_node_get_object (node), member)
                                                           : NULL;
  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = cst_json_nth_object (entries, i);
      const char *code = entry != NULL ? cst_json_opt_text (entry, "alpha_2") : NULL;
      const char *name = code != NULL ? cst_json_opt_text (entry, "common_name") : NULL;

      if (code != NULL && name == NULL)
        name = cst_json_opt_text (entry, "name");
      if (name != NULL)
        g_hash_table_insert (names, g_ascii_strdown (code, -1), g_strdup (g_dgettext (domain, name)));
    }

  return names;
}

/* "Spanish; Castilian" and "Greek, Modern (1453-)" say more than a person asks for. */
static void
shorten (GHashTable *names)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, NULL, &name))
    {
      ((char *) name)[strcspn (name, ";(")] = '\0';
      g_strchomp (name);
    }
}

static const char *
look_up (GHashTable *names,
         const char *code)
{
  g_autofree char *lower = g_ascii_strdown (code, -1);
  const char *name = g_hash_table_lookup (names, lower);

  return name != NULL ? name : code;
}

/**
 * cst_country_name:
 * @code: (nullable): ISO 3166-1 alpha-2
 *
 * Returns: (nullable): the country's name in the user's language, @code itself when nobody knows it
 */
const char *
cst_country_name (const char *code)
{
  static gsize once;
  static GHashTable *names;

  if (code == NULL)
    return NULL;
  if (g_once_init_enter (&once))
    {
      names = read_names (COUNTRIES, "3166-1");
      g_once_init_leave (&once, 1);
    }

  return look_up (names, code);
}

/**
 * cst_language_name:
 * @code: (nullable): ISO 639-1, possibly with a country behind it as in `fr-BE`
 *
 * Returns: (nullable): the language's name in the user's language, @code itself when nobody knows it
 */
const char *
cst_language_name (const char *code)
{
  static gsize once;
  static GHashTable *names;
  g_autofree char *bare = NULL;
  const char *name;

  if (code == NULL)
    return NULL;
  if (g_once_init_enter (&once))
    {
      names = read_names (LANGUAGES, "639-2");
      shorten (names);
      g_once_init_leave (&once, 1);
    }
  bare = g_strndup (code, strcspn (code, "-_"));
  name = look_up (names, bare);

  return name != bare ? name : code;
}
