/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-resolution-draft.h"

#include <glib/gi18n-lib.h>

#include "cst-quantities.h"
#include "cst-util.h"

/* What a person is choosing for one incident, before it is decided: kept within what is left to
 * replace or refund, written to text and read back, and finally made into an operation. Nothing
 * here knows a widget. The amounts of the lines are "whole price" until somebody lowers them. */

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

  CstOrder       *order;         /* (owned) (nullable) */
  CstIncident    *incident;      /* (owned) (nullable) */
  GPtrArray      *incidents;     /* (owned) (nullable) of CstIncident: all the order's */
  GPtrArray      *operations;    /* (owned) (nullable) of CstOperation: all the order's */
  GPtrArray      *lines;         /* (owned) of CstDraftLine: those reported first */
  gint64          shipping_left;
  CstDraftValues  values;        /* its lines only while they are read or written */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CstResolutionDraft, cst_resolution_draft, G_TYPE_OBJECT)

static void
draft_line_free (gpointer data)
{
  CstDraftLine *line = data;

  g_free (line->id);
  g_free (line->title);
  g_free (line->sku);
  g_free (line);
}

static CstDraftLine *
find_line (CstResolutionDraft *self,
           const char         *id)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      CstDraftLine *line = g_ptr_array_index (self->lines, i);

      if (g_strcmp0 (line->id, id) == 0)
        return line;
    }

  return NULL;
}

static void
choose (CstDraftLine *line,
        int           quantity,
        gint64        amount)
{
  gint64 price;

  line->quantity = CLAMP (quantity, 0, line->left);
  price = line->unit_price * line->quantity;
  line->amount = amount > 0 ? MIN (amount, price) : price;
}

