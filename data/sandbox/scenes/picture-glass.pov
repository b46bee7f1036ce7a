// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.3, 1.4, -3.2>, <0, 0.45, 0>, 42)
WindowLight (<-5, 8, -5>, 1.25)
Room ()
Paper ()

object { TumblerShape material { AmberGlass } translate <-0.5, 0, 0.2> } object { TumblerShape material { ClearGlass } translate <0.5, 0, -0.2> }
