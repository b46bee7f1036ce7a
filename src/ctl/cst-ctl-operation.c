/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-ctl-operation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-accounts.h"
#include "cst-ctl-push.h"
#include "cst-files.h"
#include "cst-label-check.h"
#include "cst-labels.h"
#include "cst-operations.h"
#include "cst-truth.h"
#include "cst-util.h"
#include "cst-settings.h"
#include "cst-sniff.h"

/**
 * cst_ctl_load_incident:
 * @text: an incident's id or number, with or without its account
 * @found: (out): what was found; to be cleared
 *
 * Returns: whether there is exactly one such incident
 */
gboolean
cst_ctl_load_incident (CstCtl          *ctl,
                       const char      *text,
                       CstCtlIncident  *found,
                       GError         **error)
{
  g_autofree char *remote = NULL;

  if (!cst_ctl_resolve (ctl, CST_ENTITY_INCIDENT, text, &found->account, &remote, error))
    return FALSE;
  if (!(found->incident = cst_db_incident (ctl->db, found->account->id, remote, error)))
    return FALSE;

  return (found->order = cst_db_order (ctl->db, found->account->id, found->incident->order, error)) != NULL;
}

void
cst_ctl_incident_clear (CstCtlIncident *found)
{
  g_clear_pointer (&found->account, cst_account_free);
  g_clear_pointer (&found->order, cst_order_free);
  g_clear_pointer (&found->incident, cst_incident_free);
}

/**
 * cst_ctl_new_operation:
 *
 * Returns: (transfer full): an operation about @found that remembers the version it was decided on
 */
CstOperation *
cst_ctl_new_operation (const CstCtlIncident *found,
                       CstOperationKind      kind)
{
  const char *incident = found->incident != NULL ? found->incident->id : NULL;
  CstOperation *operation = cst_operation_new (kind, found->account->id, found->order->id, incident);

  if (found->incident != NULL)
    operation->if_version = found->incident->version;

  return operation;
}

/**
 * cst_ctl_parse_count:
 * @value: (out): a whole number from 0 to a million
 *
 * Returns: whether @text is one
 */
gboolean
cst_ctl_parse_count (const char *text,
                     gint64     *value)
{
  guint64 number = 0;

  if (!g_ascii_string_to_unsigned (text, 10, 0, 1000000, &number, NULL))
    return FALSE;

  *value = (gint64) number;

  return TRUE;
}

static const CstOrderLine *
find_line (const CstOrder *order,
           const char     *text)
{
  const CstOrderLine *found = cst_order_find_line (order, text);

  for (guint i = 0; found == NULL && i < order->lines->len; i++)
    {
      const CstOrderLine *line = g_ptr_array_index (order->lines, i);

      if (g_strcmp0 (line->sku, text) == 0)
        found = line;
    }

  return found;
}

/**
 * cst_ctl_parse_line:
 * @text: `LINE:N[:N…]`, where LINE is a line's id or its SKU
 * @n_numbers: how many numbers have to follow
 * @numbers: (out) (array length=n_numbers): the numbers
 * @line: (out) (transfer none): the line's id
 *
 * Returns: whether @text names a line of @order and the numbers are whole
 */
gboolean
cst_ctl_parse_line (const CstOrder  *order,
                    const char      *text,
                    int              n_numbers,
                    gint64          *numbers,
                    const char     **line,
                    GError         **error)
{
  g_auto(GStrv) parts = g_strsplit (text, ":", -1);
  const CstOrderLine *found;

  if (g_strv_length (parts) != (guint) n_numbers + 1)
    return cst_ctl_usage (error, _("“%s” is not of the form LINE followed by %d numbers with colons between them."),
                          text, n_numbers),
           FALSE;

  for (int i = 0; i < n_numbers; i++)
    {
      if (!cst_ctl_parse_count (parts[i + 1], &numbers[i]))
        return cst_ctl_usage (error, _("In “%s”, “%s” is not a whole number."), text, parts[i + 1]), FALSE;
    }

  if (!(found = find_line (order, parts[0])))
    return cst_ctl_usage (error, _("The order has no line “%s”."), parts[0]), FALSE;

  *line = found->id;

  return TRUE;
}

