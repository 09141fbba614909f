/* Drafts and the clock: what is typed is kept although nobody is there, and keeping it keeps nobody there. */
#include "site.h"

#include "care/people/person.h"
#include "platform/drafts/drafts.h"

#define RIGHT "email=leah.morgan%40example.nhs.uk&password=tangerine+gravel+bicycle"
#define KEY "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"
#define OTHER_KEY "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c"
enum { MINUTE = 60, DAY = 24 * 60 * MINUTE };

static struct person person;

static enum err add(struct ctx *c, void *arg)
{
    struct site *s = arg;
    person = (struct person){.practice = s->practice,
        .family_name = STR("Rahman"),
        .nhs_number_status = STR("03"),
        .born = DATE_NONE,
        .died = DATE_NONE,
        .source = STR("typed")};
    return person_add(c, &person);
}

static const char *edit(struct site *s, const char *after)
{
    return str_cstr(
        &s->arena, str_printf(&s->arena, "%.*s%s", STR_ARG(person_url(&s->arena, &person, "/edit").text), after));
}

static const char *typed(struct site *s, const char *key, const char *words, const char *more)
{
    return str_cstr(&s->arena,
        str_printf(&s->arena, "draft=%s&version=1&family_name=Rahman&contact_times=%s%s", key, words, more));
}

static struct answer *in_background(struct site *s, const char *key, const char *words)
{
    return site_post(s, edit(s, "/draft"), typed(s, key, words, "&background=yes"));
}

static void begin(struct site *s)
{
    site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_CARE_COORDINATOR, s->pcn, true);
    site_run(s, add, s);
    site_post(s, "/sign-in", RIGHT);
    assert_int_equal(site_get(s, edit(s, ""))->status, 200);
}

static void only_typing_keeps_a_session_alive(void **state)
{
    struct site *s = *state;
    begin(s);
    assert_int_equal(in_background(s, KEY, "one")->status, 200);
    for (int i = 0; i < 4; i++) {
        site_later(s, 5 * MINUTE);
        assert_int_equal(in_background(s, KEY, "one")->status, 200); /* a page that repeats itself */
    }
    assert_true(leads_to(site_get(s, edit(s, "")), "/sign-in/again"));
    site_post(s, "/sign-in/again", "password=tangerine+gravel+bicycle");
    site_get(s, edit(s, ""));
    for (int i = 0; i < 4; i++) {
        site_later(s, 10 * MINUTE);
        const char *words = str_cstr(&s->arena, str_printf(&s->arena, "word%d", i));
        assert_int_equal(in_background(s, KEY, words)->status, 200);
    }
    assert_int_equal(site_get(s, edit(s, ""))->status, 200);
}

static void what_is_typed_after_idling_is_kept_and_shows_nothing(void **state)
{
    struct site *s = *state;
    begin(s);
    site_later(s, 16 * MINUTE);
    struct answer *a = in_background(s, KEY, "late+words");
    assert_int_equal(a->status, 200);
    assert_false(page_has(a, "Rahman"));
    assert_false(page_has(a, "late words"));
    assert_true(leads_to(site_get(s, edit(s, "")), "/sign-in/again"));
    assert_true(leads_to(site_post(s, edit(s, "/draft"), typed(s, OTHER_KEY, "by+hand", "")), "/people/"));
    assert_true(leads_to(site_get(s, edit(s, "")), "/sign-in/again"));
    site_post(s, "/sign-in/again", "password=tangerine+gravel+bicycle");
    assert_true(page_has(site_get(s, edit(s, "")), "You have drafts"));
    assert_true(page_has(site_get(s, edit(s, "?draft=" KEY)), "late words"));
    assert_true(page_has(site_get(s, edit(s, "?draft=" OTHER_KEY)), "by hand"));
}

static void a_draft_needs_the_form_token_even_from_an_idle_session(void **state)
{
    struct site *s = *state;
    begin(s);
    site_later(s, 16 * MINUTE);
    s->token = STR("0000");
    assert_int_equal(in_background(s, KEY, "forged")->status, 403);
    s->token = STR("");
    assert_int_equal(in_background(s, KEY, "forged")->status, 403);
    site_later(s, DAY);
    assert_true(leads_to(in_background(s, KEY, "forged"), "/sign-in"));
}

