/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-list-view-private.h"

#include <glib/gi18n.h>

#include "cst-list-cell.h"

/* The columns of a list: which are shown, how wide they are, and by which the list is sorted. */

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
    g_signal_emit_by_name (self, "sort-changed");
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
void
cst_list_view_set_width (CstListView *self,
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
