/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-application.h"
#include "cst-demo.h"
#include "cst-notifier.h"
#include "cst-tally.h"
#include "cst-window.h"

G_BEGIN_DECLS

struct _CstApplication
{
  AdwApplication   parent_instance;

  char            *profile;           /* (owned) (nullable): NULL is the user's own */
  char           **sandbox_arguments; /* (owned) (nullable) */
  gboolean         is_demo;
  gboolean         is_opening;
  gboolean         is_holding;        /* for what still has to be sent */
  gboolean         is_resident;       /* holds, for it starts at login and works without a window */
  gboolean         is_quitting;
  gboolean         has_asked_person;
  GSettings       *settings;    /* (owned) */
  GCancellable    *cancellable; /* (owned): ends with the application */
  CstDemo         *demo;        /* (owned) (nullable) */
  CstContext      *context;     /* (owned) (nullable): once the store is open */
  CstNotifier     *notifier;    /* (owned) (nullable): with the context */
  char            *awaited;     /* (owned) (nullable): an action that waits for the store */
  GVariant        *awaited_parameter; /* (owned) (nullable) */
};

CstWindow *cst_application_get_window       (CstApplication *self);
void       cst_application_open_store       (CstApplication *self);
void       cst_application_add_actions      (CstApplication *self);
void       cst_application_add_desk_actions (CstApplication *self);
void       cst_application_start_desk       (CstApplication *self);
void       cst_application_ask_person       (CstApplication *self);
void       cst_application_start_engine     (CstApplication *self);
void       cst_application_watch_outbox     (CstApplication *self);
void       cst_application_update_resident  (CstApplication *self);

G_END_DECLS
