/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-list-page-private.h"

#include <glib/gi18n.h>

#include "cst-counts.h"
#include "cst-format.h"
#include "cst-labels.h"

/* What stands around the list: its tabs, its footer, the words of its site, and why it is empty. */

static char *
held_text (CstListPage *self)
{
  CstDb *db = cst_context_get_reader (self->context);
  GString *out = g_string_new (NULL);
  CstCounts counts;

  if (db == NULL)
    return g_string_free (out, FALSE);

  /* R13: one sum for each currency. */
  counts = cst_db_counts (db, self->query->account);
  for (int i = 0; i < counts.n_held; i++)
    {
      g_autofree char *amount = cst_money_format (counts.held[i]);

      g_string_append_printf (out, "%s%s", i > 0 ? " + " : "", amount);
    }

  return g_string_free (out, FALSE);
}

static gboolean
is_whole_tab (CstListPage *self)
{
  return self->query->search == NULL && self->query->from == 0;
}

static void
update_footer (CstListPage *self)
{
  guint n = cst_list_model_get_n_total (self->model);
  g_autofree char *count = cst_format_count (n);
  g_autofree char *text = NULL;
  g_autofree char *held = NULL;
  g_autofree char *both = NULL;

  if (self->query->kind == CST_LIST_ORDERS)
    text = g_strdup_printf (ngettext ("%s order", "%s orders", n), count);
  else
    text = g_strdup_printf (ngettext ("%s incident", "%s incidents", n), count);

  if (self->query->kind == CST_LIST_ORDERS && self->query->tab == CST_ORDER_TAB_REPORTED && is_whole_tab (self))
    held = held_text (self);
  if (held != NULL && *held != '\0')
    /* Translators: how many orders, and the sum of payouts held, one for each currency */
    both = g_strdup_printf (_("%1$s · %2$s held until the problem is resolved"), text, held);

  gtk_label_set_label (self->footer, both != NULL ? both : text);
}

