/* Records far larger than any real one: a page of them must come, not stop the server. */
#include "site.h"

#include "care/coded/coded.h"
#include "care/contacts/contact.h"
#include "care/imports/imports.h"
#include "care/imports/imports.sql.h"
#include "care/people/person.h"

#define RIGHT "email=leah.morgan%40example.nhs.uk&password=tangerine+gravel+bicycle"
enum { LONG_CONTACTS = 600, SHORT_CONTACTS = 2500, TASKS = 1500, RECORDS = 2500, A_PAGE = 50 };

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

static enum err add_person(struct ctx *c, struct burdened *b)
{
    b->person = (struct person){.practice = b->site->practice,
        .family_name = STR("Rahman"),
        .nhs_number_status = STR("03"),
        .born = DATE_NONE,
        .died = DATE_NONE,
        .source = STR("typed")};
    return person_add(c, &b->person);
}

/* All at one moment: the clock stands still. */
static enum err add_contacts(struct ctx *as_leah, const struct burdened *b, int n, struct str note)
{
    enum err err = ERR_NONE;
    for (int i = 0; !err && i < n; i++) {
        struct arena_mark mark = arena_mark(as_leah->arena);
        struct contact_saving s = {.nonce = uuid_new(as_leah->clock), .next = {.due = DATE_NONE}};
        s.contact = (struct contact){.person = b->person.id,
            .happened_at = clock_now(as_leah->clock),
            .outcome = CONTACT_SPOKE,
            .mode = CONTACT_BY_TELEPHONE,
            .with = CONTACT_WITH_PERSON,
            .note = note.n ? note : str_printf(as_leah->arena, "contact %d.", i),
            .struck_at = INSTANT_NONE};
        err = contact_save(as_leah, &s);
        arena_rewind(as_leah->arena, mark);
    }
    return err;
}

static enum err add_tasks(struct ctx *as_leah, const struct burdened *b)
{
    enum err err = ERR_NONE;
    for (int i = 0; !err && i < TASKS; i++) {
        struct arena_mark mark = arena_mark(as_leah->arena);
        struct task t = {.person = b->person.id,
            .owner = b->account,
            .kind = TASK_PROMISE,
            .title = str_printf(as_leah->arena, "task %d.", i),
            .due = clock_today(as_leah->clock),
            .promised_on = clock_today(as_leah->clock)};
        err = task_add(as_leah, &t, (struct contact_id){0});
        if (!err) err = task_finish(as_leah, &t, (struct contact_id){0});
        arena_rewind(as_leah->arena, mark);
    }
    return err;
}

static enum err add_records(struct ctx *c, const struct burdened *b, struct import_id import)
{
    struct coded_memory *memory = ARENA_NEW(c->arena, struct coded_memory);
    coded_concepts_init(&memory->concepts, c->arena);
    coded_keys_init(&memory->keys, c->arena, RECORDS);
    enum err err = coded_keys_begin(c, &memory->keys);
    for (int i = 0; !err && i < RECORDS; i++) {
        struct arena_mark mark = arena_mark(c->arena);
        enum coded_outcome outcome;
        struct coded_new row = {.person = b->person.id,
            .import = import,
            .content = i,
            .source_key = uuid_new(c->clock),
            .original = STR("{}"),
            .record = {.kind = CODED_OBSERVATION,
                .status = CODED_STATUS_DONE,
                .system = STR(""),
                .code = STR(""),
                .display = str_printf(c->arena, "record %d.", i),
                .precision = CODED_TIME,
                .happened_at = clock_now(c->clock),
                .ended = DATE_NONE}};
        coded_concepts_begin(&memory->concepts);
        err = coded_add(c, memory, &row, &outcome);
        arena_rewind(c->arena, mark);
    }
    return err;
}

static enum err with_the_longest_notes(struct ctx *c, void *arg)
{
    struct burdened *b = arg;
    struct actor leah = {.account = b->account, .role = STAFF_ROLE_CARE_COORDINATOR};
    struct ctx as_leah = *c;
    as_leah.actor = &leah;
    enum err err = add_person(c, b);
    return err ? err : add_contacts(&as_leah, b, LONG_CONTACTS, longest_note(c->arena));
}

