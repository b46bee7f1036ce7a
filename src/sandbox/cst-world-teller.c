/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells a story by the marketplace's own rules, each step at its moment in the past. */
#include "cst-world-actors.h"
#include "cst-world-catalogue.h"
#include "cst-world-letters.h"
#include "cst-world-photos.h"
#include "cst-world-rules.h"
#include "cst-world-stories.h"

static CstWorldBy
staff (guint index)
{
  const CstWorldStaff *person = cst_world_staff (index);

  return (CstWorldBy) { person->id, person->name };
}

static char *
date_after (gint64 moment,
            int    days)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (moment + (gint64) days * CST_WORLD_DAY);

  return g_date_time_format (time, "%Y-%m-%d");
}

static void
write_message (CstWorld           *world,
               CstWorldIncident   *incident,
               const CstWorldStep *step)
{
  CstWorldOrder *order = cst_world_order (world, incident->order);
  const CstWorldCustomer *customer = cst_world_customer (order->customer);
  gboolean by_customer = step->kind == CST_STEP_CUSTOMER_WRITES;
  const char *text = step->text;
  CstWorldMessage *message;

  if (text == NULL)
    text = cst_world_reply_letter (customer->language, CST_WORLD_REPLY_THINKING);

  message = cst_world_say (world, order, incident,
                           by_customer ? CST_WORLD_CUSTOMER : CST_WORLD_BRAND,
                           by_customer ? customer->contact : cst_world_staff (0)->name, text,
                           customer->language);
  message->asks_photo = step->kind == CST_STEP_BRAND_ASKS_PHOTO;
  message->progress = by_customer ? 0 : 1;
  if (step->enclosed != NULL)
    {
      g_autoptr(GBytes) bytes = cst_world_document (step->enclosed);

      cst_world_attach (message, cst_world_add_attachment (world, step->enclosed,
                                                           cst_world_photo_media_type (step->enclosed),
                                                           bytes));
    }
  cst_world_message_sent (world, order, message);
}

static char *
step_key (CstWorld         *world,
          CstWorldIncident *incident)
{
  guint32 half = cst_world_hash (world, "key",
                                 incident->index * 64 + (int) incident->resolutions->len);

  return g_strdup_printf ("%08x-0000-4000-8000-%012x", half, (guint) incident->index);
}

static GArray *
pieces_of (CstWorldOrder    *order,
           CstWorldIncident *incident,
           int               count)
{
  CstWorldPieces pieces = g_array_index (incident->lines, CstWorldPieces, 0);
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (CstWorldPieces));

  pieces.quantity = count;
  pieces.amount = (gint64) count * order->lines[pieces.line].unit_price;
  g_array_append_val (lines, pieces);

  return lines;
}

static void
decide (CstWorld           *world,
        CstWorldIncident   *incident,
        const CstWorldStep *step)
{
  CstWorldOrder *order = cst_world_order (world, incident->order);
  g_autoptr(GArray) lines = pieces_of (order, incident, step->count);
  g_autofree char *key = step_key (world, incident);
  g_autofree char *ship_by = date_after (cst_world_now (world), 2);
  g_autofree char *follows_on = date_after (cst_world_now (world), 3);
  CstWorldReturnWish wish = { step->text, NULL, NULL };

  if (step->kind == CST_STEP_REFUND)
    {
      cst_world_refund (world, incident, staff (0), key, lines, 0);
      return;
    }

  for (guint i = 0; i < lines->len; i++)
    g_array_index (lines, CstWorldPieces, i).amount = 0;
  if (step->kind == CST_STEP_REPLACE_WITH_LABEL)
    {
      g_autoptr(GBytes) bytes = cst_world_document ("return-label.pdf");

      wish.label = cst_world_add_attachment (world, "etiquette-retour.pdf", "application/pdf",
                                             bytes);
      wish.label->purpose = "label";
    }
  if (step->kind == CST_STEP_REPLACE_LABEL_FOLLOWS)
    wish.label_follows_on = follows_on;

  cst_world_replace (world, incident, staff (0), key, lines, ship_by,
                     step->kind != CST_STEP_REPLACE ? &wish : NULL);
}

