// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.5, 2.5, -4.2>, <0.1, 0.45, 0>, 40)
WindowLight (<-5, 8, -3>, 1.3)
Room ()
WoodBench ()

object { TumblerShape material { AmberGlass } translate <-1.25, 0, 0.3> }
object { TumblerShape material { AmberGlass } translate <-0.3, 0, 1.0> }
object { TumblerShape material { AmberGlass } translate <0.9, 0, 1.1> }
intersection
{
  object { TumblerShape }
  plane { <0.5, 1, -0.2>, 0.42 }
  plane { <-0.7, 1, 0.3>, 0.62 }
  material { AmberGlass }
  translate <0.15, 0, -0.45>
}
#declare R = seed (15);
#declare I = 0;
#while (I < 26)
  prism
  {
    0, 0.03, 4
    <0, 0>, <0.04 + 0.15 * rand (R), 0.02>, <0.03, 0.05 + 0.12 * rand (R)>, <0, 0>
    rotate y * 360 * rand (R)
    translate <-0.6 + 2.0 * rand (R), 0.004, -1.5 + 1.3 * rand (R)>
    material { AmberGlass }
  }
  #declare I = I + 1;
#end
