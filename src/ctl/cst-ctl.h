/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-change-set.h"
#include "cst-clock.h"
#include "cst-people.h"
#include "cst-rules.h"
#include "cst-store.h"

G_BEGIN_DECLS

/**
 * CstCtlExit:
 * @CST_CTL_DONE: done, or queued and sure to be sent later
 * @CST_CTL_FAILED: something on this computer went wrong; the message says what
 * @CST_CTL_USAGE: the words of the command are off
 * @CST_CTL_UNREACHABLE: the marketplace could not be reached
 * @CST_CTL_REFUSED: the marketplace, or one of our rules, said no; nothing happened
 * @CST_CTL_CONFLICT: the truth moved, another resolution is unfinished, or the outcome is not known
 *
 * The exit codes of `constatctl`, documented in docs/cli.md.
 */
typedef enum
{
  CST_CTL_DONE = 0,
  CST_CTL_FAILED = 1,
  CST_CTL_USAGE = 2,
  CST_CTL_UNREACHABLE = 3,
  CST_CTL_REFUSED = 4,
  CST_CTL_CONFLICT = 5,
} CstCtlExit;

/**
 * CstCtl:
 * @profile: (nullable): %NULL for the user's own
 * @person_name: (nullable): who acts, when said on the command line
 *
 * One run of `constatctl`: one thread, one store.
 */
typedef struct
{
  const char *profile; /* (nullable) */
  char     *profile_dir;
  CstStore *store;
  CstDb    *db;
  CstRules *rules;
  CstClock *clock;
  gboolean  is_json;
  char     *person_name;
  GString  *out;
} CstCtl;

/* @args: the words after the command, NULL-terminated, without options */
typedef CstCtlExit (*CstCtlFunc) (CstCtl   *ctl,
                                  GStrv     args,
                                  GError  **error);

/**
 * CstCtlCommand:
 * @name: one word, or two with a space
 * @arguments: what stands behind the name in the help, not translated
 * @summary: one sentence, to be translated
 * @options: (nullable): the command's own options, their variables being cleared before each run
 * @n_args: how many words it takes
 * @needs_store: whether the store is opened first
 */
typedef struct
{
  const char         *name;
  const char         *arguments;
  const char         *summary;
  const GOptionEntry *options;
  int                 min_args;
  int                 max_args;
  gboolean            needs_store;
  CstCtlFunc          run;
} CstCtlCommand;

/* How long an answer of the keyring is waited for, in seconds. */
#define CST_CTL_KEYRING_TIMEOUT 20

#define CST_CTL_ERROR (cst_ctl_error_quark ())

GQuark      cst_ctl_error_quark  (void);
void        cst_ctl_print        (CstCtl          *ctl,
                                  const char      *format,
                                  ...) G_GNUC_PRINTF (2, 3);
void        cst_ctl_print_json   (CstCtl          *ctl,
                                  JsonNode        *node);
void        cst_ctl_print_said   (CstCtl          *ctl,
                                  const char      *what,
                                  const char      *text);
CstCtlExit  cst_ctl_usage        (GError         **error,
                                  const char      *format,
                                  ...) G_GNUC_PRINTF (2, 3);
CstCtlExit  cst_ctl_exit_of      (const GError    *error);
gboolean    cst_ctl_resolve      (CstCtl          *ctl,
                                  CstEntity        entity,
                                  const char      *text,
                                  CstAccount     **account,
                                  char           **remote,
                                  GError         **error);
CstAccount *cst_ctl_account      (CstCtl          *ctl,
                                  const char      *name,
                                  GError         **error);
CstPerson  *cst_ctl_person       (CstCtl          *ctl);
gpointer    cst_ctl_write        (CstCtl          *ctl,
                                  CstDbFunc        func,
                                  gpointer         request,
                                  GError         **error);

extern const CstCtlCommand cst_ctl_account_commands[];
extern const CstCtlCommand cst_ctl_arbitration_commands[];
extern const CstCtlCommand cst_ctl_list_commands[];
extern const CstCtlCommand cst_ctl_pack_commands[];
extern const CstCtlCommand cst_ctl_photo_commands[];
extern const CstCtlCommand cst_ctl_playbook_commands[];
extern const CstCtlCommand cst_ctl_decide_commands[];
extern const CstCtlCommand cst_ctl_case_commands[];
extern const CstCtlCommand cst_ctl_report_commands[];
extern const CstCtlCommand cst_ctl_case_export_commands[];
extern const CstCtlCommand cst_ctl_import_commands[];
extern const CstCtlCommand cst_ctl_delivery_commands[];
extern const CstCtlCommand cst_ctl_dossier_commands[];
extern const CstCtlCommand cst_ctl_figures_commands[];
extern const CstCtlCommand cst_ctl_finding_commands[];
extern const CstCtlCommand cst_ctl_lessons_commands[];
extern const CstCtlCommand cst_ctl_evidence_commands[];
extern const CstCtlCommand cst_ctl_aftercare_commands[];
extern const CstCtlCommand cst_ctl_rules_commands[];
extern const CstCtlCommand cst_ctl_sync_commands[];
extern const CstCtlCommand cst_ctl_admin_commands[];

G_END_DECLS
