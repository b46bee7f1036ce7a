// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.4, 2.9, -3.2>, <0, 0.15, 0>, 42)
WindowLight (<-5, 8, -5>, 1.25)
Room ()
Paper ()

object { Notebook (rgb <0.13, 0.26, 0.22>) rotate y * 28 } object { Notebook (rgb <0.55, 0.22, 0.12>) rotate y * -8 translate <0.1, 0.2, 0.05> }
