/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-import-fields.h"

#include <glib/gi18n-lib.h>
#include <string.h>

CST_DEFINE_ENUM_TYPE (cst_import_kind, "cases", "deliveries");

/* Headers as they occur, folded by cst_table_fold_header(), in English and French; the surest first. */
static const CstTableField fields[CST_IMPORT_N_FIELDS] = {
  [CST_IMPORT_NUMBER] = {
    "order",
    "order number|numero de commande|n de commande|no de commande|order|commande|"
    "order no|order id|order nr|order reference|reference commande|reference de commande|"
    "n commande|no commande|num commande|id commande|commande n|numero"
  },
  [CST_IMPORT_REFERENCE] = {
    "reference",
    "incident number|numero d incident|n d incident|reference|incident|case number|"
    "claim number|ticket number|numero de reclamation|dossier|reclamation|claim|case|"
    "ticket|n incident|incident id|case id"
  },
  [CST_IMPORT_REASON] = {
    "reason",
    "reason|motif|incident type|type d incident|motif de l incident|motif reclamation|"
    "problem|probleme|type de probleme|reason code|code motif|type|cause|raison"
  },
  [CST_IMPORT_REPORTED] = {
    "reported",
    "reported|signale le|reported on|reported at|date de signalement|date du signalement|"
    "claim date|incident date|date de l incident|date incident|date de reclamation|"
    "date reclamation|opened|opened on|ouvert le|declare le"
  },
  [CST_IMPORT_CUSTOMER] = {
    "customer",
    "customer name|nom du client|customer|client|nom client|retailer|detaillant|buyer|"
    "acheteur|full name|nom complet|name|nom|recipient|destinataire|last name|"
    "nom de famille"
  },
  [CST_IMPORT_FIRST_NAME] = { "first_name",
                              "first name|prenom|customer first name|prenom du client|prenom client" },
  [CST_IMPORT_COMPANY] = {
    "company",
    "company|societe|company name|raison sociale|entreprise|nom de la societe|shop|"
    "boutique|enseigne"
  },
  [CST_IMPORT_EMAIL] = {
    "email",
    "email|e mail|courriel|email address|e mail address|adresse e mail|adresse email|"
    "mail|customer email|email client"
  },
  [CST_IMPORT_PHONE] = {
    "phone",
    "phone|telephone|phone number|numero de telephone|tel|mobile|portable|customer phone|"
    "telephone client"
  },
  [CST_IMPORT_STREET] = { "street",
                          "street|rue|address|adresse|address 1|adresse 1|address line 1|street address" },
  [CST_IMPORT_POSTAL_CODE] = { "postal_code",
                               "postal code|code postal|postcode|zip code|zip|cp" },
  [CST_IMPORT_CITY] = { "city",
                        "city|ville|town|localite" },
  [CST_IMPORT_COUNTRY] = { "country",
                           "country|pays|country code|code pays|destination|pays de livraison" },
  [CST_IMPORT_LANGUAGE] = { "language",
                            "language|langue|customer language|langue du client|locale|lang" },
  [CST_IMPORT_PLACED] = {
    "placed",
    "placed|order date|date de commande|date de la commande|date commande|ordered on|"
    "commande le|ordered|placed on|purchase date|date d achat|created at|date"
  },
  [CST_IMPORT_SHIPPED] = {
    "shipped",
    "shipped|shipped on|expedie le|date d expedition|ship date|shipping date|"
    "date expedition|date d envoi|envoye le|shipped at"
  },
  [CST_IMPORT_DELIVERED] = {
    "delivered",
    "delivered|delivered on|livre le|date de livraison|delivery date|date livraison|"
    "delivered at|recu le"
  },
  [CST_IMPORT_CARRIER] = { "carrier",
                           "carrier|transporteur|shipping company|livreur|shipped with|shipping method" },
  [CST_IMPORT_TRACKING] = {
    "tracking",
    "tracking number|numero de suivi|n de suivi|no de suivi|tracking|suivi|tracking no|"
    "tracking code|n suivi|num suivi|suivi colis"
  },
  [CST_IMPORT_CURRENCY] = { "currency",
                            "currency|devise|currency code|monnaie" },
  [CST_IMPORT_TAX] = { "tax",
                       "tax|tax mode|taxes|ht ttc|ht ou ttc|prix ht ou ttc" },
  [CST_IMPORT_TAX_RATE] = { "tax_rate",
                            "tax rate|taux de tva|tva|vat|vat rate|taux tva|tax percent" },
  [CST_IMPORT_SHIPPING] = {
    "shipping",
    "shipping|frais de port|shipping cost|shipping price|frais de livraison|port|"
    "delivery cost|shipping fee"
  },
  [CST_IMPORT_ARTICLE] = {
    "article",
    "article|product name|nom du produit|nom de l article|item name|product|produit|"
    "designation|libelle|article name|product title|title|titre|item"
  },
  [CST_IMPORT_SKU] = {
    "sku",
    "sku|reference article|reference produit|ref article|ref produit|item number|"
    "product code|code article|product id|item id|product sku|ean|gtin|ref|asin"
  },
  [CST_IMPORT_SUPPLIER] = { "supplier",
                            "supplier|fournisseur|vendor|supplier name|nom du fournisseur" },
  [CST_IMPORT_QUANTITY] = {
    "quantity",
    "quantity|quantite|quantity ordered|quantite commandee|qty|qte|pieces|nombre|"
    "ordered quantity"
  },
  [CST_IMPORT_CONCERNED] = {
    "concerned",
    "concerned|quantity concerned|quantite concernee|pieces concerned|affected quantity|"
    "quantite touchee|concernes|concernees|quantity affected|damaged quantity|"
    "qte concernee"
  },
  [CST_IMPORT_UNIT_PRICE] = {
    "unit_price",
    "unit price|prix unitaire|price|prix|item price|pu|prix unitaire ttc|"
    "prix unitaire ht|prix ttc|prix ht|unit price incl tax|unit price excl tax|"
    "product price|montant"
  },
  [CST_IMPORT_TEXT] = {
    "text",
    "text|texte|description|message|comment|commentaire|comments|commentaires|"
    "customer message|message du client|details|detail|note|notes|remarque"
  },
  [CST_IMPORT_PHOTOS] = {
    "photos",
    "photos|photo|pictures|images|picture|image|files|fichiers|attachments|"
    "pieces jointes|preuves|evidence"
  },
  [CST_IMPORT_STATE] = { "state", NULL },
  [CST_IMPORT_STATE_TEXT] = { "state_text", NULL },
  [CST_IMPORT_STATE_AT] = { "state_at", NULL },
  [CST_IMPORT_CODE] = { "code", NULL },
  [CST_IMPORT_CODE_TEXT] = { "code_text", NULL },
  [CST_IMPORT_ACTION] = { "action", NULL },
  [CST_IMPORT_ATTEMPTS] = { "attempts", NULL },
  [CST_IMPORT_AGENCY] = { "agency", NULL },
  [CST_IMPORT_COD] = { "cod", NULL },
};

