/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-accounts.h"
#include "cst-fake-marketplace.h"
#include "cst-home.h"
#include "cst-sync-lock.h"

#define START 1700000000
#define A_DAY (24 * 60 * 60)

typedef struct
{
  CstHome            *home;
  CstFakeMarketplace *fake;
  CstMarketplace     *marketplace;
  CstSyncReport      *report;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->home = cst_home_new (NULL, NULL, START);
  fixture->fake = cst_fake_marketplace_new (fixture->home->clock, GPOINTER_TO_INT (data), 6);
  fixture->marketplace = CST_MARKETPLACE (fixture->fake);
  fixture->report = cst_sync_report_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cst_home_verify (fixture->home);
  cst_sync_report_free (fixture->report);
  cst_home_free (fixture->home);
  g_assert_finalize_object (fixture->fake);
}

static void
sync_well (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_EVERYTHING | CST_SYNC_HASTEN, fixture->report, &error);
  g_assert_no_error (error);
}

static void
sync_badly (Fixture             *fixture,
            CstMarketplaceError  code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_PULL | CST_SYNC_PUSH, fixture->report,
                                 &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, (int) code);
}

static gint64
decide (Fixture          *fixture,
        CstOperationKind  kind,
        const char       *order,
        const char       *incident,
        int               hold_s)
{
  g_autoptr(CstOperation) operation = cst_home_new_operation (fixture->home, kind, order, incident);
  g_autoptr(GError) error = NULL;
  gint64 id;

  if (cst_operation_is_resolution (operation))
    cst_operation_add_line (operation, "1", 1);
  id = cst_home_decide (fixture->home, operation, hold_s, &error);
  g_assert_no_error (error);

  return id;
}

static void
assert_state (Fixture           *fixture,
              gint64             id,
              CstOperationState  state,
              guint              executed)
{
  g_autoptr(CstOperation) operation = cst_home_operation (fixture->home, id);

  g_assert_cmpstr (cst_enum_nick (&cst_operation_state_type, (int) operation->state), ==,
                   cst_enum_nick (&cst_operation_state_type, (int) state));
  g_assert_cmpuint (cst_fake_marketplace_executed (fixture->fake, operation->key), ==, executed);
}

static void
test_pull (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) incidents = NULL;
  guint pulls;

  sync_well (fixture);
  incidents = cst_home_incidents (fixture->home);
  g_assert_cmpuint (incidents->len, ==, 6);
  g_assert_cmpint (fixture->report->done, >=, 12);

  pulls = cst_fake_marketplace_count_pulls (fixture->fake);
  sync_well (fixture);
  g_assert_cmpuint (cst_fake_marketplace_count_pulls (fixture->fake), ==, pulls + 1);
}

/* Interrupted after a page, the next run goes on from there and not from the beginning. */
static void
test_resumes (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) incidents = NULL;
  guint pulls;

  cst_fake_marketplace_set_trouble (fixture->fake, 3, 0.5);
  for (int i = 0; i < 40; i++)
    {
      g_autoptr(GError) error = NULL;

      cst_clock_advance (fixture->home->clock, 3600);
      cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_PULL, NULL, &error);
    }
  cst_fake_marketplace_set_trouble (fixture->fake, 3, 0);
  cst_clock_advance (fixture->home->clock, 3600);
  pulls = cst_fake_marketplace_count_pulls (fixture->fake);
  sync_well (fixture);
  g_assert_cmpuint (cst_fake_marketplace_count_pulls (fixture->fake), ==, pulls + 1);
  incidents = cst_home_incidents (fixture->home);
  g_assert_cmpuint (incidents->len, ==, 6);
}

static void
test_push (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 refund;
  gint64 message;

  sync_well (fixture);
  refund = decide (fixture, CST_OPERATION_REFUND, "o0", "i0", 0);
  message = decide (fixture, CST_OPERATION_MESSAGE, "o0", "i0", 0);
  sync_well (fixture);
  assert_state (fixture, refund, CST_OPERATION_CONFIRMED, 1);
  assert_state (fixture, message, CST_OPERATION_CONFIRMED, 1);
  g_assert_cmpuint (fixture->report->sent, ==, 2);
}

static void
test_held (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 refund;

  sync_well (fixture);
  refund = decide (fixture, CST_OPERATION_REFUND, "o0", "i0", 10);
  sync_well (fixture);
  assert_state (fixture, refund, CST_OPERATION_HELD, 0);
  g_assert_cmpint (fixture->report->next_try_at, ==, START + 10);
  cst_clock_advance (fixture->home->clock, 10);
  sync_well (fixture);
  assert_state (fixture, refund, CST_OPERATION_CONFIRMED, 1);
}

