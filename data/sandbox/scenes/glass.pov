// SPDX-License-Identifier: GPL-3.0-or-later
// Blown glasses: view 1 one in splinters before whole ones, 2 all whole but not of the colour the note says, 3 swept together.
#version 3.7;
#include "bench.inc"
#include "things.inc"
#ifndef (Tint) #declare Tint = 0; #end
#declare Filter = Filters[Tint];
#ifndef (Note) #declare Note = 3; #end

#macro Tumbler() object { TumblerShape Glass (Filter) } #end
#switch (View)
  #case (1)
    Shot (<0.4, 2.5, -3.6>, <0.1, 0.4, 0>, 42, 0.08)
    WindowLight (<-6, 9, -3>, 1.0) Room (60) Place (4)
    object { Tumbler () translate <-1.2, 0, 0.9> }
    object { Tumbler () translate <-0.1, 0, 1.2> }
    object { Tumbler () translate <1.05, 0, 1.1> }
    intersection { object { Tumbler () } object { JaggedHalf (6, 0.5) rotate z * 64 translate <0, 0.45, 0> Glass (Filter) } translate <0.05, 0, -0.2> }
    union { Crumbs (60, <0.3, 0, -0.6>, <1.3, 0, 0.7>, 0.13, 8) Glass (Filter) }
    #break
  #case (2)
    Shot (<-0.6, 3.6, -4.4>, <0.1, 0.35, 0>, 42, 0.10)
    WindowLight (<6, 9, 1>, 1.0) Room (200) Place (1)
    #declare I = 0;
    #while (I < 6)
      object { Tumbler () translate <-1.6 + 1.05 * mod (I, 3) + 0.06 * sin (I * 5), 0, 0.3 + 1.05 * floor (I / 3)> }
      #declare I = I + 1;
    #end
    PaperSheet (Notes[Note], 2.2, 1.56, -10, <-0.6, 0, -2.1>)
    #break
  #else
    Shot (<1.0, 3.3, -2.4>, <0.05, 0.1, -0.05>, 42, 0.07)
    WindowLight (<-6, 9, 2>, 1.0) Room (20) Place (3)
    intersection { object { Tumbler () } object { JaggedHalf (9, 0.5) rotate z * 30 translate <0, 0.35, 0> Glass (Filter) } rotate z * 82 rotate y * 50 translate <-0.2, 0.44, 0.4> }
    intersection { object { Tumbler () } object { JaggedHalf (2, 0.5) rotate z * 75 translate <0, 0.3, 0> Glass (Filter) } translate <0.7, 0, 0.3> }
    union { Crumbs (110, <0.1, 0, -0.25>, <1.2, 0, 0.9>, 0.15, 9) Glass (Filter) }
#end
