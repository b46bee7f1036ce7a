/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-receive-window.h"

#include <glib/gi18n.h>

#include "cst-aftercare-open.h"
#include "cst-labels.h"
#include "cst-return-search.h"
#include "cst-ui.h"
#include "cst-util.h"

/* R4: a parcel lies on the table: its number is scanned or typed, and the return it belongs to opens.
 * The window stays, ready for the next parcel. */
struct _CstReceiveWindow
{
  AdwWindow     parent_instance;

  CstContext   *context;     /* (owned) */
  GCancellable *cancellable; /* (owned) */

  GtkEditable  *number;
  GtkLabel     *outcome;
  GtkWidget    *hits_group;
  GtkListBox   *hits;
};

G_DEFINE_FINAL_TYPE (CstReceiveWindow, cst_receive_window, ADW_TYPE_WINDOW)

static void
say (CstReceiveWindow *self,
     const char       *text)
{
  gtk_label_set_label (self->outcome, text);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome), text != NULL && *text != '\0');
}

static void
clear_hits (CstReceiveWindow *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->hits))) != NULL)
    gtk_list_box_remove (self->hits, row);
  gtk_widget_set_visible (self->hits_group, FALSE);
}

typedef struct
{
  CstReceiveWindow *window; /* (owned) */
  char             *goods;  /* (owned) */
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->window);
  g_free (opening->goods);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Opening) opening = user_data;
  CstReceiveWindow *self = opening->window;
  g_autoptr(CstIncidentCase) incident_case = cst_store_query_finish (CST_STORE (object), result, NULL);

  if (incident_case == NULL || self->context == NULL)
    return;

  cst_aftercare_open_count (self->context, incident_case, opening->goods, GTK_WINDOW (self));
  gtk_editable_set_text (self->number, "");
}

static void
open_return (CstReceiveWindow *self,
             gint64            account,
             const char       *incident,
             const char       *goods)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->window = g_object_ref (self);
  opening->goods = g_strdup (goods);
  cst_store_query_async (cst_context_get_store (self->context), cst_incident_case_load,
                         cst_incident_case_request_new (account, incident),
                         (GDestroyNotify) cst_incident_case_request_free, (GDestroyNotify) cst_incident_case_unref,
                         self->cancellable, loaded_cb, opening);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  const char *incident;
  const char *goods;
  gint64 account;

  g_variant_get (parameter, "(x&s&s)", &account, &incident, &goods);
  open_return (CST_RECEIVE_WINDOW (widget), account, incident, goods);
}

static void
add_hit (CstReceiveWindow   *self,
         const CstReturnHit *hit)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (hit->state >= CST_RETURN_RECEIVED ? _("_Inspect…")
                                                                                      : _("_Receive…"));
  g_autofree char *pieces = g_strdup_printf (ngettext ("%d piece", "%d pieces", (gulong) hit->pieces), hit->pieces);
  g_autofree char *title = g_strdup_printf ("%s · %s", hit->order_number, hit->customer);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s · %s · %s", hit->incident_number, pieces,
                                               cst_label_return_state (hit->state), hit->account_name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(xss)", hit->account, hit->incident, hit->goods);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "receive.open");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (self->hits, row);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CstReceiveWindow) self = CST_RECEIVE_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) hits = cst_store_query_finish (CST_STORE (object), result, &error);
  const CstReturnHit *first = hits != NULL && hits->len > 0 ? g_ptr_array_index (hits, 0) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->context == NULL)
    return;

  clear_hits (self);
  if (hits == NULL)
    {
      say (self, _("The returns could not be searched. Try again."));
    }
  else if (first == NULL)
    {
      say (self, _("No open return has this number. Check it, or look for the order and open its problem."));
      gtk_editable_select_region (self->number, 0, -1);
    }
  else if (hits->len == 1)
    {
      say (self, "");
      open_return (self, first->account, first->incident, first->goods);
    }
  else
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u return has this number.", "%u returns have this number.",
                                                         hits->len), hits->len);

      say (self, text);
      for (guint i = 0; i < hits->len; i++)
        add_hit (self, g_ptr_array_index (hits, i));
      gtk_widget_set_visible (self->hits_group, TRUE);
    }
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstReceiveWindow *self = CST_RECEIVE_WINDOW (widget);
  const char *typed = gtk_editable_get_text (self->number);

  if (cst_str_is_blank (typed))
    return;

  say (self, _("Searching…"));
  cst_store_query_async (cst_context_get_store (self->context), cst_return_search, g_strdup (typed), g_free,
                         (GDestroyNotify) g_ptr_array_unref, self->cancellable, found_cb, g_object_ref (self));
}

static void
activated_cb (CstReceiveWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "receive.search", NULL);
}

static void
cst_receive_window_dispose (GObject *object)
{
  CstReceiveWindow *self = CST_RECEIVE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_receive_window_parent_class)->dispose (object);
}

static void
cst_receive_window_finalize (GObject *object)
{
  g_clear_object (&CST_RECEIVE_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (cst_receive_window_parent_class)->finalize (object);
}

static void
cst_receive_window_class_init (CstReceiveWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_receive_window_dispose;
  object_class->finalize = cst_receive_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-receive-window"));
  gtk_widget_class_bind_template_child (widget_class, CstReceiveWindow, number);
  gtk_widget_class_bind_template_child (widget_class, CstReceiveWindow, outcome);
  gtk_widget_class_bind_template_child (widget_class, CstReceiveWindow, hits_group);
  gtk_widget_class_bind_template_child (widget_class, CstReceiveWindow, hits);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "receive.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "receive.open", "(xss)", open_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cst_receive_window_init (CstReceiveWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_receive_window_new:
 * @parent: (nullable)
 *
 * Returns: (transfer none): the window, still to be presented; GTK owns it
 */
CstReceiveWindow *
cst_receive_window_new (CstContext *context,
                        GtkWindow  *parent)
{
  CstReceiveWindow *self = g_object_new (CST_TYPE_RECEIVE_WINDOW, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_editable_get_delegate (self->number)));

  return self;
}
