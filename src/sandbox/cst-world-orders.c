/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes believable orders. */
#include "cst-world-actors.h"
#include "cst-world-catalogue.h"
#include "cst-world-private.h"
#include "cst-world-seed.h"

#include <string.h>

#define HOUR (60 * 60)
#define COMPLETED_AFTER (14 * CST_WORLD_DAY)
#define PAID_AFTER (7 * CST_WORLD_DAY)

static const int quantities[] = { 2, 3, 4, 4, 6, 6, 6, 8, 10, 12, 12, 24 };

static gint64
hours_between (GRand *chance,
               int    from,
               int    to)
{
  return (gint64) g_rand_int_range (chance, from * HOUR, to * HOUR);
}

static int
price_for (const CstWorldArticle  *article,
           const CstWorldCustomer *customer)
{
  if (g_str_equal (customer->country, "CH"))
    return (article->price * 95 / 100 + 4) / 5 * 5;
  if (customer->consumer)
    return article->price + (int) cst_tax_of (article->price, article->tax_bp, CST_TAX_EXCLUDED);

  return article->price;
}

static void
fill_line (CstWorldLine           *line,
           const CstWorldArticle  *article,
           const CstWorldCustomer *customer,
           int                     quantity)
{
  line->article = article;
  line->quantity = quantity;
  line->unit_price = price_for (article, customer);
  line->tax_bp = g_str_equal (customer->country, "FR") ? article->tax_bp : 0;
}

static void
fill_lines (CstWorldOrder         *order,
            GRand                 *chance,
            const CstWorldCasting *casting)
{
  const CstWorldCustomer *customer = cst_world_customer (order->customer);
  int first = g_rand_int_range (chance, 0, cst_world_n_articles ());

  order->n_lines = g_rand_int_range (chance, 1, 6);
  order->lines = g_new0 (CstWorldLine, order->n_lines);
  for (int i = 0; i < order->n_lines; i++)
    {
      /* A stride that shares no factor with the catalogue's length never names an article twice. */
      const CstWorldArticle *article = cst_world_article ((first + i * 23) % cst_world_n_articles ());
      int quantity = quantities[g_rand_int_range (chance, 0, G_N_ELEMENTS (quantities))];

      if (casting != NULL && casting->article != NULL)
        {
          if (i == 0)
            {
              article = casting->article;
              quantity = casting->quantity;
            }
          else if (article == casting->article)
            {
              article = cst_world_article ((first + order->n_lines * 23) % cst_world_n_articles ());
            }
        }
      fill_line (&order->lines[i], article, customer, quantity);
    }
}

static gint64
shipping_for (const CstWorldCustomer *customer,
              gint64                  goods)
{
  gboolean domestic = g_str_equal (customer->country, "FR");

  if (goods >= (domestic ? 30000 : 60000))
    return 0;

  return domestic ? 1290 : 1990;
}

static void
add_up (CstWorldOrder *order)
{
  const CstWorldCustomer *customer = cst_world_customer (order->customer);
  CstAmounts *amounts = &order->amounts;
  int highest_rate = 0;

  strcpy (amounts->currency, g_str_equal (customer->country, "CH") ? "CHF" : "EUR");
  amounts->tax_mode = customer->consumer ? CST_TAX_INCLUDED : CST_TAX_EXCLUDED;
  for (int i = 0; i < order->n_lines; i++)
    {
      gint64 goods = (gint64) order->lines[i].quantity * order->lines[i].unit_price;

      amounts->goods += goods;
      amounts->tax += cst_tax_of (goods, order->lines[i].tax_bp, amounts->tax_mode);
      highest_rate = MAX (highest_rate, order->lines[i].tax_bp);
    }
  amounts->shipping = shipping_for (customer, amounts->goods);
  amounts->tax += cst_tax_of (amounts->shipping, highest_rate, amounts->tax_mode);
  amounts->total = amounts->goods + amounts->shipping + (amounts->tax_mode == CST_TAX_EXCLUDED ? amounts->tax : 0);

  order->refunded = *amounts;
  order->refunded.goods = order->refunded.shipping = order->refunded.tax = order->refunded.total = 0;
}

