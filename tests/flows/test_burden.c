/* Records far larger than any real one: a page of them must come, not stop the server. */
#include "site.h"

#include "care/contacts/contact.h"
#include "care/people/person.h"

#define RIGHT "email=leah.morgan%40example.nhs.uk&password=tangerine+gravel+bicycle"
enum { CONTACTS = 600 };

struct burdened {
    struct site *site;
    struct account_id account;
    struct person person;
};

static struct str longest_note(struct arena *a)
{
    struct str face = STR("\U0001F600");
    char *note = arena_alloc(a, LIMIT_NOTE * face.n, 1);
    for (size_t i = 0; i < LIMIT_NOTE; i++) memcpy(note + i * face.n, face.p, face.n);
    return (struct str){note, LIMIT_NOTE * face.n};
}

static enum err burden(struct ctx *c, void *arg)
{
    struct burdened *b = arg;
    struct actor leah = {.account = b->account, .role = STAFF_ROLE_CARE_COORDINATOR};
    struct ctx as_leah = *c;
    struct str note = longest_note(c->arena);
    as_leah.actor = &leah;
    b->person = (struct person){.practice = b->site->practice,
        .family_name = STR("Rahman"),
        .nhs_number_status = STR("03"),
        .born = DATE_NONE,
        .died = DATE_NONE,
        .source = STR("typed")};
    enum err err = person_add(c, &b->person);
    for (int i = 0; !err && i < CONTACTS; i++) {
        struct arena_mark mark = arena_mark(c->arena);
        struct contact_saving s = {.nonce = uuid_new(c->clock), .next = {.due = DATE_NONE}};
        s.contact = (struct contact){.person = b->person.id,
            .happened_at = clock_now(c->clock),
            .outcome = CONTACT_SPOKE,
            .mode = CONTACT_BY_TELEPHONE,
            .with = CONTACT_WITH_PERSON,
            .note = note,
            .struck_at = INSTANT_NONE};
        err = contact_save(&as_leah, &s);
        arena_rewind(c->arena, mark);
    }
    return err;
}

static void a_timeline_of_the_longest_notes_can_be_asked_for_anywhere(void **state)
{
    static struct burdened b;
    struct site *s = *state;
    b = (struct burdened){.site = s};
    b.account = site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_CARE_COORDINATOR, s->pcn, true).id;
    site_run(s, burden, &b);
    site_post(s, "/sign-in", RIGHT);
    struct url timeline = person_url(&s->arena, &b.person, "/timeline?from=1795392000000&skip=1000");
    assert_int_equal(site_get(s, str_cstr(&s->arena, timeline.text))->status, 200);
    assert_int_equal(site_get(s, "/people/find")->status, 200);
}

static int set_up(void **state)
{
    static struct site site;
    site_start(&site);
    *state = &site;
    return 0;
}

static int tear_down(void **state)
{
    site_stop(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_timeline_of_the_longest_notes_can_be_asked_for_anywhere, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("burden", tests, NULL, NULL);
}