/* Labels are checked by the same worker as in the window; other files only named by their content. */
static gboolean
check_attachment (const CstAccount  *account,
                  const char        *path,
                  gboolean           is_label,
                  CstFileType       *type,
                  GError           **error)
{
  guint64 limit = account->info.attachment_limit > 0 ? (guint64) account->info.attachment_limit : CST_FILES_LIMIT;
  guint64 size = 0;

  if (is_label)
    {
      g_autoptr(CstPhotoDecoder) decoder = cst_photo_decoder_new (1);
      g_autoptr(CstLabelInfo) label = cst_label_check_sync (decoder, path, limit, 0, NULL, error);

      if (label != NULL)
        *type = label->type;
      return label != NULL;
    }

  if (!cst_sniff_file (path, type, &size, error))
    return FALSE;
  if (size > limit)
    {
      g_autofree char *text = g_format_size (limit);

      return cst_ctl_usage (error, _("“%s” is larger than the %s that the marketplace takes."), path, text), FALSE;
    }

  return TRUE;
}

/**
 * cst_ctl_attach:
 * @path: a file of the user's; copied into the store, so that it may be moved or changed afterwards
 *
 * Returns: whether the file is now part of @operation
 */
gboolean
cst_ctl_attach (CstCtl            *ctl,
                CstOperation      *operation,
                const char        *path,
                gboolean           is_label,
                const CstAccount  *account,
                GError           **error)
{
  g_autofree char *name = g_path_get_basename (path);
  CstFileType type = CST_FILE_TYPE_UNKNOWN;
  CstOutgoingFile *file;

  if (!check_attachment (account, path, is_label, &type, error))
    return FALSE;

  file = cst_record_new (&cst_outgoing_file_type);
  if (!cst_files_take (ctl->store, path, name, cst_file_type_get_media_type (type), file, error))
    {
      cst_record_free (&cst_outgoing_file_type, file);
      return FALSE;
    }

  g_ptr_array_add (operation->files, file);

  return TRUE;
}

typedef struct
{
  CstOperation *operation;
  gint64        now;
  int           hold_s;
} Decision;

static gpointer
decide_job (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  Decision *decision = request;

  return GINT_TO_POINTER (cst_db_decide (db, decision->operation, decision->now, decision->hold_s, NULL, error) > 0);
}

/* A token may be limited (R7): better said now than by the marketplace later. */
static gboolean
is_allowed (CstCtl              *ctl,
            const CstOperation  *operation,
            GError             **error)
{
  g_autoptr(CstAccount) account = cst_db_account (ctl->db, operation->account, error);

  if (account == NULL)
    return FALSE;
  if (cst_account_can (account, cst_operation_needs (operation->kind)))
    return TRUE;

  g_set_error (error, CST_CTL_ERROR, CST_CTL_REFUSED, _("The account “%s” may not do this: %s."), account->name,
               cst_label_operation_kind (operation, &account->info));

  return FALSE;
}

/**
 * cst_ctl_drop_files:
 *
 * For an operation that was not decided: the copies of its files go.
 */
void
cst_ctl_drop_files (CstCtl             *ctl,
                    const CstOperation *operation)
{
  for (guint i = 0; i < operation->files->len; i++)
    cst_files_drop (ctl->store, g_ptr_array_index (operation->files, i));
}

/* What a person sends, since nobody else does. */
static void
print_mail (CstCtl             *ctl,
            const CstAccount   *account,
            const CstOperation *operation)
{
  g_autoptr(CstOrder) order = cst_db_order (ctl->db, account->id, operation->order, NULL);

  cst_ctl_print (ctl, "%s\n",
                 _("Constat does not transmit this message. Send it yourself, for instance with xdg-email:"));
  if (order != NULL)
    cst_ctl_print (ctl, "  %s\n  %s – %s\n\n", order->customer.email != NULL ? order->customer.email : "",
                   cst_account_get_site (account), order->number);
  cst_ctl_print (ctl, "%s\n\n", operation->text);
}

