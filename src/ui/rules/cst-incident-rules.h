/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-context.h"
#include "cst-incident-case.h"
#include "cst-rules.h"

G_BEGIN_DECLS

#define CST_TYPE_INCIDENT_RULES (cst_incident_rules_get_type ())

G_DECLARE_FINAL_TYPE (CstIncidentRules, cst_incident_rules, CST, INCIDENT_RULES, GObject)

CstIncidentRules   *cst_incident_rules_new (CstContext * context);
void                cst_incident_rules_load       (CstIncidentRules      *self,
                                                   gint64                 account,
                                                   const char            *incident);
void                cst_incident_rules_clear      (CstIncidentRules      *self);
const CstRulesCase *cst_incident_rules_get_case   (CstIncidentRules      *self);
const char         *cst_incident_rules_get_site   (CstIncidentRules      *self);
void                cst_incident_rules_note       (CstIncidentRules      *self,
                                                   const CstPerson       *person,
                                                   CstCaseMark           *mark);
void                cst_incident_rules_mark       (CstIncidentRules      *self,
                                                   const CstPerson       *person,
                                                   CstCaseMarkKind        kind,
                                                   const char            *name,
                                                   const char            *value);

G_END_DECLS
