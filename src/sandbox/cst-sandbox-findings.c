/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an inspection of the photos found, by line and pieces, with marks over the photos. */
#include "cst-sandbox-desk.h"

#define MAX_LINES 600
#define MAX_MARKS 100
#define MAX_MARK_TEXT 200
#define MAX_PIECES 1000000
#define MAX_PLACE 10000
#define MAX_TEXT 4000

/* One finding of the request: pieces of a line, or the whole problem (line -1). */
typedef struct
{
  int         line;
  int         quantity;
  const char *finding;
} Found;

static const char *const words[] = { "confirmed", "not_confirmed", "cannot_tell", NULL };

static int
reported_of (const CstWorldIncident *incident,
             int                     line)
{
  for (guint i = 0; i < incident->lines->len; i++)
    {
      const CstWorldPieces *pieces = &g_array_index (incident->lines, CstWorldPieces, i);

      if (pieces->line == line)
        return pieces->quantity;
    }

  return 0;
}

static gboolean
is_repeated (const GArray *found,
             const Found  *next)
{
  for (guint i = 0; i < found->len; i++)
    {
      const Found *earlier = &g_array_index (found, Found, i);

      if (earlier->line == next->line && g_strcmp0 (earlier->finding, next->finding) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
read_lines (CstBody             *body,
            JsonObject          *root,
            const CstWorldOrder *order,
            GArray              *found)
{
  static const char *const members[] = { "line", "quantity", "finding", NULL };
  JsonArray *array = cst_body_array (body, root, "", "lines");

  if (array != NULL && json_array_get_length (array) > MAX_LINES)
    cst_body_mistake (body, "", "lines", "has too many entries");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      g_autofree char *base = g_strdup_printf ("/lines/%u", i);
      Found one;

      cst_body_only (body, object, base, members);
      one.line = cst_body_line (body, object, base, order);
      one.quantity = (int) cst_body_opt_int (body, object, base, "quantity", 1, MAX_PIECES, -1);
      one.finding = cst_body_choice (body, object, base, "finding", words);
      if (is_repeated (found, &one))
        cst_body_mistake (body, base, "finding", "stands twice for this line");
      g_array_append_val (found, one);
    }
}

static CstWorldMark *
read_mark (CstBody                *body,
           JsonObject             *object,
           const char             *base,
           CstWorld               *world,
           const CstWorldIncident *incident)
{
  static const char *const box_members[] = { "attachment", "shape", "x1", "y1", "x2", "y2", "text", NULL };
  static const char *const text_members[] = { "attachment", "shape", "x1", "y1", "text", NULL };
  static const char *const shapes[] = { "arrow", "circle", "text", NULL };
  CstWorldMark *mark = g_new0 (CstWorldMark, 1);
  const char *attachment = cst_body_id (body, object, base, "attachment");
  const char *shape = cst_body_choice (body, object, base, "shape", shapes);
  gboolean is_text = g_strcmp0 (shape, "text") == 0;
  gboolean has_text = is_text || json_object_has_member (object, "text");

  cst_body_only (body, object, base, is_text ? text_members : box_members);
  if (attachment != NULL && !cst_world_shows_attachment (world, incident, attachment))
    cst_body_mistake (body, base, "attachment", "is no file of this problem");

  mark->attachment = g_strdup (attachment);
  mark->shape = g_intern_string (shape);
  mark->x1 = (int) cst_body_int (body, object, base, "x1", 0, MAX_PLACE);
  mark->y1 = (int) cst_body_int (body, object, base, "y1", 0, MAX_PLACE);
  mark->x2 = is_text ? -1 : (int) cst_body_int (body, object, base, "x2", 0, MAX_PLACE);
  mark->y2 = is_text ? -1 : (int) cst_body_int (body, object, base, "y2", 0, MAX_PLACE);
  mark->text = has_text ? g_strdup (cst_body_text (body, object, base, "text", 1, MAX_MARK_TEXT)) : NULL;

  return mark;
}

/* Returns: (transfer full) (nullable): of CstWorldMark */
static GPtrArray *
read_marks (CstBody                *body,
            JsonObject             *root,
            CstWorld               *world,
            const CstWorldIncident *incident)
{
  g_autoptr(GPtrArray) marks = NULL;
  JsonArray *array;

  if (!json_object_has_member (root, "marks") || !(array = cst_body_array (body, root, "", "marks")))
    return NULL;
  if (json_array_get_length (array) > MAX_MARKS)
    cst_body_mistake (body, "", "marks", "has too many entries");

  marks = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_world_mark_free);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *base = g_strdup_printf ("/marks/%u", i);

      g_ptr_array_add (marks, read_mark (body, json_array_get_object_element (array, i), base, world, incident));
    }

  return g_steal_pointer (&marks);
}

/* Over one request, the pieces of a line stay within what was reported. */
static gboolean
check_pieces (const CstWorldIncident *incident,
              const GArray           *found,
              CstReply               *reply)
{
  for (guint i = 0; i < found->len; i++)
    {
      const Found *one = &g_array_index (found, Found, i);
      int reported = reported_of (incident, one->line);
      int sum = 0;

      for (guint k = 0; k < found->len; k++)
        {
          const Found *other = &g_array_index (found, Found, k);

          if (other->line == one->line)
            sum += other->quantity > 0 ? other->quantity : reported;
        }

      if (one->line >= 0 && (sum > reported || reported == 0))
        {
          g_autofree char *line = g_strdup_printf ("%d", one->line + 1);
          CstWriter writer = cst_reply_problem (reply, "quantity-exceeded",
                                                "the findings name more pieces than were reported");

          cst_writer_string (&writer, "line", line);
          cst_writer_end_object (&writer);
          return FALSE;
        }
    }

  return TRUE;
}

void
cst_sandbox_post_finding (CstSandbox *self,
                          CstRequest *request,
                          CstReply   *reply)
{
  static const char *const members[] = { "by", "finding", "lines", "note", "marks", NULL };
  g_auto(CstBody) body = { NULL };
  g_autoptr(GArray) found = g_array_new (FALSE, TRUE, sizeof (Found));
  g_autoptr(GPtrArray) marks = NULL;
  JsonObject *root = NULL;
  CstWorldIncident *incident = cst_sandbox_begin_desk (self, request, reply, &body, &root, members);
  CstWorldBy by;
  const char *note;

  if (incident == NULL)
    return;

  by = cst_body_by (&body, root);
  if (json_object_has_member (root, "lines") && json_object_has_member (root, "finding"))
    cst_body_mistake (&body, "", "finding", "goes without lines");
  if (json_object_has_member (root, "lines"))
    {
      read_lines (&body, root, cst_world_order (self->world, incident->order), found);
    }
  else
    {
      Found whole = { -1, -1, cst_body_choice (&body, root, "", "finding", words) };

      g_array_append_val (found, whole);
    }
  note = cst_body_opt_text (&body, root, "", "note", MAX_TEXT);
  marks = read_marks (&body, root, self->world, incident);
  if (!cst_body_end (&body, reply) || !check_pieces (incident, found, reply))
    return;

  for (guint i = 0; i < found->len; i++)
    {
      const Found *one = &g_array_index (found, Found, i);

      cst_world_add_finding (self->world, incident, by, one->finding, one->line, one->quantity, note, marks);
    }
  cst_sandbox_answer_desk (reply, 201, incident);
}
