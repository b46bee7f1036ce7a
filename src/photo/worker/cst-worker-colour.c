/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-worker.h"

#include <lcms2.h>

/* Printers' profiles have up to some two megabytes. */
#define MAX_PROFILE (4 * 1024 * 1024)

/* A profile is believed to be that of every screen when no colour comes out further off than this. */
#define INVISIBLE 1

struct _WorkerColour
{
  cmsHTRANSFORM transform;
};

static const struct
{
  cmsColorSpaceSignature space;
  cmsUInt32Number        format;
} inks[] = {
  [WORKER_INK_RGBA] = { cmsSigRgbData, TYPE_RGBA_8 },
  [WORKER_INK_CMYK] = { cmsSigCmykData, TYPE_CMYK_8 },
  [WORKER_INK_CMYK_INVERTED] = { cmsSigCmykData, TYPE_CMYK_8_REV },
};

static gboolean
changes_nothing (cmsHTRANSFORM transform)
{
  for (guint colour = 0; colour < 6 * 6 * 6; colour++)
    {
      const guint8 before[4] = {
        (guint8)(colour % 6 * 51), (guint8)(colour / 6 % 6 * 51), (guint8)(colour / 36 * 51), 255,
      };
      guint8 after[4];

      cmsDoTransform (transform, before, after, 1);
      for (int c = 0; c < 3; c++)
        {
          if (ABS (after[c] - before[c]) > INVISIBLE)
            return FALSE;
        }
    }

  return TRUE;
}

/*
 * worker_colour_new:
 * @profile: (nullable): an ICC profile
 * @ink: what the rows to convert are made of
 *
 * Returns: (nullable): NULL when there is nothing to convert: no profile, one that does not fit the
 *   picture or cannot be read, or that of every screen under whatever name
 */
WorkerColour *
worker_colour_new (const guint8 *profile,
                   gsize         size,
                   WorkerInk     ink)
{
  cmsHPROFILE from, to;
  cmsHTRANSFORM transform = NULL;
  WorkerColour *self;

  if (profile == NULL || size > MAX_PROFILE || (from = cmsOpenProfileFromMem (profile, (cmsUInt32Number)size)) == NULL)
    return NULL;

  to = cmsCreate_sRGBProfile ();
  if (to != NULL && cmsGetColorSpace (from) == inks[ink].space)
    transform = cmsCreateTransform (from, inks[ink].format, to, TYPE_RGBA_8, INTENT_PERCEPTUAL,
                                    ink == WORKER_INK_RGBA ? cmsFLAGS_COPY_ALPHA : 0);
  if (to != NULL)
    cmsCloseProfile (to);
  cmsCloseProfile (from);

  if (transform == NULL)
    return NULL;

  if (ink == WORKER_INK_RGBA && changes_nothing (transform))
    {
      cmsDeleteTransform (transform);
      return NULL;
    }

  self = g_new (WorkerColour, 1);
  self->transform = transform;

  return self;
}

void
worker_colour_free (WorkerColour *self)
{
  cmsDeleteTransform (self->transform);
  g_free (self);
}

/*
 * worker_colour_convert:
 * @row: @width pixels of four bytes, not premultiplied; changed in place. What was ink becomes
 *   light, with a fourth byte of no meaning
 */
void
worker_colour_convert (WorkerColour *self,
                       guint8       *row,
                       guint         width)
{
  cmsDoTransform (self->transform, row, row, width);
}

void
worker_premultiply (guint8 *row,
                    guint   width)
{
  for (guint x = 0; x < width; x++, row += 4)
    {
      guint alpha = row[3];

      if (alpha == 255)
        continue;

      for (int c = 0; c < 3; c++)
        row[c] = (guint8)((row[c] * alpha + 127) / 255);
    }
}
