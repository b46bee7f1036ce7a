/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-apply-private.h"

/* What of a page is worth telling people. */

CST_DEFINE_ENUM_TYPE (cst_news_kind,
                      "incident",
                      "contested",
                      "reply",
                      "resolution_refused",
                      "delivery",
                      "delivery_replied",
                      "call_again");

void
cst_news_free (CstNews *news)
{
  if (news == NULL)
    return;

  g_free (news->order);
  g_free (news->incident);
  g_free (news->delivery);
  g_free (news->number);
  g_free (news);
}

CstApplied *
cst_applied_new (void)
{
  CstApplied *self = g_new0 (CstApplied, 1);

  self->news = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_news_free);
  self->touched = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
cst_applied_free (CstApplied *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->news);
  g_ptr_array_unref (self->touched);
  g_free (self);
}

void
cst_apply_add_news (CstApply    *apply,
                    CstNewsKind  kind,
                    const char  *order,
                    const char  *incident,
                    const char  *number)
{
  CstNews *news;

  if (apply->is_first_sync)
    return;

  news = g_new0 (CstNews, 1);
  news->kind = kind;
  news->account = apply->account;
  news->order = g_strdup (order);
  news->incident = g_strdup (incident);
  news->number = g_strdup (number);
  g_ptr_array_add (apply->applied->news, news);
}

/* People know an incident, or else an order, by its number. */
char *
cst_apply_number_of (CstApply   *apply,
                     const char *order,
                     const char *incident)
{
  g_autoptr(CstIncident) about = incident != NULL ? cst_db_incident (apply->db, apply->account, incident, NULL) : NULL;
  g_autoptr(CstOrder) whole = NULL;

  if (about != NULL && about->number != NULL)
    return g_strdup (about->number);

  whole = cst_db_order (apply->db, apply->account, order, NULL);

  return g_strdup (whole != NULL && whole->number != NULL ? whole->number : order);
}
