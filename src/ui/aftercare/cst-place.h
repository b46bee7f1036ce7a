/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-record.h"

G_BEGIN_DECLS

#define CST_SETTING_PLACES "places"

/* A place of ours that goods come back to (R9). */
typedef struct
{
  char *name;
  char *street;
  char *postal_code;
  char *city;
} CstPlace;

/**
 * CstAddressCheck:
 * @CST_ADDRESS_NOT_CHECKED: the label's text cannot be read, or no places are known
 * @CST_ADDRESS_OURS: postal code and city of one of our places are on the label
 * @CST_ADDRESS_FOREIGN: the label's text was read and names none of our places
 */
typedef enum
{
  CST_ADDRESS_NOT_CHECKED,
  CST_ADDRESS_OURS,
  CST_ADDRESS_FOREIGN,
} CstAddressCheck;

CstPlace        *cst_place_new        (void);
void             cst_place_free       (CstPlace        *self);
GPtrArray       *cst_places_from_text (const char      *text);
char            *cst_places_to_text   (GPtrArray       *places);
CstAddressCheck  cst_places_check     (GPtrArray       *places,
                                       const char      *label_text,
                                       const CstPlace **found);
char            *cst_address_sentence (CstAddressCheck  check,
                                       const CstPlace  *found,
                                       guint            n_places);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstPlace, cst_place_free)

G_END_DECLS
