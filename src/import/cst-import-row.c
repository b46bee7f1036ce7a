/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-import-row.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "cst-util.h"

/* One row as an incident of one article. What cannot be read is a problem of that cell, with the way out of it. */

void
cst_import_case_free (CstImportCase *self)
{
  g_clear_pointer (&self->said, cst_case_entry_free);
  g_clear_pointer (&self->entry, cst_case_entry_free);
  g_clear_pointer (&self->parcel, cst_import_parcel_free);
  g_clear_pointer (&self->delivery, cst_delivery_free);
  g_clear_pointer (&self->order, cst_order_free);
  g_strfreev (self->photos);
  g_ptr_array_unref (self->rows);
  g_free (self->note);
  g_free (self->incident);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstImportCase, cst_import_case_free)

static char
find_decimal_mark (const CstTable     *table,
                   const CstImportMap *map)
{
  static const CstImportField amounts[] = { CST_IMPORT_UNIT_PRICE, CST_IMPORT_SHIPPING, CST_IMPORT_TAX_RATE,
                                            CST_IMPORT_COD };
  char found = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      int column = cst_import_map_get (map, amounts[i]);
      char mark = column >= 0 ? cst_table_decimal_mark (table, (guint) column) : 0;

      if (mark != 0 && found != 0 && mark != found)
        return 0;
      found = mark != 0 ? mark : found;
    }

  return found;
}

/**
 * cst_row_reader_init:
 *
 * What only whole columns can tell is found out here, once.
 */
void
cst_row_reader_init (CstRowReader       *self,
                     const CstTable     *table,
                     const CstImportMap *map,
                     const CstAccount   *account,
                     const char         *folder)
{
  int price = cst_import_map_get (map, CST_IMPORT_UNIT_PRICE);
  gboolean is_open;

  *self = (CstRowReader) { .table = table, .map = map, .account = account, .folder = folder };
  self->day_order = cst_import_map_resolve_days (map, table, &is_open);
  self->decimal_mark = find_decimal_mark (table, map);
  self->has_tax_mode = price >= 0 && cst_import_read_tax (cst_table_header (table, (guint) price), &self->tax_mode);
}

/**
 * cst_row_reader_text:
 *
 * Returns: (transfer full) (nullable): what the row says of @field. An apostrophe that an export put before a formula
 *   goes away again.
 */
char *
cst_row_reader_text (const CstRowReader *self,
                     CstImportField      field)
{
  int column = cst_import_map_get (self->map, field);
  const char *text = column >= 0 ? cst_table_cell (self->table, self->row, (guint) column) : "";

  if (text[0] == '\'' && text[1] != '\0' && strchr ("=+-@", text[1]) != NULL)
    text++;

  return *text != '\0' ? g_strdup (text) : NULL;
}

/**
 * cst_row_refuse:
 * @field: whose column is wrong
 *
 * Notes what is wrong with the row; the first problem stays.
 */
void
cst_row_refuse (CstRowReader   *self,
                CstImportField  field,
                const char     *format,
                ...)
{
  va_list values;

  if (self->problem != NULL)
    return;

  va_start (values, format);
  self->problem = g_strdup_vprintf (format, values);
  va_end (values);
  self->problem_column = cst_import_map_get (self->map, field);
}

/**
 * cst_row_reader_moment:
 * @moment: (out): left alone when the row says none
 */
void
cst_row_reader_moment (CstRowReader   *self,
                       CstImportField  field,
                       gint64         *moment)
{
  g_autofree char *text = cst_row_reader_text (self, field);

  if (text != NULL && !cst_cell_to_moment (text, self->day_order, NULL, moment))
    cst_row_refuse (self, field, _("“%s” is not a day of the calendar. Write it like 2026-11-30."), text);
}

/**
 * cst_row_reader_amount:
 * @minor: (out): left alone when the row says none
 */
void
cst_row_reader_amount (CstRowReader   *self,
                       CstImportField  field,
                       const char     *currency,
                       gint64         *minor)
{
  g_autofree char *text = cst_row_reader_text (self, field);

  if (text != NULL && !cst_cell_to_amount (text, self->decimal_mark, currency, minor))
    cst_row_refuse (self, field, _("“%1$s” is not a clear amount in %2$s. Write it like 1234.50."), text,
                    currency);
}

