/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-request-dialog.h"

#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-iso-names.h"
#include "cst-photo-request.h"
#include "cst-terms.h"

/* R2, R11: the ready letter that asks for a photo, to be read and changed before it goes. */

struct _CstPhotoRequestDialog
{
  AdwMessageDialog  parent_instance;

  GtkTextBuffer    *buffer;   /* (owned) (nullable) */
  const char       *language; /* (nullable): of the ready letter, static */
};

G_DEFINE_FINAL_TYPE (CstPhotoRequestDialog, cst_photo_request_dialog, ADW_TYPE_MESSAGE_DIALOG)

static char *
body_text (const CstAccountInfo *info,
           const CstOrder       *order,
           const char           *language)
{
  if (order->customer.language == NULL || g_ascii_strncasecmp (order->customer.language, language, 2) == 0)
    {
      /* Translators: a customer's name */
      return g_strdup_printf (_("This message goes to %s. The incident then waits for their answer."),
                              cst_term_customer_name (info, order));
    }

  /* Translators: a language's name, as in “Dutch”, and a customer's name */
  return g_strdup_printf (_("There is no ready text in their language (%s), so this one is in English. "
                            "It goes to %s; change it as you like."),
                          cst_language_name (order->customer.language), cst_term_customer_name (info, order));
}

static void
cst_photo_request_dialog_dispose (GObject *object)
{
  g_clear_object (&CST_PHOTO_REQUEST_DIALOG (object)->buffer);

  G_OBJECT_CLASS (cst_photo_request_dialog_parent_class)->dispose (object);
}

static void
cst_photo_request_dialog_class_init (CstPhotoRequestDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cst_photo_request_dialog_dispose;
}

static void
cst_photo_request_dialog_init (CstPhotoRequestDialog *self)
{
}

/**
 * cst_photo_request_dialog_new:
 *
 * The letter is in the customer's language where there is one in it. The response
 * %CST_PHOTO_REQUEST_SEND means that it is to be sent.
 *
 * Returns: (transfer none): GTK owns it
 */
CstPhotoRequestDialog *
cst_photo_request_dialog_new (GtkWindow            *parent,
                              const CstAccountInfo *info,
                              const CstOrder       *order,
                              const CstIncident    *incident)
{
  CstPhotoRequestDialog *self = g_object_new (CST_TYPE_PHOTO_REQUEST_DIALOG, "transient-for", parent, "modal", TRUE,
                                              "heading", _("Ask for a photo"), NULL);
  g_autofree char *text = cst_photo_request_text (order, incident, &self->language);
  g_autofree char *body = body_text (info, order, self->language);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);

  adw_message_dialog_set_body (dialog, body);
  adw_message_dialog_set_extra_child (dialog, cst_build_letter (text, &self->buffer));
  g_object_ref (self->buffer);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), CST_PHOTO_REQUEST_SEND, _("_Ask for a photo"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, CST_PHOTO_REQUEST_SEND, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, "cancel");

  return self;
}

/**
 * cst_photo_request_dialog_dup_text:
 *
 * Returns: (transfer full): the letter as it stands now
 */
char *
cst_photo_request_dialog_dup_text (CstPhotoRequestDialog *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (CST_IS_PHOTO_REQUEST_DIALOG (self), NULL);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

/**
 * cst_photo_request_dialog_get_language:
 *
 * Returns: (transfer none): the language of the ready letter
 */
const char *
cst_photo_request_dialog_get_language (CstPhotoRequestDialog *self)
{
  g_return_val_if_fail (CST_IS_PHOTO_REQUEST_DIALOG (self), NULL);

  return self->language;
}
