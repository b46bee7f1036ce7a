/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-resolution-draft.h"

#include <glib/gi18n-lib.h>

#include "cst-quantities.h"
#include "cst-util.h"

/* What a person is choosing for one incident, before it is decided: kept within what is left to
 * replace or refund, written to text and read back, and finally made into an operation. Nothing
 * here knows a widget. */

typedef struct
{
  CstResolutionChoice  choice;
  GPtrArray           *lines; /* of CstOperationLine */
  gint64               shipping;
  gboolean             with_return;
  char                *instructions;
  gboolean             label_follows;
  char                *label_follows_on;
  CstOutgoingFile     *label;
  char                *ship_by;
} CstDraftValues;

static const char *const choice_nicks[] = { "none", "replacement", "refund", "contact" };
static const CstEnumType choice_type = { choice_nicks, G_N_ELEMENTS (choice_nicks) };

static const CstField draft_values_fields[] = {
  CST_FIELD_OF (CstDraftValues, choice, ENUM, choice_type),
  CST_FIELD_OF (CstDraftValues, lines, RECORDS, cst_operation_line_type),
  CST_FIELD (CstDraftValues, shipping, INT64),
  CST_FIELD (CstDraftValues, with_return, BOOL),
  CST_FIELD (CstDraftValues, instructions, STRING),
  CST_FIELD (CstDraftValues, label_follows, BOOL),
  CST_FIELD (CstDraftValues, label_follows_on, STRING),
  CST_FIELD_OF (CstDraftValues, label, OPTIONAL, cst_outgoing_file_type),
  CST_FIELD (CstDraftValues, ship_by, STRING),
};

static CST_DEFINE_RECORD_TYPE (draft_values, CstDraftValues, "resolution draft");

struct _CstResolutionDraft
{
  GObject         parent_instance;

  CstDraftLines  *lines;  /* (owned) (nullable): until a case is set */
  CstDraftValues  values; /* its lines only while they are read or written */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstResolutionDraft, cst_resolution_draft, G_TYPE_OBJECT)

