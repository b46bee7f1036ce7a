/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-quantities.h"

typedef struct
{
  CstOrder    *order;
  GPtrArray   *incidents;
  GPtrArray   *operations;
  CstIncident *incident;
} Fixture;

static void
add_line (CstOrder   *order,
          const char *id,
          int         quantity,
          gint64      unit_price,
          int         tax_rate_bp)
{
  CstOrderLine *line = cst_record_new (&cst_order_line_type);

  line->id = g_strdup (id);
  line->title = g_strdup (id);
  line->quantity = line->delivered = quantity;
  line->unit_price = unit_price;
  line->tax_rate_bp = tax_rate_bp;
  g_ptr_array_add (order->lines, line);
}

/* Twelve bowls at 10.00 and one book at 20.00, shipping 5.90, taxes 20 % and 5.5 %. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->order = cst_order_new ();
  fixture->order->id = g_strdup ("o");
  fixture->order->amounts = (CstAmounts) { "EUR", CST_TAX_EXCLUDED, 14000, 590, 2628, 17218 };
  add_line (fixture->order, "bowl", 12, 1000, 2000);
  add_line (fixture->order, "book", 1, 2000, 550);

  fixture->incidents = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_incident_free);
  fixture->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_operation_free);
  fixture->incident = cst_incident_new ();
  fixture->incident->id = g_strdup ("i");
  fixture->incident->version = 3;
  g_ptr_array_add (fixture->incidents, fixture->incident);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cst_order_free (fixture->order);
  g_ptr_array_unref (fixture->incidents);
  g_ptr_array_unref (fixture->operations);
}

static CstResolution *
add_resolution (Fixture            *fixture,
                CstResolutionKind   kind,
                CstResolutionState  state,
                const char         *line,
                int                 quantity,
                gint64              total)
{
  CstResolution *resolution = cst_record_new (&cst_resolution_type);
  CstResolutionLine *part = cst_record_new (&cst_resolution_line_type);

  resolution->kind = kind;
  resolution->state = state;
  resolution->amounts.total = total;
  part->line = g_strdup (line);
  part->quantity = quantity;
  g_ptr_array_add (resolution->lines, part);
  g_ptr_array_add (fixture->incident->resolutions, resolution);

  return resolution;
}

static CstOperation *
add_operation (Fixture           *fixture,
               CstOperationKind   kind,
               CstOperationState  state,
               const char        *line,
               int                quantity)
{
  CstOperation *operation = cst_operation_new (kind, 1, "o", "i");

  operation->state = state;
  cst_operation_add_line (operation, line, quantity);
  g_ptr_array_add (fixture->operations, operation);

  return operation;
}

static gboolean
may (Fixture           *fixture,
     CstOperationKind   kind,
     const char        *line,
     int                quantity,
     GError           **error)
{
  g_autoptr(CstOperation) operation = cst_operation_new (kind, 1, "o", "i");

  cst_operation_add_line (operation, line, quantity);

  return cst_quantities_check (fixture->order, fixture->incidents, fixture->operations, operation, error);
}

static int
left (Fixture    *fixture,
      const char *line)
{
  return cst_quantities_left (fixture->order, fixture->incidents, fixture->operations, line);
}

static gint64
shipping_left (Fixture *fixture)
{
  return cst_quantities_shipping_left (fixture->order, fixture->incidents, fixture->operations);
}

/* R1: 2 of 12 replaced, 1 refunded, 9 kept, over truth and outbox together. */
static void
test_sums (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_cmpint (left (fixture, "bowl"), ==, 12);

  add_resolution (fixture, CST_RESOLUTION_REPLACEMENT, CST_RESOLUTION_EXECUTED, "bowl", 2, 0);
  g_assert_cmpint (left (fixture, "bowl"), ==, 10);

  add_operation (fixture, CST_OPERATION_REFUND, CST_OPERATION_QUEUED, "bowl", 1);
  g_assert_cmpint (left (fixture, "bowl"), ==, 9);

  g_assert_true (may (fixture, CST_OPERATION_REPLACEMENT, "bowl", 9, NULL));
  g_assert_false (may (fixture, CST_OPERATION_REPLACEMENT, "bowl", 10, NULL));
}