static void
ship (CstWorld           *world,
      CstWorldIncident   *incident,
      const CstWorldStep *step)
{
  const CstWorldCarrier *carrier = cst_world_carrier (cst_world_order (world,
                                                                       incident->order)->carrier);
  g_autofree char *url = g_strconcat (carrier->tracking_url, step->text, NULL);
  CstWorldParcel parcel = { carrier->name, step->text, url, cst_world_now (world) };

  cst_world_ship_replacement (world, incident, cst_world_unfinished (incident), &parcel);
}

/* @count pieces arrive; of the inspected ones, @count are damaged and the others fine. */
static void
move_return (CstWorld           *world,
             CstWorldIncident   *incident,
             const CstWorldStep *step)
{
  CstWorldReturn *ret = g_ptr_array_index (incident->returns, incident->returns->len - 1);
  CstWorldPieces *pieces = &g_array_index (ret->lines, CstWorldPieces, 0);

  if (step->kind == CST_STEP_RETURN_LEAVES)
    {
      cst_world_send_return (world, ret);
    }
  else if (step->kind == CST_STEP_RETURN_RECEIVED)
    {
      pieces->received = step->count;
      cst_world_receive_return (world, ret, cst_world_now (world));
    }
  else
    {
      pieces->damaged = step->count;
      pieces->accepted = pieces->received - pieces->damaged;
      pieces->missing = pieces->quantity - pieces->received;
      cst_world_inspect_return (world, ret);
    }
}

/* What becomes of a resolution at the marketplace, of the customer's view of it, and of the incident. */
static void
move_on (CstWorld           *world,
         CstWorldIncident   *incident,
         const CstWorldStep *step)
{
  if (step->kind == CST_STEP_EXECUTE)
    cst_world_execute_refund (world, incident, cst_world_unfinished (incident));
  else if (step->kind == CST_STEP_TURN_DOWN)
    cst_world_turn_down (world, incident, cst_world_unfinished (incident), step->text);
  else if (step->kind == CST_STEP_ACCEPT)
    cst_world_accept (world, incident, step->text);
  else if (step->kind == CST_STEP_CONTEST)
    cst_world_contest (world, incident, step->text);
  else if (step->kind == CST_STEP_REVIEW)
    cst_world_review (world, incident, step->text);
  else
    cst_world_settle (world, incident, step->kind == CST_STEP_REFUSE ? CST_WORLD_REFUSED : CST_WORLD_RESOLVED,
                      step->text);
}

/* What people at the brand's desk do for each other. */
static void
work_at_desk (CstWorld           *world,
              CstWorldIncident   *incident,
              const CstWorldStep *step)
{
  int line = g_array_index (incident->lines, CstWorldPieces, 0).line;
  CstWorldBy assignee = staff (0);

  if (step->kind == CST_STEP_NOTE)
    cst_world_add_note (world, incident, staff (1), step->text);
  else if (step->kind == CST_STEP_FINDING)
    cst_world_add_finding (world, incident, staff (1), "confirmed", line, step->count, step->text, NULL);
  else
    cst_world_assign (world, incident, &assignee);
}

