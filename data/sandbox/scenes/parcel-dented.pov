// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<-3.3, 3.9, -5.4>, <-0.1, 0.85, 0>, 38)
WindowLight (<7, 8, -6>, 1.15)
Room ()
ConcreteFloor ()

// Something heavy fell on the near left corner.
#declare Folds = function { pattern { crackle form <-1, 1, 0> turbulence 0.2 scale 0.55 translate 3 } }
#declare Hit = <-1.6, 2.0, -1.2>;
#macro Bend(P)
  #local Far = vlength ((P - Hit) * <0.75, 0.85, 0.8>);
  #local Push = 1.35 * exp (-Far * Far * 1.25);
  #local Crease = (Folds (P.x, P.y, P.z) - 0.35) * 0.42 * exp (-Far * Far * 0.60);
  (P + (<0, 0.7, 0> - Hit) / 2.6 * (Push + Crease) + <0, 0.02, 0> * sin (P.x * 3 + P.z))
#end
union
{
  object { Side (<-1.8, 0, -1.3>, x * 3.6, y * 2.1, 90) }
  object { Side (<-1.8, 2.1, -1.3>, x * 3.6, z * 2.6, 90) }
  object { Side (<-1.8, 0, -1.3>, z * 2.6, y * 2.1, 90) }
  box { <1.79, 0, -1.29>, <1.8, 2.09, 1.3> }
  texture { CardboardTexture }
}
union
{
  object { Side (<-1.80, 2.108, -0.28>, x * 3.6, z * 0.56, 60) }
  object { Side (<-1.808, 1.2, -0.28>, y * 0.91, z * 0.56, 40) }
  texture { TapeTexture }
}
object { Label () scale 0.36 translate <0.1, 0.55, -1.318> }
