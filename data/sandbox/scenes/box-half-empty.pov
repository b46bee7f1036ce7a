// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.3, 6.2, -3.6>, <0, 0.35, 0.0>, 54)
WindowLight (<-5, 10, -3>, 1.1)
Room ()
ConcreteFloor ()

object { OpenCarton (2.0, 1.55, 1.5) }
#declare I = 0;
#while (I < 6)
  object { Candle (0.03, 1) rotate y * I * 25 translate <-1.45 + 0.98 * mod (I, 2), 0.05, -0.95 + 0.96 * floor (I / 2)> }
  #declare I = I + 1;
#end
object { Filler (<0.25, 0.05, -1.42>, <1.92, 0.85, 1.42>, 4) }
