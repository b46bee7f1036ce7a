/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dossier-words.h"

#include <glib/gi18n-lib.h>

#include "cst-sniff.h"
#include "cst-terms.h"
#include "cst-util.h"

static char *
format_at (const CstDossier *self,
           gint64            at,
           const char       *format)
{
  g_autoptr(GDateTime) utc = at != CST_TIME_NONE ? g_date_time_new_from_unix_utc (at) : NULL;
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, self->zone) : NULL;

  return local != NULL ? g_date_time_format (local, format) : g_strdup ("–");
}

/* A day with its year, in the time zone of the rules. */
char *
cst_dossier_date (const CstDossier *self,
                  gint64            at)
{
  /* Translators: a date in a case file, strftime(3) */
  return format_at (self, at, C_("case file date", "%-d %B %Y"));
}

char *
cst_dossier_moment (const CstDossier *self,
                    gint64            at)
{
  /* Translators: a date and a time of day in a case file, strftime(3) */
  return format_at (self, at, C_("case file date", "%-d %b %Y, %H:%M"));
}

/* A calendar day without a time zone. */
char *
cst_dossier_iso_date (const char *date)
{
  g_autoptr(GDateTime) day = NULL;
  g_autofree char *noon = NULL;

  if (!cst_date_is_valid (date))
    return g_strdup ("–");

  noon = g_strconcat (date, "T12:00:00Z", NULL);
  day = g_date_time_new_from_iso8601 (noon, NULL);

  return day != NULL ? g_date_time_format (day, C_("case file date", "%-d %B %Y")) : g_strdup ("–");
}

/* What a camera says, by its own clock: without a zone. */
char *
cst_dossier_taken (const char *taken_at)
{
  g_autofree char *text = taken_at != NULL ? g_strconcat (taken_at, "Z", NULL) : NULL;
  g_autoptr(GDateTime) moment = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return moment != NULL ? g_date_time_format (moment, C_("case file date", "%-d %b %Y, %H:%M")) : NULL;
}

/* In groups, so that two of them can be held against each other on paper, and a line breaks between groups. */
char *
cst_dossier_hash (const char *digits)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; digits[i] != '\0'; i++)
    {
      if (i > 0 && i % 8 == 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, digits[i]);
    }

  return g_strdup (text->str);
}

char *
cst_dossier_bytes (gint64 size)
{
  return g_format_size ((guint64) MAX (size, 0));
}

/* Who a party is, by name where it has one. */
char *
cst_dossier_party (const CstDossier *self,
                   CstParty          party)
{
  const CstAccountInfo *info = &self->account->info;

  switch (party)
    {
    case CST_PARTY_CUSTOMER:
      return g_strdup (cst_term_customer_name (info, self->order));
    case CST_PARTY_BRAND:
      return g_strdup (info->name != NULL ? info->name : self->account->name);
    case CST_PARTY_MARKETPLACE:
      return g_strdup (cst_account_get_site (self->account));
    case CST_PARTY_UNKNOWN:
    case CST_PARTY_NOBODY:
    default:
      return NULL;
    }
}

/* Brand or seller, as the account's site says. */
const char *
cst_dossier_seller (const CstDossier *self)
{
  return cst_term_is_retailer (&self->account->info) ? C_("case file", "Brand") : C_("case file", "Seller");
}

char *
cst_dossier_exhibit (const CstDossierFile *file)
{
  /* Translators: a numbered piece of evidence of a case file */
  return g_strdup_printf (_("Exhibit %d"), file->number);
}

/* The file's name inside the case file: ours, whatever its sender called it. */
char *
cst_dossier_name_of (const CstDossierFile *file)
{
  CstFileType type = CST_FILE_TYPE_UNKNOWN;
  const char *extension = NULL;

  if (file->path != NULL && cst_sniff_file (file->path, &type, NULL, NULL))
    extension = cst_file_type_get_extension (type);

  return g_strdup_printf ("exhibits/%03d%s%s", file->number, extension != NULL ? "." : "",
                          extension != NULL ? extension : "");
}

const char *
cst_dossier_check_label (const char *kind)
{
  static const struct
  {
    const char *kind;
    const char *label;
  } labels[] = {
    { "communications", NC_("case file", "Messages") },
    { "evidence", NC_("case file", "Evidence asked for by the rules") },
    { "photos", NC_("case file", "Photos") },
    { "findings", NC_("case file", "Findings on the photos") },
    { "tracking", NC_("case file", "Tracking") },
    { "label", NC_("case file", "Return label") },
    { "dates", NC_("case file", "Dates") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      if (g_str_equal (labels[i].kind, kind))
        return g_dpgettext2 (GETTEXT_PACKAGE, "case file", labels[i].label);
    }

  return kind;
}

/**
 * cst_dossier_person_name:
 * @person: (nullable): an id
 *
 * Returns: (transfer none) (nullable): the name of one of the account's people
 */
const char *
cst_dossier_person_name (const CstDossier *self,
                         const char       *person)
{
  for (guint i = 0; person != NULL && i < self->account->info.people->len; i++)
    {
      const CstPerson *known = g_ptr_array_index (self->account->info.people, i);

      if (g_strcmp0 (known->id, person) == 0)
        return known->name;
    }
  for (guint i = 0; person != NULL && i < self->operations->len; i++)
    {
      const CstOperation *operation = g_ptr_array_index (self->operations, i);

      if (g_strcmp0 (operation->person, person) == 0)
        return operation->person_name;
    }

  return NULL;
}
