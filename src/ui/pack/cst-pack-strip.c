/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-pack-strip.h"

#include <glib/gi18n.h>

#include "cst-pack-watch.h"
#include "cst-ui.h"

/* A calm line that says when what is looked at is not all here: above the lists for what was prepared, in an incident's
 * window for that incident. */
struct _CstPackStrip
{
  GtkWidget     parent_instance;

  GtkRevealer  *root;
  GtkLabel     *text;
  GtkButton    *button;

  CstPackWatch *watch; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CstPackStrip, cst_pack_strip, GTK_TYPE_WIDGET)

static void
watch_changed_cb (CstPackStrip *self)
{
  const CstPackStatus *status = cst_pack_watch_get_status (self->watch);
  g_autofree char *fact = cst_pack_watch_dup_text (self->watch);
  /* Translators: “212 incidents, 640 photos, 3 files missing, as of 14:02” */
  g_autofree char *text = g_strdup_printf (_("Prepared for offline: %s."), fact);

  gtk_label_set_label (self->text, text);
  gtk_revealer_set_reveal_child (self->root, status->missing_photos + status->missing_files > 0);
}

static void
cst_pack_strip_dispose (GObject *object)
{
  CstPackStrip *self = CST_PACK_STRIP (object);

  g_clear_object (&self->watch);
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_PACK_STRIP);

  G_OBJECT_CLASS (cst_pack_strip_parent_class)->dispose (object);
}

static void
cst_pack_strip_class_init (CstPackStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_pack_strip_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-pack-strip"));
  gtk_widget_class_bind_template_child (widget_class, CstPackStrip, root);
  gtk_widget_class_bind_template_child (widget_class, CstPackStrip, text);
  gtk_widget_class_bind_template_child (widget_class, CstPackStrip, button);
}

static void
cst_pack_strip_init (CstPackStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_pack_strip_set_context:
 *
 * Follows the pack. Once.
 */
void
cst_pack_strip_set_context (CstPackStrip *self,
                            CstContext   *context)
{
  g_return_if_fail (CST_IS_PACK_STRIP (self));
  g_return_if_fail (self->watch == NULL);

  self->watch = cst_pack_watch_new (context);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (watch_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * cst_pack_strip_set_incident:
 *
 * Says what is missing of one incident, packed or not; to be called again when the incident is read again.
 */
void
cst_pack_strip_set_incident (CstPackStrip *self,
                             CstContext   *context,
                             gint64        account,
                             const char   *incident)
{
  CstDb *db = cst_context_get_reader (context);
  int missing = db != NULL ? cst_db_count_missing_files (db, account, incident, NULL) : 0;
  g_autofree char *text = NULL;

  g_return_if_fail (CST_IS_PACK_STRIP (self));

  gtk_widget_set_visible (GTK_WIDGET (self->button), FALSE);
  if (missing > 0)
    {
      text = g_strdup_printf (ngettext ("%d file of this incident is not on this computer yet.",
                                        "%d files of this incident are not on this computer yet.", (gulong) missing),
                              missing);
      gtk_label_set_label (self->text, text);
    }
  gtk_revealer_set_reveal_child (self->root, missing > 0);
}
