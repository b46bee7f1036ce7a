/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "cst-ctl-photo.h"
#include "cst-file-claims.h"
#include "cst-intake.h"
#include "cst-pack.h"
#include "cst-photo-files.h"
#include "cst-photo-hints.h"
#include "cst-photos.h"

/* What is known of photos, and whether their files are still what came. */

typedef struct
{
  const CstCachedFile *file;
  gboolean             is_missing;
} Loss;

static const char *const fact_nicks[] = {
  "ready", "none_sent", "announced", "not_downloaded", "unreadable", "removed",
};
static const CstEnumType fact_type = { fact_nicks, G_N_ELEMENTS (fact_nicks) };

static void
add_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, name, text);
}

static void
add_hints (CstCtl              *ctl,
           const CstPackMember *member,
           const CstPhotoEntry *entry,
           JsonObject          *object)
{
  g_autoptr(GPtrArray) hints = cst_db_photo_hints (ctl->db, member->account, entry->attachment->id, NULL);
  JsonArray *array = json_array_new ();

  for (guint i = 0; hints != NULL && i < hints->len; i++)
    {
      const CstPhotoHint *hint = g_ptr_array_index (hints, i);
      JsonNode *node = cst_record_to_json (&cst_photo_hint_type, hint);
      g_autofree char *text = cst_photo_hint_text (hint);

      json_object_set_string_member (json_node_get_object (node), "text", text);
      json_array_add_element (array, node);
      cst_ctl_print (ctl, "    %s\n", text);
    }

  if (json_array_get_length (array) > 0)
    json_object_set_array_member (object, "hints", array);
  else
    json_array_unref (array);
}

/* The facts' own members, and what they mean. */
static JsonObject *
entry_json (const CstPackMember *member,
            const CstPhotoEntry *entry)
{
  JsonNode *node = cst_record_to_json (&cst_photo_facts_type, entry->facts);
  JsonObject *object = json_node_dup_object (node);
  g_autofree char *claims = NULL;

  json_node_unref (node);
  json_object_set_string_member (object, "account", member->account_name);
  json_object_set_string_member (object, "incident", member->incident);
  json_object_set_string_member (object, "id", entry->attachment->id);
  add_text (object, "filename", entry->attachment->filename);
  json_object_set_string_member (object, "state", cst_enum_nick (&fact_type, (int) entry->fact));
  if (entry->evidence != NULL)
    json_object_set_member (object, "evidence", cst_record_to_json (&cst_evidence_type, entry->evidence));
  if (entry->looked_at != 0)
    json_object_set_int_member (object, "looked_at", entry->looked_at);
  add_text (object, "looked_by", entry->looked_by);
  if (entry->facts->examined_at != 0)
    claims = cst_file_claims_text (entry->facts->filename, entry->facts->said,
                                   cst_file_type_from_media_type (entry->facts->found));
  add_text (object, "claims", claims);
  if (cst_photo_facts_is_altered (entry->facts))
    json_object_set_boolean_member (object, "altered", TRUE);

  return object;
}

static void
print_entry (CstCtl              *ctl,
             const CstPackMember *member,
             const CstPhotoEntry *entry,
             const char          *claims)
{
  const CstPhotoFacts *facts = entry->facts;

  cst_ctl_print (ctl, "%s/%-14s %-10s %-24s %-12s %5d × %-5d %s\n", member->account_name, entry->attachment->id,
                 member->number, cst_label_photo_fact (entry->fact), facts->found != NULL ? facts->found : "",
                 facts->width, facts->height, facts->taken_at != NULL ? facts->taken_at : "");
  if (entry->evidence != NULL)
    /* Translators: a person's name */
    cst_ctl_print (ctl, _("    Internal, added by %s\n"), entry->evidence->name != NULL ? entry->evidence->name : "");
  if (*cst_label_photo_problem (facts->problem) != '\0')
    cst_ctl_print (ctl, "    %s\n", cst_label_photo_problem (facts->problem));
  if (claims != NULL)
    cst_ctl_print (ctl, "    %s\n", claims);
  if (cst_photo_facts_is_altered (facts))
    cst_ctl_print (ctl, "    %s\n", _("These are not the bytes that the marketplace says it has."));
}

static gboolean
list_incident (CstCtl               *ctl,
               const CstPackMember  *member,
               JsonArray            *array,
               GError              **error)
{
  g_autoptr(GPtrArray) entries = cst_db_photos_of_incident (ctl->db, member->account, member->incident, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const CstPhotoEntry *entry = g_ptr_array_index (entries, i);
      JsonObject *object = entry_json (member, entry);
      const char *claims = json_object_has_member (object, "claims") ? json_object_get_string_member (object, "claims")
                                                                     : NULL;

      print_entry (ctl, member, entry, claims);
      add_hints (ctl, member, entry, object);
      json_array_add_object_element (array, object);
    }

  return entries != NULL;
}

