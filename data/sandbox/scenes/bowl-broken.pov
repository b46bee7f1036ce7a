// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.7, 3.5, -4.4>, <0.1, 0.2, -0.05>, 46)
WindowLight (<-6, 9, -3>, 1.2)
Room ()
WoodBench ()

#declare Cut = object { JaggedHalf (3, 0.35) rotate y * 35 translate <0.28, 0, 0> };
#declare OtherCut = object { JaggedHalf (11, 0.3) rotate y * 125 translate <0.2, 0, -0.1> };

// What still stands.
intersection
{
  object { BowlShape }
  object { Cut }
  texture { CreamGlaze }
  cutaway_textures
}
// Two large shards.
intersection
{
  object { BowlShape texture { CreamGlaze } }
  object { Cut inverse texture { RawClay } }
  object { OtherCut texture { RawClay } }
  translate <-0.55, -0.3, 0.3>
  rotate <10, 20, -58>
  translate <0.95, 0.28, -0.75>
}
intersection
{
  object { BowlShape texture { CreamGlaze } }
  object { Cut inverse texture { RawClay } }
  object { OtherCut inverse texture { RawClay } }
  translate <-0.5, -0.35, -0.35>
  rotate <62, -30, 20>
  translate <1.35, 0.22, 0.35>
}
// Splinters.
#declare R = seed (7);
#declare I = 0;
#while (I < 26)
  superellipsoid
  {
    <0.3, 0.3>
    scale <0.02 + 0.06 * rand (R), 0.012, 0.02 + 0.05 * rand (R)>
    rotate y * 360 * rand (R)
    translate <0.2 + 1.5 * rand (R), 0.012, -1.2 + 2.0 * rand (R)>
    texture { #if (mod (I, 3) = 0) RawClay #else CreamGlaze #end }
  }
  #declare I = I + 1;
#end
object { BowlShape texture { SlateGlaze } translate <-1.95, 0, 1.0> }
