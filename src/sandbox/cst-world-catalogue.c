/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the brand sells: prices in euro cents without tax, French rates. */
#include "cst-world-catalogue.h"

#define LIVRON "Faïencerie de Livron"
#define BASTIDE "Verrerie La Bastide"
#define ROUBAIX "Tissages Roubaix-Nord"
#define PAPIER "Papeterie des Vosges"
#define OSIER "Vannerie de l’Orne"
#define LUMEN "Lumen & Fils"
#define CIRE "Cirerie du Marais"

static const CstWorldArticle articles[] = {
  { "AV-CER-010", "Bol « Rosée »", "Blanc cassé", LIVRON, "bowl-cream", 690, 2000 },
  { "AV-CER-011", "Bol « Rosée »", "Bleu ardoise", LIVRON, "bowl-slate", 690, 2000 },
  { "AV-CER-012", "Bol « Rosée »", "Ocre", LIVRON, "bowl-ochre", 690, 2000 },
  { "AV-CER-020", "Tasse « Matin »", "Blanc cassé", LIVRON, "cup-cream", 540, 2000 },
  { "AV-CER-021", "Tasse « Matin »", "Vert sauge", LIVRON, "cup-sage", 540, 2000 },
  { "AV-CER-022", "Tasse à espresso « Brève »", "Terre", LIVRON, "cup-earth", 420, 2000 },
  { "AV-CER-030", "Assiette plate « Marée »", "26 cm", LIVRON, "plate", 980, 2000 },
  { "AV-CER-031", "Assiette creuse « Marée »", "22 cm", LIVRON, "plate", 890, 2000 },
  { "AV-CER-032", "Assiette à dessert « Marée »", "20 cm", LIVRON, "plate", 760, 2000 },
  { "AV-CER-040", "Vase « Colline »", "Petit, 14 cm", LIVRON, "vase", 1650, 2000 },
  { "AV-CER-041", "Vase « Colline »", "Moyen, 22 cm", LIVRON, "vase", 2490, 2000 },
  { "AV-CER-042", "Vase « Colline »", "Grand, 32 cm", LIVRON, "vase", 3980, 2000 },
  { "AV-CER-050", "Théière « Brume »", "0,8 l", LIVRON, "teapot", 2750, 2000 },
  { "AV-CER-051", "Théière « Brume »", "1,2 l", LIVRON, "teapot", 3290, 2000 },
  { "AV-CER-060", "Saladier « Grand Large »", "28 cm", LIVRON, "bowl-cream", 2890, 2000 },
  { "AV-CER-070", "Pichet « Source »", "1 l", LIVRON, "teapot", 2190, 2000 },
  { "AV-CER-080", "Beurrier « Ferme »", NULL, LIVRON, "plate", 1790, 2000 },
  { "AV-CER-090", "Cache-pot « Rocaille »", "16 cm", LIVRON, "vase", 1490, 2000 },
  { "AV-VER-010", "Verre soufflé « Onde »", "Transparent", BASTIDE, "glass-clear", 620, 2000 },
  { "AV-VER-011", "Verre soufflé « Onde »", "Ambre", BASTIDE, "glass-amber", 660, 2000 },
  { "AV-VER-020", "Carafe « Onde »", "1 l", BASTIDE, "carafe", 2290, 2000 },
  { "AV-VER-030", "Photophore « Lueur »", "Fumé", BASTIDE, "glass-smoke", 890, 2000 },
  { "AV-VER-040", "Soliflore « Tige »", "Vert bouteille", BASTIDE, "carafe", 1190, 2000 },
  { "AV-LUM-010", "Lampe à poser « Opale »", "Laiton", LUMEN, "lamp-brass", 5900, 2000 },
  { "AV-LUM-011", "Lampe à poser « Opale »", "Noir mat", LUMEN, "lamp-black", 5900, 2000 },
  { "AV-LUM-020", "Lampe de chevet « Galet »", "Grès", LUMEN, "lamp-black", 4450, 2000 },
  { "AV-LUM-030", "Suspension « Corolle »", "Ø 35 cm", LUMEN, "pendant", 7450, 2000 },
  { "AV-LUM-031", "Suspension « Corolle »", "Ø 50 cm", LUMEN, "pendant", 9900, 2000 },
  { "AV-LUM-040", "Baladeuse rechargeable « Luciole »", "Terracotta", LUMEN, "lamp-brass", 3890, 2000 },
  { "AV-LUM-050", "Applique « Écume »", "Plâtre", LUMEN, "pendant", 6290, 2000 },
  { "AV-TEX-010", "Coussin lin lavé", "Ocre, 45 × 45", ROUBAIX, "cushion-ochre", 1890, 2000 },
  { "AV-TEX-011", "Coussin lin lavé", "Bleu nuit, 45 × 45", ROUBAIX, "cushion-night", 1890, 2000 },
  { "AV-TEX-012", "Coussin lin lavé", "Terre de Sienne, 45 × 45", ROUBAIX, "cushion-sienna", 1890, 2000 },
  { "AV-TEX-020", "Plaid gaufré", "Écru, 130 × 180", ROUBAIX, "throw-ecru", 3650, 2000 },
  { "AV-TEX-021", "Plaid gaufré", "Gris perle, 130 × 180", ROUBAIX, "throw-pearl", 3650, 2000 },
  { "AV-TEX-030", "Nappe « Midi »", "Lin naturel, 150 × 250", ROUBAIX, "throw-ecru", 4290, 2000 },
  { "AV-TEX-031", "Serviettes « Midi », lot de 4", "Lin naturel", ROUBAIX, "throw-ecru", 1690, 2000 },
  { "AV-TEX-040", "Torchon nid d’abeille, lot de 2", "Rayé rouge", ROUBAIX, "towels-red", 990, 2000 },
  { "AV-TEX-041", "Torchon nid d’abeille, lot de 2", "Rayé bleu", ROUBAIX, "towels-blue", 990, 2000 },
  { "AV-TEX-050", "Tablier de cuisine", "Olive", ROUBAIX, "throw-sage", 1990, 2000 },
  { "AV-PAP-010", "Carnet cousu « Lisière »", "A5, ligné", PAPIER, "notebook", 640, 2000 },
  { "AV-PAP-011", "Carnet cousu « Lisière »", "A5, blanc", PAPIER, "notebook", 640, 2000 },
  { "AV-PAP-012", "Carnet cousu « Lisière »", "A6, pointé", PAPIER, "notebook", 490, 2000 },
  { "AV-PAP-020", "Cartes doubles « Herbier », lot de 8", NULL, PAPIER, "notebook", 780, 2000 },
  { "AV-PAP-021", "Carte postale « Herbier », lot de 12", NULL, PAPIER, "notebook", 560, 2000 },
  { "AV-PAP-030", "Calendrier perpétuel", "Chêne", PAPIER, "notebook", 1450, 2000 },
  { "AV-PAP-040", "Livre « Gestes de potier »", "Relié, 96 p.", PAPIER, "notebook", 1380, 550 },
  { "AV-PAP-050", "Papier cadeau « Terrazzo », rouleau", "5 m", PAPIER, "notebook", 520, 2000 },
  { "AV-BOU-010", "Bougie « Figuier »", "180 g", CIRE, "candle", 980, 2000 },
  { "AV-BOU-011", "Bougie « Cèdre »", "180 g", CIRE, "candle", 980, 2000 },
  { "AV-BOU-012", "Bougie « Fleur de sel »", "180 g", CIRE, "candle", 980, 2000 },
  { "AV-BOU-020", "Bougies flambeau, lot de 6", "Ivoire", CIRE, "candle", 720, 2000 },
  { "AV-BOU-030", "Diffuseur « Figuier »", "100 ml", CIRE, "candle", 1590, 2000 },
  { "AV-BOU-040", "Savon au lait d’avoine", "100 g", CIRE, "soap", 390, 2000 },
  { "AV-OSI-010", "Panier à pain", "Osier blanc", OSIER, "basket", 1290, 2000 },
  { "AV-OSI-011", "Corbeille ronde", "Ø 30 cm", OSIER, "basket", 1690, 2000 },
  { "AV-OSI-012", "Corbeille ronde", "Ø 40 cm", OSIER, "basket", 2290, 2000 },
  { "AV-OSI-020", "Dessous de plat tressé", NULL, OSIER, "basket", 690, 2000 },
  { "AV-OSI-030", "Panier de rangement, lot de 3", "Jonc de mer", OSIER, "basket", 3450, 2000 },
  { "AV-BOI-010", "Planche à découper", "Hêtre, 40 cm", OSIER, "board", 1750, 2000 },
  { "AV-BOI-020", "Cuillères de service, la paire", "Olivier", OSIER, "board", 1190, 2000 },
  { "AV-BOI-030", "Moulin à poivre", "Noyer", OSIER, "mill", 2390, 2000 },
};

