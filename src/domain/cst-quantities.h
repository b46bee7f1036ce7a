/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-operation.h"

G_BEGIN_DECLS

/**
 * CstQuantityError:
 * @CST_QUANTITY_ERROR_LINE: the line is none of the order's
 * @CST_QUANTITY_ERROR_EXCEEDED: more than is left on the line (R1); nothing was decided
 * @CST_QUANTITY_ERROR_AMOUNT: more money than was paid, or none at all
 * @CST_QUANTITY_ERROR_EMPTY: no line has a quantity
 */
typedef enum
{
  CST_QUANTITY_ERROR_LINE,
  CST_QUANTITY_ERROR_EXCEEDED,
  CST_QUANTITY_ERROR_AMOUNT,
  CST_QUANTITY_ERROR_EMPTY,
} CstQuantityError;

#define CST_QUANTITY_ERROR (cst_quantity_error_quark ())

GQuark    cst_quantity_error_quark  (void);

int       cst_quantities_left       (const CstOrder      *order,
                                     GPtrArray           *incidents,
                                     GPtrArray           *operations,
                                     const char          *line_id);
gboolean  cst_quantities_check      (const CstOrder      *order,
                                     GPtrArray           *incidents,
                                     GPtrArray           *operations,
                                     const CstOperation  *operation,
                                     GError             **error);
gint64    cst_quantities_shipping_left (const CstOrder   *order,
                                        GPtrArray           *incidents,
                                        GPtrArray           *operations);
void      cst_refund_amounts        (const CstOrder      *order,
                                     GPtrArray           *incidents,
                                     GPtrArray           *operations,
                                     const CstOperation  *operation,
                                     CstAmounts          *amounts);

G_END_DECLS
