/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-case-entry.h"
#include "cst-date-button.h"
#include "cst-draft-saver.h"
#include "cst-file-box.h"
#include "cst-record-window.h"

G_BEGIN_DECLS

struct _CstRecordWindow
{
  AdwWindow        parent_instance;

  GtkWidget       *account_group;
  AdwComboRow     *account_row;
  GtkEditable     *number_row;
  GtkWidget       *known_row;
  CstDateButton   *placed_button;
  CstDateButton   *shipped_button;
  CstDateButton   *delivered_button;
  GtkEditable     *carrier_row;
  GtkEditable     *tracking_row;
  GtkEditable     *customer_row;
  GtkEditable     *email_row;
  GtkEditable     *phone_row;
  GtkEditable     *street_row;
  GtkEditable     *postal_code_row;
  GtkEditable     *city_row;
  GtkEditable     *country_row;
  GtkEditable     *language_row;
  GtkWidget       *lines_box;
  GtkEditable     *currency_row;
  GtkSwitch       *tax_switch;
  GtkEditable     *tax_rate_row;
  GtkEditable     *shipping_row;
  AdwComboRow     *reason_row;
  GtkEditable     *reference_row;
  CstDateButton   *reported_button;
  GtkTextBuffer   *description_buffer;
  CstFileBox      *file_box;
  GtkWidget       *clear_button;
  GtkButton       *save_button;
  GtkWidget       *problem_box;
  GtkLabel        *problem_label;

  CstContext      *context;     /* (owned) */
  CstDraftSaver   *saver;       /* (owned) */
  CstCaseEntry    *base;        /* (owned): what the form does not show is kept from here */
  GArray          *accounts;    /* (owned) of gint64: in the order of the chooser */
  char            *known_order; /* (owned) (nullable): of the same number */
  char            *incident;    /* (owned) (nullable): just recorded, about to be opened */
  GCancellable    *cancellable; /* (owned) */
  gboolean         is_filling;
  gboolean         is_busy;
};

const CstAccount *cst_record_window_get_account   (CstRecordWindow    *self);
CstCaseEntry     *cst_record_window_read          (CstRecordWindow    *self);
char             *cst_record_window_dup_problem   (CstRecordWindow    *self);
void              cst_record_window_show          (CstRecordWindow    *self,
                                                   const CstCaseEntry *entry);
void              cst_record_window_fill_reasons  (CstRecordWindow    *self);
void              cst_record_window_install_lines (GtkWidgetClass     *widget_class);
void              cst_record_window_changed       (CstRecordWindow    *self);

G_END_DECLS
