/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-letter-window.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-format.h"
#include "cst-iso-names.h"
#include "cst-letter-photos.h"
#include "cst-template-menu.h"
#include "cst-template-values.h"
#include "cst-ui.h"
#include "cst-util.h"
#include "cst-wrap-layout.h"

/* A ready message to the customer, read and mended before it is copied, handed to the mail program or, with photos,
 * put on paper. Constat itself sends nothing. */

struct _CstLetterWindow
{
  AdwWindow        parent_instance;

  AdwToastOverlay *toasts;
  GtkDropDown     *choice;
  GtkTextView     *text_view;
  GtkLabel        *missing_label;
  GtkWidget       *photos_scroller;
  GtkWidget       *paper_box;

  CstContext      *context; /* (owned) (nullable): where it goes on paper */
  CstLetterPhotos *photos;  /* (nullable) */
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
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "letter.save", may_leave);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "letter.print", may_leave);
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

/* ── On paper ──────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  char   *text;    /* (owned) */
  char   *subject; /* (owned) */
  gint64  now;
} Letter;

static void
letter_free (gpointer data)
{
  Letter *letter = data;

  g_free (letter->text);
  g_free (letter->subject);
  g_free (letter);
}

static CstPrintDocument *
make_paper (gpointer   data,
            GPtrArray *images,
            GPtrArray *captions)
{
  const Letter *letter = data;
  g_autofree char *printed = cst_format_moment (letter->now, letter->now);
  /* Translators: the day and time at which a sheet was printed */
  g_autofree char *footer = g_strdup_printf (_("Printed %s"), printed);
  CstPrintDocument *document = cst_print_document_new (letter->subject, footer);

  cst_print_document_add_text (document, CST_PRINT_BODY, letter->text);
  if (images->len > 0)
    {
      cst_print_document_add_space (document, 8);
      cst_print_document_add_text (document, CST_PRINT_HEADING, _("Photos"));
      cst_print_document_add_pictures (document, (CstPhotoImage **) images->pdata,
                                       (const char *const *) captions->pdata, images->len);
    }

  return document;
}

static void
paper_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CstLetterWindow *self = CST_LETTER_WINDOW (widget);
  g_autofree char *file_name = cst_print_file_name (_("Letter"), self->subject);
  Letter *letter;
  CstPaperJob *job;

  if (self->photos == NULL)
    return;

  letter = g_new0 (Letter, 1);
  letter->text = text_of (self);
  letter->subject = g_strdup (self->subject);
  letter->now = cst_context_now (self->context);
  job = cst_paper_job_new (cst_context_get_decoder (self->context), file_name, make_paper, letter, letter_free);
  cst_letter_photos_add_to (self->photos, job);
  cst_paper_job_run (job, g_str_equal (name, "letter.save"), GTK_WINDOW (self));
}

static void
tell_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  adw_toast_overlay_add_toast (CST_LETTER_WINDOW (widget)->toasts,
                               adw_toast_new (g_variant_get_string (parameter, NULL)));
}

static void
cst_letter_window_finalize (GObject *object)
{
  CstLetterWindow *self = CST_LETTER_WINDOW (object);

  g_clear_object (&self->context);
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

  g_type_ensure (CST_TYPE_WRAP_LAYOUT);

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-letter-window"));
  gtk_widget_class_bind_template_child (widget_class, CstLetterWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CstLetterWindow, choice);
  gtk_widget_class_bind_template_child (widget_class, CstLetterWindow, text_view);
  gtk_widget_class_bind_template_child (widget_class, CstLetterWindow, missing_label);
  gtk_widget_class_bind_template_child (widget_class, CstLetterWindow, photos_scroller);
  gtk_widget_class_bind_template_child (widget_class, CstLetterWindow, paper_box);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_install_action (widget_class, "letter.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "letter.mail", NULL, mail_action);
  gtk_widget_class_install_action (widget_class, "letter.save", NULL, paper_action);
  gtk_widget_class_install_action (widget_class, "letter.print", NULL, paper_action);
  gtk_widget_class_install_action (widget_class, "letter.tell", "s", tell_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "letter.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "letter.print", NULL);
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

/**
 * cst_letter_window_enclose_photos:
 * @order: whose photos are offered
 *
 * R15: lets photos be chosen that go onto the paper with the letter.
 */
void
cst_letter_window_enclose_photos (CstLetterWindow *self,
                                  CstContext      *context,
                                  gint64           account,
                                  const char      *order)
{
  GtkWidget *photos;

  g_return_if_fail (CST_IS_LETTER_WINDOW (self));
  g_return_if_fail (self->photos == NULL);

  photos = cst_letter_photos_new (context, account, order);
  self->context = g_object_ref (context);
  self->photos = CST_LETTER_PHOTOS (photos);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->photos_scroller), photos);
  gtk_widget_set_visible (self->photos_scroller, TRUE);
  gtk_widget_set_visible (self->paper_box, TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 680);
}
