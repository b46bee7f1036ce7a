/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-marketplace.h"

G_BEGIN_DECLS

/**
 * CstStepFact:
 * @CST_STEP_DONE: the facts show it, or this operation does without it
 * @CST_STEP_OPEN: the facts show that it is not there
 * @CST_STEP_IMPOSSIBLE: the truth moved on: it can no longer be done
 * @CST_STEP_UNCLEAR: the facts do not decide
 */
typedef enum
{
  CST_STEP_DONE,
  CST_STEP_OPEN,
  CST_STEP_IMPOSSIBLE,
  CST_STEP_UNCLEAR,
} CstStepFact;

/**
 * CstStep:
 * @name: for people who read of an unknown outcome; translatable
 * @look: what the facts read last say of it; sets @problem, in words for people, when it is impossible or unclear
 * @act: one changing request
 *
 * One call of an operation that takes several, on a site that honours no keys.
 */
typedef struct
{
  const char     *name;
  CstStepFact   (*look) (gpointer   job,
                        char     **problem);
  CstPushOutcome  (*act) (gpointer        job,
                         CstPushAnswer  *answer,
                         GCancellable   *cancellable,
                         GError        **error);
} CstStep;

/**
 * CstSequence:
 * @read_facts: reads afresh all that the steps look at
 * @take_back: (nullable): undoes what the first steps made while nothing of it counts yet; %FALSE with an error
 * @is_begun: (nullable): whether the facts show anything of this operation
 * @tell: (nullable): adds the truth that was read to an answer
 */
typedef struct
{
  const CstStep *steps;
  guint          n_steps;
  gboolean     (*read_facts) (gpointer       job,
                             GCancellable  *cancellable,
                             GError       **error);
  gboolean     (*take_back) (gpointer       job,
                            GCancellable  *cancellable,
                            GError       **error);
  gboolean     (*is_begun) (gpointer job);
  void         (*tell) (gpointer       job,
                       CstPushAnswer *answer);
} CstSequence;

/**
 * CstSequenceOf:
 *
 * How a connector carries out one kind of operation.
 */
typedef struct
{
  CstOperationKind   kind;
  const CstSequence *sequence;
} CstSequenceOf;

CstStepFact     cst_step_impossible    (char               **problem,
                                        const char          *text);
CstStepFact     cst_step_unclear       (char               **problem,
                                        const char          *text);
const CstSequence *cst_sequence_find   (const CstSequenceOf *table,
                                        gsize                n_table,
                                        const CstOperation  *operation);
CstPushOutcome  cst_sequence_lacking   (CstPushAnswer       *answer);
CstPushOutcome  cst_sequence_run       (const CstSequence   *self,
                                        const CstOperation  *operation,
                                        gpointer             job,
                                        CstPushAnswer       *answer,
                                        GCancellable        *cancellable,
                                        GError             **error);
CstPushOutcome  cst_sequence_read_back (const CstSequence   *self,
                                        gpointer             job,
                                        CstPushAnswer       *answer,
                                        GCancellable        *cancellable,
                                        GError             **error);

G_END_DECLS
