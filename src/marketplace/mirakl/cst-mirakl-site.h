/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-http.h"
#include "cst-marketplace.h"
#include "cst-rest.h"

G_BEGIN_DECLS

/**
 * CstMiraklCall:
 *
 * What the API publishes a rate for, or what is asked for more than once and changes seldom.
 */
typedef enum
{
  CST_MIRAKL_ORDERS,        /* OR11 in the background */
  CST_MIRAKL_THREADS,       /* M11 in the background */
  CST_MIRAKL_RETURNS,       /* RT11 */
  CST_MIRAKL_REASONS,       /* RE01 */
  CST_MIRAKL_ACCOUNT,       /* A01 */
  CST_MIRAKL_STATISTICS,    /* A21 */
  CST_MIRAKL_CONFIGURATION, /* PC01 */
  CST_MIRAKL_N_CALLS,
} CstMiraklCall;

/**
 * CstMiraklSite:
 * @is_patient: whether the published rates are kept; a server on this computer publishes none
 * @called_at: monotonic, in µs, 0 for never
 * @kept: (nullable): the last answers of what is asked for seldom
 * @known: (nullable): instead of what the store has of this incident, while an operation tells what it did
 * @talk: (nullable): likewise of this order's conversation
 *
 * One account's way to its instance, and what is remembered of it. Used on one thread.
 */
typedef struct
{
  CstHttp              *http;
  gboolean              is_patient;
  gint64                called_at[CST_MIRAKL_N_CALLS];
  JsonNode             *kept[CST_MIRAKL_N_CALLS];
  const CstTruthReader *truth;
  gpointer              truth_data;
  const CstIncident    *known;
  const CstThread      *talk;
} CstMiraklSite;

CstMiraklSite  *cst_mirakl_site_new       (const char         *url,
                                           const char         *token,
                                           GError            **error);
void            cst_mirakl_site_free      (CstMiraklSite      *self);
gint64          cst_mirakl_site_pause     (CstMiraklSite      *self,
                                           CstMiraklCall       call,
                                           gint64              now);
gboolean        cst_mirakl_site_may_call  (CstMiraklSite      *self,
                                           CstMiraklCall       call);
void            cst_mirakl_site_note_call (CstMiraklSite      *self,
                                           CstMiraklCall       call);
JsonObject     *cst_mirakl_get_kept       (CstMiraklSite      *self,
                                           CstMiraklCall       call,
                                           GCancellable       *cancellable,
                                           GError            **error);
const char     *cst_mirakl_role_of        (const char         *method,
                                           const char         *path);
CstPushOutcome  cst_mirakl_change         (CstMiraklSite      *self,
                                           const char         *method,
                                           const char         *path,
                                           JsonObject         *body,
                                           CstPushAnswer      *answer,
                                           JsonNode          **said,
                                           GCancellable       *cancellable,
                                           GError            **error);
CstPushOutcome  cst_mirakl_upload         (CstMiraklSite      *self,
                                           const char         *path,
                                           const char         *part,
                                           JsonObject         *input,
                                           const CstRestFile  *files,
                                           guint               n_files,
                                           CstPushAnswer      *answer,
                                           JsonNode          **said,
                                           GCancellable       *cancellable,
                                           GError            **error);

/* What the store last took for the truth. */
gboolean        cst_mirakl_site_order     (CstMiraklSite      *self,
                                           const char         *id,
                                           CstOrder          **order,
                                           GError            **error);
gboolean        cst_mirakl_site_incident  (CstMiraklSite      *self,
                                           const char         *id,
                                           CstIncident       **incident,
                                           GError            **error);
gboolean        cst_mirakl_site_thread    (CstMiraklSite      *self,
                                           const char         *order,
                                           CstThread         **thread,
                                           GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstMiraklSite, cst_mirakl_site_free)

G_END_DECLS
