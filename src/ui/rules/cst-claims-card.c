/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-claims-card.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-customer-claims.h"
#include "cst-format.h"
#include "cst-labels.h"
#include "cst-tone.h"
#include "cst-ui.h"

/* The customer's other incidents with this account (H10): how many, of what, how they ended. Each opens. */
struct _CstClaimsCard
{
  GtkWidget     parent_instance;

  CstContext   *context;     /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  gint64        account;

  GtkWidget    *root;
  GtkLabel     *heading_label;
  GtkWidget    *claims_box;
};

/* Enough to judge by; the list of incidents has all. */
#define MOST_SHOWN 12

typedef struct
{
  gint64  account;
  char   *customer;
  char   *except;
} ClaimsRequest;

G_DEFINE_FINAL_TYPE (CstClaimsCard, cst_claims_card, GTK_TYPE_WIDGET)

static void
request_free (gpointer data)
{
  ClaimsRequest *request = data;

  g_free (request->customer);
  g_free (request->except);
  g_free (request);
}

static gpointer
load_claims (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  const ClaimsRequest *wanted = request;

  return cst_db_customer_claims (db, wanted->account, wanted->customer, wanted->except, error);
}

static char *
describe_end (const CstCustomerClaim *claim)
{
  g_autofree char *amount = NULL;

  if (claim->resolution == CST_RESOLUTION_UNKNOWN)
    return NULL;
  if (claim->amount == 0)
    return g_strdup (cst_label_resolution_kind (claim->resolution));

  amount = cst_money_format (cst_money (claim->amount, claim->currency));

  return g_strdup_printf ("%s %s", cst_label_resolution_kind (claim->resolution), amount);
}

static GtkWidget *
build_claim (const CstCustomerClaim *claim,
             gint64                  now)
{
  GtkWidget *button = gtk_button_new ();
  g_autofree char *date = cst_format_date (claim->reported_at, now);
  g_autofree char *end = describe_end (claim);
  g_autofree char *text = g_strjoin (" · ", claim->number, cst_label_reason (claim->reason), NULL);
  g_autofree char *detail = g_strjoin (" · ", date, claim->order_number, end, NULL);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", text, detail);

  gtk_button_set_child (GTK_BUTTON (button),
                        cst_build_row (cst_icon_of_incident_state (claim->state, FALSE, FALSE), text, detail, NULL));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "clock-row");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", claim->incident);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "claims.open");
  cst_accessible_set_label (button, spoken);

  return button;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstClaimsCard) self = CST_CLAIMS_CARD (user_data);
  g_autoptr(GPtrArray) claims = cst_store_query_finish (CST_STORE (object), result, NULL);
  g_autofree char *heading = NULL;
  guint n_claims = claims != NULL ? claims->len : 0;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  gtk_widget_set_visible (GTK_WIDGET (self), n_claims > 0);
  heading = g_strdup_printf (ngettext ("%u earlier incident of this customer",
                                       "%u earlier incidents of this customer", n_claims), n_claims);
  gtk_label_set_label (self->heading_label, heading);
  cst_build_clear (self->claims_box);
  for (guint i = 0; i < MIN (n_claims, MOST_SHOWN); i++)
    gtk_box_append (GTK_BOX (self->claims_box),
                    build_claim (g_ptr_array_index (claims, i), cst_context_now (self->context)));
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstClaimsCard *self = CST_CLAIMS_CARD (widget);

  cst_context_open_incident (self->context, self->account, g_variant_get_string (parameter, NULL), NULL);
}

static void
cst_claims_card_dispose (GObject *object)
{
  CstClaimsCard *self = CST_CLAIMS_CARD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_CLAIMS_CARD);

  G_OBJECT_CLASS (cst_claims_card_parent_class)->dispose (object);
}

static void
cst_claims_card_finalize (GObject *object)
{
  g_clear_object (&CST_CLAIMS_CARD (object)->cancellable);

  G_OBJECT_CLASS (cst_claims_card_parent_class)->finalize (object);
}

static void
cst_claims_card_class_init (CstClaimsCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_claims_card_dispose;
  object_class->finalize = cst_claims_card_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "claimscard");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-claims-card"));
  gtk_widget_class_bind_template_child (widget_class, CstClaimsCard, root);
  gtk_widget_class_bind_template_child (widget_class, CstClaimsCard, heading_label);
  gtk_widget_class_bind_template_child (widget_class, CstClaimsCard, claims_box);
  gtk_widget_class_install_action (widget_class, "claims.open", "s", open_action);
}

static void
cst_claims_card_init (CstClaimsCard *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_claims_card_set_case:
 *
 * Looks the customer's other incidents up; the card shows itself once there are any.
 */
void
cst_claims_card_set_case (CstClaimsCard         *self,
                          CstContext            *context,
                          const CstIncidentCase *incident_case)
{
  const char *customer = incident_case->order->customer.id;
  ClaimsRequest *request;

  g_return_if_fail (CST_IS_CLAIMS_CARD (self));

  g_set_object (&self->context, context);
  self->account = incident_case->account->id;
  if (customer == NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      return;
    }

  request = g_new0 (ClaimsRequest, 1);
  request->account = self->account;
  request->customer = g_strdup (customer);
  request->except = g_strdup (incident_case->incident->id);
  cst_store_query_async (cst_context_get_store (context), load_claims, request, request_free,
                         (GDestroyNotify) g_ptr_array_unref, self->cancellable, loaded_cb, g_object_ref (self));
}
