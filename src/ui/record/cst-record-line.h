/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-case-entry.h"

G_BEGIN_DECLS

#define CST_TYPE_RECORD_LINE (cst_record_line_get_type ())

G_DECLARE_FINAL_TYPE (CstRecordLine, cst_record_line, CST, RECORD_LINE, AdwPreferencesGroup)

CstRecordLine *cst_record_line_new (guint                   number,
                                    const CstCaseEntryLine * line,
                                    const char             *currency);
void           cst_record_line_read        (CstRecordLine          *self,
                                            CstCaseEntry           *entry);
char          *cst_record_line_dup_problem (CstRecordLine          *self,
                                            const char             *currency);

G_END_DECLS
