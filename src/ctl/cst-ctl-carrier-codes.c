/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-carrier-code.h"
#include "cst-carrier-codes.h"
#include "cst-ctl-delivery.h"
#include "cst-delivery-labels.h"

/* Codes of carriers: those that no table knows, and what people say they mean. */

static gboolean option_all;

const GOptionEntry cst_ctl_codes_options[] = {
  { "all", 0, 0, G_OPTION_ARG_NONE, &option_all, N_("Also what somebody has said the meaning of"), NULL },
  G_OPTION_ENTRY_NULL
};

CstCtlExit
cst_ctl_list_codes (CstCtl  *ctl,
                    GStrv    args,
                    GError **error)
{
  g_autoptr(GPtrArray) codes = cst_db_carrier_codes (ctl->db, !option_all, error);
  GPtrArray *problems = cst_carrier_codes_problems (cst_rules_get_carrier_codes (ctl->rules));
  JsonArray *array;
  JsonNode *node;

  if (codes == NULL)
    return CST_CTL_FAILED;

  array = json_array_sized_new (codes->len);
  for (guint i = 0; i < codes->len; i++)
    {
      const CstCarrierCode *code = g_ptr_array_index (codes, i);

      json_array_add_element (array, cst_record_to_json (&cst_carrier_code_type, code));
      cst_ctl_print (ctl, "%-12s %-10s %5d  %s  %s\n", code->source, code->code, code->n, code->label,
                     code->is_mapped ? cst_label_delivery_reason (code->reason) : "");
    }
  node = json_node_init_array (json_node_alloc (), array);
  json_array_unref (array);
  cst_ctl_print_json (ctl, node);

  for (guint i = 0; i < problems->len; i++)
    {
      const CstCarrierProblem *problem = g_ptr_array_index (problems, i);

      g_printerr ("%s: %s\n", problem->path, problem->message);
    }

  return CST_CTL_DONE;
}

typedef struct
{
  const char        *source;
  const char        *code;
  CstDeliveryReason  reason;
} MapRequest;

static gpointer
map_job (CstDb         *db,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  MapRequest *request = data;

  return GINT_TO_POINTER (cst_db_map_carrier_code (db, request->source, request->code, request->reason, error));
}

CstCtlExit
cst_ctl_map_code (CstCtl  *ctl,
                  GStrv    args,
                  GError **error)
{
  MapRequest request = {
    args[0], args[1], (CstDeliveryReason) cst_enum_value (&cst_delivery_reason_type, args[2]),
  };

  if (request.reason == CST_DELIVERY_REASON_UNKNOWN && !g_str_equal (args[2], "unknown"))
    return cst_ctl_usage (error, _("There is no reason “%s”."), args[2]);
  if (!cst_ctl_write (ctl, map_job, &request, error))
    return CST_CTL_FAILED;

  cst_ctl_print (ctl, "%s %s: %s\n", args[0], args[1], cst_label_delivery_reason (request.reason));

  return CST_CTL_DONE;
}

CstCtlExit
cst_ctl_check_codes (CstCtl  *ctl,
                     GStrv    args,
                     GError **error)
{
  g_autofree char *xml = NULL;
  g_autoptr(GError) problem = NULL;
  gsize size = 0;

  if (!g_file_get_contents (args[0], &xml, &size, error))
    return CST_CTL_FAILED;
  if (!cst_carrier_codes_check (xml, size, &problem))
    {
      g_set_error_literal (error, CST_CTL_ERROR, CST_CTL_REFUSED, problem->message);
      return CST_CTL_REFUSED;
    }

  cst_ctl_print (ctl, _("The table has no mistakes.\n"));

  return CST_CTL_DONE;
}
