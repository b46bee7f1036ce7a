/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-rules.h"

#include "cst-util.h"

/* What the rules make of the incident that a window shows, read again whenever the store or the
 * rules change. The signal `changed` says that there is something new to show, `failed` that a mark
 * could not be written. */
struct _CstIncidentRules
{
  GObject       parent_instance;

  CstContext   *context;     /* (owned) */
  CstRulesCase *rules_case;  /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): of the incident that is shown */
  gint64        account;
  char         *incident;    /* (owned) (nullable) */
  gboolean      is_loading;
  gboolean      load_again;
};

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstIncidentRules, cst_incident_rules, G_TYPE_OBJECT)

static void load (CstIncidentRules *self);

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstIncidentRules) self = CST_INCIDENT_RULES (user_data);
  g_autoptr(GError) error = NULL;
  CstRulesCase *rules_case = cst_rules_case_finish (CST_RULES (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->is_loading = FALSE;
  g_clear_pointer (&self->rules_case, cst_rules_case_free);
  self->rules_case = rules_case;
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->load_again)
    load (self);
}

static void
load (CstIncidentRules *self)
{
  self->load_again = self->is_loading;
  if (self->is_loading || self->incident == NULL)
    return;

  self->is_loading = TRUE;
  cst_rules_case_async (cst_context_get_rules (self->context), self->account, self->incident, self->cancellable,
                        loaded_cb, g_object_ref (self));
}

static void
marked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstIncidentRules) self = CST_INCIDENT_RULES (user_data);
  g_autoptr(GError) error = NULL;

  if (!cst_rules_mark_finish (CST_RULES (object), result, &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
  load (self);
}

static void
cst_incident_rules_dispose (GObject *object)
{
  g_cancellable_cancel (CST_INCIDENT_RULES (object)->cancellable);

  G_OBJECT_CLASS (cst_incident_rules_parent_class)->dispose (object);
}

static void
cst_incident_rules_finalize (GObject *object)
{
  CstIncidentRules *self = CST_INCIDENT_RULES (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->rules_case, cst_rules_case_free);
  g_clear_object (&self->cancellable);
  g_free (self->incident);

  G_OBJECT_CLASS (cst_incident_rules_parent_class)->finalize (object);
}

static void
cst_incident_rules_class_init (CstIncidentRulesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cst_incident_rules_dispose;
  object_class->finalize = cst_incident_rules_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cst_incident_rules_init (CstIncidentRules *self)
{
  self->cancellable = g_cancellable_new ();
}

CstIncidentRules *
cst_incident_rules_new (CstContext *context)
{
  CstIncidentRules *self = g_object_new (CST_TYPE_INCIDENT_RULES, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (cst_context_get_rules (context), "changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * cst_incident_rules_load:
 *
 * Reads what the rules say now; `changed` follows.
 */
void
cst_incident_rules_load (CstIncidentRules *self,
                         gint64            account,
                         const char       *incident)
{
  g_return_if_fail (CST_IS_INCIDENT_RULES (self));

  if (self->account != account || g_strcmp0 (self->incident, incident) != 0)
    {
      cst_incident_rules_clear (self);
      self->account = account;
      self->incident = g_strdup (incident);
    }
  load (self);
}

/**
 * cst_incident_rules_clear:
 *
 * Forgets the incident that was shown.
 */
void
cst_incident_rules_clear (CstIncidentRules *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->is_loading = FALSE;
  self->load_again = FALSE;
  g_clear_pointer (&self->rules_case, cst_rules_case_free);
  g_clear_pointer (&self->incident, g_free);
}

/**
 * cst_incident_rules_get_case:
 *
 * Returns: (transfer none) (nullable): %NULL while it is read, and where no rules apply
 */
const CstRulesCase *
cst_incident_rules_get_case (CstIncidentRules *self)
{
  return self->rules_case;
}

/**
 * cst_incident_rules_get_site:
 *
 * Returns: (transfer none) (nullable): the name of the site whose rules they are
 */
const char *
cst_incident_rules_get_site (CstIncidentRules *self)
{
  return self->rules_case != NULL ? cst_playbook_label (&self->rules_case->playbook->rule) : NULL;
}

/**
 * cst_incident_rules_note:
 * @person: (nullable): who says it
 * @mark: (transfer full): about the incident that is shown
 *
 * Writes something down about the incident, and reads the rules again.
 */
void
cst_incident_rules_note (CstIncidentRules *self,
                         const CstPerson  *person,
                         CstCaseMark      *mark)
{
  g_autoptr(CstCaseMark) owned = mark;

  g_return_if_fail (CST_IS_INCIDENT_RULES (self));

  cst_set_str (&mark->person, person != NULL ? person->id : NULL);
  cst_set_str (&mark->person_name, person != NULL ? person->name : NULL);
  cst_rules_mark_async (cst_context_get_rules (self->context), self->account, mark, NULL, marked_cb,
                        g_object_ref (self));
}

/**
 * cst_incident_rules_mark:
 * @person: (nullable): who says it
 * @value: "" for what is taken back
 *
 * Writes down a tick, an answer or evidence, and reads the rules again.
 */
void
cst_incident_rules_mark (CstIncidentRules *self,
                         const CstPerson  *person,
                         CstCaseMarkKind   kind,
                         const char       *name,
                         const char       *value)
{
  g_return_if_fail (CST_IS_INCIDENT_RULES (self));

  cst_incident_rules_note (self, person, cst_case_mark_new (self->incident, kind, name, value));
}
