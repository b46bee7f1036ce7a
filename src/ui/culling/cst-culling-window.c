/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-culling-window.h"

#include <glib/gi18n.h>

#include "cst-culling-queue.h"
#include "cst-draft-saver.h"
#include "cst-drafts.h"
#include "cst-facts-card.h"
#include "cst-findings.h"
#include "cst-incident-photos.h"
#include "cst-labels.h"
#include "cst-mark-layers.h"
#include "cst-mark-sheet.h"
#include "cst-photo-request.h"
#include "cst-photo-viewer.h"
#include "cst-split-layout.h"
#include "cst-ui.h"
#include "cst-wrap-layout.h"

/* Two viewers take turns: while one is looked at, the other has the next incident's photos decoded. */
#define N_VIEWERS 2

/* One incident after the other: look at its photos, press one key, and the next one is there. Nothing waits for the
 * disk or the network; what was pressed is an ordinary operation that can be undone while its time to undo runs. */
struct _CstCullingWindow
{
  AdwWindow          parent_instance;

  CstContext        *context;    /* (owned) */
  CstCullingQueue   *queue;      /* (owned) */
  CstIncidentPhotos *photos[N_VIEWERS]; /* (owned) */
  CstPhotoViewer    *viewers[N_VIEWERS];
  guint              places[N_VIEWERS]; /* whose photos each viewer holds */
  CstDraftSaver     *savers[N_VIEWERS]; /* (owned) (nullable): of the marks each viewer holds */
  GHashTable        *marks;      /* (owned): place → GPtrArray of CstMark: what was drawn in this window last */
  GPtrArray         *acts;       /* (owned) of Act, oldest first */
  guint              n_done;     /* in this window */
  gint64             begun_at;   /* monotonic, 0 until the first photo */

  AdwToastOverlay   *toasts;
  AdwWindowTitle    *title;
  GtkStack          *stack;
  GtkStack          *viewer_stack;
  CstFactsCard      *facts;
  GtkCheckButton    *ask_check;
  GtkLabel          *letter;
  GtkLabel          *progress;
  AdwStatusPage     *done_page;
};

G_DEFINE_FINAL_TYPE (CstCullingWindow, cst_culling_window, ADW_TYPE_WINDOW)

/* What one key did: a finding and perhaps a letter. An id is 0 until the store has it. */
typedef struct
{
  gatomicrefcount   ref_count;
  CstCullingWindow *self; /* holds this; held by what is under way */
  guint             place;
  gint64            ids[2];
  guint             n_ids;
  gboolean          is_undone;
  GPtrArray        *marks; /* (owned) of CstMark: what the finding was drawn with */
} Act;

static void
act_unref (Act *act)
{
  if (!g_atomic_ref_count_dec (&act->ref_count))
    return;

  g_ptr_array_unref (act->marks);
  g_free (act);
}

static Act *
act_ref (Act *act)
{
  g_atomic_ref_count_inc (&act->ref_count);

  return act;
}

