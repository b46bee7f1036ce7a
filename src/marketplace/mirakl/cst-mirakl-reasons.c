/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-json.h"
#include "cst-mirakl-reasons.h"
#include "cst-mirakl-wire.h"
#include "cst-mirakl-words.h"
#include "cst-util.h"

/* An instance's reasons are its own: a number and a label in one of its languages. What a label is likely to mean is
 * found by the beginnings of words, accents and case aside. */
typedef struct
{
  const char *topic;
  CstReason   reason;
  const char *words; /* separated by |; within one, all that + joins */
} Guess;

static const Guess guesses[] = {
  { "refund_not_processed", CST_REASON_OTHER,
    "rembours+non|rembours+pas|rembours+attente|retour+trait|refund+not|return+process|reembolso+no|devolucion+no" },
  { "wrong_item", CST_REASON_WRONG_ITEM,
    "mauvais+article|mauvais+produit|erreur+article|erreur+produit|erreur+livr|autre+article|wrong+item|wrong+product|"
    "producto+equivocado|articulo+incorrecto|articulo+equivocado" },
  { "not_as_described", CST_REASON_OTHER,
    "non+conforme|pas+conforme|differen|description|not+as+described|no+conforme|no+corresponde" },
  { "damaged", CST_REASON_DAMAGED,
    "endommag|abime|casse|damaged|broken|danado|roto" },
  { "missing", CST_REASON_MISSING,
    "manquant|incomplet|missing|incomplete|falta" },
  { "defective", CST_REASON_DEFECTIVE,
    "defectu|panne|fonctionne+pas|dysfonction|defective|not+work|faulty|no+funciona" },
  { "not_received", CST_REASON_LATE,
    "non+recu|pas+recu|jamais+recu|retard|non+livr|not+received|never+received|late|delay|no+recibid|retraso" },
  { "wrong_invoice", CST_REASON_WRONG_INVOICE, "facture|invoice|factura" },
};

static gboolean
has_all (const char *folded,
         const char *words)
{
  g_auto(GStrv) parts = g_strsplit (words, "+", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *at = strstr (folded, parts[i]);

      while (at != NULL && at != folded && g_ascii_isalnum (at[-1]))
        at = strstr (at + 1, parts[i]);
      if (at == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
matches (const char *folded,
         const char *words)
{
  g_auto(GStrv) choices = g_strsplit (words, "|", -1);

  for (guint i = 0; choices[i] != NULL; i++)
    {
      if (has_all (folded, choices[i]))
        return TRUE;
    }

  return FALSE;
}

/**
 * cst_mirakl_propose_topic:
 * @label: (nullable): a reason's label
 *
 * Returns: (nullable): the word that playbooks have for what it is likely to mean
 */
const char *
cst_mirakl_propose_topic (const char *label)
{
  g_autofree char *folded = label != NULL ? cst_str_fold (label) : g_strdup ("");

  for (gsize i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      if (matches (folded, guesses[i].words))
        return guesses[i].topic;
    }

  return NULL;
}

/* Returns: the domain's reason for a playbook's word; “other” for any code that no word was found for */
CstReason
cst_mirakl_reason_of_topic (const char *topic)
{
  for (gsize i = 0; topic != NULL && i < G_N_ELEMENTS (guesses); i++)
    {
      if (g_str_equal (guesses[i].topic, topic))
        return guesses[i].reason;
    }

  return CST_REASON_OTHER;
}

/**
 * cst_mirakl_topic:
 * @line: a line with a reason of the instance's own
 * @means: (nullable): gives the word that somebody chose for a label: (transfer full) (nullable)
 *
 * Returns: (transfer full) (nullable): the word that playbooks have for it: the one chosen, else the one its label
 *   proposes, else the code
 */
char *
cst_mirakl_topic (JsonObject *line,
                  const char *label,
                  char     *(*means) (const char *label,
                  gpointer    data),
                  gpointer    data)
{
  char *code = cst_mirakl_code (line, "order_line_state_reason_code");
  const char *proposed = cst_mirakl_propose_topic (label);
  char *chosen = label != NULL && means != NULL ? means (label, data) : NULL;

  if (chosen == NULL && proposed == NULL)
    return code;

  g_free (code);

  return chosen != NULL ? chosen : g_strdup (proposed);
}

/* Whether a label speaks of @topic: of what was done about an incident, too. */
gboolean
cst_mirakl_is_guess (const char *label,
                     const char *topic)
{
  static const char *const topics[][2] = {
    { "refund", "rembours|refund|reembols" },
    { "replacement", "remplac|echang|renvoi|reexped|replac|exchang|sustitu|cambio|reenv" },
    { "resolved", "resolu|regle|solution|resolved|solved|resuelt" },
  };
  g_autofree char *folded = label != NULL ? cst_str_fold (label) : g_strdup ("");

  for (gsize i = 0; i < G_N_ELEMENTS (topics); i++)
    {
      if (g_str_equal (topics[i][0], topic))
        return matches (folded, topics[i][1]);
    }

  return g_strcmp0 (cst_mirakl_propose_topic (label), topic) == 0;
}

static JsonObject *
nth_reason (JsonArray  *reasons,
            guint       index,
            const char *type)
{
  JsonObject *reason = cst_json_nth_object (reasons, index);

  return reason != NULL && g_strcmp0 (cst_json_opt_string (reason, "type", NULL), type) == 0 ? reason : NULL;
}

/* Returns: (transfer full) (nullable): what a code of @type is called */
char *
cst_mirakl_reason_label (JsonObject *reasons,
                         const char *type,
                         const char *code)
{
  JsonArray *all = reasons != NULL ? cst_json_opt_array (reasons, "reasons") : NULL;

  for (guint i = 0; i < cst_json_array_length (all); i++)
    {
      JsonObject *reason = nth_reason (all, i, type);
      g_autofree char *own = cst_mirakl_code (reason, "code");

      if (own != NULL && g_strcmp0 (own, code) == 0)
        return cst_mirakl_text (reason, "label");
    }

  return NULL;
}

/**
 * cst_mirakl_choose_reason:
 * @topic: (nullable): what it should speak of
 * @wanted: (nullable): the code somebody chose
 *
 * Of the reasons that the shop may use: the one wanted, else the first that speaks of @topic, else the first.
 *
 * Returns: (transfer full) (nullable): its code; %NULL when there is none, or the one wanted is not among them
 */
char *
cst_mirakl_choose_reason (JsonObject *reasons,
                          const char *type,
                          const char *topic,
                          const char *wanted)
{
  JsonArray *all = reasons != NULL ? cst_json_opt_array (reasons, "reasons") : NULL;
  g_autofree char *first = NULL;

  for (guint i = 0; i < cst_json_array_length (all); i++)
    {
      JsonObject *reason = nth_reason (all, i, type);
      g_autofree char *code = cst_mirakl_code (reason, "code");

      if (code == NULL || !cst_json_opt_bool (reason, "is_shop_right", FALSE))
        continue;
      if (wanted != NULL ? g_str_equal (code, wanted)
                         : topic != NULL && cst_mirakl_is_guess (cst_json_opt_string (reason, "label", NULL), topic))
        return g_steal_pointer (&code);
      if (first == NULL)
        first = g_steal_pointer (&code);
    }

  return wanted == NULL ? g_steal_pointer (&first) : NULL;
}
