/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-context.h"
#include "truth-fixture.h"

G_BEGIN_DECLS

/* A store with one account that can do everything, what windows share, and a window to put a widget into. */
typedef struct
{
  Fixture     store;
  gint64      account;
  CstContext *context;
  GtkWindow  *window;
} UiFixture;

void       ui_fixture_set_up     (UiFixture     *fixture,
                                  gconstpointer  unused);
void       ui_fixture_tear_down  (UiFixture     *fixture,
                                  gconstpointer  unused);
void       ui_fixture_show       (UiFixture     *fixture,
                                  GtkWidget     *widget);
void       ui_fixture_fill       (UiFixture     *fixture,
                                  int            n_orders);
void       ui_wait               (void);
GtkWidget *ui_find               (GtkWidget     *widget,
                                  GType          type,
                                  const char    *text);
guint      ui_count              (GtkWidget     *widget,
                                  GType          type,
                                  const char    *text);
GtkWidget *ui_wait_for           (GtkWidget     *widget,
                                  GType          type,
                                  const char    *text);
void       ui_wait_until_gone    (GtkWidget     *widget,
                                  GType          type,
                                  const char    *text);

G_END_DECLS
