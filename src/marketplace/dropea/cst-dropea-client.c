/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dropea-client.h"

#include <string.h>

#include "cst-rate-window.h"
#include "cst-wire.h"

/* The platform takes sixty requests a minute and says so in each answer; what it says is followed. Reading leaves
 * some of them free, so that an answer to the carrier never waits behind a long list. A pretend platform on this
 * computer has no limit until it tells one. */
#define PER_WINDOW 60
#define WINDOW_US (60 * G_USEC_PER_SEC)
#define MAX_WINDOW_S 3600
#define KEPT_FOR_ANSWERS 10

/* Words for codes change seldom. */
#define CATALOGUE_US (24 * G_TIME_SPAN_HOUR)

typedef struct
{
  const char *path;
  GHashTable *words;   /* (owned) (nullable) */
  gint64      read_at; /* monotonic */
} Catalogue;

struct _CstDropeaClient
{
  CstHttp   *http;
  char      *host;
  gboolean   is_local;
  gboolean   is_answering;
  Catalogue  carriers;
  Catalogue  statuses;
};

static GMutex mutex;
static GHashTable *windows; /* (element-type utf8 CstRateWindow) (guarded by mutex) */

/* Called with the mutex held. */
static CstRateWindow *
window_of (CstDropeaClient *self)
{
  CstRateWindow *window;

  if (windows == NULL)
    windows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cst_rate_window_free);
  if (!(window = g_hash_table_lookup (windows, self->host)))
    {
      window = cst_rate_window_new (self->is_local ? 0 : PER_WINDOW, WINDOW_US);
      g_hash_table_insert (windows, g_strdup (self->host), window);
    }

  return window;
}

static void
sleep_for (gint64        wait,
           GCancellable *cancellable)
{
  GPollFD fd;
  gboolean has_fd = g_cancellable_make_pollfd (cancellable, &fd);

  g_poll (has_fd ? &fd : NULL, has_fd ? 1 : 0, (int) (wait / 1000 + 1));
  if (has_fd)
    g_cancellable_release_fd (cancellable);
}

static gboolean
wait_for_place (CstDropeaClient  *self,
                guint             reserve,
                GCancellable     *cancellable,
                GError          **error)
{
  gint64 wait = 1;

  while (wait > 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      g_mutex_lock (&mutex);
      wait = cst_rate_window_take (window_of (self), reserve, g_get_monotonic_time ());
      g_mutex_unlock (&mutex);
      if (wait > 0)
        sleep_for (wait, cancellable);
    }

  return TRUE;
}

static gboolean
read_count (const CstHttpAnswer *answer,
            const char          *name,
            guint64              max,
            guint               *value)
{
  const char *text = cst_http_answer_header (answer, name);
  guint64 number = 0;

  if (text == NULL || !g_ascii_isdigit (*text))
    return FALSE;

  number = g_ascii_strtoull (text, NULL, 10);
  *value = (guint) MIN (number, max);

  return number <= max;
}

static void
note_limit (CstDropeaClient     *self,
            const CstHttpAnswer *answer)
{
  guint limit = 0;
  guint seconds = 60;
  guint remaining = 0;
  CstRateWindow *window;

  if (!read_count (answer, "x-ratelimit-limit", 1000000, &limit) || limit == 0)
    return;
  if (read_count (answer, "x-ratelimit-window", MAX_WINDOW_S, &seconds) && seconds == 0)
    seconds = 60;

  g_mutex_lock (&mutex);
  window = window_of (self);
  cst_rate_window_set_limit (window, limit, (gint64) seconds * G_USEC_PER_SEC);
  if (read_count (answer, "x-ratelimit-remaining", 1000000, &remaining))
    cst_rate_window_believe (window, remaining, g_get_monotonic_time ());
  g_mutex_unlock (&mutex);
}

/**
 * cst_dropea_client_new:
 *
 * Does no I/O.
 *
 * Returns: (transfer full): the client, or %NULL with %CST_MARKETPLACE_ERROR_INSECURE
 */
CstDropeaClient *
cst_dropea_client_new (const char  *url,
                       const char  *token,
                       GError     **error)
{
  g_autoptr(CstDropeaClient) self = g_new0 (CstDropeaClient, 1);
  g_autoptr(GUri) uri = NULL;

  self->carriers.path = "/dropshipper/catalogs/carriers";
  self->statuses.path = "/dropshipper/catalogs/order-statuses";
  if (!(self->http = cst_http_new (url, CST_HTTP_BEARER, token, error)))
    return NULL;

  uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_return_val_if_fail (uri != NULL, NULL);
  self->host = g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
  self->is_local = g_strcmp0 (g_uri_get_scheme (uri), "http") == 0;

  return g_steal_pointer (&self);
}

