/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-ctl-dossier.h"
#include "cst-ctl-push.h"
#include "cst-dossier-async.h"
#include "cst-dossier-send.h"
#include "cst-dossier-verify.h"
#include "cst-dossier-words.h"
#include "cst-language.h"
#include "cst-safe-name.h"
#include "cst-util.h"

/* The case file of an incident: made here, verified anywhere. */

static char *option_output;
static char *option_language;
static char *option_seal;
static gboolean option_with_notes;
static gboolean option_without_notes;
static gboolean option_redacted;
static char *option_pdf;

static const GOptionEntry make_options[] = {
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &option_output, N_("Where to write it"), "FILE" },
  { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &option_pdf, N_("Where to write its pages by themselves, too"), "FILE" },
  { "with-notes", 0, 0, G_OPTION_ARG_NONE, &option_with_notes, N_("With our internal notes"), NULL },
  { "without-notes", 0, 0, G_OPTION_ARG_NONE, &option_without_notes, N_("Without our internal notes (as a rule)"),
    NULL },
  { "redacted", 0, 0, G_OPTION_ARG_NONE, &option_redacted, N_("Without personal data"), NULL },
  { "language", 0, 0, G_OPTION_ARG_STRING, &option_language, N_("In which language"), "fr|en" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry send_options[] = {
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &option_output, N_("Where to write it when the site takes none"), "FILE" },
  { "with-notes", 0, 0, G_OPTION_ARG_NONE, &option_with_notes, N_("With our internal notes"), NULL },
  { "redacted", 0, 0, G_OPTION_ARG_NONE, &option_redacted, N_("Without personal data"), NULL },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry verify_options[] = {
  { "seal", 0, 0, G_OPTION_ARG_STRING, &option_seal, N_("The seal it had when it was made"), "HEX" },
  G_OPTION_ENTRY_NULL
};

/* ── Making ────────────────────────────────────────────────────────────────────────────────────── */

static void
add_words (GPtrArray  *words,
           const char *option,
           const char *value)
{
  if (value == NULL)
    return;

  g_ptr_array_add (words, g_strdup (option));
  g_ptr_array_add (words, g_strdup (value));
}

/* A process speaks one language from its first moment on, so another language takes another process. */
static CstCtlExit
make_in_language (CstCtl      *ctl,
                  const char  *incident,
                  GError     **error)
{
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GSubprocess) process = NULL;
  const char *locale = cst_language_find_locale (option_language);

  g_subprocess_launcher_setenv (launcher, "LANGUAGE", option_language, TRUE);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", locale != NULL ? locale : "C.UTF-8", TRUE);
  g_ptr_array_add (words, g_file_read_link ("/proc/self/exe", NULL));
  g_ptr_array_add (words, g_strdup ("dossier"));
  g_ptr_array_add (words, g_strdup ("make"));
  g_ptr_array_add (words, g_strdup (incident));
  add_words (words, "--profile", ctl->profile);
  add_words (words, "--person", ctl->person_name);
  add_words (words, "--output", option_output);
  add_words (words, "--pdf", option_pdf);
  if (ctl->is_json)
    g_ptr_array_add (words, g_strdup ("--json"));
  if (option_with_notes)
    g_ptr_array_add (words, g_strdup ("--with-notes"));
  if (option_redacted)
    g_ptr_array_add (words, g_strdup ("--redacted"));
  g_ptr_array_add (words, NULL);

  if (words->pdata[0] == NULL ||
      !(process = g_subprocess_launcher_spawnv (launcher, (const char *const *) words->pdata, error)) ||
      !g_subprocess_wait (process, NULL, error))
    return CST_CTL_FAILED;

  return g_subprocess_get_if_exited (process) ? (CstCtlExit) g_subprocess_get_exit_status (process) : CST_CTL_FAILED;
}

