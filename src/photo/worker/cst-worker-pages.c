/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * constat-photo-worker-pages: pages of PDF files. It may read fonts.
 */

#include "cst-worker.h"

#include <math.h>
#include <string.h>

#include <cairo.h>
#include <poppler.h>

static gboolean
is_page_size (double points)
{
  return isfinite (points) && points >= 1 && points <= CST_PHOTO_MAX_POINTS;
}

/* Poppler gained automatic cleanup only after the oldest version we build with. */
typedef struct
{
  PopplerDocument *document;
  PopplerPage     *page;
} OpenPage;

static void
open_page_clear (OpenPage *self)
{
  g_clear_object (&self->page);
  g_clear_object (&self->document);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OpenPage, open_page_clear)

static CstPhotoStatus
open_page (OpenPage         *self,
           const WorkerFile *file,
           guint             number)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (file->data, file->size);
  g_autoptr(GError) error = NULL;
  double width, height;

  self->document = poppler_document_new_from_bytes (bytes, NULL, &error);
  if (self->document == NULL)
    return g_error_matches (error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? CST_PHOTO_STATUS_LOCKED
                                                                           : CST_PHOTO_STATUS_UNREADABLE;

  if (number >= (guint)MAX (poppler_document_get_n_pages (self->document), 0) ||
      (self->page = poppler_document_get_page (self->document, (int)number)) == NULL)
    return CST_PHOTO_STATUS_UNREADABLE;

  poppler_page_get_size (self->page, &width, &height);
  if (!is_page_size (width) || !is_page_size (height))
    return CST_PHOTO_STATUS_UNREADABLE;

  return CST_PHOTO_STATUS_OK;
}

/* How many pages there are and how large the one asked about is, in points, turned as it will be
 * drawn. */
static CstPhotoStatus
probe (const CstPhotoRequest *request,
       const WorkerFile      *file,
       WorkerFacts           *facts)
{
  g_auto(OpenPage) open = { 0 };
  CstPhotoStatus status = open_page (&open, file, request->page);

  if (status != CST_PHOTO_STATUS_OK)
    return status;

  facts->reply.n_pages = (guint)poppler_document_get_n_pages (open.document);
  poppler_page_get_size (open.page, &facts->reply.page_width, &facts->reply.page_height);

  return CST_PHOTO_STATUS_OK;
}

/* Cairo's pixels are numbers in the machine's own order, ours are bytes in a fixed one. */
static void
to_rgba (guint8 *pixels,
         gsize   n_pixels)
{
  guint32 *pixel = (guint32 *)(gpointer)pixels;

  for (gsize i = 0; i < n_pixels; i++)
    {
      guint32 argb = pixel[i];

      pixel[i] = GUINT32_TO_BE (argb << 8 | argb >> 24);
    }
}

static gboolean
draw_page (PopplerPage *page,
           guint8      *pixels,
           guint        width,
           guint        height)
{
  cairo_surface_t *surface;
  cairo_t *cr;
  double page_width, page_height;
  gboolean is_drawn;

  poppler_page_get_size (page, &page_width, &page_height);
  surface = cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_ARGB32, (int)width, (int)height,
                                                 (int)width * 4);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, width / page_width, height / page_height);
  poppler_page_render_for_printing (page, cr);
  cairo_surface_flush (surface);
  is_drawn = cairo_status (cr) == CAIRO_STATUS_SUCCESS;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return is_drawn;
}

/* As a printer would, on white, filling the given size. */
static CstPhotoStatus
draw (const CstPhotoRequest *request,
      const WorkerFile      *file,
      guint8                *pixels,
      WorkerFacts           *facts)
{
  g_auto(OpenPage) open = { 0 };
  CstPhotoStatus status = open_page (&open, file, request->page);

  if (status != CST_PHOTO_STATUS_OK)
    return status;

  if (!draw_page (open.page, pixels, request->width, request->height))
    return CST_PHOTO_STATUS_UNREADABLE;

  to_rgba (pixels, (gsize)request->width * request->height);

  return CST_PHOTO_STATUS_OK;
}

/* Its words, as UTF-8, cut to the room there is. */
static CstPhotoStatus
write_text (const CstPhotoRequest *request,
            const WorkerFile      *file,
            guint8                *memory,
            gsize                  size,
            WorkerFacts           *facts)
{
  g_auto(OpenPage) open = { 0 };
  g_autofree char *text = NULL;
  CstPhotoStatus status;

  if (request->kind != CST_PHOTO_REQUEST_TEXT)
    return CST_PHOTO_STATUS_UNSUPPORTED;

  if ((status = open_page (&open, file, request->page)) != CST_PHOTO_STATUS_OK)
    return status;

  if ((text = poppler_page_get_text (open.page)) != NULL)
    {
      facts->reply.result_size = MIN (strlen (text), size);
      memcpy (memory, text, facts->reply.result_size);
    }

  return CST_PHOTO_STATUS_OK;
}

/* Draws one page with a font that is not in the file: poppler, fontconfig and freetype then have
 * read their configuration and caches before the door closes.
 */
static void
warm_up (void)
{
  static const char pdf[] =
    "%PDF-1.4\n"
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]/Contents 4 0 R"
    "/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>endobj\n"
    "4 0 obj<</Length 59>>stream\n"
    "BT /F1 12 Tf 9 36 Td (Constat) Tj /F2 9 Tf (Constat) Tj ET \n"
    "endstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    "6 0 obj<</Type/Font/Subtype/TrueType/BaseFont/Arial,Bold>>endobj\n"
    "trailer<</Root 1 0 R/Size 7>>\n"
    "%%EOF\n";
  const WorkerFile file = { (const guint8 *)pdf, sizeof pdf - 1 };
  const CstPhotoRequest request = { .width = 72, .height = 72 };
  g_autofree guint8 *pixels = g_malloc (72 * 72 * 4);

  draw (&request, &file, pixels, NULL);
}

const WorkerKind worker_kind = {
  .role = CST_PHOTO_ROLE_PAGES, .warm_up = warm_up, .probe = probe, .draw = draw, .write = write_text,
};
