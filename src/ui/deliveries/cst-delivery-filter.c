/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery-filter.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-ui.h"
#include "cst-util.h"

/* What the list of carriers’ incidents is narrowed down to. The choices are kept from one start to the next; carriers
 * and codes are those there are. */

struct _CstDeliveryFilter
{
  GtkPopover    parent_instance;

  GtkDropDown  *account;
  GtkDropDown  *carrier;
  GtkDropDown  *code;
  GtkDropDown  *age;
  GtkEditable  *city;
  GtkSwitch    *todo;
  GtkSwitch    *closed;

  CstContext   *context;     /* (owned) */
  GSettings    *settings;    /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GArray       *accounts;    /* (owned): of gint64, beside the choices */
  GPtrArray    *carriers;    /* (owned): of strings, beside the choices; the first is empty */
  GPtrArray    *codes;       /* (owned): likewise */
  char         *kept_carrier; /* (owned) (nullable): until the carriers are known */
  char         *kept_code;    /* (owned) (nullable) */
  gboolean      is_filling;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstDeliveryFilter, cst_delivery_filter, GTK_TYPE_POPOVER)

#define DAY_S (24 * 60 * 60)

static const struct
{
  const char *label;
  int         younger; /* days, 0 for no such limit */
  int         older;
} ages[] = {
  { NC_("age", "Any age"), 0, 0 },
  { NC_("age", "Less than 24 hours"), 1, 0 },
  { NC_("age", "More than 24 hours"), 0, 1 },
  { NC_("age", "More than 3 days"), 0, 3 },
  { NC_("age", "More than 7 days"), 0, 7 },
};

/* ── What there is to choose from ──────────────────────────────────────────────────────────────── */

typedef struct
{
  GPtrArray *carriers;
  GPtrArray *codes;
} Choices;

static void
choices_free (gpointer data)
{
  Choices *choices = data;

  g_clear_pointer (&choices->carriers, g_ptr_array_unref);
  g_clear_pointer (&choices->codes, g_ptr_array_unref);
  g_free (choices);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choices, choices_free)

static GPtrArray *
read_words (CstDb      *db,
            const char *sql,
            GError *   *error)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, sql, error);
  CstStep step = CST_STEP_ERROR;

  g_ptr_array_add (words, g_strdup (""));
  while (stmt != NULL && (step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    g_ptr_array_add (words, cst_stmt_dup_text (stmt, 0));

  return step == CST_STEP_DONE ? g_steal_pointer (&words) : NULL;
}

/* Query thread. */
static gpointer
read_choices (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(Choices) choices = g_new0 (Choices, 1);

  if (!(choices->carriers = read_words (db, "SELECT DISTINCT carrier FROM deliveries WHERE carrier <> '' ORDER BY 1",
                                        error)) ||
      !(choices->codes = read_words (db, "SELECT DISTINCT code FROM deliveries WHERE code <> '' ORDER BY 1", error)))
    return NULL;

  return g_steal_pointer (&choices);
}

static void
set_labels (GtkDropDown *drop_down,
            const char  *all,
            GPtrArray   *words,
            const char  *selected)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);
  guint position = 0;

  gtk_string_list_append (list, all);
  for (guint i = 1; i < words->len; i++)
    {
      gtk_string_list_append (list, g_ptr_array_index (words, i));
      if (g_strcmp0 (g_ptr_array_index (words, i), selected) == 0)
        position = i;
    }
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (drop_down, position);
}

static const char *
word_at (GtkDropDown *drop_down,
         GPtrArray   *words)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  return selected > 0 && selected < words->len ? g_ptr_array_index (words, selected) : NULL;
}

static void
show_choices (CstDeliveryFilter *self)
{
  self->is_filling = TRUE;
  set_labels (self->carrier, C_("filter by carrier", "All carriers"), self->carriers, self->kept_carrier);
  set_labels (self->code, C_("filter by code", "All codes"), self->codes, self->kept_code);
  self->is_filling = FALSE;
}

