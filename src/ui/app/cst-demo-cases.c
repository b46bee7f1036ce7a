/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-demo-cases.h"

#include <glib/gi18n.h>

#include "cst-accounts.h"
#include "cst-case-entry.h"
#include "cst-operations.h"
#include "cst-util.h"

/* The place without an API of the demo: a cross-border site whose incidents somebody wrote down, as they would by hand.
 * What stands here is invented, like everything the pretend marketplace says. */

#define ACCOUNT_NAME "tmall"
#define HOUR (60 * 60)
#define DAY (24 * HOUR)

typedef struct
{
  const char *number;
  const char *customer;
  const char *language;
  const char *country;
  const char *street; /* (nullable): nobody wrote the address down */
  const char *postal_code;
  const char *city;
  const char *sku;
  const char *title;
  int         quantity;
  int         concerned;
  gint64      unit_price;
  const char *code; /* (nullable): the site's own word for the reason */
  CstReason   reason;
  int         ordered_days;   /* before today, likewise the next two; 0 for not yet */
  int         shipped_days;
  int         delivered_days;
  int         reported_hours;
  int         photos;
  const char *description;
} DemoCase;

static const DemoCase demo_cases[] = {
  { "TM-88102", "Camille Roux", "fr", "FR", "14 rue des Tanneurs", "37000", "Tours", "LANT-LED-3",
    "Lanterne solaire, lot de 3", 2, 1, 2490, NULL, CST_REASON_DAMAGED, 24, 20, 3, 30, 2,
    "Une des lanternes est arrivée avec le verre fendu, j’envoie les photos ce soir." },
  { "TM-88117", "Jonas Weber", "en", "DE", "Lindenallee 8", "04105", "Leipzig", "KET-GLASS-17",
    "Glass kettle 1.7 l", 1, 1, 3990, "customs", CST_REASON_OTHER, 31, 27, 0, 52, 0,
    "Tracking says that my parcel has been with customs for a week. What happens now?" },
  { "TM-88125", "Nadia Benali", "fr", "FR", NULL, NULL, NULL, "RACK-BAMBOO",
    "Étagère en bambou", 1, 1, 3450, "wrong_address", CST_REASON_OTHER, 4, 0, 0, 6, 0,
    "J’ai déménagé : le colis part-il encore à mon ancienne adresse ?" },
  { "TM-88131", "Luc Marchand", "fr", "FR", "3 place du Marché", "69007", "Lyon", "STRAP-LEATHER",
    "Sangle en cuir", 4, 4, 1290, "out_of_stock", CST_REASON_OTHER, 9, 0, 0, 20, 0,
    "Le fournisseur annonce qu’il n’a plus l’article." },
};

static CstAccount *
make_account (void)
{
  CstAccount *account = cst_account_new ();

  account->name = g_strdup (ACCOUNT_NAME);
  account->connector = g_strdup ("manual");
  account->credential_place = CST_CREDENTIAL_NONE;
  account->info.name = g_strdup ("Atelier du Quai");
  account->info.site = g_strdup ("Tmall (DSers)");
  account->info.country = g_strdup ("FR");
  account->info.audience = CST_CUSTOMER_CONSUMER;
  account->info.capabilities = CST_CAN_RECORD;
  g_strlcpy (account->info.currency, "EUR", sizeof account->info.currency);

  return account;
}

static void
take_place (CstCaseEntry   *entry,
            const DemoCase *from)
{
  entry->customer = g_strdup (from->customer);
  entry->customer_kind = CST_CUSTOMER_CONSUMER;
  entry->street = g_strdup (from->street);
  entry->postal_code = g_strdup (from->postal_code);
  entry->city = g_strdup (from->city);
  entry->country = g_strdup (from->country);
  entry->language = g_strdup (from->language);
}

static CstCaseEntry *
make_entry (const DemoCase *from,
            gint64          now)
{
  CstCaseEntry *entry = cst_case_entry_new ();
  CstCaseEntryLine *line = cst_case_entry_add_line (entry);

  entry->number = g_strdup (from->number);
  take_place (entry, from);
  entry->placed_at = now - from->ordered_days * DAY;
  entry->shipped_at = from->shipped_days != 0 ? now - from->shipped_days * DAY : 0;
  entry->delivered_at = from->delivered_days != 0 ? now - from->delivered_days * DAY : 0;
  entry->reported_at = now - from->reported_hours * HOUR;
  g_strlcpy (entry->currency, "EUR", sizeof entry->currency);
  entry->tax_mode = CST_TAX_INCLUDED;
  entry->tax_rate_bp = 2000;
  entry->reason = from->reason;
  entry->reason_code = g_strdup (from->code);
  entry->description = g_strdup (from->description);
  entry->photos_announced = from->photos;

  line->sku = g_strdup (from->sku);
  line->title = g_strdup (from->title);
  line->quantity = from->quantity;
  line->concerned = from->concerned;
  line->unit_price = from->unit_price;

  return entry;
}

/**
 * cst_demo_record_cases:
 * @db: a writer inside a transaction
 *
 * Makes the demo's account that is kept by hand, with a few incidents; once only: what became of them stays.
 */
gboolean
cst_demo_record_cases (CstDb   *db,
                       gint64   now,
                       GError **error)
{
  g_autoptr(CstAccount) account = make_account ();
  gint64 id;

  if (!cst_db_account_name_is_free (db, account, NULL))
    return TRUE;
  if ((id = cst_db_save_account (db, account, error)) == 0)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (demo_cases); i++)
    {
      g_autoptr(CstCaseEntry) entry = make_entry (&demo_cases[i], now);
      g_autoptr(CstOperation) operation = cst_case_entry_to_operation (entry, id, now);

      operation->person = g_strdup ("demo");
      operation->person_name = g_strdup (_("Demonstration"));
      if (cst_db_decide (db, operation, now, 0, NULL, error) == 0)
        return FALSE;
    }

  return TRUE;
}
