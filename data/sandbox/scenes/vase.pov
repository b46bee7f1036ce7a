// SPDX-License-Identifier: GPL-3.0-or-later
// Vases: view 1 a crack from the rim down and water around, 2 the neck in pieces, 3 standing for the video.
#version 3.7;
#include "bench.inc"
#include "things.inc"
#ifndef (Dye) #declare Dye = 0; #end
#declare Colour = Colours[Dye];
#ifndef (Turn) #declare Turn = 0; #end

#declare Ware = object { VaseShape Glaze (Colour) interior { Fired } };
#declare Neck = object { JaggedHalf (7, 0.4) rotate z * -90 rotate y * 30 rotate x * 10 translate <0, 1.62, 0> texture { RawClay } };
#macro Cracked()
  object
  {
    VaseShape
    Glaze (Colour)
    texture
    {
      pigment { gradient x turbulence <0.16, 0, 0> octaves 4 omega 0.6 color_map { [0.496 rgbt 1] [0.498 rgbt <0.06, 0.04, 0.025, 0.1>] [0.502 rgbt <0.04, 0.025, 0.02, 0>] [0.504 rgbt 1] } scale <4, 1.3, 4> translate <-2, 0, 0> }
      finish { diffuse 0.8 }
    }
    interior { Fired }
  }
#end

#switch (View)
  #case (1)
    Shot (<0.5, 2.9, -4.6>, <0.1, 1.0, 0>, 40, 0.10)
    WindowLight (<-6, 9, -4>, 1.0) Room (60) Place (4)
    object { Cracked () rotate y * 10 }
    // The puddle.
    blob
    {
      threshold 0.4
      sphere { <0.1, 0, -0.4>, 1.5, 1 }
      sphere { <1.0, 0, -0.9>, 0.9, 1 }
      sphere { <-0.9, 0, -0.7>, 0.7, 1 }
      sphere { <1.6, 0, -0.3>, 0.45, 1 }
      sphere { <-1.5, 0, -1.2>, 0.3, 1 }
      scale <1, 0.02, 1>
      texture { pigment { rgbf <0.90, 0.93, 0.93, 0.97> } finish { diffuse 0.02 specular 0.9 roughness 0.001 reflection { 0.0, 1 fresnel on } conserve_energy } }
      interior { ior 1.33 }
    }
    object { Ware scale 0.62 translate <-1.7, 0, 1.3> }
    #break
  #case (2)
    Shot (<-1.6, 3.4, -4.4>, <0.15, 0.75, -0.1>, 42, 0.10)
    WindowLight (<6, 10, -3>, 1.0) Room (180) Place (1)
    intersection { object { Ware } object { Neck inverse } }
    intersection { object { Ware } object { Neck } object { JaggedHalf (14, 0.3) rotate y * 50 texture { RawClay } } translate <0, -1.75, 0> rotate <80, 30, 0> translate <1.3, 0.28, -0.7> }
    intersection { object { Ware } object { Neck } object { JaggedHalf (14, 0.3) rotate y * 50 inverse texture { RawClay } } translate <0, -1.75, 0> rotate <-70, -50, 20> translate <-0.55, 0.22, -1.35> }
    union { Crumbs (30, <0.4, 0, -0.9>, <1.2, 0, 0.7>, 0.06, 8) Glaze (Colour) }
    union { Crumbs (36, <0.4, 0, -0.9>, <1.3, 0, 0.8>, 0.035, 18) texture { RawClay } }
    #break
  #else
    Shot (<0.5, 2.6, -4.8>, <0, 1.0, 0>, 36, 0)
    WindowLight (<-6, 9, -4>, 1.0) Room (60) Place (3)
    object { Cracked () rotate y * Turn }
#end
