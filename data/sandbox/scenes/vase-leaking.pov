// SPDX-License-Identifier: GPL-3.0-or-later
#version 3.7;
#include "bench.inc"
#include "things.inc"
Shot (<1.0, 2.6, -5.6>, <0.0, 0.95, 0>, 40)
WindowLight (<-6, 8, -4>, 1.2)
Room ()
WoodBench ()

#declare Cracked = texture
{
  pigment
  {
    gradient x
    turbulence 0.22
    octaves 5
    omega 0.6
    color_map
    {
      [0.000 rgbt <0.84, 0.80, 0.72, 1>]
      [0.488 rgbt <0.84, 0.80, 0.72, 1>]
      [0.494 rgb 0.05]
      [0.506 rgb 0.05]
      [0.512 rgbt <0.84, 0.80, 0.72, 1>]
      [1.000 rgbt <0.84, 0.80, 0.72, 1>]
    }
    scale 3
    rotate z * 14
    translate <-1.45, 0, 0>
  }
}
object { VaseShape texture { CreamGlaze } texture { Cracked } }
// What ran out of it.
isosurface
{
  function { y + 0.028 * (sqrt (x * x * 0.8 + z * z * 1.6) - 1.15 + 0.5 * (f_noise3d (x * 1.6, 0, z * 1.6) - 0.5)) - 0.012 }
  contained_by { box { <-2.2, 0.005, -1.9>, <2.2, 0.04, 1.4> } }
  max_gradient 2
  accuracy 0.001
  translate <0.45, 0, -0.35>
  texture
  {
    pigment { rgbf <0.85, 0.90, 0.92, 0.92> }
    finish { diffuse 0.02 specular 0.9 roughness 0.002 reflection { 0.05, 1 fresnel } conserve_energy }
  }
  interior { ior 1.33 }
}
object { VaseShape scale 0.62 texture { SlateGlaze } translate <-1.55, 0, 0.9> }
