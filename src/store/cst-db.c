/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-db.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <string.h>
#include <unistd.h>

#include "cst-delivery-hooks.h"
#include "cst-due-hook.h"
#include "cst-search.h"

/* How long a writer waits for another process's transaction. */
#define BUSY_TIMEOUT_MS 10000

struct _CstDb
{
  sqlite3    *handle;
  GHashTable *statements; /* (owned): SQL literal → sqlite3_stmt */
  GPtrArray  *spares;     /* (owned): statements whose twin was in use */
  gboolean    is_writing;
  guint       changes;

  GMutex         due_mutex;
  CstDueFunc     due_func;
  gpointer       due_data;
  GDestroyNotify due_destroy;

  CstDeliveryHooks hooks; /* under due_mutex, too */
  gpointer         hooks_data;
  GDestroyNotify   hooks_destroy;
};

G_DEFINE_QUARK (cst-store-error-quark, cst_store_error)

static CstStoreError
map_code (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return CST_STORE_ERROR_BUSY;
    case SQLITE_FULL:
      return CST_STORE_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return CST_STORE_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return CST_STORE_ERROR_DAMAGED;
    default:
      return CST_STORE_ERROR_FAILED;
    }
}

/* The one border where SQLite's numbers end. */
static gboolean
set_error (CstDb   *self,
           int      code,
           GError **error)
{
  const char *message = self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (code);

  if ((code & 0xff) == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The query was cancelled");
  else
    g_set_error (error, CST_STORE_ERROR, (int) map_code (code), "The store says: %s (%d)", message, code);

  return FALSE;
}

/* For schema scripts, which know of no other folding than that of ASCII. */
static void
search_key_func (sqlite3_context  *context,
                 int               n_values,
                 sqlite3_value   **values)
{
  sqlite3_result_text (context, cst_search_key ((const char *) sqlite3_value_text (values[0])), -1, g_free);
}

static gboolean
configure (CstDb      *self,
           CstDbMode   mode,
           GError    **error)
{
  int rc;

  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_extended_result_codes (self->handle, 1);

  rc = sqlite3_create_function_v2 (self->handle, "search_key", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                                   search_key_func, NULL, NULL, NULL);
  if (rc != SQLITE_OK)
    return set_error (self, rc, error);
  if (!cst_db_exec (self, "PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;", error))
    return FALSE;

  if (mode == CST_DB_READER)
    return cst_db_exec (self, "PRAGMA query_only = ON;", error);

  /* A page of a first sync touches a leaf of every index for each of its orders: room for these in memory, and
   * some such pages in the log before it is copied, keep each leaf from being written again and again. */
  return cst_db_exec (self,
                      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                      "PRAGMA secure_delete = ON; PRAGMA recursive_triggers = OFF;"
                      "PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 4000;",
                      error);
}

/* SQLite gives -wal and -shm the rights of the database, so these are decided before it makes it.
 *
 * A database that is there is never opened here: closing any descriptor of it drops the locks that every connection of
 * this process has on it. Another program that then closes its own takes itself for the last one and removes the log,
 * and what this process writes from then on is in a file without a name. */
static gboolean
make_private (const char  *path,
              GError     **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd >= 0)
    {
      close (fd);
      return TRUE;
    }
  if (errno == EEXIST && chmod (path, 0600) == 0)
    return TRUE;

  g_set_error (error, CST_STORE_ERROR,
               errno == ENOSPC || errno == EDQUOT ? CST_STORE_ERROR_FULL : CST_STORE_ERROR_READ_ONLY,
               "%s: %s", path, g_strerror (errno));

  return FALSE;
}

/**
 * cst_db_open:
 * @path: the database
 * @mode: a writer makes the file when there is none, readable by its owner only
 *
 * Returns: (transfer full): a connection for one thread at a time
 */
