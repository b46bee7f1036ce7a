/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-marketplace.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (cst-marketplace-error-quark, cst_marketplace_error)

G_DEFINE_INTERFACE (CstMarketplace, cst_marketplace, G_TYPE_OBJECT)

static void
cst_marketplace_default_init (CstMarketplaceInterface *iface)
{
}

/**
 * cst_marketplace_problem_text:
 * @error: any error of a connector
 *
 * Returns: (transfer full): in plain words what is wrong and what to do; never a body, a name or a token
 */
char *
cst_marketplace_problem_text (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain != CST_MARKETPLACE_ERROR)
    return g_strdup_printf (_("Something unexpected happened: %s"), error->message);

  switch ((CstMarketplaceError) error->code)
    {
    case CST_MARKETPLACE_ERROR_OFFLINE:
      return g_strdup (_("The marketplace cannot be reached. What you decide is kept and sent as soon as it answers."));
    case CST_MARKETPLACE_ERROR_TLS:
      return g_strdup (_("The marketplace could not prove who it is, so nothing was sent. Check the address and the "
                         "date of this computer; if both are right, ask the marketplace about its certificate."));
    case CST_MARKETPLACE_ERROR_INSECURE:
      return g_strdup (_("The address is not secure, so nothing was sent. Use an address that begins with https."));
    case CST_MARKETPLACE_ERROR_AUTH:
      return g_strdup (_("The marketplace does not accept the token. Enter a new one in the account; what waits is "
                         "kept until then."));
    case CST_MARKETPLACE_ERROR_FORBIDDEN:
      return g_strdup (_("The token of this account does not allow this. Ask for a token with more rights and enter it "
                         "in the account."));
    case CST_MARKETPLACE_ERROR_OTHER_SHOP:
      return g_strdup (_("The address and the token lead to another seller than before. Nothing was sent or changed. "
                         "Put the old ones back, or add the other seller as an account of its own."));
    case CST_MARKETPLACE_ERROR_THROTTLED:
      return g_strdup (_("The marketplace asks for a pause. Constat goes on by itself when it is over."));
    case CST_MARKETPLACE_ERROR_SERVER:
      return g_strdup (_("The marketplace has a problem of its own. Constat tries again by itself."));
    case CST_MARKETPLACE_ERROR_MALFORMED:
      return g_strdup_printf (_("The marketplace gave an answer that cannot be understood (%s). Nothing of it was "
                                "used; Constat tries again by itself. If it stays, tell the marketplace."),
                              error->message);
    case CST_MARKETPLACE_ERROR_GONE:
      return g_strdup (_("The marketplace asks to read everything again from the beginning. Constat does so "
                         "by itself."));
    case CST_MARKETPLACE_ERROR_NOT_FOUND:
      return g_strdup (_("The marketplace does not know this any more."));
    case CST_MARKETPLACE_ERROR_TOO_LARGE:
      return g_strdup (_("The marketplace sent more than Constat takes. Nothing of it was used."));
    case CST_MARKETPLACE_ERROR_REFUSED:
      return g_strdup_printf (_("The marketplace said no: %s"), error->message);
    case CST_MARKETPLACE_ERROR_FILE:
      return g_strdup_printf (_("A file could not be read or written: %s"), error->message);
    default:
      return g_strdup (error->message);
    }
}

/**
 * cst_marketplace_check:
 *
 * Asks the marketplace who we are.
 *
 * Returns: (transfer full): freed with cst_record_free() of %cst_account_info_type, or %NULL with
 * %CST_MARKETPLACE_ERROR
 */
CstAccountInfo *
cst_marketplace_check (CstMarketplace  *self,
                       GCancellable    *cancellable,
                       GError         **error)
{
  g_return_val_if_fail (CST_IS_MARKETPLACE (self), NULL);

  return CST_MARKETPLACE_GET_IFACE (self)->check (self, cancellable, error);
}

/**
 * cst_marketplace_pull:
 * @cursor: (nullable): where the last page ended; %NULL from the beginning
 * @limit: how many changes at most
 *
 * Returns: (transfer full): one page of what changed, or %NULL with %CST_MARKETPLACE_ERROR;
 * %CST_MARKETPLACE_ERROR_GONE when @cursor has expired
 */
