/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-letter-window.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-iso-names.h"
#include "cst-template-menu.h"
#include "cst-template-values.h"
#include "cst-ui.h"
#include "cst-util.h"

/* A ready message to the customer, read and mended before it is copied or handed to the mail program. Constat itself
 * sends nothing. */

struct _CstLetterWindow
{
  AdwWindow        parent_instance;

  AdwToastOverlay *toasts;
  GtkDropDown     *choice;
  GtkTextView     *text_view;
  GtkLabel        *missing_label;

  GPtrArray       *texts;   /* (owned): of CstReadyText */
  char            *subject; /* (owned) */
  char            *address; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CstLetterWindow, cst_letter_window, ADW_TYPE_WINDOW)

static char *
text_of (CstLetterWindow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* H9: what nobody filled in must not leave. */
static void
text_changed_cb (CstLetterWindow *self)
{
  g_autofree char *text = text_of (self);
  g_autofree char *missing = cst_template_say_missing (text);
  gboolean may_leave = missing == NULL && !cst_str_is_blank (text);

  gtk_label_set_label (self->missing_label, missing != NULL ? missing : "");
  gtk_widget_set_visible (GTK_WIDGET (self->missing_label), missing != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "letter.copy", may_leave);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "letter.mail", may_leave && self->address != NULL);
}

static void
chosen_cb (CstLetterWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->choice);

  if (self->texts == NULL || selected >= self->texts->len)
    return;

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view),
                            ((const CstReadyText *) g_ptr_array_index (self->texts, selected))->text, -1);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstLetterWindow *self = CST_LETTER_WINDOW (widget);
  g_autofree char *text = text_of (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Copied")));
}

static void
mail_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstLetterWindow *self = CST_LETTER_WINDOW (widget);
  g_autofree char *text = text_of (self);
  g_autofree char *address = g_uri_escape_string (self->address, "@", TRUE);
  g_autofree char *subject = g_uri_escape_string (self->subject, NULL, TRUE);
  g_autofree char *body = g_uri_escape_string (text, NULL, TRUE);
  g_autofree char *uri = g_strdup_printf ("mailto:%s?subject=%s&body=%s", address, subject, body);

  gtk_show_uri (GTK_WINDOW (self), uri, GDK_CURRENT_TIME);
}

static void
cst_letter_window_finalize (GObject *object)
{
  CstLetterWindow *self = CST_LETTER_WINDOW (object);

  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_free (self->subject);
  g_free (self->address);

  G_OBJECT_CLASS (cst_letter_window_parent_class)->finalize (object);
}

static void
cst_letter_window_class_init (CstLetterWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cst_letter_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-letter-window"));
  gtk_widget_class_bind_template_child (widget_class, CstLetterWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CstLetterWindow, choice);
  gtk_widget_class_bind_template_child (widget_class, CstLetterWindow, text_view);
  gtk_widget_class_bind_template_child (widget_class, CstLetterWindow, missing_label);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_install_action (widget_class, "letter.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "letter.mail", NULL, mail_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cst_letter_window_init (CstLetterWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->text_view), "changed", G_CALLBACK (text_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * cst_letter_window_new:
 * @texts: (transfer full) (element-type CstReadyText): at least one
 * @subject: of a mail
 * @address: (nullable): the customer's, where it is known
 */
CstLetterWindow *
cst_letter_window_new (GPtrArray  *texts,
                       const char *subject,
                       const char *address)
{
  CstLetterWindow *self = g_object_new (CST_TYPE_LETTER_WINDOW, NULL);
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  self->texts = texts;
  self->subject = g_strdup (subject);
  self->address = g_strdup (address);
  for (guint i = 0; i < texts->len; i++)
    {
      const CstReadyText *text = g_ptr_array_index (texts, i);
      g_autofree char *label = g_strdup_printf ("%s (%s)", text->label, cst_language_name (text->language));

      gtk_string_list_append (labels, label);
    }
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (labels));
  cst_accessible_set_choice_label (self->choice, _("Ready message"));
  chosen_cb (self);
  text_changed_cb (self);

  return self;
}
