/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-customer-data.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "cst-db.h"
#include "cst-message.h"
#include "cst-privacy.h"

/* R12: all about one customer into a file, or out of this computer. */

typedef struct
{
  GtkWidget *near;    /* (owned) */
  CstStore  *store;   /* (owned) */
  gint64     account;
  char      *customer; /* (owned): the remote id */
  gint64     now;
  char      *path;     /* (owned) (nullable): where an export goes */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_object_unref (request->near);
  g_object_unref (request->store);
  g_free (request->customer);
  g_free (request->path);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static Request *
request_new (GtkWidget         *near,
             CstContext        *context,
             gint64             account,
             const CstCustomer *customer)
{
  Request *request = g_new0 (Request, 1);

  request->near = g_object_ref (near);
  request->store = g_object_ref (cst_context_get_store (context));
  request->account = account;
  request->customer = g_strdup (customer->id);
  request->now = cst_context_now (context);

  return request;
}

/* Widgets end on the main thread, whoever runs the work. */
static void
run (Request             *request,
     GTaskThreadFunc      func,
     GAsyncReadyCallback  callback)
{
  g_autoptr(GTask) task = g_task_new (request->store, NULL, callback, request);

  g_task_set_task_data (task, request, NULL);
  g_task_run_in_thread (task, func);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Request) request = user_data;
  g_autoptr(GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    gtk_widget_activate_action (request->near, "win.tell", "s",
                                request->path != NULL ? _("The personal data are written to the file")
                                                      : _("The personal data are erased"));
  else
    cst_message_show_problem (request->near, request->path != NULL ? _("Nothing Was Written") : _("Nothing Was Erased"),
                              error);
}

/* ── Exporting ─────────────────────────────────────────────────────────────────────────────────── */

static void
write_export (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  const Request *request = task_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(CstDb) db = cst_store_open_reader (request->store, &error);
  g_autoptr(JsonNode) node = db != NULL ? cst_customer_export (db, request->account, request->customer, &error) : NULL;
  g_autofree char *text = node != NULL ? json_to_string (node, TRUE) : NULL;

  if (text != NULL &&
      g_file_set_contents_full (request->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
export_chosen_cb (GtkFileChooserNative *chooser,
                  int                   response,
                  gpointer              user_data)
{
  g_autoptr(Request) request = user_data;
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && (request->path = g_file_get_path (file)) != NULL)
    run (g_steal_pointer (&request), write_export, done_cb);
  g_object_unref (chooser);
}

/**
 * cst_customer_data_export:
 * @near: a widget of the window to ask in
 *
 * Asks where to, then writes all about the customer into a file that only its owner may read.
 */
void
cst_customer_data_export (GtkWidget         *near,
                          CstContext        *context,
                          gint64             account,
                          const CstCustomer *customer)
{
  g_autofree char *file_name = NULL;
  GtkFileChooserNative *chooser;

  g_return_if_fail (GTK_IS_WIDGET (near));
  g_return_if_fail (customer != NULL && customer->id != NULL);

  chooser = gtk_file_chooser_native_new (_("Export the Personal Data"), GTK_WINDOW (gtk_widget_get_root (near)),
                                         GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  file_name = g_strdelimit (g_strconcat (customer->id, ".json", NULL), G_DIR_SEPARATOR_S, '-');
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), file_name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (export_chosen_cb), request_new (near, context, account, customer));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* ── Erasing ───────────────────────────────────────────────────────────────────────────────────── */

static void
erase (GTask        *task,
       gpointer      source,
       gpointer      task_data,
       GCancellable *cancellable)
{
  const Request *request = task_data;
  g_autoptr(GError) error = NULL;

  if (cst_customer_erase (request->store, request->account, request->customer, request->now, &error) >= 0)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
erase_response_cb (AdwMessageDialog *dialog,
                   const char       *response,
                   gpointer          user_data)
{
  g_autoptr(Request) request = user_data;

  if (strcmp (response, "erase") == 0)
    run (g_steal_pointer (&request), erase, done_cb);
}

/**
 * cst_customer_data_erase:
 * @near: a widget of the window to ask in
 *
 * Says what will be erased and what stays, then does it when told to.
 */
void
cst_customer_data_erase (GtkWidget         *near,
                         CstContext        *context,
                         gint64             account,
                         const CstCustomer *customer)
{
  g_autofree char *heading = NULL;
  GtkWidget *dialog;

  g_return_if_fail (GTK_IS_WIDGET (near));
  g_return_if_fail (customer != NULL && customer->id != NULL);

  /* Translators: a customer’s name */
  heading = g_strdup_printf (_("Erase the Data of %s?"), customer->name != NULL ? customer->name : customer->id);
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (near)), heading,
                                   _("Name, address, messages, notes, photos and drafts of all their orders are "
                                     "erased here, in the search and in the backups on this computer. Numbers, "
                                     "amounts and states stay for your sums. The marketplace keeps what it has. This "
                                     "cannot be undone."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "erase", _("_Erase"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "erase", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect (dialog, "response", G_CALLBACK (erase_response_cb), request_new (near, context, account, customer));
  gtk_window_present (GTK_WINDOW (dialog));
}
