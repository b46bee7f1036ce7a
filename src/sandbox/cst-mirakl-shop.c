/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the instance says of the shop and of itself. */
#include "cst-mirakl.h"

#include <string.h>

#include "cst-sandbox.h"

#define FOLDER "/io/github/constat/sandbox/"

static void
reply_file (CstRequest *request,
            CstReply   *reply,
            const char *name)
{
  static const char *const names[] = { NULL };
  g_autoptr(GBytes) bytes = NULL;

  if (!cst_mirakl_check_query (request, names, reply))
    return;

  bytes = g_resources_lookup_data (name, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    g_error ("The file %s is not bundled", name);
  cst_reply_begin (reply, 200);
  g_string_append_len (reply->text, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
}

void
cst_mirakl_get_account (CstSandbox *sandbox,
                        CstRequest *request,
                        CstReply   *reply)
{
  reply_file (request, reply, FOLDER "mirakl-account.json");
}

void
cst_mirakl_get_statistics (CstSandbox *sandbox,
                           CstRequest *request,
                           CstReply   *reply)
{
  reply_file (request, reply, FOLDER "mirakl-statistics.json");
}

void
cst_mirakl_get_configuration (CstSandbox *sandbox,
                              CstRequest *request,
                              CstReply   *reply)
{
  reply_file (request, reply, FOLDER "mirakl-configuration.json");
}

/* RE01 */
void
cst_mirakl_get_reasons (CstSandbox *sandbox,
                        CstRequest *request,
                        CstReply   *reply)
{
  static const char *const names[] = { "locale", NULL };
  guint n = 0;
  const CstMiraklReason *reasons = cst_mirakl_reasons (&n);
  CstWriter writer;

  if (!cst_mirakl_check_query (request, names, reply))
    return;

  writer = cst_reply_begin (reply, 200);
  cst_writer_begin_object (&writer, NULL);
  cst_writer_begin_array (&writer, "reasons");
  for (guint i = 0; i < n; i++)
    {
      cst_writer_begin_object (&writer, NULL);
      cst_writer_string (&writer, "code", reasons[i].code);
      cst_writer_string (&writer, "label", reasons[i].label);
      cst_writer_string (&writer, "type", reasons[i].type);
      cst_writer_bool (&writer, "is_shop_right", reasons[i].is_shop_right);
      cst_writer_end_object (&writer);
    }
  cst_writer_end_array (&writer);
  cst_writer_int (&writer, "total_count", n);
  cst_writer_end_object (&writer);
}