CstDb *
cst_db_open (const char  *path,
             CstDbMode    mode,
             GError     **error)
{
  g_autoptr(CstDb) self = NULL;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
  int rc;

  g_return_val_if_fail (path != NULL, NULL);

  if (mode == CST_DB_WRITER && !make_private (path, error))
    return NULL;

  self = g_new0 (CstDb, 1);
  g_mutex_init (&self->due_mutex);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) sqlite3_finalize);
  self->spares = g_ptr_array_new_with_free_func ((GDestroyNotify) sqlite3_finalize);

  if ((rc = sqlite3_open_v2 (path, &self->handle, flags, NULL)) != SQLITE_OK)
    {
      set_error (self, rc, error);
      return NULL;
    }

  if (!configure (self, mode, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * cst_db_close:
 * @self: (transfer full) (nullable): a connection; what it was writing is rolled back
 */
void
cst_db_close (CstDb *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->statements);
  g_ptr_array_unref (self->spares);
  cst_db_set_due_func (self, NULL, NULL, NULL);
  cst_db_set_delivery_hooks (self, NULL, NULL, NULL);
  g_mutex_clear (&self->due_mutex);
  if (sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("A database connection was closed while in use");
  g_free (self);
}

/**
 * cst_db_exec:
 * @sql: statements without results, separated by semicolons; a literal
 */
gboolean
cst_db_exec (CstDb       *self,
             const char  *sql,
             GError     **error)
{
  int rc;

  g_return_val_if_fail (self != NULL && sql != NULL, FALSE);

  if ((rc = sqlite3_exec (self->handle, sql, NULL, NULL, NULL)) != SQLITE_OK)
    return set_error (self, rc, error);

  return TRUE;
}

static CstStmt *
compile (CstDb       *self,
         const char  *sql,
         GError     **error)
{
  CstStmt *stmt = NULL;
  int rc = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);

  if (rc != SQLITE_OK)
    {
      set_error (self, rc, error);
      return NULL;
    }

  return stmt;
}

/**
 * cst_db_prepare:
 * @sql: one statement; a literal that lives for ever
 *
 * Returns: (transfer none) (nullable): the statement, unbound; kept by the connection and given
 * again for the same @sql, so it is reset with g_autoptr(CstStmt) by whoever prepared it
 */
CstStmt *
cst_db_prepare (CstDb       *self,
                const char  *sql,
                GError     **error)
{
  CstStmt *stmt;

  g_return_val_if_fail (self != NULL && sql != NULL, NULL);

  if ((stmt = g_hash_table_lookup (self->statements, sql)))
    {
      if (!sqlite3_stmt_busy (stmt))
        return stmt;

      /* The same query inside its own loop. */
      if ((stmt = compile (self, sql, error)))
        g_ptr_array_add (self->spares, stmt);

      return stmt;
    }

  if ((stmt = compile (self, sql, error)))
    g_hash_table_insert (self->statements, (char *) sql, stmt);

  return stmt;
}

/**
 * cst_db_step:
 *
 * Returns: whether there is a row, the end, or an error
 */
CstStep
cst_db_step (CstDb    *self,
             CstStmt  *stmt,
             GError  **error)
{
  int rc = sqlite3_step (stmt);

  if (rc == SQLITE_ROW)
    return CST_STEP_ROW;
  if (rc == SQLITE_DONE)
    return CST_STEP_DONE;

  set_error (self, rc, error);

  return CST_STEP_ERROR;
}

/**
 * cst_db_add_texts:
 * @stmt: (nullable): %NULL with @error set, as cst_db_prepare() leaves them
 * @texts: gets the first column of each row
 */
gboolean
cst_db_add_texts (CstDb         *self,
                  CstStmt       *stmt,
                  GStrvBuilder  *texts,
                  GError       **error)
{
  CstStep step = CST_STEP_ERROR;

  while (stmt != NULL && (step = cst_db_step (self, stmt, error)) == CST_STEP_ROW)
    g_strv_builder_add (texts, cst_stmt_text (stmt, 0));

  return step == CST_STEP_DONE;
}

/**
 * cst_db_run:
 *
 * Runs a statement that gives no rows, and resets it so that it may be bound again.
 */
gboolean
cst_db_run (CstDb    *self,
            CstStmt  *stmt,
            GError  **error)
{
  CstStep step = cst_db_step (self, stmt, error);

  sqlite3_reset (stmt);

  return step != CST_STEP_ERROR;
}

/**
 * cst_db_get_int:
 * @sql: a query without parameters that gives one number; a literal
 * @value: (out): the number, 0 when there is no row
 */
gboolean
cst_db_get_int (CstDb       *self,
                const char  *sql,
                gint64      *value,
                GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (self, sql, error);
  CstStep step;

  if (stmt == NULL || (step = cst_db_step (self, stmt, error)) == CST_STEP_ERROR)
    return FALSE;

  *value = step == CST_STEP_ROW ? cst_stmt_int (stmt, 0) : 0;

  return TRUE;
}

/**
 * cst_db_last_id:
 *
 * Returns: the id of the row that was inserted last
 */
gint64
cst_db_last_id (CstDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

/**
 * cst_db_changed_rows:
 *
 * Returns: how many rows the last statement changed: the way to see whether an UPDATE … WHERE met its row
 */
int
cst_db_changed_rows (CstDb *self)
{
  return sqlite3_changes (self->handle);
}

/**
 * cst_db_begin:
 *
 * Begins writing. Immediate, since a transaction that reads first fails at once when another
 * process writes in between. Transactions do not nest.
 */
gboolean
cst_db_begin (CstDb   *self,
              GError **error)
{
  g_return_val_if_fail (self != NULL && !self->is_writing, FALSE);

  if (!cst_db_exec (self, "BEGIN IMMEDIATE", error))
    return FALSE;

  self->is_writing = TRUE;
  self->changes = 0;

  return TRUE;
}

/**
 * cst_db_begin_read:
 *
 * From here until cst_db_rollback() every query sees the same moment.
 */
gboolean
cst_db_begin_read (CstDb   *self,
                   GError **error)
{
  g_return_val_if_fail (self != NULL && sqlite3_get_autocommit (self->handle), FALSE);

  return cst_db_exec (self, "BEGIN", error);
}

/**
 * cst_db_commit:
 *
 * Returns: whether everything since cst_db_begin() is on the disk; else nothing of it is
 */
gboolean
cst_db_commit (CstDb   *self,
               GError **error)
{
  g_return_val_if_fail (self != NULL && self->is_writing, FALSE);

  if (!cst_db_exec (self, "COMMIT", error))
    {
      cst_db_rollback (self);
      return FALSE;
    }

  self->is_writing = FALSE;

  return TRUE;
}

void
cst_db_rollback (CstDb *self)
{
  g_return_if_fail (self != NULL);

  /* Some errors roll back by themselves. */
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);

  self->is_writing = FALSE;
  self->changes = 0;
}

gboolean
cst_db_is_writing (CstDb *self)
{
  return self->is_writing;
}

/**
 * cst_db_note_change:
 * @flags: #CstStoreChange of what this transaction changes; announced once it is committed
 */
void
cst_db_note_change (CstDb *self,
                    guint  flags)
{
  self->changes |= flags;
}

guint
cst_db_take_changes (CstDb *self)
{
  guint changes = self->changes;

  self->changes = 0;

  return changes;
}

/**
 * cst_db_quick_check:
 *
 * Reads the whole database once. Returns: whether it is sound; else %CST_STORE_ERROR_DAMAGED
 */
gboolean
cst_db_quick_check (CstDb   *self,
                    GError **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (self, "PRAGMA quick_check (1)", error);
  const char *answer;

  if (stmt == NULL || cst_db_step (self, stmt, error) != CST_STEP_ROW)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, CST_STORE_ERROR, CST_STORE_ERROR_DAMAGED, "The store cannot be checked");
      return FALSE;
    }

  answer = cst_stmt_text (stmt, 0);
  if (g_strcmp0 (answer, "ok") == 0)
    return TRUE;

  g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_DAMAGED, "The store is damaged: %s", answer);

  return FALSE;
}

