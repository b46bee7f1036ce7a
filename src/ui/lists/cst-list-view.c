/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-list-view.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-list-cell.h"
#include "cst-list-model.h"
#include "cst-ui.h"

/* A column view over the store's paged list. Sorting happens in the store: here it is only read off which heading was
 * clicked. What the user did to the columns is remembered. */

struct _CstListView
{
  GtkWidget            parent_instance;

  GtkWidget           *root;
  GtkColumnView       *view;

  CstContext          *context;  /* (owned) (nullable) */
  GSettings           *settings; /* (owned) (nullable) */
  const CstListColumn *columns;
  guint                n_columns;
  GPtrArray           *view_columns; /* (owned): of GtkColumnViewColumn, as in columns */
  GPtrArray           *cells;        /* (owned): of the living cells, borrowed */
  GtkSelectionModel   *selection;    /* (owned): single, until several may be selected */
  GHashTable          *unavailable;  /* (owned): ids of columns this page does not have right now */
  GtkWidget           *menu;         /* (nullable): a child of the view */
  const CstListColumn *asked;        /* the column whose sorter was asked first */
  const CstListColumn *sorted;       /* (nullable): NULL is the list's own order */
  int                  width;        /* of the list, 0 until it has one */
  int                  char_width;
  guint                columns_tick; /* 0: the columns fit the width */
  gboolean             is_descending;
  gboolean             is_compact;
  gboolean             is_setting_up;
};

enum
{
  ROW_ACTIVATED,
  SORT_CHANGED,
  SELECTION_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstListView, cst_list_view, GTK_TYPE_WIDGET)

/* Each sorter is asked about two dummies: the first one asked is the primary column. */
typedef struct
{
  CstListView         *view; /* owns the column that owns the sorter */
  const CstListColumn *column;
} SortProbe;

static int
probe_cb (gconstpointer a,
          gconstpointer b,
          gpointer      user_data)
{
  SortProbe *probe = user_data;

  if (probe->view->asked == NULL)
    probe->view->asked = probe->column;

  return -1;
}

static void
save_sort (CstListView *self)
{
  if (self->settings == NULL || self->is_setting_up)
    return;

  g_settings_set_string (self->settings, "sort-column", self->sorted != NULL ? self->sorted->id : "");
  g_settings_set_boolean (self->settings, "sort-descending", self->is_descending);
}

static void
sorter_changed_cb (CstListView *self)
{
  g_autoptr(GObject) a = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr(GObject) b = g_object_new (G_TYPE_OBJECT, NULL);
  GtkOrdering order;

  self->asked = NULL;
  order = gtk_sorter_compare (gtk_column_view_get_sorter (self->view), a, b);
  self->sorted = self->asked;
  self->is_descending = self->asked != NULL && order == GTK_ORDERING_LARGER;

  save_sort (self);
  if (!self->is_setting_up)
    g_signal_emit (self, signals[SORT_CHANGED], 0);
}

static void
width_changed_cb (CstListView         *self,
                  GParamSpec          *pspec,
                  GtkColumnViewColumn *column)
{
  g_autoptr(GVariant) widths = g_settings_get_value (self->settings, "column-widths");
  GVariantDict dict;
  guint position;

  if (!g_ptr_array_find (self->view_columns, column, &position))
    return;

  g_variant_dict_init (&dict, widths);
  g_variant_dict_insert (&dict, self->columns[position].id, "i", gtk_column_view_column_get_fixed_width (column));
  g_settings_set_value (self->settings, "column-widths", g_variant_dict_end (&dict));
}

static gboolean
column_is_hidden (CstListView *self,
                  const char  *id)
{
  g_auto(GStrv) hidden = g_settings_get_strv (self->settings, "hidden-columns");

  return g_strv_contains ((const char *const *) hidden, id);
}

static gboolean
column_is_wanted (CstListView         *self,
                  const CstListColumn *column)
{
  if (column->place != (self->is_compact ? CST_COLUMN_NARROW : CST_COLUMN_WIDE))
    return FALSE;

  return !g_hash_table_contains (self->unavailable, column->id) &&
         (self->is_compact || !column_is_hidden (self, column->id));
}

static int
find_column (CstListView *self,
             const char  *id)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (strcmp (self->columns[i].id, id) == 0)
        return (int) i;
    }

  return -1;
}

static int
rank_of (CstListView    *self,
         guint           index,
         const gboolean *visible)
{
  const char *other = self->columns[index].yields_to;
  int place = other != NULL ? find_column (self, other) : -1;

  return place >= 0 && visible[place] ? G_MAXINT : self->columns[index].rank;
}

static int
room_of (CstListView *self,
         guint        index)
{
  int fixed = gtk_column_view_column_get_fixed_width (g_ptr_array_index (self->view_columns, index));

  return fixed > 0 ? fixed : self->columns[index].room * self->char_width;
}

