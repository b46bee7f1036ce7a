/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-ctl.h"
#include "cst-operation.h"

G_BEGIN_DECLS

/**
 * CstCtlIncident:
 *
 * An incident with its order and account, as the store has them now.
 */
typedef struct
{
  CstAccount  *account;
  CstOrder    *order;
  CstIncident *incident; /* (nullable): the words named an order */
} CstCtlIncident;

gboolean      cst_ctl_load_incident  (CstCtl              *ctl,
                                      const char          *text,
                                      CstCtlIncident      *found,
                                      GError             **error);
void          cst_ctl_incident_clear (CstCtlIncident      *found);
CstOperation *cst_ctl_new_operation  (const CstCtlIncident *found,
                                      CstOperationKind     kind);
gboolean      cst_ctl_parse_line     (const CstOrder      *order,
                                      const char          *text,
                                      int                  n_numbers,
                                      gint64              *numbers,
                                      const char         **line,
                                      GError             **error);
gboolean      cst_ctl_parse_count    (const char          *text,
                                      gint64              *value);
gboolean      cst_ctl_attach         (CstCtl              *ctl,
                                      CstOperation        *operation,
                                      const char          *path,
                                      gboolean             is_label,
                                      const CstAccount    *account,
                                      GError             **error);
void          cst_ctl_drop_files     (CstCtl              *ctl,
                                      const CstOperation  *operation);
CstCtlExit    cst_ctl_decide         (CstCtl              *ctl,
                                      CstOperation        *operation,
                                      gboolean             is_held,
                                      GError             **error);
CstCtlExit    cst_ctl_report         (CstCtl              *ctl,
                                      const CstOperation  *operation);
JsonNode     *cst_ctl_operation_json (CstCtl              *ctl,
                                      const CstOperation  *operation);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CstCtlIncident, cst_ctl_incident_clear)

#define CST_CTL_INCIDENT_INIT { NULL, NULL, NULL }

G_END_DECLS
