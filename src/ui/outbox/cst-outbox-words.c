/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-outbox-words.h"

#include <glib/gi18n.h>

#include "cst-findings.h"
#include "cst-format.h"
#include "cst-delivery-labels.h"
#include "cst-labels.h"
#include "cst-util.h"

/* The outbox in words, without a widget: what was decided, where it stands, why, and what can be done about it. */

#define EXCERPT_LENGTH 140

/**
 * cst_outbox_actions:
 *
 * Returns: the #CstOutboxAction flags that make sense in the operation's state
 */
int
cst_outbox_actions (const CstOperation *operation)
{
  gboolean can_redo = operation->incident != NULL &&
                      (cst_operation_is_resolution (operation) || operation->kind == CST_OPERATION_MESSAGE);

  switch (operation->state)
    {
    case CST_OPERATION_HELD:
      return CST_OUTBOX_UNDO | (can_redo ? CST_OUTBOX_CHANGE : 0);
    case CST_OPERATION_QUEUED:
      return CST_OUTBOX_TAKE_BACK | CST_OUTBOX_TRY_NOW | (can_redo ? CST_OUTBOX_CHANGE : 0);
    case CST_OPERATION_OUTCOME_UNKNOWN:
      return CST_OUTBOX_SETTLE;
    case CST_OPERATION_CONFLICT:
      return CST_OUTBOX_COMPARE | CST_OUTBOX_GIVE_UP | (can_redo ? CST_OUTBOX_DECIDE_AGAIN : 0);
    case CST_OPERATION_REFUSED_STATE:
      return CST_OUTBOX_GIVE_UP | (can_redo ? CST_OUTBOX_DECIDE_AGAIN : 0);
    case CST_OPERATION_STATE_NONE:
    case CST_OPERATION_SENDING:
    case CST_OPERATION_CONFIRMED:
    case CST_OPERATION_CANCELLED:
    default:
      return 0;
    }
}

gboolean
cst_outbox_is_finished (CstOperationState state)
{
  return state == CST_OPERATION_CONFIRMED || state == CST_OPERATION_CANCELLED;
}

/**
 * cst_outbox_title:
 * @number: (nullable): of the incident, or of the order when it is about no incident
 *
 * Returns: (transfer full): what was decided and about what: `Refund · P-2041`
 */
char *
cst_outbox_title (const CstOperation   *operation,
                  const CstAccountInfo *info,
                  const char           *number)
{
  const char *kind = cst_label_operation_kind (operation, info);

  return number != NULL ? g_strdup_printf ("%s\302\240· %s", kind, number) : g_strdup (kind);
}

static const CstOrderLine *
find_line (const CstOrder *order,
           const char     *id)
{
  for (guint i = 0; order != NULL && i < order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (order->lines, i);

      if (g_strcmp0 (line->id, id) == 0)
        return line;
    }

  return NULL;
}

/* A finding says its pieces itself. */
static int
pieces_of (const CstOperation     *operation,
           const CstOperationLine *line)
{
  if (operation->kind == CST_OPERATION_FINDING)
    return 0;
  if (operation->kind == CST_OPERATION_RETURN_RECEIVED)
    return line->received;
  if (operation->kind == CST_OPERATION_RETURN_INSPECTED)
    return line->accepted + line->damaged + line->missing;

  return line->quantity;
}

/**
 * cst_outbox_pieces:
 * @order: (nullable): %NULL when this computer does not have it
 *
 * Returns: (transfer full) (nullable): `2 × Bowl, 1 × Vase`, %NULL when it is not about pieces
 */
char *
cst_outbox_pieces (const CstOperation *operation,
                   const CstOrder     *order)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *line = g_ptr_array_index (operation->lines, i);
      const CstOrderLine *ordered = find_line (order, line->line);
      int pieces = pieces_of (operation, line);

      if (pieces <= 0)
        continue;
      if (text->len > 0)
        g_string_append (text, ", ");
      g_string_append_printf (text, "%d\302\240×\302\240%s", pieces,
                              ordered != NULL && ordered->title != NULL ? ordered->title : line->line);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* What the goods of a refund come to, in the order's tax mode. */
