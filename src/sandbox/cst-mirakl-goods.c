/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writes of the module of returns: they take many, and answer 200 whatever becomes of each. */
#include "cst-mirakl.h"

#include <string.h>

#include "cst-json.h"
#include "cst-sandbox.h"

#define MAX_RETURNS 100
#define MAX_URL 2000
#define MAX_INFO 2000

/* Returns: (nullable): why not */
typedef const char *(*Change) (CstMiraklReturn *goods,
                               JsonObject      *wish);

static const char *const rejections[] = {
  "RETURN_REJECTION_NOT_ELIGIBLE", "RETURN_REJECTION_NOT_NEEDED", "RETURN_REJECTION_WINDOW_CLOSED", NULL,
};

static gboolean
is_url (const char *text)
{
  return strlen (text) <= MAX_URL && (g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://"));
}

static const char *
accept (CstMiraklReturn *goods,
        JsonObject      *wish)
{
  const char *rejection = cst_mirakl_string (wish, "rejection_reason_code");

  if (!json_object_has_member (wish, "accepted"))
    return "accepted is missing";
  if (!g_str_equal (goods->state, "WAITING_ACCEPTANCE"))
    return "The return does not wait for being accepted";
  if (cst_json_opt_bool (wish, "accepted", FALSE))
    {
      if (rejection != NULL)
        return "An accepted return has no rejection_reason_code";
      goods->state = "IN_PROGRESS";
      return NULL;
    }
  if (rejection == NULL || !g_strv_contains (rejections, rejection))
    return "rejection_reason_code is missing or unknown";

  goods->state = "REFUSED";
  goods->rejection = g_strdup (rejection);

  return NULL;
}

static const char *
receive (CstMiraklReturn *goods,
         JsonObject      *wish)
{
  if (!g_str_equal (goods->state, "IN_PROGRESS"))
    return "The return is not in progress";

  goods->state = "RECEIVED";

  return NULL;
}

/* What was never let in, and what is over, cannot be closed. */
static const char *
close_return (CstMiraklReturn *goods,
              JsonObject      *wish)
{
  if (!g_str_equal (goods->state, "IN_PROGRESS") && !g_str_equal (goods->state, "RECEIVED"))
    return "The return is neither in progress nor received";

  goods->state = "CLOSED";

  return NULL;
}

/* Returns: (nullable): why what is said of a line cannot be */
static const char *
check_line (JsonObject *line)
{
  static const char *const reasons[] = {
    "RETURN_NON_COMPLIANT_MISSING_ITEM", "RETURN_NON_COMPLIANT_WRONG_PRODUCT", "RETURN_NON_COMPLIANT_DAMAGED_PRODUCT",
    "RETURN_NON_COMPLIANT_WINDOW_CLOSED", "RETURN_NON_COMPLIANT_OTHER", NULL,
  };
  const char *reason = line != NULL ? cst_mirakl_string (line, "non_compliance_reason_code") : NULL;
  const char *info = line != NULL ? cst_mirakl_string (line, "non_compliance_additional_info") : NULL;

  if (line == NULL || !json_object_has_member (line, "compliant") || cst_mirakl_string (line, "order_line_id") == NULL)
    return "return_lines are missing";
  if (reason != NULL && !g_strv_contains (reasons, reason))
    return "non_compliance_reason_code is unknown";
  if (cst_json_opt_bool (line, "compliant", FALSE) ? reason != NULL : reason == NULL)
    return "non_compliance_reason_code goes with what is not compliant";

  return info != NULL && g_utf8_strlen (info, -1) > MAX_INFO ? "non_compliance_additional_info is too long" : NULL;
}

static const char *
inspect (CstMiraklReturn *goods,
         JsonObject      *wish)
{
  JsonArray *lines = cst_json_opt_array (wish, "return_lines");
  JsonObject *line = cst_json_nth_object (lines, 0);
  const char *problem = check_line (line);

  if (problem != NULL)
    return problem;
  if (cst_json_array_length (lines) > 1)
    return "return_lines has a line that is not of this return";
  if (!g_str_equal (goods->state, "RECEIVED"))
    return "The return was not received";

  goods->compliant = cst_json_opt_bool (line, "compliant", FALSE);
  g_free (goods->non_compliance);
  goods->non_compliance = g_strdup (cst_mirakl_string (line, "non_compliance_reason_code"));

  return NULL;
}

static const char *
patch (CstMiraklReturn *goods,
       JsonObject      *wish)
{
  JsonObject *tracking = cst_json_opt_object (wish, "tracking");
  const char *label = cst_mirakl_string (wish, "label_url");

  if (!g_str_equal (goods->state, "IN_PROGRESS"))
    return "The return is not in progress";
  if (label != NULL && !is_url (label))
    return "label_url is no address";
  if (tracking != NULL && cst_mirakl_string (tracking, "tracking_url") != NULL &&
      !is_url (cst_mirakl_string (tracking, "tracking_url")))
    return "tracking_url is no address";
  if (label != NULL)
    {
      g_free (goods->label_url);
      goods->label_url = g_strdup (label);
    }
  if (tracking != NULL)
    {
      g_free (goods->tracking);
      g_free (goods->carrier);
      goods->tracking = g_strdup (cst_mirakl_string (tracking, "tracking_number"));
      goods->carrier = g_strdup (cst_mirakl_string (tracking, "carrier_name"));
    }

  return NULL;
}

static const char *const accept_names[] = { "id", "accepted", "rejection_reason_code", NULL };
static const char *const receive_names[] = { "id", NULL };
static const char *const inspect_names[] = { "id", "return_lines", NULL };
static const char *const patch_names[] = { "id", "label_url", "method_code", "return_address", "rma", "tracking",
                                           NULL };

static const struct
{
  const char        *path;
  const char        *call;
  Change             change;
  const char *const *names;
} changes[] = {
  { "/mirakl/api/returns/accept", "RT21", accept, accept_names },
  { "/mirakl/api/returns/receive", "RT25", receive, receive_names },
  { "/mirakl/api/returns/compliance", "RT26", inspect, inspect_names },
  { "/mirakl/api/returns/close", "RT27", close_return, receive_names },
  { "/mirakl/api/returns", "RT04", patch, patch_names },
};

static void
write_failure (GString    *errors,
               const char *id,
               const char *message)
{
  CstWriter writer = CST_WRITER_INIT (errors);

  writer.needs_comma = errors->len > 0;
  cst_writer_begin_object (&writer, NULL);
  cst_writer_opt_string (&writer, "id", id);
  cst_writer_string (&writer, "message", message);
  cst_writer_end_object (&writer);
}

static void
write_success (GString         *successes,
               CstMiraklOrder  *order,
               CstMiraklReturn *goods,
               gboolean         whole)
{
  CstWriter writer = CST_WRITER_INIT (successes);

  writer.needs_comma = successes->len > 0;
  if (whole)
    {
      cst_mirakl_write_return (&writer, order, goods);
      return;
    }
  cst_writer_begin_object (&writer, NULL);
  cst_writer_string (&writer, "id", goods->id);
  cst_writer_end_object (&writer);
}

/* RT04, RT21, RT25, RT26, RT27 */
void
cst_mirakl_put_returns (CstSandbox *sandbox,
                        CstRequest *request,
                        CstReply   *reply)
{
  static const char *const names[] = { "returns", NULL };
  g_autoptr(JsonNode) root = NULL;
  JsonObject *body = cst_mirakl_read_body (request, &root, names, reply);
  JsonArray *wishes = body != NULL ? cst_json_opt_array (body, "returns") : NULL;
  g_autoptr(GString) successes = g_string_new ("");
  g_autoptr(GString) errors = g_string_new ("");
  g_autofree char *text = NULL;
  gsize which = 0;

  while (which + 1 < G_N_ELEMENTS (changes) && !g_str_equal (changes[which].path, request->path))
    which++;
  if (body == NULL)
    return;
  if (cst_json_array_length (wishes) == 0 || cst_json_array_length (wishes) > MAX_RETURNS)
    {
      cst_mirakl_mistake (reply, "returns", "must be 1 to 100");
      return;
    }

  for (guint i = 0; i < json_array_get_length (wishes); i++)
    {
      JsonObject *wish = cst_json_nth_object (wishes, i);
      const char *id = wish != NULL ? cst_mirakl_string (wish, "id") : NULL;
      CstMiraklOrder *order = NULL;
      CstMiraklReturn *goods = cst_mirakl_find_return (sandbox->mirakl->world, id, &order);
      const char *problem;

      if (wish == NULL || !cst_mirakl_has_only (wish, changes[which].names, reply))
        return;
      problem = goods != NULL ? changes[which].change (goods, wish) : "There is no such return";
      if (problem != NULL)
        {
          write_failure (errors, id, problem);
          continue;
        }
      goods->updated_at = cst_mirakl_world_stamp (sandbox->mirakl->world);
      cst_mirakl_touch (sandbox->mirakl->world, order, -1);
      cst_mirakl_note (sandbox->mirakl, changes[which].call, id);
      write_success (successes, order, goods, changes[which].change == patch);
    }

  text = g_strdup_printf ("{\"return_success\":[%s],\"return_errors\":[%s]}", successes->str, errors->str);
  cst_reply_begin (reply, 200);
  g_string_assign (reply->text, text);
}
