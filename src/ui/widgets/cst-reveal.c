/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-reveal.h"

/* What changed in this frame is laid out in the next one, and what that changes around it in the one after. */
#define LAYOUT_FRAMES 3

static void
scroll_to (GtkWidget *widget)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *page = scrolled != NULL ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled)) : NULL;
  GtkWidget *content = GTK_IS_VIEWPORT (page) ? gtk_viewport_get_child (GTK_VIEWPORT (page)) : NULL;
  graphene_rect_t bounds;

  if (content != NULL && gtk_widget_compute_bounds (widget, content, &bounds))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)), bounds.origin.y,
                               bounds.origin.y + bounds.size.height);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  guint *n_frames = user_data;

  if (++*n_frames < LAYOUT_FRAMES)
    return G_SOURCE_CONTINUE;

  scroll_to (widget);

  return G_SOURCE_REMOVE;
}

/**
 * cst_reveal:
 * @widget: somewhere in the viewport of a scrolled window
 *
 * Scrolls no further than needed to bring @widget into sight once it has its new size; of one that is taller than the
 * page, the beginning.
 */
void
cst_reveal (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_widget_add_tick_callback (widget, tick_cb, g_new0 (guint, 1), g_free);
}
