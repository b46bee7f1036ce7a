/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-photo-decoder.h"
#include "photo-fixtures.h"

G_BEGIN_DECLS

/* A decoder with one worker of each kind at most, and a folder that goes away with it. */
typedef struct
{
  CstPhotoDecoder *decoder;
  char            *folder;
} Fixture;

/* The quarters' colours: upright, and by how the picture was held. */
extern const guint photo_as_stored[4];
extern const guint photo_turned[9][4];

void          set_up            (Fixture        *fixture,
                                 gconstpointer   user_data);
void          tear_down         (Fixture        *fixture,
                                 gconstpointer   user_data);
char         *write_file        (Fixture        *fixture,
                                 const char     *name,
                                 const guint8   *data,
                                 gsize           size);
char         *write_bytes       (Fixture        *fixture,
                                 const char     *name,
                                 GByteArray     *bytes);
const guint8 *pixel_at          (CstPhotoImage  *image,
                                 int             x,
                                 int             y);
void          assert_colour     (CstPhotoImage  *image,
                                 int             x,
                                 int             y,
                                 guint           colour);
void          assert_quarters   (CstPhotoImage  *image,
                                 const guint    *colours);
void          assert_next_works (Fixture        *fixture);
void          assert_fails      (Fixture        *fixture,
                                 const char     *path,
                                 CstPhotoError   code);
gint64        get_worker        (Fixture        *fixture);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

G_END_DECLS
