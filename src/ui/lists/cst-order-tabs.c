/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-order-tabs.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-format.h"
#include "cst-ui.h"

/* O1: the ordinary tabs of orders and, among them, the reported problems, each with its count. A tab names the
 * page's action, whose state is the tab that is shown. */

struct _CstOrderTabs
{
  GtkWidget   parent_instance;

  GtkWidget  *root;
  GtkBox     *box;
  GtkLabel   *counts[CST_ORDER_TAB_COMPLETED + 1];
  GtkWidget  *buttons[CST_ORDER_TAB_COMPLETED + 1];

  GtkLabel   *reported;
  CstContext *context; /* (owned) (nullable) */
};

static const char *const titles[] = {
  [CST_ORDER_TAB_ALL] = NC_("tab of orders", "All"),
  [CST_ORDER_TAB_TO_CONFIRM] = NC_("tab of orders", "To confirm"),
  [CST_ORDER_TAB_TO_SHIP] = NC_("tab of orders", "To ship"),
  [CST_ORDER_TAB_SHIPPED] = NC_("tab of orders", "Shipped"),
  [CST_ORDER_TAB_REPORTED] = NC_("tab of orders", "Reported problems"),
  [CST_ORDER_TAB_COMPLETED] = NC_("tab of orders", "Completed"),
};

G_DEFINE_FINAL_TYPE (CstOrderTabs, cst_order_tabs, GTK_TYPE_WIDGET)

static void
update (CstOrderTabs *self)
{
  CstTally *tally = cst_context_get_tally (self->context);

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *count = cst_format_count (cst_tally_get_orders (tally, (CstOrderTab) i));
      /* Translators: a tab and how many orders are in it, as spoken by a screen reader */
      g_autofree char *spoken = g_strdup_printf (C_("spoken tab", "%1$s, %2$s"),
                                                 i == CST_ORDER_TAB_REPORTED
                                                 ? gtk_label_get_label (self->reported)
                                                 : g_dpgettext2 (NULL, "tab of orders", titles[i]), count);

      gtk_label_set_label (self->counts[i], cst_tally_is_known (tally) ? count : "");
      cst_accessible_set_label (self->buttons[i], spoken);
    }
}

/* Where there is no room for all tabs, the one that is shown is among those that are seen. */
static void
show_active (CstOrderTabs *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->root));

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      graphene_rect_t bounds;

      if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->buttons[i])) &&
          gtk_widget_compute_bounds (self->buttons[i], GTK_WIDGET (self->box), &bounds))
        gtk_adjustment_clamp_page (adjustment, bounds.origin.x, bounds.origin.x + bounds.size.width);
    }
}

static gboolean
room_tick_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       user_data)
{
  show_active (CST_ORDER_TABS (widget));

  return G_SOURCE_REMOVE;
}

/* The room changes while the tabs are laid out; until the next frame they have no new places. */
static void
room_changed_cb (CstOrderTabs *self)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self), room_tick_cb, NULL, NULL);
}

static void
add_tab (CstOrderTabs *self,
         CstOrderTab   tab)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (g_dpgettext2 (NULL, "tab of orders", titles[tab]));
  GtkWidget *count = gtk_label_new (NULL);

  if (tab == CST_ORDER_TAB_REPORTED)
    self->reported = GTK_LABEL (title);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), count);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "tab-count");

  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", cst_enum_nick (&cst_order_tab_type, (int) tab));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.tab");
  g_signal_connect_object (button, "notify::active", G_CALLBACK (show_active), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, button);

  self->counts[tab] = GTK_LABEL (count);
  self->buttons[tab] = button;
}

static void
cst_order_tabs_dispose (GObject *object)
{
  CstOrderTabs *self = CST_ORDER_TABS (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_ORDER_TABS);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_order_tabs_parent_class)->dispose (object);
}

static void
cst_order_tabs_class_init (CstOrderTabsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_order_tabs_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-order-tabs"));
  gtk_widget_class_bind_template_child (widget_class, CstOrderTabs, root);
  gtk_widget_class_bind_template_child (widget_class, CstOrderTabs, box);
}

static void
cst_order_tabs_init (CstOrderTabs *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    add_tab (self, (CstOrderTab) i);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->root)), "changed",
                           G_CALLBACK (room_changed_cb), self, G_CONNECT_SWAPPED);
}

void
cst_order_tabs_set_context (CstOrderTabs *self,
                            CstContext   *context)
{
  g_return_if_fail (CST_IS_ORDER_TABS (self));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (cst_context_get_tally (context), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * cst_order_tabs_set_reported:
 * @title: (nullable): how the site calls reported problems, %NULL for our own word
 */
void
cst_order_tabs_set_reported (CstOrderTabs *self,
                             const char   *title)
{
  g_return_if_fail (CST_IS_ORDER_TABS (self));

  if (title == NULL)
    title = g_dpgettext2 (NULL, "tab of orders", titles[CST_ORDER_TAB_REPORTED]);
  gtk_label_set_label (self->reported, title);
  if (self->context != NULL)
    update (self);
}
