/*
 * The form of a contact, from the bytes of a request: whatever is sent, it is understood or says what is wrong,
 * and nothing that was typed is lost on the way. What has no problem keeps what the database demands of a contact.
 */
#include "care/contacts/contact_form.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "platform/app.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MINUTES_A_DAY = 1440 };

static void check_line(struct str s, size_t most)
{
    MUST(utf8_length(s) <= most && utf8_is_plain(s) && !(s.n && memchr(s.p, '\n', s.n)));
}

static void check_good(const struct contact_form *f, const struct contact_saving *s, struct instant now)
{
    struct date today = instant_date(now);
    const struct contact *k = &s->contact;
    MUST(uuid_is_set(s->nonce));
    MUST(vocabulary_code(&contact_outcomes, (int)k->outcome).n && vocabulary_code(&contact_modes, (int)k->mode).n);
    MUST(vocabulary_code(&contact_withs, (int)k->with).n);
    MUST(k->minutes >= 0 && k->minutes <= MINUTES_A_DAY && k->happened_at.v <= now.v);
    MUST(utf8_length(k->note) <= LIMIT_NOTE && utf8_is_plain(k->note));
    check_line(k->with_name, LIMIT_NAME);
    if (date_is_set(s->next.due)) {
        MUST(s->next.title.n && s->next.kind && !date_before(s->next.due, today));
        check_line(s->next.title, LIMIT_LINE);
    }
    MUST(s->finishes.n <= f->open.n);
}

/* Everything that is wrong has words, and stands at a field or above them all. */
static void check_problems(const struct problems *p)
{
    for (size_t i = 0; i < p->n; i++) MUST(p->items[i].text.n && utf8_is_valid(p->items[i].text, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct clock clock = {{1795392000000}};
    static const struct actor actor = {.account = {7}, .role = STAFF_ROLE_CARE_COORDINATOR};
    struct arena a;
    struct form form;
    if (size < 1 || size > LIMIT_BODY_FORM) return 0;
    arena_init(&a, LIMIT_REQUEST_ARENA);
    struct app app = {.clock = &clock};
    struct ctx c = {.arena = &a, .clock = &clock, .app = &app, .actor = &actor};
    struct person p = {.id = {1}, .given_names = STR("Amina"), .born = DATE_NONE, .died = DATE_NONE};
    p.died_known = (data[0] & 1) != 0;
    if (data[0] & 2) p.died = date_add_days(clock_today(&clock), -3);
    struct task open[] = {{.key = {{1}}, .kind = TASK_PROMISE, .title = STR("Ring about the ramp")},
        {.key = {{2}}, .kind = TASK_CONTACT, .title = STR("Another contact")}};
    if (!form_parse(&a, (struct str){(const char *)data + 1, size - 1}, &form, NULL)) {
        struct contact_form f =
            contact_form_read(&c, &form, &p, (struct task_list){open, data[0] % 3}, data[0] & 4);
        check_problems(&f.problems);
        if (!f.problems.n) {
            struct contact_saving s = contact_form_saving(&c, &f, &p);
            check_good(&f, &s, clock_now(&clock));
        }
    }
    arena_release(&a);
    return 0;
}
