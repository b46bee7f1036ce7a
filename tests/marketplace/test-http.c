/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "cst-http.h"
#include "cst-marketplace.h"
#include "cst-rest.h"
#include "cst-script-server.h"

#define OK_JSON "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"

typedef struct
{
  CstScriptServer *server;
  CstHttp         *http;
  CstHttpAnswer    answer;
  gboolean         may_have_arrived;
  GError          *error;
} Exchange;

static void
exchange_init (Exchange            *self,
               const CstScriptStep *steps,
               guint                n_steps)
{
  g_autofree char *url = NULL;

  memset (self, 0, sizeof *self);
  self->server = cst_script_server_new (steps, n_steps);
  url = cst_script_server_get_url (self->server);
  self->http = cst_http_new (url, CST_HTTP_BEARER, "geheim", &self->error);
  g_assert_no_error (self->error);
}

static void
exchange_clear (Exchange *self)
{
  cst_http_answer_clear (&self->answer);
  g_clear_error (&self->error);
  g_assert_finalize_object (self->http);
  cst_script_server_free (self->server);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Exchange, exchange_clear)

static gboolean
exchange_send (Exchange   *self,
               const char *method)
{
  CstHttpRequest request = { .method = method, .path = "/v1/x", .key = "k" };

  cst_http_answer_clear (&self->answer);
  g_clear_error (&self->error);

  return cst_http_send (self->http, &request, &self->answer, &self->may_have_arrived, NULL, &self->error);
}

static void
test_plain (void)
{
  static const CstScriptStep steps[] = { { OK_JSON, 0 } };
  g_auto(Exchange) it = { 0 };

  exchange_init (&it, steps, 1);
  g_assert_true (exchange_send (&it, "GET"));
  g_assert_true (cst_http_check (&it.answer, NULL));
  g_assert_nonnull (strstr (cst_script_server_request (it.server, 0), "Authorization: Bearer geheim\r\n"));
  g_assert_nonnull (strstr (cst_script_server_request (it.server, 0), "Idempotency-Key: k\r\n"));
}

static void
assert_status (Exchange            *it,
               CstMarketplaceError  code)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (exchange_send (it, "POST"));
  g_assert_false (cst_http_check (&it->answer, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, (int) code);
}

#define NO(status) "HTTP/1.1 " status "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

static void
test_statuses (void)
{
  static const CstScriptStep steps[] = {
    { NO ("401 x"), 0 }, { NO ("403 x"), 0 }, { NO ("404 x"), 0 }, { NO ("410 x"), 0 },
    { "HTTP/1.1 429 x\r\nConnection: close\r\nRetry-After: 17\r\nContent-Length: 0\r\n\r\n", 0 },
    { NO ("500 x"), 0 }, { NO ("503 x"), 0 }, { NO ("302 x"), 0 },
    { "HTTP/1.1 422 x\r\nConnection: close\r\nContent-Length: 35\r\n\r\n"
      "{\"title\":\"no\",\"detail\":\"too many\"}  ", 0 },
  };
  g_auto(Exchange) it = { 0 };
  g_autofree char *detail = NULL;

  exchange_init (&it, steps, G_N_ELEMENTS (steps));
  assert_status (&it, CST_MARKETPLACE_ERROR_AUTH);
  assert_status (&it, CST_MARKETPLACE_ERROR_FORBIDDEN);
  assert_status (&it, CST_MARKETPLACE_ERROR_NOT_FOUND);
  assert_status (&it, CST_MARKETPLACE_ERROR_GONE);
  assert_status (&it, CST_MARKETPLACE_ERROR_THROTTLED);
  g_assert_cmpint (it.answer.retry_after, ==, 17);
  assert_status (&it, CST_MARKETPLACE_ERROR_SERVER);
  assert_status (&it, CST_MARKETPLACE_ERROR_SERVER);
  assert_status (&it, CST_MARKETPLACE_ERROR_MALFORMED);
  assert_status (&it, CST_MARKETPLACE_ERROR_REFUSED);
  detail = cst_http_answer_detail (&it.answer);
  g_assert_cmpstr (detail, ==, "too many");
}

