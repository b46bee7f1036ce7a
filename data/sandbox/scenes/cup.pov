// SPDX-License-Identifier: GPL-3.0-or-later
// Cups: view 1 a chipped rim before whole ones, 2 a handle that came off, 3 a crack seen close.
#version 3.7;
#include "bench.inc"
#include "things.inc"
#ifndef (Dye) #declare Dye = 0; #end
#declare Colour = Colours[Dye];

#macro Cup(Turn, Where)
  union { object { CupBody } object { CupHandle } Glaze (Colour) interior { Fired } rotate y * Turn translate Where }
#end
#switch (View)
  #case (1)
    Shot (<0.5, 2.1, -3.1>, <0.05, 0.45, 0>, 40, 0.09)
    WindowLight (<-6, 8, -3>, 0.95) Room (60) Place (1)
    difference
    {
      union { object { CupBody } object { CupHandle } Glaze (Colour) interior { Fired } rotate y * 160 }
      object { JaggedHalf (5, 0.22) rotate z * -128 rotate y * 70 translate <0.12, 0.70, -0.34> texture { RawClay } }
    }
    Cup (200, <-1.05, 0, 0.9>)
    Cup (-20, <1.05, 0, 1.1>)
    Cup (100, <0.1, 0, 2.1>)
    union { Crumbs (16, <0.1, 0, -0.75>, <0.7, 0, 0.35>, 0.055, 4) Glaze (Colour) }
    union { Crumbs (14, <0.2, 0, -0.7>, <0.8, 0, 0.4>, 0.03, 6) texture { RawClay } }
    PaperSheet ("note-cups.png", 1.48, 1.05, -18, <-2.15, 0, -0.9>)
    #break
  #case (2)
    Shot (<0.3, 2.7, -2.6>, <0.15, 0.25, 0.02>, 38, 0.08)
    WindowLight (<6, 9, -2>, 0.95) Room (170) Place (3)
    difference
    {
      union { object { CupBody } object { CupHandle } Glaze (Colour) interior { Fired } }
      object { JaggedHalf (3, 0.10) rotate y * 180 translate <0.50, 0, 0> texture { RawClay } }
      rotate y * 62
      translate <-0.35, 0, 0.1>
    }
    intersection
    {
      object { CupHandle Glaze (Colour) interior { Fired } }
      object { JaggedHalf (3, 0.10) rotate y * 180 translate <0.50, 0, 0> texture { RawClay } }
      translate <-0.6, -0.45, 0>
      rotate x * 90
      rotate y * -40
      translate <0.75, 0.06, -0.35>
    }
    union { Crumbs (12, <0.5, 0, -0.3>, <0.5, 0, 0.4>, 0.035, 9) texture { RawClay } }
    #break
  #else
    Shot (<-0.6, 1.5, -1.7>, <0, 0.5, -0.1>, 40, 0.06)
    WindowLight (<-5, 9, -4>, 1.0) Room (100) Place (4)
    union
    {
      object { CupBody }
      object { CupHandle }
      Glaze (Colour)
      texture { pigment { crackle turbulence 0.35 octaves 4 color_map { [0 rgbt <0.03, 0.02, 0.015, 0.1>] [0.005 rgbt <0.10, 0.06, 0.04, 0.35>] [0.009 rgbt 1] } scale 1.9 translate <0.2, 0.05, 0.45> } finish { diffuse 0.8 } }
      interior { Fired }
      rotate y * 200
    }
    Cup (60, <1.2, 0, 1.3>)
#end
