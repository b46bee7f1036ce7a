/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <graphene.h>
#include <glib.h>

G_BEGIN_DECLS

/* How far one key press goes; both run from -1 to 1. */
#define CST_PHOTO_LIGHT_STEP 0.1

/**
 * CstPhotoLook:
 * @turns: quarter turns clockwise, 0 to 3
 * @brightness: -1 to 1, 0 as the camera took it
 * @contrast: likewise
 *
 * How a person looks at a photo: a view of it, never a change of its file. A plain value; zero is
 * the untouched photo.
 */
typedef struct
{
  int    turns;
  double brightness;
  double contrast;
} CstPhotoLook;

gboolean      cst_photo_look_is_plain     (const CstPhotoLook *self);
gboolean      cst_photo_look_has_light    (const CstPhotoLook *self);
gboolean      cst_photo_look_equal        (const CstPhotoLook *self,
                                           const CstPhotoLook *other);
CstPhotoLook  cst_photo_look_normalize    (CstPhotoLook        look);
void          cst_photo_look_get_matrix   (const CstPhotoLook *self,
                                           graphene_matrix_t  *matrix,
                                           graphene_vec4_t    *offset);
char         *cst_photo_look_to_text      (const CstPhotoLook *self);
CstPhotoLook  cst_photo_look_from_text    (const char         *text);

G_END_DECLS
