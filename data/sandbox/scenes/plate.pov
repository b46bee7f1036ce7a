// SPDX-License-Identifier: GPL-3.0-or-later
// Plates: view 1 a pile with the upper one broken, 2 one in three pieces, 3 a chipped rim close, 4 hair cracks.
#version 3.7;
#include "bench.inc"
#include "things.inc"
#ifndef (Dye) #declare Dye = 1; #end
#declare Colour = Colours[Dye];
#ifndef (Seed) #declare Seed = 5; #end

#declare Ware = object { PlateShape Glaze (Colour) interior { Fired } };
#declare CutA = object { JaggedHalf (Seed, 0.24) rotate y * 20 translate <0.18, 0, 0> texture { RawClay } };
#declare CutB = object { JaggedHalf (Seed + 4, 0.3) rotate y * 105 translate <0, 0, 0.1> texture { RawClay } };
#declare Left = intersection { object { Ware } object { CutA } };
#declare RightFar = intersection { object { Ware } object { CutA inverse } object { CutB } };
#declare RightNear = intersection { object { Ware } object { CutA inverse } object { CutB inverse } };

#switch (View)
  #case (1)
    Shot (<1.3, 3.5, -4.2>, <0.3, 0.35, -0.2>, 44, 0.10)
    WindowLight (<-6, 9, -4>, 1.0) Room (60) Place (1)
    #declare I = 0;
    #while (I < 5)
      object { Ware translate <0.03 * sin (I * 3), 0.11 * I, 0.5 + 0.04 * cos (I * 5)> }
      #declare I = I + 1;
    #end
    object { Left rotate y * 70 translate <0, 0.55, 0.5> }
    object { RightFar rotate y * 70 rotate <4, 0, -8> translate <0.35, 0.50, 0.35> }
    object { RightNear rotate y * 70 translate <1.1, 0, -1.2> rotate <0, 22, 4> translate y * 0.02 }
    union { Crumbs (22, <0.9, 0, -1.2>, <1.0, 0, 0.6>, 0.06, 5) Glaze (Colour) }
    union { Crumbs (22, <0.9, 0, -1.1>, <1.1, 0, 0.7>, 0.035, 15) texture { RawClay } }
    #break
  #case (2)
    Shot (<-0.4, 4.6, -2.0>, <0.15, 0, -0.05>, 40, 0.06)
    WindowLight (<6, 8, 1>, 1.0) Room (190) Place (3)
    object { Left rotate y * 4 translate <-0.25, 0, 0> }
    object { RightFar rotate y * -7 translate <0.10, 0, 0.16> }
    object { RightNear rotate y * 16 translate <0.18, 0, -0.28> }
    union { Crumbs (18, <0.2, 0, -0.1>, <0.5, 0, 1.1>, 0.05, 5) Glaze (Colour) }
    union { Crumbs (30, <0.2, 0, -0.1>, <0.5, 0, 1.2>, 0.03, 15) texture { RawClay } }
    #break
  #case (3)
    Shot (<-1.6, 1.5, -2.3>, <-0.15, 0.15, -0.95>, 36, 0.07)
    WindowLight (<-5, 9, -4>, 1.0) Room (100) Place (4)
    difference
    {
      object { Ware }
      object { JaggedHalf (Seed + 2, 0.3) rotate y * -96 translate <-0.2, 0, -1.13> texture { RawClay } }
      object { JaggedHalf (Seed + 6, 0.2) rotate y * -140 translate <0.75, 0, -0.95> texture { RawClay } }
    }
    object { Ware translate <1.2, 0, 1.7> }
    union { Crumbs (14, <-0.2, 0, -1.5>, <0.6, 0, 0.25>, 0.05, 2) Glaze (Colour) }
    union { Crumbs (20, <-0.2, 0, -1.45>, <0.7, 0, 0.3>, 0.03, 22) texture { RawClay } }
    #break
  #else
    Shot (<0.9, 3.4, -2.9>, <0, 0.05, -0.05>, 40, 0.07)
    WindowLight (<-7, 9, 1>, 1.0) Room (250) Place (1)
    object
    {
      PlateShape
      Glaze (Colour)
      texture { pigment { crackle turbulence 0.4 octaves 4 color_map { [0 rgbt <0.55, 0.45, 0.35, 0.0>] [0.010 rgbt <0.3, 0.25, 0.2, 0.3>] [0.017 rgbt 1] } scale 1.5 translate <0.3, 0.1, 0.6> } finish { diffuse 0.8 } }
      interior { Fired }
    }
    object { Ware rotate z * 3 translate <2.0, 0.05, 1.6> }
#end
