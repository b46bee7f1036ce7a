// SPDX-License-Identifier: GPL-3.0-or-later
// An open carton with a grid in which things are missing: Ware 1 cups, 2 espresso cups, 3 candles, 4 carafes, 5 plates on edge.
// Gaps is how many places are empty, the first of the order that Seed makes.
#version 3.7;
#include "bench.inc"
#include "things.inc"
#include "carton.inc"
#ifndef (Ware) #declare Ware = 1; #end
#ifndef (Columns) #declare Columns = 4; #end
#ifndef (Rows) #declare Rows = 3; #end
#ifndef (Gaps) #declare Gaps = 2; #end
#ifndef (Seed) #declare Seed = 1; #end

#switch (Ware)
  #case (1) #declare Thing = union { object { CupBody } object { CupHandle rotate y * 40 scale 0.92 } Glaze (Cream) interior { Fired } } #declare Cell = 1.12; #declare H = 1.05; #break
  #case (2) #declare Thing = union { object { CupBody } object { CupHandle rotate y * 40 scale 0.92 } Glaze (Earth) interior { Fired } scale 0.72 } #declare Cell = 0.82; #declare H = 0.80; #break
  #case (3) #declare Thing = object { Candle (0.01, 0) } #declare Cell = 1.0; #declare H = 1.08; #break
  #else #declare Thing = object { VaseShape Glass (Clear) scale <1.05, 1.1, 1.05> } #declare Cell = 1.7; #declare H = 2.45;
#end
#declare W = Columns * Cell / 2 + 0.06;
#declare D = Rows * Cell / 2 + 0.06;
#declare Size = max (W, D);

#switch (View)
  #case (1)
    Shot (<0.35 * Size, H + 2.35 * Size, -1.9 * Size>, <0, H * 0.45, 0.02>, 52, 0.10)
    WindowLight (<-6, 12, -3>, 1.0) Room (60) Place (2)
    #break
  #case (2)
    Shot (<-0.9 * Size, H + 2.3 * Size, -1.4 * Size>, <0, H * 0.45, 0.02>, 54, 0.10)
    WindowLight (<7, 12, 1>, 1.0) Room (190) Place (1)
    #break
  #else
    Shot (<0.2 * Size, H + 2.9 * Size, -0.8 * Size>, <0, H * 0.4, 0>, 52, 0.08)
    WindowLight (<-7, 12, 4>, 1.0) Room (10) Place (4)
#end

OpenCarton (W, H + 0.12, D)
// The grid.
#declare I = 1;
#while (I < Columns)
  box { <-W + 0.06 + I * Cell - 0.015, 0.05, -D + 0.05>, <-W + 0.06 + I * Cell + 0.015, H * 0.86, D - 0.05> texture { CardboardTexture } }
  #declare I = I + 1;
#end
#declare I = 1;
#while (I < Rows)
  box { <-W + 0.05, 0.05, -D + 0.06 + I * Cell - 0.015>, <W - 0.05, H * 0.86, -D + 0.06 + I * Cell + 0.015> texture { CardboardTexture rotate y * 90 } }
  #declare I = I + 1;
#end
#declare R = seed (Seed);
#declare Places = Columns * Rows;
#declare Empty = array[Places];
#declare I = 0;
#while (I < Places) #declare Empty[I] = 0; #declare I = I + 1; #end
#declare I = 0;
#while (I < Gaps)
  #declare K = floor (rand (R) * Places);
  #if (!Empty[K]) #declare Empty[K] = 1; #declare I = I + 1; #end
#end
#declare I = 0;
#while (I < Places)
  #if (!Empty[I])
    object
    {
      Thing
      rotate y * (90 * floor (4 * rand (R)) + 14 * (rand (R) - 0.5))
      translate <-W + 0.06 + (mod (I, Columns) + 0.5) * Cell + 0.05 * (rand (R) - 0.5), 0.06, -D + 0.06 + (floor (I / Columns) + 0.5) * Cell + 0.05 * (rand (R) - 0.5)>
    }
  #end
  #declare I = I + 1;
#end