/* Decided, and asked to be silent, while the computer's clock was a year ahead: nothing waits for that year. */
static void
test_wrong_clock (Fixture       *fixture,
                  gconstpointer  data)
{
  const gint64 year = 365 * 24 * 60 * 60;
  g_autoptr(CstOperation) held = NULL;
  gint64 refund;
  gint64 note;

  sync_well (fixture);
  cst_clock_advance (fixture->home->clock, year);
  refund = decide (fixture, CST_OPERATION_REFUND, "o0", "i0", 10);
  note = decide (fixture, CST_OPERATION_NOTE, "o1", "i1", 0);
  cst_fake_marketplace_fail_next (fixture->fake, CST_MARKETPLACE_ERROR_THROTTLED, 90);
  sync_badly (fixture, CST_MARKETPLACE_ERROR_THROTTLED);

  cst_clock_advance (fixture->home->clock, -year);
  sync_well (fixture);
  assert_state (fixture, note, CST_OPERATION_CONFIRMED, 1);
  assert_state (fixture, refund, CST_OPERATION_HELD, 0);
  held = cst_home_operation (fixture->home, refund);
  g_assert_cmpint (held->hold_until, ==, START + 10);
  cst_clock_advance (fixture->home->clock, 10);
  sync_well (fixture);
  assert_state (fixture, refund, CST_OPERATION_CONFIRMED, 1);
}

/* That the account cannot tell about itself just now keeps nothing from arriving. */
static void
test_check_fails (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  gint64 refund;

  sync_well (fixture);
  refund = decide (fixture, CST_OPERATION_REFUND, "o0", "i0", 0);
  cst_fake_marketplace_fail_next (fixture->fake, CST_MARKETPLACE_ERROR_SERVER, -1);
  g_assert_false (cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_EVERYTHING, fixture->report, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_SERVER);
  assert_state (fixture, refund, CST_OPERATION_CONFIRMED, 1);
}

/* Nothing left: queued, nothing lost, sent when the marketplace is back. */
static void
test_offline (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 refund;

  sync_well (fixture);
  refund = decide (fixture, CST_OPERATION_REFUND, "o0", "i0", 0);
  cst_fake_marketplace_fail_next (fixture->fake, CST_MARKETPLACE_ERROR_OFFLINE, -1);
  sync_badly (fixture, CST_MARKETPLACE_ERROR_OFFLINE);
  assert_state (fixture, refund, CST_OPERATION_QUEUED, 0);
  sync_well (fixture);
  assert_state (fixture, refund, CST_OPERATION_CONFIRMED, 1);
}

static void
test_auth (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(CstOperation) operation = NULL;
  g_autoptr(GError) error = NULL;
  gint64 refund;
  gint64 note;

  sync_well (fixture);
  refund = decide (fixture, CST_OPERATION_REFUND, "o0", "i0", 0);
  note = decide (fixture, CST_OPERATION_NOTE, "o1", "i1", 0);
  cst_fake_marketplace_fail_next (fixture->fake, CST_MARKETPLACE_ERROR_AUTH, -1);
  g_assert_false (cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_PUSH, NULL, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_AUTH);
  assert_state (fixture, refund, CST_OPERATION_QUEUED, 0);
  assert_state (fixture, note, CST_OPERATION_QUEUED, 0);
  operation = cst_home_operation (fixture->home, refund);
  g_assert_nonnull (operation->last_problem);
  g_assert_cmpuint (cst_fake_marketplace_count_pushes (fixture->fake), ==, 1);
}

/* The address or the token was changed to another shop's: nothing that waits goes there, nothing of its comes here. */
static void
test_other_shop (Fixture       *fixture,
                 gconstpointer  data)
{
  gint64 refund;
  guint pulls;

  sync_well (fixture);
  refund = decide (fixture, CST_OPERATION_REFUND, "o0", "i0", 0);
  pulls = cst_fake_marketplace_count_pulls (fixture->fake);
  cst_fake_marketplace_set_shop (fixture->fake, "other");
  for (int i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_EVERYTHING, NULL, &error));
      g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OTHER_SHOP);
    }
  g_assert_cmpuint (cst_fake_marketplace_count_pulls (fixture->fake), ==, pulls);
  assert_state (fixture, refund, CST_OPERATION_QUEUED, 0);

  cst_fake_marketplace_set_shop (fixture->fake, "acc");
  sync_well (fixture);
  assert_state (fixture, refund, CST_OPERATION_CONFIRMED, 1);
}