static void
tell (CstCullingWindow *self,
      const char       *text)
{
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_set_title (toast, escaped);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static CstIncidentCase *
current_case (CstCullingWindow *self)
{
  return cst_culling_queue_get_case (self->queue, cst_culling_queue_get_position (self->queue));
}

static gboolean
may_write (const CstIncidentCase *incident_case)
{
  return cst_account_can (incident_case->account, CST_CAN_MESSAGE) && incident_case->account->info.may_decide &&
         !cst_incident_is_settled (incident_case->incident);
}

/* ── What is shown ─────────────────────────────────────────────────────────────────────────────── */

/* What was drawn and not recorded: in this window last, else what is kept as a draft. */
static void
fill_marks (CstCullingWindow      *self,
            guint                  which,
            const CstIncidentCase *incident_case)
{
  GPtrArray *drawn = g_hash_table_lookup (self->marks, GUINT_TO_POINTER (self->places[which]));
  g_autoptr(GPtrArray) marks = drawn != NULL ? g_ptr_array_ref (drawn)
                                             : cst_marks_from_text (incident_case->marks_draft);
  g_autofree char *key = cst_draft_key (incident_case->account->id, incident_case->order->id,
                                        incident_case->incident->id, "marks");

  g_clear_object (&self->savers[which]);
  self->savers[which] = cst_draft_saver_new (self->context, key);
  cst_photo_viewer_set_marks (self->viewers[which], marks);
  g_object_set (self->viewers[which], "is-marking", FALSE, NULL);
}

static void
fill_compared (CstCullingWindow  *self,
               CstIncidentPhotos *photos)
{
  for (guint i = 0; i < N_VIEWERS; i++)
    {
      CstIncidentCase *incident_case = self->photos[i] == photos && self->queue != NULL
                                       ? cst_culling_queue_get_case (self->queue, self->places[i]) : NULL;
      g_auto(GStrv) titles = NULL;
      g_autoptr(GPtrArray) compared = NULL;

      if (incident_case == NULL)
        continue;
      compared = cst_incident_photos_list_compared (photos, incident_case, &titles);
      cst_photo_viewer_set_compared (self->viewers[i], compared, (const char *const *) titles);
    }
}

static void
fill_viewer (CstCullingWindow *self,
             guint             place)
{
  guint which = place % N_VIEWERS;
  CstIncidentCase *incident_case = cst_culling_queue_get_case (self->queue, place);
  g_autoptr(GPtrArray) photos = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  g_autofree char *save_name = NULL;
  gboolean is_new = self->places[which] != place;

  if (incident_case == NULL)
    return;

  if (is_new)
    cst_incident_photos_clear (self->photos[which]);
  self->places[which] = place;
  photos = cst_incident_photos_list (self->photos[which], incident_case);
  save_name = g_strdup_printf ("%s-%s", incident_case->order->number, incident_case->incident->number);
  cst_photo_viewer_set_photos (self->viewers[which], photos, save_name, "", FALSE);
  findings = cst_findings_of_desk (incident_case->desk, incident_case->operations);
  cst_photo_viewer_set_findings (self->viewers[which], findings);
  fill_compared (self, self->photos[which]);
  if (is_new)
    fill_marks (self, which, incident_case);
}

static void
keep_marks (CstCullingWindow *self,
            guint             place,
            GPtrArray        *marks)
{
  g_hash_table_replace (self->marks, GUINT_TO_POINTER (place), cst_marks_copy (marks));
}

static void
marks_changed_cb (CstPhotoViewer   *viewer,
                  CstCullingWindow *self)
{
  g_autoptr(GPtrArray) marks = cst_photo_viewer_get_marks (viewer);

  for (guint i = 0; i < N_VIEWERS; i++)
    {
      if (self->viewers[i] != viewer || self->savers[i] == NULL)
        continue;
      keep_marks (self, self->places[i], marks);
      cst_draft_saver_save (self->savers[i], cst_marks_to_text (marks));
    }
}

static void
fill_progress (CstCullingWindow *self)
{
  guint n = cst_culling_queue_get_n (self->queue);
  guint position = cst_culling_queue_get_position (self->queue);
  gint64 passed = self->begun_at != 0 ? g_get_monotonic_time () - self->begun_at : 0;
  g_autofree char *place = g_strdup_printf (C_("inspection", "%1$u of %2$u"), MIN (position + 1, n), n);
  g_autofree char *text = NULL;

  if (self->n_done > 0 && passed > 0)
    /* Translators: a place among all, as in “3 of 12”, and how many incidents were judged in a minute */
    text = g_strdup_printf (C_("inspection", "%1$s · %2$.0f per minute"), place,
                            (double) self->n_done * 60.0 * G_USEC_PER_SEC / (double) passed);
  gtk_label_set_label (self->progress, text != NULL ? text : place);
}

static void
fill_facts (CstCullingWindow *self,
            CstIncidentCase  *incident_case)
{
  const CstIncident *incident = incident_case->incident;
  g_autofree char *title = g_strdup_printf ("%s · %s", cst_incident_case_customer (incident_case),
                                            incident_case->order->number);
  g_autofree char *reason = cst_label_incident_reason (incident);
  const char *language;

  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, reason);
  cst_facts_card_set_case (self->facts, incident_case, cst_context_now (self->context));

  gtk_widget_set_visible (GTK_WIDGET (self->ask_check), may_write (incident_case));
  gtk_widget_set_visible (GTK_WIDGET (self->letter),
                          may_write (incident_case) && gtk_check_button_get_active (self->ask_check));
  if (gtk_widget_get_visible (GTK_WIDGET (self->letter)))
    {
      g_autofree char *text = cst_photo_request_text (incident_case->order, incident, &language);

      gtk_label_set_label (self->letter, text);
    }
}

