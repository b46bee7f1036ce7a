/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sandbox-writer.h"

#include "cst-util.h"

static void
append_quoted (GString    *text,
               const char *value)
{
  g_string_append_c (text, '"');
  for (const char *at = value; *at != '\0'; at++)
    {
      guchar byte = (guchar) * at;

      if (byte == '"' || byte == '\\')
        g_string_append_c (text, '\\');
      if (byte == '\n')
        g_string_append (text, "\\n");
      else if (byte < 0x20 || byte == 0x7f)
        g_string_append_printf (text, "\\u%04x", byte);
      else
        g_string_append_c (text, (char) byte);
    }
  g_string_append_c (text, '"');
}

static void
begin (CstWriter  *self,
       const char *member)
{
  if (self->needs_comma)
    g_string_append_c (self->text, ',');
  if (member != NULL)
    {
      append_quoted (self->text, member);
      g_string_append_c (self->text, ':');
    }
  self->needs_comma = TRUE;
}

void
cst_writer_begin_object (CstWriter  *self,
                         const char *member)
{
  begin (self, member);
  g_string_append_c (self->text, '{');
  self->needs_comma = FALSE;
}

void
cst_writer_end_object (CstWriter *self)
{
  g_string_append_c (self->text, '}');
  self->needs_comma = TRUE;
}

void
cst_writer_begin_array (CstWriter  *self,
                        const char *member)
{
  begin (self, member);
  g_string_append_c (self->text, '[');
  self->needs_comma = FALSE;
}

void
cst_writer_end_array (CstWriter *self)
{
  g_string_append_c (self->text, ']');
  self->needs_comma = TRUE;
}

void
cst_writer_string (CstWriter  *self,
                   const char *member,
                   const char *value)
{
  begin (self, member);
  append_quoted (self->text, value);
}

void
cst_writer_opt_string (CstWriter  *self,
                       const char *member,
                       const char *value)
{
  if (value != NULL)
    cst_writer_string (self, member, value);
}

void
cst_writer_int (CstWriter  *self,
                const char *member,
                gint64      value)
{
  begin (self, member);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

void
cst_writer_bool (CstWriter  *self,
                 const char *member,
                 gboolean    value)
{
  begin (self, member);
  g_string_append (self->text, value ? "true" : "false");
}

void
cst_writer_null (CstWriter  *self,
                 const char *member)
{
  begin (self, member);
  g_string_append (self->text, "null");
}

/* Puts @json, which is JSON already, in its place. */
void
cst_writer_raw (CstWriter  *self,
                const char *member,
                const char *json,
                gsize       size)
{
  begin (self, member);
  g_string_append_len (self->text, json, (gssize) size);
}

void
cst_writer_time (CstWriter  *self,
                 const char *member,
                 gint64      moment)
{
  g_autofree char *text = cst_time_format (moment);

  cst_writer_string (self, member, text);
}

void
cst_writer_opt_time (CstWriter  *self,
                     const char *member,
                     gint64      moment)
{
  if (moment != 0)
    cst_writer_time (self, member, moment);
}