/* Asked for a pause, the account keeps it, also over runs, and also when a person presses the button. */
static void
test_throttled (Fixture       *fixture,
                gconstpointer  data)
{
  gint64 refund;
  guint pulls;

  sync_well (fixture);
  refund = decide (fixture, CST_OPERATION_REFUND, "o0", "i0", 0);
  cst_fake_marketplace_fail_next (fixture->fake, CST_MARKETPLACE_ERROR_THROTTLED, 90);
  sync_badly (fixture, CST_MARKETPLACE_ERROR_THROTTLED);
  g_assert_cmpint (fixture->report->not_before, ==, START + 90);

  pulls = cst_fake_marketplace_count_pulls (fixture->fake);
  cst_clock_advance (fixture->home->clock, 89);
  sync_badly (fixture, CST_MARKETPLACE_ERROR_THROTTLED);
  g_assert_cmpuint (cst_fake_marketplace_count_pulls (fixture->fake), ==, pulls);

  cst_clock_advance (fixture->home->clock, 1);
  sync_well (fixture);
  assert_state (fixture, refund, CST_OPERATION_CONFIRMED, 1);
}

/* One lane that waits does not hold up another order. */
static void
test_lanes (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 first;
  gint64 second;
  gint64 other;

  sync_well (fixture);
  first = decide (fixture, CST_OPERATION_NOTE, "o0", "i0", 0);
  second = decide (fixture, CST_OPERATION_MESSAGE, "o0", "i0", 0);
  other = decide (fixture, CST_OPERATION_NOTE, "o1", "i1", 0);
  cst_fake_marketplace_fail_next (fixture->fake, CST_MARKETPLACE_ERROR_FORBIDDEN, -1);
  g_assert_true (cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_PUSH, NULL, NULL));
  assert_state (fixture, first, CST_OPERATION_QUEUED, 0);
  assert_state (fixture, second, CST_OPERATION_QUEUED, 0);
  assert_state (fixture, other, CST_OPERATION_CONFIRMED, 1);
}

static void
make_doubtful (Fixture *fixture,
               gint64  *id,
               guint    executed)
{
  sync_well (fixture);
  *id = decide (fixture, CST_OPERATION_REFUND, "o0", "i0", 0);
  for (guint32 seed = 1; seed < 500; seed++)
    {
      g_autoptr(CstOperation) operation = NULL;

      cst_fake_marketplace_set_trouble (fixture->fake, seed, 0.4);
      cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_PUSH, NULL, NULL);
      cst_fake_marketplace_set_trouble (fixture->fake, seed, 0);
      operation = cst_home_operation (fixture->home, *id);
      if (operation->state == CST_OPERATION_SENDING)
        break;
      g_assert_cmpint (operation->state, ==, CST_OPERATION_QUEUED);
      cst_clock_advance (fixture->home->clock, 600);
    }
  assert_state (fixture, *id, CST_OPERATION_SENDING, executed);
}

/* In doubt after it was executed: the key makes the repeat harmless. */
static void
test_doubt_with_keys (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(CstOperation) operation = NULL;
  gint64 refund;

  sync_well (fixture);
  refund = decide (fixture, CST_OPERATION_REFUND, "o0", "i0", 0);
  cst_fake_marketplace_set_trouble (fixture->fake, 12, 0.999);
  for (int i = 0; i < 5; i++)
    {
      cst_clock_advance (fixture->home->clock, 3600);
      cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_PUSH, NULL, NULL);
    }
  cst_fake_marketplace_set_trouble (fixture->fake, 12, 0);
  cst_clock_advance (fixture->home->clock, 3600);
  sync_well (fixture);
  assert_state (fixture, refund, CST_OPERATION_CONFIRMED, 1);
}

/* Where keys mean nothing, the fact is read back; the marketplace would execute a repeat. */
static void
test_doubt_without_keys (Fixture       *fixture,
                         gconstpointer  data)
{
  gint64 refund;

  make_doubtful (fixture, &refund, 1);
  cst_clock_advance (fixture->home->clock, 3600);
  g_assert_true (cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_PUSH, NULL, NULL));
  assert_state (fixture, refund, CST_OPERATION_CONFIRMED, 1);
}

static void
assert_waits (Fixture *fixture,
              gint64   id,
              int      seconds)
{
  sync_well (fixture);
  assert_state (fixture, id, CST_OPERATION_SENDING, 0);
  g_assert_cmpint (fixture->report->next_try_at, ==, cst_clock_now (fixture->home->clock) + seconds);
}

