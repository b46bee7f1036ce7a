/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-reason-map.h"

#include "cst-accounts.h"
#include "cst-marketplace.h"
#include "cst-settings.h"
#include "cst-util.h"

/* P1: what a site's own reasons mean to the rules, said once by a person; as long as nobody did, what the connector
 * proposes counts. */

/**
 * cst_reason_word:
 *
 * Returns: (transfer none): the word that a site's reason is mapped to when it means this one
 */
const char *
cst_reason_word (const CstPlaybookReason *reason)
{
  return reason->codes != NULL && reason->codes[0] != NULL ? reason->codes[0] : reason->rule.id;
}

/**
 * cst_reason_of_word:
 * @word: (nullable)
 *
 * Returns: (transfer none) (nullable): the reason of the rules that @word means
 */
const CstPlaybookReason *
cst_reason_of_word (const CstPlaybook *playbook,
                    const char        *word)
{
  for (guint i = 0; word != NULL && i < playbook->reasons->len; i++)
    {
      const CstPlaybookReason *reason = g_ptr_array_index (playbook->reasons, i);

      if (g_str_equal (reason->rule.id, word) ||
          (reason->codes != NULL && g_strv_contains ((const char *const *) reason->codes, word)))
        return reason;
    }

  return NULL;
}

/**
 * cst_db_reason_map:
 * @label: of one of the site's reasons
 *
 * Returns: (transfer full) (nullable): the rules' word that somebody chose for it
 */
char *
cst_db_reason_map (CstDb      *db,
                   gint64      account,
                   const char *label)
{
  g_autofree char *key = g_strconcat (CST_REASON_SETTING, label, NULL);
  g_autofree char *word = cst_db_account_setting (db, account, key, "");

  return cst_str_is_blank (word) ? NULL : g_steal_pointer (&word);
}

/**
 * cst_db_map_reason:
 * @db: a writer inside a transaction
 * @label: of one of the site's reasons
 * @word: (nullable): what it means; %NULL for what the connector proposes
 *
 * The next sync reads everything again with it.
 */
gboolean
cst_db_map_reason (CstDb       *db,
                   gint64       account,
                   const char  *label,
                   const char  *word,
                   GError     **error)
{
  g_autofree char *key = g_strconcat (CST_REASON_SETTING, label, NULL);

  return cst_db_set_account_setting (db, account, key, word, error) && cst_db_reset_cursor (db, account, error);
}
