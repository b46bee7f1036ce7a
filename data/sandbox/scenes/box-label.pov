// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.4, 1.9, -5.4>, <0.1, 1.15, 0>, 36)
WindowLight (<-5, 8, -6>, 1.1)
Room ()
ConcreteFloor ()

box { <-2.0, 0, 0>, <2.0, 2.4, 2.6> texture { CardboardTexture } rotate y * 12 }
object { Label () scale 0.56 rotate z * -2 translate <-1.15, 0.62, -0.012> rotate y * 12 }
box { <-2.01, 1.9, -0.006>, <2.01, 2.41, 0> texture { TapeTexture } rotate y * 12 }
