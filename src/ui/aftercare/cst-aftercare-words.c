/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-aftercare-words.h"

#include <glib/gi18n.h>

#include "cst-format.h"
#include "cst-quantities.h"
#include "cst-util.h"

/**
 * cst_next_step_icon:
 *
 * Returns: (transfer none): a symbolic icon's name
 */
const char *
cst_next_step_icon (const CstNextStep *step)
{
  switch (step->kind)
    {
    case CST_NEXT_SHIP:
      return "constat-replacement-symbolic";
    case CST_NEXT_REFUND:
      return "constat-refund-symbolic";
    case CST_NEXT_WAIT:
      return "constat-message-symbolic";
    case CST_NEXT_JUDGE:
    case CST_NEXT_SEND_LABEL:
    case CST_NEXT_AWAIT_RETURN:
    case CST_NEXT_INSPECT:
    case CST_NEXT_CLOSE:
    default:
      return "constat-return-symbolic";
    }
}

static const char *
who_is_awaited (const CstIncidentCase *incident_case)
{
  const CstAccountInfo *info = &incident_case->account->info;

  if (incident_case->incident->waiting_for == CST_PARTY_CUSTOMER)
    return cst_incident_case_customer (incident_case);

  return info->site != NULL ? info->site : _("the marketplace");
}

/**
 * cst_next_step_title:
 *
 * Returns: (transfer full): what is next, as somebody would say it
 */
char *
cst_next_step_title (const CstNextStep     *step,
                     const CstIncidentCase *incident_case,
                     gint64                 now)
{
  g_autofree char *since = NULL;

  switch (step->kind)
    {
    case CST_NEXT_SHIP:
      return g_strdup (_("Prepare and ship the replacement"));
    case CST_NEXT_JUDGE:
      /* Translators: a customer's name */
      return g_strdup_printf (_("%s asks to send something back"), cst_incident_case_customer (incident_case));
    case CST_NEXT_SEND_LABEL:
      return g_strdup (_("Send the return label"));
    case CST_NEXT_AWAIT_RETURN:
      return g_strdup (step->goods->state == CST_RETURN_UNDER_WAY ? _("The return is on its way")
                                                                  : _("The return has not been sent yet"));
    case CST_NEXT_INSPECT:
      return g_strdup (_("Inspect the return"));
    case CST_NEXT_CLOSE:
      return g_strdup (_("Close the return"));
    case CST_NEXT_REFUND:
      return g_strdup (_("A refund is due for the return"));
    case CST_NEXT_WAIT:
    default:
      since = cst_format_date (step->since, now);
      if (incident_case->incident->waiting_for == CST_PARTY_CUSTOMER &&
          cst_str_is_blank (incident_case->order->customer.name))
        /* Translators: “Customer” or “Retailer”, where the name was erased, and a date */
        return g_strdup_printf (_("%1$s: their turn since %2$s"), who_is_awaited (incident_case), since);

      /* Translators: a customer's or the marketplace's name, and a date */
      return g_strdup_printf (_("Waiting for %s since %s"), who_is_awaited (incident_case), since);
    }
}

static int
days_late (const char *iso_date,
           gint64      now)
{
  g_autofree char *text = g_strconcat (iso_date, "T00:00:00", NULL);
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GDateTime) day = g_date_time_new_from_iso8601 (text, zone);

  return day != NULL ? cst_days_since (g_date_time_to_unix (day), now) : 0;
}

static char *
say_ship_by (const CstNextStep *step,
             gint64             now)
{
  g_autofree char *day = NULL;

  if (step->resolution->ship_by == NULL)
    return NULL;

  day = cst_format_iso_date (step->resolution->ship_by, now);
  if (step->is_late)
    {
      int late = days_late (step->resolution->ship_by, now);

      /* Translators: a date, and a number of days */
      return g_strdup_printf (ngettext ("It was to leave by %s: %d day late", "It was to leave by %s: %d days late",
                                        (gulong) late), day, late);
    }

  /* Translators: a date */
  return g_strdup_printf (_("To leave by %s"), day);
}

