/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-playbooks.h"

G_BEGIN_DECLS

/**
 * CstPlaybookCopyError:
 * @CST_PLAYBOOK_COPY_ERROR_UNKNOWN: there are no such rules
 * @CST_PLAYBOOK_COPY_ERROR_EXISTS: there is a file of one's own already; it is left alone
 */
typedef enum
{
  CST_PLAYBOOK_COPY_ERROR_UNKNOWN,
  CST_PLAYBOOK_COPY_ERROR_EXISTS,
} CstPlaybookCopyError;

#define CST_PLAYBOOK_COPY_ERROR (cst_playbook_copy_error_quark ())

GQuark                 cst_playbook_copy_error_quark (void);
const CstPlaybookFile *cst_playbooks_find_file       (CstPlaybooks  *self,
                                                      const char    *id);
GBytes                *cst_playbook_file_read        (const CstPlaybookFile *file,
                                                      GError       **error);
char                  *cst_playbooks_copy            (CstPlaybooks  *self,
                                                      const char    *id,
                                                      GError       **error);
gboolean               cst_playbooks_save            (CstPlaybooks  *self,
                                                      const char    *id,
                                                      const char    *xml,
                                                      GError       **error);
gboolean               cst_playbooks_remove_copy     (CstPlaybooks  *self,
                                                      const char    *id,
                                                      GError       **error);

G_END_DECLS
