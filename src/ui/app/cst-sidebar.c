/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sidebar.h"

#include <glib/gi18n.h>

#include "cst-account-row.h"
#include "cst-format.h"
#include "cst-marketplace.h"
#include "cst-rate-card.h"
#include "cst-sidebar-row.h"
#include "cst-tally.h"
#include "cst-ui.h"
#include "cst-util.h"

/* Where one can go, how much waits there, and how the accounts stand. A section appears only if an account can
 * fill it. */

struct _CstSidebar
{
  GtkWidget    parent_instance;

  GtkWidget   *root;
  GtkListBox  *sections;
  GtkLabel    *accounts_title;
  GtkListBox  *accounts;
  CstRateCard *rate_card;

  CstContext  *context; /* (owned) (nullable) */
  char        *section; /* (owned) (nullable): what is shown */
};

typedef struct
{
  const char      *id;
  const char      *icon_name;
  const char      *label;
  CstCapabilities  needs; /* 0: always there */
} Section;

static const Section all_sections[] = {
  { "todo", "constat-todo-symbolic", NC_("section", "To handle"),
    CST_CAN_READ_INCIDENTS | CST_CAN_READ_DELIVERIES },
  { "orders", "constat-orders-symbolic", NC_("section", "Orders"), CST_CAN_READ_ORDERS },
  { "incidents", "constat-incidents-symbolic", NC_("section", "Incidents"), CST_CAN_READ_INCIDENTS },
  { "deliveries", "constat-deliveries-symbolic", NC_("section", "Deliveries"), CST_CAN_READ_DELIVERIES },
  { "outbox", "constat-outbox-symbolic", NC_("section", "Outbox"), 0 },
  { "figures", "constat-figures-symbolic", NC_("section", "Figures"),
    CST_CAN_READ_INCIDENTS | CST_CAN_READ_DELIVERIES },
};

enum
{
  SECTION_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstSidebar, cst_sidebar, GTK_TYPE_WIDGET)

static CstSidebarRow *
find_row (CstSidebar *self,
          const char *section)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->sections, i)) != NULL; i++)
    {
      if (g_strcmp0 (cst_sidebar_row_get_section (CST_SIDEBAR_ROW (row)), section) == 0)
        return CST_SIDEBAR_ROW (row);
    }

  return NULL;
}

static void
account_activated_cb (CstSidebar    *self,
                      CstAccountRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.account", "x", cst_account_row_get_account (row));
}

static void
section_activated_cb (CstSidebar    *self,
                      CstSidebarRow *row)
{
  g_signal_emit (self, signals[SECTION_CHOSEN], 0, cst_sidebar_row_get_section (row));
}

static void
update_sections (CstSidebar *self)
{
  CstCapabilities capabilities = cst_context_capabilities (self->context);
  gboolean has_accounts = cst_context_get_accounts (self->context)->len > 0;

  for (gsize i = 0; i < G_N_ELEMENTS (all_sections); i++)
    {
      const Section *section = &all_sections[i];
      CstSidebarRow *row = find_row (self, section->id);

      gtk_widget_set_visible (GTK_WIDGET (row),
                              has_accounts && (section->needs == 0 || (capabilities & section->needs) != 0));
    }
}

static void
set_count (CstSidebar *self,
           const char *section,
           guint64     count,
           gboolean    is_urgent)
{
  g_autofree char *text = count > 0 ? cst_format_count (count) : NULL;

  cst_sidebar_row_set_badge (find_row (self, section), text, is_urgent);
}

static void
update_counts (CstSidebar *self)
{
  CstTally *tally = cst_context_get_tally (self->context);

  set_count (self, "todo", cst_tally_get_todo (tally) + cst_tally_get_delivery_todo (tally), TRUE);
  set_count (self, "incidents", cst_tally_get_open_incidents (tally), FALSE);
  set_count (self, "deliveries", cst_tally_get_delivery_todo (tally), FALSE);
  set_count (self, "outbox", cst_tally_get_outbox (tally), cst_tally_get_failed (tally) > 0);
}

