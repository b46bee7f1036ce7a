/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-import-list.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-import-item.h"
#include "cst-state-pill.h"
#include "cst-ui.h"

/* What becomes of each row of a table. In a narrow window what there is to say stands below the row. */

#define NARROW 640

struct _CstImportList
{
  GtkWidget            parent_instance;

  GtkWidget           *root;
  GtkColumnView       *view;
  GtkColumnViewColumn *state_column;
  GtkColumnViewColumn *text_column;

  guint                width_tick;
};

G_DEFINE_FINAL_TYPE (CstImportList, cst_import_list, GTK_TYPE_WIDGET)

static void
show_state (CstStatePill   *pill,
            CstImportState  state)
{
  static const struct
  {
    CstTone     tone;
    const char *icon;
  } looks[CST_IMPORT_N_STATES] = {
    [CST_IMPORT_NEW] = { CST_TONE_NEUTRAL, "list-add-symbolic" },
    [CST_IMPORT_CHANGED] = { CST_TONE_PROGRESS, "document-edit-symbolic" },
    [CST_IMPORT_THERE] = { CST_TONE_NEUTRAL, "object-select-symbolic" },
    [CST_IMPORT_REFUSED] = { CST_TONE_ATTENTION, "dialog-warning-symbolic" },
    [CST_IMPORT_ADDED] = { CST_TONE_DONE, "emblem-ok-symbolic" },
    [CST_IMPORT_NO_INCIDENT] = { CST_TONE_NEUTRAL, "object-select-symbolic" },
    [CST_IMPORT_UPDATED] = { CST_TONE_DONE, "document-edit-symbolic" },
  };

  cst_state_pill_set (pill, looks[state].tone, looks[state].icon, cst_import_state_label (state));
}

static gboolean
is_narrow (CstImportList *self)
{
  return !gtk_column_view_column_get_visible (self->text_column);
}

/* ── Cells ─────────────────────────────────────────────────────────────────────────────────────── */

static GtkWidget *
new_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);

  return label;
}

static void
setup_line_cb (CstImportList *self,
               GtkListItem   *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_list_item_set_child (item, label);
}

static void
bind_line_cb (CstImportList *self,
              GtkListItem   *item)
{
  CstImportItem *row = gtk_list_item_get_item (item);
  g_autofree char *line = g_strdup_printf ("%u", cst_import_item_line (row));
  g_autofree char *sentence = cst_import_item_sentence (row);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), line);
  cst_accessible_set_row_label (gtk_list_item_get_child (item), sentence);
}

/* Its children: the title, then, for narrow windows, the state and the text. */
static void
setup_title_cb (CstImportList *self,
                GtkListItem   *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *pill = GTK_WIDGET (cst_state_pill_new ());
  GtkWidget *text = new_label ();

  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  gtk_widget_add_css_class (text, "caption");
  gtk_box_append (GTK_BOX (box), new_label ());
  gtk_box_append (GTK_BOX (box), pill);
  gtk_box_append (GTK_BOX (box), text);
  gtk_list_item_set_child (item, box);
}

static void
bind_title_cb (CstImportList *self,
               GtkListItem   *item)
{
  CstImportItem *row = gtk_list_item_get_item (item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *pill = gtk_widget_get_next_sibling (title);
  GtkWidget *text = gtk_widget_get_next_sibling (pill);

  gtk_label_set_label (GTK_LABEL (title), cst_import_item_title (row));
  show_state (CST_STATE_PILL (pill), cst_import_item_state (row));
  gtk_label_set_label (GTK_LABEL (text), cst_import_item_text (row));
  gtk_widget_set_visible (pill, is_narrow (self));
  gtk_widget_set_visible (text, is_narrow (self) && *cst_import_item_text (row) != '\0');
}

static void
setup_state_cb (CstImportList *self,
                GtkListItem   *item)
{
  GtkWidget *pill = GTK_WIDGET (cst_state_pill_new ());

  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  gtk_widget_set_valign (pill, GTK_ALIGN_START);
  gtk_list_item_set_child (item, pill);
}

static void
bind_state_cb (CstImportList *self,
               GtkListItem   *item)
{
  show_state (CST_STATE_PILL (gtk_list_item_get_child (item)), cst_import_item_state (gtk_list_item_get_item (item)));
}

static void
setup_text_cb (CstImportList *self,
               GtkListItem   *item)
{
  GtkWidget *label = new_label ();

  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_list_item_set_child (item, label);
}

static void
bind_text_cb (CstImportList *self,
              GtkListItem   *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       cst_import_item_text (gtk_list_item_get_item (item)));
}

/* ── How wide it is ────────────────────────────────────────────────────────────────────────────── */

/* Rows are made anew: what stands in them changed. */
static gboolean
width_tick_cb (GtkWidget     *widget,
               GdkFrameClock *clock,
               gpointer       user_data)
{
  CstImportList *self = CST_IMPORT_LIST (widget);
  gboolean is_wide = gtk_widget_get_width (widget) >= NARROW;
  g_autoptr(GtkSelectionModel) model = NULL;

  self->width_tick = 0;
  if (is_wide != is_narrow (self))
    return G_SOURCE_REMOVE;

  gtk_column_view_column_set_visible (self->state_column, is_wide);
  gtk_column_view_column_set_visible (self->text_column, is_wide);
  g_set_object (&model, gtk_column_view_get_model (self->view));
  gtk_column_view_set_model (self->view, NULL);
  gtk_column_view_set_model (self->view, model);

  return G_SOURCE_REMOVE;
}

static void
cst_import_list_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  CstImportList *self = CST_IMPORT_LIST (widget);

  gtk_widget_size_allocate (self->root, &(GtkAllocation) { 0, 0, width, height }, baseline);
  if (self->width_tick == 0 && (width >= NARROW) == is_narrow (self))
    self->width_tick = gtk_widget_add_tick_callback (widget, width_tick_cb, NULL, NULL);
}

static void
cst_import_list_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  gtk_widget_measure (CST_IMPORT_LIST (widget)->root, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static void
cst_import_list_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_IMPORT_LIST);

  G_OBJECT_CLASS (cst_import_list_parent_class)->dispose (object);
}

static void
cst_import_list_class_init (CstImportListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_import_list_dispose;
  widget_class->measure = cst_import_list_measure;
  widget_class->size_allocate = cst_import_list_size_allocate;

  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-import-list"));
  gtk_widget_class_bind_template_child (widget_class, CstImportList, root);
  gtk_widget_class_bind_template_child (widget_class, CstImportList, view);
  gtk_widget_class_bind_template_child (widget_class, CstImportList, state_column);
  gtk_widget_class_bind_template_child (widget_class, CstImportList, text_column);
  gtk_widget_class_bind_template_callback (widget_class, setup_line_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_line_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_title_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_title_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_state_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_state_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_text_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_text_cb);
}

static void
cst_import_list_init (CstImportList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_import_list_set_plan:
 * @only_problems: whether only the rows that cannot be taken are shown
 */
void
cst_import_list_set_plan (CstImportList       *self,
                          const CstImportPlan *plan,
                          gboolean             only_problems)
{
  g_autoptr(GListStore) items = NULL;
  g_autoptr(GtkSelectionModel) model = NULL;

  g_return_if_fail (CST_IS_IMPORT_LIST (self));

  items = cst_import_items_new (plan, only_problems);
  model = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_steal_pointer (&items))));
  gtk_column_view_set_model (self->view, model);
}