/* What a site was silent about for half a minute took effect after a minute and a half: a gateway had given up, and
 * what is behind it had not. It is not sent again meanwhile, whoever is in a hurry. */
static void
test_late_effect (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  gint64 refund;

  sync_well (fixture);
  refund = decide (fixture, CST_OPERATION_REFUND, "o0", "i0", 0);
  cst_fake_marketplace_set_settle_time (fixture->fake, 15);
  cst_fake_marketplace_set_silent (fixture->fake, 30);
  sync_badly (fixture, CST_MARKETPLACE_ERROR_OFFLINE);
  assert_waits (fixture, refund, 105);
  cst_clock_advance (fixture->home->clock, 60);
  assert_waits (fixture, refund, 45);
  g_assert_cmpuint (cst_fake_marketplace_count_pushes (fixture->fake), ==, 1);

  cst_fake_marketplace_arrive (fixture->fake);
  cst_clock_advance (fixture->home->clock, 45);
  g_assert_true (cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_PUSH, NULL, &error));
  assert_state (fixture, refund, CST_OPERATION_CONFIRMED, 1);
}

/* Cut off at once, and then the computer's clock is set back: that is no time that has passed. */
static void
test_doubt_and_clock (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  gint64 refund;

  sync_well (fixture);
  refund = decide (fixture, CST_OPERATION_REFUND, "o0", "i0", 0);
  cst_fake_marketplace_set_settle_time (fixture->fake, 15);
  cst_fake_marketplace_set_silent (fixture->fake, 0);
  sync_badly (fixture, CST_MARKETPLACE_ERROR_OFFLINE);
  cst_clock_advance (fixture->home->clock, -3600);
  assert_waits (fixture, refund, 615);
  cst_clock_advance (fixture->home->clock, 614);
  assert_waits (fixture, refund, 1);
  g_assert_cmpuint (cst_fake_marketplace_count_pushes (fixture->fake), ==, 1);

  cst_fake_marketplace_arrive (fixture->fake);
  cst_clock_advance (fixture->home->clock, 1);
  g_assert_true (cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_PUSH, NULL, &error));
  assert_state (fixture, refund, CST_OPERATION_CONFIRMED, 1);
}

/* And where that cannot tell, a person decides; until then nothing is sent again. A fact in the truth ends it. */
static void
test_outcome_unknown (Fixture       *fixture,
                      gconstpointer  data)
{
  gint64 refund;

  make_doubtful (fixture, &refund, 1);
  cst_fake_marketplace_set_blind (fixture->fake, TRUE);
  for (int i = 0; i < 3; i++)
    {
      cst_clock_advance (fixture->home->clock, 3600);
      g_assert_true (cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_PUSH, fixture->report, NULL));
      assert_state (fixture, refund, CST_OPERATION_OUTCOME_UNKNOWN, 1);
    }
  g_assert_cmpuint (fixture->report->endings->len, ==, 1);

  sync_well (fixture);
  assert_state (fixture, refund, CST_OPERATION_CONFIRMED, 1);
}

/* The marketplace carries out and answers with rubbish, for ever: a few repeats under the key, then it is for a
 * person, and the rest of the order goes on. Once it can be read, what stands there ends the doubt. */
static void
test_unreadable (Fixture       *fixture,
                 gconstpointer  data)
{
  gint64 refund;
  gint64 other;
  guint pushes;

  sync_well (fixture);
  refund = decide (fixture, CST_OPERATION_REFUND, "o0", "i0", 0);
  cst_fake_marketplace_set_garbled (fixture->fake, TRUE);
  for (int i = 0; i < 12; i++)
    {
      cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_PULL | CST_SYNC_PUSH, fixture->report, NULL);
      cst_clock_advance (fixture->home->clock, 3600);
    }
  assert_state (fixture, refund, CST_OPERATION_OUTCOME_UNKNOWN, 1);
  g_assert_cmpuint (fixture->report->endings->len, ==, 1);
  pushes = cst_fake_marketplace_count_pushes (fixture->fake);
  g_assert_cmpuint (pushes, >, 3);

  cst_fake_marketplace_set_garbled (fixture->fake, FALSE);
  other = decide (fixture, CST_OPERATION_NOTE, "o0", "i0", 0);
  g_assert_true (cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_PUSH, NULL, NULL));
  assert_state (fixture, other, CST_OPERATION_CONFIRMED, 1);
  assert_state (fixture, refund, CST_OPERATION_OUTCOME_UNKNOWN, 1);
  g_assert_cmpuint (cst_fake_marketplace_count_pushes (fixture->fake), ==, pushes + 1);
  sync_well (fixture);
  assert_state (fixture, refund, CST_OPERATION_CONFIRMED, 1);
}

