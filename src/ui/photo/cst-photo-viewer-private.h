/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cst-filmstrip.h"
#include "cst-photo-canvas.h"
#include "cst-photo-export.h"
#include "cst-photo-light.h"
#include "cst-photo-loader.h"
#include "cst-photo-notice.h"
#include "cst-photo-viewer.h"

G_BEGIN_DECLS

struct _CstPhotoViewer
{
  GtkWidget           parent_instance;

  CstPhotoDecoder    *decoder;        /* (owned) (nullable) */
  CstPhotoLoader     *loader;         /* (owned) (nullable) */
  GListStore         *photos;         /* (owned) of CstPhotoItem */
  GtkSingleSelection *selection;      /* (owned) */
  GListStore         *pages;          /* (owned) of CstPhotoItem: of @current, when it is a PDF or a video */
  GtkSingleSelection *page_selection; /* (owned) */
  CstPhotoItem       *current;        /* (owned) (nullable): the photo, PDF or video that is chosen */
  CstPhotoItem       *drawn;          /* (owned) (nullable): @current or one of its pages */
  CstPhotoImage      *shown;          /* (owned) (nullable): what the canvas draws */
  char               *save_name;      /* (owned) (nullable): the start of copies' names */
  char               *empty_text;     /* (owned) (nullable) */
  GPtrArray          *copies;         /* (owned) of paths: handed to other programs */
  GPtrArray          *compared;       /* (owned) (nullable) of CstPhotoItem: what else can lie on the light table */
  GStrv               compared_titles; /* (owned) (nullable): their names */
  gboolean            may_ask;

  GHashTable         *sheets;         /* (owned): attachment id → CstMarkSheet: what is being drawn */
  GPtrArray          *findings;       /* (owned) (nullable) of CstFinding: what was recorded */
  CstMarkTool         tool;
  gboolean            is_marking;
  gboolean            shows_findings;
  int                 text_x;         /* where text is being written, in ten-thousandths */
  int                 text_y;

  GtkWidget          *root;
  GtkStack           *stack;
  CstPhotoCanvas     *canvas;
  CstPhotoNotice     *notice;
  CstPhotoLight      *light;
  GtkWidget          *toolbar;
  GtkLabel           *zoom_label;
  GtkLabel           *position_label;
  GtkWidget          *look_note;
  GtkLabel           *look_label;
  GtkLabel           *info_label;
  GtkBox             *notes;
  GtkWidget          *previous_button;
  GtkWidget          *next_button;
  GtkWidget          *mark_bar;
  GtkLabel           *mark_label;
  GtkPopover         *text_popover;
  GtkEntry           *text_entry;
  CstFilmstrip       *page_strip;
  CstFilmstrip       *filmstrip;
};

void  cst_photo_viewer_install_actions (GtkWidgetClass *widget_class);
void  cst_photo_viewer_update_actions  (CstPhotoViewer *self);
void  cst_photo_viewer_set_look        (CstPhotoViewer *self,
                                        CstPhotoLook    look);
char *cst_photo_viewer_copy_name       (CstPhotoViewer *self,
                                        guint           place);

void        cst_photo_viewer_add_drags            (CstPhotoViewer *self);
void        cst_photo_viewer_install_mark_actions (GtkWidgetClass *widget_class);
void        cst_photo_viewer_update_mark_actions  (CstPhotoViewer *self);
void        cst_photo_viewer_update_marks         (CstPhotoViewer *self);
void        cst_photo_viewer_set_tool             (CstPhotoViewer *self,
                                                   const char     *tool);
const char *cst_photo_viewer_get_tool             (CstPhotoViewer *self);
void        cst_photo_viewer_set_shows_findings   (CstPhotoViewer *self,
                                                   gboolean        shows_findings);
GPtrArray  *cst_photo_viewer_dup_layers           (CstPhotoViewer *self);
void        cst_photo_viewer_ask_text             (CstPhotoViewer *self,
                                                   int             x,
                                                   int             y);
void        cst_photo_viewer_take_text            (CstPhotoViewer *self);

G_END_DECLS
