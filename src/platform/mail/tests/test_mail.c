/* What mail is sent to, from and through: the pure parts. Sending itself is tried in tests/api/mail.test.mjs. */
#include "platform/mail/mail.h"

#include "base/arena.h"
#include "base/buf.h"

#include <setjmp.h>
#include <cmocka.h>

static struct arena arena;

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, (size_t)4 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void addresses_that_can_be(void **state)
{
    static const char *const right[] = {"a@b.uk", "amina.rahman@example.nhs.uk", "o'neil+x@mail-1.example.com"};
    static const char *const wrong[] = {"", "amina", "@b.uk", "a@", "a@b", "a@@b.uk", "a b@c.uk", "a@b.uk\n",
        "a@b.uk\r\nBcc: x@y.uk", "<a@b.uk>", "a@b..uk", ".a@b.uk", "a.@b.uk", "a@-b.uk", "a@b.uk.", "\"a\"@b.uk",
        "a@b_c.uk", "\xc3\xa4@b.uk", "a@b.uk,c@d.uk",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@b.uk"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(right); i++) assert_true(mail_address_is(str_from_cstr(right[i])));
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        if (mail_address_is(str_from_cstr(wrong[i]))) fail_msg("taken for an address: %s", wrong[i]);
    assert_false(mail_address_is((struct str){"a@b.uk\0x", 8}));
}

static void an_address_is_found_in_what_was_typed(void **state)
{
    (void)state;
    assert_true(str_eq(mail_address_in(STR("01632 960 001, or kath@home.example.")), STR("kath@home.example")));
    assert_true(str_eq(mail_address_in(STR("Kath <kath@home.example>")), STR("kath@home.example")));
    assert_false(mail_address_in(STR("ring me @ home")).n);
    assert_false(mail_address_in(STR_NONE).n);
}

static void a_server_is_read_or_refused(void **state)
{
    struct mail_server s;
    (void)state;
    assert_int_equal(mail_server_read(STR("smtps://mail.example.nhs.uk"), &s), ERR_NONE);
    assert_true(s.tls && s.port == 465 && !s.loopback && str_eq(s.host, STR("mail.example.nhs.uk")));
    assert_int_equal(mail_server_read(STR("smtp://127.0.0.1:2525/"), &s), ERR_NONE);
    assert_true(!s.tls && s.port == 2525 && s.loopback);
    assert_int_equal(mail_server_read(STR("smtp://[::1]"), &s), ERR_NONE);
    assert_true(s.port == 587 && s.loopback && str_eq(s.host, STR("::1")));
    static const char *const wrong[] = {"", "mail.example", "http://mail.example", "smtp://",
        "smtp://user:pass@mail.example", "smtp://mail.example:0", "smtp://mail.example:x", "smtp://mail example",
        "smtp://mail.example/path", "smtp://[::1"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        if (!mail_server_read(str_from_cstr(wrong[i]), &s)) fail_msg("taken for a server: %s", wrong[i]);
}

static void a_name_before_the_address_needs_no_quotes(void **state)
{
    struct str why;
    struct mail_settings s = {.url = STR("smtp://localhost"), .from = STR("Care team <care@example.nhs.uk>")};
    (void)state;
    assert_int_equal(mail_settings_check(&arena, &s, &why), ERR_NONE);
    assert_true(str_eq(mail_from_address(s.from), STR("care@example.nhs.uk")));
    static const char *const wrong[] = {"", "Care team", "Care, team <care@example.nhs.uk>",
        "Care\nteam <care@example.nhs.uk>", "\xc3\x84rzte <care@example.nhs.uk>", "<care@example.nhs.uk"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        s.from = str_from_cstr(wrong[i]);
        assert_int_equal(mail_settings_check(&arena, &s, &why), ERR_INVALID);
        assert_true(str_has(why, STR("--smtp-from")));
    }
}

static struct str frame_of(const struct mail_message *m)
{
    struct buf out = buf_new(&arena, 1024, LIMIT_MAIL_TEXT + 1024);
    mail_frame_write(&out, m);
    return buf_str(&out);
}

static void a_message_goes_through_a_pipe_as_it_is(void **state)
{
    const struct mail_message m = {.to = STR("a@b.uk"),
        .subject = STR("A letter"),
        .id = STR("0193-ab"),
        .text = STR("Dear Z\xc3\xb6"
                    "e\n"),
        .at = {1700000000000}};
    struct mail_message got;
    (void)state;
    assert_int_equal(mail_frame_read(frame_of(&m), &got), ERR_NONE);
    assert_true(str_eq(got.to, m.to) && str_eq(got.subject, m.subject) && str_eq(got.id, m.id) &&
        str_eq(got.text, m.text));
    assert_int_equal(got.at.v, m.at.v);
    struct str whole = frame_of(&m);
    for (size_t n = 0; n < whole.n; n++)
        assert_int_equal(mail_frame_read(str_slice(whole, 0, n), &got), ERR_INVALID);
}

static void what_could_smuggle_in_a_header_is_no_message(void **state)
{
    const struct mail_message right = {
        .to = STR("a@b.uk"), .subject = STR("A letter"), .id = STR("0193"), .text = STR("x")};
    struct mail_message got, m = right;
    (void)state;
    m.subject = STR("A letter\r\nBcc: c@d.uk");
    assert_int_equal(mail_frame_read(frame_of(&m), &got), ERR_INVALID);
    m = right, m.id = STR("0193>\n");
    assert_int_equal(mail_frame_read(frame_of(&m), &got), ERR_INVALID);
    m = right, m.to = STR("a@b.uk\nBcc: c@d.uk");
    assert_int_equal(mail_frame_read(frame_of(&m), &got), ERR_INVALID);
    m = right, m.text = (struct str){"a\0b", 3};
    assert_int_equal(mail_frame_read(frame_of(&m), &got), ERR_INVALID);
    m = right, m.text = STR("\xff");
    assert_int_equal(mail_frame_read(frame_of(&m), &got), ERR_INVALID);
}

static void a_result_is_read_or_is_not_known(void **state)
{
    struct mail_result r, got;
    (void)state;
    mail_result_set(&r, MAIL_REFUSED, 550, STR("550 no such\r\nuser \xc3\xa4"));
    struct buf out = buf_new(&arena, 1024, 1024);
    mail_result_write(&out, &r);
    got = mail_result_read(buf_str(&out));
    assert_int_equal(got.outcome, MAIL_REFUSED);
    assert_int_equal(got.code, 550);
    assert_string_equal(got.said, "550 no such??user ??");
    for (size_t n = 0; n < out.n; n++)
        assert_int_equal(mail_result_read(str_slice(buf_str(&out), 0, n)).outcome, MAIL_NOT_KNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_that_can_be),
        cmocka_unit_test(an_address_is_found_in_what_was_typed),
        cmocka_unit_test(a_server_is_read_or_refused),
        cmocka_unit_test(a_name_before_the_address_needs_no_quotes),
        cmocka_unit_test(a_message_goes_through_a_pipe_as_it_is),
        cmocka_unit_test(what_could_smuggle_in_a_header_is_no_message),
        cmocka_unit_test(a_result_is_read_or_is_not_known),
    };
    return cmocka_run_group_tests_name("mail", tests, begin, end);
}
