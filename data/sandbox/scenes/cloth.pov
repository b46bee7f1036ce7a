// SPDX-License-Identifier: GPL-3.0-or-later
// Folded cloth of another colour than the note says: Dye, Striped, Note.
#version 3.7;
#include "bench.inc"
#include "things.inc"
#ifndef (Dye) #declare Dye = 8; #end
#declare Colour = Colours[Dye];
#ifndef (Striped) #declare Striped = 0; #end
#declare Stripe = <0.42, 0.02, 0.025>;
#ifndef (Note) #declare Note = 4; #end

Shot (<1.4, 3.9, -4.6>, <0.15, 0.35, -0.5>, 46, 0.12)
WindowLight (<-6, 9, -4>, 1.0) Room (60) Place (3)
#if (Striped)
  object { Folded (Colour, 4, 0.12, 3, 1, Stripe) rotate y * 14 translate <-0.9, 0, 0.6> }
  object { Folded (Colour, 4, 0.12, 4, 1, Stripe) rotate y * 8 translate <-0.85, 0.48, 0.62> }
  object { Folded (Colour, 4, 0.12, 5, 1, Stripe) rotate y * -20 translate <1.7, 0, 0.9> }
#else
  object { Folded (Colour, 5, 0.2, 3, 0, Stripe) rotate y * 14 translate <-0.7, 0, 0.6> }
  object { Folded (Colour, 5, 0.2, 6, 0, Stripe) rotate y * -20 translate <1.9, 0, 1.0> }
#end
PaperSheet (Notes[Note], 2.4, 1.7, -16, <-0.5, 0, -2.5>)