CstDossier *
cst_ctl_load_dossier (CstCtl                   *ctl,
                      const CstCtlIncident     *found,
                      const CstDossierOptions  *options,
                      GError                  **error)
{
  CstDossier *dossier;

  if (!cst_db_begin_read (ctl->db, error))
    return NULL;
  dossier = cst_dossier_load (ctl->store, ctl->db, cst_rules_get_set (ctl->rules), found->account->id,
                              found->incident->id, options, cst_clock_now (ctl->clock), error);
  cst_db_rollback (ctl->db);

  return dossier;
}

/**
 * cst_ctl_gaps_json:
 *
 * Returns: (transfer full): what is missing in a case file
 */
JsonArray *
cst_ctl_gaps_json (const CstDossier *dossier)
{
  JsonArray *missing = json_array_new ();

  for (guint i = 0; i < dossier->gaps->len; i++)
    {
      const CstDossierGap *gap = g_ptr_array_index (dossier->gaps, i);
      JsonObject *one = json_object_new ();

      json_object_set_string_member (one, "kind", gap->kind);
      json_object_set_string_member (one, "text", gap->text);
      json_array_add_object_element (missing, one);
    }

  return missing;
}

void
cst_ctl_print_gaps (CstCtl           *ctl,
                    const CstDossier *dossier)
{
  for (guint i = 0; i < dossier->gaps->len; i++)
    {
      const CstDossierGap *gap = g_ptr_array_index (dossier->gaps, i);

      /* Translators: a kind of evidence, and what of it is missing in the case file */
      cst_ctl_print (ctl, _("Missing, %1$s: %2$s\n"), cst_dossier_check_label (gap->kind), gap->text);
    }
  if (dossier->gaps->len == 0)
    cst_ctl_print (ctl, "%s\n", _("Nothing is missing."));
}

static gboolean
make_file (CstCtl            *ctl,
           const CstDossier  *dossier,
           CstPhotoDecoder   *decoder,
           const CstPerson   *person,
           const char        *path,
           const char        *pdf_path,
           char             **seal,
           GError           **error)
{
  CstDossierTarget target = { (char *) path, (char *) pdf_path, person != NULL ? person->id : NULL };

  return cst_dossier_make (ctl->store, dossier, decoder, &target, NULL, NULL, NULL, seal, error);
}

static void
print_made (CstCtl           *ctl,
            const CstDossier *dossier,
            const char       *path,
            const char       *seal)
{
  JsonObject *object = json_object_new ();
  JsonArray *checks = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < dossier->checks->len; i++)
    {
      const CstDossierCheck *check = g_ptr_array_index (dossier->checks, i);
      JsonObject *one = json_object_new ();

      json_object_set_string_member (one, "kind", check->kind);
      json_object_set_boolean_member (one, "complete", check->is_complete);
      json_array_add_object_element (checks, one);
    }

  cst_ctl_print (ctl, _("Written to “%s”.\n"), path);
  cst_ctl_print_gaps (ctl, dossier);
  /* Translators: 64 hexadecimal digits that stand for the whole file */
  cst_ctl_print (ctl, _("Seal: %s\n"), seal);

  json_object_set_string_member (object, "written", path);
  json_object_set_string_member (object, "seal", seal);
  json_object_set_int_member (object, "messages", dossier->thread->messages->len);
  json_object_set_int_member (object, "exhibits", dossier->files->len);
  json_object_set_boolean_member (object, "complete", dossier->gaps->len == 0);
  json_object_set_array_member (object, "checks", checks);
  json_object_set_array_member (object, "missing", cst_ctl_gaps_json (dossier));
  json_node_take_object (node, object);
  cst_ctl_print_json (ctl, node);
}