static void
emit_changed (CstResolutionDraft *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
cst_resolution_draft_finalize (GObject *object)
{
  CstResolutionDraft *self = CST_RESOLUTION_DRAFT (object);

  g_clear_pointer (&self->order, cst_order_free);
  g_clear_pointer (&self->incident, cst_incident_free);
  g_clear_pointer (&self->incidents, g_ptr_array_unref);
  g_clear_pointer (&self->operations, g_ptr_array_unref);
  g_ptr_array_unref (self->lines);
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
  self->lines = g_ptr_array_new_with_free_func (draft_line_free);
  cst_record_init (&draft_values_type, &self->values);
}

CstResolutionDraft *
cst_resolution_draft_new (void)
{
  return g_object_new (CST_TYPE_RESOLUTION_DRAFT, NULL);
}

static gpointer
copy_incident (gconstpointer incident,
               gpointer      user_data)
{
  return cst_incident_copy (incident);
}

static gpointer
copy_operation (gconstpointer operation,
                gpointer      user_data)
{
  return cst_operation_copy (operation);
}

static GPtrArray *
copy_all (GPtrArray      *records,
          GCopyFunc       copy,
          GDestroyNotify  free_record)
{
  GPtrArray *copies = g_ptr_array_new_full (records->len, free_record);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (copies, copy (g_ptr_array_index (records, i), NULL));

  return copies;
}

static void
add_lines (CstResolutionDraft *self,
           GPtrArray          *incidents,
           GPtrArray          *operations,
           gboolean            reported)
{
  for (guint i = 0; i < self->order->lines->len; i++)
    {
      const CstOrderLine *source = g_ptr_array_index (self->order->lines, i);
      int quantity = cst_incident_reported_quantity (self->incident, source->id);
      CstDraftLine *line;

      if ((quantity > 0) != reported)
        continue;

      line = g_new0 (CstDraftLine, 1);
      line->id = g_strdup (source->id);
      line->title = source->variant != NULL ? g_strdup_printf ("%s · %s", source->title, source->variant)
                                            : g_strdup (source->title);
      line->sku = g_strdup (source->sku);
      line->reported = quantity;
      line->left = cst_quantities_left (self->order, incidents, operations, source->id);
      line->unit_price = source->unit_price;
      choose (line, quantity, 0);
      g_ptr_array_add (self->lines, line);
    }
}

static gboolean
is_whole_price (const CstDraftLine *line)
{
  return line->amount == line->unit_price * line->quantity;
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
  g_autoptr(GPtrArray) old_lines = NULL;
  gboolean same;

  g_return_if_fail (CST_IS_RESOLUTION_DRAFT (self));
  g_return_if_fail (order != NULL && incident != NULL);

  same = self->incident != NULL && g_strcmp0 (self->incident->id, incident->id) == 0;
  old_lines = g_steal_pointer (&self->lines);
  self->lines = g_ptr_array_new_with_free_func (draft_line_free);

  g_clear_pointer (&self->order, cst_order_free);
  g_clear_pointer (&self->incident, cst_incident_free);
  g_clear_pointer (&self->incidents, g_ptr_array_unref);
  g_clear_pointer (&self->operations, g_ptr_array_unref);
  self->incidents = copy_all (incidents, copy_incident, (GDestroyNotify) cst_incident_free);
  self->operations = copy_all (operations, copy_operation, (GDestroyNotify) cst_operation_free);
  self->order = cst_order_copy (order);
  self->incident = cst_incident_copy (incident);
  add_lines (self, incidents, operations, TRUE);
  add_lines (self, incidents, operations, FALSE);
  self->shipping_left = cst_quantities_shipping_left (order, incidents, operations);

  if (same)
    {
      for (guint i = 0; i < old_lines->len; i++)
        {
          const CstDraftLine *old = g_ptr_array_index (old_lines, i);
          CstDraftLine *line = find_line (self, old->id);

          if (line != NULL && old->left > 0)
            choose (line, old->quantity, is_whole_price (old) ? 0 : old->amount);
        }
    }
  else
    {
      cst_record_clear (&draft_values_type, &self->values);
      cst_record_init (&draft_values_type, &self->values);
    }

  self->values.shipping = MIN (self->values.shipping, self->shipping_left);
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
      CstDraftLine *line = find_line (self, saved->line);

      if (line != NULL)
        choose (line, saved->quantity, saved->amount);
    }

  cst_record_clear (&draft_values_type, &self->values);
  self->values = values;
  self->values.shipping = CLAMP (self->values.shipping, 0, self->shipping_left);
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

  for (guint i = 0; i < self->lines->len; i++)
    {
      const CstDraftLine *line = g_ptr_array_index (self->lines, i);
      CstOperationLine *saved = cst_record_new (&cst_operation_line_type);

      saved->line = g_strdup (line->id);
      saved->quantity = line->quantity;
      saved->amount = is_whole_price (line) ? 0 : line->amount;
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

  for (guint i = 0; i < self->lines->len; i++)
    {
      CstDraftLine *line = g_ptr_array_index (self->lines, i);

      choose (line, line->reported, 0);
    }

  emit_changed (self);
}

guint
cst_resolution_draft_get_n_lines (CstResolutionDraft *self)
{
  return self->lines->len;
}

const CstDraftLine *
cst_resolution_draft_get_line (CstResolutionDraft *self,
                               guint               index)
{
  g_return_val_if_fail (index < self->lines->len, NULL);

  return g_ptr_array_index (self->lines, index);
}

/**
 * cst_resolution_draft_get_order:
 *
 * Returns: (transfer none) (nullable): valid until the next cst_resolution_draft_set_case()
 */
const CstOrder *
cst_resolution_draft_get_order (CstResolutionDraft *self)
{
  return self->order;
}

const CstIncident *
cst_resolution_draft_get_incident (CstResolutionDraft *self)
{
  return self->incident;
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

  g_return_if_fail (index < self->lines->len);

  line = g_ptr_array_index (self->lines, index);
  if (line->quantity == CLAMP (quantity, 0, line->left))
    return;

  choose (line, quantity, 0);
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

  g_return_if_fail (index < self->lines->len);

  line = g_ptr_array_index (self->lines, index);
  old = line->amount;
  choose (line, line->quantity, amount);
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
  return self->shipping_left;
}

void
cst_resolution_draft_set_shipping (CstResolutionDraft *self,
                                   gint64              shipping)
{
  shipping = CLAMP (shipping, 0, self->shipping_left);
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
  int pieces = 0;

  for (guint i = 0; i < self->lines->len; i++)
    pieces += ((const CstDraftLine *) g_ptr_array_index (self->lines, i))->quantity;

  return pieces;
}

int
cst_resolution_draft_count_left (CstResolutionDraft *self)
{
  int left = 0;

  for (guint i = 0; i < self->lines->len; i++)
    left += ((const CstDraftLine *) g_ptr_array_index (self->lines, i))->left;

  return left;
}

/**
 * cst_resolution_draft_get_amounts:
 * @amounts: (out caller-allocates): what the chosen refund comes to (R13)
 */
void
cst_resolution_draft_get_amounts (CstResolutionDraft *self,
                                  CstAmounts         *amounts)
{
  g_autoptr(CstOperation) refund = NULL;

  g_return_if_fail (self->order != NULL);

  refund = cst_operation_new (CST_OPERATION_REFUND, 0, self->order->id, NULL);
  refund->shipping = self->values.shipping;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const CstDraftLine *line = g_ptr_array_index (self->lines, i);

      if (line->quantity > 0)
        cst_operation_add_line (refund, line->id, line->quantity)->amount = line->amount;
    }

  cst_refund_amounts (self->order, self->incidents, self->operations, refund, amounts);
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

  g_return_val_if_fail (self->order != NULL, NULL);

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
      if (amounts.total + self->order->refunded.total > self->order->amounts.total)
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

  g_return_val_if_fail (self->order != NULL, NULL);
  g_return_val_if_fail (is_refund || self->values.choice == CST_CHOICE_REPLACEMENT, NULL);

  operation = cst_operation_new (is_refund ? CST_OPERATION_REFUND : CST_OPERATION_REPLACEMENT,
                                 account, self->order->id, self->incident->id);
  operation->if_version = self->incident->version;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const CstDraftLine *line = g_ptr_array_index (self->lines, i);
      CstOperationLine *part;

      if (line->quantity == 0)
        continue;

      part = cst_operation_add_line (operation, line->id, line->quantity);
      if (is_refund && !is_whole_price (line))
        part->amount = line->amount;
    }

  if (is_refund)
    {
      operation->shipping = self->values.shipping;
      cst_refund_amounts (self->order, self->incidents, self->operations, operation, &operation->expected);
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
