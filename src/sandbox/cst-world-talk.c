/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-world-actors.h"
#include "cst-world-photos.h"
#include "cst-world-private.h"
#include "cst-world-rules.h"

#include "cst-util.h"

/**
 * cst_world_say:
 * @incident: (nullable): what the message is about
 *
 * Puts a message into the order's thread. The caller adds attachments and ends with
 * cst_world_message_sent().
 *
 * Returns: (transfer none): the message
 */
CstWorldMessage *
cst_world_say (CstWorld         *world,
               CstWorldOrder    *order,
               CstWorldIncident *incident,
               CstWorldActor     author,
               const char       *author_name,
               const char       *body,
               const char       *language)
{
  CstWorldThread *thread = cst_world_ensure_thread (order);
  CstWorldMessage *message = g_new0 (CstWorldMessage, 1);

  message->id = g_strdup_printf ("msg-%d-%u", CST_WORLD_FIRST_ORDER + order->index,
                                 thread->messages->len + 1);
  message->incident = incident != NULL ? incident->index : -1;
  message->author = author;
  message->author_name = g_strdup (author_name);
  message->body = g_strdup (body);
  message->language = g_strdup (language);
  message->sent_at = cst_world_now (world);
  message->attachments = g_ptr_array_new ();
  g_ptr_array_add (thread->messages, message);

  return message;
}

void
cst_world_attach (CstWorldMessage    *message,
                  CstWorldAttachment *attachment)
{
  g_ptr_array_add (message->attachments, attachment);
}

/* Whoever writes has read what stood above. */
static void
mark_read (CstWorldThread *thread,
           CstWorldActor   author)
{
  for (guint i = 0; i < thread->messages->len; i++)
    {
      CstWorldMessage *message = g_ptr_array_index (thread->messages, i);

      if (message->author != author)
        message->progress = 2;
    }
}

/**
 * cst_world_message_sent:
 *
 * What a message does: it takes its place in the problem's history, puts a submitted problem in
 * progress when the brand wrote it
 * (O9), and makes the problem wait for the other side (R2, R6).
 */
void
cst_world_message_sent (CstWorld        *world,
                        CstWorldOrder   *order,
                        CstWorldMessage *message)
{
  CstWorldIncident *incident = message->incident >= 0 ? cst_world_incident (world, message->incident) : NULL;

  mark_read (order->thread, message->author);
  cst_world_touch (world, CST_WORLD_FEED_THREAD, order->index);
  if (message->author == CST_WORLD_BRAND)
    cst_world_expect_reply (world, order, message);

  if (incident == NULL)
    return;

  cst_world_note_history (world, incident, message->author, "message", message->id, NULL);
  if (cst_world_is_settled (incident) || incident->state == CST_WORLD_REVIEW ||
      message->author == CST_WORLD_MARKETPLACE)
    {
      cst_world_incident_changed (world, incident, FALSE);
      return;
    }

  if (cst_world_unfinished (incident) == NULL)
    cst_world_set_waiting (world, incident,
                           message->author == CST_WORLD_BRAND ? CST_WORLD_CUSTOMER : CST_WORLD_BRAND);
  if (message->author == CST_WORLD_BRAND && incident->state == CST_WORLD_SUBMITTED)
    cst_world_set_state (world, incident, CST_WORLD_IN_PROGRESS);
  else
    cst_world_incident_changed (world, incident, FALSE);
}

static CstWorldAttachment *
find_announced (CstWorldIncident *incident)
{
  for (guint i = 0; i < incident->attachments->len; i++)
    {
      CstWorldAttachment *attachment = g_ptr_array_index (incident->attachments, i);

      if (g_str_equal (attachment->status, "announced"))
        return attachment;
    }

  return NULL;
}

/**
 * cst_world_send_photo:
 * @photo: (nullable): name of the picture, or %NULL for one that fits the reason
 * @filename: (nullable): what the customer calls it
 * @taken_at: when it was taken; 0: the camera does not say
 *
 * A photo of the customer arrives; one that was announced is the first to be filled.
 *
 * Returns: (transfer none): the file
 */
CstWorldAttachment *
cst_world_send_photo (CstWorld         *world,
                      CstWorldIncident *incident,
                      const char       *photo,
                      const char       *filename,
                      gint64            taken_at)
{
  guint chance = cst_world_hash (world, "photo",
                                 incident->index * 16 + (int) incident->attachments->len);
  CstWorldAttachment *attachment = find_announced (incident);
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  if (photo == NULL)
    photo = cst_world_photo_for (incident->reason, chance);
  if (filename == NULL)
    filename = name = g_strdup_printf ("IMG_%04u.jpg", 1000 + chance % 9000);

  bytes = cst_world_photo (photo, taken_at);
  if (attachment != NULL)
    {
      cst_world_fill_attachment (attachment, bytes);
    }
  else
    {
      attachment = cst_world_add_attachment (world, filename, cst_world_photo_media_type (photo), bytes);
      g_ptr_array_add (incident->attachments, attachment);
    }
  incident->photos_announced = MAX (incident->photos_announced, (int) incident->attachments->len);
  cst_world_note_history (world, incident, CST_WORLD_CUSTOMER, "photo_added", attachment->filename,
                          NULL);
  cst_world_incident_changed (world, incident, FALSE);

  return attachment;
}