/* Two tabs share the cookie; each keeps the form token that its page was made with. */
static void an_older_tab_still_saves_after_another_has_signed_in_again(void **state)
{
    struct site *s = *state;
    begin(s);
    struct str older_tab = s->token, cookie = s->cookie;
    site_later(s, 16 * MINUTE);
    assert_true(leads_to(site_get(s, "/people/find"), "/sign-in/again"));
    site_get(s, "/sign-in/again");
    assert_true(leads_to(site_post(s, "/sign-in/again", "password=tangerine+gravel+bicycle"), "/"));
    assert_false(str_eq(cookie, s->cookie));
    site_get(s, edit(s, ""));
    s->token = older_tab;
    assert_int_equal(in_background(s, KEY, "older+words")->status, 200);
    assert_true(page_has(site_get(s, edit(s, "?draft=" KEY)), "older words"));
    s->token = older_tab;
    assert_true(leads_to(site_post(s, edit(s, ""), typed(s, KEY, "older+words", "")), "/people/"));
    assert_true(page_has(site_get(s, edit(s, "")), "older words"));
}

/* What was sent while nobody was there, before another tab signed in: kept, and sent with the same token after. */
static void what_was_sent_while_idle_can_be_saved_from_either_tab(void **state)
{
    struct site *s = *state;
    begin(s);
    struct str older_tab = s->token;
    site_later(s, 16 * MINUTE);
    assert_true(leads_to(site_post(s, edit(s, ""), typed(s, KEY, "sent+late", "")), "/sign-in/again"));
    site_get(s, "/sign-in/again");
    assert_true(leads_to(site_post(s, "/sign-in/again", "password=tangerine+gravel+bicycle"), "/people/"));
    assert_true(page_has(site_get(s, edit(s, "")), "sent late"));
    s->token = older_tab;
    assert_true(leads_to(site_post(s, edit(s, ""), typed(s, KEY, "sent+late", "")), "/people/"));
    assert_true(page_has(site_get(s, edit(s, "")), "sent late"));
}

static void each_session_has_a_form_token_of_its_own(void **state)
{
    struct site *s = *state;
    begin(s);
    struct str first = s->token;
    s->cookie = STR("");
    site_post(s, "/sign-in", RIGHT);
    site_get(s, edit(s, ""));
    assert_false(str_eq(first, s->token));
    s->token = first;
    assert_int_equal(in_background(s, KEY, "forged")->status, 403);
}

static void a_draft_ends_with_its_form(void **state)
{
    struct site *s = *state;
    begin(s);
    assert_int_equal(in_background(s, KEY, "words")->status, 200);
    assert_true(page_has(site_get(s, edit(s, "")), "You have a draft"));
    assert_true(leads_to(site_post(s, edit(s, ""), typed(s, KEY, "words", "")), "/people/"));
    assert_false(page_has(site_get(s, edit(s, "")), "You have a draft"));
    assert_int_equal(in_background(s, KEY, "late")->status, 410); /* a copy that was still on its way */
    assert_false(page_has(site_get(s, edit(s, "")), "You have a draft"));
    assert_true(page_has(site_get(s, edit(s, "?draft=" KEY)), "not there any more"));
}

static void a_draft_is_swept_away_after_30_days_and_not_before(void **state)
{
    struct site *s = *state;
    begin(s);
    assert_int_equal(in_background(s, KEY, "old")->status, 200);
    site_later(s, 30 * DAY - MINUTE);
    site_run(s, draft_jobs[0].action, NULL);
    site_post(s, "/sign-in", RIGHT);
    assert_true(page_has(site_get(s, edit(s, "?draft=" KEY)), "old"));
    site_later(s, 2 * MINUTE);
    site_run(s, draft_jobs[0].action, NULL);
    assert_true(page_has(site_get(s, edit(s, "?draft=" KEY)), "not there any more"));
}

static void nobody_sees_a_colleagues_draft(void **state)
{
    struct site *s = *state;
    begin(s);
    assert_int_equal(in_background(s, KEY, "mine+alone")->status, 200);
    site_account(s, "dev.anand@example.nhs.uk", STAFF_ROLE_CARE_COORDINATOR, s->pcn, true);
    s->cookie = STR("");
    site_post(s, "/sign-in", "email=dev.anand%40example.nhs.uk&password=tangerine+gravel+bicycle");
    assert_false(page_has(site_get(s, edit(s, "")), "You have a draft"));
    assert_false(page_has(site_get(s, edit(s, "?draft=" KEY)), "mine alone"));
    assert_int_equal(in_background(s, KEY, "another")->status, 200); /* the same key is another draft */
    assert_true(page_has(site_get(s, edit(s, "?draft=" KEY)), "another"));
}

