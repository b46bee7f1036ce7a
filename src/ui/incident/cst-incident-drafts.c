/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-incident-drafts.h"

#include "cst-drafts.h"
#include "cst-mark-layers.h"
#include "cst-util.h"

/* What is chosen or typed for one incident and not decided yet: the resolution, the message, the note, the marks on
 * its photos. Each is kept in the store as it changes, and put back where it was typed when the incident is opened
 * again. The widgets are the window's, which outlives this. */

struct _CstIncidentDrafts
{
  GObject             parent_instance;

  CstContext         *context; /* (owned) */
  CstResolutionPanel *panel;   /* (unowned) */
  CstChatPage        *chat;    /* (unowned) */
  CstDeskCard        *desk;    /* (unowned) */
  CstPhotoViewer     *viewer;  /* (unowned) */
  CstDraftSaver      *savers[CST_N_INCIDENT_DRAFTS]; /* (owned) (nullable): none while no incident is open */
};

G_DEFINE_FINAL_TYPE (CstIncidentDrafts, cst_incident_drafts, G_TYPE_OBJECT)

static const char *const parts[CST_N_INCIDENT_DRAFTS] = { "resolution", "message", "note", "marks" };

static void
cst_incident_drafts_dispose (GObject *object)
{
  CstIncidentDrafts *self = CST_INCIDENT_DRAFTS (object);

  cst_incident_drafts_close (self);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (cst_incident_drafts_parent_class)->dispose (object);
}

static void
cst_incident_drafts_class_init (CstIncidentDraftsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cst_incident_drafts_dispose;
}

static void
cst_incident_drafts_init (CstIncidentDrafts *self)
{
}

CstIncidentDrafts *
cst_incident_drafts_new (CstContext         *context,
                         CstResolutionPanel *panel,
                         CstChatPage        *chat,
                         CstDeskCard        *desk,
                         CstPhotoViewer     *viewer)
{
  CstIncidentDrafts *self = g_object_new (CST_TYPE_INCIDENT_DRAFTS, NULL);

  self->context = g_object_ref (context);
  self->panel = panel;
  self->chat = chat;
  self->desk = desk;
  self->viewer = viewer;

  return self;
}

/**
 * cst_incident_drafts_open:
 *
 * Puts the incident's drafts back where they were typed. From now on they can be saved.
 */
void
cst_incident_drafts_open (CstIncidentDrafts     *self,
                          const CstIncidentCase *incident_case)
{
  g_autoptr(GPtrArray) marks = NULL;

  g_return_if_fail (CST_IS_INCIDENT_DRAFTS (self));

  cst_incident_drafts_close (self);
  for (guint i = 0; i < CST_N_INCIDENT_DRAFTS; i++)
    {
      g_autofree char *key = cst_draft_key (incident_case->account->id, incident_case->order->id,
                                            incident_case->incident->id, parts[i]);

      self->savers[i] = cst_draft_saver_new (self->context, key);
    }

  if (incident_case->resolution_draft != NULL)
    cst_resolution_draft_restore (cst_resolution_panel_get_draft (self->panel), incident_case->resolution_draft, NULL);
  cst_composer_restore (cst_chat_page_get_composer (self->chat), incident_case->message_draft);
  cst_desk_card_set_note (self->desk, incident_case->note_draft);
  marks = cst_marks_from_text (incident_case->marks_draft);
  cst_photo_viewer_set_marks (self->viewer, marks);
}

gboolean
cst_incident_drafts_is_open (CstIncidentDrafts *self)
{
  return self->savers[0] != NULL;
}

/**
 * cst_incident_drafts_close:
 *
 * Hands what waits to the store; nothing is saved after that.
 */
void
cst_incident_drafts_close (CstIncidentDrafts *self)
{
  g_return_if_fail (CST_IS_INCIDENT_DRAFTS (self));

  for (guint i = 0; i < CST_N_INCIDENT_DRAFTS; i++)
    g_clear_object (&self->savers[i]);
}

/* Returns: (transfer full) (nullable): what stands there now */
static char *
dup_text (CstIncidentDrafts *self,
          CstIncidentDraft   draft)
{
  CstResolutionDraft *resolution = cst_resolution_panel_get_draft (self->panel);
  g_autofree char *note = NULL;
  g_autoptr(GPtrArray) marks = NULL;

  switch (draft)
    {
    case CST_DRAFT_RESOLUTION:
      if (cst_resolution_draft_get_choice (resolution) == CST_CHOICE_NONE)
        return NULL;
      return cst_resolution_draft_to_text (resolution);
    case CST_DRAFT_MESSAGE:
      return cst_composer_to_text (cst_chat_page_get_composer (self->chat));
    case CST_DRAFT_MARKS:
      marks = cst_photo_viewer_get_marks (self->viewer);
      return cst_marks_to_text (marks);
    case CST_DRAFT_NOTE:
    default:
      note = cst_desk_card_dup_note (self->desk);
      return cst_str_is_blank (note) ? NULL : g_steal_pointer (&note);
    }
}

/**
 * cst_incident_drafts_save:
 *
 * Keeps what stands there now.
 */
void
cst_incident_drafts_save (CstIncidentDrafts *self,
                          CstIncidentDraft   draft)
{
  g_return_if_fail (CST_IS_INCIDENT_DRAFTS (self));

  if (self->savers[draft] != NULL)
    cst_draft_saver_save (self->savers[draft], dup_text (self, draft));
}

/**
 * cst_incident_drafts_get_saver:
 *
 * Returns: (transfer none) (nullable): of the draft that becomes a decision; %NULL while no incident is open
 */
CstDraftSaver *
cst_incident_drafts_get_saver (CstIncidentDrafts *self,
                               CstIncidentDraft   draft)
{
  g_return_val_if_fail (CST_IS_INCIDENT_DRAFTS (self), NULL);

  return self->savers[draft];
}
