/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-constat-requests.h"
#include "cst-marketplace.h"

static CstOperation *
new_operation (CstOperationKind kind)
{
  CstOperation *operation = cst_operation_new (kind, 1, "ord-1", "inc-1");

  operation->person = g_strdup ("p-lea");
  operation->person_name = g_strdup ("Léa");

  return operation;
}

static void
assert_request (const CstOperation *operation,
                const char         *method,
                const char         *path,
                const char         *body)
{
  g_auto(CstConstatRequest) request = { 0 };
  g_auto(CstConstatRequest) again = { 0 };
  g_autoptr(CstOperation) stored = cst_operation_copy (operation);
  g_autoptr(GError) error = NULL;

  g_assert_true (cst_constat_request_build (operation, &request, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (request.method, ==, method);
  g_assert_cmpstr (request.path, ==, path);
  g_assert_cmpmem (g_bytes_get_data (request.body, NULL), g_bytes_get_size (request.body), body, strlen (body));

  g_assert_true (cst_constat_request_build (stored, &again, &error));
  g_assert_true (g_bytes_equal (request.body, again.body));
}

#define BY "{\"by\":{\"person\":\"p-lea\",\"name\":\"Léa\"}"

static void
test_refund (void)
{
  g_autoptr(CstOperation) operation = new_operation (CST_OPERATION_REFUND);

  operation->if_version = 812;
  cst_operation_add_line (operation, "1", 2);
  cst_operation_add_line (operation, "2", 1)->amount = 500;
  operation->shipping = 100;
  assert_request (operation, "POST", "/v1/incidents/inc-1/resolutions",
                  BY ",\"kind\":\"refund\",\"if_version\":812,\"lines\":[{\"line\":\"1\",\"quantity\":2},"
                     "{\"line\":\"2\",\"quantity\":1,\"amount\":500}],\"shipping\":100}");
}

static void
test_replacement (void)
{
  g_autoptr(CstOperation) operation = new_operation (CST_OPERATION_REPLACEMENT);
  CstOutgoingFile *file = cst_record_new (&cst_outgoing_file_type);

  cst_operation_add_line (operation, "1", 2);
  operation->with_return = TRUE;
  operation->text = g_strdup ("In the box");
  file->remote_id = g_strdup ("att-5");
  g_ptr_array_add (operation->files, file);
  assert_request (operation, "POST", "/v1/incidents/inc-1/resolutions",
                  BY ",\"kind\":\"replacement\",\"lines\":[{\"line\":\"1\",\"quantity\":2}],"
                     "\"return\":{\"instructions\":\"In the box\",\"label\":\"att-5\"}}");
}

static void
test_message (void)
{
  g_autoptr(CstOperation) operation = new_operation (CST_OPERATION_MESSAGE);

  operation->text = g_strdup ("\"Bonjour\"\n");
  operation->language = g_strdup ("fr");
  operation->purpose = CST_PURPOSE_PHOTO_REQUEST;
  assert_request (operation, "POST", "/v1/orders/ord-1/messages",
                  BY ",\"incident\":\"inc-1\",\"body\":\"\\\"Bonjour\\\"\\n\",\"language\":\"fr\","
                     "\"purpose\":\"photo_request\"}");
}

static void
test_returns (void)
{
  g_autoptr(CstOperation) receipt = new_operation (CST_OPERATION_RETURN_RECEIVED);
  g_autoptr(CstOperation) inspection = new_operation (CST_OPERATION_RETURN_INSPECTED);
  g_autoptr(CstOperation) shipping = new_operation (CST_OPERATION_SHIP_REPLACEMENT);
  CstOperationLine *line;

  receipt->subject = g_strdup ("ret-1");
  receipt->moment = 1700000000;
  cst_operation_add_line (receipt, "1", 2)->received = 2;
  assert_request (receipt, "POST", "/v1/returns/ret-1/receipt",
                  BY ",\"received_at\":\"2023-11-14T22:13:20Z\",\"lines\":[{\"line\":\"1\",\"received\":2}]}");

  inspection->subject = g_strdup ("ret-1");
  line = cst_operation_add_line (inspection, "1", 2);
  line->accepted = 1;
  line->missing = 1;
  assert_request (inspection, "POST", "/v1/returns/ret-1/inspection",
                  BY ",\"lines\":[{\"line\":\"1\",\"accepted\":1,\"damaged\":0,\"missing\":1}]}");

  shipping->subject = g_strdup ("r-1");
  shipping->carrier = g_strdup ("UPS");
  shipping->tracking_number = g_strdup ("1Z");
  shipping->moment = 1700000000;
  assert_request (shipping, "POST", "/v1/incidents/inc-1/resolutions/r-1/shipment",
                  BY ",\"carrier\":\"UPS\",\"tracking_number\":\"1Z\",\"shipped_at\":\"2023-11-14T22:13:20Z\"}");
}

static void
test_desk (void)
{
  g_autoptr(CstOperation) note = new_operation (CST_OPERATION_NOTE);
  g_autoptr(CstOperation) finding = new_operation (CST_OPERATION_FINDING);
  g_autoptr(CstOperation) assign = new_operation (CST_OPERATION_ASSIGN);
  g_autoptr(CstOperation) opened = new_operation (CST_OPERATION_OPENED);
  g_autoptr(CstOperation) read = new_operation (CST_OPERATION_MARK_READ);

  note->text = g_strdup ("x");
  assert_request (note, "POST", "/v1/incidents/inc-1/notes", BY ",\"text\":\"x\"}");
  finding->finding = CST_FINDING_CANNOT_TELL;
  assert_request (finding, "POST", "/v1/incidents/inc-1/findings", BY ",\"finding\":\"cannot_tell\"}");
  assign->assignee = g_strdup ("p-marc");
  assign->assignee_name = g_strdup ("Marc");
  assert_request (assign, "PUT", "/v1/incidents/inc-1/assignment", BY ",\"person\":\"p-marc\",\"name\":\"Marc\"}");
  assert_request (opened, "PUT", "/v1/incidents/inc-1/opened-by", BY "}");
  read->read_up_to = g_strdup ("m-1");
  assert_request (read, "PATCH", "/v1/orders/ord-1/thread", "{\"read_up_to\":\"m-1\"}");
}

static CstMark *
add_mark (CstOperation *operation,
          CstMarkShape  shape,
          const char   *text)
{
  CstMark *mark = cst_record_new (&cst_mark_type);

  mark->attachment = g_strdup ("att-1");
  mark->shape = shape;
  mark->x1 = 1;
  mark->y1 = 2;
  mark->text = g_strdup (text);
  g_ptr_array_add (operation->marks, mark);

  return mark;
}

/* 2 of 12 confirmed, the rest of the other line not, and where to look. */
static void
test_finding (void)
{
  g_autoptr(CstOperation) finding = new_operation (CST_OPERATION_FINDING);
  CstMark *arrow;

  finding->text = g_strdup ("x");
  cst_operation_add_line (finding, "1", 2)->finding = CST_FINDING_CONFIRMED;
  cst_operation_add_line (finding, "2", 0)->finding = CST_FINDING_NOT_CONFIRMED;
  arrow = add_mark (finding, CST_MARK_ARROW, NULL);
  arrow->x2 = 10000;
  arrow->y2 = 4;
  add_mark (finding, CST_MARK_TEXT, "ici");
  assert_request (finding, "POST", "/v1/incidents/inc-1/findings",
                  BY ",\"lines\":[{\"line\":\"1\",\"quantity\":2,\"finding\":\"confirmed\"},"
                     "{\"line\":\"2\",\"finding\":\"not_confirmed\"}],\"note\":\"x\",\"marks\":["
                     "{\"attachment\":\"att-1\",\"shape\":\"arrow\",\"x1\":1,\"y1\":2,\"x2\":10000,\"y2\":4},"
                     "{\"attachment\":\"att-1\",\"shape\":\"text\",\"x1\":1,\"y1\":2,\"text\":\"ici\"}]}");
}

/* R7: the file was uploaded before. */
static void
test_evidence (void)
{
  g_autoptr(CstOperation) evidence = new_operation (CST_OPERATION_EVIDENCE);
  CstOutgoingFile *file = cst_record_new (&cst_outgoing_file_type);

  file->remote_id = g_strdup ("att-5");
  g_ptr_array_add (evidence->files, file);
  evidence->text = g_strdup ("Au banc");
  assert_request (evidence, "POST", "/v1/incidents/inc-1/evidence",
                  BY ",\"attachment\":\"att-5\",\"note\":\"Au banc\"}");
}

static void
test_unassign (void)
{
  g_autoptr(CstOperation) operation = new_operation (CST_OPERATION_UNASSIGN);
  g_auto(CstConstatRequest) request = { 0 };

  g_assert_true (cst_constat_request_build (operation, &request, NULL));
  g_assert_cmpstr (request.method, ==, "DELETE");
  g_assert_cmpstr (request.query, ==, "person=p-lea&name=L%C3%A9a");
  g_assert_null (request.body);
}

/* An id that could lead elsewhere never gets into a path. */
static void
test_hostile_ids (void)
{
  g_autoptr(CstOperation) operation = new_operation (CST_OPERATION_NOTE);
  g_auto(CstConstatRequest) request = { 0 };
  g_autoptr(GError) error = NULL;

  g_free (operation->incident);
  operation->incident = g_strdup ("../orders");
  g_assert_false (cst_constat_request_build (operation, &request, &error));
  g_assert_error (error, CST_MARKETPLACE_ERROR, CST_MARKETPLACE_ERROR_REFUSED);
}

static void
test_file_names (void)
{
  g_autoptr(CstOperation) operation = new_operation (CST_OPERATION_MESSAGE);
  g_autofree char *disposition = cst_constat_disposition ("é\"\r\nX: y.pdf");
  g_autofree char *key = cst_constat_file_key (operation, 0);

  g_assert_cmpstr (disposition, ==, "attachment; filename*=UTF-8''%C3%A9%22%0D%0AX%3A%20y.pdf");
  g_assert_true (g_str_has_prefix (key, operation->key));
  g_assert_true (g_str_has_suffix (key, "-f0"));
  g_assert_cmpuint (strlen (key), <=, 64);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/requests/O8/refund", test_refund);
  g_test_add_func ("/requests/O7/replacement", test_replacement);
  g_test_add_func ("/requests/O9/message", test_message);
  g_test_add_func ("/requests/R4/returns", test_returns);
  g_test_add_func ("/requests/R7/desk", test_desk);
  g_test_add_func ("/requests/R7/finding", test_finding);
  g_test_add_func ("/constat/R7/request/evidence", test_evidence);
  g_test_add_func ("/requests/R7/unassign", test_unassign);
  g_test_add_func ("/requests/hostile-ids", test_hostile_ids);
  g_test_add_func ("/requests/file-names", test_file_names);

  return g_test_run ();
}