/**
 * cst_row_reader_count:
 * @count: (out): left alone when the row says none
 */
void
cst_row_reader_count (CstRowReader   *self,
                      CstImportField  field,
                      int            *count)
{
  g_autofree char *text = cst_row_reader_text (self, field);

  if (text != NULL && !cst_cell_to_count (text, count))
    cst_row_refuse (self, field, _("“%s” is not a number of pieces."), text);
}

/* Two fields that may be one name: a person's first and last name, or the company before either. */
static char *
read_customer (CstRowReader *self)
{
  g_autofree char *name = cst_row_reader_text (self, CST_IMPORT_CUSTOMER);
  g_autofree char *first = cst_row_reader_text (self, CST_IMPORT_FIRST_NAME);
  g_autofree char *company = cst_row_reader_text (self, CST_IMPORT_COMPANY);

  if (company != NULL && (name == NULL || self->account->info.audience == CST_CUSTOMER_RETAILER))
    return g_steal_pointer (&company);
  if (first != NULL && name != NULL)
    return g_strdup_printf ("%s %s", first, name);

  return name != NULL ? g_steal_pointer (&name) : g_steal_pointer (&first);
}

static void
read_who (CstRowReader *self,
          CstCaseEntry *entry)
{
  g_autofree char *country = cst_row_reader_text (self, CST_IMPORT_COUNTRY);
  g_autofree char *language = cst_row_reader_text (self, CST_IMPORT_LANGUAGE);

  entry->customer = read_customer (self);
  entry->customer_kind = self->account->info.audience;
  entry->email = cst_row_reader_text (self, CST_IMPORT_EMAIL);
  entry->phone = cst_row_reader_text (self, CST_IMPORT_PHONE);
  entry->street = cst_row_reader_text (self, CST_IMPORT_STREET);
  entry->postal_code = cst_row_reader_text (self, CST_IMPORT_POSTAL_CODE);
  entry->city = cst_row_reader_text (self, CST_IMPORT_CITY);
  if (country != NULL && !(entry->country = cst_import_read_country (country)))
    cst_row_refuse (self, CST_IMPORT_COUNTRY,
                    _("“%s” is not a country that is known. Write its two letters, like FR."),
                    country);
  if (language != NULL && !(entry->language = cst_import_read_language (language)))
    cst_row_refuse (self, CST_IMPORT_LANGUAGE,
                    _("“%s” is not a language that is known. Write its two letters, like fr."),
                    language);
  if (entry->email != NULL && strchr (entry->email, '@') == NULL)
    cst_row_refuse (self, CST_IMPORT_EMAIL, _("“%s” is not an e-mail address."), entry->email);
  if (entry->customer == NULL)
    cst_row_refuse (self,
                    cst_import_map_get (self->map, CST_IMPORT_CUSTOMER) >= 0 ? CST_IMPORT_CUSTOMER : CST_IMPORT_COMPANY,
                    _("The customer’s name is missing."));
}

