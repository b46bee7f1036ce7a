/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-list-query.h"

#include <string.h>

#include "cst-search.h"
#include "cst-util.h"

CST_DEFINE_ENUM_TYPE (cst_list_kind,
                      "orders",
                      "incidents",
                      "todo",
                      "outbox",
                      "deliveries");

CST_DEFINE_ENUM_TYPE (cst_list_sort,
                      "default",
                      "number",
                      "customer",
                      "date",
                      "total",
                      "state",
                      "problem",
                      "urgency",
                      "reason",
                      "carrier",
                      "code",
                      "city",
                      "attempts",
                      "cod");

CST_DEFINE_ENUM_TYPE (cst_found_filter,
                      "any",
                      "confirmed",
                      "not_confirmed",
                      "cannot_tell",
                      "none");

static const CstField list_query_fields[] = {
  CST_FIELD_OF (CstListQuery, kind, ENUM, cst_list_kind_type),
  CST_FIELD_OF (CstListQuery, tab, ENUM, cst_order_tab_type),
  CST_FIELD (CstListQuery, account, INT64),
  CST_FIELD (CstListQuery, state, INT),
  CST_FIELD (CstListQuery, reason, INT),
  CST_FIELD (CstListQuery, is_open_only, BOOL),
  CST_FIELD (CstListQuery, person, STRING),
  CST_FIELD_OF (CstListQuery, found, ENUM, cst_found_filter_type),
  CST_FIELD (CstListQuery, finder, STRING),
  CST_FIELD (CstListQuery, has_photos, BOOL),
  CST_FIELD (CstListQuery, from, INT64),
  CST_FIELD (CstListQuery, to, INT64),
  CST_FIELD (CstListQuery, search, STRING),
  CST_FIELD_OF (CstListQuery, delivery_tab, ENUM, cst_delivery_tab_type),
  CST_FIELD (CstListQuery, is_todo_only, BOOL),
  CST_FIELD (CstListQuery, carrier, STRING),
  CST_FIELD (CstListQuery, code, STRING),
  CST_FIELD (CstListQuery, city, STRING),
  CST_FIELD_OF (CstListQuery, dimension, ENUM, cst_dimension_type),
  CST_FIELD (CstListQuery, subject, STRING),
  CST_FIELD_OF (CstListQuery, deadline, ENUM, cst_deadline_kind_type),
  CST_FIELD_OF (CstListQuery, outcome, ENUM, cst_deadline_outcome_type),
  CST_FIELD (CstListQuery, as_of, INT64),
  CST_FIELD_OF (CstListQuery, sort, ENUM, cst_list_sort_type),
  CST_FIELD (CstListQuery, is_descending, BOOL),
};

const CstRecordType cst_list_query_type = {
  "list query", sizeof (CstListQuery), list_query_fields, G_N_ELEMENTS (list_query_fields)
};

/* Where the orders found by words are fewer, they are looked up one by one and sorted; else the
 * sort's index is read from end to end and asks a set. The same for the orders of one tab. */
#define FEW_ORDERS 3000

/* Every query gives row numbers in order. Parameters: 1 account, 2 tab or state, 3 from, 4 to,
 * 5 limit; incidents and operations also 6 reason, 7 open only, 8 person; the searching ones 9;
 * incidents 10 found, 11 finder, 12 with photos, 13 dimension, 14 subject, 15 deadline, 16 outcome, 17 as of. */

/* All of these columns are in the index, so the table is not read. */
#define ORDERS_SCAN(index, order) \
  "SELECT row FROM orders INDEXED BY " index \
  " WHERE (?1 = 0 OR account = ?1) AND (?2 = 0 OR tab = ?2) ORDER BY " order " LIMIT ?5"

#define ORDERS_OF_TAB(index, order) \
  "SELECT row FROM orders INDEXED BY orders_by_tab" \
  " WHERE tab = ?2 AND (?1 = 0 OR account = ?1) ORDER BY " order " LIMIT ?5"

