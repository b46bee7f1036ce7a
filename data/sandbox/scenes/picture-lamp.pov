// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.7, 2.0, -6.4>, <0, 1.28, 0>, 38)
WindowLight (<-5, 8, -5>, 1.25)
Room ()
Paper ()

object { Lamp (texture { OpalGlass }) }
