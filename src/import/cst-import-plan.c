/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-import-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-csv.h"
#include "cst-import-row.h"
#include "cst-util.h"

CST_DEFINE_ENUM_TYPE (cst_import_state, "new", "changed", "there", "refused", "added", "updated",
                      "no_incident");

static void
row_free (gpointer data)
{
  CstImportRow *row = data;

  g_free (row->problem);
  g_free (row);
}

/**
 * cst_import_plan_free:
 */
void
cst_import_plan_free (CstImportPlan *self)
{
  g_clear_pointer (&self->table, cst_table_unref);
  g_clear_pointer (&self->map, cst_import_map_free);
  g_clear_pointer (&self->codes, cst_carrier_codes_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->cases, g_ptr_array_unref);
  g_free (self);
}

/* Rows of one order and one reason are one incident, unless the place numbers them apart. */
static char *
case_key (const CstCaseEntry *said)
{
  g_autofree char *joined = g_strdup_printf ("%s\n%d\n%s\n%s", said->number, (int) said->reason,
                                             said->reason_code != NULL ? said->reason_code : "",
                                             said->reference != NULL ? said->reference : "");

  return cst_str_fold (joined);
}

static char *
row_key (const CstTable *table,
         guint           row)
{
  g_autoptr(GString) cells = g_string_new (NULL);

  for (guint column = 0; column < cst_table_width (table, row); column++)
    g_string_append_printf (cells, "%s\x1f", cst_table_cell (table, row, column));

  return g_string_free (g_steal_pointer (&cells), FALSE);
}

static void
take_text (char       **to,
           const char  *from)
{
  if (cst_str_is_blank (*to) && !cst_str_is_blank (from))
    cst_set_str (to, from);
}

static void
take_moment (gint64 *to,
             gint64  from)
{
  if (*to == 0)
    *to = from;
}

/* What the first row left open the later ones may say. */
static void
add_row_to_case (CstImportCase *of_case,
                 CstImportCase *read)
{
  CstCaseEntry *to = of_case->said;
  CstCaseEntry *from = read->said;
  g_autoptr(GStrvBuilder) photos = g_strv_builder_new ();

  take_text (&to->email, from->email);
  take_text (&to->phone, from->phone);
  take_text (&to->street, from->street);
  take_text (&to->postal_code, from->postal_code);
  take_text (&to->city, from->city);
  take_text (&to->country, from->country);
  take_text (&to->language, from->language);
  take_text (&to->carrier, from->carrier);
  take_text (&to->tracking_number, from->tracking_number);
  take_text (&to->description, from->description);
  take_moment (&to->reported_at, from->reported_at);
  take_moment (&to->placed_at, from->placed_at);
  take_moment (&to->shipped_at, from->shipped_at);
  take_moment (&to->delivered_at, from->delivered_at);
  if (to->currency[0] == '\0')
    g_strlcpy (to->currency, from->currency, sizeof to->currency);
  if (to->shipping < 0)
    to->shipping = from->shipping;
  if (to->tax_rate_bp == 0)
    to->tax_rate_bp = from->tax_rate_bp;

  to->photos_announced += from->photos_announced;
  g_strv_builder_addv (photos, (const char **) of_case->photos);
  g_strv_builder_addv (photos, (const char **) read->photos);
  g_strfreev (of_case->photos);
  of_case->photos = g_strv_builder_end (photos);
  take_text (&of_case->note, read->note);
  g_ptr_array_add (to->lines, g_ptr_array_steal_index (from->lines, 0));
}

/* Two rows of one order that cannot both be right. */
static char *
contradiction (const CstImportCase *of_case,
               const CstImportCase *read,
               guint                first_line)
{
  const CstCaseEntry *a = of_case->said;
  const CstCaseEntry *b = read->said;

  if (g_strcmp0 (a->customer, b->customer) != 0)
    return g_strdup_printf (_("Line %u says another customer for the same order."), first_line);
  if (a->currency[0] != '\0' && b->currency[0] != '\0' && strcmp (a->currency, b->currency) != 0)
    return g_strdup_printf (_("Line %u says another currency for the same order."), first_line);

  return NULL;
}

typedef struct
{
  CstImportPlan *plan;
  CstRowReader   reader;
  GHashTable    *cases; /* key → CstImportCase */
  GHashTable    *seen;  /* all cells → line */
} Build;

static CstImportRow *
add_row (Build *build,
         guint  index)
{
  CstImportRow *row = g_new0 (CstImportRow, 1);

  row->row = index;
  row->line = cst_table_line (build->plan->table, index);
  row->problem_column = -1;
  g_ptr_array_add (build->plan->rows, row);

  return row;
}

static void
refuse_row (CstImportRow *row,
            int           column,
            char         *problem)
{
  row->state = CST_IMPORT_REFUSED;
  row->problem_column = column;
  g_free (row->problem);
  row->problem = problem;
}

