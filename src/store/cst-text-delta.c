/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-text-delta.h"

#include <string.h>

/* A delta is `#LENGTH,HASH;` of the text it makes, then any of `=OFFSET,LENGTH;` for a piece of the other text and
 * `+LENGTH;BYTES` for what is new; all numbers hexadecimal. Records are JSON, so texts are compared in pieces that
 * end with a comma: what moved or stands between two changes is found again. */

/* Shorter pieces cost as much as they save. */
#define PIECE_MIN 12

/* How many places of one piece are tried. */
#define PLACES_MAX 8

typedef struct
{
  const char *start;
  gsize       length;
} Piece;

static guint
piece_hash (gconstpointer data)
{
  const Piece *piece = data;
  guint hash = 5381;

  for (gsize i = 0; i < piece->length; i++)
    hash = hash * 33 + (guchar) piece->start[i];

  return hash;
}

static gboolean
piece_equal (gconstpointer a,
             gconstpointer b)
{
  const Piece *left = a;
  const Piece *right = b;

  return left->length == right->length && memcmp (left->start, right->start, left->length) == 0;
}

static GArray *
split (const char *text)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));

  while (*text != '\0')
    {
      const char *comma = strchr (text, ',');
      Piece piece = { text, comma != NULL ? (gsize) (comma - text) + 1 : strlen (text) };

      g_array_append_val (pieces, piece);
      text += piece.length;
    }

  return pieces;
}

/* piece → its places; the pieces belong to @pieces. */
static GHashTable *
index_pieces (GArray *pieces)
{
  GHashTable *places = g_hash_table_new_full (piece_hash, piece_equal, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < pieces->len; i++)
    {
      Piece *piece = &g_array_index (pieces, Piece, i);
      GArray *list = g_hash_table_lookup (places, piece);

      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (places, piece, list);
        }
      if (list->len < PLACES_MAX)
        g_array_append_val (list, i);
    }

  return places;
}

/* How many bytes are the same from here on, in whole pieces. */
static gsize
common_run (GArray *from,
            guint   at,
            GArray *to,
            guint   start,
            guint  *n_pieces)
{
  gsize length = 0;

  for (*n_pieces = 0; at + *n_pieces < from->len && start + *n_pieces < to->len; (*n_pieces)++)
    {
      const Piece *piece = &g_array_index (to, Piece, start + *n_pieces);

      if (!piece_equal (&g_array_index (from, Piece, at + *n_pieces), piece))
        break;
      length += piece->length;
    }

  return length;
}

/* The longest run of @from that goes on at @start of @to. */
static gsize
find_run (GArray     *from,
          GHashTable *places,
          GArray     *to,
          guint       start,
          guint      *place,
          guint      *n_pieces)
{
  const GArray *list = g_hash_table_lookup (places, &g_array_index (to, Piece, start));
  gsize longest = 0;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      guint at = g_array_index (list, guint, i);
      guint n;
      gsize length = common_run (from, at, to, start, &n);

      if (length > longest)
        {
          longest = length;
          *place = at;
          *n_pieces = n;
        }
    }

  return longest;
}

static void
add_new (GString    *delta,
         const char *start,
         gsize       length)
{
  if (length == 0)
    return;

  g_string_append_printf (delta, "+%" G_GSIZE_MODIFIER "x;", length);
  g_string_append_len (delta, start, (gssize) length);
}

/**
 * cst_text_delta_new:
 * @from: the text that will be at hand
 * @to: the one to keep
 *
 * Returns: (transfer full): what cst_text_delta_apply() makes @to of
 */
char *
cst_text_delta_new (const char *from,
                    const char *to)
{
  g_autoptr(GArray) pieces = split (from);
  g_autoptr(GArray) wanted = split (to);
  g_autoptr(GHashTable) places = index_pieces (pieces);
  GString *delta = g_string_new (NULL);
  const char *pending = to;
  guint i = 0;

  g_string_append_printf (delta, "#%" G_GSIZE_MODIFIER "x,%x;", strlen (to), g_str_hash (to));
  while (i < wanted->len)
    {
      const Piece *piece = &g_array_index (wanted, Piece, i);
      guint place = 0;
      guint n = 0;
      gsize length = find_run (pieces, places, wanted, i, &place, &n);

      if (length < PIECE_MIN)
        {
          i++;
          continue;
        }

      add_new (delta, pending, (gsize) (piece->start - pending));
      g_string_append_printf (delta, "=%" G_GSIZE_MODIFIER "x,%" G_GSIZE_MODIFIER "x;",
                              (gsize) (g_array_index (pieces, Piece, place).start - from), length);
      pending = piece->start + length;
      i += n;
    }
  add_new (delta, pending, strlen (pending));

  return g_string_free (delta, FALSE);
}

static gboolean
take_number (const char **text,
             char         end,
             gsize       *number)
{
  char *after = NULL;
  guint64 value = g_ascii_strtoull (*text, &after, 16);

  if (after == *text || *after != end || value > G_MAXINT32)
    return FALSE;

  *text = after + 1;
  *number = (gsize) value;

  return TRUE;
}

static gboolean
take_piece (const char **delta,
            const char  *from,
            gsize        from_length,
            GString     *to)
{
  char sign = *(*delta)++;
  gsize offset = 0;
  gsize length = 0;

  if (sign == '=')
    {
      if (!take_number (delta, ',', &offset) || !take_number (delta, ';', &length) || offset > from_length ||
          length > from_length - offset)
        return FALSE;
      g_string_append_len (to, from + offset, (gssize) length);

      return TRUE;
    }

  if (sign != '+' || !take_number (delta, ';', &length) || strnlen (*delta, length) < length)
    return FALSE;
  g_string_append_len (to, *delta, (gssize) length);
  *delta += length;

  return TRUE;
}

/**
 * cst_text_delta_apply:
 * @delta: from cst_text_delta_new()
 * @from: the text it was made against
 *
 * Returns: (transfer full) (nullable): the text that was kept, %NULL when @delta or @from is not what it was
 */
char *
cst_text_delta_apply (const char *delta,
                      const char *from)
{
  g_autoptr(GString) to = g_string_new (NULL);
  gsize from_length = strlen (from);
  gsize length = 0;
  char *after = NULL;
  guint64 hash;

  if (*delta++ != '#' || !take_number (&delta, ',', &length))
    return NULL;
  hash = g_ascii_strtoull (delta, &after, 16);
  if (*after != ';')
    return NULL;

  delta = after + 1;
  while (*delta != '\0')
    {
      if (!take_piece (&delta, from, from_length, to))
        return NULL;
    }

  if (to->len != length || g_str_hash (to->str) != hash)
    return NULL;

  return g_string_free (g_steal_pointer (&to), FALSE);
}
