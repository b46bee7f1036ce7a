/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-hints.h"

#include <glib/gi18n-lib.h>

#include "cst-photos.h"

/* The same picture sent twice. Looks are compared by fingerprint: two that differ in at most seven bits have a piece of
 * sixteen bits in which they differ in one at most, so looking up 4 × 17 pieces finds them all, however many photos
 * there are. */

#define N_BANDS 4
#define BAND_BITS 16
#define MAX_HINTS 20
#define A_DAY (24 * 60 * 60)

static const char *const reason_nicks[] = { "same_file", "alike", "catalogue", "older" };
static const CstEnumType reason_type = { reason_nicks, G_N_ELEMENTS (reason_nicks) };

static const CstField cst_photo_hint_fields[] = {
  CST_FIELD_OF (CstPhotoHint, reason, ENUM, reason_type),
  CST_FIELD (CstPhotoHint, account_name, STRING),
  CST_FIELD (CstPhotoHint, attachment, STRING),
  CST_FIELD (CstPhotoHint, incident, STRING),
  CST_FIELD (CstPhotoHint, incident_number, STRING),
  CST_FIELD (CstPhotoHint, order, STRING),
  CST_FIELD (CstPhotoHint, order_number, STRING),
  CST_FIELD (CstPhotoHint, distance, INT),
  CST_FIELD (CstPhotoHint, days, INT),
};

CST_DEFINE_RECORD_TYPE (cst_photo_hint, CstPhotoHint, "photo hint");

/* The photo that is asked about. */
typedef struct
{
  CstDb         *db;
  gint64         account;
  const char    *id;
  char          *incident;  /* (owned) (nullable) */
  char          *order;     /* (owned) (nullable) */
  gint64         placed_at;
  CstPhotoFacts *facts;     /* (owned) */
  GHashTable    *seen;      /* (owned): "account/id" of candidates */
  GPtrArray     *hints;     /* (owned) */
} Search;

void
cst_photo_hint_free (CstPhotoHint *self)
{
  cst_record_free (&cst_photo_hint_type, self);
}

/**
 * cst_photo_hint_text:
 *
 * Returns: (transfer full): the hint with its reason, one sentence without a full stop
 */
char *
cst_photo_hint_text (const CstPhotoHint *self)
{
  const char *incident;
  const char *order;

  g_return_val_if_fail (self != NULL, NULL);

  incident = self->incident_number != NULL ? self->incident_number : self->incident;
  order = self->order_number != NULL ? self->order_number : self->order;
  switch (self->reason)
    {
    case CST_PHOTO_HINT_SAME_FILE:
      if (incident != NULL)
        return g_strdup_printf (_("The very same file came with incident %1$s of order %2$s"), incident,
                                order != NULL ? order : "—");
      return g_strdup_printf (_("The very same file was sent about order %s"), order != NULL ? order : "—");
    case CST_PHOTO_HINT_ALIKE:
      if (incident != NULL)
        return g_strdup_printf (_("Looks the same as a photo of incident %1$s of order %2$s"), incident,
                                order != NULL ? order : "—");
      return g_strdup_printf (_("Looks the same as a photo sent about order %s"), order != NULL ? order : "—");
    case CST_PHOTO_HINT_CATALOGUE:
      return g_strdup (_("Looks the same as the catalogue picture of an article"));
    case CST_PHOTO_HINT_OLDER:
    default:
      return g_strdup_printf (ngettext ("Taken %d day before the order, by the camera’s clock",
                                        "Taken %d days before the order, by the camera’s clock", (gulong) self->days),
                              self->days);
    }
}

/**
 * cst_explain_photo_hint:
 *
 * Returns: (transfer none): why the hint alone proves nothing
 */
const char *
cst_explain_photo_hint (CstPhotoHintReason reason)
{
  return reason == CST_PHOTO_HINT_OLDER
         ? _("Cameras’ clocks can be wrong. Look at the photo, and ask for a new one when in doubt.")
         : _("One photo may show several problems, and pictures are forwarded. Look at both before you conclude.");
}

