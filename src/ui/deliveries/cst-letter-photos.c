/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-letter-photos.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-findings.h"
#include "cst-incident-photos.h"
#include "cst-labels.h"
#include "cst-paste.h"
#include "cst-photo-thumb.h"
#include "cst-sniff.h"
#include "cst-truth.h"

/* R15: the photos that go with a letter of protest. Those of the order’s own incidents are offered with what was found
 * on them, the ones that show damage or loss chosen already; others can be taken from this computer. */

struct _CstLetterPhotos
{
  GtkWidget          parent_instance;

  GtkWidget         *box;
  GtkWidget         *list;
  GtkLabel          *none_label;

  CstContext        *context;     /* (owned) */
  CstIncidentPhotos *photos;      /* (owned) */
  GCancellable      *cancellable; /* (owned) */
};

#define ITEM "cst-photo-item"
#define CAPTION "cst-caption"

G_DEFINE_FINAL_TYPE (CstLetterPhotos, cst_letter_photos, GTK_TYPE_WIDGET)

/* ── What is offered ───────────────────────────────────────────────────────────────────────────── */

static void
update (CstLetterPhotos *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->none_label), gtk_widget_get_first_child (self->list) == NULL);
}

/* @caption: (nullable): what the paper says of it besides its name */
static void
add_photo (CstLetterPhotos *self,
           CstPhotoItem    *item,
           const char      *about,
           const char      *caption,
           gboolean         is_right)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *thumb = cst_photo_thumb_new (cst_context_get_decoder (self->context));
  const char *name = cst_photo_item_get_filename (item) != NULL ? cst_photo_item_get_filename (item) : _("Photo");
  gboolean is_here = cst_photo_item_get_fact (item) == CST_PHOTO_READY;
  const char *detail = is_here ? about : _("Not on this computer yet: look at it in its incident first.");
  g_autofree char *spoken = g_strdup_printf ("%s, %s", name, detail);
  GtkWidget *words = cst_build_row (NULL, name, detail, NULL);

  cst_photo_thumb_set_item (CST_PHOTO_THUMB (thumb), item);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (row), thumb);
  gtk_box_append (GTK_BOX (row), words);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), row);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_here && is_right);
  gtk_widget_set_sensitive (check, is_here);
  cst_accessible_set_label (check, spoken);
  g_object_set_data_full (G_OBJECT (check), ITEM, g_object_ref (item), g_object_unref);
  g_object_set_data_full (G_OBJECT (check), CAPTION, g_strjoin (" · ", name, caption, NULL), g_free);
  gtk_box_append (GTK_BOX (self->list), check);
}

/* What was reported and what the inspection of the photos found. */
static char *
describe (const CstIncidentCase *incident_case,
          CstLineFindings       *total)
{
  g_autoptr(GPtrArray) findings = cst_findings_of_desk (incident_case->desk, incident_case->operations);
  g_autoptr(GArray) now = cst_findings_now (incident_case->incident, findings);
  g_autofree char *reason = cst_label_incident_reason (incident_case->incident);
  g_autofree char *found = NULL;
  g_autofree char *finding = NULL;

  cst_findings_total (now, total);
  found = cst_label_found (total);
  /* Translators: what the inspection of the photos found */
  finding = found != NULL ? g_strdup_printf (C_("finding", "Finding: %s"), found) : NULL;

  return g_strjoin (" · ", reason, finding, NULL);
}

/* A carrier answers for what it broke or lost, unless the photos were found to show nothing of it. */
static gboolean
speaks_for_us (const CstIncident     *incident,
               const CstLineFindings *total)
{
  return incident->reason != CST_REASON_WRONG_ITEM && incident->reason != CST_REASON_WRONG_INVOICE &&
         incident->reason != CST_REASON_LATE &&
         (total->pieces[CST_FINDING_CONFIRMED] > 0 || total->pieces[CST_FINDING_NOT_CONFIRMED] == 0);
}

static gboolean
is_picture (CstPhotoItem *item)
{
  const char *media_type = cst_photo_item_get_media_type (item);

  return cst_photo_item_get_path (item) != NULL && (media_type == NULL || g_str_has_prefix (media_type, "image/"));
}

