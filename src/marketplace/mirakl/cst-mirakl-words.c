/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mirakl-words.h"

#include <string.h>

#include "cst-json.h"
#include "cst-util.h"

#define MAX_ID 58

/**
 * cst_mirakl_code:
 *
 * Codes are text; where an answer says them as numbers, the number is the text.
 *
 * Returns: (transfer full) (nullable): the code
 */
char *
cst_mirakl_code (JsonObject *object,
                 const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (json_node_get_value_type (node) == G_TYPE_STRING && !cst_str_is_blank (json_node_get_string (node)))
    return g_strdup (json_node_get_string (node));

  return NULL;
}

/* Returns: (transfer full) (nullable): text that says something */
char *
cst_mirakl_text (JsonObject *object,
                 const char *member)
{
  const char *text = object != NULL ? cst_json_opt_string (object, member, NULL) : NULL;

  return cst_str_is_blank (text) ? NULL : g_strdup (text);
}

/**
 * cst_mirakl_moment:
 *
 * Returns: milliseconds since 1970 UTC, with or without a fraction in the text; %CST_MIRAKL_NO_TIME when there is none
 */
gint64
cst_mirakl_moment (JsonObject *object,
                   const char *member)
{
  const char *text = object != NULL ? cst_json_opt_string (object, member, NULL) : NULL;
  g_autoptr(GDateTime) moment = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  if (moment == NULL)
    return CST_MIRAKL_NO_TIME;

  return g_date_time_to_unix (moment) * 1000 + g_date_time_get_microsecond (moment) / 1000;
}

gint64
cst_mirakl_seconds (gint64 moment)
{
  return moment / 1000;
}

int
cst_mirakl_count (JsonObject *object,
                  const char *member)
{
  return object != NULL ? (int) CLAMP (cst_json_opt_int (object, member, 0), 0, G_MAXINT) : 0;
}

/**
 * cst_mirakl_country:
 * @alpha3: (nullable): ISO 3166-1 alpha-3
 *
 * Returns: (nullable): alpha-2, of the countries that marketplaces on this platform deliver to
 */
const char *
cst_mirakl_country (const char *alpha3)
{
  static const char *const countries[][2] = {
    { "AUT", "AT" }, { "BEL", "BE" }, { "BGR", "BG" }, { "CHE", "CH" }, { "CYP", "CY" }, { "CZE", "CZ" },
    { "DEU", "DE" }, { "DNK", "DK" }, { "ESP", "ES" }, { "EST", "EE" }, { "FIN", "FI" }, { "FRA", "FR" },
    { "GBR", "GB" }, { "GLP", "GP" }, { "GRC", "GR" }, { "GUF", "GF" }, { "HRV", "HR" }, { "HUN", "HU" },
    { "IRL", "IE" }, { "ITA", "IT" }, { "LTU", "LT" }, { "LUX", "LU" }, { "LVA", "LV" }, { "MCO", "MC" },
    { "MLT", "MT" }, { "MTQ", "MQ" }, { "NLD", "NL" }, { "NOR", "NO" }, { "POL", "PL" }, { "PRT", "PT" },
    { "REU", "RE" }, { "ROU", "RO" }, { "SVK", "SK" }, { "SVN", "SI" }, { "SWE", "SE" }, { "USA", "US" },
    { "CAN", "CA" }, { "BRA", "BR" },
  };

  for (gsize i = 0; alpha3 != NULL && i < G_N_ELEMENTS (countries); i++)
    {
      if (g_ascii_strcasecmp (alpha3, countries[i][0]) == 0)
        return countries[i][1];
    }

  return NULL;
}

/**
 * cst_mirakl_media_type:
 *
 * The API says nothing of what a file is: its name does until somebody looks inside.
 */
