/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-orders.h"

/* The orders that every benchmark measures with: always the same, of many customers, places and goods. */

CstOrder *
bench_order (int i)
{
  static const char *const cities[] = { "Lille", "Lyon", "Besançon", "Gent", "Köln", "Wien", "Paris", "Nantes" };
  static const char *const goods[] = { "Tasse", "Kerze", "Carnet", "Bougie", "Assiette", "Panier", "Savon", "Coussin" };
  g_autofree char *id = g_strdup_printf ("%d", 100000 + i);
  CstOrder *order = make_order (id, 1, (CstOrderStatus) (1 + i % 7));
  CstOrderLine *line = g_ptr_array_index (order->lines, 0);

  order->placed_at = FIXTURE_NOW - i * 60;
  order->amounts.total = (i * 7919) % 100000;
  g_free (order->customer.name);
  order->customer.name = g_strdup_printf ("Shop %d %s", i % 997, goods[i % 8]);
  g_free (order->customer.city);
  order->customer.city = g_strdup (cities[i % 8]);
  g_free (line->title);
  line->title = g_strdup_printf ("%s %d", goods[(i / 8) % 8], i % 311);

  return order;
}

/* Seconds of monotonic time. */
double
bench_since (gint64 begin)
{
  return (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
}

void
bench_time_start (BenchTime *self)
{
  self->begin = g_get_monotonic_time ();
  self->ticks = clock ();
}

/* Adds what went by since the last start. */
void
bench_time_stop (BenchTime *self)
{
  self->processor += (double) (clock () - self->ticks) / CLOCKS_PER_SEC;
  self->seconds += bench_since (self->begin);
}

/* Returns: the time it took to store @n orders page by page, without those it took to make them up */
BenchTime
bench_ingest (Fixture *fixture,
              gint64   account,
              int      n)
{
  BenchTime spent = { 0 };

  for (int start = 0; start < n; start += BENCH_PAGE)
    {
      g_autoptr(CstChangeSet) changes = cst_change_set_new ();

      for (int i = start; i < MIN (n, start + BENCH_PAGE); i++)
        g_ptr_array_add (changes->orders, bench_order (i));
      bench_time_start (&spent);
      cst_applied_free (apply (fixture, account, changes));
      bench_time_stop (&spent);
    }

  return spent;
}
