/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-mirakl-client.h"
#include "cst-sequence.h"

G_BEGIN_DECLS

/**
 * CstMiraklJob:
 * @reader: (nullable): of the operation's files; %NULL while only reading back
 * @has_acted: whether a changing request of this operation may have left before: what is then found may be ours
 * @order_id: theirs
 * @line_id: (nullable): theirs, of the incident's line
 * @order: (nullable): what the site said last of the order
 * @line: (nullable): of the incident's line
 * @threads: (element-type JsonObject): of the order
 * @known: (nullable): the incident as the store knows it, with what this operation added
 * @talk: the conversation as the store knows it, likewise
 * @has_noted: whether anything was added to them
 * @is_let_be: whether the site refused to have the incident marked, which takes nothing back of what was done before
 *
 * What the steps of an operation work on. What the site does not show is in @known.
 */
typedef struct
{
  CstMiraklSite   *site;
  CstOperation    *operation;
  CstFileReader    reader;
  gpointer         reader_data;
  gboolean         has_acted;
  char            *order_id;
  char            *line_id;
  JsonNode        *answer;
  JsonObject      *order;
  JsonObject      *line;
  GPtrArray       *threads;
  JsonArray       *returns;
  CstIncident     *known;
  CstThread       *talk;
  gboolean         has_noted;
  gboolean         is_let_be;
} CstMiraklJob;

#define CST_MIRAKL_SEQUENCE(steps, is_begun) \
  { steps, G_N_ELEMENTS (steps), cst_mirakl_job_read_facts, NULL, is_begun, cst_mirakl_job_tell }

extern const CstSequence cst_mirakl_message;
extern const CstSequence cst_mirakl_resolution;
extern const CstSequence cst_mirakl_refund;
extern const CstSequence cst_mirakl_replacement;
extern const CstSequence cst_mirakl_shipping;
extern const CstSequence cst_mirakl_return_label;
extern const CstSequence cst_mirakl_receipt;
extern const CstSequence cst_mirakl_inspection;
extern const CstSequence cst_mirakl_acceptance;
extern const CstSequence cst_mirakl_refusal;
extern const CstSequence cst_mirakl_closing;

gboolean        cst_mirakl_job_begin        (CstMiraklJob   *job,
                                             GError        **error);
void            cst_mirakl_job_clear        (CstMiraklJob   *job);
gboolean        cst_mirakl_job_read_facts   (gpointer        data,
                                             GCancellable   *cancellable,
                                             GError        **error);
void            cst_mirakl_job_tell         (gpointer        data,
                                             CstPushAnswer  *answer);
CstStepFact     cst_mirakl_job_check_order  (CstMiraklJob   *job,
                                             char          **problem);
gboolean        cst_mirakl_job_came_after   (CstMiraklJob   *job,
                                             gint64          moment);
gint64          cst_mirakl_job_now          (CstMiraklJob   *job);
char           *cst_mirakl_job_short_key    (CstMiraklJob   *job,
                                             const char     *prefix);
gboolean        cst_mirakl_job_has_event    (CstMiraklJob   *job,
                                             const char     *prefix);
void            cst_mirakl_job_note_event   (CstMiraklJob   *job,
                                             const char     *prefix,
                                             CstIncidentEventKind event,
                                             const char     *code,
                                             const char     *detail);

/* cst-mirakl-message.c */
CstStepFact     cst_mirakl_look_said        (CstMiraklJob   *job,
                                             const char     *text,
                                             char          **problem);
CstPushOutcome  cst_mirakl_say              (CstMiraklJob   *job,
                                             const char     *text,
                                             gboolean        to_operator,
                                             gboolean        with_files,
                                             CstPushAnswer  *answer,
                                             GCancellable   *cancellable,
                                             GError        **error);

/* cst-mirakl-resolve.c */
CstStepFact     cst_mirakl_look_marked      (gpointer        data,
                                             char          **problem);
CstPushOutcome  cst_mirakl_mark             (CstMiraklJob   *job,
                                             const char     *topic,
                                             const char     *wanted,
                                             CstPushAnswer  *answer,
                                             GCancellable   *cancellable,
                                             GError        **error);
CstPushOutcome  cst_mirakl_mark_after       (CstMiraklJob   *job,
                                             const char     *topic,
                                             CstPushAnswer  *answer,
                                             GCancellable   *cancellable,
                                             GError        **error);
JsonObject     *cst_mirakl_job_reasons      (CstMiraklJob   *job,
                                             CstPushAnswer  *answer,
                                             CstPushOutcome *outcome,
                                             GCancellable   *cancellable,
                                             GError        **error);

G_END_DECLS
