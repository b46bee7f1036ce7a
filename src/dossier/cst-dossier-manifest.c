/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cst-dossier-manifest.h"

#include <string.h>

#include "cst-config.h"
#include "cst-dossier-make.h"
#include "cst-util.h"

static void
set_text (JsonObject *object,
          const char *member,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

static void
set_time (JsonObject *object,
          const char *member,
          gint64      at)
{
  g_autofree char *text = at != CST_TIME_NONE ? cst_time_format (at) : NULL;

  set_text (object, member, text);
}

static JsonObject *
about_json (const CstDossier *self)
{
  JsonObject *object = json_object_new ();

  set_text (object, "account", self->account->name);
  set_text (object, "site", cst_account_get_site (self->account));
  set_text (object, "order", self->order->id);
  set_text (object, "order_number", self->order->number);
  set_text (object, "id", self->incident->id);
  set_text (object, "number", self->incident->number);
  json_object_set_int_member (object, "version", self->incident->version);
  set_text (object, "reason", cst_enum_nick (&cst_reason_type, (int) self->incident->reason));
  set_text (object, "state", cst_enum_nick (&cst_incident_state_type, (int) self->incident->state));
  set_time (object, "reported_at", self->incident->reported_at);
  if (self->rules != NULL)
    {
      set_text (object, "playbook", self->rules->view->playbook);
      json_object_set_int_member (object, "playbook_version", self->rules->view->version);
      set_text (object, "playbook_sha256", self->rules->playbook->digest);
    }

  return object;
}

static JsonArray *
parts_json (GPtrArray *parts)
{
  JsonArray *array = json_array_sized_new (parts->len);

  for (guint i = 0; i < parts->len; i++)
    {
      const CstDossierPart *part = g_ptr_array_index (parts, i);
      JsonObject *object = json_object_new ();

      set_text (object, "name", part->name);
      set_text (object, "role", part->role);
      set_text (object, "media_type", part->media_type);
      json_object_set_int_member (object, "size", part->size);
      set_text (object, "sha256", part->sha256);
      if (part->number > 0)
        json_object_set_int_member (object, "exhibit", part->number);
      set_text (object, "attachment", part->attachment);
      set_text (object, "original_sha256", part->original_sha256);
      json_array_add_object_element (array, object);
    }

  return array;
}

/* Exhibits that could not go along; their digests, where known, still say which files they are. */
static JsonArray *
left_out_json (GPtrArray *exhibits)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < exhibits->len; i++)
    {
      const CstExhibit *exhibit = g_ptr_array_index (exhibits, i);
      JsonObject *object;

      if (exhibit->name != NULL)
        continue;

      object = json_object_new ();
      json_object_set_int_member (object, "exhibit", exhibit->file->number);
      set_text (object, "attachment", exhibit->file->attachment->id);
      set_text (object, "sha256", exhibit->sha256 != NULL ? exhibit->sha256 : exhibit->file->attachment->sha256);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonArray *
gaps_json (const CstDossier *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->gaps->len; i++)
    {
      const CstDossierGap *gap = g_ptr_array_index (self->gaps, i);
      JsonObject *object = json_object_new ();

      set_text (object, "kind", gap->kind);
      set_text (object, "text", gap->text);
      json_array_add_object_element (array, object);
    }

  return array;
}

/* All that is hashed of an entry, so that whoever has the file can hash it again. */
static JsonObject *
entry_json (const CstJournalEntry *entry,
            const char            *before)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "seq", entry->seq);
  json_object_set_int_member (object, "version", entry->version);
  json_object_set_int_member (object, "at", entry->at);
  json_object_set_int_member (object, "account", entry->account);
  set_text (object, "kind", cst_enum_nick (&cst_journal_kind_type, (int) entry->kind));
  set_text (object, "order", entry->order);
  set_text (object, "incident", entry->incident);
  json_object_set_int_member (object, "operation", entry->operation);
  set_text (object, "person", entry->person);
  set_text (object, "payload", entry->payload);
  set_text (object, "previous", *before != '\0' ? before : NULL);
  set_text (object, "hash", entry->hash);

  return object;
}

static JsonObject *
journal_json (const CstDossier *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *entries = json_array_sized_new (self->journal->len);

  for (guint i = 0; i < self->journal->len; i++)
    json_array_add_object_element (entries, entry_json (g_ptr_array_index (self->journal, i),
                                                        g_ptr_array_index (self->before, i)));
  json_object_set_int_member (object, "head_seq", self->head_seq);
  set_text (object, "head_hash", self->head_hash);
  json_object_set_array_member (object, "entries", entries);

  return object;
}

/**
 * cst_dossier_manifest:
 * @parts: (element-type CstDossierPart): all members but the manifest itself
 * @exhibits: (element-type CstExhibit)
 * @volume: of a case file in several, from 1
 * @n_volumes: in how many, 1 for one that is whole
 *
 * Returns: (transfer full): JSON: what the case file is, the SHA-256 of each of its parts, and the journal's entries
 * about the incident with the hashes before them, up to the journal's last one
 */
GBytes *
cst_dossier_manifest (const CstDossier *self,
                      GPtrArray        *parts,
                      GPtrArray        *exhibits,
                      guint             volume,
                      guint             n_volumes)
{
  JsonObject *object = json_object_new ();
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  char *text;

  json_node_take_object (node, object);
  set_text (object, "format", CST_MANIFEST_FORMAT);
  json_object_set_int_member (object, "version", CST_MANIFEST_VERSION);
  set_text (object, "application", "Constat " CST_VERSION);
  set_time (object, "made_at", self->made_at);
  json_object_set_boolean_member (object, "with_notes", self->options.with_notes);
  json_object_set_boolean_member (object, "redacted", self->options.is_redacted);
  if (n_volumes > 1)
    {
      json_object_set_int_member (object, "volume", volume);
      json_object_set_int_member (object, "volumes", n_volumes);
    }
  json_object_set_object_member (object, "incident", about_json (self));
  json_object_set_array_member (object, "parts", parts_json (parts));
  json_object_set_array_member (object, "left_out", left_out_json (exhibits));
  json_object_set_array_member (object, "missing", gaps_json (self));
  json_object_set_object_member (object, "journal", journal_json (self));
  text = json_to_string (node, TRUE);

  return g_bytes_new_take (text, strlen (text));
}
