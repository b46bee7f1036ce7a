/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-due.h"
#include "cst-incident.h"

G_BEGIN_DECLS

/* The rules of one site as data: what data/playbooks/ID.xml says, checked. docs/playbooks.md is the reference. */

/**
 * CstPlaybookError:
 * @CST_PLAYBOOK_ERROR_INVALID: the file has mistakes; the first is in the message, all are in the problems
 */
typedef enum
{
  CST_PLAYBOOK_ERROR_INVALID,
} CstPlaybookError;

#define CST_PLAYBOOK_ERROR (cst_playbook_error_quark ())

/* A moment in the life of a case: what clocks start and stop by, and what steps and actions wait for. */
typedef enum
{
  CST_MOMENT_NONE,
  CST_MOMENT_REPORTED,
  CST_MOMENT_SEEN,
  CST_MOMENT_FIRST_REPLY,
  CST_MOMENT_PROPOSED,
  CST_MOMENT_ACCEPTED,
  CST_MOMENT_SETTLED,
  CST_MOMENT_CLOSED,
  CST_MOMENT_LESSONS,
  CST_MOMENT_HELP_ASKED,
  CST_MOMENT_ARBITRATION,
  CST_MOMENT_DECIDED,
  CST_MOMENT_PROMISED_SHIP,
  CST_MOMENT_SHIPPED,
  CST_MOMENT_DELIVERED,
  CST_MOMENT_RETURN_ASKED,
  CST_MOMENT_RETURN_RECEIVED,
  CST_MOMENT_REFUNDED,
  CST_MOMENT_REPLACED,
  CST_MOMENT_EVIDENCE,
  CST_MOMENT_VERIFIED,
  CST_MOMENT_WAITING_CUSTOMER,
  CST_MOMENT_WAITING_CARRIER,
  CST_MOMENT_JUDGED, /* verified, or turned down */
  CST_N_MOMENTS,
} CstMoment;

/* What questions and conditions ask of the data. */
typedef enum
{
  CST_FACT_NONE,
  CST_FACT_SHIPPED,
  CST_FACT_DOMESTIC,
  CST_FACT_ADDRESS_DOUBTFUL,
  CST_FACT_PHOTO,
  CST_FACT_PHOTO_CONFIRMED,
  CST_FACT_ARTICLE_PRICE,
  CST_FACT_SIMILAR_CLAIMS,
  CST_FACT_DAYS_LATE,
  CST_FACT_CONTESTED,
  CST_FACT_ACCEPTED,
  CST_FACT_RETURN_RECEIVED,
  CST_FACT_VERIFIED,
  CST_FACT_ARBITRATION,
  CST_FACT_DELIVERED,
  CST_FACT_COUNTRY,
  CST_FACT_ADDRESS_KNOWN,
} CstFact;

typedef enum
{
  CST_CLOCK_REPLY,      /* the first answer */
  CST_CLOCK_RESOLUTION, /* the whole case */
  CST_CLOCK_DEADLINE,   /* one act, until */
  CST_CLOCK_FROM,       /* one act, from */
  CST_CLOCK_REMINDER,   /* proposed, never sent by itself (R6) */
  CST_CLOCK_CARRIER,    /* the recipient's protest (R15) */
} CstClockRole;

typedef enum
{
  CST_DOES_NOTHING,
  CST_DOES_CONTACT,
  CST_DOES_REFUND,
  CST_DOES_REPLACEMENT,
  CST_DOES_CREDIT,
  CST_DOES_DISCOUNT,
  CST_DOES_INTERCEPT,
  CST_DOES_REORDER,
  CST_DOES_VERIFY,
  CST_DOES_INVESTIGATE,
} CstDoes;

typedef enum
{
  CST_LABEL_NEVER,
  CST_LABEL_ON_REQUEST,
  CST_LABEL_ALWAYS,
} CstLabelUse;

typedef enum
{
  CST_ARTICLES_ANY,
  CST_ARTICLES_UNOPENED,
} CstArticles;

typedef enum
{
  CST_QUANTITY_NONE,
  CST_QUANTITY_REPORTED,
  CST_QUANTITY_CONFIRMED,
} CstQuantityRule;

typedef enum
{
  CST_COMPARE_ABOVE,
  CST_COMPARE_AT_LEAST,
} CstComparison;

typedef enum
{
  CST_ESCALATE_GROUP,
  CST_ESCALATE_HELP,
  CST_ESCALATE_ARBITRATION,
} CstEscalationKind;

typedef enum
{
  CST_CONTENT_MAIL_ADDRESS,
  CST_CONTENT_PHONE_NUMBER,
  CST_CONTENT_LINK,
} CstContent;