#define ORDERS_OF_PERIOD(index, order) \
  "SELECT row FROM orders INDEXED BY orders_by_date" \
  " WHERE placed_at >= ?3 AND placed_at < ?4 AND (?1 = 0 OR account = ?1) AND (?2 = 0 OR tab = ?2)" \
  " ORDER BY " order " LIMIT ?5"

#define ORDERS_FOUND(index, order) \
  "SELECT row FROM orders WHERE row IN (SELECT rowid FROM order_search WHERE order_search MATCH ?9)" \
  " AND (?1 = 0 OR account = ?1) AND (?2 = 0 OR tab = ?2)" \
  " AND placed_at >= ?3 AND placed_at < ?4 ORDER BY " order " LIMIT ?5"

#define ORDER_SORTS(MAKE) { \
    { NULL, NULL }, \
    { MAKE ("orders_by_number", "number_key, row"), MAKE ("orders_by_number", "number_key DESC, row DESC") }, \
    { MAKE ("orders_by_customer", "customer_key, row"), MAKE ("orders_by_customer", "customer_key DESC, row DESC") }, \
    { MAKE ("orders_by_date", "placed_at, row"), MAKE ("orders_by_date", "placed_at DESC, row DESC") }, \
    { MAKE ("orders_by_total", "total, row"), MAKE ("orders_by_total", "total DESC, row DESC") }, \
    { MAKE ("orders_by_status", "status, row"), MAKE ("orders_by_status", "status DESC, row DESC") }, \
    { MAKE ("orders_by_problem", "pressure, problem_since, row"), \
      MAKE ("orders_by_problem", "pressure DESC, problem_since DESC, row DESC") }, \
}

static const char *const orders_scan[][2] = ORDER_SORTS (ORDERS_SCAN);
static const char *const orders_of_tab[][2] = ORDER_SORTS (ORDERS_OF_TAB);
static const char *const orders_of_period[][2] = ORDER_SORTS (ORDERS_OF_PERIOD);
static const char *const orders_found[][2] = ORDER_SORTS (ORDERS_FOUND);

/* What a figure counts, out of the figures' own index: their columns stand behind the long bodies in the table. */
#define OF_FIGURES(condition) \
  "row IN (SELECT f.row FROM incidents f INDEXED BY incidents_figures WHERE f.reported_at >= ?3" \
  " AND f.reported_at < ?4 AND " condition ")"

#define INCIDENT_SUBJECT \
  " AND (?13 = 0 OR (?13 = 1 AND reason = CAST (?14 AS INTEGER)) OR (?13 = 2 AND state = CAST (?14 AS INTEGER))" \
  " OR (?13 = 3 AND row IN (SELECT incident FROM incident_articles WHERE sku = ?14))" \
  " OR (?13 = 4 AND row IN (SELECT incident FROM incident_articles WHERE supplier = ?14))" \
  " OR (?13 = 5 AND " OF_FIGURES ("f.carrier_key = ?14") ")" \
  " OR (?13 = 6 AND " OF_FIGURES ("f.country = ?14") ")" \
  " OR (?13 = 7 AND " OF_FIGURES ("f.customer = ?14") "))"

#define OUTCOME(due, done) \
  "CASE WHEN " due " = 0 THEN 0 WHEN " done " > 0 THEN iif (" done " <= " due ", 2, 3)" \
  " ELSE iif (?17 <= " due ", 1, 3) END = ?16"

#define INCIDENT_DEADLINE \
  " AND (?15 = 0 OR (?15 = 1 AND " OF_FIGURES (OUTCOME ("f.reply_due", "f.replied_at")) ")" \
  " OR (?15 = 2 AND " OF_FIGURES (OUTCOME ("f.resolution_due", "f.resolved_at")) "))"

