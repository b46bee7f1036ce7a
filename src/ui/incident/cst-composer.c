/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-composer.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-file-take.h"
#include "cst-leave-window.h"
#include "cst-paste.h"
#include "cst-ui.h"
#include "cst-util.h"
#include "cst-wrap-layout.h"

/* Where a message is written and gets its attachments: chosen, dropped or pasted, and shown with what they say before
 * they are attached. What is attached is copied into the store at once, so that a draft keeps it. The signal `changed`
 * says that there is something else to save. */
struct _CstComposer
{
  GtkWidget      parent_instance;

  CstStore        *store;     /* (owned) (nullable) */
  CstPhotoDecoder *decoder;   /* (owned) (nullable) */
  GPtrArray     *files;       /* (owned) of CstOutgoingFile */
  GCancellable  *cancellable; /* (owned) */
  int            max_chars;
  gint64         max_bytes;
  char         **media_types; /* (owned) (nullable): what the marketplace takes */
  gboolean       may_send;
  gboolean       is_updating;
  char          *obstacle;    /* (owned) (nullable): why it must not be sent as it stands */

  GtkWidget     *root;
  GtkTextView   *text_view;
  GtkTextBuffer *buffer;
  GtkWidget     *files_box;
  GtkLabel      *count_label;
  GtkLabel      *problem_label;
  GtkLabel      *obstacle_label;
  CstTemplateMenu *template_menu;
  GtkWidget     *by_hand_box;
  GtkWidget     *mail_button;
  GtkButton     *send_button;
  char          *subject; /* (owned) (nullable): of a mail */
  char          *address; /* (owned) (nullable): the customer's, where a person sends the message */
  gboolean       is_mail_forbidden;
};

typedef struct
{
  char      *text;
  GPtrArray *files; /* of CstOutgoingFile */
} MessageDraft;

static const CstField message_draft_fields[] = {
  CST_FIELD (MessageDraft, text, STRING),
  CST_FIELD_OF (MessageDraft, files, RECORDS, cst_outgoing_file_type),
};

static CST_DEFINE_RECORD_TYPE (message_draft, MessageDraft, "message draft");

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstComposer, cst_composer, GTK_TYPE_WIDGET)

static char *
get_text (CstComposer *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

static void
update (CstComposer *self)
{
  int left = self->max_chars - gtk_text_buffer_get_char_count (self->buffer);
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->count_label), self->max_chars > 0 && left < 500);
  words = g_strdup_printf (left >= 0 ? ngettext ("%d character left", "%d characters left", (gulong) left)
                                     : ngettext ("%d character too many", "%d characters too many", (gulong) - left),
                           ABS (left));
  gtk_label_set_label (self->count_label, words);
  if (left < 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->count_label), "error");
}

static void
emit_changed (CstComposer *self)
{
  update (self);
  if (!self->is_updating)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_problem (CstComposer *self,
              const char  *problem)
{
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
}

static void
fill_files (CstComposer *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->files_box)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->files_box), child);

  for (guint i = 0; i < self->files->len; i++)
    {
      const CstOutgoingFile *file = g_ptr_array_index (self->files, i);
      GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
      GtkWidget *label = gtk_label_new (file->filename);
      GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
      g_autofree char *spoken = NULL;

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
      /* Translators: a file's name */
      spoken = g_strdup_printf (_("Remove %s"), file->filename);
      gtk_widget_set_tooltip_text (button, spoken);
      cst_accessible_set_label (button, spoken);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "circular");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", i);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "composer.remove-file");
      gtk_widget_add_css_class (chip, "chip");
      gtk_box_append (GTK_BOX (chip), label);
      gtk_box_append (GTK_BOX (chip), button);
      gtk_flow_box_append (GTK_FLOW_BOX (self->files_box), chip);
    }
  gtk_widget_set_visible (self->files_box, self->files->len > 0);
}

static void
accepted_cb (CstComposer *self,
             GPtrArray   *files)
{
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (self->files, cst_record_dup (&cst_outgoing_file_type, g_ptr_array_index (files, i)));
  show_problem (self, NULL);
  fill_files (self);
  emit_changed (self);
}

