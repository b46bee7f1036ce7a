/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-photo-look.h"

#include <math.h>

/* At full brightness an underexposed photo is taken eight times as bright, at full contrast the
 * middle tones are four times as steep. */
#define BRIGHTEST_STOPS 3.0
#define STEEPEST_STOPS 2.0

/* Less is not seen, and sums of steps end a hair beside zero. */
#define NOTHING 0.005

gboolean
cst_photo_look_has_light (const CstPhotoLook *self)
{
  return fabs (self->brightness) > NOTHING || fabs (self->contrast) > NOTHING;
}

/**
 * cst_photo_look_is_plain:
 *
 * Returns: whether the photo is looked at as it was taken
 */
gboolean
cst_photo_look_is_plain (const CstPhotoLook *self)
{
  return self->turns == 0 && !cst_photo_look_has_light (self);
}

gboolean
cst_photo_look_equal (const CstPhotoLook *self,
                      const CstPhotoLook *other)
{
  return self->turns == other->turns && fabs (self->brightness - other->brightness) < NOTHING &&
         fabs (self->contrast - other->contrast) < NOTHING;
}

/**
 * cst_photo_look_normalize:
 *
 * Returns: @look with every part inside its range
 */
CstPhotoLook
cst_photo_look_normalize (CstPhotoLook look)
{
  look.turns = ((look.turns % 4) + 4) % 4;
  look.brightness = isnan (look.brightness) || fabs (look.brightness) < NOTHING ? 0 : CLAMP (look.brightness, -1, 1);
  look.contrast = isnan (look.contrast) || fabs (look.contrast) < NOTHING ? 0 : CLAMP (look.contrast, -1, 1);

  return look;
}

/**
 * cst_photo_look_get_matrix:
 * @matrix: (out): for the colours of a pixel, from 0 to 1
 * @offset: (out): what is added afterwards
 *
 * Brightness multiplies, so that black stays black as with a longer exposure; contrast turns about
 * the middle grey.
 */
void
cst_photo_look_get_matrix (const CstPhotoLook *self,
                           graphene_matrix_t  *matrix,
                           graphene_vec4_t    *offset)
{
  double slope = exp2 (self->contrast * STEEPEST_STOPS);
  float gain = (float) (exp2 (self->brightness * BRIGHTEST_STOPS) * slope);
  float shift = (float) (0.5 - 0.5 * slope);
  const float values[16] = {
    gain, 0, 0, 0,
    0, gain, 0, 0,
    0, 0, gain, 0,
    0, 0, 0, 1,
  };

  graphene_matrix_init_from_float (matrix, values);
  graphene_vec4_init (offset, shift, shift, shift, 0);
}

/**
 * cst_photo_look_to_text:
 *
 * Returns: (transfer full): for keeping, independent of the language
 */
char *
cst_photo_look_to_text (const CstPhotoLook *self)
{
  return g_strdup_printf ("%d %d %d", self->turns, (int) lround (self->brightness * 1000),
                          (int) lround (self->contrast * 1000));
}

/**
 * cst_photo_look_from_text:
 * @text: (nullable): what cst_photo_look_to_text() made
 *
 * Returns: the look; the plain one for what cannot be read
 */
CstPhotoLook
cst_photo_look_from_text (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text != NULL ? text : "", " ", -1);
  gint64 values[3];

  if (g_strv_length (parts) != G_N_ELEMENTS (values))
    return (CstPhotoLook) { 0 }
  ;

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      if (!g_ascii_string_to_signed (parts[i], 10, -1000, 1000, &values[i], NULL))
        return (CstPhotoLook) { 0 }
      ;
    }

  return cst_photo_look_normalize ((CstPhotoLook) {
    .turns = (int) values[0],
    .brightness = (double) values[1] / 1000,
    .contrast = (double) values[2] / 1000,
  });
}
