/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-record-window-private.h"

#include <glib/gi18n.h>

#include "cst-combo-list.h"
#include "cst-decide-checks.h"
#include "cst-drafts.h"
#include "cst-file-take.h"
#include "cst-message.h"
#include "cst-truth.h"
#include "cst-ui.h"
#include "cst-util.h"

/* An incident of a place without an API, as a person tells it; or one that is there, to be corrected. What is typed
 * is a draft within a second, so that closing loses nothing. */

#define NEW_CASE "new"

/* What is kept of a form that is not finished. */
typedef struct
{
  gint64        account;
  CstCaseEntry  entry;
  GPtrArray    *files; /* of CstOutgoingFile */
} RecordDraft;

static const CstField record_draft_fields[] = {
  CST_FIELD (RecordDraft, account, INT64),
  CST_FIELD_OF (RecordDraft, entry, RECORD, cst_case_entry_type),
  CST_FIELD_OF (RecordDraft, files, RECORDS, cst_outgoing_file_type),
};

static CST_DEFINE_RECORD_TYPE (record_draft, RecordDraft, "record draft");

G_DEFINE_FINAL_TYPE (CstRecordWindow, cst_record_window, ADW_TYPE_WINDOW)

static CstOperation *
build_operation (CstRecordWindow *self)
{
  g_autoptr(CstCaseEntry) entry = cst_record_window_read (self);
  CstOperation *operation = cst_case_entry_to_operation (entry, cst_record_window_get_account (self)->id,
                                                         cst_context_now (self->context));
  GPtrArray *files = cst_file_box_get_files (self->file_box);

  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (operation->files, cst_record_dup (&cst_outgoing_file_type, g_ptr_array_index (files, i)));

  return operation;
}

/* ── What is wrong with it ─────────────────────────────────────────────────────────────────────── */

/* What the store would say, before it is asked. */
static char *
form_problem (CstRecordWindow *self)
{
  g_autoptr(CstOperation) operation = build_operation (self);
  g_autoptr(GError) error = NULL;
  char *problem = NULL;

  if (cst_str_is_blank (operation->case_order->number))
    return g_strdup (_("Enter the order’s number."));
  if ((problem = cst_record_window_dup_problem (self)) != NULL)
    return problem;
  if (!cst_decide_check_case (operation, &error))
    return g_strdup (error->message);

  return NULL;
}

static void
update_actions (CstRecordWindow *self)
{
  g_autofree char *problem = form_problem (self);

  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.save", problem == NULL && !self->is_busy);
}

static void
save_draft (CstRecordWindow *self)
{
  g_autoptr(CstCaseEntry) entry = cst_record_window_read (self);
  RecordDraft draft = { .account = cst_record_window_get_account (self)->id, .entry = *entry };

  draft.files = cst_file_box_get_files (self->file_box);
  cst_draft_saver_save (self->saver, cst_record_to_text (&record_draft_type, &draft));
}

/**
 * cst_record_window_changed:
 *
 * What stands in the form is a draft from now on, and says what is wrong with it.
 */
void
cst_record_window_changed (CstRecordWindow *self)
{
  if (self->is_filling)
    return;

  update_actions (self);
  save_draft (self);
}

/* ── An order that is there already ────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64  account;
  char   *number;
  char   *order; /* (nullable): the one that is being corrected */
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_free (search->number);
  g_free (search->order);
  g_free (search);
}

/* Query thread. Returns: (transfer full) (nullable): the other order of that number */
static gpointer
find_known (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  const Search *search = request;
  g_autofree char *key = cst_str_fold (search->number);
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT id FROM orders WHERE number_key = ?1 AND account = ?2 AND id <> ?3 LIMIT 1", error);

  if (stmt == NULL)
    return NULL;

  cst_stmt_bind_text (stmt, 1, key);
  cst_stmt_bind_int (stmt, 2, search->account);
  cst_stmt_bind_text (stmt, 3, search->order != NULL ? search->order : "");

  return cst_db_step (db, stmt, error) == CST_STEP_ROW ? g_strdup (cst_stmt_text (stmt, 0)) : g_strdup ("");
}

static void
known_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CstRecordWindow) self = CST_RECORD_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree char *order = cst_store_query_finish (CST_STORE (object), result, &error);

  if (order == NULL)
    return;

  cst_set_str (&self->known_order, *order != '\0' ? order : NULL);
  gtk_widget_set_visible (self->known_row, self->known_order != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.open-known", self->known_order != NULL);
}

