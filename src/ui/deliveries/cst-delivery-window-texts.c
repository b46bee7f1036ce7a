/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-delivery-window-private.h"

#include <glib/gi18n.h>

#include "cst-delivery-texts.h"
#include "cst-letter-window.h"
#include "cst-people.h"
#include "cst-snippets.h"
#include "cst-util.h"

/* Ready texts beside a carrier’s incident: sentences for the carrier, messages to the customer, and the letter that
 * asks for a protest (R15). */

static char *
dup_person (CstDeliveryWindow *self)
{
  CstDb *db = cst_context_get_reader (self->context);
  g_autoptr(CstPerson) person = db != NULL ? cst_db_current_person (db, NULL) : NULL;

  return person != NULL ? g_strdup (person->id) : NULL;
}

static GPtrArray *
list_texts (CstDeliveryWindow *self,
            CstTextsFor        reader)
{
  g_autoptr(CstPlaybook) playbook = cst_rules_dup_playbook (cst_context_get_rules (self->context),
                                                            self->delivery_case->account);

  return cst_delivery_ready_texts (playbook, self->delivery_case, reader, cst_context_now (self->context));
}

static void
texts_opened_cb (CstDeliveryWindow *self,
                 CstTemplateMenu   *menu)
{
  g_autofree char *person = NULL;
  g_autoptr(GPtrArray) snippets = NULL;
  GPtrArray *texts;

  if (self->delivery_case == NULL)
    return;

  texts = list_texts (self, CST_TEXTS_FOR_CARRIER);
  person = dup_person (self);
  snippets = cst_snippets_load (cst_context_get_reader (self->context), person);
  for (guint i = 0; i < snippets->len; i++)
    {
      const CstSnippet *snippet = g_ptr_array_index (snippets, i);

      cst_ready_texts_add (texts, snippet->name, snippet->text, NULL, NULL, TRUE);
    }
  cst_template_menu_set_texts (menu, texts);
}

static void
text_inserted_cb (CstDeliveryWindow *self,
                  const char        *text)
{
  cst_answer_panel_write (self->answer_panel, text);
}

static void
text_kept_cb (CstDeliveryWindow *self,
              const char        *name)
{
  g_autoptr(CstDeliveryAnswer) answer = cst_answer_panel_dup_draft (self->answer_panel);
  g_autofree char *person = dup_person (self);
  g_autoptr(GPtrArray) snippets = NULL;

  if (cst_str_is_blank (answer->text))
    return;

  snippets = cst_snippets_load (cst_context_get_reader (self->context), person);
  cst_snippets_put (snippets, name, answer->text);
  cst_snippets_save (snippets, cst_context_get_store (self->context), person);
  cst_delivery_window_toast (self, _("Kept among your own texts"));
}

static void
text_removed_cb (CstDeliveryWindow *self,
                 const char        *name)
{
  g_autofree char *person = dup_person (self);
  g_autoptr(GPtrArray) snippets = cst_snippets_load (cst_context_get_reader (self->context), person);

  cst_snippets_remove (snippets, name);
  cst_snippets_save (snippets, cst_context_get_store (self->context), person);
  cst_delivery_window_toast (self, _("Your text was removed"));
}

/**
 * cst_delivery_window_set_up_texts:
 *
 * Fills the list of ready sentences whenever it is opened.
 */
void
cst_delivery_window_set_up_texts (CstDeliveryWindow *self)
{
  CstTemplateMenu *menu = cst_answer_panel_get_menu (self->answer_panel);

  g_signal_connect_object (menu, "opened", G_CALLBACK (texts_opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (menu, "inserted", G_CALLBACK (text_inserted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (menu, "kept", G_CALLBACK (text_kept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (menu, "removed", G_CALLBACK (text_removed_cb), self, G_CONNECT_SWAPPED);
}

static void
ready_solution_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  CstDeliveryWindow *self = CST_DELIVERY_WINDOW (widget);

  cst_answer_panel_choose (self->answer_panel, CST_ANSWER_TEXT);
  cst_template_menu_pop_up (cst_answer_panel_get_menu (self->answer_panel));
}

static void
ready_message_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  CstDeliveryWindow *self = CST_DELIVERY_WINDOW (widget);
  GPtrArray *texts = list_texts (self, g_str_equal (name, "delivery.protest") ? CST_TEXTS_FOR_PROTEST
                                                                              : CST_TEXTS_FOR_CUSTOMER);
  const CstDelivery *delivery = self->delivery_case->delivery;
  CstLetterWindow *window;

  if (texts->len == 0)
    {
      g_ptr_array_unref (texts);
      cst_delivery_window_toast (self, _("The rules of this account have no message to the customer"));
      return;
    }

  window = cst_letter_window_new (texts, delivery->tracking_number != NULL ? delivery->tracking_number
                                                                           : delivery->number,
                                  cst_delivery_case_mail (self->delivery_case));
  if (g_str_equal (name, "delivery.protest"))
    cst_letter_window_enclose_photos (window, self->context, self->account, delivery->order);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (window));
}

/**
 * cst_delivery_window_install_texts:
 *
 * In the class.
 */
void
cst_delivery_window_install_texts (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "delivery.ready-solution", NULL, ready_solution_action);
  gtk_widget_class_install_action (widget_class, "delivery.ready-message", NULL, ready_message_action);
  gtk_widget_class_install_action (widget_class, "delivery.protest", NULL, ready_message_action);
}