static void
choices_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstDeliveryFilter) self = CST_DELIVERY_FILTER (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(Choices) choices = cst_store_query_finish (CST_STORE (object), result, &error);
  guint before = cst_delivery_filter_get_n_set (self);

  if (choices == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("Carriers and codes cannot be read: %s", error->message);
      return;
    }

  g_ptr_array_unref (self->carriers);
  self->carriers = g_steal_pointer (&choices->carriers);
  g_ptr_array_unref (self->codes);
  self->codes = g_steal_pointer (&choices->codes);
  show_choices (self);
  if (cst_delivery_filter_get_n_set (self) != before)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
ask_choices (CstDeliveryFilter *self)
{
  cst_store_query_async (cst_context_get_store (self->context), read_choices, NULL, NULL, choices_free,
                         self->cancellable, choices_cb, g_object_ref (self));
}

static void
fill_accounts (CstDeliveryFilter *self,
               gint64             kept)
{
  GPtrArray *all = cst_context_get_accounts (self->context);
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  self->is_filling = TRUE;
  g_array_set_size (self->accounts, 0);
  g_array_append_vals (self->accounts, &(gint64) { 0 }, 1);
  gtk_string_list_append (labels, C_("filter by account", "All accounts"));
  for (guint i = 0; i < all->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (all, i);

      if (!cst_account_can (account, CST_CAN_READ_DELIVERIES))
        continue;
      if (account->id == kept)
        selected = self->accounts->len;
      g_array_append_val (self->accounts, account->id);
      gtk_string_list_append (labels, account->name);
    }
  gtk_drop_down_set_model (self->account, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->account, selected);
  self->is_filling = FALSE;
}

static gint64
chosen_account (CstDeliveryFilter *self)
{
  guint selected = gtk_drop_down_get_selected (self->account);

  return selected < self->accounts->len ? g_array_index (self->accounts, gint64, selected) : 0;
}

static void
accounts_changed_cb (CstDeliveryFilter *self)
{
  fill_accounts (self, chosen_account (self));
}

/* ── What is chosen ────────────────────────────────────────────────────────────────────────────── */

static void
save (CstDeliveryFilter *self)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "account", "x", chosen_account (self));
  if (self->kept_carrier != NULL)
    g_variant_dict_insert (&dict, "carrier", "s", self->kept_carrier);
  if (self->kept_code != NULL)
    g_variant_dict_insert (&dict, "code", "s", self->kept_code);
  g_variant_dict_insert (&dict, "age", "u", gtk_drop_down_get_selected (self->age));
  g_variant_dict_insert (&dict, "city", "s", gtk_editable_get_text (self->city));
  g_variant_dict_insert (&dict, "todo", "b", gtk_switch_get_active (self->todo));
  g_variant_dict_insert (&dict, "closed", "b", gtk_switch_get_active (self->closed));
  g_settings_set_value (self->settings, "filter", g_variant_dict_end (&dict));
}

static void
changed_cb (CstDeliveryFilter *self)
{
  if (self->is_filling)
    return;

  cst_set_str (&self->kept_carrier, word_at (self->carrier, self->carriers));
  cst_set_str (&self->kept_code, word_at (self->code, self->codes));
  save (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
restore (CstDeliveryFilter *self)
{
  g_autoptr(GVariant) kept = g_settings_get_value (self->settings, "filter");
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  const char *city = "";
  gboolean is_closed = FALSE;
  gboolean is_todo = FALSE;
  gint64 account = 0;
  guint32 age = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (ages); i++)
    gtk_string_list_append (labels, g_dpgettext2 (NULL, "age", ages[i].label));
  g_variant_lookup (kept, "account", "x", &account);
  g_variant_lookup (kept, "carrier", "s", &self->kept_carrier);
  g_variant_lookup (kept, "code", "s", &self->kept_code);
  g_variant_lookup (kept, "age", "u", &age);
  g_variant_lookup (kept, "city", "&s", &city);
  g_variant_lookup (kept, "todo", "b", &is_todo);
  g_variant_lookup (kept, "closed", "b", &is_closed);

  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->age, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->age, age < G_N_ELEMENTS (ages) ? age : 0);
  gtk_editable_set_text (self->city, city);
  gtk_switch_set_active (self->todo, is_todo);
  gtk_switch_set_active (self->closed, is_closed);
  self->is_filling = FALSE;
  fill_accounts (self, account);
  show_choices (self);
}

static void
reset_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  cst_delivery_filter_reset (CST_DELIVERY_FILTER (widget));
}

static void
cst_delivery_filter_dispose (GObject *object)
{
  CstDeliveryFilter *self = CST_DELIVERY_FILTER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (cst_delivery_filter_parent_class)->dispose (object);
}

static void
cst_delivery_filter_finalize (GObject *object)
{
  CstDeliveryFilter *self = CST_DELIVERY_FILTER (object);

  g_object_unref (self->cancellable);
  g_array_unref (self->accounts);
  g_ptr_array_unref (self->carriers);
  g_ptr_array_unref (self->codes);
  g_free (self->kept_carrier);
  g_free (self->kept_code);

  G_OBJECT_CLASS (cst_delivery_filter_parent_class)->finalize (object);
}

