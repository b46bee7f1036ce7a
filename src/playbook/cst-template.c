/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-template.h"

#include <glib/gi18n-lib.h>
#include <string.h>

CST_DEFINE_ENUM_TYPE (cst_variable,
                      "none", "customer", "order", "incident", "lines", "quantity", "amount", "brand", "site",
                      "carrier", "tracking", "date", "due", "discount", "other-order", "payment-link", "days");

static const CstField cst_variable_value_fields[] = {
  CST_FIELD_OF (CstVariableValue, variable, ENUM, cst_variable_type),
  CST_FIELD (CstVariableValue, value, STRING),
};
CST_DEFINE_RECORD_TYPE (cst_variable_value, CstVariableValue, "variable");

static const CstField cst_filled_template_fields[] = {
  CST_FIELD (CstFilledTemplate, template_id, STRING),
  CST_FIELD (CstFilledTemplate, language, STRING),
  CST_FIELD (CstFilledTemplate, is_fallback, BOOL),
  CST_FIELD (CstFilledTemplate, text, STRING),
  CST_FIELD (CstFilledTemplate, missing, STRINGS),
};
CST_DEFINE_RECORD_TYPE (cst_filled_template, CstFilledTemplate, "filled template");

/* The next piece of a template: plain text, or the name of a variable without its braces. */
static const char *
next_piece (const char  *text,
            gboolean    *is_variable,
            const char **end)
{
  const char *brace;

  *is_variable = *text == '{';
  if (*is_variable)
    {
      *end = strchr (text, '}');
      return text + 1;
    }

  brace = strchr (text, '{');
  *end = brace != NULL ? brace : text + strlen (text);

  return text;
}

/**
 * cst_template_scan:
 * @text: a template's text
 * @used: (array fixed-size=CST_N_VARIABLES): set to %TRUE for what it names
 * @unknown: (out) (transfer full) (nullable): the first name nobody knows
 *
 * Returns: whether every brace is closed and every name known
 */
gboolean
cst_template_scan (const char  *text,
                   gboolean    *used,
                   char       **unknown)
{
  *unknown = NULL;
  while (*text != '\0')
    {
      gboolean is_variable = FALSE;
      const char *end = NULL;
      const char *piece = next_piece (text, &is_variable, &end);

      if (end == NULL)
        {
          *unknown = g_strdup (piece);
          return FALSE;
        }
      if (is_variable)
        {
          g_autofree char *name = g_strndup (piece, (gsize) (end - piece));
          int variable = cst_enum_value (&cst_variable_type, name);

          if (variable == CST_VARIABLE_NONE)
            {
              *unknown = g_steal_pointer (&name);
              return FALSE;
            }
          used[variable] = TRUE;
        }
      text = is_variable ? end + 1 : end;
    }

  return TRUE;
}

static const CstTemplateText *
find_text (const CstTemplate *self,
           const char        *language)
{
  for (guint i = 0; i < self->texts->len; i++)
    {
      const CstTemplateText *text = g_ptr_array_index (self->texts, i);

      if (g_strcmp0 (text->language, language) == 0)
        return text;
    }

  return NULL;
}

static const char *
value_of (const GPtrArray *values,
          int              variable)
{
  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      const CstVariableValue *value = g_ptr_array_index (values, i);

      if ((int) value->variable == variable && value->value != NULL && *value->value != '\0')
        return value->value;
    }

  return NULL;
}

static void
fill (const char      *text,
      const GPtrArray *values,
      GString         *out,
      GStrvBuilder    *missing,
      gboolean        *noted)
{
  while (*text != '\0')
    {
      gboolean is_variable = FALSE;
      const char *end = NULL;
      const char *piece = next_piece (text, &is_variable, &end);
      g_autofree char *name = g_strndup (piece, (gsize) (end - piece));
      int variable = is_variable ? cst_enum_value (&cst_variable_type, name) : CST_VARIABLE_NONE;
      const char *value = is_variable ? value_of (values, variable) : name;

      if (value != NULL)
        g_string_append (out, value);
      else
        g_string_append_printf (out, "{%s}", name);
      if (value == NULL && !noted[variable])
        {
          noted[variable] = TRUE;
          g_strv_builder_add (missing, name);
        }
      text = is_variable ? end + 1 : end;
    }
}

