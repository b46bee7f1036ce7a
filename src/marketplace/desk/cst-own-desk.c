/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-own-desk.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cst-manual-case.h"
#include "cst-util.h"

/* R7: what our people share about an incident, for sites that have no place for some of it or for any of it. Stands
 * around the connector of every account with a site. What the site lacks is kept on this desk: worked out from what is
 * known here, and stored in the very transaction that ends the operation, so that one found in sending never
 * happened. What the site says of the rest is taken over without losing what is kept here.
 *
 * Where the site has no conversation, what we write to the customer leaves by mail, by a person's hand, and is
 * remembered here.
 *
 * A record that was changed here has no version of the site's any more: whatever the site says next of it is newer. */

#define NO_VERSION 0

/* The file of a piece of evidence lies among what was taken here; the site has no attachment of such a name. */
#define FILE_PREFIX "desk."

#define DESK_CAPABILITIES \
  (CST_CAN_NOTE | CST_CAN_FIND | CST_CAN_ADD_EVIDENCE | CST_CAN_ASSIGN | CST_CAN_SAY_OPENED | CST_CAN_MARK_READ)

/* A conversation of our own; nobody there would be told what was read. */
#define MAIL_CAPABILITIES (CST_CAN_READ_THREADS | CST_CAN_MESSAGE)
#define MAIL_LIMIT 20000

struct _CstOwnDesk
{
  GObject               parent_instance;

  CstMarketplace       *site;
  int                   kept;  /* CstCapabilities: what only this desk has */
  const CstTruthReader *truth; /* (not owned) (nullable): until it is set */
  gpointer              truth_data;
};

static void cst_own_desk_marketplace_init (CstMarketplaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CstOwnDesk, cst_own_desk, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CST_TYPE_MARKETPLACE, cst_own_desk_marketplace_init))

static void
cst_own_desk_finalize (GObject *object)
{
  CstOwnDesk *self = CST_OWN_DESK (object);

  g_clear_object (&self->site);

  G_OBJECT_CLASS (cst_own_desk_parent_class)->finalize (object);
}

static void
cst_own_desk_class_init (CstOwnDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cst_own_desk_finalize;
}

static void
cst_own_desk_init (CstOwnDesk *self)
{
}

/* Where there are no incidents there is nothing to share, and where nobody writes nothing to have read. A conversation
 * that the site has is not mixed with ours. */
static int
wanted_of (const CstAccountInfo *info)
{
  if (!(info->capabilities & CST_CAN_READ_INCIDENTS))
    return 0;

  return info->capabilities & CST_CAN_READ_THREADS ? DESK_CAPABILITIES
                                                   : (DESK_CAPABILITIES & ~CST_CAN_MARK_READ) | MAIL_CAPABILITIES;
}

static void
complete_info (CstOwnDesk     *self,
               CstAccountInfo *info)
{
  int wanted = wanted_of (info);
  int lacking = wanted & ~info->capabilities;

  /* A scope says what may be done at the site; what stays here needs nobody's leave. */
  if (lacking != 0 && (lacking & DESK_CAPABILITIES) == (wanted & DESK_CAPABILITIES))
    info->may_find = TRUE;
  if (lacking & CST_CAN_MESSAGE)
    info->message_limit = MAIL_LIMIT;
  info->capabilities |= lacking;
  info->desk_only = lacking;
  self->kept = lacking;
}

static CstAccountInfo *
own_desk_check (CstMarketplace  *marketplace,
                GCancellable    *cancellable,
                GError         **error)
{
  CstOwnDesk *self = CST_OWN_DESK (marketplace);
  CstAccountInfo *info = cst_marketplace_check (self->site, cancellable, error);

  if (info != NULL)
    complete_info (self, info);

  return info;
}

static void
swap (gpointer *one,
      gpointer *other)
{
  gpointer kept = *one;

  *one = *other;
  *other = kept;
}

static gboolean
keep_desk (CstOwnDesk  *self,
           CstDesk     *desk,
           GError     **error)
{
  g_autoptr(CstDesk) known = self->truth->desk (desk->incident, self->truth_data, error);

  if (known == NULL)
    return FALSE;

  if (self->kept & CST_CAN_NOTE)
    swap ((gpointer *) &desk->notes, (gpointer *) &known->notes);
  if (self->kept & CST_CAN_FIND)
    swap ((gpointer *) &desk->findings, (gpointer *) &known->findings);
  if (self->kept & CST_CAN_ADD_EVIDENCE)
    swap ((gpointer *) &desk->evidence, (gpointer *) &known->evidence);
  if (self->kept & CST_CAN_SAY_OPENED)
    swap ((gpointer *) &desk->opened_by, (gpointer *) &known->opened_by);
  if (self->kept & CST_CAN_ASSIGN)
    swap ((gpointer *) &desk->assigned_to, (gpointer *) &known->assigned_to);

  return TRUE;
}

