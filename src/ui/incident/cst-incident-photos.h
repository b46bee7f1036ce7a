/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-incident-case.h"
#include "cst-photo-item.h"
#include "cst-store.h"

G_BEGIN_DECLS

#define CST_TYPE_INCIDENT_PHOTOS (cst_incident_photos_get_type ())

G_DECLARE_FINAL_TYPE (CstIncidentPhotos, cst_incident_photos, CST, INCIDENT_PHOTOS, GObject)

CstIncidentPhotos *cst_incident_photos_new (CstStore * store);
GPtrArray         *cst_incident_photos_list           (CstIncidentPhotos     *self,
                                                       const CstIncidentCase *incident_case);
GPtrArray         *cst_incident_photos_list_compared  (CstIncidentPhotos     *self,
                                                       const CstIncidentCase *incident_case,
                                                       GStrv                 *titles);
gboolean           cst_incident_photos_can_show       (const CstAttachment   *attachment);
void               cst_incident_photos_add_of_message (CstIncidentPhotos     *self,
                                                       const char            *attachment);
void               cst_incident_photos_clear          (CstIncidentPhotos     *self);
void               cst_incident_photos_set_unreadable (CstIncidentPhotos     *self,
                                                       CstPhotoItem          *item);
void               cst_incident_photos_set_looked_at  (CstIncidentPhotos     *self,
                                                       CstPhotoItem          *item);
void               cst_incident_photos_set_look       (CstIncidentPhotos     *self,
                                                       CstPhotoItem          *item);

G_END_DECLS
