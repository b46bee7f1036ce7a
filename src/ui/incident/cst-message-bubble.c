/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-message-bubble.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-format.h"
#include "cst-incident-photos.h"
#include "cst-labels.h"
#include "cst-photo-export.h"
#include "cst-photo-thumb.h"
#include "cst-safe-name.h"
#include "cst-tone.h"
#include "cst-ui.h"

/* One message of the conversation, ours at the end, theirs at the start, with who, when, what came
 * with it and, for our own, what became of it: by icon and word. */
struct _CstMessageBubble
{
  GtkWidget  parent_instance;

  GtkWidget *root;
  GtkLabel  *author_label;
  GtkLabel  *purpose_label;
  GtkLabel  *body_label;
  GtkWidget *files_box;
  GtkImage  *state_icon;
  GtkLabel  *state_label;
};

G_DEFINE_FINAL_TYPE (CstMessageBubble, cst_message_bubble, GTK_TYPE_WIDGET)

static void
cst_message_bubble_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_MESSAGE_BUBBLE);

  G_OBJECT_CLASS (cst_message_bubble_parent_class)->dispose (object);
}

static void
save_file_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  const char *path;
  const char *filename;
  g_autofree char *stem = NULL;
  char *dot;

  g_variant_get (parameter, "(&s&s)", &path, &filename);
  stem = g_strdup (filename);
  dot = strrchr (stem, '.');
  if (dot != NULL && dot != stem)
    *dot = '\0';
  cst_photo_export_save (widget, NULL, path, stem);
}

static void
cst_message_bubble_class_init (CstMessageBubbleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_message_bubble_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "messagebubble");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-message-bubble"));
  gtk_widget_class_bind_template_child (widget_class, CstMessageBubble, root);
  gtk_widget_class_bind_template_child (widget_class, CstMessageBubble, author_label);
  gtk_widget_class_bind_template_child (widget_class, CstMessageBubble, purpose_label);
  gtk_widget_class_bind_template_child (widget_class, CstMessageBubble, body_label);
  gtk_widget_class_bind_template_child (widget_class, CstMessageBubble, files_box);
  gtk_widget_class_bind_template_child (widget_class, CstMessageBubble, state_icon);
  gtk_widget_class_bind_template_child (widget_class, CstMessageBubble, state_label);
  gtk_widget_class_install_action (widget_class, "message.save-file", "(ss)", save_file_action);
}

static void
cst_message_bubble_init (CstMessageBubble *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill (CstMessageBubble *self,
      const char       *author,
      const char       *body,
      gboolean          is_ours,
      gint64            at,
      gint64            now)
{
  g_autofree char *moment = cst_format_moment (at, now);
  g_autofree char *head = g_strdup_printf ("%s · %s", author, moment);
  g_autofree char *sentence = g_strdup_printf ("%s: %s", head, body);

  gtk_label_set_label (self->author_label, head);
  gtk_label_set_label (self->body_label, body);
  gtk_widget_set_visible (GTK_WIDGET (self->body_label), *body != '\0');
  gtk_widget_add_css_class (GTK_WIDGET (self), is_ours ? "ours" : "theirs");
  gtk_widget_set_halign (GTK_WIDGET (self), is_ours ? GTK_ALIGN_END : GTK_ALIGN_START);
  cst_accessible_set_label (GTK_WIDGET (self), sentence);
}

static void
set_state (CstMessageBubble *self,
           const char       *icon_name,
           const char       *words)
{
  gtk_image_set_from_icon_name (self->state_icon, icon_name);
  gtk_label_set_label (self->state_label, words);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->state_label)), *words != '\0');
}

static const char *
icon_of_message_state (CstMessageState state)
{
  switch (state)
    {
    case CST_MESSAGE_READ:
      return "view-reveal-symbolic";
    case CST_MESSAGE_DELIVERED:
      return "constat-op-confirmed-symbolic";
    case CST_MESSAGE_SENT:
    case CST_MESSAGE_STATE_UNKNOWN:
    default:
      return "emblem-ok-symbolic";
    }
}

static void
set_purpose (CstMessageBubble  *self,
             CstMessagePurpose  purpose,
             gboolean           is_unread)
{
  const char *words = is_unread ? C_("message", "New")
                      : purpose == CST_PURPOSE_PHOTO_REQUEST ? _("Request for a photo")
                      : purpose == CST_PURPOSE_RESOLUTION ? _("Marked as resolved")
                      : purpose == CST_PURPOSE_ESCALATION ? _("To the marketplace only") : "";

  gtk_label_set_label (self->purpose_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->purpose_label), *words != '\0');
  if (is_unread)
    gtk_widget_add_css_class (GTK_WIDGET (self), "unread");
}

/* Of what was erased not even the name is left (R12). */
static CstFileType
file_type (const CstAttachment *attachment)
{
  return attachment->filename != NULL ? cst_file_type_from_name (attachment->filename) : CST_FILE_TYPE_UNKNOWN;
}

