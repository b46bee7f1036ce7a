/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-world-actors.h"
#include "cst-world-private.h"
#include "cst-world-rules.h"

#define REFUND_WITHIN (48 * 60 * 60)

static void
return_changed (CstWorld       *world,
                CstWorldReturn *ret,
                CstWorldActor   actor,
                const char     *event,
                const char     *detail)
{
  CstWorldIncident *incident = cst_world_incident (world, ret->incident);

  cst_world_note_history (world, incident, actor, event, detail, ret->resolution);
  cst_world_incident_changed (world, incident, FALSE);
}

/**
 * cst_world_ask_back:
 *
 * R4: the pieces of @resolution are asked back. The caller notes that the problem changed.
 *
 * Returns: (transfer none): the return
 */
CstWorldReturn *
cst_world_ask_back (CstWorld                 *world,
                    CstWorldIncident         *incident,
                    CstWorldResolution       *resolution,
                    const CstWorldReturnWish *wish)
{
  CstWorldReturn *ret = g_new0 (CstWorldReturn, 1);

  ret->id = g_strdup_printf ("ret-%d-%u", CST_WORLD_FIRST_INCIDENT + incident->index,
                             incident->returns->len + 1);
  ret->resolution = g_strdup (resolution->id);
  ret->incident = incident->index;
  ret->state = CST_WORLD_RETURN_ASKED;
  ret->label_follows_on = g_strdup (wish->label_follows_on);
  ret->instructions = g_strdup (wish->instructions);
  ret->asked_at = cst_world_now (world);
  ret->lines = g_array_new (FALSE, TRUE, sizeof (CstWorldPieces));
  for (guint i = 0; i < resolution->lines->len; i++)
    {
      CstWorldPieces pieces = g_array_index (resolution->lines, CstWorldPieces, i);

      pieces.received = pieces.accepted = pieces.damaged = pieces.missing = -1;
      g_array_append_val (ret->lines, pieces);
    }

  g_ptr_array_add (incident->returns, ret);
  cst_world_index_return (world, ret);
  cst_world_note_history (world, incident, CST_WORLD_BRAND, "return_asked", NULL, resolution->id);
  if (wish->label != NULL)
    cst_world_label_return (world, ret, wish->label);

  return ret;
}

void
cst_world_label_return (CstWorld           *world,
                        CstWorldReturn     *ret,
                        CstWorldAttachment *label)
{
  ret->label = label;
  ret->state = CST_WORLD_RETURN_LABELLED;
  g_clear_pointer (&ret->label_follows_on, g_free);
  return_changed (world, ret, CST_WORLD_BRAND, "return_labelled", label->filename);
  cst_world_expect_return (world, ret);
}

/* The customer hands the parcel in. */
void
cst_world_send_return (CstWorld       *world,
                       CstWorldReturn *ret)
{
  ret->state = CST_WORLD_RETURN_UNDER_WAY;
  ret->carrier = g_strdup ("Colissimo");
  ret->tracking_number = g_strdup_printf ("8R%08u%03d",
                                          cst_world_hash (world, "return",
                                                          ret->incident) % 100000000u,
                                          ret->incident % 1000);
  return_changed (world, ret, CST_WORLD_CUSTOMER, "return_under_way", ret->tracking_number);
}

/* Received counts stand in the lines already. A contested replacement that came back is owed as
 * money. */
void
cst_world_receive_return (CstWorld       *world,
                          CstWorldReturn *ret,
                          gint64          received_at)
{
  ret->state = CST_WORLD_RETURN_RECEIVED;
  ret->received_at = received_at;
  if (cst_world_incident (world, ret->incident)->contested)
    ret->refund_due_by = received_at + REFUND_WITHIN;
  return_changed (world, ret, CST_WORLD_BRAND, "return_received", NULL);
}

void
cst_world_inspect_return (CstWorld       *world,
                          CstWorldReturn *ret)
{
  ret->state = CST_WORLD_RETURN_INSPECTED;
  ret->inspected_at = cst_world_now (world);
  return_changed (world, ret, CST_WORLD_BRAND, "return_inspected", NULL);
  if (cst_world_is_settled (cst_world_incident (world, ret->incident)))
    cst_world_close_returns (world, cst_world_incident (world, ret->incident));
}

/* An inspected return of a settled problem is closed. */
void
cst_world_close_returns (CstWorld         *world,
                         CstWorldIncident *incident)
{
  for (guint i = 0; i < incident->returns->len; i++)
    {
      CstWorldReturn *ret = g_ptr_array_index (incident->returns, i);

      if (ret->state != CST_WORLD_RETURN_INSPECTED)
        continue;
      ret->state = CST_WORLD_RETURN_CLOSED;
      return_changed (world, ret, CST_WORLD_MARKETPLACE, "return_closed", NULL);
    }
}