static const CstWorldCarrier carriers[] = {
  { "Colissimo", "https://www.laposte.fr/outils/suivre-vos-envois?code=" },
  { "Chronopost", "https://www.chronopost.fr/tracking-no-cms/suivi-page?listeNumerosLT=" },
  { "bpost", "https://track.bpost.cloud/btr/web/#/search?itemCode=" },
  { "DPD", "https://tracking.dpd.de/status/fr_FR/parcel/" },
  { "GLS", "https://gls-group.com/track/" },
};

static const CstWorldStaff staff[] = {
  { "p-lea", "Léa Fontaine", "after-sales" },
  { "p-marc", "Marc Delattre", "warehouse supervisor" },
  { "p-sofia", "Sofia Marques", "sales" },
  { "p-karim", "Karim Benali", "warehouse" },
};

int
cst_world_n_articles (void)
{
  return G_N_ELEMENTS (articles);
}

const CstWorldArticle *
cst_world_article (int index)
{
  return &articles[index];
}

const CstWorldArticle *
cst_world_find_article (const char *sku)
{
  for (gsize i = 0; i < G_N_ELEMENTS (articles); i++)
    {
      if (g_str_equal (articles[i].sku, sku))
        return &articles[i];
    }

  return NULL;
}

const CstWorldCarrier *
cst_world_carrier (int index)
{
  return &carriers[index];
}

/* Who carries to @country. */
int
cst_world_carrier_for (const char *country,
                       guint       chance)
{
  if (g_str_equal (country, "FR"))
    return chance % 3 == 0 ? 1 : 0;
  if (g_str_equal (country, "BE"))
    return 2;

  return chance % 2 == 0 ? 3 : 4;
}

guint
cst_world_n_staff (void)
{
  return G_N_ELEMENTS (staff);
}

const CstWorldStaff *
cst_world_staff (guint index)
{
  return &staff[index];
}
