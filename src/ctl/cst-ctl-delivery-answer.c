/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-batch.h"
#include "cst-ctl-delivery.h"
#include "cst-ctl-operation.h"
#include "cst-ctl-push.h"
#include "cst-delivery-labels.h"
#include "cst-labels.h"
#include "cst-operations.h"
#include "cst-settings.h"
#include "cst-table-words.h"
#include "cst-table.h"
#include "cst-util.h"

/* C7, C8: one answer to one or several delivery incidents, or a table with an answer in each row. */

static char *option_text;
static char *option_date;
static char *option_window;
static char *option_street;
static char *option_street_more;
static char *option_postal_code;
static char *option_city;
static char *option_region;
static char *option_country;
static char *option_told;
static char *option_file;
static gboolean option_dry_run;
static gboolean option_hold;

const GOptionEntry cst_ctl_answer_options[] = {
  { "text", 0, 0, G_OPTION_ARG_STRING, &option_text, N_("What the customer agreed to"), "TEXT" },
  { "date", 0, 0, G_OPTION_ARG_STRING, &option_date, N_("New delivery: on which day"), "DATE" },
  { "window", 0, 0, G_OPTION_ARG_STRING, &option_window, N_("New delivery: when on that day"),
    "any|morning|afternoon|evening" },
  { "street", 0, 0, G_OPTION_ARG_STRING, &option_street, N_("New address: street and number"), "TEXT" },
  { "street-more", 0, 0, G_OPTION_ARG_STRING, &option_street_more, N_("New address: its second line"), "TEXT" },
  { "postal-code", 0, 0, G_OPTION_ARG_STRING, &option_postal_code, N_("New address: postal code"), "CODE" },
  { "city", 0, 0, G_OPTION_ARG_STRING, &option_city, N_("New address: city"), "TEXT" },
  { "region", 0, 0, G_OPTION_ARG_STRING, &option_region, N_("New address: province"), "TEXT" },
  { "country", 0, 0, G_OPTION_ARG_STRING, &option_country,
    N_("New address: country; the one it had when not said"), "ES" },
  { "told", 0, 0, G_OPTION_ARG_STRING, &option_told,
    N_("Where nothing can be sent: how you told the carrier"), "phone|portal|mail" },
  { "file", 0, 0, G_OPTION_ARG_FILENAME, &option_file,
    N_("A table with a row for each answer: id, answer, text, date, window, street, …"), "FILE" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &option_dry_run, N_("Show what would be sent, and send nothing"), NULL },
  { "hold", 0, 0, G_OPTION_ARG_NONE, &option_hold, N_("Keep the time in which it can be undone"), NULL },
  G_OPTION_ENTRY_NULL
};

/* The words of one answer, from the command line or from a row of a table. */
typedef struct
{
  const char *kind;
  const char *text;
  const char *date;
  const char *window;
  const char *street;
  const char *street_more;
  const char *postal_code;
  const char *city;
  const char *region;
  const char *country;
  const char *told;
} Words;

static const char *const kind_names[] = {
  [CST_ANSWER_NONE] = "", [CST_ANSWER_CALL_BACK] = "call-back", [CST_ANSWER_TEXT] = "text",
  [CST_ANSWER_NEW_ATTEMPT] = "new-attempt", [CST_ANSWER_NEW_ADDRESS] = "new-address", [CST_ANSWER_PICKUP] = "pickup",
  [CST_ANSWER_RETURN] = "return",
};

static CstDeliveryAnswerKind
find_kind (const char *name)
{
  for (gsize i = 1; i < G_N_ELEMENTS (kind_names); i++)
    {
      if (g_strcmp0 (name, kind_names[i]) == 0)
        return (CstDeliveryAnswerKind) i;
    }

  return CST_ANSWER_NONE;
}

static char *
dup_said (const char *text)
{
  return cst_str_is_blank (text) ? NULL : g_strdup (text);
}

static CstAddress *
make_address (const Words       *words,
              const CstDelivery *delivery)
{
  CstAddress *address = cst_record_new (&cst_address_type);
  const char *country = cst_str_is_blank (words->country) ? delivery->recipient.country : words->country;

  address->name = g_strdup (delivery->recipient.name);
  address->phone = g_strdup (delivery->recipient.phone);
  address->street = dup_said (words->street);
  address->street_more = dup_said (words->street_more);
  address->postal_code = dup_said (words->postal_code);
  address->city = dup_said (words->city);
  address->region = dup_said (words->region);
  address->country = dup_said (country);

  return address;
}

