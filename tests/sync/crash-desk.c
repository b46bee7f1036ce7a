/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "cst-constat.h"
#include "cst-deliveries.h"
#include "cst-dropea.h"
#include "cst-home.h"
#include "cst-util.h"

/* A desk that dies. Usage: crash-desk DIR URL TOKEN NOW STEP
 * STEP > 0: decides something of each kind, says each key once it is committed, and is killed by itself at the
 * STEP-th step of sending; 0: only synchronises until nothing is left. On the dropshipping platform it gives one answer
 * to two hundred delivery incidents. */

#define BULK 200

#define CST_TYPE_MORTAL (cst_mortal_get_type ())

G_DECLARE_FINAL_TYPE (CstMortal, cst_mortal, CST, MORTAL, GObject)

/* A marketplace around another one; a step lies before and after everything it does. */
struct _CstMortal
{
  GObject         parent_instance;

  CstMarketplace *inner;
  int             steps_left;
};

static void cst_mortal_iface_init (CstMarketplaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CstMortal, cst_mortal, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CST_TYPE_MARKETPLACE, cst_mortal_iface_init))

static void
cst_mortal_finalize (GObject *object)
{
  g_clear_object (&CST_MORTAL (object)->inner);

  G_OBJECT_CLASS (cst_mortal_parent_class)->finalize (object);
}

static void
cst_mortal_class_init (CstMortalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cst_mortal_finalize;
}

static void
cst_mortal_init (CstMortal *self)
{
}

static CstMarketplace *
step (CstMarketplace *marketplace)
{
  CstMortal *self = CST_MORTAL (marketplace);

  if (self->steps_left > 0 && --self->steps_left == 0)
    raise (SIGKILL);

  return self->inner;
}

static CstAccountInfo *
mortal_check (CstMarketplace  *marketplace,
              GCancellable    *cancellable,
              GError         **error)
{
  return cst_marketplace_check (CST_MORTAL (marketplace)->inner, cancellable, error);
}

static CstChangeSet *
mortal_pull (CstMarketplace  *marketplace,
             const char      *cursor,
             guint            limit,
             GCancellable    *cancellable,
             GError         **error)
{
  CstChangeSet *changes = cst_marketplace_pull (step (marketplace), cursor, limit, cancellable, error);

  step (marketplace);

  return changes;
}

static CstPushOutcome
mortal_push (CstMarketplace  *marketplace,
             CstOperation    *operation,
             CstFileReader    reader,
             gpointer         reader_data,
             CstPushAnswer   *answer,
             GCancellable    *cancellable,
             GError         **error)
{
  CstPushOutcome outcome = cst_marketplace_push (step (marketplace), operation, reader, reader_data, answer,
                                                 cancellable, error);

  step (marketplace);

  return outcome;
}

static CstPushOutcome
mortal_read_back (CstMarketplace      *marketplace,
                  const CstOperation  *operation,
                  CstPushAnswer       *answer,
                  GCancellable        *cancellable,
                  GError             **error)
{
  return cst_marketplace_read_back (step (marketplace), operation, answer, cancellable, error);
}

static gboolean
mortal_fetch_attachment (CstMarketplace  *marketplace,
                         const char      *id,
                         const char      *target_path,
                         gint64           max_bytes,
                         GCancellable    *cancellable,
                         GError         **error)
{
  return cst_marketplace_fetch_attachment (CST_MORTAL (marketplace)->inner, id, target_path, max_bytes, cancellable,
                                           error);
}

static gint64
mortal_key_retention (CstMarketplace *marketplace)
{
  return cst_marketplace_key_retention (CST_MORTAL (marketplace)->inner);
}

static gint64
mortal_get_retry_after (CstMarketplace *marketplace)
{
  return cst_marketplace_get_retry_after (CST_MORTAL (marketplace)->inner);
}

static void
cst_mortal_iface_init (CstMarketplaceInterface *iface)
{
  iface->check = mortal_check;
  iface->pull = mortal_pull;
  iface->push = mortal_push;
  iface->read_back = mortal_read_back;
  iface->fetch_attachment = mortal_fetch_attachment;
  iface->key_retention = mortal_key_retention;
  iface->get_retry_after = mortal_get_retry_after;
}