/* R7: what the account's site has no place for. */
static void
say_place (CstCtl             *ctl,
           const CstOperation *operation)
{
  g_autoptr(CstAccount) account = cst_db_account (ctl->db, operation->account, NULL);
  CstCapabilities needed = cst_operation_needs (operation->kind);

  if (account == NULL || needed == 0 || !cst_account_keeps_here (account, needed))
    return;

  cst_ctl_print (ctl, "%s\n", _("Kept on this desk only."));
  if (operation->kind == CST_OPERATION_MESSAGE)
    print_mail (ctl, account, operation);
}

/**
 * cst_ctl_decide:
 * @operation: a complete operation; gets its id and state
 * @is_held: whether the undo window applies
 *
 * Writes the decision, then, unless it is held, tries to send it. Not reaching the marketplace is
 * no failure: the decision is queued.
 *
 * Returns: the exit code for what became of it
 */
CstCtlExit
cst_ctl_decide (CstCtl        *ctl,
                CstOperation  *operation,
                gboolean       is_held,
                GError       **error)
{
  int undo_window = (int) cst_db_setting_int (ctl->db, CST_SETTING_UNDO_WINDOW, CST_UNDO_WINDOW_DEFAULT);
  Decision decision = { operation, cst_clock_now (ctl->clock), is_held ? undo_window : 0 };
  g_autoptr(CstPerson) person = cst_ctl_person (ctl);
  g_autoptr(CstOperation) after = NULL;

  cst_set_str (&operation->person, person->id);
  cst_set_str (&operation->person_name, person->name);
  if (!is_allowed (ctl, operation, error) || !cst_ctl_write (ctl, decide_job, &decision, error))
    {
      cst_ctl_drop_files (ctl, operation);
      return CST_CTL_FAILED;
    }

  if (!is_held)
    cst_ctl_push_quietly (ctl, operation->account);

  if (!(after = cst_db_operation (ctl->db, operation->id, error)))
    return CST_CTL_FAILED;

  say_place (ctl, after);

  return cst_ctl_report (ctl, after);
}

/**
 * cst_ctl_operation_json:
 *
 * Returns: (transfer full): what scripts may rely on of an operation
 */
JsonNode *
cst_ctl_operation_json (CstCtl             *ctl,
                        const CstOperation *operation)
{
  g_autoptr(CstAccount) account = cst_db_account (ctl->db, operation->account, NULL);
  JsonNode *node = cst_record_to_json (&cst_operation_type, operation);
  JsonObject *object = json_node_get_object (node);

  json_object_set_string_member (object, "account", account != NULL ? account->name : "");
  json_object_set_string_member (object, "state", cst_enum_nick (&cst_operation_state_type, (int) operation->state));
  json_object_set_string_member (object, "sentence", cst_explain_operation_state (operation->state));

  return node;
}

/**
 * cst_ctl_report:
 *
 * Prints what became of @operation.
 *
 * Returns: the exit code for its state
 */
CstCtlExit
cst_ctl_report (CstCtl             *ctl,
                const CstOperation *operation)
{
  cst_ctl_print_json (ctl, cst_ctl_operation_json (ctl, operation));
  cst_ctl_print (ctl, "%" G_GINT64_FORMAT "  %s. %s\n", operation->id, cst_label_operation_state (operation->state),
                 cst_explain_operation_state (operation->state));
  if (operation->last_problem != NULL)
    cst_ctl_print (ctl, "%s\n", operation->last_problem);

  switch (operation->state)
    {
    case CST_OPERATION_REFUSED_STATE:
      return CST_CTL_REFUSED;
    case CST_OPERATION_CONFLICT:
    case CST_OPERATION_OUTCOME_UNKNOWN:
      return CST_CTL_CONFLICT;
    case CST_OPERATION_STATE_NONE:
    case CST_OPERATION_HELD:
    case CST_OPERATION_QUEUED:
    case CST_OPERATION_SENDING:
    case CST_OPERATION_CONFIRMED:
    case CST_OPERATION_CANCELLED:
    default:
      return CST_CTL_DONE;
    }
}
