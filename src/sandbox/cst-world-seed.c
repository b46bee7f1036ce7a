/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The past of the world: 120 days of orders, busier towards the end, and the problems that
 * happened to them. */
#include "cst-world-seed.h"

#include <math.h>
#include <string.h>

#include "cst-world-catalogue.h"
#include "cst-world-letters.h"
#include "cst-world-photos.h"
#include "cst-world-private.h"
#include "cst-world-rules.h"
#include "cst-world-stories.h"

#include "cst-util.h"

#define HOUR (60 * 60)
#define PAST (120 * CST_WORLD_DAY)

/* Below this many orders a world shows a part of the stories; well above, nameless problems fill
 * it up. */
#define ORDERS_PER_STORY 10
#define ORDERS_FOR_NAMELESS 800

static gint64
placing_of (CstWorld *world,
            int       index)
{
  const CstWorldPlan *plan = cst_world_get_plan (world);
  double share = (index + cst_world_hash (world, "placing", index) / 4294967296.0) / plan->n_orders;

  return plan->now - PAST + (gint64) (sqrt (share) * sqrt (sqrt (share)) * PAST);
}

/* The last order placed before @moment that no story has taken yet, or -1. */
static int
find_free (const gint64 *placed,
           const int    *story_of,
           int           n_orders,
           gint64        moment)
{
  int from = 0;
  int to = n_orders;

  while (from < to)
    {
      int middle = (from + to) / 2;

      if (placed[middle] <= moment)
        from = middle + 1;
      else
        to = middle;
    }
  for (int i = from - 1; i >= 0; i--)
    {
      if (story_of[i] < 0)
        return i;
    }

  return -1;
}

static gboolean
shares_order (const CstWorldStory *story)
{
  return story->arrived_hours == -2;
}

static int
find_customer (const CstWorldStory *story)
{
  for (int i = 0; story->customer != NULL && i < cst_world_n_customers (); i++)
    {
      if (g_str_equal (cst_world_customer (i)->name, story->customer))
        return i;
    }

  return cst_world_find_customer (story->language, 0);
}

static CstWorldCasting
cast_for (const CstWorldStory *story,
          gint64               now)
{
  CstWorldCasting casting = { 0 };

  casting.customer = find_customer (story);
  casting.article = cst_world_find_article (story->sku);
  casting.quantity = story->quantity;
  if (story->arrived_hours >= 0)
    casting.delivered_at = now - (gint64) (story->reported_hours + story->arrived_hours) * HOUR;

  return casting;
}

static void
make_orders (CstWorld     *world,
             const gint64 *placed,
             const int    *story_of)
{
  const CstWorldPlan *plan = cst_world_get_plan (world);

  for (int i = 0; i < plan->n_orders; i++)
    {
      if (story_of[i] >= 0)
        {
          CstWorldCasting casting = cast_for (cst_world_story (story_of[i]), plan->now);

          cst_world_make_order (world, placed[i], &casting);
        }
      else
        {
          cst_world_make_order (world, placed[i], NULL);
        }
    }
}

/* A story needs an order that was placed early enough to be delivered when the story says. */
static gboolean
is_playable (const CstWorldStory *story,
             gint64               placed_at,
             gint64               now)
{
  return story->arrived_hours < 0 ||
         placed_at + 2 * CST_WORLD_DAY < now - (gint64) (story->reported_hours + story->arrived_hours) * HOUR;
}

static int
compare_age (gconstpointer a,
             gconstpointer b,
             gpointer      user_data)
{
  const int *one = a;
  const int *other = b;
  int difference = cst_world_story (*other)->reported_hours - cst_world_story (*one)->reported_hours;

  return difference != 0 ? difference : *one - *other;
}

/* The oldest first, so that problems are numbered as they came. */
static void
tell_stories (CstWorld  *world,
              const int *order_of,
              int        n_stories)
{
  g_autofree int *by_age = g_new (int, n_stories);

  for (int i = 0; i < n_stories; i++)
    by_age[i] = i;
  g_qsort_with_data (by_age, n_stories, sizeof (int), compare_age, NULL);

  for (int i = 0; i < n_stories; i++)
    {
      if (order_of[by_age[i]] >= 0)
        cst_world_tell (world, cst_world_story (by_age[i]),
                        cst_world_order (world, order_of[by_age[i]]));
    }
}

/* A problem without a name, for large worlds: mostly long settled. */
static void
tell_nameless (CstWorld      *world,
               CstWorldOrder *order)
{
  static const CstWorldStep endings[][4] = {
    { { CST_STEP_REFUND, 9 * 60, NULL, 1 }, { CST_STEP_EXECUTE, 9 * 60 + 2 } },
    { { CST_STEP_REPLACE, 20 * 60, NULL, 1 }, { CST_STEP_SHIP, 40 * 60, "6A20400000000" },
      { CST_STEP_ACCEPT, 120 * 60 } },
    { { CST_STEP_BRAND_WRITES, 5 * 60, NULL }, { CST_STEP_ACCEPT, 30 * 60 } },
    { { CST_STEP_REFUSE, 70 * 60, "Le signalement n’est pas fondé." } },
  };
  guint32 chance = cst_world_hash (world, "nameless", order->index);
  gint64 now = cst_world_get_plan (world)->now;
  gint64 reported_at = order->delivered_at + 20 * HOUR + chance % (6 * CST_WORLD_DAY);
  CstWorldStory story = { 0 };

  if (reported_at > now - HOUR)
    return;

  story.language = cst_world_customer (order->customer)->language;
  story.reason = (CstWorldReason) (chance / 7 % 4);
  story.reported_hours = (int) ((now - reported_at) / HOUR);
  story.sku = "";
  story.reported = 1;
  story.photos_announced = 1;
  story.photos[0].photo = chance % 9 == 0 ? "" : cst_world_photo_for (story.reason, chance / 11);
  story.photos[0].filename = "photo.jpg";
  if (reported_at < now - 6 * CST_WORLD_DAY)
    memcpy (story.steps, endings[chance / 13 % G_N_ELEMENTS (endings)], sizeof endings[0]);

  order->completed_at = 0;
  order->paid_at = 0;
  order->paid_out = FALSE;
  order->stage = CST_WORLD_ORDER_DELIVERED;
  cst_world_tell (world, &story, order);
}

