/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "cst-photo-geometry.h"

#define assert_near(a, b) g_assert_cmpfloat (fabs ((a) - (b)), <, 0.01)

static CstPhotoGeometry
landscape_in (double width,
              double height)
{
  CstPhotoGeometry geometry;

  cst_photo_geometry_init (&geometry, 4000, 3000);
  cst_photo_geometry_set_view (&geometry, width, height);

  return geometry;
}

static void
test_fits (void)
{
  CstPhotoGeometry geometry = landscape_in (800, 800);
  CstPhotoArea area = cst_photo_geometry_area (&geometry);

  g_assert_true (cst_photo_geometry_is_fit (&geometry));
  assert_near (cst_photo_geometry_get_zoom (&geometry), 0.2);
  assert_near (area.x, 0);
  assert_near (area.y, 100);
  assert_near (area.width, 800);
  assert_near (area.height, 600);
}

static void
test_small_photo_is_enlarged_a_little (void)
{
  CstPhotoGeometry geometry;
  CstPhotoArea area;

  cst_photo_geometry_init (&geometry, 100, 50);
  cst_photo_geometry_set_view (&geometry, 800, 600);
  area = cst_photo_geometry_area (&geometry);

  assert_near (cst_photo_geometry_get_zoom (&geometry), 2);
  assert_near (area.x, 300);
  assert_near (area.y, 250);

  cst_photo_geometry_zoom_to (&geometry, 1, 400, 300);
  g_assert_false (cst_photo_geometry_is_fit (&geometry));
  assert_near (cst_photo_geometry_get_zoom (&geometry), 1);
  cst_photo_geometry_zoom_to (&geometry, 4, 400, 300);
  assert_near (cst_photo_geometry_get_zoom (&geometry), 4);
  cst_photo_geometry_step (&geometry, -1, 400, 300);
  cst_photo_geometry_step (&geometry, -1, 400, 300);
  cst_photo_geometry_step (&geometry, -1, 400, 300);
  g_assert_true (cst_photo_geometry_is_fit (&geometry));
}

static void
test_zoom_keeps_the_point (void)
{
  CstPhotoGeometry geometry = landscape_in (800, 600);
  CstPhotoArea before, after;

  /* A quarter in from the left and top: photo point 1000, 750. */
  before = cst_photo_geometry_area (&geometry);
  cst_photo_geometry_zoom_to (&geometry, 2, 200, 150);
  after = cst_photo_geometry_area (&geometry);

  assert_near ((200 - before.x) / 0.2, 1000);
  assert_near ((200 - after.x) / 2, 1000);
  assert_near ((150 - after.y) / 2, 750);
}

static void
test_zoom_ends (void)
{
  CstPhotoGeometry geometry = landscape_in (800, 600);

  for (int i = 0; i < 30; i++)
    cst_photo_geometry_step (&geometry, 1, 400, 300);
  assert_near (cst_photo_geometry_get_zoom (&geometry), CST_PHOTO_ZOOM_MAX);

  for (int i = 0; i < 30; i++)
    cst_photo_geometry_step (&geometry, -1, 400, 300);
  g_assert_true (cst_photo_geometry_is_fit (&geometry));

  cst_photo_geometry_zoom_to (&geometry, 1000, 400, 300);
  assert_near (cst_photo_geometry_get_zoom (&geometry), CST_PHOTO_ZOOM_MAX);
  cst_photo_geometry_zoom_to (&geometry, 0.0001, 400, 300);
  g_assert_true (cst_photo_geometry_is_fit (&geometry));
}

static void
test_steps_pass_one_to_one (void)
{
  CstPhotoGeometry geometry = landscape_in (777, 600);
  gboolean seen = FALSE;

  for (int i = 0; i < 30; i++)
    {
      cst_photo_geometry_step (&geometry, 1, 10, 10);
      seen = seen || cst_photo_geometry_get_zoom (&geometry) == 1.0;
    }

  g_assert_true (seen);
}