/* The account whose rate is the nearest to its threshold speaks for all. */
static const CstAccount *
most_pressing_account (CstSidebar *self)
{
  GPtrArray *accounts = cst_context_get_accounts (self->context);
  const CstAccount *worst = NULL;
  double worst_ratio = -1;

  for (guint i = 0; i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);
      const CstRate *rate = &account->info.rate;
      double ratio;

      if (!rate->is_known || rate->orders <= 0 || rate->threshold_bp <= 0)
        continue;

      ratio = (double) rate->reported / ((double) rate->orders * rate->threshold_bp);
      if (ratio > worst_ratio)
        {
          worst = account;
          worst_ratio = ratio;
        }
    }

  return worst;
}

static void
update_rate (CstSidebar *self)
{
  const CstAccount *account = most_pressing_account (self);
  g_autofree char *share = NULL;

  cst_rate_card_set_account (self->rate_card, account, cst_context_now (self->context));
  if (account != NULL)
    share = cst_format_percent_bp ((int) ((gint64) account->info.rate.reported * 10000 / account->info.rate.orders));
  cst_sidebar_row_set_badge (find_row (self, "figures"), share,
                             account != NULL && cst_rate_is_above (&account->info.rate));
}

static void
show_phase (CstAccountRow *row,
            CstSyncStatus *status)
{
  const char *problem = cst_sync_status_get_problem (status);

  switch (cst_sync_status_get_phase (status))
    {
    case CST_SYNC_PHASE_SYNCING:
      cst_account_row_set_state (row, "emblem-synchronizing-symbolic", C_("account", "fetching…"), NULL, FALSE);
      break;
    case CST_SYNC_PHASE_OFFLINE:
      cst_account_row_set_state (row, "constat-offline-symbolic", C_("account", "not reached"), problem, FALSE);
      break;
    case CST_SYNC_PHASE_PROBLEM:
      cst_account_row_set_state (row, "dialog-warning-symbolic", C_("account", "problem"), problem, TRUE);
      break;
    case CST_SYNC_PHASE_PAUSED:
      cst_account_row_set_state (row, "media-playback-pause-symbolic", C_("account", "paused"),
                                 _("This account is not synchronised."), FALSE);
      break;
    case CST_SYNC_PHASE_IDLE:
    default:
      cst_account_row_set_state (row, "emblem-synchronizing-symbolic", C_("account", "new"),
                                 _("Nothing has been fetched yet."), FALSE);
    }
}

static void
show_success (CstSidebar    *self,
              CstAccountRow *row,
              gint64         success)
{
  g_autofree char *ago = cst_format_ago (success, cst_context_now (self->context));
  /* Translators: how long ago an account was last brought up to date */
  g_autofree char *explanation = g_strdup_printf (C_("account", "up to date, %s"), ago);

  cst_account_row_set_state (row, "emblem-ok-symbolic", ago, explanation, FALSE);
}

static void
update_account (CstSidebar    *self,
                CstAccountRow *row)
{
  CstEngine *engine = cst_context_get_engine (self->context);
  CstSyncStatus *status = engine != NULL ? cst_engine_get_status (engine, cst_account_row_get_account (row)) : NULL;

  if (cst_connector_is_local (cst_context_account (self->context, cst_account_row_get_account (row))->connector))
    {
      cst_account_row_set_state (row, "document-edit-symbolic", C_("account", "by hand"),
                                 _("Its incidents are recorded by hand."), FALSE);
      return;
    }
  if (status == NULL)
    return;

  if (cst_sync_status_get_phase (status) == CST_SYNC_PHASE_IDLE && cst_sync_status_get_last_success (status) != 0)
    show_success (self, row, cst_sync_status_get_last_success (status));
  else
    show_phase (row, status);
}

static void
update_account_states (CstSidebar *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->accounts, i)) != NULL; i++)
    update_account (self, CST_ACCOUNT_ROW (row));
}

/* Statuses come and go with their accounts; each tells when it changes. */
static void
follow_statuses (CstSidebar *self)
{
  GListModel *list = cst_engine_get_statuses (cst_context_get_engine (self->context));

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(CstSyncStatus) status = g_list_model_get_item (list, i);

      g_signal_handlers_disconnect_by_func (status, update_account_states, self);
      g_signal_connect_object (status, "notify", G_CALLBACK (update_account_states), self, G_CONNECT_SWAPPED);
    }
  update_account_states (self);
}

