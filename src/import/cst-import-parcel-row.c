/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-import-row.h"
#include "cst-util.h"

/* One row of a carrier's table as what it says of one parcel. */

#define NUMBER_LIMIT 64

static void
read_recipient (CstRowReader *self,
                CstAddress   *recipient)
{
  g_autofree char *country = cst_row_reader_text (self, CST_IMPORT_COUNTRY);

  recipient->name = cst_row_reader_text (self, CST_IMPORT_CUSTOMER);
  recipient->phone = cst_row_reader_text (self, CST_IMPORT_PHONE);
  recipient->street = cst_row_reader_text (self, CST_IMPORT_STREET);
  recipient->postal_code = cst_row_reader_text (self, CST_IMPORT_POSTAL_CODE);
  recipient->city = cst_row_reader_text (self, CST_IMPORT_CITY);
  if (country != NULL && !(recipient->country = cst_import_read_country (country)))
    cst_row_refuse (self, CST_IMPORT_COUNTRY,
                    _("“%s” is not a country that is known. Write its two letters, like FR."), country);
}

static void
read_cod (CstRowReader    *self,
          CstImportParcel *parcel)
{
  const char *currency;

  cst_row_reader_currency (self, CST_IMPORT_COD, parcel->currency);
  currency = parcel->currency[0] != '\0' ? parcel->currency : self->account->info.currency;
  parcel->cod = -1;
  cst_row_reader_amount (self, CST_IMPORT_COD, *currency != '\0' ? currency : "EUR", &parcel->cod);
}

static void
read_moments (CstRowReader    *self,
              CstImportParcel *parcel)
{
  cst_row_reader_moment (self, CST_IMPORT_SHIPPED, &parcel->shipped_at);
  cst_row_reader_moment (self, CST_IMPORT_DELIVERED, &parcel->delivered_at);
  cst_row_reader_moment (self, CST_IMPORT_STATE_AT, &parcel->at);
  if (parcel->at == 0)
    parcel->at = MAX (parcel->shipped_at, parcel->delivered_at);
  if (parcel->at == 0)
    cst_row_refuse (self, CST_IMPORT_STATE_AT, _("The row does not say when that was."));
}

static void
read_number (CstRowReader    *self,
             CstImportParcel *parcel)
{
  parcel->tracking_number = cst_row_reader_text (self, CST_IMPORT_TRACKING);
  if (parcel->tracking_number == NULL)
    cst_row_refuse (self, CST_IMPORT_TRACKING, _("The tracking number is missing."));
  else if (strlen (parcel->tracking_number) > NUMBER_LIMIT)
    cst_row_refuse (self, CST_IMPORT_TRACKING, _("That is too long for a tracking number."));

  /* What a spreadsheet made of a long number. */
  else if (strchr (parcel->tracking_number, '+') != NULL && strpbrk (parcel->tracking_number, "Ee") != NULL)
    cst_row_refuse (self, CST_IMPORT_TRACKING,
                    _("A spreadsheet rounded “%s”. Export the table again with that column as text."),
                    parcel->tracking_number);
}

/**
 * cst_row_reader_read_parcel:
 *
 * Returns: (transfer full): what the row says; @self has a problem if that cannot be taken
 */
CstImportCase *
cst_row_reader_read_parcel (CstRowReader *self,
                            guint         row)
{
  CstImportCase *read = g_new0 (CstImportCase, 1);
  CstImportParcel *parcel = read->parcel = cst_record_new (&cst_import_parcel_type);

  cst_row_reader_begin (self, row);
  read->rows = g_ptr_array_new ();
  read_number (self, parcel);
  read_moments (self, parcel);
  read_recipient (self, &parcel->recipient);
  read_cod (self, parcel);
  cst_row_reader_count (self, CST_IMPORT_ATTEMPTS, &parcel->attempts);
  parcel->order_number = cst_row_reader_text (self, CST_IMPORT_NUMBER);
  parcel->state = cst_row_reader_text (self, CST_IMPORT_STATE);
  parcel->state_text = cst_row_reader_text (self, CST_IMPORT_STATE_TEXT);
  parcel->code = cst_row_reader_text (self, CST_IMPORT_CODE);
  parcel->code_text = cst_row_reader_text (self, CST_IMPORT_CODE_TEXT);
  parcel->action = cst_row_reader_text (self, CST_IMPORT_ACTION);
  parcel->note = cst_row_reader_text (self, CST_IMPORT_TEXT);
  parcel->agency = cst_row_reader_text (self, CST_IMPORT_AGENCY);
  parcel->carrier = cst_row_reader_text (self, CST_IMPORT_CARRIER);
  if (parcel->carrier == NULL)
    parcel->carrier = g_strdup (self->map->carrier);
  parcel->source = cst_code_source_of_carrier (parcel->carrier);
  if (parcel->source == NULL)
    cst_row_refuse (self, CST_IMPORT_CARRIER, _("The carrier is missing."));

  return read;
}
