/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-label-print-window.h"

#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-format.h"
#include "cst-label-check.h"
#include "cst-label-source.h"
#include "cst-label-text.h"
#include "cst-message.h"
#include "cst-paper-job.h"
#include "cst-photo-texture.h"
#include "cst-place.h"
#include "cst-print-operation.h"
#include "cst-settings.h"
#include "cst-ui.h"

#define MAX_PAGES 10
#define MAX_SIZE (32 * 1024 * 1024)
#define DOTS_PER_INCH 300.0
#define POINTS_PER_INCH 72.0
#define MM_PER_POINT (25.4 / 72.0)

/* R10: a return label before it is printed: what is known of it, on which paper, and whether it fits
 * there at its true size. The pages are drawn by the worker. */
struct _CstLabelPrintWindow
{
  AdwWindow        parent_instance;

  CstContext      *context;       /* (owned) */
  CstIncidentCase *incident_case; /* (owned) */
  char            *goods;         /* (owned): the return */
  char            *path;          /* (owned) (nullable): %NULL when the label is not here */
  CstLabelInfo    *info;          /* (owned) (nullable) */
  GPtrArray       *pages;         /* (owned): of CstLabelPage, as far as they are drawn */
  GCancellable    *cancellable;   /* (owned) */

  GtkPicture      *picture;
  GtkWidget       *facts_box;
  GtkCheckButton  *a4;
  GtkCheckButton  *thermal;
  GtkLabel        *fit_label;
  GtkWidget       *paper_group;
};

G_DEFINE_FINAL_TYPE (CstLabelPrintWindow, cst_label_print_window, ADW_TYPE_WINDOW)

static void draw_next (CstLabelPrintWindow *self);

static void
page_free (gpointer data)
{
  CstLabelPage *page = data;

  cst_photo_image_unref (page->image);
  g_free (page);
}

static CstLabelPaper
chosen_paper (CstLabelPrintWindow *self)
{
  return gtk_check_button_get_active (self->thermal) ? CST_LABEL_PAPER_10X15 : CST_LABEL_PAPER_A4;
}

static gboolean
is_drawn (CstLabelPrintWindow *self)
{
  return self->info != NULL && self->pages->len == (guint) self->info->n_pages;
}

static gboolean
fits (CstLabelPrintWindow *self,
      gboolean            *is_turned)
{
  *is_turned = FALSE;
  for (guint i = 0; i < self->pages->len; i++)
    {
      gboolean turned = FALSE;

      if (!cst_label_fits (g_ptr_array_index (self->pages, i), chosen_paper (self), &turned))
        return FALSE;
      *is_turned = *is_turned || turned;
    }

  return TRUE;
}

static void
update (CstLabelPrintWindow *self)
{
  gboolean is_turned;
  gboolean can_print = is_drawn (self) && fits (self, &is_turned);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "label-print.print", can_print);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "label-print.save", can_print);
  if (!is_drawn (self))
    return;

  gtk_widget_set_sensitive (self->paper_group, TRUE);
  gtk_label_set_label (self->fit_label,
                       !can_print ? _("The label is larger than this paper. It is never scaled, since its barcode "
                                      "could no longer be read: choose the other paper.")
                       : is_turned ? _("The label fits at its true size, turned by a quarter.")
                       : _("The label fits at its true size."));
}

static void
say (CstLabelPrintWindow *self,
     const char          *text)
{
  gtk_label_set_label (self->fit_label, text);
  gtk_widget_set_sensitive (self->paper_group, FALSE);
  update (self);
}

static void
show_preview (CstLabelPrintWindow *self)
{
  const CstLabelPage *page = g_ptr_array_index (self->pages, 0);
  g_autoptr(GdkTexture) texture = cst_photo_texture_new (page->image);

  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
}

