/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-chart-bars.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-chart-track.h"
#include "cst-state-pill.h"

/* The bars of a chart: one stop for Tab, arrows from bar to bar, Enter to what a bar counts. Each is a button that
 * speaks its whole sentence. */

struct _CstChartBars
{
  GtkWidget  parent_instance;

  GPtrArray *buttons; /* (owned): of GtkWidget, the children */
  GtkWidget *current; /* (nullable): where Tab comes back to */
};

G_DEFINE_FINAL_TYPE (CstChartBars, cst_chart_bars, GTK_TYPE_WIDGET)

#define MOST_LINES 2

/* ── The keyboard ──────────────────────────────────────────────────────────────────────────────── */

static int
find_current (CstChartBars *self)
{
  guint place = 0;

  return g_ptr_array_find (self->buttons, self->current, &place) ? (int) place : 0;
}

static gboolean
go_to (CstChartBars *self,
       int           place)
{
  if (self->buttons->len == 0)
    return FALSE;

  place = CLAMP (place, 0, (int) self->buttons->len - 1);
  self->current = g_ptr_array_index (self->buttons, place);

  return gtk_widget_grab_focus (self->current);
}

/* Arrows stay within the chart; only Tab leaves it. */
static gboolean
cst_chart_bars_focus (GtkWidget        *widget,
                      GtkDirectionType  direction)
{
  CstChartBars *self = CST_CHART_BARS (widget);
  gboolean is_inside = gtk_widget_get_focus_child (widget) != NULL;

  switch (direction)
    {
    case GTK_DIR_UP:
    case GTK_DIR_LEFT:
      return go_to (self, find_current (self) - (is_inside ? 1 : 0));
    case GTK_DIR_DOWN:
    case GTK_DIR_RIGHT:
      return go_to (self, find_current (self) + (is_inside ? 1 : 0));
    case GTK_DIR_TAB_FORWARD:
    case GTK_DIR_TAB_BACKWARD:
    default:
      return !is_inside && go_to (self, find_current (self));
    }
}

static gboolean
go_to_end_cb (GtkWidget *widget,
              GVariant  *arguments,
              gpointer   unused)
{
  return go_to (CST_CHART_BARS (widget), g_variant_get_int32 (arguments));
}

static void
focus_entered_cb (GtkEventControllerFocus *controller,
                  CstChartBars            *self)
{
  self->current = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
}

/* ── The bars ──────────────────────────────────────────────────────────────────────────────────── */

static GtkWidget *
build_text (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, css_class);

  return label;
}

/* What is out of the ordinary catches the eye, the rest is said quietly. */
static GtkWidget *
build_mark (CstBarMark mark)
{
  GtkWidget *pill;

  if (mark == CST_BAR_NOISE)
    {
      GtkWidget *label = build_text (cst_bar_mark_label (mark), "caption");

      gtk_widget_add_css_class (label, "dim-label");
      return label;
    }

  pill = cst_state_pill_new ();
  cst_state_pill_set (CST_STATE_PILL (pill), CST_TONE_ATTENTION, "dialog-warning-symbolic", cst_bar_mark_label (mark));

  return pill;
}

/* The button's sentence says it all; its parts would say it once more. */
static GtkWidget *
build_silent_box (void)
{
  return g_object_new (GTK_TYPE_BOX,
                       "orientation", GTK_ORIENTATION_VERTICAL,
                       "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                       NULL);
}

static GtkWidget *
build_lying (const CstBar *bar,
             double        top)
{
  GtkWidget *box = build_silent_box ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (bar->label);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (label), MOST_LINES);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (line, "bar-label");
  gtk_box_append (GTK_BOX (line), label);
  if (bar->mark != CST_BAR_PLAIN)
    gtk_box_append (GTK_BOX (line), build_mark (bar->mark));
  gtk_box_append (GTK_BOX (line), build_text (bar->text, "numeric"));
  if (bar->change != NULL)
    {
      GtkWidget *change = build_text (bar->change, "numeric");

      gtk_widget_add_css_class (change, "dim-label");
      gtk_widget_add_css_class (change, "bar-change");
      gtk_label_set_xalign (GTK_LABEL (change), 1);
      gtk_box_append (GTK_BOX (line), change);
    }

  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), cst_chart_track_new (bar, top, FALSE));

  return box;
}

