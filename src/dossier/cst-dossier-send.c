/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dossier-send.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "cst-files.h"
#include "cst-operations.h"
#include "cst-util.h"

/* The case file to the marketplace alone: as many messages as its limits ask for, all of them in the outbox or none. */

#define ZIP_MEDIA_TYPE "application/zip"
#define SITE_LIMIT (G_GINT64_CONSTANT (10) << 20) /* where a site does not say */

/**
 * cst_dossier_may_send:
 * @why_not: (out): a sentence for people, and what to do next
 *
 * Whether the site takes a case file from here.
 */
gboolean
cst_dossier_may_send (const CstAccount   *account,
                      const CstIncident  *incident,
                      char              **why_not)
{
  *why_not = NULL;
  if (!cst_account_can (account, CST_CAN_ESCALATE) || !account->info.may_decide)
    *why_not = g_strdup (_("This site takes no case file from here. Open the incident on the site, hand the file in "
                           "where it asks for evidence, and keep the seal: it shows later that nothing was changed."));
  else if (!cst_account_info_takes_in_message (&account->info, ZIP_MEDIA_TYPE))
    *why_not = g_strdup (_("This site takes no archives in messages. Attach the PDF alone to a message to the "
                           "marketplace, and keep the archive and its seal."));
  else if (cst_incident_is_settled (incident))
    *why_not = g_strdup (_("This incident is over already."));

  return *why_not == NULL;
}

void
cst_dossier_sent_free (CstDossierSent *self)
{
  g_ptr_array_unref (self->operations);
  g_array_unref (self->too_big);
  g_free (self);
}

/* ── The messages ──────────────────────────────────────────────────────────────────────────────── */

static char *
say_left_out (const GArray *too_big)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < too_big->len; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? ", " : "", g_array_index (too_big, int, i));

  /* Translators: numbers of exhibits, as in “3, 7” */
  return g_strdup_printf (_("Too big for a message, and available on request: exhibits %s."), text->str);
}

static char *
write_text (const CstDossier       *dossier,
            const CstDossierVolume *volume,
            guint                   number,
            guint                   n_volumes,
            const GArray           *too_big)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *incident = dossier->incident->number;

  if (n_volumes > 1)
    /* Translators: an incident’s number, an order’s number, which part, how many parts: “1 of 3” */
    g_string_append_printf (text, _("Case file of %1$s, order %2$s: %3$u of %4$u."), incident, dossier->order->number,
                            number, n_volumes);
  else
    /* Translators: an incident’s number, an order’s number */
    g_string_append_printf (text, _("Case file of %1$s, order %2$s."), incident, dossier->order->number);
  /* Translators: 64 hexadecimal digits */
  g_string_append_printf (text, _(" Seal: %s"), volume->seal);
  if (number == 1 && too_big->len > 0)
    {
      g_autofree char *left_out = say_left_out (too_big);

      g_string_append_printf (text, "\n%s", left_out);
    }

  return g_strdup (text->str);
}

static CstOperation *
build_message (CstStore                *store,
               const CstDossier        *dossier,
               const CstDossierVolume  *volume,
               const CstPerson         *person,
               GError                 **error)
{
  g_autoptr(CstOperation) operation = cst_operation_new (CST_OPERATION_MESSAGE, dossier->account->id,
                                                         dossier->order->id, dossier->incident->id);
  CstOutgoingFile *file = cst_record_new (&cst_outgoing_file_type);
  g_autofree char *name = g_path_get_basename (volume->path);

  g_ptr_array_add (operation->files, file);
  operation->purpose = CST_PURPOSE_ESCALATION;
  if (person != NULL)
    {
      operation->person = g_strdup (person->id);
      operation->person_name = g_strdup (person->name);
    }

  return cst_files_take (store, volume->path, name, ZIP_MEDIA_TYPE, file, error) ? g_steal_pointer (&operation) : NULL;
}

/* ── Into the outbox ───────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const CstDossier *dossier;
  const CstPerson  *person;
  GPtrArray        *operations;
  GPtrArray        *volumes;
  int               hold_s;
} Decision;

static gboolean
is_case_file (const CstOperation *operation,
              const CstDossier   *dossier)
{
  return operation->kind == CST_OPERATION_MESSAGE && operation->purpose == CST_PURPOSE_ESCALATION &&
         operation->files->len > 0 && g_strcmp0 (operation->incident, dossier->incident->id) == 0 &&
         g_strcmp0 (((const CstOutgoingFile *) g_ptr_array_index (operation->files, 0))->media_type,
                    ZIP_MEDIA_TYPE) == 0;
}

/* Two at once would be read as two different ones. */
static gboolean
check_none_waits (CstDb           *db,
                  const Decision  *decision,
                  GError         **error)
{
  const CstDossier *dossier = decision->dossier;
  g_autoptr(GPtrArray) operations = cst_db_operations_of_order (db, dossier->account->id, dossier->order->id, error);

  for (guint i = 0; operations != NULL && i < operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i);

      if (is_case_file (operation, dossier) && cst_operation_is_pending (operation))
        return g_set_error_literal (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED,
                                    _("A case file of this incident is on its way already.")), FALSE;
    }

  return operations != NULL;
}

/* Store thread; one transaction. */
static gpointer
decide (CstDb         *db,
        gpointer       request,
        GCancellable  *cancellable,
        GError       **error)
{
  Decision *decision = request;
  const CstDossier *dossier = decision->dossier;
  const char *person = decision->person != NULL ? decision->person->id : NULL;

  if (!check_none_waits (db, decision, error))
    return NULL;

  for (guint i = 0; i < decision->operations->len; i++)
    {
      const CstDossierVolume *volume = g_ptr_array_index (decision->volumes, i);

      if (cst_db_decide (db, g_ptr_array_index (decision->operations, i), dossier->made_at, decision->hold_s, NULL,
                         error) == 0 ||
          !cst_dossier_note_made (db, dossier, person, volume->seal, error))
        return NULL;
    }

  return GINT_TO_POINTER (TRUE);
}

