/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-snippets.h"

#include "cst-record.h"
#include "cst-settings.h"

/* H9: what a person writes again and again. They lie in the store, so that a backup has them. */

typedef struct
{
  GPtrArray *snippets; /* of CstSnippet */
} SnippetList;

static const CstField snippet_fields[] = {
  CST_FIELD (CstSnippet, name, STRING),
  CST_FIELD (CstSnippet, text, STRING),
};

static CST_DEFINE_RECORD_TYPE (snippet, CstSnippet, "snippet");

static const CstField snippet_list_fields[] = {
  CST_FIELD_OF (SnippetList, snippets, RECORDS, snippet_type),
};

static CST_DEFINE_RECORD_TYPE (snippet_list, SnippetList, "snippets");

typedef struct
{
  char *key;
  char *text;
} SaveRequest;

static void
free_snippet (gpointer snippet)
{
  cst_record_free (&snippet_type, snippet);
}

static char *
make_key (const char *person)
{
  return g_strconcat ("snippets:", person != NULL ? person : "", NULL);
}

/**
 * cst_snippets_load:
 * @person: (nullable): whose
 *
 * Returns: (transfer full) (element-type CstSnippet): in the order in which they were made
 */
GPtrArray *
cst_snippets_load (CstDb      *db,
                   const char *person)
{
  GPtrArray *snippets = g_ptr_array_new_with_free_func (free_snippet);
  g_autofree char *key = make_key (person);
  g_autofree char *text = cst_db_setting (db, key, NULL);
  SnippetList list;

  cst_record_init (&snippet_list_type, &list);
  if (text != NULL && cst_record_from_text (&snippet_list_type, &list, text, NULL))
    {
      for (guint i = 0; i < list.snippets->len; i++)
        g_ptr_array_add (snippets, cst_record_dup (&snippet_type, g_ptr_array_index (list.snippets, i)));
    }
  cst_record_clear (&snippet_list_type, &list);

  return snippets;
}

void
cst_snippets_remove (GPtrArray  *snippets,
                     const char *name)
{
  for (guint i = snippets->len; i > 0; i--)
    {
      const CstSnippet *snippet = g_ptr_array_index (snippets, i - 1);

      if (g_strcmp0 (snippet->name, name) == 0)
        g_ptr_array_remove_index (snippets, i - 1);
    }
}

/**
 * cst_snippets_put:
 *
 * Adds a snippet, or changes the one of that name.
 */
void
cst_snippets_put (GPtrArray  *snippets,
                  const char *name,
                  const char *text)
{
  CstSnippet *snippet = cst_record_new (&snippet_type);

  cst_snippets_remove (snippets, name);
  snippet->name = g_strdup (name);
  snippet->text = g_strdup (text);
  g_ptr_array_add (snippets, snippet);
}

static void
request_free (gpointer data)
{
  SaveRequest *request = data;

  g_free (request->key);
  g_free (request->text);
  g_free (request);
}

static gpointer
save (CstDb         *db,
      gpointer       request,
      GCancellable  *cancellable,
      GError       **error)
{
  const SaveRequest *wanted = request;

  return GINT_TO_POINTER (cst_db_set_setting (db, wanted->key, wanted->text, error));
}

/**
 * cst_snippets_save:
 *
 * Has them written; nobody waits for it.
 */
void
cst_snippets_save (GPtrArray  *snippets,
                   CstStore   *store,
                   const char *person)
{
  SnippetList list = { .snippets = snippets };
  SaveRequest *request = g_new0 (SaveRequest, 1);

  request->key = make_key (person);
  request->text = cst_record_to_text (&snippet_list_type, &list);
  cst_store_run_async (store, save, request, request_free, NULL, NULL, NULL, NULL);
}
