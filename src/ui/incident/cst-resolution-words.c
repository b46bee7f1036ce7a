/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-resolution-words.h"

#include <glib/gi18n-lib.h>

#include "cst-format.h"
#include "cst-terms.h"
#include "cst-util.h"

static void
consequence_free (gpointer data)
{
  CstConsequence *consequence = data;

  g_free (consequence->text);
  g_free (consequence);
}

static void
take (GPtrArray  *list,
      const char *icon_name,
      char       *text)
{
  CstConsequence *consequence = g_new0 (CstConsequence, 1);

  consequence->icon_name = icon_name;
  consequence->text = text;
  g_ptr_array_add (list, consequence);
}

static const char *
site_of (const CstAccountInfo *info)
{
  return info->site != NULL ? info->site : _("The marketplace");
}

static char *
format_minor (const CstAmounts *amounts,
              gint64            minor,
              CstTaxMode        mode)
{
  return cst_format_amount (cst_money (minor, amounts->currency), mode);
}

/**
 * cst_resolution_heading:
 *
 * Returns: (transfer full): what is about to be decided, as a question's title
 */
char *
cst_resolution_heading (CstResolutionDraft   *draft,
                        const CstAccountInfo *info)
{
  const CstOrder *order = cst_resolution_draft_get_order (draft);
  int pieces = cst_resolution_draft_count_pieces (draft);
  CstAmounts amounts;
  g_autofree char *total = NULL;

  if (cst_resolution_draft_get_choice (draft) == CST_CHOICE_REPLACEMENT)
    return g_strdup_printf (ngettext ("Send %d replacement piece to %s?",
                                      "Send %d replacement pieces to %s?", (gulong) pieces),
                            pieces, cst_term_customer_name (info, order));

  cst_resolution_draft_get_amounts (draft, &amounts);
  total = format_minor (&amounts, amounts.total, CST_TAX_INCLUDED);

  /* Translators: an amount, and a customer's name */
  return g_strdup_printf (_("Refund %s to %s?"), total, cst_term_customer_name (info, order));
}

/**
 * cst_resolution_pieces:
 *
 * Returns: (transfer full): the chosen pieces, as in “2 × Bowl, 1 × Vase”
 */
char *
cst_resolution_pieces (CstResolutionDraft *draft)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < cst_resolution_draft_get_n_lines (draft); i++)
    {
      const CstDraftLine *line = cst_resolution_draft_get_line (draft, i);

      if (line->quantity == 0)
        continue;
      if (text->len > 0)
        g_string_append (text, ", ");
      g_string_append_printf (text, "%d × %s", line->quantity, line->title);
    }

  return g_strdup (text->str);
}

static char *
describe_refund (CstResolutionDraft   *draft,
                 const CstAccountInfo *info)
{
  const CstOrder *order = cst_resolution_draft_get_order (draft);
  g_autofree char *pieces = cst_resolution_pieces (draft);
  g_autofree char *goods = NULL;
  g_autofree char *shipping = NULL;
  g_autofree char *tax = NULL;
  g_autofree char *total = NULL;
  CstAmounts amounts;
  CstMoney tax_money;

  cst_resolution_draft_get_amounts (draft, &amounts);
  goods = format_minor (&amounts, amounts.goods, amounts.tax_mode);
  total = format_minor (&amounts, amounts.total, CST_TAX_INCLUDED);
  tax_money = cst_money (amounts.tax, amounts.currency);
  tax = cst_money_format (tax_money);

  if (amounts.shipping == 0)
    /* Translators: marketplace, total, customer, pieces, goods, tax */
    return g_strdup_printf (_("%s refunds %s to %s for %s: goods %s, tax %s."),
                            site_of (info), total, cst_term_customer_name (info, order), pieces, goods, tax);

  shipping = format_minor (&amounts, amounts.shipping, amounts.tax_mode);

  /* Translators: marketplace, total, customer, pieces, goods, shipping, tax */
  return g_strdup_printf (_("%s refunds %s to %s for %s: goods %s, shipping %s, tax %s."),
                          site_of (info), total, cst_term_customer_name (info, order), pieces, goods, shipping, tax);
}

static char *
describe_return (CstResolutionDraft *draft,
                 const char         *customer,
                 gint64              now)
{
  const CstOutgoingFile *label = cst_resolution_draft_get_label (draft);
  g_autofree char *day = NULL;

  if (!cst_resolution_draft_get_label_follows (draft) && label != NULL)
    return g_strdup_printf (_("%s is asked to send the goods back with your label “%s”, which you pay for."),
                            customer, label->filename);

  day = cst_format_iso_date (cst_resolution_draft_get_label_follows_on (draft), now);

  return g_strdup_printf (_("%s is asked to send the goods back. You supply the label by %s and pay for it."),
                          customer, day);
}

