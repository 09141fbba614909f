/*
 * The forms of consent, from the bytes of a request: each kind understands what is sent or says what is wrong, and
 * what has no problem is about something that was offered.
 */
#include "care/consent/entry_form.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "platform/app.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { KINDS = 5 };

static void check_text(struct str s, size_t most)
{
    MUST(!s.n || (utf8_is_valid(s, NULL) && utf8_length(s) <= most && !memchr(s.p, 0, s.n)));
}

static void check_good(const struct entry_form *f, const struct consent_list *all, struct date today)
{
    const struct consent_entry *e = &f->entry;
    MUST(e->kind == f->kind->kind && uuid_is_set(f->nonce));
    MUST(!date_is_set(e->on) || !date_before(today, e->on));
    MUST(!e->rests_on.v || consent_by_id(all, e->rests_on));
    bool listed = false;
    for (size_t i = 0; i < all->n; i++) listed = listed || all->items[i].party.id.v == e->subject.party.v;
    MUST(!e->subject.party.v || listed);
    if (e->subject.purpose == CONSENT_PARTY) MUST(e->subject.party.v || (f->party_name.n && f->party_kind));
    if (e->subject.purpose == CONSENT_CHANNEL) MUST(e->subject.channel);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct clock clock = {{1795392000000}};
    static const struct actor actor = {.account = {7}, .role = STAFF_ROLE_CARE_COORDINATOR};
    if (size < 1 || size > LIMIT_BODY_FORM) return 0;
    struct arena a CLEANUP(arena_release);
    struct form form;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    struct app app = {.clock = &clock};
    struct ctx c = {.arena = &a, .clock = &clock, .app = &app, .actor = &actor};
    struct date today = clock_today(&clock);
    struct consent_entry before[2] = {0};
    before[0].kind = CONSENT_ENTRY_ATTORNEY;
    before[0].answer = CONSENT_HEALTH;
    before[0].name = STR("Zoe");
    before[1].kind = CONSENT_ENTRY_DECISION;
    before[1].subject.purpose = CONSENT_PARTY;
    before[1].subject.party.v = 3;
    before[1].party = (struct consent_party){
        .id = {3}, .key.bytes = {3}, .kind = PARTY_CARER, .name = STR("Ali"), .relation = STR("Son")};
    for (size_t i = 0; i < COUNT_OF(before); i++) {
        before[i].id.v = (int64_t)i + 1;
        before[i].key.bytes[0] = (uint8_t)(i + 1);
        before[i].on = date_add_days(today, -9);
        before[i].review_on = before[i].until_on = before[i].seen_on = DATE_NONE;
        before[i].struck_at = INSTANT_NONE;
    }
    const struct consent_list all = {before, data[0] / KINDS % 3};
    const struct consent_whom whom = {STR("Amina"), date_add_days(today, -20000), DATE_NONE, false, today};
    if (form_parse(&a, (struct str){(const char *)data + 1, size - 1}, &form, NULL)) return 0;
    struct entry_form f = entry_form_read(&c, &entry_kinds[data[0] % KINDS], &form, &all, &whom);
    for (size_t i = 0; i < f.problems.n; i++) MUST(f.problems.items[i].text.n);
    if (f.problems.n) return 0;
    const struct str texts[] = {f.entry.name, f.entry.as_role, f.entry.words, f.entry.help, f.entry.why,
        f.entry.advocate_note, f.entry.seen_by, f.party_name, f.party_relation};
    for (size_t i = 0; i < COUNT_OF(texts); i++) check_text(texts[i], CONSENT_WORDS_MOST);
    check_good(&f, &all, today);
    return 0;
}