static void
tell_all_nameless (CstWorld *world)
{
  for (int i = 0; i < cst_world_n_orders (world); i++)
    {
      CstWorldOrder *order = cst_world_order (world, i);

      if (order->incidents == NULL && order->stage >= CST_WORLD_ORDER_DELIVERED &&
          order->stage != CST_WORLD_ORDER_CANCELLED &&
          cst_world_hash (world, "trouble", i) % 1000 < 44)
        tell_nameless (world, order);
    }
}

/* Ordinary questions about orders without any problem. */
static void
chat (CstWorld      *world,
      CstWorldOrder *order)
{
  const CstWorldCustomer *customer = cst_world_customer (order->customer);
  CstWorldMessage *message;

  cst_world_set_now (world, order->placed_at + 3 * HOUR);
  message = cst_world_say (world, order, NULL, CST_WORLD_CUSTOMER, customer->contact,
                           cst_world_reply_letter (customer->language, CST_WORLD_REPLY_QUESTION),
                           customer->language);
  cst_world_message_sent (world, order, message);

  cst_world_set_now (world, order->placed_at + 7 * HOUR);
  message = cst_world_say (world, order, NULL, CST_WORLD_BRAND, cst_world_staff (2)->name,
                           cst_world_reply_letter (customer->language, CST_WORLD_REPLY_ANSWER),
                           customer->language);
  message->progress = 2;
  cst_world_message_sent (world, order, message);
  cst_set_str (&order->thread->read_up_to, message->id);
}

static void
chat_about_orders (CstWorld *world)
{
  for (int i = 0; i < cst_world_n_orders (world); i++)
    {
      CstWorldOrder *order = cst_world_order (world, i);

      if (order->incidents == NULL && cst_world_hash (world, "chat", i) % 14 == 0 &&
          order->placed_at + 8 * HOUR < cst_world_get_plan (world)->now)
        chat (world, order);
    }
}

static void
add_pictures (CstWorld *world)
{
  for (int i = 0; i < cst_world_n_articles (); i++)
    {
      const CstWorldArticle *article = cst_world_article (i);
      g_autofree char *id = g_strconcat ("pic-", article->sku, NULL);
      g_autofree char *filename = g_strconcat (article->sku, ".jpg", NULL);
      g_autoptr(GBytes) bytes = cst_world_picture (article->picture);

      cst_world_add_picture (world, id, filename, bytes);
    }
}

/* Tells the whole past and seals it. */
void
cst_world_populate (CstWorld *world)
{
  const CstWorldPlan *plan = cst_world_get_plan (world);
  int n_stories = CLAMP (plan->n_orders / ORDERS_PER_STORY, 1, cst_world_n_stories ());
  g_autofree gint64 *placed = g_new (gint64, plan->n_orders);
  g_autofree int *story_of = g_new (int, plan->n_orders);
  g_autofree int *order_of = g_new (int, n_stories);

  for (int i = 0; i < plan->n_orders; i++)
    {
      placed[i] = placing_of (world, i);
      story_of[i] = -1;
    }
  for (int i = 0; i < n_stories; i++)
    {
      const CstWorldStory *story = cst_world_story (i);
      gint64 wanted = plan->now - (gint64) story->placed_days * CST_WORLD_DAY;

      if (shares_order (story))
        {
          order_of[i] = order_of[i - 1];
          continue;
        }
      order_of[i] = find_free (placed, story_of, plan->n_orders, wanted);
      if (order_of[i] >= 0 && !is_playable (story, placed[order_of[i]], plan->now))
        order_of[i] = -1;
      if (order_of[i] >= 0)
        story_of[order_of[i]] = i;
    }

  cst_world_set_now (world, plan->now - PAST);
  add_pictures (world);
  make_orders (world, placed, story_of);
  tell_stories (world, order_of, n_stories);
  if (plan->n_orders >= ORDERS_FOR_NAMELESS)
    tell_all_nameless (world);
  chat_about_orders (world);
  cst_world_seal (world);
}

/**
 * cst_world_spring_problem:
 * @number: how many came this way before
 *
 * A retailer reports something right now, on an order that was delivered lately.
 */
void
cst_world_spring_problem (CstWorld *world,
                          int       number)
{
  guint32 chance = cst_world_hash (world, "spring", number);
  CstWorldReason reason = (CstWorldReason) (chance % 4);
  g_autoptr(GArray) lines = g_array_new (FALSE, TRUE, sizeof (CstWorldPieces));
  CstWorldPieces pieces = { 0, 1 };

  g_array_append_val (lines, pieces);
  for (int i = cst_world_n_orders (world) - 1 - (int) (chance % 20); i >= 0; i--)
    {
      CstWorldOrder *order = cst_world_order (world, i);
      const char *language = cst_world_customer (order->customer)->language;
      CstWorldIncident *incident;

      if (order->stage != CST_WORLD_ORDER_DELIVERED || order->incidents != NULL)
        continue;

      incident = cst_world_report (world, order, reason,
                                   cst_world_report_letter (language, reason), lines, 1);
      cst_world_send_photo (world, incident, NULL, NULL, cst_world_now (world) - CST_WORLD_PHOTO_DELAY);
      return;
    }
}
