/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-fake-marketplace.h"

#include <stdio.h>

#define PAGE 5

typedef struct
{
  CstPushOutcome outcome;
  guint          executed;
  gint64         first_at;
} Kept;

struct _CstFakeMarketplace
{
  GObject     parent_instance;

  CstClock   *clock;
  gint64      retention;
  gint64      settle_time;
  GRand      *random;
  double      rate;
  gboolean    is_blind;
  gboolean    is_garbled;
  GError     *next_error;
  const char *shop;
  gint64      retry_after;
  int         silence;   /* of the next push, in seconds; -1 for none */
  CstOperation *under_way; /* (owned) (nullable): what it brought */
  guint       epoch;
  gint64      version;
  GPtrArray  *orders;    /* of CstOrder */
  GPtrArray  *incidents; /* of CstIncident, one an order */
  GPtrArray  *threads;   /* of CstThread */
  GPtrArray  *desks;     /* of CstDesk */
  GPtrArray  *deliveries; /* of CstDelivery, none or one an order */
  int         lacking;   /* CstCapabilities */
  gboolean    takes_reports;
  GHashTable *kept;      /* key → Kept */
  guint       pulls;
  guint       pushes;
};

static void cst_fake_marketplace_iface_init (CstMarketplaceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CstFakeMarketplace, cst_fake_marketplace, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CST_TYPE_MARKETPLACE, cst_fake_marketplace_iface_init))

static void
cst_fake_marketplace_finalize (GObject *object)
{
  CstFakeMarketplace *self = CST_FAKE_MARKETPLACE (object);

  g_object_unref (self->clock);
  g_rand_free (self->random);
  g_clear_error (&self->next_error);
  g_clear_pointer (&self->under_way, cst_operation_free);
  g_ptr_array_unref (self->orders);
  g_ptr_array_unref (self->incidents);
  g_ptr_array_unref (self->threads);
  g_ptr_array_unref (self->desks);
  g_ptr_array_unref (self->deliveries);
  g_hash_table_unref (self->kept);

  G_OBJECT_CLASS (cst_fake_marketplace_parent_class)->finalize (object);
}

static void
cst_fake_marketplace_class_init (CstFakeMarketplaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cst_fake_marketplace_finalize;
}

static void
cst_fake_marketplace_init (CstFakeMarketplace *self)
{
  self->random = g_rand_new_with_seed (1);
  self->shop = "acc";
  self->retry_after = self->silence = -1;
  self->epoch = 1;
  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_order_free);
  self->incidents = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_incident_free);
  self->threads = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_thread_free);
  self->desks = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_desk_free);
  self->deliveries = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_delivery_free);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static gboolean
dice (CstFakeMarketplace *self)
{
  return self->rate > 0 && g_rand_double (self->random) < self->rate;
}

static void
set_garbled (GError **error)
{
  g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED, "garbled");
}

static gboolean
fails (CstFakeMarketplace  *self,
       GError             **error)
{
  static const CstMarketplaceError codes[] = {
    CST_MARKETPLACE_ERROR_OFFLINE, CST_MARKETPLACE_ERROR_SERVER, CST_MARKETPLACE_ERROR_MALFORMED,
    CST_MARKETPLACE_ERROR_THROTTLED, CST_MARKETPLACE_ERROR_AUTH,
  };

  if (self->next_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->next_error));
      return TRUE;
    }
  self->retry_after = -1;
  if (!dice (self))
    return FALSE;

  g_set_error_literal (error, CST_MARKETPLACE_ERROR,
                       (int) codes[g_rand_int_range (self->random, 0, G_N_ELEMENTS (codes))], "dice");

  return TRUE;
}

