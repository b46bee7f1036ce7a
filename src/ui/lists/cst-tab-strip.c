/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-tab-strip.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-format.h"
#include "cst-ui.h"

/* The tabs of a list, each with its count. A tab names the page's action, whose state is the tab that is shown. */

struct _CstTabStrip
{
  GtkWidget  parent_instance;

  GtkWidget *root;
  GtkBox    *box;
  GPtrArray *tabs; /* (owned): of Tab */
};

typedef struct
{
  GtkWidget *button; /* a child of the box */
  GtkLabel  *label;
  GtkLabel  *count;
} Tab;

G_DEFINE_FINAL_TYPE (CstTabStrip, cst_tab_strip, GTK_TYPE_WIDGET)

static void
name_tab (const Tab *tab)
{
  const char *label = gtk_label_get_label (tab->label);
  const char *count = gtk_label_get_label (tab->count);
  g_autofree char *spoken = NULL;

  /* Translators: a tab and how many orders are in it, as spoken by a screen reader */
  spoken = *count != '\0' ? g_strdup_printf (C_("spoken tab", "%1$s, %2$s"), label, count) : g_strdup (label);
  cst_accessible_set_label (tab->button, spoken);
}

/* Where there is no room for all tabs, the one that is shown is among those that are seen. */
static void
show_active (CstTabStrip *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->root));

  for (guint i = 0; i < self->tabs->len; i++)
    {
      const Tab *tab = g_ptr_array_index (self->tabs, i);
      graphene_rect_t bounds;

      if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (tab->button)) &&
          gtk_widget_compute_bounds (tab->button, GTK_WIDGET (self->box), &bounds))
        gtk_adjustment_clamp_page (adjustment, bounds.origin.x, bounds.origin.x + bounds.size.width);
    }
}

static gboolean
room_tick_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       user_data)
{
  show_active (CST_TAB_STRIP (widget));

  return G_SOURCE_REMOVE;
}

/* The room changes while the tabs are laid out; until the next frame they have no new places. */
static void
room_changed_cb (CstTabStrip *self)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self), room_tick_cb, NULL, NULL);
}

static void
cst_tab_strip_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_TAB_STRIP);

  G_OBJECT_CLASS (cst_tab_strip_parent_class)->dispose (object);
}

static void
cst_tab_strip_finalize (GObject *object)
{
  g_ptr_array_unref (CST_TAB_STRIP (object)->tabs);

  G_OBJECT_CLASS (cst_tab_strip_parent_class)->finalize (object);
}

static void
cst_tab_strip_class_init (CstTabStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_tab_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = cst_tab_strip_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-tab-strip"));
  gtk_widget_class_bind_template_child (widget_class, CstTabStrip, root);
  gtk_widget_class_bind_template_child (widget_class, CstTabStrip, box);
}

static void
cst_tab_strip_init (CstTabStrip *self)
{
  self->tabs = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->root)), "changed",
                           G_CALLBACK (room_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * cst_tab_strip_add:
 * @label: translated
 * @icon_name: (nullable): a shape before it
 * @action_name: whose state tells which tab is shown
 * @target: the state for this one
 *
 * Adds a tab at the end, without a count yet.
 */
void
cst_tab_strip_add (CstTabStrip *self,
                   const char  *label,
                   const char  *icon_name,
                   const char  *action_name,
                   const char  *target)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *count = gtk_label_new (NULL);
  Tab *tab;

  g_return_if_fail (CST_IS_TAB_STRIP (self));

  tab = g_new0 (Tab, 1);
  tab->button = gtk_toggle_button_new ();
  tab->label = GTK_LABEL (gtk_label_new (label));
  tab->count = GTK_LABEL (count);
  g_ptr_array_add (self->tabs, tab);

  if (icon_name != NULL)
    gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name,
                                                 "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (tab->label));
  gtk_box_append (GTK_BOX (box), count);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "tab-count");

  gtk_button_set_child (GTK_BUTTON (tab->button), box);
  gtk_widget_add_css_class (tab->button, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (tab->button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (tab->button), action_name);
  name_tab (tab);
  g_signal_connect_object (tab->button, "notify::active", G_CALLBACK (show_active), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, tab->button);
}

/**
 * cst_tab_strip_set_count:
 * @tab: as they were added, from 0
 * @is_known: whether anything was counted yet
 */
void
cst_tab_strip_set_count (CstTabStrip *self,
                         guint        tab,
                         gboolean     is_known,
                         guint64      count)
{
  const Tab *it;
  g_autofree char *text = NULL;

  g_return_if_fail (CST_IS_TAB_STRIP (self));
  g_return_if_fail (tab < self->tabs->len);

  it = g_ptr_array_index (self->tabs, tab);
  text = cst_format_count (count);
  gtk_label_set_label (it->count, is_known ? text : "");
  name_tab (it);
}

/**
 * cst_tab_strip_set_label:
 * @tab: as they were added, from 0
 * @label: translated; how the site calls it
 */
void
cst_tab_strip_set_label (CstTabStrip *self,
                         guint        tab,
                         const char  *label)
{
  const Tab *it;

  g_return_if_fail (CST_IS_TAB_STRIP (self));
  g_return_if_fail (tab < self->tabs->len);

  it = g_ptr_array_index (self->tabs, tab);
  gtk_label_set_label (it->label, label);
  name_tab (it);
}
