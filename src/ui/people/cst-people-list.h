/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-account.h"
#include "cst-store.h"

G_BEGIN_DECLS

#define CST_TYPE_PEOPLE_LIST (cst_people_list_get_type ())

G_DECLARE_FINAL_TYPE (CstPeopleList, cst_people_list, CST, PEOPLE_LIST, GObject)

CstPeopleList   *cst_people_list_new (CstStore * store);
gboolean         cst_people_list_is_ready    (CstPeopleList    *self);
GPtrArray       *cst_people_list_get_people  (CstPeopleList    *self);
GPtrArray       *cst_people_list_get_others  (CstPeopleList    *self);
const CstPerson *cst_people_list_get_current (CstPeopleList    *self);
gboolean         cst_people_list_is_shared   (CstPeopleList    *self);

void             cst_people_list_choose      (CstPeopleList    *self,
                                              const CstPerson  *person);
void             cst_people_list_save        (CstPeopleList    *self,
                                              const CstPerson  *person);
void             cst_people_list_add         (CstPeopleList    *self,
                                              const char       *name);
void             cst_people_list_remove      (CstPeopleList    *self,
                                              const char       *id);

G_END_DECLS
