/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-chat-page.h"

#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-message-bubble.h"
#include "cst-ui.h"

/* The conversation of the order, ours that still wait in the outbox at its end, and where the next
 * message is written (O9). */
struct _CstChatPage
{
  GtkWidget          parent_instance;

  CstStore          *store;     /* (owned) (nullable) */
  CstPhotoDecoder   *decoder;   /* (owned) (nullable) */
  char              *signature; /* (owned) (nullable): of what is shown */

  GtkWidget         *root;
  GtkScrolledWindow *scrolled;
  GtkWidget         *messages_box;
  GtkWidget         *empty_label;
  GtkLabel          *closed_label;
  CstComposer       *composer;
};

G_DEFINE_FINAL_TYPE (CstChatPage, cst_chat_page, GTK_TYPE_WIDGET)

static gboolean
scroll_to_end_cb (GtkWidget     *widget,
                  GdkFrameClock *clock,
                  gpointer       data)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (CST_CHAT_PAGE (widget)->scrolled);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));

  return G_SOURCE_REMOVE;
}

static gboolean
is_in_thread (const CstThread    *thread,
              const CstOperation *operation)
{
  for (guint i = 0; i < thread->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (thread->messages, i);

      if (g_strcmp0 (message->key, operation->key) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_shown (const CstIncidentCase *incident_case,
          const CstOperation    *operation)
{
  return operation->kind == CST_OPERATION_MESSAGE && operation->state != CST_OPERATION_CANCELLED &&
         !is_in_thread (incident_case->thread, operation);
}

static char *
make_signature (const CstIncidentCase *incident_case)
{
  g_autoptr(GString) signature = g_string_new (NULL);
  GHashTableIter iter;
  gpointer id, entry;

  g_string_printf (signature, "%" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT,
                   incident_case->account->id, incident_case->incident->id, incident_case->thread->version,
                   incident_case->thread->read_up_to, incident_case->moment);
  for (guint i = 0; i < incident_case->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (incident_case->operations, i);

      if (is_shown (incident_case, operation))
        g_string_append_printf (signature, " %" G_GINT64_FORMAT ":%d", operation->id, (int) operation->state);
    }

  g_hash_table_iter_init (&iter, incident_case->cache);
  while (g_hash_table_iter_next (&iter, &id, &entry))
    g_string_append_printf (signature, " %s:%d", (const char *) id, (int) ((CstCacheEntry *) entry)->state);

  return g_strdup (signature->str);
}

static void
fill (CstChatPage           *self,
      const CstIncidentCase *incident_case,
      gint64                 now)
{
  const CstThread *thread = incident_case->thread;
  guint unread = (guint) cst_thread_count_unread (thread);
  gboolean is_empty = TRUE;

  cst_build_clear (self->messages_box);
  for (guint i = 0; i < thread->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (thread->messages, i);
      gboolean is_unread = message->author != CST_PARTY_BRAND && i + unread >= thread->messages->len;

      gtk_box_append (GTK_BOX (self->messages_box),
                      cst_message_bubble_new_message (incident_case, message, is_unread, self->store,
                                                      self->decoder, now));
      is_empty = FALSE;
    }

  for (guint i = 0; i < incident_case->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (incident_case->operations, i);

      if (!is_shown (incident_case, operation))
        continue;
      gtk_box_append (GTK_BOX (self->messages_box),
                      cst_message_bubble_new_operation (incident_case, operation, now));
      is_empty = FALSE;
    }

  gtk_widget_set_visible (self->empty_label, is_empty);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_to_end_cb, NULL, NULL);
}

static void
cst_chat_page_dispose (GObject *object)
{
  CstChatPage *self = CST_CHAT_PAGE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->decoder);
  gtk_widget_dispose_template (GTK_WIDGET (self), CST_TYPE_CHAT_PAGE);

  G_OBJECT_CLASS (cst_chat_page_parent_class)->dispose (object);
}

static void
cst_chat_page_finalize (GObject *object)
{
  g_free (CST_CHAT_PAGE (object)->signature);

  G_OBJECT_CLASS (cst_chat_page_parent_class)->finalize (object);
}

static void
cst_chat_page_class_init (CstChatPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_chat_page_dispose;
  object_class->finalize = cst_chat_page_finalize;

  g_type_ensure (CST_TYPE_COMPOSER);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "chatpage");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-chat-page"));
  gtk_widget_class_bind_template_child (widget_class, CstChatPage, root);
  gtk_widget_class_bind_template_child (widget_class, CstChatPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, CstChatPage, messages_box);
  gtk_widget_class_bind_template_child (widget_class, CstChatPage, empty_label);
  gtk_widget_class_bind_template_child (widget_class, CstChatPage, closed_label);
  gtk_widget_class_bind_template_child (widget_class, CstChatPage, composer);
}

static void
cst_chat_page_init (CstChatPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cst_chat_page_set_up (CstChatPage     *self,
                      CstStore        *store,
                      CstPhotoDecoder *decoder)
{
  g_set_object (&self->store, store);
  g_set_object (&self->decoder, decoder);
  cst_composer_set_up (self->composer, store, decoder);
}

static const char *
why_closed (const CstIncidentCase *incident_case,
            gboolean               can)
{
  if (incident_case->moment != 0)
    return _("As it was then: nothing can be written here.");
  if (!can)
    return _("The marketplace takes no messages from outside. Open the order at its site to write there.");

  return _("This account’s key may read messages, not write them.");
}

void
cst_chat_page_set_case (CstChatPage     *self,
                        CstIncidentCase *incident_case,
                        gint64           now)
{
  const CstAccountInfo *info = &incident_case->account->info;
  gboolean can = cst_account_can (incident_case->account, CST_CAN_MESSAGE);
  g_autofree char *signature = make_signature (incident_case);
  g_autofree char *subject = NULL;

  g_return_if_fail (CST_IS_CHAT_PAGE (self));

  cst_composer_set_case (self->composer, info, can && info->may_decide);
  /* Names only: nobody knows here which language the customer reads. */
  subject = g_strdup_printf ("%s – %s", cst_account_get_site (incident_case->account), incident_case->order->number);
  cst_composer_set_by_hand (self->composer, cst_account_keeps_here (incident_case->account, CST_CAN_MESSAGE),
                            incident_case->order->customer.email, subject);
  gtk_widget_set_visible (GTK_WIDGET (self->composer), can && info->may_decide);
  gtk_widget_set_visible (GTK_WIDGET (self->closed_label), !can || !info->may_decide);
  gtk_label_set_label (self->closed_label, why_closed (incident_case, can));

  if (g_strcmp0 (signature, self->signature) == 0)
    return;

  g_free (self->signature);
  self->signature = g_steal_pointer (&signature);
  fill (self, incident_case, now);
}

/**
 * cst_chat_page_get_composer:
 *
 * Returns: (transfer none)
 */
CstComposer *
cst_chat_page_get_composer (CstChatPage *self)
{
  return self->composer;
}
