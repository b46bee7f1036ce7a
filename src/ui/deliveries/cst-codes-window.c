/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-codes-window.h"

#include <glib/gi18n.h>

#include "cst-carrier-code.h"
#include "cst-carrier-codes.h"
#include "cst-combo-list.h"
#include "cst-delivery-labels.h"
#include "cst-format.h"
#include "cst-message.h"
#include "cst-ui.h"
#include "cst-util.h"

/* Codes that no carrier's table knows, with what somebody says they mean. It counts at once, for the incidents that
 * are there and for those to come. */

struct _CstCodesWindow
{
  AdwWindow            parent_instance;

  GtkStack            *stack;
  AdwPreferencesGroup *group;

  CstContext          *context;     /* (owned) */
  GCancellable        *cancellable; /* (owned) */
  gboolean             is_filling;
};

G_DEFINE_FINAL_TYPE (CstCodesWindow, cst_codes_window, ADW_TYPE_WINDOW)

#define CODE "cst-code"

typedef struct
{
  char              *source;
  char              *code;
  CstDeliveryReason  reason;
} Meaning;

static void
meaning_free (gpointer data)
{
  Meaning *meaning = data;

  g_free (meaning->source);
  g_free (meaning->code);
  g_free (meaning);
}

/* Store thread. */
static gpointer
map (CstDb         *db,
     gpointer       request,
     GCancellable  *cancellable,
     GError       **error)
{
  const Meaning *meaning = request;

  return GINT_TO_POINTER (cst_db_map_carrier_code (db, meaning->source, meaning->code, meaning->reason, error));
}

static void
mapped_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstCodesWindow) self = CST_CODES_WINDOW (user_data);
  g_autoptr(GError) error = NULL;

  if (cst_store_run_finish (CST_STORE (object), result, &error) == NULL)
    cst_message_show_problem (GTK_WIDGET (self), _("The Change Was Not Kept"), error);
}

/* The first of the list says nothing; the rest are the reasons in their order. */
static void
chosen_cb (AdwComboRow    *row,
           GParamSpec     *pspec,
           CstCodesWindow *self)
{
  const CstCarrierCode *code = g_object_get_data (G_OBJECT (row), CODE);
  Meaning *meaning;

  if (self->is_filling)
    return;

  meaning = g_new0 (Meaning, 1);
  meaning->source = g_strdup (code->source);
  meaning->code = g_strdup (code->code);
  meaning->reason = (CstDeliveryReason) adw_combo_row_get_selected (row);
  cst_store_run_async (cst_context_get_store (self->context), map, meaning, meaning_free, NULL, NULL, mapped_cb,
                       g_object_ref (self));
}

static GListModel *
new_reasons (void)
{
  GtkStringList *labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, C_("carrier code", "Not said yet"));
  for (int i = CST_DELIVERY_REASON_UNKNOWN + 1; i <= CST_DELIVERY_OTHER; i++)
    gtk_string_list_append (labels, cst_label_delivery_reason ((CstDeliveryReason) i));

  return G_LIST_MODEL (labels);
}

/* Returns: (transfer full): the carrier as its table writes it, where one has its codes */
static char *
name_of (CstCodesWindow *self,
         const char     *source)
{
  g_auto(GStrv) names =
    cst_carrier_codes_names (cst_rules_get_carrier_codes (cst_context_get_rules (self->context)));

  for (gsize i = 0; names[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (names[i], source) == 0)
        return g_strdup (names[i]);
    }

  return g_strdup (source);
}

/* The code with the carrier's words, and below it whose it is and how often it came. */
static char *
describe (CstCodesWindow       *self,
          const CstCarrierCode *code)
{
  g_autofree char *title = cst_str_is_blank (code->label) ? g_strdup (code->code)
                           : g_strdup_printf (C_("carrier code", "%1$s · %2$s"), code->code, code->label);
  g_autofree char *name = name_of (self, code->source);
  g_autofree char *last = cst_format_date (code->last_seen, cst_context_now (self->context));
  /* Translators: whose code it is, how many incidents had it, and the date of the last */
  g_autofree char *seen = g_strdup_printf (ngettext ("%1$s, %2$d incident, last seen %3$s",
                                                     "%1$s, %2$d incidents, last seen %3$s", (gulong) code->n),
                                           name, code->n, last);

  return g_strdup_printf ("%s\n%s", title, seen);
}

static GtkWidget *
build_row (CstCodesWindow *self,
           CstCarrierCode *code)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr(GListModel) reasons = new_reasons ();
  g_autofree char *title = describe (self, code);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), reasons);
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), TRUE);
  cst_combo_list_show_whole (ADW_COMBO_ROW (row));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), code->is_mapped ? (guint) code->reason : 0);
  g_object_set_data_full (G_OBJECT (row), CODE, cst_record_dup (&cst_carrier_code_type, code),
                          (GDestroyNotify) cst_carrier_code_free);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (chosen_cb), self, 0);

  return row;
}

/* Query thread. */
static gpointer
list (CstDb         *db,
      gpointer       request,
      GCancellable  *cancellable,
      GError       **error)
{
  return cst_db_carrier_codes (db, FALSE, error);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstCodesWindow) self = CST_CODES_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) codes = cst_store_query_finish (CST_STORE (object), result, &error);

  if (codes == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cst_message_show_problem (GTK_WIDGET (self), _("The Codes Cannot Be Read"), error);
      return;
    }

  self->is_filling = TRUE;
  for (guint i = 0; i < codes->len; i++)
    adw_preferences_group_add (self->group, build_row (self, g_ptr_array_index (codes, i)));
  self->is_filling = FALSE;
  gtk_stack_set_visible_child_name (self->stack, codes->len > 0 ? "codes" : "none");
}

static void
cst_codes_window_dispose (GObject *object)
{
  CstCodesWindow *self = CST_CODES_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  self->is_filling = TRUE;

  G_OBJECT_CLASS (cst_codes_window_parent_class)->dispose (object);
}

static void
cst_codes_window_finalize (GObject *object)
{
  CstCodesWindow *self = CST_CODES_WINDOW (object);

  g_clear_object (&self->context);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (cst_codes_window_parent_class)->finalize (object);
}

static void
cst_codes_window_class_init (CstCodesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_codes_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = cst_codes_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-codes-window"));
  gtk_widget_class_bind_template_child (widget_class, CstCodesWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CstCodesWindow, group);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cst_codes_window_init (CstCodesWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_codes_window_new:
 *
 * Lists the codes that were collected; what is chosen is kept at once.
 */
CstCodesWindow *
cst_codes_window_new (CstContext *context)
{
  CstCodesWindow *self = g_object_new (CST_TYPE_CODES_WINDOW, NULL);

  self->context = g_object_ref (context);
  cst_store_query_async (cst_context_get_store (context), list, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                         self->cancellable, listed_cb, g_object_ref (self));

  return self;
}
