/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-request.h"

#include "cst-letter.h"

static const CstLetter first_photo[] = {
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

/* There are photos, and they do not show it. */
static const CstLetter better_photo[] = {
  {
    "en",
    "Hello,",
    "Hello {name},",
    "Thank you for the photos about the problem with your order {order}. On them we cannot see clearly enough what is "
    "wrong. So that we can settle it quickly, please send us a sharp photo in good light: the whole item, the damage "
    "from close by, and the packaging with its label.\n\nKind regards,"
  },
  {
    "fr",
    "Bonjour,",
    "Bonjour {name},",
    "Merci pour les photos concernant le problème de votre commande {order}. Elles ne nous permettent pas de voir "
    "assez nettement ce qui ne va pas. Pour le régler rapidement, pouvez-vous nous envoyer une photo nette et bien "
    "éclairée\u00a0: l’article entier, le défaut de près, et l’emballage avec son étiquette\u202f?\n\nBien à vous,"
  },
};

static gboolean
has_photo (const CstIncident *incident)
{
  for (guint i = 0; i < incident->attachments->len; i++)
    {
      const CstAttachment *attachment = g_ptr_array_index (incident->attachments, i);

      if (attachment->status == CST_ATTACHMENT_AVAILABLE)
        return TRUE;
    }

  return FALSE;
}

/**
 * cst_photo_request_text:
 * @language: (out): the language of the text: the customer's if there is a letter in it, else
 *   English (R11)
 *
 * Returns: (transfer full): a ready letter that asks for a photo (R2), or for a better one where there is one,
 *   to be shown before it is sent
 */
char *
cst_photo_request_text (const CstOrder     *order,
                        const CstIncident  *incident,
                        const char        **language)
{
  if (has_photo (incident))
    return cst_letter_fill (better_photo, G_N_ELEMENTS (better_photo), order, incident, language);

  return cst_letter_fill (first_photo, G_N_ELEMENTS (first_photo), order, incident, language);
}
