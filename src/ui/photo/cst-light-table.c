/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-light-table.h"

#include <math.h>

#include "cst-light-over.h"
#include "cst-light-slot.h"
#include "cst-tile-layout.h"
#include "cst-ui.h"
#include "cst-view-lock.h"

#define PAN_STEP 80

/* Two to four pictures beside each other, looked at in the same place: the photo of a claim beside the catalogue's, or
 * beside the other photos. While they are locked, what is done to one is done to all; each keeps its offset. The first
 * two can lie one over the other. */
struct _CstLightTable
{
  AdwWindow        parent_instance;

  CstPhotoDecoder *decoder;     /* (owned) */
  GPtrArray       *items;       /* (owned) of CstPhotoItem */
  GStrv            titles;      /* (owned) */
  GPtrArray       *slots;       /* (owned) of CstLightSlot, which the box holds */
  CstViewLock      lock;
  CstPhotoFrame    frames[CST_VIEW_LOCK_MAX]; /* where the table put each view */
  gboolean         is_applying;
  gboolean         is_over;     /* the first two lie one over the other */

  GtkStack        *stack;
  GtkBox          *slot_box;
  CstLightOver    *over;
};

typedef enum
{
  PROP_LOCKED = 1,
  PROP_OVER,
} CstLightTableProperty;

static GParamSpec *properties[PROP_OVER + 1];

G_DEFINE_FINAL_TYPE (CstLightTable, cst_light_table, ADW_TYPE_WINDOW)

static CstPhotoCanvas *
canvas_of (CstLightTable *self,
           guint          place)
{
  return cst_light_slot_get_canvas (g_ptr_array_index (self->slots, place));
}

static void
update_actions (CstLightTable *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "table.add", !self->is_over && self->slots->len < CST_VIEW_LOCK_MAX);
  gtk_widget_action_set_enabled (widget, "table.remove", !self->is_over && self->slots->len > 2);
  gtk_widget_action_set_enabled (widget, "table.swap", !self->is_over && self->slots->len > 1);
  gtk_widget_action_set_enabled (widget, "table.over", self->slots->len > 1);
  gtk_widget_action_set_enabled (widget, "table.blink", self->is_over);
}

/* Puts every view but one where the lock has it. */
static void
apply (CstLightTable *self,
       guint          except)
{
  self->is_applying = TRUE;
  for (guint i = 0; i < self->slots->len; i++)
    {
      if (i != except && !cst_photo_canvas_is_empty (canvas_of (self, i)))
        cst_photo_canvas_set_frame (canvas_of (self, i), cst_view_lock_frame (&self->lock, i));
      self->frames[i] = cst_photo_canvas_get_frame (canvas_of (self, i));
    }
  self->is_applying = FALSE;
}

static gboolean
is_same_frame (CstPhotoFrame a,
               CstPhotoFrame b)
{
  return fabs (a.magnification - b.magnification) < 1e-6 && fabs (a.x - b.x) < 1e-6 && fabs (a.y - b.y) < 1e-6;
}

static void
view_changed_cb (CstPhotoCanvas *canvas,
                 CstLightTable  *self)
{
  CstPhotoFrame frame = cst_photo_canvas_get_frame (canvas);

  if (self->is_applying || cst_photo_canvas_is_empty (canvas))
    return;

  for (guint i = 0; i < self->slots->len; i++)
    {
      if (canvas_of (self, i) != canvas || is_same_frame (frame, self->frames[i]) ||
          cst_light_slot_is_arriving (g_ptr_array_index (self->slots, i)))
        continue;
      self->frames[i] = frame;
      cst_view_lock_move (&self->lock, i, frame);
      if (self->lock.is_locked)
        apply (self, i);
    }
}

/* A picture that was swapped or chosen is looked at where the one before it was. */
static void
arrived_cb (CstLightSlot  *slot,
            CstLightTable *self)
{
  guint place;

  if (!g_ptr_array_find (self->slots, slot, &place))
    return;

  self->is_applying = TRUE;
  cst_photo_canvas_set_frame (canvas_of (self, place), cst_view_lock_frame (&self->lock, place));
  self->frames[place] = cst_photo_canvas_get_frame (canvas_of (self, place));
  self->is_applying = FALSE;
}

