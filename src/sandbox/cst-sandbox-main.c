/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-config.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <unistd.h>

#include "cst-sandbox-log.h"
#include "cst-sandbox-server.h"
#include "cst-util.h"

#define MAX_ORDERS 2000000
#define MAX_ISSUES 100000

typedef struct
{
  int      port;
  gint64   seed;
  char    *now;
  int      orders;
  int      issues;
  char    *state_dir;
  char    *token;
  gboolean exit_with_parent;
} Options;

static gboolean
parse_options (Options   *options,
               int       *argc,
               char    ***argv,
               GError   **error)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port,
      N_("Listen on this port; 0 takes any free one"), "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options->seed, N_("Make the world of this number"), "N" },
    { "now", 0, 0, G_OPTION_ARG_STRING, &options->now,
      N_("Stop the clock at this time; it then moves only when told"), "ISO" },
    { "orders", 0, 0, G_OPTION_ARG_INT, &options->orders, N_("Have this many orders"), "N" },
    { "issues", 0, 0, G_OPTION_ARG_INT, &options->issues,
      N_("Have this many delivery incidents"), "N" },
    { "state-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->state_dir,
      N_("Keep what happens in this folder, and go on from there"), "DIR" },
    { "token", 0, 0, G_OPTION_ARG_STRING, &options->token, N_("Accept this token"), "T" },
    { "exit-with-parent", 0, 0, G_OPTION_ARG_NONE, &options->exit_with_parent,
      N_("Exit when the standard input is closed"), NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context,
                                _("A pretend marketplace on this computer, for demonstrations, "
                                  "training and tests."));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  return g_option_context_parse (context, argc, argv, error);
}

static gboolean
check_options (const Options  *options,
               CstWorldPlan   *plan,
               GError        **error)
{
  plan->seed = (guint64) options->seed;
  plan->n_orders = options->orders;
  plan->n_issues = options->issues;
  plan->now = options->now != NULL ? cst_time_parse (options->now) : g_get_real_time () / G_USEC_PER_SEC;

  if (plan->now == CST_TIME_NONE)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _("--now needs a time such as 2026-11-23T08:15:00Z"));
  else if (options->orders < 1 || options->orders > MAX_ORDERS)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _("--orders needs a number between 1 and 2000000"));
  else if (options->issues < 0 || options->issues > MAX_ISSUES)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _("--issues needs a number between 0 and 100000"));
  else if (options->port < 0 || options->port > 65535)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _("--port needs a number between 0 and 65535"));
  else
    return TRUE;

  return FALSE;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

/* Input is only watched for its end. */
static gboolean
input_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  char ignored[256];

  if (read (fd, ignored, sizeof ignored) > 0)
    return G_SOURCE_CONTINUE;

  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

/* The accounts one may have here, as a demonstration makes them. */
static void
announce_account (CstWriter  *writer,
                  const char *name,
                  const char *connector,
                  const char *base,
                  const char *path)
{
  g_autofree char *url = g_strconcat (base, path, NULL);

  cst_writer_begin_object (writer, NULL);
  cst_writer_string (writer, "name", name);
  cst_writer_string (writer, "connector", connector);
  cst_writer_string (writer, "url", url);
  cst_writer_end_object (writer);
}

static void
announce (CstSandbox       *sandbox,
          CstSandboxServer *server)
{
  g_autofree char *url = cst_sandbox_server_url (server);
  g_autoptr(GString) line = g_string_new (NULL);
  CstWriter writer = CST_WRITER_INIT (line);

  cst_writer_begin_object (&writer, NULL);
  cst_writer_string (&writer, "url", url);
  cst_writer_string (&writer, "token", sandbox->token);
  cst_writer_string (&writer, "inspector_token", sandbox->inspector_token);
  cst_writer_int (&writer, "pid", getpid ());
  cst_writer_begin_array (&writer, "accounts");
  announce_account (&writer, "demo", "constat", url, "");
  announce_account (&writer, "demo-dropshipping", "dropea", url, "/dropea");
  cst_writer_end_array (&writer);
  cst_writer_end_object (&writer);
  printf ("%s\n", line->str);
  fflush (stdout);
}

/* Serves until told to stop. */
static gboolean
serve (const Options       *options,
       const CstWorldPlan  *plan,
       GError             **error)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  gboolean stands_still = options->now != NULL;
  CstSandboxServer *server;
  CstSandbox *sandbox;

  if (options->state_dir != NULL)
    sandbox = cst_sandbox_log_resume (options->state_dir, plan, stands_still, options->token, error);
  else
    sandbox = cst_sandbox_new (plan, stands_still, options->token);
  if (sandbox == NULL)
    return FALSE;

  if ((server = cst_sandbox_server_new (sandbox, (guint) options->port, error)))
    {
      g_unix_signal_add (SIGTERM, quit_cb, loop);
      g_unix_signal_add (SIGINT, quit_cb, loop);
      if (options->exit_with_parent)
        g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, input_cb, loop);
      announce (sandbox, server);
      g_main_loop_run (loop);
      cst_sandbox_server_free (server);
    }
  cst_sandbox_free (sandbox);

  return server != NULL;
}

static void
options_clear (Options *options)
{
  g_free (options->now);
  g_free (options->state_dir);
  g_free (options->token);
}

int
main (int    argc,
      char **argv)
{
  Options options = { 0, 1, NULL, 420, CST_DROPEA_DEFAULT_ISSUES, NULL, NULL, FALSE };
  g_autoptr(GError) error = NULL;
  CstWorldPlan plan;
  int status = 0;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, CST_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  if (!parse_options (&options, &argc, &argv, &error) || !check_options (&options, &plan, &error))
    status = 2;
  else if (!serve (&options, &plan, &error))
    status = 1;

  if (error != NULL)
    g_printerr ("constat-sandbox: %s\n", error->message);
  options_clear (&options);

  return status;
}
