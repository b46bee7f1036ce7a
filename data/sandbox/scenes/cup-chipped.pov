// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<1.5, 2.1, -3.3>, <0.15, 0.36, 0>, 46)
WindowLight (<-5, 8, -4>, 1.2)
Room ()
WoodBench ()

#declare Bite = isosurface
{
  function { sqrt (x * x + y * y + z * z) - 0.17 + 0.10 * (f_noise3d (x * 14, y * 14, z * 14) - 0.5) }
  contained_by { sphere { 0, 0.4 } }
  max_gradient 5
  accuracy 0.002
};
#declare Glaze = texture { CreamGlaze }

difference
{
  object { CupBody texture { Glaze } }
  object { Bite texture { RawClay } translate <0.22, 0.86, -0.36> }
}
// Where the handle was.
object { Bite scale <0.34, 0.5, 0.5> texture { RawClay } translate <0.40, 0.68, 0> }
object { Bite scale <0.34, 0.45, 0.45> texture { RawClay } translate <0.385, 0.22, 0> }
// The handle.
union
{
  object { CupHandle texture { Glaze } }
  sphere { <0.405, 0.665, 0>, 0.062 texture { RawClay } }
  sphere { <0.405, 0.235, 0>, 0.062 texture { RawClay } }
  translate <-0.5, -0.45, 0>
  rotate x * 90
  rotate y * 28
  translate <1.05, 0.06, -0.55>
}
#declare R = seed (3);
#declare I = 0;
#while (I < 14)
  superellipsoid
  {
    <0.3, 0.3>
    scale <0.01 + 0.03 * rand (R), 0.008, 0.01 + 0.03 * rand (R)>
    rotate y * 360 * rand (R)
    translate <0.2 + 0.8 * rand (R), 0.008, -1.0 + 0.7 * rand (R)>
    texture { #if (mod (I, 2) = 0) RawClay #else Glaze #end }
  }
  #declare I = I + 1;
#end
union
{
  object { CupBody }
  object { CupHandle }
  texture { Glaze }
  rotate y * 110
  translate <-1.0, 0, 0.7>
}
union
{
  object { CupBody }
  object { CupHandle }
  texture { Glaze }
  rotate y * -40
  translate <0.35, 0, 1.25>
}
