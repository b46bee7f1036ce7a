/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-manual-case.h"

#include <glib/gi18n-lib.h>

/* C8 where nothing can be sent: a person told the carrier, by phone or in its portal, and says so. */

/**
 * cst_manual_answer:
 *
 * Writes down that the carrier has our solution. Only a person's word makes it so: an answer that does not say how the
 * carrier got it is no answer.
 *
 * Returns: (transfer full) (nullable): why not
 */
char *
cst_manual_answer (CstManualCase      *self,
                   const CstOperation *operation)
{
  CstDelivery *delivery = self->delivery;
  const CstDeliveryAnswer *answer = operation->answer;
  CstDeliveryEvent *event;

  if (delivery == NULL || answer == NULL || answer->told == CST_TOLD_NONE)
    return g_strdup (_("It does not say how the carrier was told."));
  if (!cst_delivery_is_open (delivery) || !cst_delivery_takes (delivery, answer->kind))
    return g_strdup (_("Meanwhile the delivery incident moved on; it takes no such answer any more."));

  event = cst_record_new (&cst_delivery_event_type);
  event->at = cst_manual_moment (operation);
  event->actor = CST_PARTY_BRAND;
  event->answer = cst_record_dup (&cst_delivery_answer_type, answer);
  g_ptr_array_add (delivery->events, event);

  delivery->state = CST_DELIVERY_SOLVED;
  delivery->allowed = 0;
  delivery->answered_at = event->at;
  delivery->updated_at = operation->created_at;
  self->has_new_delivery = TRUE;

  return NULL;
}