static void
search_clear (Search *search)
{
  g_free (search->incident);
  g_free (search->order);
  cst_photo_facts_free (search->facts);
  g_clear_pointer (&search->seen, g_hash_table_unref);
  g_clear_pointer (&search->hints, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static gboolean
read_subject (Search  *search,
              GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (search->db,
                    "SELECT a.incident, a.order_id, coalesce (o.placed_at, 0) FROM attachments a"
                    " LEFT JOIN orders o ON o.account = a.account AND o.id = a.order_id"
                    " WHERE a.account = ?1 AND a.id = ?2",
                    error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, search->account);
  cst_stmt_bind_text (stmt, 2, search->id);
  if ((step = cst_db_step (search->db, stmt, error)) == CST_STEP_ROW)
    {
      search->incident = cst_stmt_dup_text (stmt, 0);
      search->order = cst_stmt_dup_text (stmt, 1);
      search->placed_at = cst_stmt_int (stmt, 2);
    }

  return step != CST_STEP_ERROR &&
         (search->facts = cst_db_photo_facts (search->db, search->account, search->id, error)) != NULL;
}

/* Photos of the same incident, or of the conversation about the same order, are no news. */
static gboolean
is_of_same_case (const Search *search,
                 gint64        account,
                 const char   *incident,
                 const char   *order)
{
  if (account != search->account)
    return FALSE;
  if (incident != NULL && search->incident != NULL)
    return g_str_equal (incident, search->incident);

  return order != NULL && g_strcmp0 (order, search->order) == 0;
}

static gboolean
add_candidate (Search              *search,
               gint64               account,
               const char          *id,
               CstPhotoHintReason   reason,
               int                  distance,
               GError             **error)
{
  g_autoptr(CstStmt) stmt = NULL;
  CstPhotoHint *hint;

  if (!g_hash_table_add (search->seen, g_strdup_printf ("%" G_GINT64_FORMAT "/%s", account, id)))
    return TRUE;
  if (!(stmt = cst_db_prepare (search->db,
                               "SELECT a.incident, a.order_id, c.name, i.number, o.number FROM attachments a"
                               " JOIN accounts c ON c.id = a.account"
                               " LEFT JOIN incidents i ON i.account = a.account AND i.id = a.incident"
                               " LEFT JOIN orders o ON o.account = a.account AND o.id = a.order_id"
                               " WHERE a.account = ?1 AND a.id = ?2",
                               error)))
    return FALSE;

  cst_stmt_bind_int (stmt, 1, account);
  cst_stmt_bind_text (stmt, 2, id);
  if (cst_db_step (search->db, stmt, error) != CST_STEP_ROW)
    return FALSE;
  if (is_of_same_case (search, account, cst_stmt_text (stmt, 0), cst_stmt_text (stmt, 1)))
    return TRUE;

  hint = cst_record_new (&cst_photo_hint_type);
  hint->reason = cst_stmt_text (stmt, 1) == NULL ? CST_PHOTO_HINT_CATALOGUE : reason;
  hint->account = account;
  hint->attachment = g_strdup (id);
  hint->incident = cst_stmt_dup_text (stmt, 0);
  hint->order = cst_stmt_dup_text (stmt, 1);
  hint->account_name = cst_stmt_dup_text (stmt, 2);
  hint->incident_number = cst_stmt_dup_text (stmt, 3);
  hint->order_number = cst_stmt_dup_text (stmt, 4);
  hint->distance = distance;
  g_ptr_array_add (search->hints, hint);

  return TRUE;
}

static gboolean
find_same_file (Search  *search,
                GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (search->db, "SELECT account, id FROM photos WHERE sha256 = ?1 AND NOT (account = ?2 AND id = ?3)",
                    error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_text (stmt, 1, search->facts->sha256);
  cst_stmt_bind_int (stmt, 2, search->account);
  cst_stmt_bind_text (stmt, 3, search->id);
  while ((step = cst_db_step (search->db, stmt, error)) == CST_STEP_ROW)
    {
      if (!add_candidate (search, cst_stmt_int (stmt, 0), cst_stmt_text (stmt, 1), CST_PHOTO_HINT_SAME_FILE, 0, error))
        return FALSE;
    }

  return step == CST_STEP_DONE;
}

static int
count_bits (guint64 bits)
{
  int n = 0;

  for (; bits != 0; bits &= bits - 1)
    n++;

  return n;
}

static gboolean
find_in_band (Search  *search,
              gint64   band,
              GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (search->db, "SELECT account, id, fingerprint FROM photo_bands WHERE band = ?1", error);
  CstStep step;

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_int (stmt, 1, band);
  while ((step = cst_db_step (search->db, stmt, error)) == CST_STEP_ROW)
    {
      int distance = count_bits ((guint64) (cst_stmt_int (stmt, 2) ^ search->facts->fingerprint));

      if (distance <= CST_PHOTO_ALIKE_MAX &&
          !(cst_stmt_int (stmt, 0) == search->account && g_strcmp0 (cst_stmt_text (stmt, 1), search->id) == 0) &&
          !add_candidate (search, cst_stmt_int (stmt, 0), cst_stmt_text (stmt, 1), CST_PHOTO_HINT_ALIKE, distance,
                          error))
        return FALSE;
    }

  return step == CST_STEP_DONE;
}

/* One piece of the fingerprint: as it is, with one wrong bit, with two. */
static gboolean
find_near_band (Search  *search,
                gint64   band,
                GError **error)
{
  for (int first = 0; first < BAND_BITS; first++)
    {
      gint64 once = band ^ (G_GINT64_CONSTANT (1) << first);

      if (!find_in_band (search, once, error))
        return FALSE;
      for (int second = 0; second < first; second++)
        {
          if (!find_in_band (search, once ^ (G_GINT64_CONSTANT (1) << second), error))
            return FALSE;
        }
    }

  return find_in_band (search, band, error);
}

static gboolean
find_alike (Search  *search,
            GError **error)
{
  for (int i = 0; i < N_BANDS; i++)
    {
      gint64 piece = (gint64) (((guint64) search->facts->fingerprint >> (i * BAND_BITS)) & 0xffff);

      if (!find_near_band (search, ((gint64) i << BAND_BITS) | piece, error))
        return FALSE;
    }

  return TRUE;
}

/* The camera says no zone, so less than a whole day says nothing. */
static void
compare_with_order (Search *search)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) taken = NULL;
  CstPhotoHint *hint;
  gint64 before;

  if (search->facts->taken_at == NULL || search->placed_at == 0 ||
      !(taken = g_date_time_new_from_iso8601 (search->facts->taken_at, utc)))
    return;
  if ((before = search->placed_at - g_date_time_to_unix (taken)) <= A_DAY)
    return;

  hint = cst_record_new (&cst_photo_hint_type);
  hint->reason = CST_PHOTO_HINT_OLDER;
  hint->account = search->account;
  hint->days = (int) (before / A_DAY);
  g_ptr_array_add (search->hints, hint);
}

static int
compare_hints (gconstpointer a,
               gconstpointer b)
{
  const CstPhotoHint *one = *(const CstPhotoHint *const *) a;
  const CstPhotoHint *two = *(const CstPhotoHint *const *) b;

  return one->reason != two->reason ? (int) one->reason - (int) two->reason : one->distance - two->distance;
}

/**
 * cst_db_photo_hints:
 *
 * What makes a photo deserve a second look: the same picture with another claim or order of any account, or in the
 * catalogue; or taken before the order. For the query thread.
 *
 * Returns: (transfer full) (element-type CstPhotoHint): the strongest first, twenty at most; empty for most photos, for
 * catalogue pictures and for what was not examined yet; %NULL with @error set
 */
GPtrArray *
cst_db_photo_hints (CstDb       *db,
                    gint64       account,
                    const char  *attachment,
                    GError     **error)
{
  g_auto(Search) search = { .db = db, .account = account, .id = attachment };

  g_return_val_if_fail (attachment != NULL, NULL);

  search.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  search.hints = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_photo_hint_free);
  if (!read_subject (&search, error))
    return NULL;
  if (search.facts->examined_at == 0 || search.order == NULL)
    return g_steal_pointer (&search.hints);

  if (!find_same_file (&search, error) ||
      (search.facts->has_fingerprint && !find_alike (&search, error)))
    return NULL;

  compare_with_order (&search);
  g_ptr_array_sort (search.hints, compare_hints);
  if (search.hints->len > MAX_HINTS)
    g_ptr_array_set_size (search.hints, MAX_HINTS);

  return g_steal_pointer (&search.hints);
}
