/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-playbook-node.h"

#include <glib/gi18n-lib.h>

#include "cst-playbook-private.h"

/* What a file written by hand never reaches. */
#define DEPTH_LIMIT 8
#define NODE_LIMIT 20000

typedef struct
{
  GPtrArray       *stack; /* of CstPlaybookNode, borrowed */
  CstPlaybookNode *root;
  guint            n_nodes;
} Reading;

static CstPlaybookNode *
node_new (const char *name,
          int         line)
{
  CstPlaybookNode *self = g_new0 (CstPlaybookNode, 1);

  self->line = line;
  self->name = g_strdup (name);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->values = g_ptr_array_new_with_free_func (g_free);
  self->text = g_string_new (NULL);
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_playbook_node_free);

  return self;
}

static void
start_element_cb (GMarkupParseContext  *context,
                  const char           *element,
                  const char          **names,
                  const char          **values,
                  gpointer              user_data,
                  GError              **error)
{
  Reading *reading = user_data;
  CstPlaybookNode *node;
  int line = 0;

  if (reading->stack->len >= DEPTH_LIMIT || ++reading->n_nodes > NODE_LIMIT)
    {
      g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, _("the file has too many elements"));
      return;
    }

  g_markup_parse_context_get_position (context, &line, NULL);
  node = node_new (element, line);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_ptr_array_add (node->names, g_strdup (names[i]));
      g_ptr_array_add (node->values, g_strdup (values[i]));
    }

  if (reading->stack->len == 0)
    reading->root = node;
  else
    g_ptr_array_add (((CstPlaybookNode *) g_ptr_array_index (reading->stack, reading->stack->len - 1))->children,
                     node);
  g_ptr_array_add (reading->stack, node);
}

static void
end_element_cb (GMarkupParseContext  *context,
                const char           *element,
                gpointer              user_data,
                GError              **error)
{
  Reading *reading = user_data;

  g_ptr_array_set_size (reading->stack, (int) reading->stack->len - 1);
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  Reading *reading = user_data;

  if (reading->stack->len > 0)
    {
      CstPlaybookNode *node = g_ptr_array_index (reading->stack, reading->stack->len - 1);

      g_string_append_len (node->text, text, (gssize) length);
    }
}

/**
 * cst_playbook_node_new_for_xml:
 * @problems: (element-type CstPlaybookProblem): gets what is wrong
 *
 * Returns: (transfer full) (nullable): the file's root element, %NULL when it is no XML
 */
CstPlaybookNode *
cst_playbook_node_new_for_xml (const char *xml,
                               gsize       size,
                               GPtrArray  *problems)
{
  static const GMarkupParser parser = { start_element_cb, end_element_cb, text_cb, NULL, NULL };
  g_autoptr(GPtrArray) stack = g_ptr_array_new ();
  g_autoptr(GMarkupParseContext) context = NULL;
  g_autoptr(GError) error = NULL;
  Reading reading = { .stack = stack };
  int line = 0;

  g_return_val_if_fail (xml != NULL && problems != NULL, NULL);

  if (size > CST_PLAYBOOK_SIZE_LIMIT)
    {
      cst_playbook_problem_add (problems, 0, NULL, _("the file is larger than a megabyte"));
      return NULL;
    }

  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reading, NULL);
  if (!g_markup_parse_context_parse (context, xml, (gssize) size, &error) ||
      !g_markup_parse_context_end_parse (context, &error))
    {
      g_markup_parse_context_get_position (context, &line, NULL);
      cst_playbook_problem_add (problems, line, _("every element that is opened has to be closed"),
                                "%s", error->message);
      g_clear_pointer (&reading.root, cst_playbook_node_free);
    }

  return reading.root;
}

static gpointer
copy_string_cb (gconstpointer text,
                gpointer      user_data)
{
  return g_strdup (text);
}

static gpointer
copy_node_cb (gconstpointer node,
              gpointer      user_data)
{
  return cst_playbook_node_copy (node);
}

CstPlaybookNode *
cst_playbook_node_copy (const CstPlaybookNode *self)
{
  CstPlaybookNode *copy = node_new (self->name, self->line);

  g_ptr_array_extend (copy->names, self->names, (GCopyFunc) copy_string_cb, NULL);
  g_ptr_array_extend (copy->values, self->values, (GCopyFunc) copy_string_cb, NULL);
  g_ptr_array_extend (copy->children, self->children, (GCopyFunc) copy_node_cb, NULL);
  g_string_append (copy->text, self->text->str);

  return copy;
}

void
cst_playbook_node_free (CstPlaybookNode *self)
{
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->values);
  g_ptr_array_unref (self->children);
  g_string_free (self->text, TRUE);
  g_free (self->name);
  g_free (self);
}
