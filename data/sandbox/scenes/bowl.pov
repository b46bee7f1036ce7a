// SPDX-License-Identifier: GPL-3.0-or-later
// Bowls in pieces: Colour is the glaze; view 1 on the bench, 2 on a counter from above, 3 in its carton's paper.
#version 3.7;
#include "bench.inc"
#include "things.inc"
#ifndef (Dye) #declare Dye = 0; #end
#declare Colour = Colours[Dye];
#ifndef (Seed) #declare Seed = 3; #end

#declare CutA = object { JaggedHalf (Seed, 0.30) rotate y * 35 translate <0.28, 0, 0> texture { RawClay } };
#declare CutB = object { JaggedHalf (Seed + 8, 0.26) rotate y * 125 translate <0.2, 0, -0.1> texture { RawClay } };
#declare Ware = object { BowlShape Glaze (Colour) interior { Fired } };
#declare Standing = intersection { object { Ware } object { CutA } };
#declare ShardA = intersection { object { Ware } object { CutA inverse } object { CutB } };
#declare ShardB = intersection { object { Ware } object { CutA inverse } object { CutB inverse } };

#macro Pieces()
  object { Standing }
  object { ShardA translate <-0.55, -0.3, 0.3> rotate <10, 20, -58> translate <0.95, 0.28, -0.75> }
  object { ShardB translate <-0.5, -0.35, -0.35> rotate <62, -30, 20> translate <1.35, 0.22, 0.35> }
  union { Crumbs (22, <0.75, 0, -0.35>, <1.0, 0, 0.9>, 0.07, Seed) Glaze (Colour) }
  union { Crumbs (34, <0.7, 0, -0.3>, <1.2, 0, 1.0>, 0.035, Seed + 1) texture { RawClay } }
#end

#switch (View)
  #case (1)
    Shot (<0.7, 3.3, -3.9>, <0.35, 0.25, -0.25>, 44, 0.10)
    WindowLight (<-6, 9, -3>, 1.0) Room (60) Place (1)
    Pieces ()
    object { BowlShape Glaze (Colour) interior { Fired } translate <-1.9, 0, 1.3> }
    object { BowlShape Glaze (Colour) interior { Fired } translate <-1.86, 0.2, 1.32> }
    #break
  #case (2)
    Shot (<1.6, 4.2, -2.2>, <0.45, 0.1, -0.1>, 40, 0.08)
    WindowLight (<7, 9, 1>, 1.0) Room (200) Place (3)
    union { Pieces () rotate y * 40 }
    #break
  #else
    Shot (<-1.4, 3.6, -3.2>, <0.2, 0.2, -0.1>, 46, 0.09)
    WindowLight (<-5, 10, -5>, 0.95) Room (20) Place (4)
    union { Pieces () rotate y * -60 scale 1.1 }
    object { Filler (<-3.2, 0, 0.9>, <3.4, 0.55, 3.6>, 5) }
#end
