/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-pack-window.h"

#include <glib/gi18n.h>

#include "cst-combo-list.h"
#include "cst-message.h"
#include "cst-pack-watch.h"
#include "cst-ui.h"

/* Chooses what is prepared for work without a network, and says how much of it is here. */
struct _CstPackWindow
{
  AdwWindow            parent_instance;

  AdwComboRow         *scope_row;
  AdwActionRow        *status_row;
  GtkProgressBar      *progress;
  GtkButton           *drop_button;
  AdwPreferencesGroup *gaps_group;

  CstContext          *context; /* (owned) */
  CstPackWatch        *watch;   /* (owned) */
  CstListQuery        *query;   /* (owned) (nullable): what the list shows */
  GArray              *scopes;  /* (owned): of gint64: an account, 0 for all, LIST for the list */
  GPtrArray           *rows;    /* (owned): of GtkWidget, borrowed: the gaps */
};

G_DEFINE_FINAL_TYPE (CstPackWindow, cst_pack_window, ADW_TYPE_WINDOW)

#define LIST ((gint64) -1)
/* Whoever misses more than this needs the network, not a longer list. */
#define MAX_GAPS 50

typedef struct
{
  CstPackScope  scope;
  gint64        account;
  CstListQuery *query; /* (owned) (nullable) */
  char         *dir;   /* (owned) */
  gint64        now;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  cst_list_query_free (wish->query);
  g_free (wish->dir);
  g_free (wish);
}

/* Store thread. */
static gpointer
prepare (CstDb         *db,
         gpointer       request,
         GCancellable  *cancellable,
         GError       **error)
{
  const Wish *wish = request;
  CstPackRequest pack = { wish->scope, wish->account, NULL, wish->query };

  return GINT_TO_POINTER (cst_db_pack_prepare (db, &pack, wish->dir, wish->now, error));
}

/* Store thread. */
static gpointer
drop (CstDb         *db,
      gpointer       request,
      GCancellable  *cancellable,
      GError       **error)
{
  return GINT_TO_POINTER (cst_db_pack_drop (db, error));
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstPackWindow) self = CST_PACK_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  CstEngine *engine;

  if (cst_store_run_finish (CST_STORE (object), result, &error) == NULL)
    {
      cst_message_show_problem (GTK_WIDGET (self), _("The Change Was Not Kept"), error);
      return;
    }
  if ((engine = cst_context_get_engine (self->context)) != NULL)
    cst_engine_sync_now (engine, 0);
}

static void
prepare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CstPackWindow *self = CST_PACK_WINDOW (widget);
  CstStore *store = cst_context_get_store (self->context);
  gint64 scope = g_array_index (self->scopes, gint64, adw_combo_row_get_selected (self->scope_row));
  Wish *wish = g_new0 (Wish, 1);

  wish->scope = scope == LIST ? CST_PACK_CHOSEN : CST_PACK_OPEN;
  wish->account = MAX (scope, 0);
  wish->query = scope == LIST ? cst_list_query_copy (self->query) : NULL;
  wish->dir = g_strdup (cst_store_get_dir (store));
  wish->now = cst_context_now (self->context);
  cst_store_run_async (store, prepare, wish, wish_free, NULL, NULL, written_cb, g_object_ref (self));
}

static void
drop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstPackWindow *self = CST_PACK_WINDOW (widget);

  cst_store_run_async (cst_context_get_store (self->context), drop, NULL, NULL, NULL, NULL, written_cb,
                       g_object_ref (self));
}

static void
gap_activated_cb (GtkWidget *row,
                  gpointer   user_data)
{
  CstPackWindow *self = user_data;
  const CstPackMember *gap = g_object_get_data (G_OBJECT (row), "gap");

  cst_context_open_incident (self->context, gap->account, gap->incident, NULL);
}

static void
add_gap (CstPackWindow       *self,
         const CstPackMember *gap)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf ("%s · %s", gap->number != NULL ? gap->number : gap->incident,
                                            gap->account_name);
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%d file missing", "%d files missing", (gulong) gap->missing),
                                               gap->missing);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "gap", cst_record_dup (&cst_pack_member_type, gap),
                          (GDestroyNotify) cst_pack_member_free);
  ((CstPackMember *) g_object_get_data (G_OBJECT (row), "gap"))->account = gap->account;
  g_signal_connect (row, "activated", G_CALLBACK (gap_activated_cb), self);
  adw_preferences_group_add (self->gaps_group, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_gaps (CstPackWindow       *self,
           const CstPackStatus *status)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->gaps_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < MIN (status->gaps->len, MAX_GAPS); i++)
    add_gap (self, g_ptr_array_index (status->gaps, i));
  gtk_widget_set_visible (GTK_WIDGET (self->gaps_group), status->gaps->len > 0);
}

