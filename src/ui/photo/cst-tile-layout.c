/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-tile-layout.h"

#define SPACING 2

/* About as high is what tells which picture it is. */
#define CAPTION 46

/* Pictures in tiles of one size, side by side or one above the other, whichever shows more of them: a phone's window
 * is high, a desk's is wide. */
struct _CstTileLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (CstTileLayout, cst_tile_layout, GTK_TYPE_LAYOUT_MANAGER)

/**
 * cst_tile_layout_columns:
 *
 * Returns: in how many columns, the fewest, @n_tiles pictures of three to four are largest
 */
int
cst_tile_layout_columns (int n_tiles,
                         int width,
                         int height)
{
  double largest = -G_MAXDOUBLE;
  int best = 1;

  for (int columns = n_tiles; columns > 0; columns--)
    {
      int rows = (n_tiles + columns - 1) / columns;
      double scale = MIN ((double) width / columns / 4, ((double) height / rows - CAPTION) / 3);

      if (scale >= largest)
        {
          largest = scale;
          best = columns;
        }
    }

  return best;
}

static GtkWidget *
next_tile (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static void
cst_tile_layout_measure (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         GtkOrientation    orientation,
                         int               for_size,
                         int              *minimum,
                         int              *natural,
                         int              *minimum_baseline,
                         int              *natural_baseline)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = next_tile (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_tile (gtk_widget_get_next_sibling (child)))
    {
      int least, wanted;

      gtk_widget_measure (child, orientation, -1, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, wanted);
    }
}

static void
cst_tile_layout_allocate (GtkLayoutManager *manager,
                          GtkWidget        *widget,
                          int               width,
                          int               height,
                          int               baseline)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int n_tiles = 0;
  int place = 0;
  int columns, rows;

  for (GtkWidget *child = next_tile (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_tile (gtk_widget_get_next_sibling (child)))
    n_tiles++;
  if (n_tiles == 0)
    return;

  columns = cst_tile_layout_columns (n_tiles, width, height);
  rows = (n_tiles + columns - 1) / columns;
  for (GtkWidget *child = next_tile (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_tile (gtk_widget_get_next_sibling (child)), place++)
    {
      int column = is_rtl ? columns - 1 - place % columns : place % columns;
      GtkAllocation tile = {
        .x = column * (width + SPACING) / columns,
        .y = place / columns * (height + SPACING) / rows,
        .width = MAX ((width + SPACING) / columns - SPACING, 1),
        .height = MAX ((height + SPACING) / rows - SPACING, 1),
      };

      gtk_widget_size_allocate (child, &tile, -1);
    }
}

static void
cst_tile_layout_class_init (CstTileLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->measure = cst_tile_layout_measure;
  manager_class->allocate = cst_tile_layout_allocate;
}

static void
cst_tile_layout_init (CstTileLayout *self)
{
}
