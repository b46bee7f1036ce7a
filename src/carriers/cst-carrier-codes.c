/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-carrier-codes-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-paths.h"
#include "cst-shipped-carriers.h"
#include "cst-util.h"

G_DEFINE_QUARK (cst-carrier-error-quark, cst_carrier_error)

CST_DEFINE_ENUM_TYPE (cst_carrier_advice,
                      "none",
                      "call",
                      "retry",
                      "address",
                      "watch",
                      "wait",
                      "claim",
                      "documents");

struct _CstCarrierCodes
{
  gatomicrefcount  ref_count;
  GPtrArray       *tables;   /* of CstCarrierTable, in the order they were read */
  GHashTable      *by_key;   /* "tipsa code NAM" → the one that holds (borrowed) */
  GPtrArray       *prefixes; /* those whose code ends in an asterisk (borrowed), the last one holds */
  GPtrArray       *problems; /* of CstCarrierProblem */
};

#define SHIPPED_PATH "/io/github/constat/Constat/carriers/"
#define OWN_FOLDER "carriers"

static void
problem_free (gpointer data)
{
  CstCarrierProblem *problem = data;

  g_free (problem->path);
  g_free (problem->message);
  g_free (problem);
}

static char *
make_key (const char *source,
          gboolean    is_state,
          const char *code)
{
  g_autofree char *upper = g_ascii_strup (code, -1);

  return g_strdup_printf ("%s %s %s", source, is_state ? "state" : "code", upper);
}

static void
add_table (CstCarrierCodes *self,
           CstCarrierTable *table,
           gboolean         is_own)
{
  g_ptr_array_add (self->tables, table);
  for (guint i = 0; i < table->meanings->len; i++)
    {
      CstCodeMeaning *meaning = g_ptr_array_index (table->meanings, i);

      meaning->is_own = is_own;
      if (g_str_has_suffix (meaning->code, "*"))
        g_ptr_array_add (self->prefixes, meaning);
      else
        g_hash_table_replace (self->by_key, make_key (meaning->source, meaning->is_state, meaning->code), meaning);
    }
}

static void
add_shipped (CstCarrierCodes *self)
{
  g_auto(GStrv) names = g_resource_enumerate_children (cst_shipped_carriers_get_resource (), SHIPPED_PATH,
                                                       G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *path = g_strconcat (SHIPPED_PATH, *name, NULL);
      g_autoptr(GBytes) bytes = g_resource_lookup_data (cst_shipped_carriers_get_resource (), path,
                                                        G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      g_autoptr(GError) error = NULL;
      gsize size = 0;
      const char *xml = g_bytes_get_data (bytes, &size);
      CstCarrierTable *table = cst_carrier_table_read (xml, size, &error);

      if (table != NULL)
        add_table (self, table, FALSE);
      else
        g_critical ("%s: %s", *name, error->message);
    }
}

/* A file with a mistake is left out as a whole: what was known before it holds. */
static void
add_file (CstCarrierCodes *self,
          const char      *path)
{
  g_autofree char *xml = NULL;
  g_autoptr(GError) error = NULL;
  CstCarrierTable *table = NULL;
  gsize size = 0;

  if (g_file_get_contents (path, &xml, &size, &error))
    table = cst_carrier_table_read (xml, size, &error);

  if (table != NULL)
    add_table (self, table, TRUE);
  else
    {
      CstCarrierProblem *problem = g_new0 (CstCarrierProblem, 1);

      problem->path = g_strdup (path);
      problem->message = g_strdup (error->message);
      g_ptr_array_add (self->problems, problem);
    }
}

static int
compare_paths (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

static void
add_folder (CstCarrierCodes *self,
            const char      *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (name, ".xml") && name[0] != '.')
        g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
    }
  g_ptr_array_sort (paths, compare_paths);
  for (guint i = 0; i < paths->len; i++)
    add_file (self, g_ptr_array_index (paths, i));
}

