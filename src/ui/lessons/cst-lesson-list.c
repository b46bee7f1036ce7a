/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-lesson-list.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-format.h"
#include "cst-lesson-row.h"
#include "cst-lessons.h"
#include "cst-message.h"
#include "cst-ui.h"
#include "cst-util.h"

/* P9: all that is to change, whatever the period: what is open first, what is done below. */

struct _CstLessonList
{
  GtkWidget    parent_instance;

  GtkWidget   *root;
  GtkLabel    *summary;
  GtkWidget   *open_box;
  GtkExpander *done_expander;
  GtkWidget   *done_box;

  CstContext  *context; /* (owned) (nullable) */
  GPtrArray   *lessons; /* (owned) (nullable): of CstLesson, as they are shown */
  char        *today;   /* (owned) (nullable) */
};

#define MOST_DONE 50

static guint changed_signal;

G_DEFINE_FINAL_TYPE (CstLessonList, cst_lesson_list, GTK_TYPE_WIDGET)

static void
finished_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CstLessonList) self = CST_LESSON_LIST (user_data);
  g_autoptr(GError) error = NULL;

  if (cst_store_finish_lesson_finish (CST_STORE (object), result, &error))
    g_signal_emit (self, changed_signal, 0);
  else if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    cst_message_show_problem (GTK_WIDGET (self), _("Nothing Was Changed"), error);
}

static void
finish_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstLessonList *self = CST_LESSON_LIST (widget);

  cst_lesson_row_finish (self->context, parameter, finished_cb, g_object_ref (self));
}

static void
show_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  const char *incident;
  gint64 account;

  g_variant_get (parameter, "(x&s)", &account, &incident);
  cst_context_open_incident (CST_LESSON_LIST (widget)->context, account, incident, NULL);
}

static void
cst_lesson_list_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_LESSON_LIST);
  g_clear_object (&CST_LESSON_LIST (object)->context);

  G_OBJECT_CLASS (cst_lesson_list_parent_class)->dispose (object);
}

static void
cst_lesson_list_finalize (GObject *object)
{
  g_clear_pointer (&CST_LESSON_LIST (object)->lessons, g_ptr_array_unref);
  g_free (CST_LESSON_LIST (object)->today);

  G_OBJECT_CLASS (cst_lesson_list_parent_class)->finalize (object);
}

static void
cst_lesson_list_class_init (CstLessonListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_lesson_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = cst_lesson_list_finalize;

  /* Something was marked as done, or is open again. */
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-lesson-list"));
  gtk_widget_class_bind_template_child (widget_class, CstLessonList, root);
  gtk_widget_class_bind_template_child (widget_class, CstLessonList, summary);
  gtk_widget_class_bind_template_child (widget_class, CstLessonList, open_box);
  gtk_widget_class_bind_template_child (widget_class, CstLessonList, done_expander);
  gtk_widget_class_bind_template_child (widget_class, CstLessonList, done_box);
  gtk_widget_class_install_action (widget_class, "lesson.finish", "(xb)", finish_action);
  gtk_widget_class_install_action (widget_class, "lesson.show", "(xs)", show_action);
}

static void
cst_lesson_list_init (CstLessonList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cst_lesson_list_set_context (CstLessonList *self,
                             CstContext    *context)
{
  g_return_if_fail (CST_IS_LESSON_LIST (self));

  self->context = g_object_ref (context);
}

static char *
summarize (guint n_open,
           guint n_overdue)
{
  g_autofree char *open = g_strdup_printf (ngettext ("%u open", "%u open", n_open), n_open);

  if (n_open == 0)
    return g_strdup (_("Nothing is open. When an incident is closed, note what you change so that it does not happen "
                       "again; it is followed here."));
  if (n_overdue == 0)
    return g_steal_pointer (&open);

  /* Translators: how many are open, and how many of them are overdue */
  return g_strdup_printf (ngettext ("%1$s, %2$u of them overdue", "%1$s, %2$u of them overdue", n_overdue), open,
                          n_overdue);
}

static void
fill (CstLessonList *self)
{
  gint64 now = cst_context_now (self->context);
  g_autofree char *summary = NULL;
  g_autofree char *done_label = NULL;
  guint n_overdue = 0;
  guint n_open = 0;
  guint n_done = 0;

  cst_build_clear (self->open_box);
  cst_build_clear (self->done_box);
  for (guint i = 0; i < self->lessons->len; i++)
    {
      const CstLesson *lesson = g_ptr_array_index (self->lessons, i);
      CstLessonState state = cst_lesson_get_state (lesson, self->today);

      n_overdue += state == CST_LESSON_OVERDUE;
      if (state != CST_LESSON_DONE)
        gtk_box_append (GTK_BOX (self->open_box), cst_lesson_row_new (lesson, self->today, now, TRUE));
      else if (n_done < MOST_DONE)
        gtk_box_append (GTK_BOX (self->done_box), cst_lesson_row_new (lesson, self->today, now, TRUE));
      n_done += state == CST_LESSON_DONE;
      n_open += state != CST_LESSON_DONE;
    }

  summary = summarize (n_open, n_overdue);
  gtk_label_set_label (self->summary, summary);
  done_label = g_strdup_printf (ngettext ("%u done", "%u done", n_done), n_done);
  gtk_expander_set_label (self->done_expander, done_label);
  cst_accessible_set_label (GTK_WIDGET (self->done_expander), done_label);
  gtk_widget_set_visible (GTK_WIDGET (self->done_expander), n_done > 0);
}

/**
 * cst_lesson_list_set_lessons:
 * @lessons: (element-type CstLesson)
 * @today: the day by which something is overdue
 *
 * Shows them; the keyboard stays in the list.
 */
void
cst_lesson_list_set_lessons (CstLessonList *self,
                             GPtrArray     *lessons,
                             const char    *today)
{
  gboolean is_inside;

  g_return_if_fail (CST_IS_LESSON_LIST (self));

  if (g_strcmp0 (self->today, today) == 0 && cst_lessons_are_equal (self->lessons, lessons))
    return;

  g_clear_pointer (&self->lessons, g_ptr_array_unref);
  self->lessons = g_ptr_array_ref (lessons);
  cst_set_str (&self->today, today);
  is_inside = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  fill (self);
  if (is_inside)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