static void
update_actions (CstCullingWindow *self)
{
  CstIncidentCase *incident_case = current_case (self);
  gboolean is_here = incident_case != NULL;
  gboolean may_find = is_here && incident_case->account->info.may_find &&
                      cst_account_can (incident_case->account, CST_CAN_FIND);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "culling.find", may_find);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "culling.skip", is_here);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "culling.open", is_here);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "culling.back", cst_culling_queue_get_position (self->queue) > 0);
}

static void
show_end (CstCullingWindow *self)
{
  guint n = self->n_done;
  g_autofree char *text = g_strdup_printf (ngettext ("%u incident was inspected here.",
                                                     "%u incidents were inspected here.", n), n);

  adw_window_title_set_title (self->title, _("Inspect Photos"));
  adw_window_title_set_subtitle (self->title, "");
  adw_status_page_set_description (self->done_page,
                                   n > 0 ? text : _("No incident of this list has photos without a finding."));
  gtk_stack_set_visible_child_name (self->stack, "done");
}

static void
show (CstCullingWindow *self)
{
  guint position = cst_culling_queue_get_position (self->queue);
  CstIncidentCase *incident_case = current_case (self);

  if (!cst_culling_queue_is_loaded (self->queue))
    return;

  fill_progress (self);
  if (position >= cst_culling_queue_get_n (self->queue))
    {
      show_end (self);
    }
  else if (incident_case != NULL)
    {
      if (self->begun_at == 0)
        self->begun_at = g_get_monotonic_time ();
      fill_viewer (self, position);
      gtk_stack_set_visible_child (self->viewer_stack, GTK_WIDGET (self->viewers[position % N_VIEWERS]));
      gtk_stack_set_visible_child_name (self->stack, "incident");
      fill_facts (self, incident_case);
      fill_viewer (self, position + 1);
    }
  update_actions (self);
}

/* ── What a key does ───────────────────────────────────────────────────────────────────────────── */

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CstCullingWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!cst_context_undo_finish (CST_CONTEXT (object), result, &error))
    tell (self, _("It has been sent already. What you record now replaces it."));
}

static void
take_back (Act *act)
{
  act->is_undone = TRUE;
  for (guint i = 0; i < act->n_ids; i++)
    cst_context_undo_async (act->self->context, act->ids[i], NULL, undone_cb, g_object_ref (act->self));
  act->n_ids = 0;
}

/* What was taken back can be drawn on. */
static void
put_back_marks (CstCullingWindow *self,
                guint             place,
                GPtrArray        *marks)
{
  guint which = place % N_VIEWERS;

  keep_marks (self, place, marks);
  if (self->context == NULL || self->places[which] != place)
    return;

  cst_photo_viewer_set_marks (self->viewers[which], marks);
  cst_draft_saver_save (self->savers[which], cst_marks_to_text (marks));
}

static void
decided_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Act *act = user_data;
  g_autoptr(CstCullingWindow) self = act->self;
  g_autoptr(GError) error = NULL;
  gint64 id = cst_context_decide_finish (CST_CONTEXT (object), result, &error);

  if (id == 0)
    {
      tell (self, error->message);
      put_back_marks (self, act->place, act->marks);
    }
  else
    act->ids[act->n_ids++] = id;
  if (act->is_undone)
    take_back (act);
  act_unref (act);
}