/* What leaves is shown first. */
static void
offer (CstComposer       *self,
       const char *const *paths,
       const char        *name,
       gboolean           are_temporary)
{
  CstLeaveWindow *window;

  if (paths[0] == NULL)
    {
      show_problem (self, _("Only a file on this computer can be attached."));
      return;
    }
  if (self->files->len >= CST_MESSAGE_FILES_MAX)
    {
      show_problem (self, _("The message can take no more files."));
      return;
    }

  show_problem (self, NULL);
  window = cst_leave_window_new (CST_LEAVE_TO_CUSTOMER, self->store, self->decoder, self->max_bytes,
                                 CST_MESSAGE_FILES_MAX - self->files->len);
  cst_leave_window_set_types (window, (const char *const *) self->media_types);
  for (guint i = 0; paths[i] != NULL; i++)
    cst_leave_window_add (window, paths[i], name, are_temporary);
  g_signal_connect_object (window, "accepted", G_CALLBACK (accepted_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (GTK_WINDOW (window));
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             CstComposer     *self)
{
  g_auto(GStrv) paths = response == GTK_RESPONSE_ACCEPT ? cst_chooser_paths (GTK_FILE_CHOOSER (dialog)) : NULL;

  gtk_native_dialog_hide (dialog);
  if (paths != NULL)
    offer (self, (const char *const *) paths, NULL, FALSE);
  g_object_unref (dialog);
}

static void
attach_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  GtkFileChooserNative *dialog;

  dialog = gtk_file_chooser_native_new (_("Attach files"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                        GTK_FILE_CHOOSER_ACTION_OPEN, _("_Attach"), _("_Cancel"));
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
remove_file_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  CstComposer *self = CST_COMPOSER (widget);
  guint index = g_variant_get_uint32 (parameter);

  if (index >= self->files->len)
    return;

  g_ptr_array_remove_index (self->files, index);
  fill_files (self);
  emit_changed (self);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_autofree char *text = get_text (CST_COMPOSER (widget));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
mail_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstComposer *self = CST_COMPOSER (widget);
  g_autofree char *text = get_text (self);
  g_autofree char *body = g_uri_escape_string (text, NULL, TRUE);
  g_autofree char *address = g_uri_escape_string (self->address != NULL ? self->address : "", "@", TRUE);
  g_autofree char *subject = g_uri_escape_string (self->subject != NULL ? self->subject : "", NULL, TRUE);
  g_autofree char *uri = g_strdup_printf ("mailto:%s?subject=%s&body=%s", address, subject, body);

  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (widget)), uri, GDK_CURRENT_TIME);
}

static void
pasted_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstComposer) self = CST_COMPOSER (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CstPasted) pasted = cst_paste_files_finish (GDK_CLIPBOARD (object), result, &error);

  if (pasted != NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    offer (self, (const char *const *) pasted->paths, pasted->are_temporary ? _("Pasted image") : NULL,
           pasted->are_temporary);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_problem (self, error->message);
}

static void
paste_cb (CstComposer *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  if (!cst_paste_has_files (clipboard))
    return;

  g_signal_stop_emission_by_name (self->text_view, "paste-clipboard");
  cst_paste_files_async (clipboard, self->cancellable, pasted_cb, g_object_ref (self));
}

/* A ready text goes where one is writing. */
static void
inserted_cb (CstComposer *self,
             const char  *text)
{
  gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (self->buffer, text, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
templates_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  cst_template_menu_pop_up (CST_COMPOSER (widget)->template_menu);
}

/* “/” where a line begins asks for a ready text; after anything else it is a stroke like others. */
static gboolean
key_pressed_cb (CstComposer     *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  GtkTextIter cursor;

  if (keyval != GDK_KEY_slash || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor, gtk_text_buffer_get_insert (self->buffer));
  if (!gtk_text_iter_starts_line (&cursor))
    return GDK_EVENT_PROPAGATE;

  cst_template_menu_pop_up (self->template_menu);

  return GDK_EVENT_STOP;
}

static void
cst_composer_dispose (GObject *object)
{
  CstComposer *self = CST_COMPOSER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->decoder);
  self->is_updating = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_COMPOSER);

  G_OBJECT_CLASS (cst_composer_parent_class)->dispose (object);
}

