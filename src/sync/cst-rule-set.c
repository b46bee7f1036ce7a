/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rule-set.h"

#include <string.h>

#include "cst-accounts.h"
#include "cst-rule-pins.h"
#include "cst-settings.h"
#include "cst-util.h"

struct _CstRuleSet
{
  CstClock   *clock;
  GMutex      mutex;
  GHashTable *playbooks; /* id to CstPlaybook: as they are now */
  GHashTable *pinned;    /* digest to CstPlaybook: as they were, with what took over since */
  GHashTable *desks;     /* account to CstRuleDesk */
};

static void
clear_desk (gpointer data)
{
  CstRuleDesk *self = data;

  cst_account_free (self->account);
  g_clear_pointer (&self->playbook, cst_playbook_unref);
  g_free (self->region);
  g_free (self->opening_hours);
  g_strfreev (self->closing_days);
}

void
cst_rule_desk_unref (CstRuleDesk *self)
{
  g_atomic_rc_box_release_full (self, clear_desk);
}

static void
clear_set (gpointer data)
{
  CstRuleSet *self = data;

  g_hash_table_unref (self->desks);
  g_hash_table_unref (self->pinned);
  g_hash_table_unref (self->playbooks);
  g_mutex_clear (&self->mutex);
  g_object_unref (self->clock);
}

CstRuleSet *
cst_rule_set_new (CstClock *clock)
{
  CstRuleSet *self = g_atomic_rc_box_new0 (CstRuleSet);

  self->clock = g_object_ref (clock);
  g_mutex_init (&self->mutex);
  self->playbooks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cst_playbook_unref);
  self->pinned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cst_playbook_unref);
  self->desks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) cst_rule_desk_unref);

  return self;
}

/**
 * cst_rule_set_new_with:
 *
 * Returns: (transfer full): the rules of @of, but for @changed
 */
CstRuleSet *
cst_rule_set_new_with (CstRuleSet  *of,
                       CstPlaybook *changed)
{
  CstRuleSet *self = cst_rule_set_new (of->clock);
  GHashTableIter iter;
  gpointer id;
  gpointer playbook;

  g_mutex_lock (&of->mutex);
  g_hash_table_iter_init (&iter, of->playbooks);
  while (g_hash_table_iter_next (&iter, &id, &playbook))
    g_hash_table_insert (self->playbooks, g_strdup (id), cst_playbook_ref (playbook));
  g_mutex_unlock (&of->mutex);
  g_hash_table_replace (self->playbooks, g_strdup (changed->rule.id), cst_playbook_ref (changed));

  return self;
}

CstRuleSet *
cst_rule_set_ref (CstRuleSet *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
cst_rule_set_unref (CstRuleSet *self)
{
  g_atomic_rc_box_release_full (self, clear_set);
}

/**
 * cst_rule_set_take:
 *
 * From now on these are the rules. Main thread.
 */
void
cst_rule_set_take (CstRuleSet   *self,
                   CstPlaybooks *playbooks)
{
  const GPtrArray *files = cst_playbooks_get_files (playbooks);

  g_mutex_lock (&self->mutex);
  g_hash_table_remove_all (self->playbooks);
  g_hash_table_remove_all (self->pinned);
  g_hash_table_remove_all (self->desks);
  for (guint i = 0; i < files->len; i++)
    {
      const CstPlaybookFile *file = g_ptr_array_index (files, i);

      if (file->playbook != NULL)
        g_hash_table_insert (self->playbooks, g_strdup (file->id), cst_playbook_ref (file->playbook));
    }
  g_mutex_unlock (&self->mutex);
}

/**
 * cst_rule_set_forget:
 *
 * Accounts or settings changed: they are read again when they are needed.
 */
void
cst_rule_set_forget (CstRuleSet *self)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_remove_all (self->desks);
  g_mutex_unlock (&self->mutex);
}

/**
 * cst_rule_set_digest:
 *
 * Returns: (transfer full): changes with the rules of any account, and with what it says about its hours
 */
char *
cst_rule_set_digest (CstRuleSet *self,
                     CstDb      *db)
{
  g_autoptr(GPtrArray) accounts = cst_db_accounts (db, NULL);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);
      g_autoptr(CstRuleDesk) desk = cst_rule_set_desk (self, db, account->id, NULL);
      g_autofree char *closing = NULL;

      if (desk == NULL)
        continue;
      closing = desk->closing_days != NULL ? g_strjoinv (" ", desk->closing_days) : NULL;
      g_string_append_printf (text, "%" G_GINT64_FORMAT "|%s|%s|%s|%s|%" G_GINT64_FORMAT "\n", account->id,
                              desk->playbook != NULL ? desk->playbook->digest : "",
                              desk->region != NULL ? desk->region : "",
                              desk->opening_hours != NULL ? desk->opening_hours : "",
                              closing != NULL ? closing : "", desk->margin_s);
    }

  return cst_sha256_hex (text->str, text->len);
}

