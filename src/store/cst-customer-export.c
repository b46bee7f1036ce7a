/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-calls.h"
#include "cst-case-marks.h"
#include "cst-deliveries.h"
#include "cst-drafts.h"
#include "cst-erase-order.h"
#include "cst-journal.h"
#include "cst-lessons.h"
#include "cst-operations.h"
#include "cst-photos.h"
#include "cst-privacy.h"
#include "cst-removed.h"
#include "cst-truth.h"
#include "cst-versions.h"

static void
add_record (JsonObject          *object,
            const char          *member,
            const CstRecordType *type,
            gconstpointer        record)
{
  json_array_add_element (json_object_get_array_member (object, member), cst_record_to_json (type, record));
}

static void
add_records (JsonObject          *object,
             const char          *member,
             const CstRecordType *type,
             GPtrArray           *records)
{
  for (guint i = 0; i < records->len; i++)
    add_record (object, member, type, g_ptr_array_index (records, i));
}

static gboolean
add_incidents (CstDb       *db,
               gint64       account,
               const char  *order,
               JsonObject  *object,
               GError     **error)
{
  g_autoptr(GPtrArray) incidents = cst_db_order_incidents (db, account, order, error);
  g_auto(GStrv) ids = cst_db_incidents_ever (db, account, order, error);

  if (incidents == NULL || ids == NULL)
    return FALSE;

  add_records (object, "incidents", &cst_incident_type, incidents);
  for (char **id = ids; *id != NULL; id++)
    {
      g_autoptr(CstDesk) desk = cst_db_desk (db, account, *id, error);

      g_autoptr(GPtrArray) marks = cst_db_case_marks (db, account, *id, error);

      const CstLessonsQuery query = { .account = account, .incident = *id };
      g_autoptr(GPtrArray) lessons = cst_db_lessons (db, &query, error);

      if (desk == NULL || marks == NULL || lessons == NULL)
        return FALSE;
      add_record (object, "desks", &cst_desk_type, desk);
      add_records (object, "lessons", &cst_lesson_type, lessons);
      add_records (object, "marks", &cst_case_mark_type, marks);
    }

  return TRUE;
}

/* With the calls about each; a call says nothing of its delivery incident by itself. */
static gboolean
add_deliveries (CstDb       *db,
                gint64       account,
                const char  *order,
                JsonObject  *object,
                GError     **error)
{
  g_autoptr(GPtrArray) deliveries = cst_db_deliveries_of_order (db, account, order, error);

  for (guint i = 0; deliveries != NULL && i < deliveries->len; i++)
    {
      const CstDelivery *delivery = g_ptr_array_index (deliveries, i);
      g_autoptr(GPtrArray) calls = cst_db_calls (db, account, delivery->id, error);

      if (calls == NULL)
        return FALSE;
      add_record (object, "deliveries", &cst_delivery_type, delivery);
      for (guint k = 0; k < calls->len; k++)
        {
          JsonNode *node = cst_record_to_json (&cst_call_type, g_ptr_array_index (calls, k));

          json_object_set_string_member (json_node_get_object (node), "delivery", delivery->id);
          json_array_add_element (json_object_get_array_member (object, "calls"), node);
        }
    }

  return deliveries != NULL;
}

static gboolean
add_drafts (CstDb       *db,
            gint64       account,
            const char  *order,
            JsonObject  *object,
            GError     **error)
{
  g_auto(GStrv) keys = cst_db_draft_keys (db, account, order, error);

  for (char **key = keys; key != NULL && *key != NULL; key++)
    {
      g_autofree char *body = cst_db_draft (db, *key, NULL);

      if (body != NULL)
        json_array_add_string_element (json_object_get_array_member (object, "drafts"), body);
    }

  return keys != NULL;
}

