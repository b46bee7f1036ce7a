/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-case-view.h"
#include "cst-clock.h"
#include "cst-db.h"
#include "cst-playbooks.h"

G_BEGIN_DECLS

/**
 * CstRuleDesk:
 * @playbook: (nullable): the account's, as it is now
 * @region: (nullable): whose own public holidays count, instead of the playbook's region's
 * @opening_hours: (nullable)
 * @margin_s: what a decision needs to leave: the time to undo it and the wait for the next sync
 *
 * What rules need of one account. Reference counted and never changed once made.
 */
typedef struct
{
  CstAccount   *account;
  CstPlaybook  *playbook;
  char         *region;
  char         *opening_hours;
  char        **closing_days;
  gint64        margin_s;
} CstRuleDesk;

/* The rules in use and what accounts say about them, for any thread. */
typedef struct _CstRuleSet CstRuleSet;

CstRuleSet   *cst_rule_set_new           (CstClock           *clock);
CstRuleSet   *cst_rule_set_new_with      (CstRuleSet         *of,
                                          CstPlaybook        *changed);
CstRuleSet   *cst_rule_set_ref           (CstRuleSet         *self);
void          cst_rule_set_unref         (CstRuleSet         *self);
void          cst_rule_set_take          (CstRuleSet         *self,
                                          CstPlaybooks       *playbooks);
void          cst_rule_set_forget        (CstRuleSet         *self);
gboolean      cst_rule_set_write_terms   (CstRuleSet         *self,
                                          CstDb              *db,
                                          GError            **error);
char         *cst_rule_set_digest        (CstRuleSet         *self,
                                          CstDb              *db);
gint64        cst_rule_set_now           (CstRuleSet         *self);
CstPlaybook  *cst_rule_set_default       (CstRuleSet         *self,
                                          const CstAccount   *account);
CstPlaybook  *cst_rule_set_lookup        (CstRuleSet         *self,
                                          const char         *id);
CstRuleDesk  *cst_rule_set_desk          (CstRuleSet         *self,
                                          CstDb              *db,
                                          gint64              account,
                                          GError            **error);
CstRuleDesk  *cst_rule_set_known_desk    (CstRuleSet         *self,
                                          gint64              account);
CstPlaybook  *cst_rule_set_pinned        (CstRuleSet         *self,
                                          CstDb              *db,
                                          gint64              account,
                                          const char         *incident,
                                          const CstRuleDesk  *desk,
                                          GError            **error);
void          cst_rule_desk_unref        (CstRuleDesk        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstRuleSet, cst_rule_set_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstRuleDesk, cst_rule_desk_unref)

G_END_DECLS
