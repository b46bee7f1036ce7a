/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-case-print.h"

#include <glib/gi18n.h>

#include "cst-paper-job.h"
#include "cst-print-sheets.h"

/* R3, R10: an incident's sheet, or the preparation slip of a replacement, with the photos that are on this computer. */
typedef struct
{
  CstIncidentCase *incident_case; /* (owned) */
  char            *resolution;    /* (owned) (nullable): the sheet when %NULL */
  gint64           now;
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  cst_incident_case_unref (sheet->incident_case);
  g_free (sheet->resolution);
  g_free (sheet);
}

static CstPrintDocument *
make_document (gpointer   data,
               GPtrArray *images,
               GPtrArray *captions)
{
  const Sheet *sheet = data;
  const CstIncidentCase *incident_case = sheet->incident_case;
  const CstPrintCase print_case = {
    .account = incident_case->account,
    .order = incident_case->order,
    .incident = incident_case->incident,
    .desk = incident_case->desk,
    .resolution = sheet->resolution != NULL
                  ? cst_incident_find_resolution (incident_case->incident, sheet->resolution) : NULL,
    .images = images,
    .captions = captions,
    .now = sheet->now,
  };

  return sheet->resolution != NULL ? cst_print_preparation_slip (&print_case) : cst_print_incident_sheet (&print_case);
}

static void
add_photos (CstPaperJob     *job,
            CstContext      *context,
            CstIncidentCase *incident_case)
{
  GPtrArray *attachments = incident_case->incident->attachments;

  for (guint i = 0; i < attachments->len; i++)
    {
      const CstAttachment *attachment = g_ptr_array_index (attachments, i);
      g_autofree char *path = NULL;

      if ((attachment->media_type != NULL && !g_str_has_prefix (attachment->media_type, "image/")) ||
          cst_incident_case_photo_fact (incident_case, attachment) != CST_PHOTO_READY)
        continue;

      path = cst_cache_path (cst_context_get_store (context), incident_case->account->id, attachment->id);
      cst_paper_job_add_photo (job, path, attachment->filename);
    }
}

/**
 * cst_case_print:
 * @resolution: (nullable): the replacement whose preparation slip is printed; the incident's sheet
 *   when %NULL
 * @to_file: whether it is saved as PDF, else the print dialog opens
 *
 * R3, R10: returns at once; the dialog comes when the photos are ready.
 */
void
cst_case_print (CstContext      *context,
                CstIncidentCase *incident_case,
                const char      *resolution,
                gboolean         to_file,
                GtkWindow       *parent)
{
  g_autofree char *name = NULL;
  CstPaperJob *job;
  Sheet *sheet;

  g_return_if_fail (CST_IS_CONTEXT (context));
  g_return_if_fail (resolution == NULL || cst_incident_find_resolution (incident_case->incident, resolution) != NULL);

  name = resolution != NULL ? cst_print_file_name (_("Preparation slip"), incident_case->order->number)
                            : cst_print_file_name (_("Incident sheet"), incident_case->incident->number);
  sheet = g_new0 (Sheet, 1);
  sheet->incident_case = cst_incident_case_ref (incident_case);
  sheet->resolution = g_strdup (resolution);
  sheet->now = cst_context_now (context);
  job = cst_paper_job_new (cst_context_get_decoder (context), name, make_document, sheet, sheet_free);
  add_photos (job, context, incident_case);
  cst_paper_job_run (job, to_file, parent);
}
