/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-json.h"
#include "cst-mirakl-job.h"
#include "cst-mirakl-reasons.h"
#include "cst-mirakl-wire.h"
#include "cst-mirakl-words.h"

/* A refund, line by line. The request is a PUT that refunds again each time it comes: it goes out only when the line's
 * refunds are those that the person saw. */

typedef struct
{
  JsonObject *line;
  int         quantity;
  gint64      goods;
  gint64      shipping;
} Share;

static JsonObject *
order_line (CstMiraklJob *job,
            const char   *ours)
{
  JsonArray *lines = cst_json_opt_array (job->order, "order_lines");

  for (guint i = 0; i < cst_json_array_length (lines); i++)
    {
      JsonObject *line = cst_json_nth_object (lines, i);
      g_autofree char *theirs = cst_mirakl_code (line, "order_line_id");
      g_autofree char *id = cst_mirakl_id_of (theirs);

      if (id != NULL && g_strcmp0 (id, ours) == 0)
        return line;
    }

  return NULL;
}

static gint64
taken (JsonObject *line,
       const char *list,
       const char *member,
       const char *currency)
{
  JsonArray *array = cst_json_opt_array (line, list);
  gint64 sum = 0;

  for (guint i = 0; i < cst_json_array_length (array); i++)
    {
      JsonObject *one = cst_json_nth_object (array, i);

      if (one != NULL)
        sum += cst_json_opt_amount (one, member, currency, 0);
    }

  return sum;
}

static gint64
left (JsonObject *line,
      const char *price,
      const char *part,
      const char *currency)
{
  return cst_json_opt_amount (line, price, currency, 0) - taken (line, "refunds", part, currency) -
         taken (line, "cancelations", part, currency);
}

/* As it was shown (cst_mirakl_read_order()). */
static gint64
price_of (JsonObject *line,
          int         quantity,
          const char *currency)
{
  gint64 unit = cst_json_opt_amount (line, "price_unit", currency, 0);
  int n = cst_mirakl_count (line, "quantity");

  if (unit == 0 && n > 0)
    unit = cst_json_opt_amount (line, "price", currency, 0) / n;

  return quantity * unit;
}

/* How the operation's sums fall on the lines: goods as decided, shipping as far as each line has some left. Shipping
 * that was there when our refund came counts as left. */
static GArray *
shares_of (CstMiraklJob *job)
{
  const CstOperation *operation = job->operation;
  GArray *shares = g_array_new (FALSE, TRUE, sizeof (Share));
  const char *currency = operation->expected.currency;
  gint64 shipping = operation->shipping;

  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *line = g_ptr_array_index (operation->lines, i);
      Share share = { order_line (job, line->line), line->quantity, line->amount, 0 };

      if (share.line == NULL)
        continue;
      if (share.goods == 0)
        share.goods = price_of (share.line, line->quantity, currency);
      share.shipping = MIN (shipping, cst_json_opt_amount (share.line, "shipping_price", currency, 0));
      shipping -= share.shipping;
      g_array_append_val (shares, share);
    }
  if (shipping > 0 && shares->len > 0)
    g_array_index (shares, Share, 0).shipping += shipping;

  return shares;
}

static CstResolution *
known_refund (CstMiraklJob *job,
              const char   *id)
{
  return job->known != NULL ? (CstResolution *) cst_incident_find_resolution (job->known, id) : NULL;
}

/* As it will be read there. */
static CstResolution *
new_refund (CstMiraklJob *job,
            const Share  *share,
            const char   *id)
{
  CstResolution *resolution = cst_record_new (&cst_resolution_type);
  CstResolutionLine *line = cst_record_new (&cst_resolution_line_type);
  g_autofree char *theirs = cst_mirakl_code (share->line, "order_line_id");

  resolution->id = g_strdup (id);
  resolution->kind = CST_RESOLUTION_REFUND;
  resolution->state = CST_RESOLUTION_REQUESTED;
  resolution->requested_at = cst_mirakl_job_now (job);
  if (job->operation->lines->len == 1 && job->operation->expected.total > 0)
    resolution->amounts = job->operation->expected;
  else
    {
      g_strlcpy (resolution->amounts.currency, job->operation->expected.currency, sizeof resolution->amounts.currency);
      resolution->amounts.goods = share->goods;
      resolution->amounts.shipping = share->shipping;
      resolution->amounts.total = share->goods + share->shipping;
    }
  line->line = cst_mirakl_id_of (theirs);
  line->quantity = share->quantity;
  line->amount = share->goods;
  g_ptr_array_add (resolution->lines, line);

  return resolution;
}

