/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-import-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cst-combo-list.h"
#include "cst-import-columns.h"
#include "cst-import-list.h"
#include "cst-import-words.h"
#include "cst-import.h"
#include "cst-message.h"
#include "cst-people.h"
#include "cst-ui.h"

/* Incidents from a table, page after page: the file, what its columns hold, what would become of each row, and what
 * became of it. Nothing is written before the last step; reading, looking up and writing happen on other threads. */
struct _CstImportWindow
{
  AdwWindow         parent_instance;

  GtkStack         *pages;
  AdwStatusPage    *file_page;
  AdwComboRow      *account_row;
  GtkWidget        *account_group;
  GtkWidget        *back_button;
  GtkWidget        *preview_button;
  GtkButton        *import_button;
  GtkWidget        *done_button;
  GtkWidget        *problems_box;
  GtkWidget        *bottom_bar;
  GtkWidget        *problem_icon;
  GtkLabel         *problem_label;
  CstImportColumns *columns;
  GtkLabel         *busy_label;
  GtkProgressBar   *progress_bar;
  GtkLabel         *summary_label;
  GtkToggleButton  *problems_button;
  CstImportList    *list;

  CstContext       *context;     /* (owned) */
  GArray           *accounts;    /* (owned) of gint64: in the order of the chooser */
  char             *path;        /* (owned) (nullable) */
  CstImportPlan    *plan;        /* (owned) (nullable) */
  GCancellable     *cancellable; /* (owned): of what is going on */
  CstImportKind     kind;
  gboolean          is_imported;
};

G_DEFINE_FINAL_TYPE (CstImportWindow, cst_import_window, ADW_TYPE_WINDOW)

static const CstAccount *
chosen_account (CstImportWindow *self)
{
  guint place = adw_combo_row_get_selected (self->account_row);
  gint64 account = place < self->accounts->len ? g_array_index (self->accounts, gint64, place) : 0;

  return cst_context_account (self->context, account);
}

/* (transfer none) (nullable) */
static CstCarrierCodes *
codes_of (CstImportWindow *self)
{
  return self->kind == CST_IMPORT_OF_DELIVERIES
         ? cst_rules_get_carrier_codes (cst_context_get_rules (self->context)) : NULL;
}

static gboolean
is_on (CstImportWindow *self,
       const char      *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), page) == 0;
}

static guint
count_importable (CstImportWindow *self)
{
  return self->plan == NULL ? 0 : cst_import_plan_count_cases (self->plan, CST_IMPORT_NEW) +
         cst_import_plan_count_cases (self->plan, CST_IMPORT_CHANGED);
}

static void
show_problem (CstImportWindow *self)
{
  CstTable *table = cst_import_columns_get_table (self->columns);
  g_autofree char *problem = is_on (self, "columns") && table != NULL
                             ? cst_import_map_dup_problem (cst_import_columns_get_map (self->columns), table) : NULL;

  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_icon, problem != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.preview", is_on (self, "columns") && problem == NULL);
}

static void
update_actions (CstImportWindow *self)
{
  gboolean is_list = is_on (self, "rows");
  guint n = count_importable (self);
  g_autofree char *label = cst_import_button_text (n);

  show_problem (self);
  gtk_button_set_label (self->import_button, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.run", is_list && !self->is_imported && n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.back",
                                 is_on (self, "columns") || (is_list && !self->is_imported));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.save-rejected",
                                 is_list && self->plan != NULL &&
                                 cst_import_plan_count_rows (self->plan, CST_IMPORT_REFUSED) > 0);
  gtk_widget_set_visible (self->back_button, is_on (self, "columns") || (is_list && !self->is_imported));
  gtk_widget_set_visible (self->bottom_bar, is_list || is_on (self, "columns"));
  gtk_widget_set_visible (self->preview_button, is_on (self, "columns"));
  gtk_widget_set_visible (GTK_WIDGET (self->import_button), is_list && !self->is_imported);
  gtk_widget_set_visible (self->done_button, is_list && self->is_imported);
}

