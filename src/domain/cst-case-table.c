/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-case-table.h"

#include "cst-csv.h"
#include "cst-util.h"

static const char *const columns[] = {
  "order", "reference", "state", "reason", "reported", "customer", "email", "phone", "street", "postal_code", "city",
  "country", "language", "placed", "shipped", "delivered", "carrier", "tracking", "currency", "tax", "tax_rate",
  "shipping", "article", "sku", "supplier", "quantity", "concerned", "unit_price", "text",
};

static void
append_cell (GString    *row,
             const char *text)
{
  cst_csv_append_cell (row, row->len > 0 ? 1 : 0, text);
}

static void
append_day (GString *row,
            gint64   at)
{
  g_autofree char *text = at != 0 ? cst_time_format (at) : NULL;

  append_cell (row, text);
}

static void
append_amount (GString    *row,
               gint64      minor,
               const char *currency)
{
  g_autofree char *text = cst_money_to_text (cst_money (minor, currency));

  append_cell (row, text);
}

static void
append_count (GString *row,
              int      count)
{
  g_autofree char *text = g_strdup_printf ("%d", count);

  append_cell (row, text);
}

static void
append_about (GString            *row,
              const CstCaseEntry *entry,
              const CstIncident  *incident)
{
  append_cell (row, entry->number);
  append_cell (row, entry->reference);
  append_cell (row, cst_enum_nick (&cst_incident_state_type, (int) incident->state));
  append_cell (row, !cst_str_is_blank (entry->reason_code) ? entry->reason_code
                                                           : cst_enum_nick (&cst_reason_type, (int) entry->reason));
  append_day (row, entry->reported_at);
}

static void
append_customer (GString            *row,
                 const CstCaseEntry *entry)
{
  append_cell (row, entry->customer);
  append_cell (row, entry->email);
  append_cell (row, entry->phone);
  append_cell (row, entry->street);
  append_cell (row, entry->postal_code);
  append_cell (row, entry->city);
  append_cell (row, entry->country);
  append_cell (row, entry->language);
}

static void
append_order (GString            *row,
              const CstCaseEntry *entry)
{
  append_day (row, entry->placed_at);
  append_day (row, entry->shipped_at);
  append_day (row, entry->delivered_at);
  append_cell (row, entry->carrier);
  append_cell (row, entry->tracking_number);
  append_cell (row, entry->currency);
  append_cell (row, cst_enum_nick (&cst_tax_mode_type, (int) entry->tax_mode));
  append_amount (row, entry->tax_rate_bp, "EUR");
  append_amount (row, entry->shipping, entry->currency);
}

static void
append_line (GString                *row,
             const CstCaseEntryLine *line,
             const char             *currency)
{
  append_cell (row, line->title);
  append_cell (row, line->sku);
  append_cell (row, line->supplier);
  append_count (row, line->quantity);
  append_count (row, line->concerned);
  append_amount (row, line->unit_price, currency);
}

/**
 * cst_case_table_append_header:
 *
 * The names of the columns, which do not change with the language.
 */
void
cst_case_table_append_header (GString *table)
{
  g_autoptr(GString) row = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    append_cell (row, columns[i]);
  g_string_append_printf (table, "%s\r\n", row->str);
}

/**
 * cst_case_table_append_case:
 *
 * One row for each article; what is said of the whole order stands in all of them.
 */
void
cst_case_table_append_case (GString           *table,
                            const CstOrder    *order,
                            const CstIncident *incident)
{
  g_autoptr(CstCaseEntry) entry = cst_case_entry_from_case (order, incident);

  for (guint i = 0; i < entry->lines->len; i++)
    {
      g_autoptr(GString) row = g_string_new (NULL);

      append_about (row, entry, incident);
      append_customer (row, entry);
      append_order (row, entry);
      append_line (row, g_ptr_array_index (entry->lines, i), entry->currency);
      append_cell (row, entry->description);
      g_string_append_printf (table, "%s\r\n", row->str);
    }
}
