/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cst-marketplace.h"
#include "cst-sandbox-process.h"

/* README's table of what works on which site says what the connectors say of themselves. */

/* In the order of the table's columns. */
static const struct
{
  const char *connector;
  const char *place;
} sites[] = { { "constat", "" }, { "medusa", "/medusa" }, { "mirakl", "/mirakl" }, { "dropea", "/dropea" },
              { "manual", NULL } };

/* The first words of a row, and what an account has to be able to do for it. */
static const struct
{
  const char *row;
  int         needed;
} rows[] = {
  { "Orders", CST_CAN_READ_ORDERS },
  { "Incidents with photos", CST_CAN_READ_INCIDENTS | CST_CAN_READ_ATTACHMENTS },
  { "Incidents of carriers", CST_CAN_READ_DELIVERIES | CST_CAN_ANSWER_DELIVERIES },
  { "Record an incident", CST_CAN_REPORT },
  { "Replacement", CST_CAN_REPLACE | CST_CAN_SHIP },
  { "Refund", CST_CAN_REFUND | CST_CAN_REFUND_PARTLY },
  { "Receive and inspect a return", CST_CAN_HANDLE_RETURNS },
  { "Accept, refuse or close a return", CST_CAN_JUDGE_RETURNS },
  { "Cancel an incident or its return", CST_CAN_CANCEL },
  { "Conversation", CST_CAN_MESSAGE },
  { "Mark an incident as resolved", CST_CAN_MARK_RESOLVED },
  { "Ask the marketplace", CST_CAN_ESCALATE },
  { "Notes, findings, evidence", CST_CAN_NOTE | CST_CAN_FIND | CST_CAN_ADD_EVIDENCE | CST_CAN_ASSIGN },
  { "Its own problem rate", CST_CAN_SAY_RATE },
};

typedef enum
{
  SAYS_NOT,
  SAYS_HERE,
  SAYS_DESK,
} Says;

static CstAccountInfo *
ask (const CstSandboxProcess *sandbox,
     gsize                    site)
{
  g_autoptr(CstAccount) account = cst_account_new ();
  g_autoptr(CstMarketplace) marketplace = NULL;
  g_autoptr(GError) error = NULL;
  CstAccountInfo *info;

  account->connector = g_strdup (sites[site].connector);
  if (sites[site].place != NULL)
    account->url = g_strconcat (sandbox->url, sites[site].place, NULL);
  marketplace = cst_marketplace_new (account, sites[site].place != NULL ? sandbox->token : NULL, &error);
  g_assert_no_error (error);
  info = cst_marketplace_check (marketplace, NULL, &error);
  g_assert_no_error (error);

  return info;
}

/* What is recorded by hand is recorded here, incidents included. */
static Says
truth (const CstAccountInfo *info,
       int                   needed)
{
  if (needed == CST_CAN_REPORT && (info->capabilities & CST_CAN_RECORD))
    return SAYS_DESK;
  if ((info->capabilities & needed) != needed)
    return SAYS_NOT;

  return (info->desk_only & needed) == needed || (info->capabilities & CST_CAN_RECORD) ? SAYS_DESK : SAYS_HERE;
}

static Says
reading (const char *cell)
{
  static const char *const by_hand[] = { "on this desk", "as you enter them", "you carry it out", NULL };

  if (g_str_equal (cell, "–") || g_str_equal (cell, "counted here"))
    return SAYS_NOT;
  for (gsize i = 0; by_hand[i] != NULL; i++)
    {
      if (strstr (cell, by_hand[i]) != NULL)
        return SAYS_DESK;
    }

  return SAYS_HERE;
}

static GStrv
cells_of (char *const *lines,
          const char  *row)
{
  g_autofree char *prefix = g_strconcat ("| ", row, NULL);

  for (; *lines != NULL; lines++)
    {
      if (g_str_has_prefix (*lines, prefix))
        return g_strsplit (*lines, " | ", -1);
    }

  g_error ("README has no row “%s”", row);
}

static void
test_table (void)
{
  g_autoptr(CstSandboxProcess) sandbox = cst_sandbox_process_new (NULL, 0);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "README.md", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;
  CstAccountInfo *infos[G_N_ELEMENTS (sites)];

  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  lines = g_strsplit (text, "\n", -1);
  for (gsize j = 0; j < G_N_ELEMENTS (sites); j++)
    infos[j] = ask (sandbox, j);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto(GStrv) cells = cells_of (lines, rows[i].row);

      g_assert_cmpuint (g_strv_length (cells), ==, G_N_ELEMENTS (sites) + 1);
      for (gsize j = 0; j < G_N_ELEMENTS (sites); j++)
        {
          g_auto(GStrv) words = g_strsplit (cells[j + 1], " |", 2);
          Says said = reading (words[0]);
          Says is = truth (infos[j], rows[i].needed);

          /* What is done by hand is done here all the same. */
          if (g_str_equal (sites[j].connector, "manual") && said == SAYS_HERE)
            said = SAYS_DESK;
          g_test_message ("%s, %s: “%s”", rows[i].row, sites[j].connector, words[0]);
          g_assert_cmpint (said, ==, is);
        }
    }

  for (gsize j = 0; j < G_N_ELEMENTS (sites); j++)
    cst_record_free (&cst_account_info_type, infos[j]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/readme/what-works-on-which-site", test_table);

  return g_test_run ();
}