/* Plans the order's life from its placing, or backwards from the delivery a story asks for. */
static void
plan_life (CstWorldOrder         *order,
           GRand                 *chance,
           const CstWorldCasting *casting)
{
  order->confirmed_at = order->placed_at + hours_between (chance, 1, 36);
  order->shipped_at = order->confirmed_at + hours_between (chance, 20, 220);
  order->promised_at = order->confirmed_at + hours_between (chance, 90, 240);
  order->delivered_at = order->shipped_at + hours_between (chance, 24, 100);

  if (casting != NULL && casting->delivered_at != 0)
    {
      order->confirmed_at = order->placed_at + 5 * HOUR;
      order->delivered_at = casting->delivered_at;
      order->shipped_at = MAX (order->confirmed_at + HOUR,
                               order->delivered_at - 2 * CST_WORLD_DAY - 3 * HOUR);
      order->promised_at = order->shipped_at + CST_WORLD_DAY;
    }

  order->completed_at = order->delivered_at + COMPLETED_AFTER;
  order->paid_at = order->completed_at + PAID_AFTER;
}

/* The last moment of the planned life that is past gives the stage. */
static void
live_until (CstWorldOrder *order,
            gint64         now,
            gboolean       on_the_way)
{
  const gint64 *moments[] = { &order->confirmed_at, &order->shipped_at, &order->delivered_at,
                              &order->completed_at };

  order->updated_at = order->placed_at;
  for (gsize i = 0; i < G_N_ELEMENTS (moments) && *moments[i] <= now; i++)
    {
      if (on_the_way && order->stage == CST_WORLD_ORDER_SHIPPED)
        break;
      order->stage++;
      order->updated_at = *moments[i];
    }

  if (order->stage >= CST_WORLD_ORDER_DELIVERED)
    {
      for (int i = 0; i < order->n_lines; i++)
        order->lines[i].delivered = order->lines[i].quantity;
    }
  if (order->stage == CST_WORLD_ORDER_COMPLETED && order->paid_at <= now)
    {
      order->paid_out = TRUE;
      order->updated_at = order->paid_at;
    }
}

/* A parcel that a story says is still under way left long ago and arrives some day. */
static void
keep_under_way (CstWorldOrder *order,
                gint64         now)
{
  order->confirmed_at = order->placed_at + 5 * HOUR;
  order->shipped_at = now - 9 * CST_WORLD_DAY;
  order->promised_at = order->shipped_at - 4 * CST_WORLD_DAY;
  order->delivered_at = now + 4 * CST_WORLD_DAY;
  order->completed_at = order->delivered_at + COMPLETED_AFTER;
  order->paid_at = order->completed_at + PAID_AFTER;
}

/**
 * cst_world_make_order:
 * @casting: (nullable): what a story needs of it
 *
 * Adds the next order, placed at @placed_at and grown as old as the world's plan says.
 */
void
cst_world_make_order (CstWorld              *world,
                      gint64                 placed_at,
                      const CstWorldCasting *casting)
{
  CstWorldOrder *order = cst_world_new_order (world);
  g_autoptr(GRand) chance = g_rand_new_with_seed (cst_world_hash (world, "order", order->index));
  gint64 now = MAX (cst_world_get_plan (world)->now, placed_at);
  gboolean on_the_way = casting != NULL && casting->delivered_at == 0;

  order->placed_at = placed_at;
  order->customer = casting != NULL ? casting->customer : g_rand_int_range (chance, 0, cst_world_n_customers ());
  order->carrier = cst_world_carrier_for (cst_world_customer (order->customer)->country,
                                          g_rand_int (chance));
  fill_lines (order, chance, casting);
  order->two_parcels = casting == NULL && order->n_lines > 1 &&
                       g_rand_int_range (chance, 0, 12) == 0;
  add_up (order);
  plan_life (order, chance, casting);
  if (on_the_way)
    keep_under_way (order, now);
  live_until (order, now, on_the_way);

  if (casting == NULL && g_rand_int_range (chance, 0, 50) == 0 && order->confirmed_at < now)
    {
      order->stage = CST_WORLD_ORDER_CANCELLED;
      order->paid_out = FALSE;
      order->updated_at = order->confirmed_at;
      for (int i = 0; i < order->n_lines; i++)
        order->lines[i].delivered = 0;
    }
  else if (order->stage == CST_WORLD_ORDER_COMPLETED && !order->paid_out)
    {
      cst_world_schedule (world, order->paid_at, CST_WORLD_ERRAND_PAY_OUT, order->index, 0);
    }
  cst_world_expect_order_step (world, order);
}

/* Somebody orders right now. */
void
cst_world_spring_order (CstWorld *world)
{
  cst_world_make_order (world, cst_world_now (world), NULL);
  cst_world_touch (world, CST_WORLD_FEED_ORDER, cst_world_n_orders (world) - 1);
  cst_world_touch (world, CST_WORLD_FEED_ACCOUNT, 0);
}
