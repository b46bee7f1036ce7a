/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-customer-card.h"

#include "cst-iso-names.h"
#include "cst-ui.h"
#include "cst-util.h"

struct _CstCustomerCard
{
  GtkWidget  parent_instance;

  GtkWidget *root;
  GtkLabel  *name;
  GtkLabel  *address;
  GtkLabel  *contact;
};

G_DEFINE_FINAL_TYPE (CstCustomerCard, cst_customer_card, GTK_TYPE_WIDGET)

static void
cst_customer_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_CUSTOMER_CARD);

  G_OBJECT_CLASS (cst_customer_card_parent_class)->dispose (object);
}

static void
cst_customer_card_class_init (CstCustomerCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_customer_card_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-customer-card"));
  gtk_widget_class_bind_template_child (widget_class, CstCustomerCard, root);
  gtk_widget_class_bind_template_child (widget_class, CstCustomerCard, name);
  gtk_widget_class_bind_template_child (widget_class, CstCustomerCard, address);
  gtk_widget_class_bind_template_child (widget_class, CstCustomerCard, contact);
}

static void
cst_customer_card_init (CstCustomerCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The texts that say something, one per line. */
static char *
join (const char *separator,
      const char *first,
      ...)
{
  GString *out = g_string_new (NULL);
  va_list args;

  va_start (args, first);
  for (const char *part = first; part != (const char *) -1; part = va_arg (args, const char *))
    {
      if (cst_str_is_blank (part))
        continue;
      if (out->len > 0)
        g_string_append (out, separator);
      g_string_append (out, part);
    }
  va_end (args);

  return g_string_free (out, FALSE);
}

#define END ((const char *) -1)

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/**
 * cst_customer_card_set_customer:
 *
 * Who ordered, and where it goes. The texts are the marketplace's and are shown as they are.
 */
void
cst_customer_card_set_customer (CstCustomerCard   *self,
                                const CstCustomer *customer)
{
  g_autofree char *city = NULL;
  g_autofree char *address = NULL;
  g_autofree char *contact = NULL;

  g_return_if_fail (CST_IS_CUSTOMER_CARD (self));

  city = join (" ", customer->postal_code, customer->city, END);
  address = join ("\n", customer->contact_name, customer->street, city, cst_country_name (customer->country), END);
  contact = join ("\n", customer->email, customer->phone, END);

  set_text (self->name, customer->name != NULL ? customer->name : "");
  set_text (self->address, address);
  set_text (self->contact, contact);
}
