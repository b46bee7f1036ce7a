/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-application.h"
#include "cst-demo.h"
#include "cst-notifier.h"
#include "cst-tally.h"

G_BEGIN_DECLS

struct _CstApplication
{
  AdwApplication   parent_instance;

  char            *profile;           /* (owned) (nullable): NULL is the user's own */
  char           **sandbox_arguments; /* (owned) (nullable) */
  gboolean         is_demo;
  gboolean         is_opening;
  gboolean         is_holding;        /* for what still has to be sent */
  gboolean         is_quitting;
  GSettings       *settings;    /* (owned) */
  GCancellable    *cancellable; /* (owned): ends with the application */
  CstDemo         *demo;        /* (owned) (nullable) */
  CstContext      *context;     /* (owned) (nullable): once the store is open */
  CstNotifier     *notifier;    /* (owned) (nullable): with the context */
};

void cst_application_open_store   (CstApplication *self);
void cst_application_add_actions  (CstApplication *self);
void cst_application_start_desk   (CstApplication *self);
void cst_application_start_engine (CstApplication *self);
void cst_application_watch_outbox (CstApplication *self);

G_END_DECLS