/* O1: the reported problems among the ordinary tabs of orders. */
void
cst_list_page_add_tabs (CstListPage *self)
{
  static const char *const titles[] = {
    [CST_ORDER_TAB_ALL] = NC_("tab of orders", "All"),
    [CST_ORDER_TAB_TO_CONFIRM] = NC_("tab of orders", "To confirm"),
    [CST_ORDER_TAB_TO_SHIP] = NC_("tab of orders", "To ship"),
    [CST_ORDER_TAB_SHIPPED] = NC_("tab of orders", "Shipped"),
    [CST_ORDER_TAB_REPORTED] = NC_("tab of orders", "Reported problems"),
    [CST_ORDER_TAB_COMPLETED] = NC_("tab of orders", "Completed"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    cst_tab_strip_add (self->tabs, g_dpgettext2 (NULL, "tab of orders", titles[i]), NULL, "page.tab",
                       cst_enum_nick (&cst_order_tab_type, (int) i));
}

/* Carriers' incidents that wait for us are named where everything is that does. */
static void
update_deliveries (CstListPage *self)
{
  guint n = cst_tally_get_delivery_todo (cst_context_get_tally (self->context));
  g_autofree char *text = g_strdup_printf (ngettext ("%u delivery waits for you.", "%u deliveries wait for you.", n),
                                           n);

  gtk_label_set_label (self->deliveries_label, text);
  gtk_widget_set_visible (self->deliveries_bar, n > 0 && self->query->kind == CST_LIST_TODO);
}

void
cst_list_page_show_tally (CstListPage *self)
{
  CstTally *tally = cst_context_get_tally (self->context);

  for (int i = 0; i <= CST_ORDER_TAB_COMPLETED; i++)
    cst_tab_strip_set_count (self->tabs, (guint) i, cst_tally_is_known (tally),
                             cst_tally_get_orders (tally, (CstOrderTab) i));
  update_deliveries (self);
  update_footer (self);
}

static void
show_empty (CstListPage *self,
            const char  *icon_name,
            const char  *title,
            const char  *text,
            gboolean     can_clear)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  gboolean can_record = !can_clear && (cst_context_capabilities (self->context) & CST_CAN_RECORD) != 0;

  adw_status_page_set_icon_name (self->empty, icon_name);
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, escaped);
  gtk_widget_set_visible (self->clear_button, can_clear);
  gtk_widget_set_visible (self->record_button, can_record);
  gtk_widget_set_visible (self->import_button, can_record);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_why_empty (CstListPage *self)
{
  if (self->query->search != NULL)
    {
      g_autofree char *text = g_strdup_printf (_("Nothing matches “%s”. Numbers, names, cities, articles, tracking "
                                                 "numbers and messages are searched."), self->query->search);

      show_empty (self, "system-search-symbolic", _("Nothing Found"), text, TRUE);
    }
  else if (self->counted != NULL)
    {
      show_empty (self, "system-search-symbolic", _("Nothing Left of These"),
                  _("These incidents have changed since they were counted."), TRUE);
    }
  else if (cst_filter_popover_get_n_set (self->filter) > 0)
    {
      show_empty (self, "system-search-symbolic", _("Nothing Fits the Filters"),
                  _("Widen the filters to see more."), TRUE);
    }
  else if (self->query->kind == CST_LIST_TODO)
    {
      show_empty (self, "constat-state-resolved-symbolic", _("Nothing to Handle"),
                  _("No incident waits for you. New ones appear here by themselves."), FALSE);
    }
  else if (self->query->kind == CST_LIST_INCIDENTS)
    {
      show_empty (self, "constat-state-resolved-symbolic", _("No Incidents"),
                  _("When a problem is reported on an order, it appears here."), FALSE);
    }
  else if (self->query->tab == CST_ORDER_TAB_REPORTED)
    {
      show_empty (self, "constat-state-resolved-symbolic", _("No Reported Problems"),
                  _("Orders with a reported problem appear here, with the payout that is held."), FALSE);
    }
  else
    {
      show_empty (self, "constat-orders-symbolic", _("No Orders Here"),
                  _("Refresh to fetch what is new, or look in another tab."), FALSE);
    }
}

void
cst_list_page_show_state (CstListPage *self)
{
  gboolean is_loading = cst_list_model_is_loading (self->model);

  if (cst_list_model_get_n_total (self->model) > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (!is_loading)
    show_why_empty (self);

  update_footer (self);
}

void
cst_list_page_show_n_filters (CstListPage *self)
{
  guint n = cst_filter_popover_get_n_set (self->filter);
  g_autofree char *label = g_strdup_printf (ngettext ("%u filter", "%u filters", n), n);

  gtk_menu_button_set_label (self->filter_button, n > 0 ? label : _("Filters"));
}

/* One word where all accounts that are shown have it; else @otherwise. */
static const char *
common_term (CstListPage *self,
             const char  *(*get_term) (const CstAccountInfo *info),
             const char  *otherwise)
{
  GPtrArray *accounts = cst_context_get_accounts (self->context);
  const char *common = NULL;

  for (guint i = 0; i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);
      const char *term = get_term (&account->info);

      if (self->query->account != 0 && self->query->account != account->id)
        continue;
      if (common != NULL && !g_str_equal (common, term))
        return otherwise;
      common = term;
    }

  return common != NULL ? common : otherwise;
}

void
cst_list_page_show_terms (CstListPage *self)
{
  cst_list_view_set_column_title (self->view, "customer",
                                  common_term (self, cst_term_customer, C_("column", "Customer")));
  cst_tab_strip_set_label (self->tabs, CST_ORDER_TAB_REPORTED,
                           common_term (self, cst_term_incidents, C_("tab of orders", "Reported problems")));
  if (self->query->kind == CST_LIST_INCIDENTS)
    cst_list_view_set_label (self->view, common_term (self, cst_term_incidents, C_("section", "Incidents")));
}
