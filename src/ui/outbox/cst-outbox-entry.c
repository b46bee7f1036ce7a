/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-outbox-entry.h"

#include <glib/gi18n.h>

#include "cst-accounts.h"
#include "cst-labels.h"
#include "cst-outbox-words.h"
#include "cst-outbox.h"
#include "cst-rehearsal.h"
#include "cst-terms.h"
#include "cst-truth.h"
#include "cst-util.h"

/* One operation with what the store knows of its order and incident. Immutable: read on the query thread, shown on
 * the main thread, replaced when anything of it changed. */

struct _CstOutboxEntry
{
  GObject       parent_instance;

  CstOperation *operation; /* (owned) */
  CstAccount   *account;   /* (owned) */
  CstOrder     *order;     /* (owned) (nullable): not on this computer */
  CstIncident  *incident;  /* (owned) (nullable): about no incident, or not on this computer */
  GPtrArray    *risks;     /* (owned): of CstRisk: what it would meet if it left now */
};

G_DEFINE_FINAL_TYPE (CstOutboxEntry, cst_outbox_entry, G_TYPE_OBJECT)

static void
cst_outbox_entry_finalize (GObject *object)
{
  CstOutboxEntry *self = CST_OUTBOX_ENTRY (object);

  g_clear_pointer (&self->operation, cst_operation_free);
  g_clear_pointer (&self->account, cst_account_free);
  g_clear_pointer (&self->order, cst_order_free);
  g_clear_pointer (&self->incident, cst_incident_free);
  g_clear_pointer (&self->risks, g_ptr_array_unref);

  G_OBJECT_CLASS (cst_outbox_entry_parent_class)->finalize (object);
}

static void
cst_outbox_entry_class_init (CstOutboxEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cst_outbox_entry_finalize;
}

static void
cst_outbox_entry_init (CstOutboxEntry *self)
{
}

/**
 * cst_outbox_entry_new:
 * @order: (nullable): what the marketplace last said of it
 * @incident: (nullable): what the marketplace last said of it
 * @risks: (element-type CstRisk): what it would meet if it left now
 */
CstOutboxEntry *
cst_outbox_entry_new (const CstOperation *operation,
                      const CstAccount   *account,
                      const CstOrder     *order,
                      const CstIncident  *incident,
                      GPtrArray          *risks)
{
  CstOutboxEntry *self = g_object_new (CST_TYPE_OUTBOX_ENTRY, NULL);

  self->operation = cst_operation_copy (operation);
  self->account = cst_account_copy (account);
  self->order = order != NULL ? cst_order_copy (order) : NULL;
  self->incident = incident != NULL ? cst_incident_copy (incident) : NULL;
  self->risks = g_ptr_array_ref (risks);

  return self;
}

CstOutboxRequest *
cst_outbox_request_new (CstStore   *store,
                        gint64      now,
                        gboolean    is_finished,
                        const char *search,
                        guint       limit)
{
  CstOutboxRequest *self = g_new0 (CstOutboxRequest, 1);

  self->store = g_object_ref (store);
  self->now = now;
  self->is_finished = is_finished;
  self->search = g_strdup (search);
  self->limit = limit;

  return self;
}

void
cst_outbox_request_free (CstOutboxRequest *self)
{
  g_object_unref (self->store);
  g_free (self->search);
  g_free (self);
}

static const CstAccount *
find_account (GPtrArray *accounts,
              gint64     id)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      const CstAccount *account = g_ptr_array_index (accounts, i);

      if (account->id == id)
        return account;
    }

  return NULL;
}

/* What is not there is no failure: an order may have been forgotten while its operation is kept. */
static gboolean
is_failure (const GError *error)
{
  return error != NULL && !g_error_matches (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND);
}

static CstOutboxEntry *
load_entry (CstDb                   *db,
            const CstOutboxRequest  *what,
            const CstOperation      *operation,
            const CstAccount        *account,
            GError                 **error)
{
  g_autoptr(GError) order_error = NULL;
  g_autoptr(GError) incident_error = NULL;
  g_autoptr(CstOrder) order = cst_db_order (db, operation->account, operation->order, &order_error);
  g_autoptr(CstIncident) incident = NULL;
  g_autoptr(GPtrArray) risks = NULL;

  if (is_failure (order_error))
    {
      g_propagate_error (error, g_steal_pointer (&order_error));
      return NULL;
    }

  if (operation->incident != NULL)
    incident = cst_db_incident (db, operation->account, operation->incident, &incident_error);
  if (is_failure (incident_error))
    {
      g_propagate_error (error, g_steal_pointer (&incident_error));
      return NULL;
    }

  if (!(risks = cst_rehearse_operation (what->store, db, operation, what->now, error)))
    return NULL;

  return cst_outbox_entry_new (operation, account, order, incident, risks);
}

/**
 * cst_outbox_load:
 * @request: a #CstOutboxRequest
 *
 * Query thread; a #CstDbFunc.
 *
 * Returns: (transfer full): a #GPtrArray of #CstOutboxEntry
 */