static gboolean
keep_thread (CstOwnDesk  *self,
             CstThread   *thread,
             GError     **error)
{
  g_autoptr(CstThread) known = self->truth->thread (thread->order, self->truth_data, error);

  if (known == NULL)
    return FALSE;

  cst_set_str (&thread->read_up_to, known->read_up_to);

  return TRUE;
}

/* What the site says, with what only this desk has. */
static gboolean
keep_ours (CstOwnDesk    *self,
           CstChangeSet  *changes,
           GError       **error)
{
  if (changes == NULL)
    return TRUE;
  if (changes->info != NULL)
    complete_info (self, changes->info);
  if (self->kept == 0 || self->truth == NULL)
    return TRUE;

  for (guint i = 0; i < changes->desks->len; i++)
    {
      if (!keep_desk (self, g_ptr_array_index (changes->desks, i), error))
        return FALSE;
    }
  for (guint i = 0; (self->kept & CST_CAN_MARK_READ) && i < changes->threads->len; i++)
    {
      if (!keep_thread (self, g_ptr_array_index (changes->threads, i), error))
        return FALSE;
    }

  return TRUE;
}

static CstChangeSet *
own_desk_pull (CstMarketplace  *marketplace,
               const char      *cursor,
               guint            limit,
               GCancellable    *cancellable,
               GError         **error)
{
  CstOwnDesk *self = CST_OWN_DESK (marketplace);
  g_autoptr(CstChangeSet) changes = cst_marketplace_pull (self->site, cursor, limit, cancellable, error);

  if (changes == NULL || !keep_ours (self, changes, error))
    return NULL;

  return g_steal_pointer (&changes);
}

static gboolean
own_desk_ends_here (CstMarketplace     *marketplace,
                    const CstOperation *operation)
{
  return (CST_OWN_DESK (marketplace)->kept & (int) cst_operation_needs (operation->kind)) != 0;
}

/* ── What is done here ──────────────────────────────────────────────────────────────────────────── */

static void
name_file (CstAttachment *attachment)
{
  g_autofree char *id = g_steal_pointer (&attachment->id);

  attachment->id = g_strconcat (FILE_PREFIX, id, NULL);
}

static void
remember_mail (CstThread          *thread,
               const CstOperation *operation)
{
  CstManualCase desk_case = { .thread = thread };
  const CstMessage *message;

  cst_manual_say (&desk_case, operation, CST_PARTY_BRAND);
  message = g_ptr_array_index (thread->messages, thread->messages->len - 1);
  for (guint i = 0; i < message->attachments->len; i++)
    name_file (g_ptr_array_index (message->attachments, i));
}

static CstPushOutcome
write_in_thread (CstOwnDesk          *self,
                 const CstOperation  *operation,
                 CstChangeSet        *changes,
                 GError             **error)
{
  CstThread *thread = self->truth->thread (operation->order, self->truth_data, error);

  if (thread == NULL)
    return CST_PUSH_NOT_SENT;

  if (operation->kind == CST_OPERATION_MESSAGE)
    remember_mail (thread, operation);
  else
    cst_set_str (&thread->read_up_to, operation->read_up_to);
  thread->version = NO_VERSION;
  g_ptr_array_add (changes->threads, thread);

  return CST_PUSH_CONFIRMED;
}

static CstPushOutcome
write_on_desk (CstOwnDesk          *self,
               const CstOperation  *operation,
               CstChangeSet        *changes,
               CstPushAnswer       *answer,
               GError             **error)
{
  CstManualCase desk_case = { 0 };
  g_autoptr(CstIncident) incident = NULL;
  guint n_evidence;

  if (!self->truth->incident (operation->incident, self->truth_data, &incident, error))
    return CST_PUSH_NOT_SENT;
  if (incident == NULL)
    {
      answer->problem = g_strdup (_("The marketplace does not know this any more."));
      return CST_PUSH_REFUSED;
    }
  if (!(desk_case.desk = self->truth->desk (operation->incident, self->truth_data, error)))
    return CST_PUSH_NOT_SENT;

  n_evidence = desk_case.desk->evidence->len;
  answer->problem = cst_manual_desk_step (&desk_case, operation);
  for (guint i = n_evidence; i < desk_case.desk->evidence->len; i++)
    name_file (&((CstEvidence *) g_ptr_array_index (desk_case.desk->evidence, i))->attachment);
  desk_case.desk->version = NO_VERSION;
  g_ptr_array_add (changes->desks, desk_case.desk);

  return answer->problem == NULL ? CST_PUSH_CONFIRMED : CST_PUSH_REFUSED;
}

static CstPushOutcome
end_here (CstOwnDesk          *self,
          const CstOperation  *operation,
          CstPushAnswer       *answer,
          GError             **error)
{
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  CstPushOutcome outcome;

  g_return_val_if_fail (self->truth != NULL, CST_PUSH_NOT_SENT);

  if (operation->kind == CST_OPERATION_MARK_READ || operation->kind == CST_OPERATION_MESSAGE)
    outcome = write_in_thread (self, operation, changes, error);
  else
    outcome = write_on_desk (self, operation, changes, answer, error);
  if (outcome == CST_PUSH_CONFIRMED)
    answer->truth = g_steal_pointer (&changes);

  return outcome;
}

