// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.4, 2.2, -3.8>, <0, 0.42, 0>, 42)
WindowLight (<-5, 8, -5>, 1.25)
Room ()
Paper ()

object { Basket () }
