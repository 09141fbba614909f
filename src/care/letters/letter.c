#include "care/letters/letter.h"

#include "care/letters/letter.sql.h"
#include "care/letters/letter_store.h"
#include "platform/versions/versions.h"
#include "wire/json_write.h"

enum { STATE_CEILING = 128 * 1024 };

static const struct term ABOUT_TERMS[] = {
#define ABOUT_TERM(name, word, label) {STR_INIT(word), STR_INIT(label)},
    LETTER_ABOUT_LIST(ABOUT_TERM)
#undef ABOUT_TERM
};
const struct vocabulary letter_abouts = {ABOUT_TERMS, COUNT_OF(ABOUT_TERMS)};

struct str letter_title(struct arena *a, const struct letter *l)
{
    return str_printf(a, "Letter: %.*s", STR_ARG(vocabulary_label(&letter_abouts, (int)l->about)));
}

struct url letter_url(struct arena *a, struct url person, const struct letter *l)
{
    struct str key = uuid_text(a, l->key);
    return (struct url){str_printf(a, "%.*s/letters/%.*s", STR_ARG(person.text), STR_ARG(key))};
}

static enum letter_about about_of(struct str word)
{
    int value;
    return vocabulary_find(&letter_abouts, word, &value) ? (enum letter_about)value : LETTER_ABOUT_NONE;
}

static enum written_format format_of(struct str code)
{
    enum written_format format = WRITTEN_FORMAT_STANDARD;
    return written_format_from_code(code, &format) ? format : WRITTEN_FORMAT_STANDARD;
}

enum err letters_from(
    struct ctx *c, struct person_id person, struct instant up_to, int64_t below, int most, struct letter_list *ret)
{
    struct letter_rows_list rows;
    enum err err = letter_rows(c->db, person, up_to, below, most, &rows);
    if (err) return err;
    *ret = (struct letter_list){ARENA_ARRAY(c->arena, struct letter, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++)
        ret->items[i] = (struct letter){.id = rows.items[i].letter_id,
            .key = rows.items[i].key,
            .person = rows.items[i].person_id,
            .by = rows.items[i].account_id,
            .by_name = rows.items[i].by_name,
            .written_at = rows.items[i].written_at,
            .about = about_of(rows.items[i].about),
            .format = format_of(rows.items[i].format)};
    return ERR_NONE;
}

enum err letter_by_key(struct ctx *c, struct uuid key, struct letter *ret)
{
    struct letter_row_row row;
    enum err err = letter_row(c->db, key, &row);
    if (!err)
        *ret = (struct letter){.id = row.letter_id,
            .key = row.key,
            .person = row.person_id,
            .by = row.account_id,
            .by_name = row.by_name,
            .role = (enum staff_role)row.role,
            .written_at = row.written_at,
            .about = about_of(row.about),
            .format = format_of(row.format),
            .language = row.language,
            .addressee = row.addressee,
            .address = row.address,
            .called = row.called,
            .body = row.body,
            .phone = row.phone,
            .sender = row.sender,
            .sender_from = row.sender_from};
    return err;
}

struct str letter_own_phone(struct ctx *c)
{
    struct letter_last_phone_row row;
    return letter_last_phone(c->db, c->actor->account, &row) ? STR("") : row.phone;
}

enum err letter_sent_before(struct ctx *c, struct person_id person, struct uuid nonce, struct uuid *ret)
{
    struct letter_of_nonce_row row;
    enum err err = letter_of_nonce(c->db, person, nonce, &row);
    if (!err) *ret = row.key;
    return err;
}

static void add(struct json_writer *w, struct str name, struct str value)
{
    if (!value.n) return;
    json_name(w, name);
    json_str(w, value);
}

/* Without the address: it is in the letter's own row, and nobody compares it. */
static struct str state_json(struct arena *a, const struct letter *l)
{
    struct buf out = buf_new(a, 4096, STATE_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    add(&w, STR("about"), vocabulary_code(&letter_abouts, (int)l->about));
    add(&w, STR("format"), written_format_code(l->format));
    add(&w, STR("language"), l->language);
    add(&w, STR("body"), l->body);
    json_object_end(&w);
    MUST(!out.overflow);
    return buf_str(&out);
}

enum err letter_save(struct ctx *c, struct letter *l, struct uuid nonce)
{
    l->by = c->actor->account;
    l->role = (enum staff_role)c->actor->role;
    l->written_at = clock_now(c->clock);
    l->key = uuid_new(c->clock);
    const struct letter_insert_params row = {.key = l->key,
        .person_id = l->person,
        .account_id = l->by,
        .role = l->role,
        .written_at = l->written_at,
        .about = vocabulary_code(&letter_abouts, (int)l->about),
        .format = written_format_code(l->format),
        .language = l->language,
        .addressee = l->addressee,
        .address = l->address,
        .called = l->called,
        .body = l->body,
        .phone = l->phone,
        .sender = l->sender,
        .sender_from = l->sender_from,
        .nonce = nonce};
    enum err err = letter_insert(c->db, &row, &l->id.v);
    if (err) return err;
    trace_saw(c->trace, l->person);
    return version_save(c, STR("letter"), l->id.v, 1, state_json(c->arena, l));
}

FOLLOW_ROWS(letter)