/* It is certain that nothing left only while no connection stands. */
static void
test_refused_connection (void)
{
  static const CstScriptStep steps[] = { { OK_JSON, 0 } };
  g_autoptr(CstHttp) http = NULL;
  g_autofree char *url = NULL;
  g_auto(CstHttpAnswer) answer = CST_HTTP_ANSWER_INIT;
  g_autoptr(GError) error = NULL;
  gboolean may_have_arrived = TRUE;
  CstHttpRequest request = { .method = "POST", .path = "/v1/x" };
  CstScriptServer *server = cst_script_server_new (steps, 1);

  url = cst_script_server_get_url (server);
  cst_script_server_free (server);
  http = cst_http_new (url, CST_HTTP_BEARER, "t", NULL);

  g_assert_false (cst_http_send (http, &request, &answer, &may_have_arrived, NULL, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OFFLINE);
  g_assert_false (may_have_arrived);
}

/* The server answers the greeting of TLS with nonsense: no request ever left. */
static void
meet_bad_tls (void)
{
  static const CstScriptStep steps[] = { { NULL, 0 } };
  CstScriptServer *server = cst_script_server_new (steps, 1);
  g_autofree char *plain = cst_script_server_get_url (server);
  g_autofree char *url = g_strconcat ("https", plain + strlen ("http"), NULL);
  g_autoptr(CstHttp) http = cst_http_new (url, CST_HTTP_BEARER, "geheim", NULL);
  g_auto(CstHttpAnswer) answer = CST_HTTP_ANSWER_INIT;
  g_autoptr(GError) error = NULL;
  gboolean may_have_arrived = TRUE;
  CstHttpRequest request = { .method = "POST", .path = "/v1/x" };

  cst_http_set_limits (http, 1000, 1, 2);
  g_assert_false (cst_http_send (http, &request, &answer, &may_have_arrived, NULL, &error));
  g_assert_nonnull (error);
  g_assert_false (may_have_arrived);
  g_assert_cmpuint (cst_script_server_count (server), ==, 0);
  g_clear_object (&http);
  cst_script_server_free (server);
}

/* In a process of its own that ends without the leak checker, which the modules of TLS make stumble. */
static void
test_tls (void)
{
  if (g_test_subprocess ())
    {
      meet_bad_tls ();
      _exit (EXIT_SUCCESS);
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

/* A kept-alive connection breaks after the request was read: no changing request goes twice below us. */
static void
test_keepalive_reset (void)
{
  static const CstScriptStep steps[] = { { OK_JSON, 0 }, { NULL, 0 }, { OK_JSON, 0 } };
  const char *methods[] = { "POST", "PUT", "PATCH", "DELETE" };

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_auto(Exchange) it = { 0 };

      exchange_init (&it, steps, G_N_ELEMENTS (steps));
      g_assert_true (exchange_send (&it, "GET"));
      g_assert_false (exchange_send (&it, methods[i]));
      g_assert_error (it.error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OFFLINE);
      g_assert_true (it.may_have_arrived);
      g_assert_cmpuint (cst_script_server_count (it.server), ==, 2);
    }
}

static void
test_cut_bodies (void)
{
  static const CstScriptStep steps[] = {
    { "HTTP/1.1 201 x\r\nConnection: close\r\nContent-Length: 200\r\n\r\n{\"half\":", 0 },
    { "HTTP/1.1 200 x\r\nConnection: close\r\nContent-Length: 3\r\n\r\n", 0 },
    { "HTTP/9.9 what", 0 },
  };
  g_auto(Exchange) it = { 0 };

  exchange_init (&it, steps, G_N_ELEMENTS (steps));
  cst_http_set_limits (it.http, 1000, 3, 6);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_false (exchange_send (&it, "POST"));
      g_assert_error (it.error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OFFLINE);
      g_assert_true (it.may_have_arrived);
    }
}

static void
test_oversize (void)
{
  g_autofree char *big = g_strnfill (3000, 'x');
  g_autofree char *raw = g_strconcat ("HTTP/1.1 200 x\r\nConnection: close\r\n\r\n", big, NULL);
  const CstScriptStep steps[] = { { raw, 0 } };
  g_auto(Exchange) it = { 0 };

  exchange_init (&it, steps, 1);
  cst_http_set_limits (it.http, 1000, 5, 5);
  g_assert_false (exchange_send (&it, "GET"));
  g_assert_error (it.error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_TOO_LARGE);
}

/* Bytes that drip keep every single read alive; the exchange as a whole still ends, and long before the bytes do. */
static void
test_drip (void)
{
  static const CstScriptStep steps[] = {
    { "HTTP/1.1 200 x\r\nContent-Length: 100000\r\n\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 150 },
  };
  g_auto(Exchange) it = { 0 };
  gint64 started = g_get_monotonic_time ();

  exchange_init (&it, steps, 1);
  cst_http_set_limits (it.http, 1000000, 5, 1);
  g_assert_false (exchange_send (&it, "GET"));
  g_assert_error (it.error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_OFFLINE);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 8 * G_USEC_PER_SEC);
}

static void
test_cancelled (void)
{
  static const CstScriptStep steps[] = { { OK_JSON, 0 } };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  CstHttpRequest request = { .method = "POST", .path = "/v1/x" };
  g_auto(Exchange) it = { 0 };

  exchange_init (&it, steps, 1);
  g_cancellable_cancel (cancellable);
  g_assert_false (cst_http_send (it.http, &request, &it.answer, &it.may_have_arrived, cancellable, &it.error));
  g_assert_error (it.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (it.may_have_arrived);
}

/* A redirect to another server is followed for reading, without the credential; a changing one never is. */
static void
test_redirects (void)
{
  static const CstScriptStep other_steps[] = { { OK_JSON, 0 } };
  g_autoptr(CstScriptServer) other = cst_script_server_new (other_steps, 1);
  g_autofree char *other_url = cst_script_server_get_url (other);
  g_autofree char *away = g_strdup_printf ("HTTP/1.1 302 x\r\nConnection: close\r\nLocation: %s/y\r\n"
                                           "Content-Length: 0\r\n\r\n", other_url);
  const CstScriptStep steps[] = {
    { away, 0 }, { away, 0 },
    { "HTTP/1.1 302 x\r\nConnection: close\r\nLocation: http://unsafe.example/\r\nContent-Length: 0\r\n\r\n", 0 },
    { "HTTP/1.1 302 x\r\nConnection: close\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n", 0 },
  };
  g_auto(Exchange) it = { 0 };

  exchange_init (&it, steps, G_N_ELEMENTS (steps));
  g_assert_true (exchange_send (&it, "GET"));
  g_assert_cmpuint (it.answer.status, ==, 200);
  g_assert_null (strstr (cst_script_server_request (other, 0), "geheim"));

  g_assert_true (exchange_send (&it, "POST"));
  g_assert_cmpuint (it.answer.status, ==, 302);
  g_assert_cmpuint (cst_script_server_count (other), ==, 1);

  g_assert_false (exchange_send (&it, "GET"));
  g_assert_error (it.error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_INSECURE);
  g_assert_false (exchange_send (&it, "GET"));
  g_assert_error (it.error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_INSECURE);
}

static void
test_redirect_loop (void)
{
  static const CstScriptStep around = {
    "HTTP/1.1 307 x\r\nConnection: close\r\nLocation: /v1/x\r\nContent-Length: 0\r\n\r\n", 0
  };
  const CstScriptStep steps[] = { around, around, around, around, around, around, around, around };
  g_auto(Exchange) it = { 0 };

  exchange_init (&it, steps, G_N_ELEMENTS (steps));
  g_assert_false (exchange_send (&it, "GET"));
  g_assert_error (it.error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED);
  g_assert_cmpuint (cst_script_server_count (it.server), ==, 6);
}

static void
test_addresses (void)
{
  const char *good[] = { "https://m.example", "https://m.example:8443/api/", "http://127.0.0.1:80", "http://[::1]:1",
                         "http://localhost:8080" };
  const char *bad[] = { "http://m.example", "http://127.0.0.1.m.example", "ftp://m.example", "m.example", "",
                        "https://user:pw@m.example", "http://2130706433" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr(CstHttp) http = cst_http_new (good[i], CST_HTTP_BEARER, "t", NULL);

      g_assert_nonnull (http);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (cst_http_new (bad[i], CST_HTTP_BEARER, "t", &error));
      g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_INSECURE);
    }
}

static void
test_clock_offset (void)
{
  static const CstScriptStep steps[] = {
    { "HTTP/1.1 200 x\r\nDate: Thu, 01 Jan 2015 00:00:00 GMT\r\nContent-Length: 0\r\n\r\n", 0 },
  };
  g_auto(Exchange) it = { 0 };
  gint64 offset = 0;

  exchange_init (&it, steps, 1);
  g_assert_false (cst_http_get_clock_offset (it.http, &offset));
  g_assert_true (exchange_send (&it, "GET"));
  g_assert_true (cst_http_get_clock_offset (it.http, &offset));
  g_assert_cmpint (offset, <, -1000000);
}

static char *
temp_target (void)
{
  g_autofree char *dir = g_dir_make_tmp ("constat-http-XXXXXX", NULL);

  return g_build_filename (dir, "photo", NULL);
}

static void
remove_target (const char *target)
{
  g_autofree char *dir = g_path_get_dirname (target);
  g_autoptr(GDir) entries = g_dir_open (dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (entries)))
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (dir);
}