/* Likewise of what carriers export, in Spanish too; what is not here a parcel's row does not tell. */
static const char *const parcel_words[CST_IMPORT_N_FIELDS] = {
  [CST_IMPORT_NUMBER] = "referencia|order|order number|numero de commande|n de commande|commande|order reference|"
                        "reference commande|reference client|customer reference|reference|ref|su referencia|pedido",
  [CST_IMPORT_TEXT] = "observaciones|courier note|remarques|observations|remarks|note|notes|commentaire",
  [CST_IMPORT_CUSTOMER] = "destinatario|recipient|destinataire|consignee|customer|client|nom du destinataire|"
                          "nombre destinatario|cliente|name|nom",
  [CST_IMPORT_PHONE] = "telefono destinatario|phone|telephone|recipient phone|telephone destinataire|"
                       "telefono|tel|mobile",
  [CST_IMPORT_STREET] = "direccion destinatario|street|adresse|adresse destinataire|recipient address|"
                        "address|direccion|rue",
  [CST_IMPORT_POSTAL_CODE] = "cp destinatario|postal code|code postal|codigo postal|postcode|zip|cp",
  [CST_IMPORT_CITY] = "poblacion destinatario|city|ville|ville destinataire|town|poblacion|localidad|ciudad",
  [CST_IMPORT_COUNTRY] = "pais destinatario|country|pays|pais|country code|code pays",
  [CST_IMPORT_SHIPPED] = "fecha|shipped on|shipped|ship date|date d expedition|expedie le|date expedition|fecha envio",
  [CST_IMPORT_DELIVERED] = "fechahora entrega pod|delivered on|delivered|livre le|date de livraison|delivery date|"
                           "fecha entrega|fecha de entrega",
  [CST_IMPORT_CARRIER] = "carrier|transporteur|transportista|shipping company",
  [CST_IMPORT_TRACKING] = "albaran|tracking number|tracking|numero de suivi|n de suivi|suivi|parcel number|"
                          "numero de colis|shipment|expedicion|envio|numero de envio",
  [CST_IMPORT_CURRENCY] = "currency|devise|divisa|moneda",
  [CST_IMPORT_STATE] = "codigo estado|state code|status code|code etat|code statut|cod estado",
  [CST_IMPORT_STATE_TEXT] = "descripcion estado|state|status|etat|statut|estado|libelle etat|libelle statut",
  [CST_IMPORT_STATE_AT] = "fechahora alta estado|state date|status date|date etat|date de l etat|date statut|"
                          "date du statut|fecha estado|event date|last event|dernier evenement",
  [CST_IMPORT_CODE] = "cod ult incidencia|incident code|code incident|code de l incident|reason code|code motif|"
                      "codigo incidencia|exception code",
  [CST_IMPORT_CODE_TEXT] = "desc ult incidencia|incident|incidencia|incident text|libelle incident|motif|reason|"
                           "exception|last incident|dernier incident",
  [CST_IMPORT_ACTION] = "desc ult actuacion|action|last action|derniere action|instruction|actuacion|ultima actuacion",
  [CST_IMPORT_ATTEMPTS] = "attempts|delivery attempts|presentations|tentatives|intentos|nombre de presentations",
  [CST_IMPORT_AGENCY] = "agencia destino|agency|agence|delivery agency|agence de livraison|delegacion destino|depot",
  [CST_IMPORT_COD] = "reembolso|cash on delivery|contre remboursement|cod|importe reembolso|contra reembolso|"
                     "cod amount",
};