gpointer
cst_outbox_load (CstDb         *db,
                 gpointer       request,
                 GCancellable  *cancellable,
                 GError       **error)
{
  const CstOutboxRequest *what = request;
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) accounts = cst_db_accounts (db, error);
  g_autoptr(GPtrArray) operations = NULL;

  if (accounts == NULL ||
      !(operations = cst_db_outbox (db, what->is_finished, what->search, what->limit, error)))
    return NULL;

  for (guint i = 0; i < operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (operations, i);
      const CstAccount *account = find_account (accounts, operation->account);
      CstOutboxEntry *entry;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (account == NULL)
        continue;
      if (!(entry = load_entry (db, what, operation, account, error)))
        return NULL;
      g_ptr_array_add (entries, entry);
    }

  return g_steal_pointer (&entries);
}

const CstOperation *
cst_outbox_entry_get_operation (CstOutboxEntry *self)
{
  g_return_val_if_fail (CST_IS_OUTBOX_ENTRY (self), NULL);

  return self->operation;
}

const CstAccount *
cst_outbox_entry_get_account (CstOutboxEntry *self)
{
  g_return_val_if_fail (CST_IS_OUTBOX_ENTRY (self), NULL);

  return self->account;
}

/**
 * cst_outbox_entry_get_order:
 *
 * Returns: (transfer none) (nullable): the order, %NULL when this computer does not have it
 */
const CstOrder *
cst_outbox_entry_get_order (CstOutboxEntry *self)
{
  g_return_val_if_fail (CST_IS_OUTBOX_ENTRY (self), NULL);

  return self->order;
}

/**
 * cst_outbox_entry_get_incident:
 *
 * Returns: (transfer none) (nullable): the incident, %NULL when it is about none or this computer does not have it
 */
const CstIncident *
cst_outbox_entry_get_incident (CstOutboxEntry *self)
{
  g_return_val_if_fail (CST_IS_OUTBOX_ENTRY (self), NULL);

  return self->incident;
}

/**
 * cst_outbox_entry_get_risks:
 *
 * Returns: (transfer none) (element-type CstRisk): what it would meet if it left now
 */
GPtrArray *
cst_outbox_entry_get_risks (CstOutboxEntry *self)
{
  g_return_val_if_fail (CST_IS_OUTBOX_ENTRY (self), NULL);

  return self->risks;
}

static gboolean
has_same_risks (CstOutboxEntry *self,
                CstOutboxEntry *other)
{
  if (self->risks->len != other->risks->len)
    return FALSE;

  for (guint i = 0; i < self->risks->len; i++)
    {
      if (!cst_record_equal (&cst_risk_type, g_ptr_array_index (self->risks, i), g_ptr_array_index (other->risks, i)))
        return FALSE;
    }

  return TRUE;
}

static gint64
version_of_order (CstOutboxEntry *self)
{
  return self->order != NULL ? self->order->version : -1;
}

static gint64
version_of_incident (CstOutboxEntry *self)
{
  return self->incident != NULL ? self->incident->version : -1;
}

/**
 * cst_outbox_entry_equal:
 *
 * Returns: whether both would be shown the same
 */
gboolean
cst_outbox_entry_equal (CstOutboxEntry *self,
                        CstOutboxEntry *other)
{
  return cst_record_equal (&cst_operation_type, self->operation, other->operation) &&
         version_of_order (self) == version_of_order (other) &&
         version_of_incident (self) == version_of_incident (other) &&
         g_strcmp0 (self->account->name, other->account->name) == 0 &&
         has_same_risks (self, other);
}

char *
cst_outbox_entry_dup_title (CstOutboxEntry *self)
{
  const char *number = self->operation->order;

  if (self->incident != NULL)
    number = self->incident->number;
  else if (self->order != NULL)
    number = self->order->number;

  return cst_outbox_title (self->operation, &self->account->info, number);
}

/**
 * cst_outbox_entry_dup_subject:
 *
 * Returns: (transfer full): which order, whose, where
 */
char *
cst_outbox_entry_dup_subject (CstOutboxEntry *self)
{
  const char *site = cst_account_get_site (self->account);

  if (self->order == NULL)
    /* Translators: the id of an order and an account’s or marketplace’s name */
    return g_strdup_printf (_("Order %1$s, %2$s"), self->operation->order, site);

  /* Translators: an order’s number, a customer’s name and a marketplace’s name */
  return g_strdup_printf (_("Order %1$s, %2$s, %3$s"), self->order->number,
                          cst_term_customer_name (&self->account->info, self->order), site);
}

char *
cst_outbox_entry_dup_content (CstOutboxEntry *self)
{
  return cst_outbox_content (self->operation, self->order);
}

/**
 * cst_outbox_entry_dup_spoken:
 *
 * Returns: (transfer full): the row in one piece, for a screen reader
 */
char *
cst_outbox_entry_dup_spoken (CstOutboxEntry *self,
                             gint64          now)
{
  g_autofree char *title = cst_outbox_entry_dup_title (self);
  g_autofree char *subject = cst_outbox_entry_dup_subject (self);
  g_autofree char *content = cst_outbox_entry_dup_content (self);
  g_autofree char *why = cst_outbox_why (self->operation);
  g_autofree char *who = cst_outbox_who (self->operation, now);
  g_autoptr(GString) risks = g_string_new (NULL);

  for (guint i = 0; i < self->risks->len; i++)
    g_string_append_printf (risks, " %s", ((const CstRisk *) g_ptr_array_index (self->risks, i))->text);

  return cst_str_join_sentences ((const char *[]) { cst_label_operation_state (self->operation->state), title, subject,
                                                    content, why, risks->str, who }, 7);
}
