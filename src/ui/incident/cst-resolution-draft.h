/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "cst-draft-lines.h"

G_BEGIN_DECLS

typedef enum
{
  CST_CHOICE_NONE,
  CST_CHOICE_REPLACEMENT,
  CST_CHOICE_REFUND,
  CST_CHOICE_CONTACT,
} CstResolutionChoice;

#define CST_TYPE_RESOLUTION_DRAFT (cst_resolution_draft_get_type ())

G_DECLARE_FINAL_TYPE (CstResolutionDraft, cst_resolution_draft, CST, RESOLUTION_DRAFT, GObject)

CstResolutionDraft     *cst_resolution_draft_new (void);
void                    cst_resolution_draft_set_case             (CstResolutionDraft     *self,
                                                                   const CstOrder         *order,
                                                                   const CstIncident      *incident,
                                                                   GPtrArray              *incidents,
                                                                   GPtrArray              *operations);
void                    cst_resolution_draft_propose              (CstResolutionDraft     *self,
                                                                   const GArray           *now);
gboolean                cst_resolution_draft_restore              (CstResolutionDraft     *self,
                                                                   const char             *text,
                                                                   GError                **error);
char                   *cst_resolution_draft_to_text              (CstResolutionDraft     *self);
void                    cst_resolution_draft_reset                (CstResolutionDraft     *self);

guint                   cst_resolution_draft_get_n_lines          (CstResolutionDraft     *self);
const CstDraftLine     *cst_resolution_draft_get_line             (CstResolutionDraft     *self,
                                                                   guint                   index);
const CstOrder         *cst_resolution_draft_get_order            (CstResolutionDraft     *self);

CstResolutionChoice     cst_resolution_draft_get_choice           (CstResolutionDraft     *self);
void                    cst_resolution_draft_set_choice           (CstResolutionDraft     *self,
                                                                   CstResolutionChoice     choice);
void                    cst_resolution_draft_set_quantity         (CstResolutionDraft     *self,
                                                                   guint                   index,
                                                                   int                     quantity);
void                    cst_resolution_draft_set_amount           (CstResolutionDraft     *self,
                                                                   guint                   index,
                                                                   gint64                  amount);
gint64                  cst_resolution_draft_get_shipping         (CstResolutionDraft     *self);
gint64                  cst_resolution_draft_get_shipping_left    (CstResolutionDraft     *self);
void                    cst_resolution_draft_set_shipping         (CstResolutionDraft     *self,
                                                                   gint64                  shipping);
gboolean                cst_resolution_draft_get_with_return      (CstResolutionDraft     *self);
void                    cst_resolution_draft_set_with_return      (CstResolutionDraft     *self,
                                                                   gboolean                with_return);
const char             *cst_resolution_draft_get_instructions     (CstResolutionDraft     *self);
void                    cst_resolution_draft_set_instructions     (CstResolutionDraft     *self,
                                                                   const char             *instructions);
gboolean                cst_resolution_draft_get_label_follows    (CstResolutionDraft     *self);
void                    cst_resolution_draft_set_label_follows    (CstResolutionDraft     *self,
                                                                   gboolean                follows);
const char             *cst_resolution_draft_get_label_follows_on (CstResolutionDraft     *self);
void                    cst_resolution_draft_set_label_follows_on (CstResolutionDraft     *self,
                                                                   const char             *date);
const CstOutgoingFile  *cst_resolution_draft_get_label            (CstResolutionDraft     *self);
void                    cst_resolution_draft_set_label            (CstResolutionDraft     *self,
                                                                   const CstOutgoingFile  *label);
const char             *cst_resolution_draft_get_ship_by          (CstResolutionDraft     *self);
void                    cst_resolution_draft_set_ship_by          (CstResolutionDraft     *self,
                                                                   const char             *date);

int                     cst_resolution_draft_count_pieces         (CstResolutionDraft     *self);
int                     cst_resolution_draft_count_left           (CstResolutionDraft     *self);
void                    cst_resolution_draft_get_amounts          (CstResolutionDraft     *self,
                                                                   CstAmounts             *amounts);
char                   *cst_resolution_draft_dup_problem          (CstResolutionDraft     *self);
CstOperation           *cst_resolution_draft_build                (CstResolutionDraft     *self,
                                                                   gint64                  account);

G_END_DECLS
