/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cst-record.h"

G_BEGIN_DECLS

/* Tables that somebody exported elsewhere: delimited text, or the first sheet of a spreadsheet file. */

/**
 * CstTableError:
 * @CST_TABLE_ERROR_FORMAT: it is no table that can be read
 * @CST_TABLE_ERROR_DAMAGED: it is one, and broken off or contradicts itself
 * @CST_TABLE_ERROR_ENCODING: the text is in no encoding that is known
 * @CST_TABLE_ERROR_PROTECTED: it wants a password
 * @CST_TABLE_ERROR_TOO_LARGE: beyond one of the limits; the message says which
 * @CST_TABLE_ERROR_EMPTY: nothing is in it
 *
 * Messages are translated and meant for people; they name the line where there is one.
 */
typedef enum
{
  CST_TABLE_ERROR_FORMAT,
  CST_TABLE_ERROR_DAMAGED,
  CST_TABLE_ERROR_ENCODING,
  CST_TABLE_ERROR_PROTECTED,
  CST_TABLE_ERROR_TOO_LARGE,
  CST_TABLE_ERROR_EMPTY,
} CstTableError;

#define CST_TABLE_ERROR (cst_table_error_quark ())

typedef enum
{
  CST_TABLE_TEXT,
  CST_TABLE_XLSX,
  CST_TABLE_ODS,
} CstTableFormat;

typedef enum
{
  CST_TABLE_UTF8,
  CST_TABLE_UTF8_BOM,
  CST_TABLE_UTF16,
  CST_TABLE_WINDOWS_1252,
} CstTableEncoding;

/**
 * CstTableLimits:
 * @max_bytes: of the file
 * @max_text: bytes of all cells together, unpacked
 * @max_rows: with the header
 * @max_columns: of a row
 * @max_cell: bytes of one cell
 */
typedef struct
{
  gsize max_bytes;
  gsize max_text;
  guint max_rows;
  guint max_columns;
  gsize max_cell;
} CstTableLimits;

/**
 * CstTable:
 *
 * What was read, as text: cells have no white space around them, rows without a word are left out, and so are titles
 * above the header. Of a spreadsheet, days are written `2026-11-23`, moments `2026-11-23T08:15:00` and numbers with a
 * point, whatever the cell's looks (cst_table_is_typed()). Immutable and reference counted: any thread.
 */
typedef struct _CstTable CstTable;

extern const CstEnumType    cst_table_format_type;
extern const CstEnumType    cst_table_encoding_type;
extern const CstTableLimits cst_table_default_limits;

GQuark            cst_table_error_quark      (void);

CstTable         *cst_table_read_sync        (const char            *path,
                                              const CstTableLimits  *limits,
                                              GCancellable          *cancellable,
                                              GError               **error);
void              cst_table_read_async       (const char            *path,
                                              const CstTableLimits  *limits,
                                              GCancellable          *cancellable,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);
CstTable         *cst_table_read_finish      (GAsyncResult          *result,
                                              GError               **error);
CstTable         *cst_table_read_bytes       (GBytes                *bytes,
                                              const CstTableLimits  *limits,
                                              GCancellable          *cancellable,
                                              GError               **error);

CstTable         *cst_table_ref              (CstTable              *self);
void              cst_table_unref            (CstTable              *self);
CstTable         *cst_table_with_header      (CstTable              *self,
                                              gboolean               has_header);

CstTableFormat    cst_table_get_format       (const CstTable        *self);
CstTableEncoding  cst_table_get_encoding     (const CstTable        *self);
char              cst_table_get_separator    (const CstTable        *self);
const char       *cst_table_get_sheet        (const CstTable        *self);
gboolean          cst_table_is_typed         (const CstTable        *self);
gboolean          cst_table_has_header       (const CstTable        *self);
guint             cst_table_n_columns        (const CstTable        *self);
guint             cst_table_n_rows           (const CstTable        *self);
const char       *cst_table_header           (const CstTable        *self,
                                              guint                  column);
char             *cst_table_column_name      (const CstTable        *self,
                                              guint                  column);
guint             cst_table_header_line      (const CstTable        *self);
guint             cst_table_line             (const CstTable        *self,
                                              guint                  row);
guint             cst_table_width            (const CstTable        *self,
                                              guint                  row);
const char       *cst_table_cell             (const CstTable        *self,
                                              guint                  row,
                                              guint                  column);
char             *cst_table_headers_digest   (const CstTable        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstTable, cst_table_unref)

G_END_DECLS