static void
test_what_counts (Fixture       *fixture,
                  gconstpointer  data)
{
  CstResolution *resolution;
  CstOperation *operation;

  add_resolution (fixture, CST_RESOLUTION_REFUND, CST_RESOLUTION_REFUSED, "bowl", 3, 3600);
  add_resolution (fixture, CST_RESOLUTION_REFUND, CST_RESOLUTION_CANCELLED, "bowl", 3, 3600);
  add_operation (fixture, CST_OPERATION_REFUND, CST_OPERATION_CANCELLED, "bowl", 3);
  add_operation (fixture, CST_OPERATION_REFUND, CST_OPERATION_CONFLICT, "bowl", 3);
  g_assert_cmpint (left (fixture, "bowl"), ==, 12);

  add_operation (fixture, CST_OPERATION_REFUND, CST_OPERATION_OUTCOME_UNKNOWN, "bowl", 3);
  g_assert_cmpint (left (fixture, "bowl"), ==, 9);

  /* The marketplace shows our operation already: counted once. */
  operation = add_operation (fixture, CST_OPERATION_REPLACEMENT, CST_OPERATION_SENDING, "bowl", 4);
  resolution = add_resolution (fixture, CST_RESOLUTION_REPLACEMENT, CST_RESOLUTION_REQUESTED, "bowl", 4, 0);
  resolution->key = g_strdup (operation->key);
  g_assert_cmpint (left (fixture, "bowl"), ==, 5);
}

static void
test_same_line_twice (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_REPLACEMENT, 1, "o", "i");
  g_autoptr(GError) error = NULL;

  cst_operation_add_line (operation, "bowl", 7);
  cst_operation_add_line (operation, "bowl", 7);

  g_assert_false (cst_quantities_check (fixture->order, fixture->incidents, fixture->operations, operation, &error));
  g_assert_error (error, CST_QUANTITY_ERROR, CST_QUANTITY_ERROR_EXCEEDED);
}

static void
test_errors (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(CstOperation) empty = cst_operation_new (CST_OPERATION_REFUND, 1, "o", "i");
  g_autoptr(GError) error = NULL;

  g_assert_false (cst_quantities_check (fixture->order, fixture->incidents, fixture->operations, empty, &error));
  g_assert_error (error, CST_QUANTITY_ERROR, CST_QUANTITY_ERROR_EMPTY);
  g_clear_error (&error);

  g_assert_false (may (fixture, CST_OPERATION_REFUND, "lamp", 1, &error));
  g_assert_error (error, CST_QUANTITY_ERROR, CST_QUANTITY_ERROR_LINE);
  g_clear_error (&error);

  g_assert_false (may (fixture, CST_OPERATION_REFUND, "bowl", 0, &error));
  g_assert_error (error, CST_QUANTITY_ERROR, CST_QUANTITY_ERROR_EXCEEDED);
  g_clear_error (&error);

  g_assert_false (may (fixture, CST_OPERATION_REFUND, "bowl", -1, &error));
  g_assert_error (error, CST_QUANTITY_ERROR, CST_QUANTITY_ERROR_EXCEEDED);
}

