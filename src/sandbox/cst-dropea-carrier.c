/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The carrier: it brings the parcel again, asks back, or takes it home. */
#include "cst-dropea-world.h"

#define HOUR (60 * 60)

/* What should have happened in the past that was told happens in the hours to come. */
static void
plan (CstDropeaWorld *self,
      CstDropeaCase  *issue,
      CstDropeaAct    act,
      gint64          due)
{
  gint64 hours = 6 + cst_world_hash (self->world, "late", issue->index) % 24;

  issue->act = act;
  issue->due = due > self->now ? due : self->now + hours * HOUR;
  if (self->next_due == 0 || issue->due < self->next_due)
    self->next_due = issue->due;
}

/* At the day that was agreed, or the next. */
static gint64
next_tour (const CstDropeaCase *issue,
           gint64               from)
{
  g_autofree char *noon = issue->date != NULL ? g_strconcat (issue->date, "T12:00:00Z", NULL) : NULL;
  g_autoptr(GDateTime) moment = noon != NULL ? g_date_time_new_from_iso8601 (noon, NULL) : NULL;
  gint64 agreed = moment != NULL ? g_date_time_to_unix (moment) : 0;

  return agreed > from ? agreed : from + 20 * HOUR;
}

/* What comes of an answer. */
static void
expect_after_answer (CstDropeaWorld *self,
                     CstDropeaCase  *issue)
{
  guint32 chance = cst_world_hash (self->world, "carrier", issue->index * 16 + issue->answers) % 100;

  if (g_strcmp0 (issue->resolution, "RETURN_REQUESTED") == 0)
    plan (self, issue, CST_DROPEA_TURNS_BACK, issue->resolved_at + 24 * HOUR);
  else if (chance < 15)
    plan (self, issue, CST_DROPEA_REPLIES, issue->resolved_at + 3 * HOUR);
  else
    plan (self, issue, chance < 40 ? CST_DROPEA_FAILS : CST_DROPEA_DELIVERS, next_tour (issue, issue->resolved_at));
}

/* What comes of none: a first absence is tried again next day, anything else goes back after five. */
static void
expect_without_answer (CstDropeaWorld *self,
                       CstDropeaCase  *issue)
{
  const CstDropeaParcel *parcel = g_ptr_array_index (self->parcels, issue->parcel);
  guint32 chance = cst_world_hash (self->world, "unanswered", issue->index) % 100;
  gint64 hours = 12 + cst_world_hash (self->world, "hours", issue->index) % 12;

  if (g_str_equal (issue->type, "RECIPIENT_ABSENT") && parcel->attempts <= 1)
    plan (self, issue, chance < 60 ? CST_DROPEA_DELIVERS : CST_DROPEA_FAILS,
          MAX (issue->created_at + 24 * HOUR, self->now + hours * HOUR));
  else
    plan (self, issue, CST_DROPEA_TURNS_BACK,
          MAX (issue->created_at + 120 * HOUR, self->now + 2 * hours * HOUR));
}

/* Arranges what the carrier does next about @issue. */
void
cst_dropea_expect (CstDropeaWorld *self,
                   CstDropeaCase  *issue)
{
  issue->act = CST_DROPEA_NOTHING;
  if (!issue->is_active)
    return;

  if (g_str_equal (issue->status, "RESOLVED"))
    expect_after_answer (self, issue);
  else
    expect_without_answer (self, issue);
}

/* Takes an answer of the seller. */
void
cst_dropea_settle (CstDropeaWorld *self,
                   CstDropeaCase  *issue,
                   const char     *status,
                   const char     *resolution,
                   gint64          at)
{
  issue->status = status;
  issue->resolution = resolution;
  issue->resolved_at = issue->updated_at = at;
  issue->options = 0;
  issue->answers++;
  cst_dropea_expect (self, issue);
}

static void
end_case (CstDropeaCase *issue,
          gint64         at)
{
  issue->is_active = FALSE;
  issue->options = 0;
  issue->updated_at = at;
}

static void
deliver (CstDropeaCase   *issue,
         CstDropeaParcel *parcel,
         gint64           at)
{
  end_case (issue, at);
  parcel->status = "DELIVERED";
  parcel->sub_status = "DELIVERED";
  parcel->delivered_at = parcel->updated_at = at;
}

/* Another attempt failed: an issue of its own on the same parcel. Who was not found at one address is not at home at
 * the other. */
static void
fail (CstDropeaWorld  *self,
      CstDropeaCase   *issue,
      CstDropeaParcel *parcel,
      gint64           at)
{
  const char *code = g_str_equal (issue->type, "REFUSED_BY_RECIPIENT") ? "NAM" : "AS";
  const CstDropeaReason *reason = cst_dropea_reason (cst_dropea_find_reason (code));

  end_case (issue, at);
  if (parcel->attempts < 1)
    parcel->attempts = 1;
  cst_dropea_expect (self, cst_dropea_new_case (self, parcel, reason, at));
}

static void
reply (CstDropeaWorld *self,
       CstDropeaCase  *issue,
       gint64          at)
{
  CstDropeaParcel *parcel = g_ptr_array_index (self->parcels, issue->parcel);

  issue->status = "PENDING";
  issue->options = issue->all_options & (guint) ~CST_DROPEA_MANAGED_BY_CLIENT;
  issue->substatus = "RV";
  issue->updated_at = at;
  parcel->sub_status = "DELIVERY_EXCEPTION";
  parcel->updated_at = at;
  cst_dropea_expect (self, issue);
}

static void
turn_back (CstDropeaCase   *issue,
           CstDropeaParcel *parcel,
           gint64           at)
{
  end_case (issue, at);
  parcel->status = "FINISH";
  parcel->sub_status = "REFUSED";
  parcel->updated_at = at;
}

void
cst_dropea_act (CstDropeaWorld *self,
                CstDropeaCase  *issue,
                CstDropeaAct    act,
                gint64          at)
{
  CstDropeaParcel *parcel = g_ptr_array_index (self->parcels, issue->parcel);

  switch (act)
    {
    case CST_DROPEA_DELIVERS:
      deliver (issue, parcel, at);
      break;
    case CST_DROPEA_FAILS:
      fail (self, issue, parcel, at);
      break;
    case CST_DROPEA_REPLIES:
      reply (self, issue, at);
      break;
    case CST_DROPEA_TURNS_BACK:
      turn_back (issue, parcel, at);
      break;
    case CST_DROPEA_NOTHING:
    default:
      break;
    }
}

/* One of the parcels on their way comes to a halt. */
void
cst_dropea_spring_case (CstDropeaWorld *self,
                        gint64          at)
{
  guint32 chance = cst_world_hash (self->world, "spring", (gint64) self->cases->len);
  const CstDropeaReason *reason = cst_dropea_reason (chance % 2 == 0 ? 0 : (chance >> 4) % cst_dropea_n_reasons ());
  CstDropeaParcel *parcel = cst_dropea_new_parcel (self, reason->carrier, at - 3 * CST_WORLD_DAY);

  cst_dropea_expect (self, cst_dropea_new_case (self, parcel, reason, at));
}
