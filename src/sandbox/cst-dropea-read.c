/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea.h"

#include <string.h>

#include "cst-sandbox.h"

#define DEFAULT_LIMIT 20
#define MAX_LIMIT 100

typedef struct
{
  const char *code;
  const char *label;
} Word;

static const Word carriers[] = {
  { "TIPSA", "TIPSA" }, { "GLS", "GLS Spain" }, { "CTT", "CTT Express" },
};

static const Word statuses[] = {
  { "SHIPPED", "Enviado" }, { "OUT_FOR_DELIVERY", "En reparto" }, { "DELIVERY_ATTEMPTED", "Intento de entrega" },
  { "DELIVERED", "Entregado" }, { "REFUSED", "Rechazado" }, { "DELIVERY_EXCEPTION", "Incidencia" },
  { "CANCELLED", "Cancelado" }, { "PAID", "Pagado" },
};

static void
get_me (CstSandbox *sandbox,
        CstRequest *request,
        CstReply   *reply)
{
  CstWriter writer = cst_dropea_begin (reply, 200);

  cst_writer_begin_object (&writer, "data");
  cst_writer_int (&writer, "id", 41);
  cst_writer_string (&writer, "name", "Tienda Lumbre");
  cst_writer_string (&writer, "email", "hola@example.com");
  cst_writer_string (&writer, "country", "ES");
  cst_writer_begin_array (&writer, "scopes");
  cst_writer_string (&writer, NULL, "dp:issues:read");
  cst_writer_string (&writer, NULL, "dp:orders:read");
  cst_writer_string (&writer, NULL, "dp:users:read");
  if (request->scopes & CST_SCOPE_DECIDE)
    cst_writer_string (&writer, NULL, "dp:issues:resolve");
  cst_writer_end_array (&writer);
  cst_writer_end_object (&writer);
  cst_writer_end_object (&writer);
}

static void
get_words (CstReply   *reply,
           const Word *words,
           gsize       n_words)
{
  CstWriter writer = cst_dropea_begin (reply, 200);

  cst_writer_begin_object (&writer, "data");
  cst_writer_begin_array (&writer, "items");
  for (gsize i = 0; i < n_words; i++)
    {
      cst_writer_begin_object (&writer, NULL);
      cst_writer_string (&writer, "code", words[i].code);
      cst_writer_string (&writer, "label", words[i].label);
      cst_writer_end_object (&writer);
    }
  cst_writer_end_array (&writer);
  cst_writer_end_object (&writer);
  cst_writer_end_object (&writer);
}

static const char *
parameter (CstRequest *request,
           const char *name)
{
  return request->parameters != NULL ? g_hash_table_lookup (request->parameters, name) : NULL;
}

static gboolean
read_number (CstRequest *request,
             const char *name,
             guint       max,
             guint       fallback,
             guint      *number)
{
  const char *text = parameter (request, name);
  guint64 value = fallback;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, max, &value, NULL))
    return FALSE;

  *number = (guint) value;

  return TRUE;
}

