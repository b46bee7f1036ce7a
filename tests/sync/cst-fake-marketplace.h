/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-clock.h"
#include "cst-marketplace.h"

G_BEGIN_DECLS

#define CST_TYPE_FAKE_MARKETPLACE (cst_fake_marketplace_get_type ())

G_DECLARE_FINAL_TYPE (CstFakeMarketplace, cst_fake_marketplace, CST, FAKE_MARKETPLACE, GObject)

/* A marketplace in memory. It executes whatever comes, again too when its keys are not honoured: that nothing is
 * executed twice is the engine's doing. Trouble comes by dice. */
CstFakeMarketplace *cst_fake_marketplace_new (CstClock * clock,
                                              gint64              retention,
                                              guint               n_orders);
void                cst_fake_marketplace_set_trouble   (CstFakeMarketplace *self,
                                                        guint32             seed,
                                                        double              rate);
void                cst_fake_marketplace_set_settle_time (CstFakeMarketplace *self,
                                                          gint64              seconds);
void                cst_fake_marketplace_set_blind     (CstFakeMarketplace *self,
                                                        gboolean            is_blind);
void                cst_fake_marketplace_set_garbled   (CstFakeMarketplace *self,
                                                        gboolean            is_garbled);
void                cst_fake_marketplace_set_lacking   (CstFakeMarketplace *self,
                                                        CstCapabilities     lacking);
void                cst_fake_marketplace_set_reports   (CstFakeMarketplace *self,
                                                        gboolean            takes_reports);
void                cst_fake_marketplace_add_deliveries (CstFakeMarketplace *self);
void                cst_fake_marketplace_fail_delivery (CstFakeMarketplace *self,
                                                        guint               nth);
void                cst_fake_marketplace_write_desk    (CstFakeMarketplace *self,
                                                        const char         *incident,
                                                        const char         *text);
void                cst_fake_marketplace_fail_next     (CstFakeMarketplace *self,
                                                        CstMarketplaceError code,
                                                        gint64              retry_after);
void                cst_fake_marketplace_set_shop      (CstFakeMarketplace *self,
                                                        const char         *shop);
void                cst_fake_marketplace_set_silent    (CstFakeMarketplace *self,
                                                        int                 silence);
void                cst_fake_marketplace_arrive        (CstFakeMarketplace *self);
void                cst_fake_marketplace_expire        (CstFakeMarketplace *self);
void                cst_fake_marketplace_remove        (CstFakeMarketplace *self,
                                                        const char         *order);
CstIncident        *cst_fake_marketplace_incident      (CstFakeMarketplace *self,
                                                        guint               nth);
void                cst_fake_marketplace_touch         (CstFakeMarketplace *self,
                                                        CstIncident        *incident);
guint               cst_fake_marketplace_executed      (CstFakeMarketplace *self,
                                                        const char         *key);
guint               cst_fake_marketplace_count_pulls   (CstFakeMarketplace *self);
guint               cst_fake_marketplace_count_pushes  (CstFakeMarketplace *self);

G_END_DECLS
