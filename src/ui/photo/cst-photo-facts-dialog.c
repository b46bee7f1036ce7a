/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-facts-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static void
add_line (GString    *text,
          const char *label,
          const char *value)
{
  if (value != NULL && *value != '\0')
    /* Translators: a fact about a photo and its value */
    g_string_append_printf (text, _("%s: %s\n"), label, value);
}

static void
add_type (GString             *text,
          CstPhotoItem        *item,
          const CstPhotoFacts *facts)
{
  const char *type = cst_file_type_get_label (cst_photo_item_get_file_type (item));

  add_line (text, _("Type"), type);
  if (facts->has_lying_name)
    /* Translators: a file's true type; its name ends as if it were of another */
    g_string_append_printf (text, _("Its name promises another type: it is really %s.\n"), type);
  if (facts->has_lying_type)
    /* Translators: what was said of a file, as “image/png”; its true type */
    g_string_append_printf (text, _("It was sent as %s: it is really %s.\n"), facts->said, type);
}

static void
add_picture (GString             *text,
             const CstPhotoFacts *facts)
{
  g_autofree char *size = g_format_size ((guint64) facts->size);
  g_autofree char *pixels = facts->width > 0 ? g_strdup_printf ("%d × %d", facts->width, facts->height) : NULL;
  gint64 seconds = (facts->duration_ms + 500) / 1000;
  g_autofree char *length = facts->duration_ms > 0 ? g_strdup_printf ("%d:%02d", (int) (seconds / 60),
                                                                      (int) (seconds % 60)) : NULL;

  add_line (text, _("Pixels"), pixels);
  add_line (text, _("Length"), length);
  add_line (text, _("File size"), size);
}

/* The camera's clock has no zone: what it says is told as it says it. */
static void
add_camera (GString             *text,
            const CstPhotoFacts *facts)
{
  g_autofree char *taken = facts->taken_at != NULL ? g_strdelimit (g_strdup (facts->taken_at), "T", ' ') : NULL;

  add_line (text, _("Taken, by the camera’s clock"), taken);
  add_line (text, _("Camera"), facts->camera);
  if (facts->has_position)
    {
      g_autofree char *position = g_strdup_printf ("%.5f, %.5f", (double) facts->latitude / 1e6,
                                                   (double) facts->longitude / 1e6);

      add_line (text, _("Contains a position"), position);
    }
}

static void
add_hints (GString   *text,
           GPtrArray *hints)
{
  for (guint i = 0; hints != NULL && i < hints->len; i++)
    {
      const CstPhotoHint *hint = g_ptr_array_index (hints, i);
      g_autofree char *words = cst_photo_hint_text (hint);

      g_string_append_printf (text, "%s%s.\n%s\n", i == 0 ? "\n" : "", words, cst_explain_photo_hint (hint->reason));
    }
}

/**
 * cst_photo_facts_text:
 *
 * Returns: (transfer full): what is known of the photo, a line for each fact
 */
char *
cst_photo_facts_text (CstPhotoItem *item)
{
  const CstPhotoFacts *facts = cst_photo_item_get_facts (item);
  g_autoptr(GString) text = g_string_new (NULL);

  add_line (text, _("Sent as"), cst_photo_item_get_filename (item));
  if (facts == NULL)
    {
      g_string_append (text, _("The file was not looked into yet."));
      return g_string_free (g_steal_pointer (&text), FALSE);
    }

  add_type (text, item, facts);
  add_picture (text, facts);
  add_camera (text, facts);
  if (cst_photo_facts_is_altered (facts))
    g_string_append_printf (text, "%s\n", _("Its bytes are not those the marketplace announced."));
  add_line (text, "SHA-256", facts->sha256);
  add_hints (text, cst_photo_item_get_hints (item));
  g_string_truncate (text, text->len > 0 ? text->len - 1 : 0);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * cst_photo_facts_dialog_show:
 *
 * Shows what is known of the photo's file, as text that can be copied.
 */
void
cst_photo_facts_dialog_show (GtkWidget    *near,
                             CstPhotoItem *item)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (near)), _("About this photo"), NULL);
  g_autofree char *text = cst_photo_facts_text (item);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), label);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}
