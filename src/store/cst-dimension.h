/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-record.h"

G_BEGIN_DECLS

/**
 * CstDimension:
 * @CST_DIMENSION_REASON: a #CstReason
 * @CST_DIMENSION_STATE: a #CstIncidentState
 * @CST_DIMENSION_ARTICLE: an article's SKU
 * @CST_DIMENSION_SUPPLIER: who delivered the article to us
 * @CST_DIMENSION_CARRIER: who carried the reported goods
 * @CST_DIMENSION_COUNTRY: where the customer is, ISO 3166
 * @CST_DIMENSION_CUSTOMER: an account's customer
 * @CST_DIMENSION_WEEK: Monday to Sunday, in the time zone of who asks
 *
 * By what incidents are counted (P9). An incident with two articles counts for each of them, and so for suppliers;
 * everywhere else it counts once.
 */
typedef enum
{
  CST_DIMENSION_NONE,
  CST_DIMENSION_REASON,
  CST_DIMENSION_STATE,
  CST_DIMENSION_ARTICLE,
  CST_DIMENSION_SUPPLIER,
  CST_DIMENSION_CARRIER,
  CST_DIMENSION_COUNTRY,
  CST_DIMENSION_CUSTOMER,
  CST_DIMENSION_WEEK,
} CstDimension;

#define CST_N_DIMENSIONS (CST_DIMENSION_WEEK + 1)

/* The two deadlines of an incident: of the first reply, and of the resolution (P2, P3). */
typedef enum
{
  CST_DEADLINE_NONE,
  CST_DEADLINE_REPLY,
  CST_DEADLINE_RESOLUTION,
} CstDeadlineKind;

#define CST_N_DEADLINES (CST_DEADLINE_RESOLUTION + 1)

/**
 * CstDeadlineOutcome:
 * @CST_DEADLINE_UNSAID: neither the marketplace nor the rules gave one
 * @CST_DEADLINE_PENDING: not yet done, and there is still time
 * @CST_DEADLINE_KEPT: done in time
 * @CST_DEADLINE_MISSED: done too late, or not done and the time is over
 */
typedef enum
{
  CST_DEADLINE_UNSAID,
  CST_DEADLINE_PENDING,
  CST_DEADLINE_KEPT,
  CST_DEADLINE_MISSED,
} CstDeadlineOutcome;

#define CST_N_OUTCOMES (CST_DEADLINE_MISSED + 1)

extern const CstEnumType cst_dimension_type;
extern const CstEnumType cst_deadline_kind_type;
extern const CstEnumType cst_deadline_outcome_type;

G_END_DECLS
