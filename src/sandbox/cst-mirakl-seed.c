/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What had happened on the marketplace before the clock began. */
#include "cst-mirakl-world.h"

#include "cst-world-catalogue.h"
#include "cst-world-photos.h"

#define HOUR_MS ((gint64) 60 * 60 * 1000)
#define DAY_MS (24 * HOUR_MS)

static const CstMiraklReason reasons[] = {
  { "11", "INCIDENT_OPEN", "Article non reçu", FALSE },
  { "12", "INCIDENT_OPEN", "Article défectueux", FALSE },
  { "13", "INCIDENT_OPEN", "Article non conforme à la description", FALSE },
  { "14", "INCIDENT_OPEN", "Remboursement ou retour non traité", FALSE },
  { "15", "INCIDENT_OPEN", "Mauvais article livré", FALSE },
  { "16", "INCIDENT_OPEN", "Article endommagé", FALSE },
  { "17", "INCIDENT_OPEN", "Autre motif", FALSE },
  { "20", "INCIDENT_CLOSE", "Clos par l’opérateur", FALSE },
  { "21", "INCIDENT_CLOSE", "Remboursement effectué", TRUE },
  { "22", "INCIDENT_CLOSE", "Article échangé", TRUE },
  { "23", "INCIDENT_CLOSE", "Problème résolu", TRUE },
  { "30", "REFUND", "Décision de l’opérateur", FALSE },
  { "31", "REFUND", "Article endommagé", TRUE },
  { "32", "REFUND", "Article défectueux", TRUE },
  { "33", "REFUND", "Article non reçu", TRUE },
  { "34", "REFUND", "Geste commercial", TRUE },
  { "41", "ORDER_MESSAGING", "Question sur la commande", TRUE },
  { "42", "ORDER_MESSAGING", "Problème avec un article", TRUE },
};

/* What an order shows. @reason: of its incident; @letter: the customer's */
typedef struct
{
  const char *label;
  int         order;
  int         line;
  const char *reason;
  const char *letter;
  gboolean    with_photo;
  gboolean    is_answered;
  int         age_h;
} Story;

static const Story stories[] = {
  { "damaged", 4, 0, "16", "Bonjour, l’article est arrivé cassé, voici une photo.", TRUE, FALSE, 3 },
  { "defective", 7, 1, "12", "Bonjour, l’article ne fonctionne pas. Que faire ?", TRUE, FALSE, 20 },
  { "not-received", 9, 0, "11", "Bonjour, je n’ai toujours rien reçu.", FALSE, FALSE, 30 },
  { "wrong-item", 11, 0, "15", "Ce n’est pas le bon article.", TRUE, FALSE, 5 },
  { "not-as-described", 14, 0, "13", "La couleur n’est pas celle de l’annonce.", TRUE, FALSE, 8 },
  { "refund-late", 17, 0, "14", "J’ai renvoyé l’article et j’attends mon remboursement.", FALSE, FALSE, 50 },
  { "answered", 19, 0, "16", "Bonjour, la boîte était écrasée.", TRUE, TRUE, 60 },
  { "taxed", 21, 0, "12", "Bonjour, deux pièces sur trois ne marchent pas.", FALSE, FALSE, 12 },
  { "other", 24, 0, "17", "<p>Bonjour,<br>il y a un souci &amp; je voudrais en parler.</p>", FALSE, FALSE, 2 },
  { "silent", 27, 0, "16", NULL, FALSE, FALSE, 40 },
  { "returning", 29, 0, "16", "Bonjour, je voudrais renvoyer l’article.", TRUE, FALSE, 26 },
  { "several", 31, 0, "16", "Les deux articles sont abîmés.", TRUE, FALSE, 4 },
  { "damaged-bis", 33, 0, "16", "Bonjour, article cassé.", TRUE, FALSE, 6 },
  { "damaged-ter", 36, 0, "16", "Bonjour, encore un article cassé.", TRUE, FALSE, 7 },
  { "defective-bis", 38, 0, "12", "Il ne s’allume pas.", FALSE, FALSE, 9 },
};

const CstMiraklReason *
cst_mirakl_reasons (guint *n_reasons)
{
  *n_reasons = G_N_ELEMENTS (reasons);

  return reasons;
}

/* Returns: (nullable): the reason with this code */
const CstMiraklReason *
cst_mirakl_reason (const char *type,
                   const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      if (g_strcmp0 (reasons[i].type, type) == 0 && g_strcmp0 (reasons[i].code, code) == 0)
        return &reasons[i];
    }

  return NULL;
}

