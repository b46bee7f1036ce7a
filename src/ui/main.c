/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-application.h"
#include "cst-config.h"
#include "cst-language.h"
#include "cst-paths.h"
#include "cst-ui.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr(GSettings) settings = g_settings_new (CST_APP_ID);
  g_autofree char *language = g_settings_get_string (settings, "language");
  g_autoptr(CstApplication) application = NULL;

  cst_language_apply (language);
  cst_i18n_init ();
  cst_ui_init ();
  application = cst_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
