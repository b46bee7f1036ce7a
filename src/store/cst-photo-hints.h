/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-db.h"
#include "cst-record.h"

G_BEGIN_DECLS

/**
 * CstPhotoHintReason:
 * @CST_PHOTO_HINT_SAME_FILE: the same bytes came with another incident
 * @CST_PHOTO_HINT_ALIKE: a picture that looks the same came with another incident
 * @CST_PHOTO_HINT_CATALOGUE: it looks like an article's picture
 * @CST_PHOTO_HINT_OLDER: taken before the order was placed, by the camera's clock
 *
 * Why a photo deserves a second look. Advice, never a judgement.
 */
typedef enum
{
  CST_PHOTO_HINT_SAME_FILE,
  CST_PHOTO_HINT_ALIKE,
  CST_PHOTO_HINT_CATALOGUE,
  CST_PHOTO_HINT_OLDER,
} CstPhotoHintReason;

/**
 * CstPhotoHint:
 * @account: of the other photo
 * @account_name: likewise
 * @attachment: (nullable): the other photo
 * @incident: (nullable): what it came with
 * @incident_number: (nullable): as people see it
 * @order: (nullable): likewise
 * @order_number: (nullable): as people see it
 * @distance: in how many of 64 bits the two looks differ
 * @days: how many days before the order it was taken
 */
typedef struct
{
  CstPhotoHintReason reason;
  gint64             account;
  char              *account_name;
  char              *attachment;
  char              *incident;
  char              *incident_number;
  char              *order;
  char              *order_number;
  int                distance;
  int                days;
} CstPhotoHint;

/* Two pictures that differ in more bits are taken for different ones: a picture saved again, scaled, made brighter, or
 * with a twentieth of it cut away stays within. Four pieces of 16 bits find up to eleven for sure when two wrong bits
 * in a piece are allowed for. */
#define CST_PHOTO_ALIKE_MAX 9

extern const CstRecordType cst_photo_hint_type;

void       cst_photo_hint_free    (CstPhotoHint       *self);
char      *cst_photo_hint_text    (const CstPhotoHint *self);
const char *cst_explain_photo_hint (CstPhotoHintReason reason);
GPtrArray *cst_db_photo_hints     (CstDb              *db,
                                   gint64              account,
                                   const char         *attachment,
                                   GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPhotoHint, cst_photo_hint_free)

G_END_DECLS