void
cst_dropea_client_free (CstDropeaClient *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->http);
  g_free (self->host);
  g_clear_pointer (&self->carriers.words, g_hash_table_unref);
  g_clear_pointer (&self->statuses.words, g_hash_table_unref);
  g_free (self);
}

CstHttp *
cst_dropea_client_get_http (CstDropeaClient *self)
{
  return self->http;
}

/**
 * cst_dropea_client_set_answering:
 * @is_answering: whether what is read from now on belongs to an answer, which waits for no list
 */
void
cst_dropea_client_set_answering (CstDropeaClient *self,
                                 gboolean         is_answering)
{
  self->is_answering = is_answering;
}

/**
 * cst_dropea_client_send:
 *
 * cst_http_send() in the platform's time.
 */
gboolean
cst_dropea_client_send (CstDropeaClient       *self,
                        const CstHttpRequest  *request,
                        CstHttpAnswer         *answer,
                        gboolean              *may_have_arrived,
                        GCancellable          *cancellable,
                        GError               **error)
{
  gboolean done;

  if (!wait_for_place (self, self->is_answering ? 0 : KEPT_FOR_ANSWERS, cancellable, error))
    return FALSE;

  done = cst_http_send (self->http, request, answer, may_have_arrived, cancellable, error);
  note_limit (self, answer);

  return done;
}

static CstMarketplaceError
error_of (const char *type,
          guint       status)
{
  static const struct
  {
    const char          *type;
    CstMarketplaceError  code;
  } types[] = {
    { "ValidationFailure", CST_MARKETPLACE_ERROR_REFUSED },
    { "UnauthorizedFailure", CST_MARKETPLACE_ERROR_AUTH },
    { "ForbiddenFailure", CST_MARKETPLACE_ERROR_FORBIDDEN },
    { "NotFoundFailure", CST_MARKETPLACE_ERROR_NOT_FOUND },
    { "ConflictFailure", CST_MARKETPLACE_ERROR_REFUSED },
    { "BusinessFailure", CST_MARKETPLACE_ERROR_REFUSED },
    { "RateLimitFailure", CST_MARKETPLACE_ERROR_THROTTLED },
    { "ServerFailure", CST_MARKETPLACE_ERROR_SERVER },
    { "DatabaseFailure", CST_MARKETPLACE_ERROR_SERVER },
    { "NetworkFailure", CST_MARKETPLACE_ERROR_SERVER },
  };
  CstHttpAnswer bare = { .status = status };
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (g_strcmp0 (types[i].type, type) == 0)
        return types[i].code;
    }
  if (cst_http_check (&bare, &error))
    return CST_MARKETPLACE_ERROR_REFUSED;

  return (CstMarketplaceError) error->code;
}

/**
 * cst_dropea_check:
 * @root: (nullable): the answer's body, when it is an object
 *
 * Returns: whether the answer is a yes; otherwise the one %CST_MARKETPLACE_ERROR it means
 */
gboolean
cst_dropea_check (const CstHttpAnswer  *answer,
                  const JsonNode       *root,
                  GError              **error)
{
  g_auto(CstDropeaFailure) failure = CST_DROPEA_FAILURE_INIT;
  gboolean is_no = root != NULL && !cst_json_opt_bool (json_node_get_object ((JsonNode *) root), "success", TRUE);
  CstMarketplaceError code;

  if (answer->status >= 200 && answer->status < 300 && !is_no)
    return TRUE;

  cst_dropea_read_failure (answer->body, &failure);
  code = error_of (failure.type, answer->status);
  if (code == CST_MARKETPLACE_ERROR_REFUSED && failure.message != NULL)
    g_set_error_literal (error, CST_MARKETPLACE_ERROR, (int) code, failure.message);
  else
    g_set_error (error, CST_MARKETPLACE_ERROR, (int) code, "status %u, %s", answer->status,
                 failure.type != NULL ? failure.type : "no failure");

  return FALSE;
}

static GBytes *
get_bytes (CstDropeaClient  *self,
           const char       *path,
           const char       *query,
           GCancellable     *cancellable,
           GError          **error)
{
  g_auto(CstHttpAnswer) answer = CST_HTTP_ANSWER_INIT;
  CstHttpRequest request = { .method = "GET", .path = path, .query = query };
  g_autoptr(JsonNode) root = NULL;

  if (!cst_dropea_client_send (self, &request, &answer, NULL, cancellable, error))
    return NULL;

  root = cst_wire_parse (answer.body, path, NULL);

  return cst_dropea_check (&answer, root, error) ? g_bytes_ref (answer.body) : NULL;
}

