// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.3, 1.3, -2.6>, <0, 0.45, 0>, 38)
WindowLight (<-5, 8, -5>, 1.25)
Room ()
Paper ()

object { Candle (0.0, 0.5) rotate y * 8 }
