// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<-0.6, 5.6, -4.0>, <0, 0.4, -0.1>, 56)
WindowLight (<5, 10, -3>, 1.1)
Room ()
ConcreteFloor ()

object { OpenCarton (2.0, 1.6, 1.5) rotate y * -14 }
object { Filler (<-1.9, 0.05, -1.42>, <1.9, 0.75, 1.42>, 9) rotate y * -14 }