/**
 * cst_dropea_client_get:
 *
 * Returns: (transfer full): what @path answers, when it is a yes
 */
JsonNode *
cst_dropea_client_get (CstDropeaClient  *self,
                       const char       *path,
                       const char       *what,
                       GCancellable     *cancellable,
                       GError          **error)
{
  g_autoptr(GBytes) body = get_bytes (self, path, NULL, cancellable, error);

  return body != NULL ? cst_wire_parse (body, what, error) : NULL;
}

/**
 * cst_dropea_client_get_page:
 * @filter: (nullable): escaped
 * @page: from 1; one behind the last is empty
 *
 * Returns: (transfer full): a page of a list
 */
CstDropeaPage *
cst_dropea_client_get_page (CstDropeaClient  *self,
                            const char       *path,
                            const char       *filter,
                            guint             page,
                            GCancellable     *cancellable,
                            GError          **error)
{
  g_autofree char *query = g_strdup_printf ("page=%u&limit=%d%s%s", page, CST_DROPEA_PAGE,
                                            filter != NULL ? "&" : "", filter != NULL ? filter : "");
  g_autoptr(GBytes) body = get_bytes (self, path, query, cancellable, error);

  return body != NULL ? cst_dropea_read_page (body, path, CST_DROPEA_PAGE, error) : NULL;
}

static JsonNode *
get_one (CstDropeaClient  *self,
         const char       *folder,
         const char       *id,
         GCancellable     *cancellable,
         GError          **error)
{
  g_autofree char *path = g_strconcat ("/dropshipper/", folder, "/", id, NULL);

  if (cst_wire_id_is_valid (id))
    return cst_dropea_client_get (self, path, folder, cancellable, error);

  g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND, "not an id");

  return NULL;
}

CstDropeaIssue *
cst_dropea_client_get_issue (CstDropeaClient  *self,
                             const char       *id,
                             GCancellable     *cancellable,
                             GError          **error)
{
  g_autoptr(JsonNode) root = get_one (self, "issues", id, cancellable, error);
  JsonObject *data = root != NULL ? cst_dropea_data (root, "issue", error) : NULL;

  return data != NULL ? cst_dropea_issue_read (data, error) : NULL;
}

CstDropeaOrder *
cst_dropea_client_get_order (CstDropeaClient  *self,
                             const char       *id,
                             GCancellable     *cancellable,
                             GError          **error)
{
  g_autoptr(JsonNode) root = get_one (self, "orders", id, cancellable, error);
  JsonObject *data = root != NULL ? cst_dropea_data (root, "order", error) : NULL;

  return data != NULL ? cst_dropea_order_read (data, error) : NULL;
}

/* Without its catalogue a code stands for itself: that it cannot be had is no reason to stop. */
static const char *
look_up (CstDropeaClient *self,
         Catalogue       *catalogue,
         const char      *code,
         GCancellable    *cancellable)
{
  gint64 now = g_get_monotonic_time ();
  const char *word;

  if (code == NULL)
    return NULL;

  if (catalogue->words == NULL || now - catalogue->read_at > CATALOGUE_US)
    {
      g_autoptr(JsonNode) root = cst_dropea_client_get (self, catalogue->path, "catalogue", cancellable, NULL);

      g_clear_pointer (&catalogue->words, g_hash_table_unref);
      catalogue->words = root != NULL ? cst_dropea_read_catalogue (root) : g_hash_table_new (g_str_hash, g_str_equal);
      catalogue->read_at = now;
    }

  word = g_hash_table_lookup (catalogue->words, code);

  return word != NULL ? word : code;
}

/**
 * cst_dropea_client_carrier:
 *
 * Returns: (nullable): how the carrier with this code is called; the code itself where nobody says
 */
const char *
cst_dropea_client_carrier (CstDropeaClient *self,
                           const char      *code,
                           GCancellable    *cancellable)
{
  return look_up (self, &self->carriers, code, cancellable);
}

/**
 * cst_dropea_client_status:
 *
 * Returns: (nullable): how an order's status with this code is called; the code itself where nobody says
 */
const char *
cst_dropea_client_status (CstDropeaClient *self,
                          const char      *code,
                          GCancellable    *cancellable)
{
  return look_up (self, &self->statuses, code, cancellable);
}