static void
hasten_push (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_PUSH | CST_SYNC_HASTEN, fixture->report, &error);
  g_assert_no_error (error);
}

/* What nobody saw the end of may still take effect: it is left alone until then, however hasty somebody is. */
static void
test_settles (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 refund;
  guint pushes;

  sync_well (fixture);
  cst_fake_marketplace_set_settle_time (fixture->fake, 5);
  refund = decide (fixture, CST_OPERATION_REFUND, "o0", "i0", 0);
  cst_fake_marketplace_set_garbled (fixture->fake, TRUE);
  hasten_push (fixture);
  assert_state (fixture, refund, CST_OPERATION_SENDING, 1);
  cst_fake_marketplace_set_garbled (fixture->fake, FALSE);
  pushes = cst_fake_marketplace_count_pushes (fixture->fake);

  hasten_push (fixture);
  cst_clock_advance (fixture->home->clock, 4);
  hasten_push (fixture);
  g_assert_cmpuint (cst_fake_marketplace_count_pushes (fixture->fake), ==, pushes);
  assert_state (fixture, refund, CST_OPERATION_SENDING, 1);
  cst_clock_advance (fixture->home->clock, 1);
  hasten_push (fixture);
  g_assert_cmpuint (cst_fake_marketplace_count_pushes (fixture->fake), ==, pushes + 1);
  assert_state (fixture, refund, CST_OPERATION_CONFIRMED, 1);
}

/* The day of a key begins when its first byte left, not when it could not: two days offline do not make it old. */
static void
test_never_left (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(CstOperation) operation = NULL;
  gint64 refund;
  guint pushes;

  sync_well (fixture);
  refund = decide (fixture, CST_OPERATION_REFUND, "o0", "i0", 0);
  cst_fake_marketplace_fail_next (fixture->fake, CST_MARKETPLACE_ERROR_OFFLINE, -1);
  g_assert_false (cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_PUSH, fixture->report, NULL));
  g_assert_cmpuint (cst_fake_marketplace_count_pushes (fixture->fake), ==, 1);
  assert_state (fixture, refund, CST_OPERATION_QUEUED, 0);
  operation = cst_home_operation (fixture->home, refund);
  g_assert_cmpint (operation->first_sent_at, ==, 0);

  cst_clock_advance (fixture->home->clock, 2 * A_DAY);
  cst_fake_marketplace_set_garbled (fixture->fake, TRUE);
  hasten_push (fixture);
  assert_state (fixture, refund, CST_OPERATION_SENDING, 1);
  cst_fake_marketplace_set_garbled (fixture->fake, FALSE);
  pushes = cst_fake_marketplace_count_pushes (fixture->fake);
  cst_clock_advance (fixture->home->clock, A_DAY - 1);
  hasten_push (fixture);
  g_assert_cmpuint (cst_fake_marketplace_count_pushes (fixture->fake), ==, pushes + 1);
  assert_state (fixture, refund, CST_OPERATION_CONFIRMED, 1);
}

/* Another desk decided first: seen before a byte of ours leaves, with a reason. */
static void
test_conflict (Fixture       *fixture,
               gconstpointer  data)
{
  CstIncident *truth = cst_fake_marketplace_incident (fixture->fake, 0);
  g_autoptr(CstOperation) operation = NULL;
  gint64 refund;

  sync_well (fixture);
  refund = decide (fixture, CST_OPERATION_REFUND, "o0", "i0", 0);
  truth->state = CST_INCIDENT_RESOLVED;
  cst_fake_marketplace_touch (fixture->fake, truth);
  sync_well (fixture);
  assert_state (fixture, refund, CST_OPERATION_CONFLICT, 0);
  operation = cst_home_operation (fixture->home, refund);
  g_assert_nonnull (operation->last_problem);
  g_assert_cmpstr (operation->text, ==, "Bonjour");
  g_assert_cmpuint (cst_fake_marketplace_count_pushes (fixture->fake), ==, 0);
}

