// SPDX-License-Identifier: GPL-3.0-or-later
// A basket whose rim was stove in, stakes broken.
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.6, 3.2, -3.8>, <0.05, 0.4, -0.1>, 42, 0.10)
WindowLight (<-6, 9, -4>, 1.05) Room (60) Place (1)
#declare Hit = object { JaggedHalf (4, 0.45) rotate z * -62 rotate y * 68 translate <0.3, 0.72, -0.66> texture { pigment { rgb <0.50, 0.35, 0.18> } normal { granite 0.8 scale 0.1 } finish { diffuse 0.8 } } };
difference { object { Basket () } object { Hit } }
#declare R = seed (4);
#declare I = 0;
#while (I < 22)
  #declare Straw = 0.18 + 0.35 * rand (R);
  sphere_sweep
  {
    linear_spline 3,
    <0, 0.03, 0>, 0.03, <Straw, 0.04 + 0.05 * rand (R), 0.05 * rand (R)>, 0.028, <Straw * 1.7, 0.03, 0.16 * rand (R)>, 0.014
    rotate y * 360 * rand (R)
    translate <-0.2 + 1.4 * (rand (R) - 0.3), 0, -1.5 + 0.8 * rand (R)>
    texture { pigment { rgb <0.50, 0.35, 0.18> * (0.8 + 0.4 * rand (R)) } finish { diffuse 0.8 } }
  }
  #declare I = I + 1;
#end
