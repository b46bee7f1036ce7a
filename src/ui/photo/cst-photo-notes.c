/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-notes.h"

#include <glib/gi18n.h>

#include "cst-file-claims.h"

/* What a careful eye should know of a photo, in quiet lines below it: that it is not the type it was sent as, that it
 * says where it was taken, that the same picture came with another claim. Advice, which keeps nobody from anything:
 * each line opens what it speaks of. */

static GtkWidget *
add_note (GtkBox     *box,
          const char *icon_name,
          const char *text,
          const char *action)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);
  gtk_button_set_child (GTK_BUTTON (button), line);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (box, button);

  return button;
}

static void
add_claims (GtkBox              *box,
            CstPhotoItem        *item,
            const CstPhotoFacts *facts)
{
  g_autofree char *claims = NULL;

  if (!facts->has_lying_name && !facts->has_lying_type)
    return;

  claims = cst_file_claims_text (facts->filename, facts->said, cst_photo_item_get_file_type (item));
  if (claims != NULL)
    add_note (box, "dialog-warning-symbolic", claims, "photo.facts");
}

/* The strongest one; the others are told with the photo's facts. */
static void
add_hints (GtkBox    *box,
           GPtrArray *hints)
{
  const CstPhotoHint *hint = g_ptr_array_index (hints, 0);
  g_autofree char *text = cst_photo_hint_text (hint);
  g_autofree char *more = NULL;
  GtkWidget *note = add_note (box, "dialog-information-symbolic", text,
                              hint->order != NULL ? "photo.open-hint" : "photo.facts");

  gtk_widget_set_tooltip_text (note, cst_explain_photo_hint (hint->reason));
  if (hints->len == 1)
    return;

  more = g_strdup_printf (ngettext ("%u more hint about this photo", "%u more hints about this photo", hints->len - 1),
                          hints->len - 1);
  add_note (box, "view-more-horizontal-symbolic", more, "photo.facts");
}

/**
 * cst_photo_notes_fill:
 * @box: inside a photo viewer, whose actions its lines name
 * @item: (nullable)
 *
 * Replaces what @box says by what is to be noted of @item.
 */
void
cst_photo_notes_fill (GtkBox       *box,
                      CstPhotoItem *item)
{
  const CstPhotoFacts *facts = item != NULL ? cst_photo_item_get_facts (item) : NULL;
  GPtrArray *hints = item != NULL ? cst_photo_item_get_hints (item) : NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);

  if (facts != NULL)
    add_claims (box, item, facts);
  if (hints != NULL && hints->len > 0)
    add_hints (box, hints);
  if (facts != NULL && facts->has_position)
    add_note (box, "mark-location-symbolic", _("This photo says where it was taken"), "photo.facts");

  gtk_widget_set_visible (GTK_WIDGET (box), gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL);
}