static gboolean
is_repeated (Build        *build,
             CstImportRow *row)
{
  char *key = row_key (build->plan->table, row->row);
  guint line = GPOINTER_TO_UINT (g_hash_table_lookup (build->seen, key));

  if (line == 0)
    {
      g_hash_table_insert (build->seen, key, GUINT_TO_POINTER (row->line));
      return FALSE;
    }

  g_free (key);
  row->state = CST_IMPORT_THERE;
  row->problem = g_strdup_printf (_("Line %u says the same."), line);

  return TRUE;
}

static void
place_row (Build         *build,
           CstImportRow  *row,
           CstImportCase *read)
{
  char *key = case_key (read->said);
  CstImportCase *of_case = g_hash_table_lookup (build->cases, key);
  char *problem;

  if (of_case == NULL)
    {
      row->of_case = read;
      g_ptr_array_add (read->rows, row);
      g_hash_table_insert (build->cases, key, read);
      g_ptr_array_add (build->plan->cases, read);
      return;
    }

  g_free (key);
  row->of_case = of_case;
  problem = contradiction (of_case, read, ((CstImportRow *) g_ptr_array_index (of_case->rows, 0))->line);
  g_ptr_array_add (of_case->rows, row);
  if (problem != NULL)
    refuse_row (row, -1, problem);
  else
    add_row_to_case (of_case, read);
  cst_import_case_free (read);
}

/* A parcel twice: what the later moment says holds. */
static void
place_parcel (Build         *build,
              CstImportRow  *row,
              CstImportCase *read)
{
  char *key = cst_import_parcel_id (read->parcel);
  CstImportCase *of_case = g_hash_table_lookup (build->cases, key);
  CstImportRow *first;

  if (of_case == NULL)
    {
      row->of_case = read;
      g_ptr_array_add (read->rows, row);
      g_hash_table_insert (build->cases, key, read);
      g_ptr_array_add (build->plan->cases, read);
      return;
    }

  g_free (key);
  first = g_ptr_array_index (of_case->rows, 0);
  row->of_case = of_case;
  if (read->parcel->at > of_case->parcel->at)
    {
      CstImportParcel *older = of_case->parcel;

      of_case->parcel = read->parcel;
      read->parcel = older;
      of_case->rows->pdata[0] = row;
      row = first;
      first = of_case->rows->pdata[0];
    }
  row->state = CST_IMPORT_THERE;
  row->problem = g_strdup_printf (_("Line %u says what came later of the same parcel."), first->line);
  cst_import_case_free (read);
}

static void
read_parcel (Build *build,
             guint  index)
{
  CstImportRow *row = add_row (build, index);
  CstImportCase *read;

  if (is_repeated (build, row))
    return;

  read = cst_row_reader_read_parcel (&build->reader, index);
  if (build->reader.problem != NULL)
    refuse_row (row, build->reader.problem_column, g_steal_pointer (&build->reader.problem));
  if (row->state == CST_IMPORT_REFUSED)
    cst_import_case_free (read);
  else
    place_parcel (build, row, read);
}

/* An unreadable row still has a number and mostly a reason: its incident must not come in without it. */
static void
read_row (Build *build,
          guint  index)
{
  CstImportRow *row = add_row (build, index);
  CstImportCase *read;

  if (is_repeated (build, row))
    return;

  read = cst_row_reader_read (&build->reader, index);
  if (build->reader.problem != NULL)
    refuse_row (row, build->reader.problem_column, g_steal_pointer (&build->reader.problem));
  if (read->said->number == NULL || read->said->reason == CST_REASON_UNKNOWN)
    {
      cst_import_case_free (read);
      return;
    }

  place_row (build, row, read);
}

/* One row that cannot be taken keeps the others of its incident back: half an incident is a wrong one. */
static void
hold_back (CstImportPlan *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const CstImportRow *row = g_ptr_array_index (self->rows, i);
      g_autofree char *problem = NULL;

      if (row->state != CST_IMPORT_REFUSED || row->of_case == NULL || row->of_case->state == CST_IMPORT_REFUSED)
        continue;
      problem = g_strdup_printf (_("Line %u of the same incident cannot be taken."), row->line);
      cst_import_case_refuse (row->of_case, problem);
    }
}

/**
 * cst_import_plan_new:
 * @folder: (nullable): where the photos that the table names lie
 * @codes: (nullable): of deliveries: what carriers' codes mean
 *
 * Reads every row; nothing is asked of the store yet. Any thread.
 *
 * Returns: (transfer full): the plan, %NULL only when cancelled
 */
CstImportPlan *
cst_import_plan_new (CstTable            *table,
                     const CstImportMap  *map,
                     const CstAccount    *account,
                     const char          *folder,
                     CstCarrierCodes     *codes,
                     GCancellable        *cancellable,
                     GError             **error)
{
  g_autoptr(CstImportPlan) self = g_new0 (CstImportPlan, 1);
  g_autoptr(GHashTable) cases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Build build = { .plan = self, .cases = cases, .seen = seen };

  self->account = account->id;
  self->table = cst_table_ref (table);
  self->map = cst_import_map_copy (map);
  self->codes = codes != NULL ? cst_carrier_codes_ref (codes) : NULL;
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->cases = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_import_case_free);
  cst_row_reader_init (&build.reader, table, self->map, account, folder);
  for (guint row = 0; row < cst_table_n_rows (table); row++)
    {
      if (row % 256 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (map->kind == CST_IMPORT_OF_DELIVERIES)
        read_parcel (&build, row);
      else
        read_row (&build, row);
    }
  hold_back (self);

  return g_steal_pointer (&self);
}