static gboolean
has_only (CstRequest        *request,
          const char *const *names)
{
  GHashTableIter iter;
  gpointer name;

  if (request->parameters == NULL)
    return TRUE;

  g_hash_table_iter_init (&iter, request->parameters);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (!g_strv_contains (names, name))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_wanted_issue (const CstDropeaCase *issue,
                 const char          *filter)
{
  return g_strcmp0 (filter, "true") != 0 || (issue->is_active && g_str_equal (issue->status, "PENDING"));
}

static gboolean
is_wanted_order (const CstDropeaParcel *parcel,
                 const char            *filter)
{
  g_autofree char *number = g_strdup_printf ("TIENDA-%d", 1001 + parcel->index);

  return filter == NULL || g_str_equal (number, filter);
}

static void
write_pagination (CstWriter *writer,
                  guint      page,
                  guint      limit,
                  guint      total)
{
  cst_writer_begin_object (writer, "pagination");
  cst_writer_int (writer, "page", page);
  cst_writer_int (writer, "limit", limit);
  cst_writer_int (writer, "total", total);
  cst_writer_int (writer, "total_pages", (total + limit - 1) / limit);
  cst_writer_end_object (writer);
}

/* The newest first. */
static void
get_list (CstSandbox *sandbox,
          CstRequest *request,
          CstReply   *reply,
          gboolean    is_issues)
{
  static const char *const issue_names[] = { "page", "limit", "only_pending_to_resolve", NULL };
  static const char *const order_names[] = { "page", "limit", "external_order_id", NULL };
  CstDropeaWorld *world = sandbox->dropea->world;
  GPtrArray *all = is_issues ? world->cases : world->parcels;
  const char *filter = parameter (request, is_issues ? "only_pending_to_resolve" : "external_order_id");
  guint page = 1;
  guint limit = DEFAULT_LIMIT;
  guint met = 0;
  CstWriter writer;

  if (!has_only (request, is_issues ? issue_names : order_names) ||
      !read_number (request, "page", G_MAXINT, 1, &page) ||
      !read_number (request, "limit", MAX_LIMIT, DEFAULT_LIMIT, &limit) ||
      (is_issues && filter != NULL && !g_str_equal (filter, "true") && !g_str_equal (filter, "false")))
    {
      cst_dropea_fail (reply, 400, "ValidationFailure", "a parameter is unknown or out of range");
      return;
    }

  writer = cst_dropea_begin (reply, 200);
  cst_writer_begin_object (&writer, "data");
  cst_writer_begin_array (&writer, "items");
  for (guint i = all->len; i > 0; i--)
    {
      gpointer one = g_ptr_array_index (all, i - 1);

      if (is_issues ? !is_wanted_issue (one, filter) : !is_wanted_order (one, filter))
        continue;
      if (met / limit == page - 1 && is_issues)
        cst_dropea_write_issue (&writer, NULL, world, one);
      else if (met / limit == page - 1)
        cst_dropea_write_order (&writer, NULL, one);
      met++;
    }
  cst_writer_end_array (&writer);
  write_pagination (&writer, page, limit, met);
  cst_writer_end_object (&writer);
  cst_writer_end_object (&writer);
}

static void
get_issue (CstSandbox *sandbox,
           const char *id,
           CstReply   *reply)
{
  CstDropeaCase *issue = cst_dropea_world_case (sandbox->dropea->world, id);
  CstWriter writer;

  if (issue == NULL)
    {
      cst_dropea_fail (reply, 404, "NotFoundFailure", "there is no such issue");
      return;
    }

  writer = cst_dropea_begin (reply, 200);
  cst_dropea_write_issue (&writer, "data", sandbox->dropea->world, issue);
  cst_writer_end_object (&writer);
}

static void
get_order (CstSandbox *sandbox,
           const char *id,
           CstReply   *reply)
{
  CstDropeaParcel *parcel = cst_dropea_world_parcel (sandbox->dropea->world, id);
  CstWriter writer;

  if (parcel == NULL)
    {
      cst_dropea_fail (reply, 404, "NotFoundFailure", "there is no such order");
      return;
    }

  writer = cst_dropea_begin (reply, 200);
  cst_dropea_write_order (&writer, "data", parcel);
  cst_writer_end_object (&writer);
}

/* What can be read below /dropea/dropshipper. */
void
cst_dropea_get (CstSandbox *sandbox,
                CstRequest *request,
                CstReply   *reply)
{
  const char *path = request->path + strlen ("/dropea/dropshipper");

  if (g_str_equal (path, "/me"))
    get_me (sandbox, request, reply);
  else if (g_str_equal (path, "/issues"))
    get_list (sandbox, request, reply, TRUE);
  else if (g_str_equal (path, "/orders"))
    get_list (sandbox, request, reply, FALSE);
  else if (g_str_equal (path, "/catalogs/carriers"))
    get_words (reply, carriers, G_N_ELEMENTS (carriers));
  else if (g_str_equal (path, "/catalogs/order-statuses"))
    get_words (reply, statuses, G_N_ELEMENTS (statuses));
  else if (g_str_has_prefix (path, "/issues/"))
    get_issue (sandbox, path + strlen ("/issues/"), reply);
  else if (g_str_has_prefix (path, "/orders/"))
    get_order (sandbox, path + strlen ("/orders/"), reply);
  else
    cst_dropea_fail (reply, 404, "NotFoundFailure", "there is no such address");
}