static void
cst_composer_finalize (GObject *object)
{
  CstComposer *self = CST_COMPOSER (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->files);
  g_strfreev (self->media_types);
  g_free (self->obstacle);
  g_free (self->subject);
  g_free (self->address);

  G_OBJECT_CLASS (cst_composer_parent_class)->finalize (object);
}

static void
cst_composer_class_init (CstComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_composer_dispose;
  object_class->finalize = cst_composer_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CST_TYPE_TEMPLATE_MENU);
  g_type_ensure (CST_TYPE_WRAP_LAYOUT);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "composer");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-composer"));
  gtk_widget_class_bind_template_child (widget_class, CstComposer, root);
  gtk_widget_class_bind_template_child (widget_class, CstComposer, text_view);
  gtk_widget_class_bind_template_child (widget_class, CstComposer, buffer);
  gtk_widget_class_bind_template_child (widget_class, CstComposer, files_box);
  gtk_widget_class_bind_template_child (widget_class, CstComposer, count_label);
  gtk_widget_class_bind_template_child (widget_class, CstComposer, problem_label);
  gtk_widget_class_bind_template_child (widget_class, CstComposer, obstacle_label);
  gtk_widget_class_bind_template_child (widget_class, CstComposer, template_menu);
  gtk_widget_class_bind_template_callback (widget_class, inserted_cb);
  gtk_widget_class_bind_template_child (widget_class, CstComposer, by_hand_box);
  gtk_widget_class_bind_template_child (widget_class, CstComposer, mail_button);
  gtk_widget_class_bind_template_child (widget_class, CstComposer, send_button);
  gtk_widget_class_bind_template_callback (widget_class, emit_changed);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
  gtk_widget_class_install_action (widget_class, "composer.attach", NULL, attach_action);
  gtk_widget_class_install_action (widget_class, "composer.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "composer.mail", NULL, mail_action);
  gtk_widget_class_install_action (widget_class, "composer.remove-file", "u", remove_file_action);
  gtk_widget_class_install_action (widget_class, "composer.templates", NULL, templates_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK, "composer.templates", NULL);
}

static void
cst_composer_init (CstComposer *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_outgoing_file_free);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->text_view), keys);
}

/**
 * cst_composer_offer:
 * @paths: of files that were dropped on it
 *
 * Shows what would leave with the message.
 */
void
cst_composer_offer (CstComposer       *self,
                    const char *const *paths)
{
  offer (self, paths, NULL, FALSE);
}

/**
 * cst_composer_set_up:
 *
 * Once, before anything is written.
 */
void
cst_composer_set_up (CstComposer     *self,
                     CstStore        *store,
                     CstPhotoDecoder *decoder)
{
  g_set_object (&self->store, store);
  g_set_object (&self->decoder, decoder);
}

/**
 * cst_composer_set_case:
 * @info: says how much a message and an attachment may have, and which files it can carry
 */
void
cst_composer_set_case (CstComposer          *self,
                       const CstAccountInfo *info,
                       gboolean              may_send)
{
  self->max_chars = info->message_limit;
  self->max_bytes = info->attachment_limit;
  g_strfreev (self->media_types);
  self->media_types = g_strdupv (info->message_media_types);
  self->may_send = may_send;
  update (self);
}

static void
update_mail (CstComposer *self)
{
  gtk_widget_set_visible (self->mail_button, !self->is_mail_forbidden && !cst_str_is_blank (self->address));
}

/**
 * cst_composer_forbid_mail:
 *
 * R16: whether the marketplace forbids to write to the customer by mail, which is then not offered.
 */
void
cst_composer_forbid_mail (CstComposer *self,
                          gboolean     is_forbidden)
{
  g_return_if_fail (CST_IS_COMPOSER (self));

  self->is_mail_forbidden = is_forbidden;
  update_mail (self);
}

/**
 * cst_composer_set_by_hand:
 * @is_by_hand: whether a person transmits what is written here
 * @address: (nullable): where to, when it is known
 * @subject: (nullable): of a mail
 *
 * Says that nothing leaves by itself, and helps to take it elsewhere.
 */
