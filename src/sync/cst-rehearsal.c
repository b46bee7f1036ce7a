/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-rehearsal.h"

#include <glib/gi18n-lib.h>

#include "cst-accounts.h"
#include "cst-files.h"
#include "cst-operations.h"
#include "cst-overlay.h"
#include "cst-template.h"
#include "cst-truth.h"
#include "cst-util.h"

/* What would happen to a decision if it left now, worked out from what is known here: nobody has to wait for the
 * network to learn that a label is too big or that a day has gone by. Nothing is changed. */

CST_DEFINE_ENUM_TYPE (cst_risk_kind, "truth", "rights", "file", "text", "late");

static const CstField cst_risk_fields[] = {
  CST_FIELD_OF (CstRisk, kind, ENUM, cst_risk_kind_type),
  CST_FIELD (CstRisk, text, STRING),
};

CST_DEFINE_RECORD_TYPE (cst_risk, CstRisk, "risk");

static void
risk_free (gpointer risk)
{
  cst_record_free (&cst_risk_type, risk);
}

static void
add_risk (GPtrArray   *risks,
          CstRiskKind  kind,
          char        *text)
{
  CstRisk *risk = cst_record_new (&cst_risk_type);

  risk->kind = kind;
  risk->text = text;
  g_ptr_array_add (risks, risk);
}

static gboolean
check_truth (CstDb               *db,
             const CstOperation  *operation,
             gint64               now,
             GPtrArray           *risks,
             GError             **error)
{
  g_autoptr(GError) refusal = NULL;

  if (cst_db_check_waiting (db, operation, now, &refusal))
    return TRUE;

  if (!cst_decide_is_refusal (refusal))
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }

  add_risk (risks, CST_RISK_TRUTH, g_strdup (refusal->message));

  return TRUE;
}

/* R7: the token's scopes are the site's to change. */
static void
check_rights (const CstAccount   *account,
              const CstOperation *operation,
              GPtrArray          *risks)
{
  CstCapabilities needed = cst_operation_needs (operation->kind);

  if (cst_account_can (account, needed))
    return;

  if (account->info.capabilities & (int) needed)
    add_risk (risks, CST_RISK_RIGHTS, g_strdup_printf (_("The key of the account “%s” does not allow this any more."),
                                                       account->name));
  else
    add_risk (risks, CST_RISK_RIGHTS, g_strdup_printf (_("%s does not take this any more from the account “%s”."),
                                                       cst_account_get_site (account), account->name));
}

static void
check_file (CstStore              *store,
            const CstAccount      *account,
            const CstOutgoingFile *file,
            GPtrArray             *risks)
{
  g_autofree char *path = cst_files_path (store, file);
  gint64 limit = account->info.attachment_limit;

  /* What the site has already is not sent again. */
  if (file->remote_id != NULL)
    return;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      add_risk (risks, CST_RISK_FILE, g_strdup_printf (_("The file “%s” is not on this computer any more."),
                                                       file->filename));
    }
  else if (limit > 0 && file->size > limit)
    {
      g_autofree char *size = g_format_size ((guint64) file->size);
      g_autofree char *most = g_format_size ((guint64) limit);

      /* Translators: a file's name, its size, the site, the most it takes */
      add_risk (risks, CST_RISK_FILE, g_strdup_printf (_("The file “%1$s” has %2$s; %3$s takes %4$s at most."),
                                                       file->filename, size, cst_account_get_site (account), most));
    }
}

static void
check_text (const CstOperation *operation,
            GPtrArray          *risks)
{
  char *missing = operation->kind == CST_OPERATION_MESSAGE && operation->text != NULL
                  ? cst_template_say_missing (operation->text) : NULL;

  if (missing != NULL)
    add_risk (risks, CST_RISK_TEXT, missing);
}

/* Days are the calendar's where the person works. */
static gboolean
is_past (const char *day,
         gint64      now)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (now);
  g_autofree char *today = g_date_time_format (moment, "%Y-%m-%d");

  return !cst_str_is_blank (day) && strcmp (day, today) < 0;
}