static enum err with_thousands_of_events(struct ctx *c, void *arg)
{
    struct burdened *b = arg;
    struct actor leah = {.account = b->account, .role = STAFF_ROLE_CARE_COORDINATOR};
    struct ctx as_leah = *c;
    struct import_id import;
    as_leah.actor = &leah;
    enum err err = add_person(c, b);
    if (!err) err = add_contacts(&as_leah, b, SHORT_CONTACTS, STR_NONE);
    if (!err) err = add_tasks(&as_leah, b);
    if (!err)
        err = import_insert(c->db,
            &(struct import_insert_params){.key = uuid_new(c->clock),
                .pcn_id = b->site->pcn,
                .started_at = clock_now(c->clock),
                .source = STR(""),
                .files = 1,
                .named = STR("records.json")},
            &import.v);
    return err ? err : add_records(c, b, import);
}

/* Marks each "contact 17." of the page; false if one was shown before. */
static bool mark_shown(const char *body, const char *word, bool *seen, size_t n, size_t *count)
{
    for (const char *at = body; (at = strstr(at, word));) {
        int64_t number;
        at += strlen(word);
        size_t digits = strspn(at, "0123456789");
        if (at[digits] != '.' || !str_int((struct str){at, digits}, 0, (int64_t)n - 1, &number)) continue;
        if (seen[number]) return false;
        seen[number] = true;
        ++*count;
    }
    return true;
}

static const char *older_page(struct site *s, const struct answer *a)
{
    const char *from = strstr(a->body, "/timeline?after=");
    if (!from) return NULL;
    const char *end = strchr(from, '"');
    const char *start = from;
    while (start[-1] != '"') start--;
    struct buf path = buf_new(&s->arena, 256, 1024);
    for (const char *at = start; at < end; at++) {
        buf_add(&path, (struct str){at, 1});
        if (strncmp(at, "&amp;", 5) == 0) at += 4;
    }
    return str_cstr(&s->arena, buf_str(&path));
}

static const char *timeline_of(struct site *s, struct burdened *b, enum err (*burden)(struct ctx *c, void *arg))
{
    *b = (struct burdened){.site = s};
    b->account = site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_CARE_COORDINATOR, s->pcn, true).id;
    site_run(s, burden, b);
    site_post(s, "/sign-in", RIGHT);
    return str_cstr(&s->arena, person_url(&s->arena, &b->person, "/timeline").text);
}

static void each_of_thousands_of_events_at_one_moment_is_reached_once(void **state)
{
    static struct burdened b;
    static bool contacts[SHORT_CONTACTS], tasks[TASKS], records[RECORDS];
    struct site *s = *state;
    size_t shown = 0, pages = 0;
    const size_t all = SHORT_CONTACTS + TASKS + RECORDS;
    for (const char *path = timeline_of(s, &b, with_thousands_of_events); path && pages <= all; pages++) {
        const struct answer *a = site_get(s, path);
        assert_int_equal(a->status, 200);
        assert_true(mark_shown(a->body, ">contact ", contacts, COUNT_OF(contacts), &shown));
        assert_true(mark_shown(a->body, ">Done: task ", tasks, COUNT_OF(tasks), &shown));
        assert_true(mark_shown(a->body, ">record ", records, COUNT_OF(records), &shown));
        path = older_page(s, a);
    }
    assert_int_equal(shown, all);
    assert_int_equal(pages, all / A_PAGE);
}

static void a_timeline_of_the_longest_notes_can_be_read_to_its_end(void **state)
{
    static struct burdened b;
    struct site *s = *state;
    int pages = 0;
    for (const char *path = timeline_of(s, &b, with_the_longest_notes); path && pages <= LONG_CONTACTS; pages++) {
        const struct answer *a = site_get(s, path);
        assert_int_equal(a->status, 200);
        path = older_page(s, a);
    }
    assert_int_equal(pages, LONG_CONTACTS / A_PAGE);
}

static void an_address_that_makes_no_sense_shows_the_newest(void **state)
{
    static struct burdened b;
    static const char *const odd[] = {"?after=", "?after=1&of=contact", "?after=1&of=other&id=1",
        "?after=99999999999999999999&of=task&id=1", "?after=1&of=task&id=-1", "?from=1795392000000&skip=1000"};
    struct site *s = *state;
    const char *path = timeline_of(s, &b, with_the_longest_notes);
    for (size_t i = 0; i < COUNT_OF(odd); i++) {
        const struct answer *a = site_get(s, str_cstr(&s->arena, str_printf(&s->arena, "%s%s", path, odd[i])));
        assert_int_equal(a->status, 200);
        assert_false(page_has(a, "Newest"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(each_of_thousands_of_events_at_one_moment_is_reached_once),
        SITE_TEST(a_timeline_of_the_longest_notes_can_be_read_to_its_end),
        SITE_TEST(an_address_that_makes_no_sense_shows_the_newest),
    };
    return cmocka_run_group_tests_name("burden", tests, NULL, NULL);
}