static GPtrArray *
chosen_incidents (CstCtl      *ctl,
                  const char  *incident,
                  const char  *account_name,
                  GError     **error)
{
  g_autoptr(CstAccount) account = NULL;
  g_autofree char *remote = NULL;
  GPtrArray *members;
  CstPackMember *member;

  if (incident == NULL)
    {
      if (account_name != NULL && !(account = cst_ctl_account (ctl, account_name, error)))
        return NULL;
      return cst_db_photo_incidents (ctl->db, account != NULL ? account->id : 0, error);
    }
  if (!cst_ctl_resolve (ctl, CST_ENTITY_INCIDENT, incident, &account, &remote, error))
    return NULL;

  member = cst_pack_member_new (account->id, remote);
  member->account_name = g_strdup (account->name);
  member->number = g_strdup (remote);
  members = g_ptr_array_new_with_free_func ((GDestroyNotify) cst_pack_member_free);
  g_ptr_array_add (members, member);

  return members;
}

/**
 * cst_ctl_photo_list:
 * @incident: (nullable): whose; %NULL for all of @account_name
 * @account_name: (nullable): %NULL for all accounts
 */
CstCtlExit
cst_ctl_photo_list (CstCtl      *ctl,
                    const char  *incident,
                    const char  *account_name,
                    GError     **error)
{
  g_autoptr(GPtrArray) members = chosen_incidents (ctl, incident, account_name, error);
  JsonNode *root;
  JsonArray *array;

  if (members == NULL)
    return CST_CTL_FAILED;

  root = json_node_new (JSON_NODE_ARRAY);
  array = json_array_new ();
  json_node_take_array (root, array);
  for (guint i = 0; i < members->len; i++)
    {
      if (!list_incident (ctl, g_ptr_array_index (members, i), array, error))
        {
          json_node_unref (root);
          return CST_CTL_FAILED;
        }
    }
  cst_ctl_print_json (ctl, root);

  return CST_CTL_DONE;
}

static gpointer
forget_job (CstDb         *db,
            gpointer       request,
            GCancellable  *cancellable,
            GError       **error)
{
  const Loss *loss = request;

  return GINT_TO_POINTER (cst_db_cache_forget (db, loss->file->account, loss->file->id, error));
}

/* What the marketplace still has is fetched again; a damaged file that nobody else has is better than none. */
static gboolean
give_up (CstCtl               *ctl,
         const CstCachedFile  *file,
         const char           *path,
         gboolean              is_missing,
         GError              **error)
{
  g_autofree char *thumbnail = cst_thumbnail_path (ctl->store, file->account, file->id);
  Loss loss = { file, is_missing };

  if (!is_missing && !file->is_available)
    return TRUE;
  if (cst_ctl_write (ctl, forget_job, &loss, error) == NULL)
    return FALSE;

  g_unlink (path);
  g_unlink (thumbnail);

  return TRUE;
}

static gboolean
check_file (CstCtl               *ctl,
            const CstCachedFile  *file,
            JsonArray            *damaged,
            JsonArray            *missing,
            GError              **error)
{
  g_autofree char *path = cst_cache_path (ctl->store, file->account, file->id);
  g_autofree char *name = g_strdup_printf ("%s/%s", file->account_name, file->id);
  gint64 size = 0;
  g_autofree char *sha256 = cst_intake_digest (path, &size, NULL, NULL);
  gboolean is_whole = sha256 != NULL && size == file->size &&
                      (file->sha256 == NULL || g_strcmp0 (sha256, file->sha256) == 0);

  if (is_whole)
    return TRUE;

  if (sha256 == NULL)
    cst_ctl_print (ctl, _("%s: missing\n"), name);
  else
    cst_ctl_print (ctl, _("%s: damaged\n"), name);
  json_array_add_string_element (sha256 == NULL ? missing : damaged, name);

  return give_up (ctl, file, path, sha256 == NULL, error);
}

/**
 * cst_ctl_photo_check:
 * @all: whether also files that may be evicted
 *
 * Reads every file again and holds it against the digest that was taken when it came.
 */
CstCtlExit
cst_ctl_photo_check (CstCtl    *ctl,
                     gboolean   all,
                     GError   **error)
{
  g_autoptr(GPtrArray) files = cst_db_cached_files (ctl->db, all, error);
  JsonNode *root;
  JsonObject *object;
  JsonArray *damaged;
  JsonArray *missing;
  guint n_lost;

  if (files == NULL)
    return CST_CTL_FAILED;

  root = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  json_node_take_object (root, object);
  json_object_set_int_member (object, "checked", files->len);
  json_object_set_array_member (object, "damaged", (damaged = json_array_new ()));
  json_object_set_array_member (object, "missing", (missing = json_array_new ()));
  for (guint i = 0; i < files->len; i++)
    {
      if (!check_file (ctl, g_ptr_array_index (files, i), damaged, missing, error))
        {
          json_node_unref (root);
          return CST_CTL_FAILED;
        }
    }
  n_lost = json_array_get_length (damaged) + json_array_get_length (missing);
  cst_ctl_print_json (ctl, root);
  if (n_lost == 0)
    cst_ctl_print (ctl, ngettext ("%u file is as it came.\n", "%u files are as they came.\n", files->len), files->len);
  else
    cst_ctl_print (ctl, _("What the marketplace still has is fetched again by the next sync.\n"));

  return n_lost == 0 ? CST_CTL_DONE : CST_CTL_FAILED;
}