/**
 * cst_template_fill:
 * @self: a template of a checked playbook
 * @language: (nullable): the customer's, ISO 639-1; not the reader's
 * @values: (element-type CstVariableValue): what is known; empty values count as unknown
 *
 * H9, R11: the text in the customer's language, English where there is none.
 *
 * Returns: (transfer full): the text, and what is still missing
 */
CstFilledTemplate *
cst_template_fill (const CstTemplate *self,
                   const char        *language,
                   const GPtrArray   *values)
{
  g_autofree char *wanted = g_strndup (language != NULL ? language : "", 2);
  CstFilledTemplate *filled = cst_record_new (&cst_filled_template_type);
  g_autoptr(GStrvBuilder) missing = g_strv_builder_new ();
  g_autoptr(GString) out = g_string_new (NULL);
  gboolean noted[CST_N_VARIABLES] = { FALSE };
  const CstTemplateText *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = find_text (self, wanted);
  filled->is_fallback = text == NULL;
  if (text == NULL && (text = find_text (self, "en")) == NULL)
    text = g_ptr_array_index (self->texts, 0);

  fill (text->rule.label, values, out, missing, noted);
  filled->template_id = g_strdup (self->rule.id);
  filled->language = g_strdup (text->language);
  filled->text = g_strdup (out->str);
  filled->missing = g_strv_builder_end (missing);

  return filled;
}

void
cst_filled_template_free (CstFilledTemplate *self)
{
  cst_record_free (&cst_filled_template_type, self);
}

/**
 * cst_label_variable:
 *
 * Returns: (transfer none): what a missing variable stands for, in the reader's language
 */
const char *
cst_label_variable (CstVariable variable)
{
  switch (variable)
    {
    case CST_VARIABLE_CUSTOMER:
      return C_("variable", "the customer’s name");
    case CST_VARIABLE_ORDER:
      return C_("variable", "the order’s number");
    case CST_VARIABLE_INCIDENT:
      return C_("variable", "the incident’s number");
    case CST_VARIABLE_LINES:
      return C_("variable", "the articles");
    case CST_VARIABLE_QUANTITY:
      return C_("variable", "the quantity");
    case CST_VARIABLE_AMOUNT:
      return C_("variable", "the amount");
    case CST_VARIABLE_BRAND:
      return C_("variable", "our name");
    case CST_VARIABLE_SITE:
      return C_("variable", "the marketplace’s name");
    case CST_VARIABLE_CARRIER:
      return C_("variable", "the carrier");
    case CST_VARIABLE_TRACKING:
      return C_("variable", "the tracking number");
    case CST_VARIABLE_DATE:
      return C_("variable", "the day");
    case CST_VARIABLE_DUE:
      return C_("variable", "the due day");
    case CST_VARIABLE_DISCOUNT:
      return C_("variable", "the discount");
    case CST_VARIABLE_OTHER_ORDER:
      return C_("variable", "the other order’s number");
    case CST_VARIABLE_PAYMENT_LINK:
      return C_("variable", "the payment link");
    case CST_VARIABLE_DAYS:
      return C_("variable", "how many days");
    case CST_VARIABLE_NONE:
    case CST_N_VARIABLES:
    default:
      return "";
    }
}

/**
 * cst_template_say_missing:
 * @text: a message as it stands
 *
 * H9: a variable that nobody filled in must not leave.
 *
 * Returns: (transfer full) (nullable): what is still missing in it, in words
 */
char *
cst_template_say_missing (const char *text)
{
  g_autoptr(GRegex) regex = g_regex_new ("\\{([a-z-]+)\\}", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autoptr(GString) missing = g_string_new (NULL);

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);
      int variable = cst_enum_value (&cst_variable_type, name);

      if (variable > CST_VARIABLE_NONE)
        g_string_append_printf (missing, "%s%s ({%s})", missing->len > 0 ? ", " : "",
                                cst_label_variable ((CstVariable) variable), name);
    }

  if (missing->len == 0)
    return NULL;

  /* Translators: what a message still lacks, as in “the tracking number ({tracking})” */
  return g_strdup_printf (_("Still to be filled in: %s"), missing->str);
}
