/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-playbook-node.h"
#include "cst-playbook.h"

G_BEGIN_DECLS

/* Between the reading of a playbook, its checking and their tests. */

typedef enum
{
  CST_ATTRIBUTE_ID,        /* char *: letters, digits, dashes */
  CST_ATTRIBUTE_TEXT,      /* char * */
  CST_ATTRIBUTE_REFERENCE, /* char *: an id, checked later */
  CST_ATTRIBUTE_WORDS,     /* GStrv */
  CST_ATTRIBUTE_NUMBER,    /* int, from 1 to 3660 */
  CST_ATTRIBUTE_MONEY,     /* gint64, in euros and cents or the playbook's currency */
  CST_ATTRIBUTE_PERCENT,   /* int, hundredths of a percent */
  CST_ATTRIBUTE_YES_NO,    /* gboolean */
  CST_ATTRIBUTE_DATE,      /* guint32, a julian day */
  CST_ATTRIBUTE_DATE_TEXT, /* char * */
  CST_ATTRIBUTE_CURRENCY,  /* char[4] */
  CST_ATTRIBUTE_ENUM,      /* int */
  CST_ATTRIBUTE_MOMENTS,   /* GStrv of moments' names */
  CST_ATTRIBUTE_CONDITIONS,/* GPtrArray of CstCondition */
} CstAttributeKind;

typedef struct
{
  const char        *name;
  CstAttributeKind   kind;
  gsize              offset;
  const CstEnumType *enum_type;
  gboolean           is_required;
} CstAttributeSpec;

/* Which attributes of a CstRule an element takes; an id is then required. */
typedef enum
{
  CST_COMMON_NONE = 0,
  CST_COMMON_ID = 1 << 0,
  CST_COMMON_DATED = 1 << 1,   /* source, valid-from, applies-to-open */
  CST_COMMON_REASONS = 1 << 2, /* reasons */
  CST_COMMON_IF = 1 << 3,      /* if */
  CST_COMMON_RULE = CST_COMMON_ID | CST_COMMON_DATED,
  CST_COMMON_CASE_RULE = CST_COMMON_RULE | CST_COMMON_REASONS | CST_COMMON_IF,
} CstCommon;

/**
 * CstElementSpec:
 * @text: whether the element's own text is its label
 * @may_be_silent: whether there need not be any
 * @keeps_lines: whether the lines of the text matter
 * @children: %NULL-terminated pairs of what may stand inside and where it goes; all are arrays
 *
 * What an element may hold, and the struct it becomes. Each struct begins with a #CstRule.
 */
typedef struct _CstElementSpec CstElementSpec;

typedef struct
{
  const CstElementSpec *spec;
  gsize                 offset;
} CstChildSpec;

struct _CstElementSpec
{
  const char             *name;
  gsize                   size;
  const CstAttributeSpec *attributes;
  gsize                   n_attributes;
  gboolean                text;
  gboolean                may_be_silent;
  gboolean                keeps_lines;
  gboolean                has_label; /* in an element of its own */
  CstCommon               common;
  const CstChildSpec     *children;
  gsize                   n_children;
};

extern const CstElementSpec cst_playbook_element;

GPtrArray   *cst_playbook_problems_new  (void);
void         cst_playbook_problem_add   (GPtrArray             *problems,
                                         int                    line,
                                         const char            *hint,
                                         const char            *format,
                                         ...) G_GNUC_PRINTF (4, 5);
char       **cst_playbook_value_words   (const char             *text);
char        *cst_playbook_value_hint    (const CstAttributeSpec *spec);
gboolean     cst_playbook_value_read    (const CstAttributeSpec *spec,
                                         const char             *text,
                                         const char             *currency,
                                         gpointer                element);
CstPlaybook *cst_playbook_new_for_node  (const CstPlaybookNode *root,
                                         GPtrArray             *problems);
void         cst_playbook_check         (const CstPlaybook     *self,
                                         GPtrArray             *problems);
void         cst_playbook_check_guide   (const CstPlaybook     *self,
                                         GPtrArray             *problems);
void         cst_playbook_check_texts   (const CstPlaybook     *self,
                                         GPtrArray             *problems);
char        *cst_playbook_collapse      (const char            *text);
char        *cst_playbook_dedent        (const char            *text);
void         cst_playbook_clear_element (const CstElementSpec  *spec,
                                         gpointer               element);

G_END_DECLS
