/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-desk-card.h"

#include <glib/gi18n.h>

#include "cst-build.h"
#include "cst-findings.h"
#include "cst-format.h"
#include "cst-labels.h"
#include "cst-tone.h"
#include "cst-ui.h"

/* What only we see (R7): who looks after the incident, who has it open, what was found on the
 * photos, and notes. It looks other than the conversation, so that nobody mistakes the one for the
 * other. The signal `note-changed` says that the note being written is another one. */
struct _CstDeskCard
{
  GtkWidget      parent_instance;

  gboolean       is_updating;

  GtkWidget     *root;
  GtkLabel      *place_label;
  GtkMenuButton *assign_button;
  GtkMenuButton *hand_over_button;
  GtkWidget     *opened_box;
  GtkWidget     *findings_box;
  GtkWidget     *evidence_area;
  GtkWidget     *evidence_box;
  GtkWidget     *notes_box;
  GtkWidget     *note_area;
  GtkTextBuffer *note_buffer;
};

enum
{
  NOTE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstDeskCard, cst_desk_card, GTK_TYPE_WIDGET)

static char *
signed_by (const char *name,
           gint64      at,
           gint64      now)
{
  g_autofree char *moment = cst_format_moment (at, now);

  return g_strdup_printf ("%s · %s", name != NULL ? name : "", moment);
}

static void
fill_assignment (CstDeskCard           *self,
                 const CstIncidentCase *incident_case)
{
  const CstPersonMark *assigned = incident_case->desk->assigned_to;
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) people = g_menu_new ();

  for (guint i = 0; i < incident_case->people->len; i++)
    {
      const CstPerson *person = g_ptr_array_index (incident_case->people, i);
      g_autoptr(GMenuItem) item = g_menu_item_new (person->name, NULL);

      g_menu_item_set_action_and_target (item, "incident.assign", "(ss)", person->id, person->name);
      g_menu_append_item (people, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (people));
  if (assigned != NULL)
    {
      g_autoptr(GMenu) none = g_menu_new ();

      g_menu_append (none, _("Nobody"), "incident.unassign");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (none));
    }

  gtk_menu_button_set_menu_model (self->assign_button, G_MENU_MODEL (menu));
  gtk_menu_button_set_label (self->assign_button, assigned != NULL ? assigned->name : _("Nobody"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->assign_button),
                            cst_account_can (incident_case->account, CST_CAN_ASSIGN) &&
                            incident_case->account->info.may_find);
}

static void
fill_opened (CstDeskCard           *self,
             const CstIncidentCase *incident_case,
             gint64                 now)
{
  cst_build_clear (self->opened_box);
  for (guint i = 0; i < incident_case->desk->opened_by->len; i++)
    {
      const CstPersonMark *mark = g_ptr_array_index (incident_case->desk->opened_by, i);
      g_autofree char *ago = NULL;
      g_autofree char *text = NULL;

      if (incident_case->person != NULL && g_strcmp0 (mark->person, incident_case->person->id) == 0)
        continue;

      ago = cst_format_ago (mark->at, now);
      /* Translators: a person's name, and how long ago */
      text = g_strdup_printf (_("Opened by %s %s"), mark->name, ago);
      gtk_box_append (GTK_BOX (self->opened_box), cst_build_row ("view-reveal-symbolic", text, NULL, NULL));
    }
  gtk_widget_set_visible (self->opened_box, gtk_widget_get_first_child (self->opened_box) != NULL);
}

static const char *
icon_of_finding (CstFindingKind finding)
{
  switch (finding)
    {
    case CST_FINDING_CONFIRMED:
      return "object-select-symbolic";
    case CST_FINDING_NOT_CONFIRMED:
      return "window-close-symbolic";
    case CST_FINDING_CANNOT_TELL:
    case CST_FINDING_UNKNOWN:
    default:
      return "dialog-question-symbolic";
    }
}

static void
append_finding (CstDeskCard    *self,
                CstFindingKind  finding,
                const char     *words,
                const char     *note,
                const char     *suffix)
{
  g_autofree char *text = note != NULL ? g_strdup_printf ("%s\n%s", words, note) : g_strdup (words);

  gtk_box_append (GTK_BOX (self->findings_box), cst_build_row (icon_of_finding (finding), text, suffix, NULL));
}

