/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-viewer-private.h"

#include <glib/gi18n.h>

#include "cst-format.h"
#include "cst-labels.h"
#include "cst-mark-drawing.h"
#include "cst-mark-layers.h"

/* The marks of the viewer: a sheet for each photo, one tool in the hand, and what was marked with findings before. */

static const char *const tools[] = { "none", "select", "arrow", "circle", "text" };

static CstMarkSheet *
current_sheet (CstPhotoViewer *self)
{
  return self->current != NULL ? g_hash_table_lookup (self->sheets, cst_photo_item_get_id (self->current)) : NULL;
}

/* Says what is chosen where a screen reader hears it and an eye finds it. */
static void
update_mark_label (CstPhotoViewer *self)
{
  CstMarkSheet *sheet = current_sheet (self);
  int selected = sheet != NULL ? cst_mark_sheet_get_selected (sheet) : -1;
  g_autofree char *text = NULL;

  if (selected >= 0)
    text = cst_mark_label (g_ptr_array_index (cst_mark_sheet_get_marks (sheet), (guint) selected), (guint) selected);

  gtk_label_set_label (self->mark_label, text != NULL ? text : _("No mark chosen"));
}

static GPtrArray *
marks_on (GPtrArray  *marks,
          const char *attachment)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < marks->len; i++)
    {
      const CstMark *mark = g_ptr_array_index (marks, i);

      if (g_strcmp0 (mark->attachment, attachment) == 0)
        g_ptr_array_add (found, (gpointer) mark);
    }

  return found;
}

/* Returns: (transfer full): what is written beside a finding's marks */
static char *
caption_of (const CstFinding *finding)
{
  g_autofree char *moment = cst_format_moment (finding->at, g_get_real_time () / G_USEC_PER_SEC);

  /* Translators: beside marks on a photo: the finding, who recorded it, and when */
  return g_strdup_printf (_("%s · %s · %s"), cst_label_finding (finding->finding),
                          finding->name != NULL ? finding->name : "", moment);
}

/**
 * cst_photo_viewer_dup_layers:
 *
 * Returns: (transfer full): what is seen over the shown photo: what was recorded, then what is being drawn
 */
GPtrArray *
cst_photo_viewer_dup_layers (CstPhotoViewer *self)
{
  GPtrArray *layers = cst_mark_layers_new ();
  CstMarkSheet *sheet = current_sheet (self);

  if (self->current == NULL || self->current != self->drawn)
    return layers;

  for (guint i = 0; self->shows_findings && self->findings != NULL && i < self->findings->len; i++)
    {
      const CstFinding *finding = g_ptr_array_index (self->findings, i);
      g_autoptr(GPtrArray) marks = marks_on (finding->marks, cst_photo_item_get_id (self->current));
      g_autofree char *caption = caption_of (finding);

      cst_mark_layers_add (layers, marks, TRUE, caption);
    }
  if (sheet != NULL)
    cst_mark_layers_add (layers, cst_mark_sheet_get_marks (sheet), FALSE, NULL);

  return layers;
}

void
cst_photo_viewer_update_mark_actions (CstPhotoViewer *self)
{
  CstMarkSheet *sheet = current_sheet (self);
  gboolean is_marking = self->is_marking && sheet != NULL;
  gboolean may_mark = !cst_photo_canvas_is_empty (self->canvas) && self->current == self->drawn &&
                      !cst_photo_item_is_page (self->current);
  g_autoptr(GPtrArray) layers = cst_photo_viewer_dup_layers (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photo.marks", may_mark);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photo.delete-mark",
                                 is_marking && cst_mark_sheet_get_selected (sheet) >= 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photo.undo-mark", is_marking && cst_mark_sheet_can_undo (sheet));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photo.redo-mark", is_marking && cst_mark_sheet_can_redo (sheet));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photo.save-marked", may_mark && layers->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photo.print-marked", may_mark && layers->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photo.findings-marks", self->findings != NULL);
  gtk_widget_set_visible (self->mark_bar, self->is_marking && may_mark);
  update_mark_label (self);
}

static void
sheet_changed_cb (CstMarkSheet   *sheet,
                  CstPhotoViewer *self)
{
  cst_photo_viewer_update_mark_actions (self);
  g_signal_emit_by_name (self, "marks-changed");
}

