// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<0.9, 2.5, -5.6>, <0.2, 1.15, 0>, 38)
WindowLight (<-6, 8, -5>, 1.1)
Room ()
WoodBench ()

#declare Shard = texture
{
  pigment
  {
    crackle
    turbulence 0.25
    color_map
    {
      [0.000 rgb 0.06]
      [0.016 rgb 0.10]
      [0.030 rgb <0.90, 0.88, 0.83>]
      [1.000 rgb <0.93, 0.91, 0.86>]
    }
    scale 0.75
    translate <0.2, 0.5, 0.31>
  }
  finish { diffuse 0.75 emission 0.10 specular 0.7 roughness 0.008 reflection { 0.01, 0.12 fresnel } conserve_energy }
}

cylinder { 0, y * 0.10, 0.62 texture { Brass } }
cylinder { 0, y * 1.05, 0.07 texture { Brass } }
cylinder { y * 1.0, y * 1.12, 0.26 texture { Brass } }
difference
{
  sphere { y * 1.78, 0.80 texture { Shard } }
  sphere { y * 1.78, 0.765 texture { OpalGlass } }
  intersection
  {
    object { JaggedHalf (21, 0.4) rotate y * 180 translate <0.25, 1.7, 0> }
    object { JaggedHalf (31, 0.4) rotate z * 90 translate <0.25, 2.0, 0> }
    sphere { <0.55, 1.95, -0.75>, 0.62 }
    texture { OpalGlass }
  }
}
intersection
{
  difference { sphere { 0, 0.80 } sphere { 0, 0.765 } }
  object { JaggedHalf (4, 0.5) rotate z * 90 translate y * 0.55 inverse }
  texture { OpalGlass }
  rotate <175, 20, 12>
  translate <1.35, 0.80, -0.4>
}
#declare R = seed (9);
#declare I = 0;
#while (I < 16)
  prism
  {
    0, 0.03, 4
    <0, 0>, <0.05 + 0.14 * rand (R), 0.02>, <0.05, 0.06 + 0.12 * rand (R)>, <0, 0>
    rotate y * 360 * rand (R)
    translate <0.3 + 1.1 * rand (R), 0.003, -1.3 + 1.2 * rand (R)>
    texture { OpalGlass }
  }
  #declare I = I + 1;
#end