CstChangeSet *
cst_marketplace_pull (CstMarketplace  *self,
                      const char      *cursor,
                      guint            limit,
                      GCancellable    *cancellable,
                      GError         **error)
{
  g_return_val_if_fail (CST_IS_MARKETPLACE (self), NULL);
  g_return_val_if_fail (limit > 0, NULL);

  return CST_MARKETPLACE_GET_IFACE (self)->pull (self, cursor, limit, cancellable, error);
}

/**
 * cst_marketplace_push:
 * @operation: what to send, already committed as sending; its files get their remote ids
 * @reader: gives the bytes of the operation's files
 * @answer: (out): cleared by the caller with cst_push_answer_clear()
 *
 * One attempt, under the operation's key. Being cancelled never means "not done".
 *
 * Returns: the outcome; @error is set with %CST_PUSH_NOT_SENT and %CST_PUSH_DOUBT and says why
 */
CstPushOutcome
cst_marketplace_push (CstMarketplace  *self,
                      CstOperation    *operation,
                      CstFileReader    reader,
                      gpointer         reader_data,
                      CstPushAnswer   *answer,
                      GCancellable    *cancellable,
                      GError         **error)
{
  g_return_val_if_fail (CST_IS_MARKETPLACE (self), CST_PUSH_NOT_SENT);
  g_return_val_if_fail (operation != NULL && answer != NULL, CST_PUSH_NOT_SENT);

  return CST_MARKETPLACE_GET_IFACE (self)->push (self, operation, reader, reader_data, answer, cancellable, error);
}

/**
 * cst_marketplace_read_back:
 * @operation: one that may have arrived
 *
 * Asks what became of it, without sending it again.
 *
 * Returns: confirmed, refused, conflict, in flight, not there, or cannot tell; %CST_PUSH_DOUBT with
 * @error when the question itself was not answered
 */
CstPushOutcome
cst_marketplace_read_back (CstMarketplace      *self,
                           const CstOperation  *operation,
                           CstPushAnswer       *answer,
                           GCancellable        *cancellable,
                           GError             **error)
{
  g_return_val_if_fail (CST_IS_MARKETPLACE (self), CST_PUSH_CANNOT_TELL);
  g_return_val_if_fail (operation != NULL && answer != NULL, CST_PUSH_CANNOT_TELL);

  return CST_MARKETPLACE_GET_IFACE (self)->read_back (self, operation, answer, cancellable, error);
}

/**
 * cst_marketplace_fetch_attachment:
 * @target_path: where the file shall be; a part of it beside it is gone on with
 * @max_bytes: a larger file is refused with %CST_MARKETPLACE_ERROR_TOO_LARGE
 *
 * Returns: whether @target_path now holds the whole file
 */
gboolean
cst_marketplace_fetch_attachment (CstMarketplace  *self,
                                  const char      *id,
                                  const char      *target_path,
                                  gint64           max_bytes,
                                  GCancellable    *cancellable,
                                  GError         **error)
{
  g_return_val_if_fail (CST_IS_MARKETPLACE (self), FALSE);
  g_return_val_if_fail (id != NULL && target_path != NULL, FALSE);

  return CST_MARKETPLACE_GET_IFACE (self)->fetch_attachment (self, id, target_path, max_bytes, cancellable, error);
}

/**
 * cst_marketplace_key_retention:
 *
 * Returns: for how many seconds after the first attempt a key may be repeated; 0 when the marketplace
 * does not honour keys, -1 for ever
 */
gint64
cst_marketplace_key_retention (CstMarketplace *self)
{
  g_return_val_if_fail (CST_IS_MARKETPLACE (self), 0);

  return CST_MARKETPLACE_GET_IFACE (self)->key_retention (self);
}

/**
 * cst_marketplace_settle_time:
 *
 * Returns: for how many seconds an attempt that nobody saw the end of may still take effect there: until then neither
 * asking nor repeating says anything; one that went without an answer for long is given longer
 */