static void
look_for_known (CstRecordWindow *self)
{
  Search *search = g_new0 (Search, 1);

  search->account = cst_record_window_get_account (self)->id;
  search->number = g_strstrip (g_strdup (gtk_editable_get_text (self->number_row)));
  search->order = g_strdup (self->base->order);
  cst_store_query_async (cst_context_get_store (self->context), find_known, search, search_free, g_free,
                         self->cancellable, known_cb, g_object_ref (self));
}

static void
number_changed_cb (CstRecordWindow *self)
{
  cst_record_window_changed (self);
  if (self->context != NULL)
    look_for_known (self);
}

static void
open_known_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  CstRecordWindow *self = CST_RECORD_WINDOW (widget);

  if (self->known_order != NULL)
    cst_context_open_order (self->context, cst_record_window_get_account (self)->id, self->known_order);
}

/* ── Filling it ────────────────────────────────────────────────────────────────────────────────── */

/* The form shows @entry; what it does not show stays with it. */
static void
fill_form (CstRecordWindow    *self,
           const CstCaseEntry *entry)
{
  cst_record_window_show (self, entry);
  update_actions (self);
  look_for_known (self);
}

static void
fill_empty (CstRecordWindow *self)
{
  const CstAccountInfo *info = &cst_record_window_get_account (self)->info;
  g_autoptr(CstCaseEntry) entry = cst_case_entry_new ();
  g_autoptr(GPtrArray) no_files = g_ptr_array_new ();

  g_strlcpy (entry->currency, info->currency, sizeof entry->currency);
  entry->country = g_strdup (info->country);
  entry->tax_mode = info->audience == CST_CUSTOMER_RETAILER ? CST_TAX_EXCLUDED : CST_TAX_INCLUDED;
  cst_file_box_set_files (self->file_box, no_files);
  fill_form (self, entry);
}

static void
account_changed_cb (CstRecordWindow *self)
{
  if (self->is_filling || self->context == NULL)
    return;

  cst_record_window_changed (self);
  look_for_known (self);
}

static void
clear_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CstRecordWindow *self = CST_RECORD_WINDOW (widget);

  fill_empty (self);
  cst_draft_saver_save (self->saver, NULL);
}

/* ── Recording it ──────────────────────────────────────────────────────────────────────────────── */

/* It is the truth as soon as the engine has taken it over. */
static void
store_changed_cb (CstRecordWindow *self)
{
  CstDb *reader = cst_context_get_reader (self->context);
  gint64 account = cst_record_window_get_account (self)->id;
  g_autofree char *incident_id = NULL;
  g_autoptr(CstIncident) incident = NULL;

  if (self->incident == NULL || !(incident = cst_db_incident (reader, account, self->incident, NULL)))
    return;

  incident_id = g_steal_pointer (&self->incident);
  if (self->base->incident == NULL)
    cst_context_open_incident (self->context, account, incident_id, NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
decided_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstRecordWindow) self = CST_RECORD_WINDOW (user_data);
  g_autoptr(GError) error = NULL;

  if (cst_context_decide_finish (CST_CONTEXT (object), result, &error) != 0)
    {
      store_changed_cb (self);
      return;
    }

  g_clear_pointer (&self->incident, g_free);
  self->is_busy = FALSE;
  cst_record_window_changed (self);
  cst_message_show_problem (GTK_WIDGET (self), _("The Incident Was Not Recorded"), error);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstRecordWindow *self = CST_RECORD_WINDOW (widget);
  CstOperation *operation = build_operation (self);

  self->is_busy = TRUE;
  self->incident = g_strdup (operation->incident);
  update_actions (self);
  cst_draft_saver_forget (self->saver);
  cst_context_decide_async (self->context, operation, cst_draft_saver_get_key (self->saver), NULL, decided_cb,
                            g_object_ref (self));
}

/* ── The life of the window ────────────────────────────────────────────────────────────────────── */

static void
cst_record_window_dispose (GObject *object)
{
  CstRecordWindow *self = CST_RECORD_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->saver);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_record_window_parent_class)->dispose (object);
}

static void
cst_record_window_finalize (GObject *object)
{
  CstRecordWindow *self = CST_RECORD_WINDOW (object);

  cst_case_entry_free (self->base);
  g_array_unref (self->accounts);
  g_free (self->known_order);
  g_free (self->incident);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (cst_record_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, account_group);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, account_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, number_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, known_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, placed_button);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, shipped_button);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, delivered_button);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, carrier_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, tracking_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, customer_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, email_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, phone_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, street_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, postal_code_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, city_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, country_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, language_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, lines_box);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, currency_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, tax_switch);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, tax_rate_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, shipping_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, reason_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, reference_row);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, reported_button);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, description_buffer);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, file_box);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, clear_button);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, problem_box);
  gtk_widget_class_bind_template_child (widget_class, CstRecordWindow, problem_label);
}