static void
note_refund (CstMiraklJob *job,
             const Share  *share,
             const char   *id)
{
  CstResolution *resolution = known_refund (job, id);

  if (job->known == NULL)
    return;
  if (resolution == NULL)
    {
      resolution = new_refund (job, share, id);
      g_ptr_array_add (job->known->resolutions, resolution);
    }
  if (resolution->key == NULL)
    resolution->key = g_strdup (job->operation->key);
  if (resolution->by == NULL)
    resolution->by = g_strdup (job->operation->person_name);
  job->has_noted = TRUE;
}

typedef enum
{
  FOUND_NOTHING,
  FOUND_OURS,
  FOUND_FOREIGN,
} Found;

static gboolean
is_same (const Share *share,
         JsonObject  *refund,
         const char  *currency)
{
  return cst_json_opt_amount (refund, "amount", currency, 0) == share->goods &&
         cst_json_opt_amount (refund, "shipping_amount", currency, 0) == share->shipping;
}

/* What the site said yes to may not be listed yet. */
static gboolean
was_refunded (CstMiraklJob *job,
              const Share  *share)
{
  g_autofree char *theirs = cst_mirakl_code (share->line, "order_line_id");
  g_autofree char *id = cst_mirakl_id_of (theirs);

  for (guint i = 0; job->known != NULL && i < job->known->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (job->known->resolutions, i);
      const CstResolutionLine *line = resolution->lines->len > 0 ? g_ptr_array_index (resolution->lines, 0) : NULL;

      if (g_strcmp0 (resolution->key, job->operation->key) == 0 && line != NULL && g_strcmp0 (line->line, id) == 0)
        return TRUE;
    }

  return FALSE;
}

/* What came onto a line since the decision: ours carries our key, or has our amounts and came when ours may have. */
static Found
find_on_line (CstMiraklJob *job,
              const Share  *share)
{
  const char *currency = job->operation->expected.currency;
  JsonArray *refunds = cst_json_opt_array (share->line, "refunds");
  Found found = FOUND_NOTHING;

  if (was_refunded (job, share))
    return FOUND_OURS;

  for (guint i = 0; i < cst_json_array_length (refunds); i++)
    {
      JsonObject *refund = cst_json_nth_object (refunds, i);
      g_autofree char *number = cst_mirakl_code (refund, "id");
      g_autofree char *id = number != NULL ? g_strconcat ("r", number, NULL) : NULL;
      const CstResolution *known = id != NULL ? known_refund (job, id) : NULL;

      if (id == NULL)
        continue;
      if ((known != NULL && known->key != NULL) ||
          !cst_mirakl_job_came_after (job, cst_mirakl_moment (refund, "created_date")))
        continue;
      if (job->has_acted && is_same (share, refund, currency))
        {
          note_refund (job, share, id);
          return FOUND_OURS;
        }
      found = FOUND_FOREIGN;
    }

  return found;
}

static CstStepFact
check_left (CstMiraklJob  *job,
            GArray        *shares,
            char         **problem)
{
  const CstAmounts *expected = &job->operation->expected;
  const char *currency = expected->currency;
  gint64 goods = 0;

  if (shares->len != job->operation->lines->len)
    return cst_step_impossible (problem, _("The site does not have this line of the order any more."));
  if (g_strcmp0 (cst_json_opt_string (job->order, "order_state", NULL), "CLOSED") == 0)
    return cst_step_impossible (problem, _("The marketplace has closed this order: it takes no refund any "
                                           "more."));

  for (guint i = 0; i < shares->len; i++)
    {
      const Share *share = &g_array_index (shares, Share, i);

      if (share->goods > left (share->line, "price", "amount", currency) ||
          share->shipping > left (share->line, "shipping_price", "shipping_amount", currency))
        return cst_step_impossible (problem, _("Less than that is left to refund on a line of this order."));
      goods += share->goods;
    }
  if (expected->goods > 0 && goods != expected->goods)
    return cst_step_impossible (problem, _("Meanwhile the order’s amounts changed: the refund would not be the one "
                                           "that was shown."));

  return CST_STEP_OPEN;
}