const char *
cst_mirakl_media_type (const char *filename)
{
  static const char *const types[][2] = {
    { "jpg", "image/jpeg" }, { "jpeg", "image/jpeg" }, { "png", "image/png" }, { "webp", "image/webp" },
    { "gif", "image/gif" }, { "heic", "image/heic" }, { "heif", "image/heif" }, { "avif", "image/avif" },
    { "tif", "image/tiff" }, { "tiff", "image/tiff" }, { "pdf", "application/pdf" }, { "mp4", "video/mp4" },
    { "mov", "video/quicktime" }, { "webm", "video/webm" }, { "txt", "text/plain" },
  };
  const char *dot = filename != NULL ? strrchr (filename, '.') : NULL;

  for (gsize i = 0; dot != NULL && i < G_N_ELEMENTS (types); i++)
    {
      if (g_ascii_strcasecmp (dot + 1, types[i][0]) == 0)
        return types[i][1];
    }

  return "application/octet-stream";
}

static gboolean
is_tag (const char *text)
{
  return *text == '<' && (g_ascii_isalpha (text[1]) || text[1] == '/') && strchr (text, '>') != NULL;
}

static const char *
take_tag (const char *text,
          GString    *plain)
{
  const char *end = strchr (text, '>');

  if (g_ascii_strncasecmp (text, "<br", 3) == 0 || g_ascii_strncasecmp (text, "</p", 3) == 0 ||
      g_ascii_strncasecmp (text, "</div", 5) == 0 || g_ascii_strncasecmp (text, "</li", 4) == 0)
    g_string_append_c (plain, '\n');

  return end + 1;
}

static const char *
take_entity (const char *text,
             GString    *plain)
{
  static const char *const entities[][2] = {
    { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" }, { "&apos;", "'" },
    { "&nbsp;", "\302\240" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      if (g_str_has_prefix (text, entities[i][0]))
        {
          g_string_append (plain, entities[i][1]);
          return text + strlen (entities[i][0]);
        }
    }

  g_string_append_c (plain, '&');

  return text + 1;
}

/**
 * cst_mirakl_plain:
 * @body: a message's, which may be plain or marked up
 *
 * Returns: (transfer full): its text
 */
char *
cst_mirakl_plain (const char *body)
{
  g_autoptr(GString) plain = g_string_new (NULL);
  const char *p = body;

  while (*p != '\0')
    {
      if (is_tag (p))
        p = take_tag (p, plain);
      else if (*p == '&')
        p = take_entity (p, plain);
      else
        g_string_append_c (plain, *p++);
    }

  return g_strstrip (g_string_free (g_steal_pointer (&plain), FALSE));
}

/**
 * cst_mirakl_id_of:
 * @theirs: (nullable): an id, which may be any text there
 *
 * Returns: (transfer full) (nullable): it as an id of ours, which can stand in a path and before “.1”; %NULL when it is
 *   none, or too long
 */
char *
cst_mirakl_id_of (const char *theirs)
{
  g_autoptr(GString) ours = g_string_new (NULL);

  if (cst_str_is_blank (theirs))
    return NULL;

  for (const char *p = theirs; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p) || *p == '-' || *p == '.')
        g_string_append_c (ours, *p);
      else
        g_string_append_printf (ours, "_%02x", (guchar) * p);
    }

  return ours->len <= MAX_ID && !g_str_equal (ours->str, ".") && !g_str_equal (ours->str, "..")
         ? g_string_free (g_steal_pointer (&ours), FALSE) : NULL;
}

/**
 * cst_mirakl_id_back:
 *
 * Returns: (transfer full): what cst_mirakl_id_of() was given
 */
char *
cst_mirakl_id_back (const char *ours)
{
  GString *theirs = g_string_new (NULL);

  for (const char *p = ours; *p != '\0'; p++)
    {
      if (*p == '_' && g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2]))
        {
          g_string_append_c (theirs, (char) (g_ascii_xdigit_value (p[1]) * 16 + g_ascii_xdigit_value (p[2])));
          p += 2;
        }
      else
        g_string_append_c (theirs, *p);
    }

  return g_string_free (theirs, FALSE);
}