gint64
cst_marketplace_settle_time (CstMarketplace *self)
{
  CstMarketplaceInterface *iface;

  g_return_val_if_fail (CST_IS_MARKETPLACE (self), 0);

  iface = CST_MARKETPLACE_GET_IFACE (self);

  return iface->settle_time != NULL ? iface->settle_time (self) : 0;
}

/**
 * cst_marketplace_get_retry_after:
 *
 * Returns: how many seconds the last answer asked us to wait, -1 when it did not
 */
gint64
cst_marketplace_get_retry_after (CstMarketplace *self)
{
  g_return_val_if_fail (CST_IS_MARKETPLACE (self), -1);

  return CST_MARKETPLACE_GET_IFACE (self)->get_retry_after (self);
}

/**
 * cst_push_answer_clear:
 *
 * Frees what @answer owns and leaves it as %CST_PUSH_ANSWER_INIT
 */
void
cst_push_answer_clear (CstPushAnswer *answer)
{
  g_return_if_fail (answer != NULL);

  g_clear_pointer (&answer->truth, cst_change_set_free);
  g_clear_pointer (&answer->problem, g_free);
  answer->retry_after = -1;
}

/**
 * cst_marketplace_ends_here:
 *
 * Returns: whether no site is asked for @operation: its truth is made here, and cannot be pulled again
 */
gboolean
cst_marketplace_ends_here (CstMarketplace     *self,
                           const CstOperation *operation)
{
  CstMarketplaceInterface *iface;

  g_return_val_if_fail (CST_IS_MARKETPLACE (self), FALSE);
  g_return_val_if_fail (operation != NULL, FALSE);

  iface = CST_MARKETPLACE_GET_IFACE (self);

  return iface->ends_here != NULL && iface->ends_here (self, operation);
}

/**
 * cst_marketplace_goes_by_steps:
 *
 * Returns: whether an operation may take several calls there: that some of it stands there does not say that all does
 */
gboolean
cst_marketplace_goes_by_steps (CstMarketplace *self)
{
  CstMarketplaceInterface *iface;

  g_return_val_if_fail (CST_IS_MARKETPLACE (self), FALSE);

  iface = CST_MARKETPLACE_GET_IFACE (self);

  return iface->goes_by_steps != NULL && iface->goes_by_steps (self);
}

/**
 * cst_marketplace_wants_truth:
 *
 * Returns: whether it has use for cst_marketplace_set_truth()
 */
gboolean
cst_marketplace_wants_truth (CstMarketplace *self)
{
  g_return_val_if_fail (CST_IS_MARKETPLACE (self), FALSE);

  return CST_MARKETPLACE_GET_IFACE (self)->set_truth != NULL;
}

/**
 * cst_marketplace_set_truth:
 * @truth: lives as long as @self is used, like @truth_data
 *
 * Lets a connector that keeps something here read what is known; for the others it does nothing.
 */
void
cst_marketplace_set_truth (CstMarketplace       *self,
                           const CstTruthReader *truth,
                           gpointer              truth_data)
{
  g_return_if_fail (CST_IS_MARKETPLACE (self));
  g_return_if_fail (truth != NULL);

  if (cst_marketplace_wants_truth (self))
    CST_MARKETPLACE_GET_IFACE (self)->set_truth (self, truth, truth_data);
}

/**
 * cst_truth_copy_file:
 * @name: of a file people added
 * @target_path: where its copy shall be
 * @max_bytes: a larger file is refused with %CST_MARKETPLACE_ERROR_TOO_LARGE
 *
 * What cst_marketplace_fetch_attachment() does with a file that no site has.
 */
gboolean
cst_truth_copy_file (const CstTruthReader  *self,
                     gpointer               truth_data,
                     const char            *name,
                     const char            *target_path,
                     gint64                 max_bytes,
                     GError               **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GBytes) bytes = self->file (name, truth_data, &local_error);

  if (bytes == NULL)
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND, local_error->message);
      return FALSE;
    }
  if ((gint64) g_bytes_get_size (bytes) > max_bytes)
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_TOO_LARGE, "the file is too large");
      return FALSE;
    }
  if (g_file_set_contents_full (target_path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                G_FILE_SET_CONTENTS_CONSISTENT, 0600, &local_error))
    return TRUE;

  g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_FILE, local_error->message);

  return FALSE;
}
