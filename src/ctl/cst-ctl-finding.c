/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cst-ctl-operation.h"
#include "cst-findings.h"
#include "cst-operations.h"
#include "cst-truth.h"
#include "cst-util.h"

static char **option_lines;
static char **option_arrows;
static char **option_circles;
static char **option_texts;
static char *option_note;
static char *option_photo;

static const GOptionEntry finding_options[] = {
  { "line", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_lines,
    N_("A line’s id or SKU, and how many of its pieces; without a number all that were reported"), "LINE[:QTY]" },
  { "note", 0, 0, G_OPTION_ARG_STRING, &option_note, N_("A note on what was found"), "TEXT" },
  { "photo", 0, 0, G_OPTION_ARG_STRING, &option_photo, N_("The photo on which the marks stand"), "ATTACHMENT" },
  { "arrow", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_arrows,
    N_("An arrow to its second place, in ten-thousandths of the upright picture"), "X1,Y1,X2,Y2" },
  { "circle", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_circles, N_("A circle in the box between two corners"),
    "X1,Y1,X2,Y2" },
  { "mark", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_texts, N_("A text at a place"), "X,Y,TEXT" },
  G_OPTION_ENTRY_NULL
};

/* The nicks of the command line have dashes. */
static gboolean
parse_kind (const char      *text,
            CstFindingKind  *kind,
            GError         **error)
{
  g_autofree char *nick = g_strdelimit (g_strdup (text), "-", '_');

  *kind = (CstFindingKind) cst_enum_value (&cst_finding_kind_type, nick);
  if (*kind == CST_FINDING_UNKNOWN)
    return cst_ctl_usage (error, _("“%s” is not a finding: confirmed, not-confirmed or cannot-tell."), text), FALSE;

  return TRUE;
}

static gboolean
add_lines (CstOperation    *operation,
           const CstOrder  *order,
           GError         **error)
{
  for (char **text = option_lines; text != NULL && *text != NULL; text++)
    {
      int n_numbers = strchr (*text, ':') != NULL ? 1 : 0;
      gint64 quantity = 0;
      const char *line;

      if (!cst_ctl_parse_line (order, *text, n_numbers, &quantity, &line, error))
        return FALSE;
      if (n_numbers == 1 && (quantity < 1 || quantity > G_MAXINT))
        return cst_ctl_usage (error, _("“%s” speaks of no piece."), *text), FALSE;
      cst_operation_add_line (operation, line, (int) quantity);
    }

  return TRUE;
}

/* Two or four places, and for a text the rest. */
static gboolean
add_mark (CstOperation  *operation,
          CstMarkShape   shape,
          const char    *text,
          GError       **error)
{
  gboolean is_text = shape == CST_MARK_TEXT;
  guint n_places = is_text ? 2 : 4;
  g_auto(GStrv) parts = g_strsplit (text, ",", (int) n_places + (is_text ? 1 : 0));
  gint64 places[4] = { 0 };
  gboolean is_good = g_strv_length (parts) == n_places + (is_text ? 1 : 0);
  CstMark *mark = cst_record_new (&cst_mark_type);

  g_ptr_array_add (operation->marks, mark);
  for (guint i = 0; is_good && i < n_places; i++)
    is_good = cst_ctl_parse_count (parts[i], &places[i]) && places[i] <= CST_MARK_SCALE;

  mark->attachment = g_strdup (option_photo);
  mark->shape = shape;
  mark->x1 = (int) places[0];
  mark->y1 = (int) places[1];
  mark->x2 = (int) places[2];
  mark->y2 = (int) places[3];
  mark->text = is_good && is_text ? g_strdup (parts[2]) : NULL;

  if (!is_good || !cst_mark_is_valid (mark))
    return cst_ctl_usage (error, _("“%s” cannot be drawn on a photo."), text), FALSE;

  return TRUE;
}

static gboolean
add_marks (CstOperation  *operation,
           CstMarkShape   shape,
           char         **texts,
           GError       **error)
{
  for (char **text = texts; text != NULL && *text != NULL; text++)
    {
      if (!add_mark (operation, shape, *text, error))
        return FALSE;
    }

  return TRUE;
}