static const char *const labels[CST_IMPORT_N_FIELDS] = {
  [CST_IMPORT_NUMBER] = N_("Order number"),
  [CST_IMPORT_REFERENCE] = N_("Incident number"),
  [CST_IMPORT_REASON] = N_("Reason"),
  [CST_IMPORT_REPORTED] = N_("Reported on"),
  [CST_IMPORT_CUSTOMER] = N_("Customer"),
  [CST_IMPORT_FIRST_NAME] = N_("First name"),
  [CST_IMPORT_COMPANY] = N_("Company"),
  [CST_IMPORT_EMAIL] = N_("E-mail"),
  [CST_IMPORT_PHONE] = N_("Phone"),
  [CST_IMPORT_STREET] = N_("Street"),
  [CST_IMPORT_POSTAL_CODE] = N_("Postal code"),
  [CST_IMPORT_CITY] = N_("City"),
  [CST_IMPORT_COUNTRY] = N_("Country"),
  [CST_IMPORT_LANGUAGE] = N_("Language"),
  [CST_IMPORT_PLACED] = N_("Ordered on"),
  [CST_IMPORT_SHIPPED] = N_("Shipped on"),
  [CST_IMPORT_DELIVERED] = N_("Delivered on"),
  [CST_IMPORT_CARRIER] = N_("Carrier"),
  [CST_IMPORT_TRACKING] = N_("Tracking number"),
  [CST_IMPORT_CURRENCY] = N_("Currency"),
  [CST_IMPORT_TAX] = N_("With or without tax"),
  [CST_IMPORT_TAX_RATE] = N_("Tax rate"),
  [CST_IMPORT_SHIPPING] = N_("Shipping cost"),
  [CST_IMPORT_ARTICLE] = N_("Article"),
  [CST_IMPORT_SKU] = N_("Item number"),
  [CST_IMPORT_SUPPLIER] = N_("Supplier"),
  [CST_IMPORT_QUANTITY] = N_("Pieces ordered"),
  [CST_IMPORT_CONCERNED] = N_("Pieces concerned"),
  [CST_IMPORT_UNIT_PRICE] = N_("Unit price"),
  [CST_IMPORT_TEXT] = N_("Description"),
  [CST_IMPORT_PHOTOS] = N_("Photos"),
  [CST_IMPORT_STATE] = N_("State of the parcel, as a code"),
  [CST_IMPORT_STATE_TEXT] = N_("State of the parcel, in words"),
  [CST_IMPORT_STATE_AT] = N_("In that state since"),
  [CST_IMPORT_CODE] = N_("Carrier’s code of the incident"),
  [CST_IMPORT_CODE_TEXT] = N_("Incident in the carrier’s words"),
  [CST_IMPORT_ACTION] = N_("Answer that the carrier has"),
  [CST_IMPORT_ATTEMPTS] = N_("Delivery attempts"),
  [CST_IMPORT_AGENCY] = N_("Agency"),
  [CST_IMPORT_COD] = N_("Cash on delivery"),
};

