/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cst-change-set.h"
#include "cst-mirakl-site.h"

G_BEGIN_DECLS

/* The API's JSON, read into the domain. */

#define CST_MIRAKL_INCIDENT_OPEN "INCIDENT_OPEN"
#define CST_MIRAKL_MARKED "MARKED_RESOLVED"
#define CST_MIRAKL_ESCALATED "ESCALATED"

/* What begins the ids of events and resolutions that only we know of. */
#define CST_MIRAKL_EVENT_MARKED "m."
#define CST_MIRAKL_EVENT_ESCALATED "x."
#define CST_MIRAKL_EVENT_LABELLED "l."
#define CST_MIRAKL_REPLACEMENT "p."

/* cst-mirakl-reasons.c */
CstReason    cst_mirakl_reason_of_topic (const char        *topic);
char        *cst_mirakl_topic          (JsonObject         *line,
                                        const char         *label,
                                        char             *(*means) (const char *label,
                                                                   gpointer    data),
                                        gpointer            data);
gboolean     cst_mirakl_is_guess       (const char         *label,
                                        const char         *topic);
char        *cst_mirakl_reason_label   (JsonObject         *reasons,
                                        const char         *type,
                                        const char         *code);
char        *cst_mirakl_choose_reason  (JsonObject         *reasons,
                                        const char         *type,
                                        const char         *topic,
                                        const char         *wanted);

/* cst-mirakl-order.c */
CstOrder    *cst_mirakl_read_order     (JsonObject         *object,
                                        GError            **error);
gint64       cst_mirakl_changed_at     (JsonObject         *object);
char        *cst_mirakl_picture_url    (JsonObject         *line);

/* cst-mirakl-thread.c */
CstThread   *cst_mirakl_read_threads   (const char         *order,
                                        GPtrArray          *threads,
                                        const CstThread    *before);
gint64       cst_mirakl_reply_needed   (GPtrArray          *threads);
gint64       cst_mirakl_threads_changed_at (GPtrArray      *threads);
gboolean     cst_mirakl_is_about       (JsonObject         *thread,
                                        const char         *order);
gboolean     cst_mirakl_same_text      (const char         *a,
                                        const char         *b);

/* cst-mirakl-incident.c */
typedef struct
{
  JsonObject      *order;
  const CstOrder  *record;
  JsonObject      *line;
  GPtrArray       *threads; /* (nullable) (element-type JsonObject) */
  const CstThread *talk;    /* (nullable) */
  JsonArray       *returns; /* (nullable) */
  char          *(*means) (const char *label,
                          gpointer    data); /* (nullable): see cst_mirakl_topic() */
  gpointer         data;
} CstMiraklLine;

CstIncident *cst_mirakl_read_incident  (const CstMiraklLine *from,
                                        guint               opening,
                                        const CstIncident  *before,
                                        const GPtrArray    *earlier);
char        *cst_mirakl_incident_id    (const char         *line,
                                        guint               opening);
gboolean     cst_mirakl_split_id       (const char         *incident,
                                        char              **line,
                                        guint              *opening);

/* cst-mirakl-return.c */
void         cst_mirakl_read_returns   (CstIncident        *incident,
                                        JsonArray          *returns,
                                        const char         *line);

/* cst-mirakl-case.c */
gboolean     cst_mirakl_read_case      (CstMiraklSite      *site,
                                        JsonObject         *order,
                                        GPtrArray          *threads,
                                        JsonArray          *returns,
                                        gboolean            is_whole,
                                        CstChangeSet       *changes,
                                        GError            **error);

G_END_DECLS