static char *
join_terms (const CstPlaybook *playbook)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; playbook != NULL && i < playbook->terms->len; i++)
    {
      const CstRule *term = g_ptr_array_index (playbook->terms, i);

      g_string_append_printf (text, "%s%s=%s", i > 0 ? "\n" : "", term->id, term->label);
    }

  return g_strdup (text->str);
}

/* O13: the figures are of today, and so are the rules about them. */
static CstRateTerms
rate_terms (CstRuleSet        *self,
            const CstPlaybook *playbook)
{
  CstRateTerms terms = { 0 };
  guint32 today = playbook != NULL ? cst_local_day (cst_clock_now (self->clock), playbook->zone) : 0;

  for (guint i = 0; playbook != NULL && i < playbook->rates->len; i++)
    {
      const CstRateRule *rule = g_ptr_array_index (playbook->rates, i);

      if (!cst_rule_is_in_force (playbook, playbook->rates, &rule->rule, today, today))
        continue;
      terms.threshold_bp = rule->threshold_bp;
      terms.warn_at_bp = rule->warn_at_bp;
      terms.days = rule->days;
      terms.harms_at = rule->harms == CST_COMPARE_AT_LEAST;
    }

  return terms;
}

/**
 * cst_rule_set_write_terms:
 * @db: a writer inside a transaction
 *
 * Has every account speak and reckon like its site: the words of its rules, and what they say of the rate, are kept
 * with it.
 */
gboolean
cst_rule_set_write_terms (CstRuleSet  *self,
                          CstDb       *db,
                          GError     **error)
{
  g_autoptr(GPtrArray) accounts = cst_db_accounts (db, error);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);
      g_autoptr(CstRuleDesk) desk = cst_rule_set_desk (self, db, account->id, NULL);
      g_autofree char *before = cst_db_account_setting (db, account->id, CST_SETTING_TERMS, "");
      g_autofree char *after = join_terms (desk != NULL ? desk->playbook : NULL);
      CstRateTerms rate = rate_terms (self, desk != NULL ? desk->playbook : NULL);

      if (!cst_db_set_rate_terms (db, account->id, &rate, error))
        return FALSE;
      if (strcmp (before, after) == 0)
        continue;
      if (!cst_db_set_account_setting (db, account->id, CST_SETTING_TERMS, after, error))
        return FALSE;
      cst_db_note_change (db, CST_CHANGED_ACCOUNTS);
    }

  return accounts != NULL;
}

gint64
cst_rule_set_now (CstRuleSet *self)
{
  return cst_clock_now (self->clock);
}

static gboolean
serves (const CstPlaybook *playbook,
        const char        *what)
{
  return playbook->serves != NULL && what != NULL &&
         g_strv_contains ((const char *const *) playbook->serves, what);
}

static gboolean
is_named (const CstPlaybook *playbook,
          const char        *site)
{
  g_autofree char *label = cst_str_fold (playbook->rule.label);

  return site != NULL && (strcmp (site, playbook->rule.id) == 0 || g_strcmp0 (site, label) == 0);
}

/* With the lock held. A site is known by its name; else a playbook says for which connector or customers it is. */
static const char *
default_id (CstRuleSet       *self,
            const CstAccount *account)
{
  g_autofree char *site = cst_str_fold (cst_account_get_site (account));
  const char *audience = cst_enum_nick (&cst_customer_kind_type, (int) account->info.audience);
  const CstPlaybook *best = NULL;
  int best_rank = 0;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->playbooks);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const CstPlaybook *playbook = value;
      int rank = 0;

      if (is_named (playbook, site))
        rank = 3;
      else if (serves (playbook, account->connector))
        rank = 2;
      else if (serves (playbook, audience))
        rank = 1;

      if (rank > best_rank || (rank != 0 && rank == best_rank && strcmp (playbook->rule.id, best->rule.id) < 0))
        {
          best = playbook;
          best_rank = rank;
        }
    }

  return best != NULL ? best->rule.id : NULL;
}

static CstPlaybook *
find (CstRuleSet *self,
      const char *id)
{
  CstPlaybook *playbook = id != NULL ? g_hash_table_lookup (self->playbooks, id) : NULL;

  return playbook != NULL ? cst_playbook_ref (playbook) : NULL;
}

/**
 * cst_rule_set_lookup:
 *
 * Returns: (transfer full) (nullable): the playbook of that id, as it is now
 */
CstPlaybook *
cst_rule_set_lookup (CstRuleSet *self,
                     const char *id)
{
  CstPlaybook *playbook;

  g_mutex_lock (&self->mutex);
  playbook = find (self, id);
  g_mutex_unlock (&self->mutex);

  return playbook;
}

/**
 * cst_rule_set_default:
 *
 * Returns: (transfer full) (nullable): the rules of an account that says nothing of them
 */
CstPlaybook *
cst_rule_set_default (CstRuleSet       *self,
                      const CstAccount *account)
{
  CstPlaybook *playbook;

  g_mutex_lock (&self->mutex);
  playbook = find (self, default_id (self, account));
  g_mutex_unlock (&self->mutex);

  return playbook;
}

