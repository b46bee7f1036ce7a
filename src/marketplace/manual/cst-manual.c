/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-manual.h"

#include <glib/gi18n-lib.h>

#include "cst-manual-case.h"
#include "cst-util.h"

/* The connector of places without an API (a mail, a call, a site behind another one). There is nothing to pull and
 * nobody to send to: what was decided or told becomes the truth, worked out from the truth before it, and is stored in
 * the very transaction that ends the operation. So an operation found in sending never happened. */

#define CURSOR "by hand"

/* Files are taken up to this size; see cst_files_take(). */
#define ATTACHMENT_LIMIT (G_GINT64_CONSTANT (64) * 1024 * 1024)
#define MESSAGE_LIMIT 20000

#define DESK_ONLY \
  (CST_CAN_NOTE | CST_CAN_FIND | CST_CAN_ADD_EVIDENCE | CST_CAN_ASSIGN | CST_CAN_SAY_OPENED | CST_CAN_MARK_READ)
#define CAPABILITIES \
  (CST_CAN_READ_ORDERS | CST_CAN_READ_INCIDENTS | CST_CAN_READ_THREADS | CST_CAN_READ_ATTACHMENTS | CST_CAN_REFUND | \
   CST_CAN_REFUND_PARTLY | CST_CAN_REPLACE | CST_CAN_SEND_LABEL | CST_CAN_SHIP | CST_CAN_HANDLE_RETURNS | \
   CST_CAN_MESSAGE | CST_CAN_RECORD | CST_CAN_READ_DELIVERIES | CST_CAN_ANSWER_DELIVERIES | DESK_ONLY)

struct _CstManual
{
  GObject               parent_instance;

  CstAccountInfo       *info;
  const CstTruthReader *truth; /* (not owned) (nullable): until it is set */
  gpointer              truth_data;
};

static void cst_manual_marketplace_init (CstMarketplaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CstManual, cst_manual, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CST_TYPE_MARKETPLACE, cst_manual_marketplace_init))

static void
cst_manual_finalize (GObject *object)
{
  CstManual *self = CST_MANUAL (object);

  cst_record_free (&cst_account_info_type, self->info);

  G_OBJECT_CLASS (cst_manual_parent_class)->finalize (object);
}

static void
cst_manual_class_init (CstManualClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cst_manual_finalize;
}

static void
cst_manual_init (CstManual *self)
{
}

static CstAccountInfo *
manual_check (CstMarketplace  *marketplace,
              GCancellable    *cancellable,
              GError         **error)
{
  CstAccountInfo *info = cst_record_dup (&cst_account_info_type, CST_MANUAL (marketplace)->info);

  info->capabilities = CAPABILITIES;
  info->desk_only = DESK_ONLY;
  info->may_decide = TRUE;
  info->may_find = TRUE;
  info->attachment_limit = ATTACHMENT_LIMIT;
  info->message_limit = MESSAGE_LIMIT;
  info->clock_offset = 0;

  return info;
}

static CstChangeSet *
manual_pull (CstMarketplace  *marketplace,
             const char      *cursor,
             guint            limit,
             GCancellable    *cancellable,
             GError         **error)
{
  CstChangeSet *changes = cst_change_set_new ();

  changes->cursor = g_strdup (CURSOR);
  changes->remaining = 0;

  return changes;
}

static void
clear_case (CstManualCase *self)
{
  g_clear_pointer (&self->order, cst_order_free);
  g_clear_pointer (&self->incident, cst_incident_free);
  g_clear_pointer (&self->thread, cst_thread_free);
  g_clear_pointer (&self->desk, cst_desk_free);
  g_clear_pointer (&self->delivery, cst_delivery_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CstManualCase, clear_case)

static gboolean
refuse_unknown (GError **error)
{
  g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND, "no such case");

  return FALSE;
}

