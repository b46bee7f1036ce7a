/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-operation.h"

G_BEGIN_DECLS

void cst_scrub_order     (CstOrder     *order);
void cst_scrub_incident  (CstIncident  *incident);
void cst_scrub_thread    (CstThread    *thread);
void cst_scrub_desk      (CstDesk      *desk);
void cst_scrub_delivery  (CstDelivery  *delivery);
void cst_scrub_operation (CstOperation *operation);

G_END_DECLS
