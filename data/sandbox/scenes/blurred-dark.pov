// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<-2.2, 4.6, -6.6>, <-0.2, 0.6, -0.2>, 46)
light_source { <5, 7, -4> rgb <0.26, 0.18, 0.10> }
sky_sphere { pigment { rgb <0.02, 0.02, 0.03> } }
ConcreteFloor ()

object { OpenCarton (1.8, 1.6, 1.3) rotate y * 20 }
object { Candle (0.05, 2) translate <-1.6, 0, -1.9> }
object { Candle (0.05, 2) translate <-0.4, 0, -2.1> }
