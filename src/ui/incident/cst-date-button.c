/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-date-button.h"

#include <glib/gi18n.h>

#include "cst-accessible.h"
#include "cst-format.h"
#include "cst-ui.h"
#include "cst-util.h"

/* A day, or none: said on a button, chosen in the calendar behind it. */
struct _CstDateButton
{
  GtkWidget      parent_instance;

  char          *date;  /* (owned) (nullable): `YYYY-MM-DD` */
  char          *title; /* (owned) (nullable): what the day is for, for screen readers */
  gboolean       is_setting;

  GtkWidget     *root;
  GtkMenuButton *button;
  GtkCalendar   *calendar;
};

typedef enum
{
  PROP_DATE = 1,
  PROP_TITLE,
} CstDateButtonProperty;

static GParamSpec *properties[PROP_TITLE + 1];

G_DEFINE_FINAL_TYPE (CstDateButton, cst_date_button, GTK_TYPE_WIDGET)

static void
update (CstDateButton *self)
{
  g_autofree char *words = NULL;
  g_autofree char *spoken = NULL;

  words = self->date != NULL ? cst_format_iso_date (self->date, g_get_real_time () / G_USEC_PER_SEC)
                             : g_strdup (C_("day", "Not set"));
  gtk_menu_button_set_label (self->button, words);

  spoken = g_strjoin (": ", self->title != NULL ? self->title : _("Day"), words, NULL);
  cst_accessible_set_label (GTK_WIDGET (self->button), spoken);
}

static void
day_selected_cb (CstDateButton *self)
{
  g_autoptr(GDateTime) day = NULL;
  g_autofree char *text = NULL;

  if (self->is_setting)
    return;

  day = gtk_calendar_get_date (self->calendar);
  text = g_date_time_format (day, "%Y-%m-%d");
  cst_date_button_set_date (self, text);
}

static void
done_cb (CstDateButton *self)
{
  day_selected_cb (self);
  gtk_menu_button_popdown (self->button);
}

static void
clear_cb (CstDateButton *self)
{
  cst_date_button_set_date (self, NULL);
  gtk_menu_button_popdown (self->button);
}

static void
cst_date_button_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  CstDateButton *self = CST_DATE_BUTTON (object);

  switch ((CstDateButtonProperty) prop_id)
    {
    case PROP_DATE:
      g_value_set_string (value, self->date);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cst_date_button_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  CstDateButton *self = CST_DATE_BUTTON (object);

  switch ((CstDateButtonProperty) prop_id)
    {
    case PROP_DATE:
      cst_date_button_set_date (self, g_value_get_string (value));
      break;
    case PROP_TITLE:
      if (cst_set_str (&self->title, g_value_get_string (value)))
        {
          update (self);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cst_date_button_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CST_TYPE_DATE_BUTTON);

  G_OBJECT_CLASS (cst_date_button_parent_class)->dispose (object);
}

static void
cst_date_button_finalize (GObject *object)
{
  CstDateButton *self = CST_DATE_BUTTON (object);

  g_free (self->date);
  g_free (self->title);

  G_OBJECT_CLASS (cst_date_button_parent_class)->finalize (object);
}

static void
cst_date_button_class_init (CstDateButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cst_date_button_get_property;
  object_class->set_property = cst_date_button_set_property;
  object_class->dispose = cst_date_button_dispose;
  object_class->finalize = cst_date_button_finalize;

  properties[PROP_DATE] = g_param_spec_string ("date", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "datebutton");
  gtk_widget_class_set_template_from_resource (widget_class, CST_UI_RESOURCE ("cst-date-button"));
  gtk_widget_class_bind_template_child (widget_class, CstDateButton, root);
  gtk_widget_class_bind_template_child (widget_class, CstDateButton, button);
  gtk_widget_class_bind_template_child (widget_class, CstDateButton, calendar);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
cst_date_button_init (CstDateButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/**
 * cst_date_button_get_date:
 *
 * Returns: (transfer none) (nullable): `YYYY-MM-DD`
 */
const char *
cst_date_button_get_date (CstDateButton *self)
{
  return self->date;
}

/**
 * cst_date_button_set_date:
 * @iso_date: (nullable): `YYYY-MM-DD`; anything that is no date counts as none
 */
void
cst_date_button_set_date (CstDateButton *self,
                          const char    *iso_date)
{
  const char *date = iso_date != NULL && cst_date_is_valid (iso_date) ? iso_date : NULL;

  g_return_if_fail (CST_IS_DATE_BUTTON (self));

  if (!cst_set_str (&self->date, date))
    return;

  if (date != NULL)
    {
      int year = atoi (date);
      int month = atoi (date + 5);
      g_autoptr(GDateTime) day = g_date_time_new_local (year, month, atoi (date + 8), 12, 0, 0);

      self->is_setting = TRUE;
      gtk_calendar_select_day (self->calendar, day);
      self->is_setting = FALSE;
    }

  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATE]);
}
