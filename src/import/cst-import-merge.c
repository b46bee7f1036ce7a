/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-import-merge.h"

#include "cst-util.h"

static gboolean
is_alike (const char *a,
          const char *b)
{
  g_autofree char *folded_a = NULL;
  g_autofree char *folded_b = NULL;

  if (cst_str_is_blank (a) || cst_str_is_blank (b))
    return FALSE;

  folded_a = cst_str_fold (a);
  folded_b = cst_str_fold (b);

  return g_str_equal (folded_a, folded_b);
}

/* By its number where both have one, else by its name. */
static gboolean
is_same_article (const CstCaseEntryLine *a,
                 const CstCaseEntryLine *b)
{
  if (!cst_str_is_blank (a->sku) && !cst_str_is_blank (b->sku))
    return is_alike (a->sku, b->sku);

  return is_alike (a->title, b->title) || is_alike (a->title, b->sku) || is_alike (a->sku, b->title);
}

static CstCaseEntryLine *
find_line (const CstCaseEntry     *entry,
           const CstCaseEntryLine *said)
{
  for (guint i = 0; i < entry->lines->len; i++)
    {
      CstCaseEntryLine *line = g_ptr_array_index (entry->lines, i);

      if (is_same_article (line, said))
        return line;
    }

  return NULL;
}

static void
say (char       **to,
     const char  *said)
{
  if (!cst_str_is_blank (said))
    cst_set_str (to, said);
}

/* A day without a time says nothing new about a moment of the same day. */
static void
say_day (gint64 *to,
         gint64  said)
{
  if (said == 0 || (*to != 0 && said / 86400 == *to / 86400))
    return;

  *to = said;
}

/* An id no line of the order has: a line that went away may have left a gap. */
static char *
free_line_id (const CstCaseEntry *entry)
{
  for (guint n = entry->lines->len;; n++)
    {
      char *id = g_strdup_printf ("%s-%u", entry->order, n);
      gboolean is_free = TRUE;

      for (guint i = 0; i < entry->lines->len; i++)
        is_free &= g_strcmp0 (((const CstCaseEntryLine *) g_ptr_array_index (entry->lines, i))->id, id) != 0;
      if (is_free)
        return id;
      g_free (id);
    }
}

static void
merge_line (CstCaseEntry           *entry,
            const CstCaseEntryLine *said)
{
  CstCaseEntryLine *line = find_line (entry, said);
  gboolean is_new = line == NULL;

  if (is_new)
    {
      line = cst_case_entry_add_line (entry);
      line->id = free_line_id (entry);
      line->quantity = MAX (said->concerned, 1);
    }
  say (&line->sku, said->sku);
  say (&line->title, said->title);
  say (&line->supplier, said->supplier);
  if (said->quantity > 0)
    line->quantity = said->quantity;
  if (said->unit_price >= 0)
    line->unit_price = said->unit_price;

  if (said->concerned >= 0)
    line->concerned = said->concerned;
  else if (is_new || line->concerned == 0)
    line->concerned = line->quantity;
}

static void
merge_texts (CstCaseEntry       *entry,
             const CstCaseEntry *said)
{
  say (&entry->reference, said->reference);
  say (&entry->customer, said->customer);
  say (&entry->email, said->email);
  say (&entry->phone, said->phone);
  say (&entry->street, said->street);
  say (&entry->postal_code, said->postal_code);
  say (&entry->city, said->city);
  say (&entry->country, said->country);
  say (&entry->language, said->language);
  say (&entry->carrier, said->carrier);
  say (&entry->tracking_number, said->tracking_number);
  say (&entry->reason_code, said->reason_code);
  say (&entry->description, said->description);
  if (said->currency[0] != '\0')
    g_strlcpy (entry->currency, said->currency, sizeof entry->currency);
}

/* What the account is known by, where neither the rows nor the store say it. */
static CstCaseEntry *
blank_entry (const CstCaseEntry *said,
             const CstAccount   *account)
{
  CstCaseEntry *entry = cst_case_entry_new ();

  entry->order = cst_random_hex (6);
  entry->number = g_strdup (said->number);
  entry->customer_kind = account->info.audience;
  entry->country = g_strdup (account->info.country);
  entry->tax_mode = account->info.audience == CST_CUSTOMER_RETAILER ? CST_TAX_EXCLUDED : CST_TAX_INCLUDED;
  g_strlcpy (entry->currency, account->info.currency, sizeof entry->currency);

  return entry;
}

/**
 * cst_import_merge:
 * @known: (nullable): the incident that is there, or the order it comes to
 *
 * Returns: (transfer full): the whole incident; what the rows do not say stays as it is known
 */
CstCaseEntry *
cst_import_merge (const CstImportCase *of_case,
                  const CstCaseEntry  *known,
                  const CstAccount    *account)
{
  const CstCaseEntry *said = of_case->said;
  CstCaseEntry *entry = known != NULL ? cst_record_dup (&cst_case_entry_type, known) : blank_entry (said, account);

  merge_texts (entry, said);
  say_day (&entry->placed_at, said->placed_at);
  say_day (&entry->shipped_at, said->shipped_at);
  say_day (&entry->delivered_at, said->delivered_at);
  say_day (&entry->reported_at, said->reported_at);
  entry->reason = said->reason;
  if (of_case->has_tax_mode)
    entry->tax_mode = said->tax_mode;
  if (said->tax_rate_bp > 0)
    entry->tax_rate_bp = said->tax_rate_bp;
  if (said->shipping >= 0)
    entry->shipping = said->shipping;
  if (known == NULL || known->incident == NULL)
    entry->photos_announced = said->photos_announced;
  for (guint i = 0; i < said->lines->len; i++)
    merge_line (entry, g_ptr_array_index (said->lines, i));

  return entry;
}

/**
 * cst_import_same_order:
 *
 * Returns: (transfer full): the order of @known with nothing reported yet, for another incident of it
 */
CstCaseEntry *
cst_import_same_order (const CstCaseEntry *known)
{
  CstCaseEntry *entry = cst_record_dup (&cst_case_entry_type, known);

  g_clear_pointer (&entry->incident, g_free);
  g_clear_pointer (&entry->reference, g_free);
  g_clear_pointer (&entry->reason_code, g_free);
  g_clear_pointer (&entry->description, g_free);
  entry->reason = CST_REASON_UNKNOWN;
  entry->reported_at = 0;
  entry->photos_announced = 0;
  for (guint i = 0; i < entry->lines->len; i++)
    ((CstCaseEntryLine *) g_ptr_array_index (entry->lines, i))->concerned = 0;

  return entry;
}

/**
 * cst_import_is_same:
 *
 * Returns: whether both speak of the same incident of the same order: the place's own number says so, else the reason
 *   and an article
 */
gboolean
cst_import_is_same (const CstCaseEntry *said,
                    const CstCaseEntry *known)
{
  if (!cst_str_is_blank (said->reference) && !is_alike (known->reference, known->number))
    return is_alike (said->reference, known->reference);
  if (said->reason != known->reason ||
      (said->reason == CST_REASON_OTHER && !cst_str_is_blank (said->reason_code) &&
       !is_alike (said->reason_code, known->reason_code)))
    return FALSE;

  for (guint i = 0; i < said->lines->len; i++)
    {
      const CstCaseEntryLine *line = find_line (known, g_ptr_array_index (said->lines, i));

      if (line != NULL && line->concerned > 0)
        return TRUE;
    }

  return FALSE;
}
