/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-outbox-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "cst-conflict-window.h"
#include "cst-message.h"
#include "cst-operation-act.h"
#include "cst-operations.h"
#include "cst-outbox-row.h"
#include "cst-outbox-words.h"
#include "cst-settle-dialog.h"
#include "cst-ui.h"
#include "cst-wrap-layout.h"

/* The outbox: what waits and what needs a person, and, apart from it, what is over. The list is read anew when the
 * store changes; rows that say the same stay where they are, with their focus. */

struct _CstOutboxPage
{
  GtkWidget        parent_instance;

  GtkWidget       *root;
  GtkToggleButton *waiting_button;
  GtkEditable     *search_entry;
  GtkStack        *states;
  GtkLabel        *risks_label;
  GtkListBox      *list;
  GtkWidget       *more_button;
  AdwStatusPage   *empty_page;

  CstContext      *context;     /* (owned) */
  GListStore      *entries;     /* (owned): of CstOutboxEntry */
  GCancellable    *cancellable; /* (owned) (nullable): of the running query */
  guint            limit;
  guint            tick_id;
};

G_DEFINE_FINAL_TYPE (CstOutboxPage, cst_outbox_page, GTK_TYPE_WIDGET)

#define PAGE_LENGTH 100

/* ── Reading ───────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_history (CstOutboxPage *self)
{
  return !gtk_toggle_button_get_active (self->waiting_button);
}

static CstOutboxEntry *
get_entry (CstOutboxPage *self,
           guint          position)
{
  g_autoptr(CstOutboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), position);

  return entry;
}

/* Before the network returns is the time to look at what would not go through. */
static void
update_risks (CstOutboxPage *self)
{
  guint n_risky = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->entries)); i++)
    n_risky += cst_outbox_entry_get_risks (get_entry (self, i))->len > 0;

  if (n_risky > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("As things stand, %u decision would be refused or come too "
                                                         "late.",
                                                         "As things stand, %u decisions would be refused or come too "
                                                         "late.", n_risky),
                                               n_risky);

      gtk_label_set_label (self->risks_label, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->risks_label), n_risky > 0);
}

static void
update_state (CstOutboxPage *self)
{
  guint n_entries = g_list_model_get_n_items (G_LIST_MODEL (self->entries));
  gboolean is_searching = *gtk_editable_get_text (self->search_entry) != '\0';

  update_risks (self);
  gtk_widget_set_visible (self->more_button, n_entries >= self->limit);
  if (n_entries > 0)
    {
      gtk_stack_set_visible_child_name (self->states, "list");
      return;
    }

  if (is_searching)
    {
      adw_status_page_set_title (self->empty_page, _("Nothing Found"));
      adw_status_page_set_description (self->empty_page, _("No decision here is about such a number or name."));
    }
  else if (is_history (self))
    {
      adw_status_page_set_title (self->empty_page, _("No History Yet"));
      adw_status_page_set_description (self->empty_page,
                                       _("What was sent or taken back is kept here, with who decided it and when."));
    }
  else
    {
      adw_status_page_set_title (self->empty_page, _("Everything Is Sent"));
      adw_status_page_set_description (self->empty_page,
                                       _("What you decide waits here until the marketplace has it, even without a "
                                         "network."));
    }
  gtk_stack_set_visible_child_name (self->states, "empty");
}

/* Replaces only what lies between the first and the last difference. */
static void
take_entries (CstOutboxPage *self,
              GPtrArray     *entries)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->entries));
  guint first = 0;
  guint last = 0;

  while (first < MIN (n_old, entries->len) &&
         cst_outbox_entry_equal (get_entry (self, first), g_ptr_array_index (entries, first)))
    first++;
  while (last < MIN (n_old, entries->len) - first &&
         cst_outbox_entry_equal (get_entry (self, n_old - 1 - last),
                                 g_ptr_array_index (entries, entries->len - 1 - last)))
    last++;

  if (n_old != entries->len || first < n_old)
    g_list_store_splice (self->entries, first, n_old - first - last, entries->pdata + first,
                         entries->len - first - last);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstOutboxPage) self = CST_OUTBOX_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = cst_store_query_finish (CST_STORE (object), result, &error);

  if (entries != NULL)
    {
      take_entries (self, entries);
      update_state (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_warning ("The outbox cannot be read: %s", error->message);
      gtk_stack_set_visible_child_name (self->states, "failed");
    }
}

