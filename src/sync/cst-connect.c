/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-connect.h"

#include "cst-secret.h"

/**
 * cst_connect:
 * @profile: (nullable): whose keyring entries
 * @timeout_s: how long the keyring may take
 *
 * Fetches the account's token from where it is kept and makes its marketplace. Blocks; never on the main thread.
 *
 * Returns: (transfer full): the marketplace, or %NULL with %CST_SECRET_ERROR or %CST_MARKETPLACE_ERROR
 */
CstMarketplace *
cst_connect (const CstAccount  *account,
             const char        *profile,
             guint              timeout_s,
             GCancellable      *cancellable,
             GError           **error)
{
  CstMarketplace *marketplace = NULL;
  char *token = NULL;

  g_return_val_if_fail (account != NULL, NULL);

  if (cst_connector_is_local (account->connector))
    return cst_marketplace_new (account, NULL, error);

  switch (account->credential_place)
    {
    case CST_CREDENTIAL_FILE:
      token = cst_secret_read_file (account->credential_file != NULL ? account->credential_file : "", error);
      break;
    case CST_CREDENTIAL_KEYRING:
      token = cst_secret_lookup_sync (profile, account->name, timeout_s, cancellable, error);
      break;
    case CST_CREDENTIAL_NONE:
    default:
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_AUTH, "The account has no token");
      break;
    }

  if (token != NULL)
    marketplace = cst_marketplace_new (account, token, error);
  cst_secret_free (token);

  return marketplace;
}
