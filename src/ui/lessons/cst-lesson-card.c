/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-lesson-card.h"

#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-lesson-row.h"
#include "cst-message.h"
#include "cst-ui.h"
#include "cst-util.h"

/* P9: what we change because of one incident: asked for once it is at its end, and followed from then on. */

struct _CstLessonCard
{
  GtkWidget      parent_instance;

  GtkWidget     *root;
  GtkWidget     *rows;
  CstLessonForm *form;
  GtkWidget     *buttons;
  GtkWidget     *skip_button;
  GtkWidget     *more_button;

  CstContext    *context;    /* (owned) (nullable) */
  gint64         account;
  char          *incident;   /* (owned) (nullable) */
  GPtrArray     *lessons;    /* (owned) (nullable): of CstLesson, as they are shown */
  gboolean       is_wanted;  /* it is at its end, and nobody said yet what is to change */
  gboolean       is_writing; /* somebody wants to write one more */
};

G_DEFINE_FINAL_TYPE (CstLessonCard, cst_lesson_card, GTK_TYPE_WIDGET)

static char *
today (CstLessonCard *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (cst_context_now (self->context));

  return g_date_time_format (now, "%Y-%m-%d");
}

static void
update (CstLessonCard *self)
{
  gboolean is_empty = cst_lesson_form_is_empty (self->form);
  gboolean shows_form = self->is_wanted || self->is_writing || !is_empty;
  guint n_lessons = self->lessons != NULL ? self->lessons->len : 0;

  gtk_widget_set_visible (GTK_WIDGET (self->form), shows_form);
  gtk_widget_set_visible (self->buttons, shows_form);
  gtk_widget_set_visible (self->skip_button, self->is_wanted);
  gtk_widget_set_visible (self->more_button, !shows_form && n_lessons > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), shows_form || n_lessons > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lesson.add", !is_empty);
}

/* A short list of one incident: read at once. */
static void
read_lessons (CstLessonCard *self)
{
  CstDb *db = cst_context_get_reader (self->context);
  g_autofree char *day = today (self);
  CstLessonsQuery query = { .account = self->account, .incident = self->incident, .state = CST_LESSON_ANY,
                            .today = day };
  g_autoptr(GPtrArray) lessons = db != NULL ? cst_db_lessons (db, &query, NULL) : NULL;
  gboolean is_inside = gtk_widget_get_focus_child (self->rows) != NULL;

  if (cst_lessons_are_equal (self->lessons, lessons))
    return;

  g_clear_pointer (&self->lessons, g_ptr_array_unref);
  self->lessons = g_steal_pointer (&lessons);
  cst_build_clear (self->rows);
  for (guint i = 0; self->lessons != NULL && i < self->lessons->len; i++)
    gtk_box_append (GTK_BOX (self->rows), cst_lesson_row_new (g_ptr_array_index (self->lessons, i), day,
                                                              cst_context_now (self->context), FALSE));
  if (is_inside)
    gtk_widget_child_focus (self->rows, GTK_DIR_TAB_FORWARD);
}

static void
read_again (CstLessonCard *self)
{
  CstDb *db = cst_context_get_reader (self->context);

  read_lessons (self);
  self->is_wanted = db != NULL && cst_db_wants_lesson (db, self->account, self->incident);
  update (self);
}

/* ── What can be done ──────────────────────────────────────────────────────────────────────────── */

/* What was asked about an incident, while another may be shown by the time of the answer. */
typedef struct
{
  CstLessonCard *card;     /* (owned) */
  gint64         account;
  char          *incident; /* (owned) */
} Asked;

static Asked *
asked_new (CstLessonCard *card)
{
  Asked *self = g_new0 (Asked, 1);

  self->card = g_object_ref (card);
  self->account = card->account;
  self->incident = g_strdup (card->incident);

  return self;
}

static void
asked_free (Asked *self)
{
  g_object_unref (self->card);
  g_free (self->incident);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static gboolean
is_gone (CstLessonCard *self)
{
  return self->context == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL;
}

static void
noted (const Asked *asked)
{
  CstLessonCard *self = asked->card;

  /* The draft of another incident is none of this one's business; its own went when it was noted. */
  if (self->account != asked->account || g_strcmp0 (self->incident, asked->incident) != 0)
    return;

  self->is_writing = FALSE;
  cst_lesson_form_clear (self->form);
  read_again (self);
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Asked) asked = user_data;
  g_autoptr(GError) error = NULL;
  gboolean is_added = cst_store_add_lesson_finish (CST_STORE (object), result, &error);

  if (is_gone (asked->card))
    return;

  if (is_added)
    noted (asked);
  else
    cst_message_show_problem (GTK_WIDGET (asked->card), _("Nothing Was Noted"), error);
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  CstLessonCard *self = CST_LESSON_CARD (widget);
  g_autoptr(CstLesson) lesson = cst_lesson_form_dup_lesson (self->form);

  if (lesson != NULL)
    cst_lesson_card_add (self, lesson);
}

