/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-store-problem.h"

#include <glib/gi18n.h>

#include "cst-db.h"

static gboolean
is_full (const GError *error)
{
  return g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_FULL) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

/* The folder itself may say so, before there is a store in it. */
static gboolean
is_read_only (const GError *error)
{
  return g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_READ_ONLY) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

/**
 * cst_store_problem_title:
 * @error: why the store did not open, or did not take something
 *
 * Returns: (transfer none): what is the matter, in a few words
 */
const char *
cst_store_problem_title (const GError *error)
{
  if (g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_NEWER))
    return _("These Data Were Made by a Newer Constat");
  if (is_full (error))
    return _("The Disk Is Full");
  if (is_read_only (error))
    return _("Your Data Cannot Be Written");
  if (g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_DAMAGED))
    return _("Your Data Are Damaged");
  if (g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_BUSY))
    return _("Your Data Are in Use");

  return _("Your Data Could Not Be Opened");
}

/**
 * cst_store_problem_text:
 * @dir: (nullable): where the data are
 *
 * Returns: (transfer full): which file, that nothing is lost, and what to do
 */
char *
cst_store_problem_text (const GError *error,
                        const char   *dir)
{
  if (g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_NEWER))
    return g_strdup_printf (_("Nothing was changed in “%s”. Install the newest Constat to go on working with it."),
                            dir);
  if (is_full (error))
    return g_strdup_printf (_("Nothing is lost, but nothing can be kept in “%s” either. "
                              "Free some room, then try again."),
                            dir);
  if (is_read_only (error))
    return g_strdup_printf (_("The folder “%s” is read-only, so no decision could be kept. Allow writing there, then "
                              "try again."), dir);
  if (g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_DAMAGED))
    return g_strdup_printf (_("The store in “%s” cannot be read, and no good backup could take its place. It was left "
                              "as it is; ask whoever looks after this computer before trying again."), dir);
  if (g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_BUSY))
    return g_strdup_printf (_("Another program keeps “%s” busy. Wait a moment, then try again."), dir);

  return g_strdup_printf (_("Something went wrong with “%s”: %s"), dir, error->message);
}