static gboolean
waits (const CstIncidentCase *incident_case,
       const CstOperation    *operation,
       CstOperationKind       kind)
{
  return operation->kind == kind && g_strcmp0 (operation->incident, incident_case->incident->id) == 0 &&
         operation->state != CST_OPERATION_CONFIRMED && operation->state != CST_OPERATION_CANCELLED;
}

static void
fill_findings (CstDeskCard           *self,
               const CstIncidentCase *incident_case,
               gint64                 now)
{
  cst_build_clear (self->findings_box);
  for (guint i = 0; i < incident_case->desk->findings->len; i++)
    {
      const CstFinding *finding = g_ptr_array_index (incident_case->desk->findings, i);
      g_autofree char *by = signed_by (finding->name, finding->at, now);

      g_autofree char *words = cst_label_found_on (finding->finding, finding->line, finding->quantity,
                                                   incident_case->order);

      append_finding (self, finding->finding, words, finding->note, by);
    }
  for (guint i = 0; i < incident_case->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (incident_case->operations, i);

      if (waits (incident_case, operation, CST_OPERATION_FINDING))
        {
          g_autofree char *words = cst_label_found_by (operation, incident_case->order);

          append_finding (self, operation->finding, words, operation->text,
                          cst_label_operation_state (operation->state));
        }
    }
  if (gtk_widget_get_first_child (self->findings_box) == NULL)
    gtk_box_append (GTK_BOX (self->findings_box),
                    cst_build_label (_("No finding has been recorded yet."), "dim-label"));
}

static void
append_evidence (CstDeskCard *self,
                 const char  *filename,
                 const char  *note,
                 const char  *suffix)
{
  const char *name = filename != NULL ? filename : _("File");
  g_autofree char *text = note != NULL ? g_strdup_printf ("%s\n%s", name, note) : g_strdup (name);

  gtk_box_append (GTK_BOX (self->evidence_box), cst_build_row ("changes-prevent-symbolic", text, suffix, NULL));
}

static void
fill_evidence (CstDeskCard           *self,
               const CstIncidentCase *incident_case,
               gint64                 now)
{
  cst_build_clear (self->evidence_box);
  for (guint i = 0; i < incident_case->desk->evidence->len; i++)
    {
      const CstEvidence *evidence = g_ptr_array_index (incident_case->desk->evidence, i);
      g_autofree char *by = signed_by (evidence->name, evidence->at, now);

      append_evidence (self, evidence->attachment.filename, evidence->note, by);
    }
  for (guint i = 0; i < incident_case->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (incident_case->operations, i);

      if (waits (incident_case, operation, CST_OPERATION_EVIDENCE) && operation->files->len > 0)
        append_evidence (self, ((CstOutgoingFile *) g_ptr_array_index (operation->files, 0))->filename,
                         operation->text, cst_label_operation_state (operation->state));
    }
  gtk_widget_set_visible (self->evidence_area,
                          gtk_widget_get_first_child (self->evidence_box) != NULL ||
                          cst_account_can (incident_case->account, CST_CAN_ADD_EVIDENCE));
}

static void
fill_notes (CstDeskCard           *self,
            const CstIncidentCase *incident_case,
            gint64                 now)
{
  cst_build_clear (self->notes_box);
  for (guint i = 0; i < incident_case->desk->notes->len; i++)
    {
      const CstNote *note = g_ptr_array_index (incident_case->desk->notes, i);
      g_autofree char *by = signed_by (note->name, note->at, now);

      gtk_box_append (GTK_BOX (self->notes_box), cst_build_row (NULL, note->text, by, "note"));
    }
  for (guint i = 0; i < incident_case->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (incident_case->operations, i);

      if (waits (incident_case, operation, CST_OPERATION_NOTE))
        gtk_box_append (GTK_BOX (self->notes_box),
                        cst_build_row (cst_icon_of_operation_state (operation->state), operation->text,
                                       cst_label_operation_state (operation->state), "note"));
    }
  gtk_widget_set_visible (self->notes_box, gtk_widget_get_first_child (self->notes_box) != NULL);
}

