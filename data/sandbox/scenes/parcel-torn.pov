// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<2.4, 2.9, -5.4>, <0.1, 0.95, 0>, 42)
WindowLight (<-6, 9, -5>, 1.1)
Room ()
ConcreteFloor ()

// The edge of the hole.
#declare R = seed (23);
#declare Hole = prism
{
  linear_spline
  -1, 1, 49
  #declare I = 0;
  #while (I < 48)
    #declare Reach = 0.62 + 0.22 * sin (I * 0.8) + 0.22 * (rand (R) - 0.5);
    <Reach * 1.7 * cos (I * pi / 24), Reach * 1.05 * sin (I * pi / 24)>,
    #if (I = 0) #declare First = <Reach * 1.7, 0>; #end
    #declare I = I + 1;
  #end
  First
  rotate x * -90
};
difference
{
  superellipsoid { <0.04, 0.04> scale <1.8, 1.05, 1.3> translate y * 1.05 }
  box { <-1.74, 0.06, -1.25>, <1.74, 2.04, 1.25> }
  object { Hole translate <0.35, 1.05, -1.25> }
  texture { CardboardTexture }
}
box { <-1.74, 0.06, 1.0>, <1.74, 2.04, 1.2> texture { CardboardTexture } }
object { Filler (<-1.7, 0.08, -1.18>, <1.7, 1.2, 1.2>, 2) }
union
{
  object { BowlShape texture { CreamGlaze } scale 0.8 rotate x * -55 rotate z * 15 translate <0.45, 0.92, -0.2> }
}
// A flap that hangs from it.
#macro Bend(P)
  (P + <0, 0, -0.35 * pow (abs (P.y) / 0.6, 2) - 0.05 * sin (P.x * 9)>)
#end
object
{
  Side (<-0.3, -0.6, 0>, x * 0.75, y * 0.6, 24)
  texture { CardboardTexture }
  rotate z * 8
  translate <0.15, 0.42, -1.31>
}
box { <-1.81, 0.79, -1.306>, <-0.42, 1.31, -1.30> texture { TapeTexture } }
box { <-1.805, 2.1, -0.26>, <1.805, 2.108, 0.26> texture { TapeTexture } }