static CstCtlExit
finding (CstCtl  *ctl,
         GStrv    args,
         GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstOperation) operation = NULL;
  CstFindingKind kind;

  if (!parse_kind (args[1], &kind, error))
    return CST_CTL_USAGE;
  if (option_photo == NULL && (option_arrows != NULL || option_circles != NULL || option_texts != NULL))
    return cst_ctl_usage (error, _("Say with --photo on which photo the marks stand."));
  if (!cst_ctl_load_incident (ctl, args[0], &found, error))
    return CST_CTL_FAILED;

  operation = cst_ctl_new_operation (&found, CST_OPERATION_FINDING);
  operation->finding = kind;
  operation->text = cst_str_is_blank (option_note) ? NULL : g_strdup (option_note);
  if (!add_lines (operation, found.order, error) ||
      !add_marks (operation, CST_MARK_ARROW, option_arrows, error) ||
      !add_marks (operation, CST_MARK_CIRCLE, option_circles, error) ||
      !add_marks (operation, CST_MARK_TEXT, option_texts, error))
    return CST_CTL_USAGE;

  return cst_ctl_decide (ctl, operation, FALSE, error);
}

static JsonNode *
now_json (const GArray *now)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < now->len; i++)
    {
      const CstLineFindings *line = &g_array_index (now, CstLineFindings, i);
      JsonObject *object = json_object_new ();

      if (line->line != NULL)
        json_object_set_string_member (object, "line", line->line);
      json_object_set_int_member (object, "reported", line->reported);
      for (int kind = CST_FINDING_CONFIRMED; kind < CST_N_FINDINGS; kind++)
        json_object_set_int_member (object, cst_enum_nick (&cst_finding_kind_type, kind), line->pieces[kind]);
      json_array_add_object_element (array, object);
    }
  json_node_take_array (node, array);

  return node;
}

static void
print_findings (CstCtl          *ctl,
                const CstOrder  *order,
                const GPtrArray *findings,
                const GArray    *now)
{
  CstLineFindings total;
  g_autofree char *holds = NULL;

  cst_findings_total (now, &total);
  holds = cst_label_found (&total);
  cst_ctl_print (ctl, "%s\n", holds != NULL ? holds : _("No finding has been recorded yet."));

  for (guint i = 0; i < findings->len; i++)
    {
      const CstFinding *one = g_ptr_array_index (findings, i);
      g_autofree char *words = cst_label_found_on (one->finding, one->line, one->quantity, order);
      g_autofree char *at = cst_time_format (one->at);

      cst_ctl_print (ctl, "%s  %s  %s%s%s\n", at, one->name != NULL ? one->name : "", words,
                     one->note != NULL ? " · " : "", one->note != NULL ? one->note : "");
    }
}

static CstCtlExit
finding_list (CstCtl  *ctl,
              GStrv    args,
              GError **error)
{
  g_auto(CstCtlIncident) found = CST_CTL_INCIDENT_INIT;
  g_autoptr(CstDesk) desk = NULL;
  g_autoptr(GPtrArray) operations = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GArray) now = NULL;

  if (!cst_ctl_load_incident (ctl, args[0], &found, error) ||
      !(desk = cst_db_desk (ctl->db, found.account->id, found.incident->id, error)) ||
      !(operations = cst_db_operations_of_order (ctl->db, found.account->id, found.order->id, error)))
    return CST_CTL_FAILED;

  findings = cst_findings_of_desk (desk, operations);
  now = cst_findings_now (found.incident, findings);

  if (ctl->is_json)
    {
      g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
      JsonObject *object = json_object_new ();
      JsonArray *array = json_array_new ();

      for (guint i = 0; i < findings->len; i++)
        json_array_add_element (array, cst_record_to_json (&cst_finding_type, g_ptr_array_index (findings, i)));
      json_object_set_member (object, "now", now_json (now));
      json_object_set_array_member (object, "findings", array);
      json_node_take_object (node, object);
      cst_ctl_print_json (ctl, g_steal_pointer (&node));
    }
  else
    {
      print_findings (ctl, found.order, findings, now);
    }

  return CST_CTL_DONE;
}

const CstCtlCommand cst_ctl_finding_commands[] = {
  { "finding list", "ID", N_("What was found on the photos, by whom, and what of it holds now"), NULL, 1, 1, TRUE,
    finding_list },
  { "finding", "ID confirmed|not-confirmed|cannot-tell", N_("Record what the photos show"), finding_options, 2, 2, TRUE,
    finding },
  { NULL },
};