static void
drop_files (CstStore  *store,
            GPtrArray *operations)
{
  for (guint i = 0; i < operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i);

      cst_files_drop (store, g_ptr_array_index (operation->files, 0));
    }
}

static gboolean
build_messages (CstStore          *store,
                const CstDossier  *dossier,
                GPtrArray         *volumes,
                const CstPerson   *person,
                CstDossierSent    *sent,
                GError           **error)
{
  for (guint i = 0; i < volumes->len; i++)
    {
      const CstDossierVolume *volume = g_ptr_array_index (volumes, i);
      CstOperation *operation = build_message (store, dossier, volume, person, error);

      if (operation == NULL)
        return FALSE;
      operation->text = write_text (dossier, volume, i + 1, volumes->len, sent->too_big);
      g_ptr_array_add (sent->operations, operation);
    }

  return TRUE;
}

/* Exhibits may be handed over later; without its pages it is no case file. */
static gboolean
check_pages (const CstDossierSent  *sent,
             GError               **error)
{
  if (sent->too_big->len == 0 || g_array_index (sent->too_big, int, 0) != 0)
    return TRUE;

  g_set_error_literal (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED,
                       _("The pages alone are larger than the site takes. Save the case file and hand it in on the "
                         "site."));

  return FALSE;
}

/* Whatever was written there, also when not all of it was. */
static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/**
 * cst_dossier_send:
 * @person: (nullable): who sends it
 * @hold_s: the undo window in seconds
 *
 * P7: hands a case file over: split to the site's limit, each part by itself a case file that proves itself, each in a
 * message to the marketplace alone that says which part it is. They are decided together, and leave through the
 * outbox, each once. Blocking; any thread but the main and the store's.
 *
 * Returns: (transfer full): what was decided
 */
CstDossierSent *
cst_dossier_send (CstStore          *store,
                  const CstDossier  *dossier,
                  CstPhotoDecoder   *decoder,
                  const CstPerson   *person,
                  int                hold_s,
                  GCancellable      *cancellable,
                  GError           **error)
{
  gint64 limit = dossier->account->info.attachment_limit > 0 ? dossier->account->info.attachment_limit : SITE_LIMIT;
  g_autoptr(CstDossierSent) sent = g_new0 (CstDossierSent, 1);
  g_autofree char *folder = NULL;
  g_autofree char *why_not = NULL;
  g_autoptr(GPtrArray) volumes = NULL;
  Decision decision = { dossier, person, NULL, NULL, hold_s };
  gboolean is_decided;

  sent->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_operation_free);
  sent->too_big = g_array_new (FALSE, FALSE, sizeof (int));
  if (!cst_dossier_may_send (dossier->account, dossier->incident, &why_not))
    return g_set_error_literal (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED, why_not), NULL;
  if (!(folder = g_dir_make_tmp ("constat-case-file-XXXXXX", error)))
    return NULL;

  volumes = cst_dossier_write_volumes (dossier, decoder, folder, MIN (limit, CST_FILES_LIMIT), sent->too_big,
                                       cancellable, error);
  is_decided = volumes != NULL && check_pages (sent, error) &&
               build_messages (store, dossier, volumes, person, sent, error);
  decision.operations = sent->operations;
  decision.volumes = volumes;
  is_decided = is_decided && cst_store_run_sync (store, decide, &decision, cancellable, error) != NULL;
  if (!is_decided)
    drop_files (store, sent->operations);
  remove_folder (folder);

  return is_decided ? g_steal_pointer (&sent) : NULL;
}

/* ── For the window ────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CstStore        *store;   /* (owned) */
  CstDossier      *dossier; /* (owned) */
  CstPhotoDecoder *decoder; /* (owned) */
  CstPerson       *person;  /* (owned) (nullable) */
  int              hold_s;
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_object_unref (sending->store);
  cst_dossier_unref (sending->dossier);
  g_object_unref (sending->decoder);
  cst_record_free (&cst_person_type, sending->person);
  g_free (sending);
}

static void
send_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Sending *sending = task_data;
  GError *error = NULL;
  CstDossierSent *sent = cst_dossier_send (sending->store, sending->dossier, sending->decoder, sending->person,
                                           sending->hold_s, cancellable, &error);

  if (sent != NULL)
    g_task_return_pointer (task, sent, (GDestroyNotify) cst_dossier_sent_free);
  else
    g_task_return_error (task, error);
}

/**
 * cst_dossier_send_async:
 * @person: (nullable): who sends it
 */
void
cst_dossier_send_async (CstRules            *rules,
                        CstDossier          *dossier,
                        CstPhotoDecoder     *decoder,
                        const CstPerson     *person,
                        int                  hold_s,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (rules, cancellable, callback, user_data);
  Sending *sending = g_new0 (Sending, 1);

  g_task_set_source_tag (task, cst_dossier_send_async);
  sending->store = g_object_ref (cst_rules_get_store (rules));
  sending->dossier = cst_dossier_ref (dossier);
  sending->decoder = g_object_ref (decoder);
  sending->person = person != NULL ? cst_record_dup (&cst_person_type, person) : NULL;
  sending->hold_s = hold_s;
  g_task_set_task_data (task, sending, sending_free);
  g_task_run_in_thread (task, send_thread);
}

CstDossierSent *
cst_dossier_send_finish (CstRules      *rules,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, rules), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_dossier_send_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
