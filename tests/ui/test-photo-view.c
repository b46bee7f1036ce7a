/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "cst-photo-geometry.h"
#include "cst-photo-glide.h"
#include "cst-photo-look.h"
#include "cst-tile-layout.h"
#include "cst-view-lock.h"

#define assert_near(a, b) g_assert_cmpfloat (fabs ((a) - (b)), <, 0.01)

/* ── Light and turns ───────────────────────────────────────────────────────────────────────────── */

static double
lit (CstPhotoLook look,
     double       grey)
{
  graphene_matrix_t matrix;
  graphene_vec4_t offset;

  cst_photo_look_get_matrix (&look, &matrix, &offset);

  return graphene_matrix_get_value (&matrix, 0, 0) * grey + graphene_vec4_get_x (&offset);
}

static void
test_light (void)
{
  assert_near (lit ((CstPhotoLook) { 0 }, 0.3), 0.3);
  assert_near (lit ((CstPhotoLook) { .brightness = 1 }, 0.1), 0.8);
  assert_near (lit ((CstPhotoLook) { .brightness = 1 }, 0), 0);
  assert_near (lit ((CstPhotoLook) { .brightness = -1 }, 0.8), 0.1);
  assert_near (lit ((CstPhotoLook) { .contrast = 1 }, 0.5), 0.5);
  assert_near (lit ((CstPhotoLook) { .contrast = 1 }, 0.6), 0.9);
}

static void
test_look_is_kept_as_text (void)
{
  CstPhotoLook look = { .turns = 3, .brightness = 0.4, .contrast = -0.25 };
  g_autofree char *text = cst_photo_look_to_text (&look);
  CstPhotoLook again = cst_photo_look_from_text (text);

  g_assert_true (cst_photo_look_equal (&look, &again));
  again = cst_photo_look_from_text (NULL);
  g_assert_true (cst_photo_look_is_plain (&again));
  again = cst_photo_look_from_text ("7 x");
  g_assert_true (cst_photo_look_is_plain (&again));
  again = cst_photo_look_from_text ("1 99999999 0");
  g_assert_true (cst_photo_look_is_plain (&again));
}

static void
test_look_stays_in_range (void)
{
  CstPhotoLook look = cst_photo_look_normalize ((CstPhotoLook) { .turns = -1, .brightness = 7, .contrast = -7 });

  g_assert_cmpint (look.turns, ==, 3);
  assert_near (look.brightness, 1);
  assert_near (look.contrast, -1);
}

/* ── Gliding ───────────────────────────────────────────────────────────────────────────────────── */

/* Steps of @frame µs until it rests. Returns: how far it came. */
static double
glide (double speed,
       gint64 frame)
{
  CstPhotoGlide self = { 0 };
  double way = 0;
  gint64 now = 1000;

  if (!cst_photo_glide_start (&self, speed, 0, now))
    return 0;

  for (int i = 0; i < 1000; i++)
    {
      double dx, dy;
      gboolean moves;

      now += frame;
      moves = cst_photo_glide_step (&self, now, &dx, &dy);
      way += dx;
      g_assert_cmpfloat (dy, ==, 0);
      if (!moves)
        return way;
    }

  g_assert_not_reached ();
}

static void
test_glide (void)
{
  double smooth = glide (1000, G_USEC_PER_SEC / 60);
  double slow = glide (1000, G_USEC_PER_SEC / 20);

  /* As far, whether the frames come fast or slowly. */
  g_assert_cmpfloat (smooth, >, 150);
  g_assert_cmpfloat (smooth, <, 250);
  g_assert_cmpfloat (fabs (smooth - slow), <, 3);
  g_assert_cmpfloat (glide (50, G_USEC_PER_SEC / 60), ==, 0);
}

static void
test_late_frame_does_not_jump (void)
{
  CstPhotoGlide self = { 0 };
  double dx, dy;

  g_assert_true (cst_photo_glide_start (&self, 1000, 1000, 0));
  cst_photo_glide_step (&self, 10 * G_USEC_PER_SEC, &dx, &dy);
  g_assert_cmpfloat (dx, <=, 100);
}

/* ── Tiles of the light table ──────────────────────────────────────────────────────────────────── */

static void
test_tiles (void)
{
  g_assert_cmpint (cst_tile_layout_columns (2, 1180, 600), ==, 2);
  g_assert_cmpint (cst_tile_layout_columns (2, 360, 600), ==, 1);
  g_assert_cmpint (cst_tile_layout_columns (3, 1180, 600), ==, 3);
  g_assert_cmpint (cst_tile_layout_columns (4, 1180, 600), ==, 2);
  g_assert_cmpint (cst_tile_layout_columns (4, 2400, 400), ==, 4);
  g_assert_cmpint (cst_tile_layout_columns (4, 360, 1200), ==, 1);
  g_assert_cmpint (cst_tile_layout_columns (4, 10, 10), >, 0);
}

/* ── Where marks lie ───────────────────────────────────────────────────────────────────────────── */

static void
test_points_go_both_ways (void)
{
  for (int turns = 0; turns < 4; turns++)
    {
      CstPhotoGeometry geometry;
      CstPhotoArea area;
      double x = 300, y = 200;

      cst_photo_geometry_init (&geometry, 400, 300);
      cst_photo_geometry_set_view (&geometry, 1000, 1000);
      cst_photo_geometry_turn (&geometry, turns);
      cst_photo_geometry_zoom_to (&geometry, 4, 600, 400);

      cst_photo_geometry_to_view (&geometry, &x, &y);
      area = cst_photo_geometry_area (&geometry);
      if (turns == 1)
        {
          assert_near (x, area.x + (300 - 200) * 4);
          assert_near (y, area.y + 300 * 4);
        }
      cst_photo_geometry_from_view (&geometry, &x, &y);
      assert_near (x, 300);
      assert_near (y, 200);
    }
}