static gboolean
goods_of (const CstOperation *operation,
          const CstOrder     *order,
          gint64             *goods)
{
  *goods = 0;
  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *line = g_ptr_array_index (operation->lines, i);
      const CstOrderLine *ordered = find_line (order, line->line);

      if (line->amount == 0 && ordered == NULL)
        return FALSE;
      *goods += line->amount != 0 ? line->amount : ordered->unit_price * line->quantity;
    }

  return TRUE;
}

/**
 * cst_outbox_amount:
 *
 * R13: a refund says goods, shipping and tax apart, each with or without tax.
 *
 * Returns: (transfer full) (nullable): %NULL when no money is in it, or the amount is not known
 */
char *
cst_outbox_amount (const CstOperation *operation,
                   const CstOrder     *order)
{
  g_autofree char *goods_text = NULL;
  g_autofree char *shipping_text = NULL;
  g_autofree char *total_text = NULL;
  const CstAmounts *expected = &operation->expected;
  CstAmounts said = { 0 };
  gint64 goods = 0;

  if (operation->kind != CST_OPERATION_REFUND)
    return NULL;

  if (expected->currency[0] != '\0')
    {
      said = *expected;
    }
  else
    {
      if (order == NULL || !goods_of (operation, order, &goods))
        return NULL;
      said = order->amounts;
      said.goods = goods;
      said.shipping = operation->shipping;
    }

  goods_text = cst_format_amount (cst_money (said.goods, said.currency), said.tax_mode);
  shipping_text = cst_format_amount (cst_money (said.shipping, said.currency), said.tax_mode);
  if (expected->currency[0] == '\0')
    {
      if (said.shipping == 0)
        return g_steal_pointer (&goods_text);
      /* Translators: two amounts of a refund */
      return g_strdup_printf (_("Goods %1$s, shipping %2$s"), goods_text, shipping_text);
    }

  total_text = cst_format_amount (cst_money (said.total, said.currency), CST_TAX_INCLUDED);
  if (said.shipping == 0)
    /* Translators: two amounts of a refund */
    return g_strdup_printf (_("Goods %1$s, altogether %2$s"), goods_text, total_text);

  /* Translators: three amounts of a refund */
  return g_strdup_printf (_("Goods %1$s, shipping %2$s, altogether %3$s"), goods_text, shipping_text, total_text);
}

static char *
excerpt (const char *text)
{
  g_autofree char *start = NULL;
  g_auto(GStrv) words = NULL;
  g_autofree char *flat = NULL;

  if (cst_str_is_blank (text))
    return NULL;

  start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), EXCERPT_LENGTH));
  words = g_strsplit_set (start, "\n\r\t", -1);
  flat = g_strjoinv (" ", words);
  g_strstrip (flat);

  /* Translators: the beginning of a message */
  return g_strdup_printf (strlen (start) < strlen (text) ? _("“%s…”") : _("“%s”"), flat);
}

static void
append_part (GString    *text,
             char       *part,
             const char *separator)
{
  if (part != NULL && text->len > 0)
    g_string_append (text, separator);
  if (part != NULL)
    g_string_append (text, part);
  g_free (part);
}

static char *
particulars (const CstOperation *operation,
             const CstOrder     *order)
{
  switch (operation->kind)
    {
    case CST_OPERATION_SHIP_REPLACEMENT:
      return operation->carrier != NULL && operation->tracking_number != NULL
             /* Translators: a carrier and a tracking number */
             ? g_strdup_printf (_("%1$s, tracking number %2$s"), operation->carrier, operation->tracking_number)
             : g_strdup (operation->tracking_number);
    case CST_OPERATION_FINDING:
      return cst_label_found_by (operation, order);
    case CST_OPERATION_ASSIGN:
      return g_strdup (operation->assignee_name);
    case CST_OPERATION_RECORD_CASE:
      return operation->case_order != NULL ? g_strdup (operation->case_order->number) : NULL;
    case CST_OPERATION_RECORD_EVENT:
      return g_strdup (cst_label_event_kind (operation->event));
    case CST_OPERATION_DELIVERY_ANSWER:
      return operation->answer != NULL ? cst_label_answer (operation->answer) : NULL;
    case CST_OPERATION_REPORT:
      return operation->case_incident != NULL ? g_strdup (cst_label_reason (operation->case_incident->reason)) : NULL;
    case CST_OPERATION_RETURN_REFUSED:
      return g_strdup (cst_label_return_refusal (operation->refusal));
    case CST_OPERATION_RETURN_LABEL:
      return g_strdup (operation->label_url);
    case CST_OPERATION_UNKNOWN:
    case CST_OPERATION_REFUND:
    case CST_OPERATION_REPLACEMENT:
    case CST_OPERATION_MESSAGE:
    case CST_OPERATION_RETURN_RECEIVED:
    case CST_OPERATION_RETURN_INSPECTED:
    case CST_OPERATION_RETURN_ACCEPTED:
    case CST_OPERATION_RETURN_CLOSED:
    case CST_OPERATION_NOTE:
    case CST_OPERATION_EVIDENCE:
    case CST_OPERATION_UNASSIGN:
    case CST_OPERATION_OPENED:
    case CST_OPERATION_MARK_READ:
    case CST_OPERATION_CANCEL:
    default:
      return NULL;
    }
}

