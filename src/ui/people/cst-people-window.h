/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "cst-people-list.h"

G_BEGIN_DECLS

#define CST_TYPE_PEOPLE_WINDOW (cst_people_window_get_type ())

G_DECLARE_FINAL_TYPE (CstPeopleWindow, cst_people_window, CST, PEOPLE_WINDOW, AdwWindow)

CstPeopleWindow *cst_people_window_new (CstPeopleList * people,
                                        gboolean       is_question);

G_END_DECLS
