/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-incident.h"
#include "cst-store.h"

G_BEGIN_DECLS

typedef enum
{
  CST_CACHE_NONE,   /* not fetched yet */
  CST_CACHE_CACHED, /* on this computer */
  CST_CACHE_GONE,   /* the marketplace has it no more, or never got it */
  CST_CACHE_FAILED, /* the last try failed; worth another one */
} CstCacheState;

/**
 * CstCacheEntry:
 * @path: inside the cache folder, never absolute
 * @is_unreadable: whether the worker could not show it (R2)
 */
typedef struct
{
  CstCacheState  state;
  char          *path;
  gint64         size;
  char          *sha256;
  gint64         last_used;
  int            attempts;
  gboolean       is_unreadable;
} CstCacheEntry;

/* An attachment of an open incident that is not on this computer yet. */
typedef struct
{
  char   *id;
  char   *incident;
  char   *media_type;
  gint64  size;
} CstWantedAttachment;

/* R2: what can be said of a photo; each has its own words. */
typedef enum
{
  CST_PHOTO_READY,
  CST_PHOTO_NONE_SENT,
  CST_PHOTO_ANNOUNCED,
  CST_PHOTO_NOT_DOWNLOADED,
  CST_PHOTO_UNREADABLE,
  CST_PHOTO_REMOVED,
} CstPhotoFact;

extern const CstEnumType   cst_cache_state_type;
extern const CstRecordType cst_cache_entry_type;
extern const CstRecordType cst_wanted_attachment_type;

CstCacheEntry *cst_cache_entry_new              (void);
void           cst_cache_entry_free             (CstCacheEntry        *self);
void           cst_wanted_attachment_free       (CstWantedAttachment  *self);

gint64         cst_db_cache_owner               (CstDb                *db,
                                                 const char           *attachment,
                                                 GError              **error);
CstCacheEntry *cst_db_cache_lookup              (CstDb                *db,
                                                 gint64                account,
                                                 const char           *attachment,
                                                 GError              **error);
gboolean       cst_db_cache_store               (CstDb                *db,
                                                 gint64                account,
                                                 const char           *attachment,
                                                 const CstCacheEntry  *entry,
                                                 GError              **error);
gboolean       cst_db_cache_is_available        (CstDb                *db,
                                                 gint64                account,
                                                 const char           *attachment,
                                                 gboolean             *is_available,
                                                 GError              **error);
gboolean       cst_db_cache_set_unreadable      (CstDb                *db,
                                                 gint64                account,
                                                 const char           *attachment,
                                                 gboolean              is_unreadable,
                                                 GError              **error);
gboolean       cst_db_cache_forget              (CstDb                *db,
                                                 gint64                account,
                                                 const char           *attachment,
                                                 GError              **error);
gboolean       cst_db_cache_ask                 (CstDb                *db,
                                                 gint64                account,
                                                 const char           *incident,
                                                 gint64               *count,
                                                 GError              **error);
GPtrArray     *cst_db_cache_wanted              (CstDb                *db,
                                                 gint64                account,
                                                 guint                 limit,
                                                 GError              **error);
GStrv          cst_db_cache_evict               (CstDb                *db,
                                                 gint64                quota,
                                                 GError              **error);
gint64         cst_db_cache_size                (CstDb                *db,
                                                 GError              **error);

char          *cst_cache_name                   (gint64                account,
                                                 const char           *attachment);
gboolean       cst_cache_file_is_there          (const char           *dir,
                                                 const char           *name,
                                                 gint64                size);
char          *cst_cache_path                   (CstStore             *store,
                                                 gint64                account,
                                                 const char           *attachment);

CstPhotoFact   cst_photo_fact                   (const CstAttachment  *attachment,
                                                 const CstCacheEntry  *entry);
guint          cst_incident_count_awaited_photos (const CstIncident   *incident);
const char    *cst_label_photo_fact             (CstPhotoFact          fact);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstCacheEntry, cst_cache_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstWantedAttachment, cst_wanted_attachment_free)

G_END_DECLS