/* Money never exceeds what was paid, even where quantities would allow it. */
static void
test_money (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_REFUND, 1, "o", "i");
  g_autoptr(GError) error = NULL;
  CstOperationLine *part = cst_operation_add_line (operation, "book", 1);

  part->amount = 2001;
  g_assert_false (cst_quantities_check (fixture->order, fixture->incidents, fixture->operations, operation, &error));
  g_assert_error (error, CST_QUANTITY_ERROR, CST_QUANTITY_ERROR_AMOUNT);
  g_clear_error (&error);

  part->amount = 500;
  operation->shipping = 591;
  g_assert_false (cst_quantities_check (fixture->order, fixture->incidents, fixture->operations, operation, &error));
  g_assert_error (error, CST_QUANTITY_ERROR, CST_QUANTITY_ERROR_AMOUNT);
  g_clear_error (&error);

  operation->shipping = 590;
  g_assert_true (cst_quantities_check (fixture->order, fixture->incidents, fixture->operations, operation, &error));
  g_assert_no_error (error);

  fixture->order->refunded.total = fixture->order->amounts.total - 100;
  g_assert_false (cst_quantities_check (fixture->order, fixture->incidents, fixture->operations, operation, &error));
  g_assert_error (error, CST_QUANTITY_ERROR, CST_QUANTITY_ERROR_AMOUNT);
}

/* R13: goods, shipping and tax apart, in both tax modes. */
static void
test_amounts (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_REFUND, 1, "o", "i");
  CstAmounts amounts;

  cst_operation_add_line (operation, "bowl", 2);
  cst_operation_add_line (operation, "book", 1);
  operation->shipping = 590;

  cst_refund_amounts (fixture->order, fixture->incidents, fixture->operations, operation, &amounts);
  g_assert_cmpint (amounts.goods, ==, 4000);
  g_assert_cmpint (amounts.shipping, ==, 590);
  g_assert_cmpint (amounts.tax, ==, 400 + 110 + 118);
  g_assert_cmpint (amounts.total, ==, 4590 + 628);

  fixture->order->amounts.tax_mode = CST_TAX_INCLUDED;
  cst_refund_amounts (fixture->order, fixture->incidents, fixture->operations, operation, &amounts);
  g_assert_cmpint (amounts.tax, ==, 333 + 104 + 98);
  g_assert_cmpint (amounts.total, ==, 4590);
}

/* Confirmed, but not in the truth yet: neither its pieces nor its money are free. */
static void
test_confirmed_ahead_of_truth (Fixture       *fixture,
                               gconstpointer  data)
{
  CstOperation *operation = add_operation (fixture, CST_OPERATION_REFUND, CST_OPERATION_CONFIRMED, "bowl", 12);

  operation->if_version = 3;
  operation->shipping = 590;
  cst_refund_amounts (fixture->order, fixture->incidents, fixture->operations, operation, &operation->expected);
  g_assert_cmpint (left (fixture, "bowl"), ==, 0);
  g_assert_cmpint (shipping_left (fixture), ==, 0);

  fixture->incident->version = 4;
  g_assert_cmpint (left (fixture, "bowl"), ==, 12);
  g_assert_cmpint (shipping_left (fixture), ==, 590);
}

/* A word of a later contract: what is not known to be given up is taken. */
static void
test_unknown_state (Fixture       *fixture,
                    gconstpointer  data)
{
  add_resolution (fixture, CST_RESOLUTION_REFUND, CST_RESOLUTION_STATE_UNKNOWN, "bowl", 5, 6000);
  g_assert_cmpint (left (fixture, "bowl"), ==, 7);
}

static void
test_shipping_once (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_REFUND, 1, "o", "i");
  g_autoptr(GError) error = NULL;
  CstResolution *resolution;

  cst_operation_add_line (operation, "book", 1);
  operation->shipping = 300;
  resolution = add_resolution (fixture, CST_RESOLUTION_REFUND, CST_RESOLUTION_REQUESTED, "bowl", 1, 1548);
  resolution->amounts = (CstAmounts) { "EUR", CST_TAX_EXCLUDED, 1000, 290, 258, 1548 };
  g_assert_true (cst_quantities_check (fixture->order, fixture->incidents, fixture->operations, operation, &error));
  g_assert_no_error (error);

  operation->shipping = 301;
  g_assert_false (cst_quantities_check (fixture->order, fixture->incidents, fixture->operations, operation, &error));
  g_assert_error (error, CST_QUANTITY_ERROR, CST_QUANTITY_ERROR_AMOUNT);

  /* Said with tax: 3.48 of it are 2.90 without. */
  resolution->amounts = (CstAmounts) { "EUR", CST_TAX_INCLUDED, 1200, 348, 258, 1548 };
  g_assert_cmpint (shipping_left (fixture), ==, 300);

  /* Paid back without any problem: only the order says so. */
  fixture->order->refunded = (CstAmounts) { "EUR", CST_TAX_EXCLUDED, 0, 290, 58, 348 };
  g_assert_cmpint (shipping_left (fixture), ==, 10);
}