/**
 * cst_import_case_get_number:
 *
 * Returns: what people know it by: the order's number, or the parcel's
 */
const char *
cst_import_case_get_number (const CstImportCase *self)
{
  return self->parcel != NULL ? self->parcel->tracking_number : self->said->number;
}

/**
 * cst_import_case_set_state:
 *
 * Of an incident and all its rows that are not refused themselves.
 */
void
cst_import_case_set_state (CstImportCase  *self,
                           CstImportState  state)
{
  self->state = state;
  for (guint i = 0; i < self->rows->len; i++)
    {
      CstImportRow *row = g_ptr_array_index (self->rows, i);

      if (row->state != CST_IMPORT_REFUSED)
        row->state = state;
    }
}

/**
 * cst_import_case_refuse:
 * @problem: what is wrong, for the rows that have no problem of their own
 */
void
cst_import_case_refuse (CstImportCase *self,
                        const char    *problem)
{
  self->state = CST_IMPORT_REFUSED;
  for (guint i = 0; i < self->rows->len; i++)
    {
      CstImportRow *row = g_ptr_array_index (self->rows, i);

      if (row->state != CST_IMPORT_REFUSED)
        refuse_row (row, -1, g_strdup (problem));
    }
}

/**
 * cst_import_plan_count_cases:
 *
 * Returns: how many incidents are in @state
 */
guint
cst_import_plan_count_cases (const CstImportPlan *self,
                             CstImportState       state)
{
  guint n = 0;

  for (guint i = 0; i < self->cases->len; i++)
    n += ((const CstImportCase *) g_ptr_array_index (self->cases, i))->state == state;

  return n;
}

/**
 * cst_import_plan_count_rows:
 *
 * Returns: how many rows are in @state
 */
guint
cst_import_plan_count_rows (const CstImportPlan *self,
                            CstImportState       state)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += ((const CstImportRow *) g_ptr_array_index (self->rows, i))->state == state;

  return n;
}

/**
 * cst_import_state_label:
 *
 * Returns: (transfer none): the state in a word or two
 */
const char *
cst_import_state_label (CstImportState state)
{
  switch (state)
    {
    case CST_IMPORT_NEW:
      return C_("import", "New");
    case CST_IMPORT_CHANGED:
      return C_("import", "To be updated");
    case CST_IMPORT_THERE:
      return C_("import", "Already there");
    case CST_IMPORT_REFUSED:
      return C_("import", "Cannot be taken");
    case CST_IMPORT_ADDED:
      return C_("import", "Imported");
    case CST_IMPORT_UPDATED:
      return C_("import", "Updated");
    case CST_IMPORT_NO_INCIDENT:
      return C_("import", "No incident");
    default:
      return "";
    }
}

/**
 * cst_import_row_text:
 *
 * Returns: (transfer full): what there is to say about the row beside its state, empty for nothing: the column, what
 *   is wrong in it and what to do
 */
char *
cst_import_row_text (const CstImportPlan *self,
                     const CstImportRow  *row)
{
  g_autofree char *column = NULL;

  if (row->problem == NULL)
    return g_strdup (row->of_case != NULL && row->of_case->note != NULL ? row->of_case->note : "");
  if (row->problem_column < 0)
    return g_strdup (row->problem);

  column = cst_table_column_name (self->table, (guint) row->problem_column);

  /* Translators: the name of a column, then what is wrong in it */
  return g_strdup_printf (_("%1$s: %2$s"), column, row->problem);
}

/**
 * cst_import_plan_rejected_csv:
 *
 * Returns: (transfer full): the rows that cannot be taken as they were, with the reason in a last column, to be put
 *   right and imported again
 */
char *
cst_import_plan_rejected_csv (const CstImportPlan *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GString) row = g_string_new (NULL);
  guint n_columns = cst_table_n_columns (self->table);

  for (guint column = 0; column < n_columns; column++)
    {
      g_autofree char *name = cst_table_column_name (self->table, column);

      cst_csv_append_cell (row, column, name);
    }
  cst_csv_append_cell (row, n_columns, _("Why It Was Not Imported"));
  g_string_append_printf (text, "%s\r\n", row->str);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const CstImportRow *rejected = g_ptr_array_index (self->rows, i);
      g_autofree char *why = NULL;

      if (rejected->state != CST_IMPORT_REFUSED)
        continue;

      g_string_truncate (row, 0);
      for (guint column = 0; column < n_columns; column++)
        cst_csv_append_cell (row, column, cst_table_cell (self->table, rejected->row, column));
      why = cst_import_row_text (self, rejected);
      cst_csv_append_cell (row, n_columns, why);
      g_string_append_printf (text, "%s\r\n", row->str);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
