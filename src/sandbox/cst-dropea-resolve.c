/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea.h"

#include <string.h>

#include "cst-sandbox-body.h"

#define MAX_NOTE 500
#define MAX_FIELD 120

/* What may be said, and what has to be listed for it. */
static const struct
{
  const char *status;
  const char *resolution; /* (nullable) */
  guint       option;
} answers[] = {
  { "MANAGING_WITH_CLIENT", NULL, CST_DROPEA_MANAGED_BY_CLIENT },
  { "RESOLVED", "SOLUTION_PROVIDED", CST_DROPEA_PROVIDE_SOLUTION },
  { "RESOLVED", "RETRY", CST_DROPEA_RETRY },
  { "RESOLVED", "CHANGE_ADDRESS", CST_DROPEA_CHANGE_ADDRESS },
  { "RESOLVED", "PICKUP_AT_AGENCY", CST_DROPEA_PICKUP },
  { "RESOLVED", "RETURN_REQUESTED", CST_DROPEA_RETURN },
};

static const char *const windows[] = { "morning", "afternoon", "evening", NULL };

/* What a request asks for; borrowed from its body. */
typedef struct
{
  const char *note;
  const char *date;
  const char *window;
  const char *street;
  const char *more;
  const char *postal_code;
  const char *city;
  const char *state;
  const char *country;
} Wish;

static int
find_answer (CstBody    *body,
             JsonObject *root)
{
  static const char *const statuses[] = { "MANAGING_WITH_CLIENT", "RESOLVED", NULL };
  const char *status = cst_body_choice (body, root, "", "status", statuses);
  const char *resolution = cst_body_opt_text (body, root, "", "resolution_status", MAX_FIELD);

  for (gsize i = 0; status != NULL && i < G_N_ELEMENTS (answers); i++)
    {
      if (g_str_equal (answers[i].status, status) && g_strcmp0 (answers[i].resolution, resolution) == 0)
        return (int) i;
    }

  cst_body_mistake (body, "", "resolution_status", "does not belong to the status");

  return -1;
}

static void
read_attempt (CstBody    *body,
              JsonObject *root,
              gint64      now,
              Wish       *wish)
{
  static const char *const members[] = { "date", "time_window", NULL };
  JsonObject *data = cst_body_object (body, root, "", "resolution_data");
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (now);
  g_autofree char *today = g_date_time_format (moment, "%Y-%m-%d");

  if (data == NULL)
    return;

  cst_body_only (body, data, "/resolution_data", members);
  wish->date = cst_body_date (body, data, "/resolution_data", "date");
  wish->window = cst_body_choice (body, data, "/resolution_data", "time_window", windows);
  if (wish->date != NULL && strcmp (wish->date, today) < 0)
    cst_body_mistake (body, "/resolution_data", "date", "is over");
}

static void
read_place (CstBody    *body,
            JsonObject *root,
            Wish       *wish)
{
  static const char *const outer[] = { "address", NULL };
  static const char *const members[] = { "street", "address_line_2", "postal_code", "city", "state", "country", NULL };
  JsonObject *data = cst_body_object (body, root, "", "resolution_data");
  JsonObject *place = data != NULL ? cst_body_object (body, data, "/resolution_data", "address") : NULL;
  const char *base = "/resolution_data/address";

  if (place == NULL)
    return;

  cst_body_only (body, data, "/resolution_data", outer);
  cst_body_only (body, place, base, members);
  wish->street = cst_body_text (body, place, base, "street", 1, MAX_FIELD);
  wish->more = cst_body_opt_text (body, place, base, "address_line_2", MAX_FIELD);
  wish->postal_code = cst_body_text (body, place, base, "postal_code", 1, 12);
  wish->city = cst_body_text (body, place, base, "city", 1, MAX_FIELD);
  wish->state = cst_body_text (body, place, base, "state", 1, MAX_FIELD);
  wish->country = cst_body_text (body, place, base, "country", 2, 2);
}

