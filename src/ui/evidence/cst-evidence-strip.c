/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-evidence-strip.h"

#include <glib/gi18n.h>

#include "cst-ui.h"

/* A line that offers the pictures that came into the watched folder, for as long as there are some. */
struct _CstEvidenceStrip
{
  GtkWidget         parent_instance;

  CstWatchedFolder *folder; /* (owned) (nullable) */
  gboolean          may_add;

  GtkRevealer      *root;
  GtkLabel         *text;
};

G_DEFINE_FINAL_TYPE (CstEvidenceStrip, cst_evidence_strip, GTK_TYPE_WIDGET)

static void
update (CstEvidenceStrip *self)
{
  guint n_files = self->folder != NULL && self->may_add
                  ? g_strv_length ((GStrv) cst_watched_folder_get_files (self->folder)) : 0;

  /* The words stay while the line slides away. */
  if (n_files > 0)
    {
      g_autofree char *name = cst_watched_folder_dup_name (self->folder);
      g_autofree char *words = NULL;

      /* Translators: photos and the name of a folder */
      words = g_strdup_printf (ngettext ("%1$u new photo in “%2$s”", "%1$u new photos in “%2$s”", n_files), n_files,
                               name);
      gtk_label_set_label (self->text, words);
    }
  gtk_revealer_set_reveal_child (self->root, n_files > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), n_files > 0);
}

static void
cst_evidence_strip_dispose (GObject *object)
{
  CstEvidenceStrip *self = CST_EVIDENCE_STRIP (object);

  if (self->folder != NULL)
    g_signal_handlers_disconnect_by_data (self->folder, self);
  g_clear_object (&self->folder);
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_EVIDENCE_STRIP);

  G_OBJECT_CLASS (cst_evidence_strip_parent_class)->dispose (object);
}

static void
cst_evidence_strip_class_init (CstEvidenceStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_evidence_strip_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-evidence-strip"));
  gtk_widget_class_bind_template_child (widget_class, CstEvidenceStrip, root);
  gtk_widget_class_bind_template_child (widget_class, CstEvidenceStrip, text);
}

static void
cst_evidence_strip_init (CstEvidenceStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/**
 * cst_evidence_strip_set_folder:
 *
 * Once, before anything is shown.
 */
void
cst_evidence_strip_set_folder (CstEvidenceStrip *self,
                               CstWatchedFolder *folder)
{
  g_return_if_fail (CST_IS_EVIDENCE_STRIP (self));

  g_set_object (&self->folder, folder);
  g_signal_connect_object (folder, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
cst_evidence_strip_set_may_add (CstEvidenceStrip *self,
                                gboolean          may_add)
{
  g_return_if_fail (CST_IS_EVIDENCE_STRIP (self));

  self->may_add = may_add;
  update (self);
}
