/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-constat.h"
#include "cst-dropea.h"
#include "cst-manual.h"
#include "cst-medusa.h"
#include "cst-marketplace.h"
#include "cst-mirakl.h"
#include "cst-own-desk.h"

static const CstConnectorAddress dropea_addresses[] = {
  { "https://es.public-api.dropea.com", N_("Spain") },
  { "https://pt.public-api.dropea.com", N_("Portugal") },
  { "https://it.public-api.dropea.com", N_("Italy") },
};

static const CstConnectorKind kinds[] = {
  { "constat", N_("Constat contract (REST)"), &cst_constat, FALSE, NULL, 0 },
  { "dropea", N_("Dropea (incidents of carriers)"), &cst_dropea, FALSE, dropea_addresses,
    G_N_ELEMENTS (dropea_addresses) },
  { "medusa", N_("Medusa 2 shop"), &cst_medusa, FALSE, NULL, 0 },
  { "mirakl", N_("Mirakl marketplace"), &cst_mirakl, FALSE, NULL, 0 },
  { "manual", N_("Recorded by hand"), NULL, TRUE, NULL, 0 },
};

/**
 * cst_connector_kinds:
 * @n_kinds: (out): how many
 *
 * Returns: (transfer none): the kinds of connector an account may have; translate the labels
 */
const CstConnectorKind *
cst_connector_kinds (guint *n_kinds)
{
  g_return_val_if_fail (n_kinds != NULL, NULL);

  *n_kinds = G_N_ELEMENTS (kinds);

  return kinds;
}

/**
 * cst_connector_kind:
 * @name: (nullable): what an account holds as its connector
 *
 * Returns: (transfer none) (nullable): that kind of connector
 */
const CstConnectorKind *
cst_connector_kind (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (kinds[i].name, name) == 0)
        return &kinds[i];
    }

  return NULL;
}

/**
 * cst_connector_is_local:
 * @name: (nullable): what an account holds as its connector
 *
 * Returns: whether such an account has neither an address nor a credential, and never waits for a network
 */
gboolean
cst_connector_is_local (const char *name)
{
  const CstConnectorKind *kind = cst_connector_kind (name);

  return kind != NULL && kind->is_local;
}

/**
 * cst_marketplace_new:
 * @account: says which connector, and the address
 * @token: (nullable): the credential; kept in memory only; %NULL for a local connector
 *
 * Does no I/O. The result is used on one thread, which need not be this one.
 *
 * Returns: (transfer full): the account's marketplace, or %NULL with
 * %CST_MARKETPLACE_ERROR_INSECURE or %CST_MARKETPLACE_ERROR_REFUSED for an unknown connector
 */
CstMarketplace *
cst_marketplace_new (const CstAccount  *account,
                     const char        *token,
                     GError           **error)
{
  const CstConnectorKind *kind;
  CstMarketplace *inner;

  g_return_val_if_fail (account != NULL, NULL);

  if (g_strcmp0 (account->connector, "manual") == 0)
    return cst_manual_new (&account->info);

  g_return_val_if_fail (token != NULL, NULL);

  kind = cst_connector_kind (account->connector);
  if (kind == NULL)
    {
      g_set_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_REFUSED,
                   _("There is no connector “%s”"), account->connector != NULL ? account->connector : "");
      return NULL;
    }
  inner = cst_site_new (kind->site, account->url, token, error);

  return inner != NULL ? cst_own_desk_new (inner, &account->info) : NULL;
}