static CstStepFact
look_refund (gpointer   data,
             char     **problem)
{
  CstMiraklJob *job = data;
  CstStepFact fact = cst_mirakl_job_check_order (job, problem);
  g_autoptr(GArray) shares = fact == CST_STEP_OPEN ? shares_of (job) : NULL;
  guint n_ours = 0;
  guint n_foreign = 0;

  if (shares == NULL)
    return fact;

  for (guint i = 0; i < shares->len; i++)
    {
      Found found = find_on_line (job, &g_array_index (shares, Share, i));

      n_ours += found == FOUND_OURS;
      n_foreign += found == FOUND_FOREIGN;
    }
  if (n_ours > 0 && n_ours == shares->len)
    return CST_STEP_DONE;
  if (n_ours > 0)
    return cst_step_unclear (problem, _("Some of the lines were refunded and some not. Look at the site."));
  if (n_foreign > 0 && job->has_acted)
    return cst_step_unclear (problem, _("The site has another refund than the one that was asked for. Look at "
                                        "the site whether it is this one."));
  if (n_foreign > 0)
    return cst_step_impossible (problem, _("Meanwhile somebody refunded something on this line at the site."));

  return check_left (job, shares, problem);
}

static void
set_amount (JsonObject *object,
            const char *member,
            gint64      minor,
            const char *currency)
{
  g_autofree char *text = cst_money_to_text (cst_money (minor, currency));

  json_object_set_double_member (object, member, g_ascii_strtod (text, NULL));
}

static gint64
share_of_tax (gint64 tax,
              gint64 part,
              gint64 whole)
{
  return whole > 0 ? (tax * part + whole / 2) / whole : 0;
}

/* Each tax of the line in the share of it that goes back, worked out on the running total: that of several refunds adds
 * up to the tax that was paid. */
static void
add_taxes (JsonObject *refund,
           const char *member,
           JsonObject *line,
           gint64      part,
           const char *price,
           const char *amount_member,
           const char *currency)
{
  JsonArray *taxes = cst_json_opt_array (line, member);
  gint64 whole = cst_json_opt_amount (line, price, currency, 0);
  gint64 before = whole - left (line, price, amount_member, currency);
  JsonArray *array;

  if (cst_json_array_length (taxes) == 0)
    return;

  array = json_array_new ();
  for (guint i = 0; i < json_array_get_length (taxes); i++)
    {
      JsonObject *tax = cst_json_nth_object (taxes, i);
      g_autofree char *code = cst_mirakl_code (tax, "code");
      JsonObject *one;
      gint64 amount;

      if (code == NULL)
        continue;
      amount = cst_json_opt_amount (tax, "amount", currency, 0);
      one = json_object_new ();
      json_object_set_string_member (one, "code", code);
      set_amount (one, "amount", share_of_tax (amount, before + part, whole) - share_of_tax (amount, before, whole),
                  currency);
      json_array_add_object_element (array, one);
    }
  json_object_set_array_member (refund, member, array);
}

static JsonObject *
refund_of (CstMiraklJob *job,
           const Share  *share,
           const char   *reason)
{
  const char *currency = job->operation->expected.currency;
  JsonObject *refund = json_object_new ();
  g_autofree char *id = cst_mirakl_code (share->line, "order_line_id");

  json_object_set_string_member (refund, "order_line_id", id);
  set_amount (refund, "amount", share->goods, currency);
  set_amount (refund, "shipping_amount", share->shipping, currency);
  json_object_set_int_member (refund, "quantity", share->quantity);
  json_object_set_string_member (refund, "reason_code", reason);
  json_object_set_string_member (refund, "currency_iso_code", currency);
  add_taxes (refund, "taxes", share->line, share->goods, "price", "amount", currency);
  add_taxes (refund, "shipping_taxes", share->line, share->shipping, "shipping_price", "shipping_amount", currency);

  return refund;
}

