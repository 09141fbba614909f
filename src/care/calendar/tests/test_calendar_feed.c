/* The feed, read back by libical: what calendars make of it. */
#include "base/limits.h"
#include "base/tests/check.h"
#include "care/calendar/calendar_feed.h"
#include "wire/ical.h"

#include <libical/ical.h>

static struct arena arena;
static const struct instant NOW = {INT64_C(1795694400123)}; /* 26 November 2026, 12:00 */
static const struct uuid KEY = {{1, 2, 3}};

static struct date day_of(int day)
{
    struct date d;
    assert_true(date_from_parts((struct date_parts){2026, 11, day}, &d));
    return d;
}

/* At most 75 bytes to a line, each ended by CR LF; nothing that libical complains of. The caller frees it. */
static icalcomponent *read_back(struct str text)
{
    size_t line = 0;
    for (size_t i = 0; i < text.n; i++, line++) {
        if (text.p[i] != '\n') continue;
        assert_true(i && text.p[i - 1] == '\r');
        assert_true(line - 1 <= 75);
        line = (size_t)-1;
    }
    icalcomponent *whole = icalparser_parse_string(str_cstr(&arena, text));
    assert_non_null(whole);
    assert_int_equal(icalcomponent_isa(whole), ICAL_VCALENDAR_COMPONENT);
    assert_int_equal(icalcomponent_count_errors(whole), 0);
    assert_true(icalrestriction_check(whole));
    return whole;
}

static void test_each_day_is_an_event(void **state)
{
    (void)state;
    struct feed_day items[] = {
        {.day = day_of(26), .act_first = 1, .contacts = 3}, {.day = day_of(30), .promises = 1}};
    const struct feed_days days = {items, COUNT_OF(items)};
    icalcomponent *whole =
        read_back(feed_calendar(&arena, KEY, STR("Riverside"), STR("https://cairn.example"), &days, NOW));
    assert_int_equal(icalcomponent_count_components(whole, ICAL_VEVENT_COMPONENT), 2);
    icalcomponent *e = icalcomponent_get_first_component(whole, ICAL_VEVENT_COMPONENT);
    assert_string_equal(icalcomponent_get_summary(e), "Cairn: 1 to act on first, 3 contacts due");
    struct icaltimetype start = icalcomponent_get_dtstart(e), end = icalcomponent_get_dtend(e);
    assert_true(start.is_date && end.is_date);
    assert_int_equal(start.day, 26);
    assert_int_equal(end.day, 27);
    struct icaltimetype stamp = icalcomponent_get_dtstamp(e);
    assert_true(stamp.year == 2026 && stamp.month == 11 && stamp.day == 26 && icaltime_is_utc(stamp));
    char *first = icalmemory_strdup(icalcomponent_get_uid(e));
    e = icalcomponent_get_next_component(whole, ICAL_VEVENT_COMPONENT);
    assert_string_equal(icalcomponent_get_summary(e), "Cairn: 1 promise due");
    assert_string_not_equal(icalcomponent_get_uid(e), first);
    free(first);
    icalcomponent_free(whole);
}

static void test_nothing_due_is_an_empty_calendar(void **state)
{
    (void)state;
    const struct feed_days none = {0};
    icalcomponent *whole = icalparser_parse_string(
        str_cstr(&arena, feed_calendar(&arena, KEY, STR("Riverside"), STR("https://cairn.example"), &none, NOW)));
    assert_non_null(whole);
    assert_int_equal(icalcomponent_count_components(whole, ICAL_ANY_COMPONENT), 0);
    icalcomponent_free(whole);
}

/* Whatever a network is called and whatever stands in an event, a calendar reads that again and nothing more. */
static void test_text_survives(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {"plain", "comma, semicolon; back\\slash", "two\nlines",
        "END:VEVENT\nBEGIN:VEVENT\nSUMMARY:another",
        "\xd9\x86\xd8\xb5 \xe0\xa6\xac\xe0\xa6\xbe\xe0\xa6\x82\xe0\xa6\xb2\xe0\xa6\xbe, which takes more than a "
        "line when "
        "it is folded, and must not be cut inside a letter: "
        "\xe0\xa6\xac\xe0\xa6\xbe\xe0\xa6\x82\xe0\xa6\xb2\xe0\xa6\xbe\xe0\xa6\xac\xe0\xa6\xbe\xe0\xa6\x82\xe0\xa6"
        "\xb2\xe0\xa6\xbe"};
    for (size_t i = 0; i < COUNT_OF(TEXTS); i++) {
        struct buf out = buf_new(&arena, 64, LIMIT_CALENDAR);
        const struct ical_event event = {.uid = STR("1"), .day = day_of(1), .summary = str_from_cstr(TEXTS[i])};
        ical_begin(&out, str_from_cstr(TEXTS[i]), 60);
        ical_event(&out, &event, NOW);
        ical_end(&out);
        icalcomponent *whole = read_back(buf_str(&out));
        assert_int_equal(icalcomponent_count_components(whole, ICAL_ANY_COMPONENT), 1);
        icalcomponent *e = icalcomponent_get_first_component(whole, ICAL_VEVENT_COMPONENT);
        assert_string_equal(icalcomponent_get_summary(e), TEXTS[i]);
        icalcomponent_free(whole);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_day_is_an_event),
        cmocka_unit_test(test_nothing_due_is_an_empty_calendar),
        cmocka_unit_test(test_text_survives),
    };
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    int failed = cmocka_run_group_tests_name("calendar feed", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
