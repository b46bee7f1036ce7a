/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dossier-sections.h"

#include <glib/gi18n-lib.h>

#include "cst-dossier-words.h"
#include "cst-findings.h"
#include "cst-labels.h"
#include "cst-util.h"

/* Photos and files: each with where it came from, what it says of itself, and its hash. */

static void
G_GNUC_PRINTF (2,
               3)
add_line (GString    *text,
          const char *format,
          ...)
{
  va_list args;

  if (text->len > 0)
    g_string_append_c (text, '\n');
  va_start (args, format);
  g_string_append_vprintf (text, format, args);
  va_end (args);
}

static void
add_origin (GString              *text,
            const CstDossier     *self,
            const CstDossierFile *file)
{
  g_autofree char *seller = cst_dossier_party (self, CST_PARTY_BRAND);

  switch (file->origin)
    {
    case CST_DOSSIER_FROM_MESSAGE:
      add_line (text, C_("case file", "With message %d"), file->message);
      break;
    case CST_DOSSIER_FROM_DESK:
      /* Translators: the name of the brand or seller */
      add_line (text, C_("case file", "Evidence from %s"), seller);
      if (file->by != NULL)
        add_line (text, "%s", file->by);
      break;
    case CST_DOSSIER_FROM_LABEL:
      add_line (text, "%s", C_("case file", "Return label"));
      break;
    case CST_DOSSIER_FROM_CUSTOMER:
    default:
      add_line (text, "%s", C_("case file", "With the report"));
      break;
    }
  if (!cst_str_is_blank (file->note))
    add_line (text, "%s", file->note);
}

static void
add_marks (GString              *text,
           const CstDossier     *self,
           const CstDossierFile *file)
{
  for (guint i = 0; i < self->desk->findings->len; i++)
    {
      const CstFinding *finding = g_ptr_array_index (self->desk->findings, i);
      g_autoptr(GString) words = g_string_new (NULL);
      g_autofree char *found = NULL;
      guint n_marks = 0;

      for (guint k = 0; k < finding->marks->len; k++)
        {
          const CstMark *mark = g_ptr_array_index (finding->marks, k);

          if (g_strcmp0 (mark->attachment, file->attachment->id) != 0)
            continue;
          n_marks++;
          if (!cst_str_is_blank (mark->text))
            g_string_append_printf (words, " · %s", mark->text);
        }
      if (n_marks == 0)
        continue;
      found = cst_label_found_on (finding->finding, finding->line, finding->quantity, self->order);
      add_line (text, "%s: %s%s", C_("case file", "Finding with a mark"), found, words->str);
    }
}

static void
add_capture (GString              *text,
             const CstDossierFile *file)
{
  g_autofree char *taken = cst_dossier_taken (file->facts->taken_at);
  g_autofree char *size = cst_dossier_bytes (file->facts->size > 0 ? file->facts->size : file->attachment->size);

  if (taken != NULL)
    /* Translators: when a photo was taken, by the clock of the camera */
    add_line (text, C_("case file", "Taken: %s (the camera’s clock)"), taken);
  else if (file->path != NULL && file->facts->width > 0)
    add_line (text, "%s", C_("case file", "Taken: the file does not say"));
  if (file->facts->camera != NULL)
    add_line (text, "%s", file->facts->camera);
  if (file->facts->width > 0)
    add_line (text, "%d × %d · %s", file->facts->width, file->facts->height, size);
  else
    add_line (text, "%s", size);
}

static void
print_exhibit (CstPrintDocument *document,
               const CstDossier *self,
               CstExhibit       *exhibit)
{
  const CstDossierFile *file = exhibit->file;
  g_autofree char *title = cst_dossier_exhibit (file);
  g_autofree char *came = cst_dossier_moment (self, file->attachment->created_at);
  g_autoptr(GString) text = g_string_new (NULL);

  add_origin (text, self, file);
  if (!cst_str_is_blank (file->attachment->filename))
    add_line (text, "%s", file->attachment->filename);
  add_capture (text, file);
  if (file->attachment->created_at != CST_TIME_NONE)
    add_line (text, C_("case file", "Received: %s"), came);
  if (file->path == NULL)
    add_line (text, "%s", cst_label_photo_fact (file->fact));
  if (cst_photo_facts_is_altered (file->facts))
    add_line (text, "%s", C_("case file", "Not the file that the marketplace describes"));
  if (exhibit->sha256 != NULL && file->facts->sha256 != NULL && g_strcmp0 (exhibit->sha256, file->facts->sha256) != 0)
    add_line (text, "%s", C_("case file", "No longer the file that came"));
  add_marks (text, self, file);
  if (exhibit->name != NULL)
    add_line (text, C_("case file", "In this case file: %s"), exhibit->name);
  else if (file->path != NULL)
    add_line (text, "%s", C_("case file", "Left out: it may show personal data"));
  if (exhibit->sha256 != NULL)
    {
      g_autofree char *hash = cst_dossier_hash (exhibit->sha256);

      add_line (text, C_("case file", "SHA-256 of the original: %s"), hash);
    }

  cst_print_document_add_figure (document, g_steal_pointer (&exhibit->picture), title, text->str);
}

void
cst_dossier_print_exhibits (CstPrintDocument *document,
                            const CstDossier *self,
                            GPtrArray        *exhibits)
{
  g_autofree char *title = NULL;

  if (exhibits->len == 0)
    return;

  /* Translators: how many there are */
  title = g_strdup_printf (C_("case file", "Photos and files (%u)"), exhibits->len);
  cst_print_document_add_chapter (document, 1, title);
  for (guint i = 0; i < exhibits->len; i++)
    print_exhibit (document, self, g_ptr_array_index (exhibits, i));
}
