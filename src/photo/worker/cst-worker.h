/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-photo-protocol.h"

G_BEGIN_DECLS

/*
 * Everything here runs in a worker process, locked in, on bytes nobody vouches for. The process may
 * die at any moment without harm to anything but the picture at hand.
 */

/* A progressive file of a camera has about ten scans; a hostile one, thousands of empty ones. */
#define WORKER_MAX_SCANS 100

typedef struct
{
  const guint8 *data; /* NULL for a kind that reads pieces */
  gsize         size;
  int           fd;
} WorkerFile;

/* How a place is called in XMP, wherever in a file that stands. */
#define WORKER_XMP_PLACE "GPSLatitude"

/* What is found out about a file. */
typedef struct
{
  CstPhotoReply  reply;
  GByteArray    *exif;           /* (nullable): where an EXIF block is to be kept, if one is wanted */
  gsize          orientation_at; /* in it, 0 where it has none */
  gboolean       is_big_endian;
  gboolean       forgets_place;  /* the block that is kept shall not say where the picture was taken */
} WorkerFacts;

/* There is a program for each role, made of the same main() and what its files need. */
typedef struct
{
  CstPhotoRole role;

  /* Its files are too large to be read into memory as a whole. */
  gboolean reads_pieces;

  /* (nullable): whatever reads files, before the doors are closed */
  void           (*warm_up) (void);
  CstPhotoStatus (*probe) (const CstPhotoRequest *request,
                          const WorkerFile      *file,
                          WorkerFacts           *facts);
  /* @pixels: room for the request's width × height pixels of four bytes */
  CstPhotoStatus (*draw) (const CstPhotoRequest *request,
                         const WorkerFile      *file,
                         guint8                *pixels,
                         WorkerFacts           *facts);
  /* (nullable) @memory: where a file, or text, of at most @size bytes goes */
  CstPhotoStatus (*write) (const CstPhotoRequest *request,
                          const WorkerFile      *file,
                          guint8                *memory,
                          gsize                  size,
                          WorkerFacts           *facts);
} WorkerKind;

extern const WorkerKind worker_kind;

/* cst-worker-canvas: takes rows of the picture as stored, scales them down by averaging, turns
 * them as EXIF says and writes them into the application's memory. */
typedef struct _WorkerCanvas WorkerCanvas;

WorkerCanvas   *worker_canvas_new           (guint8       *pixels,
                                             guint         width,
                                             guint         height,
                                             guint         orientation);
void            worker_canvas_free          (WorkerCanvas *self);
void            worker_canvas_get_size      (WorkerCanvas *self,
                                             guint        *width,
                                             guint        *height);
gboolean        worker_canvas_set_source    (WorkerCanvas *self,
                                             guint         width,
                                             guint         height);
guint8         *worker_canvas_borrow_row    (WorkerCanvas *self);
void            worker_canvas_push_row      (WorkerCanvas *self,
                                             const guint8 *rgba);

/* cst-worker-colour: from a file's own colours to those of every screen */
typedef enum
{
  WORKER_INK_RGBA,          /* red, green, blue, and a fourth byte that is left alone */
  WORKER_INK_CMYK,          /* 255 is full ink */
  WORKER_INK_CMYK_INVERTED, /* 255 is no ink */
} WorkerInk;

typedef struct _WorkerColour WorkerColour;

WorkerColour   *worker_colour_new           (const guint8 *profile,
                                             gsize         size,
                                             WorkerInk     ink);
void            worker_colour_free          (WorkerColour *self);
void            worker_colour_convert       (WorkerColour *self,
                                             guint8       *row,
                                             guint         width);
void            worker_premultiply          (guint8       *row,
                                             guint         width);

/* cst-worker-exif */
void            worker_exif_read            (const guint8 *tiff,
                                             gsize         size,
                                             WorkerFacts  *facts);

/* The decoders: @canvas is NULL for a probe. */
typedef CstPhotoStatus (*WorkerRun) (const WorkerFile *file,
                                     WorkerCanvas     *canvas,
                                     WorkerFacts      *facts);

CstPhotoStatus  worker_jpeg_run             (const WorkerFile *file,
                                             WorkerCanvas     *canvas,
                                             WorkerFacts      *facts);
CstPhotoStatus  worker_gif_run              (const WorkerFile *file,
                                             WorkerCanvas     *canvas,
                                             WorkerFacts      *facts);
CstPhotoStatus  worker_png_run              (const WorkerFile *file,
                                             WorkerCanvas     *canvas,
                                             WorkerFacts      *facts);
CstPhotoStatus  worker_tiff_run             (const WorkerFile *file,
                                             WorkerCanvas     *canvas,
                                             WorkerFacts      *facts);
CstPhotoStatus  worker_webp_run             (const WorkerFile *file,
                                             WorkerCanvas     *canvas,
                                             WorkerFacts      *facts);

/* cst-worker-draw: what the kinds that decode pictures share */
CstPhotoStatus  worker_draw_with            (WorkerRun              run,
                                             const CstPhotoRequest *request,
                                             const WorkerFile      *file,
                                             guint8                *pixels,
                                             WorkerFacts           *facts);

/* cst-worker-export, and the encoders */
CstPhotoStatus  worker_export               (const CstPhotoRequest *request,
                                             const WorkerFile      *file,
                                             guint8                *memory,
                                             gsize                  size,
                                             WorkerFacts           *facts);
gboolean        worker_encode_jpeg          (const guint8          *pixels,
                                             guint                  width,
                                             guint                  height,
                                             guint                  quality,
                                             GByteArray            *exif,
                                             GByteArray            *jpeg);
gboolean        worker_encode_png           (const guint8          *pixels,
                                             guint                  width,
                                             guint                  height,
                                             GByteArray            *png);
gboolean        worker_copy_jpeg            (const WorkerFile      *file,
                                             GByteArray            *exif,
                                             GByteArray            *jpeg);

/* cst-worker-jail */
gboolean        worker_jail_enter           (CstPhotoRole  role,
                                             guint32      *jail);
gboolean        worker_jail_has_filter      (void);

/* cst-worker-self-test */
int             worker_self_test            (void);

G_END_DECLS
