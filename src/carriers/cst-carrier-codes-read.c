/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-carrier-codes-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-util.h"

/* One file: <carrier-codes source="…" name="…" columns="…">, in it <code id reason phase advice> and
 * <state id phase>, each with its meaning as text. What is not understood is refused with its line: a code that
 * silently means nothing would be worse. */

/* What a file written by hand never reaches. */
#define SIZE_LIMIT (1024 * 1024)
#define CODE_LIMIT 5000
#define TEXT_LIMIT 400

typedef struct
{
  GMarkupParseContext *context;
  GPtrArray           *meanings; /* of CstCodeMeaning */
  GHashTable          *seen;     /* "code NAM" and the like */
  CstCarrierTable     *table;
  CstCodeMeaning      *current;  /* (owned) (nullable) */
  GString             *text;
} Reading;

void
cst_code_meaning_free (CstCodeMeaning *self)
{
  if (self == NULL)
    return;

  g_free (self->source);
  g_free (self->code);
  g_free (self->text);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstCodeMeaning, cst_code_meaning_free)

static void
G_GNUC_PRINTF (3,
               4)
refuse (Reading     *reading,
        GError     **error,
        const char  *format,
        ...)
{
  g_autofree char *what = NULL;
  va_list args;
  int line = 0;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_markup_parse_context_get_position (reading->context, &line, NULL);
  /* Translators: a line’s number, and what is wrong there */
  g_set_error (error, CST_CARRIER_ERROR, CST_CARRIER_ERROR_BAD_FILE, _("line %1$d: %2$s"), line, what);
}

/* Whether only these attributes are there. */
static gboolean
knows_names (Reading            *reading,
             const char         *element,
             const char        **names,
             const char *const  *known,
             GError            **error)
{
  for (; *names != NULL; names++)
    {
      if (!g_strv_contains (known, *names))
        {
          refuse (reading, error, _("“%1$s” has no attribute “%2$s”"), element, *names);
          return FALSE;
        }
    }

  return TRUE;
}

static const char *
find_value (const char **names,
            const char **values,
            const char  *name)
{
  for (gsize i = 0; names[i] != NULL; i++)
    {
      if (g_str_equal (names[i], name))
        return values[i];
    }

  return NULL;
}

static gboolean
is_word (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && *p != '-')
        return FALSE;
    }

  return *text != '\0';
}

static void
start_table (Reading     *reading,
             const char  *element,
             const char **names,
             const char **values,
             GError     **error)
{
  static const char *const known[] = { "source", "name", "columns", NULL };
  const char *source = find_value (names, values, "source");
  const char *name = find_value (names, values, "name");
  const char *columns = find_value (names, values, "columns");

  if (!g_str_equal (element, "carrier-codes"))
    refuse (reading, error, _("this is not a table of a carrier’s codes"));
  else if (!knows_names (reading, element, names, known, error))
    return;
  else if (source == NULL || !is_word (source))
    refuse (reading, error, _("say in “source” whose codes these are, in one lower-case word"));
  else
    {
      reading->table->source = g_strdup (source);
      reading->table->name = g_strdup (cst_str_is_blank (name) ? source : name);
      reading->table->columns = columns != NULL ? g_strsplit (columns, "|", -1) : g_new0 (char *, 1);
    }
}

/* The first nick of each type stands for what nobody knows: to be written, not to be met by mistake. */
static gboolean
read_enum (Reading            *reading,
           const CstEnumType  *type,
           const char         *name,
           const char         *text,
           int                *value,
           GError            **error)
{
  *value = 0;
  if (text == NULL)
    return TRUE;

  *value = cst_enum_value (type, text);
  if (*value != 0 || g_str_equal (text, cst_enum_nick (type, 0)))
    return TRUE;

  refuse (reading, error, _("“%1$s” is no %2$s"), text, name);

  return FALSE;
}

