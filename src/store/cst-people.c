/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-people.h"

#include <glib/gi18n-lib.h>

#include "cst-settings.h"
#include "cst-util.h"

CstPerson *
cst_person_new (const char *id,
                const char *name,
                const char *role)
{
  CstPerson *self = cst_record_new (&cst_person_type);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->role = g_strdup (role);

  return self;
}

void
cst_person_free (CstPerson *self)
{
  cst_record_free (&cst_person_type, self);
}

static CstPerson *
read_person (CstStmt *stmt)
{
  return cst_person_new (cst_stmt_text (stmt, 0), cst_stmt_text (stmt, 1), cst_stmt_text (stmt, 2));
}

/**
 * cst_db_people:
 *
 * R7: who works on this computer, as entered here; an account may know more people.
 *
 * Returns: (transfer full) (element-type CstPerson): by name
 */
GPtrArray *
cst_db_people (CstDb   *db,
               GError **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db, "SELECT id, name, role FROM people ORDER BY name, id", error);
  g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_person_free);
  CstStep step = CST_STEP_ERROR;

  while (stmt != NULL && (step = cst_db_step (db, stmt, error)) == CST_STEP_ROW)
    g_ptr_array_add (people, read_person (stmt));

  return step == CST_STEP_DONE ? g_steal_pointer (&people) : NULL;
}

/**
 * cst_db_save_person:
 *
 * Adds a person or renames one.
 */
gboolean
cst_db_save_person (CstDb            *db,
                    const CstPerson  *person,
                    GError          **error)
{
  g_autoptr(CstStmt) stmt =
    cst_db_prepare (db,
                    "INSERT INTO people (id, name, role) VALUES (?1, ?2, ?3)"
                    " ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role",
                    error);

  g_return_val_if_fail (!cst_str_is_blank (person->id) && !cst_str_is_blank (person->name), FALSE);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_text (stmt, 1, person->id);
  cst_stmt_bind_text (stmt, 2, person->name);
  cst_stmt_bind_text (stmt, 3, person->role != NULL ? person->role : "");
  cst_db_note_change (db, CST_CHANGED_SETTINGS);

  return cst_db_run (db, stmt, error);
}

gboolean
cst_db_remove_person (CstDb       *db,
                      const char  *id,
                      GError     **error)
{
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "DELETE FROM people WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;

  cst_stmt_bind_text (stmt, 1, id);
  cst_db_note_change (db, CST_CHANGED_SETTINGS);

  return cst_db_run (db, stmt, error);
}

/**
 * cst_db_current_person:
 *
 * Returns: (transfer full) (nullable): who works here now; %NULL without error when nobody said so yet
 */
CstPerson *
cst_db_current_person (CstDb   *db,
                       GError **error)
{
  g_autofree char *id = cst_db_setting (db, CST_SETTING_PERSON, NULL);
  g_autoptr(CstStmt) stmt = NULL;

  if (id == NULL || !(stmt = cst_db_prepare (db, "SELECT id, name, role FROM people WHERE id = ?1", error)))
    return NULL;

  cst_stmt_bind_text (stmt, 1, id);
  if (cst_db_step (db, stmt, error) != CST_STEP_ROW)
    return NULL;

  return read_person (stmt);
}

/**
 * cst_db_set_current_person:
 * @id: (nullable): one of cst_db_people(), %NULL for nobody
 */
gboolean
cst_db_set_current_person (CstDb       *db,
                           const char  *id,
                           GError     **error)
{
  g_autoptr(CstStmt) stmt = NULL;

  if (id == NULL)
    return cst_db_set_setting (db, CST_SETTING_PERSON, NULL, error);

  if (!(stmt = cst_db_prepare (db, "SELECT 1 FROM people WHERE id = ?1", error)))
    return FALSE;

  cst_stmt_bind_text (stmt, 1, id);
  switch (cst_db_step (db, stmt, error))
    {
    case CST_STEP_ROW:
      return cst_db_set_setting (db, CST_SETTING_PERSON, id, error);
    case CST_STEP_DONE:
      g_set_error (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND, _("Nobody here is called “%s”."), id);
      return FALSE;
    case CST_STEP_ERROR:
    default:
      return FALSE;
    }
}
