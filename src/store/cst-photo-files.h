/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-cache.h"

G_BEGIN_DECLS

/**
 * CstCachedFile:
 * @is_kept: of an open incident or of the offline pack: never evicted, fetched again when it is lost
 * @is_available: whether the marketplace still offers it
 *
 * A file that this computer believes to have.
 */
typedef struct
{
  gint64    account;
  char     *account_name;
  char     *id;
  char     *path;
  gint64    size;
  char     *sha256;
  gboolean  is_kept;
  gboolean  is_available;
} CstCachedFile;

/* What one account's files take on the disk, small pictures included. */
typedef struct
{
  gint64  account;
  char   *name;
  gint64  files;
  gint64  bytes;
  gint64  free_files; /* that "free up space" would remove */
  gint64  free_bytes;
} CstDiskUse;

extern const CstRecordType cst_cached_file_type;
extern const CstRecordType cst_disk_use_type;

void       cst_cached_file_free       (CstCachedFile  *self);
void       cst_disk_use_free          (CstDiskUse     *self);
GPtrArray *cst_db_cached_files        (CstDb          *db,
                                       gboolean        all,
                                       GError        **error);
GPtrArray *cst_db_disk_use            (CstDb          *db,
                                       GError        **error);
GPtrArray *cst_db_photo_incidents     (CstDb          *db,
                                       gint64          account,
                                       GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstCachedFile, cst_cached_file_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstDiskUse, cst_disk_use_free)

G_END_DECLS
