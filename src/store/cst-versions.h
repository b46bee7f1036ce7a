/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-change-set.h"
#include "cst-db.h"

G_BEGIN_DECLS

/* How many earlier versions of one record are kept; of those before only that they were. */
#define CST_VERSIONS_MAX 200

/* Up to the latest moment of this setting, earlier versions were not kept. */
#define CST_SETTING_VERSIONS_SINCE "versions-since"

/**
 * CstKnown:
 * @CST_KNOWN_NOT_YET: nothing had come yet
 * @CST_KNOWN_EXACTLY: the record is what was known then
 * @CST_KNOWN_PERHAPS: it is the oldest there is; earlier ones were not kept when it was overwritten
 * @CST_KNOWN_GONE: the marketplace had withdrawn it
 * @CST_KNOWN_REMOVED: something was known, and was removed by retention or because there were too many
 */
typedef enum
{
  CST_KNOWN_NOT_YET,
  CST_KNOWN_EXACTLY,
  CST_KNOWN_PERHAPS,
  CST_KNOWN_GONE,
  CST_KNOWN_REMOVED,
} CstKnown;

extern const CstEnumType cst_entity_type;
extern const CstEnumType cst_known_type;

/* @known_until is 0 for what is known now. */
typedef void (*CstVersionFunc) (CstEntity   entity,
                                const char *id,
                                gint64      known_from,
                                gint64      known_until,
                                const char *body,
                                gpointer    user_data);

gboolean  cst_db_keep_version    (CstDb               *db,
                                  gint64               account,
                                  CstEntity            entity,
                                  const char          *id,
                                  const char          *body,
                                  gint64               now,
                                  gint64              *known_at,
                                  GError             **error);
gboolean  cst_db_remove_versions (CstDb               *db,
                                  gint64               account,
                                  const char          *order,
                                  GError             **error);
gpointer  cst_db_record_at       (CstDb               *db,
                                  const CstRecordType *type,
                                  gint64               account,
                                  CstEntity            entity,
                                  const char          *id,
                                  gint64               moment,
                                  CstKnown            *known,
                                  GError             **error);
gboolean  cst_db_change_moments  (CstDb               *db,
                                  gint64               account,
                                  CstEntity            entity,
                                  const char          *id,
                                  GArray              *moments,
                                  GError             **error);
gboolean  cst_db_each_version_of (CstDb               *db,
                                  gint64               account,
                                  CstEntity            entity,
                                  const char          *id,
                                  CstVersionFunc       func,
                                  gpointer             user_data,
                                  GError             **error);
gboolean  cst_db_each_version    (CstDb               *db,
                                  gint64               account,
                                  const char          *order,
                                  CstVersionFunc       func,
                                  gpointer             user_data,
                                  GError             **error);

G_END_DECLS
