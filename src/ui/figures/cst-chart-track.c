/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-chart-track.h"

/* One bar, drawn: how much, how much it was before, and the limit. Its parts are widgets, so that colours, hatching
 * and dashes come from the style and follow dark and high contrast. It says nothing: who shows it does. */

struct _CstChartTrack
{
  GtkWidget  parent_instance;

  GtkWidget *bar;
  GtkWidget *before;      /* (nullable) */
  GtkWidget *limit;       /* (nullable) */
  double     share;       /* of the whole length, 0 to 1 */
  double     before_share;
  double     limit_share;
  gboolean   is_upright;
};

G_DEFINE_FINAL_TYPE (CstChartTrack, cst_chart_track, GTK_TYPE_WIDGET)

static int
natural_size (GtkWidget      *part,
              GtkOrientation  orientation)
{
  int natural = 0;

  gtk_widget_measure (part, orientation, -1, NULL, &natural, NULL, NULL);

  return natural;
}

/* @at: where the part begins along the track; @across and @thickness: likewise across it */
static void
place (CstChartTrack *self,
       GtkWidget     *part,
       int            at,
       int            length,
       int            across,
       int            thickness)
{
  GtkAllocation room = self->is_upright ? (GtkAllocation) { across, at, thickness, length }
                                        : (GtkAllocation) { at, across, length, thickness };
  GtkRequisition least;

  gtk_widget_get_preferred_size (part, &least, NULL);
  room.width = MAX (room.width, least.width);
  room.height = MAX (room.height, least.height);
  gtk_widget_size_allocate (part, &room, -1);
}

/* Upright tracks are filled from below. */
static void
place_bar (CstChartTrack *self,
           GtkWidget     *part,
           double         share,
           int            whole,
           int            across,
           int            thickness)
{
  int length = (int) (share * whole + 0.5);

  place (self, part, self->is_upright ? whole - length : 0, length, across, thickness);
}

static void
cst_chart_track_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  CstChartTrack *self = CST_CHART_TRACK (widget);
  GtkOrientation across = self->is_upright ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL;
  GtkOrientation along = self->is_upright ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;
  int whole = self->is_upright ? height : width;
  int breadth = self->is_upright ? width : height;
  int before = self->before != NULL ? natural_size (self->before, across) : 0;

  place_bar (self, self->bar, self->share, whole, 0, breadth - before);
  if (self->before != NULL)
    place_bar (self, self->before, self->before_share, whole, breadth - before, before);
  if (self->limit != NULL)
    {
      int line = natural_size (self->limit, along);
      int at = (int) (self->limit_share * (whole - line) + 0.5);

      place (self, self->limit, self->is_upright ? whole - line - at : at, line, 0, breadth);
    }
}

static void
cst_chart_track_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  /* The style says how long and thick it is at least. */
  *minimum = 0;
  *natural = 0;
}

static void
cst_chart_track_dispose (GObject *object)
{
  CstChartTrack *self = CST_CHART_TRACK (object);

  g_clear_pointer (&self->bar, gtk_widget_unparent);
  g_clear_pointer (&self->before, gtk_widget_unparent);
  g_clear_pointer (&self->limit, gtk_widget_unparent);

  G_OBJECT_CLASS (cst_chart_track_parent_class)->dispose (object);
}

static void
cst_chart_track_class_init (CstChartTrackClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_chart_track_dispose;
  widget_class->measure = cst_chart_track_measure;
  widget_class->size_allocate = cst_chart_track_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "charttrack");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
cst_chart_track_init (CstChartTrack *self)
{
}

static GtkWidget *
add_part (CstChartTrack *self,
          const char    *css_name)
{
  GtkWidget *part = g_object_new (GTK_TYPE_BOX,
                                  "css-name", css_name,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);

  gtk_widget_set_parent (part, GTK_WIDGET (self));

  return part;
}

/**
 * cst_chart_track_new:
 * @top: what the whole length stands for
 * @is_upright: a column; else a bar that lies
 */
GtkWidget *
cst_chart_track_new (const CstBar *bar,
                     double        top,
                     gboolean      is_upright)
{
  CstChartTrack *self = g_object_new (CST_TYPE_CHART_TRACK, NULL);

  self->is_upright = is_upright;
  self->share = CLAMP (bar->value / top, 0, 1);
  self->bar = add_part (self, "bar");
  if (bar->before > 0)
    {
      self->before_share = CLAMP (bar->before / top, 0, 1);
      self->before = add_part (self, "before");
    }
  if (bar->limit >= 0)
    {
      self->limit_share = CLAMP (bar->limit / top, 0, 1);
      self->limit = add_part (self, "limit");
    }

  gtk_widget_add_css_class (GTK_WIDGET (self), is_upright ? "upright" : "lying");
  if (bar->mark == CST_BAR_SIGNAL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "signal");

  return GTK_WIDGET (self);
}
