/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>


#include "cst-config.h"
#include "cst-http-private.h"
#include "cst-json.h"
#include "cst-marketplace.h"
#include "cst-rate-budget.h"

/* The rules of HTTP, once for all connectors:
 *
 *  - https with verification always, http only to this very computer;
 *  - the credential goes to the account's own scheme, host and port and nowhere else;
 *  - a changing request has a connection of its own: libsoup silently repeats PUT and DELETE on a kept-alive
 *    one that breaks, below any journal of ours;
 *  - every body has a limit in size, every exchange one in time;
 *  - it is said of each failure whether a byte of the request may have left.
 *
 * The session is made by the first request and belongs to its thread. */
#define MAX_BODY (32 * 1024 * 1024)
#define MAX_REDIRECTS 5
#define IDLE_S 30
#define TOTAL_S 120
#define MAX_RETRY_AFTER_S (24 * 60 * 60)
#define MAX_DETAIL 400

struct _CstHttp
{
  GObject      parent_instance;

  GUri        *base;
  char        *authorization;
  SoupSession *session; /* (nullable) until the first request */
  GThread     *thread;  /* (unowned): the session's */
  gsize        max_body;
  guint        idle_s;
  guint        total_s;
  gboolean     has_offset;
  gint64       clock_offset;
  gint64       retry_after;
};

G_DEFINE_FINAL_TYPE (CstHttp, cst_http, G_TYPE_OBJECT)

static void
cst_http_finalize (GObject *object)
{
  CstHttp *self = CST_HTTP (object);

  g_clear_pointer (&self->base, g_uri_unref);
  g_clear_pointer (&self->authorization, g_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (cst_http_parent_class)->finalize (object);
}

static void
cst_http_class_init (CstHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cst_http_finalize;
}

static void
cst_http_init (CstHttp *self)
{
  self->max_body = MAX_BODY;
  self->idle_s = IDLE_S;
  self->total_s = TOTAL_S;
  self->retry_after = -1;
}

static gboolean
is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr(GInetAddress) address = host != NULL ? g_inet_address_new_from_string (host) : NULL;

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return g_strcmp0 (host, "localhost") == 0;
}

static gboolean
check_address (GUri    *uri,
               GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);

  if (g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' && g_uri_get_userinfo (uri) == NULL &&
      (strcmp (scheme, "https") == 0 || (strcmp (scheme, "http") == 0 && is_loopback (uri))))
    return TRUE;

  g_set_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_INSECURE,
               "An address of scheme %s is not used", scheme);

  return FALSE;
}

static gboolean
is_same_server (GUri *a,
                GUri *b)
{
  return strcmp (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0 &&
         g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0 &&
         g_uri_get_port (a) == g_uri_get_port (b);
}

/* What the address itself asks for, such as one shop of several, belongs to each request. */
static char *
join_queries (const char *request,
              const char *base)
{
  if (request == NULL || base == NULL)
    return g_strdup (request != NULL ? request : base);

  return g_strconcat (request, "&", base, NULL);
}

static GUri *
request_uri (CstHttp               *self,
             const CstHttpRequest  *request,
             GError               **error)
{
  const char *base_path = g_uri_get_path (self->base);
  gsize length = strlen (base_path);
  g_autofree char *path = NULL;
  g_autofree char *query = NULL;
  g_autoptr(GUri) uri = NULL;

  if (*request->path != '/')
    {
      uri = g_uri_parse (request->path, SOUP_HTTP_URI_FLAGS, NULL);
      if (uri == NULL)
        g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED, "an address of a file");

      return uri != NULL && check_address (uri, error) ? g_steal_pointer (&uri) : NULL;
    }

  while (length > 0 && base_path[length - 1] == '/')
    length--;

  path = g_strdup_printf ("%.*s%s", (int) length, base_path, request->path);
  query = join_queries (request->query, g_uri_get_query (self->base));
  uri = g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (self->base), NULL, g_uri_get_host (self->base),
                     g_uri_get_port (self->base), path, query, NULL);

  return g_steal_pointer (&uri);
}