static void
take_step (CstWorld           *world,
           CstWorldIncident   *incident,
           const CstWorldStep *step)
{
  switch (step->kind)
    {
    case CST_STEP_BRAND_WRITES:
    case CST_STEP_BRAND_ASKS_PHOTO:
    case CST_STEP_CUSTOMER_WRITES:
      write_message (world, incident, step);
      break;

    case CST_STEP_PHOTO_COMES:
      cst_world_send_photo (world, incident, step->text, NULL,
                            cst_world_now (world) - CST_WORLD_PHOTO_DELAY);
      break;

    case CST_STEP_REFUND:
    case CST_STEP_REPLACE:
    case CST_STEP_REPLACE_WITH_LABEL:
    case CST_STEP_REPLACE_LABEL_FOLLOWS:
      decide (world, incident, step);
      break;

    case CST_STEP_SHIP:
      ship (world, incident, step);
      break;

    case CST_STEP_EXECUTE:
    case CST_STEP_TURN_DOWN:
    case CST_STEP_ACCEPT:
    case CST_STEP_CONTEST:
    case CST_STEP_REVIEW:
    case CST_STEP_REFUSE:
    case CST_STEP_RESOLVE:
      move_on (world, incident, step);
      break;

    case CST_STEP_RETURN_LEAVES:
    case CST_STEP_RETURN_RECEIVED:
    case CST_STEP_RETURN_INSPECTED:
      move_return (world, incident, step);
      break;

    case CST_STEP_NOTE:
    case CST_STEP_FINDING:
    case CST_STEP_ASSIGN:
      work_at_desk (world, incident, step);
      break;

    case CST_STEP_FATE:
      incident->fate = g_strdup (cst_world_refusal (0));
      break;

    case CST_STEP_END:
    default:
      g_assert_not_reached ();
    }
}

/* When photo @position of @story was taken: some minutes before the report, one after the other,
 * unless the story has it otherwise. In problems without a name the cameras do not say, so that
 * their photos can be shared. */
static gint64
moment_of (CstWorld            *world,
           const CstWorldStory *story,
           gsize                position)
{
  const CstWorldStoryPhoto *photo = &story->photos[position];

  if (story->label == NULL)
    return 0;

  return cst_world_now (world) - CST_WORLD_PHOTO_DELAY - photo->hours_before * (gint64) 60 * 60 -
         (gint64) (CST_WORLD_MAX_PHOTOS - position) * 47;
}

static void
bring_photos (CstWorld            *world,
              CstWorldIncident    *incident,
              const CstWorldStory *story)
{
  for (gsize i = 0; story->photos[i].photo != NULL; i++)
    {
      if (*story->photos[i].photo == '\0')
        g_ptr_array_add (incident->attachments,
                         cst_world_add_attachment (world, story->photos[i].filename, "image/jpeg",
                                                   NULL));
      else
        cst_world_send_photo (world, incident, story->photos[i].photo, story->photos[i].filename,
                              moment_of (world, story, i));
    }
}

/* What was due to the brand by now has been paid: the past has no errands. */
static void
settle_payout (CstWorld      *world,
               CstWorldOrder *order)
{
  if (order->stage != CST_WORLD_ORDER_COMPLETED || order->paid_at > cst_world_get_plan (world)->now)
    return;

  order->paid_out = TRUE;
  order->updated_at = MAX (order->updated_at, order->paid_at);
}

/**
 * cst_world_tell:
 * @order: already looking as the story needs it
 *
 * Lets the story happen, from the report to its last step.
 */
void
cst_world_tell (CstWorld            *world,
                const CstWorldStory *story,
                CstWorldOrder       *order)
{
  gint64 reported_at = cst_world_get_plan (world)->now - (gint64) story->reported_hours * 60 * 60;
  const char *text = story->text;
  g_autoptr(GArray) lines = g_array_new (FALSE, TRUE, sizeof (CstWorldPieces));
  CstWorldPieces pieces = { 0 };
  CstWorldIncident *incident;

  if (text == NULL)
    text = cst_world_report_letter (story->language, story->reason);

  /* The second problem of an order is about its last line. */
  pieces.line = story->sku == NULL ? order->n_lines - 1 : 0;
  pieces.quantity = story->reported;
  g_array_append_val (lines, pieces);

  cst_world_set_now (world, reported_at);
  incident = cst_world_report (world, order, story->reason, text, lines, story->photos_announced);
  bring_photos (world, incident, story);
  if (story->label != NULL)
    cst_world_cast_add (world, story->label, incident->index);

  for (gsize i = 0; i < CST_WORLD_MAX_STEPS && story->steps[i].kind != CST_STEP_END; i++)
    {
      cst_world_set_now (world, reported_at + (gint64) story->steps[i].minutes * 60);
      take_step (world, incident, &story->steps[i]);
    }
  settle_payout (world, order);
}
