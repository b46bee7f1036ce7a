// SPDX-License-Identifier: GPL-3.0-or-later
// A pallet that was tipped over: cartons on the floor, some crushed. Meant to be large: the labels can be read when zoomed into.
#version 3.7;
#include "bench.inc"
#include "carton.inc"
#declare Net = 40;
#declare R = seed (5);

#macro Bend(P)
  #local Flat = P + 0.02 * sin (P.x * 1.3 + 1) * sin (P.y * 1.6) * sin (P.z + 0.6);
  #if (Push > 0)
    #local Moved = Crushed (Flat, Hit, <0, 1, 0>, 2.0, Push);
  #else
    #local Moved = Flat;
  #end
  (Moved * x + Moved * y + Moved * z)
#end
#macro Box(Paper, Crush, Corner, Spin, Where)
  #declare Push = Crush;
  #declare Hit = Corner;
  union
  {
    Carton (1.9, 2.1, 1.4, Net, 1, 0)
    TopTape (1.9, 2.1, 1.4, Net)
    Sticker (Paper, <0.85, 2.11, -1.28>, x * 0.86, z * 1.2)
    Sticker (Paper, <0.85, 0.62, -1.412>, x * 0.86, y * 1.2)
    rotate Spin
    translate Where
  }
#end

Shot (<-5.5, 9.5, -17>, <1.6, 2.4, 0>, 50, 0)
WindowLight (<-14, 20, -10>, 1.0) Room (60) Place (2)

// The pallet.
union
{
  #declare I = 0;
  #while (I < 7)
    box { <-4, 1.22, -3 + I * 0.93>, <4, 1.44, -3 + I * 0.93 + 0.62> texture { pigment { wood turbulence 0.1 color_map { [0 rgb <0.50, 0.36, 0.20>] [1 rgb <0.38, 0.26, 0.14>] } rotate y * 90 scale <1, 0.3, 0.3> translate I * 3 } finish { diffuse 0.8 } } }
    #declare I = I + 1;
  #end
  #declare I = 0;
  #while (I < 9)
    box { <-4 + mod (I, 3) * 3.5, 0.22, -3 + floor (I / 3) * 2.6>, <-3 + mod (I, 3) * 3.5, 1.22, -2 + floor (I / 3) * 2.6> pigment { rgb <0.33, 0.22, 0.12> } finish { diffuse 0.8 } }
    #declare I = I + 1;
  #end
  box { <-4, 0, -3>, <4, 0.22, -2> pigment { rgb <0.36, 0.25, 0.14> } finish { diffuse 0.8 } }
  box { <-4, 0, -0.4>, <4, 0.22, 0.6> pigment { rgb <0.36, 0.25, 0.14> } finish { diffuse 0.8 } }
  box { <-4, 0, 2.2>, <4, 0.22, 3.2> pigment { rgb <0.36, 0.25, 0.14> } finish { diffuse 0.8 } }
}
Box ("label-paris.png", 0, <0, 0, 0>, <0, 2, 0>, <-2.05, 1.44, -1.5>)
Box ("label-paris.png", 0, <0, 0, 0>, <0, -1, 0>, <1.85, 1.44, -1.5>)
Box ("label-paris.png", 0, <0, 0, 0>, <0, 1, 0>, <-2.0, 1.44, 1.45>)
Box ("label-paris.png", 0, <0, 0, 0>, <0, 0, 0>, <1.9, 1.44, 1.5>)
Box ("label-scuffed.png", 0.5, <-1.9, 2.1, -1.4>, <0, 6, 0>, <-1.9, 3.56, -1.4>)
Box ("label-paris.png", 0, <0, 0, 0>, <0, -9, 0>, <-1.7, 3.56, 1.5>)
Box ("label-gent.png", 0.9, <1.9, 2.1, -1.4>, <0, -14, -24>, <2.6, 4.35, 1.2>)
Box ("label-torn.png", 1.0, <-1.9, 2.1, -1.4>, <0, 34, 0>, <7.2, 0, -3.2>)
Box ("label-paris.png", 0.8, <1.9, 2.1, -1.4>, <90, -20, 0>, <2.8, 1.4, -6.2>)
Box ("label-smeared.png", 0.9, <1.9, 0, -1.4>, <0, 160, 90>, <7.9, 1.9, 1.6>)
