// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.6, 1.8, -5.0>, <0, 1.05, 0>, 44)
WindowLight (<-5, 8, -5>, 1.25)
Room ()
Paper ()

object { VaseShape texture { CreamGlaze } }