static void
decide (CstCullingWindow *self,
        Act              *act,
        CstOperation     *operation,
        const char       *draft_key)
{
  g_object_ref (self);
  cst_context_decide_async (self->context, operation, draft_key, NULL, decided_cb, act_ref (act));
}

static CstOperation *
better_photo_request (const CstIncidentCase *incident_case)
{
  CstOperation *operation = cst_operation_new (CST_OPERATION_MESSAGE, incident_case->account->id,
                                               incident_case->order->id, incident_case->incident->id);
  const char *language = NULL;

  operation->text = cst_photo_request_text (incident_case->order, incident_case->incident, &language);
  operation->language = g_strdup (language);
  operation->purpose = CST_PURPOSE_PHOTO_REQUEST;

  return operation;
}

/* What is drawn belongs to the finding; its draft goes with the decision. */
static void
take_marks (CstCullingWindow *self,
            Act              *act,
            CstOperation     *operation)
{
  guint which = act->place % N_VIEWERS;

  if (self->places[which] != act->place)
    return;

  g_ptr_array_unref (act->marks);
  act->marks = cst_photo_viewer_get_marks (self->viewers[which]);
  cst_operation_set_marks (operation, act->marks);
  cst_photo_viewer_set_marks (self->viewers[which], NULL);
  keep_marks (self, act->place, NULL);
  cst_draft_saver_forget (self->savers[which]);
}

static void
find_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstCullingWindow *self = CST_CULLING_WINDOW (widget);
  CstIncidentCase *incident_case = current_case (self);
  g_autofree char *key = NULL;
  CstOperation *operation;
  Act *act;

  if (incident_case == NULL)
    return;

  act = g_new0 (Act, 1);
  g_atomic_ref_count_init (&act->ref_count);
  act->self = self;
  act->marks = cst_marks_copy (NULL);
  act->place = cst_culling_queue_get_position (self->queue);
  g_ptr_array_add (self->acts, act);

  operation = cst_operation_new (CST_OPERATION_FINDING, incident_case->account->id, incident_case->order->id,
                                 incident_case->incident->id);
  operation->finding = (CstFindingKind) cst_enum_value (&cst_finding_kind_type,
                                                        g_variant_get_string (parameter, NULL));
  if (operation->finding == CST_FINDING_CANNOT_TELL && may_write (incident_case) &&
      gtk_check_button_get_active (self->ask_check))
    decide (self, act, better_photo_request (incident_case), NULL);
  take_marks (self, act, operation);
  key = cst_draft_key (incident_case->account->id, incident_case->order->id, incident_case->incident->id, "marks");
  decide (self, act, operation, key);

  self->n_done++;
  cst_culling_queue_set_position (self->queue, act->place + 1);
}

static void
skip_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstCullingQueue *queue = CST_CULLING_WINDOW (widget)->queue;

  cst_culling_queue_set_position (queue, cst_culling_queue_get_position (queue) + 1);
}

/* Goes back to the one before, and takes back what was recorded there. */
static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstCullingWindow *self = CST_CULLING_WINDOW (widget);
  guint place = cst_culling_queue_get_position (self->queue) - 1;
  Act *last = self->acts->len > 0 ? g_ptr_array_index (self->acts, self->acts->len - 1) : NULL;
  g_autoptr(GPtrArray) marks = NULL;

  if (last != NULL && last->place == place)
    {
      marks = cst_marks_copy (last->marks);
      take_back (last);
      g_ptr_array_set_size (self->acts, (int) self->acts->len - 1);
      self->n_done--;
    }
  cst_culling_queue_set_position (self->queue, place);
  if (marks != NULL)
    put_back_marks (self, place, marks);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstCullingWindow *self = CST_CULLING_WINDOW (widget);
  CstIncidentCase *incident_case = current_case (self);

  if (incident_case != NULL)
    cst_context_open_incident (self->context, incident_case->account->id, incident_case->incident->id, NULL);
}

/* The letters stand for English and French words, the digits for both; on a French keyboard the digits' keys give other
 * signs without Shift. */
