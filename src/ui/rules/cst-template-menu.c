/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-template-menu.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-ui.h"
#include "cst-util.h"

/* The ready texts for this case and the person's own ones (H9, R11), to be found by typing, read as
 * they will be and inserted. `opened` asks for fresh texts, `inserted` hands one over, `kept` and
 * `removed` tell of a snippet. */
struct _CstTemplateMenu
{
  GtkWidget      parent_instance;

  GPtrArray     *texts; /* (owned) of CstReadyText */

  GtkMenuButton *root;
  GtkPopover    *popover;
  GtkEditable   *search_entry;
  GtkListBox    *list;
  GtkLabel      *preview_label;
  GtkWidget     *preview_box;
  GtkLabel      *note_label;
  GtkEditable   *name_entry;
};

enum
{
  OPENED,
  INSERTED,
  KEPT,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstTemplateMenu, cst_template_menu, GTK_TYPE_WIDGET)

static void
free_text (gpointer data)
{
  CstReadyText *text = data;

  g_free (text->label);
  g_free (text->text);
  g_free (text->language);
  g_free (text->note);
  g_free (text);
}

GPtrArray *
cst_ready_texts_new (void)
{
  return g_ptr_array_new_with_free_func (free_text);
}

/**
 * cst_ready_texts_add:
 * @language: (nullable)
 * @note: (nullable)
 */
void
cst_ready_texts_add (GPtrArray  *texts,
                     const char *label,
                     const char *text,
                     const char *language,
                     const char *note,
                     gboolean    is_own)
{
  CstReadyText *ready = g_new0 (CstReadyText, 1);

  ready->label = g_strdup (label);
  ready->text = g_strdup (text);
  ready->language = g_strdup (language);
  ready->note = g_strdup (note);
  ready->is_own = is_own;
  g_ptr_array_add (texts, ready);
}

static const CstReadyText *
selected (CstTemplateMenu *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? g_ptr_array_index (self->texts, (guint) gtk_list_box_row_get_index (row)) : NULL;
}

static void
update_actions (CstTemplateMenu *self)
{
  const CstReadyText *text = selected (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "template.insert", text != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "template.remove", text != NULL && text->is_own);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "template.keep",
                                 !cst_str_is_blank (gtk_editable_get_text (self->name_entry)));
}

static void
show_preview (CstTemplateMenu *self)
{
  const CstReadyText *text = selected (self);

  gtk_widget_set_visible (self->preview_box, text != NULL);
  gtk_label_set_label (self->preview_label, text != NULL ? text->text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), text != NULL && text->note != NULL);
  gtk_label_set_label (self->note_label, text != NULL && text->note != NULL ? text->note : "");
  if (text != NULL && text->is_own)
    gtk_editable_set_text (self->name_entry, text->label);
  update_actions (self);
}

static gboolean
filter_row (GtkListBoxRow *row,
            gpointer       user_data)
{
  CstTemplateMenu *self = user_data;
  const CstReadyText *text = g_ptr_array_index (self->texts, (guint) gtk_list_box_row_get_index (row));
  const char *wanted = gtk_editable_get_text (self->search_entry);
  g_autofree char *both = g_strdup_printf ("%s %s", text->label, text->text);

  return cst_str_is_blank (wanted) || g_str_match_string (wanted, both, TRUE);
}

static void
select_first (CstTemplateMenu *self)
{
  GtkListBoxRow *row;

  gtk_list_box_invalidate_filter (self->list);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      if (filter_row (row, self))
        {
          gtk_list_box_select_row (self->list, row);
          return;
        }
    }
  gtk_list_box_unselect_all (self->list);
}

/* Who opened the list with “/” and meant one types it again. */
static void
search_changed_cb (CstTemplateMenu *self)
{
  if (g_str_equal (gtk_editable_get_text (self->search_entry), "/"))
    {
      gtk_popover_popdown (self->popover);
      g_signal_emit (self, signals[INSERTED], 0, "/");
      return;
    }

  select_first (self);
}

static void
insert_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstTemplateMenu *self = CST_TEMPLATE_MENU (widget);
  const CstReadyText *text = selected (self);
  g_autofree char *copy = text != NULL ? g_strdup (text->text) : NULL;

  gtk_popover_popdown (self->popover);
  if (copy != NULL)
    g_signal_emit (self, signals[INSERTED], 0, copy);
}