/**
 * cst_carrier_codes_new:
 * @profile_dir: (nullable): the profile's folder; its `carriers` stands above the data folder's
 *
 * Returns: (transfer full): the tables as they are now
 */
CstCarrierCodes *
cst_carrier_codes_new (const char *profile_dir)
{
  CstCarrierCodes *self = g_new0 (CstCarrierCodes, 1);
  g_autofree char *data_dir = cst_paths_data_dir (NULL);
  g_autofree char *shared = g_build_filename (data_dir, OWN_FOLDER, NULL);
  g_autofree char *own = profile_dir != NULL ? g_build_filename (profile_dir, OWN_FOLDER, NULL) : NULL;

  g_atomic_ref_count_init (&self->ref_count);
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_carrier_table_free);
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->prefixes = g_ptr_array_new ();
  self->problems = g_ptr_array_new_with_free_func (problem_free);

  add_shipped (self);
  add_folder (self, shared);
  if (own != NULL && !g_str_equal (own, shared))
    add_folder (self, own);

  return self;
}

CstCarrierCodes *
cst_carrier_codes_ref (CstCarrierCodes *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
cst_carrier_codes_unref (CstCarrierCodes *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->prefixes);
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->tables);
  g_free (self);
}

static const CstCodeMeaning *
find_prefix (const CstCarrierCodes *self,
             const char            *source,
             gboolean               is_state,
             const char            *code)
{
  for (guint i = self->prefixes->len; i > 0; i--)
    {
      const CstCodeMeaning *meaning = g_ptr_array_index (self->prefixes, i - 1);

      if (meaning->is_state == is_state && g_str_equal (meaning->source, source) &&
          g_ascii_strncasecmp (meaning->code, code, strlen (meaning->code) - 1) == 0)
        return meaning;
    }

  return NULL;
}

static const CstCodeMeaning *
find (const CstCarrierCodes *self,
      const char            *source,
      gboolean               is_state,
      const char            *code)
{
  g_autofree char *key = make_key (source, is_state, code);
  const CstCodeMeaning *meaning = g_hash_table_lookup (self->by_key, key);

  return meaning != NULL ? meaning : find_prefix (self, source, is_state, code);
}

/**
 * cst_carrier_codes_lookup:
 * @source: (nullable): whose code it is, as #CstDelivery has it
 * @code: (nullable): as the carrier writes it; `CODE/SUBCODE` is looked for as a whole, then without its second half
 *
 * Returns: (nullable): what it means, %NULL when no table knows
 */
const CstCodeMeaning *
cst_carrier_codes_lookup (const CstCarrierCodes *self,
                          const char            *source,
                          const char            *code)
{
  const CstCodeMeaning *meaning;
  g_autofree char *main_code = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (cst_str_is_blank (source) || cst_str_is_blank (code))
    return NULL;
  if ((meaning = find (self, source, FALSE, code)) != NULL || strchr (code, '/') == NULL)
    return meaning;

  main_code = g_strndup (code, (gsize) (strchr (code, '/') - code));

  return find (self, source, FALSE, main_code);
}

/**
 * cst_carrier_codes_lookup_state:
 *
 * Returns: (nullable): where a parcel in that state of the carrier's is, %NULL when no table knows
 */
const CstCodeMeaning *
cst_carrier_codes_lookup_state (const CstCarrierCodes *self,
                                const char            *source,
                                const char            *code)
{
  g_return_val_if_fail (self != NULL, NULL);

  return cst_str_is_blank (source) || cst_str_is_blank (code) ? NULL : find (self, source, TRUE, code);
}

/**
 * cst_carrier_codes_of_delivery:
 *
 * Returns: (nullable): what its code means, or where it has none the platform's own word for the kind of incident
 */
const CstCodeMeaning *
cst_carrier_codes_of_delivery (const CstCarrierCodes *self,
                               const CstDelivery     *delivery)
{
  return cst_carrier_codes_lookup (self, delivery->code_source,
                                   cst_str_is_blank (delivery->reason_code) ? delivery->type_code
                                                                            : delivery->reason_code);
}