static void
starting_cb (SoupMessage *message,
             gpointer     data)
{
  gboolean *started = data;

  *started = TRUE;
}

static SoupMessage *
new_message (CstHttp              *self,
             const CstHttpRequest *request,
             GUri                 *uri)
{
  g_autoptr(SoupMessage) message = soup_message_new_from_uri (request->method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  gboolean is_changing = strcmp (request->method, "GET") != 0;

  soup_message_set_flags (message, (SoupMessageFlags) (SOUP_MESSAGE_NO_REDIRECT |
                                                       (is_changing ? SOUP_MESSAGE_NEW_CONNECTION : 0)));
  if (is_same_server (uri, self->base))
    soup_message_headers_replace (headers, "Authorization", self->authorization);
  if (request->key != NULL)
    soup_message_headers_replace (headers, "Idempotency-Key", request->key);
  for (const char *const *h = request->headers; h != NULL && h[0] != NULL; h += 2)
    soup_message_headers_replace (headers, h[0], h[1]);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->content_type, request->body);

  return g_steal_pointer (&message);
}

static gboolean
ensure_session (CstHttp *self)
{
  if (self->session == NULL)
    {
      self->session = soup_session_new_with_options ("timeout", self->idle_s,
                                                     "user-agent", "Constat/" CST_VERSION,
                                                     NULL);
      self->thread = g_thread_self ();
    }

  return self->thread == g_thread_self ();
}

static gboolean
wait_for_turn (GUri          *uri,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autofree char *host = g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
  gint64 until = g_get_monotonic_time () + cst_rate_budget_of (host, is_loopback (uri));
  gint64 left;

  while ((left = until - g_get_monotonic_time ()) > 0 && !g_cancellable_is_cancelled (cancellable))
    {
      GPollFD fd;
      gboolean has_fd = g_cancellable_make_pollfd (cancellable, &fd);

      g_poll (has_fd ? &fd : NULL, has_fd ? 1 : 0, (int) (left / 1000 + 1));
      if (has_fd)
        g_cancellable_release_fd (cancellable);
    }

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* The one place where what the network says becomes what we say. */
static void
take_network_error (CstHttpExchange  *exchange,
                    GError           *network_error,
                    GError          **error)
{
  g_autoptr(GError) owned = network_error;

  if (cst_deadline_passed (&exchange->deadline))
    g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OFFLINE, "No whole answer in time");
  else if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&owned));
  else if (owned->domain == G_TLS_ERROR && !exchange->started)
    g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_TLS, owned->message);
  else
    g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OFFLINE, owned->message);
}

static gboolean
send_once (CstHttp               *self,
           const CstHttpRequest  *request,
           GUri                  *uri,
           CstHttpExchange       *exchange,
           GError               **error)
{
  GError *network_error = NULL;

  if (!wait_for_turn (uri, exchange->deadline.cancellable, &network_error))
    {
      take_network_error (exchange, network_error, error);
      return FALSE;
    }

  g_clear_object (&exchange->stream);
  g_clear_object (&exchange->message);
  exchange->message = new_message (self, request, uri);
  g_signal_connect (exchange->message, "starting", G_CALLBACK (starting_cb), &exchange->started);

  exchange->stream = soup_session_send (self->session, exchange->message, exchange->deadline.cancellable,
                                        &network_error);
  if (exchange->stream != NULL)
    return TRUE;

  take_network_error (exchange, network_error, error);

  return FALSE;
}

static GUri *
redirect_target (CstHttpExchange       *exchange,
                 const CstHttpRequest  *request,
                 GUri                  *uri,
                 GError               **error)
{
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (exchange->message),
                                                       "Location");
  g_autoptr(GUri) target = NULL;

  if (location != NULL)
    target = g_uri_parse_relative (uri, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (target == NULL)
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED, "a redirect to nowhere");
      return NULL;
    }
  if (!check_address (target, error))
    return NULL;

  return g_steal_pointer (&target);
}