static void
test_frame_fits_another_photo (void)
{
  CstPhotoGeometry large, small;
  CstPhotoFrame frame, other;

  cst_photo_geometry_init (&large, 4000, 3000);
  cst_photo_geometry_set_view (&large, 800, 600);
  cst_photo_geometry_init (&small, 800, 600);
  cst_photo_geometry_set_view (&small, 400, 300);

  cst_photo_geometry_zoom_to (&large, 1, 200, 150);
  frame = cst_photo_geometry_get_frame (&large);
  assert_near (frame.magnification, 5);
  cst_photo_geometry_set_frame (&small, frame);
  other = cst_photo_geometry_get_frame (&small);
  assert_near (other.magnification, 5);
  assert_near (other.x, frame.x);
  assert_near (other.y, frame.y);

  frame.magnification = 1;
  cst_photo_geometry_set_frame (&small, frame);
  g_assert_true (cst_photo_geometry_is_fit (&small));
}

static void
test_pan_says_whether_it_moved (void)
{
  CstPhotoGeometry geometry;

  cst_photo_geometry_init (&geometry, 1000, 1000);
  cst_photo_geometry_set_view (&geometry, 500, 500);
  g_assert_false (cst_photo_geometry_pan (&geometry, 20, 0));
  cst_photo_geometry_zoom_to (&geometry, 1, 250, 250);
  g_assert_true (cst_photo_geometry_pan (&geometry, 20, 0));
  g_assert_true (cst_photo_geometry_pan (&geometry, 5000, 0));
  g_assert_false (cst_photo_geometry_pan (&geometry, 20, 0));
}

/* ── The light table ───────────────────────────────────────────────────────────────────────────── */

static void
test_views_stay_locked (void)
{
  CstViewLock lock;
  CstPhotoFrame frame;

  cst_view_lock_init (&lock);
  cst_view_lock_move (&lock, 0, (CstPhotoFrame) { 4, 0.3, 0.6 });
  frame = cst_view_lock_frame (&lock, 1);
  assert_near (frame.magnification, 4);
  assert_near (frame.x, 0.3);
  assert_near (frame.y, 0.6);

  /* Loose, one is put right; locked again, it keeps its distance. */
  lock.is_locked = FALSE;
  cst_view_lock_move (&lock, 1, (CstPhotoFrame) { 8, 0.4, 0.5 });
  assert_near (cst_view_lock_frame (&lock, 0).magnification, 4);
  lock.is_locked = TRUE;
  cst_view_lock_move (&lock, 0, (CstPhotoFrame) { 2, 0.5, 0.5 });
  frame = cst_view_lock_frame (&lock, 1);
  assert_near (frame.magnification, 4);
  assert_near (frame.x, 0.6);
  assert_near (frame.y, 0.4);

  cst_view_lock_swap (&lock, 0, 1);
  assert_near (cst_view_lock_frame (&lock, 0).magnification, 4);
  cst_view_lock_align (&lock, 0);
  assert_near (cst_view_lock_frame (&lock, 0).x, 0.5);
}

/* What a picture is put right by goes with it through all four places. */
static void
test_offsets_go_with_the_pictures (void)
{
  CstViewLock lock;
  CstPhotoFrame before[CST_VIEW_LOCK_MAX];

  cst_view_lock_init (&lock);
  lock.is_locked = FALSE;
  for (guint i = 0; i < CST_VIEW_LOCK_MAX; i++)
    cst_view_lock_move (&lock, i, (CstPhotoFrame) { 1 + i, 0.1 * i, 1 - 0.1 * i });
  for (guint i = 0; i < CST_VIEW_LOCK_MAX; i++)
    before[i] = cst_view_lock_frame (&lock, i);

  for (guint i = CST_VIEW_LOCK_MAX - 1; i > 0; i--)
    cst_view_lock_swap (&lock, i, i - 1);

  for (guint i = 0; i < CST_VIEW_LOCK_MAX; i++)
    {
      CstPhotoFrame now = cst_view_lock_frame (&lock, i);
      guint from = (i + CST_VIEW_LOCK_MAX - 1) % CST_VIEW_LOCK_MAX;

      assert_near (now.magnification, before[from].magnification);
      assert_near (now.x, before[from].x);
      assert_near (now.y, before[from].y);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/R2/photo/light", test_light);
  g_test_add_func ("/R2/photo/look-is-kept-as-text", test_look_is_kept_as_text);
  g_test_add_func ("/R2/photo/look-stays-in-range", test_look_stays_in_range);
  g_test_add_func ("/R2/photo/glide", test_glide);
  g_test_add_func ("/photo-view/tiles", test_tiles);
  g_test_add_func ("/R2/photo/late-frame-does-not-jump", test_late_frame_does_not_jump);
  g_test_add_func ("/R2/photo/points-go-both-ways", test_points_go_both_ways);
  g_test_add_func ("/R2/photo/frame-fits-another-photo", test_frame_fits_another_photo);
  g_test_add_func ("/R2/photo/pan-says-whether-it-moved", test_pan_says_whether_it_moved);
  g_test_add_func ("/R2/photo/views-stay-locked", test_views_stay_locked);
  g_test_add_func ("/R2/light-table/offsets-go-with-the-pictures", test_offsets_go_with_the_pictures);

  return g_test_run ();
}