/**
 * cst_outbox_content:
 *
 * Returns: (transfer full): what leaves: pieces, amounts, the beginning of the text, how many files; may be empty
 */
char *
cst_outbox_content (const CstOperation *operation,
                    const CstOrder     *order)
{
  GString *text = g_string_new (NULL);

  append_part (text, cst_outbox_pieces (operation, order), "");
  append_part (text, cst_outbox_amount (operation, order), " — ");
  append_part (text, particulars (operation, order), " — ");
  append_part (text, excerpt (operation->text), " — ");
  if (operation->files->len > 0)
    append_part (text, g_strdup_printf (ngettext ("%u file", "%u files", operation->files->len), operation->files->len),
                 " — ");

  return g_string_free (text, FALSE);
}

/**
 * cst_outbox_why:
 *
 * Returns: (transfer full): the state in a sentence, with what the marketplace said where it said something
 */
char *
cst_outbox_why (const CstOperation *operation)
{
  const char *sentence = cst_explain_operation_state (operation->state);

  /* It left before it was cancelled: a person looked at a conflict or a refusal, or gave up. */
  if (operation->state == CST_OPERATION_CANCELLED && operation->last_problem != NULL)
    sentence = _("Somebody looked at it and set it aside.");
  if (operation->state == CST_OPERATION_CONFIRMED || cst_str_is_blank (operation->last_problem))
    return g_strdup (sentence);

  return g_strdup_printf ("%s %s", sentence, cst_str_translate (operation->last_problem));
}

char *
cst_outbox_who (const CstOperation *operation,
                gint64              now)
{
  g_autofree char *moment = cst_format_moment (operation->created_at, now);

  if (cst_str_is_blank (operation->person_name))
    /* Translators: a moment */
    return g_strdup_printf (_("Decided %s"), moment);

  /* Translators: a person’s name and a moment */
  return g_strdup_printf (_("Decided by %1$s, %2$s"), operation->person_name, moment);
}

static char *
in_how_long (gint64 seconds)
{
  if (seconds < 60)
    return g_strdup_printf (ngettext ("%d second", "%d seconds", (gulong) seconds), (int) seconds);

  return cst_format_duration (seconds);
}

/**
 * cst_outbox_next:
 *
 * Returns: (transfer full) (nullable): when something happens next, or when it was over
 */
char *
cst_outbox_next (const CstOperation *operation,
                 gint64              now)
{
  g_autofree char *when = NULL;

  if (operation->state == CST_OPERATION_HELD && operation->hold_until > now)
    {
      when = in_how_long (operation->hold_until - now);
      /* Translators: a stretch of time */
      return g_strdup_printf (_("Leaves in %s"), when);
    }

  if (operation->state == CST_OPERATION_QUEUED && operation->next_try_at > now)
    {
      when = in_how_long (operation->next_try_at - now);
      return g_strdup_printf (ngettext ("Next try in %2$s, after %1$d attempt",
                                        "Next try in %2$s, after %1$d attempts", (gulong) operation->attempts),
                              operation->attempts, when);
    }

  if (cst_outbox_is_finished (operation->state) && operation->finished_at != CST_TIME_NONE)
    {
      when = cst_format_moment (operation->finished_at, now);
      /* Translators: a moment */
      return g_strdup_printf (_("Ended %s"), when);
    }

  return NULL;
}
