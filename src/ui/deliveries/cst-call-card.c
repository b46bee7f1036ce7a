/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-call-card.h"

#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-format.h"
#include "cst-ui.h"

/* C7, C8: whom to call, at which number, and what came of the calls before. The buttons name the window’s actions. */

struct _CstCallCard
{
  GtkWidget  parent_instance;

  GtkWidget *root;
  GtkLabel  *name_label;
  GtkLabel  *phone_label;
  GtkWidget *buttons_box;
  GtkLabel  *calls_label;
};

G_DEFINE_FINAL_TYPE (CstCallCard, cst_call_card, GTK_TYPE_WIDGET)

static void
cst_call_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_CALL_CARD);

  G_OBJECT_CLASS (cst_call_card_parent_class)->dispose (object);
}

static void
cst_call_card_class_init (CstCallCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_call_card_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-call-card"));
  gtk_widget_class_bind_template_child (widget_class, CstCallCard, root);
  gtk_widget_class_bind_template_child (widget_class, CstCallCard, name_label);
  gtk_widget_class_bind_template_child (widget_class, CstCallCard, phone_label);
  gtk_widget_class_bind_template_child (widget_class, CstCallCard, buttons_box);
  gtk_widget_class_bind_template_child (widget_class, CstCallCard, calls_label);
}

static void
cst_call_card_init (CstCallCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
describe_calls (const CstDeliveryCase *delivery_case,
                gint64                 now)
{
  const CstCall *last = cst_delivery_case_last_call (delivery_case);
  g_autofree char *ago = last != NULL ? cst_format_ago (last->at, now) : NULL;
  g_autofree char *count = NULL;

  if (last == NULL)
    return g_strdup (_("Not called from this desk yet."));

  count = g_strdup_printf (ngettext ("%u call", "%u calls", delivery_case->calls->len), delivery_case->calls->len);

  /* Translators: how many calls, and how long ago the last one was */
  return g_strdup_printf (last->is_reached ? _("%1$s; reached %2$s.") : _("%1$s; the last one %2$s, not reached."),
                          count, ago);
}

void
cst_call_card_set_case (CstCallCard           *self,
                        const CstDeliveryCase *delivery_case,
                        gint64                 now)
{
  const char *phone = cst_delivery_case_phone (delivery_case);
  g_autofree char *calls = describe_calls (delivery_case, now);

  g_return_if_fail (CST_IS_CALL_CARD (self));

  gtk_label_set_label (self->name_label, cst_delivery_case_name (delivery_case));
  gtk_label_set_label (self->phone_label, phone != NULL ? phone : _("No telephone number is known."));
  gtk_widget_set_visible (self->buttons_box, phone != NULL);
  gtk_label_set_label (self->calls_label, calls);
}
