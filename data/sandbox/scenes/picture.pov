// SPDX-License-Identifier: GPL-3.0-or-later
// The catalogue's pictures: the wares whole, on paper. Ware is which, Dye its colour.
#version 3.7;
#include "bench.inc"
#include "things.inc"
#ifndef (Ware) #declare Ware = 1; #end
#ifndef (Dye) #declare Dye = 0; #end
#declare Colour = Colours[Dye];

#macro Look(From, To, Angle)
  Shot (From, To, Angle, 0)
  light_source { <-7, 10, -6>, rgb <1.0, 0.98, 0.95> * 0.95 area_light x * 7, y * 5, 4, 4 adaptive 1 jitter }
  light_source { <8, 5, -6>, rgb 0.22 shadowless }
  Room (60)
  Backdrop ()
#end

#switch (Ware)
  #case (1) Look (<0.3, 1.9, -3.3>, <0, 0.38, 0>, 36) object { BowlShape Glaze (Colour) interior { Fired } } #break
  #case (2) Look (<0.4, 1.3, -2.2>, <0.06, 0.40, 0>, 38) union { object { CupBody } object { CupHandle } Glaze (Colour) interior { Fired } rotate y * -25 } #break
  #case (3) Look (<0.2, 2.0, -4.9>, <0.05, 1.05, 0>, 42) object { PlateShape Glaze (Colour) interior { Fired } rotate x * -76 rotate y * 8 translate <0, 1.28, 0.2> } object { PlateShape Glaze (Colour) interior { Fired } translate <0.9, 0, -0.5> scale 0.7 } #break
  #case (4) Look (<0.3, 2.2, -4.8>, <0, 1.08, 0>, 36) object { VaseShape Glaze (Colour) interior { Fired } } #break
  #case (5) Look (<0.4, 2.0, -4.3>, <0.15, 0.66, 0>, 38) object { Teapot (Colour) rotate y * 8 } #break
  #case (6) Look (<0.2, 1.5, -3.0>, <0, 0.45, 0>, 40) object { TumblerShape Glass (Filters[Dye]) translate <-0.42, 0, 0.2> } object { TumblerShape Glass (Filters[Dye]) translate <0.5, 0, -0.1> } #break
  #case (7) Look (<0.3, 2.2, -4.8>, <0, 1.12, 0>, 36) object { VaseShape Glass (Filters[Dye]) scale <0.95, 1.05, 0.95> } #break
  #case (8)
    Look (<0.5, 2.4, -5.2>, <-0.1, 1.2, 0>, 38)
    #if (Dye = 0) Foot (Brass) #else Foot (BlackIron) #end
    sphere { y * 1.78, 0.80 texture { OpalGlass } interior { Fired } }
    #break
  #case (9)
    Look (<0.3, 1.6, -5.0>, <0, 1.6, 0>, 38)
    sphere { y * 1.2, 1.0 texture { OpalGlass } interior { Fired } }
    cylinder { y * 2.1, y * 2.35, 0.24 texture { Brass } }
    cylinder { y * 2.3, y * 9, 0.03 pigment { rgb 0.03 } }
    #break
  #case (10) Look (<0.3, 2.6, -6.2>, <0, 1.4, 0>, 36) object { Cushion (Colour, 2) rotate x * -76 rotate y * 10 translate <0, 1.48, 0.3> } #break
  #case (11) Look (<1.2, 2.6, -4.4>, <0, 0.4, 0>, 40) object { Folded (Colour, 5, 0.2, 3, 0, Colour) rotate y * 14 } #break
  #case (12)
    #declare Stripe = <0.42, 0.02, 0.025>;
    #if (Dye = 1) #declare Stripe = <0.03, 0.06, 0.25>; #end
    Look (<1.2, 2.6, -4.0>, <0, 0.25, 0>, 40)
    object { Folded (Ecru, 4, 0.12, 3, 1, Stripe) rotate y * 14 }
    #break
  #case (13) Look (<0.5, 3.2, -3.2>, <0, 0.15, 0>, 40) object { Notebook (Sage) rotate y * 38 } object { Notebook (Sienna) rotate y * -12 translate <0.1, 0.19, -0.05> } #break
  #case (14) Look (<0.2, 1.5, -2.4>, <0, 0.45, 0>, 36) object { Candle (0.01, 0) rotate y * 4 } #break
  #case (15) Look (<0.3, 2.4, -4.0>, <0, 0.4, 0>, 38) object { Basket () } #break
  #case (16) Look (<0.5, 2.2, -4.2>, <0, 1.0, 0>, 34) object { Mill () texture { Walnut } } #break
  #case (17)
    Look (<0.6, 3.4, -5.0>, <0, 0.15, 0>, 46)
    difference
    {
      superellipsoid { <0.15, 0.1> rotate x * 90 scale <1.9, 0.1, 1.1> }
      cylinder { <1.55, -1, 0>, <1.55, 1, 0>, 0.13 }
      texture { pigment { wood turbulence 0.1 octaves 4 color_map { [0 rgb <0.55, 0.36, 0.20>] [1 rgb <0.42, 0.26, 0.13>] } rotate y * 90 rotate z * 2 scale <1.5, 0.2, 0.2> } finish { diffuse 0.8 specular 0.1 roughness 0.08 } }
      rotate y * 18
      translate y * 0.1
    }
    #break
  #else
    Look (<0.4, 1.7, -2.6>, <0, 0.25, 0>, 36)
    superellipsoid { <0.35, 0.3> rotate x * 90 scale <0.62, 0.24, 0.42> texture { pigment { bozo turbulence 0.5 color_map { [0 rgb <0.70, 0.64, 0.50>] [1 rgb <0.76, 0.70, 0.57>] } scale 0.2 } normal { bumps 0.15 scale 0.1 } finish { diffuse 0.85 specular 0.15 roughness 0.05 } } rotate y * 20 translate y * 0.24 }
#end
