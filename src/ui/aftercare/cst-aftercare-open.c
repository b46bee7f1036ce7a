/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-aftercare-open.h"

#include "cst-count-form.h"
#include "cst-label-form.h"
#include "cst-reminder-form.h"
#include "cst-return-form.h"
#include "cst-ship-form.h"
#include "cst-step-window.h"

static void
present (CstContext      *context,
         CstIncidentCase *incident_case,
         CstStepForm     *form,
         GtkWindow       *parent)
{
  CstStepWindow *window = cst_step_window_new (context, incident_case, form, parent);

  gtk_window_present (GTK_WINDOW (window));
}

/**
 * cst_aftercare_open_shipment:
 * @resolution: a replacement of the incident (R3)
 */
void
cst_aftercare_open_shipment (CstContext      *context,
                             CstIncidentCase *incident_case,
                             const char      *resolution,
                             GtkWindow       *parent)
{
  if (cst_incident_find_resolution (incident_case->incident, resolution) != NULL)
    present (context, incident_case, cst_ship_form_new (context, incident_case, resolution), parent);
}

/**
 * cst_aftercare_open_label:
 * @goods: a return of the incident that still needs its label (R4)
 */
void
cst_aftercare_open_label (CstContext      *context,
                          CstIncidentCase *incident_case,
                          const char      *goods,
                          GtkWindow       *parent)
{
  const CstReturn *found = cst_incident_find_return (incident_case->incident, goods);

  if (found != NULL)
    present (context, incident_case, cst_label_form_new (context, incident_case, found), parent);
}

/**
 * cst_aftercare_open_judgement:
 * @goods: a return of the incident
 * @kind: it is accepted, refused or closed (R4)
 */
void
cst_aftercare_open_judgement (CstContext       *context,
                              CstIncidentCase  *incident_case,
                              const char       *goods,
                              CstOperationKind  kind,
                              GtkWindow        *parent)
{
  const CstReturn *found = cst_incident_find_return (incident_case->incident, goods);

  if (found != NULL)
    present (context, incident_case, cst_return_form_new (incident_case, found, kind), parent);
}

/**
 * cst_aftercare_open_count:
 * @goods: a return of the incident: it is received, or inspected when it was received already (R4)
 */
void
cst_aftercare_open_count (CstContext      *context,
                          CstIncidentCase *incident_case,
                          const char      *goods,
                          GtkWindow       *parent)
{
  const CstReturn *found = cst_incident_find_return (incident_case->incident, goods);

  if (found != NULL)
    present (context, incident_case,
             cst_count_form_new (context, incident_case, found, found->state >= CST_RETURN_RECEIVED), parent);
}

/**
 * cst_aftercare_open_reminder:
 *
 * R6: shows a reminder that is ready to be sent.
 */
void
cst_aftercare_open_reminder (CstContext      *context,
                             CstIncidentCase *incident_case,
                             GtkWindow       *parent)
{
  present (context, incident_case, cst_reminder_form_new (incident_case), parent);
}