/* The worker says the first page's size only: a page of another shape has a size we do not know. */
static gboolean
has_first_shape (CstLabelPrintWindow *self,
                 const CstPhotoImage *image)
{
  double wanted = self->info->width / self->info->height;
  double shape = (double) image->width / image->height;

  return ABS (shape / wanted - 1) < 0.02;
}

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CstLabelPrintWindow) self = CST_LABEL_PRINT_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstPhotoImage) image = NULL;
  CstLabelPage *page;

  image = self->info->type == CST_FILE_TYPE_PDF
          ? cst_photo_decoder_render_page_finish (CST_PHOTO_DECODER (object), result, &error)
          : cst_photo_decoder_decode_finish (CST_PHOTO_DECODER (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (image == NULL)
    {
      say (self, _("The label could not be drawn. Save a copy of its file, and print that."));
      return;
    }
  if (!has_first_shape (self, image))
    {
      say (self, _("The label’s pages differ in size. Save a copy of its file, and print that at 100 %."));
      return;
    }
  if (image->may_lack_text)
    gtk_box_append (GTK_BOX (self->facts_box),
                    cst_build_row ("dialog-warning-symbolic", _("Letters may be missing on this label: compare it with "
                                                                "its file before you use it."), NULL, "held"));

  page = g_new0 (CstLabelPage, 1);
  page->image = g_steal_pointer (&image);
  page->width = self->info->width;
  page->height = self->info->height;
  g_ptr_array_add (self->pages, page);
  if (self->pages->len == 1)
    show_preview (self);
  draw_next (self);
}

static void
draw_next (CstLabelPrintWindow *self)
{
  CstPhotoDecoder *decoder = cst_context_get_decoder (self->context);
  int width = (int) (self->info->width * DOTS_PER_INCH / POINTS_PER_INCH + 0.5);
  int height = (int) (self->info->height * DOTS_PER_INCH / POINTS_PER_INCH + 0.5);

  if (is_drawn (self))
    {
      update (self);
      return;
    }

  if (self->info->type == CST_FILE_TYPE_PDF)
    cst_photo_decoder_render_page_async (decoder, self->path, self->pages->len, width, height,
                                         CST_PHOTO_PRIORITY_VISIBLE, self->cancellable, drawn_cb, g_object_ref (self));
  else
    cst_photo_decoder_decode_async (decoder, self->path, self->info->pixel_width, self->info->pixel_height,
                                    CST_PHOTO_PRIORITY_VISIBLE, self->cancellable, drawn_cb, g_object_ref (self));
}

static void
add_size (CstLabelPrintWindow *self)
{
  g_autofree char *size = NULL;

  if (self->info->width <= 0)
    return;

  size = g_strdup_printf (ngettext ("%.0f × %.0f mm, %d page", "%.0f × %.0f mm, %d pages",
                                    (gulong) self->info->n_pages),
                          self->info->width * MM_PER_POINT, self->info->height * MM_PER_POINT, self->info->n_pages);
  gtk_box_append (GTK_BOX (self->facts_box), cst_build_pair (_("Size"), size));
}

/* Only what can be read is compared: a ZPL label and most PDFs hold text, a picture does not. */
static void
show_address (CstLabelPrintWindow *self,
              const char          *text)
{
  CstDb *db = cst_context_get_reader (self->context);
  g_autofree char *setting = db != NULL ? cst_db_setting (db, CST_SETTING_PLACES, NULL) : NULL;
  g_autoptr(GPtrArray) places = cst_places_from_text (setting);
  const CstPlace *found = NULL;
  CstAddressCheck check = cst_places_check (places, text, &found);
  g_autofree char *sentence = cst_address_sentence (check, found, places->len);

  gtk_box_append (GTK_BOX (self->facts_box),
                  cst_build_row (check == CST_ADDRESS_OURS ? "object-select-symbolic" : "dialog-warning-symbolic",
                                 sentence, NULL, check == CST_ADDRESS_FOREIGN ? "overdue" : NULL));
}

static void
show_validity (CstLabelPrintWindow *self,
               const char          *text)
{
  GDate until;
  g_autoptr(GDateTime) day = NULL;
  g_autofree char *words = NULL;

  if (cst_label_text_validity (text, &until) &&
      (day = g_date_time_new_local (g_date_get_year (&until), (int) g_date_get_month (&until),
                                    g_date_get_day (&until), 12, 0, 0)) != NULL)
    words = cst_format_date (g_date_time_to_unix (day), cst_context_now (self->context));

  gtk_box_append (GTK_BOX (self->facts_box),
                  cst_build_pair (_("Valid until"), words != NULL ? words : _("Not stated")));
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstLabelPrintWindow) self = CST_LABEL_PRINT_WINDOW (user_data);
  g_autoptr(GError) error = NULL;

  self->info = cst_label_check_finish (CST_PHOTO_DECODER (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  show_validity (self, self->info != NULL ? self->info->text : NULL);
  show_address (self, self->info != NULL ? self->info->text : NULL);
  if (self->info == NULL)
    {
      say (self, error->domain == CST_LABEL_ERROR ? error->message
                                                  : _("The label could not be drawn. Save a copy of its file, and "
                                                      "print that."));
      return;
    }

  add_size (self);
  if (self->info->type == CST_FILE_TYPE_ZPL)
    {
      self->info->n_pages = MAX (self->info->n_pages, 1);
      say (self, _("A ZPL label is made for a label printer: save a copy of its file and send that to the printer."));
    }
  else if (self->info->width <= 0)
    {
      say (self, _("This picture does not say how large it is, so its true size is not known. Save a copy of its file, "
                   "and print that as its carrier says."));
    }
  else
    {
      draw_next (self);
    }
}

static void
show_facts (CstLabelPrintWindow *self,
            const CstReturn     *goods)
{
  gtk_box_append (GTK_BOX (self->facts_box),
                  cst_build_pair (_("Carrier"), goods->carrier != NULL ? goods->carrier : _("Not stated")));
  gtk_box_append (GTK_BOX (self->facts_box),
                  cst_build_pair (_("Number"), goods->tracking_number != NULL ? goods->tracking_number
                                                                              : _("Not stated")));
}

static void
paper_toggled_cb (CstLabelPrintWindow *self)
{
  if (self->context != NULL && is_drawn (self))
    update (self);
}

static char *
job_name (CstLabelPrintWindow *self)
{
  return cst_print_file_name (_("Return label"), self->incident_case->incident->number);
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CstLabelPrintWindow *self = CST_LABEL_PRINT_WINDOW (widget);
  g_autofree char *job = job_name (self);

  cst_print_label_run (g_ptr_array_ref (self->pages), chosen_paper (self), job, GTK_WINDOW (self));
}

static void
save_response_cb (GtkNativeDialog     *dialog,
                  int                  response,
                  CstLabelPrintWindow *self)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                                                          : NULL;
  gboolean is_copy = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "cst-copy"));
  g_autoptr(GFile) source = g_file_new_for_path (self->path);
  g_autoptr(GError) error = NULL;

  if (file != NULL && g_file_peek_path (file) != NULL &&
      !(is_copy ? g_file_copy (source, file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error)
                : cst_print_label_save (self->pages, chosen_paper (self), g_file_peek_path (file), &error)))
    cst_message_show (GTK_WIDGET (self), _("The Label Could Not Be Saved"), error->message);

  g_object_unref (dialog);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstLabelPrintWindow *self = CST_LABEL_PRINT_WINDOW (widget);
  gboolean is_copy = strcmp (name, "label-print.copy") == 0;
  g_autofree char *suggested = job_name (self);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (is_copy ? _("Save a copy") : _("Save as PDF"),
                                                              GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE,
                                                              _("_Save"), _("_Cancel"));

  if (is_copy)
    {
      g_autofree char *stem = g_strndup (suggested, strlen (suggested) - strlen (".pdf"));
      const char *extension = cst_file_type_get_extension (self->info != NULL ? self->info->type : CST_FILE_TYPE_PDF);

      g_free (suggested);
      suggested = g_strdup_printf ("%s.%s", stem, extension + (*extension == '.' ? 1 : 0));
    }
  g_object_set_data (G_OBJECT (dialog), "cst-copy", GINT_TO_POINTER (is_copy));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), suggested);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (save_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
cst_label_print_window_dispose (GObject *object)
{
  CstLabelPrintWindow *self = CST_LABEL_PRINT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_label_print_window_parent_class)->dispose (object);
}

