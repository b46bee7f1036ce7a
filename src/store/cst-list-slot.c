/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-list-slot.h"

struct _CstListSlot
{
  GObject  parent_instance;

  gint64   id;
  guint    position;
  CstRow  *row; /* (owned) (nullable) */
};

typedef enum
{
  PROP_POSITION = 1,
  PROP_ROW,
} CstListSlotProperty;

static GParamSpec *properties[PROP_ROW + 1];

G_DEFINE_FINAL_TYPE (CstListSlot, cst_list_slot, G_TYPE_OBJECT)

static void
cst_list_slot_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  CstListSlot *self = CST_LIST_SLOT (object);

  switch ((CstListSlotProperty) prop_id)
    {
    case PROP_POSITION:
      g_value_set_uint (value, self->position);
      break;
    case PROP_ROW:
      g_value_set_object (value, self->row);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cst_list_slot_finalize (GObject *object)
{
  CstListSlot *self = CST_LIST_SLOT (object);

  g_clear_object (&self->row);

  G_OBJECT_CLASS (cst_list_slot_parent_class)->finalize (object);
}

static void
cst_list_slot_class_init (CstListSlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = cst_list_slot_get_property;
  object_class->finalize = cst_list_slot_finalize;

  properties[PROP_POSITION] = g_param_spec_uint ("position", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ROW] = g_param_spec_object ("row", NULL, NULL, CST_TYPE_ROW, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
cst_list_slot_init (CstListSlot *self)
{
}

CstListSlot *
cst_list_slot_new (gint64 id,
                   guint  position)
{
  CstListSlot *self = g_object_new (CST_TYPE_LIST_SLOT, NULL);

  self->id = id;
  self->position = position;

  return self;
}

/**
 * cst_list_slot_get_id:
 *
 * Returns: the store's own number of the thing shown
 */
gint64
cst_list_slot_get_id (CstListSlot *self)
{
  g_return_val_if_fail (CST_IS_LIST_SLOT (self), 0);

  return self->id;
}

guint
cst_list_slot_get_position (CstListSlot *self)
{
  g_return_val_if_fail (CST_IS_LIST_SLOT (self), 0);

  return self->position;
}

void
cst_list_slot_set_position (CstListSlot *self,
                            guint        position)
{
  g_return_if_fail (CST_IS_LIST_SLOT (self));

  if (self->position == position)
    return;

  self->position = position;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
}

/**
 * cst_list_slot_get_row:
 *
 * Returns: (transfer none) (nullable): what to show; %NULL while it could not be read
 */
CstRow *
cst_list_slot_get_row (CstListSlot *self)
{
  g_return_val_if_fail (CST_IS_LIST_SLOT (self), NULL);

  return self->row;
}

void
cst_list_slot_set_row (CstListSlot *self,
                       CstRow      *row)
{
  g_return_if_fail (CST_IS_LIST_SLOT (self));

  if (row == self->row || (row != NULL && self->row != NULL && cst_row_equal (row, self->row)))
    return;

  g_set_object (&self->row, row);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROW]);
}
