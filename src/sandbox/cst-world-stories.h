/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-world.h"

G_BEGIN_DECLS

#define CST_WORLD_MAX_STEPS 12
#define CST_WORLD_MAX_PHOTOS 12

typedef enum
{
  CST_STEP_END,
  CST_STEP_BRAND_WRITES,
  CST_STEP_BRAND_ASKS_PHOTO,
  CST_STEP_CUSTOMER_WRITES,
  CST_STEP_PHOTO_COMES,
  CST_STEP_REFUND,
  CST_STEP_REPLACE,
  CST_STEP_REPLACE_WITH_LABEL,
  CST_STEP_REPLACE_LABEL_FOLLOWS,
  CST_STEP_SHIP,
  CST_STEP_EXECUTE,
  CST_STEP_TURN_DOWN,
  CST_STEP_ACCEPT,
  CST_STEP_CONTEST,
  CST_STEP_REVIEW,
  CST_STEP_REFUSE,
  CST_STEP_RESOLVE,
  CST_STEP_RETURN_LEAVES,
  CST_STEP_RETURN_RECEIVED,
  CST_STEP_RETURN_INSPECTED,
  CST_STEP_NOTE,
  CST_STEP_FINDING,
  CST_STEP_ASSIGN,
  CST_STEP_FATE,
} CstWorldStepKind;

typedef struct
{
  CstWorldStepKind  kind;
  int               minutes;  /* after the report */
  const char       *text;     /* (nullable): what is written; NULL: a letter of the house */
  int               count;    /* pieces, or days for dates */
  const char       *enclosed; /* (nullable): the document that comes with what is written */
} CstWorldStep;

typedef struct
{
  const char *photo;         /* NULL ends the list; "" was announced and did not come */
  const char *filename;
  int         hours_before;  /* the report, when it was not taken just then */
} CstWorldStoryPhoto;

typedef struct
{
  const char         *label;          /* how tests and people find it */
  const char         *language;
  const char         *customer;       /* (nullable): a shop by name, instead of any that writes in the language */
  CstWorldReason      reason;
  int                 placed_days;    /* before now */
  int                 reported_hours; /* before now */
  int                 arrived_hours;  /* before the report; -1: has not arrived, -2: the order of the story before */
  const char         *sku;
  int                 quantity;
  int                 reported;
  const char         *text;           /* (nullable): a letter of the house */
  int                 photos_announced;
  CstWorldStoryPhoto  photos[CST_WORLD_MAX_PHOTOS + 1];
  CstWorldStep        steps[CST_WORLD_MAX_STEPS];
} CstWorldStory;

int                  cst_world_n_stories (void);
const CstWorldStory *cst_world_story     (int                   index);
void                 cst_world_tell      (CstWorld             *world,
                                          const CstWorldStory  *story,
                                          CstWorldOrder        *order);

G_END_DECLS
