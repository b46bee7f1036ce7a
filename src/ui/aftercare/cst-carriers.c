/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-carriers.h"

#include "cst-util.h"

#define N_REMEMBERED 20

static gboolean
has_carrier (GPtrArray  *carriers,
             const char *carrier)
{
  g_autofree char *wanted = cst_str_fold (carrier);

  for (guint i = 0; i < carriers->len; i++)
    {
      g_autofree char *known = cst_str_fold (g_ptr_array_index (carriers, i));

      if (strcmp (known, wanted) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
add (GPtrArray  *carriers,
     const char *carrier)
{
  g_autofree char *name = g_strstrip (g_strdup (carrier != NULL ? carrier : ""));

  if (*name != '\0' && !has_carrier (carriers, name))
    g_ptr_array_add (carriers, g_steal_pointer (&name));
}

static void
add_remembered (GPtrArray  *carriers,
                const char *remembered)
{
  g_auto(GStrv) lines = g_strsplit (remembered != NULL ? remembered : "", "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    add (carriers, lines[i]);
}

static GStrv
take (GPtrArray *carriers,
      guint      limit)
{
  if (carriers->len > limit)
    g_ptr_array_set_size (carriers, (int) limit);
  g_ptr_array_add (carriers, NULL);

  return (GStrv) g_ptr_array_steal (carriers, NULL);
}

/**
 * cst_carriers_remember:
 * @remembered: (nullable): the setting's value: a carrier a line, the latest first
 *
 * Returns: (transfer full): the setting's next value
 */
char *
cst_carriers_remember (const char *remembered,
                       const char *carrier)
{
  g_autoptr(GPtrArray) carriers = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) list = NULL;

  add (carriers, carrier);
  add_remembered (carriers, remembered);
  list = take (carriers, N_REMEMBERED);

  return g_strjoinv ("\n", list);
}

/**
 * cst_carriers_suggest:
 * @remembered: (nullable): from cst_carriers_remember()
 * @order: its own carriers come first
 *
 * Returns: (transfer full): at most @limit carriers to choose from
 */
GStrv
cst_carriers_suggest (const char     *remembered,
                      const CstOrder *order,
                      guint           limit)
{
  g_autoptr(GPtrArray) carriers = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < order->shipments->len; i++)
    {
      const CstShipment *shipment = g_ptr_array_index (order->shipments, i);

      add (carriers, shipment->carrier);
    }
  add_remembered (carriers, remembered);

  return take (carriers, limit);
}