static gboolean
is_redirect (CstHttpExchange *exchange)
{
  guint status = soup_message_get_status (exchange->message);

  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* Sends @request and follows a GET through its redirects; on success the status and the headers are there and the
 * body is still to be read. @exchange is zeroed by the caller and cleared by it in any case. */
gboolean
cst_http_open (CstHttp               *self,
               const CstHttpRequest  *request,
               CstHttpExchange       *exchange,
               GCancellable          *cancellable,
               GError               **error)
{
  g_autoptr(GUri) uri = NULL;

  g_return_val_if_fail (ensure_session (self), FALSE);

  self->retry_after = -1;
  cst_deadline_start (&exchange->deadline, self->total_s, cancellable);
  if (!(uri = request_uri (self, request, error)))
    return FALSE;

  for (int hops = 0; hops <= MAX_REDIRECTS; hops++)
    {
      GUri *target;

      if (!send_once (self, request, uri, exchange, error))
        return FALSE;
      if (!is_redirect (exchange) || strcmp (request->method, "GET") != 0)
        return TRUE;
      if (!(target = redirect_target (exchange, request, uri, error)))
        return FALSE;

      g_uri_unref (uri);
      uri = target;
    }

  g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED, "too many redirects");

  return FALSE;
}

/* libsoup 3.2 takes a connection that closes before the announced length for the end of the body. What never has a body
 * may announce the one that another answer would have. */
static gboolean
is_whole (CstHttpExchange *exchange)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  guint status = soup_message_get_status (exchange->message);

  return status == 204 || status == 304 ||
         soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH ||
         soup_message_headers_get_one (headers, "Content-Encoding") != NULL ||
         exchange->received == soup_message_headers_get_content_length (headers);
}

gssize
cst_http_read (CstHttpExchange  *exchange,
               void             *buffer,
               gsize             size,
               GError          **error)
{
  GError *network_error = NULL;
  gssize n = g_input_stream_read (exchange->stream, buffer, size, exchange->deadline.cancellable, &network_error);

  if (n > 0)
    exchange->received += n;
  if (n == 0 && !is_whole (exchange))
    {
      network_error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "The answer was cut short");
      n = -1;
    }
  if (n < 0)
    take_network_error (exchange, network_error, error);

  return n;
}

static gint64
parse_retry_after (const char *text)
{
  g_autoptr(GDateTime) date = NULL;
  gint64 seconds;

  if (text == NULL)
    return -1;
  if (g_ascii_isdigit (*text))
    return MIN ((gint64) g_ascii_strtoull (text, NULL, 10), MAX_RETRY_AFTER_S);
  if (!(date = soup_date_time_new_from_http_string (text)))
    return -1;

  seconds = g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC;

  return CLAMP (seconds, 0, MAX_RETRY_AFTER_S);
}

static GHashTable *
keep_headers (SoupMessageHeaders *headers)
{
  GHashTable *kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    g_hash_table_insert (kept, g_ascii_strdown (name, -1), g_strdup (value));

  return kept;
}

void
cst_http_note_answer (CstHttp         *self,
                      CstHttpExchange *exchange,
                      CstHttpAnswer   *answer)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  const char *text = soup_message_headers_get_one (headers, "Date");
  g_autoptr(GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  answer->status = soup_message_get_status (exchange->message);
  answer->retry_after = parse_retry_after (soup_message_headers_get_one (headers, "Retry-After"));
  g_clear_pointer (&answer->headers, g_hash_table_unref);
  answer->headers = keep_headers (headers);
  self->retry_after = answer->retry_after;
  if (date != NULL)
    {
      self->has_offset = TRUE;
      self->clock_offset = g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC;
    }
}

gboolean
cst_http_read_body (CstHttp          *self,
                    CstHttpExchange  *exchange,
                    CstHttpAnswer    *answer,
                    GError          **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[16 * 1024];
  gssize n;

  while ((n = cst_http_read (exchange, buffer, sizeof buffer, error)) > 0)
    {
      if (bytes->len + (gsize) n > self->max_body)
        {
          g_set_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_TOO_LARGE,
                       "More than %" G_GSIZE_FORMAT " bytes", self->max_body);
          return FALSE;
        }
      g_byte_array_append (bytes, buffer, (guint) n);
    }

  if (n < 0)
    return FALSE;

  answer->body = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));

  return TRUE;
}

