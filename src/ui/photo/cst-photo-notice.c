/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-notice.h"

#include <glib/gi18n.h>

#include "cst-photo-error.h"
#include "cst-ui.h"

/* What stands in the place of a photo that cannot be seen: which of the facts of R2 it is, and what can be done. */
struct _CstPhotoNotice
{
  GtkWidget  parent_instance;

  GtkWidget *root;
  GtkImage  *icon;
  GtkLabel  *title;
  GtkLabel  *text;
  GtkWidget *ask_button;
};

G_DEFINE_FINAL_TYPE (CstPhotoNotice, cst_photo_notice, GTK_TYPE_WIDGET)

static void
cst_photo_notice_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_PHOTO_NOTICE);

  G_OBJECT_CLASS (cst_photo_notice_parent_class)->dispose (object);
}

static void
cst_photo_notice_class_init (CstPhotoNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_photo_notice_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "photonotice");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-photo-notice"));
  gtk_widget_class_bind_template_child (widget_class, CstPhotoNotice, root);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoNotice, icon);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoNotice, title);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoNotice, text);
  gtk_widget_class_bind_template_child (widget_class, CstPhotoNotice, ask_button);
}

static void
cst_photo_notice_init (CstPhotoNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show (CstPhotoNotice *self,
      const char     *icon_name,
      const char     *title,
      const char     *text,
      gboolean        may_ask)
{
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), text != NULL);
  gtk_widget_set_visible (self->ask_button, may_ask);
}

static const char *
describe_fact (CstPhotoItem *item,
               const char   *none_text)
{
  switch (cst_photo_item_get_fact (item))
    {
    case CST_PHOTO_ANNOUNCED:
      return _("It was announced with the report and has not arrived at the marketplace.");
    case CST_PHOTO_NOT_DOWNLOADED:
      return _("It is at the marketplace. It comes with the next synchronisation.");
    case CST_PHOTO_UNREADABLE:
      return _("The file is damaged, or it is no picture. Save a copy to look into it, "
               "or ask for another photo.");
    case CST_PHOTO_REMOVED:
      return _("It was taken away there before it was downloaded here.");
    case CST_PHOTO_NONE_SENT:
    case CST_PHOTO_READY:
    default:
      return none_text;
    }
}

/**
 * cst_photo_notice_show_fact:
 * @item: (nullable): the photo that cannot be seen, %NULL when none was sent
 * @none_text: what to say then
 * @may_ask: whether a photo can be asked for
 */
void
cst_photo_notice_show_fact (CstPhotoNotice *self,
                            CstPhotoItem   *item,
                            const char     *none_text,
                            gboolean        may_ask)
{
  CstPhotoFact fact = item != NULL ? cst_photo_item_get_fact (item) : CST_PHOTO_NONE_SENT;

  g_return_if_fail (CST_IS_PHOTO_NOTICE (self));

  show (self, item != NULL ? cst_photo_item_get_icon_name (item) : "constat-photo-missing-symbolic",
        cst_label_photo_fact (fact), item != NULL ? describe_fact (item, none_text) : none_text,
        may_ask && fact != CST_PHOTO_NOT_DOWNLOADED);
}

/* What is no fault of the file. */
static const char *
explain_failure (const GError *error)
{
  if (g_error_matches (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_TIMED_OUT))
    return _("Decoding it took too long. Turn to another photo and back to try again.");
  if (g_error_matches (error, CST_PHOTO_ERROR, CST_PHOTO_ERROR_NOT_FOUND))
    return _("Its file has gone from this computer. It is fetched again with the next synchronisation.");

  return _("The program that decodes photos does not start. Constat is not completely installed.");
}

/**
 * cst_photo_notice_show_failure:
 * @error: why the photo could not be decoded this time
 */
void
cst_photo_notice_show_failure (CstPhotoNotice *self,
                               const GError   *error)
{
  g_return_if_fail (CST_IS_PHOTO_NOTICE (self));

  show (self, "dialog-warning-symbolic", _("This photo could not be shown now"), explain_failure (error), FALSE);
}
