/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-wrap-layout.h"

/* Children side by side at their natural width, going on in the next line where the room ends, as words do. One that
 * asks for room (hexpand) gets what its line has left; the last one, where several do. A box
 * would widen the window, and a flow box puts a focusable item around each child. */

struct _CstWrapLayout
{
  GtkLayoutManager parent_instance;

  int              spacing;
};

enum
{
  PROP_SPACING = 1,
};

G_DEFINE_FINAL_TYPE (CstWrapLayout, cst_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static void
measure_child (GtkWidget *child,
               int        room,
               int       *width,
               int       *height)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, width, NULL, NULL);
  *width = CLAMP (*width, minimum, MAX (room, minimum));
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, *width, NULL, height, NULL, NULL);
}

/* What the line from @first up to @end has left, and who gets it. */
static int
find_rest (CstWrapLayout  *self,
           GtkWidget      *first,
           GtkWidget      *end,
           int             room,
           GtkWidget     **taker)
{
  int used = 0;

  *taker = NULL;
  for (GtkWidget *child = first; child != end; child = gtk_widget_get_next_sibling (child))
    {
      int width;
      int height;

      if (!gtk_widget_should_layout (child))
        continue;

      measure_child (child, room, &width, &height);
      used += width + (used > 0 ? self->spacing : 0);
      if (gtk_widget_get_hexpand (child))
        *taker = child;
    }

  return MAX (room - used, 0);
}

/* Puts the children from @first up to @end side by side, each in the middle of the line's height. */
static void
allocate_line (CstWrapLayout *self,
               GtkWidget     *widget,
               GtkWidget     *first,
               GtkWidget     *end,
               int            room,
               int            y,
               int            line_height)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *taker;
  int rest = find_rest (self, first, end, room, &taker);
  int x = 0;

  for (GtkWidget *child = first; child != end; child = gtk_widget_get_next_sibling (child))
    {
      int width;
      int height;

      if (!gtk_widget_should_layout (child))
        continue;

      measure_child (child, room, &width, &height);
      width += child == taker ? rest : 0;
      gtk_widget_size_allocate (child, &(GtkAllocation) { is_rtl ? room - x - width : x, y + (line_height - height) / 2,
                                                          width, height }, -1);
      x += width + self->spacing;
    }
}

/* Lays the children out in @room, for real when @allocate is set.
 *
 * Returns: the height */
static int
lay_out (CstWrapLayout *self,
         GtkWidget     *widget,
         int            room,
         gboolean       allocate)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  int x = 0;
  int y = 0;
  int line_height = 0;

  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int width;
      int height;

      if (!gtk_widget_should_layout (child))
        continue;

      measure_child (child, room, &width, &height);
      if (x > 0 && x + width > room)
        {
          if (allocate)
            allocate_line (self, widget, first, child, room, y, line_height);
          first = child;
          x = 0;
          y += line_height + self->spacing;
          line_height = 0;
        }
      x += width + self->spacing;
      line_height = MAX (line_height, height);
    }
  if (allocate)
    allocate_line (self, widget, first, NULL, room, y, line_height);

  return y + line_height;
}

static void
cst_wrap_layout_measure (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         GtkOrientation    orientation,
                         int               for_size,
                         int              *minimum,
                         int              *natural,
                         int              *minimum_baseline,
                         int              *natural_baseline)
{
  CstWrapLayout *self = CST_WRAP_LAYOUT (manager);

  *minimum = 0;
  *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum;
      int child_natural;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? self->spacing : 0);
    }

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      int width = for_size >= 0 ? for_size : *natural;

      *minimum = *natural = lay_out (self, widget, width, FALSE);
    }
}

static GtkSizeRequestMode
cst_wrap_layout_get_request_mode (GtkLayoutManager *manager,
                                  GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
cst_wrap_layout_allocate (GtkLayoutManager *manager,
                          GtkWidget        *widget,
                          int               width,
                          int               height,
                          int               baseline)
{
  lay_out (CST_WRAP_LAYOUT (manager), widget, width, TRUE);
}

static void
cst_wrap_layout_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  CstWrapLayout *self = CST_WRAP_LAYOUT (object);

  if (prop_id == PROP_SPACING)
    self->spacing = g_value_get_int (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cst_wrap_layout_class_init (CstWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = cst_wrap_layout_set_property;
  manager_class->measure = cst_wrap_layout_measure;
  manager_class->get_request_mode = cst_wrap_layout_get_request_mode;
  manager_class->allocate = cst_wrap_layout_allocate;

  g_object_class_install_property (object_class, PROP_SPACING,
                                   g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 0,
                                                     G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                     G_PARAM_STATIC_STRINGS));
}

static void
cst_wrap_layout_init (CstWrapLayout *self)
{
}

/**
 * cst_wrap_layout_new:
 * @spacing: between children and between lines
 */
GtkLayoutManager *
cst_wrap_layout_new (int spacing)
{
  return g_object_new (CST_TYPE_WRAP_LAYOUT, "spacing", spacing, NULL);
}
