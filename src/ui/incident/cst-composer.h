/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-operation.h"
#include "cst-photo-decoder.h"
#include "cst-store.h"
#include "cst-template-menu.h"

G_BEGIN_DECLS

#define CST_TYPE_COMPOSER (cst_composer_get_type ())

G_DECLARE_FINAL_TYPE (CstComposer, cst_composer, CST, COMPOSER, GtkWidget)

void      cst_composer_set_up    (CstComposer  *self,
                                  CstStore     *store,
                                  CstPhotoDecoder *decoder);
void      cst_composer_set_case  (CstComposer  *self,
                                  const CstAccountInfo *info,
                                  gboolean      may_send);
void      cst_composer_set_by_hand (CstComposer *self,
                                    gboolean     is_by_hand,
                                    const char  *address,
                                    const char  *subject);
void      cst_composer_forbid_mail (CstComposer *self,
                                    gboolean     is_forbidden);
void      cst_composer_offer     (CstComposer  *self,
                                  const char *const *paths);
char     *cst_composer_to_text   (CstComposer  *self);
void      cst_composer_restore   (CstComposer  *self,
                                  const char   *text);
gboolean  cst_composer_is_empty  (CstComposer  *self);
gboolean  cst_composer_can_send  (CstComposer  *self);
void      cst_composer_fill      (CstComposer  *self,
                                  CstOperation *operation);
void      cst_composer_write     (CstComposer  *self,
                                  const char   *text);
void      cst_composer_clear     (CstComposer  *self);
void      cst_composer_focus     (CstComposer  *self);
void      cst_composer_set_obstacle  (CstComposer  *self,
                                      const char   *obstacle);
char     *cst_composer_dup_message (CstComposer *self);
CstTemplateMenu *cst_composer_get_templates (CstComposer *self);

G_END_DECLS