/* What was executed and what is asked for add up, whichever of them the order's own sum contains. */
static void
test_money_asked_for (Fixture       *fixture,
                      gconstpointer  data)
{
  fixture->order->refunded = (CstAmounts) { "EUR", CST_TAX_EXCLUDED, 12000, 0, 2400, 14400 };
  g_assert_true (may (fixture, CST_OPERATION_REFUND, "book", 1, NULL));

  add_resolution (fixture, CST_RESOLUTION_REFUND, CST_RESOLUTION_REQUESTED, "bowl", 1, 1200)->amounts =
    (CstAmounts) { "EUR", CST_TAX_EXCLUDED, 1000, 0, 200, 1200 };
  g_assert_false (may (fixture, CST_OPERATION_REFUND, "book", 1, NULL));
}

/* A refund whose sum the marketplace does not say, or says in another currency, is worked out. */
static void
test_sums_unsaid (Fixture       *fixture,
                  gconstpointer  data)
{
  CstResolution *resolution = add_resolution (fixture, CST_RESOLUTION_REFUND, CST_RESOLUTION_EXECUTED, "bowl", 12, 0);

  fixture->order->amounts.total = 15000;
  g_assert_false (may (fixture, CST_OPERATION_REFUND, "book", 1, NULL));

  resolution->amounts = (CstAmounts) { "PLN", CST_TAX_EXCLUDED, 1, 0, 0, 1 };
  g_assert_false (may (fixture, CST_OPERATION_REFUND, "book", 1, NULL));
}

/* Three pieces at 12.49: 2.50, 2.50 and 2.49 of tax, not three times 2.50. */
static void
test_tax_of_parts (Fixture       *fixture,
                   gconstpointer  data)
{
  gint64 tax = 0;

  add_line (fixture->order, "vase", 3, 1249, 2000);
  fixture->order->amounts = (CstAmounts) { "EUR", CST_TAX_EXCLUDED, 3747, 0, 749, 4496 };

  for (int i = 0; i < 3; i++)
    {
      CstOperation *operation = cst_operation_new (CST_OPERATION_REFUND, 1, "o", "i");
      g_autoptr(GError) error = NULL;

      cst_operation_add_line (operation, "vase", 1);
      g_assert_true (cst_quantities_check (fixture->order, fixture->incidents, fixture->operations, operation, &error));
      g_assert_no_error (error);
      cst_refund_amounts (fixture->order, fixture->incidents, fixture->operations, operation, &operation->expected);
      tax += operation->expected.tax;
      operation->state = CST_OPERATION_QUEUED;
      g_ptr_array_add (fixture->operations, operation);
    }

  g_assert_cmpint (tax, ==, 749);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/R1/sums", test_sums);
  ADD ("/R1/what-counts", test_what_counts);
  ADD ("/R1/same-line-twice", test_same_line_twice);
  ADD ("/R1/errors", test_errors);
  ADD ("/R1/money", test_money);
  ADD ("/R1/confirmed-ahead-of-truth", test_confirmed_ahead_of_truth);
  ADD ("/R1/unknown-state", test_unknown_state);
  ADD ("/R1/shipping-once", test_shipping_once);
  ADD ("/R1/money-asked-for", test_money_asked_for);
  ADD ("/R1/sums-unsaid", test_sums_unsaid);
  ADD ("/R13/amounts", test_amounts);
  ADD ("/R13/tax-of-parts", test_tax_of_parts);

  return g_test_run ();
}