/* With roles in two networks: the value of the nth radio. */
static void become(struct site *s, int nth)
{
    const char *at = site_get(s, "/sign-in/role")->body;
    for (int i = 0; i <= nth; i++) {
        at = strstr(at, "value=\"care-coordinator.");
        assert_non_null(at);
        at += strlen("value=\"");
    }
    struct str value = {at, strcspn(at, "\"")};
    assert_true(leads_to(
        site_post(s, "/sign-in/role", str_cstr(&s->arena, str_printf(&s->arena, "role=%.*s", STR_ARG(value)))),
        "/"));
}

static void choose_role(struct site *s, int nth)
{
    s->cookie = STR("");
    site_post(s, "/sign-in", RIGHT);
    become(s, nth);
}

/* Two tabs: a form is open in one of them, and the other changes the role. */
static void a_form_counts_only_in_the_role_that_it_was_opened_in(void **state)
{
    struct site *s = *state;
    struct account_new leah =
        site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_CARE_COORDINATOR, s->other_pcn, true);
    site_give(s, leah.id, STAFF_ROLE_CARE_COORDINATOR, s->practice);
    choose_role(s, 0);
    int here = page_has(site_get(s, "/people/new"), "Elm Street Surgery") ? 0 : 1;
    become(s, here);
    site_get(s, "/people/new");
    struct str opened = str_dup(&s->arena, s->token);
    become(s, 1 - here);
    s->token = opened;
    struct answer *a = site_post(s, "/people/new", "family_name=Twotabs&note=a+sentence+that+somebody+would+miss");
    assert_int_equal(a->status, 409);
    assert_true(page_has(a, "You changed your role"));
    assert_true(page_has(a, "Elm Street Surgery"));
    assert_true(page_has(a, "a sentence that somebody would miss"));
    s->token = opened;
    assert_int_equal(site_post(s, "/people/new/draft", "draft=" KEY "&family_name=Twotabs")->status, 409);
    become(s, here); /* also from an old page: signing out and changing the role are never refused */
    assert_true(page_has(site_get(s, "/people/new"), "Twotabs"));
    s->token = opened;
    assert_int_equal(site_post(s, "/people/new", "family_name=Twotabs")->status, 422); /* it is read again */
}

static void what_is_open_in_one_network_is_not_there_in_the_other(void **state)
{
    struct site *s = *state;
    struct account_new leah =
        site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_CARE_COORDINATOR, s->other_pcn, true);
    site_give(s, leah.id, STAFF_ROLE_CARE_COORDINATOR, s->practice);
    int here = 0, drafts = 0, searches = 0;
    struct str found = STR_NONE;
    for (int nth = 0; nth < 2; nth++) {
        choose_role(s, nth);
        if (!page_has(site_get(s, "/people/new"), "Elm Street Surgery")) continue;
        here = nth;
        site_post(s, "/people/new/draft", "draft=" KEY "&family_name=Halfway");
        struct answer *a = site_post(s, "/people/find", "find=halfway");
        found = str_from_cstr(strstr(a->head, "\r\nLocation: ") + 12);
        found = str_dup(&s->arena, str_cut(&found, '\r'));
    }
    for (int nth = 0; nth < 2; nth++) {
        choose_role(s, nth);
        bool draft = page_has(site_get(s, "/people/new?draft=" KEY), "Halfway");
        bool search = site_get(s, str_cstr(&s->arena, found))->status == 200;
        assert_int_equal(draft, nth == here);
        assert_int_equal(search, nth == here);
        drafts += draft;
        searches += search;
    }
    assert_int_equal(drafts, 1);
    assert_int_equal(searches, 1);
}

static void there_is_a_ceiling_and_no_older_draft_is_thrown_away(void **state)
{
    struct site *s = *state;
    begin(s);
    for (int i = 0; i < LIMIT_DRAFTS; i++) {
        struct str key = str_printf(&s->arena, "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f%04d", i);
        assert_int_equal(in_background(s, str_cstr(&s->arena, key), "words")->status, 200);
    }
    assert_int_equal(in_background(s, KEY, "one+too+many")->status, 413);
    assert_true(page_has(site_get(s, edit(s, "?draft=0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f0000")), "words"));
    assert_int_equal(site_post(s, edit(s, "/draft"), typed(s, KEY, "by+hand", ""))->status, 413);
    struct answer *again = site_post(s, edit(s, ""), "draft=" KEY "&version=1&contact_times=no+name");
    assert_int_equal(again->status, 422);
    assert_true(page_has(again, "No draft could be kept"));
    assert_true(page_has(again, "no name"));
}

