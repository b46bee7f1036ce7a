/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-change-set.h"
#include "cst-wire.h"

G_BEGIN_DECLS

/* The contract's JSON, read into the domain: pure functions. Every error is
 * %CST_MARKETPLACE_ERROR_MALFORMED and names what could not be understood. */

extern const CstWireType cst_constat_order;
extern const CstWireType cst_constat_incident;
extern const CstWireType cst_constat_thread;
extern const CstWireType cst_constat_message;
extern const CstWireType cst_constat_desk;
extern const CstWireType cst_constat_attachment;

/**
 * CstConstatChange:
 * @is_account: the account itself changed; @entity means nothing then
 */
typedef struct
{
  gboolean   is_account;
  CstEntity  entity;
  char      *id;
  gboolean   is_deleted;
} CstConstatChange;

/**
 * CstConstatPage:
 *
 * A page of the feed; kinds of object this version does not know are left out.
 */
typedef struct
{
  GArray   *changes; /* of CstConstatChange */
  char     *next;
  gboolean  has_more;
  gint64    remaining;
} CstConstatPage;

CstAccountInfo  *cst_constat_read_account (JsonObject      *object,
                                           gint64          *server_time,
                                           GError         **error);
CstConstatPage  *cst_constat_read_page    (JsonObject      *object,
                                           GError         **error);
gboolean         cst_constat_read_items   (CstEntity        entity,
                                           CstChangeSet    *changes,
                                           JsonObject      *object,
                                           GError         **error);
gboolean         cst_constat_read_truth   (CstChangeSet    *changes,
                                           JsonObject      *object,
                                           GError         **error);
void             cst_constat_page_free    (CstConstatPage  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstConstatPage, cst_constat_page_free)

G_END_DECLS
