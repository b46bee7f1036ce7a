/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-incident.h"

G_BEGIN_DECLS

/* Files of one message at most; no contract says otherwise. */
#define CST_MESSAGE_FILES_MAX 10

typedef enum
{
  CST_MESSAGE_STATE_UNKNOWN,
  CST_MESSAGE_SENT,
  CST_MESSAGE_DELIVERED,
  CST_MESSAGE_READ,
} CstMessageState;

typedef enum
{
  CST_PURPOSE_MESSAGE,
  CST_PURPOSE_PHOTO_REQUEST,
  CST_PURPOSE_RESOLUTION, /* says how it was solved; the incident is marked as resolved with it */
  CST_PURPOSE_ESCALATION, /* to the marketplace alone */
} CstMessagePurpose;

typedef struct
{
  char              *id;
  char              *incident; /* (nullable) */
  CstParty           author;
  char              *author_name;
  char              *body;
  char              *language;
  gint64             sent_at;
  CstMessageState    state;
  CstMessagePurpose  purpose;
  char              *key; /* the operation's idempotency key, for our own */
  GPtrArray         *attachments; /* of CstAttachment */
} CstMessage;

/* The conversation of one order, oldest message first. */
typedef struct
{
  char      *order;
  gint64     version;
  GPtrArray *messages; /* of CstMessage */
  char      *read_up_to;
} CstThread;

extern const CstEnumType   cst_message_state_type;
extern const CstEnumType   cst_message_purpose_type;
extern const CstRecordType cst_message_type;
extern const CstRecordType cst_thread_type;

CstThread *cst_thread_new          (void);
CstThread *cst_thread_copy         (const CstThread *self);
void       cst_thread_free         (CstThread       *self);
int        cst_thread_count_unread (const CstThread *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CstThread, cst_thread_free)

G_END_DECLS
