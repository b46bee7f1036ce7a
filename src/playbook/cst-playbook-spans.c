/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-playbook-spans.h"

#include <string.h>

/* GMarkup says on which line something stands, not at which byte; a file that is changed in place needs the byte. This
 * only looks at files that GMarkup has read without complaint, so it need not be strict. */

typedef struct
{
  const char *xml;
  gsize       size;
  gsize       at;
  GPtrArray  *elements; /* of CstElementSpan, in the order of their opening tags */
  GArray     *open;     /* of guint: those not closed yet */
} Scan;

static void
element_span_free (gpointer data)
{
  CstElementSpan *self = data;

  g_array_unref (self->attributes);
  g_free (self);
}

static gboolean
looking_at (const Scan *scan,
            const char *what)
{
  gsize length = strlen (what);

  return scan->size - scan->at >= length && memcmp (scan->xml + scan->at, what, length) == 0;
}

static void
skip_past (Scan       *scan,
           const char *what)
{
  while (scan->at < scan->size && !looking_at (scan, what))
    scan->at++;
  scan->at = MIN (scan->at + strlen (what), scan->size);
}

static void
skip_space (Scan *scan)
{
  while (scan->at < scan->size && g_ascii_isspace (scan->xml[scan->at]))
    scan->at++;
}

static CstSpan
read_name (Scan *scan)
{
  CstSpan span = { scan->at, scan->at };

  while (scan->at < scan->size && !g_ascii_isspace (scan->xml[scan->at]) &&
         strchr ("=/>", scan->xml[scan->at]) == NULL)
    scan->at++;
  span.end = scan->at;

  return span;
}

static CstSpan
read_quoted (Scan *scan)
{
  CstSpan span;
  char quote;

  skip_space (scan);
  if (looking_at (scan, "="))
    scan->at++;
  skip_space (scan);
  quote = scan->at < scan->size ? scan->xml[scan->at++] : '"';
  span.start = MIN (scan->at, scan->size);
  while (scan->at < scan->size && scan->xml[scan->at] != quote)
    scan->at++;
  span.end = scan->at;
  scan->at = MIN (scan->at + 1, scan->size);

  return span;
}

static void
read_opening (Scan *scan)
{
  CstElementSpan *element = g_new0 (CstElementSpan, 1);

  scan->at++;
  element->name = read_name (scan);
  element->attributes = g_array_new (FALSE, TRUE, sizeof (CstAttributeSpan));
  g_ptr_array_add (scan->elements, element);

  for (skip_space (scan); scan->at < scan->size && strchr ("/>", scan->xml[scan->at]) == NULL; skip_space (scan))
    {
      CstAttributeSpan attribute = { .name = read_name (scan) };

      attribute.value = read_quoted (scan);
      g_array_append_val (element->attributes, attribute);
    }

  if (looking_at (scan, "/"))
    {
      skip_past (scan, ">");
      element->text = (CstSpan) { scan->at, scan->at };
    }
  else
    {
      guint index = scan->elements->len - 1;

      skip_past (scan, ">");
      element->text = (CstSpan) { scan->at, scan->at };
      g_array_append_val (scan->open, index);
    }
}

static void
read_closing (Scan *scan)
{
  if (scan->open->len > 0)
    {
      guint index = g_array_index (scan->open, guint, scan->open->len - 1);

      ((CstElementSpan *) g_ptr_array_index (scan->elements, index))->text.end = scan->at;
      g_array_set_size (scan->open, scan->open->len - 1);
    }
  skip_past (scan, ">");
}

/**
 * cst_element_spans_new:
 * @xml: (array length=size): a file without mistakes
 *
 * Returns: (transfer full) (element-type CstElementSpan): its elements, in the order of their opening tags
 */
GPtrArray *
cst_element_spans_new (const char *xml,
                       gsize       size)
{
  g_autoptr(GPtrArray) elements = g_ptr_array_new_with_free_func (element_span_free);
  g_autoptr(GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  Scan scan = { xml, size, 0, elements, open };

  while (scan.at < size)
    {
      if (xml[scan.at] != '<')
        scan.at++;
      else if (looking_at (&scan, "<!--"))
        skip_past (&scan, "-->");
      else if (looking_at (&scan, "<![CDATA["))
        skip_past (&scan, "]]>");
      else if (looking_at (&scan, "<?"))
        skip_past (&scan, "?>");
      else if (looking_at (&scan, "<!"))
        skip_past (&scan, ">");
      else if (looking_at (&scan, "</"))
        read_closing (&scan);
      else
        read_opening (&scan);
    }

  return g_steal_pointer (&elements);
}

/**
 * cst_element_span_find:
 *
 * Returns: (transfer none) (nullable): where @attribute stands
 */
const CstAttributeSpan *
cst_element_span_find (const CstElementSpan *self,
                       const char           *xml,
                       const char           *attribute)
{
  for (guint i = 0; i < self->attributes->len; i++)
    {
      const CstAttributeSpan *span = &g_array_index (self->attributes, CstAttributeSpan, i);
      gsize length = span->name.end - span->name.start;

      if (strlen (attribute) == length && memcmp (xml + span->name.start, attribute, length) == 0)
        return span;
    }

  return NULL;
}