static void
cst_label_print_window_finalize (GObject *object)
{
  CstLabelPrintWindow *self = CST_LABEL_PRINT_WINDOW (object);

  g_clear_pointer (&self->incident_case, cst_incident_case_unref);
  g_free (self->goods);
  g_free (self->path);
  g_clear_pointer (&self->info, cst_label_info_free);
  g_ptr_array_unref (self->pages);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (cst_label_print_window_parent_class)->finalize (object);
}

static void
cst_label_print_window_class_init (CstLabelPrintWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_label_print_window_dispose;
  object_class->finalize = cst_label_print_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-label-print-window"));
  gtk_widget_class_bind_template_child (widget_class, CstLabelPrintWindow, picture);
  gtk_widget_class_bind_template_child (widget_class, CstLabelPrintWindow, facts_box);
  gtk_widget_class_bind_template_child (widget_class, CstLabelPrintWindow, a4);
  gtk_widget_class_bind_template_child (widget_class, CstLabelPrintWindow, thermal);
  gtk_widget_class_bind_template_child (widget_class, CstLabelPrintWindow, fit_label);
  gtk_widget_class_bind_template_child (widget_class, CstLabelPrintWindow, paper_group);
  gtk_widget_class_bind_template_callback (widget_class, paper_toggled_cb);
  gtk_widget_class_install_action (widget_class, "label-print.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "label-print.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "label-print.copy", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "label-print.print", NULL);
}

static void
cst_label_print_window_init (CstLabelPrintWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->pages = g_ptr_array_new_with_free_func (page_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_label_print_window_new:
 * @goods: a return of the incident
 *
 * Returns: (transfer none): the window, still to be presented; GTK owns it
 */
CstLabelPrintWindow *
cst_label_print_window_new (CstContext      *context,
                            CstIncidentCase *incident_case,
                            const CstReturn *goods,
                            GtkWindow       *parent)
{
  CstLabelPrintWindow *self = g_object_new (CST_TYPE_LABEL_PRINT_WINDOW, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  self->incident_case = cst_incident_case_ref (incident_case);
  self->goods = g_strdup (goods->id);
  self->path = cst_label_source_path (cst_context_get_store (context), incident_case, goods);
  show_facts (self, goods);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "label-print.copy", self->path != NULL);
  if (self->path == NULL)
    {
      show_validity (self, NULL);
      say (self, goods->label != NULL ? _("The label’s file is not on this computer: it was sent from another one.")
                                      : _("There is no label for this return yet."));
      return self;
    }

  say (self, _("The label is being drawn…"));
  cst_label_check_async (cst_context_get_decoder (context), self->path, MAX_SIZE, MAX_PAGES, self->cancellable,
                         checked_cb, g_object_ref (self));

  return self;
}