typedef enum
{
  CST_COLOUR_NONE,
  CST_COLOUR_RED,
  CST_COLOUR_GREEN,
  CST_COLOUR_YELLOW,
} CstColour;

typedef struct
{
  CstFact  fact;
  char    *value;
} CstCondition;

/**
 * CstRule:
 * @line: in the file
 * @id: unique among the versions' kin; several with one id are dated versions of one rule (R8)
 * @valid_from: a julian day
 * @applies_to_open: whether it also takes over cases that were opened before
 * @source: a #CstSource's id
 * @label: what is shown, in English: the key for gettext
 * @conditions: (element-type CstCondition): all must hold
 *
 * What every part of a playbook begins with.
 */
typedef struct
{
  int        line;
  char      *id;
  guint32    valid_from;
  gboolean   applies_to_open;
  char      *source;
  char      *label;
  char     **reasons; /* (nullable): of which reasons, %NULL for all */
  GPtrArray *conditions;
} CstRule;

typedef struct
{
  CstRule  rule;
  char    *date;
  char    *url;
} CstSource;

typedef struct
{
  CstRule     rule;
  char      **codes;
  gboolean    otherwise;
  CstHandler  handler;
  char       *guide;
} CstPlaybookReason;

typedef struct
{
  CstRule       rule;
  CstClockRole  role;
  CstMoment     starts;
  CstMoment     stops;
  int           amount;
  int           aim;
  CstTimeUnit   unit;
  gboolean      skips_holidays;
  char         *calendar; /* (nullable): whose holidays, of another country than the playbook's */
  gboolean      counts_first_day;
  gboolean      ends_at_same_hour;
  gboolean      pauses;
  char         *template_id;
} CstPlaybookClock;

typedef struct
{
  CstRule    rule;
  CstMoment  until;
  CstMoment  enters;
  char     **documents; /* of moments */
} CstPlaybookStep;

typedef struct
{
  CstRule    rule;
  CstMoment  done_by;
} CstPlaybookAction;

typedef struct
{
  CstRule    rule;
  GPtrArray *actions; /* of CstPlaybookAction */
} CstChecklist;

typedef struct
{
  CstRule  rule;
  int      photos;
  gboolean or_video;
} CstEvidenceRule;

typedef struct
{
  CstRule     rule;
  CstDoes     does;
  CstLabelUse label_use;
  CstParty    label_paid_by;
  CstParty    executed_by;
} CstResolutionRule;

typedef struct
{
  CstRule  rule;
  char    *go;
} CstAnswerRule;

typedef struct
{
  CstRule     rule;
  CstFact     fact;
  int         at_least;
  gint64      less_than; /* minor units, 0 when not asked */
  CstTaxMode  tax;
  char      **evidence;
  GPtrArray  *answers; /* of CstAnswerRule */
} CstQuestion;

typedef struct
{
  CstRule          rule;
  CstDoes          does;
  gboolean         returns;
  CstLabelUse      label_use;
  CstArticles      articles;
  CstQuantityRule  quantity;
  int              discount_bp;
  gboolean         free_shipping;
  gboolean         urgent;
  char            *template_id;
  char            *comment;
  char            *group;
  char           **actions;
} CstProposal;

typedef struct
{
  CstRule            rule;
  CstEscalationKind  kind;
  char             **by;
  gboolean           needs_message;
  char             **hands_over;
  gboolean           binding;
} CstEscalation;

typedef struct
{
  CstRule  rule;
  char    *language;
} CstTemplateText;

typedef struct
{
  CstRule    rule;
  GPtrArray *texts; /* of CstTemplateText */
} CstTemplate;

typedef struct
{
  CstRule  rule;
  gboolean allowed;
} CstChannel;

typedef struct
{
  CstRule    rule;
  CstContent content;
} CstForbidden;

typedef struct
{
  CstRule  rule;
  char     currency[4];
  gint64   ceiling;
  gint64   confirm_above;
} CstMoneyGuard;

typedef struct
{
  CstRule        rule;
  int            threshold_bp;
  int            warn_at_bp;
  int            days;
  CstComparison  harms;
} CstRateRule;

typedef struct
{
  CstRule   rule;
  CstParty  resolved_by;
  CstParty  confirmed_by;
} CstClosing;

/* @asks: it is a question, which a yes settles; else whoever goes on all the same says why. */
typedef struct
{
  CstRule  rule;
  gboolean asks;
} CstWarningRule;

typedef struct
{
  CstRule    rule;
  CstColour  colour;
  gboolean   sums;
  gboolean   optional;
  gboolean   answers;
} CstCarrierTab;

typedef struct
{
  CstRule    rule;
  CstColour  colour;
  char     **codes;
} CstCarrierState;

