// SPDX-License-Identifier: GPL-3.0-or-later
// Cushions of another colour than the delivery note says: Dye is what came, Note what was ordered.
#version 3.7;
#include "bench.inc"
#include "things.inc"
#ifndef (Dye) #declare Dye = 5; #end
#declare Colour = Colours[Dye];
#ifndef (Note) #declare Note = 1; #end

#switch (View)
  #case (1)
    Shot (<0.9, 5.0, -6.6>, <0.35, 0.5, -0.5>, 44, 0.12)
    WindowLight (<-6, 9, -4>, 1.0) Room (60) Place (1)
    object { Cushion (Colour, 1) rotate y * 12 translate <-0.75, 0.5, 0.6> }
    object { Cushion (Colour, 2) rotate y * -9 rotate z * 2 translate <-0.65, 1.32, 0.7> }
    object { Cushion (Colour, 3) rotate x * -66 rotate y * 24 translate <1.75, 1.25, 1.7> }
    PaperSheet (Notes[Note], 2.96, 2.1, -12, <-0.3, 0, -3.0>)
    #break
  #else
    Shot (<-1.8, 5.4, -5.2>, <0.15, 0.35, -0.3>, 46, 0.12)
    WindowLight (<6, 10, -2>, 1.0) Room (200) Place (4)
    object { Cushion (Colour, 4) rotate y * -20 translate <-0.6, 0.5, 0.8> }
    object { Cushion (Colour, 5) rotate x * 8 rotate z * -18 rotate y * 30 translate <1.3, 0.75, 0.9> }
    PaperSheet (Notes[Note], 2.96, 2.1, 14, <-1.7, 0, -3.0>)
#end
