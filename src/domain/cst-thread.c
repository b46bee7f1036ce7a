/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-thread.h"

CST_DEFINE_ENUM_TYPE (cst_message_state,
                      "unknown",
                      "sent",
                      "delivered",
                      "read");

CST_DEFINE_ENUM_TYPE (cst_message_purpose,
                      "message",
                      "photo_request",
                      "resolution",
                      "escalation");

static const CstField cst_message_fields[] = {
  CST_FIELD (CstMessage, id, STRING),
  CST_FIELD (CstMessage, incident, STRING),
  CST_FIELD_OF (CstMessage, author, ENUM, cst_party_type),
  CST_FIELD (CstMessage, author_name, STRING),
  CST_FIELD (CstMessage, body, STRING),
  CST_FIELD (CstMessage, language, STRING),
  CST_FIELD (CstMessage, sent_at, INT64),
  CST_FIELD_OF (CstMessage, state, ENUM, cst_message_state_type),
  CST_FIELD_OF (CstMessage, purpose, ENUM, cst_message_purpose_type),
  CST_FIELD (CstMessage, key, STRING),
  CST_FIELD_OF (CstMessage, attachments, RECORDS, cst_attachment_type),
};

CST_DEFINE_RECORD_TYPE (cst_message, CstMessage, "message");

static const CstField cst_thread_fields[] = {
  CST_FIELD (CstThread, order, STRING),
  CST_FIELD (CstThread, version, INT64),
  CST_FIELD_OF (CstThread, messages, RECORDS, cst_message_type),
  CST_FIELD (CstThread, read_up_to, STRING),
};

CST_DEFINE_RECORD_TYPE (cst_thread, CstThread, "thread");

/**
 * cst_thread_new:
 *
 * Returns: (transfer full): an empty record
 */
CstThread *
cst_thread_new (void)
{
  return cst_record_new (&cst_thread_type);
}

CstThread *
cst_thread_copy (const CstThread *self)
{
  return cst_record_dup (&cst_thread_type, self);
}

void
cst_thread_free (CstThread *self)
{
  cst_record_free (&cst_thread_type, self);
}

/**
 * cst_thread_count_unread:
 *
 * Returns: how many messages of others came after the one we have read up to
 */
int
cst_thread_count_unread (const CstThread *self)
{
  int unread = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->messages->len; i++)
    {
      const CstMessage *message = g_ptr_array_index (self->messages, i);

      if (message->author != CST_PARTY_BRAND)
        unread++;
      if (self->read_up_to != NULL && g_strcmp0 (message->id, self->read_up_to) == 0)
        unread = 0;
    }

  return unread;
}