static void
go_to (CstImportWindow *self,
       const char      *page)
{
  gtk_stack_set_visible_child_name (self->pages, page);
  update_actions (self);
}

/* A new cancellable for each thing that goes on. */
static GCancellable *
begin_work (CstImportWindow *self,
            const char      *what)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_label_set_label (self->busy_label, what);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), FALSE);
  go_to (self, "busy");

  return self->cancellable;
}

/* Says what went wrong, unless it was stopped by hand, and goes back to where something can be done about it. */
static void
end_badly (CstImportWindow *self,
           const char      *page,
           const char      *heading,
           const GError    *error)
{
  go_to (self, page);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cst_message_show_problem (GTK_WIDGET (self), heading, error);
}

/* ── The rows ──────────────────────────────────────────────────────────────────────────────────── */

static void
show_rows (CstImportWindow *self)
{
  g_autofree char *summary = cst_import_summary_text (self->plan);
  guint n_refused = cst_import_plan_count_rows (self->plan, CST_IMPORT_REFUSED);

  gtk_label_set_label (self->summary_label, summary);
  gtk_widget_set_visible (self->problems_box, n_refused > 0);
  if (n_refused == 0)
    gtk_toggle_button_set_active (self->problems_button, FALSE);
  cst_import_list_set_plan (self->list, self->plan, gtk_toggle_button_get_active (self->problems_button));
  go_to (self, "rows");
}

static void
problems_toggled_cb (CstImportWindow *self)
{
  if (self->plan != NULL && is_on (self, "rows"))
    cst_import_list_set_plan (self->list, self->plan, gtk_toggle_button_get_active (self->problems_button));
}

static void
previewed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CstImportWindow) self = CST_IMPORT_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  CstImportPlan *plan = cst_import_preview_finish (CST_STORE (object), result, &error);

  if (plan == NULL)
    {
      if (self->context != NULL)
        end_badly (self, "columns", _("The File Could Not Be Looked Through"), error);
      return;
    }

  g_clear_pointer (&self->plan, cst_import_plan_free);
  self->plan = plan;
  self->is_imported = FALSE;
  if (self->context == NULL)
    return;
  show_rows (self);
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
preview_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CstImportWindow *self = CST_IMPORT_WINDOW (widget);
  g_autofree char *folder = g_path_get_dirname (self->path);
  GCancellable *cancellable = begin_work (self, _("Looking for what is there already…"));

  cst_import_preview_async (cst_context_get_store (self->context), cst_import_columns_get_table (self->columns),
                            cst_import_columns_get_map (self->columns), chosen_account (self), folder,
                            codes_of (self),
                            cancellable, previewed_cb, g_object_ref (self));
}

/* ── Importing ─────────────────────────────────────────────────────────────────────────────────── */

static void
progress_cb (guint    n_done,
             guint    n_all,
             gpointer user_data)
{
  CstImportWindow *self = user_data;
  g_autofree char *text = NULL;

  if (self->context == NULL)
    return;

  text = cst_import_progress_text (n_done, n_all);
  gtk_label_set_label (self->busy_label, text);
  gtk_progress_bar_set_fraction (self->progress_bar, (double) n_done / MAX (n_all, 1));
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CstImportWindow) self = CST_IMPORT_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  gboolean is_done = cst_import_run_finish (CST_STORE (object), result, &error);

  if (self->context == NULL)
    return;

  cst_context_poke (self->context);
  self->is_imported = is_done;
  show_rows (self);
  if (!is_done)
    end_badly (self, "rows", _("Not Everything Was Imported"), error);
}

static void
run_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  CstImportWindow *self = CST_IMPORT_WINDOW (widget);
  g_autoptr(CstPerson) person = cst_db_current_person (cst_context_get_reader (self->context), NULL);
  GCancellable *cancellable = begin_work (self, _("Importing…"));

  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), TRUE);
  cst_import_run_async (cst_context_get_store (self->context), self->plan, chosen_account (self),
                        person != NULL ? person->id : NULL, person != NULL ? person->name : NULL, progress_cb, self,
                        cancellable, imported_cb, g_object_ref (self));
}