static const Share *
share_of (GArray     *shares,
          const char *line)
{
  for (guint i = 0; i < shares->len; i++)
    {
      const Share *share = &g_array_index (shares, Share, i);
      g_autofree char *theirs = cst_mirakl_code (share->line, "order_line_id");

      if (g_strcmp0 (theirs, line) == 0)
        return share;
    }

  return NULL;
}

static void
note_refunds (CstMiraklJob *job,
              GArray       *shares,
              JsonNode     *said)
{
  JsonArray *refunds = said != NULL ? cst_json_opt_array (json_node_get_object (said), "refunds") : NULL;

  for (guint i = 0; i < cst_json_array_length (refunds); i++)
    {
      JsonObject *refund = cst_json_nth_object (refunds, i);
      g_autofree char *line = cst_mirakl_code (refund, "order_line_id");
      g_autofree char *number = cst_mirakl_code (refund, "refund_id");
      g_autofree char *id = number != NULL ? g_strconcat ("r", number, NULL) : NULL;
      const Share *share = share_of (shares, line);

      if (id != NULL && share != NULL)
        note_refund (job, share, id);
    }
}

static CstPushOutcome
act_refund (gpointer        data,
            CstPushAnswer  *answer,
            GCancellable   *cancellable,
            GError        **error)
{
  CstMiraklJob *job = data;
  CstPushOutcome outcome = CST_PUSH_NOT_SENT;
  JsonObject *reasons = cst_mirakl_job_reasons (job, answer, &outcome, cancellable, error);
  const char *label = job->known != NULL ? job->known->reason_label : NULL;
  g_autofree char *reason = cst_mirakl_choose_reason (reasons, "REFUND", cst_mirakl_propose_topic (label), NULL);
  g_autoptr(GArray) shares = shares_of (job);
  g_autoptr(JsonNode) said = NULL;
  JsonObject *body;
  JsonArray *refunds;

  if (reasons == NULL)
    return outcome;
  if (reason == NULL)
    {
      g_free (answer->problem);
      answer->problem = g_strdup (_("The marketplace has no reason that the shop may refund for. Ask the operator for "
                                    "one."));
      return CST_PUSH_REFUSED;
    }

  body = json_object_new ();
  refunds = json_array_new ();
  for (guint i = 0; i < shares->len; i++)
    json_array_add_object_element (refunds, refund_of (job, &g_array_index (shares, Share, i), reason));
  if (cst_json_opt_string (job->order, "order_tax_mode", NULL) != NULL)
    json_object_set_string_member (body, "order_tax_mode", cst_json_opt_string (job->order, "order_tax_mode", NULL));
  json_object_set_array_member (body, "refunds", refunds);

  outcome = cst_mirakl_change (job->site, "PUT", "/api/orders/refund", body, answer, &said, cancellable, error);
  job->has_acted = job->has_acted || outcome != CST_PUSH_NOT_SENT;
  if (outcome == CST_PUSH_CONFIRMED)
    note_refunds (job, shares, said);

  return outcome;
}

static CstPushOutcome
act_mark (gpointer        data,
          CstPushAnswer  *answer,
          GCancellable   *cancellable,
          GError        **error)
{
  return cst_mirakl_mark_after (data, "refund", answer, cancellable, error);
}

static gboolean
is_refunded (gpointer data)
{
  char *problem = NULL;
  gboolean is_begun = look_refund (data, &problem) == CST_STEP_DONE;

  g_free (problem);

  return is_begun;
}

static const CstStep refund_steps[] = {
  { N_("Refund the lines"), look_refund, act_refund },
  { N_("Mark the incident as resolved"), cst_mirakl_look_marked, act_mark },
};

const CstSequence cst_mirakl_refund = CST_MIRAKL_SEQUENCE (refund_steps, is_refunded);