static void
add_slot (CstLightTable *self,
          guint          choice)
{
  GtkWidget *slot = cst_light_slot_new (self->decoder, self->items, (const char *const *) self->titles);
  CstPhotoCanvas *canvas = cst_light_slot_get_canvas (CST_LIGHT_SLOT (slot));

  cst_view_lock_align (&self->lock, self->slots->len);
  self->frames[self->slots->len] = (CstPhotoFrame) { 1, 0.5, 0.5 };
  g_ptr_array_add (self->slots, slot);
  gtk_box_append (self->slot_box, slot);
  cst_light_slot_set_choice (CST_LIGHT_SLOT (slot), choice % self->items->len);
  g_signal_connect_object (canvas, "view-changed", G_CALLBACK (view_changed_cb), self, 0);
  g_signal_connect_object (slot, "arrived", G_CALLBACK (arrived_cb), self, 0);
  update_actions (self);
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  CstLightTable *self = CST_LIGHT_TABLE (widget);

  if (self->slots->len < CST_VIEW_LOCK_MAX)
    add_slot (self, self->slots->len);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CstLightTable *self = CST_LIGHT_TABLE (widget);
  GtkWidget *slot = g_ptr_array_steal_index (self->slots, self->slots->len - 1);

  gtk_box_remove (self->slot_box, slot);
  update_actions (self);
}

/* Each picture goes one place on; with two, they change places. */
static void
swap_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstLightTable *self = CST_LIGHT_TABLE (widget);
  guint last = self->slots->len - 1;
  guint kept = cst_light_slot_get_choice (g_ptr_array_index (self->slots, last));

  for (guint i = last; i > 0; i--)
    {
      cst_light_slot_set_choice (g_ptr_array_index (self->slots, i),
                                 cst_light_slot_get_choice (g_ptr_array_index (self->slots, i - 1)));
      cst_view_lock_swap (&self->lock, i, i - 1);
    }
  cst_light_slot_set_choice (g_ptr_array_index (self->slots, 0), kept);
}

static CstPhotoCanvas *
focused_canvas (CstLightTable *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  for (guint i = 0; i < self->slots->len; i++)
    {
      if (focus != NULL && (focus == g_ptr_array_index (self->slots, i) ||
                            gtk_widget_is_ancestor (focus, g_ptr_array_index (self->slots, i))))
        return canvas_of (self, i);
    }

  return canvas_of (self, self->is_over ? 1 : 0);
}

static void
zoom_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CstPhotoCanvas *canvas = focused_canvas (CST_LIGHT_TABLE (widget));

  if (g_str_equal (name, "table.fit"))
    cst_photo_canvas_fit (canvas);
  else if (g_str_equal (name, "table.one-to-one"))
    cst_photo_canvas_set_zoom (canvas, 1);
  else
    cst_photo_canvas_step (canvas, g_str_equal (name, "table.zoom-in") ? 1 : -1);
}

/* A window keeps Ctrl and the arrows for the focus, so they are taken before it. */
static gboolean
key_pressed_cb (CstLightTable   *self,
                guint            key,
                guint            keycode,
                GdkModifierType  modifiers)
{
  static const struct
  {
    guint key;
    int   dx;
    int   dy;
  } arrows[] = {
    { GDK_KEY_Left, PAN_STEP, 0 }, { GDK_KEY_Right, -PAN_STEP, 0 },
    { GDK_KEY_Up, 0, PAN_STEP }, { GDK_KEY_Down, 0, -PAN_STEP },
  };

  if ((modifiers & gtk_accelerator_get_default_mod_mask ()) != GDK_CONTROL_MASK)
    return GDK_EVENT_PROPAGATE;

  for (gsize i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      if (arrows[i].key != key)
        continue;
      cst_photo_canvas_pan (focused_canvas (self), arrows[i].dx, arrows[i].dy);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static void
blink_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  cst_light_over_blink (CST_LIGHT_TABLE (widget)->over);
}

/* The other slots wait where they are, unseen. */
static void
set_over (CstLightTable *self,
          gboolean       is_over)
{
  CstLightSlot *lower = g_ptr_array_index (self->slots, 0);
  CstLightSlot *upper = g_ptr_array_index (self->slots, 1);

  if (self->is_over == is_over)
    return;

  self->is_over = is_over;
  g_object_ref (lower);
  g_object_ref (upper);
  if (is_over)
    {
      gtk_box_remove (self->slot_box, GTK_WIDGET (lower));
      gtk_box_remove (self->slot_box, GTK_WIDGET (upper));
      cst_light_over_take (self->over, lower, upper);
    }
  else
    {
      cst_light_over_give (self->over);
      gtk_box_prepend (self->slot_box, GTK_WIDGET (upper));
      gtk_box_prepend (self->slot_box, GTK_WIDGET (lower));
    }
  g_object_unref (lower);
  g_object_unref (upper);
  gtk_stack_set_visible_child_name (self->stack, is_over ? "over" : "beside");
  gtk_widget_grab_focus (GTK_WIDGET (cst_light_slot_get_canvas (upper)));
  update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OVER]);
}

