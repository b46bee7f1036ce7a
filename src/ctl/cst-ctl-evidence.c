/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-ctl-operation.h"
#include "cst-labels.h"
#include "cst-operations.h"
#include "cst-truth.h"
#include "cst-util.h"

/* R7: files for the colleagues, which the customer never sees. */

static char **option_files;
static char *option_note;

static const GOptionEntry add_options[] = {
  { "file", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &option_files, N_("A picture, a video, a PDF document or a text"),
    "FILE" },
  { "note", 0, 0, G_OPTION_ARG_STRING, &option_note, N_("A note on what it shows"), "TEXT" },
  G_OPTION_ENTRY_NULL
};

static CstCtlExit
evidence_add (CstCtl  *ctl,
              GStrv    args,
              GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstOperation) operation = NULL;

  if (option_files == NULL || option_files[0] == NULL || option_files[1] != NULL)
    return cst_ctl_usage (error, _("Say one file with --file."));
  if (!cst_ctl_load_incident (ctl, args[0], &found, error))
    return CST_CTL_FAILED;

  operation = cst_ctl_new_operation (&found, CST_OPERATION_EVIDENCE);
  operation->text = cst_str_is_blank (option_note) ? NULL : g_strdup (option_note);
  if (!cst_ctl_attach (ctl, operation, option_files[0], FALSE, found.account, error))
    return CST_CTL_FAILED;

  return cst_ctl_decide (ctl, operation, FALSE, error);
}

static void
print_one (CstCtl     *ctl,
           gint64      at,
           const char *name,
           const char *filename,
           gint64      size,
           const char *note,
           const char *state)
{
  g_autofree char *when = cst_time_format (at);
  g_autofree char *size_text = g_format_size ((guint64) MAX (size, 0));

  cst_ctl_print (ctl, "%s  %s  %s  %s%s%s%s%s\n", when, name != NULL ? name : "", filename != NULL ? filename : "",
                 size_text, note != NULL ? " · " : "", note != NULL ? note : "", state != NULL ? " · " : "",
                 state != NULL ? state : "");
}

static void
list_known (CstCtl        *ctl,
            const CstDesk *desk,
            JsonArray     *array)
{
  for (guint i = 0; i < desk->evidence->len; i++)
    {
      const CstEvidence *one = g_ptr_array_index (desk->evidence, i);

      print_one (ctl, one->at, one->name, one->attachment.filename, one->attachment.size, one->note, NULL);
      json_array_add_element (array, cst_record_to_json (&cst_evidence_type, one));
    }
}

/* What has not arrived there yet, with what keeps it. */
static void
list_waiting (CstCtl     *ctl,
              const char *incident,
              GPtrArray  *operations,
              JsonArray  *array)
{
  for (guint i = 0; i < operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i);
      const CstOutgoingFile *file = operation->files->len > 0 ? g_ptr_array_index (operation->files, 0) : NULL;

      if (operation->kind != CST_OPERATION_EVIDENCE || !cst_operation_is_pending (operation) || file == NULL ||
          g_strcmp0 (operation->incident, incident) != 0)
        continue;

      print_one (ctl, operation->created_at, operation->person_name, file->filename, file->size, operation->text,
                 cst_label_operation_state (operation->state));
      json_array_add_element (array, cst_ctl_operation_json (ctl, operation));
    }
}

static CstCtlExit
evidence_list (CstCtl  *ctl,
               GStrv    args,
               GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstDesk) desk = NULL;
  g_autoptr(GPtrArray) operations = NULL;
  JsonArray *known;
  JsonArray *waiting;
  JsonObject *object;
  JsonNode *node;

  if (!cst_ctl_load_incident (ctl, args[0], &found, error) ||
      !(desk = cst_db_desk (ctl->db, found.account->id, found.incident->id, error)) ||
      !(operations = cst_db_operations_of_order (ctl->db, found.account->id, found.order->id, error)))
    return CST_CTL_FAILED;

  known = json_array_new ();
  waiting = json_array_new ();
  list_known (ctl, desk, known);
  list_waiting (ctl, found.incident->id, operations, waiting);
  if (json_array_get_length (known) + json_array_get_length (waiting) == 0)
    cst_ctl_print (ctl, "%s\n", _("No evidence has been added yet."));

  object = json_object_new ();
  json_object_set_array_member (object, "evidence", known);
  json_object_set_array_member (object, "waiting", waiting);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  cst_ctl_print_json (ctl, node);

  return CST_CTL_DONE;
}

const CstCtlCommand cst_ctl_evidence_commands[] = {
  { "evidence add", "ID", N_("Add a file for the colleagues; the customer never sees it"), add_options, 1, 1, TRUE,
    evidence_add },
  { "evidence list", "ID", N_("The files that colleagues added, and those that have not left yet"), NULL, 1, 1, TRUE,
    evidence_list },
  { NULL },
};
