/* QR codes: the picture holds what the library drew, in units that a template can place. */
#include "base/limits.h"
#include "wire/qr.h"

#include <setjmp.h>
#include <cmocka.h>

static struct arena arena;

/* Draws the path's rectangles into a field of characters; fails on anything but "Mx yhnv1h-nz". */
static size_t draw(const struct qr *qr, char *field)
{
    struct str rest = qr->path;
    size_t dark = 0;
    while (rest.n) {
        struct str step = str_cut(&rest, 'z');
        int x, y, n, back, used = 0;
        assert_int_equal(sscanf(str_cstr(&arena, step), "M%d %dh%dv1h-%d%n", &x, &y, &n, &back, &used), 4);
        assert_int_equal((size_t)used, step.n);
        assert_true(x >= 0 && y >= 0 && y < qr->width && n == back && n > 0 && x + n <= qr->width);
        memset(field + y * qr->width + x, '#', (size_t)n);
        dark += (size_t)n;
    }
    return dark;
}

static void the_three_corners_stand_where_readers_look(void **state)
{
    (void)state;
    struct qr qr;
    char field[177 * 177] = {0};
    assert_int_equal(qr_make(&arena, STR("otpauth://totp/Cairn:a%40b?secret=ABC"), &qr), ERR_NONE);
    assert_true(qr.width >= 21 && (qr.width - 17) % 4 == 0);
    size_t dark = draw(&qr, field);
    assert_true(dark > 0);
    for (int i = 0; i < 7; i++) {
        assert_int_equal(field[i], '#');
        assert_int_equal(field[qr.width - 7 + i], '#');
        assert_int_equal(field[(qr.width - 1) * qr.width + i], '#');
    }
    assert_int_equal(field[7], 0);
    assert_int_equal(field[qr.width + 1], 0);
}

static void other_text_is_another_picture(void **state)
{
    (void)state;
    struct qr one, two, same;
    assert_int_equal(qr_make(&arena, STR("one"), &one), ERR_NONE);
    assert_int_equal(qr_make(&arena, STR("two"), &two), ERR_NONE);
    assert_int_equal(qr_make(&arena, STR("one"), &same), ERR_NONE);
    assert_false(str_eq(one.path, two.path));
    assert_true(str_eq(one.path, same.path));
}

static void too_much_text_is_refused(void **state)
{
    (void)state;
    struct qr qr;
    char *text = arena_alloc(&arena, 3000, 1);
    memset(text, 'a', 3000);
    assert_int_equal(qr_make(&arena, (struct str){text, 2000}, &qr), ERR_NONE);
    assert_int_equal(qr_make(&arena, (struct str){text, 3000}, &qr), ERR_TOO_LARGE);
}

int main(void)
{
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_three_corners_stand_where_readers_look),
        cmocka_unit_test(other_text_is_another_picture),
        cmocka_unit_test(too_much_text_is_refused),
    };
    int failed = cmocka_run_group_tests_name("QR codes", tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