static void
cst_record_window_class_init (CstRecordWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_record_window_dispose;
  object_class->finalize = cst_record_window_finalize;

  g_type_ensure (CST_TYPE_DATE_BUTTON);
  g_type_ensure (CST_TYPE_FILE_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-record-window"));
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback_full (widget_class, "changed_cb", G_CALLBACK (cst_record_window_changed));
  gtk_widget_class_bind_template_callback (widget_class, account_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_changed_cb);
  gtk_widget_class_install_action (widget_class, "record.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "record.clear", NULL, clear_action);
  cst_record_window_install_lines (widget_class);
  gtk_widget_class_install_action (widget_class, "record.open-known", NULL, open_known_action);
}

static void
cst_record_window_init (CstRecordWindow *self)
{
  self->is_filling = TRUE;
  self->cancellable = g_cancellable_new ();
  self->accounts = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->base = cst_case_entry_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  cst_record_window_fill_reasons (self);
}

static void
fill_accounts (CstRecordWindow *self,
               gint64           chosen)
{
  GPtrArray *accounts = cst_context_get_accounts (self->context);
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);

      if (!cst_account_can (account, CST_CAN_RECORD))
        continue;
      g_array_append_val (self->accounts, account->id);
      gtk_string_list_append (labels, cst_account_get_site (account));
    }
  cst_combo_list_show_whole (self->account_row);
  adw_combo_row_set_model (self->account_row, G_LIST_MODEL (labels));
  for (guint i = 0; i < self->accounts->len; i++)
    {
      if (g_array_index (self->accounts, gint64, i) == chosen)
        adw_combo_row_set_selected (self->account_row, i);
    }
  gtk_widget_set_visible (self->account_group, self->accounts->len > 1 && chosen == 0);
}

static CstRecordWindow *
begin (CstContext *context,
       gint64      account,
       const char *order,
       const char *incident)
{
  CstRecordWindow *self = g_object_new (CST_TYPE_RECORD_WINDOW, NULL);
  g_autofree char *key = cst_draft_key (account, order, incident, "record");

  self->context = g_object_ref (context);
  self->saver = cst_draft_saver_new (context, key);
  fill_accounts (self, account);
  cst_file_box_catch (self->file_box, GTK_WIDGET (self));
  cst_file_box_set_store (self->file_box, cst_context_get_store (context),
                          cst_record_window_get_account (self)->info.attachment_limit);
  g_signal_connect_object (cst_context_get_store (context), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/* Returns: whether something was typed here before */
static gboolean
restore (CstRecordWindow *self)
{
  RecordDraft draft;
  g_autofree char *text = cst_draft_saver_dup_saved (self->saver);
  gboolean is_there;

  cst_record_init (&record_draft_type, &draft);
  is_there = text != NULL && cst_record_from_text (&record_draft_type, &draft, text, NULL);
  if (is_there)
    {
      for (guint i = 0; i < self->accounts->len; i++)
        {
          if (g_array_index (self->accounts, gint64, i) == draft.account)
            adw_combo_row_set_selected (self->account_row, i);
        }
      cst_file_box_set_files (self->file_box, draft.files);
      fill_form (self, &draft.entry);
    }
  cst_record_clear (&record_draft_type, &draft);

  return is_there;
}

/**
 * cst_record_window_new:
 *
 * To record an incident of one of the accounts that can; there must be one. What was typed last time stands there
 * again.
 */
CstRecordWindow *
cst_record_window_new (CstContext *context)
{
  CstRecordWindow *self;

  g_return_val_if_fail (CST_IS_CONTEXT (context), NULL);

  self = begin (context, 0, NEW_CASE, NULL);
  gtk_window_set_title (GTK_WINDOW (self), _("Record an Incident"));
  if (!restore (self))
    fill_empty (self);

  return self;
}

/**
 * cst_record_window_new_for:
 *
 * To correct what was recorded of an incident; what happened since then stays.
 */
CstRecordWindow *
cst_record_window_new_for (CstContext        *context,
                           gint64             account,
                           const CstOrder    *order,
                           const CstIncident *incident)
{
  CstRecordWindow *self;
  g_autoptr(CstCaseEntry) entry = NULL;

  g_return_val_if_fail (CST_IS_CONTEXT (context), NULL);

  self = begin (context, account, order->id, incident->id);
  gtk_window_set_title (GTK_WINDOW (self), _("Correct the Incident"));
  gtk_button_set_label (self->save_button, _("_Save"));
  gtk_widget_set_visible (self->clear_button, FALSE);
  entry = cst_case_entry_from_case (order, incident);
  if (!restore (self))
    fill_form (self, entry);

  return self;
}
