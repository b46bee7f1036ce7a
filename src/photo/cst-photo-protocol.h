/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "cst-sniff.h"

G_BEGIN_DECLS

/*
 * What the application and the decoding worker say to each other over a SOCK_SEQPACKET pair:
 * one packet is one struct, sent whole, so its length is its frame. Both ends are built together,
 * hence native byte order and padding; the magic and version catch a worker of another build.
 *
 * The application sends a #CstPhotoRequest with one descriptor (the file, open for reading) or
 * two (and the memory to draw or write into); the worker answers each with a #CstPhotoReply. The
 * worker's first packet is a reply with serial 0: it says that it has locked itself in.
 *
 * Nothing in a reply is believed: the application computes the size of the result itself, and
 * owns the memory, whose size it has sealed.
 */

#define CST_PHOTO_MAGIC   0x43535057u /* "CSPW" */
#define CST_PHOTO_VERSION 3u

/* Limits that both ends apply. */
#define CST_PHOTO_MAX_PIXELS    (120 * 1000 * 1000) /* of a picture, and of what is drawn */
#define CST_PHOTO_MAX_SIDE      65500
#define CST_PHOTO_MAX_FILE_SIZE (128 * 1024 * 1024)
#define CST_PHOTO_MAX_VIDEO_SIZE ((gint64)4 * 1024 * 1024 * 1024) /* never read as a whole */
#define CST_PHOTO_MAX_STILLS    100                 /* of a video */
#define CST_PHOTO_MAX_POINTS    14400.0             /* the largest page PDF readers agree on */
#define CST_PHOTO_MAX_HEADERS   (256 * 1024)        /* of a file that was written anew */
#define CST_PHOTO_MAX_TEXT      (1024 * 1024)       /* of a page, in bytes */

/* The worker's descriptors. */
#define CST_PHOTO_SOCKET_FD 3

typedef enum
{
  CST_PHOTO_REQUEST_PROBE = 1,
  CST_PHOTO_REQUEST_DRAW,   /* pixels, into the memory */
  CST_PHOTO_REQUEST_EXPORT, /* a file, into the memory */
  CST_PHOTO_REQUEST_TEXT,   /* the words of a page, into the memory */
} CstPhotoRequestKind;

/* Which programs there are: each is locked in as tightly as its formats allow. */
typedef enum
{
  CST_PHOTO_ROLE_PICTURES,
  CST_PHOTO_ROLE_PAGES,
  CST_PHOTO_ROLE_HEIF,
  CST_PHOTO_ROLE_VIDEO,
  CST_PHOTO_N_ROLES,
} CstPhotoRole;

typedef enum
{
  CST_PHOTO_STATUS_OK,
  CST_PHOTO_STATUS_UNREADABLE,
  CST_PHOTO_STATUS_TRUNCATED,
  CST_PHOTO_STATUS_TOO_LARGE,
  CST_PHOTO_STATUS_UNSUPPORTED,
  CST_PHOTO_STATUS_LOCKED,
} CstPhotoStatus;

/* How far the worker could lock itself in: the flags of its first reply. */
typedef enum
{
  CST_PHOTO_JAIL_SECCOMP = 1 << 0,
  CST_PHOTO_JAIL_LANDLOCK = 1 << 1,
} CstPhotoJail;

typedef struct
{
  guint32 magic;
  guint32 version;
  guint32 serial;
  guint32 kind;
  guint32 type;   /* CstFileType, already found by content */
  guint32 page;   /* from 0 */
  guint32 width;  /* of the picture to draw, EXIF orientation applied */
  guint32 height;
  guint32 quality; /* of an exported JPEG, 1 to 100 */
  guint32 keeps_metadata;
  guint32 drops_position; /* of the metadata that is kept */
  guint64 max_bytes; /* of the exported file */
} CstPhotoRequest;

typedef struct
{
  guint32 magic;
  guint32 version;
  guint32 serial;
  guint32 status;
  guint32 flags;
  guint32 width;  /* as stored, before the orientation */
  guint32 height;
  guint32 orientation;
  guint32 n_pages;
  double  page_width;
  double  page_height;
  char    taken_at[20]; /* "YYYY:MM:DD HH:MM:SS" as in EXIF, or empty */
  char    camera[64];   /* ends with a zero byte, or empty */
  guint32 n_frames;
  guint32 has_position;
  guint32 tells_place;  /* perhaps in a way that is not read here */
  guint32 has_profile;
  guint32 result_type;  /* CstFileType of an exported file */
  double  latitude;
  double  longitude;
  guint64 duration_ms;
  guint64 result_size;  /* bytes written into the memory: of a file, or of text */
} CstPhotoReply;

G_END_DECLS
