/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea-book.h"

#include "cst-util.h"

CstDropeaBook *
cst_dropea_book_new (void)
{
  CstDropeaBook *self = g_new0 (CstDropeaBook, 1);
  GDestroyNotify free_list = (GDestroyNotify) g_ptr_array_unref;

  self->issues = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) cst_dropea_issue_free);
  self->families = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_list);
  self->by_order = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_list);
  self->orders = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) cst_dropea_order_free);

  return self;
}

void
cst_dropea_book_free (CstDropeaBook *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->families);
  g_hash_table_unref (self->by_order);
  g_hash_table_unref (self->issues);
  g_hash_table_unref (self->orders);
  g_free (self);
}

static gint
compare_issues (gconstpointer a,
                gconstpointer b)
{
  const CstDropeaIssue *first = *(CstDropeaIssue *const *) a;
  const CstDropeaIssue *second = *(CstDropeaIssue *const *) b;

  if (first->created_at != second->created_at)
    return first->created_at < second->created_at ? -1 : 1;

  return g_strcmp0 (first->id, second->id);
}

static void
file (GHashTable     *table,
      const char     *key,
      CstDropeaIssue *issue)
{
  GPtrArray *list = g_hash_table_lookup (table, key);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (table, g_strdup (key), list);
    }
  g_ptr_array_add (list, issue);
  g_ptr_array_sort (list, compare_issues);
}

static void
take_out (GHashTable     *table,
          const char     *key,
          CstDropeaIssue *issue)
{
  GPtrArray *list = key != NULL ? g_hash_table_lookup (table, key) : NULL;

  if (list != NULL && g_ptr_array_remove (list, issue) && list->len == 0)
    g_hash_table_remove (table, key);
}

/**
 * cst_dropea_book_add_issue:
 * @issue: (transfer full)
 *
 * Returns: whether it says anything that was not known
 */
gboolean
cst_dropea_book_add_issue (CstDropeaBook  *self,
                           CstDropeaIssue *issue)
{
  const CstDropeaIssue *known = g_hash_table_lookup (self->issues, issue->id);

  if (known != NULL && known->mark == issue->mark)
    {
      cst_dropea_issue_free (issue);
      return FALSE;
    }

  cst_dropea_book_remove (self, issue->id);
  g_hash_table_insert (self->issues, issue->id, issue);
  if (!cst_str_is_blank (issue->tracking_number))
    file (self->families, issue->tracking_number, issue);
  file (self->by_order, issue->order, issue);

  return TRUE;
}

/**
 * cst_dropea_book_add_order:
 * @order: (transfer full)
 *
 * Returns: whether it says anything that was not known
 */
gboolean
cst_dropea_book_add_order (CstDropeaBook  *self,
                           CstDropeaOrder *order)
{
  const CstDropeaOrder *known = g_hash_table_lookup (self->orders, order->id);

  if (known != NULL && known->mark == order->mark)
    {
      cst_dropea_order_free (order);
      return FALSE;
    }

  g_hash_table_replace (self->orders, order->id, order);

  return TRUE;
}

void
cst_dropea_book_remove (CstDropeaBook *self,
                        const char    *id)
{
  CstDropeaIssue *issue = g_hash_table_lookup (self->issues, id);

  if (issue == NULL)
    return;

  take_out (self->families, issue->tracking_number, issue);
  take_out (self->by_order, issue->order, issue);
  g_hash_table_remove (self->issues, id);
}

/**
 * cst_dropea_book_family:
 *
 * Returns: (transfer none) (nullable): the issues of the same parcel, oldest first
 */
const GPtrArray *
cst_dropea_book_family (CstDropeaBook        *self,
                        const CstDropeaIssue *issue)
{
  return cst_str_is_blank (issue->tracking_number) ? NULL
                                                   : g_hash_table_lookup (self->families, issue->tracking_number);
}

/**
 * cst_dropea_book_of_order:
 *
 * Returns: (transfer none) (nullable): the issues of an order
 */
const GPtrArray *
cst_dropea_book_of_order (CstDropeaBook *self,
                          const char    *order)
{
  return g_hash_table_lookup (self->by_order, order);
}
