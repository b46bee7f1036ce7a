/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From the first byte up to, but not with, the last. */
typedef struct
{
  gsize start;
  gsize end;
} CstSpan;

typedef struct
{
  CstSpan name;
  CstSpan value; /* between the quotes */
} CstAttributeSpan;

/**
 * CstElementSpan:
 * @name: in the opening tag
 * @attributes: (element-type CstAttributeSpan)
 * @text: between the opening and the closing tag; empty when there is only one tag
 *
 * Where an element stands in its file.
 */
typedef struct
{
  CstSpan  name;
  GArray  *attributes;
  CstSpan  text;
} CstElementSpan;

GPtrArray              *cst_element_spans_new   (const char           *xml,
                                                 gsize                 size);
const CstAttributeSpan *cst_element_span_find   (const CstElementSpan *self,
                                                 const char           *xml,
                                                 const char           *attribute);

G_END_DECLS
