/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-message.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "cst-db.h"

/**
 * cst_message_show:
 * @near: a widget of the window it belongs to
 *
 * Says something that has to be read before going on.
 */
void
cst_message_show (GtkWidget  *near,
                  const char *heading,
                  const char *body)
{
  GtkRoot *root;
  GtkWidget *dialog;

  g_return_if_fail (GTK_IS_WIDGET (near));

  root = gtk_widget_get_root (near);
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Errors of the store carry text for logs; everything else is written for people. */
static const char *
text_of (const GError *error)
{
  if (error->domain != CST_STORE_ERROR)
    return error->message;

  switch ((CstStoreError) error->code)
    {
    case CST_STORE_ERROR_BUSY:
      return _("Another program keeps the data busy. Try again in a moment.");
    case CST_STORE_ERROR_FULL:
      return _("The disk is full. Nothing was changed; free some room, then try again.");
    case CST_STORE_ERROR_READ_ONLY:
      return _("The data may not be written. Nothing was changed.");
    case CST_STORE_ERROR_DAMAGED:
      return _("The data are damaged. Start Constat again; it then restores the newest good backup.");
    case CST_STORE_ERROR_NEWER:
      return _("These data were made by a newer Constat.");
    case CST_STORE_ERROR_EXISTS:
      return _("That name is taken. Choose another.");
    case CST_STORE_ERROR_NOT_FOUND:
      return _("It is not there any more.");
    case CST_STORE_ERROR_UNFINISHED:
      return _("Something has to be finished first.");
    case CST_STORE_ERROR_MOVED:
      return _("It changed meanwhile. Look at it again, then decide.");
    case CST_STORE_ERROR_OTHER_SHOP:
      return _("The address and the token lead to another seller than before. Nothing was sent or changed. Put "
               "the old ones back, or add the other seller as an account of its own.");
    case CST_STORE_ERROR_FAILED:
    case CST_STORE_ERROR_AMBIGUOUS:
    default:
      return _("Something went wrong. Nothing was changed.");
    }
}

/**
 * cst_message_show_problem:
 * @heading: what did not work
 * @error: why
 */
void
cst_message_show_problem (GtkWidget    *near,
                          const char   *heading,
                          const GError *error)
{
  g_return_if_fail (error != NULL);

  cst_message_show (near, heading, text_of (error));
}