/* Of the columns that are wanted, those for which there is room. */
static void
choose_columns (CstListView *self,
                gboolean    *visible)
{
  int room = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      visible[i] = column_is_wanted (self, &self->columns[i]);
      room += visible[i] ? room_of (self, i) : 0;
    }

  while (self->width > 0 && room > self->width)
    {
      int last = -1;

      for (guint i = 0; i < self->n_columns; i++)
        {
          if (visible[i] && rank_of (self, i, visible) > (last >= 0 ? rank_of (self, (guint) last, visible) : 0))
            last = (int) i;
        }
      if (last < 0)
        return;

      visible[last] = FALSE;
      room -= room_of (self, (guint) last);
    }
}

static void
update_columns (CstListView *self)
{
  g_autofree gboolean *visible = g_new (gboolean, self->n_columns);

  choose_columns (self, visible);
  for (guint i = 0; i < self->n_columns; i++)
    gtk_column_view_column_set_visible (g_ptr_array_index (self->view_columns, i), visible[i]);
}

static gboolean
columns_tick_cb (GtkWidget     *widget,
                 GdkFrameClock *clock,
                 gpointer       user_data)
{
  CST_LIST_VIEW (widget)->columns_tick = 0;
  update_columns (CST_LIST_VIEW (widget));

  return G_SOURCE_REMOVE;
}

/* Which columns there are cannot change while they are given their room. */
static void
set_width (CstListView *self,
           int          width)
{
  if (self->width == width)
    return;

  self->width = width;
  if (self->columns_tick == 0)
    self->columns_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), columns_tick_cb, NULL, NULL);
}

static void
update_char_width (CstListView *self)
{
  PangoContext *pango = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (pango, NULL, NULL);

  self->char_width = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_char_width (metrics));
  pango_font_metrics_unref (metrics);
}

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
  set_width (self, width);
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

static void
hide_column_changed_cb (GSimpleAction *action,
                        GVariant      *value,
                        gpointer       user_data)
{
  CstListView *self = user_data;
  const char *id = g_action_get_name (G_ACTION (action));
  g_auto(GStrv) old = g_settings_get_strv (self->settings, "hidden-columns");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) hidden = NULL;

  for (char **name = old; *name != NULL; name++)
    {
      if (strcmp (*name, id) != 0)
        g_strv_builder_add (builder, *name);
    }
  if (!g_variant_get_boolean (value))
    g_strv_builder_add (builder, id);

  hidden = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "hidden-columns", (const char *const *) hidden);
  g_simple_action_set_state (action, value);
  update_columns (self);
}

/* A heading's menu: which columns are shown. Those that name the row always are. */
static GMenuModel *
make_header_menu (CstListView *self)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < self->n_columns; i++)
    {
      const CstListColumn *column = &self->columns[i];
      g_autoptr(GSimpleAction) action = NULL;
      g_autofree char *name = NULL;

      if (column->title == NULL || column->names_row)
        continue;

      name = g_strconcat ("columns.", column->id, NULL);
      action = g_simple_action_new_stateful (column->id, NULL,
                                             g_variant_new_boolean (!column_is_hidden (self, column->id)));
      g_signal_connect_object (action, "change-state", G_CALLBACK (hide_column_changed_cb), self, 0);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
      g_menu_append (menu, g_dpgettext2 (NULL, "column", column->title), name);
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns", G_ACTION_GROUP (group));

  return G_MENU_MODEL (menu);
}

static GtkColumnViewColumn *
make_column (CstListView         *self,
             const CstListColumn *column,
             char              *(*speak) (CstRow *, CstContext *),
             GMenuModel          *header_menu)
{
  GtkListItemFactory *factory = cst_list_cell_factory_new (column, self->context, speak, self->cells);
  const char *title = column->title != NULL ? g_dpgettext2 (NULL, "column", column->title) : "";
  GtkColumnViewColumn *view_column = gtk_column_view_column_new (title, factory);

  gtk_column_view_column_set_expand (view_column, column->expand);
  gtk_column_view_column_set_resizable (view_column, column->title != NULL);
  if (column->title != NULL)
    gtk_column_view_column_set_header_menu (view_column, header_menu);

  if (column->sort != CST_SORT_DEFAULT)
    {
      SortProbe *probe = g_new (SortProbe, 1);
      g_autoptr(GtkSorter) sorter = NULL;

      *probe = (SortProbe) { self, column };
      sorter = GTK_SORTER (gtk_custom_sorter_new (probe_cb, probe, g_free));
      gtk_column_view_column_set_sorter (view_column, sorter);
    }

  return view_column;
}

