/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-notifier.h"

#include "cst-delivery-window.h"
#include "cst-due-watch.h"
#include "cst-incident-window.h"
#include "cst-news-words.h"
#include "cst-window.h"

/* News on the desktop: each opens what it is about. Quiet about what somebody is looking at, and one notification in
 * place of many. */

struct _CstNotifier
{
  GObject         parent_instance;

  GtkApplication *application; /* (unowned): outlives this */
  CstContext     *context;     /* (owned) */
  GSettings      *settings;    /* (owned) */
  CstDueWatch    *watch;       /* (owned) */
};

G_DEFINE_FINAL_TYPE (CstNotifier, cst_notifier, G_TYPE_OBJECT)

/* From so many at once on, they are told together. */
#define MANY 4

static void
cst_notifier_finalize (GObject *object)
{
  CstNotifier *self = CST_NOTIFIER (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->context);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (cst_notifier_parent_class)->finalize (object);
}

static void
cst_notifier_class_init (CstNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cst_notifier_finalize;
}

static void
cst_notifier_init (CstNotifier *self)
{
}

/* Without a bus GLib has nowhere to send it and complains. */
static gboolean
may_tell (CstNotifier *self)
{
  return g_settings_get_boolean (self->settings, "notifications") &&
         g_application_get_dbus_connection (G_APPLICATION (self->application)) != NULL;
}

static gboolean
is_looked_at (CstNotifier   *self,
              const CstNews *news)
{
  GtkWindow *window = gtk_application_get_active_window (self->application);

  if (window == NULL || !gtk_window_is_active (window))
    return FALSE;
  if (CST_IS_INCIDENT_WINDOW (window))
    return cst_incident_window_get_account (CST_INCIDENT_WINDOW (window)) == news->account &&
           g_strcmp0 (cst_incident_window_get_incident (CST_INCIDENT_WINDOW (window)), news->incident) == 0;

  if (CST_IS_DELIVERY_WINDOW (window))
    return cst_delivery_window_get_account (CST_DELIVERY_WINDOW (window)) == news->account &&
           g_strcmp0 (cst_delivery_window_get_delivery (CST_DELIVERY_WINDOW (window)), news->delivery) == 0;

  /* The lists and their counts say what is new. */
  return CST_IS_WINDOW (window) && (news->kind == CST_NEWS_INCIDENT || news->kind == CST_NEWS_DELIVERY);
}

static void
tell_one (CstNotifier   *self,
          const CstNews *news)
{
  const CstAccountInfo *info = cst_context_account_info (self->context, news->account);
  g_autofree char *title = cst_news_title (news, info);
  g_autofree char *body = cst_news_body (news, info);
  g_autofree char *id = NULL;
  g_autoptr(GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  if (news->delivery != NULL)
    g_notification_set_default_action_and_target (notification, "app.open-delivery", "(xs)", news->account,
                                                  news->delivery);
  else if (news->incident != NULL)
    g_notification_set_default_action_and_target (notification, "app.open-incident", "(xs)", news->account,
                                                  news->incident);
  else
    g_notification_set_default_action_and_target (notification, "app.open-order", "(xs)", news->account, news->order);

  /* A newer one about the same takes its place. */
  id = g_strdup_printf ("%" G_GINT64_FORMAT "/%s", news->account,
                        news->delivery != NULL ? news->delivery
                        : news->incident != NULL ? news->incident : news->order);
  g_application_send_notification (G_APPLICATION (self->application), id, notification);
}

static void
tell_many (CstNotifier *self,
           guint        n_news)
{
  g_autofree char *title = cst_news_many_title (n_news);
  g_autoptr(GNotification) notification = g_notification_new (title);

  g_notification_set_default_action_and_target (notification, "app.show-section", "s", "todo");
  g_application_send_notification (G_APPLICATION (self->application), "many", notification);
}

static void
news_cb (CstNotifier *self,
         GPtrArray   *news)
{
  g_autoptr(GPtrArray) unseen = g_ptr_array_new ();

  if (!may_tell (self))
    return;

  for (guint i = 0; i < news->len; i++)
    {
      if (!is_looked_at (self, g_ptr_array_index (news, i)))
        g_ptr_array_add (unseen, g_ptr_array_index (news, i));
    }

  if (unseen->len >= MANY)
    {
      tell_many (self, unseen->len);
      return;
    }

  for (guint i = 0; i < unseen->len; i++)
    tell_one (self, g_ptr_array_index (unseen, i));
}

/* P2: each due time once, quietly; it opens the incident. */
static void
tell_due (CstNotifier        *self,
          const CstDueNotice *notice)
{
  const CstAccountInfo *info = cst_context_account_info (self->context, notice->account);
  g_autofree char *title = cst_due_title (notice);
  g_autofree char *body = cst_due_body (notice, info);
  g_autofree char *id = g_strdup_printf ("due/%" G_GINT64_FORMAT "/%s", notice->account, notice->incident);
  g_autoptr(GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_LOW);
  g_notification_set_default_action_and_target (notification, "app.open-incident", "(xs)", notice->account,
                                                notice->incident);
  g_application_send_notification (G_APPLICATION (self->application), id, notification);
}

static void
due_cb (CstNotifier *self,
        GPtrArray   *notices)
{
  if (!may_tell (self))
    return;

  if (notices->len >= MANY)
    {
      tell_many (self, notices->len);
      return;
    }

  for (guint i = 0; i < notices->len; i++)
    tell_due (self, g_ptr_array_index (notices, i));
}

/* One notification stands for all decisions that need a person: the outbox lists them. */
static void
operation_ended_cb (CstNotifier *self,
                    gint64       operation,
                    int          state)
{
  g_autofree char *title = cst_ended_title ((CstOperationState) state);
  g_autoptr(GNotification) notification = NULL;

  if (title == NULL || !may_tell (self))
    return;

  notification = g_notification_new (title);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action_and_target (notification, "app.show-section", "s", "outbox");
  g_application_send_notification (G_APPLICATION (self->application), "outbox", notification);
}

/**
 * cst_notifier_new:
 * @application: not kept alive by it
 * @context: with its engine
 * @settings: says whether notifications are wanted
 */
CstNotifier *
cst_notifier_new (GtkApplication *application,
                  CstContext     *context,
                  GSettings      *settings)
{
  CstNotifier *self;
  CstEngine *engine;

  g_return_val_if_fail (CST_IS_CONTEXT (context), NULL);

  self = g_object_new (CST_TYPE_NOTIFIER, NULL);
  self->application = application;
  self->context = g_object_ref (context);
  self->settings = g_object_ref (settings);
  self->watch = cst_due_watch_new (cst_context_get_store (context), cst_context_get_clock (context));
  g_signal_connect_object (self->watch, "due", G_CALLBACK (due_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "minute", G_CALLBACK (cst_due_watch_look), self->watch, G_CONNECT_SWAPPED);
  cst_due_watch_look (self->watch);
  engine = cst_context_get_engine (context);
  g_signal_connect_object (engine, "news", G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "operation-ended", G_CALLBACK (operation_ended_cb), self, G_CONNECT_SWAPPED);

  return self;
}
