/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-file-claims.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Other names that are in use for the types we know. */
static const struct
{
  const char  *media_type;
  CstFileType  type;
} aliases[] = {
  { "image/jpg", CST_FILE_TYPE_JPEG },
  { "image/pjpeg", CST_FILE_TYPE_JPEG },
  { "image/x-png", CST_FILE_TYPE_PNG },
  { "image/heic", CST_FILE_TYPE_HEIF },
  { "image/x-ms-bmp", CST_FILE_TYPE_BMP },
  { "application/x-pdf", CST_FILE_TYPE_PDF },
  { "x-application/zpl", CST_FILE_TYPE_ZPL },
  { "video/x-m4v", CST_FILE_TYPE_MP4 },
};

/**
 * cst_file_type_from_media_type:
 * @media_type: (nullable): parameters behind a semicolon are not looked at
 *
 * Returns: the type that is meant; unknown also for what says nothing, like "application/octet-stream" or "image/…"
 */
CstFileType
cst_file_type_from_media_type (const char *media_type)
{
  g_autofree char *essence = media_type != NULL ? g_ascii_strdown (media_type, -1) : g_strdup ("");

  essence[strcspn (essence, "; ")] = '\0';
  for (int type = CST_FILE_TYPE_UNKNOWN + 1; type <= CST_FILE_TYPE_TEXT; type++)
    {
      if (strcmp (essence, cst_file_type_get_media_type ((CstFileType) type)) == 0)
        return (CstFileType) type;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++)
    {
      if (strcmp (essence, aliases[i].media_type) == 0)
        return aliases[i].type;
    }

  return CST_FILE_TYPE_UNKNOWN;
}

/* Telephones call QuickTime films MP4 and the other way round, and a text may be of any kind: no lies. */
static gboolean
differ (CstFileType claimed,
        CstFileType found)
{
  gboolean both_films = (claimed == CST_FILE_TYPE_MP4 || claimed == CST_FILE_TYPE_QUICKTIME) &&
                        (found == CST_FILE_TYPE_MP4 || found == CST_FILE_TYPE_QUICKTIME);

  return claimed != CST_FILE_TYPE_UNKNOWN && claimed != CST_FILE_TYPE_TEXT && claimed != found && !both_films;
}

/**
 * cst_file_name_lies:
 * @file_name: (nullable): as the sender named it
 *
 * Returns: whether the ending promises another type than was @found
 */
gboolean
cst_file_name_lies (const char  *file_name,
                    CstFileType  found)
{
  return file_name != NULL && differ (cst_file_type_from_name (file_name), found);
}

/**
 * cst_media_type_lies:
 * @media_type: (nullable): as the sender said
 *
 * Returns: whether it is another type than was @found
 */
gboolean
cst_media_type_lies (const char  *media_type,
                     CstFileType  found)
{
  return differ (cst_file_type_from_media_type (media_type), found);
}

/**
 * cst_file_claims_text:
 * @file_name: (nullable): as the sender named it
 * @media_type: (nullable): as the sender said
 *
 * Returns: (transfer full) (nullable): one sentence that names the lie; %NULL when there is none
 */
char *
cst_file_claims_text (const char  *file_name,
                      const char  *media_type,
                      CstFileType  found)
{
  /* An ending that is known has only letters and digits: it can be shown as it is. */
  if (cst_file_name_lies (file_name, found))
    /* Translators: an ending of a file name (“png”) and a type of file (“JPEG picture”) */
    return g_strdup_printf (_("Its name ends in “.%1$s”, yet by its content it is: %2$s."),
                            strrchr (file_name, '.') + 1, cst_file_type_get_label (found));
  if (cst_media_type_lies (media_type, found))
    /* Translators: two types of file, like “PNG picture” */
    return g_strdup_printf (_("It was sent as: %1$s. By its content it is: %2$s."),
                            cst_file_type_get_label (cst_file_type_from_media_type (media_type)),
                            cst_file_type_get_label (found));

  return NULL;
}