#define INCIDENT_FILTER \
  " (?1 = 0 OR account = ?1) AND (?2 = 0 OR state = ?2) AND reported_at >= ?3 AND reported_at < ?4" \
  " AND (?6 = 0 OR reason = ?6) AND (?7 = 0 OR settled = 0) AND (?8 IS NULL OR assigned = ?8)" \
  " AND (?10 = 0 OR (?10 = 1 AND found_confirmed > 0) OR (?10 = 2 AND found_not_confirmed > 0)" \
  " OR (?10 = 3 AND found_cannot_tell > 0) OR (?10 = 4 AND finding_count = 0))" \
  " AND (?11 IS NULL OR finder = ?11) AND (?12 = 0 OR photos > 0)" INCIDENT_SUBJECT INCIDENT_DEADLINE

#define INCIDENT_FOUND \
  " AND EXISTS (SELECT 1 FROM orders o WHERE o.account = incidents.account AND o.id = incidents.order_id" \
  " AND o.row IN (SELECT rowid FROM order_search WHERE order_search MATCH ?9))"

#define INCIDENTS(order) "SELECT row FROM incidents WHERE" INCIDENT_FILTER " ORDER BY " order " LIMIT ?5"
#define INCIDENTS_FOUND(order) \
  "SELECT row FROM incidents WHERE" INCIDENT_FILTER INCIDENT_FOUND " ORDER BY " order " LIMIT ?5"
#define TO_HANDLE(order) "SELECT row FROM incidents WHERE todo > 0 AND" INCIDENT_FILTER " ORDER BY " order " LIMIT ?5"
#define TO_HANDLE_FOUND(order) \
  "SELECT row FROM incidents WHERE todo > 0 AND" INCIDENT_FILTER INCIDENT_FOUND " ORDER BY " order " LIMIT ?5"

#define INCIDENT_SORTS(MAKE) { \
    { NULL, NULL }, \
    { MAKE ("number_key, row"), MAKE ("number_key DESC, row DESC") }, \
    { MAKE ("customer_key, row"), MAKE ("customer_key DESC, row DESC") }, \
    { MAKE ("reported_at, row"), MAKE ("reported_at DESC, row DESC") }, \
    { NULL, NULL }, \
    { MAKE ("state, row"), MAKE ("state DESC, row DESC") }, \
    { NULL, NULL }, \
    { MAKE ("urgency, row"), MAKE ("urgency DESC, row DESC") }, \
    { MAKE ("reason, row"), MAKE ("reason DESC, row DESC") }, \
}

static const char *const incidents_all[][2] = INCIDENT_SORTS (INCIDENTS);
static const char *const incidents_found[][2] = INCIDENT_SORTS (INCIDENTS_FOUND);
static const char *const todo_all[][2] = INCIDENT_SORTS (TO_HANDLE);
static const char *const todo_found[][2] = INCIDENT_SORTS (TO_HANDLE_FOUND);

/* Who opened what and read what is in the outbox only while there is something to know about it. */
#define OUTBOX_FILTER \
  " (?1 = 0 OR account = ?1) AND (?2 = 0 OR state = ?2) AND created_at >= ?3 AND created_at < ?4" \
  " AND (?7 = 0 OR state NOT IN (4, 8)) AND (kind NOT IN (12, 13) OR state IN (5, 6, 7))"

static const char *const outbox_all =
  "SELECT id FROM operations WHERE" OUTBOX_FILTER " ORDER BY id DESC LIMIT ?5";

static const char *const outbox_found =
  "SELECT id FROM operations WHERE" OUTBOX_FILTER
  " AND EXISTS (SELECT 1 FROM orders o WHERE o.account = operations.account AND o.id = operations.order_id"
  " AND o.row IN (SELECT rowid FROM order_search WHERE order_search MATCH ?9)) ORDER BY id DESC LIMIT ?5";

/* Parameters as above, and: 7 to handle only, 8 carrier, 10 tab (-1 for every one), 11 code, 12 the city's beginning,
 * 13 what is just above it. */