/* The cursor expired: all is read again, what is gone goes, what waits stays. */
static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) incidents = NULL;
  gint64 held;
  gint64 orphan;

  sync_well (fixture);
  held = decide (fixture, CST_OPERATION_REFUND, "o0", "i0", 1000);
  orphan = decide (fixture, CST_OPERATION_REFUND, "o5", "i5", 1000);
  cst_fake_marketplace_remove (fixture->fake, "o5");
  cst_fake_marketplace_expire (fixture->fake);
  sync_well (fixture);
  incidents = cst_home_incidents (fixture->home);
  g_assert_cmpuint (incidents->len, ==, 5);
  assert_state (fixture, held, CST_OPERATION_HELD, 0);
  assert_state (fixture, orphan, CST_OPERATION_CONFLICT, 0);
}

/* Interrupted while reading everything again, it begins once more, and still finds what is gone. */
static void
test_gone_interrupted (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(GPtrArray) incidents = NULL;

  sync_well (fixture);
  cst_fake_marketplace_remove (fixture->fake, "o5");
  cst_fake_marketplace_expire (fixture->fake);
  cst_fake_marketplace_set_trouble (fixture->fake, 5, 0.6);
  for (int i = 0; i < 5; i++)
    {
      cst_clock_advance (fixture->home->clock, 3600);
      cst_home_sync (fixture->home, fixture->marketplace, CST_SYNC_PULL, NULL, NULL);
    }
  cst_fake_marketplace_set_trouble (fixture->fake, 5, 0);
  cst_clock_advance (fixture->home->clock, 3600);
  sync_well (fixture);
  incidents = cst_home_incidents (fixture->home);
  g_assert_cmpuint (incidents->len, ==, 5);
}

/* Another process is at it: nothing is sent, and that is no error. */
static void
test_lock (Fixture       *fixture,
           gconstpointer  data)
{
  g_auto(CstSyncLock) lock = CST_SYNC_LOCK_INIT;
  gboolean is_busy = FALSE;
  gint64 refund;

  sync_well (fixture);
  refund = decide (fixture, CST_OPERATION_REFUND, "o0", "i0", 0);
  g_assert_true (cst_sync_lock_take (&lock, fixture->home->dir, fixture->home->account->id, &is_busy, NULL));
  sync_well (fixture);
  g_assert_true (fixture->report->is_busy);
  assert_state (fixture, refund, CST_OPERATION_QUEUED, 0);

  cst_sync_lock_clear (&lock);
  sync_well (fixture);
  g_assert_false (fixture->report->is_busy);
  assert_state (fixture, refund, CST_OPERATION_CONFIRMED, 1);
}

#define FOR_EVER GINT_TO_POINTER (-1)
#define NO_KEYS GINT_TO_POINTER (0)
#define FOR_A_DAY GINT_TO_POINTER (A_DAY)
#define ADD(path, func, retention) g_test_add (path, Fixture, retention, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/run/pull", test_pull, FOR_EVER);
  ADD ("/run/resumes", test_resumes, FOR_EVER);
  ADD ("/run/push", test_push, FOR_EVER);
  ADD ("/run/held", test_held, FOR_EVER);
  ADD ("/run/wrong-clock", test_wrong_clock, FOR_EVER);
  ADD ("/run/check-fails", test_check_fails, FOR_EVER);
  ADD ("/run/offline", test_offline, FOR_EVER);
  ADD ("/run/auth", test_auth, FOR_EVER);
  ADD ("/run/other-shop", test_other_shop, FOR_EVER);
  ADD ("/run/throttled", test_throttled, FOR_EVER);
  ADD ("/run/lanes", test_lanes, FOR_EVER);
  ADD ("/run/doubt-with-keys", test_doubt_with_keys, FOR_EVER);
  ADD ("/run/doubt-without-keys", test_doubt_without_keys, NO_KEYS);
  ADD ("/run/R1/late-effect", test_late_effect, NO_KEYS);
  ADD ("/run/R1/doubt-and-clock", test_doubt_and_clock, NO_KEYS);
  ADD ("/run/outcome-unknown", test_outcome_unknown, NO_KEYS);
  ADD ("/run/unreadable", test_unreadable, FOR_EVER);
  ADD ("/run/R1/settles", test_settles, FOR_EVER);
  ADD ("/run/R1/never-left", test_never_left, FOR_A_DAY);
  ADD ("/run/R7/conflict", test_conflict, FOR_EVER);
  ADD ("/run/gone", test_gone, FOR_EVER);
  ADD ("/run/gone-interrupted", test_gone_interrupted, FOR_EVER);
  ADD ("/run/lock", test_lock, FOR_EVER);

  return g_test_run ();
}
