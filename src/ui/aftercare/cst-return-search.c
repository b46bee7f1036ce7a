/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-return-search.h"

#include "cst-accounts.h"
#include "cst-terms.h"
#include "cst-truth.h"
#include "cst-util.h"

void
cst_return_hit_free (CstReturnHit *self)
{
  g_free (self->account_name);
  g_free (self->order_number);
  g_free (self->customer);
  g_free (self->incident);
  g_free (self->incident_number);
  g_free (self->goods);
  g_free (self);
}

/* A scanner may add spaces or dashes, or leave them out. */
static char *
number_key (const char *number)
{
  GString *key = g_string_new (NULL);

  for (const char *p = number; p != NULL && *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (key, g_ascii_toupper (*p));
    }

  return g_string_free (key, FALSE);
}

static gboolean
is_number (const char *number,
           const char *wanted_key)
{
  g_autofree char *key = number_key (number);

  return *key != '\0' && strcmp (key, wanted_key) == 0;
}

/**
 * cst_return_matches:
 * @typed: a whole number as typed or scanned: the order's, the incident's, the return's, or a
 *   tracking number of the return
 */
gboolean
cst_return_matches (const CstOrder    *order,
                    const CstIncident *incident,
                    const CstReturn   *goods,
                    const char        *typed)
{
  g_autofree char *wanted = number_key (typed);

  return *wanted != '\0' &&
         (is_number (order->number, wanted) || is_number (incident->number, wanted) ||
          is_number (goods->tracking_number, wanted) || is_number (goods->id, wanted));
}

static CstReturnHit *
make_hit (const CstAccount  *account,
          const CstOrder    *order,
          const CstIncident *incident,
          const CstReturn   *goods)
{
  CstReturnHit *hit = g_new0 (CstReturnHit, 1);

  hit->account = account->id;
  hit->account_name = g_strdup (account->name);
  hit->order_number = g_strdup (order->number);
  hit->customer = g_strdup (cst_term_customer_name (&account->info, order));
  hit->incident = g_strdup (incident->id);
  hit->incident_number = g_strdup (incident->number);
  hit->goods = g_strdup (goods->id);
  hit->state = goods->state;
  for (guint i = 0; i < goods->lines->len; i++)
    {
      const CstReturnLine *line = g_ptr_array_index (goods->lines, i);

      hit->pieces += line->quantity;
    }

  return hit;
}

static gboolean
is_open (const CstReturn *goods)
{
  return goods->state >= CST_RETURN_ASKED && goods->state <= CST_RETURN_RECEIVED;
}

static gboolean
look_at (CstDb       *db,
         gint64       account_id,
         const char  *incident_id,
         const char  *typed,
         GPtrArray   *hits,
         GError     **error)
{
  g_autoptr(CstIncident) incident = cst_db_incident (db, account_id, incident_id, error);
  g_autoptr(CstAccount) account = NULL;
  g_autoptr(CstOrder) order = NULL;

  if (incident == NULL || (account = cst_db_account (db, account_id, error)) == NULL)
    return FALSE;

  /* An incident may arrive before its order. */
  order = cst_db_order (db, account_id, incident->order, NULL);
  for (guint i = 0; order != NULL && i < incident->returns->len; i++)
    {
      const CstReturn *goods = g_ptr_array_index (incident->returns, i);

      if (is_open (goods) && cst_return_matches (order, incident, goods, typed))
        g_ptr_array_add (hits, make_hit (account, order, incident, goods));
    }

  return TRUE;
}

/**
 * cst_return_search:
 * @request: the number as typed or scanned
 *
 * A #CstDbFunc that only reads: the open returns a number leads to, across accounts (R4). The
 * returns are inside their incidents; asking the text whether there is one at all passes over
 * the others quickly, since a return never leaves an incident again.
 *
 * Returns: (transfer full) (element-type CstReturnHit): none, one or several
 */
gpointer
cst_return_search (CstDb         *db,
                   gpointer       request,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr(GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_return_hit_free);
  g_autoptr(GPtrArray) incidents = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) accounts = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(CstStmt) stmt = NULL;
  CstStep step;

  stmt = cst_db_prepare (db, "SELECT account, id FROM incidents WHERE json_array_length (body, '$.returns') > 0",
                         error);
  if (stmt == NULL)
    return NULL;

  while ((step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    {
      gint64 account = cst_stmt_int (stmt, 0);

      g_array_append_val (accounts, account);
      g_ptr_array_add (incidents, cst_stmt_dup_text (stmt, 1));
    }
  if (step == CST_STEP_ERROR)
    return NULL;

  for (guint i = 0; i < incidents->len; i++)
    {
      if (!look_at (db, g_array_index (accounts, gint64, i), g_ptr_array_index (incidents, i), request, hits, error))
        return NULL;
    }

  return g_steal_pointer (&hits);
}
