/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-parcel-rules.h"

#include "cst-parcel-facts.h"
#include "cst-delivery-hooks.h"
#include "cst-truth.h"

/* Joins the tables of the carriers' codes and the rules, which know no store, to the store, which knows neither. */

/* The playbook that speaks of carriers' incidents where the account's own does not. */
#define CARRIER_PLAYBOOK "dropshipping-carrier"

typedef struct
{
  CstRuleSet      *set;
  CstCarrierCodes *codes;
} Hooks;

static void
hooks_free (gpointer data)
{
  Hooks *hooks = data;

  cst_rule_set_unref (hooks->set);
  cst_carrier_codes_unref (hooks->codes);
  g_free (hooks);
}

static gboolean
find_reason (const CstDelivery *delivery,
             CstDeliveryReason *reason,
             gpointer           user_data)
{
  Hooks *hooks = user_data;
  const CstCodeMeaning *meaning = cst_carrier_codes_of_delivery (hooks->codes, delivery);

  if (meaning == NULL)
    return FALSE;

  *reason = meaning->reason;

  return TRUE;
}

/* The account's own rules where they speak of carriers, else those of any carrier. */
static CstPlaybook *
playbook_for (CstRuleSet        *set,
              const CstRuleDesk *desk)
{
  if (desk->playbook != NULL && cst_playbook_has_carrier (desk->playbook))
    return cst_playbook_ref (desk->playbook);

  return cst_rule_set_lookup (set, CARRIER_PLAYBOOK);
}

static gint64
find_protest (CstDb             *db,
              gint64             account,
              const CstDelivery *delivery,
              const CstOrder    *order,
              gpointer           user_data)
{
  Hooks *hooks = user_data;
  g_autoptr(CstRuleDesk) desk = cst_rule_set_desk (hooks->set, db, account, NULL);
  g_autoptr(CstPlaybook) playbook = desk != NULL ? playbook_for (hooks->set, desk) : NULL;

  if (playbook == NULL)
    return 0;

  return cst_parcel_protest_until (playbook, &desk->account->info, order, delivery, cst_rule_set_now (hooks->set));
}

/**
 * cst_parcel_rules_watch:
 *
 * Lets @store ask what codes mean and until when carriers take a protest (R15).
 */
void
cst_parcel_rules_watch (CstStore        *store,
                        CstRuleSet      *set,
                        CstCarrierCodes *codes)
{
  static const CstDeliveryHooks hooks = { find_reason, find_protest };
  Hooks *data = g_new0 (Hooks, 1);

  data->set = cst_rule_set_ref (set);
  data->codes = cst_carrier_codes_ref (codes);
  cst_store_set_delivery_hooks (store, &hooks, data, hooks_free);
}

/**
 * cst_parcel_case_new:
 * @db: a connection of the calling thread
 *
 * Returns: (transfer full): the delivery incident as its rules see it
 */
CstParcelCase *
cst_parcel_case_new (CstRules           *rules,
                     CstDb              *db,
                     gint64              account,
                     const CstDelivery  *delivery,
                     GError            **error)
{
  CstRuleSet *set = cst_rules_get_set (rules);
  g_autoptr(CstRuleDesk) desk = cst_rule_set_desk (set, db, account, error);
  g_autoptr(CstOrder) order = NULL;
  g_autoptr(CstPlaybook) playbook = NULL;
  CstParcelCase *self;

  if (desk == NULL)
    return NULL;

  if (!(playbook = playbook_for (set, desk)))
    {
      g_set_error_literal (error, CST_STORE_ERROR, CST_STORE_ERROR_NOT_FOUND, "No playbook speaks of carriers");
      return NULL;
    }

  order = delivery->order != NULL ? cst_db_order (db, account, delivery->order, NULL) : NULL;
  self = g_new0 (CstParcelCase, 1);
  self->facts = cst_parcel_facts_new (&desk->account->info, order, delivery, cst_rule_set_now (set));
  self->view = cst_case_view_new (playbook, self->facts);
  self->playbook = g_steal_pointer (&playbook);
  self->codes = cst_carrier_codes_ref (cst_rules_get_carrier_codes (rules));
  self->meaning = cst_carrier_codes_of_delivery (self->codes, delivery);

  return self;
}

void
cst_parcel_case_free (CstParcelCase *self)
{
  if (self == NULL)
    return;

  cst_carrier_codes_unref (self->codes);
  cst_case_view_free (self->view);
  cst_case_facts_free (self->facts);
  cst_playbook_unref (self->playbook);
  g_free (self);
}

/**
 * cst_parcel_case_protest:
 *
 * R15: the carrier's own clock, with its template, source and date.
 *
 * Returns: (transfer none) (nullable): the clock, %NULL where there is no such limit or nothing was delivered
 */
const CstCaseClock *
cst_parcel_case_protest (const CstParcelCase *self)
{
  for (guint i = 0; i < self->view->clocks->len; i++)
    {
      const CstCaseClock *clock = g_ptr_array_index (self->view->clocks, i);

      if (clock->role == CST_CLOCK_CARRIER && clock->due != 0)
        return clock;
    }

  return NULL;
}
