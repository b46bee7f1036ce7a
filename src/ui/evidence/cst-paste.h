/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CstPasted:
 * @paths: of files on this computer
 * @are_temporary: whether they were made for this, and are to be removed by whoever takes them
 */
typedef struct
{
  GStrv    paths;
  gboolean are_temporary;
} CstPasted;

gboolean   cst_paste_has_files    (GdkClipboard         *clipboard);
void       cst_paste_files_async  (GdkClipboard         *clipboard,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
CstPasted *cst_paste_files_finish (GdkClipboard         *clipboard,
                                   GAsyncResult         *result,
                                   GError              **error);
GStrv      cst_chooser_paths      (GtkFileChooser       *chooser);
GStrv      cst_dropped_paths      (const GValue         *value);
void       cst_pasted_free        (CstPasted            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPasted, cst_pasted_free)

G_END_DECLS
