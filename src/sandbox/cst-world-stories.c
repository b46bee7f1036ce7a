/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The problems everybody meets in the pretend marketplace. Few of them lie on orders of the last
 * thirty days, so that the rate stays
 * a little below the threshold; the others came late, as goods made to order do.
 */
#include "cst-world-stories.h"

#include "cst-world-photos.h"

#define H(hours) ((hours) * 60)
#define D(days) ((days) * 24 * 60)

static const CstWorldStory stories[] = {
  {
    "two-of-twelve", "fr", "Papeterie du Parc", CST_WORLD_DAMAGED, 9, 5, 22, "AV-CER-020", 12, 2,
    "Bonjour, sur les douze tasses « Matin » reçues hier, deux ont l’anse ou le bord cassé. Les "
    "dix autres "
    "sont parfaites et déjà "
    "en rayon. Pouvez-vous faire quelque chose pour ces deux-là ? Merci d’avance, Hélène Garnier",
    3, { { "cup-chipped", "tasse 1.jpg" }, { "cup-handle", "tasse 2.jpg" }, { "parcel-corner", "carton.jpg" } },
  },
  {
    "two-problems", "fr", "Maison Capucine", CST_WORLD_DAMAGED, 14, 28, 30, "AV-LUM-010", 3, 1,
    "Bonjour, une des trois lampes « Opale » a le globe fendu sur toute la hauteur. Voyez les "
    "photos.",
    2, { { "lamp-broken.heic", "IMG_2231.HEIC" }, { "parcel-torn", "IMG_2232.jpg" } },
    { { CST_STEP_FINDING, H (5), "Fissure nette, choc pendant le transport.", 1 },
      { CST_STEP_ASSIGN, H (5) } },
  },
  {
    "two-problems-second", "fr", "Maison Capucine", CST_WORLD_MISSING, 14, 26, -2, NULL, 0, 1,
    "Je complète mon message : en pointant le bon de livraison, il manque aussi une pièce dans le "
    "deuxième carton.",
    1, { { "box-cups", "carton 2.jpg" } },
    { { CST_STEP_CUSTOMER_WRITES, H (1), "Voici aussi le bon de livraison, avec ma réserve.", 0,
        "delivery-note.pdf" } },
  },
  {
    "many-photos", "fr", "Le Bazar d’Émile", CST_WORLD_DAMAGED, 18, 3, 40, "AV-CER-030", 24, 7,
    "Bonjour, la palette a manifestement été renversée. Sept assiettes sont cassées, j’ai tout "
    "photographié "
    "au fur et à mesure, "
    "désolé si certaines photos sont de travers.",
    12,
    {
      { "plate-broken", "P1000417.JPG" }, { "parcel-dented", "P1000418.JPG" },
      { "parcel-torn-paper", "P1000419.JPG" }, { "plate-pieces", "P1000420.JPG" },
      { "label-torn", "P1000421.JPG" }, { "blurred", "P1000422.JPG" },
      { "plate-chipped", "P1000423.JPG" }, { "plate-cracked", "P1000424.JPG" },
      { "parcel-wet", "P1000425.JPG" }, { "label-smeared", "P1000426.JPG" },
      { "pallet", "palette.jpg" }, { "pallet.webm", "palette.webm" },
    },
  },
  {
    "dutch-letter", "nl", "Het Kleine Magazijn", CST_WORLD_WRONG_ITEM, 22, 8, 50, "AV-TEX-011", 6,
    6,
    "Beste meneer of mevrouw,\n\nVorige week hebben wij zes kussens in nachtblauw besteld "
    "(AV-TEX-011) en "
    "vandaag zes stuks in terracotta "
    "ontvangen. De kleur past helaas totaal niet bij onze wintercollectie. De kussens zitten nog "
    "in hun "
    "verpakking.\n\nKunt u ons laten "
    "weten of wij ze mogen terugsturen, en of de blauwe vóór Sinterklaas geleverd kunnen worden? "
    "Ik voeg "
    "twee foto’s toe.\n\nMet "
    "vriendelijke groet,\nMarieke Bakker",
    2, { { "cushion-sienna", "kussens.jpg" }, { "box-label", "etiket.jpg" } },
  },
  {
    "markup", "en", "Harbour & Hearth", CST_WORLD_DAMAGED, 26, 31, 60, "AV-VER-010", 12, 3,
    "Hello <b>Atelier Verlaine</b> & team,\n3 of 12 glasses broken </span> <a "
    "href=\"https://example.org\">see here</a>. "
    "Stock < 10 & falling; \"urgent\" %s %n &amp; {0}",
    1, { { "glass-broken", "glasses & box <1>.jpg" } },
  },
  {
    "photo-promised", "fr", "Chez Jeannette", CST_WORLD_DAMAGED, 38, 30, 70, "AV-CER-010", 8, 3,
    "Bonjour, trois bols sont fêlés. Je n’ai pas mon appareil sous la main, je vous envoie deux "
    "photos ce soir.",
    2, { { "", "bols.jpg" } },
  },
  {
    "photo-unreadable", "de", "Die gute Stube", CST_WORLD_DEFECTIVE, 41, 20, 90, "AV-LUM-040", 4, 1,
    NULL, 2, { { CST_WORLD_PHOTO_TRUNCATED, "Foto 1.jpg" }, { "lamp-cracked", "Foto 2.jpg" } },
  },
  {
    "not-an-image", "es", "Barro y Lino", CST_WORLD_DAMAGED, 37, 44, 50, "AV-CER-041", 4, 1,
    NULL, 1, { { CST_WORLD_PHOTO_NO_IMAGE, "jarrón.jpg" } },
  },
  {
    "hostile-name", "it", "Casa Limoni", CST_WORLD_DAMAGED, 28, 15, 66, "AV-CER-050", 3, 1,
    NULL, 1, { { "teapot-handle", "../../.config/autostart/foto\xe2\x80\xaegpj.desktop" } },
  },
  {
    "german-letter", "de", "Lieblingsstücke Freiburg", CST_WORLD_MISSING, 43, 26, 48, "AV-BOU-010",
    24, 6,
    "Sehr geehrte Damen und Herren,\n\nbei unserer Lieferung von heute Vormittag haben wir "
    "festgestellt, "
    "dass von den 24 bestellten Kerzen "
    "„Figuier“ nur 18 im Karton lagen. Der Karton war mit reichlich Papier aufgefüllt und das "
    "Klebeband "
    "unbeschädigt, wir gehen also von einem "
    "Versehen beim Packen aus.\n\nDa wir die Kerzen für unseren Adventsmarkt brauchen, wären wir "
    "für eine "
    "rasche Nachlieferung "
    "dankbar. Die Fotos zeigen den Karton beim Öffnen.\n\nMit freundlichen Grüßen\nAnneliese "
    "Kübler",
    2, { { "box-candles", "Karton geöffnet.jpg" }, { "label-freiburg", "Etikett.jpg" } },
  },
  {
    "no-photo", "fr", "Aux Deux Chats", CST_WORLD_MISSING, 39, 11, 26, "AV-PAP-020", 10, 2,
    NULL, 0, { { NULL } },
  },
  {
    "consumer", "fr", "CSE Mutuelle des Alpes", CST_WORLD_DEFECTIVE, 44, 50, 80, "AV-BOU-011", 40,
    5,
    "Bonjour, cinq bougies ont une mèche décentrée et fondent de travers. C’est dommage pour un "
    "cadeau de fin d’année.",
    1, { { "candle-slanted", "bougies.jpg" } },
  },
  {
    "swiss-francs", "de", "Zürcher Ladenhüter", CST_WORLD_DAMAGED, 46, 36, 90, "AV-CER-042", 2, 1,
    NULL, 1, { { "vase-cracked", "IMG_0815.jpg" } },
  },
  {
    "refund-will-be-refused", "fr", "Thé & Cie", CST_WORLD_DAMAGED, 42, 33, 100, "AV-CER-051", 4, 1,
    NULL, 1, { { "teapot-spout", "théière.jpg" } },
    { { CST_STEP_FATE, 1 } },
  },
  {
    "silence", "nl", "De Mooie Dingen", CST_WORLD_DAMAGED, 47, 24 * 10, 60, "AV-CER-040", 6, 2,
    NULL, 1, { { "", "IMG_5530.jpg" } },
    {
      { CST_STEP_BRAND_ASKS_PHOTO, H (23),
        "Beste Sanne, wat vervelend. Kunt u ons een foto sturen van de twee vazen en van de doos? "
        "Dan lossen "
        "wij het meteen op." },
    },
  },
  {
    "contested-twice", "de", "Kaufladen Ottensen", CST_WORLD_DEFECTIVE, 58, 24 * 19, 70,
    "AV-LUM-020", 4, 2,
    "Guten Tag, zwei der vier Lampen flackern, sobald man das Kabel berührt. So können wir sie "
    "nicht verkaufen.",
    2, { { "lamp-dark", "Lampe.jpg" }, { "lamp-flickers.mp4", "Lampe flackert.mp4" } },
    {
      { CST_STEP_REPLACE, H (20), NULL, 2 },
      { CST_STEP_SHIP, D (2), "01506090418442", 0 },
      { CST_STEP_CONTEST, D (6),
        "Eine der Ersatzlampen flackert genauso, es muss an der Serie liegen." },
      { CST_STEP_BRAND_WRITES, D (7),
        "Guten Tag Herr Petersen, das tut uns leid. Wir prüfen die Charge und schlagen Ihnen eine "
        "Gutschrift vor." },
      { CST_STEP_CUSTOMER_WRITES, D (8), "In Ordnung, aber bitte bald." },
      { CST_STEP_REFUND, D (10), NULL, 1 },
      { CST_STEP_EXECUTE, D (10) + 2 },
      { CST_STEP_CONTEST, D (17),
        "Erstattet wurde nur eine Lampe, defekt sind aber zwei. Bitte auch die zweite." },
      { CST_STEP_NOTE, D (18),
        "Lot 2609 : vérifier les fiches chez Lumen & Fils avant de répondre." },
      { CST_STEP_ASSIGN, D (18) },
    },
  },
  {
    "refund-turned-down", "fr", "Home Sweet Rennes", CST_WORLD_WRONG_ITEM, 50, 24 * 5, 60,
    "AV-VER-011", 12, 12,
    NULL, 1, { { "glass-colour", "verres.jpg" } },
    {
      { CST_STEP_REFUND, H (30), NULL, 12 },
      { CST_STEP_TURN_DOWN, H (31),
        "Le détaillant a mis les verres en vente : le retour des articles est à demander d’abord." },
    },
  },
  {
    "refund-requested", "it", "Bottega Brera", CST_WORLD_DAMAGED, 45, 24 * 2, 60, "AV-CER-031", 12,
    4,
    NULL, 1, { { "soup-plates", "piatti.jpg" } },
    { { CST_STEP_REFUND, D (2) - 1, NULL, 4 } },
  },
  {
    "replacement-to-ship", "fr", "L’Épicerie des Docks", CST_WORLD_MISSING, 48, 24 * 4, 60,
    "AV-CER-022", 24, 3,
    NULL, 1, { { "box-espresso", "IMG_7001.jpg" } },
    { { CST_STEP_REPLACE, H (26), NULL, 3 },
      { CST_STEP_NOTE, H (27), "Stock vu : allée 4, à préparer." } },
  },
  {
    "return-label-follows", "de", "Schönes Zuhause GmbH", CST_WORLD_WRONG_ITEM, 49, 24 * 3, 70,
    "AV-TEX-010", 8, 8,
    NULL, 2, { { "cushion-blue", "Kissen.jpg" }, { "label-folded", "Aufkleber.jpg" } },
    { { CST_STEP_REPLACE_LABEL_FOLLOWS, H (40), "Bitte im Originalkarton zurücksenden.", 8 } },
  },
  {
    "replacement-shipped", "nl", "Pot & Plant", CST_WORLD_DAMAGED, 52, 24 * 6, 60, "AV-CER-090", 6,
    2,
    NULL, 1, { { "parcel-crushed", "doos.jpg" } },
    { { CST_STEP_REPLACE, H (18), NULL, 2 }, { CST_STEP_SHIP, D (4), "3SDEVC208844013", 0 } },
  },
  {
    "return-under-way", "fr", "Grange Neuve", CST_WORLD_DEFECTIVE, 54, 24 * 8, 60, "AV-LUM-030", 2,
    1,
    NULL, 1, { { "pendant-broken", "suspension.jpg" } },
    {
      { CST_STEP_REPLACE_WITH_LABEL, H (22),
        "Merci de remettre la suspension dans son carton d’origine, avec le câble.", 1 },
      { CST_STEP_SHIP, D (2), "6A20418834702", 0 },
      { CST_STEP_RETURN_LEAVES, D (5) },
    },
  },
  {
    "return-received", "fr", "Concept Store Nacre", CST_WORLD_WRONG_ITEM, 57, 24 * 11, 60,
    "AV-TEX-020", 5, 3,
    NULL, 1, { { "throw-grey", "plaids.jpg" } },
    {
      { CST_STEP_REPLACE_WITH_LABEL, H (12), "Les trois plaids, non dépliés si possible.", 3 },
      { CST_STEP_SHIP, D (1), "6A20418801177", 0 },
      { CST_STEP_RETURN_LEAVES, D (4) },
      { CST_STEP_RETURN_RECEIVED, D (9), NULL, 3 },
    },
  },
  {
    "return-inspected", "fr", "Atelier 17", CST_WORLD_DEFECTIVE, 60, 24 * 13, 60, "AV-BOI-030", 4,
    2,
    NULL, 1, { { "mill-split", "moulins.jpg" } },
    {
      { CST_STEP_REPLACE_WITH_LABEL, H (16), NULL, 2 },
      { CST_STEP_SHIP, D (2), "6A20418790034", 0 },
      { CST_STEP_RETURN_LEAVES, D (5) },
      { CST_STEP_RETURN_RECEIVED, D (10), NULL, 2 },
      { CST_STEP_RETURN_INSPECTED, D (11), NULL, 1 },
    },
  },
  {
    "customer-replied", "es", "La Botiga del Born", CST_WORLD_DAMAGED, 51, 24 * 4, 60, "AV-VER-030",
    12, 4,
    NULL, 2, { { "glass-shards", "portavelas.jpg" }, { "parcel-shop", "caja.jpg" } },
    {
      { CST_STEP_BRAND_WRITES, H (14),
        "Hola Jordi, sentimos lo ocurrido. ¿Le parece bien un descuento del 40 % sobre las cuatro "
        "piezas?" },
      { CST_STEP_CUSTOMER_WRITES, D (3),
        "Buenos días, preferimos la reposición, el descuento no nos sirve para la campaña." },
    },
  },
  {
    "reviewed", "fr", "La Quincaillerie Moderne", CST_WORLD_DAMAGED, 53, 24 * 7, 60, "AV-CER-060",
    3, 3,
    NULL, 2, { { "bowl-broken", "saladiers.jpg", 24 * 60 }, { "parcel-crushed-bis", "carton.jpg" } },
    { { CST_STEP_REVIEW, D (3),
        "Plusieurs signalements de ce détaillant sur le même mois : nous vérifions." } },
  },
  {
    "marketplace-invoice", "nl", "Huis Verbeke", CST_WORLD_WRONG_INVOICE, 40, 40, 60, "AV-PAP-010",
    20, 20, NULL, 0, { { NULL } },
  },
  {
    "marketplace-late", "de", "Papier & Porzellan", CST_WORLD_LATE, 33, 28, -1, "AV-PAP-030", 6, 6,
    NULL, 0, { { NULL } },
  },
  {
    "marketplace-other", "fr", "Librairie L’Œil écoute", CST_WORLD_OTHER, 36, 18, 60, "AV-PAP-040",
    10, 10,
    "Bonjour, la commande a été livrée à notre ancienne adresse, chez l’œnothèque voisine. "
    "Pouvez-vous "
    "corriger la fiche client ?",
    1, { { "label-address", "étiquette œnothèque.jpg" } },
  },
  {
    "marketplace-resolved", "en", "The Corner Pantry", CST_WORLD_WRONG_INVOICE, 70, 24 * 40, 60,
    "AV-OSI-010", 8, 8, NULL, 0, { { NULL } },
    { { CST_STEP_RESOLVE, D (2), "A corrected invoice was issued." } },
  },
  {
    "refused", "fr", "Côté Dune", CST_WORLD_DAMAGED, 75, 24 * 45, 60, "AV-BOU-020", 12, 12,
    NULL, 1, { { "dark", "IMG_0003.jpg" } },
    {
      { CST_STEP_BRAND_ASKS_PHOTO, H (10),
        "Bonjour, la photo est trop sombre pour voir le dommage. Pourriez-vous en refaire une ?" },
      { CST_STEP_REVIEW, D (4) },
      { CST_STEP_REFUSE, D (6), "Aucun dommage visible sur les photos fournies." },
    },
  },
  {
    "refund-executed", "es", "Casa Almendro", CST_WORLD_DAMAGED, 80, 24 * 52, 60, "AV-CER-012", 12,
    5,
    NULL, 1, { { "bowl-ochre", "cuencos.jpg" } },
    { { CST_STEP_REFUND, H (9), NULL, 5 }, { CST_STEP_EXECUTE, H (9) + 2 } },
  },
  {
    "chat-accepted", "de", "Hof & Garten Leipzig", CST_WORLD_DEFECTIVE, 66, 24 * 30, 60,
    "AV-OSI-011", 6, 2,
    NULL, 1, { { "basket-broken", "Korb.jpg" } },
    {
      { CST_STEP_BRAND_WRITES, H (7),
        "Guten Tag Herr Böhme, dürfen wir Ihnen 30 % Nachlass auf die beiden Körbe anbieten?" },
      { CST_STEP_CUSTOMER_WRITES, H (30), NULL },
      { CST_STEP_ACCEPT, H (31) },
    },
  },
  {
    "replaced-and-closed", "fr", "Boutique du Musée des Tisserands", CST_WORLD_WRONG_ITEM, 85,
    24 * 55, 60, "AV-TEX-041", 20, 10,
    NULL, 1, { { "towels-red", "torchons.jpg" } },
    {
      { CST_STEP_REPLACE_WITH_LABEL, H (8), NULL, 10 },
      { CST_STEP_SHIP, D (1), "6A20417700012", 0 },
      { CST_STEP_RETURN_LEAVES, D (3) },
      { CST_STEP_RETURN_RECEIVED, D (6), NULL, 10 },
      { CST_STEP_RETURN_INSPECTED, D (7), NULL, 0 },
      { CST_STEP_ACCEPT, D (8) },
    },
  },
  {
    "paid-out", "it", "Oltrarno Cose Belle", CST_WORLD_MISSING, 98, 24 * 70, 60, "AV-VER-020", 6, 1,
    NULL, 1, { { "box-carafes", "scatola.jpg" } },
    { { CST_STEP_REFUND, H (12), NULL, 1 }, { CST_STEP_EXECUTE, H (12) + 2 } },
  },
  {
    "other-refused", "pt", "Casa da Praça", CST_WORLD_OTHER, 92, 24 * 60, 60, "AV-BOU-030", 6, 6,
    NULL, 0, { { NULL } },
    { { CST_STEP_REFUSE, D (3), "Le détaillant n’a pas donné suite." } },
  },
  {
    "late-resolved", "fr", "La Ruche wallonne", CST_WORLD_LATE, 88, 24 * 58, 30, "AV-TEX-030", 4, 4,
    NULL, 0, { { NULL } },
    { { CST_STEP_RESOLVE, D (1), NULL } },
  },
  {
    "resolved-by-replacement", "nl", "Kramer Wonen", CST_WORLD_DEFECTIVE, 104, 24 * 78, 60,
    "AV-LUM-050", 2, 1,
    NULL, 1, { { "lamp-halves", "lamp.jpg" } },
    { { CST_STEP_REPLACE, H (6), NULL, 1 }, { CST_STEP_SHIP, D (1), "3SDEVC207710452", 0 },
      { CST_STEP_ACCEPT, D (5) } },
  },
  {
    "contested-then-resolved", "en", "Nordisk Hjem", CST_WORLD_DAMAGED, 110, 24 * 82, 60,
    "AV-CER-032", 24, 6,
    NULL, 2, { { "plate-pieces", "IMG_118.jpg" }, { "parcel-dented", "IMG_119.jpg" } },
    {
      { CST_STEP_REPLACE, H (15), NULL, 6 },
      { CST_STEP_SHIP, D (2), "GLS00418822711", 0 },
      { CST_STEP_CONTEST, D (6), "Two of the replacement plates broke as well." },
      { CST_STEP_REFUND, D (7), NULL, 2 },
      { CST_STEP_EXECUTE, D (7) + 2 },
    },
  },
};

int
cst_world_n_stories (void)
{
  return G_N_ELEMENTS (stories);
}

const CstWorldStory *
cst_world_story (int index)
{
  return &stories[index];
}