static CstAccountInfo *
fake_check (CstMarketplace  *marketplace,
            GCancellable    *cancellable,
            GError         **error)
{
  CstAccountInfo *info;

  if (fails (CST_FAKE_MARKETPLACE (marketplace), error))
    return NULL;

  info = cst_record_new (&cst_account_info_type);
  info->remote_id = g_strdup (CST_FAKE_MARKETPLACE (marketplace)->shop);
  info->may_decide = info->may_find = TRUE;
  info->capabilities = ((1 << 18) - 1) & ~CST_FAKE_MARKETPLACE (marketplace)->lacking;
  if (CST_FAKE_MARKETPLACE (marketplace)->takes_reports)
    info->capabilities |= CST_CAN_REPORT;
  if (CST_FAKE_MARKETPLACE (marketplace)->deliveries->len > 0)
    info->capabilities |= CST_CAN_READ_DELIVERIES | CST_CAN_ANSWER_DELIVERIES;

  return info;
}

/* The feed: every live object newer than the cursor, oldest first. */
static void
add_newer (CstFakeMarketplace *self,
           gint64              after,
           guint               limit,
           CstChangeSet       *changes,
           gint64             *last)
{
  guint n = 0;

  for (gint64 version = after + 1; version <= self->version && n < limit; version++)
    {
      for (guint i = 0; i < self->orders->len; i++)
        {
          CstOrder *order = g_ptr_array_index (self->orders, i);
          CstIncident *incident = g_ptr_array_index (self->incidents, i);
          CstThread *thread = g_ptr_array_index (self->threads, i);

          if (order->version == version)
            g_ptr_array_add (changes->orders, cst_order_copy (order)), n++;
          if (incident->version == version)
            g_ptr_array_add (changes->incidents, cst_incident_copy (incident)), n++;
          if (thread->version == version)
            g_ptr_array_add (changes->threads, cst_thread_copy (thread)), n++;
        }
      for (guint i = 0; i < self->desks->len; i++)
        {
          CstDesk *desk = g_ptr_array_index (self->desks, i);

          if (desk->version == version)
            g_ptr_array_add (changes->desks, cst_record_dup (&cst_desk_type, desk)), n++;
        }
      for (guint i = 0; i < self->deliveries->len; i++)
        {
          CstDelivery *delivery = g_ptr_array_index (self->deliveries, i);

          if (delivery->version == version)
            g_ptr_array_add (changes->deliveries, cst_delivery_copy (delivery)), n++;
        }
      *last = version;
    }
}

static CstChangeSet *
fake_pull (CstMarketplace  *marketplace,
           const char      *cursor,
           guint            limit,
           GCancellable    *cancellable,
           GError         **error)
{
  CstFakeMarketplace *self = CST_FAKE_MARKETPLACE (marketplace);
  g_autoptr(CstChangeSet) changes = cst_change_set_new ();
  gint64 after = 0;
  guint epoch = self->epoch;

  self->pulls++;
  if (fails (self, error))
    return NULL;
  if (cursor != NULL && (sscanf (cursor, "%u:%" G_GINT64_FORMAT, &epoch, &after) != 2 || epoch != self->epoch))
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_GONE, "expired");
      return NULL;
    }

  if (self->is_garbled)
    {
      set_garbled (error);
      return NULL;
    }

  add_newer (self, after, MIN (limit, PAGE), changes, &after);
  changes->cursor = g_strdup_printf ("%u:%" G_GINT64_FORMAT, self->epoch, after);
  changes->has_more = after < self->version;

  return g_steal_pointer (&changes);
}

static guint
index_of (CstFakeMarketplace *self,
          const char         *order)
{
  for (guint i = 0; i < self->orders->len; i++)
    {
      if (g_strcmp0 (((CstOrder *) g_ptr_array_index (self->orders, i))->id, order) == 0)
        return i;
    }

  return G_MAXUINT;
}

