/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-list.h"

#include "cst-rows.h"

/* Beyond this many neighbours nobody walks from one to the next. */
#define MAX_ROWS 1000

CstIncidentRef *
cst_incident_ref_new (gint64      account,
                      const char *incident)
{
  CstIncidentRef *self = g_new0 (CstIncidentRef, 1);

  self->account = account;
  self->incident = g_strdup (incident);

  return self;
}

void
cst_incident_ref_free (CstIncidentRef *self)
{
  g_free (self->incident);
  g_free (self);
}

static void
add_row (GPtrArray *list,
         CstRow    *row)
{
  if (CST_IS_INCIDENT_ROW (row))
    {
      const CstIncidentRowData *data = cst_incident_row_get_data (CST_INCIDENT_ROW (row));

      g_ptr_array_add (list, cst_incident_ref_new (data->account, data->id));
    }
  else if (CST_IS_ORDER_ROW (row))
    {
      const CstOrderRowData *data = cst_order_row_get_data (CST_ORDER_ROW (row));

      if (data->pressing != NULL)
        g_ptr_array_add (list, cst_incident_ref_new (data->account, data->pressing));
    }
}

/**
 * cst_incident_list_load:
 * @request: a #CstListQuery of incidents, or of orders, of which each counts with its most pressing one
 *
 * A #CstDbFunc that only reads.
 *
 * Returns: (transfer full) (element-type CstIncidentRef): the list's incidents in its order
 */
gpointer
cst_incident_list_load (CstDb         *db,
                        gpointer       request,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr(GPtrArray) rows = cst_db_list_rows (db, request, 0, MAX_ROWS, error);
  GPtrArray *list;

  if (rows == NULL)
    return NULL;

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_incident_ref_free);
  for (guint i = 0; i < rows->len; i++)
    add_row (list, g_ptr_array_index (rows, i));

  return list;
}

/**
 * cst_incident_list_find:
 * @list: (nullable) (element-type CstIncidentRef)
 *
 * Returns: the incident's place, -1 when it is not among them
 */
int
cst_incident_list_find (GPtrArray  *list,
                        gint64      account,
                        const char *incident)
{
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const CstIncidentRef *ref = g_ptr_array_index (list, i);

      if (ref->account == account && g_strcmp0 (ref->incident, incident) == 0)
        return (int) i;
    }

  return -1;
}