/* A case that is being recorded is not there yet. */
static gboolean
read_case (CstManual           *self,
           const CstOperation  *operation,
           CstManualCase       *manual_case,
           GError             **error)
{
  const CstTruthReader *truth = self->truth;
  gboolean may_be_new = operation->kind == CST_OPERATION_RECORD_CASE;

  g_return_val_if_fail (truth != NULL, refuse_unknown (error));

  if (!truth->order (operation->order, self->truth_data, &manual_case->order, error))
    return FALSE;
  if (manual_case->order == NULL && !may_be_new)
    return refuse_unknown (error);
  if (!(manual_case->thread = truth->thread (operation->order, self->truth_data, error)))
    return FALSE;
  if (operation->delivery != NULL &&
      !truth->delivery (operation->delivery, self->truth_data, &manual_case->delivery, error))
    return FALSE;
  if (operation->delivery != NULL && manual_case->delivery == NULL)
    return refuse_unknown (error);
  if (operation->incident == NULL)
    return TRUE;

  if (!truth->incident (operation->incident, self->truth_data, &manual_case->incident, error))
    return FALSE;
  if (manual_case->incident == NULL && !may_be_new)
    return refuse_unknown (error);

  return (manual_case->desk = truth->desk (operation->incident, self->truth_data, error)) != NULL;
}

static char *
write_message (CstManualCase      *manual_case,
               const CstOperation *operation)
{
  cst_manual_say (manual_case, operation, CST_PARTY_BRAND);
  if (manual_case->incident == NULL)
    return NULL;

  if (manual_case->incident->state == CST_INCIDENT_SUBMITTED)
    manual_case->incident->state = CST_INCIDENT_IN_PROGRESS;
  if (!cst_incident_is_settled (manual_case->incident) &&
      cst_incident_open_resolution (manual_case->incident) == NULL)
    cst_manual_wait (manual_case->incident, CST_PARTY_CUSTOMER, cst_manual_moment (operation));
  cst_manual_case_note (manual_case, operation, CST_EVENT_MESSAGE, CST_PARTY_BRAND, NULL);

  return NULL;
}

static char *
mark_read (CstManualCase      *manual_case,
           const CstOperation *operation)
{
  cst_set_str (&manual_case->thread->read_up_to, operation->read_up_to);
  manual_case->has_new_thread = TRUE;

  return NULL;
}

static char *
apply (CstManualCase      *manual_case,
       const CstOperation *operation)
{
  switch (operation->kind)
    {
    case CST_OPERATION_RECORD_CASE:
      return cst_manual_record_case (manual_case, operation);
    case CST_OPERATION_RECORD_EVENT:
      return cst_manual_record_event (manual_case, operation);
    case CST_OPERATION_REFUND:
    case CST_OPERATION_REPLACEMENT:
      return cst_manual_request (manual_case, operation);
    case CST_OPERATION_SHIP_REPLACEMENT:
      return cst_manual_ship (manual_case, operation);
    case CST_OPERATION_RETURN_LABEL:
    case CST_OPERATION_RETURN_RECEIVED:
    case CST_OPERATION_RETURN_INSPECTED:
      return cst_manual_return_step (manual_case, operation);
    case CST_OPERATION_MESSAGE:
      return write_message (manual_case, operation);
    case CST_OPERATION_MARK_READ:
      return mark_read (manual_case, operation);
    case CST_OPERATION_NOTE:
    case CST_OPERATION_FINDING:
    case CST_OPERATION_EVIDENCE:
    case CST_OPERATION_ASSIGN:
    case CST_OPERATION_UNASSIGN:
    case CST_OPERATION_OPENED:
      return cst_manual_desk_step (manual_case, operation);
    case CST_OPERATION_DELIVERY_ANSWER:
      return cst_manual_answer (manual_case, operation);
    case CST_OPERATION_REPORT:
    case CST_OPERATION_CANCEL:
    case CST_OPERATION_RETURN_ACCEPTED:
    case CST_OPERATION_RETURN_REFUSED:
    case CST_OPERATION_RETURN_CLOSED:
    case CST_OPERATION_UNKNOWN:
    default:
      return g_strdup (_("This version does not know this kind of operation."));
    }
}

static void
add_incident_to_order (CstManualCase *manual_case)
{
  CstOrder *order = manual_case->order;
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  if (order->incident_ids != NULL && g_strv_contains ((const char *const *) order->incident_ids,
                                                      manual_case->incident->id))
    return;

  if (order->incident_ids != NULL)
    g_strv_builder_addv (ids, (const char **) order->incident_ids);
  g_strv_builder_add (ids, manual_case->incident->id);
  g_strfreev (order->incident_ids);
  order->incident_ids = g_strv_builder_end (ids);
}