static void
show_status (CstPackWindow *self)
{
  const CstPackStatus *status = cst_pack_watch_get_status (self->watch);
  g_autofree char *text = cst_pack_watch_dup_text (self->watch);
  g_autofree char *remarks = cst_pack_status_remarks (status);
  g_autofree char *size = g_format_size_full ((guint64) status->bytes, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *subtitle = *remarks != '\0' ? g_strdup_printf ("%s\n%s", size, remarks) : g_strdup (size);
  int all = status->photos + status->files;
  int missing = status->missing_photos + status->missing_files;
  gboolean is_prepared = status->scope != CST_PACK_NONE;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->status_row), text);
  adw_action_row_set_subtitle (self->status_row, is_prepared ? subtitle : "");
  adw_action_row_set_icon_name (self->status_row,
                                cst_pack_status_is_complete (status) ? "constat-op-confirmed-symbolic"
                                : is_prepared ? "constat-photo-missing-symbolic" : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->drop_button), is_prepared);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_prepared && missing > 0);
  gtk_progress_bar_set_fraction (self->progress, all > 0 ? (double) (all - missing) / all : 0);
  show_gaps (self, status);
}

static void
add_scope (CstPackWindow *self,
           GtkStringList *labels,
           gint64         scope,
           const char    *label)
{
  gtk_string_list_append (labels, label);
  g_array_append_val (self->scopes, scope);
}

static void
fill_scopes (CstPackWindow *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  GPtrArray *accounts = cst_context_get_accounts (self->context);

  add_scope (self, labels, 0, _("All open incidents"));
  if (self->query != NULL)
    add_scope (self, labels, LIST, _("What the list shows"));
  for (guint i = 0; accounts != NULL && accounts->len > 1 && i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);
      /* Translators: an account’s name */
      g_autofree char *label = g_strdup_printf (_("Open incidents of %s"), account->name);

      add_scope (self, labels, account->id, label);
    }
  cst_combo_list_show_whole (self->scope_row);
  adw_combo_row_set_model (self->scope_row, G_LIST_MODEL (labels));
}

static void
cst_pack_window_finalize (GObject *object)
{
  CstPackWindow *self = CST_PACK_WINDOW (object);

  g_clear_object (&self->context);
  g_clear_object (&self->watch);
  g_clear_pointer (&self->query, cst_list_query_free);
  g_array_unref (self->scopes);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (cst_pack_window_parent_class)->finalize (object);
}

static void
cst_pack_window_class_init (CstPackWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cst_pack_window_finalize;

  gtk_widget_class_install_action (widget_class, "pack.prepare", NULL, prepare_action);
  gtk_widget_class_install_action (widget_class, "pack.drop", NULL, drop_action);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-pack-window"));
  gtk_widget_class_bind_template_child (widget_class, CstPackWindow, scope_row);
  gtk_widget_class_bind_template_child (widget_class, CstPackWindow, status_row);
  gtk_widget_class_bind_template_child (widget_class, CstPackWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, CstPackWindow, drop_button);
  gtk_widget_class_bind_template_child (widget_class, CstPackWindow, gaps_group);
}

static void
cst_pack_window_init (CstPackWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->scopes = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_ptr_array_new ();
}

/**
 * cst_pack_window_new:
 * @query: (nullable): what the list shows from which this is opened, offered as a choice
 */
CstPackWindow *
cst_pack_window_new (CstContext         *context,
                     const CstListQuery *query)
{
  CstPackWindow *self;

  g_return_val_if_fail (CST_IS_CONTEXT (context), NULL);

  self = g_object_new (CST_TYPE_PACK_WINDOW, NULL);
  self->context = g_object_ref (context);
  self->query = query != NULL ? cst_list_query_copy (query) : NULL;
  self->watch = cst_pack_watch_new (context);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (show_status), self, G_CONNECT_SWAPPED);
  fill_scopes (self);

  return self;
}
