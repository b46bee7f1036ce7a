/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-application.h"

#include <glib/gi18n.h>

#include "cst-config.h"
#include "cst-ui.h"
#include "cst-window.h"

struct _CstApplication
{
  AdwApplication  parent_instance;

  char           *profile; /* (owned) (nullable): NULL is the user's own */
  gboolean        is_demo;
  CstContext     *context; /* (owned) (nullable): once the store is open */
};

G_DEFINE_FINAL_TYPE (CstApplication, cst_application, ADW_TYPE_APPLICATION)

#define DEMO_PROFILE "demo"

/* A profile becomes part of a bus name and of a folder's name. */
static gboolean
profile_is_valid (const char *profile)
{
  if (!g_ascii_isalpha (*profile) || strlen (profile) > 40)
    return FALSE;

  for (const char *p = profile; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
        return FALSE;
    }

  return TRUE;
}

static int
cst_application_handle_local_options (GApplication *application,
                                      GVariantDict *options)
{
  CstApplication *self = CST_APPLICATION (application);

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Constat %s\n", CST_VERSION);
      return 0;
    }

  self->is_demo = g_variant_dict_contains (options, "demo");
  if (g_variant_dict_lookup (options, "profile", "s", &self->profile) && !profile_is_valid (self->profile))
    {
      g_printerr (_("A profile’s name begins with a letter and has only letters, digits, - and _.\n"));
      return 2;
    }
  if (self->is_demo && self->profile == NULL)
    self->profile = g_strdup (DEMO_PROFILE);

  /* One instance per profile: each has a bus name of its own. */
  if (self->profile != NULL)
    {
      g_autofree char *id = g_strconcat (CST_APP_ID, ".", self->profile, NULL);

      g_application_set_application_id (application, id);
    }

  return -1;
}

static void
cst_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (cst_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (CST_APP_ID);
  g_set_application_name ("Constat");
}

static void
cst_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (cst_window_new (CST_APPLICATION (application)));

  gtk_window_present (window);
}

static void
cst_application_finalize (GObject *object)
{
  CstApplication *self = CST_APPLICATION (object);

  g_free (self->profile);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_application_parent_class)->finalize (object);
}

static void
cst_application_class_init (CstApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = cst_application_finalize;
  application_class->handle_local_options = cst_application_handle_local_options;
  application_class->startup = cst_application_startup;
  application_class->activate = cst_application_activate;
}

static void
cst_application_init (CstApplication *self)
{
  static const GOptionEntry entries[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Start on a pretend marketplace, apart from your accounts"), NULL },
    { "profile", 'p', 0, G_OPTION_ARG_STRING, NULL, N_("Use another set of accounts and data"), N_("NAME") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and leave"), NULL },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

CstApplication *
cst_application_new (void)
{
  return g_object_new (CST_TYPE_APPLICATION,
                       "application-id", CST_APP_ID,
                       "resource-base-path", CST_RESOURCE_PATH,
                       NULL);
}

/**
 * cst_application_get_context:
 *
 * Returns: (transfer none) (nullable): what the windows share, %NULL until the store is open
 */
CstContext *
cst_application_get_context (CstApplication *self)
{
  g_return_val_if_fail (CST_IS_APPLICATION (self), NULL);

  return self->context;
}