static void
stop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_cancellable_cancel (CST_IMPORT_WINDOW (widget)->cancellable);
}

/* ── The file ──────────────────────────────────────────────────────────────────────────────────── */

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CstImportWindow) self = CST_IMPORT_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstTable) table = cst_table_read_finish (result, &error);
  g_autoptr(CstImportMap) map = NULL;
  g_autofree char *name = NULL;

  if (self->context == NULL)
    return;
  if (table == NULL)
    {
      end_badly (self, "file", _("The File Could Not Be Read"), error);
      return;
    }

  map = cst_import_map_recall (cst_context_get_reader (self->context), chosen_account (self)->id, table,
                               self->kind);
  if (map == NULL)
    map = cst_import_map_propose (table, self->kind, codes_of (self));
  name = g_path_get_basename (self->path);
  cst_import_columns_set (self->columns, name, table, map, codes_of (self));
  go_to (self, "columns");
  gtk_widget_child_focus (GTK_WIDGET (self->columns), GTK_DIR_TAB_FORWARD);
}

/**
 * cst_import_window_open:
 * @path: (nullable): %NULL for what is not on this computer
 *
 * Reads a table and asks what its columns hold.
 */
void
cst_import_window_open (CstImportWindow *self,
                        const char      *path)
{
  g_return_if_fail (CST_IS_IMPORT_WINDOW (self));

  if (path == NULL)
    {
      cst_message_show (GTK_WIDGET (self), _("The File Could Not Be Read"),
                        _("Only a file on this computer can be imported."));
      return;
    }

  g_free (self->path);
  self->path = g_strdup (path);
  cst_table_read_async (path, NULL, begin_work (self, _("Reading the file…")), read_cb, g_object_ref (self));
}

/* (transfer full) (nullable) */
static GFile *
chosen_file (GtkNativeDialog *dialog,
             int              response)
{
  return response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
}

static void
chosen_cb (CstImportWindow *self,
           int              response,
           GtkNativeDialog *dialog)
{
  g_autoptr(GFile) file = chosen_file (dialog, response);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (file != NULL)
    cst_import_window_open (self, path);
  g_object_unref (dialog);
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Choose a Table"), GTK_WINDOW (widget),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), _("_Cancel"));
  g_autoptr(GtkFileFilter) tables = gtk_file_filter_new ();

  gtk_file_filter_set_name (tables, _("Tables: CSV, XLSX, ODS"));
  for (const char *const *suffix = (const char *const[]) { "csv", "tsv", "txt", "xlsx", "ods", NULL }; *suffix != NULL;
       suffix++)
    gtk_file_filter_add_suffix (tables, *suffix);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), tables);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), widget, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static gboolean
drop_cb (GtkDropTarget   *target,
         const GValue    *value,
         double           x,
         double           y,
         CstImportWindow *self)
{
  GSList *files = g_value_get_boxed (value);
  g_autofree char *path = files != NULL ? g_file_get_path (files->data) : NULL;

  if (files == NULL || is_on (self, "busy"))
    return FALSE;

  cst_import_window_open (self, path);

  return TRUE;
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstImportWindow *self = CST_IMPORT_WINDOW (widget);

  go_to (self, is_on (self, "rows") ? "columns" : "file");
}

/* ── What could not be taken ───────────────────────────────────────────────────────────────────── */

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CstImportWindow) self = CST_IMPORT_WINDOW (user_data);
  g_autoptr(GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (object), result, NULL, &error) && self->context != NULL)
    cst_message_show_problem (GTK_WIDGET (self), _("The Rows Were Not Saved"), error);
}

static void
save_chosen_cb (CstImportWindow *self,
                int              response,
                GtkNativeDialog *dialog)
{
  g_autoptr(GFile) file = chosen_file (dialog, response);

  if (file != NULL && self->plan != NULL)
    {
      char *text = cst_import_plan_rejected_csv (self->plan);
      g_autoptr(GBytes) bytes = g_bytes_new_take (text, strlen (text));

      /* Names and addresses: for nobody else's eyes. */
      g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, saved_cb,
                                           g_object_ref (self));
    }
  g_object_unref (dialog);
}