static char *
say_label (const CstNextStep *step,
           gint64             now)
{
  g_autofree char *day = NULL;

  if (step->goods->label_follows_on == NULL)
    return g_strdup (_("The goods were asked back without a label"));

  day = cst_format_iso_date (step->goods->label_follows_on, now);
  /* Translators: a date */
  return step->is_late ? g_strdup_printf (_("It was promised for %s and is late"), day)
                       : g_strdup_printf (_("It was promised for %s"), day);
}

static char *
say_return (const CstNextStep *step,
            gint64             now)
{
  const CstReturn *goods = step->goods;
  g_autoptr(GString) text = g_string_new (NULL);

  if (goods->carrier != NULL || goods->tracking_number != NULL)
    g_string_append_printf (text, "%s %s", goods->carrier != NULL ? goods->carrier : "",
                            goods->tracking_number != NULL ? goods->tracking_number : "");

  if (step->is_late)
    {
      int days = cst_days_since (step->since, now);

      if (text->len > 0)
        g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("It has not come after %d day", "It has not come after %d days",
                                              (gulong) days), days);
    }

  return text->len > 0 ? g_strdup (g_strstrip (text->str)) : NULL;
}

static char *
say_refund (const CstNextStep *step,
            gint64             now)
{
  g_autofree char *due = cst_format_due (step->goods->refund_due_by, now);
  g_autofree char *moment = cst_format_moment (step->goods->refund_due_by, now);

  return g_strdup_printf ("%s · %s", due, moment);
}

static char *
say_wait (const CstNextStep      *step,
          const CstIncidentCase  *incident_case,
          const CstNextStepRules *rules,
          gint64                  now)
{
  int days = cst_days_since (step->since, now);

  if (incident_case->incident->waiting_for != CST_PARTY_CUSTOMER)
    return NULL;

  if (step->is_late)
    return g_strdup_printf (ngettext ("No answer for %d day: a reminder may help. Nothing is sent by itself.",
                                      "No answer for %d days: a reminder may help. Nothing is sent by itself.",
                                      (gulong) days), days);

  return g_strdup_printf (ngettext ("A reminder is proposed after %d day of silence",
                                    "A reminder is proposed after %d days of silence",
                                    (gulong) rules->reminder_days), rules->reminder_days);
}

/**
 * cst_next_step_detail:
 *
 * Returns: (transfer full) (nullable): when it is due or how late it is, in words (R3, R4, R6)
 */
char *
cst_next_step_detail (const CstNextStep      *step,
                      const CstIncidentCase  *incident_case,
                      const CstNextStepRules *rules,
                      gint64                  now)
{
  switch (step->kind)
    {
    case CST_NEXT_SHIP:
      return say_ship_by (step, now);
    case CST_NEXT_JUDGE:
      return cst_return_sentence (incident_case, step->goods);
    case CST_NEXT_SEND_LABEL:
      return say_label (step, now);
    case CST_NEXT_AWAIT_RETURN:
      return say_return (step, now);
    case CST_NEXT_REFUND:
      return say_refund (step, now);
    case CST_NEXT_WAIT:
      return say_wait (step, incident_case, rules, now);
    case CST_NEXT_CLOSE:
      return g_strdup (_("Each piece was inspected; nothing more is to come"));
    case CST_NEXT_INSPECT:
    default:
      return g_strdup (_("Sort each piece: accepted, damaged or missing"));
    }
}

static void
append_pieces (GString               *text,
               const CstIncidentCase *incident_case,
               const char            *line_id,
               int                    quantity)
{
  const CstOrderLine *line = cst_order_find_line (incident_case->order, line_id);

  g_string_append_printf (text, "%s%d × %s", text->len > 0 ? ", " : "", quantity,
                          line != NULL && line->title != NULL ? line->title : line_id);
}

/**
 * cst_pieces_sentence:
 * @resolution_lines: (element-type CstResolutionLine)
 *
 * Returns: (transfer full): “2 × Bowl, 1 × Vase”
 */