static void
reload (CstOutboxPage *self)
{
  CstOutboxRequest *request = cst_outbox_request_new (cst_context_get_store (self->context),
                                                      cst_context_now (self->context), is_history (self),
                                                      gtk_editable_get_text (self->search_entry), self->limit);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  cst_store_query_async (cst_context_get_store (self->context), cst_outbox_load, request,
                         (GDestroyNotify) cst_outbox_request_free, (GDestroyNotify) g_ptr_array_unref,
                         self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (CstOutboxPage *self,
                  guint          flags)
{
  if ((flags & (CST_CHANGED_OPERATIONS | CST_CHANGED_ORDERS | CST_CHANGED_INCIDENTS | CST_CHANGED_DELIVERIES |
                CST_CHANGED_ACCOUNTS)) &&
      gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self);
}

static void
view_toggled_cb (CstOutboxPage *self)
{
  self->limit = PAGE_LENGTH;
  g_list_store_remove_all (self->entries);
  reload (self);
}

static void
search_changed_cb (CstOutboxPage *self)
{
  self->limit = PAGE_LENGTH;
  reload (self);
}

/* ── Time goes by ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
tick_cb (gpointer user_data)
{
  CstOutboxPage *self = CST_OUTBOX_PAGE (user_data);
  gint64 now = cst_context_now (self->context);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      const CstOperation *operation = cst_outbox_entry_get_operation (cst_outbox_row_get_entry (CST_OUTBOX_ROW (row)));

      if (operation->state == CST_OPERATION_HELD || operation->state == CST_OPERATION_QUEUED)
        cst_outbox_row_tick (CST_OUTBOX_ROW (row), now);
    }

  /* Days go by: what was in time may not be any more. */
  if (now % 60 == 0 && !is_history (self))
    reload (self);

  return G_SOURCE_CONTINUE;
}

static void
cst_outbox_page_map (GtkWidget *widget)
{
  CstOutboxPage *self = CST_OUTBOX_PAGE (widget);

  GTK_WIDGET_CLASS (cst_outbox_page_parent_class)->map (widget);

  self->tick_id = g_timeout_add_seconds (1, tick_cb, self);
  reload (self);
}

static void
cst_outbox_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&CST_OUTBOX_PAGE (widget)->tick_id, g_source_remove);

  GTK_WIDGET_CLASS (cst_outbox_page_parent_class)->unmap (widget);
}

/* ── Acting ────────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CstOutboxPage  *page;  /* (owned) */
  CstOutboxEntry *entry; /* (owned) */
  CstOperationAct act;
} Deed;

static void
deed_free (Deed *deed)
{
  g_object_unref (deed->page);
  g_object_unref (deed->entry);
  g_free (deed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deed, deed_free)

static void
show_subject (CstOutboxPage  *self,
              CstOutboxEntry *entry)
{
  const CstOperation *operation = cst_outbox_entry_get_operation (entry);

  if (operation->delivery != NULL)
    cst_context_open_delivery (self->context, operation->account, operation->delivery, NULL);
  else if (operation->incident != NULL)
    cst_context_open_incident (self->context, operation->account, operation->incident, NULL);
  else
    cst_context_open_order (self->context, operation->account, operation->order);
}

static void
carried_out_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(Deed) deed = user_data;
  g_autoptr(GError) error = NULL;

  if (!cst_operation_act_finish (CST_CONTEXT (object), result, &error))
    {
      cst_message_show_problem (GTK_WIDGET (deed->page), _("Nothing Was Changed"), error);
      return;
    }

  if (deed->act == CST_ACT_TRY)
    cst_context_poke (deed->page->context);
  else if (deed->act == CST_ACT_REDO)
    show_subject (deed->page, deed->entry);
}

static CstOutboxEntry *
find_entry (CstOutboxPage *self,
            gint64         operation)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->entries)); i++)
    {
      CstOutboxEntry *entry = get_entry (self, i);

      if (cst_outbox_entry_get_operation (entry)->id == operation)
        return entry;
    }

  return NULL;
}

static void
act (CstOutboxPage   *self,
     gint64           operation,
     CstOperationAct  what)
{
  CstOutboxEntry *entry = find_entry (self, operation);
  Deed *deed;

  if (entry == NULL)
    return;

  deed = g_new0 (Deed, 1);
  deed->page = g_object_ref (self);
  deed->entry = g_object_ref (entry);
  deed->act = what;
  cst_operation_act_async (self->context, operation, what, carried_out_cb, deed);
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  act (CST_OUTBOX_PAGE (widget), g_variant_get_int64 (parameter), CST_ACT_UNDO);
}

static void
try_now_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  act (CST_OUTBOX_PAGE (widget), g_variant_get_int64 (parameter), CST_ACT_TRY);
}

static void
decide_again_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  act (CST_OUTBOX_PAGE (widget), g_variant_get_int64 (parameter), CST_ACT_REDO);
}

static void
give_up_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  act (CST_OUTBOX_PAGE (widget), g_variant_get_int64 (parameter), CST_ACT_SET_ASIDE);
}

static void
show_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstOutboxPage *self = CST_OUTBOX_PAGE (widget);
  CstOutboxEntry *entry = find_entry (self, g_variant_get_int64 (parameter));

  if (entry != NULL)
    show_subject (self, entry);
}

static void
settle_response_cb (CstOutboxPage   *self,
                    const char      *response,
                    CstSettleDialog *dialog)
{
  CstSettleChoice choice = cst_settle_dialog_get_choice (dialog);

  if (strcmp (response, "apply") == 0 && choice != CST_SETTLE_KEEP)
    act (self, cst_settle_dialog_get_operation (dialog),
         choice == CST_SETTLE_ARRIVED ? CST_ACT_ARRIVED : CST_ACT_TRY);
}