/**
 * cst_carrier_codes_list:
 *
 * Returns: (transfer container) (element-type CstCodeMeaning): all that hold, in the order of the files
 */
GPtrArray *
cst_carrier_codes_list (const CstCarrierCodes *self)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->tables->len; i++)
    {
      const CstCarrierTable *table = g_ptr_array_index (self->tables, i);

      for (guint j = 0; j < table->meanings->len; j++)
        {
          CstCodeMeaning *meaning = g_ptr_array_index (table->meanings, j);

          if (find (self, meaning->source, meaning->is_state, meaning->code) == meaning)
            g_ptr_array_add (list, meaning);
        }
    }

  return list;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (*(char *const *) a, *(char *const *) b);
}

/**
 * cst_carrier_codes_names:
 *
 * Returns: (transfer full): the carriers whose codes are known, by name
 */
GStrv
cst_carrier_codes_names (const CstCarrierCodes *self)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->tables->len; i++)
    {
      const CstCarrierTable *table = g_ptr_array_index (self->tables, i);

      if (!g_ptr_array_find_with_equal_func (names, table->name, g_str_equal, NULL))
        g_ptr_array_add (names, g_strdup (table->name));
    }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static gboolean
has_all (const char *const *headers,
         const GStrv        columns)
{
  for (char **column = columns; *column != NULL; column++)
    {
      if (!g_strv_contains (headers, *column))
        return FALSE;
    }

  return *columns != NULL;
}

/**
 * cst_carrier_codes_of_export:
 * @headers: of a table, without case, accents and punctuation
 *
 * Returns: (nullable): the name of the carrier that exports such tables, %NULL when none is known to
 */
const char *
cst_carrier_codes_of_export (const CstCarrierCodes *self,
                             const char *const     *headers)
{
  for (guint i = self->tables->len; i > 0; i--)
    {
      const CstCarrierTable *table = g_ptr_array_index (self->tables, i - 1);

      if (has_all (headers, table->columns))
        return table->name;
    }

  return NULL;
}

/**
 * cst_carrier_codes_problems:
 *
 * Returns: (transfer none) (element-type CstCarrierProblem): the files that were left out, and why
 */
GPtrArray *
cst_carrier_codes_problems (const CstCarrierCodes *self)
{
  return self->problems;
}

/**
 * cst_carrier_codes_check:
 *
 * Returns: whether such a file would be taken
 */
gboolean
cst_carrier_codes_check (const char  *xml,
                         gsize        size,
                         GError     **error)
{
  g_autoptr(CstCarrierTable) table = cst_carrier_table_read (xml, size, error);

  return table != NULL;
}

/**
 * cst_code_meaning_get_text:
 *
 * Returns: the meaning in the reader's language; of the user's own files as it is written there
 */
const char *
cst_code_meaning_get_text (const CstCodeMeaning *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->is_own ? self->text : g_dgettext (GETTEXT_PACKAGE, self->text);
}

const char *
cst_label_carrier_advice (CstCarrierAdvice advice)
{
  switch (advice)
    {
    case CST_ADVICE_CALL:
      return _("Call the customer, then ask for a new delivery or the return.");
    case CST_ADVICE_RETRY:
      return _("Ask for a new delivery, with a day that suits the customer.");
    case CST_ADVICE_ADDRESS:
      return _("Ask the customer for the right address or a landmark, and pass it on.");
    case CST_ADVICE_WATCH:
      return _("Nothing to do but to see whether the parcel arrives.");
    case CST_ADVICE_WAIT:
      return _("Wait 24 hours; then ask the carrier for an enquiry.");
    case CST_ADVICE_CLAIM:
      return _("Open a claim with the carrier, and mind its time limit.");
    case CST_ADVICE_DOCUMENTS:
      return _("Send the papers that customs ask for.");
    case CST_ADVICE_NONE:
    default:
      return _("Nothing to do.");
    }
}
