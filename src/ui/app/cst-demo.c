/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-demo.h"

#include <glib/gi18n.h>

#include "cst-accounts.h"
#include "cst-demo-cases.h"
#include "cst-json.h"
#include "cst-paths.h"
#include "cst-util.h"

/* The pretend marketplace of the demo: a child process on the loopback that ends with us. It says in one line where
 * it listens, which token it takes, and which accounts one may have there; they then are like any other. */

struct _CstDemo
{
  GObject      parent_instance;

  CstStore    *store;     /* (owned) */
  char       **arguments; /* (owned): further ones for the sandbox */
  GSubprocess *process;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CstDemo, cst_demo, G_TYPE_OBJECT)

static void
cst_demo_dispose (GObject *object)
{
  CstDemo *self = CST_DEMO (object);

  if (self->process != NULL)
    g_subprocess_send_signal (self->process, SIGTERM);
  g_clear_object (&self->process);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (cst_demo_parent_class)->dispose (object);
}

static void
cst_demo_finalize (GObject *object)
{
  g_strfreev (CST_DEMO (object)->arguments);

  G_OBJECT_CLASS (cst_demo_parent_class)->finalize (object);
}

static void
cst_demo_class_init (CstDemoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cst_demo_dispose;
  object_class->finalize = cst_demo_finalize;
}

static void
cst_demo_init (CstDemo *self)
{
}

/**
 * cst_demo_new:
 * @store: the demo profile's
 * @arguments: (nullable): further arguments for the sandbox
 */
CstDemo *
cst_demo_new (CstStore          *store,
              const char *const *arguments)
{
  CstDemo *self = g_object_new (CST_TYPE_DEMO, NULL);

  self->store = g_object_ref (store);
  self->arguments = g_strdupv ((char **) arguments);

  return self;
}

/* The account of before goes on, at the address of today. */
static gboolean
save_account (CstDb             *db,
              const CstAccount  *said,
              GError           **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(CstAccount) account = cst_db_account_by_name (db, said->name, &local_error);

  if (account == NULL && !g_error_matches (local_error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (account == NULL)
    account = cst_account_copy (said);
  cst_set_str (&account->url, said->url);
  cst_set_str (&account->credential_file, said->credential_file);
  account->credential_place = CST_CREDENTIAL_FILE;

  return cst_db_save_account (db, account, error) != 0;
}

typedef struct
{
  GPtrArray *accounts;
  gint64     now;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_ptr_array_unref (saving->accounts);
  g_free (saving);
}

/* Store thread. */
static gpointer
save_accounts (CstDb         *db,
               gpointer       request,
               GCancellable  *cancellable,
               GError       **error)
{
  const Saving *saving = request;

  for (guint i = 0; i < saving->accounts->len; i++)
    {
      if (!save_account (db, g_ptr_array_index (saving->accounts, i), error))
        return NULL;
    }

  return GINT_TO_POINTER (cst_demo_record_cases (db, saving->now, error));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (!cst_store_run_finish (CST_STORE (object), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static CstAccount *
read_account (JsonArray   *sites,
              guint        index,
              const char  *token_file,
              GError     **error)
{
  JsonObject *object = cst_json_array_object (sites, index, error);
  const char *name = object != NULL ? cst_json_get_string (object, "name", error) : NULL;
  const char *connector = name != NULL ? cst_json_get_string (object, "connector", error) : NULL;
  const char *url = connector != NULL ? cst_json_get_string (object, "url", error) : NULL;
  CstAccount *account;

  if (url == NULL)
    return NULL;

  account = cst_account_new ();
  account->name = g_strdup (name);
  account->connector = g_strdup (connector);
  account->url = g_strdup (url);
  account->credential_file = g_strdup (token_file);
  account->credential_place = CST_CREDENTIAL_FILE;

  return account;
}

/* The token lives in a file for its owner only, as with --keep-in-file. */
static GPtrArray *
read_accounts (CstDemo     *self,
               const char  *line,
               gsize        length,
               GError     **error)
{
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *path = g_build_filename (cst_store_get_dir (self->store), "demo-token", NULL);
  g_autoptr(GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_account_free);
  JsonArray *sites;
  JsonObject *object;
  const char *token;

  if (!(node = cst_json_parse (line, length, error)) ||
      !(object = cst_json_node_object (node, "sandbox", error)) ||
      !(token = cst_json_get_string (object, "token", error)) ||
      !g_file_set_contents_full (path, token, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return NULL;

  sites = cst_json_opt_array (object, "accounts");
  for (guint i = 0; sites != NULL && i < json_array_get_length (sites); i++)
    {
      CstAccount *account = read_account (sites, i, path, error);

      if (account == NULL)
        return NULL;
      g_ptr_array_add (accounts, account);
    }

  return g_steal_pointer (&accounts);
}

static void
line_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  CstDemo *self = g_task_get_source_object (task);
  GCancellable *cancellable;
  g_autofree char *line = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *accounts;
  Saving *saving;
  gsize length = 0;

  line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object), result, &length, &error);
  if (line == NULL)
    {
      if (error == NULL)
        error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, _("The pretend marketplace did not start"));
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (!(accounts = read_accounts (self, line, length, &error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  cancellable = g_task_get_cancellable (task);
  saving = g_new0 (Saving, 1);
  saving->accounts = accounts;
  saving->now = cst_clock_now (cst_store_get_clock (self->store));
  cst_store_run_async (self->store, save_accounts, saving, saving_free, NULL, cancellable, saved_cb,
                       g_steal_pointer (&task));
}

static GSubprocess *
spawn (CstDemo  *self,
       GError  **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *program = cst_paths_helper_program ("constat-sandbox");
  g_autofree char *state_dir = g_build_filename (cst_store_get_dir (self->store), "sandbox", NULL);
  g_auto(GStrv) command = NULL;

  g_strv_builder_add_many (builder, program, "--port", "0", "--state-dir", state_dir, "--exit-with-parent", NULL);
  if (self->arguments != NULL)
    g_strv_builder_addv (builder, (const char **) self->arguments);
  command = g_strv_builder_end (builder);

  /* It ends when its input does, so also when this process is killed. */
  return g_subprocess_newv ((const char *const *) command,
                            G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, error);
}

/**
 * cst_demo_start_async:
 *
 * Starts the pretend marketplace and makes, or brings up to date, the accounts that speak to it. It ends with the
 * object, and when the process ends.
 */
void
cst_demo_start_async (CstDemo             *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GDataInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;

  g_return_if_fail (CST_IS_DEMO (self));
  g_return_if_fail (self->process == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cst_demo_start_async);

  if (!(self->process = spawn (self, &error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (stream, G_PRIORITY_DEFAULT, cancellable, line_read_cb,
                                       g_steal_pointer (&task));
}

gboolean
cst_demo_start_finish (CstDemo       *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, cst_demo_start_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