static void
test_pan_stops_at_the_edge (void)
{
  CstPhotoGeometry geometry = landscape_in (800, 600);
  CstPhotoArea area;

  cst_photo_geometry_zoom_to (&geometry, 1, 400, 300);
  cst_photo_geometry_pan (&geometry, 1e6, -1e6);
  area = cst_photo_geometry_area (&geometry);

  assert_near (area.x, 0);
  assert_near (area.y + area.height, 600);

  cst_photo_geometry_fit (&geometry);
  cst_photo_geometry_pan (&geometry, 50, 50);
  assert_near (cst_photo_geometry_area (&geometry).x, 0);
}

static void
test_four_turns_are_none (void)
{
  CstPhotoGeometry geometry = landscape_in (800, 600);
  int width, height;

  cst_photo_geometry_zoom_to (&geometry, 1, 100, 100);
  for (int i = 0; i < 4; i++)
    {
      CstPhotoGeometry before = geometry;

      cst_photo_geometry_turn (&geometry, 1);
      g_assert_cmpint (geometry.turns, ==, (before.turns + 1) % 4);
    }

  assert_near (cst_photo_geometry_get_zoom (&geometry), 1);

  cst_photo_geometry_turn (&geometry, -1);
  g_assert_cmpint (geometry.turns, ==, 3);
  cst_photo_geometry_turned_size (&geometry, &width, &height);
  g_assert_cmpint (width, ==, 3000);
  g_assert_cmpint (height, ==, 4000);
}

static void
test_turn_keeps_the_middle (void)
{
  CstPhotoGeometry geometry = landscape_in (200, 200);
  CstPhotoArea seen;

  /* Look at the top right corner, turn clockwise: the same corner of the photo stays in view. */
  cst_photo_geometry_zoom_to (&geometry, 1, 100, 100);
  cst_photo_geometry_pan (&geometry, -1e6, 1e6);
  seen = cst_photo_geometry_visible (&geometry);
  assert_near (seen.x, 3800);
  assert_near (seen.y, 0);

  for (int i = 0; i < 4; i++)
    {
      cst_photo_geometry_turn (&geometry, 1);
      seen = cst_photo_geometry_visible (&geometry);
      assert_near (seen.x, 3800);
      assert_near (seen.y, 0);
      assert_near (seen.width, 200);
      assert_near (seen.height, 200);
    }
}

static void
test_visible_part_when_fitted (void)
{
  CstPhotoGeometry geometry = landscape_in (640, 480);
  CstPhotoArea seen = cst_photo_geometry_visible (&geometry);

  assert_near (seen.x, 0);
  assert_near (seen.y, 0);
  assert_near (seen.width, 4000);
  assert_near (seen.height, 3000);
}

static void
test_no_room_yet (void)
{
  CstPhotoGeometry geometry;
  CstPhotoArea seen;

  cst_photo_geometry_init (&geometry, 640, 480);
  cst_photo_geometry_set_view (&geometry, 0, 0);
  seen = cst_photo_geometry_visible (&geometry);

  g_assert_true (isfinite (cst_photo_geometry_get_zoom (&geometry)));
  g_assert_cmpfloat (seen.width, >=, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/photo/geometry/fits", test_fits);
  g_test_add_func ("/photo/geometry/small-photo-is-enlarged-a-little", test_small_photo_is_enlarged_a_little);
  g_test_add_func ("/photo/geometry/zoom-keeps-the-point", test_zoom_keeps_the_point);
  g_test_add_func ("/photo/geometry/zoom-ends", test_zoom_ends);
  g_test_add_func ("/photo/geometry/steps-pass-one-to-one", test_steps_pass_one_to_one);
  g_test_add_func ("/photo/geometry/pan-stops-at-the-edge", test_pan_stops_at_the_edge);
  g_test_add_func ("/photo/geometry/four-turns-are-none", test_four_turns_are_none);
  g_test_add_func ("/photo/geometry/turn-keeps-the-middle", test_turn_keeps_the_middle);
  g_test_add_func ("/photo/geometry/visible-part-when-fitted", test_visible_part_when_fitted);
  g_test_add_func ("/photo/geometry/no-room-yet", test_no_room_yet);

  return g_test_run ();
}
