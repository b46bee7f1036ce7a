/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mark-layers.h"

#include "cst-mark-drawing.h"

typedef struct
{
  GPtrArray *marks;   /* (owned) of CstMark */
  char      *caption; /* (owned) (nullable) */
  gboolean   is_recorded;
} Layer;

typedef struct
{
  GPtrArray *marks; /* of CstMark */
} MarkDraft;

static const CstField mark_draft_fields[] = {
  CST_FIELD_OF (MarkDraft, marks, RECORDS, cst_mark_type),
};

static CST_DEFINE_RECORD_TYPE (mark_draft, MarkDraft, "mark draft");

static void
layer_free (gpointer data)
{
  Layer *layer = data;

  g_ptr_array_unref (layer->marks);
  g_free (layer->caption);
  g_free (layer);
}

static void
free_mark (gpointer data)
{
  cst_record_free (&cst_mark_type, data);
}

/**
 * cst_marks_copy:
 *
 * Returns: (transfer full) (element-type CstMark): a deep copy
 */
GPtrArray *
cst_marks_copy (GPtrArray *marks)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (free_mark);

  for (guint i = 0; marks != NULL && i < marks->len; i++)
    g_ptr_array_add (copy, cst_record_dup (&cst_mark_type, g_ptr_array_index (marks, i)));

  return copy;
}

GPtrArray *
cst_mark_layers_new (void)
{
  return g_ptr_array_new_with_free_func (layer_free);
}

/**
 * cst_mark_layers_add:
 * @marks: (element-type CstMark): of one photo; copied
 * @is_recorded: whether they belong to a finding that stands
 * @caption: (nullable): who and when
 *
 * Lays the marks over what is there already; no marks make no layer.
 */
void
cst_mark_layers_add (GPtrArray  *layers,
                     GPtrArray  *marks,
                     gboolean    is_recorded,
                     const char *caption)
{
  Layer *layer;

  if (marks->len == 0)
    return;

  layer = g_new0 (Layer, 1);
  layer->marks = cst_marks_copy (marks);
  layer->is_recorded = is_recorded;
  layer->caption = g_strdup (caption);
  g_ptr_array_add (layers, layer);
}

/**
 * cst_mark_layers_draw:
 * @geometry: where the photo lies in the units of @cr
 * @unit: thickness of a line, in the same units
 */
void
cst_mark_layers_draw (GPtrArray              *layers,
                      cairo_t                *cr,
                      const CstPhotoGeometry *geometry,
                      double                  unit)
{
  for (guint i = 0; i < layers->len; i++)
    {
      const Layer *layer = g_ptr_array_index (layers, i);
      CstMarkStyle style = {
        .unit = unit, .is_recorded = layer->is_recorded, .selected = -1, .caption = layer->caption,
      };

      cst_marks_draw (cr, layer->marks, geometry, &style);
    }
}

/**
 * cst_mark_layers_draw_whole:
 * @width: of the photo upright, in its own pixels
 * @turns: quarter turns clockwise
 * @scale: how large one of those pixels is in the units of @cr
 * @unit: thickness of a line, in the units of @cr
 *
 * Draws over a photo that is shown whole, with its corner at the origin.
 */
void
cst_mark_layers_draw_whole (GPtrArray *layers,
                            cairo_t   *cr,
                            int        width,
                            int        height,
                            int        turns,
                            double     scale,
                            double     unit)
{
  CstPhotoGeometry geometry;
  int turned_width, turned_height;

  cst_photo_geometry_init (&geometry, width, height);
  cst_photo_geometry_turn (&geometry, turns);
  cst_photo_geometry_turned_size (&geometry, &turned_width, &turned_height);
  geometry.view_width = turned_width * scale;
  geometry.view_height = turned_height * scale;
  geometry.center_x = turned_width / 2.0;
  geometry.center_y = turned_height / 2.0;
  geometry.zoom = scale;
  cst_mark_layers_draw (layers, cr, &geometry, unit);
}

/**
 * cst_marks_to_text:
 *
 * Returns: (transfer full) (nullable): the marks as a draft, for cst_marks_from_text(); %NULL when there are none
 */
char *
cst_marks_to_text (GPtrArray *marks)
{
  MarkDraft draft = { marks };

  return marks->len > 0 ? cst_record_to_text (&mark_draft_type, &draft) : NULL;
}

/**
 * cst_marks_from_text:
 * @text: (nullable): what cst_marks_to_text() made
 *
 * Returns: (transfer full) (element-type CstMark): the marks; none for what cannot be read
 */
GPtrArray *
cst_marks_from_text (const char *text)
{
  GPtrArray *marks = cst_marks_copy (NULL);
  MarkDraft draft;

  cst_record_init (&mark_draft_type, &draft);
  if (text != NULL && cst_record_from_text (&mark_draft_type, &draft, text, NULL))
    {
      for (guint i = 0; i < draft.marks->len; i++)
        {
          const CstMark *mark = g_ptr_array_index (draft.marks, i);

          if (mark->attachment != NULL && cst_mark_is_valid (mark))
            g_ptr_array_add (marks, cst_record_dup (&cst_mark_type, mark));
        }
    }
  cst_record_clear (&mark_draft_type, &draft);

  return marks;
}