static char *
say_moment (gint64 at)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (at);

  /* Translators: a day, strftime(3), within a sentence */
  return g_date_time_format (moment, C_("date format", "%-d %B"));
}

static char *
say_day (const char *day)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *noon = g_strconcat (day, "T12:00:00", NULL);
  g_autoptr(GDateTime) moment = g_date_time_new_from_iso8601 (noon, zone);

  return moment != NULL ? say_moment (g_date_time_to_unix (moment)) : g_strdup (day);
}

/* T, P4: a decision that waits for the network may outlive the time that was allowed for it. */
static gboolean
check_time (CstDb               *db,
            const CstOperation  *operation,
            gint64               now,
            GPtrArray           *risks,
            GError             **error)
{
  gboolean is_answer = operation->kind == CST_OPERATION_MESSAGE;
  g_autoptr(CstIncident) incident = NULL;
  CstRuleTimes times = { 0 };
  gint64 due;

  if (is_past (operation->ship_by, now))
    {
      g_autofree char *day = say_day (operation->ship_by);

      add_risk (risks, CST_RISK_LATE, g_strdup_printf (_("It promises the parcel for %s, and that day is over."), day));
    }
  if (is_past (operation->label_follows_on, now))
    {
      g_autofree char *day = say_day (operation->label_follows_on);

      add_risk (risks, CST_RISK_LATE, g_strdup_printf (_("It promises the return label for %s, and that day is over."),
                                                       day));
    }

  if (operation->incident == NULL || !(is_answer || cst_operation_is_resolution (operation)))
    return TRUE;
  if (!(incident = cst_db_incident (db, operation->account, operation->incident, error)) ||
      !cst_db_kept_rule_times (db, operation->account, operation->incident, &times, error))
    return FALSE;

  if (is_answer)
    due = incident->respond_by != 0 ? incident->respond_by : times.respond_by;
  else
    due = incident->resolve_by != 0 ? incident->resolve_by : times.resolve_by;
  if (due != 0 && due < now && operation->created_at <= due)
    {
      g_autofree char *day = say_moment (due);

      add_risk (risks, CST_RISK_LATE,
                g_strdup_printf (is_answer ? _("It was decided in time, and an answer was due on %s.")
                                           : _("It was decided in time, and the resolution was due on %s."), day));
    }

  return TRUE;
}

/**
 * cst_rehearse_operation:
 * @store: whose files are looked at
 * @db: any reader of it
 * @operation: one that waits (held or queued); of others there is nothing to say
 * @now: when it would leave
 *
 * What stands in the way of a decision as things are known here: truth and outbox, the account's rights, its files,
 * variables in its text, days that went by. Reads from the disk: never on the main thread.
 *
 * Returns: (transfer full) (element-type CstRisk): empty when nothing does
 */
GPtrArray *
cst_rehearse_operation (CstStore            *store,
                        CstDb               *db,
                        const CstOperation  *operation,
                        gint64               now,
                        GError             **error)
{
  g_autoptr(GPtrArray) risks = g_ptr_array_new_with_free_func (risk_free);
  g_autoptr(CstAccount) account = NULL;

  if (operation->state != CST_OPERATION_HELD && operation->state != CST_OPERATION_QUEUED)
    return g_steal_pointer (&risks);

  if (!(account = cst_db_account (db, operation->account, error)) ||
      !check_truth (db, operation, now, risks, error))
    return NULL;

  check_rights (account, operation, risks);
  for (guint i = 0; i < operation->files->len; i++)
    check_file (store, account, g_ptr_array_index (operation->files, i), risks);
  check_text (operation, risks);

  /* Of what would not be taken at all it does not matter that it comes late. */
  if (risks->len == 0 && !check_time (db, operation, now, risks, error))
    return NULL;

  return g_steal_pointer (&risks);
}