/* A heading stands over its column’s text: GTK has no property for it. */
static void
align_headings (CstListView *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *heading = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; i < self->n_columns && heading != NULL; i++)
    {
      GtkWidget *content = gtk_widget_get_first_child (heading);

      if (self->columns[i].is_numeric && content != NULL)
        gtk_widget_set_halign (content, GTK_ALIGN_END);
      heading = gtk_widget_get_next_sibling (heading);
    }
}

static void
restore_widths (CstListView *self)
{
  g_autoptr(GVariant) widths = g_settings_get_value (self->settings, "column-widths");

  for (guint i = 0; i < self->n_columns; i++)
    {
      int width;

      if (g_variant_lookup (widths, self->columns[i].id, "i", &width) && width > 0)
        gtk_column_view_column_set_fixed_width (g_ptr_array_index (self->view_columns, i), width);
    }
}

static void
restore_sort (CstListView *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, "sort-column");

  for (guint i = 0; i < self->n_columns; i++)
    {
      if (self->columns[i].sort != CST_SORT_DEFAULT && strcmp (self->columns[i].id, id) == 0)
        gtk_column_view_sort_by_column (self->view, g_ptr_array_index (self->view_columns, i),
                                        g_settings_get_boolean (self->settings, "sort-descending")
                                        ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
    }
}

/**
 * cst_list_view_set_up:
 * @columns: live for ever; the first one names the row
 * @speak: the row as one sentence, for screen readers
 * @settings: where the columns' widths, visibility and order are kept
 *
 * Makes the columns. Once per view.
 */
void
cst_list_view_set_up (CstListView         *self,
                      CstContext          *context,
                      const CstListColumn *columns,
                      guint                n_columns,
                      char *(*speak) (CstRow *, CstContext *),
                      GSettings           *settings)
{
  g_autoptr(GMenuModel) header_menu = NULL;

  g_return_if_fail (CST_IS_LIST_VIEW (self));
  g_return_if_fail (self->columns == NULL);

  self->is_setting_up = TRUE;
  self->context = g_object_ref (context);
  self->settings = g_object_ref (settings);
  self->columns = columns;
  self->n_columns = n_columns;

  header_menu = make_header_menu (self);
  for (guint i = 0; i < n_columns; i++)
    {
      g_autoptr(GtkColumnViewColumn) column = NULL;

      column = make_column (self, &columns[i], columns[i].names_row ? speak : NULL, header_menu);
      gtk_column_view_append_column (self->view, column);
      g_ptr_array_add (self->view_columns, column);
    }
  align_headings (self);
  update_char_width (self);
  restore_widths (self);
  update_columns (self);
  for (guint i = 0; i < n_columns; i++)
    g_signal_connect_object (g_ptr_array_index (self->view_columns, i), "notify::fixed-width",
                             G_CALLBACK (width_changed_cb), self, G_CONNECT_SWAPPED);

  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (sorter_changed_cb), self, G_CONNECT_SWAPPED);
  restore_sort (self);
  self->is_setting_up = FALSE;
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
 * cst_list_view_set_compact:
 *
 * In a narrow window only the columns that say the most stay.
 */
void
cst_list_view_set_compact (CstListView *self,
                           gboolean     is_compact)
{
  g_return_if_fail (CST_IS_LIST_VIEW (self));

  if (self->is_compact == is_compact)
    return;

  self->is_compact = is_compact;
  update_columns (self);
}

/**
 * cst_list_view_set_column_visible:
 *
 * O2: a column that only one tab has. It says nothing about what the user hid.
 */
void
cst_list_view_set_column_visible (CstListView *self,
                                  const char  *id,
                                  gboolean     is_visible)
{
  g_return_if_fail (CST_IS_LIST_VIEW (self));

  if (is_visible)
    g_hash_table_remove (self->unavailable, id);
  else
    g_hash_table_add (self->unavailable, g_strdup (id));
  update_columns (self);
}

/**
 * cst_list_view_set_column_title:
 * @title: translated; retailers or customers, by what the accounts have
 */
void
cst_list_view_set_column_title (CstListView *self,
                                const char  *id,
                                const char  *title)
{
  int position;

  g_return_if_fail (CST_IS_LIST_VIEW (self));

  position = find_column (self, id);
  g_return_if_fail (position >= 0);

  gtk_column_view_column_set_title (g_ptr_array_index (self->view_columns, position), title);
}

/**
 * cst_list_view_get_sort:
 * @descending: (out): whether the biggest comes first
 *
 * Returns: the order asked for by a heading, the default for the list's own
 */
CstListSort
cst_list_view_get_sort (CstListView *self,
                        gboolean    *descending)
{
  g_return_val_if_fail (CST_IS_LIST_VIEW (self), CST_SORT_DEFAULT);

  *descending = self->is_descending;

  return self->sorted != NULL ? self->sorted->sort : CST_SORT_DEFAULT;
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
