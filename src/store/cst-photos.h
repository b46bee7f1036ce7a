/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-cache.h"

G_BEGIN_DECLS

/**
 * CstPhotoProblem:
 * @CST_PHOTO_PROBLEM_NONE: it can be shown
 * @CST_PHOTO_PROBLEM_OTHER: it cannot be shown, for a reason of its own
 * @CST_PHOTO_PROBLEM_TRUNCATED: the file ends too early
 * @CST_PHOTO_PROBLEM_UNREADABLE: damaged, or not what it seems
 * @CST_PHOTO_PROBLEM_UNSUPPORTED: a type that is not shown here
 * @CST_PHOTO_PROBLEM_TOO_LARGE: more pixels or bytes than are taken
 * @CST_PHOTO_PROBLEM_LOCKED: a document that asks for a password
 * @CST_PHOTO_PROBLEM_TIMED_OUT: it took too long
 * @CST_PHOTO_PROBLEM_CRASHED: the decoding ended unexpectedly
 *
 * Why a photo that is here cannot be shown. Stored, so it only grows at the end.
 */
typedef enum
{
  CST_PHOTO_PROBLEM_NONE,
  CST_PHOTO_PROBLEM_OTHER,
  CST_PHOTO_PROBLEM_TRUNCATED,
  CST_PHOTO_PROBLEM_UNREADABLE,
  CST_PHOTO_PROBLEM_UNSUPPORTED,
  CST_PHOTO_PROBLEM_TOO_LARGE,
  CST_PHOTO_PROBLEM_LOCKED,
  CST_PHOTO_PROBLEM_TIMED_OUT,
  CST_PHOTO_PROBLEM_CRASHED,
} CstPhotoProblem;

/**
 * CstPhotoFacts:
 * @examined_at: when the file was examined, 0 when it was not yet: nothing else is said then
 * @sha256: of the bytes that came
 * @said_sha256: (nullable): what the marketplace says they should be, when it does
 * @found: (nullable): media type by content; %NULL when it is no type we know
 * @said: (nullable): media type the marketplace said
 * @filename: (nullable): as the sender named it; never a path of ours
 * @has_lying_name: whether the name's ending promises another type than @found
 * @has_lying_type: whether @said is another type than @found
 * @problem: why it cannot be shown
 * @size: in bytes
 * @width: in pixels as a person sees it, 0 when unknown
 * @height: likewise
 * @n_pages: pages of a document, 1 for a picture
 * @taken_at: (nullable): "YYYY-MM-DDTHH:MM:SS" by the camera's clock, without a zone
 * @camera: (nullable): its maker and model
 * @has_position: whether the file says where it was taken
 * @latitude: in millionths of a degree, north positive
 * @longitude: in millionths of a degree, east positive
 * @duration_ms: of a video, else 0
 * @has_fingerprint: whether @fingerprint says something
 * @fingerprint: 64 bits of how the picture looks; alike pictures differ in few of them
 * @thumbnail_size: bytes of the stored small picture (cst_thumbnail_path()), 0 when there is none
 *
 * What the bytes of an attachment say, found out once after they came. Personal data: erased with the attachment.
 */
typedef struct
{
  gint64          examined_at;
  char           *sha256;
  char           *said_sha256;
  char           *found;
  char           *said;
  char           *filename;
  gboolean        has_lying_name;
  gboolean        has_lying_type;
  CstPhotoProblem problem;
  gint64          size;
  int             width;
  int             height;
  int             n_pages;
  char           *taken_at;
  char           *camera;
  gboolean        has_position;
  gint64          latitude;
  gint64          longitude;
  gint64          duration_ms;
  gboolean        has_fingerprint;
  gint64          fingerprint;
  gint64          thumbnail_size;
} CstPhotoFacts;

/**
 * CstPhotoEntry:
 * @attachment: (owned): as the marketplace describes it
 * @facts: (owned): what the bytes say; examined_at 0 while they were not looked into
 * @cache: (owned): what this computer has
 * @fact: R2, from the two
 * @evidence: (owned) (nullable): who of ours added it, and why; %NULL for what the customer sent
 * @looked_at: when somebody last looked at it on this computer, 0 when nobody did yet
 * @looked_by: (owned) (nullable): who that was: a person's id
 * @look: (owned) (nullable): how the person who works here looks at it, %NULL as it came (cst_db_photo_set_look())
 */
typedef struct
{
  CstAttachment *attachment;
  CstPhotoFacts *facts;
  CstCacheEntry *cache;
  CstPhotoFact   fact;
  CstEvidence   *evidence;
  gint64         looked_at;
  char          *looked_by;
  char          *look;
} CstPhotoEntry;

extern const CstEnumType   cst_photo_problem_type;
extern const CstRecordType cst_photo_facts_type;

CstPhotoFacts *cst_photo_facts_new        (void);
CstPhotoFacts *cst_photo_facts_copy       (const CstPhotoFacts  *self);
void           cst_photo_facts_free       (CstPhotoFacts        *self);
gboolean       cst_photo_facts_is_altered (const CstPhotoFacts  *self);
void           cst_photo_entry_free       (CstPhotoEntry        *self);
const char    *cst_label_photo_problem    (CstPhotoProblem       problem);

CstAttachment *cst_db_attachment          (CstDb                *db,
                                           gint64                account,
                                           const char           *attachment,
                                           GError              **error);
CstPhotoFacts *cst_db_photo_facts         (CstDb                *db,
                                           gint64                account,
                                           const char           *attachment,
                                           GError              **error);
gboolean       cst_db_photo_set_facts     (CstDb                *db,
                                           gint64                account,
                                           const char           *attachment,
                                           const CstPhotoFacts  *facts,
                                           GError              **error);
gboolean       cst_db_photo_mark_looked   (CstDb                *db,
                                           gint64                account,
                                           const char           *attachment,
                                           const char           *person,
                                           gint64                at,
                                           GError              **error);
GPtrArray     *cst_db_photos_of_incident  (CstDb                *db,
                                           gint64                account,
                                           const char           *incident,
                                           GError              **error);
GStrv          cst_db_photos_unexamined   (CstDb                *db,
                                           gint64                account,
                                           guint                 limit,
                                           GError              **error);

char          *cst_thumbnail_name         (gint64                account,
                                           const char           *attachment);
char          *cst_thumbnail_path         (CstStore             *store,
                                           gint64                account,
                                           const char           *attachment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPhotoFacts, cst_photo_facts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPhotoEntry, cst_photo_entry_free)

G_END_DECLS
