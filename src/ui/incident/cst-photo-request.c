/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-request.h"

/* Letters to customers are in the customer's language, not in that of the screen: no gettext here. */
static const struct
{
  const char *language;
  const char *greeting;
  const char *greeting_by_name;
  const char *body;
} letters[] = {
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
  const char *wanted = order->customer.language != NULL ? order->customer.language : incident->language;
  const char *name = order->customer.contact_name;
  g_autoptr(GString) text = NULL;
  gsize found = 0;

  for (gsize i = 0; wanted != NULL && i < G_N_ELEMENTS (letters); i++)
    {
      if (g_ascii_strncasecmp (letters[i].language, wanted, 2) == 0)
        found = i;
    }

  *language = letters[found].language;

  text = g_string_new (letters[found].body);
  g_string_replace (text, "{order}", order->number, 0);
  g_string_prepend (text, "\n\n");
  g_string_prepend (text, name != NULL ? letters[found].greeting_by_name : letters[found].greeting);
  if (name != NULL)
    g_string_replace (text, "{name}", name, 1);

  return g_strdup (text->str);
}
