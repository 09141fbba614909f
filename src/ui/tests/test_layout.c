#include "ui/layout.h"

#include "base/limits.h"
#include "ui/assets.h"
#include "ui/asset_names.h"

#include <setjmp.h>
#include <cmocka.h>

static struct arena arena;

static int arena_up(void **state)
{
    (void)state;
    arena_init(&arena, LIMIT_JOB_ARENA);
    return 0;
}

static int arena_down(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct str written(const struct page *p)
{
    struct html h = html_new(&arena, STR("the-token"));
    page_write(&h, p);
    assert_false(h.out.overflow);
    return buf_str(&h.out);
}

static const struct page *signed_in(void)
{
    static const struct page page = {.title = STR_INIT("My day"),
        .installation = STR_INIT("Elm PCN"),
        .actor_name = STR_INIT("Leah Morgan"),
        .actor_role = STR_INIT("care co-ordinator"),
        .can_find = true};
    return &page;
}

#define HAS(text, part) assert_true(str_has((text), STR(part)))
#define LACKS(text, part) assert_false(str_has((text), STR(part)))

static void test_title(void **state)
{
    (void)state;
    struct page p = *signed_in();
    HAS(written(&p), "<title>My day – Cairn</title>");
    p.has_problems = true;
    HAS(written(&p), "<title>Error: My day – Cairn</title>");
}

static void test_forms_carry_the_token(void **state)
{
    (void)state;
    struct str html = written(signed_in());
    size_t forms = 0, tokens = 0, at;
    while (str_find(html, '<', &at)) {
        html = str_skip(html, at + 1);
        forms += str_starts(html, STR("form "));
        tokens += str_starts(html, STR("input type=\"hidden\" name=\"_token\" value=\"the-token\""));
    }
    assert_int_equal(forms, 2);
    assert_int_equal(tokens, 2);
}

static void test_signed_out(void **state)
{
    (void)state;
    const struct page p = {.title = STR("Sign in"), .installation = STR("Elm PCN")};
    struct str html = written(&p);
    LACKS(html, "/sign-out");
    LACKS(html, "/people/find");
    LACKS(html, "aria-label=\"Menu\"");
    HAS(html, "Not an NHS product. Run by Elm PCN.");
    LACKS(html, "invented");
}

static void test_demonstration(void **state)
{
    (void)state;
    struct page p = *signed_in();
    p.demonstration = true;
    HAS(written(&p), "everyone here is invented");
}

static void test_nothing_identifies_in_the_head(void **state)
{
    (void)state;
    const struct person_banner who = {.name = STR("RAHMAN, Amina (Mrs)")};
    struct page p = *signed_in();
    p.person = &who;
    struct str html = written(&p);
    const char *body = memmem(html.p, html.n, "<body", 5);
    assert_non_null(body);
    LACKS(str_slice(html, 0, (size_t)(body - html.p)), "RAHMAN");
    HAS(html, "RAHMAN, Amina (Mrs)");
    HAS(html, "<dt>NHS No.</dt><dd class=\"c-nb\">Not known</dd>");
}

static void test_protected_address(void **state)
{
    (void)state;
    const struct person_banner who = {
        .name = STR("OYELARAN, Grace"), .address = STR("8 Mill Lane"), .protected_address = true};
    struct page p = *signed_in();
    p.person = &who;
    struct str html = written(&p);
    HAS(html, "Protected address");
    LACKS(html, "Mill Lane");
}

static void test_died(void **state)
{
    (void)state;
    const struct person_banner who = {.name = STR("BENNETT, Harold"),
        .died = STR("3 May 2026, aged 83"),
        .phone = STR("0113 496 0142"),
        .call = URL("tel:01134960142")};
    struct page p = *signed_in();
    p.person = &who;
    struct str html = written(&p);
    HAS(html, "c-banner--died");
    HAS(html, "<dt>Died</dt><dd class=\"c-nb\">3 May 2026, aged 83</dd>");
    HAS(html, "Has died");
    LACKS(html, "0113 496 0142");
}

static void test_values_are_escaped(void **state)
{
    (void)state;
    const struct person_banner who = {.name = STR("\"><script>alert(1)</script>")};
    struct page p = *signed_in();
    p.person = &who;
    p.title = p.actor_name = p.installation = who.name;
    LACKS(written(&p), "<script>alert");
}

static void test_error_pages(void **state)
{
    (void)state;
    const int known[] = {400, 403, 404, 405, 408, 409, 410, 413, 415, 429, 500, 503, 418};
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        const struct error_page e = {.status = known[i], .reference = STR("ref-1")};
        struct page p = *signed_in();
        p.title = error_page_title(known[i]);
        p.main = error_page_main(&e);
        struct str html = written(&p), heading = str_printf(&arena, ">%.*s</h1>", STR_ARG(p.title));
        assert_true(str_has(html, heading));
        HAS(html, "ref-1");
    }
    assert_true(str_eq(error_page_title(418), error_page_title(500)));
}