static int
read_body (CstBody    *body,
           JsonObject *root,
           gint64      now,
           Wish       *wish)
{
  static const char *const plain[] = { "status", "resolution_status", NULL };
  static const char *const noted[] = { "status", "resolution_status", "resolution_note", NULL };
  static const char *const with_data[] = { "status", "resolution_status", "resolution_data", NULL };
  int answer = find_answer (body, root);

  if (answer < 0)
    return -1;

  switch (answers[answer].option)
    {
    case CST_DROPEA_PROVIDE_SOLUTION:
      cst_body_only (body, root, "", noted);
      wish->note = cst_body_text (body, root, "", "resolution_note", 1, MAX_NOTE);
      break;
    case CST_DROPEA_RETRY:
      cst_body_only (body, root, "", with_data);
      read_attempt (body, root, now, wish);
      break;
    case CST_DROPEA_CHANGE_ADDRESS:
      cst_body_only (body, root, "", with_data);
      read_place (body, root, wish);
      break;
    default:
      cst_body_only (body, root, "", plain);
      break;
    }

  return answer;
}

static void
keep_wish (CstDropeaCase *issue,
           const Wish    *wish)
{
  CstDropeaPlace *place;

  g_free (issue->note);
  g_free (issue->date);
  issue->note = g_strdup (wish->note);
  issue->date = g_strdup (wish->date);
  issue->window = wish->window != NULL ? g_intern_string (wish->window) : NULL;
  if (wish->street == NULL)
    return;

  place = issue->place != NULL ? issue->place : (issue->place = g_new0 (CstDropeaPlace, 1));
  g_free (place->street);
  g_free (place->more);
  g_free (place->postal_code);
  g_free (place->city);
  g_free (place->state);
  g_free (place->country);
  place->street = g_strdup (wish->street);
  place->more = g_strdup (wish->more);
  place->postal_code = g_strdup (wish->postal_code);
  place->city = g_strdup (wish->city);
  place->state = g_strdup (wish->state);
  place->country = g_strdup (wish->country);
}

static void
refuse_body (CstBody  *body,
             CstReply *reply)
{
  g_autofree char *message = g_strconcat ("the body is not valid: ", body->errors->str, NULL);

  cst_dropea_fail (reply, 400, "ValidationFailure", message);
}

/* Somebody in the platform's own panel was quicker. */
static void
overtake (CstDropeaWorld *world,
          CstDropeaCase  *issue,
          gint64          now)
{
  if (g_str_equal (issue->status, "PENDING"))
    cst_dropea_settle (world, issue, "RESOLVED", "PICKUP_AT_AGENCY", now);
}

/**
 * cst_dropea_resolve:
 *
 * An answer to an issue: taken while the issue waits, is active and lists it.
 */
void
cst_dropea_resolve (CstSandbox *sandbox,
                    CstRequest *request,
                    CstReply   *reply)
{
  CstDropeaWorld *world = sandbox->dropea->world;
  CstDropeaCase *issue = cst_dropea_world_case (world, request->params[0]);
  gint64 now = cst_world_now (sandbox->world);
  g_auto(CstBody) body = { NULL };
  Wish wish = { NULL };
  JsonObject *root;
  int answer = -1;
  CstWriter writer;

  if (issue == NULL)
    {
      cst_dropea_fail (reply, 404, "NotFoundFailure", "there is no such issue");
      return;
    }
  reply->delivery = CST_DROPEA_FIRST_ISSUE + issue->index;

  if ((root = cst_body_begin (&body, request->body)))
    answer = read_body (&body, root, now, &wish);
  if (!cst_request_is_type (request, "application/json") || body.errors->len > 0)
    {
      refuse_body (&body, reply);
      return;
    }

  if (request->overtaken)
    overtake (world, issue, now);
  if (!issue->is_active || !g_str_equal (issue->status, "PENDING"))
    {
      cst_dropea_fail (reply, 409, "ConflictFailure", "the issue is not pending");
      return;
    }
  if ((issue->options & answers[answer].option) == 0)
    {
      cst_dropea_fail (reply, 422, "BusinessFailure", "this option is not allowed for the issue");
      return;
    }

  keep_wish (issue, &wish);
  cst_dropea_settle (world, issue, answers[answer].status, answers[answer].resolution, now);
  writer = cst_dropea_begin (reply, 200);
  cst_dropea_write_issue (&writer, "data", world, issue);
  cst_writer_end_object (&writer);
}
