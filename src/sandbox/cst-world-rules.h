/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-world.h"

G_BEGIN_DECLS

/*
 * What the marketplace allows and what then happens. A check answers with a #CstWorldVerdict and
 * changes nothing; the act behind it takes for granted that the check was passed.
 */

typedef enum
{
  CST_WORLD_FINE,
  CST_WORLD_CONFLICT,
  CST_WORLD_NOT_ALLOWED,
  CST_WORLD_TOO_MANY,
} CstWorldRuling;

typedef struct
{
  CstWorldRuling  ruling;
  const char     *detail;  /* (nullable): a literal */
  int             line;    /* with CST_WORLD_TOO_MANY, else -1 */
} CstWorldVerdict;

static inline CstWorldVerdict
cst_world_verdict (CstWorldRuling  ruling,
                   const char     *detail,
                   int             line)
{
  return (CstWorldVerdict) { .ruling = ruling, .detail = detail, .line = line };
}

typedef struct
{
  const char *person;
  const char *name;
} CstWorldBy;

typedef struct
{
  const char *carrier;
  const char *tracking_number;
  const char *tracking_url;  /* (nullable) */
  gint64      shipped_at;
} CstWorldParcel;

typedef struct
{
  const char         *instructions;      /* (nullable) */
  CstWorldAttachment *label;             /* (nullable) */
  const char         *label_follows_on;  /* (nullable) */
} CstWorldReturnWish;

/* cst-world-rules.c */
CstWorldActor       cst_world_handler             (CstWorldReason             reason);
gboolean            cst_world_is_settled          (const CstWorldIncident    *incident);
gboolean            cst_world_has_unsettled       (CstWorld                  *world,
                                                   const CstWorldOrder       *order);
gint64              cst_world_payable             (const CstWorldOrder       *order);
gint64              cst_world_held                (CstWorld                  *world,
                                                   const CstWorldOrder       *order);
CstWorldVerdict     cst_world_check_report        (CstWorld                  *world,
                                                   const CstWorldOrder       *order);
CstWorldIncident   *cst_world_report              (CstWorld                  *world,
                                                   CstWorldOrder             *order,
                                                   CstWorldReason             reason,
                                                   const char                *description,
                                                   GArray                    *lines,
                                                   int                        photos);
void                cst_world_note_history        (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   CstWorldActor              actor,
                                                   const char                *event,
                                                   const char                *detail,
                                                   const char                *resolution);
void                cst_world_set_waiting         (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   CstWorldActor              actor);
void                cst_world_set_state           (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   CstWorldState              state);
void                cst_world_incident_changed    (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   gboolean                   decided);
CstWorldVerdict     cst_world_check_accept        (const CstWorldIncident    *incident,
                                                   gboolean                   unasked);
void                cst_world_accept              (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   const char                *text);
CstWorldVerdict     cst_world_check_contest       (CstWorld                  *world,
                                                   const CstWorldIncident    *incident);
void                cst_world_contest             (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   const char                *text);
void                cst_world_review              (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   const char                *text);
void                cst_world_settle              (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   CstWorldState              state,
                                                   const char                *text);

/* cst-world-decisions.c */
CstWorldResolution *cst_world_unfinished          (const CstWorldIncident    *incident);
CstWorldVerdict     cst_world_check_decision      (CstWorld                  *world,
                                                   const CstWorldIncident    *incident,
                                                   gint64                     if_version,
                                                   GArray                    *lines,
                                                   gint64                     shipping);
CstWorldResolution *cst_world_refund              (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   CstWorldBy                 by,
                                                   const char                *key,
                                                   GArray                    *lines,
                                                   gint64                     shipping);
CstWorldResolution *cst_world_replace             (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   CstWorldBy                 by,
                                                   const char                *key,
                                                   GArray                    *lines,
                                                   const char                *ship_by,
                                                   const CstWorldReturnWish  *wish);
void                cst_world_ship_replacement    (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   CstWorldResolution        *resolution,
                                                   const CstWorldParcel      *parcel);
void                cst_world_execute_refund      (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   CstWorldResolution        *resolution);
void                cst_world_turn_down           (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   CstWorldResolution        *resolution,
                                                   const char                *reason);
void                cst_world_cancel_unfinished   (CstWorldIncident          *incident);

/* cst-world-returns.c */
CstWorldReturn     *cst_world_ask_back            (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   CstWorldResolution        *resolution,
                                                   const CstWorldReturnWish  *wish);
void                cst_world_label_return        (CstWorld                  *world,
                                                   CstWorldReturn            *ret,
                                                   CstWorldAttachment        *label);
void                cst_world_send_return         (CstWorld                  *world,
                                                   CstWorldReturn            *ret);
void                cst_world_receive_return      (CstWorld                  *world,
                                                   CstWorldReturn            *ret,
                                                   gint64                     received_at);
void                cst_world_inspect_return      (CstWorld                  *world,
                                                   CstWorldReturn            *ret);
void                cst_world_close_returns       (CstWorld                  *world,
                                                   CstWorldIncident          *incident);

/* cst-world-talk.c */
CstWorldMessage    *cst_world_say                 (CstWorld                  *world,
                                                   CstWorldOrder             *order,
                                                   CstWorldIncident          *incident,
                                                   CstWorldActor              author,
                                                   const char                *author_name,
                                                   const char                *body,
                                                   const char                *language);
void                cst_world_attach              (CstWorldMessage           *message,
                                                   CstWorldAttachment        *attachment);
void                cst_world_message_sent        (CstWorld                  *world,
                                                   CstWorldOrder             *order,
                                                   CstWorldMessage           *message);
CstWorldAttachment *cst_world_send_photo          (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   const char                *photo,
                                                   const char                *filename,
                                                   gint64                     taken_at);
void                cst_world_add_note            (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   CstWorldBy                 by,
                                                   const char                *text);
void                cst_world_add_finding         (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   CstWorldBy                 by,
                                                   const char                *finding,
                                                   int                        line,
                                                   int                        quantity,
                                                   const char                *note,
                                                   GPtrArray                 *marks);
void                cst_world_add_evidence        (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   CstWorldBy                 by,
                                                   CstWorldAttachment        *attachment,
                                                   const char                *note);
void                cst_world_mark_free           (CstWorldMark              *mark);
gboolean            cst_world_shows_attachment    (CstWorld                  *world,
                                                   const CstWorldIncident    *incident,
                                                   const char                *id);
void                cst_world_assign              (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   const CstWorldBy          *to);
void                cst_world_opened              (CstWorld                  *world,
                                                   CstWorldIncident          *incident,
                                                   CstWorldBy                 by);

G_END_DECLS
