/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-sync-strip.h"

#include <glib/gi18n.h>

#include "cst-format.h"
#include "cst-marketplace.h"
#include "cst-ui.h"

/* Above the pages: that what is shown is of then and not of now, or how far a long fetching is. Calm, since working
 * without a network is ordinary. */

struct _CstSyncStrip
{
  GtkWidget       parent_instance;

  GtkRevealer    *root;
  GtkImage       *image;
  GtkLabel       *text;
  GtkProgressBar *progress;

  CstContext     *context;  /* (owned) (nullable) */
  GPtrArray      *statuses; /* (owned): of CstSyncStatus, those that are followed */
};

G_DEFINE_FINAL_TYPE (CstSyncStrip, cst_sync_strip, GTK_TYPE_WIDGET)

/* Below this many changes a fetching is over before anybody has read about it. */
#define LONG_FETCH 300

static void
show_message (CstSyncStrip *self,
              const char   *icon_name,
              const char   *text)
{
  gtk_image_set_from_icon_name (self->image, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->image), TRUE);
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  gtk_revealer_set_reveal_child (self->root, TRUE);
}

static void
show_progress (CstSyncStrip  *self,
               CstSyncStatus *status)
{
  gint64 done = cst_sync_status_get_done (status);
  gint64 total = cst_sync_status_get_total (status);
  g_autofree char *done_text = cst_format_count ((guint64) done);
  g_autofree char *total_text = cst_format_count ((guint64) total);
  /* Translators: an account, how much of how much was fetched */
  g_autofree char *text = g_strdup_printf (_("Fetching from %1$s: %2$s of %3$s"), cst_sync_status_get_name (status),
                                           done_text, total_text);

  gtk_widget_set_visible (GTK_WIDGET (self->image), FALSE);
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  gtk_progress_bar_set_fraction (self->progress, CLAMP ((double) done / (double) total, 0, 1));
  gtk_revealer_set_reveal_child (self->root, TRUE);
}

static CstSyncStatus *
find_phase (CstSyncStrip *self,
            CstSyncPhase  phase)
{
  for (guint i = 0; i < self->statuses->len; i++)
    {
      CstSyncStatus *status = g_ptr_array_index (self->statuses, i);

      if (cst_sync_status_get_phase (status) == phase)
        return status;
    }

  return NULL;
}

/* Offline, everything is as of the oldest last success. */
static char *
as_of_text (CstSyncStrip *self)
{
  gint64 oldest = 0;

  for (guint i = 0; i < self->statuses->len; i++)
    {
      gint64 success = cst_sync_status_get_last_success (g_ptr_array_index (self->statuses, i));

      if (success != 0 && (oldest == 0 || success < oldest))
        oldest = success;
    }

  return oldest != 0 ? cst_format_moment (oldest, cst_context_now (self->context)) : NULL;
}

static void
show_offline (CstSyncStrip *self,
              gboolean      is_wanted)
{
  g_autofree char *as_of = as_of_text (self);
  g_autofree char *text = NULL;

  if (as_of == NULL)
    text = g_strdup (_("The marketplace cannot be reached. It is tried again by itself."));
  else if (is_wanted)
    /* Translators: a date and a time */
    text = g_strdup_printf (_("Working offline, as of %s. What you decide is kept and leaves later."), as_of);
  else
    /* Translators: a date and a time */
    text = g_strdup_printf (_("The marketplace cannot be reached. You see it as of %s; what you decide is kept and "
                              "leaves later."), as_of);

  show_message (self, "constat-offline-symbolic", text);
}

static void
show_problem (CstSyncStrip  *self,
              CstSyncStatus *status)
{
  /* Translators: an account and what is the matter with it */
  g_autofree char *text = g_strdup_printf (C_("account", "%1$s: %2$s"), cst_sync_status_get_name (status),
                                           cst_sync_status_get_problem (status));

  show_message (self, "dialog-warning-symbolic", text);
}

static void
update (CstSyncStrip *self)
{
  CstEngine *engine = cst_context_get_engine (self->context);
  CstSyncStatus *syncing = find_phase (self, CST_SYNC_PHASE_SYNCING);
  CstSyncStatus *problem = find_phase (self, CST_SYNC_PHASE_PROBLEM);

  if (self->statuses->len == 0)
    gtk_revealer_set_reveal_child (self->root, FALSE);
  else if (cst_engine_get_work_offline (engine))
    show_offline (self, TRUE);
  else if (syncing != NULL && cst_sync_status_get_total (syncing) >= LONG_FETCH)
    show_progress (self, syncing);
  else if (find_phase (self, CST_SYNC_PHASE_OFFLINE) != NULL)
    show_offline (self, FALSE);
  else if (problem != NULL && cst_sync_status_get_problem (problem) != NULL)
    show_problem (self, problem);
  else
    gtk_revealer_set_reveal_child (self->root, FALSE);
}

static void
unfollow (CstSyncStrip *self)
{
  for (guint i = 0; i < self->statuses->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->statuses, i), update, self);
  g_ptr_array_set_size (self->statuses, 0);
}

static void
follow (CstSyncStrip *self)
{
  GListModel *list = cst_engine_get_statuses (cst_context_get_engine (self->context));

  unfollow (self);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      CstSyncStatus *status = g_list_model_get_item (list, i);
      gint64 account = cst_sync_status_get_account (status);

      /* What is recorded by hand is never out of reach. */
      if (cst_connector_is_local (cst_context_account (self->context, account)->connector))
        {
          g_object_unref (status);
          continue;
        }

      g_signal_connect_swapped (status, "notify", G_CALLBACK (update), self);
      g_ptr_array_add (self->statuses, status);
    }
  update (self);
}

static void
cst_sync_strip_dispose (GObject *object)
{
  CstSyncStrip *self = CST_SYNC_STRIP (object);

  unfollow (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_SYNC_STRIP);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_sync_strip_parent_class)->dispose (object);
}

static void
cst_sync_strip_finalize (GObject *object)
{
  g_ptr_array_unref (CST_SYNC_STRIP (object)->statuses);

  G_OBJECT_CLASS (cst_sync_strip_parent_class)->finalize (object);
}

static void
cst_sync_strip_class_init (CstSyncStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_sync_strip_dispose;
  object_class->finalize = cst_sync_strip_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-sync-strip"));
  gtk_widget_class_bind_template_child (widget_class, CstSyncStrip, root);
  gtk_widget_class_bind_template_child (widget_class, CstSyncStrip, image);
  gtk_widget_class_bind_template_child (widget_class, CstSyncStrip, text);
  gtk_widget_class_bind_template_child (widget_class, CstSyncStrip, progress);
}

static void
cst_sync_strip_init (CstSyncStrip *self)
{
  self->statuses = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_sync_strip_set_context:
 *
 * Follows the context's engine, if it has one. Once.
 */
void
cst_sync_strip_set_context (CstSyncStrip *self,
                            CstContext   *context)
{
  CstEngine *engine = cst_context_get_engine (context);

  g_return_if_fail (CST_IS_SYNC_STRIP (self));
  g_return_if_fail (self->context == NULL);

  if (engine == NULL)
    return;

  self->context = g_object_ref (context);
  g_signal_connect_object (cst_engine_get_statuses (engine), "items-changed", G_CALLBACK (follow), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "accounts-changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "notify::work-offline", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  follow (self);
}
