/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-operation.h"

G_BEGIN_DECLS

/**
 * CstShipDraft:
 * @shipped_on: a date
 *
 * What is typed when a replacement leaves (R3).
 */
typedef struct
{
  char *carrier;
  char *tracking_number;
  char *tracking_url;
  char *shipped_on;
} CstShipDraft;

CstShipDraft *cst_ship_draft_new         (gint64               now);
void          cst_ship_draft_free        (CstShipDraft        *self);
char         *cst_ship_draft_to_text     (const CstShipDraft  *self);
gboolean      cst_ship_draft_restore     (CstShipDraft        *self,
                                          const char          *text,
                                          GError             **error);
char         *cst_ship_draft_dup_problem (const CstShipDraft  *self,
                                          gint64               now);
CstOperation *cst_ship_draft_build       (const CstShipDraft  *self,
                                          gint64               account,
                                          const CstIncident   *incident,
                                          const char          *resolution,
                                          gint64               now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstShipDraft, cst_ship_draft_free)

G_END_DECLS
