// SPDX-License-Identifier: GPL-3.0-or-later
// A pepper mill split along its grain, its knob off.
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.9, 2.5, -3.8>, <0.15, 0.75, 0>, 42, 0.09)
WindowLight (<-6, 9, -4>, 1.05) Room (60) Place (3)
#declare Split = texture
{
  pigment { gradient x turbulence <0.09, 0, 0> octaves 3 color_map { [0.493 rgbt 1] [0.497 rgb <0.30, 0.17, 0.08>] [0.503 rgb 0.008] [0.506 rgbt 1] } scale <3, 2.5, 3> translate x * -1.55 }
  finish { diffuse 0.8 }
}
difference
{
  object { Mill () texture { Walnut } texture { Split } }
  plane { -y, -1.90 texture { pigment { rgb <0.30, 0.18, 0.09> } normal { granite 0.5 scale 0.1 } finish { diffuse 0.8 } } }
  rotate y * 8
}
sphere { 0, 0.13 scale <1, 0.7, 1> texture { Walnut } translate <1.0, 0.1, -0.7> }
object { Mill () texture { Walnut } rotate z * 90 rotate y * 34 translate <-0.2, 0.3, 1.5> }
union { Crumbs (40, <0.5, 0, -0.5>, <0.9, 0, 0.6>, 0.03, 8) texture { pigment { rgb <0.05, 0.03, 0.02> } finish { diffuse 0.8 } } }