enum { NOTE_LINES = 1900, VERSIONS_SINCE = 110, STRANGE_FIELDS = 900 };

/* Everything is another than it was, and then one field changes again and again. */
static enum err change_all(struct ctx *c, void *arg)
{
    struct person p;
    enum err err = person_get_whole(c, person.id, &p);
    if (err) return err;
    struct buf note = buf_new(c->arena, 1024, LIMIT_DRAFT);
    for (int i = 0; i < NOTE_LINES; i++) buf_add(&note, STR("\xF0\x9D\x94\xB5\n"));
    p.communication_note = str_trim(buf_str(&note));
    p.title = p.given_names = p.preferred_name = p.pronouns = STR("Theirs");
    for (size_t i = 0; i < COUNT_OF(p.address); i++) p.address[i] = STR("Theirs");
    p.email = STR("theirs@example.nhs.uk");
    p.home_phone = p.mobile_phone = STR("01632 960001");
    p.named_gp = STR("Dr Theirs");
    p.contact_times = str_printf(c->arena, "%d", *(const int *)arg);
    return person_save(c, &p);
}

static void the_page_of_both_texts_stands_long_texts_and_many_versions(void **state)
{
    struct site *s = *state;
    begin(s);
    for (int i = 0; i < VERSIONS_SINCE; i++) site_run(s, change_all, &i);
    struct buf b = buf_new(&s->arena, 1024, LIMIT_BODY_FORM);
    buf_add(&b,
        STR("draft=" KEY "&version=1&family_name=Mine&title=Mine&given_names=Mine&preferred_name=Mine&"
            "pronouns=Mine&address_1=Mine&address_2=Mine&address_3=Mine&address_4=Mine&"
            "email=mine%40example.nhs.uk&home_phone=01632+960002&mobile_phone=01632+960002&"
            "named_gp=Mine&contact_times=Mine&communication_note="));
    for (int i = 0; i < NOTE_LINES; i++) buf_add(&b, STR("y%0A"));
    static const char *const chosen[] = {"title", "given_names", "preferred_name", "pronouns", "address_1",
        "address_2", "address_3", "address_4", "email", "home_phone", "mobile_phone", "named_gp", "contact_times",
        "communication_note"};
    for (size_t i = 0; i < COUNT_OF(chosen); i++)
        buf_add(&b, str_printf(&s->arena, "&keep_%s=mine&seen_%s=1", chosen[i], chosen[i]));
    for (int i = 0; i < STRANGE_FIELDS; i++) buf_add(&b, STR("&q=1")); /* none of ours, and carried along */
    struct answer *a = site_post(s, edit(s, ""), str_cstr(&s->arena, buf_str(&b)));
    assert_int_equal(a->status, 409);
    assert_true(page_has(a, "Keep what you typed"));
    assert_int_equal(site_get(s, edit(s, "?draft=" KEY))->status, 200);
    static const char *const pages[] = {"/history", "/history?from=1&to=2", "/undo?version=2",
        "/put-back?version=1", "/details?done=merged&from=1&to=60"};
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        assert_int_equal(
            site_get(s, str_cstr(&s->arena, person_url(&s->arena, &person, pages[i]).text))->status, 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(only_typing_keeps_a_session_alive),
        SITE_TEST(what_is_typed_after_idling_is_kept_and_shows_nothing),
        SITE_TEST(a_draft_needs_the_form_token_even_from_an_idle_session),
        SITE_TEST(an_older_tab_still_saves_after_another_has_signed_in_again),
        SITE_TEST(what_was_sent_while_idle_can_be_saved_from_either_tab),
        SITE_TEST(each_session_has_a_form_token_of_its_own),
        SITE_TEST(a_draft_ends_with_its_form),
        SITE_TEST(a_draft_is_swept_away_after_30_days_and_not_before),
        SITE_TEST(nobody_sees_a_colleagues_draft),
        SITE_TEST(the_page_of_both_texts_stands_long_texts_and_many_versions),
        SITE_TEST(a_form_counts_only_in_the_role_that_it_was_opened_in),
        SITE_TEST(what_is_open_in_one_network_is_not_there_in_the_other),
        SITE_TEST(there_is_a_ceiling_and_no_older_draft_is_thrown_away),
    };
    return cmocka_run_group_tests_name("drafts", tests, NULL, NULL);
}
