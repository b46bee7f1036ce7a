/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CST_PLAYBOOK_SIZE_LIMIT (1024 * 1024)

/**
 * CstPlaybookNode:
 * @names: (element-type utf8), @values: (element-type utf8): the attributes
 * @text: without what stands in its children
 *
 * An element of a playbook file as it was read, before anybody knows what it means.
 */
typedef struct
{
  int        line;
  char      *name;
  GPtrArray *names;
  GPtrArray *values;
  GString   *text;
  GPtrArray *children; /* of CstPlaybookNode */
} CstPlaybookNode;

CstPlaybookNode *cst_playbook_node_new_for_xml (const char            *xml,
                                                gsize                  size,
                                                GPtrArray             *problems);
CstPlaybookNode *cst_playbook_node_copy        (const CstPlaybookNode *self);
void             cst_playbook_node_free        (CstPlaybookNode       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPlaybookNode, cst_playbook_node_free)

G_END_DECLS
