/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CstFileType:
 *
 * What a file is, by its first bytes. Pictures other than BMP, PDF pages and stills of videos can be
 * decoded; the others are known so that a person can be told what they have instead.
 */
typedef enum
{
  CST_FILE_TYPE_UNKNOWN,
  CST_FILE_TYPE_JPEG,
  CST_FILE_TYPE_PNG,
  CST_FILE_TYPE_GIF,
  CST_FILE_TYPE_WEBP,
  CST_FILE_TYPE_TIFF,
  CST_FILE_TYPE_BMP,
  CST_FILE_TYPE_HEIF,
  CST_FILE_TYPE_AVIF,
  CST_FILE_TYPE_PDF,
  CST_FILE_TYPE_ZPL,
  CST_FILE_TYPE_MP4,
  CST_FILE_TYPE_QUICKTIME,
  CST_FILE_TYPE_WEBM,
  CST_FILE_TYPE_ZIP,
  CST_FILE_TYPE_HTML,
  CST_FILE_TYPE_TEXT,
} CstFileType;

/* How many first bytes of a file decide; more are not looked at. */
#define CST_SNIFF_SIZE 1024

CstFileType  cst_sniff_bytes              (const guint8  *data,
                                           gsize          size);
gboolean     cst_sniff_fd                 (int            fd,
                                           CstFileType   *type,
                                           guint64       *size,
                                           GError       **error);
gboolean     cst_sniff_file               (const char    *path,
                                           CstFileType   *type,
                                           guint64       *size,
                                           GError       **error);
CstFileType  cst_file_type_from_name      (const char    *file_name);
const char  *cst_file_type_get_extension  (CstFileType    type);
const char  *cst_file_type_get_media_type (CstFileType    type);
const char  *cst_file_type_get_label      (CstFileType    type);
gboolean     cst_file_type_is_picture     (CstFileType    type);
gboolean     cst_file_type_is_video       (CstFileType    type);

G_END_DECLS
