/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What had happened on the platform before the clock began: a cast that shows every state, then as many more as
 * asked for. */
#include "cst-dropea-world.h"

#define HOUR (60 * 60)
#define MAX_PLAIN 600

typedef enum
{
  FATE_WAITS,
  FATE_CALLED,     /* handled with the customer: no answer is taken any more */
  FATE_SOLVED,
  FATE_RETRIED,
  FATE_MOVED,      /* to another address */
  FATE_COLLECTED,
  FATE_SENT_BACK,
  FATE_REPLIED,    /* solved, and the carrier asked back */
  FATE_AGAIN,      /* solved, presented once more, failed once more */
  FATE_DELIVERED,  /* solved, then delivered */
  FATE_GONE,       /* delivered without an answer */
} Fate;

typedef struct
{
  const char *label;
  const char *code;
  Fate        fate;
} Story;

static const Story stories[] = {
  { "first-absence", "AS", FATE_WAITS },
  { "first-absence-bis", "AS", FATE_WAITS },
  { "first-absence-closed", "C", FATE_WAITS },
  { "first-absence-ter", "AS", FATE_WAITS },
  { "refused", "NAM", FATE_WAITS },
  { "refused-bis", "NAM", FATE_WAITS },
  { "back-to-origin", "DO", FATE_WAITS },
  { "wrong-address", "DI", FATE_WAITS },
  { "wrong-address-gls", "-30", FATE_WAITS },
  { "data-missing", "FD", FATE_WAITS },
  { "misrouted", "MC", FATE_WAITS },
  { "postponed", "EAD", FATE_WAITS },
  { "collects", "RD", FATE_WAITS },
  { "not-arrived", "FE", FATE_WAITS },
  { "lost", "EXM", FATE_WAITS },
  { "damaged", "EDT", FATE_WAITS },
  { "parcels-missing", "FB", FATE_WAITS },
  { "customs", "ADU", FATE_WAITS },
  { "possible-return", "-71", FATE_WAITS },
  { "authorization", "-45", FATE_WAITS },
  { "unknown-code", "X9", FATE_WAITS },
  { "holiday", "FL", FATE_WAITS },
  { "correction", "MCC", FATE_WAITS },
  { "weather", "2", FATE_WAITS },
  { "called", "NAM", FATE_CALLED },
  { "called-bis", "AS", FATE_CALLED },
  { "solved", "NAM", FATE_SOLVED },
  { "solved-bis", "DI", FATE_SOLVED },
  { "retried", "AS", FATE_RETRIED },
  { "moved", "DI", FATE_MOVED },
  { "collected", "AS", FATE_COLLECTED },
  { "sent-back", "NAM", FATE_SENT_BACK },
  { "replied", "NAM", FATE_REPLIED },
  { "replied-bis", "DI", FATE_REPLIED },
  { "second-absence", "AS", FATE_AGAIN },
  { "second-attempt-refused", "NAM", FATE_AGAIN },
  { "delivered-after", "AS", FATE_DELIVERED },
  { "delivered-after-bis", "DI", FATE_DELIVERED },
  { "delivered-unanswered", "AS", FATE_GONE },
};

static const char *const notes[] = {
  "La clienta estará en casa mañana por la tarde.",
  "Llamar al llegar: el portal está junto a la farmacia.",
  "El cliente acepta el paquete; confirmado por teléfono.",
};

static void
solve (CstDropeaWorld *self,
       CstDropeaCase  *issue,
       const char     *resolution,
       gint64          at)
{
  if (g_str_equal (resolution, "SOLUTION_PROVIDED"))
    issue->note = g_strdup (notes[issue->index % (int) G_N_ELEMENTS (notes)]);
  cst_dropea_settle (self, issue, "RESOLVED", resolution, at);
}

static void
retry (CstDropeaWorld *self,
       CstDropeaCase  *issue,
       gint64          at)
{
  g_autoptr(GDateTime) day = g_date_time_new_from_unix_utc (self->now + CST_WORLD_DAY);

  issue->date = g_date_time_format (day, "%Y-%m-%d");
  issue->window = "afternoon";
  solve (self, issue, "RETRY", at);
}

static void
move (CstDropeaWorld *self,
      CstDropeaCase  *issue,
      gint64          at)
{
  const CstDropeaParcel *parcel = g_ptr_array_index (self->parcels, issue->parcel);
  const CstDropeaPerson *person = cst_dropea_person (parcel->person);

  issue->place = g_new0 (CstDropeaPlace, 1);
  issue->place->street = g_strdup_printf ("%s, bajo", person->street);
  issue->place->postal_code = g_strdup (person->postal_code);
  issue->place->city = g_strdup (person->city);
  issue->place->state = g_strdup (person->province);
  issue->place->country = g_strdup (person->country);
  solve (self, issue, "CHANGE_ADDRESS", at);
}

