/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-table-parts.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* What a part may unpack to. A sheet of 100 000 rows is some 60 MB of XML. */
#define MAX_PART (512 << 20)
#define MAX_SMALL_PART (1 << 20)
#define MAX_DEPTH 64
#define CHUNK (64 << 10)

typedef struct archive Archive;

static void
archive_close (Archive *archive)
{
  archive_read_free (archive);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_close)

/* One step down the tree, guarded: every open element costs memory. */
typedef struct
{
  const GMarkupParser *parser;
  gpointer             user_data;
  guint                depth;
} Guard;

static gboolean
set_damaged (GError **error)
{
  g_set_error_literal (error, CST_TABLE_ERROR, CST_TABLE_ERROR_DAMAGED,
                       _("The spreadsheet is damaged. Open it in a spreadsheet program and save it again."));

  return FALSE;
}

static void
start_cb (GMarkupParseContext  *context,
          const char           *element,
          const char          **names,
          const char          **values,
          gpointer              user_data,
          GError              **error)
{
  Guard *guard = user_data;

  if (++guard->depth > MAX_DEPTH)
    set_damaged (error);
  else
    guard->parser->start_element (context, cst_part_local (element), names, values, guard->user_data, error);
}

static void
end_cb (GMarkupParseContext  *context,
        const char           *element,
        gpointer              user_data,
        GError              **error)
{
  Guard *guard = user_data;

  guard->depth--;
  if (guard->parser->end_element != NULL)
    guard->parser->end_element (context, cst_part_local (element), guard->user_data, error);
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  Guard *guard = user_data;

  if (guard->parser->text != NULL)
    guard->parser->text (context, text, length, guard->user_data, error);
}

static Archive *
open_part (GBytes      *bytes,
           const char  *name,
           GError     **error)
{
  g_autoptr(Archive) archive = archive_read_new ();
  struct archive_entry *entry;
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  int rc;

  archive_read_support_format_zip_seekable (archive);
  if (archive_read_open_memory (archive, data, size) != ARCHIVE_OK)
    return set_damaged (error), NULL;

  while ((rc = archive_read_next_header (archive, &entry)) == ARCHIVE_OK || rc == ARCHIVE_WARN)
    {
      if (g_strcmp0 (archive_entry_pathname (entry), name) != 0)
        continue;
      if (archive_entry_is_encrypted (entry))
        return g_set_error_literal (error, CST_TABLE_ERROR, CST_TABLE_ERROR_PROTECTED,
                                    _("The spreadsheet is protected by a password. Save it without one.")), NULL;

      return g_steal_pointer (&archive);
    }

  return set_damaged (error), NULL;
}

/**
 * cst_part_exists:
 *
 * Returns: whether @archive is a readable archive with such a part
 */
gboolean
cst_part_exists (GBytes     *archive,
                 const char *name)
{
  g_autoptr(Archive) part = open_part (archive, name, NULL);

  return part != NULL;
}

/**
 * cst_part_dup_text:
 *
 * Returns: (transfer full): a small part as it is, with a NUL behind it
 */
char *
cst_part_dup_text (GBytes        *archive,
                   const char    *name,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr(Archive) part = open_part (archive, name, error);
  g_autoptr(GString) text = g_string_new (NULL);
  char buffer[4096];
  la_ssize_t n;

  if (part == NULL)
    return NULL;

  while ((n = archive_read_data (part, buffer, sizeof buffer)) > 0 && text->len < MAX_SMALL_PART)
    g_string_append_len (text, buffer, n);
  if (n != 0)
    return set_damaged (error), NULL;

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
stream (Archive              *part,
        GMarkupParseContext  *context,
        GCancellable         *cancellable,
        GError              **error)
{
  g_autofree char *buffer = g_malloc (CHUNK);
  gsize total = 0;
  la_ssize_t n;

  while ((n = archive_read_data (part, buffer, CHUNK)) > 0)
    {
      total += (gsize) n;
      if (total > MAX_PART)
        return g_set_error_literal (error, CST_TABLE_ERROR, CST_TABLE_ERROR_TOO_LARGE,
                                    _("The spreadsheet is too large. Divide it into several files.")), FALSE;
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !g_markup_parse_context_parse (context, buffer, n, error))
        return FALSE;
    }

  return n == 0 ? g_markup_parse_context_end_parse (context, error) : set_damaged (error);
}

/**
 * cst_part_parse:
 * @parser: its elements come without their prefixes, and no deeper than anything sensible is
 *
 * Returns: %FALSE with a message for people, also for XML that is none
 */
gboolean
cst_part_parse (GBytes               *archive,
                const char           *name,
                const GMarkupParser  *parser,
                gpointer              user_data,
                GCancellable         *cancellable,
                GError              **error)
{
  static const GMarkupParser guarded = { start_cb, end_cb, text_cb, NULL, NULL };
  Guard guard = { parser, user_data, 0 };
  g_autoptr(Archive) part = open_part (archive, name, error);
  g_autoptr(GMarkupParseContext) context =
    g_markup_parse_context_new (&guarded, G_MARKUP_TREAT_CDATA_AS_TEXT, &guard, NULL);
  g_autoptr(GError) local_error = NULL;

  if (part == NULL)
    return FALSE;
  if (stream (part, context, cancellable, &local_error))
    return TRUE;
  if (local_error->domain == G_MARKUP_ERROR)
    return set_damaged (error);

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/**
 * cst_part_local:
 *
 * Returns: (transfer none): an element's name without its prefix
 */
const char *
cst_part_local (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

/**
 * cst_part_attribute:
 * @name: without its prefix
 *
 * Returns: (transfer none) (nullable): the attribute's value
 */
const char *
cst_part_attribute (const char **names,
                    const char **values,
                    const char  *name)
{
  for (gsize i = 0; names[i] != NULL; i++)
    {
      if (strcmp (cst_part_local (names[i]), name) == 0)
        return values[i];
    }

  return NULL;
}
