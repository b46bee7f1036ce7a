/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-db.h"

G_BEGIN_DECLS

GPtrArray *cst_db_people             (CstDb            *db,
                                      GError          **error);
gboolean   cst_db_save_person        (CstDb            *db,
                                      const CstPerson  *person,
                                      GError          **error);
gboolean   cst_db_remove_person      (CstDb            *db,
                                      const char       *id,
                                      GError          **error);
CstPerson *cst_db_current_person     (CstDb            *db,
                                      GError          **error);
gboolean   cst_db_set_current_person (CstDb            *db,
                                      const char       *id,
                                      GError          **error);
CstPerson *cst_person_new            (const char       *id,
                                      const char       *name,
                                      const char       *role);
void       cst_person_free           (CstPerson        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPerson, cst_person_free)

G_END_DECLS