static void test_every_asset_of_the_page_exists(void **state)
{
    (void)state;
    const struct str pages[] = {
        STR(ASSET_NHSUK_CSS), STR(ASSET_CAIRN_CSS), STR(ASSET_BOOT_JS), STR(ASSET_CAIRN_JS), STR(ASSET_CAIRN_SVG)};
    struct str html = written(signed_in());
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        const struct asset *a = asset_find(pages[i]);
        assert_non_null(a);
        assert_true(a->immutable);
        assert_true(str_has(html, pages[i]));
    }
    assert_null(asset_find(STR("/assets/none.css")));
}

static void test_the_script_names_the_library(void **state)
{
    (void)state;
    assert_true(str_has(asset_find(STR(ASSET_CAIRN_JS))->raw, STR(ASSET_NHSUK_JS)));
    LACKS(asset_find(STR(ASSET_CAIRN_JS))->raw, "asset:");
}

static void test_style_ships_no_font_and_keeps_its_budget(void **state)
{
    (void)state;
    const struct asset *style = asset_find(STR(ASSET_NHSUK_CSS)), *own = asset_find(STR(ASSET_CAIRN_CSS));
    LACKS(style->raw, "Frutiger");
    LACKS(style->raw, "@font-face");
    HAS(style->raw, "font-family:arial");
    assert_true(style->brotli.p && style->gzip.p);
    assert_in_range(style->brotli.n + own->brotli.n, 1, 26 * 1024);
    const struct str scripts[] = {
        STR(ASSET_NHSUK_JS), STR(ASSET_CAIRN_JS), STR(ASSET_DRAFT_JS), STR(ASSET_STAY_JS), STR(ASSET_BOOT_JS)};
    size_t loaded = 0;
    for (size_t i = 0; i < COUNT_OF(scripts); i++) {
        const struct asset *script = asset_find(scripts[i]);
        loaded += script->brotli.n ? script->brotli.n : script->raw.n;
    }
    assert_in_range(loaded, 12 * 1024, 16 * 1024);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"the title names the page, and says first when there is a problem", test_title, NULL, NULL, NULL},
        {"every form that posts carries the token", test_forms_carry_the_token, NULL, NULL, NULL},
        {"a signed-out page has no search, account or menu", test_signed_out, NULL, NULL, NULL},
        {"a demonstration says so", test_demonstration, NULL, NULL, NULL},
        {"no name stands in the head, and what is unknown is said", test_nothing_identifies_in_the_head, NULL,
            NULL, NULL},
        {"a protected address is never printed", test_protected_address, NULL, NULL, NULL},
        {"a person who has died has a banner of another form, without a telephone", test_died, NULL, NULL, NULL},
        {"what users typed is escaped wherever it stands", test_values_are_escaped, NULL, NULL, NULL},
        {"every error has its words, and an unknown one reads as our mistake", test_error_pages, NULL, NULL, NULL},
        {"every file that the page asks for is embedded", test_every_asset_of_the_page_exists, NULL, NULL, NULL},
        {"our script names the library by its address", test_the_script_names_the_library, NULL, NULL, NULL},
        {"the style ships no font, and styles and scripts keep their budget",
            test_style_ships_no_font_and_keeps_its_budget, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests_name("ui-layout", tests, arena_up, arena_down);
}