static CstMarkSheet *
ensure_sheet (CstPhotoViewer *self,
              const char     *attachment)
{
  CstMarkSheet *sheet = g_hash_table_lookup (self->sheets, attachment);

  if (sheet == NULL)
    {
      sheet = cst_mark_sheet_new (attachment);
      g_signal_connect_object (sheet, "changed", G_CALLBACK (sheet_changed_cb), self, 0);
      g_hash_table_replace (self->sheets, g_strdup (attachment), sheet);
    }

  return sheet;
}

static void
show_recorded (CstPhotoViewer *self)
{
  const char *id = self->current != NULL ? cst_photo_item_get_id (self->current) : NULL;

  cst_photo_canvas_clear_recorded (self->canvas);
  for (guint i = 0; id != NULL && self->shows_findings && self->findings != NULL && i < self->findings->len; i++)
    {
      const CstFinding *finding = g_ptr_array_index (self->findings, i);
      g_autoptr(GPtrArray) marks = marks_on (finding->marks, id);
      g_autofree char *caption = caption_of (finding);

      if (marks->len > 0)
        cst_photo_canvas_add_recorded (self->canvas, marks, caption);
    }
}

/* The photo that is shown has changed. */
void
cst_photo_viewer_update_marks (CstPhotoViewer *self)
{
  gboolean is_photo = self->current != NULL && self->current == self->drawn && !cst_photo_item_is_page (self->current);

  cst_photo_canvas_set_sheet (self->canvas,
                              is_photo ? ensure_sheet (self, cst_photo_item_get_id (self->current)) : NULL);
  show_recorded (self);
  cst_photo_viewer_update_mark_actions (self);
}

void
cst_photo_viewer_set_tool (CstPhotoViewer *self,
                           const char     *tool)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      if (g_strcmp0 (tools[i], tool) != 0)
        continue;
      self->tool = (CstMarkTool) i;
      self->is_marking = self->tool != CST_MARK_TOOL_NONE;
      cst_photo_canvas_set_tool (self->canvas, self->tool);
    }

  if (self->is_marking)
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  g_object_notify (G_OBJECT (self), "mark-tool");
  g_object_notify (G_OBJECT (self), "is-marking");
  cst_photo_viewer_update_mark_actions (self);
}

const char *
cst_photo_viewer_get_tool (CstPhotoViewer *self)
{
  return tools[self->tool];
}

void
cst_photo_viewer_set_shows_findings (CstPhotoViewer *self,
                                     gboolean        shows_findings)
{
  self->shows_findings = shows_findings;
  g_object_notify (G_OBJECT (self), "shows-findings");
  show_recorded (self);
  cst_photo_viewer_update_mark_actions (self);
}

static void
mark_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstPhotoViewer *self = CST_PHOTO_VIEWER (widget);
  CstMarkSheet *sheet = current_sheet (self);

  if (g_str_equal (name, "photo.delete-mark"))
    cst_mark_sheet_remove_selected (sheet);
  else if (g_str_equal (name, "photo.undo-mark"))
    cst_mark_sheet_undo (sheet);
  else
    cst_mark_sheet_redo (sheet);
}

/* ── Text ──────────────────────────────────────────────────────────────────────────────────────── */

void
cst_photo_viewer_ask_text (CstPhotoViewer *self,
                           int             x,
                           int             y)
{
  GdkRectangle place = cst_photo_canvas_get_place (self->canvas, x, y);
  double root_x, root_y;

  self->text_x = x;
  self->text_y = y;
  if (gtk_widget_translate_coordinates (GTK_WIDGET (self->canvas), self->root, place.x, place.y, &root_x, &root_y))
    gtk_popover_set_pointing_to (self->text_popover, &(GdkRectangle) { (int) root_x, (int) root_y, 1, 1 });
  gtk_editable_set_text (GTK_EDITABLE (self->text_entry), "");
  gtk_popover_popup (self->text_popover);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_entry));
}