static CstDeliveryAnswer *
make_answer (const Words        *words,
             const CstDelivery  *delivery,
             GError            **error)
{
  CstDeliveryAnswerKind kind = find_kind (words->kind);
  g_autoptr(CstDeliveryAnswer) answer = cst_delivery_answer_new (kind);
  g_autofree char *window = cst_str_is_blank (words->window) ? NULL : g_ascii_strdown (words->window, -1);

  if (kind == CST_ANSWER_NONE)
    return cst_ctl_usage (error, _("There is no answer “%s”."), words->kind != NULL ? words->kind : ""), NULL;

  answer->window = (CstTimeWindow) cst_enum_value (&cst_time_window_type, window);
  if (window != NULL && answer->window == CST_WINDOW_ANY && !g_str_equal (window, "any"))
    return cst_ctl_usage (error, _("“%s” is no time of the day: morning, afternoon or evening."), window), NULL;

  answer->told = (CstAnswerTold) cst_enum_value (&cst_answer_told_type, words->told);
  if (!cst_str_is_blank (words->told) && answer->told == CST_TOLD_NONE)
    return cst_ctl_usage (error, _("“%1$s” is none of: %2$s."), words->told, "phone, portal, mail"), NULL;

  answer->text = dup_said (words->text);
  answer->date = dup_said (words->date);
  if (kind == CST_ANSWER_NEW_ADDRESS)
    answer->address = make_address (words, delivery);

  return g_steal_pointer (&answer);
}

static gboolean
add_answer (CstCtl           *ctl,
            GPtrArray        *rows,
            const char       *id,
            const Words      *words,
            const CstPerson  *person,
            GError          **error)
{
  g_autoptr(CstAccount) account = NULL;
  g_autoptr(CstDelivery) delivery = cst_ctl_load_delivery (ctl, id, &account, error);
  CstDeliveryAnswer *answer;
  CstOperation *operation;

  if (delivery == NULL || !(answer = make_answer (words, delivery, error)))
    return FALSE;

  operation = cst_operation_new (CST_OPERATION_DELIVERY_ANSWER, account->id, delivery->order, NULL);
  operation->delivery = g_strdup (delivery->id);
  operation->answer = answer;
  operation->if_version = delivery->version;
  operation->person = g_strdup (person->id);
  operation->person_name = g_strdup (person->name);
  cst_batch_add (rows, operation);

  return TRUE;
}

enum
{
  COLUMN_ID,
  COLUMN_KIND,
  COLUMN_TEXT,
  COLUMN_DATE,
  COLUMN_WINDOW,
  COLUMN_STREET,
  COLUMN_STREET_MORE,
  COLUMN_POSTAL_CODE,
  COLUMN_CITY,
  COLUMN_REGION,
  COLUMN_COUNTRY,
  COLUMN_TOLD,
  N_COLUMNS,
};

static const CstTableField fields[N_COLUMNS] = {
  { "id", "id|delivery|number|numero" }, { "answer", "answer|kind|reponse" }, { "text", "text|solution|texte" },
  { "date", "date|day|jour" }, { "window", "window|creneau" }, { "street", "street|rue|adresse" },
  { "street-more", "street more|complement" }, { "postal-code", "postal code|code postal" }, { "city", "city|ville" },
  { "region", "region|province" }, { "country", "country|pays" },
  { "told", "told|dit par|transmis par" },
};

static const char *
cell (const CstTable *table,
      const int      *columns,
      guint           row,
      int             field)
{
  return columns[field] >= 0 ? cst_table_cell (table, row, (guint) columns[field]) : NULL;
}