void
cst_http_exchange_clear (CstHttpExchange *exchange)
{
  g_clear_object (&exchange->stream);
  g_clear_object (&exchange->message);
  cst_deadline_end (&exchange->deadline);
}

static char *
authorization_of (CstHttpScheme  scheme,
                  const char    *token)
{
  g_autofree char *user = NULL;
  g_autofree char *encoded = NULL;

  switch (scheme)
    {
    case CST_HTTP_BASIC_USER:
      user = g_strconcat (token, ":", NULL);
      encoded = g_base64_encode ((const guint8 *) user, strlen (user));
      return g_strconcat ("Basic ", encoded, NULL);
    case CST_HTTP_PLAIN:
      return g_strdup (token);
    case CST_HTTP_BEARER:
    default:
      return g_strconcat ("Bearer ", token, NULL);
    }
}

/**
 * cst_http_new:
 * @base_url: https, or http to this computer; a query it has is added to each request's
 * @scheme: how the site wants the credential
 * @token: the credential; never logged
 *
 * Returns: (transfer full): a client without a connection yet, or %NULL with
 * %CST_MARKETPLACE_ERROR_INSECURE
 */
CstHttp *
cst_http_new (const char     *base_url,
              CstHttpScheme   scheme,
              const char     *token,
              GError        **error)
{
  g_autoptr(CstHttp) self = g_object_new (CST_TYPE_HTTP, NULL);

  g_return_val_if_fail (token != NULL, NULL);

  if (base_url != NULL)
    self->base = g_uri_parse (base_url, SOUP_HTTP_URI_FLAGS, NULL);
  if (self->base == NULL)
    {
      g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_INSECURE, "This is no address");
      return NULL;
    }
  if (!check_address (self->base, error))
    return NULL;

  self->authorization = authorization_of (scheme, token);

  return g_steal_pointer (&self);
}

/**
 * cst_http_send:
 * @answer: (out): any answer at all, whatever its status; cleared by the caller
 * @may_have_arrived: (out) (optional): on error, whether a byte of the request may have left
 *
 * Blocks, on the thread of the first request only.
 *
 * Returns: whether a whole answer came; otherwise %CST_MARKETPLACE_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
cst_http_send (CstHttp               *self,
               const CstHttpRequest  *request,
               CstHttpAnswer         *answer,
               gboolean              *may_have_arrived,
               GCancellable          *cancellable,
               GError               **error)
{
  g_auto(CstHttpExchange) exchange = { 0 };
  gboolean done;

  g_return_val_if_fail (CST_IS_HTTP (self), FALSE);
  g_return_val_if_fail (request != NULL && request->path != NULL && *request->path == '/', FALSE);
  g_return_val_if_fail (answer != NULL && answer->body == NULL, FALSE);

  done = cst_http_open (self, request, &exchange, cancellable, error);
  if (done)
    {
      cst_http_note_answer (self, &exchange, answer);
      done = cst_http_read_body (self, &exchange, answer, error);
    }
  if (may_have_arrived != NULL)
    *may_have_arrived = exchange.started;

  return done;
}

static const char *
detail_of (JsonObject *problem)
{
  static const char *const members[] = { "detail", "title", "message" };
  JsonArray *errors = cst_json_opt_array (problem, "errors");
  const char *text = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (members) && text == NULL; i++)
    text = cst_json_opt_string (problem, members[i], NULL);
  if (text == NULL && errors != NULL && json_array_get_length (errors) > 0)
    {
      JsonNode *first = json_array_get_element (errors, 0);

      if (JSON_NODE_HOLDS_OBJECT (first))
        text = cst_json_opt_string (json_node_get_object (first), "message", NULL);
    }

  return text;
}

/**
 * cst_http_answer_detail:
 *
 * Returns: (transfer full) (nullable): why not, as the marketplace words it for people: the detail or title of
 * RFC 9457, or the message that most other sites send instead
 */
