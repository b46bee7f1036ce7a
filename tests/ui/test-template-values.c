/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-playbooks.h"
#include "cst-template-values.h"
#include "cst-util.h"

/* What the variables of a shipped message stand for, from the case it is written in. */

static const char *const order_text =
  "{\"id\":\"o\",\"number\":\"PX-7\",\"customer\":{\"id\":\"c\",\"name\":\"Mme Petit\",\"country\":\"FR\","
  "\"language\":\"fr\"},\"amounts\":{\"currency\":\"EUR\",\"tax_mode\":\"included\"},\"delivered_at\":%1$s,"
  "\"lines\":[{\"id\":\"l1\",\"title\":\"Théière\",\"quantity\":2,\"unit_price\":2400,\"tax_rate_bp\":2000}]}";
static const char *const incident_text =
  "{\"id\":\"i\",\"number\":\"I-1\",\"order\":\"o\",\"reason\":\"damaged\",\"handler\":\"brand\","
  "\"state\":\"submitted\","
  "\"reported_at\":%1$s,\"lines\":[{\"line\":\"l1\",\"quantity\":2}]}";

static gpointer
read_record (gpointer             record,
             const CstRecordType *type,
             const char          *text,
             const char          *moment)
{
  g_auto(GStrv) parts = g_strsplit (text, "%1$s", -1);
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, cst_time_parse (moment));
  g_autofree char *json = g_strjoinv (at, parts);
  g_autoptr(GError) error = NULL;

  cst_record_from_text (type, record, json, &error);
  g_assert_no_error (error);

  return record;
}

static const CstTemplate *
find_template (const CstPlaybook *playbook,
               const char        *id)
{
  for (guint i = 0; i < playbook->templates->len; i++)
    {
      const CstTemplate *template = g_ptr_array_index (playbook->templates, i);

      if (g_str_equal (template->rule.id, id))
        return template;
    }

  g_assert_not_reached ();
}

/* Delivered on a Thursday and reported on the Friday: three days for the protest, three working days for all else. */
static void
test_due (void)
{
  g_autoptr(GBytes) xml = cst_playbooks_shipped_xml ("pixmania");
  g_autoptr(GError) error = NULL;
  g_autoptr(CstPlaybook) playbook = cst_playbook_new_for_xml (g_bytes_get_data (xml, NULL), g_bytes_get_size (xml),
                                                              NULL, &error);
  g_autoptr(CstAccount) account = cst_account_new ();
  g_autoptr(CstOrder) order = read_record (cst_order_new (), &cst_order_type, order_text, "2026-11-19T09:00:00Z");
  g_autoptr(CstIncident) incident = read_record (cst_incident_new (), &cst_incident_type, incident_text,
                                                 "2026-11-20T09:00:00Z");
  g_autoptr(CstThread) thread = cst_thread_new ();
  CstIncidentCase incident_case = { .account = account, .order = order, .incident = incident, .thread = thread };
  g_autoptr(CstCaseFacts) facts = cst_case_facts_new (NULL, order, incident, NULL, NULL,
                                                      cst_time_parse ("2026-11-20T10:00:00Z"));
  g_autoptr(CstCaseView) view = NULL;

  g_assert_no_error (error);
  view = cst_case_view_new (playbook, facts);
  g_assert_cmpint (view->resolve_by, ==, cst_time_parse ("2026-11-24T22:59:59Z"));

  {
    g_autoptr(GPtrArray) values = cst_template_values_new (&incident_case, view, "carrier-protest", NULL, "fr");
    CstFilledTemplate *filled = cst_template_fill (find_template (playbook, "carrier-protest"), "fr", values);

    g_assert_nonnull (strstr (filled->text, "Bonjour Mme Petit"));
    g_assert_nonnull (strstr (filled->text, "au plus tard le 22 novembre 2026"));
    cst_filled_template_free (filled);
  }

  /* Any other message speaks of what is due next. */
  {
    g_autoptr(GPtrArray) values = cst_template_values_new (&incident_case, view, "enquiry", NULL, "fr");
    CstFilledTemplate *filled = cst_template_fill (find_template (playbook, "enquiry"), "fr", values);

    g_assert_nonnull (strstr (filled->text, "au plus tard le 24 novembre 2026"));
    g_assert_true (g_strv_contains ((const char *const *) filled->missing, "tracking"));
    cst_filled_template_free (filled);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/R15/H9/a-message-says-the-end-of-its-own-clock", test_due);

  return g_test_run ();
}
