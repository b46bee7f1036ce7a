/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-case-papers.h"

#include <glib/gi18n.h>

#include "cst-case-print.h"
#include "cst-label-print-window.h"
#include "cst-message.h"

/* The replacement that is still to leave, else the latest one. */
static const CstResolution *
find_replacement (const CstIncident *incident)
{
  const CstResolution *found = NULL;

  for (guint i = 0; i < incident->resolutions->len; i++)
    {
      const CstResolution *resolution = g_ptr_array_index (incident->resolutions, i);

      if (resolution->kind != CST_RESOLUTION_REPLACEMENT || resolution->state == CST_RESOLUTION_REFUSED ||
          resolution->state == CST_RESOLUTION_CANCELLED)
        continue;
      if (found == NULL || found->state != CST_RESOLUTION_REQUESTED)
        found = resolution;
    }

  return found;
}

static const CstReturn *
find_return (const CstIncident *incident)
{
  return incident->returns->len > 0 ? g_ptr_array_index (incident->returns, incident->returns->len - 1) : NULL;
}

/**
 * cst_case_has_paper:
 *
 * Returns: whether there is such a thing to print for the incident
 */
gboolean
cst_case_has_paper (const CstIncident *incident,
                    CstCasePaper       paper)
{
  switch (paper)
    {
    case CST_CASE_SLIP:
      return find_replacement (incident) != NULL;
    case CST_CASE_LABEL:
      return find_return (incident) != NULL && find_return (incident)->label != NULL;
    case CST_CASE_SHEET:
    default:
      return TRUE;
    }
}

/**
 * cst_case_print_paper:
 * @to_file: saved as PDF; a label's own window asks for that
 *
 * R10: prints what cst_case_has_paper() says there is.
 */
void
cst_case_print_paper (CstContext      *context,
                      CstIncidentCase *incident_case,
                      CstCasePaper     paper,
                      gboolean         to_file,
                      GtkWindow       *parent)
{
  const CstIncident *incident = incident_case->incident;
  CstLabelPrintWindow *window;

  if (!cst_case_has_paper (incident, paper))
    return;

  switch (paper)
    {
    case CST_CASE_SLIP:
      cst_case_print (context, incident_case, find_replacement (incident)->id, to_file, parent);
      break;
    case CST_CASE_LABEL:
      window = cst_label_print_window_new (context, incident_case, find_return (incident), parent);
      gtk_window_present (GTK_WINDOW (window));
      break;
    case CST_CASE_SHEET:
    default:
      cst_case_print (context, incident_case, NULL, to_file, parent);
    }
}

typedef struct
{
  CstContext   *context; /* (owned) */
  GtkWindow    *parent;  /* (owned) */
  CstCasePaper  paper;
  gboolean      to_file;
} Wish;

static void
wish_free (Wish *wish)
{
  g_object_unref (wish->context);
  g_object_unref (wish->parent);
  g_free (wish);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Wish) wish = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(CstIncidentCase) incident_case = cst_store_query_finish (CST_STORE (object), result, &error);

  if (incident_case == NULL)
    cst_message_show_problem (GTK_WIDGET (wish->parent), _("Could Not Print"), error);
  else
    cst_case_print_paper (wish->context, incident_case, wish->paper, wish->to_file, wish->parent);
}

/**
 * cst_case_load_and_print:
 *
 * As cst_case_print_paper(), from where only the incident's id is known.
 */
void
cst_case_load_and_print (CstContext   *context,
                         gint64        account,
                         const char   *incident,
                         CstCasePaper  paper,
                         gboolean      to_file,
                         GtkWindow    *parent)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->context = g_object_ref (context);
  wish->parent = g_object_ref (parent);
  wish->paper = paper;
  wish->to_file = to_file;
  cst_store_query_async (cst_context_get_store (context), cst_incident_case_load,
                         cst_incident_case_request_new (account, incident),
                         (GDestroyNotify) cst_incident_case_request_free, (GDestroyNotify) cst_incident_case_unref,
                         NULL, loaded_cb, wish);
}
