/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Writes JSON text straight into a string. The member name is %NULL inside arrays and at the top.
 * Optional members have functions of their own, which write nothing when there is nothing.
 */
typedef struct
{
  GString  *text;
  gboolean  needs_comma;
} CstWriter;

#define CST_WRITER_INIT(string) { (string), FALSE }

void  cst_writer_begin_object  (CstWriter   *self,
                                const char  *member);
void  cst_writer_end_object    (CstWriter   *self);
void  cst_writer_begin_array   (CstWriter   *self,
                                const char  *member);
void  cst_writer_end_array     (CstWriter   *self);
void  cst_writer_string        (CstWriter   *self,
                                const char  *member,
                                const char  *value);
void  cst_writer_opt_string    (CstWriter   *self,
                                const char  *member,
                                const char  *value);
void  cst_writer_int           (CstWriter   *self,
                                const char  *member,
                                gint64       value);
void  cst_writer_bool          (CstWriter   *self,
                                const char  *member,
                                gboolean     value);
void  cst_writer_null          (CstWriter   *self,
                                const char  *member);
void  cst_writer_raw           (CstWriter   *self,
                                const char  *member,
                                const char  *json,
                                gsize        size);
void  cst_writer_time          (CstWriter   *self,
                                const char  *member,
                                gint64       moment);
void  cst_writer_opt_time      (CstWriter   *self,
                                const char  *member,
                                gint64       moment);

G_END_DECLS
