/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-trends.h"

G_BEGIN_DECLS

typedef struct
{
  char *sku;
  char *supplier;
  char *title;
  int   quantity;
} CstTrendArticle;

/* What is known of one incident. */
typedef struct
{
  gint64   row;
  gint64   account;
  gint64   reported_at;
  int      reason;
  int      state;
  gboolean is_open;
  char    *customer;
  char    *country;
  char    *carrier_key;
  char    *carrier;
  gint64   due[CST_N_DEADLINES];
  gint64   done[CST_N_DEADLINES];
  GArray  *articles; /* of CstTrendArticle */
  GArray  *costs;    /* of CstTrendCost */
} CstTrendIncident;

extern const char cst_trend_incident_sql[];

void cst_trend_incident_init  (CstTrendIncident *known);
void cst_trend_incident_take  (CstTrendIncident *known,
                               CstStmt          *stmt);
void cst_trend_incident_clear (CstTrendIncident *known);

G_END_DECLS
