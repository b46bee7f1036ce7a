/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-cache.h"

#include <glib/gi18n-lib.h>

/**
 * cst_photo_fact:
 * @attachment: (nullable): what the marketplace says of the photo, %NULL when the customer sent none
 * @entry: (nullable): what this computer has of it
 *
 * R2: four ways of not seeing a photo, never mixed up, because each asks for another step.
 *
 * Returns: what can be said of it
 */
CstPhotoFact
cst_photo_fact (const CstAttachment *attachment,
                const CstCacheEntry *entry)
{
  if (attachment == NULL)
    return CST_PHOTO_NONE_SENT;

  if (entry != NULL && entry->is_unreadable)
    return CST_PHOTO_UNREADABLE;
  if (entry != NULL && entry->state == CST_CACHE_CACHED)
    return CST_PHOTO_READY;
  if (attachment->status == CST_ATTACHMENT_ANNOUNCED)
    return CST_PHOTO_ANNOUNCED;
  if (attachment->status == CST_ATTACHMENT_REMOVED || (entry != NULL && entry->state == CST_CACHE_GONE))
    return CST_PHOTO_REMOVED;

  return CST_PHOTO_NOT_DOWNLOADED;
}

/**
 * cst_incident_count_awaited_photos:
 *
 * Returns: how many photos the customer announced and has not sent (R2)
 */
guint
cst_incident_count_awaited_photos (const CstIncident *incident)
{
  guint announced = 0;
  guint received = 0;
  guint said;

  g_return_val_if_fail (incident != NULL, 0);

  for (guint i = 0; i < incident->attachments->len; i++)
    {
      const CstAttachment *attachment = g_ptr_array_index (incident->attachments, i);

      if (attachment->status == CST_ATTACHMENT_ANNOUNCED)
        announced++;
      else
        received++;
    }

  said = (guint) MAX (incident->photos_announced, 0);

  return MAX (announced, said > received ? said - received : 0);
}

/**
 * cst_label_photo_fact:
 *
 * Returns: (transfer none): the fact's words, translated
 */
const char *
cst_label_photo_fact (CstPhotoFact fact)
{
  switch (fact)
    {
    case CST_PHOTO_NONE_SENT:
      return C_("photo", "No photo sent");
    case CST_PHOTO_ANNOUNCED:
      return C_("photo", "Announced, not received");
    case CST_PHOTO_NOT_DOWNLOADED:
      return C_("photo", "Not downloaded yet");
    case CST_PHOTO_UNREADABLE:
      return C_("photo", "Unreadable");
    case CST_PHOTO_REMOVED:
      return C_("photo", "No longer at the marketplace");
    case CST_PHOTO_READY:
    default:
      return C_("photo", "Received");
    }
}
