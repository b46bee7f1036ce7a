// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.5, 2.4, -3.8>, <0, 0.42, 0>, 40)
WindowLight (<-5, 8, -4>, 1.2)
Room ()
WoodBench ()

object { Candle (0.27, 9) rotate y * 10 translate <-1.05, 0, -0.2> }
object { Candle (0.31, 13) rotate y * -25 translate <0.0, 0, -0.6> }
object { Candle (-0.29, -11) rotate y * 15 translate <1.05, 0, -0.15> }
object { Candle (0.25, 8) rotate y * 40 translate <-0.5, 0, 0.85> }
object { Candle (0.02, 1) rotate y * -12 translate <0.65, 0, 0.95> }
