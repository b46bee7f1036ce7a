/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-lesson-form.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-date-button.h"
#include "cst-draft-saver.h"
#include "cst-drafts.h"
#include "cst-people.h"
#include "cst-ui.h"
#include "cst-util.h"

/* P9: the closing note: what we change, who sees to it, until when. What is typed is kept as a draft from the first
 * key on, until it is noted or emptied; “changed” follows it. */

struct _CstLessonForm
{
  GtkWidget      parent_instance;

  GtkWidget     *root;
  GtkTextBuffer *buffer;
  GtkDropDown   *owner_choice;
  CstDateButton *due_button;

  CstContext    *context;    /* (owned) (nullable): none while it is closed */
  CstDraftSaver *saver;      /* (owned) (nullable) */
  GPtrArray     *owners;     /* (owned): of CstPerson, as in the choice behind “nobody” */
  gint64         account;
  char          *incident;   /* (owned) (nullable) */
  gboolean       is_filling;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (CstLessonForm, cst_lesson_form, GTK_TYPE_WIDGET)

static char *
dup_text (CstLessonForm *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

static void
changed_cb (CstLessonForm *self)
{
  g_autoptr(CstLesson) lesson = NULL;

  if (self->is_filling || self->saver == NULL)
    return;

  lesson = cst_lesson_form_dup_lesson (self);
  cst_draft_saver_save (self->saver, lesson != NULL ? cst_record_to_text (&cst_lesson_type, lesson) : NULL);
  g_signal_emit (self, changed_signal, 0);
}

/* ── Filling ───────────────────────────────────────────────────────────────────────────────────── */

static void
add_owners (CstLessonForm *self,
            GtkStringList *labels,
            GPtrArray     *people)
{
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      const CstPerson *person = g_ptr_array_index (people, i);

      g_ptr_array_add (self->owners, cst_person_new (person->id, person->name, person->role));
      gtk_string_list_append (labels, person->name);
    }
}

static void
fill_owners (CstLessonForm *self,
             const char    *chosen)
{
  CstPeopleList *people = cst_context_get_people (self->context);
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (self->owners, 0);
  gtk_string_list_append (labels, C_("who sees to it", "Nobody yet"));
  add_owners (self, labels, cst_people_list_get_people (people));
  add_owners (self, labels, cst_people_list_get_others (people));
  for (guint i = 0; chosen != NULL && i < self->owners->len; i++)
    {
      if (g_strcmp0 (((const CstPerson *) g_ptr_array_index (self->owners, i))->id, chosen) == 0)
        selected = i + 1;
    }
  gtk_drop_down_set_model (self->owner_choice, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->owner_choice, selected);
}

/* @lesson: (nullable) */
static void
fill (CstLessonForm   *self,
      const CstLesson *lesson)
{
  self->is_filling = TRUE;
  gtk_text_buffer_set_text (self->buffer, lesson != NULL && lesson->text != NULL ? lesson->text : "", -1);
  cst_date_button_set_date (self->due_button, lesson != NULL ? lesson->due : NULL);
  fill_owners (self, lesson != NULL ? lesson->owner : NULL);
  self->is_filling = FALSE;
}

static void
read_draft (CstLessonForm *self)
{
  g_autoptr(CstLesson) lesson = cst_lesson_new (self->account, self->incident, "");
  g_autofree char *text = cst_draft_saver_dup_saved (self->saver);
  gboolean is_read = text != NULL && cst_record_from_text (&cst_lesson_type, lesson, text, NULL);

  fill (self, is_read ? lesson : NULL);
}

/* ── The life of the form ──────────────────────────────────────────────────────────────────────── */

static void
cst_lesson_form_dispose (GObject *object)
{
  CstLessonForm *self = CST_LESSON_FORM (object);

  cst_lesson_form_close (self);
  self->is_filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_LESSON_FORM);

  G_OBJECT_CLASS (cst_lesson_form_parent_class)->dispose (object);
}

static void
cst_lesson_form_finalize (GObject *object)
{
  g_ptr_array_unref (CST_LESSON_FORM (object)->owners);

  G_OBJECT_CLASS (cst_lesson_form_parent_class)->finalize (object);
}

