/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-ctl-operation.h"
#include "cst-ctl-push.h"
#include "cst-lessons.h"
#include "cst-truth.h"
#include "cst-util.h"

/* P9: what we change because of incidents, and whether it was done. */

static char *option_account;
static char *option_state;
static char *option_incident;
static char *option_text;
static char *option_owner;
static char *option_due;
static gboolean option_undo;

static const GOptionEntry list_options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account, N_("Only this account"), "NAME" },
  { "incident", 0, 0, G_OPTION_ARG_STRING, &option_incident, N_("Only of this incident"), "ID" },
  { "state", 0, 0, G_OPTION_ARG_STRING, &option_state, N_("Only in this state"), "open|overdue|done" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry add_options[] = {
  { "text", 0, 0, G_OPTION_ARG_STRING, &option_text, N_("What we change"), "TEXT" },
  { "owner", 0, 0, G_OPTION_ARG_STRING, &option_owner, N_("Who sees to it"), "NAME" },
  { "due", 0, 0, G_OPTION_ARG_STRING, &option_due, N_("Until which day"), "2026-11-30" },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry done_options[] = {
  { "undo", 0, 0, G_OPTION_ARG_NONE, &option_undo, N_("It is not done after all"), NULL },
  G_OPTION_ENTRY_NULL
};

static char *
today (CstCtl *ctl)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (cst_clock_now (ctl->clock));

  return g_date_time_format (now, "%Y-%m-%d");
}

/* ── Listing ───────────────────────────────────────────────────────────────────────────────────── */

static const char *
state_words (CstLessonState state)
{
  switch (state)
    {
    case CST_LESSON_OVERDUE:
      return C_("lesson", "overdue");
    case CST_LESSON_DONE:
      return C_("lesson", "done");
    case CST_LESSON_ANY:
    case CST_LESSON_OPEN:
    default:
      return C_("lesson", "open");
    }
}

static void
print_lesson (CstCtl          *ctl,
              const CstLesson *lesson,
              const char      *day,
              JsonArray       *array)
{
  CstLessonState state = cst_lesson_get_state (lesson, day);
  JsonNode *node = cst_record_to_json (&cst_lesson_type, lesson);

  json_object_set_string_member (json_node_get_object (node), "state",
                                 cst_enum_nick (&cst_lesson_state_type, (int) state));
  json_array_add_element (array, node);
  cst_ctl_print (ctl, "%" G_GINT64_FORMAT "  %s  %s\n", lesson->id, state_words (state),
                 lesson->incident_number != NULL ? lesson->incident_number : lesson->incident);
  cst_ctl_print (ctl, "    %s\n", lesson->text);
  if (lesson->owner_name != NULL)
    cst_ctl_print (ctl, "    %s: %s\n", _("Who sees to it"), lesson->owner_name);
  if (lesson->due != NULL)
    cst_ctl_print (ctl, "    %s: %s\n", _("Until which day"), lesson->due);
}

static gboolean
read_query (CstCtl           *ctl,
            CstLessonsQuery  *query,
            GError          **error)
{
  g_autoptr(CstAccount) account = NULL;

  query->state = (CstLessonState) cst_enum_value (&cst_lesson_state_type, option_state != NULL ? option_state : "");
  if (option_state != NULL && query->state == CST_LESSON_ANY)
    return cst_ctl_usage (error, _("“%s” is no state of a lesson."), option_state), FALSE;

  if (option_incident != NULL)
    {
      if (!cst_ctl_resolve (ctl, CST_ENTITY_INCIDENT, option_incident, &account, &query->incident, error))
        return FALSE;
    }
  else if (option_account != NULL && !(account = cst_ctl_account (ctl, option_account, error)))
    return FALSE;
  query->account = account != NULL ? account->id : 0;
  query->today = today (ctl);

  return TRUE;
}

static CstCtlExit
list (CstCtl  *ctl,
      GStrv    args,
      GError **error)
{
  CstLessonsQuery query = { 0 };
  g_autoptr(GPtrArray) lessons = NULL;
  JsonArray *array;
  JsonNode *node;

  if (!read_query (ctl, &query, error) || !(lessons = cst_db_lessons (ctl->db, &query, error)))
    {
      cst_record_clear (&cst_lessons_query_type, &query);
      return cst_ctl_exit_of (*error);
    }

  array = json_array_new ();
  for (guint i = 0; i < lessons->len; i++)
    print_lesson (ctl, g_ptr_array_index (lessons, i), query.today, array);
  node = json_node_init_array (json_node_alloc (), array);
  json_array_unref (array);
  cst_ctl_print_json (ctl, node);
  cst_record_clear (&cst_lessons_query_type, &query);

  return CST_CTL_DONE;
}

/* ── Writing ───────────────────────────────────────────────────────────────────────────────────── */

/* Somebody of the account, where the name is theirs. */
static void
take_owner (CstLesson        *lesson,
            const CstAccount *account)
{
  if (option_owner == NULL)
    return;

  lesson->owner_name = g_strdup (option_owner);
  for (guint i = 0; i < account->info.people->len; i++)
    {
      const CstPerson *person = g_ptr_array_index (account->info.people, i);

      if (g_strcmp0 (person->name, option_owner) == 0)
        cst_set_str (&lesson->owner, person->id);
    }
}

static gpointer
add_func (CstDb         *db,
          gpointer       request,
          GCancellable  *cancellable,
          GError       **error)
{
  return GINT_TO_POINTER (cst_db_add_lesson (db, request, error));
}

static CstCtlExit
add (CstCtl  *ctl,
     GStrv    args,
     GError **error)
{
  g_autoptr(CstAccount) account = NULL;
  g_autoptr(CstPerson) person = cst_ctl_person (ctl);
  g_autoptr(CstLesson) lesson = NULL;
  g_autofree char *remote = NULL;
  JsonArray *array;
  g_autofree char *day = today (ctl);

  if (option_text == NULL)
    return cst_ctl_usage (error, _("Say with --text what is to change."));
  if (!cst_ctl_resolve (ctl, CST_ENTITY_INCIDENT, args[0], &account, &remote, error))
    return CST_CTL_FAILED;

  lesson = cst_lesson_new (account->id, remote, option_text);
  lesson->person = g_strdup (person->id);
  lesson->person_name = g_strdup (person->name);
  lesson->due = g_strdup (option_due);
  lesson->at = cst_clock_now (ctl->clock);
  take_owner (lesson, account);
  if (cst_ctl_write (ctl, add_func, lesson, error) == NULL)
    return cst_ctl_exit_of (*error);

  array = json_array_new ();
  print_lesson (ctl, lesson, day, array);
  cst_ctl_print_json (ctl, json_array_dup_element (array, 0));
  json_array_unref (array);
  cst_ctl_push_quietly (ctl, account->id);

  return CST_CTL_DONE;
}

typedef struct
{
  gint64           id;
  gint64           account;
  const char      *incident;
  const CstPerson *person;
  gint64           now;
} Follow;

static gpointer
done_func (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  const Follow *follow = request;

  return GINT_TO_POINTER (cst_db_finish_lesson (db, follow->id, !option_undo, follow->person->id,
                                                follow->person->name, follow->now, error));
}

static CstCtlExit
done (CstCtl  *ctl,
      GStrv    args,
      GError **error)
{
  g_autoptr(CstPerson) person = cst_ctl_person (ctl);
  Follow follow = { .person = person, .now = cst_clock_now (ctl->clock) };
  guint64 id = 0;

  if (!g_ascii_string_to_unsigned (args[0], 10, 1, G_MAXINT64, &id, NULL))
    return cst_ctl_usage (error, _("“%s” is not the number of a lesson."), args[0]);
  follow.id = (gint64) id;
  if (cst_ctl_write (ctl, done_func, &follow, error) == NULL)
    return cst_ctl_exit_of (*error);
  cst_ctl_print (ctl, "%s\n", option_undo ? _("Open again") : C_("lesson", "Done"));

  return CST_CTL_DONE;
}

static gpointer
none_func (CstDb         *db,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  const Follow *follow = request;

  return GINT_TO_POINTER (cst_db_skip_lesson (db, follow->account, follow->incident, follow->person->id,
                                              follow->person->name, follow->now, error));
}

static CstCtlExit
none (CstCtl  *ctl,
      GStrv    args,
      GError **error)
{
  g_autoptr(CstAccount) account = NULL;
  g_autoptr(CstPerson) person = cst_ctl_person (ctl);
  g_autofree char *remote = NULL;
  Follow follow = { .person = person, .now = cst_clock_now (ctl->clock) };

  if (!cst_ctl_resolve (ctl, CST_ENTITY_INCIDENT, args[0], &account, &remote, error))
    return CST_CTL_FAILED;
  follow.account = account->id;
  follow.incident = remote;
  if (cst_ctl_write (ctl, none_func, &follow, error) == NULL)
    return cst_ctl_exit_of (*error);
  cst_ctl_print (ctl, "%s\n", _("Noted: nothing changes."));

  return CST_CTL_DONE;
}

const CstCtlCommand cst_ctl_lessons_commands[] = {
  { "lessons add", "INCIDENT", N_("Note what we change because of an incident"), add_options, 1, 1, TRUE, add },
  { "lessons done", "NUMBER", N_("Say that it was done"), done_options, 1, 1, TRUE, done },
  { "lessons none", "INCIDENT", N_("Say that nothing changes because of an incident"), NULL, 1, 1, TRUE, none },
  { "lessons list", "", N_("What we change because of incidents, and whether it was done"), list_options, 0, 0, TRUE,
    list },
  { NULL },
};
