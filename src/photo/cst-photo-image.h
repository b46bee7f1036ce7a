/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "cst-sniff.h"

G_BEGIN_DECLS

/**
 * CstPhotoInfo:
 * @type: a picture, a PDF or a video
 * @width: in pixels as a person sees it, that is after @orientation; 0 for a PDF
 * @height: likewise
 * @orientation: 1 to 8 as in EXIF
 * @n_pages: pages of a PDF; of a video, the stills it can be looked at through; 1 for a picture
 * @n_frames: pictures in the file: more than one when it moves or has several; only the first is
 *   shown. 1 for a PDF; 0 for a video, whose frames are not counted
 * @page_width: of the page asked about, in points (1/72 inch); for a PNG that states its
 *   resolution, its printed size; else 0
 * @page_height: likewise
 * @taken_at: (nullable): when the camera says it was taken, "YYYY-MM-DDTHH:MM:SS" without a zone
 * @camera: (nullable): its make and model, as it calls itself
 * @has_position: whether the file tells where it was taken
 * @latitude: if so, in degrees, north positive
 * @longitude: likewise, east positive
 * @tells_place: whether something in the file may tell where it was taken, also where no position can be read
 * @duration_ms: of a video, else 0
 * @has_profile: it carries a colour profile of its own; decoding has applied it
 *
 * What a file is, read by the worker. Immutable and reference-counted; any thread.
 */
typedef struct
{
  CstFileType type;
  int         width;
  int         height;
  int         orientation;
  int         n_pages;
  int         n_frames;
  double      page_width;
  double      page_height;
  char       *taken_at;
  char       *camera;
  gboolean    has_position;
  double      latitude;
  double      longitude;
  gboolean    tells_place;
  gint64      duration_ms;
  gboolean    has_profile;
} CstPhotoInfo;

#define CST_TYPE_PHOTO_INFO (cst_photo_info_get_type ())

GType         cst_photo_info_get_type (void);
CstPhotoInfo *cst_photo_info_new      (void);
CstPhotoInfo *cst_photo_info_ref      (CstPhotoInfo *self);
void          cst_photo_info_unref    (CstPhotoInfo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPhotoInfo, cst_photo_info_unref)

/**
 * CstPhotoImage:
 * @pixels: (not nullable): red, green, blue, alpha, one byte each, colours premultiplied with
 *   alpha, rows from the top, @stride bytes apart (GDK_MEMORY_R8G8B8A8_PREMULTIPLIED)
 * @width: in pixels, EXIF orientation already applied
 * @height: likewise
 * @stride: bytes from one row to the next
 * @source_width: of the whole picture, oriented, before it was scaled; for a PDF page, as @width
 * @source_height: likewise
 * @orientation: the EXIF orientation that was applied, 1 when none
 * @may_lack_text: a page was drawn where fonts could not be reached, so letters whose font is
 *   not in the file are missing; say so beside a preview
 *
 * A decoded picture. Immutable and reference-counted; any thread.
 */
typedef struct
{
  GBytes   *pixels;
  int       width;
  int       height;
  gsize     stride;
  int       source_width;
  int       source_height;
  int       orientation;
  gboolean  may_lack_text;
} CstPhotoImage;

#define CST_TYPE_PHOTO_IMAGE (cst_photo_image_get_type ())

GType          cst_photo_image_get_type (void);
CstPhotoImage *cst_photo_image_new      (GBytes        *pixels,
                                         int            width,
                                         int            height,
                                         gsize          stride);
CstPhotoImage *cst_photo_image_ref      (CstPhotoImage *self);
void           cst_photo_image_unref    (CstPhotoImage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPhotoImage, cst_photo_image_unref)

G_END_DECLS
