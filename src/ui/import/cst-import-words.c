/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-import-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* An import in numbers, as people read it. */

/**
 * cst_import_button_text:
 * @n: incidents that would be imported or updated
 *
 * Returns: (transfer full): what the button says
 */
char *
cst_import_button_text (guint n)
{
  if (n == 0)
    return g_strdup (_("Nothing to Import"));

  return g_strdup_printf (ngettext ("_Import %u Incident", "_Import %u Incidents", n), n);
}

/**
 * cst_import_progress_text:
 *
 * Returns: (transfer full): how far it is
 */
char *
cst_import_progress_text (guint n_done,
                          guint n_all)
{
  return g_strdup_printf (ngettext ("%1$u of %2$u incident", "%1$u of %2$u incidents", n_all), n_done, n_all);
}

static void
add (GString *text,
     char    *part,
     guint    n)
{
  g_autofree char *owned = part;

  if (n > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", owned);
}

/**
 * cst_import_summary_text:
 *
 * Returns: (transfer full): how many incidents become what, or became
 */
char *
cst_import_summary_text (const CstImportPlan *plan)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_added = cst_import_plan_count_cases (plan, CST_IMPORT_ADDED);
  guint n_updated = cst_import_plan_count_cases (plan, CST_IMPORT_UPDATED);
  guint n_new = cst_import_plan_count_cases (plan, CST_IMPORT_NEW);
  guint n_changed = cst_import_plan_count_cases (plan, CST_IMPORT_CHANGED);
  guint n_there = cst_import_plan_count_cases (plan, CST_IMPORT_THERE);
  guint n_quiet = cst_import_plan_count_rows (plan, CST_IMPORT_NO_INCIDENT);
  guint n_refused = cst_import_plan_count_rows (plan, CST_IMPORT_REFUSED);

  add (text, g_strdup_printf (ngettext ("%u incident imported", "%u incidents imported", n_added), n_added), n_added);
  add (text, g_strdup_printf (ngettext ("%u incident updated", "%u incidents updated", n_updated), n_updated),
       n_updated);
  add (text, g_strdup_printf (ngettext ("%u new incident", "%u new incidents", n_new), n_new), n_new);
  add (text, g_strdup_printf (ngettext ("%u incident to be updated", "%u incidents to be updated", n_changed),
                              n_changed),
       n_changed);
  add (text, g_strdup_printf (ngettext ("%u incident already there", "%u incidents already there", n_there), n_there),
       n_there);
  add (text, g_strdup_printf (ngettext ("%u parcel without an incident", "%u parcels without an incident", n_quiet),
                              n_quiet),
       n_quiet);
  add (text, g_strdup_printf (ngettext ("%u row cannot be taken", "%u rows cannot be taken", n_refused), n_refused),
       n_refused);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * cst_import_rejected_name:
 *
 * Returns: (transfer full): what to call the file of the rows that cannot be taken
 */
char *
cst_import_rejected_name (const char *path)
{
  g_autofree char *name = g_path_get_basename (path != NULL ? path : "");
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';

  /* Translators: %s is the name of the file that was imported, without its ending */
  return g_strdup_printf (_("%s to be corrected.csv"), name);
}
