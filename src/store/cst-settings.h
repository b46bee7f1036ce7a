/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"

G_BEGIN_DECLS

/* What rules money, people or sync lives in the store, where every process sees it; what only
 * concerns the look of a window lives in GSettings. */

#define CST_SETTING_UNDO_WINDOW "undo-window"           /* seconds */
#define CST_SETTING_SYNC_INTERVAL "sync-interval"       /* seconds */
#define CST_SETTING_PHOTO_QUOTA "photo-quota"           /* bytes */
#define CST_SETTING_RETENTION_MONTHS "retention-months" /* per account */
#define CST_SETTING_PLAYBOOK "playbook"                 /* per account: a playbook's id */
#define CST_SETTING_REGION "region"                     /* per account: whose own public holidays count, too */
#define CST_SETTING_OPENING_HOURS "opening-hours"       /* per account: as cst_opening_hours_new() reads them */
#define CST_SETTING_CLOSING_DAYS "closing-days"         /* per account: dates, one blank between */
#define CST_SETTING_TERMS "terms"                       /* per account: the words of its rules, a line each: id=word */
#define CST_SETTING_SEND_CALL_BACK "send-call-back"     /* per account: also tell the carrier that nobody was reached */
#define CST_SETTING_RATE "rate"                         /* per account: see cst_db_set_rate_terms() */
#define CST_SETTING_LANGUAGE "language"
#define CST_SETTING_PERSON "person"
#define CST_SETTING_SHARED_COMPUTER "shared-computer" /* ask at start who works here */
#define CST_SETTING_WATCHED_FOLDER "watched-folder"   /* where a phone or a camera puts its pictures; empty for none */
#define CST_SETTING_WATCHED_SEEN "watched-seen"       /* microseconds: what came later is new */

#define CST_UNDO_WINDOW_DEFAULT 10
#define CST_SYNC_INTERVAL_DEFAULT 60
#define CST_PHOTO_QUOTA_DEFAULT (G_GINT64_CONSTANT (2) * 1024 * 1024 * 1024)
#define CST_RETENTION_MONTHS_DEFAULT 12

char     *cst_db_setting             (CstDb       *db,
                                      const char  *key,
                                      const char  *fallback);
char     *cst_db_account_setting     (CstDb       *db,
                                      gint64       account,
                                      const char  *key,
                                      const char  *fallback);
gint64    cst_db_setting_int         (CstDb       *db,
                                      const char  *key,
                                      gint64       fallback);
gint64    cst_db_account_setting_int (CstDb       *db,
                                      gint64       account,
                                      const char  *key,
                                      gint64       fallback);
gboolean  cst_db_set_setting         (CstDb       *db,
                                      const char  *key,
                                      const char  *value,
                                      GError     **error);
gboolean  cst_db_set_setting_int     (CstDb       *db,
                                      const char  *key,
                                      gint64       value,
                                      GError     **error);
gboolean  cst_db_set_account_setting (CstDb       *db,
                                      gint64       account,
                                      const char  *key,
                                      const char  *value,
                                      GError     **error);
gboolean  cst_db_set_account_setting_int (CstDb   *db,
                                          gint64       account,
                                          const char  *key,
                                          gint64       value,
                                          GError     **error);

G_END_DECLS