static void
present (CstOutboxPage *self,
         GtkWindow     *window)
{
  gtk_window_set_transient_for (window, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (window);
}

static void
settle_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstOutboxPage *self = CST_OUTBOX_PAGE (widget);
  CstOutboxEntry *entry = find_entry (self, g_variant_get_int64 (parameter));
  CstSettleDialog *dialog;

  if (entry == NULL)
    return;

  dialog = cst_settle_dialog_new (entry, cst_context_now (self->context));
  g_signal_connect_object (dialog, "response", G_CALLBACK (settle_response_cb), self, G_CONNECT_SWAPPED);
  present (self, GTK_WINDOW (dialog));
}

static void
conflict_decide_again_cb (CstOutboxPage *self,
                          gint64         operation)
{
  act (self, operation, CST_ACT_REDO);
}

static void
conflict_give_up_cb (CstOutboxPage *self,
                     gint64         operation)
{
  act (self, operation, CST_ACT_SET_ASIDE);
}

static void
compare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CstOutboxPage *self = CST_OUTBOX_PAGE (widget);
  CstOutboxEntry *entry = find_entry (self, g_variant_get_int64 (parameter));
  CstConflictWindow *window;

  if (entry == NULL)
    return;

  /* A carrier's incident shows both sides in its own window. */
  if (cst_outbox_entry_get_operation (entry)->delivery != NULL)
    {
      show_subject (self, entry);
      return;
    }

  window = cst_conflict_window_new (entry, cst_context_now (self->context));
  g_signal_connect_object (window, "decide-again", G_CALLBACK (conflict_decide_again_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "give-up", G_CALLBACK (conflict_give_up_cb), self, G_CONNECT_SWAPPED);
  present (self, GTK_WINDOW (window));
}

static void
more_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstOutboxPage *self = CST_OUTBOX_PAGE (widget);

  self->limit += PAGE_LENGTH;
  reload (self);
}

static void
reload_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  reload (CST_OUTBOX_PAGE (widget));
}

/* ── The life of the page ──────────────────────────────────────────────────────────────────────── */

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  CstOutboxPage *self = CST_OUTBOX_PAGE (user_data);

  return cst_outbox_row_new (item, cst_context_now (self->context));
}

static void
cst_outbox_page_dispose (GObject *object)
{
  CstOutboxPage *self = CST_OUTBOX_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_OUTBOX_PAGE);
  g_clear_object (&self->entries);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_outbox_page_parent_class)->dispose (object);
}

static void
cst_outbox_page_class_init (CstOutboxPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_outbox_page_dispose;
  widget_class->map = cst_outbox_page_map;
  widget_class->unmap = cst_outbox_page_unmap;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  g_type_ensure (CST_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-outbox-page"));
  gtk_widget_class_bind_template_child (widget_class, CstOutboxPage, root);
  gtk_widget_class_bind_template_child (widget_class, CstOutboxPage, waiting_button);
  gtk_widget_class_bind_template_child (widget_class, CstOutboxPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CstOutboxPage, states);
  gtk_widget_class_bind_template_child (widget_class, CstOutboxPage, risks_label);
  gtk_widget_class_bind_template_child (widget_class, CstOutboxPage, list);
  gtk_widget_class_bind_template_child (widget_class, CstOutboxPage, more_button);
  gtk_widget_class_bind_template_child (widget_class, CstOutboxPage, empty_page);
  gtk_widget_class_bind_template_callback (widget_class, view_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);

  gtk_widget_class_install_action (widget_class, "outbox.undo", "x", undo_action);
  gtk_widget_class_install_action (widget_class, "outbox.try-now", "x", try_now_action);
  gtk_widget_class_install_action (widget_class, "outbox.settle", "x", settle_action);
  gtk_widget_class_install_action (widget_class, "outbox.compare", "x", compare_action);
  gtk_widget_class_install_action (widget_class, "outbox.decide-again", "x", decide_again_action);
  gtk_widget_class_install_action (widget_class, "outbox.give-up", "x", give_up_action);
  gtk_widget_class_install_action (widget_class, "outbox.show", "x", show_action);
  gtk_widget_class_install_action (widget_class, "outbox.more", NULL, more_action);
  gtk_widget_class_install_action (widget_class, "outbox.reload", NULL, reload_action);
}

static void
cst_outbox_page_init (CstOutboxPage *self)
{
  self->limit = PAGE_LENGTH;
  self->entries = g_list_store_new (CST_TYPE_OUTBOX_ENTRY);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cst_outbox_page_new (CstContext *context)
{
  CstOutboxPage *self;

  g_return_val_if_fail (CST_IS_CONTEXT (context), NULL);

  self = g_object_new (CST_TYPE_OUTBOX_PAGE, NULL);
  self->context = g_object_ref (context);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->entries), create_row, self, NULL);
  g_signal_connect_object (cst_context_get_store (context), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