static char *
describe_next_step (CstResolutionDraft *draft,
                    gint64              now)
{
  const char *ship_by = cst_resolution_draft_get_ship_by (draft);
  g_autofree char *day = NULL;

  if (cst_str_is_blank (ship_by))
    return g_strdup (_("Next for you: ship the parcel, then enter its carrier and tracking number."));

  day = cst_format_iso_date (ship_by, now);

  return g_strdup_printf (_("Next for you: ship the parcel by %s, then enter its carrier and tracking number."),
                          day);
}

static void
take_payout (GPtrArray      *list,
             const CstOrder *order)
{
  g_autofree char *held = NULL;

  if (order->payout.held <= 0)
    return;

  held = cst_money_format (cst_money (order->payout.held, order->payout.currency));
  take (list, "constat-payout-held-symbolic",
        g_strdup_printf (_("The payout of %s stays held until the problem is settled."), held));
}

static char *
describe_undo (const CstAccountInfo *info,
               int                   hold_s)
{
  if (hold_s <= 0)
    return g_strdup (_("It is sent at once."));

  if (hold_s % 60 == 0)
    return g_strdup_printf (ngettext ("You can undo it for %d minute; then it is sent, or queued while offline.",
                                      "You can undo it for %d minutes; then it is sent, or queued while offline.",
                                      (gulong) (hold_s / 60)), hold_s / 60);

  return g_strdup_printf (ngettext ("You can undo it for %d second; then it is sent, or queued while offline.",
                                    "You can undo it for %d seconds; then it is sent, or queued while offline.",
                                    (gulong) hold_s),
                          hold_s);
}

/* O10: what the customer gets to know of it, and what becomes of the incident. */
static void
take_customer (GPtrArray            *list,
               const CstAccountInfo *info,
               const char           *customer,
               gboolean              is_refund)
{
  if (info->capabilities & CST_CAN_RECORD)
    return;

  if (info->desk_only & CST_CAN_MESSAGE)
    {
      /* Translators: a customer’s name */
      take (list, "avatar-default-symbolic",
            g_strdup_printf (_("%s is not told of it by Constat: write to them yourself."), customer));
    }
  else if ((info->capabilities & CST_CAN_MARK_RESOLVED) && is_refund)
    {
      /* Translators: a customer’s name */
      take (list, "constat-state-marked-symbolic",
            g_strdup_printf (_("A refund in full ends the incident. After one in part it is marked as resolved, and "
                               "waits for %s to agree."), customer));
    }
  else if (info->capabilities & CST_CAN_MARK_RESOLVED)
    {
      /* Translators: a customer’s name */
      take (list, "constat-state-marked-symbolic",
            g_strdup_printf (_("Once it is on its way the incident is marked as resolved, and waits for %s to agree."),
                             customer));
    }
  else
    {
      take (list, "avatar-default-symbolic",
            g_strdup_printf (_("%s sees it and may then mark the problem resolved; only they can."), customer));
    }
}

/**
 * cst_resolution_consequences:
 * @draft: a replacement or a refund without a problem
 * @hold_s: for how many seconds it can be undone
 *
 * What will happen, to whom, how much, who does what next (O7, O8, O10, O12).
 *
 * Returns: (transfer full) (element-type CstConsequence): sentences in the order they are read
 */
GPtrArray *
cst_resolution_consequences (CstResolutionDraft   *draft,
                             const CstAccountInfo *info,
                             int                   hold_s,
                             gint64                now)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (consequence_free);
  const CstOrder *order = cst_resolution_draft_get_order (draft);
  const char *customer = cst_term_customer_name (info, order);

  if (cst_resolution_draft_get_choice (draft) == CST_CHOICE_REPLACEMENT)
    {
      g_autofree char *pieces = cst_resolution_pieces (draft);

      /* Translators: a customer's name, and pieces as in “2 × Bowl” */
      take (list, "constat-replacement-symbolic",
            g_strdup_printf (_("You send %s %s, free of charge."), customer, pieces));
      if (cst_resolution_draft_get_with_return (draft))
        take (list, "constat-return-symbolic", describe_return (draft, customer, now));
      take (list, "object-select-symbolic", describe_next_step (draft, now));
    }
  else
    {
      take (list, "constat-refund-symbolic", describe_refund (draft, info));
      take (list, "object-select-symbolic",
            /* Translators: a site’s name */
            g_strdup_printf (info->capabilities & CST_CAN_RECORD
                             ? _("You carry the refund out at %s yourself, and then say here that you did.")
                             : _("%s carries the refund out; you have nothing more to do."), site_of (info)));
    }

  take_customer (list, info, customer, cst_resolution_draft_get_choice (draft) == CST_CHOICE_REFUND);
  take_payout (list, order);
  take (list, "edit-undo-symbolic", describe_undo (info, hold_s));

  return list;
}
