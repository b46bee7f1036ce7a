/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The real program on a port of its own, with its clock standing still, and a bare client. */
typedef struct
{
  GSubprocess *process;
  SoupSession *session;
  char        *url;
  char        *token;
  char        *inspector_token;
  char        *folder;   /* temporary, for those who need one */
} Fixture;

typedef struct
{
  guint               status;  /* 0: no answer */
  GBytes             *body;
  JsonNode           *json;    /* (nullable) */
  SoupMessageHeaders *headers; /* (nullable) */
} Answer;

void        fixture_set_up       (Fixture       *self,
                                  gconstpointer  user_data);
void        fixture_start        (Fixture       *self,
                                  ...) G_GNUC_NULL_TERMINATED;
void        fixture_stop         (Fixture       *self);
void        fixture_tear_down    (Fixture       *self,
                                  gconstpointer  user_data);
char       *fixture_cast         (Fixture       *self,
                                  const char    *label,
                                  const char    *member);
void        fixture_fault        (Fixture       *self,
                                  const char    *profile,
                                  int            count);
void        fixture_advance      (Fixture       *self,
                                  int            seconds);
int         fixture_n_executed   (Fixture       *self,
                                  const char    *key);

SoupMessage *fixture_message     (Fixture       *self,
                                  const char    *method,
                                  const char    *path,
                                  const char    *token,
                                  const char    *key,
                                  const char    *body);
Answer     *fixture_send         (Fixture       *self,
                                  SoupMessage   *message);
Answer     *fixture_get          (Fixture       *self,
                                  const char    *format,
                                  ...) G_GNUC_PRINTF (2, 3);
Answer     *fixture_change       (Fixture       *self,
                                  const char    *method,
                                  const char    *key,
                                  const char    *body,
                                  const char    *format,
                                  ...) G_GNUC_PRINTF (5, 6);
Answer     *fixture_control      (Fixture       *self,
                                  const char    *path,
                                  const char    *format,
                                  ...) G_GNUC_PRINTF (3, 4);

void        answer_free          (Answer        *self);
JsonObject *answer_item          (Answer        *self,
                                  guint          index);
JsonNode   *answer_at            (Answer        *self,
                                  const char    *path);
const char *answer_string        (Answer        *self,
                                  const char    *path);
gint64      answer_int           (Answer        *self,
                                  const char    *path);
guint       answer_length        (Answer        *self,
                                  const char    *path);
const char *answer_problem       (Answer        *self);
const char *answer_header        (Answer        *self,
                                  const char    *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

#define BY "\"by\":{\"person\":\"p-lea\",\"name\":\"Léa Fontaine\"}"
#define LINE(quantity) ",\"lines\":[{\"line\":\"1\",\"quantity\":" #quantity "}]}"
#define REFUND(quantity) "{\"kind\":\"refund\"," BY LINE (quantity)
#define REPLACEMENT(quantity) "{\"kind\":\"replacement\"," BY LINE (quantity)
#define NOW "2026-11-23T08:15:00Z"

G_END_DECLS
