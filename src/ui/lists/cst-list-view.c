/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-list-view-private.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-list-cell.h"
#include "cst-list-model.h"
#include "cst-ui.h"

/* A column view over the store's paged list. Sorting happens in the store: here it is only read off which heading was
 * clicked. What the user did to the columns is remembered. */

enum
{
  ROW_ACTIVATED,
  SORT_CHANGED,
  SELECTION_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstListView, cst_list_view, GTK_TYPE_WIDGET)

static void
activate_cb (CstListView *self,
             guint        position)
{
  g_autoptr(CstListSlot) slot = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  CstRow *row = slot != NULL ? cst_list_slot_get_row (slot) : NULL;

  if (row != NULL)
    g_signal_emit (self, signals[ROW_ACTIVATED], 0, row);
}

/* ── The menu of a row ─────────────────────────────────────────────────────────────────────────── */

static GtkListItem *
find_item_at (CstListView *self,
              double       x,
              double       y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  for (; widget != NULL && widget != GTK_WIDGET (self); widget = gtk_widget_get_parent (widget))
    {
      GtkListItem *item = cst_list_cell_get_item (widget);
      GtkWidget *child = gtk_widget_get_first_child (widget);

      if (item == NULL && child != NULL)
        item = cst_list_cell_get_item (child);
      if (item != NULL)
        return item;
    }

  return NULL;
}

static void
popup_menu (CstListView *self,
            double       x,
            double       y)
{
  if (self->menu == NULL || cst_list_view_get_selected_row (self) == NULL)
    return;

  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
pressed_cb (CstListView *self,
            int          n_press,
            double       x,
            double       y)
{
  GtkListItem *item = find_item_at (self, x, y);

  if (item == NULL)
    return;

  if (!gtk_selection_model_is_selected (self->selection, gtk_list_item_get_position (item)))
    gtk_selection_model_select_item (self->selection, gtk_list_item_get_position (item), TRUE);
  popup_menu (self, x, y);
}

static void
menu_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  CstListView *self = CST_LIST_VIEW (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  double x = 24;
  double y = 24;

  if (focus != NULL && gtk_widget_is_ancestor (focus, widget))
    gtk_widget_translate_coordinates (focus, widget, 24, gtk_widget_get_height (focus) / 2.0, &x, &y);

  popup_menu (self, x, y);
}

static void
cst_list_view_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  CstListView *self = CST_LIST_VIEW (widget);

  gtk_widget_size_allocate (self->root, &(GtkAllocation) { 0, 0, width, height }, baseline);
  cst_list_view_set_width (self, width);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
cst_list_view_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  gtk_widget_measure (CST_LIST_VIEW (widget)->root, orientation, for_size,
                      minimum, natural, minimum_baseline, natural_baseline);
}

static void
cst_list_view_dispose (GObject *object)
{
  CstListView *self = CST_LIST_VIEW (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_LIST_VIEW);
  g_clear_object (&self->selection);
  g_clear_object (&self->settings);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_list_view_parent_class)->dispose (object);
}

static void
cst_list_view_finalize (GObject *object)
{
  CstListView *self = CST_LIST_VIEW (object);

  g_ptr_array_unref (self->view_columns);
  g_ptr_array_unref (self->cells);
  g_hash_table_unref (self->unavailable);

  G_OBJECT_CLASS (cst_list_view_parent_class)->finalize (object);
}

