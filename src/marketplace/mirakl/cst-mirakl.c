/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-mirakl.h"

#include "cst-mirakl-client.h"

/* As long as an answer would have been waited for: nobody knows how far a request had got when we were killed. */
#define SETTLE_S 30

static gpointer
mirakl_open (const char  *url,
             const char  *token,
             GError     **error)
{
  return cst_mirakl_site_new (url, token, error);
}

static void
mirakl_close (gpointer site)
{
  cst_mirakl_site_free (site);
}

static CstHttp *
mirakl_get_http (gpointer site)
{
  return ((CstMiraklSite *) site)->http;
}

/* Incidents have no ids there, and nobody there remembers which of our decisions made what. */
static void
mirakl_set_truth (gpointer              data,
                  const CstTruthReader *truth,
                  gpointer              truth_data)
{
  CstMiraklSite *site = data;

  site->truth = truth;
  site->truth_data = truth_data;
}

/* Every attempt begins with reading whether it is needed (cst-sequence.c), so a key never grows old; what nobody saw
 * the end of may still be carried out when it is looked for. */
const CstSite cst_mirakl = {
  .key_retention = -1,
  .settle_time = SETTLE_S,
  .goes_by_steps = TRUE,
  .open = mirakl_open,
  .close = mirakl_close,
  .get_http = mirakl_get_http,
  .check = cst_mirakl_get_account,
  .pull = cst_mirakl_pull,
  .push = cst_mirakl_push,
  .read_back = cst_mirakl_read_back,
  .fetch_attachment = cst_mirakl_fetch_file,
  .set_truth = mirakl_set_truth,
};
