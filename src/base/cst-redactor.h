/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What leads to a person, replaced: the same person by the same words everywhere. One thread at a time. */
typedef struct _CstRedactor CstRedactor;

CstRedactor *cst_redactor_new      (void);
void         cst_redactor_free     (CstRedactor  *self);
void         cst_redactor_add      (CstRedactor  *self,
                                    const char   *text,
                                    const char   *replacement);
void         cst_redactor_add_name (CstRedactor  *self,
                                    const char   *name,
                                    const char   *replacement);
char        *cst_redactor_apply    (CstRedactor  *self,
                                    const char   *text);
char        *cst_redactor_apply_known (CstRedactor *self,
                                       const char  *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstRedactor, cst_redactor_free)

G_END_DECLS