/* The words places use for our reasons, folded. What is none of them is kept as the site's own word. */
static const struct
{
  CstReason   reason;
  const char *words;
} reasons[] = {
  { CST_REASON_DAMAGED,
    "damaged|damaged item|damaged items|damaged in transit|endommage|endommages|"
    "endommagee|article endommage|articles endommages|casse|cassee|abime|abimee|broken|"
    "broken item|colis endommage|colis abime" },
  { CST_REASON_DEFECTIVE,
    "defective|defective item|defective items|defectueux|defectueuse|article defectueux|"
    "articles defectueux|faulty|en panne|ne fonctionne pas|does not work|not working|"
    "out of order" },
  { CST_REASON_MISSING,
    "missing|missing item|missing items|missing parts|manquant|manquants|"
    "article manquant|articles manquants|incomplet|incomplete|piece manquante|"
    "pieces manquantes" },
  { CST_REASON_WRONG_ITEM,
    "wrong item|wrong items|wrong item delivered|wrong product|wrong article|"
    "article livre par erreur|mauvais article|erreur d article|erreur article|"
    "mauvais produit" },
  { CST_REASON_WRONG_INVOICE,
    "wrong invoice|invoice|facture|facture erronee|erreur de facture|invoice error" },
  { CST_REASON_LATE,
    "late|delayed|late delivery|delay|retard|en retard|livraison en retard|"
    "retard de livraison" },
  { CST_REASON_OTHER,
    "other|autre|autres|others" },
};

static const struct
{
  const char *code;
  const char *words;
} countries[] = {
  { "FR", "france|fra" }, { "BE", "belgium|belgique|bel" }, { "LU", "luxembourg|lux" }, { "CH", "switzerland|suisse" },
  { "DE", "germany|allemagne|deutschland|deu" }, { "ES", "spain|espagne|espana|esp" },
  { "IT", "italy|italie|italia|ita" }, { "PT", "portugal|prt" },
  { "NL", "netherlands|pays bas|nederland|the netherlands|nld" }, { "AT", "austria|autriche|osterreich|aut" },
  { "GB", "united kingdom|royaume uni|great britain|uk|gbr|angleterre" }, { "IE", "ireland|irlande|irl" },
  { "PL", "poland|pologne|polska|pol" }, { "DK", "denmark|danemark|dnk" }, { "SE", "sweden|suede|swe" },
  { "FI", "finland|finlande|fin" }, { "NO", "norway|norvege|nor" }, { "CZ", "czechia|tchequie|czech republic|cze" },
  { "GR", "greece|grece|grc" }, { "HU", "hungary|hongrie|hun" }, { "RO", "romania|roumanie|rou" },
  { "US", "united states|etats unis|usa" }, { "CA", "canada|can" }, { "CN", "china|chine|chn" }, { "MC", "monaco|mco" },
};

static const struct
{
  const char *code;
  const char *words;
} languages[] = {
  { "fr", "french|francais|fra|fre" }, { "en", "english|anglais|eng" }, { "de", "german|allemand|deutsch|deu|ger" },
  { "es", "spanish|espagnol|espanol|spa" }, { "it", "italian|italien|italiano|ita" },
  { "nl", "dutch|neerlandais|nederlands|nld" }, { "pt", "portuguese|portugais|portugues|por" },
  { "pl", "polish|polonais|polski|pol" },
};

