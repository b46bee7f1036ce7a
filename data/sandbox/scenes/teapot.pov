// SPDX-License-Identifier: GPL-3.0-or-later
// A teapot: view 1 its spout snapped off, 2 its lid in pieces and the handle gone.
#version 3.7;
#include "bench.inc"
#include "things.inc"
#ifndef (Dye) #declare Dye = 1; #end
#declare Colour = Colours[Dye];

#declare Snap = object { JaggedHalf (4, 0.14) rotate z * 46 translate <0.97, 0.84, 0> texture { RawClay } };
#switch (View)
  #case (1)
    Shot (<0.9, 2.6, -4.0>, <0.25, 0.55, -0.1>, 42, 0.10)
    WindowLight (<-6, 9, -4>, 1.0) Room (60) Place (3)
    intersection { object { Teapot (Colour) } object { Snap } rotate y * 24 }
    intersection { object { Teapot (Colour) } object { Snap inverse } translate <-1.0, -0.9, 0> rotate <70, 40, 30> translate <1.45, 0.12, -0.75> }
    union { Crumbs (26, <1.2, 0, -0.5>, <0.6, 0, 0.5>, 0.05, 8) Glaze (Colour) }
    union { Crumbs (30, <1.1, 0, -0.5>, <0.7, 0, 0.6>, 0.035, 18) texture { RawClay } }
    #break
  #else
    Shot (<-2.0, 3.2, -3.2>, <-0.15, 0.55, -0.2>, 42, 0.10)
    WindowLight (<6, 9, -4>, 1.0) Room (180) Place (1)
    difference
    {
      object { Teapot (Colour) }
      object { JaggedHalf (6, 0.1) rotate y * 180 rotate z * 180 translate <-0.78, 0, 0> texture { RawClay } }
      rotate y * 10
    }
    intersection
    {
      object { Teapot (Colour) }
      box { <-2, 0, -1>, <-0.80, 2, 1> texture { RawClay } }
      translate <0.95, -0.7, 0>
      rotate x * 86
      rotate y * 60
      translate <-0.9, 0.07, -1.15>
    }
    union { Crumbs (22, <-1.0, 0, -0.8>, <0.7, 0, 0.6>, 0.05, 8) Glaze (Colour) }
    union { Crumbs (26, <-1.0, 0, -0.8>, <0.8, 0, 0.7>, 0.035, 18) texture { RawClay } }
#end