static void
emit_changed (CstResolutionDraft *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
cst_resolution_draft_finalize (GObject *object)
{
  CstResolutionDraft *self = CST_RESOLUTION_DRAFT (object);

  g_clear_pointer (&self->lines, cst_draft_lines_free);
  cst_record_clear (&draft_values_type, &self->values);

  G_OBJECT_CLASS (cst_resolution_draft_parent_class)->finalize (object);
}

static void
cst_resolution_draft_class_init (CstResolutionDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = cst_resolution_draft_finalize;

  /* What was chosen, or what can be chosen, has changed. */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cst_resolution_draft_init (CstResolutionDraft *self)
{
  cst_record_init (&draft_values_type, &self->values);
}

CstResolutionDraft *
cst_resolution_draft_new (void)
{
  return g_object_new (CST_TYPE_RESOLUTION_DRAFT, NULL);
}

/**
 * cst_resolution_draft_set_case:
 * @incidents: (element-type CstIncident): all the order's incidents
 * @operations: (element-type CstOperation): all the order's operations
 *
 * Says what is being decided and what is left to decide on (R1). The quantities start at what was
 * reported; when the same incident comes again, changed, what was chosen stays as far as it fits.
 * Everything is copied.
 */
void
cst_resolution_draft_set_case (CstResolutionDraft *self,
                               const CstOrder     *order,
                               const CstIncident  *incident,
                               GPtrArray          *incidents,
                               GPtrArray          *operations)
{
  g_autoptr(CstDraftLines) old = NULL;

  g_return_if_fail (CST_IS_RESOLUTION_DRAFT (self));
  g_return_if_fail (order != NULL && incident != NULL);

  old = g_steal_pointer (&self->lines);
  self->lines = cst_draft_lines_new (order, incident, incidents, operations);

  if (old != NULL && g_strcmp0 (old->incident->id, incident->id) == 0)
    {
      cst_draft_lines_keep (self->lines, old);
    }
  else
    {
      cst_record_clear (&draft_values_type, &self->values);
      cst_record_init (&draft_values_type, &self->values);
    }

  self->values.shipping = MIN (self->values.shipping, self->lines->shipping_left);
  emit_changed (self);
}

/**
 * cst_resolution_draft_restore:
 * @text: what cst_resolution_draft_to_text() wrote
 *
 * Takes up a saved draft, as far as it still fits what is left.
 */
gboolean
cst_resolution_draft_restore (CstResolutionDraft  *self,
                              const char          *text,
                              GError             **error)
{
  CstDraftValues values;

  g_return_val_if_fail (CST_IS_RESOLUTION_DRAFT (self), FALSE);
  g_return_val_if_fail (self->lines != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  cst_record_init (&draft_values_type, &values);
  if (!cst_record_from_text (&draft_values_type, &values, text, error))
    {
      cst_record_clear (&draft_values_type, &values);
      return FALSE;
    }

  for (guint i = 0; i < values.lines->len; i++)
    {
      const CstOperationLine *saved = g_ptr_array_index (values.lines, i);
      CstDraftLine *line = cst_draft_lines_find (self->lines, saved->line);

      if (line != NULL)
        cst_draft_line_choose (line, saved->quantity, saved->amount);
    }

  cst_record_clear (&draft_values_type, &self->values);
  self->values = values;
  self->values.shipping = CLAMP (self->values.shipping, 0, self->lines->shipping_left);
  emit_changed (self);

  return TRUE;
}

/**
 * cst_resolution_draft_to_text:
 *
 * Returns: (transfer full): all that was chosen, for cst_resolution_draft_restore()
 */
char *
cst_resolution_draft_to_text (CstResolutionDraft *self)
{
  CstDraftValues *values;
  char *text;

  g_return_val_if_fail (CST_IS_RESOLUTION_DRAFT (self), NULL);

  values = cst_record_dup (&draft_values_type, &self->values);
  for (guint i = 0; i < values->lines->len; i++)
    cst_record_free (&cst_operation_line_type, g_ptr_array_index (values->lines, i));
  g_ptr_array_set_size (values->lines, 0);

  for (guint i = 0; self->lines != NULL && i < self->lines->lines->len; i++)
    {
      const CstDraftLine *line = cst_draft_lines_get (self->lines, i);
      CstOperationLine *saved = cst_record_new (&cst_operation_line_type);

      saved->line = g_strdup (line->id);
      saved->quantity = line->quantity;
      saved->amount = cst_draft_line_is_whole_price (line) ? 0 : line->amount;
      g_ptr_array_add (values->lines, saved);
    }

  text = cst_record_to_text (&draft_values_type, values);
  cst_record_free (&draft_values_type, values);

  return text;
}

/**
 * cst_resolution_draft_reset:
 *
 * Back to nothing chosen and the reported quantities, after a decision or when it is discarded.
 */
void
cst_resolution_draft_reset (CstResolutionDraft *self)
{
  g_return_if_fail (CST_IS_RESOLUTION_DRAFT (self));

  cst_record_clear (&draft_values_type, &self->values);
  cst_record_init (&draft_values_type, &self->values);
  if (self->lines != NULL)
    cst_draft_lines_reset (self->lines);

  emit_changed (self);
}

guint
cst_resolution_draft_get_n_lines (CstResolutionDraft *self)
{
  return self->lines != NULL ? self->lines->lines->len : 0;
}

const CstDraftLine *
cst_resolution_draft_get_line (CstResolutionDraft *self,
                               guint               index)
{
  g_return_val_if_fail (self->lines != NULL, NULL);

  return cst_draft_lines_get (self->lines, index);
}

/**
 * cst_resolution_draft_get_order:
 *
 * Returns: (transfer none) (nullable): valid until the next cst_resolution_draft_set_case()
 */
const CstOrder *
cst_resolution_draft_get_order (CstResolutionDraft *self)
{
  return self->lines != NULL ? self->lines->order : NULL;
}

CstResolutionChoice
cst_resolution_draft_get_choice (CstResolutionDraft *self)
{
  return self->values.choice;
}

void
cst_resolution_draft_set_choice (CstResolutionDraft  *self,
                                 CstResolutionChoice  choice)
{
  g_return_if_fail (CST_IS_RESOLUTION_DRAFT (self));

  if (self->values.choice == choice)
    return;

  self->values.choice = choice;
  emit_changed (self);
}

/**
 * cst_resolution_draft_propose:
 * @now: (element-type CstLineFindings): what holds of the findings
 *
 * Proposes the pieces that were confirmed on the photos; what somebody chose stays.
 */
void
cst_resolution_draft_propose (CstResolutionDraft *self,
                              const GArray       *now)
{
  g_return_if_fail (self->lines != NULL);

  cst_draft_lines_propose (self->lines, now);
  emit_changed (self);
}

/**
 * cst_resolution_draft_set_quantity:
 *
 * The line's amount follows: the whole price of the new quantity.
 */
void
cst_resolution_draft_set_quantity (CstResolutionDraft *self,
                                   guint               index,
                                   int                 quantity)
{
  CstDraftLine *line;

  g_return_if_fail (self->lines != NULL && index < self->lines->lines->len);

  line = cst_draft_lines_get (self->lines, index);
  if (line->quantity == CLAMP (quantity, 0, line->left))
    return;

  cst_draft_line_choose (line, quantity, 0);
  emit_changed (self);
}

/**
 * cst_resolution_draft_set_amount:
 * @amount: goods to refund; nothing or more than the price mean the whole price
 */
void
cst_resolution_draft_set_amount (CstResolutionDraft *self,
                                 guint               index,
                                 gint64              amount)
{
  CstDraftLine *line;
  gint64 old;

  g_return_if_fail (self->lines != NULL && index < self->lines->lines->len);

  line = cst_draft_lines_get (self->lines, index);
  old = line->amount;
  cst_draft_line_choose (line, line->quantity, amount);
  if (line->amount != old)
    emit_changed (self);
}

gint64
cst_resolution_draft_get_shipping (CstResolutionDraft *self)
{
  return self->values.shipping;
}

/**
 * cst_resolution_draft_get_shipping_left:
 *
 * Returns: shipping costs not refunded yet, in the order's tax mode
 */
gint64
cst_resolution_draft_get_shipping_left (CstResolutionDraft *self)
{
  return self->lines != NULL ? self->lines->shipping_left : 0;
}

void
cst_resolution_draft_set_shipping (CstResolutionDraft *self,
                                   gint64              shipping)
{
  shipping = CLAMP (shipping, 0, cst_resolution_draft_get_shipping_left (self));
  if (self->values.shipping == shipping)
    return;

  self->values.shipping = shipping;
  emit_changed (self);
}

gboolean
cst_resolution_draft_get_with_return (CstResolutionDraft *self)
{
  return self->values.with_return;
}

void
cst_resolution_draft_set_with_return (CstResolutionDraft *self,
                                      gboolean            with_return)
{
  if (self->values.with_return == !!with_return)
    return;

  self->values.with_return = !!with_return;
  emit_changed (self);
}

static void
set_text (CstResolutionDraft  *self,
          char               **field,
          const char          *text)
{
  if (cst_set_str (field, text))
    emit_changed (self);
}

const char *
cst_resolution_draft_get_instructions (CstResolutionDraft *self)
{
  return self->values.instructions;
}

void
cst_resolution_draft_set_instructions (CstResolutionDraft *self,
                                       const char         *instructions)
{
  set_text (self, &self->values.instructions, instructions);
}

gboolean
cst_resolution_draft_get_label_follows (CstResolutionDraft *self)
{
  return self->values.label_follows;
}

void
cst_resolution_draft_set_label_follows (CstResolutionDraft *self,
                                        gboolean            follows)
{
  if (self->values.label_follows == !!follows)
    return;

  self->values.label_follows = !!follows;
  emit_changed (self);
}

const char *
cst_resolution_draft_get_label_follows_on (CstResolutionDraft *self)
{
  return self->values.label_follows_on;
}

/**
 * cst_resolution_draft_set_label_follows_on:
 * @date: (nullable): `YYYY-MM-DD`
 */
void
cst_resolution_draft_set_label_follows_on (CstResolutionDraft *self,
                                           const char         *date)
{
  set_text (self, &self->values.label_follows_on, date);
}

const CstOutgoingFile *
cst_resolution_draft_get_label (CstResolutionDraft *self)
{
  return self->values.label;
}

/**
 * cst_resolution_draft_set_label:
 * @label: (nullable): a file already taken into the store; copied
 */
void
cst_resolution_draft_set_label (CstResolutionDraft    *self,
                                const CstOutgoingFile *label)
{
  CstOutgoingFile *copy = label != NULL ? cst_record_dup (&cst_outgoing_file_type, label) : NULL;

  if (self->values.label != NULL)
    cst_record_free (&cst_outgoing_file_type, self->values.label);
  self->values.label = copy;
  emit_changed (self);
}

const char *
cst_resolution_draft_get_ship_by (CstResolutionDraft *self)
{
  return self->values.ship_by;
}

/**
 * cst_resolution_draft_set_ship_by:
 * @date: (nullable): `YYYY-MM-DD`
 */
void
cst_resolution_draft_set_ship_by (CstResolutionDraft *self,
                                  const char         *date)
{
  set_text (self, &self->values.ship_by, date);
}

int
cst_resolution_draft_count_pieces (CstResolutionDraft *self)
{
  return self->lines != NULL ? cst_draft_lines_count_pieces (self->lines) : 0;
}

int
cst_resolution_draft_count_left (CstResolutionDraft *self)
{
  return self->lines != NULL ? cst_draft_lines_count_left (self->lines) : 0;
}

/**
 * cst_resolution_draft_get_amounts:
 * @amounts: (out caller-allocates): what the chosen refund comes to (R13)
 */
void
cst_resolution_draft_get_amounts (CstResolutionDraft *self,
                                  CstAmounts         *amounts)
{
  g_return_if_fail (self->lines != NULL);

  cst_draft_lines_get_amounts (self->lines, self->values.shipping, amounts);
}

static const char *
find_return_problem (CstResolutionDraft *self)
{
  if (self->values.label_follows)
    return cst_date_is_valid (self->values.label_follows_on)
           ? NULL : _("Say on which day the return label follows.");

  return self->values.label != NULL
         ? NULL : _("Add the return label, or say on which day it follows.");
}

/**
 * cst_resolution_draft_dup_problem:
 *
 * Returns: (transfer full) (nullable): what is still missing before this can be confirmed, as a
 *   sentence; %NULL when nothing is
 */
char *
cst_resolution_draft_dup_problem (CstResolutionDraft *self)
{
  const char *problem = NULL;
  CstAmounts amounts;

  g_return_val_if_fail (self->lines != NULL, NULL);

  if (self->values.choice == CST_CHOICE_NONE)
    problem = _("Choose a resolution.");
  else if (self->values.choice == CST_CHOICE_CONTACT)
    problem = NULL;
  else if (cst_resolution_draft_count_left (self) == 0)
    problem = _("Everything on this order was already replaced or refunded.");
  else if (cst_resolution_draft_count_pieces (self) == 0)
    problem = _("Choose at least one piece.");
  else if (self->values.choice == CST_CHOICE_REFUND)
    {
      cst_resolution_draft_get_amounts (self, &amounts);
      if (amounts.total + self->lines->order->refunded.total > self->lines->order->amounts.total)
        problem = _("The refund comes to more than was paid and not yet refunded.");
    }
  else if (!cst_str_is_blank (self->values.ship_by) && !cst_date_is_valid (self->values.ship_by))
    problem = _("The day to ship by is not a date.");
  else if (self->values.with_return)
    problem = find_return_problem (self);

  return g_strdup (problem);
}

/**
 * cst_resolution_draft_build:
 * @account: the store's number of the account
 *
 * Returns: (transfer full): the replacement or refund that was chosen, to be decided
 */
CstOperation *
cst_resolution_draft_build (CstResolutionDraft *self,
                            gint64              account)
{
  gboolean is_refund = self->values.choice == CST_CHOICE_REFUND;
  CstOperation *operation;

  g_return_val_if_fail (self->lines != NULL, NULL);
  g_return_val_if_fail (is_refund || self->values.choice == CST_CHOICE_REPLACEMENT, NULL);

  operation = cst_operation_new (is_refund ? CST_OPERATION_REFUND : CST_OPERATION_REPLACEMENT,
                                 account, self->lines->order->id, self->lines->incident->id);
  operation->if_version = self->lines->incident->version;

  cst_draft_lines_add_to (self->lines, operation);
  if (is_refund)
    {
      operation->shipping = self->values.shipping;
      cst_refund_amounts (self->lines->order, self->lines->incidents, self->lines->operations, operation,
                          &operation->expected);
      return operation;
    }

  operation->ship_by = cst_str_is_blank (self->values.ship_by) ? NULL : g_strdup (self->values.ship_by);
  if (!self->values.with_return)
    return operation;

  operation->with_return = TRUE;
  operation->text = cst_str_is_blank (self->values.instructions) ? NULL : g_strdup (self->values.instructions);
  if (self->values.label_follows)
    operation->label_follows_on = g_strdup (self->values.label_follows_on);
  else
    g_ptr_array_add (operation->files, cst_record_dup (&cst_outgoing_file_type, self->values.label));

  return operation;
}
