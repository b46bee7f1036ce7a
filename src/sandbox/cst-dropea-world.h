/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-world.h"

G_BEGIN_DECLS

/*
 * A dropshipping platform beside the marketplace: parcels to consumers, paid at the door as a rule, carriers' incidents
 * on them, and a carrier that goes about its business. It keeps the world's clock and chance.
 */

#define CST_DROPEA_FIRST_ORDER 500001
#define CST_DROPEA_FIRST_ISSUE 777001
#define CST_DROPEA_DEFAULT_ISSUES 48

typedef enum
{
  CST_DROPEA_MANAGED_BY_CLIENT = 1 << 0,
  CST_DROPEA_PROVIDE_SOLUTION = 1 << 1,
  CST_DROPEA_RETRY = 1 << 2,
  CST_DROPEA_CHANGE_ADDRESS = 1 << 3,
  CST_DROPEA_PICKUP = 1 << 4,
  CST_DROPEA_RETURN = 1 << 5,
} CstDropeaOptions;

#define CST_DROPEA_N_OPTIONS 6

extern const char *const cst_dropea_option_words[];

typedef struct
{
  const char *name;
  const char *phone;
  const char *street;
  const char *postal_code;
  const char *city;
  const char *province;
  const char *country;
} CstDropeaPerson;

typedef struct
{
  const char *sku;
  const char *title;
  int         price;  /* euro cents, with tax */
} CstDropeaArticle;

/* Why a parcel came to a halt, as one of the carriers says it. */
typedef struct
{
  const char *type;
  const char *carrier;
  const char *code;         /* (nullable) */
  const char *substatus;    /* (nullable) */
  const char *description;
  guint       options;
} CstDropeaReason;

typedef enum
{
  CST_DROPEA_NOTHING,
  CST_DROPEA_DELIVERS,
  CST_DROPEA_FAILS,
  CST_DROPEA_REPLIES,
  CST_DROPEA_TURNS_BACK,
} CstDropeaAct;

typedef struct
{
  int         index;
  int         person;
  int         article;
  int         quantity;
  gboolean    is_cod;
  const char *carrier;      /* interned */
  char        tracking[16];
  const char *status;       /* interned, and so are all words below */
  const char *sub_status;
  int         attempts;
  gint64      created_at;
  gint64      shipped_at;
  gint64      delivered_at;
  gint64      updated_at;
} CstDropeaParcel;

typedef struct
{
  char *street;
  char *more;  /* (nullable) */
  char *postal_code;
  char *city;
  char *state;
  char *country;
} CstDropeaPlace;

typedef struct
{
  int             index;
  int             parcel;
  const char     *label;       /* (nullable): what it shows */
  const char     *type;
  const char     *status;
  const char     *carrier;
  const char     *code;
  const char     *substatus;
  const char     *description;
  const char     *resolution;  /* (nullable) */
  guint           options;
  guint           all_options; /* what it lists again after a reply */
  gboolean        is_active;
  char           *note;        /* (owned) (nullable) */
  char           *date;        /* (owned) (nullable) */
  const char     *window;      /* (nullable) */
  CstDropeaPlace *place;       /* (owned) (nullable) */
  int             answers;     /* how often it was answered */
  gint64          resolved_at;
  gint64          created_at;
  gint64          updated_at;
  CstDropeaAct    act;
  gint64          due;
} CstDropeaCase;

typedef struct
{
  CstWorld  *world;    /* borrowed: chance */
  GPtrArray *parcels;
  GPtrArray *cases;
  gint64     now;      /* behind the world's while it catches up with it */
  gint64     next_due; /* 0: nothing is due */
  gint64     next_new; /* 0: nothing comes by itself */
} CstDropeaWorld;

CstDropeaWorld         *cst_dropea_world_new     (CstWorld              *world,
                                                  int                    n_issues);
void                    cst_dropea_world_free    (CstDropeaWorld        *self);
void                    cst_dropea_world_advance (CstDropeaWorld        *self,
                                                  gint64                 until);
CstDropeaParcel        *cst_dropea_world_parcel  (CstDropeaWorld        *self,
                                                  const char            *id);
CstDropeaCase          *cst_dropea_world_case    (CstDropeaWorld        *self,
                                                  const char            *id);
CstDropeaParcel        *cst_dropea_new_parcel    (CstDropeaWorld        *self,
                                                  const char            *carrier,
                                                  gint64                 created_at);
CstDropeaCase          *cst_dropea_new_case      (CstDropeaWorld        *self,
                                                  CstDropeaParcel       *parcel,
                                                  const CstDropeaReason *reason,
                                                  gint64                 created_at);

/* cst-dropea-people.c */
const CstDropeaPerson  *cst_dropea_person        (int                    index);
int                     cst_dropea_n_people      (void);
const CstDropeaArticle *cst_dropea_article       (int                    index);
int                     cst_dropea_n_articles    (void);
const CstDropeaReason  *cst_dropea_reason        (guint                  index);
guint                   cst_dropea_n_reasons     (void);
guint                   cst_dropea_find_reason   (const char            *code);

/* cst-dropea-seed.c */
void                    cst_dropea_populate      (CstDropeaWorld        *self,
                                                  int                    n_issues);

/* cst-dropea-carrier.c: what the carrier does, and when */
void                    cst_dropea_expect        (CstDropeaWorld        *self,
                                                  CstDropeaCase         *issue);
void                    cst_dropea_act           (CstDropeaWorld        *self,
                                                  CstDropeaCase         *issue,
                                                  CstDropeaAct           act,
                                                  gint64                 at);
void                    cst_dropea_spring_case   (CstDropeaWorld        *self,
                                                  gint64                 at);
void                    cst_dropea_settle        (CstDropeaWorld        *self,
                                                  CstDropeaCase         *issue,
                                                  const char            *status,
                                                  const char            *resolution,
                                                  gint64                 at);

G_END_DECLS
