/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-ui.h"

#include "cst-ui-resources.h"
#include "cst-spinner.h"
#include "cst-state-pill.h"

/**
 * cst_ui_init:
 *
 * Makes the templates, the style and the types that only templates name known to GTK. Main thread, once, before
 * the first widget.
 */
void
cst_ui_init (void)
{
  cst_ui_register_resource ();
  g_type_ensure (CST_TYPE_SPINNER);
  g_type_ensure (CST_TYPE_STATE_PILL);
}