void
cst_photo_viewer_take_text (CstPhotoViewer *self)
{
  CstMarkSheet *sheet = current_sheet (self);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text_entry))));

  gtk_popover_popdown (self->text_popover);
  if (*text != '\0' && sheet != NULL)
    cst_mark_sheet_add (sheet, CST_MARK_TEXT, self->text_x, self->text_y, 0, 0, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

/* ── For who records findings ──────────────────────────────────────────────────────────────────── */

/**
 * cst_photo_viewer_set_marks:
 * @marks: (nullable) (element-type CstMark): on any of the photos; copied
 *
 * Replaces the marks that are being drawn: a draft's, or none once they were recorded.
 */
void
cst_photo_viewer_set_marks (CstPhotoViewer *self,
                            GPtrArray      *marks)
{
  GHashTableIter iter;
  gpointer sheet;

  g_return_if_fail (CST_IS_PHOTO_VIEWER (self));

  g_hash_table_iter_init (&iter, self->sheets);
  while (g_hash_table_iter_next (&iter, NULL, &sheet))
    g_signal_handlers_block_by_func (sheet, sheet_changed_cb, self);

  for (guint i = 0; marks != NULL && i < marks->len; i++)
    ensure_sheet (self, ((const CstMark *) g_ptr_array_index (marks, i))->attachment);

  g_hash_table_iter_init (&iter, self->sheets);
  while (g_hash_table_iter_next (&iter, NULL, &sheet))
    cst_mark_sheet_set_marks (sheet, NULL);

  if (marks != NULL)
    {
      GList *ids = g_hash_table_get_keys (self->sheets);

      for (GList *id = ids; id != NULL; id = id->next)
        {
          g_autoptr(GPtrArray) own = marks_on (marks, id->data);

          if (own->len > 0)
            cst_mark_sheet_set_marks (g_hash_table_lookup (self->sheets, id->data), own);
        }
      g_list_free (ids);
    }

  g_hash_table_iter_init (&iter, self->sheets);
  while (g_hash_table_iter_next (&iter, NULL, &sheet))
    g_signal_handlers_unblock_by_func (sheet, sheet_changed_cb, self);
  cst_photo_viewer_update_mark_actions (self);
}

/**
 * cst_photo_viewer_get_marks:
 *
 * Returns: (transfer full) (element-type CstMark): what is drawn and not recorded yet, on all the photos in their order
 */
GPtrArray *
cst_photo_viewer_get_marks (CstPhotoViewer *self)
{
  GPtrArray *all = cst_marks_copy (NULL);

  g_return_val_if_fail (CST_IS_PHOTO_VIEWER (self), all);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->photos)); i++)
    {
      g_autoptr(CstPhotoItem) item = g_list_model_get_item (G_LIST_MODEL (self->photos), i);
      CstMarkSheet *sheet = g_hash_table_lookup (self->sheets, cst_photo_item_get_id (item));

      if (sheet != NULL)
        {
          g_autoptr(GPtrArray) copies = cst_marks_copy (cst_mark_sheet_get_marks (sheet));

          g_ptr_array_extend_and_steal (all, g_steal_pointer (&copies));
        }
    }

  return all;
}

static void
free_finding (gpointer data)
{
  cst_record_free (&cst_finding_type, data);
}

/**
 * cst_photo_viewer_set_findings:
 * @findings: (nullable) (element-type CstFinding): copied
 *
 * Shows the marks of these on their photos, with who and when.
 */
void
cst_photo_viewer_set_findings (CstPhotoViewer *self,
                               GPtrArray      *findings)
{
  g_return_if_fail (CST_IS_PHOTO_VIEWER (self));

  g_clear_pointer (&self->findings, g_ptr_array_unref);
  if (findings != NULL && findings->len > 0)
    {
      self->findings = g_ptr_array_new_with_free_func (free_finding);
      for (guint i = 0; i < findings->len; i++)
        g_ptr_array_add (self->findings, cst_record_dup (&cst_finding_type, g_ptr_array_index (findings, i)));
    }
  show_recorded (self);
  cst_photo_viewer_update_mark_actions (self);
}

void
cst_photo_viewer_install_mark_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_property_action (widget_class, "photo.mark-tool", "mark-tool");
  gtk_widget_class_install_property_action (widget_class, "photo.marks", "is-marking");
  gtk_widget_class_install_property_action (widget_class, "photo.findings-marks", "shows-findings");
  gtk_widget_class_install_action (widget_class, "photo.delete-mark", NULL, mark_action);
  gtk_widget_class_install_action (widget_class, "photo.undo-mark", NULL, mark_action);
  gtk_widget_class_install_action (widget_class, "photo.redo-mark", NULL, mark_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "photo.delete-mark", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "photo.undo-mark", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "photo.redo-mark", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, 0, "photo.marks", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, 0, "photo.mark-tool", "s", "select");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, 0, "photo.mark-tool", "s", "arrow");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, 0, "photo.mark-tool", "s", "circle");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, 0, "photo.mark-tool", "s", "text");
}