#define DELIVERY_FILTER \
  " (?1 = 0 OR account = ?1) AND (?2 = 0 OR state = ?2) AND opened_at >= ?3 AND opened_at < ?4" \
  " AND (?6 = 0 OR reason = ?6) AND (?7 = 0 OR todo >= 3) AND (?8 IS NULL OR carrier_key = ?8)" \
  " AND (?10 = -1 OR tab = ?10 OR (?10 = 0 AND tab < 4)) AND (?11 IS NULL OR code = ?11)" \
  " AND (?12 IS NULL OR (city_key >= ?12 AND city_key < ?13))"

#define DELIVERIES(order) "SELECT row FROM deliveries WHERE" DELIVERY_FILTER " ORDER BY " order " LIMIT ?5"
#define DELIVERIES_FOUND(order) \
  "SELECT row FROM deliveries WHERE row IN (SELECT rowid FROM delivery_search WHERE delivery_search MATCH ?9)" \
  " AND" DELIVERY_FILTER " ORDER BY " order " LIMIT ?5"

#define DELIVERY_SORTS(MAKE) { \
    { NULL, NULL }, \
    { MAKE ("order_key, row"), MAKE ("order_key DESC, row DESC") }, \
    { MAKE ("recipient_key, row"), MAKE ("recipient_key DESC, row DESC") }, \
    { MAKE ("opened_at, row"), MAKE ("opened_at DESC, row DESC") }, \
    { NULL, NULL }, \
    { MAKE ("state, opened_at, row"), MAKE ("state DESC, opened_at DESC, row DESC") }, \
    { NULL, NULL }, \
    { MAKE ("urgency, row"), MAKE ("urgency DESC, row DESC") }, \
    { MAKE ("reason, row"), MAKE ("reason DESC, row DESC") }, \
    { MAKE ("carrier_key, opened_at, row"), MAKE ("carrier_key DESC, opened_at DESC, row DESC") }, \
    { MAKE ("code, opened_at, row"), MAKE ("code DESC, opened_at DESC, row DESC") }, \
    { MAKE ("city_key, opened_at, row"), MAKE ("city_key DESC, opened_at DESC, row DESC") }, \
    { MAKE ("attempts, opened_at, row"), MAKE ("attempts DESC, opened_at DESC, row DESC") }, \
    { MAKE ("cod, opened_at, row"), MAKE ("cod DESC, opened_at DESC, row DESC") }, \
}

static const char *const deliveries_all[][2] = DELIVERY_SORTS (DELIVERIES);
static const char *const deliveries_found[][2] = DELIVERY_SORTS (DELIVERIES_FOUND);

/**
 * cst_list_query_new:
 *
 * Returns: (transfer full): everything of that kind, in its default order
 */
CstListQuery *
cst_list_query_new (CstListKind kind)
{
  CstListQuery *self = cst_record_new (&cst_list_query_type);

  self->kind = kind;

  return self;
}

CstListQuery *
cst_list_query_copy (const CstListQuery *self)
{
  return cst_record_dup (&cst_list_query_type, self);
}

void
cst_list_query_free (CstListQuery *self)
{
  cst_record_free (&cst_list_query_type, self);
}

gboolean
cst_list_query_equal (const CstListQuery *a,
                      const CstListQuery *b)
{
  return cst_record_equal (&cst_list_query_type, a, b);
}

static const char *
pick (const char *const   sorts[][2],
      gsize               n_sorts,
      const CstListQuery *query,
      CstListSort         fallback,
      gboolean            fallback_is_descending)
{
  gboolean is_known = query->sort < n_sorts && sorts[query->sort][0] != NULL;

  return is_known ? sorts[query->sort][query->is_descending] : sorts[fallback][fallback_is_descending];
}

#define PICK_ORDERS(sorts) pick (sorts, G_N_ELEMENTS (sorts), query, CST_SORT_DATE, TRUE)
#define PICK_INCIDENTS(sorts) pick (sorts, G_N_ELEMENTS (sorts), query, CST_SORT_DATE, TRUE)
#define PICK_DELIVERIES(sorts) pick (sorts, G_N_ELEMENTS (sorts), query, CST_SORT_URGENCY, FALSE)
#define PICK_TODO(sorts) pick (sorts, G_N_ELEMENTS (sorts), query, CST_SORT_URGENCY, FALSE)