static const struct
{
  guint       key;
  const char *action;
  const char *target;
} keys[] = {
  { GDK_KEY_c, "culling.find", "confirmed" },
  { GDK_KEY_1, "culling.find", "confirmed" },
  { GDK_KEY_KP_1, "culling.find", "confirmed" },
  { GDK_KEY_ampersand, "culling.find", "confirmed" },
  { GDK_KEY_n, "culling.find", "not_confirmed" },
  { GDK_KEY_2, "culling.find", "not_confirmed" },
  { GDK_KEY_KP_2, "culling.find", "not_confirmed" },
  { GDK_KEY_eacute, "culling.find", "not_confirmed" },
  { GDK_KEY_t, "culling.find", "cannot_tell" },
  { GDK_KEY_p, "culling.find", "cannot_tell" },
  { GDK_KEY_3, "culling.find", "cannot_tell" },
  { GDK_KEY_KP_3, "culling.find", "cannot_tell" },
  { GDK_KEY_quotedbl, "culling.find", "cannot_tell" },
  { GDK_KEY_s, "culling.skip", NULL },
  { GDK_KEY_BackSpace, "culling.back", NULL },
  { GDK_KEY_o, "culling.open", NULL },
};

/* While text is written, or marks are drawn, some letters are not the inspection's. */
static gboolean
is_for_viewer (CstCullingWindow *self,
               guint             key)
{
  GtkWidget *viewer = gtk_stack_get_visible_child (self->viewer_stack);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean is_marking = FALSE;

  if (GTK_IS_EDITABLE (focus))
    return TRUE;
  if (viewer != NULL)
    g_object_get (viewer, "is-marking", &is_marking, NULL);

  return is_marking && (key == GDK_KEY_s || key == GDK_KEY_o || key == GDK_KEY_t);
}

static gboolean
key_pressed_cb (CstCullingWindow *self,
                guint             key,
                guint             code,
                GdkModifierType   modifiers)
{
  /* A capital is the viewer's other direction, unless the capitals are locked. */
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 ||
      ((modifiers & GDK_SHIFT_MASK) != 0 && g_unichar_isalpha (gdk_keyval_to_unicode (key))) ||
      is_for_viewer (self, gdk_keyval_to_lower (key)))
    return GDK_EVENT_PROPAGATE;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (keys[i].key == gdk_keyval_to_lower (key))
        return gtk_widget_activate_action_variant (GTK_WIDGET (self), keys[i].action,
                                                   keys[i].target != NULL ? g_variant_new_string (keys[i].target)
                                                                          : NULL);
    }

  return GDK_EVENT_PROPAGATE;
}

static void
asking_changed_cb (CstCullingWindow *self)
{
  CstIncidentCase *incident_case = current_case (self);

  if (incident_case != NULL)
    fill_facts (self, incident_case);
}

static CstIncidentPhotos *
photos_of (CstCullingWindow *self,
           CstPhotoViewer   *viewer)
{
  guint which = 0;

  while (self->viewers[which] != viewer)
    which++;

  return self->photos[which];
}

static void
unreadable_cb (CstPhotoViewer   *viewer,
               CstPhotoItem     *item,
               CstCullingWindow *self)
{
  cst_incident_photos_set_unreadable (photos_of (self, viewer), item);
}

static void
looked_at_cb (CstPhotoViewer   *viewer,
              CstPhotoItem     *item,
              CstCullingWindow *self)
{
  cst_incident_photos_set_looked_at (photos_of (self, viewer), item);
}

static void
look_changed_cb (CstPhotoViewer   *viewer,
                 CstPhotoItem     *item,
                 CstCullingWindow *self)
{
  cst_incident_photos_set_look (photos_of (self, viewer), item);
}

static void
hint_opened_cb (CstCullingWindow   *self,
                const CstPhotoHint *hint)
{
  if (hint->incident != NULL)
    cst_context_open_incident (self->context, hint->account, hint->incident, NULL);
  else
    cst_context_open_order (self->context, hint->account, hint->order);
}