static void
cst_list_view_class_init (CstListViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_list_view_dispose;
  object_class->finalize = cst_list_view_finalize;
  widget_class->measure = cst_list_view_measure;
  widget_class->size_allocate = cst_list_view_size_allocate;

  signals[ROW_ACTIVATED] = g_signal_new ("row-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, CST_TYPE_ROW);
  signals[SORT_CHANGED] = g_signal_new ("sort-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "list.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "list.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "list.menu", NULL);

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-list-view"));
  gtk_widget_class_bind_template_child (widget_class, CstListView, root);
  gtk_widget_class_bind_template_child (widget_class, CstListView, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
selection_changed_cb (CstListView *self)
{
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
take_selection (CstListView       *self,
                GtkSelectionModel *selection)
{
  g_clear_object (&self->selection);
  self->selection = selection;
  g_signal_connect_object (selection, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  /* A row that goes is selected no longer, and nothing else says so. */
  g_signal_connect_object (selection, "items-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, selection);
}

static void
cst_list_view_init (CstListView *self)
{
  GtkSingleSelection *selection = gtk_single_selection_new (NULL);
  GtkGesture *gesture;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->view_columns = g_ptr_array_new ();
  self->cells = g_ptr_array_new ();
  self->unavailable = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  take_selection (self, GTK_SELECTION_MODEL (selection));

  gesture = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (gesture, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
}

/**
 * cst_list_view_set_label:
 * @label: translated; what is listed, for screen readers
 */
void
cst_list_view_set_label (CstListView *self,
                         const char  *label)
{
  g_return_if_fail (CST_IS_LIST_VIEW (self));

  cst_accessible_set_label (GTK_WIDGET (self->view), label);

  /* A column view consists of a row of headings and the list proper; GTK names neither. */
  for (GtkWidget *part = gtk_widget_get_first_child (GTK_WIDGET (self->view)); part != NULL;
       part = gtk_widget_get_next_sibling (part))
    {
      gboolean is_list = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (part)) == GTK_ACCESSIBLE_ROLE_LIST;

      cst_accessible_set_label (part, is_list ? label : _("Column headings"));
    }
}

void
cst_list_view_set_model (CstListView *self,
                         GListModel  *model)
{
  g_return_if_fail (CST_IS_LIST_VIEW (self));

  if (GTK_IS_MULTI_SELECTION (self->selection))
    gtk_multi_selection_set_model (GTK_MULTI_SELECTION (self->selection), model);
  else
    gtk_single_selection_set_model (GTK_SINGLE_SELECTION (self->selection), model);
}

/**
 * cst_list_view_set_multiple:
 *
 * From now on several rows can be selected. Before the model is set.
 */
void
cst_list_view_set_multiple (CstListView *self)
{
  g_return_if_fail (CST_IS_LIST_VIEW (self));

  take_selection (self, GTK_SELECTION_MODEL (gtk_multi_selection_new (NULL)));
}

/**
 * cst_list_view_set_menu:
 * @menu: what can be done with the selected row
 */
void
cst_list_view_set_menu (CstListView *self,
                        GMenuModel  *menu)
{
  g_return_if_fail (CST_IS_LIST_VIEW (self));

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
}

/**
 * cst_list_view_get_n_selected:
 *
 * Returns: how many rows are selected
 */
guint
cst_list_view_get_n_selected (CstListView *self)
{
  g_autoptr(GtkBitset) selected = NULL;

  g_return_val_if_fail (CST_IS_LIST_VIEW (self), 0);

  selected = gtk_selection_model_get_selection (self->selection);

  return (guint) gtk_bitset_get_size (selected);
}

/**
 * cst_list_view_get_selected_rows:
 *
 * Returns: (transfer full) (element-type CstRow): the selected rows in the list’s order, those whose page is there
 */
GPtrArray *
cst_list_view_get_selected_rows (CstListView *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GtkBitset) selected = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (CST_IS_LIST_VIEW (self), rows);

  selected = gtk_selection_model_get_selection (self->selection);
  if (!gtk_bitset_iter_init_first (&iter, selected, &position))
    return rows;

  do
    {
      g_autoptr(CstListSlot) slot = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
      CstRow *row = slot != NULL ? cst_list_slot_get_row (slot) : NULL;

      if (row != NULL)
        g_ptr_array_add (rows, g_object_ref (row));
    }
  while (gtk_bitset_iter_next (&iter, &position));

  return rows;
}

/**
 * cst_list_view_get_selected_row:
 *
 * Returns: (transfer none) (nullable): the selected row, the first of several, if its page is there
 */
CstRow *
cst_list_view_get_selected_row (CstListView *self)
{
  g_autoptr(GtkBitset) selected = NULL;
  g_autoptr(CstListSlot) slot = NULL;

  g_return_val_if_fail (CST_IS_LIST_VIEW (self), NULL);

  selected = gtk_selection_model_get_selection (self->selection);
  if (gtk_bitset_is_empty (selected))
    return NULL;

  /* The list remembers the rows it gave away last. */
  slot = g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_minimum (selected));

  return slot != NULL ? cst_list_slot_get_row (slot) : NULL;
}

/**
 * cst_list_view_refill:
 *
 * Writes the visible rows again, because time went by.
 */
void
cst_list_view_refill (CstListView *self)
{
  g_return_if_fail (CST_IS_LIST_VIEW (self));

  for (guint i = 0; i < self->cells->len; i++)
    cst_list_cell_refill (g_ptr_array_index (self->cells, i));
}

void
cst_list_view_scroll_to_top (CstListView *self)
{
  GtkAdjustment *adjustment;

  g_return_if_fail (CST_IS_LIST_VIEW (self));

  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->root));
  gtk_adjustment_set_value (adjustment, 0);
}
