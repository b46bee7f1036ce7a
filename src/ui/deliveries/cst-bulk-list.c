/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-bulk-list.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-build.h"
#include "cst-delivery-words.h"
#include "cst-labels.h"
#include "cst-tone.h"
#include "cst-ui.h"
#include "cst-util.h"

/* Many incidents, one line each: what will be sent to it or why not, and afterwards what became of it. */

#define CST_TYPE_BULK_LINE (cst_bulk_line_get_type ())

G_DECLARE_FINAL_TYPE (CstBulkLine, cst_bulk_line, CST, BULK_LINE, GObject)

struct _CstBulkLine
{
  GObject     parent_instance;

  const char *icon_name;
  char       *title;  /* (owned) */
  char       *detail; /* (owned) */
};

G_DEFINE_FINAL_TYPE (CstBulkLine, cst_bulk_line, G_TYPE_OBJECT)

static void
cst_bulk_line_finalize (GObject *object)
{
  CstBulkLine *self = CST_BULK_LINE (object);

  g_free (self->title);
  g_free (self->detail);

  G_OBJECT_CLASS (cst_bulk_line_parent_class)->finalize (object);
}

static void
cst_bulk_line_class_init (CstBulkLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cst_bulk_line_finalize;
}

static void
cst_bulk_line_init (CstBulkLine *self)
{
}

struct _CstBulkList
{
  GtkWidget    parent_instance;

  GtkWidget   *root;
  GtkListView *view;
  GListStore  *lines; /* (owned): of CstBulkLine */
};

G_DEFINE_FINAL_TYPE (CstBulkList, cst_bulk_list, GTK_TYPE_WIDGET)

static void
bind_cb (CstBulkList        *self,
         GtkListItem        *item,
         GtkListItemFactory *factory)
{
  CstBulkLine *line = gtk_list_item_get_item (item);
  GtkWidget *row = cst_build_row (line->icon_name, line->title, line->detail, "bulk-row");
  g_autofree char *spoken = g_strdup_printf ("%s, %s", line->title, line->detail);

  gtk_list_item_set_child (item, row);
  cst_accessible_set_row_label (row, spoken);
}

static void
cst_bulk_list_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_BULK_LIST);
  g_clear_object (&CST_BULK_LIST (object)->lines);

  G_OBJECT_CLASS (cst_bulk_list_parent_class)->dispose (object);
}

static void
cst_bulk_list_class_init (CstBulkListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cst_bulk_list_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-bulk-list"));
  gtk_widget_class_bind_template_child (widget_class, CstBulkList, root);
  gtk_widget_class_bind_template_child (widget_class, CstBulkList, view);
}

static void
cst_bulk_list_init (CstBulkList *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->lines = g_list_store_new (CST_TYPE_BULK_LINE);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->lines)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  gtk_list_view_set_factory (self->view, factory);
}

static CstBulkLine *
new_line (const CstBulk    *bulk,
          const CstBulkRow *row,
          gint64            now)
{
  CstBulkLine *line = g_object_new (CST_TYPE_BULK_LINE, NULL);

  line->title = g_strdup_printf ("%s · %s", row->number != NULL ? row->number : row->delivery,
                                 row->customer != NULL ? row->customer : "");
  if (row->state != CST_OPERATION_STATE_NONE)
    {
      line->icon_name = cst_icon_of_operation_state (row->state);
      line->detail = row->last_problem != NULL
                     ? g_strdup_printf ("%s · %s", cst_label_operation_state (row->state),
                                        cst_str_translate (row->last_problem))
                     : g_strdup (cst_label_operation_state (row->state));
    }
  else if (row->problem != NULL)
    {
      line->icon_name = "constat-delivery-settled-symbolic";
      /* Translators: why */
      line->detail = g_strdup_printf (_("Not sent: %s"), row->problem);
    }
  else
    {
      line->icon_name = "constat-op-queued-symbolic";
      line->detail = cst_delivery_answer_text (bulk->answer, now);
    }

  return line;
}

/**
 * cst_bulk_list_set_bulk:
 *
 * Shows its rows as they are now.
 */
void
cst_bulk_list_set_bulk (CstBulkList   *self,
                        const CstBulk *bulk,
                        gint64         now)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (CST_IS_BULK_LIST (self));

  for (guint i = 0; i < bulk->rows->len; i++)
    g_ptr_array_add (lines, new_line (bulk, g_ptr_array_index (bulk->rows, i), now));
  g_list_store_splice (self->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lines)), lines->pdata, lines->len);
}
