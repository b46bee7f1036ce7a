/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-ctl.h"

#include <glib/gi18n-lib.h>

#include "cst-accounts.h"
#include "cst-marketplace.h"
#include "cst-operations.h"
#include "cst-truth.h"
#include "cst-quantities.h"

G_DEFINE_QUARK (cst-ctl-error-quark, cst_ctl_error)

/* What customers and files of unknown origin say must not speak to the terminal: no characters that command it. */
static void
append_shown (GString    *out,
              const char *text)
{
  const char *end;

  for (const char *p = text; *p != '\0'; p = end)
    {
      gunichar c = g_utf8_get_char_validated (p, -1);
      gboolean is_character = c != (gunichar) - 1 && c != (gunichar) - 2;

      end = is_character ? g_utf8_next_char (p) : p + 1;
      if (is_character && g_unichar_iscntrl (c) && c != '\n' && c != '\t')
        g_string_append (out, c == '\r' ? "" : "�");
      else
        g_string_append_len (out, p, end - p);
    }
}

/**
 * cst_ctl_print:
 *
 * Adds text for people to the output; nothing when JSON was asked for.
 */
void
cst_ctl_print (CstCtl     *ctl,
               const char *format,
               ...)
{
  g_autofree char *text = NULL;
  va_list args;

  if (ctl->is_json)
    return;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  append_shown (ctl->out, text);
}

/**
 * cst_ctl_print_json:
 * @node: (transfer full): one JSON value, printed on a line of its own when JSON was asked for
 */
void
cst_ctl_print_json (CstCtl   *ctl,
                    JsonNode *node)
{
  g_autoptr(JsonNode) owned = node;

  if (ctl->is_json)
    {
      g_autofree char *text = json_to_string (owned, TRUE);

      g_string_append_printf (ctl->out, "%s\n", text);
    }
}

/**
 * cst_ctl_print_said:
 * @what: what was done, as a member's name
 * @text: to what
 *
 * Prints an object with that one member when JSON was asked for.
 */
void
cst_ctl_print_said (CstCtl     *ctl,
                    const char *what,
                    const char *text)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, what, text);
  json_node_take_object (node, object);
  cst_ctl_print_json (ctl, node);
}

/**
 * cst_ctl_usage:
 *
 * Returns: %CST_CTL_USAGE, with @error set
 */
CstCtlExit
cst_ctl_usage (GError     **error,
               const char  *format,
               ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (CST_CTL_ERROR, CST_CTL_USAGE, format, args));
  va_end (args);

  return CST_CTL_USAGE;
}

static CstCtlExit
exit_of_marketplace (const GError *error)
{
  switch ((CstMarketplaceError) error->code)
    {
    case CST_MARKETPLACE_ERROR_OFFLINE:
    case CST_MARKETPLACE_ERROR_TLS:
    case CST_MARKETPLACE_ERROR_THROTTLED:
    case CST_MARKETPLACE_ERROR_SERVER:
    case CST_MARKETPLACE_ERROR_MALFORMED:
    case CST_MARKETPLACE_ERROR_GONE:
      return CST_CTL_UNREACHABLE;
    case CST_MARKETPLACE_ERROR_AUTH:
    case CST_MARKETPLACE_ERROR_FORBIDDEN:
    case CST_MARKETPLACE_ERROR_REFUSED:
    case CST_MARKETPLACE_ERROR_NOT_FOUND:
    case CST_MARKETPLACE_ERROR_TOO_LARGE:
      return CST_CTL_REFUSED;
    case CST_MARKETPLACE_ERROR_INSECURE:
    case CST_MARKETPLACE_ERROR_OTHER_SHOP:
      return CST_CTL_USAGE;
    case CST_MARKETPLACE_ERROR_FILE:
    default:
      return CST_CTL_FAILED;
    }
}

/**
 * cst_ctl_exit_of:
 * @error: what went wrong
 *
 * Returns: the exit code that stands for it
 */
CstCtlExit
cst_ctl_exit_of (const GError *error)
{
  if (error->domain == CST_CTL_ERROR)
    return (CstCtlExit) error->code;
  if (error->domain == CST_MARKETPLACE_ERROR)
    return exit_of_marketplace (error);
  if (error->domain == G_OPTION_ERROR)
    return CST_CTL_USAGE;
  if (error->domain == CST_DECIDE_ERROR || error->domain == CST_QUANTITY_ERROR)
    return CST_CTL_REFUSED;
  if (g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_UNFINISHED) ||
      g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_MOVED))
    return CST_CTL_CONFLICT;
  if (g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND) ||
      g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_AMBIGUOUS) ||
      g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_EXISTS))
    return CST_CTL_USAGE;

  return CST_CTL_FAILED;
}

/**
 * cst_ctl_resolve:
 * @text: `ACCOUNT/REMOTE`, or a bare id or number when only one account has it
 * @account: (out) (optional): the account
 * @remote: (out): the remote id
 *
 * Returns: whether there is exactly one such thing
 */
gboolean
cst_ctl_resolve (CstCtl      *ctl,
                 CstEntity    entity,
                 const char  *text,
                 CstAccount **account,
                 char       **remote,
                 GError     **error)
{
  gint64 account_id = 0;

  if (!cst_db_resolve_id (ctl->db, entity, text, &account_id, remote, error))
    return FALSE;

  return (*account = cst_db_account (ctl->db, account_id, error)) != NULL;
}

/**
 * cst_ctl_account:
 * @name: an account's name
 *
 * Returns: (transfer full): the account
 */
CstAccount *
cst_ctl_account (CstCtl      *ctl,
                 const char  *name,
                 GError     **error)
{
  return cst_db_account_by_name (ctl->db, name, error);
}

/**
 * cst_ctl_write:
 *
 * Runs @func in a transaction of its own.
 *
 * Returns: what @func returns
 */
gpointer
cst_ctl_write (CstCtl     *ctl,
               CstDbFunc   func,
               gpointer    request,
               GError    **error)
{
  return cst_store_run_sync (ctl->store, func, request, NULL, error);
}

/* One of those who share this computer, by id or name. */
static CstPerson *
find_person (CstCtl     *ctl,
             const char *name)
{
  g_autoptr(GPtrArray) people = cst_db_people (ctl->db, NULL);

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const CstPerson *person = g_ptr_array_index (people, i);

      if (g_strcmp0 (person->id, name) == 0 || g_strcmp0 (person->name, name) == 0)
        return cst_person_new (person->id, person->name, person->role);
    }

  return NULL;
}

/**
 * cst_ctl_person:
 *
 * Who acts (R7): the one the command line names, with the id known here if there is one; else the one chosen in the
 * window, else the user of this computer.
 *
 * Returns: (transfer full): a person
 */
CstPerson *
cst_ctl_person (CstCtl *ctl)
{
  CstPerson *chosen = NULL;
  const char *name = ctl->person_name;

  chosen = name != NULL ? find_person (ctl, name) : cst_db_current_person (ctl->db, NULL);
  if (chosen != NULL)
    return chosen;

  if (name == NULL)
    name = g_strcmp0 (g_get_real_name (), "Unknown") != 0 ? g_get_real_name () : g_get_user_name ();

  return cst_person_new (g_get_user_name (), name, NULL);
}
