/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-place.h"

#include <glib/gi18n.h>

#include "cst-util.h"

static const CstField place_fields[] = {
  CST_FIELD (CstPlace, name, STRING),
  CST_FIELD (CstPlace, street, STRING),
  CST_FIELD (CstPlace, postal_code, STRING),
  CST_FIELD (CstPlace, city, STRING),
};

static CST_DEFINE_RECORD_TYPE (place, CstPlace, "place");

typedef struct
{
  GPtrArray *places;
} Places;

static const CstField places_fields[] = {
  CST_FIELD_OF (Places, places, RECORDS, place_type),
};

static CST_DEFINE_RECORD_TYPE (places, Places, "places");

CstPlace *
cst_place_new (void)
{
  return cst_record_new (&place_type);
}

void
cst_place_free (CstPlace *self)
{
  cst_record_free (&place_type, self);
}

/**
 * cst_places_from_text:
 * @text: (nullable): the setting's value
 *
 * Returns: (transfer full) (element-type CstPlace): our places, none when the text cannot be read
 */
GPtrArray *
cst_places_from_text (const char *text)
{
  Places saved = { NULL };
  GPtrArray *result = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_place_free);
  g_autoptr(GError) error = NULL;

  if (cst_str_is_blank (text))
    return result;

  cst_record_init (&places_type, &saved);
  if (cst_record_from_text (&places_type, &saved, text, &error))
    {
      for (guint i = 0; i < saved.places->len; i++)
        g_ptr_array_add (result, cst_record_dup (&place_type, g_ptr_array_index (saved.places, i)));
    }
  else
    {
      g_warning ("The list of places cannot be read: %s", error->message);
    }
  cst_record_clear (&places_type, &saved);

  return result;
}

char *
cst_places_to_text (GPtrArray *places)
{
  Places saved = { places };

  return cst_record_to_text (&places_type, &saved);
}

/* Letters and digits only, folded: how a label breaks its lines and writes its dashes says nothing. */
static char *
squeeze (const char *text)
{
  g_autofree char *folded = cst_str_fold (text);
  GString *squeezed = g_string_new (" ");

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (squeezed, c);
      else if (squeezed->str[squeezed->len - 1] != ' ')
        g_string_append_c (squeezed, ' ');
    }
  if (squeezed->str[squeezed->len - 1] != ' ')
    g_string_append_c (squeezed, ' ');

  return g_string_free (squeezed, FALSE);
}

static gboolean
has_words (const char *squeezed_text,
           const char *words)
{
  g_autofree char *wanted = squeeze (words);

  return strlen (wanted) > 1 && strstr (squeezed_text, wanted) != NULL;
}

/**
 * cst_places_check:
 * @places: (element-type CstPlace): ours
 * @label_text: (nullable): what is written on the label, %NULL when it cannot be read
 * @found: (out) (optional) (transfer none): the place on the label
 *
 * R10: whether a return label leads to a place of ours.
 */
CstAddressCheck
cst_places_check (GPtrArray       *places,
                  const char      *label_text,
                  const CstPlace **found)
{
  g_autofree char *text = NULL;

  if (found != NULL)
    *found = NULL;
  if (places->len == 0 || cst_str_is_blank (label_text))
    return CST_ADDRESS_NOT_CHECKED;

  text = squeeze (label_text);
  for (guint i = 0; i < places->len; i++)
    {
      const CstPlace *place = g_ptr_array_index (places, i);

      if (place->postal_code == NULL || place->city == NULL ||
          !has_words (text, place->postal_code) || !has_words (text, place->city))
        continue;
      if (found != NULL)
        *found = place;
      return CST_ADDRESS_OURS;
    }

  return CST_ADDRESS_FOREIGN;
}

/**
 * cst_address_sentence:
 * @found: (nullable): from cst_places_check()
 * @n_places: how many places of ours are known
 *
 * Returns: (transfer full): what was found out about a label's address, and no more than that
 */
char *
cst_address_sentence (CstAddressCheck  check,
                      const CstPlace  *found,
                      guint            n_places)
{
  switch (check)
    {
    case CST_ADDRESS_OURS:
      /* Translators: the name of a warehouse */
      return g_strdup_printf (_("The label leads to your place %s."), found->name);
    case CST_ADDRESS_FOREIGN:
      return g_strdup (_("The address on the label is none of your places. Check it before you print."));
    case CST_ADDRESS_NOT_CHECKED:
    default:
      if (n_places == 0)
        return g_strdup (_("The address on the label was not checked: no places are set up in the preferences."));
      return g_strdup (_("The address on the label was not checked: its text cannot be read here."));
    }
}
