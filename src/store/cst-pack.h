/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-list-query.h"
#include "cst-store.h"

G_BEGIN_DECLS

/**
 * CstPackScope:
 * @CST_PACK_NONE: nothing was prepared
 * @CST_PACK_OPEN: every open incident, those reported later too
 * @CST_PACK_CHOSEN: the incidents that were chosen
 */
typedef enum
{
  CST_PACK_NONE,
  CST_PACK_OPEN,
  CST_PACK_CHOSEN,
} CstPackScope;

/* One incident: of a choice, or one whose files are not all here. */
typedef struct
{
  gint64  account;
  char   *account_name; /* of a gap */
  char   *incident;
  char   *number;       /* of a gap */
  int     missing;      /* of a gap: files */
} CstPackMember;

/**
 * CstPackRequest:
 * @scope: open or chosen
 * @account: of an open pack: only this account's, 0 for all
 * @members: (nullable) (element-type CstPackMember): the choice
 * @query: (nullable): the choice is what this list shows: incidents, to handle, or orders with their incidents
 */
typedef struct
{
  CstPackScope        scope;
  gint64              account;
  GPtrArray          *members;
  const CstListQuery *query;
} CstPackRequest;

/**
 * CstPackStatus:
 * @prepared_at: when it was asked for
 * @incidents: how many it holds
 * @photos: pictures and videos that came with incidents and their conversations
 * @files: whatever else it needs: articles' pictures, labels, documents
 * @missing_photos: of @photos, not on this computer though the marketplace has them
 * @missing_files: of @files, likewise
 * @unreadable: here, yet nothing that can be shown
 * @not_received: announced and not sent yet: nobody has them
 * @removed: the marketplace has them no more, and neither has this computer
 * @bytes: what is here takes
 * @as_of: when the account that was read longest ago was read, 0 when one never was to its end
 * @is_full: something is missing because the room for photos is used up
 * @gaps: (element-type CstPackMember): the incidents with something missing
 *
 * The truth about the pack at the moment of asking; files that vanished from the disk count as missing.
 */
typedef struct
{
  CstPackScope  scope;
  gint64        account;
  gint64        prepared_at;
  int           incidents;
  int           photos;
  int           files;
  int           missing_photos;
  int           missing_files;
  int           unreadable;
  int           not_received;
  int           removed;
  gint64        bytes;
  gint64        as_of;
  gboolean      is_full;
  GPtrArray    *gaps;
} CstPackStatus;

extern const CstEnumType   cst_pack_scope_type;
extern const CstRecordType cst_pack_member_type;
extern const CstRecordType cst_pack_status_type;

CstPackMember *cst_pack_member_new         (gint64                account,
                                            const char           *incident);
void           cst_pack_member_free        (CstPackMember        *self);
void           cst_pack_status_free        (CstPackStatus        *self);
gboolean       cst_pack_status_is_complete (const CstPackStatus  *self);
char          *cst_pack_status_text        (const CstPackStatus  *self,
                                            const char           *moment);
char          *cst_pack_status_remarks     (const CstPackStatus  *self);

gboolean       cst_db_pack_prepare         (CstDb                *db,
                                            const CstPackRequest *request,
                                            const char           *dir,
                                            gint64                now,
                                            GError              **error);
gboolean       cst_db_pack_refresh         (CstDb                *db,
                                            GError              **error);
gboolean       cst_db_pack_drop            (CstDb                *db,
                                            GError              **error);
CstPackStatus *cst_db_pack_status          (CstDb                *db,
                                            const char           *dir,
                                            GError              **error);
int            cst_db_count_missing_files  (CstDb                *db,
                                            gint64                account,
                                            const char           *incident,
                                            GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPackMember, cst_pack_member_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPackStatus, cst_pack_status_free)

G_END_DECLS
