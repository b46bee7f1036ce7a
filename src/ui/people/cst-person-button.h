/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "cst-people-list.h"

G_BEGIN_DECLS

#define CST_TYPE_PERSON_BUTTON (cst_person_button_get_type ())

G_DECLARE_FINAL_TYPE (CstPersonButton, cst_person_button, CST, PERSON_BUTTON, GtkWidget)

void cst_person_button_set_people (CstPersonButton *self,
                                   CstPeopleList   *people);

G_END_DECLS