static CstChangeSet *
take_changes (CstManualCase *manual_case)
{
  CstChangeSet *changes = cst_change_set_new ();

  if (manual_case->has_new_order && manual_case->incident != NULL)
    add_incident_to_order (manual_case);
  if (manual_case->has_new_order)
    {
      manual_case->order->version++;
      g_ptr_array_add (changes->orders, g_steal_pointer (&manual_case->order));
    }
  if (manual_case->has_new_incident)
    {
      manual_case->incident->version++;
      g_ptr_array_add (changes->incidents, g_steal_pointer (&manual_case->incident));
    }
  if (manual_case->has_new_thread)
    {
      manual_case->thread->version++;
      g_ptr_array_add (changes->threads, g_steal_pointer (&manual_case->thread));
    }
  if (manual_case->has_new_desk)
    {
      manual_case->desk->version++;
      g_ptr_array_add (changes->desks, g_steal_pointer (&manual_case->desk));
    }
  if (manual_case->has_new_delivery)
    {
      manual_case->delivery->version++;
      g_ptr_array_add (changes->deliveries, g_steal_pointer (&manual_case->delivery));
    }

  return changes;
}

static CstPushOutcome
manual_push (CstMarketplace  *marketplace,
             CstOperation    *operation,
             CstFileReader    reader,
             gpointer         reader_data,
             CstPushAnswer   *answer,
             GCancellable    *cancellable,
             GError         **error)
{
  g_auto(CstManualCase) manual_case = { 0 };

  if (!read_case (CST_MANUAL (marketplace), operation, &manual_case, error))
    return CST_PUSH_NOT_SENT;
  if ((answer->problem = apply (&manual_case, operation)))
    return CST_PUSH_REFUSED;

  answer->truth = take_changes (&manual_case);

  return CST_PUSH_CONFIRMED;
}

static CstPushOutcome
manual_read_back (CstMarketplace      *marketplace,
                  const CstOperation  *operation,
                  CstPushAnswer       *answer,
                  GCancellable        *cancellable,
                  GError             **error)
{
  return CST_PUSH_NOT_THERE;
}

/* The files lie in the outgoing folder for as long as their operation is known; pictures are shown from the cache. */
static gboolean
manual_fetch_attachment (CstMarketplace  *marketplace,
                         const char      *id,
                         const char      *target_path,
                         gint64           max_bytes,
                         GCancellable    *cancellable,
                         GError         **error)
{
  CstManual *self = CST_MANUAL (marketplace);

  g_return_val_if_fail (self->truth != NULL, refuse_unknown (error));

  return cst_truth_copy_file (self->truth, self->truth_data, id, target_path, max_bytes, error);
}

static gint64
manual_key_retention (CstMarketplace *marketplace)
{
  return 0;
}

static gint64
manual_get_retry_after (CstMarketplace *marketplace)
{
  return -1;
}

static void
manual_set_truth (CstMarketplace       *marketplace,
                  const CstTruthReader *truth,
                  gpointer              user_data)
{
  CstManual *self = CST_MANUAL (marketplace);

  self->truth = truth;
  self->truth_data = user_data;
}

static gboolean
manual_ends_here (CstMarketplace     *marketplace,
                  const CstOperation *operation)
{
  return TRUE;
}

static void
cst_manual_marketplace_init (CstMarketplaceInterface *iface)
{
  iface->check = manual_check;
  iface->pull = manual_pull;
  iface->push = manual_push;
  iface->read_back = manual_read_back;
  iface->fetch_attachment = manual_fetch_attachment;
  iface->key_retention = manual_key_retention;
  iface->get_retry_after = manual_get_retry_after;
  iface->set_truth = manual_set_truth;
  iface->ends_here = manual_ends_here;
}

/**
 * cst_manual_new:
 * @info: the place as the user describes it: its name, audience, currency, country
 *
 * Returns: (transfer full): the connector
 */
CstMarketplace *
cst_manual_new (const CstAccountInfo *info)
{
  CstManual *self = g_object_new (CST_TYPE_MANUAL, NULL);

  self->info = cst_record_dup (&cst_account_info_type, info);

  return CST_MARKETPLACE (self);
}
