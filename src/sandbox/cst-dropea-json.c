/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea.h"

#include <string.h>

/* A moment without its zone, as the platform writes it. */
static void
write_moment (CstWriter  *writer,
              const char *member,
              gint64      moment)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (moment);
  g_autofree char *text = g_date_time_format (date, "%Y-%m-%dT%H:%M:%S");

  if (moment != 0)
    cst_writer_string (writer, member, text);
  else
    cst_writer_null (writer, member);
}

static void
write_word (CstWriter  *writer,
            const char *member,
            const char *word)
{
  if (word != NULL)
    cst_writer_string (writer, member, word);
  else
    cst_writer_null (writer, member);
}

static void
write_euros (CstWriter  *writer,
             const char *member,
             int         cents)
{
  g_autofree char *text = g_strdup_printf ("%d.%02d", cents / 100, cents % 100);

  cst_writer_raw (writer, member, text, strlen (text));
}

/* Begins the envelope of a yes; its data comes next, and the caller ends the object. */
CstWriter
cst_dropea_begin (CstReply *reply,
                  guint     status)
{
  CstWriter writer = cst_reply_begin (reply, status);

  cst_writer_begin_object (&writer, NULL);
  cst_writer_bool (&writer, "success", TRUE);
  cst_writer_string (&writer, "message", "ok");

  return writer;
}

static void
write_place (CstWriter            *writer,
             const CstDropeaPlace *place)
{
  cst_writer_begin_object (writer, "address");
  cst_writer_string (writer, "street", place->street);
  cst_writer_opt_string (writer, "address_line_2", place->more);
  cst_writer_string (writer, "postal_code", place->postal_code);
  cst_writer_string (writer, "city", place->city);
  cst_writer_string (writer, "state", place->state);
  cst_writer_string (writer, "country", place->country);
  cst_writer_end_object (writer);
}

static void
write_resolution_data (CstWriter           *writer,
                       const CstDropeaCase *issue)
{
  if (issue->note == NULL && issue->date == NULL && issue->place == NULL)
    {
      cst_writer_null (writer, "resolution_data");
      return;
    }

  cst_writer_begin_object (writer, "resolution_data");
  cst_writer_opt_string (writer, "resolution_note", issue->note);
  cst_writer_opt_string (writer, "date", issue->date);
  cst_writer_opt_string (writer, "time_window", issue->window);
  if (issue->place != NULL)
    write_place (writer, issue->place);
  cst_writer_end_object (writer);
}

static void
write_agency (CstWriter             *writer,
              const CstDropeaPerson *person,
              const char            *carrier)
{
  g_autofree char *name = g_strdup_printf ("%s %s", carrier, person->city);

  cst_writer_begin_object (writer, "pickup_point");
  cst_writer_string (writer, "name", name);
  cst_writer_string (writer, "street", "Polígono Industrial 1, nave 4");
  cst_writer_string (writer, "postal_code", person->postal_code);
  cst_writer_string (writer, "city", person->city);
  cst_writer_string (writer, "country", person->country);
  cst_writer_string (writer, "phone", "+34 900 000 000");
  cst_writer_end_object (writer);
}

void
cst_dropea_write_issue (CstWriter           *writer,
                        const char          *member,
                        CstDropeaWorld      *world,
                        const CstDropeaCase *issue)
{
  const CstDropeaParcel *parcel = g_ptr_array_index (world->parcels, issue->parcel);

  cst_writer_begin_object (writer, member);
  cst_writer_int (writer, "id", CST_DROPEA_FIRST_ISSUE + issue->index);
  cst_writer_int (writer, "order_id", CST_DROPEA_FIRST_ORDER + issue->parcel);
  cst_writer_string (writer, "tracking_number", parcel->tracking);
  cst_writer_int (writer, "owner_id", 41);
  cst_writer_string (writer, "carrier", issue->carrier);
  cst_writer_string (writer, "type", issue->type);
  cst_writer_string (writer, "status", issue->status);
  write_word (writer, "resolution_status", issue->resolution);
  cst_writer_begin_array (writer, "allowed_resolution_options");
  for (int i = 0; i < CST_DROPEA_N_OPTIONS; i++)
    {
      if (issue->options & (1u << i))
        cst_writer_string (writer, NULL, cst_dropea_option_words[i]);
    }
  cst_writer_end_array (writer);
  write_word (writer, "initial_carrier_code", issue->code);
  write_word (writer, "initial_carrier_description", issue->description);
  write_word (writer, "initial_carrier_substatus_code", issue->substatus);
  cst_writer_bool (writer, "is_active", issue->is_active);
  write_resolution_data (writer, issue);
  write_moment (writer, "resolution_changed_at", issue->resolved_at);
  if (issue->all_options & CST_DROPEA_PICKUP)
    write_agency (writer, cst_dropea_person (parcel->person), parcel->carrier);
  else
    cst_writer_null (writer, "pickup_point");
  write_moment (writer, "created_at", issue->created_at);
  write_moment (writer, "updated_at", issue->updated_at);
  cst_writer_end_object (writer);
}

