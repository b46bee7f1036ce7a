// SPDX-License-Identifier: GPL-3.0-or-later
// A carton with a hole torn into its front, a bowl behind it; view 2 from the other side with more paper hanging out.
#version 3.7;
#include "bench.inc"
#include "things.inc"
#include "carton.inc"

#switch (View)
  #case (1)
    Shot (<2.4, 2.9, -5.4>, <0.1, 0.95, 0>, 42, 0.10)
    WindowLight (<-6, 9, -5>, 1.0) Room (60) Place (2)
    #break
  #else
    Shot (<-2.2, 2.2, -4.4>, <0.15, 0.95, -0.6>, 42, 0.10)
    WindowLight (<5, 10, -6>, 1.0) Room (200) Place (1)
#end

#declare R = seed (23 + View);
#declare Hole = prism
{
  linear_spline
  -1, 1, 49
  #declare I = 0;
  #while (I < 48)
    #declare Far = 0.62 + 0.22 * sin (I * 0.8 + View) + 0.22 * (rand (R) - 0.5);
    <Far * 1.7 * cos (I * pi / 24), Far * 1.05 * sin (I * pi / 24)>,
    #if (I = 0) #declare First = <Far * 1.7, 0>; #end
    #declare I = I + 1;
  #end
  First
  rotate x * -90
};
difference
{
  superellipsoid { <0.015, 0.015> scale <1.8, 1.05, 1.3> translate y * 1.05 texture { CardboardTexture } }
  box { <-1.74, 0.06, -1.25>, <1.74, 2.04, 1.25> texture { CardboardTexture } }
  object { Hole translate <0.35, 1.05, -1.25> texture { CutEdge } }
}
#macro Bend(P) (P) #end
object { Sheet (<-1.5, 0.35, -1.306>, x * 2.9, y * 1.4, 2, 2) Printed ("print-side.png") clipped_by { object { Hole inverse translate <0.35, 1.05, -1.25> } } }
object { Filler (<-1.7, 0.08, -1.18>, <1.7, 1.25, 1.2>, 2 + View) }
object { BowlShape Glaze (Cream) interior { Fired } scale 0.8 rotate x * -55 rotate z * 15 translate <0.45, 0.92, -0.2> }
// A flap that hangs from it.
#macro Bend(P)
  (P + <0, 0, -0.42 * pow (abs (P.y) / 0.6, 2) - 0.05 * sin (P.x * 9) - 0.04 * sin (P.x * 23 + P.y * 9)>)
#end
object { Sheet (<-0.3, -0.62, 0>, x * 0.75, y * 0.62, 24, 24) texture { CardboardTexture } rotate z * 8 translate <0.15, 0.42, -1.31> }
object { Sheet (<-0.2, -0.4, 0>, x * 0.4, y * 0.4, 16, 16) texture { CardboardTexture } rotate z * 168 translate <0.75, 1.68, -1.31> }
#macro Bend(P) (P) #end
TopTape (1.8, 2.1, 1.3, 20)
Sticker ("label-scuffed.png", <-1.55, 2.112, -1.15>, x * 0.86, z * 1.2)