static CstWorldRemark *
new_remark (CstWorld   *world,
            CstWorldBy  by)
{
  CstWorldRemark *remark = g_new0 (CstWorldRemark, 1);

  remark->by.person = g_strdup (by.person);
  remark->by.name = g_strdup (by.name);
  remark->at = cst_world_now (world);
  remark->line = -1;
  remark->quantity = -1;

  return remark;
}

void
cst_world_add_note (CstWorld         *world,
                    CstWorldIncident *incident,
                    CstWorldBy        by,
                    const char       *text)
{
  CstWorldRemark *remark = new_remark (world, by);

  remark->text = g_strdup (text);
  g_ptr_array_add (incident->desk.notes, remark);
  cst_world_touch (world, CST_WORLD_FEED_DESK, incident->index);
}

static gboolean
holds (const GPtrArray *attachments,
       const char      *id)
{
  for (guint i = 0; i < attachments->len; i++)
    {
      const CstWorldAttachment *attachment = g_ptr_array_index (attachments, i);

      if (g_str_equal (attachment->id, id))
        return TRUE;
    }

  return FALSE;
}

/**
 * cst_world_shows_attachment:
 *
 * Returns: whether the file @id is one of the problem's, of the desk's evidence, or of the conversation about its order
 */
gboolean
cst_world_shows_attachment (CstWorld               *world,
                            const CstWorldIncident *incident,
                            const char             *id)
{
  const CstWorldThread *thread = cst_world_order (world, incident->order)->thread;

  for (guint i = 0; thread != NULL && i < thread->messages->len; i++)
    {
      const CstWorldMessage *message = g_ptr_array_index (thread->messages, i);

      if (holds (message->attachments, id))
        return TRUE;
    }

  for (guint i = 0; i < incident->desk.evidence->len; i++)
    {
      const CstWorldRemark *evidence = g_ptr_array_index (incident->desk.evidence, i);

      if (g_str_equal (evidence->attachment->id, id))
        return TRUE;
    }

  return holds (incident->attachments, id);
}

void
cst_world_mark_free (CstWorldMark *mark)
{
  g_free (mark->attachment);
  g_free (mark->text);
  g_free (mark);
}

/* @marks: (nullable): of CstWorldMark, shared from then on */
void
cst_world_add_finding (CstWorld         *world,
                       CstWorldIncident *incident,
                       CstWorldBy        by,
                       const char       *finding,
                       int               line,
                       int               quantity,
                       const char       *note,
                       GPtrArray        *marks)
{
  CstWorldRemark *remark = new_remark (world, by);

  remark->finding = g_intern_string (finding);
  remark->line = line;
  remark->quantity = quantity;
  remark->text = g_strdup (note);
  remark->marks = marks != NULL ? g_ptr_array_ref (marks) : NULL;
  g_ptr_array_add (incident->desk.findings, remark);
  cst_world_touch (world, CST_WORLD_FEED_DESK, incident->index);
}

/* @note: (nullable) */
void
cst_world_add_evidence (CstWorld           *world,
                        CstWorldIncident   *incident,
                        CstWorldBy          by,
                        CstWorldAttachment *attachment,
                        const char         *note)
{
  CstWorldRemark *remark = new_remark (world, by);

  remark->attachment = attachment;
  remark->text = g_strdup (note);
  attachment->serves = TRUE;
  g_ptr_array_add (incident->desk.evidence, remark);
  cst_world_touch (world, CST_WORLD_FEED_DESK, incident->index);
}

/* @to: (nullable): nobody any more */
void
cst_world_assign (CstWorld         *world,
                  CstWorldIncident *incident,
                  const CstWorldBy *to)
{
  CstWorldDesk *desk = &incident->desk;

  cst_set_str (&desk->assigned_to.person, to != NULL ? to->person : NULL);
  cst_set_str (&desk->assigned_to.name, to != NULL ? to->name : NULL);
  desk->assigned_at = cst_world_now (world);
  cst_world_touch (world, CST_WORLD_FEED_DESK, incident->index);
}

/* A person stands once in the list, with the last time. */
void
cst_world_opened (CstWorld         *world,
                  CstWorldIncident *incident,
                  CstWorldBy        by)
{
  for (guint i = 0; i < incident->desk.opened_by->len; i++)
    {
      CstWorldRemark *seen = g_ptr_array_index (incident->desk.opened_by, i);

      if (g_str_equal (seen->by.person, by.person))
        {
          g_ptr_array_remove_index (incident->desk.opened_by, i);
          break;
        }
    }
  g_ptr_array_add (incident->desk.opened_by, new_remark (world, by));
  cst_world_touch (world, CST_WORLD_FEED_DESK, incident->index);
}
