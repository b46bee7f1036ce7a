// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.4, 1.3, -2.2>, <0.06, 0.40, 0>, 38)
WindowLight (<-5, 8, -5>, 1.25)
Room ()
Paper ()

union { object { CupBody } object { CupHandle } texture { CreamGlaze } rotate y * -25 }