/**
 * cst_db_copy_to:
 * @path: a file that does not exist yet, on any disk
 *
 * Copies the whole database as of now, while others go on using it. The copy is readable by its
 * owner only, stands by itself without a -wal file, and is synced before this returns.
 */
gboolean
cst_db_copy_to (CstDb       *self,
                const char  *path,
                GError     **error)
{
  g_autoptr(CstDb) copy = NULL;
  sqlite3_backup *backup;
  int rc;

  if (!make_private (path, error))
    return FALSE;

  copy = g_new0 (CstDb, 1);
  copy->statements = g_hash_table_new (g_str_hash, g_str_equal);
  copy->spares = g_ptr_array_new ();

  if ((rc = sqlite3_open_v2 (path, &copy->handle, SQLITE_OPEN_READWRITE, NULL)) != SQLITE_OK ||
      !(backup = sqlite3_backup_init (copy->handle, "main", self->handle, "main")))
    return set_error (copy, rc != SQLITE_OK ? rc : sqlite3_errcode (copy->handle), error);

  do
    rc = sqlite3_backup_step (backup, -1);
  while (rc == SQLITE_BUSY || rc == SQLITE_LOCKED);

  sqlite3_backup_finish (backup);
  if (rc != SQLITE_DONE)
    return set_error (copy, rc, error);

  return cst_db_exec (copy, "PRAGMA journal_mode = DELETE", error);
}

/**
 * cst_stmt_reset:
 * @stmt: (nullable): a statement that has been used; stays with its connection
 */
void
cst_stmt_reset (CstStmt *stmt)
{
  if (stmt == NULL)
    return;

  sqlite3_reset (stmt);
  sqlite3_clear_bindings (stmt);
}

/* Binding fails only for an index that the statement does not have: a mistake of ours. Parameters
 * count from 1, columns from 0. */

void
cst_stmt_bind_int (CstStmt *stmt,
                   int      index,
                   gint64   value)
{
  int rc = sqlite3_bind_int64 (stmt, index, value);

  g_return_if_fail (rc == SQLITE_OK);
}

/**
 * cst_stmt_bind_text:
 * @text: (nullable): copied; %NULL for SQL's NULL
 */
void
cst_stmt_bind_text (CstStmt    *stmt,
                    int         index,
                    const char *text)
{
  int rc = sqlite3_bind_text (stmt, index, text, -1, SQLITE_TRANSIENT);

  g_return_if_fail (rc == SQLITE_OK);
}

