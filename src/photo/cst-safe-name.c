/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-safe-name.h"

#include <string.h>

/* Control, format (bidirectional overrides, zero widths), private and unassigned characters
 * either do harm in a terminal or make a name look like another one. */
static gboolean
is_dropped (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_SURROGATE ||
         type == G_UNICODE_PRIVATE_USE || type == G_UNICODE_UNASSIGNED || c == 0xFFFD;
}

static const char *
after_last_separator (const char *name)
{
  const char *start = name;

  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '/' || *p == '\\')
        start = p + 1;
    }

  return start;
}

static GString *
keep_harmless (const char *name)
{
  GString *kept = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          if (kept->len > 0 && kept->str[kept->len - 1] != ' ')
            g_string_append_c (kept, ' ');
        }
      else if (is_dropped (c))
        continue;
      else if (c < 0x80 && strchr ("<>:\"|?*", (int)c) != NULL)
        g_string_append_c (kept, '_');
      else
        g_string_append_unichar (kept, c);
    }

  return kept;
}

static void
trim (GString *name)
{
  gsize skip = strspn (name->str, ". -");

  g_string_erase (name, 0, (gssize)skip);
  while (name->len > 0 && strchr (". ", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
}

/* Drops what looks like an extension: the content decides the one that follows. */
static void
drop_extension (GString *name)
{
  const char *dot = strrchr (name->str, '.');
  gsize length;

  if (dot == NULL || dot == name->str)
    return;

  length = strlen (dot + 1);
  if (length == 0 || length > 10)
    return;

  for (const char *p = dot + 1; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p))
        return;
    }

  g_string_truncate (name, (gsize)(dot - name->str));
}

static void
shorten (GString *name,
         gsize    max_bytes)
{
  const char *end;

  if (name->len <= max_bytes)
    return;

  end = g_utf8_find_prev_char (name->str, name->str + max_bytes + 1);
  g_string_truncate (name, end != NULL ? (gsize)(end - name->str) : 0);
}

/**
 * cst_safe_name:
 * @remote_name: (nullable): the name a stranger gave a file; need not be UTF-8
 * @type: what the file contains
 *
 * Makes a file name that can be written to a folder and shown to a person: one path element of
 * at most %CST_SAFE_NAME_MAX bytes, neither hidden nor empty, without control characters or
 * bidirectional overrides, with the extension of its real content.
 *
 * Returns: (transfer full): the name
 */
char *
cst_safe_name (const char  *remote_name,
               CstFileType  type)
{
  const char *extension = cst_file_type_get_extension (type);
  g_autofree char *valid = NULL;
  g_autofree char *normal = NULL;
  GString *name;

  valid = g_utf8_make_valid (remote_name != NULL ? remote_name : "", -1);
  normal = g_utf8_normalize (valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);

  name = keep_harmless (after_last_separator (normal));
  trim (name);
  drop_extension (name);
  shorten (name, CST_SAFE_NAME_MAX - strlen (extension) - 1);
  trim (name);

  if (name->len == 0)
    g_string_assign (name, "attachment");

  g_string_append_printf (name, ".%s", extension);

  return g_string_free (name, FALSE);
}