static CstCtlExit
dossier_make (CstCtl  *ctl,
              GStrv    args,
              GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstDossier) dossier = NULL;
  g_autoptr(CstPhotoDecoder) decoder = NULL;
  g_autoptr(CstPerson) person = NULL;
  g_autofree char *named = NULL;
  g_autofree char *seal = NULL;
  CstDossierOptions options = { .with_notes = option_with_notes, .is_redacted = option_redacted };
  const char *path;

  if (option_with_notes && option_without_notes)
    return cst_ctl_usage (error, _("Say --with-notes or --without-notes, not both."));
  if (option_language != NULL && !g_str_equal (option_language, "fr") && !g_str_equal (option_language, "en"))
    return cst_ctl_usage (error, _("“%s” is neither fr nor en."), option_language);
  if (option_language != NULL && g_strcmp0 (g_getenv ("LANGUAGE"), option_language) != 0)
    return make_in_language (ctl, args[0], error);
  if (!cst_ctl_load_incident (ctl, args[0], &found, error) ||
      !(dossier = cst_ctl_load_dossier (ctl, &found, &options, error)))
    return CST_CTL_FAILED;

  named = cst_safe_name (found.incident->number != NULL ? found.incident->number : found.incident->id,
                         CST_FILE_TYPE_ZIP);
  path = option_output != NULL ? option_output : named;
  decoder = cst_photo_decoder_new (1);
  person = cst_ctl_person (ctl);
  if (!make_file (ctl, dossier, decoder, person, path, option_pdf, &seal, error))
    return CST_CTL_FAILED;

  print_made (ctl, dossier, path, seal);

  return CST_CTL_DONE;
}

/* ── Sending ───────────────────────────────────────────────────────────────────────────────────── */

/* Where the site takes none, it is written for the person to hand in. */
static CstCtlExit
save_instead (CstCtl            *ctl,
              const CstDossier  *dossier,
              CstPhotoDecoder   *decoder,
              const CstPerson   *person,
              const char        *why_not,
              GError           **error)
{
  g_autofree char *named = cst_safe_name (dossier->incident->number, CST_FILE_TYPE_ZIP);
  const char *path = option_output != NULL ? option_output : named;
  g_autofree char *seal = NULL;
  JsonObject *object;
  JsonNode *node;

  if (!make_file (ctl, dossier, decoder, person, path, NULL, &seal, error))
    return CST_CTL_FAILED;

  object = json_object_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  json_object_set_boolean_member (object, "sent", FALSE);
  json_object_set_string_member (object, "written", path);
  json_object_set_string_member (object, "seal", seal);
  json_object_set_string_member (object, "next", why_not);
  json_node_take_object (node, object);
  cst_ctl_print_json (ctl, node);
  cst_ctl_print (ctl, _("Written to “%s”.\n"), path);
  cst_ctl_print (ctl, _("Seal: %s\n"), seal);
  cst_ctl_print (ctl, "%s\n", why_not);

  return CST_CTL_DONE;
}

static void
print_sent (CstCtl               *ctl,
            const CstDossierSent *sent)
{
  JsonObject *object = json_object_new ();
  JsonArray *operations = json_array_new ();
  JsonArray *too_big = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < sent->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (sent->operations, i);

      json_array_add_element (operations, cst_ctl_operation_json (ctl, operation));
      cst_ctl_print (ctl, "%s\n", operation->text);
    }
  for (guint i = 0; i < sent->too_big->len; i++)
    json_array_add_int_element (too_big, g_array_index (sent->too_big, int, i));
  json_object_set_boolean_member (object, "sent", TRUE);
  json_object_set_array_member (object, "operations", operations);
  json_object_set_array_member (object, "too_big", too_big);
  json_node_take_object (node, object);
  cst_ctl_print_json (ctl, node);
}

