/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * CstStoreError:
 * @CST_STORE_ERROR_FAILED: a mistake of ours or of SQLite's; log it
 * @CST_STORE_ERROR_BUSY: another process writes for too long; try again
 * @CST_STORE_ERROR_FULL: no room on the disk; nothing was written, say so
 * @CST_STORE_ERROR_READ_ONLY: the disk or the file may not be written; say so
 * @CST_STORE_ERROR_DAMAGED: the file is no longer a database; open the store again to restore it
 * @CST_STORE_ERROR_NEWER: a newer version made this store; leave it alone, ask for the update
 * @CST_STORE_ERROR_EXISTS: that name is taken; ask for another
 * @CST_STORE_ERROR_NOT_FOUND: there is no such thing
 * @CST_STORE_ERROR_AMBIGUOUS: several accounts have one; ask for `ACCOUNT/REMOTE`
 * @CST_STORE_ERROR_UNFINISHED: something has to end first: the incident's resolution, the account's operations
 * @CST_STORE_ERROR_MOVED: the row changed meanwhile; read it again and decide anew
 * @CST_STORE_ERROR_OTHER_SHOP: an account is one shop's for ever: what is known and waits here is about that one
 */
typedef enum
{
  CST_STORE_ERROR_FAILED,
  CST_STORE_ERROR_BUSY,
  CST_STORE_ERROR_FULL,
  CST_STORE_ERROR_READ_ONLY,
  CST_STORE_ERROR_DAMAGED,
  CST_STORE_ERROR_NEWER,
  CST_STORE_ERROR_EXISTS,
  CST_STORE_ERROR_NOT_FOUND,
  CST_STORE_ERROR_AMBIGUOUS,
  CST_STORE_ERROR_UNFINISHED,
  CST_STORE_ERROR_MOVED,
  CST_STORE_ERROR_OTHER_SHOP,
} CstStoreError;

#define CST_STORE_ERROR (cst_store_error_quark ())

GQuark cst_store_error_quark (void);

/* What a commit changed; the store's "changed" signal carries it. */
typedef enum
{
  CST_CHANGED_ACCOUNTS = 1 << 0,
  CST_CHANGED_ORDERS = 1 << 1,
  CST_CHANGED_INCIDENTS = 1 << 2,
  CST_CHANGED_THREADS = 1 << 3,
  CST_CHANGED_DESKS = 1 << 4,
  CST_CHANGED_OPERATIONS = 1 << 5,
  CST_CHANGED_DRAFTS = 1 << 6,
  CST_CHANGED_FILES = 1 << 7,
  CST_CHANGED_SETTINGS = 1 << 8,
  CST_CHANGED_DELIVERIES = 1 << 9,
} CstStoreChange;

#define CST_CHANGED_EVERYTHING ((1 << 10) - 1)

typedef enum
{
  CST_DB_WRITER,
  CST_DB_READER,
} CstDbMode;

typedef enum
{
  CST_STEP_ERROR,
  CST_STEP_DONE,
  CST_STEP_ROW,
} CstStep;

/* One SQLite connection, used by one thread at a time. */
typedef struct _CstDb CstDb;

/* A prepared statement, owned by its connection: g_autoptr() resets it for its next use. */
typedef struct sqlite3_stmt CstStmt;

CstDb      *cst_db_open          (const char   *path,
                                  CstDbMode     mode,
                                  GError      **error);
void        cst_db_close         (CstDb        *self);
gboolean    cst_db_exec          (CstDb        *self,
                                  const char   *sql,
                                  GError      **error);
CstStmt    *cst_db_prepare       (CstDb        *self,
                                  const char   *sql,
                                  GError      **error);
CstStep     cst_db_step          (CstDb        *self,
                                  CstStmt      *stmt,
                                  GError      **error);
gboolean    cst_db_add_texts     (CstDb        *self,
                                  CstStmt      *stmt,
                                  GStrvBuilder *texts,
                                  GError      **error);
gboolean    cst_db_run           (CstDb        *self,
                                  CstStmt      *stmt,
                                  GError      **error);
gboolean    cst_db_get_int       (CstDb        *self,
                                  const char   *sql,
                                  gint64       *value,
                                  GError      **error);
gint64      cst_db_last_id       (CstDb        *self);
int         cst_db_changed_rows  (CstDb        *self);
gboolean    cst_db_begin         (CstDb        *self,
                                  GError      **error);
gboolean    cst_db_begin_read    (CstDb        *self,
                                  GError      **error);
gboolean    cst_db_commit        (CstDb        *self,
                                  GError      **error);
void        cst_db_rollback      (CstDb        *self);
gboolean    cst_db_is_writing    (CstDb        *self);
void        cst_db_note_change   (CstDb        *self,
                                  guint         flags);
guint       cst_db_take_changes  (CstDb        *self);
gboolean    cst_db_quick_check   (CstDb        *self,
                                  GError      **error);
gboolean    cst_db_copy_to       (CstDb        *self,
                                  const char   *path,
                                  GError      **error);

void        cst_stmt_reset       (CstStmt      *stmt);
void        cst_stmt_bind_int    (CstStmt      *stmt,
                                  int           index,
                                  gint64        value);
void        cst_stmt_bind_text   (CstStmt      *stmt,
                                  int           index,
                                  const char   *text);
void        cst_stmt_bind_blob   (CstStmt      *stmt,
                                  int           index,
                                  const void   *data,
                                  gsize         size);
gint64      cst_stmt_int         (CstStmt      *stmt,
                                  int           column);
const char *cst_stmt_text        (CstStmt      *stmt,
                                  int           column);
char       *cst_stmt_dup_text    (CstStmt      *stmt,
                                  int           column);
GBytes     *cst_stmt_dup_blob    (CstStmt      *stmt,
                                  int           column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDb, cst_db_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstStmt, cst_stmt_reset)

G_END_DECLS
