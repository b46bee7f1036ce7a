// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.6, 4.3, -4.3>, <0.35, 0.1, -0.35>, 50)
WindowLight (<-6, 9, -2>, 1.2)
Room ()
WoodBench ()

#declare I = 0;
#while (I < 4)
  object { PlateShape texture { SlateGlaze } rotate y * I * 40 translate <-0.25 + 0.02 * mod (I, 2), I * 0.13, 0.3> }
  #declare I = I + 1;
#end
#declare Cut = object { JaggedHalf (5, 0.45) rotate y * 62 };
intersection
{
  object { PlateShape texture { SlateGlaze } }
  object { Cut texture { RawClay } }
  rotate z * 1.5
  translate <-0.32, 0.53, 0.34>
}
intersection
{
  object { PlateShape texture { SlateGlaze } }
  object { Cut inverse texture { RawClay } }
  rotate <-7, 9, -10>
  translate <0.02, 0.62, 0.10>
}
intersection
{
  object { PlateShape texture { SlateGlaze } }
  object { JaggedHalf (9, 0.4) rotate y * 200 translate <-0.75, 0, 0> texture { RawClay } }
  translate x * 1.0
  rotate y * 70
  translate <1.45, 0.01, -1.1>
}
#declare R = seed (12);
#declare I = 0;
#while (I < 18)
  superellipsoid
  {
    <0.3, 0.3>
    scale <0.02 + 0.05 * rand (R), 0.012, 0.02 + 0.04 * rand (R)>
    rotate y * 360 * rand (R)
    translate <0.6 + 1.3 * rand (R), 0.012, -1.6 + 1.2 * rand (R)>
    texture { #if (mod (I, 3) = 0) RawClay #else SlateGlaze #end }
  }
  #declare I = I + 1;
#end
