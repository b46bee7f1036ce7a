/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CstPhotoError:
 * @CST_PHOTO_ERROR_NOT_FOUND: no such file, or it cannot be opened; fetch it
 * @CST_PHOTO_ERROR_TRUNCATED: the file ends too early; fetch it again
 * @CST_PHOTO_ERROR_UNREADABLE: damaged, or not what it seems; ask for another photo
 * @CST_PHOTO_ERROR_UNSUPPORTED: a type that is not decoded; offer to open it elsewhere
 * @CST_PHOTO_ERROR_TOO_LARGE: more bytes, pixels or memory than allowed; offer to open it elsewhere
 * @CST_PHOTO_ERROR_LOCKED: the document asks for a password
 * @CST_PHOTO_ERROR_TIMED_OUT: decoding took too long and was ended; may be tried again
 * @CST_PHOTO_ERROR_CRASHED: decoding broke the worker; treat as unreadable
 * @CST_PHOTO_ERROR_UNAVAILABLE: no worker can be started; a fault of the installation, not of the file
 */
typedef enum
{
  CST_PHOTO_ERROR_NOT_FOUND,
  CST_PHOTO_ERROR_TRUNCATED,
  CST_PHOTO_ERROR_UNREADABLE,
  CST_PHOTO_ERROR_UNSUPPORTED,
  CST_PHOTO_ERROR_TOO_LARGE,
  CST_PHOTO_ERROR_LOCKED,
  CST_PHOTO_ERROR_TIMED_OUT,
  CST_PHOTO_ERROR_CRASHED,
  CST_PHOTO_ERROR_UNAVAILABLE,
} CstPhotoError;

#define CST_PHOTO_ERROR (cst_photo_error_quark ())

GQuark cst_photo_error_quark (void);

G_END_DECLS
