/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-pack.h"

/* The incidents of the pack as the table "member": those in it and, when ?8 says that it is one of open incidents,
 * those open now of account ?9 (0 for all). */
#define CST_PACK_MEMBERS \
  "WITH member AS (SELECT account, incident FROM pack" \
  " UNION SELECT account, id FROM incidents WHERE ?8 AND settled = 0 AND (?9 = 0 OR account = ?9))"

/* And every file they need as "file", once for each incident that needs it: whatever hangs on the incident or its
 * order, and the pictures of the order's articles. */
#define CST_PACK_FILES \
  CST_PACK_MEMBERS \
  ", file AS (" \
  " SELECT a.account, a.id, m.incident," \
  " a.media_type NOT LIKE 'image/%' AND a.media_type NOT LIKE 'video/%' AS is_other" \
  " FROM member m JOIN incidents i ON i.account = m.account AND i.id = m.incident" \
  " JOIN attachments a ON a.account = m.account AND (a.order_id = i.order_id OR a.incident = m.incident)" \
  " UNION ALL" \
  " SELECT m.account, json_extract (l.value, '$.picture'), m.incident, 1" \
  " FROM member m JOIN incidents i ON i.account = m.account AND i.id = m.incident" \
  " JOIN orders o ON o.account = m.account AND o.id = i.order_id" \
  " JOIN json_each (o.body, '$.lines') l ON json_extract (l.value, '$.picture') IS NOT NULL)"

#define CST_SETTING_PACK "pack"

void     cst_db_pack_read (CstDb               *db,
                           CstPackStatus       *status);
CstStmt *cst_pack_prepare_statement (CstDb               *db,
                                     const CstPackStatus *pack,
                                     const char          *sql,
                                     GError             **error);
