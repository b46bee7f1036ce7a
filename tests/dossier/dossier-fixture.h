/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-dossier-async.h"
#include "cst-dossier-verify.h"
#include "truth-fixture.h"

G_BEGIN_DECLS

/* An incident of a consumer with two files, and where its case file goes. */
typedef struct
{
  Fixture   base;
  gint64    account;
  CstRules *rules;
  char     *path;
  char     *seal;
} Case;

void              case_set_up         (Case          *self,
                                       gconstpointer  unused);
void              case_tear_down      (Case          *self,
                                       gconstpointer  unused);
void              case_save_account   (Case          *self,
                                       CstAccount    *account);
void              case_cache          (Case          *self,
                                       const char    *id,
                                       const char    *content);
void              case_apply_messages (Case          *self,
                                       guint          n_messages);
CstDossier       *case_load           (Case          *self,
                                       gboolean       is_redacted);
void              case_make           (Case          *self,
                                       gboolean       is_redacted);
CstDossierReport *case_verify         (Case          *self);
void              case_assert_problem (Case          *self,
                                       const char    *words);
gboolean          case_is_sound       (Case          *self);
void              case_note_made      (Case          *self);

G_END_DECLS
