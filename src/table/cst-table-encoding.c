/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-table-builder.h"

static guint
line_of (const char *text,
         gsize       offset)
{
  guint line = 1;

  for (gsize i = 0; i < offset; i++)
    line += text[i] == '\n';

  return line;
}

static gboolean
starts_with (const char *text,
             gsize       size,
             const char *mark,
             gsize       length)
{
  return size >= length && memcmp (text, mark, length) == 0;
}

/* Without a mark at its beginning UTF-16 shows by what Western text has in every second byte. */
static const char *
utf16_order (const char *text,
             gsize       size)
{
  gsize looked_at = MIN (size, 512) & ~(gsize) 1;
  gsize even = 0;
  gsize odd = 0;

  if (starts_with (text, size, "\xff\xfe", 2))
    return "UTF-16LE";
  if (starts_with (text, size, "\xfe\xff", 2))
    return "UTF-16BE";

  for (gsize i = 0; i < looked_at; i++)
    {
      if (text[i] == '\0')
        *(i % 2 == 0 ? &even : &odd) += 1;
    }
  if (looked_at >= 4 && odd * 5 > looked_at * 2 && even == 0)
    return "UTF-16LE";
  if (looked_at >= 4 && even * 5 > looked_at * 2 && odd == 0)
    return "UTF-16BE";

  return NULL;
}

static GBytes *
convert (const char  *text,
         gsize        size,
         const char  *charset,
         GError     **error)
{
  gsize read = 0;
  gsize written = 0;
  char *converted = g_convert (text, (gssize) size, "UTF-8", charset, &read, &written, NULL);

  if (converted == NULL || read != size)
    {
      g_free (converted);
      g_set_error (error, CST_TABLE_ERROR, CST_TABLE_ERROR_ENCODING,
                   _("Line %u: the text is damaged or in an unknown encoding. Save it as UTF-8."),
                   line_of (text, MIN (read, size)));
      return NULL;
    }

  return g_bytes_new_take (converted, written);
}

static gboolean
has_accents (const char *text,
             const char *end)
{
  for (; text < end; text++)
    {
      if ((guchar) * text >= 0x80)
        return TRUE;
    }

  return FALSE;
}

static GBytes *
decode_bytes (GBytes            *bytes,
              CstTableEncoding  *encoding,
              GError           **error)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  const char *order = utf16_order (text, size);
  gboolean is_marked = starts_with (text, size, "\xef\xbb\xbf", 3);
  const char *end;

  *encoding = order != NULL ? CST_TABLE_UTF16 : is_marked ? CST_TABLE_UTF8_BOM : CST_TABLE_UTF8;
  if (order != NULL)
    {
      gsize mark = starts_with (text, size, "\xff\xfe", 2) || starts_with (text, size, "\xfe\xff", 2) ? 2 : 0;

      return convert (text + mark, size - mark, order, error);
    }
  if (is_marked)
    return convert (text + 3, size - 3, "UTF-8", error);
  if (g_utf8_validate_len (text, size, &end))
    return g_bytes_ref (bytes);

  /* Good UTF-8 up to a bad place is damaged UTF-8: as Windows-1252 every accent in it would come out wrong. */
  if (has_accents (text, end))
    return convert (text, size, "UTF-8", error);
  *encoding = CST_TABLE_WINDOWS_1252;

  return convert (text, size, "WINDOWS-1252", error);
}

/**
 * cst_table_decode:
 *
 * Returns: (transfer full): @bytes as UTF-8 without a mark, whatever of the known encodings it was in
 */
GBytes *
cst_table_decode (GBytes            *bytes,
                  CstTableEncoding  *encoding,
                  GError           **error)
{
  g_autoptr(GBytes) decoded = decode_bytes (bytes, encoding, error);
  gsize size;
  const char *text;
  const char *nothing;

  if (decoded == NULL)
    return NULL;

  text = g_bytes_get_data (decoded, &size);
  nothing = size > 0 ? memchr (text, '\0', size) : NULL;
  if (nothing != NULL)
    return g_set_error (error, CST_TABLE_ERROR, CST_TABLE_ERROR_FORMAT,
                        _("Line %u: this is not text. Save the table as CSV or as a spreadsheet."),
                        line_of (text, (gsize) (nothing - text))), NULL;

  return g_steal_pointer (&decoded);
}
