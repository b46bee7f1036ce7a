/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-filter-popover.h"

#include <glib/gi18n.h>

#include "cst-format.h"
#include "cst-labels.h"
#include "cst-ui.h"

/* What a list is narrowed down to. The choices are kept from one start to the next. */

struct _CstFilterPopover
{
  GtkPopover   parent_instance;

  GtkWidget   *state_row;
  GtkWidget   *reason_row;
  GtkWidget   *person_row;
  GtkWidget   *found_row;
  GtkWidget   *finder_row;
  GtkDropDown *account;
  GtkDropDown *state;
  GtkDropDown *reason;
  GtkDropDown *period;
  GtkDropDown *person;
  GtkDropDown *found;
  GtkDropDown *finder;

  CstContext  *context;  /* (owned) */
  GSettings   *settings; /* (owned) */
  GArray      *accounts; /* (owned): of gint64, beside the choices */
  GPtrArray   *people;   /* (owned): of ids, beside the choices */
  gboolean     is_filling;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstFilterPopover, cst_filter_popover, GTK_TYPE_POPOVER)

static const CstIncidentState states[] = {
  CST_INCIDENT_UNKNOWN, CST_INCIDENT_SUBMITTED, CST_INCIDENT_IN_PROGRESS, CST_INCIDENT_MARKETPLACE_REVIEW,
  CST_INCIDENT_RESOLVED, CST_INCIDENT_REFUSED,
};

static const CstReason reasons[] = {
  CST_REASON_UNKNOWN, CST_REASON_DAMAGED, CST_REASON_DEFECTIVE, CST_REASON_MISSING, CST_REASON_WRONG_ITEM,
  CST_REASON_WRONG_INVOICE, CST_REASON_LATE, CST_REASON_OTHER,
};

static const CstFoundFilter founds[] = {
  CST_FOUND_ANY, CST_FOUND_NOTHING_YET, CST_FOUND_CONFIRMED, CST_FOUND_NOT_CONFIRMED, CST_FOUND_CANNOT_TELL,
};

static const struct
{
  const char *label;
  int         days;
} periods[] = {
  { NC_("period", "Any time"), 0 },
  { NC_("period", "Last 24 hours"), 1 },
  { NC_("period", "Last 7 days"), 7 },
  { NC_("period", "Last 30 days"), 30 },
  { NC_("period", "Last 3 months"), 92 },
  { NC_("period", "Last 12 months"), 365 },
};

static void
save (CstFilterPopover *self)
{
  GVariantDict dict;
  guint account = gtk_drop_down_get_selected (self->account);
  guint person = gtk_drop_down_get_selected (self->person);
  guint finder = gtk_drop_down_get_selected (self->finder);

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "account", "x", account < self->accounts->len
                         ? g_array_index (self->accounts, gint64, account) : 0);
  g_variant_dict_insert (&dict, "state", "u", gtk_drop_down_get_selected (self->state));
  g_variant_dict_insert (&dict, "reason", "u", gtk_drop_down_get_selected (self->reason));
  g_variant_dict_insert (&dict, "period", "u", gtk_drop_down_get_selected (self->period));
  if (person > 0 && person < self->people->len)
    g_variant_dict_insert (&dict, "person", "s", g_ptr_array_index (self->people, person));
  g_variant_dict_insert (&dict, "found", "u", gtk_drop_down_get_selected (self->found));
  if (finder > 0 && finder < self->people->len)
    g_variant_dict_insert (&dict, "finder", "s", g_ptr_array_index (self->people, finder));
  g_settings_set_value (self->settings, "filter", g_variant_dict_end (&dict));
}

