/*
 * The form with a person's details, from the bytes of a request: what is understood keeps what the record demands,
 * and whose address is protected keeps it, whoever sends what.
 */
#include "care/people/person_form.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "platform/app.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(struct str s)
{
    MUST(!s.n || (utf8_is_valid(s, NULL) && !memchr(s.p, 0, s.n)));
}

static void check_texts(const struct person *p)
{
    const struct str texts[] = {p->title, p->given_names, p->family_name, p->preferred_name, p->pronouns,
        p->address[0], p->address[1], p->address[2], p->address[3], p->postcode, p->home_phone, p->mobile_phone,
        p->email, p->contact_times, p->language, p->communication_note, p->named_gp};
    for (size_t i = 0; i < COUNT_OF(texts); i++) check_text(texts[i]);
}

static void check_good(const struct person *p, struct date today)
{
    MUST(utf8_length(p->given_names) <= LIMIT_NAME && utf8_length(p->family_name) <= LIMIT_NAME);
    MUST(utf8_length(p->email) <= LIMIT_EMAIL && utf8_is_plain(p->communication_note));
    MUST(!date_is_set(p->born) || !date_before(today, p->born));
    MUST(!date_is_set(p->died) || (p->died_known && !date_before(today, p->died)));
    if (date_is_set(p->born) && date_is_set(p->died)) MUST(!date_before(p->died, p->born));
}

static void check_kept(const struct person *before, const struct person *after)
{
    MUST(after->id.v == before->id.v && after->practice.v == before->practice.v &&
        uuid_eq(after->key, before->key));
    MUST(str_eq(after->source, before->source) && after->restricted == before->restricted);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct clock clock = {{1795392000000}};
    static const struct actor actor = {.account = {7}, .role = STAFF_ROLE_PRACTICE_STAFF};
    struct arena a;
    struct form form;
    if (size < 1 || size > LIMIT_BODY_FORM) return 0;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    struct app app = {.clock = &clock};
    struct ctx c = {.arena = &a, .clock = &clock, .app = &app, .actor = &actor};
    struct person about = {.id = {1},
        .key = {{9}},
        .practice = {4},
        .nhs_number_status = STR("03"),
        .family_name = STR("Rahman"),
        .postcode = STR("LS8 4QT"),
        .home_phone = STR("01632 960001"),
        .born = DATE_NONE,
        .died = DATE_NONE,
        .source = STR("typed"),
        .protected_address = (data[0] & 1) != 0,
        .restricted = (data[0] & 2) != 0};
    if (!form_parse(&a, (struct str){(const char *)data + 1, size - 1}, &form, NULL)) {
        struct person_form f = person_form_read(&c, &form, &about);
        for (size_t i = 0; i < f.problems.n; i++) MUST(f.problems.items[i].text.n);
        check_kept(&about, &f.person);
        check_texts(&f.person);
        if (f.keep_reach)
            MUST(str_eq(f.person.postcode, about.postcode) && str_eq(f.person.home_phone, about.home_phone) &&
                f.person.protected_address);
        if (!f.problems.n) check_good(&f.person, clock_today(&clock));
    }
    arena_release(&a);
    return 0;
}
