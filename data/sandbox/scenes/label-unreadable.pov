// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.3, 1.7, -4.6>, <0.1, 1.15, 0>, 36)
WindowLight (<-5, 8, -6>, 1.0)
Room ()
ConcreteFloor ()

box { <-2.4, 0, 0>, <2.4, 2.6, 2.6> texture { CardboardTexture } rotate y * -8 }
// Rain has run through the ink, and a corner is gone.
difference
{
  box
  {
    <0, 0, 0>, <4, 2.6, 0.01>
    texture
    {
      pigment
      {
        object
        {
          object { LabelInk () scale <1, 1, 60> translate -z }
          rgb 0.90
          rgb <0.10, 0.10, 0.16>
        }
        warp { turbulence <0.20, 0.34, 0> octaves 5 lambda 2.2 omega 0.65 }
      }
      finish { diffuse 0.85 }
    }
    texture
    {
      pigment
      {
        bozo
        turbulence 0.7
        color_map { [0.35 rgbt 1] [0.62 rgbt <0.35, 0.36, 0.48, 0.45>] [0.85 rgbt <0.55, 0.47, 0.38, 0.5>] }
        scale <0.9, 0.5, 1>
      }
      normal { wrinkles 0.3 scale 0.4 }
    }
  }
  object { JaggedHalf (17, 0.6) rotate z * 215 translate <3.2, 2.1, 0> texture { pigment { rgb 0.9 } } }
  scale 0.62
  rotate z * 4
  translate <-1.3, 0.45, -0.013>
  rotate y * -8
}
