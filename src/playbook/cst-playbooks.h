/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cst-playbook.h"

G_BEGIN_DECLS

/* Beside the files: the last version of each that had no mistakes. */
#define CST_PLAYBOOKS_GOOD_FOLDER ".good"

#define CST_TYPE_PLAYBOOKS (cst_playbooks_get_type ())

G_DECLARE_FINAL_TYPE (CstPlaybooks, cst_playbooks, CST, PLAYBOOKS, GObject)

/**
 * CstPlaybookFile:
 * @path: (nullable): the user's file, %NULL for one that came with the program
 * @uses_last_good: whether the file has mistakes and the version before them is in use
 * @problems: (element-type CstPlaybookProblem): what is wrong with the file
 */
typedef struct
{
  char        *id;
  char        *path;
  CstPlaybook *playbook; /* (nullable) */
  gboolean     uses_last_good;
  GPtrArray   *problems;
} CstPlaybookFile;

CstPlaybooks          *cst_playbooks_new       (const char          *profile_dir);
void                   cst_playbooks_reload    (CstPlaybooks        *self);
void                   cst_playbooks_watch     (CstPlaybooks        *self);
CstPlaybook           *cst_playbooks_lookup    (CstPlaybooks        *self,
                                                const char          *id);
const GPtrArray       *cst_playbooks_get_files (CstPlaybooks        *self);
CstPlaybook           *cst_playbook_load       (const char          *path,
                                                GPtrArray          **problems,
                                                GError             **error);
char                 **cst_playbooks_shipped   (void);
GBytes                *cst_playbooks_shipped_xml (const char        *id);

G_END_DECLS