static CstPushOutcome
carry_out_resolution (CstFakeMarketplace *self,
                      CstIncident        *incident,
                      const CstOperation *operation)
{
  CstResolution *resolution;

  if (cst_incident_is_settled (incident))
    return CST_PUSH_REFUSED;
  if (cst_incident_open_resolution (incident) != NULL)
    return CST_PUSH_CONFLICT;

  resolution = cst_record_new (&cst_resolution_type);
  resolution->id = g_strdup_printf ("r%" G_GINT64_FORMAT, self->version);
  resolution->kind = operation->kind == CST_OPERATION_REFUND ? CST_RESOLUTION_REFUND : CST_RESOLUTION_REPLACEMENT;
  resolution->state = CST_RESOLUTION_REQUESTED;
  resolution->key = g_strdup (operation->key);
  resolution->by = g_strdup (operation->person_name);
  for (guint i = 0; i < operation->lines->len; i++)
    {
      const CstOperationLine *part = g_ptr_array_index (operation->lines, i);
      CstResolutionLine *line = cst_record_new (&cst_resolution_line_type);

      line->line = g_strdup (part->line);
      line->quantity = part->quantity;
      g_ptr_array_add (resolution->lines, line);
    }
  g_ptr_array_add (incident->resolutions, resolution);
  incident->state = CST_INCIDENT_IN_PROGRESS;
  cst_fake_marketplace_touch (self, incident);

  return CST_PUSH_CONFIRMED;
}

/* The carrier has it, and takes no other one until the parcel is presented again in vain. */
static CstPushOutcome
carry_out_answer (CstFakeMarketplace *self,
                  CstDelivery        *delivery,
                  const CstOperation *operation)
{
  CstDeliveryEvent *event;

  if (!cst_delivery_takes (delivery, operation->answer->kind))
    return CST_PUSH_CONFLICT;

  event = cst_record_new (&cst_delivery_event_type);
  event->at = cst_clock_now (self->clock);
  event->actor = CST_PARTY_BRAND;
  event->answer = cst_record_dup (&cst_delivery_answer_type, operation->answer);
  g_ptr_array_add (delivery->events, event);
  delivery->state = CST_DELIVERY_SOLVED;
  delivery->answered_at = event->at;
  delivery->allowed = 0;
  delivery->version = ++self->version;

  return CST_PUSH_CONFIRMED;
}

static CstPushOutcome
carry_out (CstFakeMarketplace *self,
           const CstOperation *operation)
{
  guint i = index_of (self, operation->order);
  CstThread *thread;
  CstMessage *message;

  if (i == G_MAXUINT)
    return CST_PUSH_REFUSED;
  if (cst_operation_is_resolution (operation))
    return carry_out_resolution (self, g_ptr_array_index (self->incidents, i), operation);
  if (operation->kind == CST_OPERATION_DELIVERY_ANSWER)
    return carry_out_answer (self, g_ptr_array_index (self->deliveries, i), operation);
  if (operation->kind != CST_OPERATION_MESSAGE)
    return CST_PUSH_CONFIRMED;

  thread = g_ptr_array_index (self->threads, i);
  message = cst_record_new (&cst_message_type);
  message->id = g_strdup_printf ("m%" G_GINT64_FORMAT, self->version);
  message->author = CST_PARTY_BRAND;
  message->body = g_strdup (operation->text);
  message->key = g_strdup (operation->key);
  g_ptr_array_add (thread->messages, message);
  thread->version = ++self->version;

  return CST_PUSH_CONFIRMED;
}

static gboolean
remembers (CstFakeMarketplace *self,
           const Kept         *kept)
{
  return kept != NULL && (self->retention < 0 || cst_clock_now (self->clock) - kept->first_at < self->retention);
}

static CstPushOutcome
execute (CstFakeMarketplace *self,
         const CstOperation *operation)
{
  Kept *kept = g_hash_table_lookup (self->kept, operation->key);

  if (remembers (self, kept))
    return kept->outcome;
  if (kept == NULL)
    {
      kept = g_new0 (Kept, 1);
      kept->first_at = cst_clock_now (self->clock);
      g_hash_table_insert (self->kept, g_strdup (operation->key), kept);
    }

  kept->outcome = carry_out (self, operation);
  if (kept->outcome == CST_PUSH_CONFIRMED)
    kept->executed++;

  return kept->outcome;
}

static CstPushOutcome
keep_silent (CstFakeMarketplace  *self,
             const CstOperation  *operation,
             GError             **error)
{
  cst_clock_advance (self->clock, self->silence);
  self->silence = -1;
  self->under_way = cst_operation_copy (operation);
  g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OFFLINE, "silence");

  return CST_PUSH_DOUBT;
}