static gboolean
is_currency (const char *text)
{
  return strlen (text) == 3 && strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

/**
 * cst_row_reader_currency:
 * @amount: a field that may have the sign beside its amount
 * @currency: (out): four bytes; left alone when neither the column nor a sign says it
 */
void
cst_row_reader_currency (CstRowReader   *self,
                         CstImportField  amount,
                         char           *currency)
{
  g_autofree char *said = cst_row_reader_text (self, CST_IMPORT_CURRENCY);
  g_autofree char *price = cst_row_reader_text (self, amount);
  g_autofree char *upper = said != NULL ? g_ascii_strup (said, -1) : NULL;
  g_autofree char *sign = cst_cell_currency (upper != NULL ? upper : price != NULL ? price : "");

  if (sign != NULL && is_currency (sign))
    g_strlcpy (currency, sign, 4);
  else if (said != NULL)
    cst_row_refuse (self, CST_IMPORT_CURRENCY, _("“%s” is not a currency. Write its three letters, like EUR."),
                    said);
}

static int
read_rate (CstRowReader *self)
{
  g_autofree char *text = cst_row_reader_text (self, CST_IMPORT_TAX_RATE);
  g_autofree char *number = text != NULL ? g_strdelimit (g_strdup (text), "%", ' ') : NULL;
  gint64 rate = 0;

  if (number != NULL && (!cst_cell_to_amount (number, self->decimal_mark, "EUR", &rate) || rate > 10000))
    cst_row_refuse (self, CST_IMPORT_TAX_RATE, _("“%s” is not a percentage."), text);

  return (int) rate;
}

static void
read_paid (CstRowReader  *self,
           CstImportCase *read)
{
  CstCaseEntry *entry = read->said;
  g_autofree char *tax = cst_row_reader_text (self, CST_IMPORT_TAX);
  const char *currency;

  cst_row_reader_currency (self, CST_IMPORT_UNIT_PRICE, entry->currency);
  currency = entry->currency[0] != '\0' ? entry->currency : self->account->info.currency;
  entry->shipping = -1;
  cst_row_reader_amount (self, CST_IMPORT_SHIPPING, currency, &entry->shipping);
  entry->tax_mode = self->tax_mode;
  read->has_tax_mode = self->has_tax_mode;
  if (tax != NULL && !(read->has_tax_mode = cst_import_read_tax (tax, &entry->tax_mode)))
    cst_row_refuse (self, CST_IMPORT_TAX,
                    _("“%s” does not say whether prices are with tax. Write “with tax” or “without tax”."), tax);

  entry->tax_rate_bp = read_rate (self);
}

static void
read_line (CstRowReader *self,
           CstCaseEntry *entry)
{
  CstCaseEntryLine *line = cst_case_entry_add_line (entry);
  const char *currency = entry->currency[0] != '\0' ? entry->currency : self->account->info.currency;

  line->sku = cst_row_reader_text (self, CST_IMPORT_SKU);
  line->title = cst_row_reader_text (self, CST_IMPORT_ARTICLE);
  line->supplier = cst_row_reader_text (self, CST_IMPORT_SUPPLIER);
  line->quantity = 0;
  line->concerned = -1;
  line->unit_price = -1;
  cst_row_reader_count (self, CST_IMPORT_QUANTITY, &line->quantity);
  cst_row_reader_count (self, CST_IMPORT_CONCERNED, &line->concerned);
  cst_row_reader_amount (self, CST_IMPORT_UNIT_PRICE, currency, &line->unit_price);
  if (line->sku == NULL && line->title == NULL)
    cst_row_refuse (self, cst_import_map_get (self->map, CST_IMPORT_ARTICLE) >= 0 ? CST_IMPORT_ARTICLE : CST_IMPORT_SKU,
                    _("The article is missing."));
  if (line->quantity > 0 && line->concerned > line->quantity)
    cst_row_refuse (self, CST_IMPORT_CONCERNED, _("More pieces are concerned than were ordered."));
}

static void
read_reason (CstRowReader *self,
             CstCaseEntry *entry)
{
  g_autofree char *text = cst_row_reader_text (self, CST_IMPORT_REASON);

  if (text == NULL)
    {
      entry->reason = self->map->reason;
      if (entry->reason == CST_REASON_UNKNOWN)
        cst_row_refuse (self, CST_IMPORT_REASON,
                        _("The reason is missing. Fill it in, or choose one for all incidents."));
      return;
    }

  entry->reason = cst_import_read_reason (text);
  if (entry->reason == CST_REASON_UNKNOWN)
    {
      entry->reason = CST_REASON_OTHER;
      entry->reason_code = g_steal_pointer (&text);
    }
}

/* Only what lies beside the table or below: a table from somebody else must not fetch files from all over. */
static char *
photo_path (CstRowReader *self,
            const char   *name)
{
  g_autoptr(GFile) folder = self->folder != NULL ? g_file_new_for_path (self->folder) : NULL;
  g_autofree char *relative = g_strdelimit (g_strdup (name), "\\", '/');
  g_autoptr(GFile) file = folder != NULL ? g_file_resolve_relative_path (folder, relative) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *real = path != NULL ? realpath (path, NULL) : NULL;
  g_autofree char *real_folder = real != NULL ? realpath (self->folder, NULL) : NULL;
  gsize length = real_folder != NULL ? strlen (real_folder) : 0;

  if (real_folder == NULL || !g_str_has_prefix (real, real_folder) || real[length] != '/' ||
      !g_file_test (real, G_FILE_TEST_IS_REGULAR))
    return NULL;

  return g_steal_pointer (&real);
}

static void
read_photos (CstRowReader  *self,
             CstImportCase *read)
{
  g_autofree char *text = cst_row_reader_text (self, CST_IMPORT_PHOTOS);
  g_auto(GStrv) names = g_strsplit_set (text != NULL ? text : "", ";|\n\r", -1);
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();
  guint n_missing = 0;

  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *path = NULL;

      if (*g_strstrip (*name) == '\0')
        continue;
      if ((path = photo_path (self, *name)) != NULL)
        g_strv_builder_add (paths, path);
      else
        n_missing++;
    }

  read->photos = g_strv_builder_end (paths);
  read->said->photos_announced = (int) n_missing;
  if (n_missing > 0)
    read->note = g_strdup_printf (ngettext ("%u photo does not lie beside the file and is left out.",
                                            "%u photos do not lie beside the file and are left out.", n_missing),
                                  n_missing);
}

