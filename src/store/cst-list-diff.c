/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-list-diff.h"

#include <string.h>

/* Beyond this many changed places one splice is cheaper for everybody than many small ones. */
#define MAX_REGION 5000

static gint64
at (GArray *ids,
    guint   index)
{
  return g_array_index (ids, gint64, index);
}

static void
add_splice (GArray *splices,
            guint   position,
            guint   removed,
            guint   added)
{
  CstListSplice splice = { position, removed, added };

  if (removed > 0 || added > 0)
    g_array_append_val (splices, splice);
}

/* For each old item of the region, its place in the new region plus one; 0 for gone. */
static guint *
find_places (GArray *before,
             guint   start,
             guint   n_before,
             GArray *after,
             guint   n_after)
{
  g_autoptr(GHashTable) places = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint *result = g_new0 (guint, n_before);

  for (guint i = 0; i < n_after; i++)
    g_hash_table_insert (places, &g_array_index (after, gint64, start + i), GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < n_before; i++)
    result[i] = GPOINTER_TO_UINT (g_hash_table_lookup (places, &g_array_index (before, gint64, start + i)));

  return result;
}

/* Keeps the longest increasing subsequence of @places and sets all others to 0. */
static void
keep_longest_run (guint *places,
                  guint  n)
{
  g_autofree guint *tails = g_new (guint, n + 1);    /* index of the smallest end of a run of each length */
  g_autofree guint *previous = g_new (guint, n + 1);
  guint length = 0;
  guint next;

  for (guint i = 0; i < n; i++)
    {
      guint low = 0;
      guint high = length;

      if (places[i] == 0)
        continue;

      while (low < high)
        {
          guint middle = (low + high) / 2;

          if (places[tails[middle]] < places[i])
            low = middle + 1;
          else
            high = middle;
        }

      previous[i] = low > 0 ? tails[low - 1] : G_MAXUINT;
      tails[low] = i;
      length = MAX (length, low + 1);
    }

  next = length > 0 ? tails[length - 1] : G_MAXUINT;
  for (guint i = n; i > 0; i--)
    {
      if (i - 1 == next)
        next = previous[i - 1];
      else
        places[i - 1] = 0;
    }
}

/* Between two kept items, what was there gives way to what is there now. */
static void
add_region (GArray      *splices,
            guint        start,
            const guint *places,
            guint        n_before,
            guint        n_after)
{
  guint taken = 0;   /* of the new region */
  guint removed = 0; /* old items since the last kept one */

  for (guint i = 0; i < n_before; i++)
    {
      if (places[i] == 0)
        {
          removed++;
          continue;
        }

      add_splice (splices, start + taken, removed, places[i] - 1 - taken);
      taken = places[i];
      removed = 0;
    }

  add_splice (splices, start + taken, removed, n_after - taken);
}

/**
 * cst_list_diff:
 * @before: (element-type gint64): ids, each once
 * @after: (element-type gint64): ids, each once
 *
 * Returns: (transfer full) (element-type CstListSplice): what leads from one to the other when
 * applied in order; items that keep their order are in none of them
 */
GArray *
cst_list_diff (GArray *before,
               GArray *after)
{
  GArray *splices = g_array_new (FALSE, FALSE, sizeof (CstListSplice));
  guint shorter = MIN (before->len, after->len);
  guint start = 0;
  guint end = 0;
  guint n_before;
  guint n_after;

  while (start < shorter && at (before, start) == at (after, start))
    start++;
  while (end < shorter - start && at (before, before->len - 1 - end) == at (after, after->len - 1 - end))
    end++;

  n_before = before->len - start - end;
  n_after = after->len - start - end;
  if (n_before == 0 || n_after == 0 || n_before > MAX_REGION || n_after > MAX_REGION)
    {
      add_splice (splices, start, n_before, n_after);
    }
  else
    {
      g_autofree guint *places = find_places (before, start, n_before, after, n_after);

      keep_longest_run (places, n_before);
      add_region (splices, start, places, n_before, n_after);
    }

  return splices;
}
