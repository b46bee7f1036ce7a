/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-wrap-layout.h"

/* Children side by side at their natural width, going on in the next line where the room ends, as words do. A box
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

/* Lays the children out in @width, for real when @allocate is set.
 *
 * Returns: the height */
static int
lay_out (CstWrapLayout *self,
         GtkWidget     *widget,
         int            width,
         gboolean       allocate)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;
  int y = 0;
  int line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum;
      int natural;
      int height;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      natural = CLAMP (natural, minimum, MAX (width, minimum));
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, natural, NULL, &height, NULL, NULL);

      if (x > 0 && x + natural > width)
        {
          x = 0;
          y += line_height + self->spacing;
          line_height = 0;
        }
      if (allocate)
        gtk_widget_size_allocate (child, &(GtkAllocation) { is_rtl ? width - x - natural : x, y, natural, height }, -1);

      x += natural + self->spacing;
      line_height = MAX (line_height, height);
    }

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
