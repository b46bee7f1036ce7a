/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-sniff.h"

G_BEGIN_DECLS

/* What a file's name and the sender say it is, held against what its content says. */

CstFileType  cst_file_type_from_media_type (const char  *media_type);
gboolean     cst_file_name_lies            (const char  *file_name,
                                            CstFileType  found);
gboolean     cst_media_type_lies           (const char  *media_type,
                                            CstFileType  found);
char        *cst_file_claims_text          (const char  *file_name,
                                            const char  *media_type,
                                            CstFileType  found);

G_END_DECLS
