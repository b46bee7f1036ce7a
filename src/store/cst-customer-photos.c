/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-customer-photos.h"

void
cst_customer_photo_free (CstCustomerPhoto *self)
{
  g_free (self->attachment);
  g_free (self->incident_number);
  g_free (self);
}

/**
 * cst_db_photos_of_customer:
 * @incident: whose customer is meant; its own photos are left out
 * @limit: how many at most
 *
 * For the query thread.
 *
 * Returns: (transfer full) (element-type CstCustomerPhoto): photos of the customer's other claims that can be looked at
 * here, the latest claim first; %NULL with @error set
 */
GPtrArray *
cst_db_photos_of_customer (CstDb       *db,
                           gint64       account,
                           const char  *incident,
                           guint        limit,
                           GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT a.id, i.number, i.reported_at FROM incidents this"
                    " JOIN orders own ON own.account = this.account AND own.id = this.order_id"
                    " JOIN orders o ON o.account = own.account AND o.customer = own.customer"
                    " JOIN incidents i ON i.account = o.account AND i.order_id = o.id AND i.id <> this.id"
                    " JOIN attachments a ON a.account = i.account AND a.incident = i.id"
                    " WHERE this.account = ?1 AND this.id = ?2 AND a.cache_state = 1 AND a.is_unreadable = 0"
                    " AND substr (a.media_type, 1, 6) = 'image/' AND own.customer <> ''"
                    " ORDER BY i.reported_at DESC, i.id, a.created_at, a.id LIMIT ?3",
                    error);
  g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_customer_photo_free);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, incident);
  cst_stmt_bind_int (stmt, 3, limit);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      CstCustomerPhoto *photo = g_new0 (CstCustomerPhoto, 1);

      photo->attachment = cst_stmt_dup_text (stmt, 0);
      photo->incident_number = cst_stmt_dup_text (stmt, 1);
      photo->reported_at = cst_stmt_int (stmt, 2);
      g_ptr_array_add (photos, photo);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&photos) : NULL;
}