char *
cst_pieces_sentence (const CstIncidentCase *incident_case,
                     GPtrArray             *resolution_lines)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < resolution_lines->len; i++)
    {
      const CstResolutionLine *part = g_ptr_array_index (resolution_lines, i);

      append_pieces (text, incident_case, part->line, part->quantity);
    }

  return g_strdup (text->str);
}

/**
 * cst_return_sentence:
 *
 * Returns: (transfer full): the pieces of a return, as in “2 × Bowl, 1 × Vase”
 */
char *
cst_return_sentence (const CstIncidentCase *incident_case,
                     const CstReturn       *goods)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < goods->lines->len; i++)
    {
      const CstReturnLine *part = g_ptr_array_index (goods->lines, i);

      append_pieces (text, incident_case, part->line, part->quantity);
    }

  return g_strdup (text->str);
}

/**
 * cst_contested_words:
 *
 * R5: what the customer said when contesting, else their latest message since.
 *
 * Returns: (transfer none) (nullable): their words
 */
const char *
cst_contested_words (const CstIncidentCase *incident_case)
{
  const CstIncident *incident = incident_case->incident;
  gint64 contested_at = 0;
  const char *words = NULL;

  for (guint i = 0; i < incident->history->len; i++)
    {
      const CstIncidentEvent *event = g_ptr_array_index (incident->history, i);

      if (event->event != CST_EVENT_CONTESTED || event->at < contested_at)
        continue;
      contested_at = event->at;
      words = event->detail;
    }

  for (guint i = 0; cst_str_is_blank (words) && i < incident_case->thread->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (incident_case->thread->messages, i);

      if (message->author == CST_PARTY_CUSTOMER && message->sent_at >= contested_at &&
          g_strcmp0 (message->incident, incident->id) == 0)
        words = message->body;
    }

  return cst_str_is_blank (words) ? NULL : words;
}

static void
add_resolution (CstCustody          *custody,
                const CstResolution *resolution,
                const char          *line_id)
{
  if (resolution->state != CST_RESOLUTION_REQUESTED && resolution->state != CST_RESOLUTION_EXECUTED)
    return;

  for (guint i = 0; i < resolution->lines->len; i++)
    {
      const CstResolutionLine *line = g_ptr_array_index (resolution->lines, i);

      if (g_strcmp0 (line->line, line_id) != 0)
        continue;
      if (resolution->kind == CST_RESOLUTION_REFUND)
        custody->refunded += line->quantity;
      else if (resolution->kind == CST_RESOLUTION_REPLACEMENT)
        custody->replaced += line->quantity;
    }
}

/**
 * cst_custody_of:
 *
 * R1, R5: what was done about a line so far, over all of the order's incidents, and what is left.
 */
CstCustody
cst_custody_of (const CstIncidentCase *incident_case,
                const char            *line_id)
{
  CstCustody custody = { 0 };

  for (guint i = 0; i < incident_case->incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (incident_case->incidents, i);

      for (guint j = 0; j < incident->resolutions->len; j++)
        add_resolution (&custody, g_ptr_array_index (incident->resolutions, j), line_id);
    }

  custody.left = cst_quantities_left (incident_case->order, incident_case->incidents, incident_case->operations,
                                      line_id);

  return custody;
}

/**
 * cst_custody_sentence:
 *
 * Returns: (transfer full): “Bowl: replaced 2, refunded 0, left 10”
 */
char *
cst_custody_sentence (const CstIncidentCase *incident_case,
                      const char            *line_id)
{
  const CstOrderLine *line = cst_order_find_line (incident_case->order, line_id);
  CstCustody custody = cst_custody_of (incident_case, line_id);

  /* Translators: an article's title, and numbers of pieces */
  return g_strdup_printf (_("%s: replaced %d, refunded %d, left %d"),
                          line != NULL && line->title != NULL ? line->title : line_id,
                          custody.replaced, custody.refunded, custody.left);
}
