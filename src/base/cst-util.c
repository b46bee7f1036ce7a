/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-util.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

/**
 * cst_set_str:
 * @field: (inout) (nullable): where an owned string lives
 * @value: (nullable): what it should become; copied
 *
 * Returns: whether the value changed
 */
gboolean
cst_set_str (char       **field,
             const char  *value)
{
  g_return_val_if_fail (field != NULL, FALSE);

  if (g_strcmp0 (*field, value) == 0)
    return FALSE;

  g_free (*field);
  *field = g_strdup (value);

  return TRUE;
}

/**
 * cst_str_or_empty:
 * @text: (nullable): any text
 *
 * Returns: (transfer none): @text, which is never %NULL
 */
const char *
cst_str_or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/**
 * cst_str_translate:
 * @kept: (nullable): what another process kept, perhaps one that speaks no language, as cron's
 *
 * Returns: (transfer none) (nullable): one of our own texts in the reader's language, anything else as it is
 */
const char *
cst_str_translate (const char *kept)
{
  return kept != NULL && *kept != '\0' ? g_dgettext (GETTEXT_PACKAGE, kept) : kept;
}

/**
 * cst_str_join_sentences:
 * @sentences: (array length=n_sentences): of which some may be %NULL
 *
 * Returns: (transfer full): one after the other, as they are spoken: each with the full stop that it lacks, without the
 *   blank ones
 */
char *
cst_str_join_sentences (const char *const *sentences,
                        gsize              n_sentences)
{
  GString *joined = g_string_new (NULL);

  for (gsize i = 0; i < n_sentences; i++)
    {
      g_autofree char *text = g_strstrip (g_strdup (sentences[i] != NULL ? sentences[i] : ""));
      gsize length = strlen (text);

      if (length == 0)
        continue;
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", text);
      if (strchr (".!?", text[length - 1]) == NULL && !g_str_has_suffix (text, "…"))
        g_string_append_c (joined, '.');
    }

  return g_string_free (joined, FALSE);
}

/**
 * cst_str_is_blank:
 * @text: (nullable): any UTF-8 text
 *
 * Returns: whether nothing in @text would be visible
 */
gboolean
cst_str_is_blank (const char *text)
{
  if (text == NULL)
    return TRUE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!g_unichar_isspace (g_utf8_get_char (p)))
        return FALSE;
    }

  return TRUE;
}

/**
 * cst_str_fold:
 * @text: UTF-8 text
 *
 * The form in which text is searched: case folded, accents dropped, and the letters that
 * decomposition leaves alone (œ, æ, ß, ø, ł) written out, so that "oeuf" finds "œuf".
 *
 * Returns: (transfer full): the folded text
 */
char *
cst_str_fold (const char *text)
{
  g_autofree char *decomposed = NULL;
  g_autofree char *folded = NULL;
  GString *out;

  g_return_val_if_fail (text != NULL, NULL);

  folded = g_utf8_casefold (text, -1);
  decomposed = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  out = g_string_sized_new (strlen (folded));

  for (const char *p = decomposed != NULL ? decomposed : folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_combining_class (c) != 0)
        continue;

      switch (c)
        {
        case 0x0153:
          g_string_append (out, "oe");
          break;
        case 0x00e6:
          g_string_append (out, "ae");
          break;
        case 0x00df:
          g_string_append (out, "ss");
          break;
        case 0x00f8:
          g_string_append_c (out, 'o');
          break;
        case 0x0142:
          g_string_append_c (out, 'l');
          break;
        default:
          g_string_append_unichar (out, c);
          break;
        }
    }

  return g_string_free (out, FALSE);
}

/**
 * cst_sha256_hex:
 * @data: (nullable): bytes
 * @size: how many
 *
 * Returns: (transfer full): 64 lower-case hexadecimal digits
 */
char *
cst_sha256_hex (const void *data,
                gsize       size)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, data != NULL ? data : (const guchar *) "", size);
}

/**
 * cst_time_parse:
 * @iso8601: (nullable): an RFC 3339 moment with its offset
 *
 * Returns: seconds since 1970 in UTC, or %CST_TIME_NONE when @iso8601 is not a moment
 */
gint64
cst_time_parse (const char *iso8601)
{
  g_autoptr(GDateTime) moment = NULL;

  if (iso8601 == NULL || !(moment = g_date_time_new_from_iso8601 (iso8601, NULL)))
    return CST_TIME_NONE;

  return g_date_time_to_unix (moment);
}

/**
 * cst_time_format:
 * @unix_time: seconds since 1970 in UTC
 *
 * Returns: (transfer full): `2026-11-23T08:15:00Z`
 */
char *
cst_time_format (gint64 unix_time)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (unix_time);

  if (moment == NULL)
    moment = g_date_time_new_from_unix_utc (0);

  return g_date_time_format (moment, "%Y-%m-%dT%H:%M:%SZ");
}

/**
 * cst_date_is_valid:
 * @iso_date: (nullable): a text from outside
 *
 * Returns: whether @iso_date is a calendar day written `YYYY-MM-DD`
 */
gboolean
cst_date_is_valid (const char *iso_date)
{
  guint year = 0;
  guint month = 0;
  guint day = 0;

  if (iso_date == NULL || strlen (iso_date) != 10 || iso_date[4] != '-' || iso_date[7] != '-')
    return FALSE;

  for (int i = 0; i < 10; i++)
    {
      if (i != 4 && i != 7 && !g_ascii_isdigit (iso_date[i]))
        return FALSE;
    }

  year = (guint) g_ascii_strtoull (iso_date, NULL, 10);
  month = (guint) g_ascii_strtoull (iso_date + 5, NULL, 10);
  day = (guint) g_ascii_strtoull (iso_date + 8, NULL, 10);

  return month >= 1 && month <= 12 && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

/**
 * cst_random_hex:
 * @n_bytes: how many random bytes, at most 32
 *
 * Random bytes from the kernel, for keys, salts and file names that must not repeat.
 *
 * Returns: (transfer full): twice @n_bytes hexadecimal digits
 */
char *
cst_random_hex (gsize n_bytes)
{
  guint8 bytes[32];
  GString *out;

  g_return_val_if_fail (n_bytes <= sizeof bytes, NULL);

  if (getrandom (bytes, n_bytes, 0) != (gssize) n_bytes)
    g_error ("The kernel gives no random bytes");

  out = g_string_sized_new (2 * n_bytes);
  for (gsize i = 0; i < n_bytes; i++)
    g_string_append_printf (out, "%02x", (guint) bytes[i]);

  return g_string_free (out, FALSE);
}