typedef struct
{
  CstRule  rule;
  gboolean keeps_waiting;
  gboolean needs_text;
} CstCarrierAnswer;

/**
 * CstPlaybook:
 *
 * Reference counted and never changed once made, so that any thread may use it.
 */
typedef struct _CstPlaybook
{
  CstRule     rule; /* its label is the site's name */
  int         version;
  char       *country;
  char       *time_zone;
  GTimeZone  *zone;        /* held, so that GLib reads it once and not for every case */
  char       *region;
  char      **languages;
  char      **serves;      /* (nullable): kinds of customers and connectors it is for when no site's name says more */
  GPtrArray  *sources;     /* of CstSource */
  GPtrArray  *terms;       /* of CstRule */
  GPtrArray  *reasons;     /* of CstPlaybookReason */
  GPtrArray  *clocks;      /* of CstPlaybookClock */
  GPtrArray  *steps;       /* of CstPlaybookStep */
  GPtrArray  *checklists;  /* of CstChecklist */
  GPtrArray  *actions;     /* of CstPlaybookAction: those that only proposals name */
  GPtrArray  *evidence;    /* of CstEvidenceRule */
  GPtrArray  *resolutions; /* of CstResolutionRule */
  GPtrArray  *questions;   /* of CstQuestion */
  GPtrArray  *proposals;   /* of CstProposal */
  GPtrArray  *groups;      /* of CstRule */
  GPtrArray  *escalations; /* of CstEscalation */
  GPtrArray  *templates;   /* of CstTemplate */
  GPtrArray  *channels;    /* of CstChannel */
  GPtrArray  *forbidden;   /* of CstForbidden */
  GPtrArray  *guards;      /* of CstMoneyGuard */
  GPtrArray  *rates;       /* of CstRateRule */
  GPtrArray  *closings;    /* of CstClosing */
  GPtrArray  *warnings;    /* of CstWarningRule */
  GPtrArray  *tabs;        /* of CstCarrierTab */
  GPtrArray  *states;      /* of CstCarrierState */
  GPtrArray  *answers;     /* of CstCarrierAnswer */
  GPtrArray  *tips;        /* of CstRule */
  char       *digest;      /* SHA-256 of the file */
  char       *xml;         /* the file */

  /*< private >*/
  gatomicrefcount      count;
  struct _CstPlaybook *then; /* (owned) (nullable): where the rules are really from, see cst_playbook_new_as_of() */
  struct _CstPlaybook *since;
} CstPlaybook;

/**
 * CstPlaybookProblem:
 *
 * A mistake in a playbook file: where, what, and what to do about it; translated.
 */
typedef struct
{
  int   line;
  char *reason;
  char *hint;
} CstPlaybookProblem;

extern const CstEnumType   cst_moment_type;
extern const CstEnumType   cst_fact_type;
extern const CstEnumType   cst_clock_role_type;
extern const CstEnumType   cst_does_type;
extern const CstEnumType   cst_label_use_type;
extern const CstEnumType   cst_articles_type;
extern const CstEnumType   cst_quantity_rule_type;
extern const CstEnumType   cst_comparison_type;
extern const CstEnumType   cst_escalation_kind_type;
extern const CstEnumType   cst_content_type;
extern const CstEnumType   cst_colour_type;
extern const CstRecordType cst_playbook_problem_type;

GQuark       cst_playbook_error_quark (void);
CstPlaybook *cst_playbook_new_for_xml (const char         *xml,
                                       gsize               size,
                                       GPtrArray         **problems,
                                       GError            **error);
CstPlaybook *cst_playbook_new_as_of   (CstPlaybook        *then,
                                       CstPlaybook        *since);
CstPlaybook *cst_playbook_ref         (CstPlaybook        *self);
void         cst_playbook_unref       (CstPlaybook        *self);

gpointer     cst_playbook_find        (const CstPlaybook  *self,
                                       const GPtrArray    *rules,
                                       const char         *id,
                                       guint32             opened,
                                       guint32             today);
gboolean     cst_rule_is_in_force     (const CstPlaybook  *self,
                                       const GPtrArray    *rules,
                                       const CstRule      *rule,
                                       guint32             opened,
                                       guint32             today);
gboolean     cst_rule_is_about        (const CstRule      *rule,
                                       const char         *reason);
const CstSource *cst_playbook_source  (const CstPlaybook  *self,
                                       const CstRule      *rule);
const char  *cst_playbook_label       (const CstRule      *rule);
const char  *cst_playbook_term        (const CstPlaybook  *self,
                                       const char         *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPlaybook, cst_playbook_unref)

G_END_DECLS