void
cst_composer_set_by_hand (CstComposer *self,
                          gboolean     is_by_hand,
                          const char  *address,
                          const char  *subject)
{
  g_return_if_fail (CST_IS_COMPOSER (self));

  cst_set_str (&self->address, address);
  cst_set_str (&self->subject, subject);
  gtk_widget_set_visible (self->by_hand_box, is_by_hand);
  update_mail (self);
  gtk_button_set_label (self->send_button, is_by_hand ? _("Write down") : _("Send"));
}

gboolean
cst_composer_is_empty (CstComposer *self)
{
  g_autofree char *text = get_text (self);

  return cst_str_is_blank (text) && self->files->len == 0;
}

gboolean
cst_composer_can_send (CstComposer *self)
{
  int n_chars = gtk_text_buffer_get_char_count (self->buffer);
  g_autofree char *text = get_text (self);

  return self->may_send && self->obstacle == NULL && !cst_str_is_blank (text) &&
         (self->max_chars <= 0 || n_chars <= self->max_chars);
}

/**
 * cst_composer_to_text:
 *
 * Returns: (transfer full) (nullable): what is written and attached, for cst_composer_restore();
 *   %NULL when there is nothing
 */
char *
cst_composer_to_text (CstComposer *self)
{
  MessageDraft draft = { .files = self->files };
  char *text;

  if (cst_composer_is_empty (self))
    return NULL;

  draft.text = get_text (self);
  text = cst_record_to_text (&message_draft_type, &draft);
  g_free (draft.text);

  return text;
}

void
cst_composer_restore (CstComposer *self,
                      const char  *text)
{
  MessageDraft draft;

  self->is_updating = TRUE;
  cst_record_init (&message_draft_type, &draft);
  g_ptr_array_set_size (self->files, 0);
  if (text != NULL && cst_record_from_text (&message_draft_type, &draft, text, NULL))
    {
      for (guint i = 0; i < draft.files->len; i++)
        g_ptr_array_add (self->files, cst_record_dup (&cst_outgoing_file_type, g_ptr_array_index (draft.files, i)));
    }
  gtk_text_buffer_set_text (self->buffer, draft.text != NULL ? draft.text : "", -1);
  cst_record_clear (&message_draft_type, &draft);
  show_problem (self, NULL);
  fill_files (self);
  update (self);
  self->is_updating = FALSE;
}

/**
 * cst_composer_fill:
 * @operation: a message, given its text and files
 */
void
cst_composer_fill (CstComposer  *self,
                   CstOperation *operation)
{
  operation->text = get_text (self);
  for (guint i = 0; i < self->files->len; i++)
    g_ptr_array_add (operation->files, cst_record_dup (&cst_outgoing_file_type, g_ptr_array_index (self->files, i)));
}

/**
 * cst_composer_write:
 *
 * Puts a text in place of what is written; `changed` is emitted.
 */
void
cst_composer_write (CstComposer *self,
                    const char  *text)
{
  gtk_text_buffer_set_text (self->buffer, text, -1);
}

void
cst_composer_clear (CstComposer *self)
{
  cst_composer_restore (self, NULL);
}

void
cst_composer_focus (CstComposer *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

/**
 * cst_composer_set_obstacle:
 * @obstacle: (nullable): why the message must not be sent as it stands (H9, R16); shown while it is there
 */
void
cst_composer_set_obstacle (CstComposer *self,
                           const char  *obstacle)
{
  if (!cst_set_str (&self->obstacle, obstacle))
    return;

  gtk_label_set_label (self->obstacle_label, obstacle != NULL ? obstacle : "");
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->obstacle_label)), obstacle != NULL);
}

/**
 * cst_composer_dup_message:
 *
 * Returns: (transfer full): what is written, without what is attached
 */
char *
cst_composer_dup_message (CstComposer *self)
{
  return get_text (self);
}

/**
 * cst_composer_get_templates:
 *
 * Returns: (transfer none): the menu of ready texts
 */
CstTemplateMenu *
cst_composer_get_templates (CstComposer *self)
{
  return self->template_menu;
}