static CstRuleDesk *
read_desk (CstRuleSet  *self,
           CstDb       *db,
           gint64       id,
           GError     **error)
{
  g_autoptr(CstAccount) account = cst_db_account (db, id, error);
  g_autofree char *playbook = NULL;
  g_autofree char *closing = NULL;
  CstRuleDesk *desk;

  if (account == NULL)
    return NULL;

  playbook = cst_db_account_setting (db, id, CST_SETTING_PLAYBOOK, NULL);
  closing = cst_db_account_setting (db, id, CST_SETTING_CLOSING_DAYS, NULL);
  desk = g_atomic_rc_box_new0 (CstRuleDesk);
  desk->region = cst_db_account_setting (db, id, CST_SETTING_REGION, NULL);
  desk->opening_hours = cst_db_account_setting (db, id, CST_SETTING_OPENING_HOURS, NULL);
  desk->closing_days = closing != NULL ? g_strsplit (closing, " ", -1) : NULL;
  desk->margin_s = cst_db_setting_int (db, CST_SETTING_UNDO_WINDOW, CST_UNDO_WINDOW_DEFAULT) +
                   cst_db_setting_int (db, CST_SETTING_SYNC_INTERVAL, CST_SYNC_INTERVAL_DEFAULT);

  g_mutex_lock (&self->mutex);
  desk->playbook = find (self, playbook);
  if (desk->playbook == NULL)
    desk->playbook = find (self, default_id (self, account));
  desk->account = g_steal_pointer (&account);
  g_hash_table_replace (self->desks, g_memdup2 (&id, sizeof id), g_atomic_rc_box_acquire (desk));
  g_mutex_unlock (&self->mutex);

  return desk;
}

/**
 * cst_rule_set_known_desk:
 *
 * Returns: (transfer full) (nullable): what was read of the account before
 */
CstRuleDesk *
cst_rule_set_known_desk (CstRuleSet *self,
                         gint64      account)
{
  CstRuleDesk *desk;

  g_mutex_lock (&self->mutex);
  desk = g_hash_table_lookup (self->desks, &account);
  if (desk != NULL)
    desk = g_atomic_rc_box_acquire (desk);
  g_mutex_unlock (&self->mutex);

  return desk;
}

/**
 * cst_rule_set_desk:
 *
 * Returns: (transfer full): what rules need of the account
 */
CstRuleDesk *
cst_rule_set_desk (CstRuleSet  *self,
                   CstDb       *db,
                   gint64       account,
                   GError     **error)
{
  CstRuleDesk *desk = cst_rule_set_known_desk (self, account);

  return desk != NULL ? desk : read_desk (self, db, account, error);
}

/* A playbook as it was, with those of today's rules that take over open cases. */
static CstPlaybook *
load_pinned (CstRuleSet   *self,
             CstDb        *db,
             const char   *digest,
             CstPlaybook  *current,
             GError      **error)
{
  g_autoptr(CstPlaybook) then = NULL;
  g_autofree char *xml = NULL;
  CstPlaybook *playbook;

  g_mutex_lock (&self->mutex);
  playbook = g_hash_table_lookup (self->pinned, digest);
  if (playbook != NULL)
    cst_playbook_ref (playbook);
  g_mutex_unlock (&self->mutex);
  if (playbook != NULL)
    return playbook;

  if (!(xml = cst_db_playbook_text (db, digest, error)) ||
      !(then = cst_playbook_new_for_xml (xml, strlen (xml), NULL, error)))
    return NULL;
  playbook = cst_playbook_new_as_of (then, current);

  g_mutex_lock (&self->mutex);
  g_hash_table_replace (self->pinned, g_strdup (digest), cst_playbook_ref (playbook));
  g_mutex_unlock (&self->mutex);

  return playbook;
}

/**
 * cst_rule_set_pinned:
 *
 * R8: the rules one incident is under: the file as it was when the incident was first seen.
 *
 * Returns: (transfer full): the playbook
 */
CstPlaybook *
cst_rule_set_pinned (CstRuleSet         *self,
                     CstDb              *db,
                     gint64              account,
                     const char         *incident,
                     const CstRuleDesk  *desk,
                     GError            **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *id = NULL;
  CstPlaybook *playbook = NULL;

  g_return_val_if_fail (desk->playbook != NULL, NULL);

  if (!cst_db_rule_pin (db, account, incident, &id, &digest, error))
    return NULL;

  /* Of another site's rules than before: the account was told so since. */
  if (digest == NULL || g_strcmp0 (id, desk->playbook->rule.id) != 0 || strcmp (digest, desk->playbook->digest) == 0)
    return cst_playbook_ref (desk->playbook);

  playbook = load_pinned (self, db, digest, desk->playbook, &local_error);
  if (playbook == NULL)
    {
      g_warning ("The rules of the time cannot be read: %s", local_error->message);
      return cst_playbook_ref (desk->playbook);
    }

  return playbook;
}
