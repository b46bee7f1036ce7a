/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-request.h"

#include "cst-letter.h"

static const CstLetter letters[] = {
  {
    "en",
    "Hello,",
    "Hello {name},",
    "Thank you for telling us about the problem with your order {order}. So that we can settle it quickly, please "
    "send us a photo of the items concerned, and one of the packaging with its label.\n\nKind regards,"
  },
  {
    "fr",
    "Bonjour,",
    "Bonjour {name},",
    "Merci de nous avoir signalé le problème de votre commande {order}. Pour le régler rapidement, pouvez-vous nous "
    "envoyer une photo des articles concernés, et une de l’emballage avec son étiquette\u202f?\n\nBien à vous,"
  },
};

/**
 * cst_photo_request_text:
 * @language: (out): the language of the text: the customer's if there is a letter in it, else
 *   English (R11)
 *
 * Returns: (transfer full): a ready letter that asks for a photo (R2), to be shown before it is sent
 */
char *
cst_photo_request_text (const CstOrder     *order,
                        const CstIncident  *incident,
                        const char        **language)
{
  return cst_letter_fill (letters, G_N_ELEMENTS (letters), order, incident, language);
}
