/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-reminder.h"

#include "cst-letter.h"

/* After an unanswered question. */
static const CstLetter letters[] = {
  {
    "en",
    "Hello,",
    "Hello {name},",
    "We have not heard from you since our last message about the problem with your order {order}. So that we can "
    "settle it, please answer that message, or tell us what you still need from us.\n\nKind regards,"
  },
  {
    "fr",
    "Bonjour,",
    "Bonjour {name},",
    "Nous n’avons pas eu de vos nouvelles depuis notre dernier message au sujet du problème de votre commande {order}. "
    "Pour que nous puissions le régler, pouvez-vous y répondre, ou nous dire ce qu’il vous manque encore\u202f?\n\n"
    "Bien à vous,"
  },
};

/* When goods were asked back and have not come. */
static const CstLetter return_letters[] = {
  {
    "en",
    "Hello,",
    "Hello {name},",
    "We have sent you a return label for your order {order}, and the parcel has not reached us yet. Please tell us "
    "whether you have handed it over to the carrier, or what keeps you from doing so.\n\nKind regards,"
  },
  {
    "fr",
    "Bonjour,",
    "Bonjour {name},",
    "Nous vous avons envoyé une étiquette de retour pour votre commande {order}, et le colis ne nous est pas encore "
    "parvenu. Pouvez-vous nous dire si vous l’avez remis au transporteur, ou ce qui vous en empêche\u202f?\n\n"
    "Bien à vous,"
  },
};

static gboolean
is_return_under_way (const CstIncident *incident)
{
  for (guint i = 0; i < incident->returns->len; i++)
    {
      const CstReturn *goods = g_ptr_array_index (incident->returns, i);

      if (goods->state == CST_RETURN_LABELLED)
        return TRUE;
    }

  return FALSE;
}

/**
 * cst_reminder_text:
 * @language: (out): the language of the text: the customer's if there is a letter in it, else
 *   English (R11)
 *
 * R6: a ready reminder, to be shown and confirmed; nothing here is ever sent by itself.
 *
 * Returns: (transfer full): the letter
 */
char *
cst_reminder_text (const CstOrder     *order,
                   const CstIncident  *incident,
                   const char        **language)
{
  if (is_return_under_way (incident))
    return cst_letter_fill (return_letters, G_N_ELEMENTS (return_letters), order, incident, language);

  return cst_letter_fill (letters, G_N_ELEMENTS (letters), order, incident, language);
}

/**
 * cst_reminder_has_language:
 *
 * Returns: whether there is a letter in the customer's language, as far as that is known (R11)
 */
gboolean
cst_reminder_has_language (const CstOrder    *order,
                           const CstIncident *incident)
{
  const char *wanted = cst_letter_wanted_language (order, incident);

  for (gsize i = 0; wanted != NULL && i < G_N_ELEMENTS (letters); i++)
    {
      if (g_ascii_strncasecmp (letters[i].language, wanted, 2) == 0)
        return TRUE;
    }

  return wanted == NULL;
}
