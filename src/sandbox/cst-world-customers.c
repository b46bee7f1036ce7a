/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who buys: invented shops at invented addresses in real towns. */
#include "cst-world-catalogue.h"

static const CstWorldCustomer customers[] = {
  { "Papeterie du Parc", "Hélène Garnier", "14 rue du Parc", "69006", "Lyon", "FR", "fr", FALSE },
  { "Maison Capucine", "Aurélie Besson", "3 place Saint-Sernin", "31000", "Toulouse", "FR", "fr",
    FALSE },
  { "L’Épicerie des Docks", "Yann Le Goff", "27 quai de la Fosse", "44000", "Nantes", "FR", "fr",
    FALSE },
  { "Le Bazar d’Émile", "Émile Rousset", "8 rue des Clercs", "57000", "Metz", "FR", "fr", FALSE },
  { "Chez Jeannette", "Jeanne Morvan", "51 rue de Siam", "29200", "Brest", "FR", "fr", FALSE },
  { "Concept Store Nacre", "Inès Haddad", "19 rue d’Antibes", "06400", "Cannes", "FR", "fr",
    FALSE },
  { "La Quincaillerie Moderne", "Paul Wendling", "2 Grand’Rue", "67000", "Strasbourg", "FR", "fr",
    FALSE },
  { "Fleurs & Faïence", "Clotilde Arnaud", "6 cours Mirabeau", "13100", "Aix-en-Provence", "FR",
    "fr", FALSE },
  { "Librairie L’Œil écoute", "Mathieu Œrtel", "77 boulevard du Montparnasse", "75006", "Paris",
    "FR", "fr", FALSE },
  { "Atelier 17", "Sandrine Pujol", "17 rue de la République", "66000", "Perpignan", "FR", "fr",
    FALSE },
  { "Les Petites Halles", "Bruno Charpentier", "12 place des Halles", "37000", "Tours", "FR", "fr",
    FALSE },
  { "Côté Dune", "Maylis Etcheverry", "4 avenue de la Plage", "64200", "Biarritz", "FR", "fr",
    FALSE },
  { "Boutique du Musée des Tisserands", "Odile Lambert", "1 rue des Fileurs", "59100", "Roubaix",
    "FR", "fr", FALSE },
  { "Thé & Cie", "Nadia Benkirane", "33 rue Sainte-Catherine", "33000", "Bordeaux", "FR", "fr",
    FALSE },
  { "Le Comptoir de Lucie", "Lucie Marchand", "9 rue Jeanne-d’Arc", "45000", "Orléans", "FR", "fr",
    FALSE },
  { "Grange Neuve", "Thibault de Kermel", "Lieu-dit La Grange", "24200", "Sarlat-la-Canéda", "FR",
    "fr", FALSE },
  { "Home Sweet Rennes", "Gwenaëlle Tanguy", "15 rue Vasselot", "35000", "Rennes", "FR", "fr",
    FALSE },
  { "Aux Deux Chats", "Simone Perrin", "5 rue des Forges", "21000", "Dijon", "FR", "fr", FALSE },
  { "CSE Mutuelle des Alpes", "Gérard Tissot", "40 avenue du Rhône", "74000", "Annecy", "FR", "fr",
    TRUE },
  { "Maison Dansaert", "Charlotte Peeters", "Rue Antoine Dansaert 88", "1000", "Bruxelles", "BE",
    "fr", FALSE },
  { "La Ruche wallonne", "Benoît Lecocq", "Rue de l’Ange 21", "5000", "Namur", "BE", "fr", FALSE },
  { "Huis Verbeke", "Katrien Verbeke", "Steenstraat 45", "8000", "Brugge", "BE", "nl", FALSE },
  { "Winkel Noord", "Jef Claes", "Nationalestraat 102", "2000", "Antwerpen", "BE", "nl", FALSE },
  { "De Mooie Dingen", "Sanne de Vries", "Haarlemmerstraat 61", "1013 EK", "Amsterdam", "NL", "nl",
    FALSE },
  { "Pot & Plant", "Jeroen van Dijk", "Oude Gracht 210", "3511 NR", "Utrecht", "NL", "nl", FALSE },
  { "Het Kleine Magazijn", "Marieke Bakker", "Folkingestraat 18", "9711 JX", "Groningen", "NL",
    "nl", FALSE },
  { "Studio Zonnebloem", "Femke Jansen", "Witte de Withstraat 40", "3012 BR", "Rotterdam", "NL",
    "nl", FALSE },
  { "Kramer Wonen", "Pieter Kramer", "Breestraat 93", "2311 CK", "Leiden", "NL", "nl", FALSE },
  { "Schönes Zuhause GmbH", "Katharina Vogel", "Sendlinger Straße 28", "80331", "München", "DE",
    "de", FALSE },
  { "Kaufladen Ottensen", "Jan Petersen", "Bahrenfelder Straße 112", "22765", "Hamburg", "DE", "de",
    FALSE },
  { "Papier & Porzellan", "Ute Schröder", "Ehrenstraße 9", "50672", "Köln", "DE", "de", FALSE },
  { "Die gute Stube", "Friedrich Weiß", "Kastanienallee 77", "10435", "Berlin", "DE", "de", FALSE },
  { "Lieblingsstücke Freiburg", "Anneliese Kübler", "Gerberau 15", "79098", "Freiburg im Breisgau",
    "DE", "de", FALSE },
  { "Hof & Garten Leipzig", "Stefan Böhme", "Karl-Liebknecht-Straße 54", "04275", "Leipzig", "DE",
    "de", FALSE },
  { "Stadtladen Graz", "Monika Gruber", "Sporgasse 12", "8010", "Graz", "AT", "de", FALSE },
  { "Wiener Greißlerei", "Leopold Haas", "Neubaugasse 30", "1070", "Wien", "AT", "de", FALSE },
  { "Casa Almendro", "Lucía Ortega", "Calle de las Huertas 14", "28014", "Madrid", "ES", "es",
    FALSE },
  { "La Botiga del Born", "Jordi Puig", "Carrer del Rec 33", "08003", "Barcelona", "ES", "es",
    FALSE },
  { "Barro y Lino", "Carmen Navarro", "Calle Feria 71", "41003", "Sevilla", "ES", "es", FALSE },
  { "Ría Concept", "Iker Zabala", "Calle Ledesma 5", "48001", "Bilbao", "ES", "es", FALSE },
  { "Bottega Brera", "Giulia Ferri", "Via Fiori Chiari 8", "20121", "Milano", "IT", "it", FALSE },
  { "Casa Limoni", "Marco Esposito", "Via San Gregorio Armeno 22", "80138", "Napoli", "IT", "it",
    FALSE },
  { "Oltrarno Cose Belle", "Elena Ricci", "Borgo San Jacopo 31r", "50125", "Firenze", "IT", "it",
    FALSE },
  { "La Drogheria Torino", "Paolo Giordano", "Via Lagrange 17", "10123", "Torino", "IT", "it",
    FALSE },
  { "Zürcher Ladenhüter", "Regula Meier", "Niederdorfstrasse 44", "8001", "Zürich", "CH", "de",
    FALSE },
  { "Boutique du Bourg", "Anne-Lise Favre", "Rue de Bourg 20", "1003", "Lausanne", "CH", "fr",
    FALSE },
  { "The Corner Pantry", "Fiona Gallagher", "17 Drury Street", "D02 CK11", "Dublin", "IE", "en",
    FALSE },
  { "Harbour & Hearth", "Liam O’Sullivan", "3 Quay Street", "H91 WN2K", "Galway", "IE", "en",
    FALSE },
  { "Nordisk Hjem", "Astrid Lindqvist", "Værnedamsvej 6", "1819", "Frederiksberg", "DK", "en",
    FALSE },
  { "Casa da Praça", "Beatriz Carvalho", "Rua das Flores 101", "4050-265", "Porto", "PT", "pt",
    FALSE },
};

int
cst_world_n_customers (void)
{
  return G_N_ELEMENTS (customers);
}

const CstWorldCustomer *
cst_world_customer (int index)
{
  return &customers[index];
}

/* The nth retailer who writes in @language, counting round. Works councils buy for themselves and
 * are not asked for. */
int
cst_world_find_customer (const char *language,
                         guint       nth)
{
  int found = -1;

  for (;;)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (customers); i++)
        {
          if (customers[i].consumer || !g_str_equal (customers[i].language, language))
            continue;
          found = (int) i;
          if (nth-- == 0)
            return found;
        }

      g_return_val_if_fail (found >= 0, 0);
    }
}
