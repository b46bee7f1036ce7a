// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.3, 1.7, -4.2>, <0, 1.05, 0>, 48)
WindowLight (<-5, 8, -5>, 1.25)
Room ()
Paper ()

object { PlateShape texture { SlateGlaze } rotate x * -62 translate <0, 1.1, 0.3> }
