/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-unseen.h"

static const char *const selects[] = {
  [CST_ENTITY_ORDER] = "SELECT id FROM orders WHERE account = ?1",
  [CST_ENTITY_INCIDENT] = "SELECT id FROM incidents WHERE account = ?1",
  [CST_ENTITY_THREAD] = "SELECT order_id FROM threads WHERE account = ?1",
  [CST_ENTITY_DESK] = "SELECT incident FROM desks WHERE account = ?1",
  [CST_ENTITY_DELIVERY] = "SELECT id FROM deliveries WHERE account = ?1",
};

/**
 * cst_seen_key:
 *
 * Returns: (transfer full): what stands in the set of seen objects for this one
 */
char *
cst_seen_key (CstEntity   entity,
              const char *id)
{
  return g_strdup_printf ("%d/%s", (int) entity, id);
}

static gboolean
add_unseen_of (CstDb         *db,
               gint64         account,
               CstEntity      entity,
               GHashTable    *seen,
               CstChangeSet  *changes,
               GError       **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, selects[entity], error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      g_autofree char *key = cst_seen_key (entity, cst_stmt_text (stmt, 0));

      if (!g_hash_table_contains (seen, key))
        cst_change_set_add_deletion (changes, entity, cst_stmt_text (stmt, 0));
    }

  return step == CST_STEP_DONE;
}

/**
 * cst_db_add_unseen:
 * @seen: (element-type utf8): the keys of all that the marketplace still has, see cst_seen_key()
 * @changes: where the deletions are added
 *
 * After everything was read from the beginning: what the store still has and the marketplace did not name is gone.
 */
gboolean
cst_db_add_unseen (CstDb         *db,
                   gint64         account,
                   GHashTable    *seen,
                   CstChangeSet  *changes,
                   GError       **error)
{
  g_return_val_if_fail (seen != NULL && changes != NULL, FALSE);

  for (CstEntity entity = CST_ENTITY_ORDER; entity <= CST_ENTITY_DELIVERY; entity++)
    {
      if (!add_unseen_of (db, account, entity, seen, changes, error))
        return FALSE;
    }

  return TRUE;
}