static CstPushOutcome
fake_push (CstMarketplace  *marketplace,
           CstOperation    *operation,
           CstFileReader    reader,
           gpointer         reader_data,
           CstPushAnswer   *answer,
           GCancellable    *cancellable,
           GError         **error)
{
  CstFakeMarketplace *self = CST_FAKE_MARKETPLACE (marketplace);
  CstPushOutcome outcome;

  self->pushes++;
  if (fails (self, error))
    {
      answer->retry_after = self->retry_after;
      return CST_PUSH_NOT_SENT;
    }
  if (self->silence >= 0)
    return keep_silent (self, operation, error);
  if (dice (self))
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_SERVER, "before");
      return CST_PUSH_DOUBT;
    }

  outcome = execute (self, operation);
  if (self->is_garbled || dice (self))
    {
      set_garbled (error);
      return CST_PUSH_DOUBT;
    }
  if (dice (self))
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OFFLINE, "after");
      return CST_PUSH_DOUBT;
    }
  if (dice (self))
    return CST_PUSH_IN_FLIGHT;

  if (outcome != CST_PUSH_CONFIRMED)
    answer->problem = g_strdup ("no");
  else if (cst_operation_is_resolution (operation))
    {
      answer->truth = cst_change_set_new ();
      g_ptr_array_add (answer->truth->incidents,
                       cst_incident_copy (g_ptr_array_index (self->incidents, index_of (self, operation->order))));
    }
  else if (operation->kind == CST_OPERATION_DELIVERY_ANSWER)
    {
      answer->truth = cst_change_set_new ();
      g_ptr_array_add (answer->truth->deliveries,
                       cst_delivery_copy (g_ptr_array_index (self->deliveries, index_of (self, operation->order))));
    }

  return outcome;
}

static CstPushOutcome
fake_read_back (CstMarketplace      *marketplace,
                const CstOperation  *operation,
                CstPushAnswer       *answer,
                GCancellable        *cancellable,
                GError             **error)
{
  CstFakeMarketplace *self = CST_FAKE_MARKETPLACE (marketplace);
  const Kept *kept = g_hash_table_lookup (self->kept, operation->key);

  if (fails (self, error))
    return CST_PUSH_DOUBT;
  if (self->is_blind)
    return CST_PUSH_CANNOT_TELL;
  if (self->is_garbled)
    {
      set_garbled (error);
      return CST_PUSH_DOUBT;
    }

  return kept != NULL ? kept->outcome : CST_PUSH_NOT_THERE;
}

static gboolean
fake_fetch_attachment (CstMarketplace  *marketplace,
                       const char      *id,
                       const char      *target_path,
                       gint64           max_bytes,
                       GCancellable    *cancellable,
                       GError         **error)
{
  if (fails (CST_FAKE_MARKETPLACE (marketplace), error))
    return FALSE;

  return g_file_set_contents (target_path, "photo", -1, error);
}

static gint64
fake_key_retention (CstMarketplace *marketplace)
{
  return CST_FAKE_MARKETPLACE (marketplace)->retention;
}

static gint64
fake_settle_time (CstMarketplace *marketplace)
{
  return CST_FAKE_MARKETPLACE (marketplace)->settle_time;
}

static gint64
fake_get_retry_after (CstMarketplace *marketplace)
{
  return CST_FAKE_MARKETPLACE (marketplace)->retry_after;
}

static void
cst_fake_marketplace_iface_init (CstMarketplaceInterface *iface)
{
  iface->check = fake_check;
  iface->pull = fake_pull;
  iface->push = fake_push;
  iface->read_back = fake_read_back;
  iface->fetch_attachment = fake_fetch_attachment;
  iface->key_retention = fake_key_retention;
  iface->settle_time = fake_settle_time;
  iface->get_retry_after = fake_get_retry_after;
}