/* The first half comes and the connection breaks; only the rest is asked for, and the name exists only whole. */
static void
test_download_resumes (void)
{
  static const CstScriptStep steps[] = {
    { "HTTP/1.1 200 x\r\nConnection: close\r\nETag: \"7\"\r\nContent-Length: 10\r\n\r\n01234", 0 },
    { "HTTP/1.1 206 x\r\nConnection: close\r\nETag: \"7\"\r\nContent-Range: bytes 5-9/10\r\n"
      "Content-Length: 5\r\n\r\n56789", 0 },
  };
  g_autofree char *target = temp_target ();
  g_autofree char *contents = NULL;
  g_auto(Exchange) it = { 0 };

  exchange_init (&it, steps, 2);
  g_assert_false (cst_http_download (it.http, "/v1/attachments/a", target, 100, NULL, &it.error));
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
  g_clear_error (&it.error);

  g_assert_true (cst_http_download (it.http, "/v1/attachments/a", target, 100, NULL, &it.error));
  g_assert_no_error (it.error);
  g_assert_true (g_file_get_contents (target, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "0123456789");
  g_assert_nonnull (strstr (cst_script_server_request (it.server, 1), "Range: bytes=5-\r\n"));
  g_assert_nonnull (strstr (cst_script_server_request (it.server, 1), "If-Range: \"7\"\r\n"));
  remove_target (target);
}

/* The file changed meanwhile: the whole comes, and replaces the part. */
static void
test_download_restarts (void)
{
  static const CstScriptStep steps[] = {
    { "HTTP/1.1 200 x\r\nConnection: close\r\nETag: \"7\"\r\nContent-Length: 10\r\n\r\n01234", 0 },
    { "HTTP/1.1 416 x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", 0 },
    { "HTTP/1.1 200 x\r\nConnection: close\r\nETag: \"8\"\r\nContent-Length: 3\r\n\r\nabc", 0 },
  };
  g_autofree char *target = temp_target ();
  g_autofree char *contents = NULL;
  g_auto(Exchange) it = { 0 };

  exchange_init (&it, steps, 3);
  g_assert_false (cst_http_download (it.http, "/v1/attachments/a", target, 100, NULL, NULL));
  g_assert_true (cst_http_download (it.http, "/v1/attachments/a", target, 100, NULL, &it.error));
  g_assert_no_error (it.error);
  g_assert_true (g_file_get_contents (target, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "abc");
  remove_target (target);
}

static void
test_download_limits (void)
{
  static const CstScriptStep steps[] = {
    { "HTTP/1.1 200 x\r\nConnection: close\r\nContent-Length: 10\r\n\r\n0123456789", 0 },
    { "HTTP/1.1 404 x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", 0 },
    { "HTTP/1.1 206 x\r\nConnection: close\r\nContent-Range: bytes 3-5/6\r\nContent-Length: 3\r\n\r\nabc", 0 },
  };
  g_autofree char *target = temp_target ();
  g_auto(Exchange) it = { 0 };

  exchange_init (&it, steps, 3);
  g_assert_false (cst_http_download (it.http, "/a", target, 5, NULL, &it.error));
  g_assert_error (it.error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_TOO_LARGE);
  g_clear_error (&it.error);
  g_assert_false (cst_http_download (it.http, "/a", target, 5, NULL, &it.error));
  g_assert_error (it.error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_NOT_FOUND);
  g_clear_error (&it.error);
  g_assert_false (cst_http_download (it.http, "/a", target, 5, NULL, &it.error));
  g_assert_error (it.error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_MALFORMED);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
  remove_target (target);
}

/* What did not change since is told without a body; the mark of the last answer asks. */
static void
test_unchanged (void)
{
  static const CstScriptStep steps[] = {
    { "HTTP/1.1 200 x\r\nETag: W/\"2e\"\r\nContent-Length: 7\r\n\r\n{\"a\":1}", 0 },
    { "HTTP/1.1 304 x\r\nETag: W/\"2e\"\r\n\r\n", 0 },
    { "HTTP/1.1 304 x\r\nETag: W/\"2e\"\r\nContent-Length: 7\r\n\r\n", 0 },
  };
  g_autofree char *etag = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_auto(Exchange) it = { 0 };

  exchange_init (&it, steps, G_N_ELEMENTS (steps));
  g_assert_true (cst_rest_get_changed (it.http, "/a", NULL, "a", &etag, &node, NULL, &it.error));
  g_assert_no_error (it.error);
  g_assert_nonnull (node);
  g_assert_cmpstr (etag, ==, "W/\"2e\"");
  g_clear_pointer (&node, json_node_unref);

  /* Some say how long the answer would be. */
  for (guint i = 1; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_true (cst_rest_get_changed (it.http, "/a", NULL, "a", &etag, &node, NULL, &it.error));
      g_assert_no_error (it.error);
      g_assert_null (node);
      g_assert_nonnull (strstr (cst_script_server_request (it.server, i), "If-None-Match: W/\"2e\"\r\n"));
    }
}

/* Each kind of trouble has words of its own for people, and none of them shows a body. */
static void
test_problem_texts (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int code = CST_MARKETPLACE_ERROR_OFFLINE; code <= CST_MARKETPLACE_ERROR_FILE; code++)
    {
      g_autoptr(GError) error = g_error_new_literal (CST_MARKETPLACE_ERROR, code, "x");
      char *text = cst_marketplace_problem_text (error);

      g_assert_cmpuint (strlen (text), >, 15);
      g_assert_true (g_hash_table_add (seen, text));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/plain", test_plain);
  g_test_add_func ("/http/statuses", test_statuses);
  g_test_add_func ("/http/refused-connection", test_refused_connection);
  g_test_add_func ("/http/tls", test_tls);
  g_test_add_func ("/http/keepalive-reset", test_keepalive_reset);
  g_test_add_func ("/http/cut-bodies", test_cut_bodies);
  g_test_add_func ("/http/oversize", test_oversize);
  g_test_add_func ("/http/drip", test_drip);
  g_test_add_func ("/http/cancelled", test_cancelled);
  g_test_add_func ("/http/redirects", test_redirects);
  g_test_add_func ("/http/redirect-loop", test_redirect_loop);
  g_test_add_func ("/http/addresses", test_addresses);
  g_test_add_func ("/http/clock-offset", test_clock_offset);
  g_test_add_func ("/http/download-resumes", test_download_resumes);
  g_test_add_func ("/http/download-restarts", test_download_restarts);
  g_test_add_func ("/http/download-limits", test_download_limits);
  g_test_add_func ("/http/unchanged", test_unchanged);
  g_test_add_func ("/http/problem-texts", test_problem_texts);

  return g_test_run ();
}