static void
bind_key (CstStmt    *stmt,
          int         index,
          const char *text,
          const char *suffix)
{
  g_autofree char *key = cst_str_is_blank (text) ? NULL : cst_search_key (text);
  g_autofree char *whole = key != NULL ? g_strconcat (key, suffix, NULL) : NULL;

  cst_stmt_bind_text (stmt, index, whole);
}

static void
bind_deliveries (CstStmt            *stmt,
                 const CstListQuery *query,
                 const char         *match)
{
  gboolean is_every_tab = query->delivery_tab == CST_DELIVERY_TAB_ALL && match != NULL;

  cst_stmt_bind_int (stmt, 6, query->reason);
  cst_stmt_bind_int (stmt, 7, query->is_todo_only);
  bind_key (stmt, 8, query->carrier, NULL);
  if (match != NULL)
    cst_stmt_bind_text (stmt, 9, match);
  cst_stmt_bind_int (stmt, 10, is_every_tab ? -1 : (gint64) query->delivery_tab);
  cst_stmt_bind_text (stmt, 11, cst_str_is_blank (query->code) ? NULL : query->code);
  bind_key (stmt, 12, query->city, NULL);
  bind_key (stmt, 13, query->city, "\xf4\x8f\xbf\xbf");
}

/* Carriers are compared as people know them, whatever their spelling. */
static void
bind_figure (CstStmt            *stmt,
             const CstListQuery *query)
{
  g_autofree char *key = query->dimension == CST_DIMENSION_CARRIER ? cst_search_key (query->subject) : NULL;

  cst_stmt_bind_int (stmt, 13, (gint64) query->dimension);
  cst_stmt_bind_text (stmt, 14, key != NULL ? key : query->subject);
  cst_stmt_bind_int (stmt, 15, (gint64) query->deadline);
  cst_stmt_bind_int (stmt, 16, (gint64) query->outcome);
  cst_stmt_bind_int (stmt, 17, query->as_of);
}

static void
bind_query (CstStmt            *stmt,
            const CstListQuery *query,
            guint               limit,
            const char         *match)
{
  int n = sqlite3_bind_parameter_count (stmt);

  cst_stmt_bind_int (stmt, 1, query->account);
  cst_stmt_bind_int (stmt, 2, query->kind == CST_LIST_ORDERS ? (int) query->tab : query->state);
  cst_stmt_bind_int (stmt, 3, query->from);
  cst_stmt_bind_int (stmt, 4, query->to != 0 ? query->to : G_MAXINT64);
  cst_stmt_bind_int (stmt, 5, limit != 0 ? (gint64) limit : -1);
  if (query->kind == CST_LIST_DELIVERIES)
    {
      bind_deliveries (stmt, query, match);
      return;
    }
  if (n >= 6)
    cst_stmt_bind_int (stmt, 6, query->reason);
  if (n >= 7)
    cst_stmt_bind_int (stmt, 7, query->is_open_only);
  if (n >= 8)
    cst_stmt_bind_text (stmt, 8, query->person);
  if (n >= 9)
    cst_stmt_bind_text (stmt, 9, match);
  if (n >= 12)
    {
      cst_stmt_bind_int (stmt, 10, (gint64) query->found);
      cst_stmt_bind_text (stmt, 11, query->finder);
      cst_stmt_bind_int (stmt, 12, query->has_photos);
    }
  if (n >= 17)
    bind_figure (stmt, query);
}

static gboolean
is_among (GByteArray *rows,
          gint64      row)
{
  return row / 8 < rows->len && (rows->data[row / 8] & (1 << row % 8)) != 0;
}