static void
cst_culling_window_dispose (GObject *object)
{
  CstCullingWindow *self = CST_CULLING_WINDOW (object);

  g_clear_object (&self->queue);
  g_clear_object (&self->context);
  for (guint i = 0; i < N_VIEWERS; i++)
    {
      g_clear_object (&self->photos[i]);
      g_clear_object (&self->savers[i]);
    }
  if (self->acts != NULL)
    g_ptr_array_set_size (self->acts, 0);

  G_OBJECT_CLASS (cst_culling_window_parent_class)->dispose (object);
}

static void
cst_culling_window_finalize (GObject *object)
{
  g_ptr_array_unref (CST_CULLING_WINDOW (object)->acts);
  g_hash_table_unref (CST_CULLING_WINDOW (object)->marks);

  G_OBJECT_CLASS (cst_culling_window_parent_class)->finalize (object);
}

static void
cst_culling_window_class_init (CstCullingWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_culling_window_dispose;
  object_class->finalize = cst_culling_window_finalize;

  g_type_ensure (CST_TYPE_FACTS_CARD);
  g_type_ensure (CST_TYPE_SPLIT_LAYOUT);
  g_type_ensure (CST_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-culling-window"));
  gtk_widget_class_bind_template_child (widget_class, CstCullingWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CstCullingWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CstCullingWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CstCullingWindow, viewer_stack);
  gtk_widget_class_bind_template_child (widget_class, CstCullingWindow, facts);
  gtk_widget_class_bind_template_child (widget_class, CstCullingWindow, ask_check);
  gtk_widget_class_bind_template_child (widget_class, CstCullingWindow, letter);
  gtk_widget_class_bind_template_child (widget_class, CstCullingWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, CstCullingWindow, done_page);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, asking_changed_cb);

  gtk_widget_class_install_action (widget_class, "culling.find", "s", find_action);
  gtk_widget_class_install_action (widget_class, "culling.skip", NULL, skip_action);
  gtk_widget_class_install_action (widget_class, "culling.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "culling.open", NULL, open_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "culling.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
cst_culling_window_init (CstCullingWindow *self)
{
  self->marks = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->acts = g_ptr_array_new_with_free_func ((GDestroyNotify) act_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_culling_window_new:
 * @through: the list whose incidents are inspected, in its order
 *
 * Returns: (transfer none): a window of its own; GTK owns it
 */
CstCullingWindow *
cst_culling_window_new (GtkApplication     *application,
                        CstContext         *context,
                        const CstListQuery *through)
{
  CstCullingWindow *self = g_object_new (CST_TYPE_CULLING_WINDOW, "application", application, NULL);

  self->context = g_object_ref (context);
  for (guint i = 0; i < N_VIEWERS; i++)
    {
      self->places[i] = G_MAXUINT;
      self->photos[i] = cst_incident_photos_new (cst_context_get_store (context));
      g_signal_connect_object (self->photos[i], "compared-changed", G_CALLBACK (fill_compared), self,
                               G_CONNECT_SWAPPED);
      self->viewers[i] = g_object_new (CST_TYPE_PHOTO_VIEWER, NULL);
      cst_photo_viewer_set_decoder (self->viewers[i], cst_context_get_decoder (context));
      g_signal_connect_object (self->viewers[i], "unreadable", G_CALLBACK (unreadable_cb), self, 0);
      g_signal_connect_object (self->viewers[i], "looked-at", G_CALLBACK (looked_at_cb), self, 0);
      g_signal_connect_object (self->viewers[i], "look-changed", G_CALLBACK (look_changed_cb), self, 0);
      g_signal_connect_object (self->viewers[i], "marks-changed", G_CALLBACK (marks_changed_cb), self, 0);
      g_signal_connect_object (self->viewers[i], "hint-opened", G_CALLBACK (hint_opened_cb), self, G_CONNECT_SWAPPED);
      gtk_stack_add_child (self->viewer_stack, GTK_WIDGET (self->viewers[i]));
    }

  self->queue = cst_culling_queue_new (context, through);
  g_signal_connect_object (self->queue, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  update_actions (self);

  return self;
}
