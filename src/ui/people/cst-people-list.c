/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-people-list.h"

#include <string.h>

#include "cst-accounts.h"
#include "cst-people.h"
#include "cst-settings.h"
#include "cst-util.h"

/* R7: who works at this computer, kept up to date with the store. The very first time it holds the desktop's user,
 * so that nobody has to answer a question before the first decision. Main thread. */

typedef struct
{
  GPtrArray *people;    /* (owned): of CstPerson, entered here */
  GPtrArray *others;    /* (owned): of CstPerson, whom an account knows and this computer does not */
  CstPerson *current;   /* (owned) (nullable) */
  gboolean   is_shared;
} Snapshot;

struct _CstPeopleList
{
  GObject       parent_instance;

  CstStore     *store;       /* (owned) */
  GCancellable *cancellable; /* (owned) */
  Snapshot     *snapshot;    /* (owned) (nullable): until the store answered */
};

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstPeopleList, cst_people_list, G_TYPE_OBJECT)

static void
snapshot_free (gpointer data)
{
  Snapshot *snapshot = data;

  g_clear_pointer (&snapshot->people, g_ptr_array_unref);
  g_clear_pointer (&snapshot->others, g_ptr_array_unref);
  g_clear_pointer (&snapshot->current, cst_person_free);
  g_free (snapshot);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Snapshot, snapshot_free)

/* ── On the store's threads ────────────────────────────────────────────────────────────────────── */

static gboolean
holds (GPtrArray  *people,
       const char *id)
{
  for (guint i = 0; i < people->len; i++)
    {
      if (g_strcmp0 (((const CstPerson *) g_ptr_array_index (people, i))->id, id) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_others (CstDb     *db,
             Snapshot  *snapshot,
             GError   **error)
{
  g_autoptr(GPtrArray) accounts = cst_db_accounts (db, error);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);

      for (guint j = 0; j < account->info.people->len; j++)
        {
          const CstPerson *person = g_ptr_array_index (account->info.people, j);

          if (!cst_str_is_blank (person->id) && !cst_str_is_blank (person->name) &&
              !holds (snapshot->people, person->id) && !holds (snapshot->others, person->id))
            g_ptr_array_add (snapshot->others, cst_person_new (person->id, person->name, person->role));
        }
    }

  return accounts != NULL;
}

static gpointer
read_people (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(Snapshot) snapshot = g_new0 (Snapshot, 1);

  snapshot->others = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_person_free);
  snapshot->is_shared = cst_db_setting_int (db, CST_SETTING_SHARED_COMPUTER, 0) != 0;
  snapshot->current = cst_db_current_person (db, NULL);
  if (!(snapshot->people = cst_db_people (db, error)) ||
      !read_others (db, snapshot, error))
    return NULL;

  return g_steal_pointer (&snapshot);
}

static gpointer
add_first_person (CstDb         *db,
                  gpointer       request,
                  GCancellable  *cancellable,
                  GError       **error)
{
  const CstPerson *person = request;
  g_autoptr(GPtrArray) people = cst_db_people (db, error);

  if (people == NULL)
    return NULL;
  if (people->len > 0)
    return GINT_TO_POINTER (TRUE);

  return GINT_TO_POINTER (cst_db_save_person (db, person, error) &&
                          cst_db_set_current_person (db, person->id, error));
}

static gpointer
save_person (CstDb         *db,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  return GINT_TO_POINTER (cst_db_save_person (db, request, error));
}

static gpointer
choose_person (CstDb         *db,
               gpointer       request,
               GCancellable  *cancellable,
               GError       **error)
{
  const CstPerson *person = request;

  return GINT_TO_POINTER (cst_db_save_person (db, person, error) &&
                          cst_db_set_current_person (db, person->id, error));
}

static gpointer
remove_person (CstDb         *db,
               gpointer       request,
               GCancellable  *cancellable,
               GError       **error)
{
  const char *id = request;
  g_autofree char *current = cst_db_setting (db, CST_SETTING_PERSON, NULL);

  if (g_strcmp0 (current, id) == 0 && !cst_db_set_current_person (db, NULL, error))
    return NULL;

  return GINT_TO_POINTER (cst_db_remove_person (db, id, error));
}

/* ── Main thread ───────────────────────────────────────────────────────────────────────────────── */

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CstPeopleList) self = CST_PEOPLE_LIST (user_data);
  g_autoptr(GError) error = NULL;
  Snapshot *snapshot = cst_store_query_finish (CST_STORE (object), result, &error);

  if (snapshot == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("The people cannot be read: %s", error->message);
      return;
    }

  g_clear_pointer (&self->snapshot, snapshot_free);
  self->snapshot = snapshot;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
reload (CstPeopleList *self)
{
  cst_store_query_async (self->store, read_people, NULL, NULL, snapshot_free, self->cancellable, read_cb,
                         g_object_ref (self));
}