/* The outcome stands; what came with it is left to the next pull when it cannot be completed. */
static void
keep_ours_of_answer (CstOwnDesk    *self,
                     CstPushAnswer *answer)
{
  if (!keep_ours (self, answer->truth, NULL))
    g_clear_pointer (&answer->truth, cst_change_set_free);
}

static CstPushOutcome
own_desk_push (CstMarketplace  *marketplace,
               CstOperation    *operation,
               CstFileReader    reader,
               gpointer         reader_data,
               CstPushAnswer   *answer,
               GCancellable    *cancellable,
               GError         **error)
{
  CstOwnDesk *self = CST_OWN_DESK (marketplace);
  CstPushOutcome outcome;

  if (own_desk_ends_here (marketplace, operation))
    return end_here (self, operation, answer, error);

  outcome = cst_marketplace_push (self->site, operation, reader, reader_data, answer, cancellable, error);
  keep_ours_of_answer (self, answer);

  return outcome;
}

static CstPushOutcome
own_desk_read_back (CstMarketplace      *marketplace,
                    const CstOperation  *operation,
                    CstPushAnswer       *answer,
                    GCancellable        *cancellable,
                    GError             **error)
{
  CstOwnDesk *self = CST_OWN_DESK (marketplace);
  CstPushOutcome outcome;

  if (own_desk_ends_here (marketplace, operation))
    return CST_PUSH_NOT_THERE;

  outcome = cst_marketplace_read_back (self->site, operation, answer, cancellable, error);
  keep_ours_of_answer (self, answer);

  return outcome;
}

static gboolean
own_desk_fetch_attachment (CstMarketplace  *marketplace,
                           const char      *id,
                           const char      *target_path,
                           gint64           max_bytes,
                           GCancellable    *cancellable,
                           GError         **error)
{
  CstOwnDesk *self = CST_OWN_DESK (marketplace);

  if (self->truth != NULL && g_str_has_prefix (id, FILE_PREFIX))
    return cst_truth_copy_file (self->truth, self->truth_data, id + strlen (FILE_PREFIX), target_path, max_bytes,
                                error);

  return cst_marketplace_fetch_attachment (self->site, id, target_path, max_bytes, cancellable, error);
}

/* ── What is the site's ─────────────────────────────────────────────────────────────────────────── */

static gint64
own_desk_key_retention (CstMarketplace *marketplace)
{
  return cst_marketplace_key_retention (CST_OWN_DESK (marketplace)->site);
}

static gboolean
own_desk_goes_by_steps (CstMarketplace *marketplace)
{
  return cst_marketplace_goes_by_steps (CST_OWN_DESK (marketplace)->site);
}

static gint64
own_desk_settle_time (CstMarketplace *marketplace)
{
  return cst_marketplace_settle_time (CST_OWN_DESK (marketplace)->site);
}

static gint64
own_desk_get_retry_after (CstMarketplace *marketplace)
{
  return cst_marketplace_get_retry_after (CST_OWN_DESK (marketplace)->site);
}

static void
own_desk_set_truth (CstMarketplace       *marketplace,
                    const CstTruthReader *truth,
                    gpointer              user_data)
{
  CstOwnDesk *self = CST_OWN_DESK (marketplace);

  self->truth = truth;
  self->truth_data = user_data;
  cst_marketplace_set_truth (self->site, truth, user_data);
}

static void
cst_own_desk_marketplace_init (CstMarketplaceInterface *iface)
{
  iface->check = own_desk_check;
  iface->pull = own_desk_pull;
  iface->push = own_desk_push;
  iface->read_back = own_desk_read_back;
  iface->fetch_attachment = own_desk_fetch_attachment;
  iface->key_retention = own_desk_key_retention;
  iface->settle_time = own_desk_settle_time;
  iface->goes_by_steps = own_desk_goes_by_steps;
  iface->get_retry_after = own_desk_get_retry_after;
  iface->set_truth = own_desk_set_truth;
  iface->ends_here = own_desk_ends_here;
}

/**
 * cst_own_desk_new:
 * @site: (transfer full): the connector
 * @info: what is known of the account so far
 *
 * Returns: (transfer full): @site with a desk of our own for what it lacks
 */
CstMarketplace *
cst_own_desk_new (CstMarketplace       *site,
                  const CstAccountInfo *info)
{
  CstOwnDesk *self;

  g_return_val_if_fail (CST_IS_MARKETPLACE (site), NULL);
  g_return_val_if_fail (info != NULL, NULL);

  self = g_object_new (CST_TYPE_OWN_DESK, NULL);
  self->site = site;
  self->kept = info->desk_only;

  return CST_MARKETPLACE (self);
}