static void
keep_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstTemplateMenu *self = CST_TEMPLATE_MENU (widget);
  g_autofree char *label = g_strstrip (g_strdup (gtk_editable_get_text (self->name_entry)));

  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[KEPT], 0, label);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstTemplateMenu *self = CST_TEMPLATE_MENU (widget);
  const CstReadyText *text = selected (self);
  g_autofree char *label = text != NULL && text->is_own ? g_strdup (text->label) : NULL;

  if (label != NULL)
    g_signal_emit (self, signals[REMOVED], 0, label);
}

static void
activate_cb (CstTemplateMenu *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "template.insert", NULL);
}

static void
show_cb (CstTemplateMenu *self)
{
  g_signal_emit (self, signals[OPENED], 0);
  gtk_editable_set_text (self->search_entry, "");
  gtk_editable_set_text (self->name_entry, "");
  select_first (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
cst_template_menu_dispose (GObject *object)
{
  CstTemplateMenu *self = CST_TEMPLATE_MENU (object);

  /* A list and texts that go say so, when there is nothing left to update. */
  if (self->list != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->list, self);
      g_signal_handlers_disconnect_by_data (self->search_entry, self);
      g_signal_handlers_disconnect_by_data (self->name_entry, self);
    }
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_TEMPLATE_MENU);

  G_OBJECT_CLASS (cst_template_menu_parent_class)->dispose (object);
}

static void
cst_template_menu_finalize (GObject *object)
{
  g_ptr_array_unref (CST_TEMPLATE_MENU (object)->texts);

  G_OBJECT_CLASS (cst_template_menu_parent_class)->finalize (object);
}

static void
add_signals (GObjectClass *klass)
{
  static const char *const names[] = { "opened", "inserted", "kept", "removed" };

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = i == OPENED ? g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 0)
                             : g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cst_template_menu_class_init (CstTemplateMenuClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_template_menu_dispose;
  object_class->finalize = cst_template_menu_finalize;

  add_signals (object_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "templatemenu");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-template-menu"));
  gtk_widget_class_bind_template_child (widget_class, CstTemplateMenu, root);
  gtk_widget_class_bind_template_child (widget_class, CstTemplateMenu, popover);
  gtk_widget_class_bind_template_child (widget_class, CstTemplateMenu, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CstTemplateMenu, list);
  gtk_widget_class_bind_template_child (widget_class, CstTemplateMenu, preview_box);
  gtk_widget_class_bind_template_child (widget_class, CstTemplateMenu, preview_label);
  gtk_widget_class_bind_template_child (widget_class, CstTemplateMenu, note_label);
  gtk_widget_class_bind_template_child (widget_class, CstTemplateMenu, name_entry);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_preview);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_actions);
  gtk_widget_class_install_action (widget_class, "template.insert", NULL, insert_action);
  gtk_widget_class_install_action (widget_class, "template.keep", NULL, keep_action);
  gtk_widget_class_install_action (widget_class, "template.remove", NULL, remove_action);
}

static void
cst_template_menu_init (CstTemplateMenu *self)
{
  self->texts = cst_ready_texts_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, filter_row, self, NULL);
  update_actions (self);
}

/**
 * cst_template_menu_set_texts:
 * @texts: (transfer full) (element-type CstReadyText)
 */
void
cst_template_menu_set_texts (CstTemplateMenu *self,
                             GPtrArray       *texts)
{
  GtkWidget *child;

  g_return_if_fail (CST_IS_TEMPLATE_MENU (self));

  gtk_list_box_unselect_all (self->list);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  g_ptr_array_unref (self->texts);
  self->texts = texts;

  for (guint i = 0; i < texts->len; i++)
    {
      const CstReadyText *text = g_ptr_array_index (texts, i);
      GtkWidget *row = gtk_list_box_row_new ();
      const char *detail = text->is_own ? _("your own") : text->language;
      GtkWidget *content = cst_build_pair (text->label, detail != NULL ? detail : "");
      g_autofree char *spoken = g_strdup_printf ("%s, %s", text->label, detail != NULL ? detail : "");

      gtk_widget_remove_css_class (gtk_widget_get_first_child (content), "dim-label");
      gtk_widget_add_css_class (gtk_widget_get_last_child (content), "dim-label");
      gtk_label_set_wrap (GTK_LABEL (gtk_widget_get_last_child (content)), FALSE);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), content);
      cst_accessible_set_label (row, spoken);
      gtk_list_box_append (self->list, row);
    }
  select_first (self);
}

/**
 * cst_template_menu_pop_up:
 *
 * Opens the list, as Ctrl+T does.
 */
void
cst_template_menu_pop_up (CstTemplateMenu *self)
{
  g_return_if_fail (CST_IS_TEMPLATE_MENU (self));

  gtk_menu_button_popup (self->root);
}
