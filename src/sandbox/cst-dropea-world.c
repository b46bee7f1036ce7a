/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea-world.h"

#define HOUR (60 * 60)

static void
place_free (CstDropeaPlace *place)
{
  if (place == NULL)
    return;

  g_free (place->street);
  g_free (place->more);
  g_free (place->postal_code);
  g_free (place->city);
  g_free (place->state);
  g_free (place->country);
  g_free (place);
}

static void
case_free (gpointer data)
{
  CstDropeaCase *issue = data;

  g_free (issue->note);
  g_free (issue->date);
  place_free (issue->place);
  g_free (issue);
}

/**
 * cst_dropea_world_new:
 * @world: whose clock and chance it keeps; must outlive it
 *
 * Returns: (transfer full): the same platform for the same world and @n_issues, byte by byte
 */
CstDropeaWorld *
cst_dropea_world_new (CstWorld *world,
                      int       n_issues)
{
  CstDropeaWorld *self = g_new0 (CstDropeaWorld, 1);

  self->world = world;
  self->now = cst_world_now (world);
  self->parcels = g_ptr_array_new_with_free_func (g_free);
  self->cases = g_ptr_array_new_with_free_func (case_free);
  cst_dropea_populate (self, n_issues);

  return self;
}

void
cst_dropea_world_free (CstDropeaWorld *self)
{
  g_ptr_array_unref (self->parcels);
  g_ptr_array_unref (self->cases);
  g_free (self);
}

static gpointer
find (GPtrArray  *all,
      const char *id,
      guint64     first)
{
  char *end = NULL;
  guint64 number = g_ascii_isdigit (*id) ? g_ascii_strtoull (id, &end, 10) : 0;

  if (end == NULL || *end != '\0' || number < first || number - first >= all->len)
    return NULL;

  return g_ptr_array_index (all, number - first);
}

/* Returns: (nullable): the parcel of the order with this id */
CstDropeaParcel *
cst_dropea_world_parcel (CstDropeaWorld *self,
                         const char     *id)
{
  return find (self->parcels, id, CST_DROPEA_FIRST_ORDER);
}

CstDropeaCase *
cst_dropea_world_case (CstDropeaWorld *self,
                       const char     *id)
{
  return find (self->cases, id, CST_DROPEA_FIRST_ISSUE);
}

/* A parcel on its way, two days after it was ordered. */
CstDropeaParcel *
cst_dropea_new_parcel (CstDropeaWorld *self,
                       const char     *carrier,
                       gint64          created_at)
{
  CstDropeaParcel *parcel = g_new0 (CstDropeaParcel, 1);
  guint32 chance = cst_world_hash (self->world, "parcel", (gint64) self->parcels->len);

  parcel->index = (int) self->parcels->len;
  parcel->person = (int) (chance % (guint32) cst_dropea_n_people ());
  parcel->article = (int) ((chance >> 8) % (guint32) cst_dropea_n_articles ());
  parcel->quantity = (chance >> 16) % 5 == 0 ? 2 : 1;
  parcel->is_cod = (chance >> 20) % 10 < 8;
  parcel->carrier = carrier;
  g_snprintf (parcel->tracking, sizeof parcel->tracking, "0401%09u", 230000000u + (guint) parcel->index * 7 + 1);
  parcel->status = "SHIPPING";
  parcel->sub_status = "SHIPPED";
  parcel->created_at = created_at;
  parcel->shipped_at = created_at + 26 * HOUR;
  parcel->updated_at = parcel->shipped_at;
  g_ptr_array_add (self->parcels, parcel);

  return parcel;
}

/* What the carrier reports of @parcel: it waits for an answer where there is one to give. */
CstDropeaCase *
cst_dropea_new_case (CstDropeaWorld        *self,
                     CstDropeaParcel       *parcel,
                     const CstDropeaReason *reason,
                     gint64                 created_at)
{
  CstDropeaCase *issue = g_new0 (CstDropeaCase, 1);

  issue->index = (int) self->cases->len;
  issue->parcel = parcel->index;
  issue->type = reason->type;
  issue->status = reason->options != 0 ? "PENDING" : "INFO";
  issue->carrier = parcel->carrier;
  issue->code = reason->code;
  issue->substatus = reason->substatus;
  issue->description = reason->description;
  issue->options = issue->all_options = reason->options;
  issue->is_active = TRUE;
  issue->created_at = issue->updated_at = created_at;
  parcel->sub_status = reason->options & (CST_DROPEA_RETRY | CST_DROPEA_CHANGE_ADDRESS) ? "DELIVERY_ATTEMPTED"
                                                                                       : "DELIVERY_EXCEPTION";
  parcel->attempts += reason->options & (CST_DROPEA_RETRY | CST_DROPEA_CHANGE_ADDRESS) ? 1 : 0;
  parcel->updated_at = created_at;
  g_ptr_array_add (self->cases, issue);

  return issue;
}

static CstDropeaCase *
next_due (CstDropeaWorld *self)
{
  CstDropeaCase *next = NULL;

  for (guint i = 0; i < self->cases->len; i++)
    {
      CstDropeaCase *issue = g_ptr_array_index (self->cases, i);

      if (issue->act != CST_DROPEA_NOTHING && (next == NULL || issue->due < next->due))
        next = issue;
    }
  self->next_due = next != NULL ? next->due : 0;

  return next;
}

/**
 * cst_dropea_world_advance:
 *
 * Lets everything happen that is due by @until, each at its own moment.
 */
void
cst_dropea_world_advance (CstDropeaWorld *self,
                          gint64          until)
{
  while (self->next_new != 0 && self->next_new <= until)
    {
      self->now = MAX (self->now, self->next_new);
      cst_dropea_spring_case (self, self->next_new);
      self->next_new += 3 * HOUR;
    }

  while (self->next_due != 0 && self->next_due <= until)
    {
      CstDropeaCase *issue = next_due (self);
      CstDropeaAct act = issue != NULL ? issue->act : CST_DROPEA_NOTHING;

      if (issue == NULL || issue->due > until)
        break;
      issue->act = CST_DROPEA_NOTHING;
      self->now = MAX (self->now, issue->due);
      cst_dropea_act (self, issue, act, issue->due);
      next_due (self);
    }
  self->now = MAX (self->now, until);
}