static GtkWidget *
attachment_content (const CstIncidentCase *incident_case,
                    const CstAttachment   *attachment,
                    CstPhotoFact           fact,
                    const char            *path,
                    const char            *name,
                    CstPhotoDecoder       *decoder)
{
  g_autoptr(CstPhotoItem) item = NULL;
  GtkWidget *thumb;

  if (fact != CST_PHOTO_READY || !cst_file_type_is_picture (file_type (attachment)))
    return cst_build_row ("mail-attachment-symbolic", name,
                          fact != CST_PHOTO_READY ? cst_label_photo_fact (fact) : NULL, NULL);

  item = cst_photo_item_new (attachment->id);
  cst_photo_item_set (item, attachment, fact, path);
  thumb = cst_photo_thumb_new (decoder);
  cst_photo_thumb_set_item (CST_PHOTO_THUMB (thumb), item);

  return thumb;
}

/* Opens where the incident’s photos are. */
static GtkWidget *
look_button (const CstAttachment *attachment,
             const char          *name,
             GtkWidget           *content)
{
  GtkWidget *button = gtk_button_new ();
  /* Translators: a file's name */
  g_autofree char *spoken = g_strdup_printf (_("Look at %s"), name);

  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "attachment");
  gtk_widget_set_tooltip_text (button, spoken);
  cst_accessible_set_label (button, spoken);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", attachment->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "incident.look-at");

  return button;
}

static GtkWidget *
save_button (const char *path,
             const char *name,
             GtkWidget  *content)
{
  GtkWidget *button = gtk_button_new ();
  /* Translators: a file's name */
  g_autofree char *spoken = g_strdup_printf (_("Save a copy of %s"), name);

  if (content != NULL)
    gtk_button_set_child (GTK_BUTTON (button), content);
  else
    gtk_button_set_icon_name (GTK_BUTTON (button), "document-save-symbolic");
  gtk_widget_add_css_class (button, content != NULL ? "attachment" : "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Save a copy…"));
  cst_accessible_set_label (button, spoken);
  if (path != NULL)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", path, name);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "message.save-file");
    }
  gtk_widget_set_sensitive (button, path != NULL);

  return button;
}

static void
add_attachment (CstMessageBubble      *self,
                const CstIncidentCase *incident_case,
                const CstAttachment   *attachment,
                CstStore              *store,
                CstPhotoDecoder       *decoder)
{
  CstPhotoFact fact = cst_incident_case_photo_fact (incident_case, attachment);
  gboolean is_here = fact == CST_PHOTO_READY;
  g_autofree char *path = cst_cache_path (store, incident_case->account->id, attachment->id);
  g_autofree char *name = cst_safe_name (attachment->filename, file_type (attachment));
  GtkWidget *content = attachment_content (incident_case, attachment, fact, path, name, decoder);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  if (is_here && cst_incident_photos_can_show (attachment))
    {
      gtk_box_append (GTK_BOX (box), look_button (attachment, name, content));
      content = NULL;
    }
  gtk_box_append (GTK_BOX (box), save_button (is_here ? path : NULL, name, content));
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->files_box), box);
}

/**
 * cst_message_bubble_new_message:
 *
 * Returns: (transfer floating): a message that the marketplace has
 */
GtkWidget *
cst_message_bubble_new_message (const CstIncidentCase *incident_case,
                                const CstMessage      *message,
                                gboolean               is_unread,
                                CstStore              *store,
                                CstPhotoDecoder       *decoder,
                                gint64                 now)
{
  CstMessageBubble *self = g_object_new (CST_TYPE_MESSAGE_BUBBLE, NULL);
  gboolean is_ours = message->author == CST_PARTY_BRAND;

  fill (self, message->author_name != NULL ? message->author_name : "",
        message->body != NULL ? message->body : "", is_ours, message->sent_at, now);
  set_purpose (self, message->purpose, is_unread);
  set_state (self, icon_of_message_state (message->state), is_ours ? cst_label_message_state (message->state) : "");

  for (guint i = 0; i < message->attachments->len; i++)
    add_attachment (self, incident_case, g_ptr_array_index (message->attachments, i), store, decoder);
  gtk_widget_set_visible (self->files_box, message->attachments->len > 0);

  return GTK_WIDGET (self);
}

/**
 * cst_message_bubble_new_operation:
 * @operation: a message that the marketplace does not have, or has not said so
 *
 * Returns: (transfer floating): the message with its state in the outbox
 */
GtkWidget *
cst_message_bubble_new_operation (const CstIncidentCase *incident_case,
                                  const CstOperation    *operation,
                                  gint64                 now)
{
  CstMessageBubble *self = g_object_new (CST_TYPE_MESSAGE_BUBBLE, NULL);
  const char *author = operation->person_name != NULL ? operation->person_name : incident_case->account->info.name;

  fill (self, author != NULL ? author : "", operation->text != NULL ? operation->text : "", TRUE,
        operation->created_at, now);
  set_purpose (self, operation->purpose, FALSE);
  set_state (self, cst_icon_of_operation_state (operation->state), cst_label_operation_state (operation->state));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state_label), cst_explain_operation_state (operation->state));

  for (guint i = 0; i < operation->files->len; i++)
    {
      const CstOutgoingFile *file = g_ptr_array_index (operation->files, i);

      gtk_box_append (GTK_BOX (self->files_box),
                      cst_build_row ("mail-attachment-symbolic", file->filename, NULL, NULL));
    }
  gtk_widget_set_visible (self->files_box, operation->files->len > 0);
  gtk_widget_add_css_class (GTK_WIDGET (self), "pending");

  return GTK_WIDGET (self);
}