static void
tell (CstDropeaWorld *self,
      CstDropeaCase  *issue,
      Fate            fate,
      gint64          at)
{
  switch (fate)
    {
    case FATE_CALLED:
      cst_dropea_settle (self, issue, "MANAGING_WITH_CLIENT", NULL, at);
      break;
    case FATE_SOLVED:
      solve (self, issue, "SOLUTION_PROVIDED", at);
      break;
    case FATE_RETRIED:
      retry (self, issue, at);
      break;
    case FATE_MOVED:
      move (self, issue, at);
      break;
    case FATE_COLLECTED:
      solve (self, issue, "PICKUP_AT_AGENCY", at);
      break;
    case FATE_SENT_BACK:
      solve (self, issue, "RETURN_REQUESTED", at);
      break;
    case FATE_REPLIED:
      solve (self, issue, "SOLUTION_PROVIDED", at);
      cst_dropea_act (self, issue, CST_DROPEA_REPLIES, at + 2 * HOUR);
      break;
    case FATE_AGAIN:
      solve (self, issue, "SOLUTION_PROVIDED", at);
      issue->act = CST_DROPEA_NOTHING;
      cst_dropea_act (self, issue, CST_DROPEA_FAILS, at + 20 * HOUR);
      break;
    case FATE_DELIVERED:
      solve (self, issue, "SOLUTION_PROVIDED", at);
      issue->act = CST_DROPEA_NOTHING;
      cst_dropea_act (self, issue, CST_DROPEA_DELIVERS, at + 20 * HOUR);
      break;
    case FATE_GONE:
      cst_dropea_act (self, issue, CST_DROPEA_DELIVERS, at + 20 * HOUR);
      break;
    case FATE_WAITS:
    default:
      cst_dropea_expect (self, issue);
      break;
    }
}

/* What happened after the first ones is as often this as that. */
static Story
invent (CstDropeaWorld *self,
        guint           number)
{
  static const char *const codes[] = { "AS", "AS", "AS", "AS", "NAM", "NAM", "DI", "FD", "EAD", "C" };
  static const Fate fates[] = { FATE_WAITS, FATE_WAITS, FATE_WAITS, FATE_WAITS, FATE_SOLVED, FATE_RETRIED,
                                FATE_REPLIED, FATE_AGAIN, FATE_DELIVERED, FATE_GONE };
  guint32 chance = cst_world_hash (self->world, "story", number);
  Story story = { NULL, codes[chance % G_N_ELEMENTS (codes)], fates[(chance >> 8) % G_N_ELEMENTS (fates)] };

  return story;
}

static void
tell_story (CstDropeaWorld *self,
            guint           number)
{
  Story story = number < G_N_ELEMENTS (stories) ? stories[number] : invent (self, number);
  const CstDropeaReason *reason = cst_dropea_reason (cst_dropea_find_reason (story.code));
  guint32 chance = cst_world_hash (self->world, "age", number);
  gint64 hours = (story.fate == FATE_WAITS ? 3 : 30) + chance % (story.fate == FATE_WAITS ? 44 : 90);
  gint64 opened = (self->now / 60 - hours * 60 - chance / 256 % 60) * 60;
  CstDropeaParcel *parcel = cst_dropea_new_parcel (self, reason->carrier, opened - 75 * HOUR);
  CstDropeaCase *issue = cst_dropea_new_case (self, parcel, reason, opened);
  CstDropeaCase *last;

  tell (self, issue, story.fate, opened + 4 * HOUR);
  last = g_ptr_array_index (self->cases, self->cases->len - 1);
  last->label = story.label;
}

/* A parcel nothing was ever the matter with. */
static void
tell_plain (CstDropeaWorld *self,
            guint           number)
{
  guint32 chance = cst_world_hash (self->world, "plain", number);
  gint64 ordered = (self->now / 60 - (gint64) (40 + chance % 600) * 60 - chance / 1024 % 60) * 60;
  CstDropeaParcel *parcel = cst_dropea_new_parcel (self, chance % 4 == 0 ? "GLS" : "TIPSA", ordered);

  if (ordered + 72 * HOUR < self->now)
    {
      parcel->status = "DELIVERED";
      parcel->sub_status = "DELIVERED";
      parcel->attempts = 1;
      parcel->delivered_at = parcel->updated_at = ordered + 72 * HOUR - chance % (20 * HOUR);
    }
}

/* Makes what had happened before. */
void
cst_dropea_populate (CstDropeaWorld *self,
                     int             n_issues)
{
  guint n_plain = (guint) MIN (n_issues * 2, MAX_PLAIN);
  guint n_told = 0;

  for (guint i = 0; (int) self->cases->len < n_issues; i++)
    {
      tell_story (self, i);
      if (n_told < n_plain)
        tell_plain (self, n_told++);
    }
  while (n_issues > 0 && n_told < n_plain)
    tell_plain (self, n_told++);
}