char *
cst_http_answer_detail (const CstHttpAnswer *answer)
{
  g_autoptr(JsonNode) node = NULL;
  const char *text;

  g_return_val_if_fail (answer != NULL, NULL);

  if (answer->body == NULL ||
      !(node = cst_json_parse (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body), NULL)) ||
      !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  text = detail_of (json_node_get_object (node));
  if (text == NULL)
    return NULL;

  return g_utf8_strlen (text, -1) > MAX_DETAIL ? g_utf8_substring (text, 0, MAX_DETAIL) : g_strdup (text);
}

/**
 * cst_http_answer_header:
 * @name: in lower case
 *
 * Returns: (transfer none) (nullable): what the answer's header says
 */
const char *
cst_http_answer_header (const CstHttpAnswer *answer,
                        const char          *name)
{
  g_return_val_if_fail (answer != NULL && name != NULL, NULL);

  return answer->headers != NULL ? g_hash_table_lookup (answer->headers, name) : NULL;
}

static CstMarketplaceError
error_of_status (guint status)
{
  switch (status)
    {
    case 401:
      return CST_MARKETPLACE_ERROR_AUTH;
    case 403:
      return CST_MARKETPLACE_ERROR_FORBIDDEN;
    case 404:
      return CST_MARKETPLACE_ERROR_NOT_FOUND;
    case 408:
      return CST_MARKETPLACE_ERROR_SERVER;
    case 410:
      return CST_MARKETPLACE_ERROR_GONE;
    case 429:
      return CST_MARKETPLACE_ERROR_THROTTLED;
    default:
      if (status >= 500)
        return CST_MARKETPLACE_ERROR_SERVER;
      return status >= 400 ? CST_MARKETPLACE_ERROR_REFUSED : CST_MARKETPLACE_ERROR_MALFORMED;
    }
}

/**
 * cst_http_check:
 *
 * Returns: whether the status is a yes; otherwise the one %CST_MARKETPLACE_ERROR it means
 */
gboolean
cst_http_check (const CstHttpAnswer  *answer,
                GError              **error)
{
  g_autofree char *detail = NULL;

  g_return_val_if_fail (answer != NULL, FALSE);

  if (answer->status >= 200 && answer->status < 300)
    return TRUE;

  detail = cst_http_answer_detail (answer);
  if (detail != NULL && error_of_status (answer->status) == CST_MARKETPLACE_ERROR_REFUSED)
    g_set_error_literal (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_REFUSED, detail);
  else
    g_set_error (error, CST_MARKETPLACE_ERROR, (int) error_of_status (answer->status), "status %u", answer->status);

  return FALSE;
}

/**
 * cst_http_get_clock_offset:
 * @offset: (out): the server's clock minus ours, in seconds
 *
 * Returns: whether an answer has said so
 */
gboolean
cst_http_get_clock_offset (CstHttp *self,
                           gint64  *offset)
{
  g_return_val_if_fail (CST_IS_HTTP (self), FALSE);

  if (self->has_offset)
    *offset = self->clock_offset;

  return self->has_offset;
}

/**
 * cst_http_get_retry_after:
 *
 * Returns: how long the last answer asked us to wait, in seconds, or -1
 */
gint64
cst_http_get_retry_after (CstHttp *self)
{
  g_return_val_if_fail (CST_IS_HTTP (self), -1);

  return self->retry_after;
}

/**
 * cst_http_set_limits:
 * @max_body: of one answer, in bytes, decoded
 * @idle_s: how long nothing may come
 * @total_s: how long one exchange may take
 *
 * Before the first request.
 */
void
cst_http_set_limits (CstHttp *self,
                     gsize    max_body,
                     guint    idle_s,
                     guint    total_s)
{
  g_return_if_fail (CST_IS_HTTP (self));
  g_return_if_fail (self->session == NULL);

  self->max_body = max_body;
  self->idle_s = idle_s;
  self->total_s = total_s;
}

void
cst_http_answer_clear (CstHttpAnswer *answer)
{
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_clear_pointer (&answer->headers, g_hash_table_unref);
  answer->status = 0;
  answer->retry_after = -1;
}
