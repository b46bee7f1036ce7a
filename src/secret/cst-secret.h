/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CstSecretError:
 * @CST_SECRET_ERROR_UNAVAILABLE: no keyring runs here; offer a token file
 * @CST_SECRET_ERROR_TIMED_OUT: the keyring did not answer in time, probably it is locked; ask to unlock it
 * @CST_SECRET_ERROR_NOT_FOUND: the keyring or the file holds no token; ask for one
 * @CST_SECRET_ERROR_NOT_PRIVATE: others may read the file; say how to mend it, do not read it
 * @CST_SECRET_ERROR_FILE: the file cannot be read or written
 */
typedef enum
{
  CST_SECRET_ERROR_UNAVAILABLE,
  CST_SECRET_ERROR_TIMED_OUT,
  CST_SECRET_ERROR_NOT_FOUND,
  CST_SECRET_ERROR_NOT_PRIVATE,
  CST_SECRET_ERROR_FILE,
} CstSecretError;

#define CST_SECRET_ERROR (cst_secret_error_quark ())

GQuark    cst_secret_error_quark   (void);

void      cst_secret_lookup_async  (const char           *profile,
                                    const char           *account,
                                    guint                 timeout_s,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
char     *cst_secret_lookup_finish (GAsyncResult         *result,
                                    GError              **error);
void      cst_secret_store_async   (const char           *profile,
                                    const char           *account,
                                    const char           *token,
                                    guint                 timeout_s,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean  cst_secret_store_finish  (GAsyncResult         *result,
                                    GError              **error);
void      cst_secret_clear_async   (const char           *profile,
                                    const char           *account,
                                    guint                 timeout_s,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean  cst_secret_clear_finish  (GAsyncResult         *result,
                                    GError              **error);

char     *cst_secret_lookup_sync   (const char           *profile,
                                    const char           *account,
                                    guint                 timeout_s,
                                    GCancellable         *cancellable,
                                    GError              **error);
gboolean  cst_secret_store_sync    (const char           *profile,
                                    const char           *account,
                                    const char           *token,
                                    guint                 timeout_s,
                                    GCancellable         *cancellable,
                                    GError              **error);
gboolean  cst_secret_clear_sync    (const char           *profile,
                                    const char           *account,
                                    guint                 timeout_s,
                                    GCancellable         *cancellable,
                                    GError              **error);

char     *cst_secret_read_file     (const char           *path,
                                    GError              **error);
void      cst_secret_free          (char                 *token);

G_END_DECLS