void
cst_stmt_bind_blob (CstStmt    *stmt,
                    int         index,
                    const void *data,
                    gsize       size)
{
  int rc = sqlite3_bind_blob64 (stmt, index, data != NULL ? data : "", size, SQLITE_TRANSIENT);

  g_return_if_fail (rc == SQLITE_OK);
}

gint64
cst_stmt_int (CstStmt *stmt,
              int      column)
{
  return sqlite3_column_int64 (stmt, column);
}

/**
 * cst_stmt_text:
 *
 * Returns: (transfer none) (nullable): until the next step
 */
const char *
cst_stmt_text (CstStmt *stmt,
               int      column)
{
  return (const char *) sqlite3_column_text (stmt, column);
}

char *
cst_stmt_dup_text (CstStmt *stmt,
                   int      column)
{
  return g_strdup (cst_stmt_text (stmt, column));
}

GBytes *
cst_stmt_dup_blob (CstStmt *stmt,
                   int      column)
{
  const void *data = sqlite3_column_blob (stmt, column);

  return g_bytes_new (data, (gsize) sqlite3_column_bytes (stmt, column));
}

/**
 * cst_db_set_due_func:
 * @func: (nullable): who knows the rules; without one, their due times stay as they are
 *
 * From any thread; waits until a case that is being worked out is done.
 */
void
cst_db_set_due_func (CstDb          *self,
                     CstDueFunc      func,
                     gpointer        user_data,
                     GDestroyNotify  destroy)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->due_mutex);
  if (self->due_destroy != NULL)
    self->due_destroy (self->due_data);
  self->due_func = func;
  self->due_data = user_data;
  self->due_destroy = destroy;
  g_mutex_unlock (&self->due_mutex);
}

gboolean
cst_db_has_due_func (CstDb *self)
{
  gboolean has;

  g_mutex_lock (&self->due_mutex);
  has = self->due_func != NULL;
  g_mutex_unlock (&self->due_mutex);

  return has;
}

/**
 * cst_db_find_due:
 * @times: (inout): stay as they are when nobody knows the rules
 *
 * P2, P3: what the rules say is due of a case.
 */
gboolean
cst_db_find_due (CstDb             *self,
                 const CstDueCase  *of,
                 CstRuleTimes      *times,
                 GError           **error)
{
  gboolean found = TRUE;

  g_mutex_lock (&self->due_mutex);
  if (self->due_func != NULL)
    found = self->due_func (self, of, times, self->due_data, error);
  g_mutex_unlock (&self->due_mutex);

  return found;
}

/**
 * cst_db_set_delivery_hooks:
 * @hooks: (nullable): copied; without them codes are collected and nobody knows the carriers' limits
 *
 * From any thread; waits until a question that is being asked is answered.
 */
void
cst_db_set_delivery_hooks (CstDb                  *self,
                           const CstDeliveryHooks *hooks,
                           gpointer                user_data,
                           GDestroyNotify          destroy)
{
  static const CstDeliveryHooks none = { 0 };

  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->due_mutex);
  if (self->hooks_destroy != NULL)
    self->hooks_destroy (self->hooks_data);
  self->hooks = hooks != NULL ? *hooks : none;
  self->hooks_data = user_data;
  self->hooks_destroy = destroy;
  g_mutex_unlock (&self->due_mutex);
}

/**
 * cst_db_ask_reason:
 * @reason: (inout): stays as it is when no table knows the code
 *
 * Returns: whether a table of codes knows it
 */
gboolean
cst_db_ask_reason (CstDb             *self,
                   const CstDelivery *delivery,
                   CstDeliveryReason *reason)
{
  gboolean is_known;

  g_mutex_lock (&self->due_mutex);
  is_known = self->hooks.find_reason != NULL && self->hooks.find_reason (delivery, reason, self->hooks_data);
  g_mutex_unlock (&self->due_mutex);

  return is_known;
}

/**
 * cst_db_ask_protest:
 * @order: (nullable): the parcel's, when it is here
 * @until: (inout): stays as it is when nobody here knows the rules
 *
 * R15: until when the carrier takes a protest.
 *
 * Returns: whether somebody knows
 */
gboolean
cst_db_ask_protest (CstDb             *self,
                    gint64             account,
                    const CstDelivery *delivery,
                    const CstOrder    *order,
                    gint64            *until)
{
  gboolean is_known;

  g_mutex_lock (&self->due_mutex);
  is_known = self->hooks.find_protest != NULL;
  if (is_known)
    *until = self->hooks.find_protest (self, account, delivery, order, self->hooks_data);
  g_mutex_unlock (&self->due_mutex);

  return is_known;
}