/* What was found out about the files themselves. */
static gboolean
add_photos (CstDb       *db,
            gint64       account,
            const char  *order,
            JsonObject  *object,
            GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "SELECT p.id FROM attachments a JOIN photos p ON p.account = a.account AND p.id = a.id"
                    " WHERE a.account = ?1 AND a.order_id = ?2 ORDER BY p.id",
                    error);
  CstStep step = CST_STEP_ERROR;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, order);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      g_autoptr(CstPhotoFacts) facts = cst_db_photo_facts (db, account, cst_stmt_text (stmt, 0), error);
      JsonNode *node;

      if (facts == NULL)
        return FALSE;
      node = cst_record_to_json (&cst_photo_facts_type, facts);
      json_object_set_string_member (json_node_get_object (node), "id", cst_stmt_text (stmt, 0));
      json_array_add_element (json_object_get_array_member (object, "photos"), node);
    }

  return step == CST_STEP_DONE;
}

/* What the marketplace said before, as far as it is kept. */
static void
add_version_cb (CstEntity   entity,
                const char *id,
                gint64      known_from,
                gint64      known_until,
                const char *body,
                gpointer    user_data)
{
  JsonObject *version;

  if (known_until == 0)
    return;

  version = json_object_new ();
  json_object_set_string_member (version, "of", cst_enum_nick (&cst_entity_type, (int) entity));
  json_object_set_string_member (version, "id", id);
  json_object_set_int_member (version, "known_from", known_from);
  json_object_set_int_member (version, "known_until", known_until);
  json_object_set_member (version, "record", json_from_string (body, NULL));
  json_array_add_object_element (user_data, version);
}

static gboolean
add_order (CstDb       *db,
           gint64       account,
           const char  *id,
           JsonObject  *object,
           GError     **error)
{
  gboolean is_removed;
  g_autoptr(CstOrder) order = cst_db_last_order (db, account, id, &is_removed, error);
  g_autoptr(CstThread) thread = NULL;
  g_autoptr(GPtrArray) operations = NULL;
  g_autoptr(GPtrArray) journal = NULL;

  if (order == NULL || !(thread = cst_db_thread (db, account, id, error)) ||
      !(operations = cst_db_operations_of_order (db, account, id, error)) ||
      !(journal = cst_db_journal_of_order (db, account, id, error)))
    return FALSE;

  add_record (object, "orders", &cst_order_type, order);
  add_record (object, "threads", &cst_thread_type, thread);
  add_records (object, "operations", &cst_operation_type, operations);
  add_records (object, "journal", &cst_journal_entry_type, journal);

  return add_incidents (db, account, id, object, error) && add_deliveries (db, account, id, object, error) &&
         add_drafts (db, account, id, object, error) && add_photos (db, account, id, object, error) &&
         cst_db_each_version (db, account, id, add_version_cb, json_object_get_array_member (object, "versions"),
                              error);
}

/**
 * cst_customer_export:
 * @customer: the customer's remote id within @account
 *
 * R12: everything the store knows about one customer, also what the site removed. Attachments are named, not contained.
 *
 * Returns: (transfer full): an object with orders, incidents, threads, desks, operations, drafts,
 * journal, photos (what their files say), marks (what was ticked and answered), deliveries (carriers' incidents on
 * parcels), calls (to the customer about them) and versions (what the marketplace said before);
 * %CST_STORE_ERROR_NOT_FOUND when there is no such customer
 */
JsonNode *
cst_customer_export (CstDb       *db,
                     gint64       account,
                     const char  *customer,
                     GError     **error)
{
  static const char *const members[] = {
    "orders", "incidents", "threads", "desks", "operations", "drafts", "journal", "photos", "marks",
    "deliveries", "calls", "versions", "lessons"
  };
  g_auto(GStrv) orders = cst_db_customer_orders (db, account, customer, error);
  g_autoptr(JsonObject) object = json_object_new ();
  JsonNode *node;

  if (orders == NULL)
    return NULL;

  if (orders[0] == NULL)
    {
      g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND, _("There is no customer “%s”."), customer);
      return NULL;
    }

  json_object_set_string_member (object, "customer", customer);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    json_object_set_array_member (object, members[i], json_array_new ());

  for (char **order = orders; *order != NULL; order++)
    {
      if (!add_order (db, account, *order, object, error))
        return NULL;
    }

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, object);

  return node;
}