static gboolean
add_file (CstCtl           *ctl,
          GPtrArray        *rows,
          const CstPerson  *person,
          GError          **error)
{
  g_autoptr(CstTable) table = cst_table_read_sync (option_file, NULL, NULL, error);
  int columns[N_COLUMNS];

  if (table == NULL)
    return FALSE;

  cst_table_match_columns (table, fields, N_COLUMNS, columns);
  if (columns[COLUMN_ID] < 0 || columns[COLUMN_KIND] < 0)
    return cst_ctl_usage (error, _("The table needs the columns “id” and “answer”.")), FALSE;

  for (guint i = 0; i < cst_table_n_rows (table); i++)
    {
      const Words words = {
        cell (table, columns, i, COLUMN_KIND), cell (table, columns, i, COLUMN_TEXT),
        cell (table, columns, i, COLUMN_DATE), cell (table, columns, i, COLUMN_WINDOW),
        cell (table, columns, i, COLUMN_STREET), cell (table, columns, i, COLUMN_STREET_MORE),
        cell (table, columns, i, COLUMN_POSTAL_CODE), cell (table, columns, i, COLUMN_CITY),
        cell (table, columns, i, COLUMN_REGION), cell (table, columns, i, COLUMN_COUNTRY),
        cell (table, columns, i, COLUMN_TOLD),
      };

      if (!add_answer (ctl, rows, cell (table, columns, i, COLUMN_ID), &words, person, error))
        {
          /* Translators: a line’s number */
          g_prefix_error (error, _("Line %u: "), cst_table_line (table, i));
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
add_words (CstCtl           *ctl,
           GPtrArray        *rows,
           GStrv             args,
           const CstPerson  *person,
           GError          **error)
{
  guint n = g_strv_length (args);
  const Words words = {
    n > 0 ? args[n - 1] : NULL, option_text, option_date, option_window, option_street, option_street_more,
    option_postal_code, option_city, option_region, option_country, option_told,
  };

  if (n < 2)
    return cst_ctl_usage (error, _("Say which delivery incidents, and which answer.")), FALSE;

  for (guint i = 0; i + 1 < n; i++)
    {
      if (!add_answer (ctl, rows, args[i], &words, person, error))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  GPtrArray *rows;
  gint64     now;
  int        hold_s;
} Decision;

static gpointer
decide_job (CstDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Decision *decision = data;

  return GINT_TO_POINTER (cst_db_batch_decide (db, decision->rows, decision->now, decision->hold_s, error));
}

static void
push (CstCtl    *ctl,
      GPtrArray *rows)
{
  g_autoptr(GHashTable) done = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < rows->len; i++)
    {
      const CstBatchRow *row = g_ptr_array_index (rows, i);

      if (row->problem == NULL && g_hash_table_add (done, &row->operation->account))
        cst_ctl_push_quietly (ctl, row->operation->account);
    }
}

static CstCtlExit
exit_of_state (CstOperationState state)
{
  if (state == CST_OPERATION_REFUSED_STATE)
    return CST_CTL_REFUSED;

  return state == CST_OPERATION_CONFLICT || state == CST_OPERATION_OUTCOME_UNKNOWN ? CST_CTL_CONFLICT : CST_CTL_DONE;
}

static CstCtlExit
report_row (CstCtl      *ctl,
            CstBatchRow *row,
            JsonArray   *array)
{
  g_autofree char *said = cst_label_answer (row->operation->answer);
  g_autoptr(CstAccount) account = NULL;
  g_autoptr(CstOperation) after = NULL;
  JsonObject *object = json_object_new ();
  CstCtlExit exit_code = CST_CTL_DONE;

  if (row->operation->id != 0)
    after = cst_db_operation (ctl->db, row->operation->id, NULL);
  json_object_set_string_member (object, "delivery", row->operation->delivery);
  json_object_set_member (object, "answer", cst_record_to_json (&cst_delivery_answer_type, row->operation->answer));
  json_object_set_string_member (object, "says", said);
  if (row->problem != NULL)
    {
      json_object_set_string_member (object, "problem", row->problem->message);
      exit_code = cst_ctl_exit_of (row->problem);
    }
  if (after != NULL)
    {
      json_object_set_int_member (object, "operation", after->id);
      json_object_set_string_member (object, "state", cst_enum_nick (&cst_operation_state_type, (int) after->state));
      exit_code = exit_of_state (after->state);
      if (after->last_problem != NULL)
        json_object_set_string_member (object, "problem", after->last_problem);
    }
  json_array_add_object_element (array, object);

  cst_ctl_print (ctl, "%s  %s\n", row->operation->delivery, said);
  if (row->problem != NULL)
    cst_ctl_print (ctl, "  ✗ %s\n", row->problem->message);
  else if (after != NULL)
    cst_ctl_print (ctl, "  %" G_GINT64_FORMAT "  %s %s\n", after->id, cst_explain_operation_state (after->state),
                   after->last_problem != NULL ? after->last_problem : "");

  return exit_code;
}

/* The worst of all rows is what the command ends with. */
static CstCtlExit
report (CstCtl    *ctl,
        GPtrArray *rows)
{
  JsonArray *array = json_array_sized_new (rows->len);
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  CstCtlExit worst = CST_CTL_DONE;

  for (guint i = 0; i < rows->len; i++)
    {
      CstCtlExit own = report_row (ctl, g_ptr_array_index (rows, i), array);

      worst = MAX (worst, own);
    }

  json_object_set_boolean_member (object, "dry_run", option_dry_run);
  json_object_set_array_member (object, "rows", array);
  json_node_take_object (node, object);
  cst_ctl_print_json (ctl, node);

  return worst;
}

CstCtlExit
cst_ctl_answer_deliveries (CstCtl  *ctl,
                           GStrv    args,
                           GError **error)
{
  g_autoptr(GPtrArray) rows = cst_batch_new ();
  g_autoptr(CstPerson) person = cst_ctl_person (ctl);
  int undo_window = (int) cst_db_setting_int (ctl->db, CST_SETTING_UNDO_WINDOW, CST_UNDO_WINDOW_DEFAULT);
  Decision decision = { rows, cst_clock_now (ctl->clock), option_hold ? undo_window : 0 };

  if (option_file != NULL && args[0] != NULL)
    return cst_ctl_usage (error, _("Say the answers on the command line or in a file, not both."));
  if (!(option_file != NULL ? add_file (ctl, rows, person, error) : add_words (ctl, rows, args, person, error)))
    return CST_CTL_USAGE;

  if (option_dry_run)
    return cst_db_batch_check (ctl->db, rows, decision.now, error) ? report (ctl, rows) : CST_CTL_FAILED;

  if (!cst_ctl_write (ctl, decide_job, &decision, error))
    return CST_CTL_FAILED;
  if (!option_hold)
    push (ctl, rows);

  return report (ctl, rows);
}