static void
store_changed_cb (CstPeopleList *self,
                  guint          flags)
{
  if (flags & (CST_CHANGED_SETTINGS | CST_CHANGED_ACCOUNTS))
    reload (self);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CstPeopleList) self = CST_PEOPLE_LIST (user_data);
  g_autoptr(GError) error = NULL;

  if (cst_store_run_finish (CST_STORE (object), result, &error) != NULL)
    reload (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
write_person (CstPeopleList *self,
              CstDbFunc      func,
              CstPerson     *person)
{
  cst_store_run_async (self->store, func, person, (GDestroyNotify) cst_person_free, NULL, NULL, written_cb,
                       g_object_ref (self));
}

static void
cst_people_list_dispose (GObject *object)
{
  CstPeopleList *self = CST_PEOPLE_LIST (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (cst_people_list_parent_class)->dispose (object);
}

static void
cst_people_list_finalize (GObject *object)
{
  CstPeopleList *self = CST_PEOPLE_LIST (object);

  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->snapshot, snapshot_free);

  G_OBJECT_CLASS (cst_people_list_parent_class)->finalize (object);
}

static void
cst_people_list_class_init (CstPeopleListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = cst_people_list_dispose;
  object_class->finalize = cst_people_list_finalize;

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /* Something could not be written down; carries the error. */
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
cst_people_list_init (CstPeopleList *self)
{
  self->cancellable = g_cancellable_new ();
}

/* GLib says “Unknown” where the system knows no name. */
static CstPerson *
desktop_user (void)
{
  const char *name = g_get_real_name ();
  g_autofree char *id = cst_random_hex (8);

  if (cst_str_is_blank (name) || strcmp (name, "Unknown") == 0)
    name = g_get_user_name ();

  return cst_person_new (id, name, "");
}

CstPeopleList *
cst_people_list_new (CstStore *store)
{
  CstPeopleList *self;

  g_return_val_if_fail (CST_IS_STORE (store), NULL);

  self = g_object_new (CST_TYPE_PEOPLE_LIST, NULL);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  write_person (self, add_first_person, desktop_user ());

  return self;
}

/**
 * cst_people_list_is_ready:
 *
 * Returns: whether the store has answered; until then there is nobody
 */
gboolean
cst_people_list_is_ready (CstPeopleList *self)
{
  g_return_val_if_fail (CST_IS_PEOPLE_LIST (self), FALSE);

  return self->snapshot != NULL;
}

/**
 * cst_people_list_get_people:
 *
 * Returns: (transfer none) (nullable) (element-type CstPerson): who was entered here; %NULL until ready. Replaced,
 * never changed.
 */
GPtrArray *
cst_people_list_get_people (CstPeopleList *self)
{
  g_return_val_if_fail (CST_IS_PEOPLE_LIST (self), NULL);

  return self->snapshot != NULL ? self->snapshot->people : NULL;
}

/**
 * cst_people_list_get_others:
 *
 * Returns: (transfer none) (nullable) (element-type CstPerson): whom an account knows and who was not entered here
 */
GPtrArray *
cst_people_list_get_others (CstPeopleList *self)
{
  g_return_val_if_fail (CST_IS_PEOPLE_LIST (self), NULL);

  return self->snapshot != NULL ? self->snapshot->others : NULL;
}

const CstPerson *
cst_people_list_get_current (CstPeopleList *self)
{
  g_return_val_if_fail (CST_IS_PEOPLE_LIST (self), NULL);

  return self->snapshot != NULL ? self->snapshot->current : NULL;
}

/**
 * cst_people_list_is_shared:
 *
 * Returns: whether several people work at this computer, so that it asks at start
 */
gboolean
cst_people_list_is_shared (CstPeopleList *self)
{
  g_return_val_if_fail (CST_IS_PEOPLE_LIST (self), FALSE);

  return self->snapshot != NULL && self->snapshot->is_shared;
}

/**
 * cst_people_list_choose:
 * @person: who works here from now on; entered here when an account only knew them
 */
void
cst_people_list_choose (CstPeopleList   *self,
                        const CstPerson *person)
{
  g_return_if_fail (CST_IS_PEOPLE_LIST (self));
  g_return_if_fail (person != NULL);

  write_person (self, choose_person, cst_person_new (person->id, person->name, person->role));
}

/**
 * cst_people_list_save:
 *
 * Adds a person or, by the same id, gives one another name.
 */
void
cst_people_list_save (CstPeopleList   *self,
                      const CstPerson *person)
{
  g_return_if_fail (CST_IS_PEOPLE_LIST (self));
  g_return_if_fail (person != NULL && !cst_str_is_blank (person->name));

  write_person (self, save_person, cst_person_new (person->id, person->name, person->role));
}

void
cst_people_list_add (CstPeopleList *self,
                     const char    *name)
{
  g_autofree char *id = cst_random_hex (8);

  g_return_if_fail (CST_IS_PEOPLE_LIST (self));
  g_return_if_fail (!cst_str_is_blank (name));

  write_person (self, save_person, cst_person_new (id, name, ""));
}

/**
 * cst_people_list_remove:
 *
 * Forgets a name. What the person decided keeps it.
 */
void
cst_people_list_remove (CstPeopleList *self,
                        const char    *id)
{
  g_return_if_fail (CST_IS_PEOPLE_LIST (self));
  g_return_if_fail (id != NULL);

  cst_store_run_async (self->store, remove_person, g_strdup (id), g_free, NULL, NULL, written_cb, g_object_ref (self));
}