static void
skipped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Asked) asked = user_data;
  g_autoptr(GError) error = NULL;
  gboolean is_skipped = cst_store_skip_lesson_finish (CST_STORE (object), result, &error);

  if (is_gone (asked->card))
    return;

  if (is_skipped)
    noted (asked);
  else
    cst_message_show_problem (GTK_WIDGET (asked->card), _("Nothing Was Noted"), error);
}

static void
skip_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstLessonCard *self = CST_LESSON_CARD (widget);
  const CstPerson *person = cst_people_list_get_current (cst_context_get_people (self->context));

  cst_store_skip_lesson_async (cst_context_get_store (self->context), self->account, self->incident,
                               person != NULL ? person->id : NULL, person != NULL ? person->name : NULL,
                               NULL, skipped_cb, asked_new (self));
}

static void
write_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CstLessonCard *self = CST_LESSON_CARD (widget);

  self->is_writing = TRUE;
  update (self);
  gtk_widget_child_focus (GTK_WIDGET (self->form), GTK_DIR_TAB_FORWARD);
}

static void
finished_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CstLessonCard) self = CST_LESSON_CARD (user_data);
  g_autoptr(GError) error = NULL;
  gboolean is_done = cst_store_finish_lesson_finish (CST_STORE (object), result, &error);

  if (is_gone (self))
    return;

  if (is_done)
    read_again (self);
  else
    cst_message_show_problem (GTK_WIDGET (self), _("Nothing Was Changed"), error);
}

static void
finish_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstLessonCard *self = CST_LESSON_CARD (widget);

  cst_lesson_row_finish (self->context, parameter, finished_cb, g_object_ref (self));
}

/* ── The life of the card ──────────────────────────────────────────────────────────────────────── */

static void
cst_lesson_card_dispose (GObject *object)
{
  CstLessonCard *self = CST_LESSON_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_LESSON_CARD);
  g_clear_object (&self->context);
  g_clear_pointer (&self->incident, g_free);
  g_clear_pointer (&self->lessons, g_ptr_array_unref);

  G_OBJECT_CLASS (cst_lesson_card_parent_class)->dispose (object);
}

static void
cst_lesson_card_class_init (CstLessonCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_lesson_card_dispose;

  g_type_ensure (CST_TYPE_LESSON_FORM);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-lesson-card"));
  gtk_widget_class_bind_template_child (widget_class, CstLessonCard, root);
  gtk_widget_class_bind_template_child (widget_class, CstLessonCard, rows);
  gtk_widget_class_bind_template_child (widget_class, CstLessonCard, form);
  gtk_widget_class_bind_template_child (widget_class, CstLessonCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, CstLessonCard, skip_button);
  gtk_widget_class_bind_template_child (widget_class, CstLessonCard, more_button);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_install_action (widget_class, "lesson.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "lesson.skip", NULL, skip_action);
  gtk_widget_class_install_action (widget_class, "lesson.write", NULL, write_action);
  gtk_widget_class_install_action (widget_class, "lesson.finish", "(xb)", finish_action);
}

static void
cst_lesson_card_init (CstLessonCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * cst_lesson_card_set_case:
 *
 * Shows what is to change because of this incident, and asks for it where nobody has said so yet.
 */
void
cst_lesson_card_set_case (CstLessonCard         *self,
                          CstContext            *context,
                          const CstIncidentCase *incident_case)
{
  const CstIncident *incident = incident_case->incident;

  g_return_if_fail (CST_IS_LESSON_CARD (self));

  g_set_object (&self->context, context);
  if (self->account != incident_case->account->id || g_strcmp0 (self->incident, incident->id) != 0)
    self->is_writing = FALSE;
  self->account = incident_case->account->id;
  cst_set_str (&self->incident, incident->id);
  cst_lesson_form_open (self->form, context, self->account, incident_case->order->id, incident->id);
  read_again (self);
}

CstLessonForm *
cst_lesson_card_get_form (CstLessonCard *self)
{
  g_return_val_if_fail (CST_IS_LESSON_CARD (self), NULL);

  return self->form;
}

/**
 * cst_lesson_card_add:
 * @lesson: of the incident that is shown
 *
 * Notes it; until it is, the draft stays, and then it is gone even if the window is.
 */
void
cst_lesson_card_add (CstLessonCard   *self,
                     const CstLesson *lesson)
{
  g_return_if_fail (CST_IS_LESSON_CARD (self));

  cst_store_add_lesson_async (cst_context_get_store (self->context), lesson, cst_lesson_form_hand_in (self->form), NULL,
                              added_cb, asked_new (self));
}