static CstCtlExit
dossier_send (CstCtl  *ctl,
              GStrv    args,
              GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  CstDossierOptions options = { .with_notes = option_with_notes, .is_redacted = option_redacted };
  g_autoptr(CstDossier) dossier = NULL;
  g_autoptr(CstPhotoDecoder) decoder = cst_photo_decoder_new (1);
  g_autoptr(CstPerson) person = cst_ctl_person (ctl);
  g_autoptr(CstDossierSent) sent = NULL;
  g_autofree char *why_not = NULL;

  if (!cst_ctl_load_incident (ctl, args[0], &found, error) ||
      !(dossier = cst_ctl_load_dossier (ctl, &found, &options, error)))
    return CST_CTL_FAILED;
  if (!cst_dossier_may_send (found.account, found.incident, &why_not))
    return save_instead (ctl, dossier, decoder, person, why_not, error);

  sent = cst_dossier_send (ctl->store, dossier, decoder, person, 0, NULL, error);
  if (sent == NULL)
    return CST_CTL_FAILED;

  cst_ctl_push_quietly (ctl, found.account->id);
  print_sent (ctl, sent);

  return CST_CTL_DONE;
}

/* ── Verifying ─────────────────────────────────────────────────────────────────────────────────── */

static void
print_report (CstCtl                 *ctl,
              const CstDossierReport *report)
{
  JsonObject *object = json_object_new ();
  JsonArray *problems = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *made = cst_time_format (report->made_at);

  for (guint i = 0; i < report->problems->len; i++)
    {
      const char *problem = g_ptr_array_index (report->problems, i);

      json_array_add_string_element (problems, problem);
      cst_ctl_print (ctl, "%s\n", problem);
    }
  json_object_set_boolean_member (object, "sound", report->problems->len == 0);
  json_object_set_array_member (object, "problems", problems);
  json_object_set_int_member (object, "parts", report->n_parts);
  json_object_set_int_member (object, "journal_entries", report->n_entries);
  json_object_set_int_member (object, "journal_head_seq", report->head_seq);
  if (report->head_hash != NULL)
    json_object_set_string_member (object, "journal_head_hash", report->head_hash);
  if (report->seal != NULL)
    json_object_set_string_member (object, "seal", report->seal);
  if (report->incident != NULL)
    {
      json_object_set_string_member (object, "incident", report->incident);
      json_object_set_string_member (object, "order_number", report->order_number);
      json_object_set_string_member (object, "site", report->site);
      json_object_set_string_member (object, "made_at", made);
      json_object_set_boolean_member (object, "redacted", report->is_redacted);
      json_object_set_boolean_member (object, "with_notes", report->with_notes);
    }
  json_node_take_object (node, object);
  cst_ctl_print_json (ctl, node);
  if (report->problems->len > 0)
    return;

  /* Translators: a site, the number of an order, the number of an incident, a moment */
  cst_ctl_print (ctl, _("The case file of %1$s, %2$s, %3$s, made at %4$s, is as it was made.\n"), report->site,
                 report->order_number, report->incident, made);
  cst_ctl_print (ctl, ngettext ("%u part, ", "%u parts, ", report->n_parts), report->n_parts);
  cst_ctl_print (ctl, ngettext ("%u entry of the journal.\n", "%u entries of the journal.\n", report->n_entries),
                 report->n_entries);
  cst_ctl_print (ctl, _("Seal: %s\n"), report->seal);
}

static CstCtlExit
dossier_verify (CstCtl  *ctl,
                GStrv    args,
                GError **error)
{
  g_autoptr(CstDossierReport) report = cst_dossier_verify (args[0], error);

  if (report == NULL)
    return CST_CTL_FAILED;
  if (option_seal != NULL && (report->seal == NULL || g_ascii_strcasecmp (option_seal, report->seal) != 0))
    g_ptr_array_add (report->problems, g_strdup (_("It is another case file than the one with that seal")));

  print_report (ctl, report);

  return report->problems->len == 0 ? CST_CTL_DONE : CST_CTL_REFUSED;
}

const CstCtlCommand cst_ctl_dossier_commands[] = {
  { "dossier make", "ID", N_("Write an incident’s case file for arbitration"), make_options, 1, 1, TRUE, dossier_make },
  { "dossier send", "ID", N_("Send an incident’s case file to the marketplace"), send_options, 1, 1, TRUE,
    dossier_send },
  { "dossier verify", "FILE", N_("See whether a case file is as it was made"), verify_options, 1, 1, FALSE,
    dossier_verify },
  { NULL },
};
