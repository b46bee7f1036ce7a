/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "cst-print-document.h"
#include "cst-trend-words.h"
#include "cst-trends-export.h"

/* On paper the longest lists are cut: what is at their top is what there is to talk about. */
#define MOST_ROWS 40

#define MARGINS 12

/* The last day is the one before the end. */
static char *
period_text (const CstTrends *self)
{
  g_autofree char *from = cst_label_trend_day (self->query.from);
  g_autofree char *to = cst_label_trend_day (self->query.to - 1);

  /* Translators: two days, the first and the last of a period */
  return g_strdup_printf (_("%1$s to %2$s"), from, to);
}

static char *
share_text (const CstTrendBar *bar)
{
  if (bar->orders == 0)
    return g_strdup ("–");

  /* Translators: incidents for each hundred orders */
  return g_strdup_printf (_("%.1f %%"), 100.0 * bar->count / bar->orders);
}

static void
add_row (CstPrintDocument *document,
         gboolean          is_header,
         const char       *name,
         const char       *count,
         const char       *before,
         const char       *share,
         const char       *remark)
{
  static const double widths[] = { 0.38, 0.11, 0.11, 0.12, 0.28 };
  const char *cells[] = { name, count, before, share, remark };

  cst_print_document_add_row (document, is_header, widths, cells, G_N_ELEMENTS (cells));
}

/* What is more than chance; the rest needs no word. */
static const char *
remark_on (const CstTrendBar *bar)
{
  if (bar->signal == CST_SIGNAL_HIGH)
    return C_("figures", "Comes back");
  if (bar->change == CST_SIGNAL_HIGH)
    return C_("figures", "More than before, beyond chance");
  if (bar->change == CST_SIGNAL_LOW)
    return C_("figures", "Fewer than before, beyond chance");

  return "";
}

static void
add_bar (CstPrintDocument  *document,
         CstDimension       dimension,
         const CstTrendBar *bar)
{
  g_autofree char *name = cst_label_trend_bar (dimension, bar);
  g_autofree char *count = g_strdup_printf ("%d", bar->count);
  g_autofree char *before = dimension == CST_DIMENSION_WEEK ? g_strdup ("") : g_strdup_printf ("%d", bar->before);
  g_autofree char *share = share_text (bar);

  add_row (document, FALSE, name, count, before, share, remark_on (bar));
}

static void
add_dimension (CstPrintDocument *document,
               const CstTrends  *self,
               CstDimension      dimension)
{
  GPtrArray *bars = self->bars[dimension];
  guint n = dimension == CST_DIMENSION_WEEK ? bars->len : MIN (bars->len, MOST_ROWS);

  cst_print_document_add_chapter (document, 1, cst_label_dimension (dimension));
  add_row (document, TRUE, cst_label_dimension (dimension), C_("figures", "Incidents"), C_("figures", "Before"),
           C_("figures", "Of orders"), "");
  for (guint i = 0; i < n; i++)
    add_bar (document, dimension, g_ptr_array_index (bars, i));
  if (n < bars->len)
    {
      g_autofree char *rest = g_strdup_printf (ngettext ("and %u more", "and %u more", bars->len - n), bars->len - n);

      cst_print_document_add_text (document, CST_PRINT_NOTE, rest);
    }
}

static void
add_total (CstPrintDocument *document,
           const CstTrends  *self)
{
  g_autofree char *count = g_strdup_printf (ngettext ("%d incident", "%d incidents", (gulong) self->total->count),
                                            self->total->count);
  g_autofree char *change = cst_label_change (self->total);
  g_autofree char *share = share_text (self->total);

  cst_print_document_add_field (document, C_("figures", "Incidents"), count);
  cst_print_document_add_field (document, C_("figures", "Period before"), change);
  cst_print_document_add_field (document, C_("figures", "Of orders"), share);
  for (guint i = 0; i < self->total->costs->len; i++)
    {
      g_autofree char *cost = cst_label_trend_cost (&g_array_index (self->total->costs, CstTrendCost, i));

      cst_print_document_add_field (document, C_("figures", "Resolutions"), cost);
    }
}

static void
add_deadlines (CstPrintDocument *document,
               const CstTrends  *self)
{
  cst_print_document_add_chapter (document, 1, C_("figures", "Deadlines"));
  for (int i = CST_DEADLINE_REPLY; i < CST_N_DEADLINES; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      for (int j = CST_DEADLINE_PENDING; j < CST_N_OUTCOMES; j++)
        g_string_append_printf (text, "%s%s: %d", text->len > 0 ? " · " : "",
                                cst_label_deadline_outcome ((CstDeadlineOutcome) j), self->deadlines.n[i][j]);
      cst_print_document_add_field (document, cst_label_deadline ((CstDeadlineKind) i), text->str);
    }
}

static void
add_rates (CstPrintDocument *document,
           const CstTrends  *self)
{
  cst_print_document_add_chapter (document, 1, C_("figures", "Rates"));
  for (guint i = 0; i < self->rates->len; i++)
    {
      const CstRateOutlook *outlook = g_ptr_array_index (self->rates, i);
      g_autofree char *rate = cst_label_rate (outlook);
      g_autofree char *sentence = cst_label_outlook (outlook);
      g_autofree char *text = g_strdup_printf ("%s. %s", rate, sentence);

      cst_print_document_add_field (document, outlook->account_name, text);
    }
}

static CstPrintDocument *
build_paper (const CstTrends *self,
             CstDimension     dimension)
{
  g_autofree char *period = period_text (self);
  CstPrintDocument *document = cst_print_document_new (C_("figures", "Figures"), period);

  cst_print_document_add_text (document, CST_PRINT_TITLE, C_("figures", "Figures"));
  cst_print_document_add_text (document, CST_PRINT_NOTE, period);
  cst_print_document_add_space (document, MARGINS);
  add_total (document, self);
  if (dimension == CST_DIMENSION_NONE)
    {
      add_rates (document, self);
      add_deadlines (document, self);
    }
  for (int i = CST_DIMENSION_REASON; i < CST_N_DIMENSIONS; i++)
    {
      if (dimension == CST_DIMENSION_NONE || (int) dimension == i)
        add_dimension (document, self, (CstDimension) i);
    }
  cst_print_document_add_space (document, MARGINS);
  cst_print_document_add_text (document, CST_PRINT_NOTE,
                               _("“Beyond chance” means that chance alone would make such a difference less than once "
                                 "in a hundred times. An article comes back when it has more incidents for its orders "
                                 "than chance explains among all articles (u-chart with exact Poisson limits)."));

  return document;
}

/**
 * cst_trends_write_pdf:
 * @dimension: %CST_DIMENSION_NONE for everything together
 */
gboolean
cst_trends_write_pdf (const CstTrends  *self,
                      CstDimension      dimension,
                      const char       *path,
                      GError          **error)
{
  g_autoptr(CstPrintDocument) document = build_paper (self, dimension);
  g_autofree char *period = period_text (self);
  const CstPrintPdf about = {
    .title = C_("figures", "Figures"), .subject = period, .author = "Constat", .created_at = self->now,
  };
  g_autoptr(GBytes) pdf = cst_print_document_to_pdf (document, &about, error);

  /* Customers are named in it: for nobody else's eyes. */
  return pdf != NULL &&
         g_file_set_contents_full (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf),
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}
