// SPDX-License-Identifier: GPL-3.0-or-later
// Lamps with a globe of opal glass: view 1 a hole and cracks, 2 globe in two, 3 hair cracks, 4 a pendant in its carton.
// Lit makes it shine, for the film of one that flickers (view 5).
#version 3.7;
#include "bench.inc"
#include "things.inc"
#include "carton.inc"
#ifndef (Lit) #declare Lit = 0; #end

#declare Hollow = difference { sphere { 0, 0.80 } sphere { 0, 0.765 } cylinder { -y, 0, 0.22 } texture { OpalGlass } interior { Fired } }
#declare Splits = texture { pigment { crackle turbulence 0.3 octaves 4 color_map { [0 rgbt <0.05, 0.05, 0.05, 0.05>] [0.006 rgbt <0.15, 0.15, 0.14, 0.35>] [0.011 rgbt 1] } scale 1.25 translate <0.35, 0.1, 0.25> } finish { diffuse 0.8 } }
#declare Hole = object { JaggedHalf (9, 0.34) rotate y * 130 translate <0.42, 0, -0.45> texture { pigment { rgb 0.8 } } };
#macro Inside()
  cylinder { <0, -0.8, 0>, <0, -0.35, 0>, 0.1 pigment { rgb 0.75 } finish { diffuse 0.8 specular 0.3 } }
  sphere { <0, -0.12, 0>, 0.24 texture { pigment { rgb 0.82 } finish { diffuse 0.8 specular 0.5 roughness 0.01 } } }
#end

#switch (View)
  #case (1)
    Shot (<0.8, 2.8, -5.0>, <0.25, 1.15, -0.1>, 46, 0.10)
    WindowLight (<-6, 9, -4>, 0.95) Room (60) Place (1)
    Foot (Brass)
    difference { object { Hollow texture { OpalGlass } texture { Splits } } object { Hole } translate y * 1.78 }
    union { Inside () translate y * 1.78 }
    intersection { object { Hollow } object { Hole } translate <-0.5, 0, 0.5> rotate <100, 20, 0> translate <1.25, 0.16, -1.0> }
    union { Crumbs (46, <0.9, 0, -0.9>, <1.1, 0, 0.8>, 0.06, 8) texture { OpalGlass } interior { Fired } }
    #break
  #case (2)
    Shot (<-1.0, 3.6, -3.4>, <0.1, 0.4, -0.1>, 44, 0.09)
    WindowLight (<6, 9, 0>, 1.0) Room (200) Place (3)
    intersection { object { Hollow } object { JaggedHalf (12, 0.4) rotate z * 90 texture { OpalGlass } } rotate <20, 30, 0> translate <-0.5, 0.62, 0.3> }
    intersection { object { Hollow } object { JaggedHalf (12, 0.4) rotate z * 90 inverse texture { OpalGlass } } object { JaggedHalf (3, 0.3) rotate y * 50 texture { OpalGlass } } rotate <150, 60, 0> translate <0.95, 0.60, -0.4> }
    union { Foot (BlackIron) rotate z * 90 rotate y * 24 scale 0.9 translate <1.9, 0.56, 1.6> }
    union { Crumbs (70, <0.3, 0, -0.5>, <1.5, 0, 1.0>, 0.075, 8) texture { OpalGlass } interior { Fired } }
    #break
  #case (3)
    Shot (<-0.9, 2.5, -3.3>, <0, 1.55, 0>, 42, 0.08)
    WindowLight (<-7, 9, -2>, 0.95) Room (110) Place (4)
    Foot (BlackIron)
    object { Hollow texture { OpalGlass } texture { Splits rotate y * 50 } translate y * 1.78 }
    #break
  #case (4)
    #macro Bend(P) (P) #end
    Shot (<0.6, 5.2, -3.6>, <0.05, 1.2, 0.1>, 46, 0.08)
    WindowLight (<-5, 11, -3>, 1.0) Room (60) Place (2)
    OpenCarton (1.7, 1.6, 1.5)
    object { Filler (<-1.66, 0.05, -1.46>, <1.66, 0.85, 1.46>, 3) }
    difference { object { Hollow texture { OpalGlass } texture { Splits rotate <30, 80, 0> } scale 1.35 } object { Hole rotate y * 40 scale 1.3 } rotate x * 60 translate <-0.1, 1.15, 0.1> }
    union { Inside () rotate x * 60 translate <-0.1, 1.15, 0.1> }
    union { Crumbs (40, <0.1, 1.02, -0.6>, <1.0, 0, 0.5>, 0.08, 8) texture { OpalGlass } interior { Fired } }
    #break
  #else
    Shot (<0.9, 2.3, -4.9>, <0.05, 1.2, 0>, 42, 0)
    WindowLight (<-6, 9, -4>, 0.30) Room (60) Place (4)
    Foot (BlackIron)
    sphere { 0, 0.80 texture { OpalGlass } #if (Lit) finish { emission <0.75, 0.58, 0.34> } #end interior { Fired } translate y * 1.78 }
    #if (Lit)
      light_source { <0, 1.78, -0.9>, rgb <0.9, 0.7, 0.42> * 0.7 fade_distance 2.2 fade_power 2 }
      light_source { <0.9, 1.78, 0.4>, rgb <0.9, 0.7, 0.42> * 0.7 fade_distance 2.2 fade_power 2 }
      light_source { <-0.9, 1.78, 0.4>, rgb <0.9, 0.7, 0.42> * 0.7 fade_distance 2.2 fade_power 2 }
    #end
#end
