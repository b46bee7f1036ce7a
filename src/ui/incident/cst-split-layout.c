/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-split-layout.h"

/* Below this width the first child lies above the second one instead of beside it. */
#define NARROW 760

#define SIDE_MIN 400
#define SIDE_MAX 520

/* Photos and what is known about them: side by side where there is room, else one above the other;
 * when one of the two is hidden, the other has all the room. Written because libadwaita 1.2 has no
 * breakpoints. */
struct _CstSplitLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (CstSplitLayout, cst_split_layout, GTK_TYPE_LAYOUT_MANAGER)

static void
find_children (GtkWidget  *widget,
               GtkWidget **main_child,
               GtkWidget **side_child)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = first != NULL ? gtk_widget_get_next_sibling (first) : NULL;

  *main_child = first != NULL && gtk_widget_should_layout (first) ? first : NULL;
  *side_child = second != NULL && gtk_widget_should_layout (second) ? second : NULL;
}

static void
cst_split_layout_measure (GtkLayoutManager *manager,
                          GtkWidget        *widget,
                          GtkOrientation    orientation,
                          int               for_size,
                          int              *minimum,
                          int              *natural,
                          int              *minimum_baseline,
                          int              *natural_baseline)
{
  GtkWidget *children[2];
  int minimums[2] = { 0, 0 };
  int naturals[2] = { 0, 0 };
  gboolean is_narrow = orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0 && for_size < NARROW;

  find_children (widget, &children[0], &children[1]);
  for (int i = 0; i < 2; i++)
    {
      if (children[i] != NULL)
        gtk_widget_measure (children[i], orientation, is_narrow ? for_size : -1,
                            &minimums[i], &naturals[i], NULL, NULL);
    }

  if (is_narrow)
    {
      *minimum = minimums[0] + minimums[1];
      *natural = naturals[0] + naturals[1];
    }
  else
    {
      *minimum = MAX (minimums[0], minimums[1]);
      *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? naturals[0] + SIDE_MIN
                                                           : MAX (naturals[0], naturals[1]);
    }
}

static void
allocate (GtkWidget *child,
          int        x,
          int        y,
          int        width,
          int        height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, width, height }, -1);
}

static void
allocate_stacked (GtkWidget *main_child,
                  GtkWidget *side_child,
                  int        width,
                  int        height)
{
  int main_minimum, side_minimum, top;

  gtk_widget_measure (main_child, GTK_ORIENTATION_VERTICAL, width, &main_minimum, NULL, NULL, NULL);
  gtk_widget_measure (side_child, GTK_ORIENTATION_VERTICAL, width, &side_minimum, NULL, NULL, NULL);

  top = CLAMP (height * 3 / 10, main_minimum, MAX (height - side_minimum, main_minimum));
  allocate (main_child, 0, 0, width, top);
  allocate (side_child, 0, top, width, MAX (height - top, side_minimum));
}

static void
cst_split_layout_allocate (GtkLayoutManager *manager,
                           GtkWidget        *widget,
                           int               width,
                           int               height,
                           int               baseline)
{
  GtkWidget *main_child, *side_child;
  int side_minimum, side;

  find_children (widget, &main_child, &side_child);
  if (main_child == NULL || side_child == NULL)
    {
      if (main_child != NULL || side_child != NULL)
        allocate (main_child != NULL ? main_child : side_child, 0, 0, width, height);
      return;
    }

  if (width < NARROW)
    {
      allocate_stacked (main_child, side_child, width, height);
      return;
    }

  gtk_widget_measure (side_child, GTK_ORIENTATION_HORIZONTAL, -1, &side_minimum, NULL, NULL, NULL);
  side = MAX (CLAMP (width * 2 / 5, SIDE_MIN, SIDE_MAX), side_minimum);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    {
      allocate (main_child, side, 0, width - side, height);
      allocate (side_child, 0, 0, side, height);
    }
  else
    {
      allocate (main_child, 0, 0, width - side, height);
      allocate (side_child, width - side, 0, side, height);
    }
}

static GtkSizeRequestMode
cst_split_layout_get_request_mode (GtkLayoutManager *manager,
                                   GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
cst_split_layout_class_init (CstSplitLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->measure = cst_split_layout_measure;
  layout_class->allocate = cst_split_layout_allocate;
  layout_class->get_request_mode = cst_split_layout_get_request_mode;
}

static void
cst_split_layout_init (CstSplitLayout *self)
{
}
