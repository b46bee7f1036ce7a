/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-fingerprint.h"

#include <math.h>
#include <stdlib.h>

#define GRID   32 /* the picture, reduced */
#define COARSE 8  /* the lowest frequencies kept, across and down */

/* A wall or a dark room: below this nothing is left to recognise but noise. */
#define LEAST_CONTRAST 2.0

/* What is smaller than this part of the strongest wave says nothing. */
#define NOISE 0.01

/* Mean brightness over each field of the grid; at most some 64 × 64 pixels of it are looked at,
 * which is plenty for a mean. Transparent parts count as white. */
static double
measure_field (const CstPhotoImage *image,
               const guint8        *pixels,
               int                  column,
               int                  line)
{
  int left = image->width * column / GRID;
  int top = image->height * line / GRID;
  int right = MAX (image->width * (column + 1) / GRID, left + 1);
  int bottom = MAX (image->height * (line + 1) / GRID, top + 1);
  int step_x = MAX ((right - left) / 64, 1);
  int step_y = MAX ((bottom - top) / 64, 1);
  double sum = 0;
  int n = 0;

  for (int y = top; y < bottom; y += step_y)
    {
      for (int x = left; x < right; x += step_x, n++)
        {
          const guint8 *pixel = pixels + (gsize)y * image->stride + (gsize)x * 4;

          sum += 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2] + (255 - pixel[3]);
        }
    }

  return sum / n;
}

/* The lowest frequencies of a cosine transform, which scaling, saving and light hardly change. */
static void
transform (double (*grid)[GRID],
           double  *coarse)
{
  double waves[COARSE][GRID];
  double rows[GRID][COARSE];

  for (int k = 0; k < COARSE; k++)
    {
      for (int i = 0; i < GRID; i++)
        waves[k][i] = cos (G_PI * k * (2 * i + 1) / (2 * GRID));
    }

  for (int y = 0; y < GRID; y++)
    {
      for (int k = 0; k < COARSE; k++)
        {
          rows[y][k] = 0;
          for (int x = 0; x < GRID; x++)
            rows[y][k] += grid[y][x] * waves[k][x];
        }
    }

  for (int j = 0; j < COARSE; j++)
    {
      for (int k = 0; k < COARSE; k++)
        {
          coarse[j * COARSE + k] = 0;
          for (int y = 0; y < GRID; y++)
            coarse[j * COARSE + k] += rows[y][k] * waves[j][y];
        }
    }
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double left = *(const double *)a;
  double right = *(const double *)b;

  return (left > right) - (left < right);
}

/**
 * cst_photo_image_fingerprint:
 * @image: a decoded picture, of any size: a thumbnail does
 * @fingerprint: (out): what it looks like, in 64 bits
 *
 * Pictures that look the same have fingerprints few bits apart, see cst_fingerprint_distance();
 * whether they are the same is for a person to say. Turning or mirroring makes another picture.
 * Any thread.
 *
 * Returns: %FALSE when there is too little to see on it: all such pictures look alike
 */
gboolean
cst_photo_image_fingerprint (const CstPhotoImage *image,
                             guint64             *fingerprint)
{
  const guint8 *pixels;
  double grid[GRID][GRID];
  double coarse[COARSE * COARSE];
  double sorted[COARSE * COARSE - 1];
  double mean = 0, deviation = 0, threshold;

  g_return_val_if_fail (image != NULL, FALSE);
  g_return_val_if_fail (fingerprint != NULL, FALSE);

  pixels = g_bytes_get_data (image->pixels, NULL);
  for (int y = 0; y < GRID; y++)
    {
      for (int x = 0; x < GRID; x++)
        {
          grid[y][x] = measure_field (image, pixels, x, y);
          mean += grid[y][x] / (GRID * GRID);
        }
    }

  for (int i = 0; i < GRID * GRID; i++)
    deviation += pow (grid[i / GRID][i % GRID] - mean, 2) / (GRID * GRID);
  if (sqrt (deviation) < LEAST_CONTRAST)
    return FALSE;

  transform (grid, coarse);

  /* All but the first, which is the mean brightness. */
  for (int i = 1; i < COARSE * COARSE; i++)
    sorted[i - 1] = coarse[i];
  qsort (sorted, G_N_ELEMENTS (sorted), sizeof *sorted, compare_doubles);

  /* A little above the median: on plain drawings most are zero but for noise. */
  threshold = sorted[G_N_ELEMENTS (sorted) / 2] +
              NOISE * MAX (fabs (sorted[0]), fabs (sorted[G_N_ELEMENTS (sorted) - 1]));

  *fingerprint = 0;
  for (int i = 1; i < COARSE * COARSE; i++)
    *fingerprint |= (guint64)(coarse[i] > threshold) << i;

  return TRUE;
}

/**
 * cst_fingerprint_distance:
 *
 * Returns: in how many bits two fingerprints differ, 0 to 63; up to %CST_FINGERPRINT_NEAR is worth
 *   a hint. Unrelated pictures are about 32 apart
 */
int
cst_fingerprint_distance (guint64 a,
                          guint64 b)
{
  return __builtin_popcountll (a ^ b);
}
