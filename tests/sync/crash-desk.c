/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "cst-constat.h"
#include "cst-home.h"
#include "cst-util.h"

/* A desk that dies. Usage: crash-desk DIR URL TOKEN NOW STEP
 * STEP > 0: decides something of each kind, says each key once it is committed, and is killed by itself at the
 * STEP-th step of sending; 0: only synchronises until nothing is left. */

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

int
main (int   argc,
      char *argv[])
{
  g_autoptr(CstMortal) mortal = NULL;
  g_autoptr(CstHome) home = NULL;

  g_assert_cmpint (argc, ==, 6);
  mortal = g_object_new (CST_TYPE_MORTAL, NULL);
  mortal->inner = cst_constat_new (argv[2], argv[3], NULL);
  home = cst_home_new (argv[1], argv[2], g_ascii_strtoll (argv[4], NULL, 10));
  mortal->steps_left = atoi (argv[5]);
  if (mortal->steps_left > 0)
    decide_on_an_open_incident (home);

  for (int run = 0; run < 4; run++)
    {
      cst_home_sync (home, CST_MARKETPLACE (mortal), CST_SYNC_PULL | CST_SYNC_PUSH, NULL, NULL);
      cst_clock_advance (home->clock, 3600);
    }

  return EXIT_SUCCESS;
}