/* Returns: the name of a photo that shows what an incident is about */
const char *
cst_mirakl_photo (const char *reason)
{
  CstWorldReason shown = g_strcmp0 (reason, "12") == 0 ? CST_WORLD_DEFECTIVE
                         : g_strcmp0 (reason, "15") == 0 ? CST_WORLD_WRONG_ITEM : CST_WORLD_DAMAGED;

  return cst_world_photo_for (shown, 1);
}

static void
fill_order (CstMiraklWorld *self,
            CstMiraklOrder *order,
            gint64          now)
{
  gint64 age = (CST_MIRAKL_N_ORDERS - order->index) * 14 * HOUR_MS;

  order->customer = (int) (cst_world_hash (self->world, "consumer", order->index) % 20);
  order->is_taxed = order->index == 21;
  order->created_at = now - age - 3 * DAY_MS;
  order->shipped_at = order->created_at + DAY_MS;
  order->received_at = order->created_at + 3 * DAY_MS;
  order->updated_at = order->received_at;
  order->state = order->index >= CST_MIRAKL_N_ORDERS - 3 ? "SHIPPING" : "RECEIVED";
  if (g_str_equal (order->state, "SHIPPING"))
    {
      order->shipped_at = order->received_at = 0;
      order->updated_at = order->created_at;
    }
  for (int i = 0; i < order->n_lines; i++)
    {
      CstMiraklOrderLine *line = &order->lines[i];
      guint32 chance = cst_world_hash (self->world, "mirakl-line", order->index * 2 + i);

      line->article = cst_world_article ((int) (chance % (guint32) cst_world_n_articles ()));
      line->quantity = order->is_taxed ? 3 : 1 + (int) ((chance >> 12) % 3);
      line->price = (gint64) line->article->price * line->quantity * (order->is_taxed ? 100 : 120) / 100;
      line->shipping = i == 0 ? 499 : 0;
      line->state = order->state;
      line->updated_at = order->updated_at;
    }
}

static void
tell (CstMiraklWorld *self,
      const Story    *story,
      gint64          now)
{
  CstMiraklOrder *order = g_ptr_array_index (self->orders, (guint) story->order);
  CstMiraklThread *thread;
  CstMiraklMessage *message;

  order->label = story->label;
  self->past = now - story->age_h * HOUR_MS;
  self->last = 0;
  cst_mirakl_open (self, order, story->line, story->reason);
  if (story->letter == NULL)
    return;

  thread = cst_mirakl_new_thread (self, order, "REASON_CODE", "42", CST_MIRAKL_TO_CUSTOMER | CST_MIRAKL_TO_OPERATOR);
  message = cst_mirakl_post (self, thread, "CUSTOMER_USER", CST_MIRAKL_TO_SHOP, story->letter);
  if (story->with_photo)
    {
      g_autoptr(GBytes) bytes = cst_world_photo (cst_mirakl_photo (story->reason), 0);

      cst_mirakl_attach (self, message, "photo.jpg", bytes);
    }
  if (story->is_answered)
    cst_mirakl_post (self, thread, "SHOP_USER", CST_MIRAKL_TO_CUSTOMER, "Bonjour, nous regardons cela tout de suite.");
}

/**
 * cst_mirakl_populate:
 *
 * Gives the orders their past.
 */
void
cst_mirakl_populate (CstMiraklWorld *self)
{
  gint64 now = cst_world_now (self->world) * 1000;
  CstMiraklThread *question;

  for (guint i = 0; i < self->orders->len; i++)
    fill_order (self, g_ptr_array_index (self->orders, i), now);

  for (gsize i = 0; i < G_N_ELEMENTS (stories); i++)
    tell (self, &stories[i], now);

  question = cst_mirakl_new_thread (self, g_ptr_array_index (self->orders, 40), "FREE_TEXT", "Entretien",
                                    CST_MIRAKL_TO_CUSTOMER | CST_MIRAKL_TO_OPERATOR);
  cst_mirakl_post (self, question, "CUSTOMER_USER", CST_MIRAKL_TO_SHOP, "Bonjour, passe-t-il au lave-vaisselle ?");
  ((CstMiraklOrder *) g_ptr_array_index (self->orders, 40))->label = "question";
  cst_mirakl_new_return (self, g_ptr_array_index (self->orders, 29), 0, "RETURN_BROKEN_ITEM");
  self->past = 0;
}