static void
write_customer (CstWriter             *writer,
                const CstDropeaParcel *parcel)
{
  const CstDropeaPerson *person = cst_dropea_person (parcel->person);
  g_autofree char *email = g_strdup_printf ("cliente%d@example.com", parcel->index + 1);

  cst_writer_begin_object (writer, "customer");
  cst_writer_string (writer, "full_name", person->name);
  cst_writer_string (writer, "phone", person->phone);
  cst_writer_string (writer, "email", email);
  cst_writer_end_object (writer);
  cst_writer_begin_object (writer, "shipping_address");
  cst_writer_string (writer, "street", person->street);
  cst_writer_string (writer, "postal_code", person->postal_code);
  cst_writer_string (writer, "city", person->city);
  cst_writer_string (writer, "state", person->province);
  cst_writer_string (writer, "country", person->country);
  cst_writer_end_object (writer);
}

static void
write_items (CstWriter             *writer,
             const CstDropeaParcel *parcel)
{
  const CstDropeaArticle *article = cst_dropea_article (parcel->article);

  cst_writer_begin_array (writer, "items");
  cst_writer_begin_object (writer, NULL);
  cst_writer_int (writer, "id", 900001 + parcel->index);
  cst_writer_int (writer, "quantity", parcel->quantity);
  write_euros (writer, "price", article->price);
  cst_writer_begin_object (writer, "product");
  cst_writer_int (writer, "id", 3001 + parcel->article);
  cst_writer_string (writer, "name", article->title);
  cst_writer_string (writer, "sku", article->sku);
  cst_writer_end_object (writer);
  cst_writer_end_object (writer);
  cst_writer_end_array (writer);
}

void
cst_dropea_write_order (CstWriter             *writer,
                        const char            *member,
                        const CstDropeaParcel *parcel)
{
  g_autofree char *number = g_strdup_printf ("TIENDA-%d", 1001 + parcel->index);
  g_autofree char *url = g_strconcat ("https://tracking.example/", parcel->tracking, NULL);

  cst_writer_begin_object (writer, member);
  cst_writer_int (writer, "id", CST_DROPEA_FIRST_ORDER + parcel->index);
  cst_writer_string (writer, "external_order_id", number);
  cst_writer_string (writer, "status", parcel->status);
  cst_writer_string (writer, "sub_status", parcel->sub_status);
  cst_writer_string (writer, "payment_method", parcel->is_cod ? "COD" : "PREPAID");
  cst_writer_string (writer, "currency", "EUR");
  write_euros (writer, "total", cst_dropea_article (parcel->article)->price * parcel->quantity);
  write_customer (writer, parcel);
  write_items (writer, parcel);
  cst_writer_begin_object (writer, "tracking");
  cst_writer_string (writer, "carrier", parcel->carrier);
  cst_writer_string (writer, "tracking_number", parcel->tracking);
  cst_writer_string (writer, "tracking_url", url);
  cst_writer_end_object (writer);
  write_moment (writer, "created_at", parcel->created_at);
  write_moment (writer, "shipped_at", parcel->shipped_at);
  write_moment (writer, "delivered_at", parcel->delivered_at);
  write_moment (writer, "updated_at", parcel->updated_at);
  cst_writer_end_object (writer);
}
