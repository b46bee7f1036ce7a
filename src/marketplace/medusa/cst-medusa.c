/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-medusa.h"

#include "cst-medusa-client.h"

#define SETTLE_S 5

/* Every attempt begins with reading whether it is needed (cst-sequence.c), so a key never grows old; two confirmations
 * at a time would both be carried out there. */
const CstSite cst_medusa = {
  .scheme = CST_HTTP_BASIC_USER,
  .key_retention = -1,
  .settle_time = SETTLE_S,
  .goes_by_steps = TRUE,
  .check = cst_medusa_get_account,
  .pull = cst_medusa_pull,
  .push = cst_medusa_push,
  .read_back = cst_medusa_read_back,
  .fetch_attachment = cst_medusa_download,
};