/* Query thread: every incident of the order. */
static gpointer
load_cases (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  const CstIncidentCaseRequest *order = request;
  g_autoptr(GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_incident_case_unref);
  g_autoptr(GPtrArray) incidents = cst_db_order_incidents (db, order->account, order->incident, error);

  for (guint i = 0; incidents != NULL && i < incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (incidents, i);
      CstIncidentCaseRequest *one = cst_incident_case_request_new (order->account, incident->id);
      gpointer incident_case = cst_incident_case_load (db, one, cancellable, error);

      cst_incident_case_request_free (one);
      if (incident_case == NULL)
        return NULL;
      g_ptr_array_add (cases, incident_case);
    }

  return incidents != NULL ? g_steal_pointer (&cases) : NULL;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstLetterPhotos) self = CST_LETTER_PHOTOS (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) cases = cst_store_query_finish (CST_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    g_warning ("The photos of an order cannot be read: %s", error->message);

  for (guint i = 0; cases != NULL && i < cases->len; i++)
    {
      const CstIncidentCase *incident_case = g_ptr_array_index (cases, i);
      g_autoptr(GPtrArray) items = cst_incident_photos_list (self->photos, incident_case);
      CstLineFindings total;
      g_autofree char *about = describe (incident_case, &total);

      for (guint j = 0; j < items->len; j++)
        {
          if (is_picture (g_ptr_array_index (items, j)))
            add_photo (self, g_ptr_array_index (items, j), about, about,
                       speaks_for_us (incident_case->incident, &total));
        }
    }
  update (self);
}

/* ── From this computer ────────────────────────────────────────────────────────────────────────── */

static void
add_file (CstLetterPhotos *self,
          const char      *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr(CstPhotoItem) item = cst_photo_item_new (path);
  CstAttachment attachment = { .filename = shown };
  CstFileType type = CST_FILE_TYPE_UNKNOWN;

  if (!cst_sniff_file (path, &type, NULL, NULL) || !cst_file_type_is_picture (type))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "letter.tell", "s", _("Only photos can go with the letter"));
      return;
    }

  cst_photo_item_set (item, &attachment, CST_PHOTO_READY, path);
  cst_photo_item_set_looked_at (item, TRUE);
  add_photo (self, item, _("Chosen on this computer"), NULL, TRUE);
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             CstLetterPhotos *self)
{
  g_auto(GStrv) paths = response == GTK_RESPONSE_ACCEPT ? cst_chooser_paths (GTK_FILE_CHOOSER (dialog)) : NULL;

  for (gsize i = 0; paths != NULL && paths[i] != NULL; i++)
    add_file (self, paths[i]);
  update (self);
  g_object_unref (dialog);
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Choose Photos"),
                                                              GTK_WINDOW (gtk_widget_get_root (widget)),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, _("_Choose"),
                                                              _("_Cancel"));

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ── Life ──────────────────────────────────────────────────────────────────────────────────────── */

static void
cst_letter_photos_dispose (GObject *object)
{
  CstLetterPhotos *self = CST_LETTER_PHOTOS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (cst_letter_photos_parent_class)->dispose (object);
}

static void
cst_letter_photos_finalize (GObject *object)
{
  CstLetterPhotos *self = CST_LETTER_PHOTOS (object);

  g_clear_object (&self->context);
  g_clear_object (&self->photos);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (cst_letter_photos_parent_class)->finalize (object);
}

static void
cst_letter_photos_class_init (CstLetterPhotosClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_letter_photos_dispose;
  object_class->finalize = cst_letter_photos_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "photos.add", NULL, add_action);
}

static void
cst_letter_photos_init (CstLetterPhotos *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *title = cst_build_label (_("Photos with the letter"), "heading");
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Add Photos…"));

  self->cancellable = g_cancellable_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->none_label = GTK_LABEL (cst_build_label (_("No photo of this order is here. The customer’s photos of the "
                                                   "parcel, of its label and of the damage belong to the letter."),
                                                 "dim-label"));
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "photos.add");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), button);
  gtk_box_append (GTK_BOX (self->box), head);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->none_label));
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * cst_letter_photos_new:
 * @order: whose photos are offered
 */
GtkWidget *
cst_letter_photos_new (CstContext *context,
                       gint64      account,
                       const char *order)
{
  CstLetterPhotos *self = g_object_new (CST_TYPE_LETTER_PHOTOS, NULL);

  self->context = g_object_ref (context);
  self->photos = cst_incident_photos_new (cst_context_get_store (context));
  cst_store_query_async (cst_context_get_store (context), load_cases, cst_incident_case_request_new (account, order),
                         (GDestroyNotify) cst_incident_case_request_free, (GDestroyNotify) g_ptr_array_unref,
                         self->cancellable, loaded_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}

/**
 * cst_letter_photos_add_to:
 *
 * Puts the chosen photos on the paper.
 */
void
cst_letter_photos_add_to (CstLetterPhotos *self,
                          CstPaperJob     *job)
{
  g_return_if_fail (CST_IS_LETTER_PHOTOS (self));

  for (GtkWidget *check = gtk_widget_get_first_child (self->list); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    {
      CstPhotoItem *item = g_object_get_data (G_OBJECT (check), ITEM);

      if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
        cst_paper_job_add_photo (job, cst_photo_item_get_path (item), g_object_get_data (G_OBJECT (check), CAPTION));
    }
}