static void
read_case (CstRowReader  *self,
           CstImportCase *read)
{
  CstCaseEntry *entry = read->said;

  entry->number = cst_row_reader_text (self, CST_IMPORT_NUMBER);
  entry->reference = cst_row_reader_text (self, CST_IMPORT_REFERENCE);
  entry->carrier = cst_row_reader_text (self, CST_IMPORT_CARRIER);
  entry->tracking_number = cst_row_reader_text (self, CST_IMPORT_TRACKING);
  entry->description = cst_row_reader_text (self, CST_IMPORT_TEXT);
  if (entry->number == NULL)
    cst_row_refuse (self, CST_IMPORT_NUMBER, _("The order’s number is missing."));
  read_reason (self, entry);
  read_who (self, entry);
  cst_row_reader_moment (self, CST_IMPORT_REPORTED, &entry->reported_at);
  cst_row_reader_moment (self, CST_IMPORT_PLACED, &entry->placed_at);
  cst_row_reader_moment (self, CST_IMPORT_SHIPPED, &entry->shipped_at);
  cst_row_reader_moment (self, CST_IMPORT_DELIVERED, &entry->delivered_at);
  read_paid (self, read);
  read_line (self, entry);
  read_photos (self, read);
}

/* A cell too many says that a separator stands inside a text: everything behind it has moved. */
static guint
header_width (const CstTable *table)
{
  guint width = cst_table_n_columns (table);

  while (width > 0 && *cst_table_header (table, width - 1) == '\0')
    width--;

  return width;
}

/**
 * cst_row_reader_begin:
 *
 * Turns to a row. One with more cells than the header is a problem from the start.
 */
void
cst_row_reader_begin (CstRowReader *self,
                      guint         row)
{
  g_clear_pointer (&self->problem, g_free);
  self->problem_column = -1;
  self->row = row;
  if (cst_table_has_header (self->table) && !cst_table_is_typed (self->table) &&
      cst_table_width (self->table, row) > header_width (self->table))
    self->problem = g_strdup (_("The row has more cells than the header. Put quotation marks around the text with the "
                                "separator in it."));
}

/**
 * cst_row_reader_read:
 *
 * Returns: (transfer full): what the row says; @self has a problem if that cannot be taken
 */
CstImportCase *
cst_row_reader_read (CstRowReader *self,
                     guint         row)
{
  CstImportCase *read = g_new0 (CstImportCase, 1);

  cst_row_reader_begin (self, row);
  read->said = cst_case_entry_new ();
  read->rows = g_ptr_array_new ();
  read_case (self, read);

  return read;
}
