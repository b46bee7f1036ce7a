/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-chart.h"

#include <glib/gi18n.h>

#include "cst-util.h"

static void
bar_free (CstBar *self)
{
  g_free (self->label);
  g_free (self->short_label);
  g_free (self->text);
  g_free (self->said);
  g_free (self->before_text);
  g_free (self->before_said);
  g_free (self->change);
  g_free (self->limit_text);
  g_clear_pointer (&self->target, g_variant_unref);
  g_free (self);
}

CstChart *
cst_chart_new (const char *title,
               const char *unit)
{
  CstChart *self = g_new0 (CstChart, 1);

  self->title = g_strdup (title);
  self->unit = g_strdup (unit);
  self->bars = g_ptr_array_new_with_free_func ((GDestroyNotify) bar_free);

  return self;
}

void
cst_chart_free (CstChart *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->unit);
  g_free (self->note);
  g_ptr_array_unref (self->bars);
  g_free (self);
}

/**
 * cst_chart_add:
 * @value: not below 0
 *
 * Returns: (transfer none): the new bar, for what else is known of it
 */
CstBar *
cst_chart_add (CstChart   *self,
               const char *label,
               double      value,
               const char *text)
{
  CstBar *bar = g_new0 (CstBar, 1);

  bar->label = g_strdup (label);
  bar->text = g_strdup (text);
  bar->value = value;
  bar->before = -1;
  bar->limit = -1;
  g_ptr_array_add (self->bars, bar);

  return bar;
}

void
cst_bar_set_before (CstBar     *self,
                    double      value,
                    const char *text,
                    const char *change)
{
  self->before = value;
  cst_set_str (&self->before_text, text);
  cst_set_str (&self->change, change);
}

void
cst_bar_set_limit (CstBar     *self,
                   double      value,
                   const char *text,
                   CstBarMark  mark)
{
  self->limit = value;
  self->mark = mark;
  cst_set_str (&self->limit_text, text);
}

/**
 * cst_bar_set_target:
 * @target: a floating reference is taken
 */
void
cst_bar_set_target (CstBar   *self,
                    GVariant *target)
{
  g_clear_pointer (&self->target, g_variant_unref);
  self->target = g_variant_ref_sink (target);
}

/**
 * cst_chart_get_top:
 *
 * Returns: what the whole length of a bar stands for, above 0; every bar and every limit fits below it
 */
double
cst_chart_get_top (const CstChart *self)
{
  double top = 0;

  for (guint i = 0; i < self->bars->len; i++)
    {
      const CstBar *bar = g_ptr_array_index (self->bars, i);

      top = MAX (top, MAX (bar->value, MAX (bar->before, bar->limit)));
    }

  return top > 0 ? top : 1;
}

gboolean
cst_chart_has_before (const CstChart *self)
{
  for (guint i = 0; i < self->bars->len; i++)
    {
      if (((const CstBar *) g_ptr_array_index (self->bars, i))->before_text != NULL)
        return TRUE;
    }

  return FALSE;
}

gboolean
cst_chart_has_limits (const CstChart *self)
{
  for (guint i = 0; i < self->bars->len; i++)
    {
      if (((const CstBar *) g_ptr_array_index (self->bars, i))->limit_text != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_same_bar (const CstBar *a,
             const CstBar *b)
{
  gboolean has_same_target = a->target == b->target ||
                             (a->target != NULL && b->target != NULL && g_variant_equal (a->target, b->target));

  return has_same_target && a->mark == b->mark && a->value >= b->value && a->value <= b->value &&
         g_strcmp0 (a->label, b->label) == 0 && g_strcmp0 (a->text, b->text) == 0 &&
         g_strcmp0 (a->said, b->said) == 0 && g_strcmp0 (a->before_text, b->before_text) == 0 &&
         g_strcmp0 (a->before_said, b->before_said) == 0 &&
         g_strcmp0 (a->change, b->change) == 0 && g_strcmp0 (a->limit_text, b->limit_text) == 0;
}

/**
 * cst_chart_equal:
 * @a: (nullable)
 * @b: (nullable)
 *
 * Returns: whether both are drawn and spoken alike
 */
gboolean
cst_chart_equal (const CstChart *a,
                 const CstChart *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->bars->len != b->bars->len || a->is_columns != b->is_columns || a->most_shown != b->most_shown ||
      a->n_all != b->n_all || g_strcmp0 (a->title, b->title) != 0 || g_strcmp0 (a->unit, b->unit) != 0 ||
      g_strcmp0 (a->note, b->note) != 0)
    return FALSE;

  for (guint i = 0; i < a->bars->len; i++)
    {
      if (!is_same_bar (g_ptr_array_index (a->bars, i), g_ptr_array_index (b->bars, i)))
        return FALSE;
    }

  return TRUE;
}

/**
 * cst_bar_sentence:
 *
 * Returns: (transfer full): all that the bar shows, as one sentence
 */
char *
cst_bar_sentence (const CstBar *self)
{
  g_autoptr(GString) out = g_string_new (NULL);

  /* Translators: what is counted, and how much */
  g_string_append_printf (out, C_("bar", "%1$s: %2$s"), self->label, self->said != NULL ? self->said : self->text);
  if (self->before_said != NULL)
    g_string_append_printf (out, ", %s", self->before_said);
  else if (self->before_text != NULL)
    /* Translators: how much it was in the period before; goes on after a count */
    g_string_append_printf (out, C_("bar", ", %s in the period before"), self->before_text);
  if (self->limit_text != NULL)
    /* Translators: up to how much chance alone explains; goes on after a count */
    g_string_append_printf (out, C_("bar", ", chance explains up to %s"), self->limit_text);
  if (self->mark != CST_BAR_PLAIN)
    g_string_append_printf (out, " · %s", cst_bar_mark_label (self->mark));
  if (self->target != NULL)
    /* Translators: goes on after a count; Enter shows what is counted */
    g_string_append (out, C_("bar", " · show"));

  return g_strdup (out->str);
}

const char *
cst_bar_mark_label (CstBarMark mark)
{
  switch (mark)
    {
    case CST_BAR_SIGNAL:
      /* Translators: more than chance explains */
      return C_("control limit", "Signal");
    case CST_BAR_NOISE:
      /* Translators: not more than chance explains */
      return C_("control limit", "Noise");
    case CST_BAR_PLAIN:
    default:
      return "";
    }
}