static void
selected_cb (CstFilterPopover *self)
{
  if (self->is_filling)
    return;

  save (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_choices (GtkDropDown *drop_down,
             GPtrArray   *labels,
             guint        selected)
{
  g_autoptr(GtkStringList) list = NULL;

  g_ptr_array_add (labels, NULL);
  list = gtk_string_list_new ((const char *const *) labels->pdata);
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (drop_down, selected < labels->len - 1 ? selected : 0);
}

static const char *
state_label (CstIncidentState state)
{
  switch (state)
    {
    case CST_INCIDENT_SUBMITTED:
      return C_("problem state", "Submitted · to review");
    case CST_INCIDENT_IN_PROGRESS:
      return C_("problem state", "In progress");
    case CST_INCIDENT_MARKETPLACE_REVIEW:
      return C_("problem state", "Handled by the marketplace");
    case CST_INCIDENT_RESOLVED:
      return C_("problem state", "Resolved");
    case CST_INCIDENT_REFUSED:
      return C_("problem state", "Refused");
    case CST_INCIDENT_UNKNOWN:
    default:
      return C_("filter by state", "All states");
    }
}

static const char *
found_label (CstFoundFilter found)
{
  switch (found)
    {
    case CST_FOUND_CONFIRMED:
    case CST_FOUND_NOT_CONFIRMED:
    case CST_FOUND_CANNOT_TELL:
      return cst_label_finding ((CstFindingKind) found);
    case CST_FOUND_NOTHING_YET:
      return C_("filter by finding", "No finding yet");
    case CST_FOUND_ANY:
    default:
      return C_("filter by finding", "With or without");
    }
}

static void
fill_fixed_choices (CstFilterPopover *self,
                    GVariant         *kept)
{
  g_autoptr(GPtrArray) state_labels = g_ptr_array_new ();
  g_autoptr(GPtrArray) reason_labels = g_ptr_array_new ();
  g_autoptr(GPtrArray) period_labels = g_ptr_array_new ();
  g_autoptr(GPtrArray) found_labels = g_ptr_array_new ();
  guint32 state = 0;
  guint32 reason = 0;
  guint32 period = 0;
  guint32 found = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    g_ptr_array_add (state_labels, (gpointer) state_label (states[i]));
  g_ptr_array_add (reason_labels, (gpointer) C_("filter by reason", "All reasons"));
  for (gsize i = 1; i < G_N_ELEMENTS (reasons); i++)
    g_ptr_array_add (reason_labels, (gpointer) cst_label_reason (reasons[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (periods); i++)
    g_ptr_array_add (period_labels, (gpointer) g_dpgettext2 (NULL, "period", periods[i].label));
  for (gsize i = 0; i < G_N_ELEMENTS (founds); i++)
    g_ptr_array_add (found_labels, (gpointer) found_label (founds[i]));

  g_variant_lookup (kept, "state", "u", &state);
  g_variant_lookup (kept, "reason", "u", &reason);
  g_variant_lookup (kept, "period", "u", &period);
  g_variant_lookup (kept, "found", "u", &found);
  set_choices (self->state, state_labels, state);
  set_choices (self->reason, reason_labels, reason);
  set_choices (self->period, period_labels, period);
  set_choices (self->found, found_labels, found);
}

static void
add_people (CstFilterPopover *self,
            const CstAccount *account,
            GPtrArray        *labels)
{
  for (guint i = 0; i < account->info.people->len; i++)
    {
      const CstPerson *person = g_ptr_array_index (account->info.people, i);

      if (g_ptr_array_find_with_equal_func (self->people, person->id, (GEqualFunc) g_str_equal, NULL))
        continue;

      g_ptr_array_add (self->people, g_strdup (person->id));
      g_ptr_array_add (labels, person->name);
    }
}

static guint
find_person (CstFilterPopover *self,
             const char       *id)
{
  for (guint i = 1; id != NULL && i < self->people->len; i++)
    {
      if (strcmp (g_ptr_array_index (self->people, i), id) == 0)
        return i;
    }

  return 0;
}

static void
fill_choices (CstFilterPopover *self)
{
  g_autoptr(GVariant) kept = g_settings_get_value (self->settings, "filter");
  GPtrArray *all = cst_context_get_accounts (self->context);
  g_autoptr(GPtrArray) account_labels = g_ptr_array_new ();
  g_autoptr(GPtrArray) person_labels = g_ptr_array_new ();
  g_autoptr(GPtrArray) finder_labels = NULL;
  gint64 kept_account = 0;
  const char *kept_person = NULL;
  const char *kept_finder = NULL;
  guint selected = 0;

  self->is_filling = TRUE;
  g_array_set_size (self->accounts, 0);
  g_ptr_array_set_size (self->people, 0);
  g_array_append_vals (self->accounts, &(gint64) { 0 }, 1);
  g_ptr_array_add (self->people, g_strdup (""));
  g_ptr_array_add (account_labels, (gpointer) C_("filter by account", "All accounts"));
  g_ptr_array_add (person_labels, (gpointer) C_("filter by person", "Everybody"));
  g_variant_lookup (kept, "account", "x", &kept_account);
  g_variant_lookup (kept, "person", "&s", &kept_person);
  g_variant_lookup (kept, "finder", "&s", &kept_finder);

  for (guint i = 0; i < all->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (all, i);

      if (account->id == kept_account)
        selected = self->accounts->len;
      g_array_append_val (self->accounts, account->id);
      g_ptr_array_add (account_labels, account->name);
      add_people (self, account, person_labels);
    }

  set_choices (self->account, account_labels, selected);
  finder_labels = g_ptr_array_copy (person_labels, NULL, NULL);
  set_choices (self->finder, finder_labels, find_person (self, kept_finder));
  set_choices (self->person, person_labels, find_person (self, kept_person));
  fill_fixed_choices (self, kept);
  self->is_filling = FALSE;
}

static void
reset_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  cst_filter_popover_reset (CST_FILTER_POPOVER (widget));
}

static void
cst_filter_popover_dispose (GObject *object)
{
  CstFilterPopover *self = CST_FILTER_POPOVER (object);

  g_clear_object (&self->context);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (cst_filter_popover_parent_class)->dispose (object);
}

static void
cst_filter_popover_finalize (GObject *object)
{
  CstFilterPopover *self = CST_FILTER_POPOVER (object);

  g_array_unref (self->accounts);
  g_ptr_array_unref (self->people);

  G_OBJECT_CLASS (cst_filter_popover_parent_class)->finalize (object);
}

static void
cst_filter_popover_class_init (CstFilterPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_filter_popover_dispose;
  object_class->finalize = cst_filter_popover_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "filter.reset", NULL, reset_action);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-filter-popover"));
  gtk_widget_class_bind_template_child (widget_class, CstFilterPopover, state_row);
  gtk_widget_class_bind_template_child (widget_class, CstFilterPopover, reason_row);
  gtk_widget_class_bind_template_child (widget_class, CstFilterPopover, person_row);
  gtk_widget_class_bind_template_child (widget_class, CstFilterPopover, found_row);
  gtk_widget_class_bind_template_child (widget_class, CstFilterPopover, finder_row);
  gtk_widget_class_bind_template_child (widget_class, CstFilterPopover, account);
  gtk_widget_class_bind_template_child (widget_class, CstFilterPopover, state);
  gtk_widget_class_bind_template_child (widget_class, CstFilterPopover, reason);
  gtk_widget_class_bind_template_child (widget_class, CstFilterPopover, period);
  gtk_widget_class_bind_template_child (widget_class, CstFilterPopover, person);
  gtk_widget_class_bind_template_child (widget_class, CstFilterPopover, found);
  gtk_widget_class_bind_template_child (widget_class, CstFilterPopover, finder);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
cst_filter_popover_init (CstFilterPopover *self)
{
  self->accounts = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->people = g_ptr_array_new_with_free_func (g_free);
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_filter_popover_new:
 * @kind: orders have tabs instead of states, reasons and people
 * @settings: where the choices are kept
 */
GtkWidget *
cst_filter_popover_new (CstContext  *context,
                        CstListKind  kind,
                        GSettings   *settings)
{
  CstFilterPopover *self = g_object_new (CST_TYPE_FILTER_POPOVER, NULL);

  self->context = g_object_ref (context);
  self->settings = g_object_ref (settings);
  gtk_widget_set_visible (self->state_row, kind != CST_LIST_ORDERS);
  gtk_widget_set_visible (self->reason_row, kind != CST_LIST_ORDERS);
  gtk_widget_set_visible (self->person_row, kind != CST_LIST_ORDERS);
  gtk_widget_set_visible (self->found_row, kind != CST_LIST_ORDERS);
  gtk_widget_set_visible (self->finder_row, kind != CST_LIST_ORDERS);
  fill_choices (self);
  g_signal_connect_object (context, "accounts-changed", G_CALLBACK (fill_choices), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * cst_filter_popover_apply:
 *
 * Writes the choices into @query.
 */
void
cst_filter_popover_apply (CstFilterPopover *self,
                          CstListQuery     *query)
{
  guint account = gtk_drop_down_get_selected (self->account);
  guint person = gtk_drop_down_get_selected (self->person);
  guint finder = gtk_drop_down_get_selected (self->finder);
  int days = periods[gtk_drop_down_get_selected (self->period)].days;
  const char *id = person < self->people->len ? g_ptr_array_index (self->people, person) : "";

  query->account = account < self->accounts->len ? g_array_index (self->accounts, gint64, account) : 0;
  query->from = days > 0 ? cst_context_now (self->context) - (gint64) days * 24 * 60 * 60 : 0;
  query->to = 0;
  if (query->kind == CST_LIST_ORDERS)
    return;

  query->state = (int) states[gtk_drop_down_get_selected (self->state)];
  query->reason = (int) reasons[gtk_drop_down_get_selected (self->reason)];
  g_free (query->person);
  query->person = *id != '\0' ? g_strdup (id) : NULL;
  query->found = founds[gtk_drop_down_get_selected (self->found)];
  g_free (query->finder);
  query->finder = finder > 0 && finder < self->people->len ? g_strdup (g_ptr_array_index (self->people, finder)) : NULL;
}

/**
 * cst_filter_popover_get_n_set:
 *
 * Returns: how many choices narrow the list down
 */
guint
cst_filter_popover_get_n_set (CstFilterPopover *self)
{
  return (gtk_drop_down_get_selected (self->account) > 0) + (gtk_drop_down_get_selected (self->state) > 0) +
         (gtk_drop_down_get_selected (self->reason) > 0) + (gtk_drop_down_get_selected (self->period) > 0) +
         (gtk_drop_down_get_selected (self->person) > 0) + (gtk_drop_down_get_selected (self->found) > 0) +
         (gtk_drop_down_get_selected (self->finder) > 0);
}

void
cst_filter_popover_reset (CstFilterPopover *self)
{
  GtkDropDown *all[] = {
    self->account, self->state, self->reason, self->period, self->person, self->found, self->finder
  };

  g_return_if_fail (CST_IS_FILTER_POPOVER (self));

  self->is_filling = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    gtk_drop_down_set_selected (all[i], 0);
  self->is_filling = FALSE;
  selected_cb (self);
}