static void
cst_lesson_form_class_init (CstLessonFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_lesson_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = cst_lesson_form_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  g_type_ensure (CST_TYPE_DATE_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-lesson-form"));
  gtk_widget_class_bind_template_child (widget_class, CstLessonForm, root);
  gtk_widget_class_bind_template_child (widget_class, CstLessonForm, buffer);
  gtk_widget_class_bind_template_child (widget_class, CstLessonForm, owner_choice);
  gtk_widget_class_bind_template_child (widget_class, CstLessonForm, due_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
cst_lesson_form_init (CstLessonForm *self)
{
  self->owners = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_person_free);
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  cst_accessible_set_choice_label (self->owner_choice, _("Who sees to it"));
  self->is_filling = FALSE;
}

/**
 * cst_lesson_form_open:
 *
 * Begins to write about an incident, where one stopped the last time.
 */
void
cst_lesson_form_open (CstLessonForm *self,
                      CstContext    *context,
                      gint64         account,
                      const char    *order,
                      const char    *incident)
{
  g_autofree char *key = cst_draft_key (account, order, incident, "lesson");

  g_return_if_fail (CST_IS_LESSON_FORM (self));

  if (self->saver != NULL && g_strcmp0 (cst_draft_saver_get_key (self->saver), key) == 0)
    return;

  cst_lesson_form_close (self);
  self->context = g_object_ref (context);
  self->account = account;
  self->incident = g_strdup (incident);
  self->saver = cst_draft_saver_new (context, key);
  read_draft (self);
}

/**
 * cst_lesson_form_close:
 *
 * Hands what was typed to the store, as a draft.
 */
void
cst_lesson_form_close (CstLessonForm *self)
{
  g_return_if_fail (CST_IS_LESSON_FORM (self));

  g_clear_object (&self->saver);
  g_clear_object (&self->context);
  g_clear_pointer (&self->incident, g_free);
}

gboolean
cst_lesson_form_is_empty (CstLessonForm *self)
{
  g_autofree char *text = dup_text (self);

  return cst_str_is_blank (text);
}

/**
 * cst_lesson_form_dup_lesson:
 *
 * Returns: (transfer full) (nullable): what is written now, by whoever is at the desk; %NULL when nothing is
 */
CstLesson *
cst_lesson_form_dup_lesson (CstLessonForm *self)
{
  guint owner = gtk_drop_down_get_selected (self->owner_choice);
  g_autofree char *text = NULL;
  const CstPerson *person;
  CstLesson *lesson;

  g_return_val_if_fail (CST_IS_LESSON_FORM (self), NULL);

  if (self->context == NULL || cst_lesson_form_is_empty (self))
    return NULL;

  text = dup_text (self);
  lesson = cst_lesson_new (self->account, self->incident, g_strstrip (text));
  cst_set_str (&lesson->due, cst_date_button_get_date (self->due_button));
  lesson->at = cst_context_now (self->context);
  if (owner > 0 && owner <= self->owners->len)
    {
      person = g_ptr_array_index (self->owners, owner - 1);
      cst_set_str (&lesson->owner, person->id);
      cst_set_str (&lesson->owner_name, person->name);
    }
  person = cst_people_list_get_current (cst_context_get_people (self->context));
  cst_set_str (&lesson->person, person != NULL ? person->id : NULL);
  cst_set_str (&lesson->person_name, person != NULL ? person->name : NULL);

  return lesson;
}

/**
 * cst_lesson_form_set_lesson:
 * @lesson: (nullable): what was written elsewhere about the same incident, and goes on here
 */
void
cst_lesson_form_set_lesson (CstLessonForm   *self,
                            const CstLesson *lesson)
{
  g_return_if_fail (CST_IS_LESSON_FORM (self));

  if (self->context == NULL)
    return;

  fill (self, lesson);
  changed_cb (self);
}

/**
 * cst_lesson_form_hand_in:
 *
 * What is typed is on its way to the store, ahead of whatever is asked of it next.
 *
 * Returns: (transfer none) (nullable): the key of the draft
 */
const char *
cst_lesson_form_hand_in (CstLessonForm *self)
{
  g_return_val_if_fail (CST_IS_LESSON_FORM (self), NULL);

  if (self->saver == NULL)
    return NULL;

  cst_draft_saver_flush (self->saver);

  return cst_draft_saver_get_key (self->saver);
}

/**
 * cst_lesson_form_clear:
 *
 * It was noted: the draft is no longer needed.
 */
void
cst_lesson_form_clear (CstLessonForm *self)
{
  g_return_if_fail (CST_IS_LESSON_FORM (self));

  if (self->context == NULL)
    return;

  cst_draft_saver_save (self->saver, NULL);
  cst_draft_saver_flush (self->saver);
  fill (self, NULL);
  g_signal_emit (self, changed_signal, 0);
}
