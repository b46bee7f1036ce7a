// SPDX-License-Identifier: GPL-3.0-or-later
// Parcels as they arrive: Damage 1 crushed corner, 2 wet, 3 crushed edge and burst tape.
#version 3.7;
#include "bench.inc"
#include "carton.inc"
#ifndef (Damage) #declare Damage = 1; #end
#ifndef (Net) #declare Net = 90; #end

#declare W = 1.9;
#declare H = 2.1;
#declare D = 1.4;
#declare WetWhere = <0.2, 0.1, -1.4>;
#declare WetRadius = <2.2, 1.5, 3>;

#switch (View)
  #case (1)
    Shot (<-2.9, 4.0, -5.6>, <-0.55, 1.15, -0.8>, 46, 0.10)
    WindowLight (<-8, 11, -5>, 1.0) Room (40) Place (2)
    #declare Hit = <-W, H, -D>; #declare Reach = 2.1; #declare Push = 1.0; #declare Turn = -8;
    #break
  #case (2)
    Shot (<2.6, 3.4, -4.3>, <0.75, 1.4, -0.6>, 52, 0.10)
    WindowLight (<5, 12, -8>, 0.95) Room (190) Place (1)
    #declare Hit = <W, H, -D>; #declare Reach = 1.7; #declare Push = 0.85; #declare Turn = 12;
    #break
  #case (3)
    Shot (<-1.2, 4.9, -4.2>, <-0.2, 0.9, -0.5>, 50, 0.08)
    WindowLight (<-7, 10, 3>, 1.05) Room (100) Place (4)
    #declare Hit = <W, H, -D>; #declare Reach = 2.0; #declare Push = 1.0; #declare Turn = 30;
    #break
  #else
    Shot (<3.4, 2.6, -5.2>, <0.3, 1.05, -0.2>, 44, 0.10)
    WindowLight (<-6, 12, -7>, 1.0) Room (250) Place (2)
    #declare Hit = <W, H, -D>; #declare Reach = 2.4; #declare Push = 0.8; #declare Turn = -16;
#end

#macro Bend(P)
  #local Flat = P + 0.03 * sin (P.x * 1.3 + 1) * sin (P.y * 1.6) * sin (P.z + 0.6);
  #if (Damage = 2)
    #local Away = vlength (P - WetWhere);
    #local Moved = Flat - <0, 0.05 * max (0, 1 - Away / 2.5), 0.16 * max (0, 1 - Away / 1.6) * (0.6 + 0.4 * sin (P.x * 5))>;
  #else
    #local Moved = Crushed (Flat, Hit, <0, H / 2, 0>, Reach, Push);
  #end
  (Moved * x + max (Moved.y, 0.003) * y + Moved * z)
#end

union
{
  Carton (W, H, D, Net, 1, (Damage = 2))
  TopTape (W, H, D, Net)
  #switch (View)
    #case (2) Sticker ("label-gent.png", <-1.55, H + 0.008, -1.28>, x * 0.86, z * 1.2) #break
    #case (3) Sticker ("label-scuffed.png", <0.5, H + 0.008, -1.3>, x * 0.86, z * 1.2) #break
    #else Sticker ("label-paris.png", <0.55, H + 0.008, -1.3>, x * 0.86, z * 1.2)
  #end
  rotate y * Turn
}