static GtkWidget *
build_upright (const CstBar *bar,
               double        top)
{
  GtkWidget *box = build_silent_box ();
  GtkWidget *label = build_text (bar->short_label != NULL ? bar->short_label : bar->label, "caption");

  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_box_append (GTK_BOX (box), build_text (bar->text, "numeric"));
  gtk_box_append (GTK_BOX (box), cst_chart_track_new (bar, top, TRUE));
  gtk_box_append (GTK_BOX (box), label);

  return box;
}

static GtkWidget *
build_button (CstChartBars *self,
              const CstBar *bar,
              double        top,
              gboolean      is_upright)
{
  GtkWidget *button = gtk_button_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_autofree char *sentence = cst_bar_sentence (bar);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, is_upright ? "chart-column" : "chart-bar");
  gtk_widget_set_tooltip_text (button, sentence);
  gtk_button_set_child (GTK_BUTTON (button), is_upright ? build_upright (bar, top) : build_lying (bar, top));
  if (bar->target != NULL)
    {
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), bar->target);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "figures.show");
    }
  cst_accessible_set_label (button, sentence);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_entered_cb), self);
  gtk_widget_add_controller (button, focus);

  return button;
}

static void
clear (CstChartBars *self)
{
  self->current = NULL;
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->buttons, i));
  g_ptr_array_set_size (self->buttons, 0);
}

/* ── The life of the widget ────────────────────────────────────────────────────────────────────── */

static void
cst_chart_bars_dispose (GObject *object)
{
  clear (CST_CHART_BARS (object));

  G_OBJECT_CLASS (cst_chart_bars_parent_class)->dispose (object);
}

static void
cst_chart_bars_finalize (GObject *object)
{
  g_ptr_array_unref (CST_CHART_BARS (object)->buttons);

  G_OBJECT_CLASS (cst_chart_bars_parent_class)->finalize (object);
}

static void
cst_chart_bars_class_init (CstChartBarsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_chart_bars_dispose;
  G_OBJECT_CLASS (klass)->finalize = cst_chart_bars_finalize;
  widget_class->focus = cst_chart_bars_focus;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "chartbars");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, go_to_end_cb, "i", 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, go_to_end_cb, "i", G_MAXINT);
}

static void
cst_chart_bars_init (CstChartBars *self)
{
  self->buttons = g_ptr_array_new ();
}

/**
 * cst_chart_bars_set_chart:
 *
 * Shows other bars; the keyboard stays where it was, as far as there is such a bar.
 */
void
cst_chart_bars_set_chart (CstChartBars   *self,
                          const CstChart *chart)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  double top = cst_chart_get_top (chart);
  guint n = chart->most_shown > 0 ? MIN (chart->bars->len, chart->most_shown) : chart->bars->len;
  gboolean is_inside;
  int place;

  g_return_if_fail (CST_IS_CHART_BARS (self));

  is_inside = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  place = self->current != NULL ? find_current (self) : (chart->is_columns ? G_MAXINT : 0);
  clear (self);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), chart->is_columns ? GTK_ORIENTATION_HORIZONTAL
                                                                             : GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (layout), chart->is_columns);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *button = build_button (self, g_ptr_array_index (chart->bars, i), top, chart->is_columns);

      gtk_widget_set_hexpand (button, TRUE);
      gtk_widget_set_parent (button, GTK_WIDGET (self));
      g_ptr_array_add (self->buttons, button);
    }

  cst_accessible_set_label (GTK_WIDGET (self), chart->title);
  if (n > 0)
    self->current = g_ptr_array_index (self->buttons, CLAMP (place, 0, (int) n - 1));
  if (is_inside)
    go_to (self, place);
}