/* @wanted: (nullable): rows that are not in it are left out. */
static GArray *
collect (CstDb               *db,
         const char          *sql,
         const CstListQuery  *query,
         guint                limit,
         const char          *match,
         GByteArray          *wanted,
         GError             **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, sql, error);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  bind_query (stmt, query, wanted == NULL ? limit : 0, match);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      gint64 id = cst_stmt_int (stmt, 0);

      if (wanted == NULL || is_among (wanted, id))
        g_array_append_val (ids, id);
      if (limit != 0 && ids->len == limit)
        return g_steal_pointer (&ids);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

static gint64
count_of_tab (CstDb              *db,
              const CstListQuery *query)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT sum (n) FROM order_counts WHERE tab = ?1", NULL);

  if (stmt == NULL)
    return 0;

  cst_stmt_bind_int (stmt, 1, query->tab);

  return cst_db_step (db, stmt, NULL) == CST_STEP_ROW ? cst_stmt_int (stmt, 0) : 0;
}

static const char *
pick_plain_orders (CstDb              *db,
                   const CstListQuery *query)
{
  if (query->from != 0 || query->to != 0)
    return PICK_ORDERS (orders_of_period);
  if (query->tab != CST_ORDER_TAB_ALL && count_of_tab (db, query) <= FEW_ORDERS)
    return PICK_ORDERS (orders_of_tab);

  return PICK_ORDERS (orders_scan);
}

/* Returns: one bit for each row number */
static GByteArray *
find_words (CstDb       *db,
            const char  *match,
            GError     **error)
{
  g_autoptr(GByteArray) rows = g_byte_array_new ();
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT rowid FROM order_search WHERE order_search MATCH ?1", error);
  CstStep step;

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_text (stmt, 1, match);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      gint64 row = cst_stmt_int (stmt, 0);
      guint before = rows->len;

      if (row / 8 >= before)
        {
          g_byte_array_set_size (rows, (guint) MAX (row / 8 + 1, 2 * (gint64) before));
          memset (rows->data + before, 0, rows->len - before);
        }
      rows->data[row / 8] |= (guint8) (1 << row % 8);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

static gboolean
has_few_hits (CstDb       *db,
              const char  *match,
              gboolean    *answer,
              GError     **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT 1 FROM order_search WHERE order_search MATCH ?1 LIMIT 1 OFFSET ?2", error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_text (stmt, 1, match);
  cst_stmt_bind_int (stmt, 2, FEW_ORDERS);
  step = cst_db_step (db, stmt, error);
  *answer = step == CST_STEP_DONE;

  return step != CST_STEP_ERROR;
}

static GArray *
search_orders (CstDb               *db,
               const CstListQuery  *query,
               const char          *match,
               guint                limit,
               GError             **error)
{
  g_autoptr(GByteArray) wanted = NULL;
  gboolean are_few = FALSE;

  if (!has_few_hits (db, match, &are_few, error))
    return NULL;

  if (are_few)
    return collect (db, PICK_ORDERS (orders_found), query, limit, match, NULL, error);

  if (!(wanted = find_words (db, match, error)))
    return NULL;

  return collect (db, pick_plain_orders (db, query), query, limit, NULL, wanted, error);
}

static const char *
exact_sql (CstListKind kind)
{
  switch (kind)
    {
    case CST_LIST_ORDERS:
      return "SELECT row FROM orders WHERE number_key = ?1 ORDER BY row";
    case CST_LIST_INCIDENTS:
    case CST_LIST_TODO:
      return "SELECT row FROM incidents WHERE number_key = ?1 ORDER BY row";
    case CST_LIST_DELIVERIES:
      return "SELECT row FROM deliveries WHERE number_key = ?1 OR tracking_key = ?1 OR order_key = ?1 ORDER BY row";
    case CST_LIST_OUTBOX:
    default:
      return NULL;
    }
}

static void
move_to_front (GArray *ids,
               gint64  id)
{
  for (guint i = 0; i < ids->len; i++)
    {
      if (g_array_index (ids, gint64, i) == id)
        {
          g_array_remove_index (ids, i);
          g_array_prepend_val (ids, id);
          return;
        }
    }
}

/* Whoever types or scans a whole number means that one. Returns: the rows of that number */
static GArray *
find_exact_hits (CstDb               *db,
                 const CstListQuery  *query,
                 GError             **error)
{
  g_autoptr(GArray) hits = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *sql = exact_sql (query->kind);
  g_autofree char *key = cst_search_key (query->search);
  g_autoptr(CstStmt) stmt = NULL;
  CstStep step;

  if (sql == NULL)
    return g_steal_pointer (&hits);

  if (!(stmt = cst_db_prepare (db, sql, error)))
    return NULL;

  cst_stmt_bind_text (stmt, 1, key);
  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      gint64 row = cst_stmt_int (stmt, 0);

      g_array_append_val (hits, row);
    }

  return step == CST_STEP_DONE ? g_steal_pointer (&hits) : NULL;
}

