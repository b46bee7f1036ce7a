// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.9, 4.6, -7.2>, <0.25, 0.55, -0.6>, 42)
WindowLight (<-6, 9, -4>, 1.2)
Room ()
WoodBench ()

#declare Sienna = rgb <0.36, 0.10, 0.045>;
object { Cushion (Sienna) rotate x * 88 rotate y * 12 translate <-0.55, 0.42, 0.4> }
object { Cushion (Sienna) rotate x * 92 rotate y * -7 translate <-0.45, 1.22, 0.5> }
object { Cushion (Sienna) rotate x * 14 rotate y * 24 translate <1.75, 1.42, 1.5> }
// The order beside it asks for night blue.
union
{
  box { <-1.0, 0, -0.66>, <1.0, 0.012, 0.66> pigment { rgb 0.93 } finish { diffuse 0.85 } }
  union
  {
    Line ("BON DE LIVRAISON", 0.17, <-0.9, 0.40, 0>)
    Line ("AV-TEX-011", 0.15, <-0.9, 0.16, 0>)
    Line ("Coussin lin 45 x 45", 0.15, <-0.9, -0.04, 0>)
    Line ("BLEU NUIT   x 6", 0.17, <-0.9, -0.28, 0>)
    pigment { rgb 0.05 }
    rotate x * 90
    translate y * 0.016
  }
  box { <0.50, 0.013, -0.5>, <0.88, 0.018, -0.12> pigment { rgb <0.04, 0.07, 0.20> } }
  scale 1.25
  rotate y * -14
  translate <0.75, 0.0, -2.35>
}
