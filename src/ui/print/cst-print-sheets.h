/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-print-document.h"
#include "cst-thread.h"

G_BEGIN_DECLS

/**
 * CstPrintCase:
 * @desk: (nullable): left out of the sheet when %NULL
 * @resolution: (nullable): the replacement a preparation slip is for
 * @images: (element-type CstPhotoImage): decoded photos, in order
 * @captions: (element-type utf8): one for each
 *
 * What a sheet is made from; borrowed while it is made.
 */
typedef struct
{
  const CstAccount    *account;
  const CstOrder      *order;
  const CstIncident   *incident;
  const CstDesk       *desk;
  const CstResolution *resolution;
  GPtrArray           *images;
  GPtrArray           *captions;
  gint64               now;
} CstPrintCase;

CstPrintDocument *cst_print_incident_sheet   (const CstPrintCase *print_case);
CstPrintDocument *cst_print_preparation_slip (const CstPrintCase *print_case);

G_END_DECLS
