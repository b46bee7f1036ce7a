/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-constat.h"
#include "cst-marketplace.h"

static const CstConnectorKind kinds[] = {
  { "constat", N_("Constat contract (REST)") },
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
 * cst_marketplace_new:
 * @account: says which connector, and the address
 * @token: the credential; kept in memory only
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
  g_return_val_if_fail (account != NULL, NULL);
  g_return_val_if_fail (token != NULL, NULL);

  if (g_strcmp0 (account->connector, "constat") == 0)
    return cst_constat_new (account->url, token, error);

  g_set_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_REFUSED,
               _("There is no connector “%s”"), account->connector != NULL ? account->connector : "");

  return NULL;
}