static void
start_meaning (Reading     *reading,
               const char  *element,
               const char **names,
               const char **values,
               GError     **error)
{
  static const char *const of_code[] = { "id", "reason", "phase", "advice", NULL };
  static const char *const of_state[] = { "id", "phase", NULL };
  gboolean is_state = g_str_equal (element, "state");
  const char *id = find_value (names, values, "id");
  g_autofree char *key = g_strdup_printf ("%s %s", element, id != NULL ? id : "");
  int reason, phase, advice;
  CstCodeMeaning *meaning;

  if (!is_state && !g_str_equal (element, "code"))
    {
      refuse (reading, error, _("“%s” is not known here"), element);
      return;
    }
  if (!knows_names (reading, element, names, is_state ? of_state : of_code, error) ||
      !read_enum (reading, &cst_delivery_reason_type, "reason", find_value (names, values, "reason"), &reason, error) ||
      !read_enum (reading, &cst_delivery_phase_type, "phase", find_value (names, values, "phase"), &phase, error) ||
      !read_enum (reading, &cst_carrier_advice_type, "advice", find_value (names, values, "advice"), &advice, error))
    return;

  if (cst_str_is_blank (id))
    refuse (reading, error, _("a code needs its “id”"));
  else if (!is_state && reason == CST_DELIVERY_REASON_UNKNOWN)
    refuse (reading, error, _("the code “%s” needs a reason"), id);
  else if (!g_hash_table_add (reading->seen, g_steal_pointer (&key)))
    refuse (reading, error, _("“%s” is there twice"), id);
  else if (reading->meanings->len >= CODE_LIMIT)
    refuse (reading, error, _("the file has too many elements"));
  else
    {
      meaning = reading->current = g_new0 (CstCodeMeaning, 1);
      meaning->source = g_strdup (reading->table->source);
      meaning->code = g_strdup (id);
      meaning->is_state = is_state;
      meaning->reason = (CstDeliveryReason) reason;
      meaning->phase = (CstDeliveryPhase) phase;
      meaning->advice = (CstCarrierAdvice) advice;
      g_string_truncate (reading->text, 0);
    }
}

static void
start_element_cb (GMarkupParseContext  *context,
                  const char           *element,
                  const char          **names,
                  const char          **values,
                  gpointer              user_data,
                  GError              **error)
{
  Reading *reading = user_data;

  reading->context = context;
  if (reading->table->source == NULL)
    start_table (reading, element, names, values, error);
  else if (reading->current != NULL)
    refuse (reading, error, _("“%s” is not known here"), element);
  else
    start_meaning (reading, element, names, values, error);
}

/* Line ends and indentation are the file's, not the text's. */
static char *
tidy (const char *text)
{
  g_auto(GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  GString *out = g_string_new (NULL);

  for (char **word = words; *word != NULL; word++)
    {
      if (**word == '\0')
        continue;
      if (out->len > 0)
        g_string_append_c (out, ' ');
      g_string_append (out, *word);
    }

  return g_string_free (out, FALSE);
}

static void
end_element_cb (GMarkupParseContext  *context,
                const char           *element,
                gpointer              user_data,
                GError              **error)
{
  Reading *reading = user_data;

  reading->context = context;
  if (reading->current == NULL)
    return;

  reading->current->text = tidy (reading->text->str);
  if (*reading->current->text == '\0')
    refuse (reading, error, _("“%s” needs its meaning as text"), reading->current->code);
  else
    g_ptr_array_add (reading->meanings, g_steal_pointer (&reading->current));
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  Reading *reading = user_data;

  reading->context = context;
  if (reading->current == NULL)
    return;

  if (reading->text->len + length > TEXT_LIMIT)
    refuse (reading, error, _("the text is too long"));
  else
    g_string_append_len (reading->text, text, (gssize) length);
}

void
cst_carrier_table_free (CstCarrierTable *self)
{
  g_ptr_array_unref (self->meanings);
  g_strfreev (self->columns);
  g_free (self->name);
  g_free (self->source);
  g_free (self);
}

/**
 * cst_carrier_table_read:
 *
 * Returns: (transfer full): what the file says, %NULL with %CST_CARRIER_ERROR_BAD_FILE
 */
CstCarrierTable *
cst_carrier_table_read (const char  *xml,
                        gsize        size,
                        GError     **error)
{
  static const GMarkupParser parser = { start_element_cb, end_element_cb, text_cb, NULL, NULL };
  g_autoptr(CstCarrierTable) table = g_new0 (CstCarrierTable, 1);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) local_error = NULL;
  Reading reading = { .table = table, .seen = seen, .text = text };
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &reading, NULL);
  gboolean is_whole;

  table->meanings = reading.meanings = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_code_meaning_free);
  if (size > SIZE_LIMIT)
    {
      g_set_error_literal (error, CST_CARRIER_ERROR, CST_CARRIER_ERROR_BAD_FILE, _("the file is too big"));
      return NULL;
    }

  is_whole = g_markup_parse_context_parse (context, xml, (gssize) size, &local_error) &&
             g_markup_parse_context_end_parse (context, &local_error);
  cst_code_meaning_free (reading.current);
  if (is_whole)
    return g_steal_pointer (&table);

  g_set_error_literal (error, CST_CARRIER_ERROR, CST_CARRIER_ERROR_BAD_FILE, local_error->message);

  return NULL;
}
