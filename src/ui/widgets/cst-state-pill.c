/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-state-pill.h"

#include "cst-ui.h"
#include "cst-util.h"

struct _CstStatePill
{
  GtkWidget  parent_instance;

  GtkWidget *root;
  GtkImage  *image;
  GtkLabel  *text;

  CstTone    tone;
  char      *icon_name; /* (owned) (nullable) */
  char      *label;     /* (owned) (nullable) */
};

typedef enum
{
  PROP_TONE = 1,
  PROP_ICON_NAME,
  PROP_LABEL,
} CstStatePillProperty;

static GParamSpec *properties[PROP_LABEL + 1];

G_DEFINE_FINAL_TYPE (CstStatePill, cst_state_pill, GTK_TYPE_WIDGET)

static const char *const tone_classes[] = { "neutral", "attention", "progress", "foreign", "done" };

static void
cst_state_pill_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  CstStatePill *self = CST_STATE_PILL (object);

  switch ((CstStatePillProperty) prop_id)
    {
    case PROP_TONE:
      g_value_set_enum (value, (int) self->tone);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cst_state_pill_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  CstStatePill *self = CST_STATE_PILL (object);

  switch ((CstStatePillProperty) prop_id)
    {
    case PROP_TONE:
      cst_state_pill_set_tone (self, (CstTone) g_value_get_enum (value));
      break;
    case PROP_ICON_NAME:
      cst_state_pill_set_icon_name (self, g_value_get_string (value));
      break;
    case PROP_LABEL:
      cst_state_pill_set_label (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cst_state_pill_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_STATE_PILL);

  G_OBJECT_CLASS (cst_state_pill_parent_class)->dispose (object);
}

static void
cst_state_pill_finalize (GObject *object)
{
  CstStatePill *self = CST_STATE_PILL (object);

  g_free (self->icon_name);
  g_free (self->label);

  G_OBJECT_CLASS (cst_state_pill_parent_class)->finalize (object);
}

static void
cst_state_pill_class_init (CstStatePillClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cst_state_pill_get_property;
  object_class->set_property = cst_state_pill_set_property;
  object_class->dispose = cst_state_pill_dispose;
  object_class->finalize = cst_state_pill_finalize;

  properties[PROP_TONE] = g_param_spec_enum ("tone", NULL, NULL, CST_TYPE_TONE, CST_TONE_NEUTRAL,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL,
                                                    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "statepill");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-state-pill"));
  gtk_widget_class_bind_template_child (widget_class, CstStatePill, root);
  gtk_widget_class_bind_template_child (widget_class, CstStatePill, image);
  gtk_widget_class_bind_template_child (widget_class, CstStatePill, text);
}

static void
cst_state_pill_init (CstStatePill *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), tone_classes[self->tone]);
}

GtkWidget *
cst_state_pill_new (void)
{
  return g_object_new (CST_TYPE_STATE_PILL, NULL);
}

void
cst_state_pill_set (CstStatePill *self,
                    CstTone       tone,
                    const char   *icon_name,
                    const char   *label)
{
  cst_state_pill_set_tone (self, tone);
  cst_state_pill_set_icon_name (self, icon_name);
  cst_state_pill_set_label (self, label);
}

void
cst_state_pill_set_label (CstStatePill *self,
                          const char   *label)
{
  g_return_if_fail (CST_IS_STATE_PILL (self));

  if (!cst_set_str (&self->label, label))
    return;

  gtk_label_set_label (self->text, label != NULL ? label : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

void
cst_state_pill_set_icon_name (CstStatePill *self,
                              const char   *icon_name)
{
  g_return_if_fail (CST_IS_STATE_PILL (self));

  if (!cst_set_str (&self->icon_name, icon_name))
    return;

  gtk_image_set_from_icon_name (self->image, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->image), icon_name != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ICON_NAME]);
}

void
cst_state_pill_set_tone (CstStatePill *self,
                         CstTone       tone)
{
  g_return_if_fail (CST_IS_STATE_PILL (self));
  g_return_if_fail ((guint) tone < G_N_ELEMENTS (tone_classes));

  if (self->tone == tone)
    return;

  gtk_widget_remove_css_class (GTK_WIDGET (self), tone_classes[self->tone]);
  self->tone = tone;
  gtk_widget_add_css_class (GTK_WIDGET (self), tone_classes[self->tone]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TONE]);
}

const char *
cst_state_pill_get_label (CstStatePill *self)
{
  g_return_val_if_fail (CST_IS_STATE_PILL (self), NULL);

  return self->label;
}