static gboolean
has_word (const char *words,
          const char *folded)
{
  g_auto(GStrv) list = g_strsplit (words, "|", -1);

  return g_strv_contains ((const char *const *) list, folded);
}

/**
 * cst_import_field_name:
 *
 * Returns: (transfer none): as in exported files and on the command line
 */
const char *
cst_import_field_name (CstImportField field)
{
  g_return_val_if_fail (field < CST_IMPORT_N_FIELDS, "");

  return fields[field].name;
}

/**
 * cst_import_field_words:
 *
 * Returns: (transfer none) (nullable): the headers it is known by, as #CstTableField has them; %NULL when tables of
 *   that kind do not have it
 */
const char *
cst_import_field_words (CstImportKind  kind,
                        CstImportField field)
{
  g_return_val_if_fail (field < CST_IMPORT_N_FIELDS, NULL);

  return kind == CST_IMPORT_OF_CASES ? fields[field].words : parcel_words[field];
}

/**
 * cst_import_has_field:
 *
 * Returns: whether tables of that kind may tell it
 */
gboolean
cst_import_has_field (CstImportKind  kind,
                      CstImportField field)
{
  return cst_import_field_words (kind, field) != NULL;
}

/**
 * cst_import_field_label:
 *
 * Returns: (transfer none): what people call the field, translated
 */
const char *
cst_import_field_label (CstImportField field)
{
  g_return_val_if_fail (field < CST_IMPORT_N_FIELDS, "");

  return _(labels[field]);
}

/**
 * cst_import_find_field:
 * @name: as in exported files and on the command line
 */
gboolean
cst_import_find_field (const char     *name,
                       CstImportField *field)
{
  for (guint i = 0; i < CST_IMPORT_N_FIELDS; i++)
    {
      if (g_str_equal (fields[i].name, name))
        {
          *field = (CstImportField) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * cst_import_read_reason:
 *
 * Returns: the reason @text names in English, French or by its code; %CST_REASON_UNKNOWN for a word of the place's own
 */
CstReason
cst_import_read_reason (const char *text)
{
  g_autofree char *folded = cst_table_fold_header (text);

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      if (has_word (reasons[i].words, folded))
        return reasons[i].reason;
    }

  return (CstReason) cst_enum_value (&cst_reason_type, text);
}

/**
 * cst_import_read_country:
 *
 * Returns: (transfer full) (nullable): the country's two letters
 */
char *
cst_import_read_country (const char *text)
{
  g_autofree char *folded = cst_table_fold_header (text);

  for (gsize i = 0; i < G_N_ELEMENTS (countries); i++)
    {
      if (has_word (countries[i].words, folded))
        return g_strdup (countries[i].code);
    }

  return strlen (text) == 2 && g_ascii_isalpha (text[0]) && g_ascii_isalpha (text[1]) ? g_ascii_strup (text, 2) : NULL;
}

/**
 * cst_import_read_language:
 *
 * Returns: (transfer full) (nullable): the language's two letters, also of `fr-FR` and "Français"
 */
char *
cst_import_read_language (const char *text)
{
  g_autofree char *folded = cst_table_fold_header (text);

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      if (has_word (languages[i].words, folded))
        return g_strdup (languages[i].code);
    }

  return strspn (folded, "abcdefghijklmnopqrstuvwxyz") == 2 && (folded[2] == '\0' || folded[2] == ' ')
         ? g_strndup (folded, 2) : NULL;
}

/**
 * cst_import_read_tax:
 *
 * Returns: whether @text says if prices are with tax: `included`, `TTC`, `Prix HT`
 */
gboolean
cst_import_read_tax (const char *text,
                     CstTaxMode *mode)
{
  g_autofree char *folded = cst_table_fold_header (text);
  g_auto(GStrv) words = g_strsplit (folded, " ", -1);

  for (char **word = words; *word != NULL; word++)
    {
      if (has_word ("ht|excluded|excl|hors|net|without", *word))
        {
          *mode = CST_TAX_EXCLUDED;
          return TRUE;
        }
      if (has_word ("ttc|included|incl|toutes|gross|with", *word))
        {
          *mode = CST_TAX_INCLUDED;
          return TRUE;
        }
    }

  return FALSE;
}
