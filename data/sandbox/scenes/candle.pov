// SPDX-License-Identifier: GPL-3.0-or-later
// Candles whose wicks stand at the side and that melted aslant.
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.3, 2.5, -3.6>, <0, 0.45, 0.1>, 42, 0.08)
WindowLight (<-6, 8, -3>, 1.0) Room (60) Place (4)
object { Candle (0.26, 15) translate <0, 0, -0.3> }
object { Candle (-0.24, -13) rotate y * 12 translate <1.25, 0, 0.3> }
object { Candle (0.29, 16) rotate y * -10 translate <-1.3, 0, 0.4> }
object { Candle (0.22, 12) rotate y * 8 translate <0.65, 0, 1.5> }
object { Candle (-0.27, -15) rotate y * 24 translate <-0.6, 0, 1.5> }