static CstOrder *
new_order (guint  n,
           gint64 version)
{
  CstOrder *order = cst_order_new ();
  CstOrderLine *line = cst_record_new (&cst_order_line_type);

  order->id = g_strdup_printf ("o%u", n);
  order->number = g_strdup_printf ("N-%u", n);
  order->version = version;
  order->status = CST_ORDER_PROBLEM_REPORTED;
  order->placed_at = 1000 + n;
  order->customer.id = g_strdup ("c");
  order->customer.name = g_strdup ("Papeterie");
  line->id = g_strdup ("1");
  line->title = g_strdup ("Tasse");
  line->quantity = line->delivered = 12;
  line->unit_price = 100;
  line->tax_rate_bp = 2000;
  g_ptr_array_add (order->lines, line);
  order->amounts = (CstAmounts) { "EUR", CST_TAX_EXCLUDED, 1200, 0, 240, 1440 };
  order->refunded = (CstAmounts) { "EUR", CST_TAX_EXCLUDED, 0, 0, 0, 0 };

  return order;
}

static CstIncident *
new_incident (guint  n,
              gint64 version)
{
  CstIncident *incident = cst_incident_new ();
  CstLineQuantity *line = cst_record_new (&cst_line_quantity_type);

  incident->id = g_strdup_printf ("i%u", n);
  incident->number = g_strdup_printf ("P-%u", n);
  incident->order = g_strdup_printf ("o%u", n);
  incident->version = version;
  incident->reason = CST_REASON_DAMAGED;
  incident->handler = CST_HANDLER_BRAND;
  incident->state = CST_INCIDENT_SUBMITTED;
  incident->reported_at = 2000 + n;
  line->line = g_strdup ("1");
  line->quantity = 2;
  g_ptr_array_add (incident->lines, line);

  return incident;
}

/**
 * cst_fake_marketplace_new:
 * @retention: of keys, see cst_marketplace_key_retention()
 * @n_orders: how many, each with one open incident
 */
CstFakeMarketplace *
cst_fake_marketplace_new (CstClock *clock,
                          gint64    retention,
                          guint     n_orders)
{
  CstFakeMarketplace *self = g_object_new (CST_TYPE_FAKE_MARKETPLACE, NULL);

  self->clock = g_object_ref (clock);
  self->retention = retention;
  for (guint i = 0; i < n_orders; i++)
    {
      CstThread *thread = cst_thread_new ();

      thread->order = g_strdup_printf ("o%u", i);
      g_ptr_array_add (self->orders, new_order (i, ++self->version));
      g_ptr_array_add (self->incidents, new_incident (i, ++self->version));
      g_ptr_array_add (self->threads, thread);
    }

  return self;
}

void
cst_fake_marketplace_set_trouble (CstFakeMarketplace *self,
                                  guint32             seed,
                                  double              rate)
{
  g_rand_set_seed (self->random, seed);
  self->rate = rate;
}

/* What is cut off may still take effect for so long. */
void
cst_fake_marketplace_set_settle_time (CstFakeMarketplace *self,
                                      gint64              seconds)
{
  self->settle_time = seconds;
}

/* Reading back cannot tell. */
void
cst_fake_marketplace_set_blind (CstFakeMarketplace *self,
                                gboolean            is_blind)
{
  self->is_blind = is_blind;
}

/* Everything arrives and is carried out, and no answer can be read. */
void
cst_fake_marketplace_set_garbled (CstFakeMarketplace *self,
                                  gboolean            is_garbled)
{
  self->is_garbled = is_garbled;
}

/* What its account cannot do. */
void
cst_fake_marketplace_set_lacking (CstFakeMarketplace *self,
                                  CstCapabilities     lacking)
{
  self->lacking = (int) lacking;
}

/* Whether we may record there what a customer told us. */
void
cst_fake_marketplace_set_reports (CstFakeMarketplace *self,
                                  gboolean            takes_reports)
{
  self->takes_reports = takes_reports;
}

