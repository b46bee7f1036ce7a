/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mark-sheet.h"

#include "cst-util.h"

/* The marks somebody is drawing over one photo: which is chosen, and the way back. Whatever is one act for a person
 * (a drag, a key) begins with cst_mark_sheet_begin() and is undone in one step. */
struct _CstMarkSheet
{
  GObject    parent_instance;

  char      *attachment;
  GPtrArray *marks;    /* (owned) of CstMark */
  GPtrArray *undone;   /* (owned) of arrays of CstMark: what redo brings back */
  GPtrArray *past;     /* (owned) of arrays of CstMark: what undo brings back */
  int        selected; /* -1 for none */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstMarkSheet, cst_mark_sheet, G_TYPE_OBJECT)

static void
cst_mark_sheet_finalize (GObject *object)
{
  CstMarkSheet *self = CST_MARK_SHEET (object);

  g_free (self->attachment);
  g_ptr_array_unref (self->marks);
  g_ptr_array_unref (self->undone);
  g_ptr_array_unref (self->past);

  G_OBJECT_CLASS (cst_mark_sheet_parent_class)->finalize (object);
}

static void
cst_mark_sheet_class_init (CstMarkSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cst_mark_sheet_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cst_mark_sheet_init (CstMarkSheet *self)
{
  self->marks = cst_marks_copy (NULL);
  self->undone = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->past = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->selected = -1;
}

CstMarkSheet *
cst_mark_sheet_new (const char *attachment)
{
  CstMarkSheet *self = g_object_new (CST_TYPE_MARK_SHEET, NULL);

  self->attachment = g_strdup (attachment);

  return self;
}

static void
changed (CstMarkSheet *self)
{
  self->selected = MIN (self->selected, (int) self->marks->len - 1);
  g_signal_emit (self, signals[CHANGED], 0);
}

static CstMark *
selected_mark (CstMarkSheet *self)
{
  return self->selected >= 0 ? g_ptr_array_index (self->marks, (guint) self->selected) : NULL;
}

/**
 * cst_mark_sheet_get_marks:
 *
 * Returns: (transfer none) (element-type CstMark)
 */
GPtrArray *
cst_mark_sheet_get_marks (CstMarkSheet *self)
{
  return self->marks;
}

/**
 * cst_mark_sheet_set_marks:
 * @marks: (nullable): copied; there is no way back from here
 */
void
cst_mark_sheet_set_marks (CstMarkSheet *self,
                          GPtrArray    *marks)
{
  g_return_if_fail (CST_IS_MARK_SHEET (self));

  g_ptr_array_unref (self->marks);
  self->marks = cst_marks_copy (marks);
  g_ptr_array_set_size (self->past, 0);
  g_ptr_array_set_size (self->undone, 0);
  self->selected = -1;
  changed (self);
}

int
cst_mark_sheet_get_selected (CstMarkSheet *self)
{
  return self->selected;
}

/**
 * cst_mark_sheet_select:
 * @place: -1 for none
 */
void
cst_mark_sheet_select (CstMarkSheet *self,
                       int           place)
{
  g_return_if_fail (CST_IS_MARK_SHEET (self));

  if (self->selected == place)
    return;

  self->selected = place;
  changed (self);
}

/**
 * cst_mark_sheet_select_next:
 * @direction: 1 or -1
 *
 * Returns: whether there was one more in that direction; else none is chosen
 */
gboolean
cst_mark_sheet_select_next (CstMarkSheet *self,
                            int           direction)
{
  int n = (int) self->marks->len;
  int place = self->selected < 0 ? (direction > 0 ? 0 : n - 1) : self->selected + direction;
  gboolean is_there = place >= 0 && place < n;

  cst_mark_sheet_select (self, is_there ? place : -1);

  return is_there;
}

/**
 * cst_mark_sheet_begin:
 *
 * Remembers the marks as they are, for one undo.
 */
void
cst_mark_sheet_begin (CstMarkSheet *self)
{
  g_return_if_fail (CST_IS_MARK_SHEET (self));

  g_ptr_array_add (self->past, cst_marks_copy (self->marks));
  g_ptr_array_set_size (self->undone, 0);
}

/**
 * cst_mark_sheet_add:
 * @x1: as in #CstMark; kept on the picture
 *
 * Adds a mark and chooses it, as one act.
 */
void
cst_mark_sheet_add (CstMarkSheet *self,
                    CstMarkShape  shape,
                    int           x1,
                    int           y1,
                    int           x2,
                    int           y2,
                    const char   *text)
{
  CstMark *mark;

  g_return_if_fail (CST_IS_MARK_SHEET (self));

  if (self->marks->len >= CST_MARKS_MAX)
    return;

  cst_mark_sheet_begin (self);
  mark = cst_record_new (&cst_mark_type);
  mark->attachment = g_strdup (self->attachment);
  mark->shape = shape;
  mark->x1 = CLAMP (x1, 0, CST_MARK_SCALE);
  mark->y1 = CLAMP (y1, 0, CST_MARK_SCALE);
  mark->x2 = CLAMP (x2, 0, CST_MARK_SCALE);
  mark->y2 = CLAMP (y2, 0, CST_MARK_SCALE);
  mark->text = g_strdup (text);
  g_ptr_array_add (self->marks, mark);
  self->selected = (int) self->marks->len - 1;
  changed (self);
}

/**
 * cst_mark_sheet_move:
 *
 * Moves the chosen mark, as far as it stays on the picture.
 */
void
cst_mark_sheet_move (CstMarkSheet *self,
                     int           dx,
                     int           dy)
{
  CstMark *mark = selected_mark (self);
  gboolean is_text;

  if (mark == NULL)
    return;

  is_text = mark->shape == CST_MARK_TEXT;
  dx = CLAMP (dx, -(is_text ? mark->x1 : MIN (mark->x1, mark->x2)),
              CST_MARK_SCALE - (is_text ? mark->x1 : MAX (mark->x1, mark->x2)));
  dy = CLAMP (dy, -(is_text ? mark->y1 : MIN (mark->y1, mark->y2)),
              CST_MARK_SCALE - (is_text ? mark->y1 : MAX (mark->y1, mark->y2)));
  mark->x1 += dx;
  mark->y1 += dy;
  if (!is_text)
    {
      mark->x2 += dx;
      mark->y2 += dy;
    }
  changed (self);
}

/**
 * cst_mark_sheet_stretch:
 *
 * Moves the second point of the chosen mark.
 */
void
cst_mark_sheet_stretch (CstMarkSheet *self,
                        int           dx,
                        int           dy)
{
  CstMark *mark = selected_mark (self);

  if (mark == NULL || mark->shape == CST_MARK_TEXT)
    return;

  mark->x2 = CLAMP (mark->x2 + dx, 0, CST_MARK_SCALE);
  mark->y2 = CLAMP (mark->y2 + dy, 0, CST_MARK_SCALE);
  changed (self);
}

void
cst_mark_sheet_remove_selected (CstMarkSheet *self)
{
  g_return_if_fail (CST_IS_MARK_SHEET (self));

  if (self->selected < 0)
    return;

  cst_mark_sheet_begin (self);
  g_ptr_array_remove_index (self->marks, (guint) self->selected);
  changed (self);
}

static void
go (CstMarkSheet *self,
    GPtrArray    *from,
    GPtrArray    *to)
{
  if (from->len == 0)
    return;

  g_ptr_array_add (to, self->marks);
  self->marks = g_ptr_array_steal_index (from, from->len - 1);
  changed (self);
}

void
cst_mark_sheet_undo (CstMarkSheet *self)
{
  g_return_if_fail (CST_IS_MARK_SHEET (self));

  go (self, self->past, self->undone);
}

void
cst_mark_sheet_redo (CstMarkSheet *self)
{
  g_return_if_fail (CST_IS_MARK_SHEET (self));

  go (self, self->undone, self->past);
}

gboolean
cst_mark_sheet_can_undo (CstMarkSheet *self)
{
  return self->past->len > 0;
}

gboolean
cst_mark_sheet_can_redo (CstMarkSheet *self)
{
  return self->undone->len > 0;
}
