/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-playbook.h"
#include "cst-thread.h"

G_BEGIN_DECLS

/* When what happened, in seconds since 1970; 0 for what has not happened or nobody knows. */
typedef struct
{
  gint64 at[CST_N_MOMENTS];
} CstCaseMoments;

/* When a case waited for the other side; @until is 0 while it does. */
typedef struct
{
  gint64 from;
  gint64 until;
} CstCasePause;

/* An action somebody ticked off. */
typedef struct
{
  char   *action;
  gint64  at;
  char   *person;
  char   *name;
} CstCaseTick;

typedef struct
{
  char   *question;
  char   *answer;
  gint64  at;
} CstCaseAnswer;

/**
 * CstCaseFacts:
 * @opened_at: when the case was opened first: which version of a rule counts (R8)
 * @reason: the domain's name for the reason, @reason_code the site's own
 * @moments: clocks start and stop by these; after a reopening they are the new ones (R5)
 * @knows_domestic: whether a carrier said so, in @is_domestic
 * @article_price: the dearest reported article, without tax, @article_price_with_tax with it; 0 when not known
 * @evidence: ids of what the playbook asks for and is at hand
 * @region: (nullable): whose own public holidays count instead of those of the playbook's region
 * @opening_hours: (nullable): as cst_opening_hours_new() reads them
 * @margin_s: what a decision needs to arrive
 *
 * What rules need to know of a case, and nothing else: no input, no output, no clock of its own. A record.
 */
typedef struct
{
  gint64            now;
  gint64            opened_at;
  char             *reason;
  char             *reason_code;
  CstHandler        handler;
  CstIncidentState  state;
  gboolean          is_contested;
  CstCaseMoments    moments;
  CstParty          waiting_for;
  GPtrArray        *pauses;  /* of CstCasePause */
  gboolean          has_order;
  char             *country; /* the customer's */
  gboolean          knows_domestic; /* else it is where customer and playbook have one country */
  gboolean          is_domestic;
  char             *language;
  gboolean          is_address_unknown; /* nobody wrote it down */
  gboolean          is_address_doubtful;
  int               photos;
  int               photos_announced;
  CstFindingKind    finding;
  char              currency[4];
  gint64            article_price;
  gint64            article_price_with_tax;
  gboolean          knows_claims;
  int               similar_claims;
  char            **evidence;
  GPtrArray        *ticks;   /* of CstCaseTick */
  GPtrArray        *answers; /* of CstCaseAnswer */
  gboolean          knows_capabilities;
  int               capabilities;
  gboolean          may_decide;
  char             *arbitration_by;
  char             *site;
  char             *region;
  char             *opening_hours;
  char            **closing_days;
  gint64            margin_s;
} CstCaseFacts;

extern const CstRecordType cst_case_moments_type;
extern const CstRecordType cst_case_pause_type;
extern const CstRecordType cst_case_tick_type;
extern const CstRecordType cst_case_answer_type;
extern const CstRecordType cst_case_facts_type;

CstCaseFacts *cst_case_facts_new       (const CstAccountInfo *info,
                                        const CstOrder       *order,
                                        const CstIncident    *incident,
                                        const CstDesk        *desk,
                                        const CstThread      *thread,
                                        gint64                now);
void          cst_case_facts_free      (CstCaseFacts         *self);
void          cst_case_facts_take_acts (CstCaseFacts         *facts,
                                        const CstPlaybook    *playbook);
void          cst_case_facts_take_waits (CstCaseFacts        *facts,
                                         const CstIncident   *incident,
                                         const CstThread     *thread,
                                         gint64               start);
void          cst_case_facts_add_pause (CstCaseFacts         *facts,
                                        gint64                from,
                                        gint64                until);
const CstCasePause *cst_case_open_pause (const GPtrArray     *pauses);

gboolean      cst_case_knows           (const CstPlaybook    *playbook,
                                        const CstCaseFacts   *facts,
                                        CstFact               fact,
                                        gint64               *value);
gboolean      cst_case_fits            (const CstPlaybook    *playbook,
                                        const CstCaseFacts   *facts,
                                        const CstRule        *rule);
const CstPlaybookReason *cst_case_reason (const CstPlaybook  *playbook,
                                          const CstCaseFacts *facts);
guint32       cst_case_opened_day      (const CstPlaybook    *playbook,
                                        const CstCaseFacts   *facts);
guint32       cst_case_today           (const CstPlaybook    *playbook,
                                        const CstCaseFacts   *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstCaseFacts, cst_case_facts_free)

G_END_DECLS