static void
cst_delivery_filter_class_init (CstDeliveryFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_delivery_filter_dispose;
  object_class->finalize = cst_delivery_filter_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "filter.reset", NULL, reset_action);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-delivery-filter"));
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryFilter, account);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryFilter, carrier);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryFilter, code);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryFilter, age);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryFilter, city);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryFilter, todo);
  gtk_widget_class_bind_template_child (widget_class, CstDeliveryFilter, closed);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
cst_delivery_filter_init (CstDeliveryFilter *self)
{
  self->cancellable = g_cancellable_new ();
  self->accounts = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->carriers = g_ptr_array_new_with_free_func (g_free);
  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  cst_accessible_set_choice_label (self->account, C_("filter", "Account"));
  cst_accessible_set_choice_label (self->carrier, C_("filter", "Carrier"));
  cst_accessible_set_choice_label (self->code, C_("filter", "Code"));
  cst_accessible_set_choice_label (self->age, C_("filter", "Age"));
}

/**
 * cst_delivery_filter_new:
 * @settings: where the choices are kept
 */
GtkWidget *
cst_delivery_filter_new (CstContext *context,
                         GSettings  *settings)
{
  CstDeliveryFilter *self = g_object_new (CST_TYPE_DELIVERY_FILTER, NULL);

  self->context = g_object_ref (context);
  self->settings = g_object_ref (settings);
  restore (self);
  g_signal_connect_object (context, "accounts-changed", G_CALLBACK (accounts_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "show", G_CALLBACK (ask_choices), NULL);
  ask_choices (self);

  return GTK_WIDGET (self);
}

/**
 * cst_delivery_filter_apply:
 *
 * Writes the choices into @query. What came to its end stands in no tab and takes the place of all.
 */
void
cst_delivery_filter_apply (CstDeliveryFilter *self,
                           CstListQuery      *query)
{
  guint age = gtk_drop_down_get_selected (self->age);
  g_autofree char *city = g_strstrip (g_strdup (gtk_editable_get_text (self->city)));
  gint64 now = cst_context_now (self->context);

  g_return_if_fail (CST_IS_DELIVERY_FILTER (self));

  query->account = chosen_account (self);
  cst_set_str (&query->carrier, self->kept_carrier);
  cst_set_str (&query->code, self->kept_code);
  cst_set_str (&query->city, *city != '\0' ? city : NULL);
  query->from = age < G_N_ELEMENTS (ages) && ages[age].younger > 0 ? now - (gint64) ages[age].younger * DAY_S : 0;
  query->to = age < G_N_ELEMENTS (ages) && ages[age].older > 0 ? now - (gint64) ages[age].older * DAY_S : 0;
  query->is_todo_only = gtk_switch_get_active (self->todo);
  if (gtk_switch_get_active (self->closed))
    query->delivery_tab = CST_DELIVERY_TAB_NONE;
}

/**
 * cst_delivery_filter_get_n_set:
 *
 * Returns: how many choices narrow the list down
 */
guint
cst_delivery_filter_get_n_set (CstDeliveryFilter *self)
{
  return (gtk_drop_down_get_selected (self->account) > 0) + (self->kept_carrier != NULL) + (self->kept_code != NULL) +
         (gtk_drop_down_get_selected (self->age) > 0) + !cst_str_is_blank (gtk_editable_get_text (self->city)) +
         gtk_switch_get_active (self->todo) + gtk_switch_get_active (self->closed);
}

static void
reset (CstDeliveryFilter *self)
{
  self->is_filling = TRUE;
  gtk_drop_down_set_selected (self->account, 0);
  gtk_drop_down_set_selected (self->carrier, 0);
  gtk_drop_down_set_selected (self->code, 0);
  gtk_drop_down_set_selected (self->age, 0);
  gtk_editable_set_text (self->city, "");
  gtk_switch_set_active (self->todo, FALSE);
  gtk_switch_set_active (self->closed, FALSE);
  self->is_filling = FALSE;
}

void
cst_delivery_filter_reset (CstDeliveryFilter *self)
{
  g_return_if_fail (CST_IS_DELIVERY_FILTER (self));

  reset (self);
  changed_cb (self);
}

/**
 * cst_delivery_filter_set_todo:
 *
 * Narrows the list down to what waits for us.
 */
void
cst_delivery_filter_set_todo (CstDeliveryFilter *self)
{
  g_return_if_fail (CST_IS_DELIVERY_FILTER (self));

  reset (self);
  self->is_filling = TRUE;
  gtk_switch_set_active (self->todo, TRUE);
  self->is_filling = FALSE;
  changed_cb (self);
}
