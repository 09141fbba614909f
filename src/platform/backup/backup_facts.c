/* What a backup says of itself, as JSON and back: the header that anybody may read, and the manifest inside. */
#include "platform/backup/backup.h"

#include "base/utf8.h"
#include "wire/json.h"
#include "wire/json_write.h"

/* The year 3000. */
static const int64_t LAST_INSTANT = 32503680000000;
enum { MANIFEST_MOST = 256 * 1024, TABLES_MOST = 500 };

static void write_text(struct json_writer *w, struct str name, struct str text)
{
    json_name(w, name);
    json_str(w, text);
}

static void write_int(struct json_writer *w, struct str name, int64_t number)
{
    json_name(w, name);
    json_int(w, number);
}

static void write_hash(struct json_writer *w, struct arena *a, const struct crypto_hash *hash)
{
    write_text(w, STR("hash"), crypto_hex(a, hash->bytes, sizeof hash->bytes));
}

static void write_facts(struct json_writer *w, struct arena *a, const struct backup_facts *f)
{
    write_text(w, STR("installation"), uuid_text(a, f->installation));
    write_int(w, STR("sequence"), f->sequence);
    write_int(w, STR("made_at"), f->made_at.v);
    write_text(w, STR("made"), instant_iso(a, f->made_at));
    write_int(w, STR("schema"), f->schema);
    write_text(w, STR("program"), f->program);
    write_text(w, STR("audit_head"), f->audit_head);
    write_text(w, STR("key"), f->key_id);
}

static bool read_int(struct json_value v, struct str name, int64_t *ret)
{
    return json_as_int(json_get(v, name), ret);
}

static enum err read_facts(struct arena *a, struct json_value v, struct backup_facts *ret)
{
    struct backup_facts f = {.program = str_dup(a, json_as_text(json_get(v, STR("program")))),
        .audit_head = str_dup(a, json_as_text(json_get(v, STR("audit_head")))),
        .key_id = str_dup(a, json_as_text(json_get(v, STR("key"))))};
    struct str installation = json_as_text(json_get(v, STR("installation")));
    /* A header is read, and shown, before anything of it is proven: nothing strange may get to a terminal. */
    bool good = utf8_is_plain(f.program) && utf8_is_plain(f.audit_head) && utf8_is_plain(f.key_id) &&
        uuid_from_text(installation, &f.installation) && read_int(v, STR("sequence"), &f.sequence) &&
        read_int(v, STR("made_at"), &f.made_at.v) && read_int(v, STR("schema"), &f.schema) && f.sequence >= 0 &&
        f.made_at.v >= 0 && f.made_at.v < LAST_INSTANT;
    if (good) *ret = f;
    return good ? ERR_NONE : ERR_DAMAGED;
}

struct str backup_facts_json(struct arena *a, const struct backup_facts *facts)
{
    struct buf out = buf_new(a, 1024, SEALED_HEADER_MOST);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    write_facts(&w, a, facts);
    json_object_end(&w);
    json_writer_end(&w);
    MUST(!out.overflow);
    return buf_str(&out);
}

enum err backup_facts_read(struct arena *a, struct str json, struct backup_facts *ret)
{
    struct json_value v;
    struct json_problem problem;
    return json_parse(a, json, &v, &problem) ? ERR_DAMAGED : read_facts(a, v, ret);
}

/* ---- the manifest ---- */

struct str backup_manifest_json(struct arena *a, const struct backup_manifest *m)
{
    struct buf out = buf_new(a, 16 * 1024, MANIFEST_MOST);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    write_facts(&w, a, &m->facts);
    json_name(&w, STR("tables"));
    json_array_begin(&w);
    for (size_t i = 0; i < m->tables.n; i++) {
        json_object_begin(&w);
        write_text(&w, STR("name"), m->tables.items[i].name);
        write_int(&w, STR("rows"), m->tables.items[i].rows);
        write_hash(&w, a, &m->tables.items[i].hash);
        json_object_end(&w);
    }
    json_array_end(&w);
    json_name(&w, STR("files"));
    json_array_begin(&w);
    for (size_t i = 0; i < m->file_count; i++) {
        json_object_begin(&w);
        write_text(&w, STR("name"), m->files[i].name);
        write_int(&w, STR("bytes"), m->files[i].bytes);
        write_hash(&w, a, &m->files[i].hash);
        json_object_end(&w);
    }
    json_array_end(&w);
    json_object_end(&w);
    json_writer_end(&w);
    MUST(!out.overflow);
    return buf_str(&out);
}

static bool read_entry(
    struct arena *a, struct json_value v, struct str count, struct str *name, int64_t *n, struct crypto_hash *hash)
{
    *name = str_dup(a, json_as_text(json_get(v, STR("name"))));
    return name->n && read_int(v, count, n) &&
        crypto_from_hex(json_as_text(json_get(v, STR("hash"))), hash->bytes, sizeof hash->bytes);
}

enum err backup_manifest_read(struct arena *a, struct str json, struct backup_manifest *ret)
{
    struct json_value v;
    struct json_problem problem;
    if (json_parse(a, json, &v, &problem)) return ERR_DAMAGED;
    struct backup_manifest m = {.tables.items = ARENA_ARRAY(a, struct db_table, TABLES_MOST)};
    enum err err = read_facts(a, v, &m.facts);
    for (struct json_each e = json_each(json_get(v, STR("tables"))); !err && json_each_next(&e);) {
        struct db_table *t = &m.tables.items[m.tables.n];
        if (m.tables.n == TABLES_MOST || !read_entry(a, e.value, STR("rows"), &t->name, &t->rows, &t->hash))
            return ERR_DAMAGED;
        m.tables.n++;
    }
    for (struct json_each e = json_each(json_get(v, STR("files"))); !err && json_each_next(&e);) {
        struct backup_file *f = &m.files[m.file_count];
        if (m.file_count == BACKUP_FILES_MOST ||
            !read_entry(a, e.value, STR("bytes"), &f->name, &f->bytes, &f->hash))
            return ERR_DAMAGED;
        m.file_count++;
    }
    if (!err) *ret = m;
    return err;
}
