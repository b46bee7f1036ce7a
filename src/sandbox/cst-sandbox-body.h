/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-sandbox.h"

#include <json-glib/json-glib.h>

#include "cst-world-rules.h"

G_BEGIN_DECLS

/*
 * Reads a request's JSON strictly: each getter notes what is wrong with its member and goes on, so
 * that one answer names all mistakes. Members nobody asked for are mistakes too. Whatever a getter
 * returns counts only if cst_body_end() is happy.
 */
typedef struct
{
  JsonNode   *root;    /* (owned) (nullable) */
  GString    *errors;  /* (owned): JSON objects with commas between them */
  CstWriter   writer;
} CstBody;

JsonObject *cst_body_begin    (CstBody            *self,
                               GBytes             *bytes);
void        cst_body_clear    (CstBody            *self);
gboolean    cst_body_end      (CstBody            *self,
                               CstReply           *reply);
void        cst_body_mistake  (CstBody            *self,
                               const char         *base,
                               const char         *member,
                               const char         *detail);
void        cst_body_only     (CstBody            *self,
                               JsonObject         *object,
                               const char         *base,
                               const char *const  *members);
const char *cst_body_text     (CstBody            *self,
                               JsonObject         *object,
                               const char         *base,
                               const char         *member,
                               gsize               min,
                               gsize               max);
const char *cst_body_opt_text (CstBody            *self,
                               JsonObject         *object,
                               const char         *base,
                               const char         *member,
                               gsize               max);
const char *cst_body_id       (CstBody            *self,
                               JsonObject         *object,
                               const char         *base,
                               const char         *member);
const char *cst_body_date     (CstBody            *self,
                               JsonObject         *object,
                               const char         *base,
                               const char         *member);
gint64      cst_body_time     (CstBody            *self,
                               JsonObject         *object,
                               const char         *base,
                               const char         *member);
const char *cst_body_choice   (CstBody            *self,
                               JsonObject         *object,
                               const char         *base,
                               const char         *member,
                               const char *const  *choices);
gint64      cst_body_int      (CstBody            *self,
                               JsonObject         *object,
                               const char         *base,
                               const char         *member,
                               gint64              min,
                               gint64              max);
gint64      cst_body_opt_int  (CstBody            *self,
                               JsonObject         *object,
                               const char         *base,
                               const char         *member,
                               gint64              min,
                               gint64              max,
                               gint64              fallback);
JsonObject *cst_body_object   (CstBody            *self,
                               JsonObject         *object,
                               const char         *base,
                               const char         *member);
JsonArray  *cst_body_array    (CstBody            *self,
                               JsonObject         *object,
                               const char         *base,
                               const char         *member);
CstWorldBy  cst_body_by       (CstBody            *self,
                               JsonObject         *object);
int         cst_body_line     (CstBody            *self,
                               JsonObject         *object,
                               const char         *base,
                               const CstWorldOrder *order);
gboolean    cst_body_check_id (const char         *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CstBody, cst_body_clear)

G_END_DECLS
