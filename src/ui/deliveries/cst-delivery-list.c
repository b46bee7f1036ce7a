/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery-list.h"

/* Beyond this many neighbours nobody walks from one to the next. */
#define MAX_ROWS 1000

/**
 * cst_delivery_list_load:
 * @request: a #CstListQuery of deliveries
 *
 * A #CstDbFunc that only reads.
 *
 * Returns: (transfer full) (element-type CstDeliveryRef): the list’s incidents in its order
 */
gpointer
cst_delivery_list_load (CstDb         *db,
                        gpointer       request,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr(GPtrArray) rows = cst_db_list_rows (db, request, 0, MAX_ROWS, error);
  GPtrArray *list;

  if (rows == NULL)
    return NULL;

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_delivery_ref_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const CstDeliveryRowData *data = cst_delivery_row_get_data (g_ptr_array_index (rows, i));

      g_ptr_array_add (list, cst_delivery_ref_new (data->account, data->id));
    }

  return list;
}

/**
 * cst_delivery_list_find:
 * @list: (nullable) (element-type CstDeliveryRef)
 *
 * Returns: the incident's place, -1 when it is not among them
 */
int
cst_delivery_list_find (GPtrArray  *list,
                        gint64      account,
                        const char *delivery)
{
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const CstDeliveryRef *ref = g_ptr_array_index (list, i);

      if (ref->account == account && g_strcmp0 (ref->delivery, delivery) == 0)
        return (int) i;
    }

  return -1;
}