static void
note_changed_cb (CstDeskCard *self)
{
  if (!self->is_updating)
    g_signal_emit (self, signals[NOTE_CHANGED], 0);
}

static void
cst_desk_card_dispose (GObject *object)
{
  CST_DESK_CARD (object)->is_updating = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_DESK_CARD);

  G_OBJECT_CLASS (cst_desk_card_parent_class)->dispose (object);
}

static void
cst_desk_card_class_init (CstDeskCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cst_desk_card_dispose;

  signals[NOTE_CHANGED] = g_signal_new ("note-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "deskcard");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-desk-card"));
  gtk_widget_class_bind_template_child (widget_class, CstDeskCard, root);
  gtk_widget_class_bind_template_child (widget_class, CstDeskCard, place_label);
  gtk_widget_class_bind_template_child (widget_class, CstDeskCard, assign_button);
  gtk_widget_class_bind_template_child (widget_class, CstDeskCard, hand_over_button);
  gtk_widget_class_bind_template_child (widget_class, CstDeskCard, opened_box);
  gtk_widget_class_bind_template_child (widget_class, CstDeskCard, findings_box);
  gtk_widget_class_bind_template_child (widget_class, CstDeskCard, evidence_area);
  gtk_widget_class_bind_template_child (widget_class, CstDeskCard, evidence_box);
  gtk_widget_class_bind_template_child (widget_class, CstDeskCard, notes_box);
  gtk_widget_class_bind_template_child (widget_class, CstDeskCard, note_area);
  gtk_widget_class_bind_template_child (widget_class, CstDeskCard, note_buffer);
  gtk_widget_class_bind_template_callback (widget_class, note_changed_cb);
}

static void
cst_desk_card_init (CstDeskCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cst_desk_card_set_case (CstDeskCard     *self,
                        CstIncidentCase *incident_case,
                        gint64           now)
{
  gboolean may_note = cst_account_can (incident_case->account, CST_CAN_NOTE) && incident_case->account->info.may_find;
  const char *place;

  g_return_if_fail (CST_IS_DESK_CARD (self));

  if (incident_case->moment != 0)
    place = _("Internal: as it was then");
  else if (!may_note)
    place = _("Internal: this marketplace keeps no notes, or this key may not write them");
  else if (cst_account_keeps_here (incident_case->account, CST_CAN_NOTE))
    place = _("Internal: kept on this desk only; the marketplace has no place for it");
  else if (!cst_term_is_retailer (&incident_case->account->info))
    place = _("Internal: shared with your colleagues, never sent to the customer");
  else
    place = _("Internal: shared with your colleagues, never sent to the retailer");

  gtk_label_set_label (self->place_label, place);
  gtk_widget_set_visible (self->note_area, may_note);
  fill_assignment (self, incident_case);
  fill_opened (self, incident_case, now);
  fill_findings (self, incident_case, now);
  fill_evidence (self, incident_case, now);
  fill_notes (self, incident_case, now);
}

/**
 * cst_desk_card_dup_note:
 *
 * Returns: (transfer full): the note being written
 */
char *
cst_desk_card_dup_note (CstDeskCard *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->note_buffer, &start, &end);

  return gtk_text_buffer_get_text (self->note_buffer, &start, &end, FALSE);
}

/**
 * cst_desk_card_set_note:
 * @note: (nullable): the note to go on writing; `note-changed` is not emitted
 */
void
cst_desk_card_set_note (CstDeskCard *self,
                        const char  *note)
{
  self->is_updating = TRUE;
  gtk_text_buffer_set_text (self->note_buffer, note != NULL ? note : "", -1);
  self->is_updating = FALSE;
}

/**
 * cst_desk_card_set_hand_over:
 * @menu: (nullable): to whom the case can be handed over by the rules (H2, H3, H8)
 */
void
cst_desk_card_set_hand_over (CstDeskCard *self,
                             GMenuModel  *menu)
{
  gtk_menu_button_set_menu_model (self->hand_over_button, menu);
  gtk_widget_set_visible (GTK_WIDGET (self->hand_over_button), menu != NULL);
}
