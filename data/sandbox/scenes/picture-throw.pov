// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.4, 2.6, -4.2>, <0, 0.55, 0>, 42)
WindowLight (<-5, 8, -5>, 1.25)
Room ()
Paper ()

object { FoldedThrow (rgb <0.72, 0.69, 0.62>) rotate y * 22 }
