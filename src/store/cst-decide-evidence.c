/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-decide-checks.h"

#include <glib/gi18n-lib.h>

#include "cst-operations.h"

/* A note beside the file. */
#define NOTE_LENGTH 4000

static gboolean
is_evidence_type (const char *media_type)
{
  return media_type != NULL &&
         (g_str_has_prefix (media_type, "image/") || g_str_has_prefix (media_type, "video/") ||
          g_str_equal (media_type, "application/pdf") || g_str_equal (media_type, "text/plain"));
}

/* R7: one file that the account takes; each has a note, a person and a fate of its own. */
gboolean
cst_decide_check_evidence (const CstDecideContext  *context,
                           const CstOperation      *operation,
                           GError                 **error)
{
  gint64 limit = context->account->info.attachment_limit;
  const CstOutgoingFile *file;

  if (operation->files->len != 1)
    return cst_decide_incomplete (error, _("Choose one file."));

  file = g_ptr_array_index (operation->files, 0);
  if (!is_evidence_type (file->media_type))
    return cst_decide_not_allowed (error, _("Evidence is a picture, a video, a PDF document or a text."));
  if (file->size == 0)
    return cst_decide_incomplete (error, _("The file is empty."));
  if (limit > 0 && file->size > limit)
    {
      g_autofree char *text = g_format_size ((guint64) limit);

      g_set_error (error, CST_DECIDE_ERROR, CST_DECIDE_ERROR_NOT_ALLOWED,
                   _("“%s” is larger than the %s that the marketplace takes."), file->filename, text);
      return FALSE;
    }
  if (operation->text != NULL && g_utf8_strlen (operation->text, -1) > NOTE_LENGTH)
    return cst_decide_incomplete (error, _("The note is too long."));

  return TRUE;
}