static gboolean
decide (CstHome           *home,
        CstOperationKind   kind,
        const CstIncident *incident)
{
  const CstLineQuantity *line = g_ptr_array_index (incident->lines, 0);
  g_autoptr(CstOperation) operation = cst_home_new_operation (home, kind, incident->order, incident->id);

  if (cst_operation_is_resolution (operation))
    cst_operation_add_line (operation, line->line, 1);
  operation->finding = CST_FINDING_CONFIRMED;
  operation->assignee = g_strdup ("p-marc");
  operation->assignee_name = g_strdup ("Marc");
  if (cst_home_decide (home, operation, 0, NULL) == 0)
    return FALSE;

  printf ("%s\n", operation->key);
  fflush (stdout);

  return TRUE;
}

/* POST, PUT and DELETE; the resolution first, so that an early step meets money. */
static void
decide_on_an_open_incident (CstHome *home)
{
  g_autoptr(GPtrArray) incidents = cst_home_incidents (home);
  const CstIncident *chosen = g_ptr_array_index (incidents, 0);

  for (guint i = 0; i < incidents->len; i++)
    {
      const CstIncident *incident = g_ptr_array_index (incidents, i);

      if (decide (home, i % 2 == 0 ? CST_OPERATION_REFUND : CST_OPERATION_REPLACEMENT, incident))
        {
          chosen = incident;
          break;
        }
    }

  decide (home, CST_OPERATION_MESSAGE, chosen);
  decide (home, CST_OPERATION_ASSIGN, chosen);
  decide (home, CST_OPERATION_UNASSIGN, chosen);
  decide (home, CST_OPERATION_NOTE, chosen);
}

static gpointer
read_waiting (CstDb         *db,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  CstHome *home = request;
  g_autoptr(GPtrArray) waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_delivery_free);
  g_autoptr(CstStmt) stmt = cst_db_prepare (db, "SELECT id FROM deliveries ORDER BY id", error);

  while (stmt != NULL && waiting->len < BULK && cst_db_step (db, stmt, error) == CST_STEP_ROW)
    {
      CstDelivery *delivery = cst_db_delivery (db, home->account->id, cst_stmt_text (stmt, 0), error);

      if (delivery != NULL && cst_delivery_takes (delivery, CST_ANSWER_TEXT))
        g_ptr_array_add (waiting, delivery);
      else
        cst_delivery_free (delivery);
    }

  return g_steal_pointer (&waiting);
}

static void
answer_many (CstHome *home)
{
  g_autoptr(GPtrArray) waiting = cst_store_run_sync (home->store, read_waiting, home, NULL, NULL);

  for (guint i = 0; i < waiting->len; i++)
    {
      const CstDelivery *delivery = g_ptr_array_index (waiting, i);
      g_autoptr(CstOperation) operation =
        cst_home_new_operation (home, CST_OPERATION_DELIVERY_ANSWER, delivery->order, NULL);

      g_free (operation->delivery);
      operation->delivery = g_strdup (delivery->id);
      operation->answer = cst_record_new (&cst_delivery_answer_type);
      operation->answer->kind = CST_ANSWER_TEXT;
      operation->answer->text = g_strdup ("Entregar mañana por la tarde.");
      if (cst_home_decide (home, operation, 0, NULL) != 0)
        printf ("%s\n", operation->key);
    }
  fflush (stdout);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(CstMortal) mortal = NULL;
  g_autoptr(CstHome) home = NULL;
  gboolean is_dropshipping;

  g_assert_cmpint (argc, ==, 6);
  is_dropshipping = g_str_has_suffix (argv[2], "/dropea");
  mortal = g_object_new (CST_TYPE_MORTAL, NULL);
  mortal->inner = cst_site_new (is_dropshipping ? &cst_dropea : &cst_constat, argv[2], argv[3], NULL);
  home = cst_home_new (argv[1], argv[2], g_ascii_strtoll (argv[4], NULL, 10));
  mortal->steps_left = atoi (argv[5]);
  if (mortal->steps_left > 0 && is_dropshipping)
    answer_many (home);
  else if (mortal->steps_left > 0)
    decide_on_an_open_incident (home);

  for (int run = 0; run < 4; run++)
    {
      cst_home_sync (home, CST_MARKETPLACE (mortal), CST_SYNC_PULL | CST_SYNC_PUSH, NULL, NULL);
      cst_clock_advance (home->clock, 3600);
    }

  return EXIT_SUCCESS;
}