/* One for each order, waiting for a solution. */
void
cst_fake_marketplace_add_deliveries (CstFakeMarketplace *self)
{
  for (guint i = 0; i < self->orders->len; i++)
    {
      CstDelivery *delivery = cst_delivery_new ();

      delivery->id = g_strdup_printf ("d%u", i);
      delivery->number = g_strdup_printf ("D-%u", i);
      delivery->order = g_strdup_printf ("o%u", i);
      delivery->carrier = g_strdup ("TIPSA");
      delivery->opened_at = 2000 + i;
      g_ptr_array_add (self->deliveries, delivery);
      cst_fake_marketplace_fail_delivery (self, i);
    }
}

/* An attempt in vain: a solution is wanted, again. */
void
cst_fake_marketplace_fail_delivery (CstFakeMarketplace *self,
                                    guint               nth)
{
  CstDelivery *delivery = g_ptr_array_index (self->deliveries, nth);

  delivery->state = CST_DELIVERY_WAITING;
  delivery->allowed = CST_ANSWER_FLAG (CST_ANSWER_TEXT) | CST_ANSWER_FLAG (CST_ANSWER_PICKUP);
  delivery->attempts++;
  delivery->version = ++self->version;
}

/* A colleague shares something at the site. */
void
cst_fake_marketplace_write_desk (CstFakeMarketplace *self,
                                 const char         *incident,
                                 const char         *text)
{
  CstDesk *desk = cst_desk_new ();
  CstNote *note = cst_record_new (&cst_note_type);
  CstFinding *finding = cst_record_new (&cst_finding_type);

  desk->incident = g_strdup (incident);
  desk->version = ++self->version;
  note->id = g_strdup (text);
  note->text = g_strdup (text);
  g_ptr_array_add (desk->notes, note);
  finding->id = g_strdup (text);
  finding->note = g_strdup (text);
  g_ptr_array_add (desk->findings, finding);
  g_ptr_array_add (self->desks, desk);
}

void
cst_fake_marketplace_fail_next (CstFakeMarketplace  *self,
                                CstMarketplaceError  code,
                                gint64               retry_after)
{
  g_clear_error (&self->next_error);
  self->next_error = g_error_new_literal (CST_MARKETPLACE_ERROR, (int) code, "asked for");
  self->retry_after = retry_after;
}

void
cst_fake_marketplace_set_shop (CstFakeMarketplace *self,
                               const char         *shop)
{
  self->shop = shop;
}

/* The next push is taken, and not answered before @silence seconds are over; it takes effect when
 * cst_fake_marketplace_arrive() is called. */
void
cst_fake_marketplace_set_silent (CstFakeMarketplace *self,
                                 int                 silence)
{
  self->silence = silence;
}

void
cst_fake_marketplace_arrive (CstFakeMarketplace *self)
{
  g_assert_nonnull (self->under_way);
  execute (self, self->under_way);
  g_clear_pointer (&self->under_way, cst_operation_free);
}

/* Every cursor given so far is of no use any more. */
void
cst_fake_marketplace_expire (CstFakeMarketplace *self)
{
  self->epoch++;
}

/* Without a word in the feed. */
void
cst_fake_marketplace_remove (CstFakeMarketplace *self,
                             const char         *order)
{
  guint i = index_of (self, order);

  g_ptr_array_remove_index (self->orders, i);
  g_ptr_array_remove_index (self->incidents, i);
  g_ptr_array_remove_index (self->threads, i);
}

/**
 * cst_fake_marketplace_incident:
 *
 * Returns: (transfer none): the truth itself
 */
CstIncident *
cst_fake_marketplace_incident (CstFakeMarketplace *self,
                               guint               nth)
{
  return g_ptr_array_index (self->incidents, nth);
}

void
cst_fake_marketplace_touch (CstFakeMarketplace *self,
                            CstIncident        *incident)
{
  incident->version = ++self->version;
}

guint
cst_fake_marketplace_executed (CstFakeMarketplace *self,
                               const char         *key)
{
  const Kept *kept = g_hash_table_lookup (self->kept, key);

  return kept != NULL ? kept->executed : 0;
}

guint
cst_fake_marketplace_count_pulls (CstFakeMarketplace *self)
{
  return self->pulls;
}

guint
cst_fake_marketplace_count_pushes (CstFakeMarketplace *self)
{
  return self->pushes;
}
