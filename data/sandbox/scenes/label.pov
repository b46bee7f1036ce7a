// SPDX-License-Identifier: GPL-3.0-or-later
// A label on its carton, seen close: Paper is which; view 1 straight, 2 from above on a trolley's carton, 3 aslant, folded over an edge.
#version 3.7;
#include "bench.inc"
#include "carton.inc"
#ifndef (Paper) #declare Paper = 0; #end
#macro Bend(P)
  (P + <0, 0, 0.03 * sin (P.x * 2.1) * sin (P.y * 2.7) - 0.012 * sin (P.x * 9 + P.y * 4)>)
#end

#switch (View)
  #case (1)
    Shot (<0.5, 1.9, -3.9>, <0.1, 1.35, 0>, 38, 0.06)
    WindowLight (<-6, 8, -5>, 0.95) Room (60) Place (2)
    union
    {
      Carton (2.2, 2.6, 1.4, 60, 0, 0)
      Sticker (Papers[Paper], <-0.85, 0.35, -1.408>, x * 1.5, y * 2.1)
      rotate y * -7
      translate z * 1.4
    }
    #break
  #case (2)
    Shot (<-0.4, 5.2, -2.6>, <0.15, 2.6, -0.1>, 44, 0.06)
    WindowLight (<7, 10, 2>, 1.0) Room (190) Place (2)
    union
    {
      Carton (2.2, 2.6, 1.8, 60, 0, 0)
      TopTape (2.2, 2.6, 1.8, 40)
      Sticker (Papers[Paper], <-0.6, 2.616, -1.55>, x * 1.0, z * 1.4)
      rotate y * 14
    }
    #break
  #else
    // Stuck around the corner: what the scanner needs lies on both sides.
    #macro Bend(P)
      #local Over = P.x - 2.2;
      (#if (Over > 0) <2.206, P.y, P.z + Over> #else P #end + <0.01 * sin (P.y * 9), 0, 0.01 * sin (P.x * 7 + P.y * 5)>)
    #end
    Shot (<5.6, 2.3, -4.2>, <2.15, 1.25, -1.3>, 34, 0.06)
    WindowLight (<6, 9, -8>, 0.95) Room (100) Place (1)
    union
    {
      Carton (2.2, 2.6, 1.4, 60, 0, 0)
      Sticker (Papers[Paper], <1.35, 0.3, -1.408>, x * 1.5, y * 2.1)
    }
#end