static void
save_rejected_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  CstImportWindow *self = CST_IMPORT_WINDOW (widget);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Save the Rows That Cannot Be Taken"),
                                                              GTK_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_SAVE,
                                                              _("_Save"), _("_Cancel"));
  g_autofree char *proposed = cst_import_rejected_name (self->path);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), proposed);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (save_chosen_cb), widget, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ── The life of the window ────────────────────────────────────────────────────────────────────── */

static void
cst_import_window_dispose (GObject *object)
{
  CstImportWindow *self = CST_IMPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_import_window_parent_class)->dispose (object);
}

static void
cst_import_window_finalize (GObject *object)
{
  CstImportWindow *self = CST_IMPORT_WINDOW (object);

  g_array_unref (self->accounts);
  g_free (self->path);
  g_clear_pointer (&self->plan, cst_import_plan_free);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (cst_import_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CstImportWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, CstImportWindow, file_page);
  gtk_widget_class_bind_template_child (widget_class, CstImportWindow, account_row);
  gtk_widget_class_bind_template_child (widget_class, CstImportWindow, account_group);
  gtk_widget_class_bind_template_child (widget_class, CstImportWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, CstImportWindow, preview_button);
  gtk_widget_class_bind_template_child (widget_class, CstImportWindow, import_button);
  gtk_widget_class_bind_template_child (widget_class, CstImportWindow, done_button);
  gtk_widget_class_bind_template_child (widget_class, CstImportWindow, problems_box);
  gtk_widget_class_bind_template_child (widget_class, CstImportWindow, bottom_bar);
  gtk_widget_class_bind_template_child (widget_class, CstImportWindow, problem_icon);
  gtk_widget_class_bind_template_child (widget_class, CstImportWindow, problem_label);
  gtk_widget_class_bind_template_child (widget_class, CstImportWindow, columns);
  gtk_widget_class_bind_template_child (widget_class, CstImportWindow, busy_label);
  gtk_widget_class_bind_template_child (widget_class, CstImportWindow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, CstImportWindow, summary_label);
  gtk_widget_class_bind_template_child (widget_class, CstImportWindow, problems_button);
  gtk_widget_class_bind_template_child (widget_class, CstImportWindow, list);
}

static void
cst_import_window_class_init (CstImportWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_import_window_dispose;
  object_class->finalize = cst_import_window_finalize;

  g_type_ensure (CST_TYPE_IMPORT_COLUMNS);
  g_type_ensure (CST_TYPE_IMPORT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-import-window"));
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, show_problem);
  gtk_widget_class_bind_template_callback (widget_class, problems_toggled_cb);
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "import.preview", NULL, preview_action);
  gtk_widget_class_install_action (widget_class, "import.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "import.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "import.save-rejected", NULL, save_rejected_action);
}

static void
cst_import_window_init (CstImportWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->accounts = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
fill_accounts (CstImportWindow *self)
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
  gtk_widget_set_visible (self->account_group, self->accounts->len > 1);
}

/**
 * cst_import_window_new:
 * @kind: incidents of orders, or of parcels as a carrier exports them
 *
 * To import incidents into one of the accounts that are kept by hand; there must be one.
 */
CstImportWindow *
cst_import_window_new (CstContext    *context,
                       CstImportKind  kind)
{
  CstImportWindow *self;

  g_return_val_if_fail (CST_IS_CONTEXT (context), NULL);

  self = g_object_new (CST_TYPE_IMPORT_WINDOW, NULL);
  self->context = g_object_ref (context);
  self->kind = kind;
  if (kind == CST_IMPORT_OF_DELIVERIES)
    {
      gtk_window_set_title (GTK_WINDOW (self), _("Import a Carrier’s File"));
      adw_status_page_set_description (self->file_page,
                                       _("A CSV, XLSX or ODS file as a carrier exports it, with one row for each "
                                         "parcel. You can also drop it here. Nothing is imported before you have seen "
                                         "what becomes of each row."));
    }
  fill_accounts (self);
  go_to (self, "file");

  return self;
}