static void
set_locked (CstLightTable *self,
            gboolean       is_locked)
{
  if (self->lock.is_locked == is_locked)
    return;

  self->lock.is_locked = is_locked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOCKED]);
}

static void
cst_light_table_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((CstLightTableProperty) prop_id)
    {
    case PROP_LOCKED:
      g_value_set_boolean (value, CST_LIGHT_TABLE (object)->lock.is_locked);
      break;
    case PROP_OVER:
      g_value_set_boolean (value, CST_LIGHT_TABLE (object)->is_over);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cst_light_table_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((CstLightTableProperty) prop_id)
    {
    case PROP_LOCKED:
      set_locked (CST_LIGHT_TABLE (object), g_value_get_boolean (value));
      break;
    case PROP_OVER:
      set_over (CST_LIGHT_TABLE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cst_light_table_finalize (GObject *object)
{
  CstLightTable *self = CST_LIGHT_TABLE (object);

  g_clear_object (&self->decoder);
  g_ptr_array_unref (self->slots);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_strfreev (self->titles);

  G_OBJECT_CLASS (cst_light_table_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK, "table.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Add, GDK_CONTROL_MASK, "table.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_equal, GDK_CONTROL_MASK, "table.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, GDK_CONTROL_MASK, "table.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "table.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, GDK_CONTROL_MASK, "table.fit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, GDK_CONTROL_MASK, "table.one-to-one", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK, "table.locked", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_x, GDK_CONTROL_MASK, "table.swap", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "table.over", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_b, GDK_CONTROL_MASK, "table.blink", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cst_light_table_class_init (CstLightTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cst_light_table_get_property;
  object_class->set_property = cst_light_table_set_property;
  object_class->finalize = cst_light_table_finalize;

  properties[PROP_LOCKED] = g_param_spec_boolean ("locked", NULL, NULL, TRUE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                  G_PARAM_STATIC_STRINGS);
  properties[PROP_OVER] = g_param_spec_boolean ("over", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (CST_TYPE_LIGHT_OVER);
  g_type_ensure (CST_TYPE_TILE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-light-table"));
  gtk_widget_class_bind_template_child (widget_class, CstLightTable, stack);
  gtk_widget_class_bind_template_child (widget_class, CstLightTable, slot_box);
  gtk_widget_class_bind_template_child (widget_class, CstLightTable, over);
  gtk_widget_class_install_property_action (widget_class, "table.locked", "locked");
  gtk_widget_class_install_property_action (widget_class, "table.over", "over");
  gtk_widget_class_install_action (widget_class, "table.blink", NULL, blink_action);
  gtk_widget_class_install_action (widget_class, "table.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "table.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "table.swap", NULL, swap_action);
  gtk_widget_class_install_action (widget_class, "table.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "table.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "table.fit", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "table.one-to-one", NULL, zoom_action);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  add_keys (widget_class);
}

static void
cst_light_table_init (CstLightTable *self)
{
  self->slots = g_ptr_array_new ();
  cst_view_lock_init (&self->lock);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cst_light_table_new:
 * @items: (element-type CstPhotoItem): at least one that is on this computer
 * @titles: their names
 * @first: which of them lies at the left; the next one lies beside it
 *
 * Returns: (transfer none): the window; GTK owns it
 */
GtkWidget *
cst_light_table_new (GtkWindow         *parent,
                     CstPhotoDecoder   *decoder,
                     GPtrArray         *items,
                     const char *const *titles,
                     guint              first)
{
  CstLightTable *self;

  g_return_val_if_fail (items->len > 0, NULL);

  self = g_object_new (CST_TYPE_LIGHT_TABLE, NULL);
  if (parent != NULL)
    gtk_window_set_application (GTK_WINDOW (self), gtk_window_get_application (parent));
  self->decoder = g_object_ref (decoder);
  self->items = g_ptr_array_ref (items);
  self->titles = g_strdupv ((GStrv) titles);
  add_slot (self, first);
  add_slot (self, first + 1);

  return GTK_WIDGET (self);
}