static GArray *
search (CstDb               *db,
        const CstListQuery  *query,
        const char          *match,
        guint                limit,
        GError             **error)
{
  switch (query->kind)
    {
    case CST_LIST_ORDERS:
      return search_orders (db, query, match, limit, error);
    case CST_LIST_INCIDENTS:
      return collect (db, PICK_INCIDENTS (incidents_found), query, limit, match, NULL, error);
    case CST_LIST_TODO:
      return collect (db, PICK_TODO (todo_found), query, limit, match, NULL, error);
    case CST_LIST_OUTBOX:
      return collect (db, outbox_found, query, limit, match, NULL, error);
    case CST_LIST_DELIVERIES:
      return collect (db, PICK_DELIVERIES (deliveries_found), query, limit, match, NULL, error);
    default:
      g_return_val_if_reached (NULL);
    }
}

static GArray *
list_everything (CstDb               *db,
                 const CstListQuery  *query,
                 guint                limit,
                 GError             **error)
{
  switch (query->kind)
    {
    case CST_LIST_ORDERS:
      return collect (db, pick_plain_orders (db, query), query, limit, NULL, NULL, error);
    case CST_LIST_INCIDENTS:
      return collect (db, PICK_INCIDENTS (incidents_all), query, limit, NULL, NULL, error);
    case CST_LIST_TODO:
      return collect (db, PICK_TODO (todo_all), query, limit, NULL, NULL, error);
    case CST_LIST_OUTBOX:
      return collect (db, outbox_all, query, limit, NULL, NULL, error);
    case CST_LIST_DELIVERIES:
      return collect (db, PICK_DELIVERIES (deliveries_all), query, limit, NULL, NULL, error);
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * cst_db_list_ids:
 * @limit: how many at most, 0 for all
 *
 * The query's answer as row numbers in order: the backbone of every list. For the query thread when
 * it may be long.
 *
 * Returns: (transfer full) (element-type gint64): the ids
 */
GArray *
cst_db_list_ids (CstDb               *db,
                 const CstListQuery  *query,
                 guint                limit,
                 GError             **error)
{
  g_autofree char *match = NULL;
  g_autoptr(GArray) exact = NULL;
  g_autoptr(GArray) ids = NULL;

  if (cst_str_is_blank (query->search))
    return list_everything (db, query, limit, error);

  /* Punctuation alone finds nothing. */
  if (!(match = cst_search_match (query->search)))
    return g_array_new (FALSE, FALSE, sizeof (gint64));

  /* An exact hit may be anywhere in the answer, so all of it is needed to put it first. */
  if (!(exact = find_exact_hits (db, query, error)) ||
      !(ids = search (db, query, match, exact->len > 0 ? 0 : limit, error)))
    return NULL;

  for (guint i = 0; i < exact->len; i++)
    move_to_front (ids, g_array_index (exact, gint64, i));
  if (limit != 0 && ids->len > limit)
    g_array_set_size (ids, limit);

  return g_steal_pointer (&ids);
}