static void
update_accounts (CstSidebar *self)
{
  GPtrArray *accounts = cst_context_get_accounts (self->context);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->accounts, 0)) != NULL)
    gtk_list_box_remove (self->accounts, GTK_WIDGET (row));

  for (guint i = 0; i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);

      gtk_list_box_append (self->accounts, cst_account_row_new (account));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->accounts_title), accounts->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->accounts), accounts->len > 0);

  update_sections (self);
  update_rate (self);
  update_account_states (self);
}

/* Arrow keys move the mark before anything is chosen; who then goes elsewhere finds it where it belongs. */
static void
sections_left_cb (CstSidebar *self)
{
  if (self->section != NULL)
    cst_sidebar_set_section (self, self->section);
}

static void
cst_sidebar_finalize (GObject *object)
{
  g_free (CST_SIDEBAR (object)->section);

  G_OBJECT_CLASS (cst_sidebar_parent_class)->finalize (object);
}

static void
cst_sidebar_dispose (GObject *object)
{
  CstSidebar *self = CST_SIDEBAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_SIDEBAR);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_sidebar_parent_class)->dispose (object);
}

static void
cst_sidebar_class_init (CstSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_sidebar_dispose;
  G_OBJECT_CLASS (klass)->finalize = cst_sidebar_finalize;

  signals[SECTION_CHOSEN] = g_signal_new ("section-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (CST_TYPE_RATE_CARD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-sidebar"));
  gtk_widget_class_bind_template_child (widget_class, CstSidebar, root);
  gtk_widget_class_bind_template_child (widget_class, CstSidebar, sections);
  gtk_widget_class_bind_template_child (widget_class, CstSidebar, accounts_title);
  gtk_widget_class_bind_template_child (widget_class, CstSidebar, accounts);
  gtk_widget_class_bind_template_child (widget_class, CstSidebar, rate_card);
  gtk_widget_class_bind_template_callback (widget_class, account_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, section_activated_cb);
}

static void
cst_sidebar_init (CstSidebar *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (sections_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->sections), focus);

  for (gsize i = 0; i < G_N_ELEMENTS (all_sections); i++)
    gtk_list_box_append (self->sections,
                         cst_sidebar_row_new (all_sections[i].id, all_sections[i].icon_name,
                                              g_dpgettext2 (NULL, "section", all_sections[i].label)));
}

/**
 * cst_sidebar_set_context:
 *
 * Fills the sidebar and keeps it up to date. Once.
 */
void
cst_sidebar_set_context (CstSidebar *self,
                         CstContext *context)
{
  g_return_if_fail (CST_IS_SIDEBAR (self));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "accounts-changed", G_CALLBACK (update_accounts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "minute", G_CALLBACK (update_account_states), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cst_context_get_tally (context), "changed", G_CALLBACK (update_counts), self,
                           G_CONNECT_SWAPPED);
  update_accounts (self);
  update_counts (self);
  if (cst_context_get_engine (context) != NULL)
    {
      g_signal_connect_object (cst_engine_get_statuses (cst_context_get_engine (context)), "items-changed",
                               G_CALLBACK (follow_statuses), self, G_CONNECT_SWAPPED);
      follow_statuses (self);
    }
}

/**
 * cst_sidebar_has_section:
 *
 * Returns: whether an account can fill the section
 */
gboolean
cst_sidebar_has_section (CstSidebar *self,
                         const char *section)
{
  CstSidebarRow *row;

  g_return_val_if_fail (CST_IS_SIDEBAR (self), FALSE);

  row = find_row (self, section);

  return row != NULL && gtk_widget_get_visible (GTK_WIDGET (row));
}

/**
 * cst_sidebar_get_title:
 *
 * Returns: (transfer none) (nullable): the section's name
 */
const char *
cst_sidebar_get_title (CstSidebar *self,
                       const char *section)
{
  CstSidebarRow *row;

  g_return_val_if_fail (CST_IS_SIDEBAR (self), NULL);

  row = find_row (self, section);

  return row != NULL ? cst_sidebar_row_get_label (row) : NULL;
}

/**
 * cst_sidebar_set_section:
 *
 * Marks the section that is shown.
 */
void
cst_sidebar_set_section (CstSidebar *self,
                         const char *section)
{
  g_return_if_fail (CST_IS_SIDEBAR (self));

  cst_set_str (&self->section, section);
  gtk_list_box_select_row (self->sections, GTK_LIST_BOX_ROW (find_row (self, section)));
}
