// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.4, 2.0, -5.4>, <0, 1.4, 0>, 42)
WindowLight (<-5, 8, -5>, 1.25)
Room ()
Paper ()

object { Cushion (rgb <0.70, 0.45, 0.14>) rotate x * 12 rotate y * 18 translate <0, 1.46, 0> }
