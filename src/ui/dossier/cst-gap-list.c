/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-gap-list.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-dossier-async.h"
#include "cst-dossier-words.h"
#include "cst-message.h"

/* P7, P10: what an arbitration will ask for, check by check: what is missing is named, and beside it a button leads to
 * the place where it is added. The signal `go` says to which. */
struct _CstGapList
{
  GtkWidget     parent_instance;

  GtkWidget    *list;        /* GtkListBox */
  GCancellable *cancellable; /* (owned) */
};

enum
{
  GO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstGapList, cst_gap_list, GTK_TYPE_WIDGET)

static void
add_row (CstGapList *self,
         GtkWidget  *row)
{
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
clicked_cb (GtkButton  *button,
            CstGapList *self)
{
  g_signal_emit (self, signals[GO], 0, g_object_get_data (G_OBJECT (button), "kind"));
}

static char *
say_gaps (const CstDossier *dossier,
          const char       *kind)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < dossier->gaps->len; i++)
    {
      const CstDossierGap *gap = g_ptr_array_index (dossier->gaps, i);

      if (g_str_equal (gap->kind, kind))
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", gap->text);
    }

  return g_strdup (text->str);
}

static GtkWidget *
build_button (CstGapList *self,
              const char *kind)
{
  GtkWidget *button = gtk_button_new_with_label (C_("what is missing", "Add…"));
  g_autofree char *spoken = NULL;

  /* Translators: a kind of evidence that is missing, as in “Photos” */
  spoken = g_strdup_printf (C_("what is missing", "Add: %s"), cst_dossier_check_label (kind));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  cst_accessible_set_label (button, spoken);
  g_object_set_data_full (G_OBJECT (button), "kind", g_strdup (kind), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);

  return button;
}

static void
add_check (CstGapList            *self,
           const CstDossier      *dossier,
           const CstDossierCheck *check)
{
  g_autofree char *missing = say_gaps (dossier, check->kind);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (check->is_complete ? "object-select-symbolic"
                                                                     : "dialog-warning-symbolic");

  gtk_widget_add_css_class (icon, check->is_complete ? "success" : "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), cst_dossier_check_label (check->kind));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), check->is_complete ? C_("what is missing", "Complete") : missing);
  if (!check->is_complete)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), build_button (self, check->kind));
  add_row (self, row);
}

static void
clear_rows (CstGapList *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstGapList) self = CST_GAP_LIST (user_data);
  g_autoptr(GError) error = NULL;
  CstDossier *dossier = cst_dossier_load_finish (CST_RULES (object), result, &error);

  if (dossier == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cst_message_show_problem (GTK_WIDGET (self), _("What is missing cannot be looked up"), error);
      return;
    }

  clear_rows (self);
  for (guint i = 0; i < dossier->checks->len; i++)
    add_check (self, dossier, g_ptr_array_index (dossier->checks, i));
  cst_dossier_unref (dossier);
}

static void
cst_gap_list_dispose (GObject *object)
{
  CstGapList *self = CST_GAP_LIST (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->list, gtk_widget_unparent);

  G_OBJECT_CLASS (cst_gap_list_parent_class)->dispose (object);
}

static void
cst_gap_list_class_init (CstGapListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cst_gap_list_dispose;

  signals[GO] = g_signal_new ("go", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
cst_gap_list_init (CstGapList *self)
{
  GtkWidget *row = adw_action_row_new ();

  self->cancellable = g_cancellable_new ();
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  cst_accessible_set_label (self->list, _("What is handed over"));
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Looking for what is missing…"));
  add_row (self, row);
}

/**
 * cst_gap_list_load:
 *
 * Looks for what is missing.
 */
void
cst_gap_list_load (CstGapList *self,
                   CstContext *context,
                   gint64      account,
                   const char *incident)
{
  CstDossierOptions options = { 0 };

  g_return_if_fail (CST_IS_GAP_LIST (self));

  cst_dossier_load_async (cst_context_get_rules (context), account, incident, &options, cst_context_now (context),
                          self->cancellable, loaded_cb, g_object_ref (self));
}
