/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-lesson-row.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-format.h"
#include "cst-state-pill.h"
#include "cst-util.h"
#include "cst-wrap-layout.h"

/* P9: one thing that is to change, how far it is, and who sees to it until when. Its buttons ask for `lesson.finish`
 * and `lesson.show`. */

static const char *
state_label (CstLessonState state)
{
  switch (state)
    {
    case CST_LESSON_DONE:
      return C_("what we change", "Done");
    case CST_LESSON_OVERDUE:
      return C_("what we change", "Overdue");
    case CST_LESSON_ANY:
    case CST_LESSON_OPEN:
    default:
      return C_("what we change", "Open");
    }
}

static GtkWidget *
build_pill (CstLessonState state)
{
  GtkWidget *pill = cst_state_pill_new ();

  switch (state)
    {
    case CST_LESSON_DONE:
      cst_state_pill_set (CST_STATE_PILL (pill), CST_TONE_DONE, "constat-state-resolved-symbolic", state_label (state));
      break;
    case CST_LESSON_OVERDUE:
      cst_state_pill_set (CST_STATE_PILL (pill), CST_TONE_ATTENTION, "dialog-warning-symbolic", state_label (state));
      break;
    case CST_LESSON_ANY:
    case CST_LESSON_OPEN:
    default:
      cst_state_pill_set (CST_STATE_PILL (pill), CST_TONE_PROGRESS, "constat-state-in-progress-symbolic",
                          state_label (state));
      break;
    }

  return pill;
}

static void
add_part (GString    *out,
          const char *text)
{
  if (out->len > 0)
    g_string_append (out, " · ");
  g_string_append (out, text);
}

static char *
describe (const CstLesson *lesson,
          gint64           now,
          gboolean         names_incident)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autofree char *at = cst_format_date (lesson->at, now);
  g_autofree char *written = NULL;

  if (!cst_str_is_blank (lesson->owner_name))
    add_part (out, lesson->owner_name);
  if (lesson->due != NULL && lesson->done_at == 0)
    {
      g_autofree char *day = cst_format_iso_date (lesson->due, now);
      /* Translators: a day */
      g_autofree char *due = g_strdup_printf (C_("what we change", "until %s"), day);

      add_part (out, due);
    }
  if (lesson->done_at != 0)
    {
      g_autofree char *day = cst_format_date (lesson->done_at, now);
      /* Translators: a day, and who did it */
      g_autofree char *done = cst_str_is_blank (lesson->done_by_name)
                              ? g_strdup_printf (C_("what we change", "done %s"), day)
                              : g_strdup_printf (C_("what we change", "done %1$s by %2$s"), day, lesson->done_by_name);

      add_part (out, done);
    }
  if (names_incident)
    {
      /* Translators: an incident’s number */
      g_autofree char *incident = g_strdup_printf (_("Incident %s"), lesson->incident_number);

      add_part (out, incident);
    }
  /* Translators: a day, and who wrote it */
  written = cst_str_is_blank (lesson->person_name)
            ? g_strdup_printf (C_("what we change", "written %s"), at)
            : g_strdup_printf (C_("what we change", "written %1$s by %2$s"), at, lesson->person_name);
  add_part (out, written);

  return g_strdup (out->str);
}

static GtkWidget *
build_button (const char *label,
              const char *spoken,
              const char *action,
              GVariant   *target)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  cst_accessible_set_label (button, spoken);

  return button;
}

static GtkWidget *
build_buttons (const CstLesson *lesson,
               gboolean         names_incident)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "layout-manager", cst_wrap_layout_new (6), NULL);
  gboolean is_done = lesson->done_at != 0;
  /* Translators: what we change */
  g_autofree char *finish = g_strdup_printf (is_done ? _("Open again: %s") : _("Mark as done: %s"), lesson->text);
  g_autofree char *show = g_strdup_printf (_("Show incident %s"), lesson->incident_number);

  gtk_box_append (GTK_BOX (box), build_button (is_done ? _("Open _Again") : _("Mark as _Done"), finish, "lesson.finish",
                                               g_variant_new ("(xb)", lesson->id, !is_done)));
  if (names_incident)
    gtk_box_append (GTK_BOX (box), build_button (_("_Show Incident"), show, "lesson.show",
                                                 g_variant_new ("(xs)", lesson->account, lesson->incident)));

  return box;
}

/**
 * cst_lessons_are_equal:
 * @a: (nullable) (element-type CstLesson)
 * @b: (nullable) (element-type CstLesson)
 *
 * Returns: whether both are shown alike, so that rows with the keyboard in them may stay
 */
gboolean
cst_lessons_are_equal (GPtrArray *a,
                       GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      if (!cst_record_equal (&cst_lesson_type, g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
        return FALSE;
    }

  return TRUE;
}

/**
 * cst_lesson_row_new:
 * @today: the day by which something is overdue
 * @names_incident: whether it stands among those of other incidents
 */
GtkWidget *
cst_lesson_row_new (const CstLesson *lesson,
                    const char      *today,
                    gint64           now,
                    gboolean         names_incident)
{
  CstLessonState state = cst_lesson_get_state (lesson, today);
  g_autofree char *detail = describe (lesson, now, names_incident);
  /* Translators: whether something was done, and what */
  g_autofree char *said = g_strdup_printf (_("%1$s: %2$s"), state_label (state), lesson->text);
  g_autofree char *spoken = cst_str_join_sentences ((const char *[]) { said, detail }, 2);
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *text = cst_build_label (lesson->text, NULL);
  GtkWidget *pill = build_pill (state);
  GtkWidget *small = cst_build_label (detail, "dim-label");

  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (pill, GTK_ALIGN_START);
  gtk_widget_add_css_class (line, "bar-label");
  gtk_widget_add_css_class (small, "caption");
  gtk_widget_add_css_class (row, "lesson-row");
  gtk_box_append (GTK_BOX (line), text);
  gtk_box_append (GTK_BOX (line), pill);
  gtk_box_append (GTK_BOX (row), line);
  gtk_box_append (GTK_BOX (row), small);
  gtk_box_append (GTK_BOX (row), build_buttons (lesson, names_incident));
  cst_accessible_set_label (row, spoken);

  return row;
}

/**
 * cst_lesson_row_finish:
 * @asked: what a row's `lesson.finish` came with
 *
 * Marks the thing that is to change as done, or opens it again, in the current person's name; end it with
 * cst_store_finish_lesson_finish().
 */
void
cst_lesson_row_finish (CstContext          *context,
                       GVariant            *asked,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  const CstPerson *person = cst_people_list_get_current (cst_context_get_people (context));
  gboolean is_done;
  gint64 id;

  g_variant_get (asked, "(xb)", &id, &is_done);
  cst_store_finish_lesson_async (cst_context_get_store (context), id, is_done, person != NULL ? person->id : NULL,
                                 person != NULL ? person->name : NULL, NULL, callback, user_data);
}
