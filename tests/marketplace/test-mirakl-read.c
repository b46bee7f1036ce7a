/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gstdio.h>

#include "cst-mirakl-bench.h"
#include "cst-mirakl-client.h"

/* What is read of an instance: the account, orders, incidents, conversations and files. */

static gboolean
has_remark (const CstAccountInfo *info,
            const char           *word)
{
  for (guint i = 0; info->remarks != NULL && info->remarks[i] != NULL; i++)
    {
      if (strstr (info->remarks[i], word) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
test_check (CstBench      *bench,
            gconstpointer  data)
{
  g_autoptr(CstMarketplace) inspector = cst_bench_connect (bench, bench->sandbox->inspector_token, "");
  g_autoptr(CstMarketplace) stranger = cst_bench_connect (bench, "nobody", "");
  g_autoptr(CstMarketplace) other_shop = cst_bench_connect (bench, bench->sandbox->token, "?shop_id=4101");
  g_autoptr(CstMarketplace) this_shop = cst_bench_connect (bench, bench->sandbox->token, "?shop_id=4100");
  g_autoptr(GError) error = NULL;
  CstAccountInfo *info = cst_marketplace_check (bench->marketplace, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (info->site, ==, "Pixel Store");
  g_assert_cmpstr (info->remote_id, ==, "4100");
  g_assert_cmpstr (info->currency, ==, "EUR");
  g_assert_cmpint (info->audience, ==, CST_CUSTOMER_CONSUMER);
  g_assert_cmpint (info->capabilities & CST_CAN_HANDLE_RETURNS, !=, 0);
  g_assert_cmpint (info->capabilities & (CST_CAN_NOTE | CST_CAN_FIND | CST_CAN_ASSIGN), ==, 0);
  g_assert_cmpint (info->rate.orders, ==, 420);
  g_assert_cmpint (info->rate.reported, ==, 13);
  g_assert_null (info->remarks);
  cst_record_free (&cst_account_info_type, info);

  /* What the key’s user may not do is named, and the rest works. */
  info = cst_marketplace_check (inspector, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (has_remark (info, "ROLE_SHOP_ADMIN"));
  g_assert_cmpint (info->capabilities & CST_CAN_HANDLE_RETURNS, ==, 0);
  g_assert_cmpint (info->capabilities & CST_CAN_READ_INCIDENTS, !=, 0);
  cst_record_free (&cst_account_info_type, info);

  g_assert_null (cst_marketplace_check (stranger, NULL, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_AUTH);
  g_clear_error (&error);
  g_assert_null (cst_marketplace_check (other_shop, NULL, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_FORBIDDEN);
  g_clear_error (&error);
  info = cst_marketplace_check (this_shop, NULL, &error);
  g_assert_no_error (error);
  cst_record_free (&cst_account_info_type, info);
}

static void
test_pull (CstBench      *bench,
           gconstpointer  data)
{
  const CstIncident *fresh, *answered, *taxed;
  const CstOrder *order;
  const CstThread *thread;

  cst_bench_pull (bench);
  g_assert_cmpuint (g_hash_table_size (bench->store->orders), ==, 60);
  g_assert_cmpuint (g_hash_table_size (bench->store->incidents), ==, 15);

  fresh = cst_bench_incident (bench, "PX-70005-A-1.1");
  g_assert_cmpint (fresh->state, ==, CST_INCIDENT_SUBMITTED);
  g_assert_cmpint (fresh->reason, ==, CST_REASON_DAMAGED);
  g_assert_cmpstr (fresh->reason_code, ==, "damaged");
  g_assert_cmpint (fresh->waiting_for, ==, CST_PARTY_BRAND);
  g_assert_cmpint (fresh->waiting_since, ==, 1795410000);
  g_assert_cmpuint (fresh->attachments->len, ==, 1);
  g_assert_nonnull (fresh->description);

  answered = cst_bench_incident (bench, "PX-70020-A-1.1");
  g_assert_cmpint (answered->state, ==, CST_INCIDENT_IN_PROGRESS);
  g_assert_cmpint (answered->waiting_for, ==, CST_PARTY_CUSTOMER);

  /* A body that is marked up is text here. */
  g_assert_cmpstr (cst_bench_incident (bench, "PX-70025-A-1.1")->description, ==,
                   "Bonjour,\nil y a un souci & je voudrais en parler.");

  taxed = cst_bench_incident (bench, "PX-70022-A-1.1");
  order = cst_memory_store_order (bench->store, taxed->order);
  g_assert_cmpint (order->amounts.tax_mode, ==, CST_TAX_EXCLUDED);
  g_assert_cmpint (order->amounts.total, ==, order->amounts.goods + order->amounts.shipping + order->amounts.tax);
  g_assert_cmpint (((CstOrderLine *) g_ptr_array_index (order->lines, 0))->tax_rate_bp, ==, 2000);
  g_assert_cmpint (order->status, ==, CST_ORDER_PROBLEM_REPORTED);
  g_assert_cmpstr (order->customer.country, ==, "FR");
  g_assert_null (order->customer.email);

  /* A conversation on an order without an incident comes, too. */
  thread = cst_memory_store_thread (bench->store, "PX-70041-A");
  g_assert_cmpuint (thread->messages->len, ==, 1);
}

/* Nothing changed: four questions, nothing said, the same cursor. */
static void
test_nothing_changed (CstBench      *bench,
                      gconstpointer  data)
{
  g_autofree char *before = NULL;
  gint64 orders, threads, returns;

  cst_bench_pull (bench);
  cst_bench_pull (bench);
  before = g_strdup (bench->cursor);
  orders = cst_bench_calls (bench, "OR11");
  threads = cst_bench_calls (bench, "M11");
  returns = cst_bench_calls (bench, "RT11");
  g_assert_cmpuint (cst_bench_pull (bench), ==, 0);
  g_assert_cmpstr (bench->cursor, ==, before);
  g_assert_cmpint (cst_bench_calls (bench, "OR11") - orders, ==, 2);
  g_assert_cmpint (cst_bench_calls (bench, "M11") - threads, ==, 1);
  g_assert_cmpint (cst_bench_calls (bench, "RT11") - returns, ==, 1);
}

/* Sooner than the API publishes, nothing is asked: orders and threads by the minute, returns every five. */
static void
test_polite (CstBench      *bench,
             gconstpointer  data)
{
  g_autofree char *url = g_strconcat (bench->sandbox->url, "/mirakl", NULL);
  g_autoptr(CstMiraklSite) site = cst_mirakl_site_new (url, bench->sandbox->token, NULL);
  g_autoptr(CstChangeSet) first = NULL;
  gint64 minute = 60 * G_USEC_PER_SEC;
  gint64 orders, returns;

  site->is_patient = TRUE;
  first = cst_mirakl_pull (site, NULL, 100, NULL, NULL);
  g_assert_false (first->has_more);
  orders = cst_bench_calls (bench, "OR11");
  returns = cst_bench_calls (bench, "RT11");
  for (int i = 0; i < 3; i++)
    {
      g_autoptr(CstChangeSet) again = cst_mirakl_pull (site, first->cursor, 100, NULL, NULL);

      g_assert_true (cst_change_set_is_empty (again));
      g_assert_cmpstr (again->cursor, ==, first->cursor);
      g_assert_cmpint (cst_bench_calls (bench, "OR11") - orders, ==, i == 0 ? 0 : 2 * i);
      g_assert_cmpint (cst_bench_calls (bench, "RT11") - returns, ==, i == 2 ? 1 : 0);
      site->called_at[CST_MIRAKL_ORDERS] -= minute;
      site->called_at[CST_MIRAKL_RETURNS] -= i == 1 ? 5 * minute : 0;
    }
}

/* An incident is over when its line is, and a line that is open again has another one. */
static void
test_reopened (CstBench      *bench,
               gconstpointer  data)
{
  const CstIncident *first;

  cst_bench_pull (bench);
  cst_bench_shopper (bench, "close", "PX-70005-A-1", NULL);
  cst_bench_pull (bench);
  first = cst_bench_incident (bench, "PX-70005-A-1.1");
  g_assert_cmpint (first->state, ==, CST_INCIDENT_RESOLVED);
  g_assert_cmpstr (first->reason_code, ==, "damaged");
  g_assert_null (cst_memory_store_incident (bench->store, "PX-70005-A-1.2"));

  cst_bench_shopper (bench, "open", "PX-70005-A-1", NULL);
  cst_bench_pull (bench);
  g_assert_cmpint (cst_bench_incident (bench, "PX-70005-A-1.1")->state, ==, CST_INCIDENT_RESOLVED);
  g_assert_cmpint (cst_bench_incident (bench, "PX-70005-A-1.2")->state, ==, CST_INCIDENT_SUBMITTED);
  g_assert_cmpstr (cst_bench_incident (bench, "PX-70005-A-1.2")->number, ==, "PX-70005-A-1 (2)");
}

/* A thread moves no order: it is found by itself, and brings its photo to the incident. */
static void
test_thread_changed (CstBench      *bench,
                     gconstpointer  data)
{
  const CstThread *thread;

  cst_bench_pull (bench);
  cst_bench_shopper (bench, "photo", "PX-70028-A-1", "Voici une photo.");
  g_assert_cmpuint (cst_bench_pull (bench), >=, 2);
  thread = cst_memory_store_thread (bench->store, "PX-70028-A");
  g_assert_cmpuint (thread->messages->len, ==, 1);
  g_assert_cmpuint (cst_bench_incident (bench, "PX-70028-A-1.1")->attachments->len, ==, 1);
  g_assert_cmpstr (cst_bench_incident (bench, "PX-70028-A-1.1")->description, ==, "Voici une photo.");

  /* The thread that changed last changes again. */
  cst_bench_shopper (bench, "photo", "PX-70028-A-1", "En voici une autre.");
  cst_bench_pull (bench);
  thread = cst_memory_store_thread (bench->store, "PX-70028-A");
  g_assert_cmpuint (thread->messages->len, ==, 2);
  g_assert_cmpuint (cst_bench_incident (bench, "PX-70028-A-1.1")->attachments->len, ==, 2);
}

/* Nor does a return. */
static void
test_return_changed (CstBench      *bench,
                     gconstpointer  data)
{
  cst_bench_pull (bench);
  g_assert_cmpuint (cst_bench_incident (bench, "PX-70028-A-1.1")->returns->len, ==, 0);
  cst_bench_shopper (bench, "return", "PX-70028-A-1", NULL);
  cst_bench_shopper (bench, "return", "PX-70034-A-1", NULL);
  g_assert_cmpuint (cst_bench_pull (bench), >=, 2);
  g_assert_cmpuint (cst_bench_incident (bench, "PX-70028-A-1.1")->returns->len, ==, 1);
  g_assert_cmpuint (cst_bench_incident (bench, "PX-70034-A-1.1")->returns->len, ==, 1);
  g_assert_cmpuint (cst_bench_pull (bench), ==, 0);

  /* An incident that is over keeps what came back. */
  cst_bench_shopper (bench, "close", "PX-70028-A-1", NULL);
  cst_bench_pull (bench);
  cst_bench_shopper (bench, "refund", "PX-70028-A-1", NULL);
  cst_bench_pull (bench);
  g_assert_cmpuint (cst_bench_incident (bench, "PX-70028-A-1.1")->returns->len, ==, 1);
}

static void
test_files (CstBench      *bench,
            gconstpointer  data)
{
  g_autofree char *dir = g_dir_make_tmp ("constat-mirakl-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "photo", NULL);
  g_autoptr(GError) error = NULL;
  const CstAttachment *photo;
  const CstOrder *order;
  const CstOrderLine *line;
  GStatBuf status;

  cst_bench_pull (bench);
  photo = g_ptr_array_index (cst_bench_incident (bench, "PX-70005-A-1.1")->attachments, 0);
  cst_marketplace_fetch_attachment (bench->marketplace, photo->id, path, 1 << 24, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_size, ==, photo->size);
  g_unlink (path);

  /* Media are paths of the instance. */
  order = cst_memory_store_order (bench->store, "PX-70005-A");
  line = g_ptr_array_index (order->lines, 0);
  g_assert_true (cst_marketplace_fetch_attachment (bench->marketplace, line->picture, path, 1 << 24, NULL, &error));
  g_unlink (path);
  g_assert_true (cst_marketplace_fetch_attachment (bench->marketplace, "pic.0.PX-70005-A", path, 1 << 24, NULL,
                                                   &error));
  g_unlink (path);
  g_assert_false (cst_marketplace_fetch_attachment (bench->marketplace, "no-such", path, 1 << 24, NULL, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND);
  g_clear_pointer (&path, g_free);
  path = g_build_filename (dir, "photo.part", NULL);
  g_unlink (path);
  g_clear_pointer (&path, g_free);
  path = g_build_filename (dir, "photo.etag", NULL);
  g_unlink (path);
  g_rmdir (dir);
}

/* What was chosen for a reason counts before what its label proposes; codes of the site’s own go with neither. */
static void
test_reasons (CstBench      *bench,
              gconstpointer  data)
{
  cst_bench_pull (bench);
  g_assert_cmpstr (cst_bench_incident (bench, "PX-70015-A-1.1")->reason_code, ==, "not_as_described");
  g_assert_cmpstr (cst_bench_incident (bench, "PX-70018-A-1.1")->reason_code, ==, "refund_not_processed");
  g_assert_cmpstr (cst_bench_incident (bench, "PX-70010-A-1.1")->reason_code, ==, "not_received");
  g_assert_cmpstr (cst_bench_incident (bench, "PX-70008-A-2.1")->reason_code, ==, "defective");
  g_assert_cmpstr (cst_bench_incident (bench, "PX-70012-A-1.1")->reason_code, ==, "wrong_item");
  g_assert_cmpstr (cst_bench_incident (bench, "PX-70025-A-1.1")->reason_code, ==, "17");

  g_hash_table_insert (bench->store->settings, g_strdup ("reason.Autre motif"), g_strdup ("not_received"));
  g_clear_pointer (&bench->cursor, g_free);
  cst_bench_pull (bench);
  g_assert_cmpstr (cst_bench_incident (bench, "PX-70025-A-1.1")->reason_code, ==, "not_received");
  g_assert_cmpint (cst_bench_incident (bench, "PX-70025-A-1.1")->reason, ==, CST_REASON_LATE);
}

#define ADD(path, func) \
  g_test_add ("/mirakl/" path, CstBench, NULL, cst_bench_set_up, func, cst_bench_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("check", test_check);
  ADD ("pull", test_pull);
  ADD ("nothing-changed", test_nothing_changed);
  ADD ("polite", test_polite);
  ADD ("reopened", test_reopened);
  ADD ("thread-changed", test_thread_changed);
  ADD ("return-changed", test_return_changed);
  ADD ("O4/files", test_files);
  ADD ("P1/reasons", test_reasons);

  return g_test_run ();
}
